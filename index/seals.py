"""The files of vectors of an edition -> their checksums, kept beside them, by which damage is known.

A seal is put on when a writer has ended and taken off before the next one begins: files
without one were left by a writer that was cut short, and nothing is known of them.
Vectors that Chroma has not put into these files yet are in its log, where only their
length can be looked at.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

_SEAL = "checksums.json"
# Chroma has put vectors into the files beside it, and now changes them only when it is written to.
_SIGN = "index_metadata.pickle"
_PIECE = 1 << 20
_MOST_LOGGED = 5000
_SLACK = 0.01


def seal(database: Path) -> None:
    """Say that the files of vectors are whole as they are."""
    partial = database / f"{_SEAL}.partial"
    partial.write_text(json.dumps(_checksums(database)), encoding="utf-8")
    partial.replace(database / _SEAL)


def unseal(database: Path) -> None:
    """Say nothing of them, for they are about to change."""
    (database / _SEAL).unlink(missing_ok=True)


def is_broken(database: Path) -> bool:
    """Whether a file of vectors is another than when it was sealed, or a logged vector is none."""
    return _is_seal_broken(database) or not _is_log_sound(database / "chroma.sqlite3")


def _is_seal_broken(database: Path) -> bool:
    try:
        sealed = json.loads((database / _SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(sealed != _checksums(database))


def _checksums(database: Path) -> dict[str, int]:
    signs = sorted(database.glob(f"*/{_SIGN}"))
    files = (file for sign in signs for file in sorted(sign.parent.iterdir()))
    return {file.relative_to(database).as_posix(): _checksum(file) for file in files}


def _checksum(file: Path) -> int:
    checksum = 0
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def _is_log_sound(file: Path) -> bool:
    """Whether the vectors in Chroma's log are unit vectors; True where it is none that we know."""
    if not file.exists():
        return True
    query = "select vector from embeddings_queue where encoding = 'FLOAT32' order by seq_id desc limit ?"
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
            blobs = [blob for (blob,) in database.execute(query, (_MOST_LOGGED,)) if blob]
    except sqlite3.Error:
        return True  # Chroma says what is wrong with it
    vectors = (np.frombuffer(blob, dtype="<f4") for blob in blobs if len(blob) % 4 == 0)
    return all(len(blob) % 4 == 0 for blob in blobs) and all(is_unit(vector) for vector in vectors)


def is_unit(vector: np.ndarray) -> bool:
    """Whether a vector has the length of 1 that every vector of ours has."""
    return bool(abs(float(np.linalg.norm(np.asarray(vector, dtype=np.float64))) - 1) < _SLACK)
