"""An open archive and its models -> the steps of an answer that need them; it follows folder and index."""

from __future__ import annotations

import copy
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.archive import Archive
from assistant.filter import Filter
from assistant.question import names
from assistant.reading.confidence import Calibration
from assistant.reading.extract import Extractor
from assistant.reading.identity import asked_identity
from assistant.reading.signals import has_common_word, overlap, signals_of
from assistant.retrieve import put_named_among_first
from assistant.summarise import subject
from assistant.topic import topic
from assistant.weights import WEIGHTS
from assistant.windows import open_windows
from index.embed import is_e5
from index.errors import StoreLocked
from index.home import has_left
from index.lexical import fold
from index.sync import sync
from index.watch import look

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from assistant.compose import Composer, Composition
    from assistant.library import Library
    from assistant.question import Question
    from assistant.reader import SpanReader
    from assistant.reading.candidate import Candidate
    from assistant.reading.confidence import Signals
    from assistant.retrieve import HybridSearch
    from assistant.settings import Settings
    from assistant.windows import Window
    from index.article import Article
    from index.embed import Embedder, LateEmbedder
    from index.store import Store
    from index.sync import SyncReport
    from index.watch import Look

_HITS = 16
# Many papers may have printed one story.
_HITS_WITH_COPIES = 60
_WINDOWS = 6


