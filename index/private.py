"""An index folder that this process may not write -> a temporary copy of it, which it may.

Chroma opens nothing that it cannot write, and readers take turns by locks in the folder.
So who has an index on a read-only disk, or in the folder of another user, works with a
copy of his own: it is kept true to the articles as any index is, and deleted at the end.
"""

from __future__ import annotations

import atexit
import errno
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import StoreUnavailable
from index.locks import TURN_LOCK, cannot_write

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """A copy of the index, deleted when the process ends; None if the index itself may be written.

    Raises:
        StoreUnavailable: there is no room for a copy.
    """
    if _refusal(folder) is None or not (folder / TURN_LOCK).exists():
        return None
    place = Path(tempfile.mkdtemp(prefix="hemeroteca-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    copy = place / folder.name
    try:
        with _still(folder):
            shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.lock"))
        for path in (copy, *copy.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
    except (OSError, shutil.Error) as error:
        raise StoreUnavailable(
            f"{folder}: the index may not be written, and cannot be copied to {place} ({error}); check the "
            "folder's rights and the free space, or name another folder with --index"
        ) from error
    return copy


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
    """Let nobody who may write the index change it meanwhile, where the system can do that for a reader."""
    try:
        import fcntl
    except ModuleNotFoundError:
        yield
        return
    with (folder / TURN_LOCK).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield
