"""Changes to articles -> Chroma, each article turning from old to new in one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from index.storage.opened import OpenIndex
from index.storage.records import Record
from index.storage.rows import article_row, passage_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.article import Article
    from index.storage.records import StoredPassage
    from index.storage.vectors import VectorCache
    from index.storage.view import View

Index = TypeVar("Index", bound=OpenIndex)
UNFINISHED = "unfinished"
_PASSAGES_AT_ONCE = 1000


@dataclass(slots=True)
class Changes:
    """How articles have changed since the store had a fingerprint.

    ``gone`` are versions that no longer count, as the index of words calls them; ``came``
    are the paths of the articles that were put.
    """

    since: str
    gone: set[str] = field(default_factory=set)
    came: set[str] = field(default_factory=set)


class Writer(Generic[Index]):
    """Writes to a store that is held for it; see ``Store.writing``.

    ``store`` is what is written to: the one that serves, or the one built beside it.
    """

    def __init__(self, store: Index, cache: VectorCache) -> None:
        self.store = store
        self._cache = cache
        self._changes = Changes(store.catalogue.fingerprint)

    def known(self, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Hash of embedded text -> its vector, of those that were embedded before with the same model."""
        stamp = self.store.stamp
        return self._cache.get(stamp, hashes) if stamp else {}

    def put(
        self, batch: Sequence[tuple[Article, Sequence[StoredPassage]]], *, instead_of: Sequence[str] = ()
    ) -> None:
        """Make what is given the whole of what the store knows of those articles' paths.

        ``instead_of`` names articles that go in the same step: the former paths of some.
        """
        if not batch:
            return
        self._remember(batch)
        with self.store.changing() as view:
            self._begin(view)
            came = [Record.of(article, len(passages)) for article, passages in batch]
            old = self._old(view, [*(article.path for article, _ in batch), *instead_of])
            view.chroma.passages.upsert(
                [passage_row(article, stored) for article, passages in batch for stored in passages]
            )
            view.chroma.articles.upsert(
                [article_row(record, stored) for record, (_, stored) in zip(came, batch, strict=True)]
            )
            view.chroma.articles.delete(instead_of)
            self._switch(view, instead_of, came)
            current = set(_ids(came))
            view.chroma.passages.delete([key for key in _ids(old) if key not in current])

    def remove(self, paths: Sequence[str]) -> None:
        """Forget articles; their records go first, so that their passages stop counting at once."""
        if not paths:
            return
        with self.store.changing() as view:
            self._begin(view)
            old = self._old(view, paths)
            view.chroma.articles.delete(paths)
            self._switch(view, paths, [])
            view.chroma.passages.delete(list(_ids(old)))

    def take_changes(self) -> Changes:
        """What has been changed since this was last asked."""
        taken, self._changes = self._changes, Changes(self.store.catalogue.fingerprint)
        return taken

    def sweep(self) -> None:
        """Delete the passages that no record vouches for, if a writer was cut short."""
        with self.store.changing() as view:
            if view.chroma.metadata().get(UNFINISHED):
                self._begin(view)
                counts = view.catalogue.counts
                view.chroma.passages.delete(
                    [key for key in view.chroma.passages.every_id() if not counts(key)]
                )

    def finish(self) -> None:
        """Say that nothing is left unfinished, and that the files are whole."""
        editions, number = self.store.editions, self.store.number
        with self.store.changing() as view:
            metadata = view.chroma.metadata()
            is_changed = bool(metadata.get(UNFINISHED))
            if is_changed:
                view.chroma.set_metadata({**metadata, UNFINISHED: False})
                self._tidy(view)
            if is_changed or not editions.is_sealed(number):
                editions.seal(number)

    def _remember(self, batch: Iterable[tuple[Article, Sequence[StoredPassage]]]) -> None:
        """Before the rest: what a kill then takes from Chroma need not be embedded again."""
        if stamp := self.store.stamp:
            stored = (each for _, passages in batch for each in passages)
            self._cache.add(stamp, {each.embedded: each.vector for each in stored})

    def _tidy(self, view: View) -> None:
        """Let the cache hold little more than what counts, and not much less."""
        passages = self.store.catalogue.passages
        if view.stamp is None:
            return
        if self._cache.is_wanting(view.stamp, passages):
            ids = list(_ids(view.catalogue.by_path.values()))
            for start in range(0, len(ids), _PASSAGES_AT_ONCE):
                stored = view.stored(ids[start : start + _PASSAGES_AT_ONCE]).values()
                self._cache.add(view.stamp, {each.embedded: each.vector for each in stored})
        if self._cache.is_overgrown(passages):
            rows = view.chroma.passages.every_metadata()
            self._cache.keep_only(view.stamp, (str(row["embedded"]) for _, row in rows))

    def _old(self, view: View, paths: Iterable[str]) -> list[Record]:
        """The records that the paths have until now."""
        records = view.catalogue.by_path
        return [records[path] for path in dict.fromkeys(paths) if path in records]

    def _switch(self, view: View, gone: Sequence[str], came: Sequence[Record]) -> None:
        """Let the records count, and take down what has changed."""
        paths = [record.article.path for record in came]
        self._changes.gone |= {old.lexical_version for old in self._old(view, [*paths, *gone])}
        self._changes.came = self._changes.came.difference(gone).union(paths)
        self.store.switch(view.catalogue.changed(gone=gone, came=came))

    def _begin(self, view: View) -> None:
        """Before rows change: the files are no longer what was sealed, and who is cut short leaves a mark."""
        self.store.editions.unseal(self.store.number)
        metadata = view.chroma.metadata()
        if not metadata.get(UNFINISHED):
            view.chroma.set_metadata({**metadata, UNFINISHED: True})


def _ids(records: Iterable[Record]) -> Iterable[str]:
    return (key for record in records for key in record.passage_ids())
