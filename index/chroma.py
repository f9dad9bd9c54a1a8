"""Rows with vectors <-> Chroma, embedded in a folder or on a server: the one door to it.

Everything goes in pages, for Chroma refuses big requests, and every failure comes
out as StoreUnavailable with its remedy.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import HemerotecaError, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

Metadata = dict[str, str | int]

_PAGE = 5000
# Smaller, for vectors travel with the rows; a server may want them smaller still.
_PAGE_WITH_VECTORS = 1000
_ASIDE = "chroma-damaged"
_VECTORS = "hnsw"  # what Chroma's errors say when it is these
_HNSW = {"space": "cosine", "ef_search": 200}


class VectorsDamaged(StoreUnavailable):
    """The files of vectors are broken: Chroma was killed while it wrote them, and does not guard that."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is written; ``text`` only where there is one."""

    id: str
    vector: NDArray[np.float32]
    metadata: Metadata
    text: str | None = None


class Rows:
    """One collection."""

    def __init__(self, collection: Any, database: Chroma) -> None:
        self._collection = collection
        self._database = database

    def upsert(self, rows: Sequence[Row]) -> None:
        """Write rows, replacing those with the same ids."""
        with self._database.translated():
            for page in _pages(rows, self._database.rows_at_once):
                texts = [row.text for row in page]
                self._collection.upsert(
                    ids=[row.id for row in page],
                    embeddings=[row.vector for row in page],
                    metadatas=[row.metadata for row in page],
                    documents=None if None in texts else texts,
                )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete rows; an id that is not there is no error."""
        with self._database.translated():
            for page in _pages(ids):
                self._collection.delete(ids=list(page))

    def count(self) -> int:
        """How many rows there are."""
        with self._database.translated():
            return int(self._collection.count())

    def get(self, ids: Sequence[str], *, vectors: bool = False) -> Iterator[tuple[str, str, Any, Any]]:
        """(id, text, metadata, vector) of the rows that there are, in no order; the vector if asked for."""
        include = ["documents", "metadatas", *(["embeddings"] if vectors else [])]
        for page in _pages(ids, _PAGE_WITH_VECTORS if vectors else _PAGE):
            with self._database.translated():
                found = self._collection.get(ids=list(page), include=include)
            count = len(found["ids"])
            given = found["embeddings"] if vectors else [None] * count
            yield from zip(found["ids"], found["documents"], found["metadatas"], given, strict=True)

    def vectors(self, ids: Sequence[str]) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """(id, vector) of the rows that there are, in no order."""
        for page in _pages(ids, _PAGE_WITH_VECTORS):
            with self._database.translated():
                found = self._collection.get(ids=list(page), include=["embeddings"])
            yield from zip(found["ids"], found["embeddings"], strict=True)

    def nearest_ids(
        self, vector: NDArray[np.float32], count: int, *, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """(id, cosine similarity), nearest first, at most ``count``; ``among`` names what may be found."""
        available = min(count, self.count() if among is None else len(among))
        if not available:
            return []
        with self._database.translated():
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=available,
                ids=None if among is None else list(among),
                include=["distances"],
            )
        return [
            (key, 1.0 - float(distance))
            for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def every_metadata(self) -> Iterator[tuple[str, Any]]:
        """(id, metadata) of all rows."""
        for found in self._every(["metadatas"]):
            yield from zip(found["ids"], found["metadatas"], strict=True)

    def every_id(self) -> Iterator[str]:
        """The ids of all rows."""
        for found in self._every([]):
            yield from found["ids"]

    def _every(self, include: list[str]) -> Iterator[Any]:
        for offset in range(0, self.count(), _PAGE):
            with self._database.translated():
                found = self._collection.get(limit=_PAGE, offset=offset, include=include)
            yield found

    def nearest(
        self, vector: NDArray[np.float32], count: int
    ) -> list[tuple[str, str | None, Any | None, float]]:
        """(id, text, metadata, cosine distance), nearest first, at most ``count``.

        Text and metadata are None for a row that another process has deleted
        since this one opened the database.
        """
        available = min(count, self.count())
        if not available:
            return []
        with self._database.translated():
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=available,
                include=["documents", "metadatas", "distances"],
            )
        columns = [found[name][0] for name in ("ids", "documents", "metadatas", "distances")]
        return list(zip(*columns, strict=True))


class Chroma:
    """An open database with the two collections that make a store."""

    def __init__(self, folder: Path, *, url: str | None) -> None:
        """Open, or create when there is none.

        Raises:
            StoreUnavailable: the folder cannot be written, the files are not a store, or no server answers.
        """
        self.place = url or str(folder)
        self._is_server = url is not None
        with self.translated():
            self._client = _connect(folder, url)
            self.rows_at_once = min(_PAGE_WITH_VECTORS, self._client.get_max_batch_size())
            self.passages = Rows(_collection(self._client, "passages"), self)
            self._articles = _collection(self._client, "articles")
            self.articles = Rows(self._articles, self)

    def metadata(self) -> dict[str, Any]:
        """What is written on the articles' collection, as it is now, by whichever process."""
        with self.translated():
            return dict(self._client.get_collection("articles", embedding_function=None).metadata or {})

    def set_metadata(self, metadata: dict[str, Any]) -> None:
        """Replace it whole."""
        with self.translated():
            self._articles.modify(metadata=metadata)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Whatever Chroma, SQLite or the connection raise, as StoreUnavailable."""
        try:
            yield
        except HemerotecaError:
            raise
        except Exception as error:  # chromadb raises its own, pyo3's and httpx's
            is_damage = not self._is_server and _VECTORS in str(error).lower()
            raise (VectorsDamaged if is_damage else StoreUnavailable)(
                f"{self.place}: the index cannot be used ({_reason(error)}); {self._remedy}"
            ) from error

    @property
    def _remedy(self) -> str:
        if self._is_server:
            return "see that the Chroma server runs and answers there, then try again"
        return (
            "check the folder's rights and the free space; if it is damaged, delete it and run "
            "`hemeroteca sync`: it is made anew from the articles"
        )


def set_aside(folder: Path) -> None:
    """Put the database in a folder where it is out of the way."""
    forget_set_aside(folder)
    (folder / "chroma").rename(folder / _ASIDE)


def forget_set_aside(folder: Path) -> None:
    """Delete the database that was set aside, if one was."""
    shutil.rmtree(folder / _ASIDE, ignore_errors=True)


def _connect(folder: Path, url: str | None) -> Any:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        # A client searches its own copy of the vectors, and a new one would be given that of one
        # opened before in this process, as old as it is.
        SharedSystemClient.clear_system_cache()
        return chromadb.PersistentClient(path=str(folder / "chroma"), settings=settings)
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    return chromadb.HttpClient(host=parts.hostname or "127.0.0.1", port=port, ssl=secure, settings=settings)


def _collection(client: Any, name: str) -> Any:
    return client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": _HNSW})


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _pages(items: Sequence[Any], size: int = _PAGE) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
