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

from index.sync import ensure_lexical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.article import Passage
    from index.lexical import LexicalIndex
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
        self._lexical = ensure_lexical(store)
        self._generation = store.seen_generation

    def search(self, question: str, *, top: int) -> list[Hit]:
        """The ``top`` best passages, best first; empty if the archive or the question is."""
        # One and the same index for all of this search: another thread may take up a newer one meanwhile.
        index = self.follow()
        if not question.strip() or not index.ids:
            return []
        vector = self._embedder.embed_question(question)
        count = max(_CANDIDATES, top)
        bm25 = index.scores(question)
        dense = self._store.nearest(vector, count)
        found = {hit.id: hit for hit in dense}
        missing = [key for key in _best_lexical(index, bm25, count) if key not in found]
        found.update((hit.id, hit) for hit in self._store.by_ids(missing, vector))
        if not found:
            return []
        rows = [index.row(key) for key in found]
        lexical = np.array([0.0 if row is None else float(bm25[row]) for row in rows])
        similarity = np.array([hit.similarity for hit in found.values()])
        fused = self._weight * _stretch(lexical) + (1 - self._weight) * _stretch(similarity)
        hits = [
            Hit(hit.passage, float(score), hit.similarity, float(words))
            for hit, score, words in zip(found.values(), fused, lexical, strict=True)
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:top]

    def follow(self) -> LexicalIndex:
        """Take up what has been written to the store since; the BM25 index that fits it."""
        with self._lock:
            self._store.refresh()
            generation = self._store.seen_generation
            if generation != self._generation:
                self._lexical = ensure_lexical(self._store)
                self._generation = generation
            return self._lexical


def _best_lexical(index: LexicalIndex, bm25: NDArray[np.float32], count: int) -> list[str]:
    """The ids of the passages with the highest scores above 0, best first."""
    best = np.argsort(-bm25, kind="stable")[:count]
    return [index.ids[row] for row in best if bm25[row] > 0]


def _stretch(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Min-max to 0..1; all equal gives all 0."""
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def rank_articles(hits: Sequence[Hit]) -> list[str]:
    """Article paths by their best passage, best first."""
    return list(dict.fromkeys(hit.article for hit in hits))
