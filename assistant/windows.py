"""Passages found -> the stretches of articles to read: each passage with what is around it, none twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.alike import says_all_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.library import Library, OpenArticle
    from assistant.retrieve import Hit
    from index.article import Passage

_NEIGHBOURS = 1
# As long as the windows that the reader was trained on: in a longer one it finds less.
_MOST_CHARACTERS = 900


@dataclass(frozen=True, slots=True)
class Window:
    """Characters ``start`` to ``end`` of an article's body, which are ``text``.

    ``passage`` is the best passage in it; ``score``, ``similarity`` and ``bm25`` are that passage's.
    """

    article: str
    start: int
    end: int
    text: str
    passage: Passage
    score: float
    similarity: float
    bm25: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Passages ``first`` to ``last`` of one article, and the hit that came first."""

    hit: Hit
    opened: OpenArticle
    first: int
    last: int


def open_windows(
    hits: Sequence[Hit], library: Library, *, most: int, among: int | None = None
) -> list[Window]:
    """At most ``most`` windows over the first ``among`` hits, best first; no two overlap.

    A hit that lies in a window already opens none, nor does one whose article has changed since it was found.
    One that is said in another version of a story, of which there is a window, does not even count.
    """
    stretches: list[_Stretch] = []
    looked_at = 0
    for hit in hits:
        if len(stretches) == most or looked_at == among:
            break
        if any(_is_said_in(other, hit, library) for other in stretches):
            continue
        looked_at += 1
        neighbours = [other for other in stretches if other.hit.article == hit.article]
        number = hit.passage.number
        if any(other.first <= number <= other.last for other in neighbours):
            continue
        opened = _open(hit, library)
        if opened is None:
            continue
        first = max(
            [0, number - _NEIGHBOURS, *(other.last + 1 for other in neighbours if other.last < number)]
        )
        last = min(
            [
                len(opened.passages) - 1,
                number + _NEIGHBOURS,
                *(other.first - 1 for other in neighbours if other.first > number),
            ]
        )
        stretches.append(_Stretch(hit, opened, first, last))
    return [_window(stretch) for stretch in stretches]


def _is_said_in(stretch: _Stretch, hit: Hit, library: Library) -> bool:
    """Whether the stretch's article is another version of the hit's that has the same words."""
    other = stretch.opened.article
    if other.path == hit.article or hit.article not in library.copies_of(other.path):
        return False
    return says_all_of(other.body, hit.text)


def _open(hit: Hit, library: Library) -> OpenArticle | None:
    """The article of a hit; None if it has gone, or no longer has that passage."""
    try:
        opened = library.open(hit.article)
    except KeyError:
        return None
    return opened if hit.passage in opened.passages[hit.passage.number : hit.passage.number + 1] else None


def _window(stretch: _Stretch) -> Window:
    hit, opened = stretch.hit, stretch.opened
    start, end = _narrowed(stretch)
    text = opened.article.body[start:end]
    return Window(hit.article, start, end, text, hit.passage, hit.score, hit.similarity, hit.bm25)


def _narrowed(stretch: _Stretch) -> tuple[int, int]:
    """The bounds of a stretch, or if it is long of the passage found and the sentences nearest to it."""
    opened, passage = stretch.opened, stretch.hit.passage
    bounds = opened.passages[stretch.first].start, opened.passages[stretch.last].end
    if bounds[1] - bounds[0] <= _MOST_CHARACTERS:
        return bounds
    sentences = opened.sentences_within(*bounds)
    touched = [each for each in sentences if each[0] < passage.end and passage.start < each[1]]
    start = min([passage.start, *(each[0] for each in touched)])
    end = max([passage.end, *(each[1] for each in touched)])
    sides = (
        [each for each in reversed(sentences) if each[1] <= start],
        [each for each in sentences if each[0] >= end],
    )
    side = 0
    while any(sides):
        if sides[side]:
            nearest = sides[side].pop(0)
            if max(end, nearest[1]) - min(start, nearest[0]) <= _MOST_CHARACTERS:
                start, end = min(start, nearest[0]), max(end, nearest[1])
            else:
                sides[side].clear()
        side = 1 - side
    return start, end