class Desk:
    """Everything open that an answer needs."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._late_reader = _LateReader(archive.embedder)
        self._calibration = Calibration.load(WEIGHTS)
        self.where: Filter | None = None
        self.vectors: dict[str, NDArray[np.float32]] = {}
        self._seen: Look = frozenset()
        self._synced = archive.store.identity
        self._generation = archive.store.seen_generation

    @classmethod
    def open(cls, settings: Settings) -> Desk:
        """Open the store and load the models; see ``Assistant.prepare`` for what it raises."""
        return cls(Archive.open(settings))

    @property
    def settings(self) -> Settings:
        """As they were given, but for an index that may not be written."""
        return self.archive.settings

    @property
    def store(self) -> Store:
        """What is indexed."""
        return self.archive.store

    @property
    def library(self) -> Library:
        """Its articles."""
        return self.archive.library

    @property
    def composer(self) -> Composer:
        """What cites them."""
        return self.archive.composer

    @property
    def search(self) -> HybridSearch:
        """What finds their passages."""
        return self.archive.search

    @property
    def reader(self) -> SpanReader:
        """Loaded when it is first asked for: who only syncs or searches has no need of it."""
        return self._late_reader.get()

    def load_reader(self) -> None:
        """Load it now, for the first question not to wait for it."""
        self._late_reader.get()

    # -- the folder ----------------------------------------------------------------

    def follow_index(self, *, wait_seconds: float = 0.0) -> None:
        """Take up the index that another process has built with another model or passage size, if one has.

        Raises:
            StoreLocked: it is damaged, and another process was writing for so long.
            ModelError: its model cannot be loaded here.
            StoreMismatch: another version of this program has built it.
        """
        self.store.refresh(wait_seconds=wait_seconds)
        if self.store.successor is not None:
            self.archive = self.archive.taken_up(self.store.successor)

    def sync(
        self,
        report: Callable[[int, int], None] | None,
        *,
        wait_seconds: float = 60.0,
        switch_folder: bool = False,
    ) -> SyncReport:
        """Make the index true to the folder; another process that writes is waited for."""
        self.follow_index(wait_seconds=wait_seconds)
        seen, before = look(self.settings.seeds), self.store.stamp
        done = sync(
            self.settings.seeds,
            self.store,
            self.archive.embedder,
            max_tokens=self.archive.tokens,
            report=report,
            wait_seconds=wait_seconds,
            switch_folder=switch_folder,
        )
        if self.store.stamp != before:
            self.archive = self.archive.anew()
        self._seen, self._synced = seen, self.store.identity
        self._generation = self.store.seen_generation
        return done

    def follow_folder(self) -> None:
        """Make the index true to the folder if names, sizes or times in it have changed since the last look.

        So it is where the index had to be mended since. While another process is writing, that one does it.

        Raises:
            StoreOfOtherFolder: another process has let the index go over to another folder.
        """
        with suppress(StoreLocked):
            self.follow_index()
            if self.was_mended or look(self.settings.seeds) != self._seen or self._has_left():
                self.sync(None, wait_seconds=0.5)

    def _has_left(self) -> bool:
        """Whether what another process has written since is of another folder."""
        if self.store.seen_generation == self._generation:
            return False
        if has_left(self.settings.seeds, self.store):
            return True
        self._generation = self.store.seen_generation
        return False

    @property
    def was_mended(self) -> bool:
        """Whether the index is another than was last made true to the folder, and may lack articles."""
        return self.store.identity != self._synced or bool(self.store.wanting)

    @property
    def meaning(self) -> Desk | None:
        """What tells how alike texts are; None for a model whose cosines were not gauged for it."""
        return self if is_e5(self.archive.embedder.name) else None

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of a text with each of others, which are embedded once for an answer."""
        new = [other for other in dict.fromkeys(others) if other not in self.vectors]
        self.vectors.update(zip(new, self.archive.embedder.embed_passages(new), strict=True))
        asked = self.archive.embedder.embed_question(text)
        return [float(self.vectors[other] @ asked) for other in others]

    def for_one_answer(self, where: Filter | None = None) -> Desk:
        """The same desk, with every article staying as it is when first opened, if it meets a filter."""
        desk = copy.copy(self)
        desk.where = where
        desk.vectors = {}
        desk.archive = desk.archive.for_one_answer()
        return desk

    def within(self, paths: Collection[str]) -> Desk:
        """The same desk for the same answer, which looks for it in some articles only."""
        desk = copy.copy(self)
        desk.where = replace(self.where or Filter(), paths=frozenset(paths))
        return desk

    # -- the steps -----------------------------------------------------------------

    def windows(self, question: Question) -> list[Window]:
        """The stretches of articles to read, best first."""
        if not any(letter.isalnum() for letter in question.text):
            return []
        wanted = subject(question.text) if question.kind == "summary" else question.text
        hits = self.search.search(wanted, top=_HITS_WITH_COPIES, where=self.where)
        named = fold(asked_identity(question.text) or "")
        if named:
            # What somebody is stands where the name does.
            hits.sort(key=lambda hit: named not in fold(hit.text))
        elif question.kind != "summary":
            put_named_among_first(hits, names(question.text), most=_WINDOWS)
        return open_windows(hits, self.library, most=_WINDOWS, among=_HITS)

    def answer(
        self, question: Question, windows: list[Window], *, thorough: bool = False
    ) -> tuple[Composition | None, float]:
        """The best answer the windows hold and the probability that it is one; None if they hold nothing.

        ``thorough`` reads them all: they were found for more than is asked here.
        """
        candidates, signals = self.weigh(question, windows, thorough=thorough)
        if signals is None:
            return None, 0.0
        sure = self._calibration.confidence(signals)
        return self.composer.compose(question, candidates), sure

    def weigh(
        self, question: Question, windows: list[Window], *, thorough: bool = False
    ) -> tuple[list[Candidate], Signals | None]:
        """The candidates, best first, and what speaks for the best; no signals if there is none."""
        extractor = Extractor(self.reader, self.library)
        candidates = extractor.candidates(question.text, windows, thorough=thorough)
        if not candidates:
            return [], None
        article = self.library.open(candidates[0].article).article
        return candidates, signals_of(question, windows, candidates[0], article)

    def article_meant(self, about: str, windows: Sequence[Window]) -> tuple[str | None, float]:
        """The article that some words mean, and the share of them that it has; without any, the only one."""
        if not about:
            accepted = self.accepted() if self.where or len(self.store.catalogue.by_path) == 1 else []
            return (accepted[0].path, 1.0) if len(accepted) == 1 else (None, 0.0)
        if not windows:
            return None, 0.0
        article = self.library.open(windows[0].article).article
        return article.path, overlap(about, f"{article.title}\n{article.body}\n{article.outlet}")

    def near(self, question: Question, windows: Sequence[Window]) -> list[Window]:
        """The windows that have a word of the question: what has none is nothing to offer with a refusal."""
        return [window for window in windows if has_common_word(question, [window])]

    def topic(self, question: Question, windows: list[Window]) -> str:
        """What the question and the nearest window both speak of; ``""`` if nothing."""
        return topic(question.text, windows[0].text) if windows else ""

    def latest(self, most: int, *, of: date | None = None) -> list[str]:
        """The newest articles, of each story one version; with ``of``, of that day only."""
        found = [article for article in self.accepted() if of is None or article.published == of]
        newest = sorted(found, key=lambda article: str(article.published or ""), reverse=True)
        latest: list[str] = []
        for article in newest:
            if len(latest) == most:
                break
            if not set(latest) & set(self.library.copies_of(article.path)):
                latest.append(article.path)
        return latest

    def accepted(self) -> list[Article]:
        """The articles that meet the filter, if there is one."""
        articles = self.store.articles()
        return list(filter(self.where.condition(), articles)) if self.where else articles


class _LateReader:
    """A reader that is loaded when first used, once for all who share it."""

    def __init__(self, embedder: Embedder | LateEmbedder) -> None:
        self._embedder = embedder
        self._loading = threading.Lock()
        self._reader: SpanReader | None = None

    def get(self) -> SpanReader:
        from assistant.reader import SpanReader
        from index.encoder.bundled import load_bundled

        with self._loading:
            if self._reader is None:
                self._reader = SpanReader.load(self._embedder.encoder or load_bundled())
            return self._reader
