"""A folder and a store -> the store true to the folder.

First the difference between the digests of both, then article by article until
there is none. Each article changes in one step (see `store`), so a run that is
cut short leaves every article whole, old or new, and the next run does the rest.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from index.article import Source
from index.errors import ArticleError, SeedsFolderMissing
from index.lexical import LexicalIndex
from index.readers import is_article, read_article
from index.records import StoredPassage
from index.split import contextual_text, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.article import Article, Passage
    from index.store import Store

_PASSAGES_AT_ONCE = 512


class PassageEmbedder(Protocol):
    """What sync needs of an embedder."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [texts, dimension]."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What must be done for the store to be true to the folder, and what need not; paths in order."""

    added: tuple[Source, ...]
    updated: tuple[Source, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the store is true to the folder already."""
        return not (self.added or self.updated or self.removed)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, and why."""

    path: str
    error: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did. ``passages`` counts those in the store at its end, ``embedded`` those it computed."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class _Tally:
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    embedded: int = 0


def sources(folder: Path) -> list[Source]:
    """Every article file under the folder with its digest, in path order.

    Raises:
        SeedsFolderMissing: there is no such folder.
    """
    if not folder.is_dir():
        raise SeedsFolderMissing(
            f"{folder}: no such folder; create it and put articles in it, or name another with --seeds"
        )
    found = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.is_file() and is_article(relative):
            found.append(Source(relative, _digest(path)))
    return found


def difference(found: Iterable[Source], stored: dict[str, str]) -> Difference:
    """Compare the files found with the digests stored (path -> digest)."""
    added, updated, unchanged, seen = [], [], [], set()
    for source in found:
        seen.add(source.path)
        if source.path not in stored:
            added.append(source)
        elif stored[source.path] != source.digest:
            updated.append(source)
        else:
            unchanged.append(source.path)
    removed = tuple(path for path in stored if path not in seen)
    return Difference(tuple(added), tuple(updated), removed, tuple(unchanged))


def sync(
    folder: Path,
    store: Store,
    embedder: PassageEmbedder,
    *,
    max_tokens: int,
    report: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """Make the store true to the folder; ``report`` is told articles done and articles to do.

    A file that cannot be read is listed in ``failed``; if it was indexed before,
    the old version goes on being served.

    Raises:
        SeedsFolderMissing: there is no such folder.
        StoreLocked: another process is writing.
    """
    started = time.perf_counter()
    tally = _Tally()
    with store.writing():
        todo = difference(sources(folder), store.digests())
        store.sweep()
        store.remove(todo.removed)
        changed = [*todo.added, *todo.updated]
        new = {source.path for source in todo.added}
        done = 0
        for batch in _batches(_read(folder, changed, max_tokens, tally)):
            _embed_and_store(batch, store, embedder, tally)
            for article, _ in batch:
                (tally.added if article.path in new else tally.updated).append(article.path)
            done += len(batch)
            if report:
                report(done + len(tally.failed), len(changed))
        ensure_lexical(store)
    return SyncReport(
        added=tuple(tally.added),
        updated=tuple(tally.updated),
        removed=todo.removed,
        unchanged=todo.unchanged,
        failed=tuple(tally.failed),
        passages=store.passage_count(),
        embedded=tally.embedded,
        seconds=time.perf_counter() - started,
    )


def ensure_lexical(store: Store) -> LexicalIndex:
    """The BM25 index of the store as it is: the saved one if it still fits, else one made anew and saved."""
    folder = store.folder / "lexical"
    fingerprint = store.fingerprint()
    index = LexicalIndex.load(folder, fingerprint=fingerprint)
    if index is None:
        articles = {article.path: article for article in store.articles()}
        index = LexicalIndex.build(
            (key, contextual_text(articles[passage.article], passage))
            for key, passage in store.every_passage()
        )
        index.save(folder, fingerprint=fingerprint)
    return index


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(
    folder: Path, changed: list[Source], max_tokens: int, tally: _Tally
) -> Iterator[tuple[Article, list[Passage]]]:
    for source in changed:
        try:
            article = read_article(folder / source.path, source.path)
        except ArticleError as error:
            tally.failed.append(Failure(source.path, str(error)))
        else:
            yield article, split(article, max_tokens=max_tokens)


def _batches(
    articles: Iterable[tuple[Article, list[Passage]]],
) -> Iterator[list[tuple[Article, list[Passage]]]]:
    """Group articles so that a batch to embed is neither small nor without bound."""
    batch: list[tuple[Article, list[Passage]]] = []
    size = 0
    for article, passages in articles:
        batch.append((article, passages))
        size += len(passages)
        if size >= _PASSAGES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _embed_and_store(
    batch: list[tuple[Article, list[Passage]]], store: Store, embedder: PassageEmbedder, tally: _Tally
) -> None:
    """Write a batch, embedding what is new: an edited article's untouched passages keep their vectors."""
    texts = {_hash(text): text for article, passages in batch for text in _texts(article, passages)}
    vectors = _known_vectors(batch, store)
    missing = [key for key in texts if key not in vectors]
    fresh = embedder.embed_passages([texts[key] for key in missing])
    vectors.update(zip(missing, fresh, strict=True))
    tally.embedded += len(missing)
    store.put([(article, _stored(article, passages, vectors)) for article, passages in batch])


def _stored(
    article: Article, passages: list[Passage], vectors: dict[str, NDArray[np.float32]]
) -> list[StoredPassage]:
    hashes = [_hash(text) for text in _texts(article, passages)]
    return [StoredPassage(passage, vectors[key], key) for passage, key in zip(passages, hashes, strict=True)]


def _known_vectors(
    batch: list[tuple[Article, list[Passage]]], store: Store
) -> dict[str, NDArray[np.float32]]:
    stored = store.digests()
    return {
        old.embedded: old.vector
        for article, _ in batch
        if article.path in stored
        for old in store.passages(article.path)
    }


def _texts(article: Article, passages: list[Passage]) -> list[str]:
    return [contextual_text(article, passage) for passage in passages]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
