"""A span that may answer, with what ranks it; and of many, best first, those that quote other words each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.windows import Window

# Chosen on questions over stories that the reader was not trained on, for the weights in the package.
_WEIGHT_RETRIEVAL = 8.0
_WEIGHT_SIMILARITY = 160.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may answer: its bounds and its sentence's bounds in an article's body.

    ``margin`` is the reader's score over «no answer here»; ``answerable`` its
    probability, 0 to 1, that the window answers; ``score`` is what ranks. ``also`` are the bounds of
    other spans of the sentence, where so many things are asked for and this is not all of them. What ``adds``
    answers beside the others of its kind, not instead of them.
    """

    article: str
    start: int
    end: int
    sentence: tuple[int, int]
    margin: float
    answerable: float
    score: float
    window: Window
    also: tuple[tuple[int, int], ...] = ()
    adds: bool = False

    @property
    def in_sentence(self) -> tuple[int, int]:
        """The span's bounds in its sentence."""
        return self.start - self.sentence[0], self.end - self.sentence[0]


def retrieved(window: Window) -> float:
    """What retrieval thinks of a window: its rank among what was found, and how alike it is at all."""
    return _WEIGHT_RETRIEVAL * window.score + _WEIGHT_SIMILARITY * window.similarity


def distinct(found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates best first, without those that would quote words of a better one."""
    best: list[Candidate] = []
    for candidate in sorted(found, key=lambda candidate: -candidate.score):
        if not any(_overlap(candidate, better) for better in best):
            best.append(candidate)
    return best


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates would quote the same words."""
    return (
        one.article == other.article
        and one.sentence[0] < other.sentence[1]
        and other.sentence[0] < one.sentence[1]
    )
