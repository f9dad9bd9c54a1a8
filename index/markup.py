"""The body of a Markdown article -> which of its characters are marks of emphasis, code and links, no words.

What is stored and cited are the file's own characters; only who shows them leaves the marks out. What is a
mark is settled by CommonMark, with tables and struck words (markdown-it-py).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Characters ``start`` to ``end`` (exclusive) of a text.
Bounds = tuple[int, int]

# What the name of a Markdown file ends in.
MARKDOWN = (".md", ".markdown")
_KEPT = 64
_BLANKS = re.compile(r"\s*")
_NO_BLANKS = re.compile(r"\S+(?:[ \t]+\S+)*")
# A book is not parsed while a question waits.
_MOST_CHARACTERS = 500_000
# Of a headline in any format: what an unpaired mark is there is not settled, nor what a link leads to.
_MARKUP = re.compile(r"\*\*|__|~~|`|(?<!\w)[*_]|[*_](?!\w)")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")


def heading_label(heading: str) -> str:
    """The words of a heading or title without Markdown's emphasis and links, on one line."""
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", heading)).split())


def marks_in(body: str, path: str) -> tuple[Bounds, ...]:
    """Where the marks are in the body of the article at a path, in order and apart; none but in Markdown."""
    return _marks_in(body) if path.lower().endswith(MARKDOWN) else ()


def marks_within(marks: Iterable[Bounds], start: int, end: int) -> tuple[Bounds, ...]:
    """What of the marks is between two offsets, counted from the first."""
    clipped = ((max(mark[0], start) - start, min(mark[1], end) - start) for mark in marks)
    return tuple(mark for mark in clipped if mark[0] < mark[1])


def without_marks(text: str, marks: Iterable[Bounds]) -> str:
    """The text as it is seen."""
    bounds = [0, *(bound for mark in marks for bound in mark), len(text)]
    return "".join(text[start:end] for start, end in list(pairwise(bounds))[::2])


def seen_in(body: str, path: str, start: int, end: int) -> str:
    """The body of the article at a path between two offsets, as it is seen."""
    return without_marks(body[start:end], marks_within(marks_in(body, path), start, end))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # What follows a backslash stays apart, or its place would be lost.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


@lru_cache(maxsize=_KEPT)
def _marks_in(body: str) -> tuple[Bounds, ...]:
    if len(body) > _MOST_CHARACTERS:
        return ()
    # How far each line has been read: a row of a table has several cells.
    read = [0, *accumulate(len(line) + 1 for line in body.split("\n"))]
    ends = [start - 1 for start in read[1:]]
    marks: list[Bounds] = []
    for token in _parser().parse(body):
        if token.type != "inline" or token.map is None:
            continue
        unseen, counted = _unseen(token), 0
        # What a line is indented by, and the mark of a list's item, are not of the token's content.
        for number, words in enumerate(token.content.split("\n"), token.map[0]):
            at = body.find(words, read[number], ends[number])
            if at < 0:
                break
            marks += [
                (at + start, at + end) for start, end in marks_within(unseen, counted, counted + len(words))
            ]
            read[number] = at + len(words)
            counted += len(words) + 1
    return tuple(marks)


def _unseen(token: Token) -> list[Bounds]:
    """What of a block's content is not seen: what is between its words, but for blanks."""
    content, bounds, at = token.content, [0], 0
    for words in _words(token.children or ()):
        if words is None:
            at = _after_link(content, at)
            continue
        start = content.find(words, at)
        if start < 0:
            return []
        at = start + len(words)
        bounds += [start, at]
    bounds.append(len(content))
    return [
        (start + part.start(), start + part.end())
        for start, end in list(pairwise(bounds))[::2]
        for part in _NO_BLANKS.finditer(content[start:end])
    ]


def _words(children: Iterable[Token]) -> Iterator[str | None]:
    """The words of a block as they are written, in order; None where a link ends with what it leads to."""
    for child in children:
        if child.type == "text_special" and child.info == "entity":
            yield child.markup
        elif child.type == "code_inline":
            yield from child.content.split()
        elif child.type == "image":
            yield from _words(child.children or ())
            yield None
        elif child.type == "link_close" and child.markup != "autolink":
            yield None
        elif child.content:
            yield child.content


def _after_link(content: str, at: int) -> int:
    """Where the link ends whose words end at an offset: «](https://example.org "título")», «][1]», «]»."""
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle

    closing = content.find("]", at)
    end = closing + 1
    if content[end : end + 1] == "[":
        return content.find("]", end) + 1
    if content[end : end + 1] != "(":
        return end
    place = _past_blanks(content, end + 1)
    address = parseLinkDestination(content, place, len(content))
    place = _past_blanks(content, address.pos if address.ok else place)
    title = parseLinkTitle(content, place, len(content))
    place = _past_blanks(content, title.pos if title.ok else place)
    return place + 1 if content.startswith(")", place) else end


def _past_blanks(content: str, at: int) -> int:
    blanks = _BLANKS.match(content, at)
    return blanks.end() if blanks else at
