"""A store -> its BM25 index, brought up to it with only the articles in which they differ.

The index is a cache: it is true to the store when its stamp is the store's
fingerprint. Else their difference is made good, in one step, by whoever holds the
store for writing; a kill leaves the index as it was, and the next one does it.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from index.errors import StoreDamaged, StoreLocked, StoreUnavailable
from index.lexical import FORMAT, LexicalIndex
from index.split import contextual_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.storage.write import Changes
    from index.store import Store


def open_lexical(store: Store) -> LexicalIndex:
    """The BM25 index of a store as it was last written; ``follow_store`` brings it up to date."""
    return LexicalIndex(_folder(store) / _name(store))


def follow_store(index: LexicalIndex, store: Store) -> bool:
    """Bring the index up to the store; whether it is.

    While another process writes, it does that, after each change to the store: until
    then what is new there has no scores, and what no longer counts still has. So it is
    while the files cannot be written, which the next sync reports.
    """
    if _is_true_to(index, store):
        return True
    with suppress(StoreLocked, StoreUnavailable), store.held(wait_seconds=0):
        store.refresh()
        write_lexical(index, store)
        return True
    return False


def write_lexical(index: LexicalIndex, store: Store, changes: Changes | None = None) -> None:
    """The same for who holds the store for writing, and can say what the last ``changes`` were.

    Raises:
        StoreUnavailable: the files cannot be written.
    """
    if _is_true_to(index, store):
        return
    for other in _folder(store).glob("*"):
        if other.name != _name(store):
            shutil.rmtree(other, ignore_errors=True)
    try:
        if changes and index.stamp == changes.since:
            _change(index, store, gone=changes.gone, came=changes.came)
        else:
            _catch_up(index, store)
    except StoreUnavailable as error:
        if index.stamp is not None or isinstance(error, StoreDamaged):
            raise
        is_lost = True
    else:
        is_lost = False
    if is_lost:
        _catch_up(index, store)  # damaged: it is empty now, and made anew


def _is_true_to(index: LexicalIndex, store: Store) -> bool:
    """Whether its stamp, here or else on disk, is the fingerprint of the store."""
    fingerprint = store.catalogue.fingerprint
    if index.stamp != fingerprint:
        index.reload()
    return index.stamp == fingerprint


def _catch_up(index: LexicalIndex, store: Store) -> None:
    """Make good whatever differs."""
    there = index.versions()
    wanted = {record.lexical_version: path for path, record in store.catalogue.by_path.items()}
    came = [path for version, path in wanted.items() if version not in there]
    _change(index, store, gone=there.difference(wanted), came=came)


def _change(index: LexicalIndex, store: Store, *, gone: Iterable[str], came: Iterable[str]) -> None:
    index.change(gone=gone, came=_texts(store, came), stamp=store.catalogue.fingerprint)


def _texts(store: Store, paths: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(version, id, text as it is embedded) of the passages of some articles."""
    records = store.catalogue.by_path
    for key, passage in store.every_passage(paths):
        record = records[passage.article]
        yield record.lexical_version, key, contextual_text(record.article, passage)


def _folder(store: Store) -> Path:
    return store.folder / "lexical"


def _name(store: Store) -> str:
    """An index is of one way to split articles, whatever the model."""
    splitter = store.stamp.splitter if store.stamp else ""
    return f"{FORMAT}-{hashlib.sha256(splitter.encode()).hexdigest()[:8]}"
