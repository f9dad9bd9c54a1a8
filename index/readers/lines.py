"""The printed lines of pages -> paragraphs that flow over them, and where each page begins.

A page keeps no mark of its paragraphs, so they are told by their lines: one after which
the next word would have fitted was ended on purpose. Lengths count characters, which
in print are of many widths, hence the margins allowed.
"""

from __future__ import annotations

from index.blocks import HANGING_WORDS

_WINDOW = 6
_FINAL_MARKS = (".", "?", "!", "…", ":", "»", "”", '"')
# A line this much shorter than the column ends a paragraph: after a final mark, and without one.
_SHORT_AFTER_MARK, _SHORT = 0.95, 0.75
_OPENING = "\"“«‘'(¿¡[-–—"


def join_lines(pages: list[list[str]]) -> tuple[str, tuple[int, ...]]:
    """The text with a blank line between paragraphs, and the offset of each page's first character.

    A page without lines begins where the next one does.
    """
    pieces: list[str] = []
    length = 0
    starts: list[int | None] = []
    before: tuple[str, float] | None = None
    for lines in pages:
        for at, line in enumerate(lines):
            if before:
                pieces[-1], separator = _join(before[0], line, column=before[1])
                length += len(pieces[-1]) - len(before[0]) + len(separator)
                pieces.append(separator)
            if at == 0:
                starts.append(length)
            pieces.append(line)
            length += len(line)
            before = line, _column(lines, at)
        if not lines:
            starts.append(None)
    return "".join(pieces), _filled(starts, length)


def _join(line: str, following: str, *, column: float) -> tuple[str, str]:
    """The line as it is kept and what goes between it and the following one."""
    if line.endswith("-") and line[-2:-1].isalpha() and following[0].islower():
        return line[:-1], ""
    return line, "\n\n" if _ends_paragraph(line, following, column) else " "


def _ends_paragraph(line: str, following: str, column: float) -> bool:
    if following.lstrip(_OPENING)[:1].islower() or line.endswith(","):
        return False
    if line.rsplit(maxsplit=1)[-1].casefold() in HANGING_WORDS:
        return False
    needed = len(line) + 1 + len(following.split(maxsplit=1)[0])
    return needed < column * (_SHORT_AFTER_MARK if line.endswith(_FINAL_MARKS) else _SHORT)


def _column(lines: list[str], at: int) -> float:
    """The width of the column about a line, in characters: that of its longer lines."""
    lengths = sorted(map(len, lines[max(0, at - _WINDOW) : at + _WINDOW + 1]))
    return lengths[len(lengths) * 3 // 4]


def _filled(starts: list[int | None], length: int) -> tuple[int, ...]:
    filled = []
    following = length
    for start in reversed(starts):
        following = following if start is None else start
        filled.append(following)
    return tuple(reversed(filled))
