"""Articles and passages <-> Chroma: the one source of truth.

Two collections. ``passages`` holds the tiles, with their vectors; ``articles``
has one record an article, which names the digest whose passages count. So an
article changes in one step, when its record is replaced: its new passages are
written before that, its old ones deleted after. Whatever a kill leaves beside the
records is never returned, and the next writer removes it. The record's vector is
the mean of its passages'.

``articles`` also carries the stamp (model, dimension and splitter), a generation
that moves with every change, by which readers in other processes know that they
must reopen, and a mark while somebody writes.

An index of another stamp is built beside the one that serves (see `editions`) and
takes its place when it is whole. Who reads with the former model stays with the
former one for as long as it has claimed no other.
"""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from index.editions import FolderEditions, drop_older, editions_of, serving, unfinished
from index.errors import StoreDamaged, StoreError, StoreMismatch, StoreUnavailable
from index.locks import TURN_LOCK, locked
from index.records import FORM, passage_from
from index.recover import recover
from index.selection import Selection, nearest_ids
from index.stamp import Stamp
from index.vectors import VectorCache
from index.view import GENERATION, View
from index.write import UNFINISHED, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.article import Article, Passage
    from index.records import Record, StoredPassage

__all__ = ["Found", "Stamp", "Store"]

Result = TypeVar("Result")
_TURN_SECONDS = 60.0
_WRITE_LOCK = "write.lock"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, its id, and its cosine similarity to the question."""

    id: str
    passage: Passage
    similarity: float


class Store:
    """An open store. Safe to share between threads; writing is for one process at a time."""

    def __init__(self, folder: Path, *, url: str | None = None, edition: int | None = None) -> None:
        """Open, or create when there is none; with a ``url``, the folder is only for locks and caches.

        Of the editions of the index it is the one that serves, if none is named.
        Broken files are made good from what is left of them.

        Raises:
            StoreUnavailable: the folder cannot be written, or no server answers.
        """
        self.folder = folder
        self._url = url
        self._edition = edition
        self._editions = editions_of(folder, url)
        self._cache = VectorCache(folder)
        self._swapping = threading.RLock()
        self._is_writing = False
        self._claimed: Stamp | None = None
        self._successor: View | None = None
        with self._turn():
            self._view = self._open()

    @staticmethod
    def is_there(folder: Path, *, url: str | None = None) -> bool:
        """Whether there is a store to open, without making one."""
        return bool(editions_of(folder, url).numbers())

    def _open(self) -> View:
        """The edition as it is now; if its files are broken, one made of what is left."""
        number = self._edition or serving(self._editions)
        try:
            return View.open(self._editions, number)
        except StoreDamaged:
            if self._edition or not isinstance(self._editions, FolderEditions):
                raise
            with nullcontext() if self._is_writing else locked(self.folder / _WRITE_LOCK, wait_seconds=0):
                number = recover(self._editions, number, self._cache)
            return View.open(self._editions, number)

    @property
    def _place(self) -> str:
        return self._url or str(self.folder)

    # -- the stamp -----------------------------------------------------------------

    @property
    def generation(self) -> int:
        """How many changes the store has seen, as it says now."""
        return int(self._view.chroma.metadata().get(GENERATION, 0))

    @property
    def seen_generation(self) -> int:
        """The generation that is being read here, which another process may have gone beyond."""
        return self._view.generation

    @property
    def stamp(self) -> Stamp | None:
        """What the store was built with; None while nobody has claimed it."""
        return self._view.stamp

    @property
    def successor(self) -> Stamp | None:
        """The stamp of the index that another process has put in this one's place; to go there, claim it."""
        return self._successor.stamp if self._successor else None

    def claim(self, stamp: Stamp) -> None:
        """Say with what vectors this process reads and writes.

        A store of another stamp stays as it is, and gives no passages by likeness,
        until it is written to: see ``writing``.
        """
        with self._turn(), self._swapping:
            self._claimed = stamp
            if self._successor and self._successor.stamp == stamp:
                self._view = self._open()
            self._successor = None
            if self._view.stamp is None:
                chroma = self._view.chroma
                metadata = chroma.metadata()
                if Stamp.from_metadata(metadata) is None:
                    chroma.set_metadata({**metadata, **stamp.to_metadata()})
                self._view = replace(self._view, stamp=Stamp.from_metadata(chroma.metadata()))

    # -- writing -------------------------------------------------------------------

    @contextmanager
    def writing(self, *, wait_seconds: float = 60.0) -> Iterator[Writer]:
        """Hold the store for writing; what a writer before left unfinished is cleared away first.

        If the store is of another stamp than the one claimed, the writer's is one beside
        it, empty or as far as it was built before; it takes the place of the old one when
        the block ends well, and is kept for the next writer if it does not. The old one is
        deleted by the writer after that.

        Raises:
            StoreLocked: another process held it all the while.
            StoreMismatch: another process has put an index of another stamp in its place.
        """
        with self.held(wait_seconds=wait_seconds):
            self._is_writing = True
            try:
                self._take_up_unfinished()
                if self._successor:
                    raise StoreMismatch(
                        f"{self._place}: another process has built it anew with {self._successor.stamp}, "
                        f"this one works with {self.stamp}; try again with the new one"
                    )
                # Not by who put a new one in their place: some still read them.
                drop_older(self._editions)
                if self._claimed is None or self._view.stamp in (None, self._claimed):
                    yield from self._write_to(self)
                else:
                    yield from self._replace(self._claimed)
            finally:
                self._is_writing = False

    def _write_to(self, target: Store) -> Iterator[Writer]:
        writer = Writer(target, self._cache)
        try:
            self._editions.unseal(target.number)
            writer.sweep()
            yield writer
            writer.finish()
            self._editions.seal(target.number)
        except StoreDamaged:
            # To be made good when it is next opened.
            self._editions.mark_damaged(target.number)
            raise

    def _replace(self, stamp: Stamp) -> Iterator[Writer]:
        """Write a store beside this one, then let it serve."""
        try:
            beside = self._beside(stamp)
            yield from self._write_to(beside)
            with self._turn(), self._swapping:
                beside.outrun(self._view.generation)
                self._editions.mark_ready(beside.number)
                self._view = self._open()
        except StoreError as error:
            raise type(error)(
                f"{error} (what is done of the index for {stamp} is kept; until it is finished, the one for "
                f"{self.stamp} serves whoever asks with the former settings)"
            ) from error

    def _beside(self, stamp: Stamp) -> Store:
        """The store of this stamp that somebody began to build, else a new one."""
        number = serving(self._editions)
        for left in unfinished(self._editions):
            number = max(number, left)
            try:
                beside = Store(self.folder, url=self._url, edition=left)
            except StoreDamaged:
                beside = None
            if beside and beside.stamp == stamp:
                beside.claim(stamp)
                return beside
            self._editions.drop(left)
        beside = Store(self.folder, url=self._url, edition=number + 1)
        beside.claim(stamp)
        return beside

    @contextmanager
    def held(self, *, wait_seconds: float) -> Iterator[None]:
        """Keep every other process from writing.

        Raises:
            StoreLocked: another process held it all the while.
        """
        with locked(self.folder / _WRITE_LOCK, wait_seconds=wait_seconds):
            yield

    def _take_up_unfinished(self) -> None:
        """Be current; reopen after a writer that was cut short, which may not have said what it changed.

        What it left is then said to be a change, so that every other process reopens too.
        """
        if not self.refresh() and self._view.chroma.metadata().get(UNFINISHED):
            with self._turn(), self._swapping:
                self._view = self._open()
        if self._view.chroma.metadata().get(UNFINISHED):
            with self._turn():
                self.switch(self._view.records)

    @property
    def number(self) -> int:
        """Which edition of the index is open."""
        return self._view.number

    def outrun(self, generation: int) -> None:
        """Be of a later generation than that, for readers to notice."""
        with self._swapping:
            chroma = self._view.chroma
            chroma.set_metadata({**chroma.metadata(), GENERATION: max(self.generation, generation + 1)})

    @contextmanager
    def changing(self) -> Iterator[View]:
        """For the writer: the view as it is, with no other process opening the database meanwhile."""
        with self._turn():
            yield self._view

    def switch(self, records: dict[str, Record]) -> None:
        """For the writer: these records count from now on, here and in every process."""
        with self._swapping:
            chroma = self._view.chroma
            metadata = chroma.metadata()
            generation = int(metadata.get(GENERATION, 0)) + 1
            chroma.set_metadata({**metadata, GENERATION: generation})
            self._view = replace(self._view, generation=generation, records=records)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One process at a time opens the embedded database or changes it.

        Chroma writes its vectors to files when it opens and when it changes, and
        does not guard them against another process.
        """
        if self._url is not None:
            yield
            return
        with locked(self.folder / TURN_LOCK, wait_seconds=_TURN_SECONDS):
            yield

    # -- reading -------------------------------------------------------------------

    def refresh(self) -> bool:
        """Reopen if another process has written since; whether it had."""
        if self._is_current():
            return False
        with self._turn(), self._swapping:
            if self._is_current():
                return False  # it was another thread of this process
            view = self._open()
            if self._claimed and self._view.stamp == self._claimed != view.stamp:
                self._successor = view
                return False
            self._view = view
            return True

    def _is_current(self) -> bool:
        if self._successor is not None:
            return True
        view = self._view
        number = self._edition or serving(self._editions)
        if number != view.number or self._editions.file_number(number) != view.file:
            return False
        return not self._editions.is_damaged(number) and self.generation == view.generation

    def digests(self) -> dict[str, str]:
        """Path -> digest of every article, in path order."""
        records = self._view.records
        return {path: records[path].article.digest for path in sorted(records)}

    def copies(self) -> dict[str, tuple[str, ...]]:
        """Path -> the other paths with the same content, of the articles that have any."""
        records = self._view.records
        return {path: record.article.copies for path, record in records.items() if record.article.copies}

    def signatures(self) -> dict[str, str]:
        """Path -> signature of every article, in path order; see ``alike``."""
        records = self._view.records
        return {path: records[path].signature for path in sorted(records)}

    def path_of(self, path: str) -> str:
        """The path by which an article is known that may be named by that of a copy."""
        if path in self._view.records:
            return path
        return next((known for known, copies in self.copies().items() if path in copies), path)

    def outdated(self) -> set[str]:
        """The articles whose records are of a former form: to be written anew, their vectors kept."""
        return {path for path, record in self._view.records.items() if record.form != FORM}

    def fingerprint(self) -> str:
        """A hash of the articles, in their versions, that count: the stamp of what is derived from them."""
        records = self._view.records
        versions = (
            f"{path}\t{records[path].article.digest}\t{records[path].form}" for path in sorted(records)
        )
        return hashlib.sha256("\n".join(versions).encode()).hexdigest()[:32]

    def versions(self) -> dict[str, str]:
        """Path -> what the index of words calls this version of an article."""
        return {path: record.lexical_version for path, record in self._view.records.items()}

    def articles(self) -> list[Article]:
        """Every article without its body (``""``), in path order."""
        records = self._view.records
        return [records[path].article for path in sorted(records)]

    def digest(self, path: str) -> str:
        """The digest of one article.

        Raises:
            KeyError: there is none at that path.
        """
        return self._view.records[path].article.digest

    def article(self, path: str, passages: Sequence[Passage] | None = None) -> Article:
        """One article, its body joined from its passages (read, if the caller has them not).

        Raises:
            KeyError: there is none at that path.
        """
        record = self._view.records[path]
        tiles = passages if passages is not None else [stored.passage for stored in self.passages(path)]
        return replace(record.article, body="".join(tile.text for tile in tiles))

    def passages(self, path: str) -> list[StoredPassage]:
        """An article's passages in order, with their vectors.

        Raises:
            KeyError: there is no such article.
            StoreDamaged: some of them are missing, and it could not be mended.
        """

        def read(view: View) -> list[StoredPassage]:
            record = view.records[path]
            stored = view.stored(record.passage_ids())
            if len(stored) < record.passages:
                raise StoreDamaged(
                    f"{self._place}: passages of {path} are missing; run `hemeroteca sync`, which mends it"
                )
            return list(stored.values())

        return self._read(read)

    def passage_count(self) -> int:
        """How many passages count."""
        return sum(record.passages for record in self._view.records.values())

    def every_passage(self, paths: Iterable[str] | None = None) -> Iterator[tuple[str, Passage]]:
        """All passages that count, or those of some articles, with their ids, in the order of paths.

        While another process writes, the passages that it has just replaced are left out.
        """
        view = self._view
        wanted = sorted(view.records if paths is None else view.records.keys() & set(paths))
        for start in range(0, len(wanted), 100):
            ids = [key for path in wanted[start : start + 100] for key in view.records[path].passage_ids()]
            try:
                found = {key: passage_from(text, row) for key, text, row, _ in view.chroma.passages.get(ids)}
            except StoreDamaged:
                self._editions.mark_damaged(view.number)
                raise
            yield from ((key, found[key]) for key in ids if key in found)

    def select(self, is_wanted: Callable[[Article], bool]) -> Selection:
        """The articles, given without their bodies, that are wanted."""
        return Selection.of(record for record in self._view.records.values() if is_wanted(record.article))

    def nearest(
        self, vector: NDArray[np.float32], count: int, *, within: Selection | None = None
    ) -> list[Found]:
        """The passages most like a unit vector, of all or of some articles, best first; at most ``count``.

        Raises:
            StoreMismatch: the store is of another stamp than the one claimed.
        """

        def read(view: View) -> list[Found]:
            self._check_stamp(view)
            if within is not None:
                return _nearest_within(view, vector, count, within)
            wanted = count
            while True:
                rows = view.chroma.passages.nearest(vector, wanted)
                if any(metadata is None for _, _, metadata, _ in rows):
                    self.refresh()
                found = [
                    Found(key, passage_from(text, metadata), 1.0 - distance)
                    for key, text, metadata, distance in rows
                    if text is not None and metadata is not None and view.counts(metadata)
                ]
                if len(found) >= count or len(rows) < wanted:
                    return found[:count]
                wanted *= 2  # passages being written or replaced stood in the way

        return self._read(read)

    def by_ids(self, ids: Sequence[str], vector: NDArray[np.float32]) -> list[Found]:
        """Named passages with their similarity to a unit vector; those that do not count are left out."""
        self._check_stamp(self._view)
        stored = self._read(lambda view: view.stored(ids))
        return [Found(key, row.passage, float(row.vector @ vector)) for key, row in stored.items()]

    def _check_stamp(self, view: View) -> None:
        if self._claimed and view.stamp not in (None, self._claimed):
            raise StoreMismatch(
                f"{self._place}: built with {view.stamp}, now asked for {self._claimed}; "
                "run `hemeroteca sync` to build it anew, or set the former again"
            )

    def _read(self, read: Callable[[View], Result]) -> Result:
        """Read from a view; again if it was replaced meanwhile, for then it may have gone half way."""
        while True:
            view = self._view
            try:
                result = read(view)
            except StoreDamaged:
                if self._edition or self._url:
                    raise
                self._editions.mark_damaged(view.number)
                self.refresh()
            except StoreUnavailable:
                if self._view is view and not self.refresh():
                    raise
            else:
                if self._view is view:
                    return result


def _nearest_within(view: View, vector: NDArray[np.float32], count: int, selection: Selection) -> list[Found]:
    """The passages of the selected articles most like a unit vector, best first; at most ``count``."""
    best = dict(nearest_ids(view, vector, count, selection))
    rows = {key: (text, row) for key, text, row, _ in view.chroma.passages.get(list(best))}
    return [
        Found(key, passage_from(*rows[key]), similarity)
        for key, similarity in best.items()
        if key in rows and view.counts(rows[key][1])
    ]
