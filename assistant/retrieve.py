"""A question -> the passages most likely to hold its answer: vectors and BM25, fused.

Both lanes give candidates; each candidate gets both scores, each score is
stretched over the candidates to 0..1, and they are added by weight. The union,
with exact scores on both sides, is what makes it better than ranks alone. The texts are read
only of the passages that are returned.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from index.lexical import fold
from index.lexical_sync import follow_store, open_lexical
from index.selection import best_by_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from assistant.filter import Filter
    from index.article import Passage
    from index.selection import Selection
    from index.store import Store

_CANDIDATES = 60


class QuestionEmbedder(Protocol):
    """What retrieval needs of an embedder."""

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """A unit vector, float32 [dimension]."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its scores.

    ``score`` is fused, 0 to 1 among this question's candidates; ``similarity`` (the
    cosine) and ``bm25`` can be compared between questions.
    """

    passage: Passage
    score: float
    similarity: float
    bm25: float

    @property
    def article(self) -> str:
        """Path of the passage's article, relative to the seeds folder."""
        return self.passage.article

    @property
    def start(self) -> int:
        """Where the passage begins in the article's body."""
        return self.passage.start

    @property
    def end(self) -> int:
        """Where it ends (exclusive)."""
        return self.passage.end

    @property
    def text(self) -> str:
        """Its characters."""
        return self.passage.text


class _Ranked(NamedTuple):
    """A candidate by its id."""

    id: str
    score: float
    similarity: float
    bm25: float


class HybridSearch:
    """Search over an open store as it was last refreshed; what this process writes is found at once."""

    def __init__(self, store: Store, embedder: QuestionEmbedder, *, lexical_weight: float) -> None:
        self._store = store
        self._embedder = embedder
        self._weight = lexical_weight
        self._lock = threading.Lock()
        self._lexical = open_lexical(store)
        self._followed: int | None = None
        self._selected: tuple[int, Filter, Selection] | None = None

    def search(self, question: str, *, top: int, where: Filter | None = None) -> list[Hit]:
        """The ``top`` best passages, best first; empty if the archive or the question is.

        Raises:
            FilterInvalid: a condition of ``where`` is met by no article.
        """
        while True:
            self._follow()
            generation = self._store.seen_generation
            ranked = self._rank(question, max(_CANDIDATES, top), self.select(where) if where else None)[:top]
            passages = self._store.passages_by_id([each.id for each in ranked])
            if len(passages) < len(ranked) and self._store.seen_generation != generation:
                continue  # some have been replaced meanwhile: once more, as it is now
            return [
                Hit(passages[each.id], each.score, each.similarity, each.bm25)
                for each in ranked
                if each.id in passages
            ]

    def _rank(self, question: str, count: int, within: Selection | None) -> list[_Ranked]:
        """The candidates of both lanes with what they score, best first; none of their texts."""
        if not question.strip() or not (within.passages if within else self._store.passage_count()):
            return []
        vector = self._embedder.embed_question(question)
        similarity = self._store.nearest(vector, count, within=within)
        bm25 = dict(
            best_by_words(self._lexical, question, count, within, self._store.catalogue)
            if within
            else self._lexical.best(question, count)
        )
        similarity |= self._store.similarities([key for key in bm25 if key not in similarity], vector)
        if not similarity:
            return []
        bm25.update(self._lexical.scores(question, [key for key in similarity if key not in bm25]))
        cosines = np.array(list(similarity.values()))
        words = np.array([bm25.get(key, 0.0) for key in similarity])
        fused = self._weight * _stretch(words) + (1 - self._weight) * _stretch(cosines)
        rows = zip(similarity, fused.tolist(), cosines.tolist(), words.tolist(), strict=True)
        return sorted((_Ranked(*row) for row in rows), key=lambda each: -each.score)

    def select(self, where: Filter) -> Selection:
        """The articles that meet a filter.

        Raises:
            FilterInvalid: a condition is met by no article.
        """
        seen = self._store.seen_generation
        with self._lock:
            if self._selected is None or self._selected[:2] != (seen, where):
                selection = self._store.select(where.condition())
                if not selection.records:
                    where.check(self._store.articles())
                self._selected = (seen, where, selection)
            return self._selected[2]

    def _follow(self) -> None:
        """Bring the index of words up to what is read of the store."""
        with self._lock:
            generation = self._store.seen_generation
            if generation != self._followed and follow_store(self._lexical, self._store):
                self._followed = generation


def put_named_among_first(hits: list[Hit], named: Sequence[str], *, most: int) -> None:
    """Put second the best hit that has more of a question's names, folded, than the ``most`` first.

    «¿Qué dijo Ginés Roca?» is like everything that anybody said.
    """
    if not hits or not named:
        return
    wanted = frozenset(named)
    has = [len(wanted & {*re.findall(r"\w+", fold(hit.text))}) for hit in hits]
    best = max(has)
    if best > max(has[:most]):
        hits.insert(1, hits.pop(has.index(best)))


def _stretch(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Min-max to 0..1; all equal gives all 0."""
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros_like(values)
