"""A question -> the passages most likely to hold its answer: vectors and BM25, fused.

Both lanes give candidates; each candidate gets both scores, each score is
stretched over the candidates to 0..1, and they are added by weight. The union,
with exact scores on both sides, is what makes it better than ranks alone.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.lexical_sync import follow_store, open_lexical

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


class HybridSearch:
    """Search over an open store; follows it when another process writes."""

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
        self.follow()
        within = self.select(where) if where else None
        if not question.strip() or not (within.passages if within else self._store.passage_count()):
            return []
        vector = self._embedder.embed_question(question)
        count = max(_CANDIDATES, top)
        found = {hit.id: hit for hit in self._store.nearest(vector, count, within=within)}
        bm25 = dict(self._lexical.best(question, count, within=within.lexical if within else None))
        found.update(
            (hit.id, hit) for hit in self._store.by_ids([key for key in bm25 if key not in found], vector)
        )
        if not found:
            return []
        bm25.update(self._lexical.scores(question, [key for key in found if key not in bm25]))
        lexical = np.array([bm25.get(key, 0.0) for key in found])
        similarity = np.array([hit.similarity for hit in found.values()])
        fused = self._weight * _stretch(lexical) + (1 - self._weight) * _stretch(similarity)
        hits = [
            Hit(hit.passage, float(score), hit.similarity, float(words))
            for hit, score, words in zip(found.values(), fused, lexical, strict=True)
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:top]

    def select(self, where: Filter) -> Selection:
        """The articles that meet a filter.

        Raises:
            FilterInvalid: a condition is met by no article.
        """
        seen = self._store.seen_generation
        with self._lock:
            if self._selected is None or self._selected[:2] != (seen, where):
                selection = self._store.select(where.accepts)
                if not selection.records:
                    where.check(self._store.articles())
                self._selected = (seen, where, selection)
            return self._selected[2]

    def follow(self) -> None:
        """Take up what has been written to the store since."""
        with self._lock:
            self._store.refresh()
            generation = self._store.seen_generation
            if generation != self._followed and follow_store(self._lexical, self._store):
                self._followed = generation


def _stretch(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Min-max to 0..1; all equal gives all 0."""
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def rank_articles(hits: Sequence[Hit]) -> list[str]:
    """Article paths by their best passage, best first."""
    return list(dict.fromkeys(hit.article for hit in hits))
