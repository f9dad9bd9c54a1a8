"""An article's path -> the article opened for reading: its passages, sentences and paragraphs."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dateline import find_dateline
from index.sentences import paragraph_spans, sentence_spans, subheading_spans

if TYPE_CHECKING:
    from index.article import Article, Passage
    from index.store import Store

_OPEN_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article, its passages, and the bounds of its sentences (no headings, no dateline) and paragraphs."""

    article: Article
    passages: tuple[Passage, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, article: Article, passages: tuple[Passage, ...]) -> OpenArticle:
        """Find the sentences and paragraphs of an article."""
        headings = set(subheading_spans(article.body))
        dateline = find_dateline(article.body)
        opening = dateline.end if dateline else 0
        sentences = tuple(
            bounds
            for bounds in sentence_spans(article.body)
            if bounds not in headings and bounds[1] > opening
        )
        return cls(article, passages, sentences, tuple(paragraph_spans(article.body)))

    def sentence_around(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence, or the sentences, that ``start`` to ``end`` lies in."""
        touched = [bounds for bounds in self.sentences if bounds[0] < end and start < bounds[1]]
        if not touched:
            return start, end
        return min(start, touched[0][0]), max(end, touched[-1][1])

    def sentences_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences that lie whole between two offsets."""
        return [bounds for bounds in self.sentences if start <= bounds[0] and bounds[1] <= end]

    def paragraph_at(self, place: int) -> int:
        """The number, from 1, of the paragraph at an offset."""
        return max(1, bisect_right([start for start, _ in self.paragraphs], place))


class Library:
    """Opens articles of a store, and keeps those last used open."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._opened: OrderedDict[tuple[str, str], OpenArticle] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, path: str) -> OpenArticle:
        """The article at a path as the store has it now.

        Raises:
            KeyError: there is none.
        """
        key = (path, self._store.digest(path))
        with self._lock:
            found = self._opened.get(key)
            if found is None:
                passages = tuple(stored.passage for stored in self._store.passages(path))
                found = OpenArticle.of(self._store.article(path, passages), passages)
                self._opened[key] = found
                if len(self._opened) > _OPEN_AT_ONCE:
                    self._opened.popitem(last=False)
            self._opened.move_to_end(key)
        return found
