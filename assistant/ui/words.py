"""Words of an article -> HTML: some in an element of their own, and the marks of Markdown not shown."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.markup import Bounds


def render_words(
    text: str, stressed: Sequence[Bounds], element: str, *, unseen: Sequence[Bounds] = ()
) -> str:
    """``text`` with what is ``stressed`` in an ``element``, and what is ``unseen`` there but hidden.

    Without its tags the HTML is the whole text. Of stretches that overlap, or go beyond the text, the first
    counts.
    """
    stressed = _apart(stressed, len(text))
    openings, closings = {start for start, _ in stressed}, {end for _, end in stressed}
    hidden, shown = {start for start, _ in unseen}, {end for _, end in unseen}
    written, is_hidden = "", False
    for start, end in pairwise(sorted({0, len(text), *openings, *closings, *hidden, *shown})):
        if start in closings:
            written += f"</{element}>"
        if start in openings:
            written += f"<{element}>"
        is_hidden = start in hidden or (is_hidden and start not in shown)
        words = escape(text[start:end])
        written += f"<span hidden>{words}</span>" if is_hidden else words
    return written + (f"</{element}>" if len(text) in closings else "")


def _apart(stretches: Sequence[Bounds], length: int) -> list[Bounds]:
    apart: list[Bounds] = []
    for start, end in stretches:
        if (apart[-1][1] if apart else 0) <= start < end <= length:
            apart.append((start, end))
    return apart
