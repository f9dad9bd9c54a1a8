"""Text -> its blocks in order: headings, and paragraphs of one or more lines that go on.

Articles come as one line a paragraph, as paragraphs between blank lines, hard-wrapped,
as Markdown or as all of it at once. A line's end ends a paragraph unless the line
plainly goes on: it lacks a final mark and the next one begins in lower case or ends a
phrase left hanging («donde subrayó que»), or the text is wrapped, so that the next
line's first word would not have fitted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dateline import find_dateline

if TYPE_CHECKING:
    from index.dateline import Dateline

# A bare line is a heading only up to these lengths; a story's first line may be longer.
_MAX_SUBHEADING, _MAX_HEADLINE = 100, 160
_MAX_MARKED = 300
# How much of a line's end is searched for its final mark.
_TAIL = 20
_MIN_WRAPPED, _MAX_WRAPPED = 50, 110

# No sentence or heading ends in one of these: the line goes on.
HANGING_WORDS = frozenset(
    """a al ante bajo como con contra cuando cuya cuyo de del desde donde e el en entre es hacia hasta la las
    le les lo los más muy ni o para pero por porque que quien se según ser si sin sino sobre son su sus tras
    u un una unas unos y""".split()  # noqa: SIM905 (a table is read better than a list of quotes)
)
_LINE = re.compile(r"[^\n]+")
_MARKED_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]+|(?=[^\W\d_]))(?P<text>.*?)[ \t]*#*[ \t]*$")
_BOLD_HEADING = re.compile(r"[ \t]{0,3}(?P<mark>\*\*|__)(?P<text>[^*_]+[^*_.,;:])(?P=mark)[ \t]*$")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*$")
# What an item of a list begins with, and the blank after it: «–», «2.», «3.-», «4º Letras», «b)».
ITEM_MARK = r"(?:[-*+•·▪►■◦–]|\d{1,3}(?:[.)]-?|º(?=[ \t]+[^\W\d_a-záéíóúñ]))|[a-z]\))[ \t]+"
_ITEM = re.compile(rf"[ \t]*(?:{ITEM_MARK}|\|)")
_FINAL_MARK = re.compile(r"[.!?…:;][\"'”’»)\]_*]*[ \t]*$")
_OPEN_MARK = re.compile(r"[\"“«‘'(¿¡\[]*")
_BYLINE = re.compile(
    r"(?:Por|By|Texto|Fotos?|Agencias)(?:[: ]+(?:de |y )?[A-ZÁÉÍÓÚÑ][\w.'-]*){0,6}$"
    r"|(?:EFE|AFP|AP|Reuters|Redacción|Con información de|Le[ae] también|Te puede interesar|Fotos?:)(?!\w)"
)
_LABEL = re.compile(r"[^\W\d_]+: [^\"“«‘]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]``, whole lines without white space around them.

    For a heading the span is its words, without ``#`` and the like; ``line_start``
    is where its first line begins.
    """

    start: int
    end: int
    line_start: int
    is_heading: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    follows_blank: bool
    in_dateline: bool

    @property
    def words(self) -> str:
        return self.text.strip()

    @property
    def marked_heading(self) -> re.Match[str] | None:
        if len(self.text) > _MAX_MARKED:
            return None
        return _MARKED_HEADING.match(self.text) or _BOLD_HEADING.match(self.text)

    @property
    def has_final_mark(self) -> bool:
        return _FINAL_MARK.search(self.words[-_TAIL:]) is not None


def find_blocks(text: str) -> list[Block]:
    """The blocks of a text, in order and disjoint; lines without words belong to none."""
    lines = _lines(text)
    joined = _Wrapping(lines)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        heading = _heading(lines, at, joined)
        if heading:
            blocks.append(heading)
            at += 1
            continue
        first = at
        while at + 1 < len(lines) and _goes_on(lines[at], lines[at + 1], wrapped=joined.after(at)):
            at += 1
        block = _paragraph(lines[first], lines[at])
        if any(character.isalnum() for character in text[block.start : block.end]):
            blocks.append(block)
        at += 1
    return blocks


class _Wrapping:
    """Which lines are hard-wrapped: in a run of three or more, the next word would not have fitted."""

    def __init__(self, lines: list[_Line]) -> None:
        self._wrapped: set[int] = set()
        first = 0
        for at in range(1, len(lines) + 1):
            if at == len(lines) or lines[at].follows_blank:
                self._mark(lines, first, at)
                first = at

    def after(self, number: int) -> bool:
        return number in self._wrapped

    def _mark(self, lines: list[_Line], first: int, stop: int) -> None:
        width = max(len(line.text.rstrip()) for line in lines[first:stop])
        if stop - first < 3 or not _MIN_WRAPPED <= width <= _MAX_WRAPPED:
            return
        full = {at for at in range(first, stop - 1) if _would_overflow(lines[at], lines[at + 1], width)}
        if len(full) * 3 >= (stop - first - 1) * 2:
            self._wrapped |= full


