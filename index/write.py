"""Changes to articles -> Chroma, each article turning from old to new in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.chroma import Row
from index.records import Record, StoredPassage, passage_id, passage_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.article import Article
    from index.store import Store
    from index.view import View

UNFINISHED = "unfinished"


class Writer:
    """Writes to a store that is held for it; see ``Store.writing``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(
        self, batch: Sequence[tuple[Article, Sequence[StoredPassage]]], *, instead_of: Sequence[str] = ()
    ) -> None:
        """Make what is given the whole of what the store knows of those articles' paths.

        ``instead_of`` names articles that go in the same step: the former paths of some.
        """
        if not batch:
            return
        with self._store.changing() as view:
            self._begin(view)
            new = {article.path: Record.of(article, len(passages)) for article, passages in batch}
            old = [view.records[path] for path in {*new, *instead_of} if path in view.records]
            view.chroma.passages.upsert(
                [_passage_row(article, stored) for article, passages in batch for stored in passages]
            )
            view.chroma.articles.upsert([_article_row(article, passages) for article, passages in batch])
            view.chroma.articles.delete(instead_of)
            kept = {path: record for path, record in view.records.items() if path not in instead_of}
            self._store.switch({**kept, **new})
            current = set(_ids(new.values()))
            view.chroma.passages.delete([key for key in _ids(old) if key not in current])

    def remove(self, paths: Sequence[str]) -> None:
        """Forget articles; their records go first, so that their passages stop counting at once."""
        if not paths:
            return
        with self._store.changing() as view:
            self._begin(view)
            old = [view.records[path] for path in paths]
            view.chroma.articles.delete(paths)
            gone = set(paths)
            self._store.switch({path: record for path, record in view.records.items() if path not in gone})
            view.chroma.passages.delete(list(_ids(old)))

    def sweep(self) -> None:
        """Delete the passages that no record vouches for, if a writer was cut short."""
        with self._store.changing() as view:
            if view.chroma.metadata().get(UNFINISHED):
                vouched = set(_ids(view.records.values()))
                view.chroma.passages.delete(
                    [key for key in view.chroma.passages.every_id() if key not in vouched]
                )

    def finish(self) -> None:
        """Say that nothing is left unfinished."""
        with self._store.changing() as view:
            metadata = view.chroma.metadata()
            if metadata.get(UNFINISHED):
                view.chroma.set_metadata({**metadata, UNFINISHED: False})

    def _begin(self, view: View) -> None:
        metadata = view.chroma.metadata()
        if not metadata.get(UNFINISHED):
            view.chroma.set_metadata({**metadata, UNFINISHED: True})


def _passage_row(article: Article, stored: StoredPassage) -> Row:
    key = passage_id(article, stored.passage.number)
    return Row(key, stored.vector, passage_metadata(article, stored), stored.passage.text)


def _article_row(article: Article, passages: Sequence[StoredPassage]) -> Row:
    mean = np.mean([stored.vector for stored in passages], axis=0)
    unit = mean / max(float(np.linalg.norm(mean)), 1e-12)
    return Row(article.path, unit, Record.of(article, len(passages)).to_metadata())


def _ids(records: Iterable[Record]) -> Iterable[str]:
    return (key for record in records for key in record.passage_ids())
