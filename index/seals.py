"""Files of a folder -> their checksums, kept in a file beside them, by which damage is known.

A seal is put on when a writer has ended and taken off before the next one begins: files
without one were left by a writer that was cut short, and nothing is known of them.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SEAL = "checksums.json"
_PIECE = 1 << 20


def seal(folder: Path, files: Iterable[Path]) -> None:
    """Say that these files, under the folder, are whole as they are."""
    sums = {file.relative_to(folder).as_posix(): _checksum(file) for file in sorted(files)}
    partial = folder / f"{SEAL}.partial"
    partial.write_text(json.dumps(sums), encoding="utf-8")
    partial.replace(folder / SEAL)


def unseal(folder: Path) -> None:
    """Say nothing of any file, for they are about to change."""
    (folder / SEAL).unlink(missing_ok=True)


def is_broken(folder: Path) -> bool:
    """Whether a file is another than when it was sealed; False where there is no seal."""
    try:
        sums = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except ValueError:
        return True
    try:
        return any(_checksum(folder / name) != checksum for name, checksum in sums.items())
    except (OSError, AttributeError):
        return True


def _checksum(file: Path) -> int:
    checksum = 0
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
    return checksum
