"""An article's path -> the article opened for reading: its passages, sentences and paragraphs."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.alike import Alike
from index.dateline import find_byline, find_dateline
from index.sentences import paragraph_spans, sentence_spans, subheading_spans

if TYPE_CHECKING:
    from index.article import Article, Passage
    from index.store import Store

_OPEN_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article, its passages, and the bounds of its sentences and paragraphs.

    What stands ``aside`` is its headings and its dateline: they are no sentences.
    """

    article: Article
    passages: tuple[Passage, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    aside: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, article: Article, passages: tuple[Passage, ...]) -> OpenArticle:
        """Find the sentences and paragraphs of an article."""
        dateline = find_dateline(article.body)
        opening = dateline.end if dateline else 0
        headings = set(subheading_spans(article.body))
        every = sentence_spans(article.body)
        aside = tuple(
            bounds
            for bounds in every
            if bounds in headings or bounds[1] <= opening or find_byline(article.body[slice(*bounds)])
        )
        sentences = tuple(bounds for bounds in every if bounds not in aside)
        return cls(article, passages, sentences, tuple(paragraph_spans(article.body)), aside)

    def sentence_around(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentences, else of the heading or dateline, that an excerpt lies in."""
        for spans in (self.sentences, self.aside):
            touched = [bounds for bounds in spans if bounds[0] < end and start < bounds[1]]
            if touched:
                return min(start, touched[0][0]), max(end, touched[-1][1])
        return start, end

    def parts_in_sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """An excerpt, a part in each sentence; in headings and the dateline only if it is in no sentence."""
        for spans in (self.sentences, self.aside):
            parts = [
                (max(start, bounds[0]), min(end, bounds[1]))
                for bounds in spans
                if bounds[0] < end and start < bounds[1]
            ]
            if parts:
                return parts
        return [(start, end)]

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
        self._grouped: tuple[int, Alike, dict[str, tuple[str, ...]]] | None = None

    def open(self, path: str) -> OpenArticle:
        """The article at a path, which may be a copy's, as the store has it now.

        Raises:
            KeyError: there is none.
        """
        path = self._store.path_of(path)
        with self._lock:
            found = self._opened.get((path, self._store.digest(path))) or self._read(path)
            key = (path, found.article.digest)
            self._opened[key] = found
            self._opened.move_to_end(key)
            if len(self._opened) > _OPEN_AT_ONCE:
                self._opened.popitem(last=False)
        return found

    def copies_of(self, path: str) -> tuple[str, ...]:
        """The other paths of the same story, in order: of identical files, and of other versions."""
        with self._lock:
            generation = self._store.seen_generation
            if self._grouped is None or self._grouped[0] != generation:
                self._grouped = generation, Alike(self._store.signatures()), self._store.copies()
            _, alike, copies = self._grouped
            versions = alike.to(path)
        named = [*versions, *(copy for each in (path, *versions) for copy in copies.get(each, ()))]
        return tuple(sorted(named))

    def _read(self, path: str) -> OpenArticle:
        """Read an article whole, again if another process replaced it in the middle."""
        while True:
            digest = self._store.digest(path)
            passages = tuple(stored.passage for stored in self._store.passages(path))
            article = self._store.article(path, passages)
            if digest == article.digest == self._store.digest(path):
                return OpenArticle.of(article, passages)


class Snapshot(Library):
    """The articles of one answer: each stays as it was when first opened, whatever is written meanwhile."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._taken: dict[str, OpenArticle] = {}

    def open(self, path: str) -> OpenArticle:
        """The article at a path, as this answer has it.

        Raises:
            KeyError: there was none.
        """
        if path not in self._taken:
            self._taken[path] = self._library.open(path)
        return self._taken[path]

    def copies_of(self, path: str) -> tuple[str, ...]:
        """The other paths of the same story, in order."""
        return self._library.copies_of(path)
