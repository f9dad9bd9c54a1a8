"""A file -> a lock on it between processes, and between threads of one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import StoreLocked, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TURN_LOCK = "turn.lock"
_POLL_SECONDS = 0.02


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
