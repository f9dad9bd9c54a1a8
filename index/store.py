"""Articles and passages <-> Chroma, embedded or on a server: the one source of truth.

Two collections. ``passages`` holds the tiles, with their vectors; ``articles``
has one record an article, which names the digest whose passages count. So an
article changes in one step: new passages are added, its record is replaced, old
passages are deleted. Whatever a kill leaves behind beside the record is never
returned, and the next sync removes it. The record's vector is the mean of its
passages'.

``articles`` also carries the stamp: model, dimension and splitter, and a
generation that moves with every write, by which readers in other processes know
that they must reopen.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.errors import StoreLocked, StoreMismatch, StoreUnavailable
from index.records import Record, StoredPassage, passage_from, passage_id, passage_metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.article import Article, Passage

_PAGE = 5000
_GENERATION = "generation"
_UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the vectors of a store depend on: an index of one stamp is of no use to another."""

    model: str
    dimension: int
    splitter: str


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, its id, and its cosine similarity to the question."""

    id: str
    passage: Passage
    similarity: float


class Store:
    """An open store. Reading is safe from several threads; writing is for one process at a time."""

    def __init__(self, folder: Path, *, url: str | None = None) -> None:
        """Open, or create when there is none.

        Raises:
            StoreUnavailable: the folder cannot be written, the files are not a store, or no server answers.
        """
        self.folder = folder
        self._url = url
        self._open()

    def _open(self) -> None:
        place = self._url or str(self.folder)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._client = _connect(self.folder, self._url)
            self._passages = _collection(self._client, "passages")
            self._articles = _collection(self._client, "articles")
        except Exception as error:  # chromadb raises its own, pyo3's and httpx's
            raise StoreUnavailable(
                f"{place}: the index cannot be opened ({error}); check the folder's rights and free space, "
                "or delete it and run `hemeroteca sync`: it is made anew from the articles"
            ) from error
        self._seen_generation = self.generation
        self._records = self._read_records()

    # -- the stamp -----------------------------------------------------------------

    @property
    def generation(self) -> int:
        """How many writes the store has seen, as it says now."""
        return int(self._metadata().get(_GENERATION, 0))

    def _metadata(self) -> dict[str, Any]:
        return dict(self._client.get_collection("articles", embedding_function=None).metadata or {})

    @property
    def stamp(self) -> Stamp | None:
        """What the store was built with; None while it is empty."""
        found = self._metadata()
        if "model" not in found:
            return None
        return Stamp(str(found["model"]), int(found["dimension"]), str(found["splitter"]))

    def claim(self, stamp: Stamp) -> None:
        """Record what a new store is built with, or check that an old one agrees.

        Raises:
            StoreMismatch: it was built with another model, dimension or splitter.
        """
        old = self.stamp
        if old is None:
            self._articles.modify(metadata=_stamp_metadata(stamp, self.generation))
        elif old != stamp:
            raise StoreMismatch(
                f"{self._url or self.folder}: built with {_describe(old)}, now asked for {_describe(stamp)}; "
                "set the former again, or name another folder with --index"
            )

    # -- writing -------------------------------------------------------------------

    @contextmanager
    def writing(self, *, wait_seconds: float = 60.0) -> Iterator[None]:
        """Hold the store for writing; on leaving, other processes are told that it changed.

        Raises:
            StoreLocked: another process held it all the while.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / "write.lock")
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout as error:
            raise StoreLocked(
                f"{self.folder}: another process is updating the index; wait for it to end, or stop it"
            ) from error
        try:
            self.refresh()
            yield
        finally:
            lock.release()

    def put(self, batch: Sequence[tuple[Article, Sequence[StoredPassage]]]) -> None:
        """Make what is given the whole of what the store knows of those articles' paths.

        Each article turns from old to new in one step: when its record is replaced.
        """
        self._begin()
        old = [self._records[article.path] for article, _ in batch if article.path in self._records]
        self._put_passages([(article, stored) for article, passages in batch for stored in passages])
        records = [Record.of(article, len(passages)) for article, passages in batch]
        means = [np.mean([stored.vector for stored in passages], axis=0) for _, passages in batch]
        self._articles.upsert(
            ids=[record.article.path for record in records],
            embeddings=[mean / np.linalg.norm(mean) for mean in means],
            metadatas=[record.to_metadata() for record in records],
        )
        self._records.update({record.article.path: record for record in records})
        current = {key for record in records for key in record.passage_ids()}
        self._delete([key for record in old for key in record.passage_ids() if key not in current])
        self._end()

    def remove(self, paths: Sequence[str]) -> None:
        """Forget articles; their records go first, so that their passages stop counting at once."""
        if not paths:
            return
        self._begin()
        records = [self._records.pop(path) for path in paths]
        self._articles.delete(ids=list(paths))
        self._delete([key for record in records for key in record.passage_ids()])
        self._end()

    def sweep(self) -> int:
        """Delete passages that no record vouches for, if a writer was cut short; how many there were."""
        if not self._metadata().get(_UNFINISHED):
            return 0
        expected = {key for record in self._records.values() for key in record.passage_ids()}
        strays = [stray for stray in self._pages_of_ids() if stray not in expected]
        self._delete(strays)
        self._end()
        return len(strays)

    def _put_passages(self, rows: list[tuple[Article, StoredPassage]]) -> None:
        most = self._client.get_max_batch_size()
        for start in range(0, len(rows), most):
            part = rows[start : start + most]
            self._passages.upsert(
                ids=[passage_id(article, stored.passage.number) for article, stored in part],
                embeddings=[stored.vector for _, stored in part],
                documents=[stored.passage.text for _, stored in part],
                metadatas=[passage_metadata(article, stored) for article, stored in part],
            )

    def _delete(self, ids: list[str]) -> None:
        for start in range(0, len(ids), _PAGE):
            self._passages.delete(ids=ids[start : start + _PAGE])

    def _begin(self) -> None:
        self._bump(unfinished=True)

    def _end(self) -> None:
        self._bump(unfinished=False)

    def _bump(self, *, unfinished: bool) -> None:
        metadata = self._metadata()
        metadata[_GENERATION] = int(metadata.get(_GENERATION, 0)) + 1
        metadata[_UNFINISHED] = unfinished
        self._articles.modify(metadata=metadata)
        self._seen_generation = metadata[_GENERATION]

    # -- reading -------------------------------------------------------------------

    def refresh(self) -> bool:
        """Reopen if another process has written since; whether it had."""
        if self.generation == self._seen_generation:
            return False
        if self._url is None:
            # An embedded client searches its own copy of the vectors until its system is dropped.
            from chromadb.api.shared_system_client import SharedSystemClient

            SharedSystemClient.clear_system_cache()
        self._open()
        return True

    def digests(self) -> dict[str, str]:
        """Path -> digest of every article, in path order."""
        return {path: self._records[path].article.digest for path in sorted(self._records)}

    def fingerprint(self) -> str:
        """A hash of the articles, in their versions, that count: the stamp of what is derived from them."""
        digests = "\n".join(f"{path}\t{digest}" for path, digest in self.digests().items())
        return hashlib.sha256(digests.encode()).hexdigest()[:32]

    def articles(self) -> list[Article]:
        """Every article without its body (``""``), in path order."""
        return [self._records[path].article for path in sorted(self._records)]

    def digest(self, path: str) -> str:
        """The digest of one article.

        Raises:
            KeyError: there is none at that path.
        """
        return self._records[path].article.digest

    def article(self, path: str, passages: Sequence[Passage] | None = None) -> Article:
        """One article, its body joined from its passages (read, if the caller has them not).

        Raises:
            KeyError: there is none at that path.
        """
        record = self._records[path]
        tiles = passages if passages is not None else [stored.passage for stored in self.passages(path)]
        return replace(record.article, body="".join(tile.text for tile in tiles))

    def passages(self, path: str) -> list[StoredPassage]:
        """An article's passages in order, with their vectors.

        Raises:
            KeyError: there is no such article.
        """
        return list(self._get(self._records[path].passage_ids()).values())

    def passage_count(self) -> int:
        """How many passages count."""
        return sum(record.passages for record in self._records.values())

    def every_passage(self) -> Iterator[tuple[str, Passage]]:
        """All passages that count with their ids, article by article in path order."""
        ids = [passage for path in sorted(self._records) for passage in self._records[path].passage_ids()]
        for start in range(0, len(ids), _PAGE):
            page = ids[start : start + _PAGE]
            found = self._passages.get(ids=page, include=["documents", "metadatas"])
            by_id = dict(
                zip(
                    found["ids"],
                    zip(found["documents"] or [], found["metadatas"] or [], strict=True),
                    strict=True,
                )
            )
            for key in page:
                text, metadata = by_id[key]
                yield key, passage_from(text, metadata)

    def nearest(self, vector: NDArray[np.float32], count: int) -> list[Found]:
        """The passages most like a unit vector, best first; at most ``count``."""
        available = self._passages.count()
        if not available:
            return []
        found = self._passages.query(
            query_embeddings=[vector],
            n_results=min(count, available),
            include=["documents", "metadatas", "distances"],
        )
        rows = zip(
            found["ids"][0],
            (found["documents"] or [[]])[0],
            (found["metadatas"] or [[]])[0],
            (found["distances"] or [[]])[0],
            strict=True,
        )
        return [
            Found(key, passage_from(text, metadata), 1.0 - float(distance))
            for key, text, metadata, distance in rows
            if self._counts(metadata)
        ]

    def by_ids(self, ids: Sequence[str], vector: NDArray[np.float32]) -> list[Found]:
        """Named passages with their similarity to a unit vector; those that no longer count are left out."""
        stored = self._get(ids)
        return [
            Found(key, stored[key].passage, float(stored[key].vector @ vector))
            for key in ids
            if key in stored
        ]

    def _get(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """The named passages that count, in the order of ``ids``."""
        if not ids:
            return {}
        found = self._passages.get(ids=list(ids), include=["documents", "metadatas", "embeddings"])
        rows = zip(found["ids"], found["documents"], found["metadatas"], found["embeddings"], strict=True)
        stored = {
            key: StoredPassage(
                passage_from(text, metadata), np.asarray(vector, dtype=np.float32), str(metadata["embedded"])
            )
            for key, text, metadata, vector in rows
            if self._counts(metadata)
        }
        return {key: stored[key] for key in ids if key in stored}

    def _counts(self, metadata: Any) -> bool:
        record = self._records.get(metadata["article"])
        return record is not None and record.article.digest == metadata["digest"]

    def _pages_of_ids(self) -> Iterator[str]:
        for offset in range(0, self._passages.count(), _PAGE):
            yield from self._passages.get(limit=_PAGE, offset=offset, include=[])["ids"]

    def _read_records(self) -> dict[str, Record]:
        records = {}
        for offset in range(0, self._articles.count(), _PAGE):
            page = self._articles.get(limit=_PAGE, offset=offset, include=["metadatas"])
            for path, metadata in zip(page["ids"], page["metadatas"] or [], strict=True):
                records[path] = Record.from_metadata(path, metadata)
        return records


def _connect(folder: Path, url: str | None) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    settings = ChromaSettings(anonymized_telemetry=False)
    if url is None:
        return chromadb.PersistentClient(path=str(folder / "chroma"), settings=settings)
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    return chromadb.HttpClient(host=parts.hostname or "127.0.0.1", port=port, ssl=secure, settings=settings)


def _collection(client: Any, name: str) -> Any:
    return client.get_or_create_collection(
        name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
    )


def _stamp_metadata(stamp: Stamp, generation: int) -> dict[str, str | int]:
    return {
        "model": stamp.model,
        "dimension": stamp.dimension,
        "splitter": stamp.splitter,
        _GENERATION: generation,
    }


def _describe(stamp: Stamp) -> str:
    return f"{stamp.model} ({stamp.dimension} dimensions, passages {stamp.splitter})"
