"""Words of an article -> HTML: some of them in an element of their own, and Markdown's marks not shown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from index.markup import find_marks

if TYPE_CHECKING:
    from collections.abc import Iterable


def render_words(text: str, stressed: Iterable[range], element: str) -> str:
    """The words with those in ``stressed`` within an ``element``; the text content of that is ``text``.

    Ranges that are not in order, overlap, or go beyond the text are left out.
    """
    marks, written, reached = find_marks(text), "", 0
    for part in stressed:
        if reached <= part.start < part.stop <= len(text):
            words = _hide(text, part, marks)
            written += f"{_hide(text, range(reached, part.start), marks)}<{element}>{words}</{element}>"
            reached = part.stop
    return written + _hide(text, range(reached, len(text)), marks)


def _hide(text: str, part: range, marks: Iterable[range]) -> str:
    written, reached = "", part.start
    for mark in marks:
        start, stop = max(mark.start, part.start), min(mark.stop, part.stop)
        if start < stop:
            written += f"{escape(text[reached:start])}<span hidden>{escape(text[start:stop])}</span>"
            reached = stop
    return written + escape(text[reached : part.stop])