def _would_overflow(line: _Line, following: _Line, width: int) -> bool:
    next_word = following.words.split(maxsplit=1)[0]
    return len(line.text.rstrip()) + 1 + len(next_word) > width


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank, in order."""
    dateline = find_dateline(text)
    lines: list[_Line] = []
    end = 0
    for match in _LINE.finditer(text):
        if match.group().isspace():
            continue
        blank = text.count("\n", end, match.start()) > 1
        lines.append(_Line(match.start(), match.group(), blank, _is_within(match, dateline)))
        end = match.end()
    return lines


def _is_within(line: re.Match[str], dateline: Dateline | None) -> bool:
    return dateline is not None and line.start() <= dateline.start < line.end()


def _heading(lines: list[_Line], at: int, wrapping: _Wrapping) -> Block | None:
    line = lines[at]
    if _ITEM.match(line.text) and not line.text.lstrip().startswith("**"):
        return None
    marked = line.marked_heading
    if marked and marked["text"].strip():
        start = line.start + marked.start("text")
        return Block(start, start + len(marked["text"].rstrip()), line.start, is_heading=True)
    if at + 1 < len(lines) and _is_underlined(line, lines[at + 1]):
        return _line_block(line, is_heading=True)
    if wrapping.after(at) or not _is_bare_heading(lines, at):
        return None
    return _line_block(line, is_heading=True)


def _is_underlined(line: _Line, following: _Line) -> bool:
    if following.follows_blank or not _UNDERLINE.match(following.text):
        return False
    return len(line.words) <= _MAX_HEADLINE and not line.in_dateline and not _UNDERLINE.match(line.text)


def _is_bare_heading(lines: list[_Line], at: int) -> bool:
    """A short line with no stop, opening in upper case, over a text that begins afresh."""
    line, words = lines[at], lines[at].words
    is_first = at == 0
    if line.in_dateline or len(words) > (_MAX_HEADLINE if is_first else _MAX_SUBHEADING):
        return False
    is_question = is_first and words.endswith(("?", "!"))
    if words.endswith(",") or (line.has_final_mark and not is_question) or _BYLINE.match(words):
        return False
    if not is_first and _LABEL.match(words):
        return False
    if not _opens_upper(words) or words.split()[-1].casefold() in HANGING_WORDS:
        return False
    return _heads_a_text(lines, at)


def _heads_a_text(lines: list[_Line], at: int) -> bool:
    """Whether the line stands over a text, with at most two other such lines between."""
    words = lines[at].words
    for following in lines[at + 1 : at + 4]:
        if _begins_lower(following.words):
            return following is not lines[at + 1]
        if _ITEM.match(following.text):
            return False
        if following.in_dateline or len(following.words) > _MAX_SUBHEADING:
            return True
        if following.has_final_mark:
            return at == 0 or following.follows_blank or len(following.words) > len(words)
    return False


def _goes_on(line: _Line, following: _Line, *, wrapped: bool) -> bool:
    """Whether the paragraph goes on from one line to the next."""
    if _ITEM.match(following.text) or following.marked_heading or _UNDERLINE.match(following.text):
        return False
    if wrapped:
        return True
    words, next_words = line.words, following.words
    if words.endswith(":") and not following.follows_blank:
        return next_words[0] in '"“«'
    if line.has_final_mark or (line.in_dateline and _ends_dateline(line)):
        return False
    if _begins_lower(next_words) or words.split()[-1].casefold() in HANGING_WORDS:
        return True
    return words.endswith(",") and not following.follows_blank


def _ends_dateline(line: _Line) -> bool:
    dateline = find_dateline(line.text)
    return dateline is not None and dateline.end >= len(line.text.rstrip(" \t*_"))


def _opens_upper(words: str) -> bool:
    match = _OPEN_MARK.match(words)
    first = words[match.end() : match.end() + 1] if match else ""
    return first.isalnum() and not first.islower()


def _begins_lower(words: str) -> bool:
    match = _OPEN_MARK.match(words)
    return match is not None and words[match.end() : match.end() + 1].islower()


def _line_block(line: _Line, *, is_heading: bool) -> Block:
    start = line.start + len(line.text) - len(line.text.lstrip())
    return Block(start, line.start + len(line.text.rstrip()), line.start, is_heading=is_heading)


def _paragraph(first: _Line, last: _Line) -> Block:
    opening, closing = _line_block(first, is_heading=False), _line_block(last, is_heading=False)
    return Block(opening.start, closing.end, first.start, is_heading=False)
