"""An index folder or a Chroma server -> the edition that this process has open, until it opens another.

An index of another stamp is built beside the one that serves (see `building`) and
takes its place when it is whole. Who reads with the former model stays with the
former one for as long as it has claimed no other.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from index.errors import StoreDamaged, StoreMismatch, StoreUnavailable
from index.storage.editions import GENERATION, FolderEditions, Glance, editions_of, serving
from index.storage.locks import TURN_LOCK, locked, writable
from index.storage.recover import recover
from index.storage.stamp import Stamp
from index.storage.vectors import VectorCache
from index.storage.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Self

    from index.storage.catalogue import Catalogue

Result = TypeVar("Result")
_TURN_SECONDS = 60.0
# How long who meets damage waits for another process that is writing.
_WRITE_SECONDS = 60.0
_WRITE_LOCK = "write.lock"


class OpenIndex:
    """An edition of the index, open; it follows what other processes make of the index, when told to."""

    def __init__(self, folder: Path, *, url: str | None = None, edition: int | None = None) -> None:
        """Open, or create when there is none; with a ``url``, the folder is only for locks and caches.

        Of the editions of the index it is the one that serves, if none is named.
        Broken files are made good from what is left of them, when no other process writes:
        one that does is waited for.

        Raises:
            StoreUnavailable: the folder cannot be written, or no server answers.
            StoreLocked: it is broken, and another process was writing all the while.
        """
        self.folder = folder
        self._url = url
        self._edition = edition
        self.editions = editions_of(folder, url)
        self.cache = VectorCache(folder)
        self._swapping = threading.RLock()
        # Articles with passages that could not be read, where that is not mended as it is opened.
        self.wanting: set[str] = set()
        self._holder: int | None = None
        self._claimed: Stamp | None = None
        self._successor: View | None = None
        self._view = self._mending(lambda opened: opened(), wait_seconds=_WRITE_SECONDS)

    @staticmethod
    def is_there(folder: Path, *, url: str | None = None) -> bool:
        """Whether there is a store to open, without making one."""
        return bool(editions_of(folder, url).numbers())

    def _mending(self, act: Callable[[Callable[[], View]], Result], *, wait_seconds: float) -> Result:
        """Do what opens the index, with what opens it; where that meets damage, again with what mends it too.

        That is for who writes only: another one is waited for, and not within the turn, which he
        needs to come to an end.
        """
        try:
            with self.turn(), self._swapping:
                return act(self._open)
        except StoreDamaged:
            if not self.mends_itself:
                raise
        alone = (
            nullcontext() if self._is_mine else locked(self.folder / _WRITE_LOCK, wait_seconds=wait_seconds)
        )
        with alone, self.turn(), self._swapping:
            return act(self._open_mended)

    def _open(self) -> View:
        """The edition as it is now."""
        with writable(self.folder):
            return self._stamped(View.open(self.editions, self._edition or serving(self.editions)))

    def _open_mended(self) -> View:
        """The same; if its files are still broken, one made of what is left."""
        try:
            return self._open()
        except StoreDamaged:
            if not isinstance(self.editions, FolderEditions):
                raise
        with writable(self.folder):
            recover(self.editions, serving(self.editions), self.cache)
        return self._open()

    def _stamped(self, view: View) -> View:
        """The view of what is of the claimed stamp from now on, if it was of none."""
        if self._claimed is None or view.stamp is not None:
            return view
        metadata = view.chroma.metadata()
        if Stamp.from_metadata(metadata) is None:
            view.chroma.set_metadata({**metadata, **self._claimed.to_metadata()})
        return replace(view, stamp=Stamp.from_metadata(view.chroma.metadata()))

    @property
    def mends_itself(self) -> bool:
        """Whether damage is made good as it is opened: not on a server, nor of what is built beside."""
        return not self._edition and self._url is None

    @property
    def place(self) -> str:
        """What errors call it."""
        return self._url or str(self.folder)

    # -- the stamp -----------------------------------------------------------------

    @property
    def generation(self) -> int:
        """How many changes the store has seen, as it says now."""
        return int(self._view.chroma.metadata().get(GENERATION, 0))

    @property
    def catalogue(self) -> Catalogue:
        """The articles that count, as they are read here."""
        return self._view.catalogue

    @property
    def seen_generation(self) -> int:
        """The generation that is being read here, which another process may have gone beyond."""
        return self._view.generation

    @property
    def stamp(self) -> Stamp | None:
        """What the store was built with; None while nobody has claimed it."""
        return self._view.stamp

    @property
    def claimed(self) -> Stamp | None:
        """With what vectors this process reads and writes; None while it has not said."""
        return self._claimed

    @property
    def successor(self) -> Stamp | None:
        """The stamp of the index that another process has put in this one's place; to go there, claim it."""
        return self._successor.stamp if self._successor else None

    def claim(self, stamp: Stamp) -> None:
        """Say with what vectors this process reads and writes.

        A store of another stamp stays as it is, and gives no passages by likeness,
        until it is written to: see ``writing``.

        Raises:
            StoreLocked: it is to be mended, and another process was writing all the while.
        """

        def act(opened: Callable[[], View]) -> None:
            self._claimed = stamp
            if self._successor and self._successor.stamp == stamp:
                self._view = opened()
            self._successor = None
            self._view = self._stamped(self._view)

        self._mending(act, wait_seconds=_WRITE_SECONDS)

    # -- between processes ---------------------------------------------------------

    @contextmanager
    def held(self, *, wait_seconds: float) -> Iterator[None]:
        """Keep every other process from writing.

        Raises:
            StoreLocked: another process held it all the while.
        """
        with locked(self.folder / _WRITE_LOCK, wait_seconds=wait_seconds):
            self._holder = threading.get_ident()
            try:
                yield
            finally:
                self._holder = None

    @property
    def _is_mine(self) -> bool:
        """Whether it is this thread that keeps the others from writing."""
        return self._holder == threading.get_ident()

    def reopen(self) -> None:
        """Open the edition that serves, whether it has changed or not; it raises what ``claim`` does."""

        def act(opened: Callable[[], View]) -> None:
            self._view = opened()

        self._mending(act, wait_seconds=_WRITE_SECONDS)

    def beside(self, number: int) -> Self:
        """Another edition of the same index, made if there is none."""
        return type(self)(self.folder, url=self._url, edition=number)

    @property
    def number(self) -> int:
        """Which edition of the index is open."""
        return self._view.number

    @property
    def identity(self) -> tuple[int, int]:
        """What tells the edition that is open from every other, and from one made anew in its place."""
        return self._view.number, self._view.file

    def outrun(self, generation: int) -> None:
        """Be of a later generation than that, for readers to notice."""
        with self._swapping:
            chroma = self._view.chroma
            chroma.set_metadata({**chroma.metadata(), GENERATION: max(self.generation, generation + 1)})

    @contextmanager
    def changing(self) -> Iterator[View]:
        """For the writer: the view as it is, with no other process opening the database meanwhile."""
        with self.turn():
            yield self._view

    def switch(self, catalogue: Catalogue) -> None:
        """For the writer: these articles count from now on, here and in every process."""
        with self._swapping:
            chroma = self._view.chroma
            metadata = chroma.metadata()
            generation = int(metadata.get(GENERATION, 0)) + 1
            chroma.set_metadata({**metadata, GENERATION: generation})
            self._view = replace(self._view, generation=generation, catalogue=catalogue)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One process at a time opens the embedded database or changes it.

        Chroma writes its vectors to files when it opens and when it changes, and
        does not guard them against another process.
        """
        if self._url is not None:
            yield
            return
        with locked(self.folder / TURN_LOCK, wait_seconds=_TURN_SECONDS):
            yield

    # -- following what others write -----------------------------------------------

    def refresh(self, *, wait_seconds: float = 0.0) -> bool:
        """Reopen if another process has written since, or met damage; whether it was reopened.

        Raises:
            StoreLocked: it is to be mended, and another process was writing for so long; what
                is open goes on serving, as far as it can be read.
        """
        if self._is_current():
            return False

        def act(opened: Callable[[], View]) -> bool:
            if self._is_current():
                return False  # it was another thread of this process
            view = opened()
            if self._claimed and self._view.stamp == self._claimed != view.stamp:
                self._successor = view
                return False
            self._view = view
            return True

        return self._mending(act, wait_seconds=wait_seconds)

    def _is_current(self) -> bool:
        if self._successor is not None:
            return True
        view = self._view
        seen = Glance(view.number, view.file, view.generation)
        try:
            return self.editions.glance(view.chroma, seen, self._edition) == seen
        except StoreDamaged:
            self.editions.mark_damaged(view.number)
            return False

    def _check_stamp(self, view: View) -> None:
        if self._claimed and view.stamp not in (None, self._claimed):
            raise StoreMismatch(
                f"{self.place}: built with {view.stamp}, now asked for {self._claimed}; "
                "run `hemeroteca sync` to build it anew, or set the former again"
            )

    def _read(self, read: Callable[[View], Result]) -> Result:
        """Read from a view; again if it was replaced meanwhile, for then it may have gone half way."""
        while True:
            view = self._view
            try:
                result = read(view)
            except StoreDamaged:
                if not self._is_replaced(view):
                    raise
            except StoreUnavailable:
                if self._view is view and not self.refresh(wait_seconds=_WRITE_SECONDS):
                    raise
            else:
                if self._view is view:
                    return result

    def _is_replaced(self, damaged: View) -> bool:
        """Whether there is another view now in the place of one in which damage was met."""
        if not self.mends_itself:
            return False
        if self._is_mine:
            # Not under the writer's hand: it plans anew with what is mended.
            self.editions.mark_damaged(damaged.number)
            return False
        if self._view is damaged and self._is_current():
            self.editions.mark_damaged(damaged.number)
        # Else rows may be missed only because another process has replaced them.
        return self.refresh(wait_seconds=_WRITE_SECONDS) or self._view is not damaged
