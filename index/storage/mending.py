"""What opens an edition of an index -> the same done, with broken files made good first where it met any."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from index.errors import StoreDamaged
from index.storage.editions import FolderEditions, editions_of, serving
from index.storage.locks import IndexLocks, writable
from index.storage.recover import recover
from index.storage.stamp import Stamp
from index.storage.vectors import VectorCache
from index.storage.view import View

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Result = TypeVar("Result")


class Opener:
    """Opens the edition of an index that serves, or a named one, and mends what it meets broken.

    ``claimed`` is the stamp of who opens, None while he has not said: what is of none becomes his.
    """

    def __init__(self, folder: Path, *, url: str | None = None, edition: int | None = None) -> None:
        self._folder = folder
        self._edition = edition
        self.editions = editions_of(folder, url)
        self.cache = VectorCache(folder)
        self.locks = IndexLocks(folder, takes_turns=url is None)
        # Of this process, one thread at a time puts another view in the place of the one that is open.
        self.swapping = threading.RLock()
        self.claimed: Stamp | None = None

    @property
    def mends(self) -> bool:
        """Whether damage is made good as it is opened: not on a server, nor of what is built beside."""
        return not self._edition and isinstance(self.editions, FolderEditions)

    def mending(self, act: Callable[[Callable[[], View]], Result], *, wait_seconds: float) -> Result:
        """Do what opens the index, with what opens it; where that meets damage, again with what mends it too.

        That is for who writes only: another one is waited for, and not within the turn, which he
        needs to come to an end.

        Raises:
            StoreLocked: it is to be mended, and another process was writing for so long.
            StoreUnavailable: the folder cannot be written, or no server answers.
            StoreDamaged: it is not mended here; see ``mends``.
        """
        try:
            with self.locks.turn(), self.swapping:
                return act(self._open)
        except StoreDamaged:
            if not self.mends:
                raise
        with self.locks.alone(wait_seconds=wait_seconds), self.locks.turn(), self.swapping:
            return act(self._open_mended)

    def stamped(self, view: View) -> View:
        """The view of what is of the claimed stamp from now on, if it was of none."""
        if self.claimed is None or view.stamp is not None:
            return view
        metadata = view.chroma.metadata()
        if Stamp.from_metadata(metadata) is None:
            view.chroma.set_metadata({**metadata, **self.claimed.to_metadata()})
        return replace(view, stamp=Stamp.from_metadata(view.chroma.metadata()))

    def _open(self) -> View:
        """The edition as it is now."""
        with writable(self._folder):
            return self.stamped(View.open(self.editions, self._edition or serving(self.editions)))

    def _open_mended(self) -> View:
        """The same; if its files are still broken, one made of what is left."""
        try:
            return self._open()
        except StoreDamaged:
            if not isinstance(self.editions, FolderEditions):
                raise
        with writable(self._folder):
            recover(self.editions, serving(self.editions), self.cache)
        return self._open()
