"""A file -> a lock on it between processes, and threads of one; an index folder -> the two that it has."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import StoreLocked, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TURN_LOCK = "turn.lock"
_WRITE_LOCK = "write.lock"
_TURN_SECONDS = 60.0
_POLL_SECONDS = 0.02


class IndexLocks:
    """What one open index holds against the others: the turn at its database, and the right to write."""

    def __init__(self, folder: Path, *, takes_turns: bool) -> None:
        self._folder = folder
        self._takes_turns = takes_turns
        self._writer: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One process at a time opens the embedded database or changes it; a server needs no turns.

        Chroma writes its vectors to files when it opens and when it changes, and
        does not guard them against another process.
        """
        if not self._takes_turns:
            yield
            return
        with locked(self._folder / TURN_LOCK, wait_seconds=_TURN_SECONDS):
            yield

    @contextmanager
    def held(self, *, wait_seconds: float) -> Iterator[None]:
        """Keep every other process from writing.

        Raises:
            StoreLocked: another process held it all the while.
        """
        with locked(self._folder / _WRITE_LOCK, wait_seconds=wait_seconds):
            self._writer = threading.get_ident()
            try:
                yield
            finally:
                self._writer = None

    @contextmanager
    def alone(self, *, wait_seconds: float) -> Iterator[None]:
        """The same for who only mends: nothing is left to do where this thread is the one that writes.

        Raises:
            StoreLocked: another process held it all the while.
        """
        if self.are_mine:
            yield
            return
        with locked(self._folder / _WRITE_LOCK, wait_seconds=wait_seconds):
            yield

    @property
    def are_mine(self) -> bool:
        """Whether it is this thread that keeps the others from writing."""
        return self._writer == threading.get_ident()


@contextmanager
def locked(file: Path, *, wait_seconds: float) -> Iterator[None]:
    """Hold the lock; it ends with the block, or with the process however that dies.

    Raises:
        StoreLocked: another process held it all the while.
        StoreUnavailable: the file cannot be made.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(file, timeout=wait_seconds, poll_interval=_POLL_SECONDS)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise StoreLocked(
            f"{file.parent}: another process is updating the index; wait for it to end, or stop it"
        ) from error
    except (OSError, NotImplementedError) as error:
        raise cannot_write(file.parent, error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Do something in an index folder.

    Raises:
        StoreUnavailable: the system did not let it.
    """
    try:
        yield
    except OSError as error:
        raise cannot_write(folder, error) from error


def cannot_write(folder: Path, error: Exception) -> StoreUnavailable:
    """What is said of an index folder that takes nothing."""
    return StoreUnavailable(
        f"{folder}: the index cannot be written ({error}); check the folder's rights and the free "
        "space, or name another folder with --index"
    )
