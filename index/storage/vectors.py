"""Texts that were embedded before -> their vectors, from a file in the index folder: a cache, never a truth.

It says nothing of which articles there are; it only spares embedding a text twice,
after damage to Chroma's files or a change of splitter. A row is whole or is not
there (SQLite's transactions), and its checksum is looked at when it is read. A file
that is damaged is thrown away, which costs time and nothing else.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from index.errors import StoreUnavailable
from index.storage.hnsw import is_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.storage.stamp import Stamp

    Vectors = dict[str, NDArray[np.float32]]

Result = TypeVar("Result")

_FILE = "vectors.sqlite3"
_PAGE = 500
_SLACK = 2000
_COLUMNS = 4
_TABLE = """
create table if not exists vectors (
    model text not null, text text not null, vector blob not null, checksum integer not null,
    primary key (model, text)
)
"""


class VectorCache:
    """The vectors of an index folder by model and hash of the embedded text; for who holds the store."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE

    def get(self, stamp: Stamp, hashes: Sequence[str]) -> Vectors:
        """Hash of embedded text -> unit vector, of those that are known."""
        found: Vectors = {}

        def read(database: sqlite3.Connection) -> None:
            for start in range(0, len(hashes), _PAGE):
                page = hashes[start : start + _PAGE]
                marks = ",".join("?" * len(page))
                rows = database.execute(
                    f"select text, vector, checksum from vectors where model = ? and text in ({marks})",  # noqa: S608
                    (_model(stamp), *page),
                )
                whole = (
                    (text, np.frombuffer(vector, dtype=np.float32))
                    for text, vector, checksum in rows
                    if len(vector) == 4 * stamp.dimension and zlib.crc32(vector) == checksum
                )
                found.update((text, vector) for text, vector in whole if is_unit(vector))

        if hashes and self._file.exists():
            self._use(read)
        return found

    def add(self, stamp: Stamp, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep these, all or, if it is cut short, none.

        Raises:
            StoreUnavailable: the file cannot be written.
        """
        blobs = {text: np.asarray(vector, np.float32).tobytes() for text, vector in vectors.items()}
        rows = [(_model(stamp), text, blob, zlib.crc32(blob)) for text, blob in blobs.items()]
        self._use(
            lambda database: database.executemany("insert or replace into vectors values (?, ?, ?, ?)", rows)
        )

    def is_overgrown(self, passages: int) -> bool:
        """Whether much of it can no longer be of use to an index of so many passages."""
        return self._count() > 2 * passages + _SLACK

    def is_wanting(self, stamp: Stamp, passages: int) -> bool:
        """Whether it lacks much of an index of so many passages, as after it was thrown away."""
        return self._count(stamp) < passages // 4

    def keep_only(self, stamp: Stamp, hashes: Iterable[str]) -> None:
        """Forget all but these."""
        kept = [(each,) for each in hashes]

        def forget(database: sqlite3.Connection) -> None:
            database.execute("create temporary table used (text text primary key)")
            database.executemany("insert or ignore into used values (?)", kept)
            database.execute(
                "delete from vectors where model <> ? or text not in (select text from used)",
                (_model(stamp),),
            )

        self._use(forget)
        self._use(lambda database: database.execute("vacuum"))

    def _count(self, stamp: Stamp | None = None) -> int:
        def count(database: sqlite3.Connection) -> int:
            where, values = ("where model = ?", (_model(stamp),)) if stamp else ("", ())
            (rows,) = database.execute(f"select count(text) from vectors {where}", values).fetchone()  # noqa: S608
            return int(rows)

        return self._use(count) if self._file.exists() else 0

    def _use(self, use: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do something in one transaction; in a new file if the one there turns out to be damaged."""
        try:
            try:
                return _transact(self._file, use)
            except sqlite3.DatabaseError as error:
                if type(error) is not sqlite3.DatabaseError:  # else it is SQLite's word for damage
                    raise
                for end in ("", "-journal"):
                    self._file.with_name(_FILE + end).unlink(missing_ok=True)
                return _transact(self._file, use)
        except (sqlite3.Error, OSError) as error:
            raise StoreUnavailable(
                f"{self._file}: cannot be used ({error}); check the folder's rights and the free space, "
                "then try again (it is only a cache: it may be deleted)"
            ) from error


def _transact(file: Path, use: Callable[[sqlite3.Connection], Result]) -> Result:
    with closing(sqlite3.connect(file)) as database:
        database.execute(_TABLE)
        if len(database.execute("pragma table_info(vectors)").fetchall()) != _COLUMNS:
            raise sqlite3.DatabaseError("other columns than expected")
        database.commit()
        with database:
            result = use(database)
    return result


def _model(stamp: Stamp) -> str:
    return f"{stamp.model} {stamp.dimension}"
