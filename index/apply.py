"""A difference between a folder and a store, and an embedder -> the store without it, article by article.

What is gone goes first; the rest is read, split, embedded where no vector is known of the same text, and
stored in batches. It may be cut short at any point.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from index.errors import ArticleError, ModelUnavailable, StoreDamaged, UnreadableArticle
from index.lexical_sync import write_lexical
from index.readers import file_of, is_container, read_article, read_container
from index.split import contextual_text, split
from index.storage.findings import Failure, shown
from index.storage.hnsw import is_unit
from index.storage.records import StoredPassage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.article import Article, Passage, Source
    from index.folder import Difference
    from index.lexical import LexicalIndex
    from index.storage.write import Writer
    from index.store import Store

    Tiled = tuple[Article, list[Passage]]

_PASSAGES_AT_ONCE = 128


class PassageEmbedder(Protocol):
    """What sync needs of an embedder."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [texts, dimension]."""


@dataclass(slots=True)
class Work:
    """A difference being made good; its lists grow as it is."""

    folder: Path
    writer: Writer[Store]
    embedder: PassageEmbedder
    plan: Difference
    words: LexicalIndex | None
    stored: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: list[tuple[Source, str]] = field(default_factory=list)
    embedded: int = 0
    _opened: tuple[str, dict[str, Article]] = ("", {})

    @property
    def failed(self) -> tuple[Failure, ...]:
        """The refused files, as they are reported."""
        return tuple(Failure.of(source.path, reason) for source, reason in self.refused)

    def do(self, max_tokens: int, report: Callable[[int, int], None]) -> None:
        """Take out what is gone, then read, embed and store the rest."""
        self._remove(self.plan.removed)
        former = {rename.source.path: rename.old for rename in self.plan.renamed}
        # What changes goes last: until then what comes may have its vectors, as a copy of what it was.
        plan = self.plan
        todo = [*(rename.source for rename in plan.renamed), *plan.added, *plan.relisted, *plan.updated]
        refused: list[str] = []
        if todo:
            report(0, len(todo))
        for batch in _batches(self._read(todo, max_tokens, refused)):
            self._put(batch, former)
            self.save_words()
            report(len(self.stored) + len(refused), len(todo))
        stale = {former.get(path, path) for path in refused}
        self._remove(sorted(stale & self.writer.store.catalogue.by_path.keys()))

    def save_words(self) -> None:
        """Bring the index of words up to the store; none is made of what is built beside it."""
        if self.words:
            write_lexical(self.words, self.writer.store, self.writer.take_changes())

    def _remove(self, paths: Sequence[str]) -> None:
        self.writer.remove(paths)
        self.removed += paths

    def _read(self, todo: Iterable[Source], max_tokens: int, refused: list[str]) -> Iterator[Tiled]:
        """Read and split what can be; ``refused`` grows by what cannot."""
        for source in todo:
            try:
                article = self._read_one(source)
            except ArticleError as error:
                refused.append(source.path)
                # A file taken away meanwhile is no failure.
                if os.path.lexists(self.folder / file_of(source.path)):
                    self.refused.append((source, str(error)))
            except KeyError:
                # A row taken away meanwhile is no failure either.
                refused.append(source.path)
            else:
                article = replace(article, copies=source.copies)
                yield article, split(article, max_tokens=max_tokens)

    def _read_one(self, source: Source) -> Article:
        """The article as its file has it now.

        Raises:
            ArticleError: it cannot be read.
            KeyError: it is no longer in its file.
        """
        if shown(source.path) != source.path:
            raise UnreadableArticle(f"{shown(source.path)}: its name is not text; rename the file")
        file = file_of(source.path)
        if not is_container(file):
            return read_article(self.folder / source.path, source.path)
        if self._opened[0] != file:
            contents = read_container(self.folder / file, file)
            self._opened = file, {article.path: article for article in contents.articles}
        return self._opened[1][source.path]

    def _put(self, batch: list[Tiled], former: dict[str, str]) -> None:
        """Write a batch, embedding what is new: a text that was embedded before keeps its vector."""
        vectors = self._known_vectors([article for article, _ in batch])
        texts = {_hash(text): text for article, passages in batch for text in _texts(article, passages)}
        vectors.update(self.writer.known([key for key in texts if key not in vectors]))
        missing = [key for key in texts if key not in vectors]
        if missing:
            fresh = self.embedder.embed_passages([texts[key] for key in missing])
            _require_units(fresh, batch, missing)
            vectors.update(zip(missing, fresh, strict=True))
        self.embedded += len(missing)
        rows = [(article, _stored(article, passages, vectors)) for article, passages in batch]
        paths = [article.path for article, _ in batch]
        self.writer.put(rows, instead_of=[former[path] for path in paths if path in former])
        self.stored += paths

    def _known_vectors(self, articles: Iterable[Article]) -> dict[str, NDArray[np.float32]]:
        """Hash of embedded text -> vector, of the articles' old versions and of what was the same.

        What cannot be read is mended first, or, where it does not mend itself, embedded again.
        """
        catalogue = self.writer.store.catalogue
        donors = chain.from_iterable(
            (article.path, catalogue.by_digest.get(article.digest), catalogue.by_copy.get(article.path))
            for article in articles
        )
        found: dict[str, NDArray[np.float32]] = {}
        for path in {path for path in donors if path in catalogue.by_path}:
            try:
                found.update((old.embedded, old.vector) for old in self.writer.store.passages(path))
            except StoreDamaged:
                if self.writer.store.mends_itself:
                    raise
        return found


def _batches(articles: Iterable[Tiled]) -> Iterator[list[Tiled]]:
    """Group articles so that a batch to embed is neither small nor without bound."""
    batch: list[Tiled] = []
    size = 0
    for article, passages in articles:
        batch.append((article, passages))
        size += len(passages)
        if size >= _PASSAGES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _require_units(vectors: NDArray[np.float32], batch: list[Tiled], keys: list[str]) -> None:
    """Nothing, if the vectors are of unit length: any other would make the index one that cannot be opened.

    Raises:
        ModelUnavailable: the model gives no direction to the text that has this hash.
    """
    broken = {key for key, vector in zip(keys, vectors, strict=True) if not is_unit(vector)}
    for article, passages in batch if broken else ():
        if broken & {_hash(text) for text in _texts(article, passages)}:
            raise ModelUnavailable(
                f"HEMEROTECA_EMBEDDING_MODEL: the model gives no vector of unit length for a passage of "
                f"{article.path}; set another model, or take the file out of the folder"
            )


def _stored(
    article: Article, passages: list[Passage], vectors: dict[str, NDArray[np.float32]]
) -> list[StoredPassage]:
    hashes = [_hash(text) for text in _texts(article, passages)]
    return [StoredPassage(passage, vectors[key], key) for passage, key in zip(passages, hashes, strict=True)]


def _texts(article: Article, passages: list[Passage]) -> list[str]:
    return [contextual_text(article, passage) for passage in passages]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
