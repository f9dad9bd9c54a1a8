"""An index folder or a Chroma server -> the edition that this process has open, until it opens another.

What opens it, and mends it where it is broken, is in `mending`; here it is followed.
An index of another stamp is built beside the one that serves (see `building`) and
takes its place when it is whole. Who reads with the former model stays with the
former one for as long as it has claimed no other.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from index.errors import StoreDamaged, StoreMismatch, StoreUnavailable
from index.storage.editions import GENERATION, Glance, editions_of
from index.storage.mending import Opener

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Self

    from index.storage.catalogue import Catalogue
    from index.storage.stamp import Stamp
    from index.storage.view import View

Result = TypeVar("Result")
# How long who meets damage waits for another process that is writing.
_WRITE_SECONDS = 60.0


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
        self._opener = Opener(folder, url=url, edition=edition)
        self.editions, self.cache = self._opener.editions, self._opener.cache
        # Articles with passages that could not be read, where that is not mended as it is opened.
        self.wanting: set[str] = set()
        self._successor: View | None = None
        self._view = self._opener.mending(lambda opened: opened(), wait_seconds=_WRITE_SECONDS)

    @staticmethod
    def is_there(folder: Path, *, url: str | None = None) -> bool:
        """Whether there is a store to open, without making one."""
        return bool(editions_of(folder, url).numbers())

    @property
    def mends_itself(self) -> bool:
        """Whether damage is made good as it is opened: not on a server, nor of what is built beside."""
        return self._opener.mends

    @property
    def place(self) -> str:
        """What errors call it."""
        return self._url or str(self.folder)

    @property
    def is_on_server(self) -> bool:
        """Whether a Chroma server holds it, and the folder nothing but locks and caches."""
        return self._url is not None

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
        return self._opener.claimed

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
            self._opener.claimed = stamp
            if self._successor and self._successor.stamp == stamp:
                self._view = opened()
            self._successor = None
            self._view = self._opener.stamped(self._view)

        self._opener.mending(act, wait_seconds=_WRITE_SECONDS)

    # -- between processes ---------------------------------------------------------

    def held(self, *, wait_seconds: float) -> AbstractContextManager[None]:
        """Keep every other process from writing; see ``IndexLocks`` for this and for ``turn``."""
        return self._opener.locks.held(wait_seconds=wait_seconds)

    def turn(self) -> AbstractContextManager[None]:
        """Keep every other process from opening or changing the embedded database."""
        return self._opener.locks.turn()

    def reopen(self) -> None:
        """Open the edition that serves, whether it has changed or not; it raises what ``claim`` does."""

        def act(opened: Callable[[], View]) -> None:
            self._view = opened()

        self._opener.mending(act, wait_seconds=_WRITE_SECONDS)

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
        with self._opener.swapping:
            chroma = self._view.chroma
            chroma.set_metadata({**chroma.metadata(), GENERATION: max(self.generation, generation + 1)})

    @contextmanager
    def changing(self) -> Iterator[View]:
        """For the writer: the view as it is, with no other process opening the database meanwhile."""
        with self.turn():
            yield self._view

    def switch(self, catalogue: Catalogue) -> None:
        """For the writer: these articles count from now on, here and in every process."""
        with self._opener.swapping:
            chroma = self._view.chroma
            metadata = chroma.metadata()
            generation = int(metadata.get(GENERATION, 0)) + 1
            chroma.set_metadata({**metadata, GENERATION: generation})
            self._view = replace(self._view, generation=generation, catalogue=catalogue)

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
            if self.claimed and self._view.stamp == self.claimed != view.stamp:
                self._successor = view
                return False
            self._view = view
            return True

        return self._opener.mending(act, wait_seconds=wait_seconds)

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
        if self.claimed and view.stamp not in (None, self.claimed):
            raise StoreMismatch(
                f"{self.place}: built with {view.stamp}, now asked for {self.claimed}; "
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
        if self._opener.locks.are_mine:
            # Not under the writer's hand: it plans anew with what is mended.
            self.editions.mark_damaged(damaged.number)
            return False
        if self._view is damaged and self._is_current():
            self.editions.mark_damaged(damaged.number)
        # Else rows may be missed only because another process has replaced them.
        return self.refresh(wait_seconds=_WRITE_SECONDS) or self._view is not damaged
