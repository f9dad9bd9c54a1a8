"""An index folder that this process may not write -> a temporary copy of it, which it may.

Chroma opens nothing that it cannot write, and readers take turns by locks in the folder.
So who has an index on a read-only disk, or in the folder of another user, works with a
copy of his own: it is kept true to the articles as any index is, and deleted at the end
of the process, or, if that is killed, by the next one that needs a copy.
"""

from __future__ import annotations

import atexit
import errno
import shutil
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import StoreLocked, StoreUnavailable
from index.storage.locks import TURN_LOCK, cannot_write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filelock import FileLock

_PREFIX = "hemeroteca-index-"
_IN_USE = "in-use"
_YOUNG_SECONDS = 60.0
_STILL_SECONDS = 60.0
_POLL_SECONDS = 0.05
_copies: dict[Path, Path] = {}
_copying = threading.Lock()
_REFUSALS = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def require_writable(folder: Path) -> None:
    """Nothing, if there may be an index in the folder that this process can change.

    Raises:
        StoreUnavailable: it may not write there.
    """
    error = _refusal(folder)
    if error is not None:
        raise cannot_write(folder, error) from error


def private_copy(folder: Path) -> Path | None:
    """The copy of the index that this process works with; None if the index itself may be written.

    Raises:
        StoreUnavailable: there is no room for a copy.
        StoreLocked: who may write the index was changing it all the while.
    """
    if _refusal(folder) is None or not (folder / TURN_LOCK).exists():
        return None
    with _copying:
        index = folder.resolve()
        if index not in _copies or not _copies[index].is_dir():
            _clear_left()
            _copies[index] = _copy(folder)
        return _copies[index]


def original_of(folder: Path) -> Path:
    """The index that a folder is this process's copy of; the folder itself if it is none."""
    return next((index for index, copy in _copies.items() if copy == folder), folder)


def _copy(folder: Path) -> Path:
    """A new copy, in a folder of its own that is kept from who clears."""
    from filelock import FileLock

    place = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = FileLock(place / _IN_USE)
    try:
        lock.acquire()
        with _still(folder):
            copy = shutil.copytree(
                folder, place / "index", ignore=shutil.ignore_patterns("*.lock"), copy_function=_copy_file
            )
        for path in (copy, *copy.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
    except BaseException as error:
        lock.release()
        shutil.rmtree(place, ignore_errors=True)
        if isinstance(error, OSError):
            raise StoreUnavailable(
                f"{folder}: the index may not be written, and cannot be copied to {place} ({error}); check "
                "the folder's rights and the free space, or name another folder with --index"
            ) from error
        raise
    atexit.register(_give_up, place, lock)
    return copy


def _copy_file(source: str, target: str) -> None:
    # Chroma's journal comes and goes.
    with suppress(FileNotFoundError):
        shutil.copyfile(source, target)


def _give_up(place: Path, lock: FileLock) -> None:
    lock.release()
    shutil.rmtree(place, ignore_errors=True)


def _clear_left() -> None:
    """Delete the copies of processes that are no more."""
    from filelock import FileLock, Timeout

    for place in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        # Another's, or one that is just being made, is left alone.
        with suppress(OSError, Timeout):
            if time.time() - place.stat().st_mtime > _YOUNG_SECONDS and (place / _IN_USE).exists():
                with FileLock(place / _IN_USE, timeout=0):
                    shutil.rmtree(place / "index", ignore_errors=True)
                shutil.rmtree(place, ignore_errors=True)


def _refusal(folder: Path) -> OSError | None:
    """Why nothing may be written to an index that is there; None if it may, or if there is none."""
    if not folder.is_dir():
        return None
    try:
        (folder / TURN_LOCK).open("ab").close()
    except OSError as error:
        return error if error.errno in _REFUSALS else None
    return None


@contextmanager
def _still(folder: Path) -> Iterator[None]:
    """Let nobody who may write the index change it meanwhile, where the system can do that for a reader.

    Raises:
        StoreLocked: somebody was changing it all the while.
    """
    try:
        import fcntl
    except ModuleNotFoundError:
        yield
        return
    with (folder / TURN_LOCK).open("rb") as file:
        deadline = time.monotonic() + _STILL_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise StoreLocked(
                        f"{folder}: another process is updating the index; wait for it to end, or stop it"
                    ) from error
            time.sleep(_POLL_SECONDS)
        yield
