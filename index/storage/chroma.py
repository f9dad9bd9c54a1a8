"""Rows with vectors <-> Chroma, embedded in a folder or on a server: the one door to it.

Everything goes in pages, for Chroma refuses big requests, and every failure comes
out as StoreUnavailable with its remedy. A server that falls silent is given time to
come back: all that is asked of it can be asked twice.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from index.errors import HemerotecaError, StoreDamaged, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

Metadata = dict[str, str | int | None]
Result = TypeVar("Result")

logger = logging.getLogger(__name__)

_PAGE = 5000
# Smaller, for vectors travel with the rows; a server may want them smaller still.
_PAGE_WITH_VECTORS = 1000
# SQLite takes no more than 32,766 variables.
_PAGE_TO_SEEK_IN = 20_000
# What the errors of Chroma and SQLite say when files are broken: of vectors, of all else.
_DAMAGE = (
    "hnsw",
    "finding id",
    "getting embedding",
    "file is not a database",
    "image is malformed",
    "no such table",
)
# What they say besides when it is the system that refuses: nothing is broken then.
_REFUSAL = ("no space left", "disk is full", "quota", "read-only", "readonly", "permission denied")
_HNSW = {"space": "cosine", "ef_search": 200}
# What SQLite says of a file that it cannot open.
_NOT_OPENED = "(code: 14)"
_FILE_PATIENCE_SECONDS, _FILE_PAUSE_SECONDS = 0.5, 0.05
_SERVER_PATIENCE_SECONDS = 30.0
_SERVER_PAUSE_SECONDS = 0.5


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
        for page in _pages(rows, self._database.rows_at_once):
            texts = [row.text for row in page]
            self._ask(
                "upsert",
                ids=[row.id for row in page],
                embeddings=[row.vector for row in page],
                metadatas=[row.metadata for row in page],
                documents=None if None in texts else texts,
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete rows; an id that is not there is no error."""
        for page in _pages(ids):
            self._ask("delete", ids=list(page))

    def count(self) -> int:
        """How many rows there are."""
        return int(self._ask("count"))

    def get(self, ids: Sequence[str], *, vectors: bool = False) -> Iterator[tuple[str, str, Any, Any]]:
        """(id, text, metadata, vector) of the rows that there are, in no order; the vector if asked for."""
        include = ["documents", "metadatas", *(["embeddings"] if vectors else [])]
        for page in _pages(ids, _PAGE_WITH_VECTORS if vectors else _PAGE):
            found = self._ask("get", ids=list(page), include=include)
            count = len(found["ids"])
            given = found["embeddings"] if vectors else [None] * count
            yield from zip(found["ids"], found["documents"], found["metadatas"], given, strict=True)

    def vectors(self, ids: Sequence[str]) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """(id, vector) of the rows that there are, in no order."""
        for page in _pages(ids, _PAGE_WITH_VECTORS):
            found = self._ask("get", ids=list(page), include=["embeddings"])
            yield from zip(found["ids"], found["embeddings"], strict=True)

    def nearest_ids(
        self, vector: NDArray[np.float32], count: int, *, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """(id, cosine similarity), nearest first, at most ``count``; ``among`` names what may be found.

        A row that another process has deleted since this one opened the database may be among them.
        """
        if among is not None and not among:
            return []
        near: list[tuple[str, float]] = []
        for page in [None] if among is None else _pages(among, _PAGE_TO_SEEK_IN):
            found = self._ask(
                "query",
                query_embeddings=[vector],
                n_results=count,
                ids=None if page is None else list(page),
                include=["distances"],
            )
            near += [
                (key, 1.0 - float(distance))
                for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
            ]
        return sorted(near, key=lambda each: -each[1])[:count]

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
            yield self._ask("get", limit=_PAGE, offset=offset, include=include)

    def _ask(self, method: str, **what: Any) -> Any:
        return self._database.ask(lambda: getattr(self._collection, method)(**what))


class Chroma:
    """An open database with the two collections that make an edition of the index."""

    def __init__(self, place: Place, client: Any, *, ending: str = "") -> None:
        """Open, or create when there is none, the collections whose names have this ending.

        Raises:
            StoreUnavailable: it cannot be written, or no server answers.
            StoreDamaged: the files are broken.
        """
        self._place = place
        self._client = client
        self._articles_name = f"articles{ending}"
        self.rows_at_once = min(_PAGE_WITH_VECTORS, self.ask(client.get_max_batch_size))
        self.passages = Rows(self._collection(f"passages{ending}"), self)
        self._articles = self._collection(self._articles_name)
        self.articles = Rows(self._articles, self)

    def metadata(self) -> dict[str, Any]:
        """What is written on the articles' collection, as it is now, by whichever process."""
        found = self.ask(lambda: self._client.get_collection(self._articles_name, embedding_function=None))
        return dict(found.metadata or {})

    def set_metadata(self, metadata: dict[str, Any]) -> None:
        """Replace it whole."""
        self.ask(lambda: self._articles.modify(metadata=metadata))

    def ask(self, question: Callable[[], Result]) -> Result:
        """Do something with Chroma that can be done twice.

        Raises:
            StoreUnavailable: it could not be done; on a server, not for as long as we wait for one.
            StoreDamaged: for the files are broken.
        """
        return self._place.ask(question)

    def _collection(self, name: str) -> Any:
        return self.ask(
            lambda: self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": _HNSW}
            )
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database is, and what its failures mean."""

    name: str
    is_server: bool

    def ask(self, question: Callable[[], Result]) -> Result:
        """The answer; a server that does not answer is asked again for a while.

        So is, for a moment, a file whose connection is still in use: where another has taken the file's place
        meanwhile, no second one can be opened.
        """
        deadline = time.monotonic() + (_SERVER_PATIENCE_SECONDS if self.is_server else _FILE_PATIENCE_SECONDS)
        while True:
            try:
                return self.translate(question)
            except StoreUnavailable as error:
                may_pass = (
                    _is_silence(error.__cause__) if self.is_server else _NOT_OPENED in str(error.__cause__)
                )
                if not may_pass or time.monotonic() > deadline:
                    raise
                if self.is_server:
                    logger.warning("%s (trying again for %d s)", error, max(0, deadline - time.monotonic()))
            time.sleep(_SERVER_PAUSE_SECONDS if self.is_server else _FILE_PAUSE_SECONDS)

    def translate(self, question: Callable[[], Result]) -> Result:
        """Whatever Chroma, SQLite or the connection raise, as StoreUnavailable."""
        try:
            return question()
        except HemerotecaError:
            raise
        except BaseException as error:  # chromadb raises its own, pyo3's and httpx's
            # What its Rust did not foresee, as of files that are not as it wrote them, is no Exception.
            is_panic = type(error).__name__ == "PanicException"
            if not is_panic and not isinstance(error, Exception):
                raise
            said = str(error).lower()
            is_sign = is_panic or any(sign in said for sign in _DAMAGE)
            is_damage = not self.is_server and is_sign and not any(sign in said for sign in _REFUSAL)
            raise (StoreDamaged if is_damage else StoreUnavailable)(
                f"{self.name}: the index cannot be used ({_reason(error)}); {self._remedy}"
            ) from error

    @property
    def _remedy(self) -> str:
        if self.is_server:
            return "see that the Chroma server runs and answers there, then try again"
        return (
            "check the folder's rights and the free space; if it is damaged, delete the index and run "
            "`hemeroteca sync`: it is made anew from the articles"
        )


def connect_server(url: str) -> tuple[Place, Any]:
    """A Chroma server and a client of it.

    Raises:
        StoreUnavailable: none answers.
    """
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    settings = Settings(anonymized_telemetry=False)
    place = Place(url, is_server=True)
    client = place.translate(
        lambda: chromadb.HttpClient(host=str(parts.hostname), port=port, ssl=secure, settings=settings)
    )
    return place, client


def open_folder(path: Path) -> Chroma:
    """The database in a folder, created when there is none; see ``Chroma`` for what it raises."""
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    def open_client() -> Any:
        path.mkdir(parents=True, exist_ok=True)
        # A client searches its own copy of the vectors, and a new one would be given that of one
        # opened before in this process, as old as it is.
        SharedSystemClient.clear_system_cache()
        return chromadb.PersistentClient(path=str(path), settings=Settings(anonymized_telemetry=False))

    place = Place(str(path), is_server=False)
    return Chroma(place, place.translate(open_client))


def _is_silence(error: BaseException | None) -> bool:
    """Whether an error is of the connection, and not an answer."""
    return type(error).__module__.partition(".")[0] in ("httpx", "httpcore") or isinstance(
        error, ConnectionError
    )


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _pages(items: Sequence[Any], size: int = _PAGE) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
