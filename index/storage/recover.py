"""An edition with broken files -> a new one with all that can be had without embedding anything.

Chroma does not guard its files of vectors against being killed while it writes them,
but keeps texts and metadata in SQLite, which does. These are read out of a copy; the
vectors come from the cache. What is damaged is not touched, so this may be cut short
too. An article that some vector is missing of, or whose record is of a former form, is left
out: the next sync reads it again, and embeds what is missing.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from index.errors import StoreDamaged
from index.storage.chroma import open_folder
from index.storage.editions import GENERATION
from index.storage.records import FORM, Record, StoredPassage, passage_from
from index.storage.rows import article_row, passage_row
from index.storage.stamp import Stamp, metadata_of_home

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from index.storage.chroma import Chroma
    from index.storage.editions import FolderEditions
    from index.storage.vectors import VectorCache, Vectors

logger = logging.getLogger(__name__)

_ARTICLES_AT_ONCE = 200


def recover(editions: FolderEditions, damaged: int, cache: VectorCache) -> int:
    """Build an edition that serves in place of the damaged one; its number.

    Raises:
        StoreUnavailable: it cannot be written; the damaged one is as it was.
        OSError: nor can the copy that it is read from.
    """
    started = time.perf_counter()
    number = max(editions.numbers()) + 1
    target = editions.open(number)
    # Beyond every count of the old one, so that nobody takes this for a state that was seen.
    metadata: dict[str, Any] = {GENERATION: int(time.time())}
    done = "nothing of it could be read; the next sync makes it anew from the articles"
    try:
        source = open_folder(editions.rescue_copy(damaged))
        metadata = {**metadata, **_stamp_of(source), **metadata_of_home(source.metadata())}
        target.set_metadata(metadata)
        stamp = Stamp.from_metadata(metadata)
        if stamp is not None:
            kept, lost = _copy(source, target, stamp, cache)
            done = f"{kept} articles kept, {lost} to be read again by the next sync"
    except StoreDamaged as error:
        logger.debug("%s", error)
    editions.seal(number)
    editions.mark_ready(number)
    editions.forget_rescue_copy()
    seconds = time.perf_counter() - started
    logger.warning(
        "%s: the index was damaged and has been mended: %s (%.1f s)", editions.folder, done, seconds
    )
    return number


def _stamp_of(source: Chroma) -> dict[str, str | int]:
    stamp = Stamp.from_metadata(source.metadata())
    return stamp.to_metadata() if stamp else {}


def _copy(source: Chroma, target: Chroma, stamp: Stamp, cache: VectorCache) -> tuple[int, int]:
    """How many articles came over, and how many could not."""
    kept = lost = 0
    for records in _batches(Record.from_metadata(key, row) for key, row in source.articles.every_metadata()):
        ids = [key for record in records for key in record.passage_ids()]
        rows = {key: (text, row) for key, text, row, _ in source.passages.get(ids) if text and row}
        vectors = cache.get(stamp, sorted({str(row.get("embedded")) for _, row in rows.values()}))
        whole = []
        for record in records:
            found = [rows[key] for key in record.passage_ids() if key in rows]
            stored = list(_whole(found, vectors))
            if len(stored) == record.passages and record.form == FORM:
                body = "".join(each.passage.text for each in stored)
                whole.append((replace(record.article, body=body), stored))
        target.passages.upsert([passage_row(article, one) for article, stored in whole for one in stored])
        target.articles.upsert(
            [article_row(Record.of(article, len(stored)), stored) for article, stored in whole]
        )
        kept += len(whole)
        lost += len(records) - len(whole)
    return kept, lost


def _whole(rows: Iterable[tuple[str, Any]], vectors: Vectors) -> Iterator[StoredPassage]:
    """The passages, given by their texts and metadata, of which nothing is broken or missing."""
    for text, row in rows:
        key = row.get("embedded")
        if key in vectors:
            with suppress(StoreDamaged):
                yield StoredPassage(passage_from(text, row), vectors[key], key)


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(records, _ARTICLES_AT_ONCE)):
        yield batch
