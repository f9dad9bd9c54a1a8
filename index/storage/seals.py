"""Files of a folder -> their checksums, kept in a file beside them, by which damage is known.

A seal is put on when a writer has ended and taken off before the next one begins: files
without one were left by a writer that was cut short, and nothing is known of them.
"""

from __future__ import annotations

import json
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SEAL = "checksums.json"
_FORMER = f"{SEAL}.former"
_PIECE = 1 << 20


class Checksums:
    """The checksums of files that are replaced, never written over: each is read once as it is."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int, int], int]] = {}

    def __call__(self, file: Path) -> int:
        """The checksum of a file; read again if its number, size or time is another."""
        about = file.stat()
        now = about.st_ino, about.st_size, about.st_mtime_ns
        then, known = self._known.get(file, (None, 0))
        if then != now:
            known = checksum(file)
            self._known[file] = now, known
        return known

    def forget_all_but(self, files: Iterable[Path]) -> None:
        """Others are gone for good."""
        self._known = {file: self._known[file] for file in files if file in self._known}


def checksum(file: Path) -> int:
    """Of all that is in a file."""
    total = 0
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            total = zlib.crc32(piece, total)
    return total


def seal(folder: Path, files: Iterable[Path], summed: Callable[[Path], int] = checksum) -> None:
    """Say that these files, under the folder, are whole as they are."""
    sums = {file.relative_to(folder).as_posix(): summed(file) for file in sorted(files)}
    partial = folder / f"{SEAL}.partial"
    partial.write_text(json.dumps(sums), encoding="utf-8")
    partial.replace(folder / SEAL)
    (folder / _FORMER).unlink(missing_ok=True)


def unseal(folder: Path) -> None:
    """Say nothing of any file, for they are about to change."""
    (folder / SEAL).unlink(missing_ok=True)


@contextmanager
def unsealed(folder: Path) -> Iterator[None]:
    """Say nothing of the files meanwhile; if it fails, the same as before, which takes no room."""
    try:
        (folder / SEAL).replace(folder / _FORMER)
    except FileNotFoundError:
        # What a writer that was cut short left says nothing of what is there now.
        (folder / _FORMER).unlink(missing_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            (folder / _FORMER).replace(folder / SEAL)
        raise


def is_sealed(folder: Path) -> bool:
    """Whether anything is said of the files."""
    return (folder / SEAL).exists()


def is_broken(folder: Path, summed: Callable[[Path], int] = checksum) -> bool:
    """Whether a file is another than when it was sealed; False where there is no seal.

    It is False too where the seal is another by the time they have been looked at: somebody writes.
    """
    said = _said(folder)
    if said is None:
        return False
    try:
        sums = json.loads(said)
        is_other = any(summed(folder / name) != total for name, total in sums.items())
    except (OSError, ValueError, AttributeError):
        is_other = True
    return is_other and _said(folder) == said


def _said(folder: Path) -> bytes | None:
    try:
        return (folder / SEAL).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
