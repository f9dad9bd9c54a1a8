"""The printed lines of pages -> paragraphs that flow over them, and where each page begins.

A page keeps no mark of its paragraphs, so they are told as a reader tells them: by the
size of the letters, the space between lines, an indent, and a line after which the next
word would have fitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.blocks import HANGING_WORDS

_OPENING = "\"“«‘'(¿¡[-–—"
# In parts of the letters' size, or of the usual leading.
_OTHER_SIZE, _WIDE_GAP, _INDENT, _SLACK = 0.1, 1.35, 0.6, 0.3
# How many lines on either side tell how wide the column is.
_WINDOW = 8


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a printed line and where they stand, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    size: float

    def holds(self, other: Line) -> bool:
        """Whether the other line stands in the same column, as far as their sides tell."""
        return min(self.right, other.right) > max(self.left, other.left)


def join_lines(pages: list[list[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text with a blank line between paragraphs, and the offset of each page's first character.

    A page without lines begins where the next one does.
    """
    pieces: list[str] = []
    length = 0
    starts: list[int | None] = []
    before: tuple[list[Line], int] | None = None
    for lines in pages:
        starts.extend([] if lines else [None])
        for at, line in enumerate(lines):
            if before:
                kept, separator = _join(*before, line)
                length += len(kept) - len(pieces[-1]) + len(separator)
                pieces[-1:] = [kept, separator]
            if at == 0:
                starts.append(length)
            pieces.append(line.text)
            length += len(line.text)
            before = lines, at
    return "".join(pieces), _filled(starts, length)


def _join(page: list[Line], at: int, following: Line) -> tuple[str, str]:
    """The words of a page's line as they are kept, and what goes between them and the following line."""
    text = page[at].text
    if text.endswith("-") and text[-2:-1].isalnum():
        is_cut_word = text[-2].isalpha() and following.text[0].islower()
        return (text[:-1] if is_cut_word else text), ""
    return text, "\n\n" if _ends_paragraph(page, at, following) else " "


def _ends_paragraph(page: list[Line], at: int, following: Line) -> bool:
    line = page[at]
    if abs(line.size - following.size) > _OTHER_SIZE * max(line.size, following.size):
        return True
    if following.text.lstrip(_OPENING)[:1].islower() or line.text.endswith(","):
        return False
    if line.text.rsplit(maxsplit=1)[-1].casefold() in HANGING_WORDS:
        return False
    if at + 1 < len(page) and (_is_far(page, at) or _is_indented(line, following)):
        return True
    return _had_room(page, at, following)


def _is_far(page: list[Line], at: int) -> bool:
    """Whether the space below a line is wider than is usual around it."""
    around = page[max(0, at - _WINDOW) : at + _WINDOW + 1]
    gaps = [upper.bottom - lower.bottom for upper, lower in pairwise(around)]
    gaps = [gap for gap in gaps if gap > 0]
    return bool(gaps) and page[at].bottom - page[at + 1].bottom > _WIDE_GAP * median(gaps)


def _is_indented(line: Line, following: Line) -> bool:
    return line.holds(following) and following.left - line.left > _INDENT * line.size


def _had_room(page: list[Line], at: int, following: Line) -> bool:
    """Whether the following line's first word would have fitted after the line."""
    line = page[at]
    column = [other for other in page[max(0, at - _WINDOW) : at + _WINDOW + 1] if line.holds(other)]
    room = max((other.right for other in column), default=line.right) - line.right
    letter = (following.right - following.left) / len(following.text)
    word = following.text.split(maxsplit=1)[0]
    return room > letter * (len(word) + 1) + _SLACK * line.size


def _filled(starts: list[int | None], length: int) -> tuple[int, ...]:
    filled = []
    following = length
    for start in reversed(starts):
        following = following if start is None else start
        filled.append(following)
    return tuple(reversed(filled))
