"""An edition of the index -> the articles and passages that count in it at one generation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.records import Record, StoredPassage, passage_from
from index.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.chroma import Chroma
    from index.editions import Editions

GENERATION = "generation"


@dataclass(frozen=True, slots=True)
class View:
    """An open edition, and the records that count by path; they are never changed, only replaced.

    ``file`` tells the database's file from one put in its place (0 on a server).
    """

    number: int
    chroma: Chroma
    stamp: Stamp | None
    generation: int
    records: dict[str, Record]
    file: int

    @classmethod
    def open(cls, editions: Editions, number: int) -> View:
        """Open an edition as it is now; see ``Chroma`` for what it raises."""
        chroma = editions.open(number)
        # Before the records: a change that comes between shows as a generation not yet seen.
        metadata = chroma.metadata()
        records = {key: Record.from_metadata(key, row) for key, row in chroma.articles.every_metadata()}
        stamp = Stamp.from_metadata(metadata)
        if stamp:
            # Chroma takes up its log, and may write files, when first asked: here, while no one writes.
            probe = np.ones(stamp.dimension, dtype=np.float32)
            chroma.articles.nearest(probe, 1)
            chroma.passages.nearest(probe, 1)
        generation = int(metadata.get(GENERATION, 0))
        return cls(number, chroma, stamp, generation, records, editions.file_number(number))

    def counts(self, metadata: Any) -> bool:
        """Whether a passage belongs to the version of its article that is in force."""
        record = self.records.get(metadata["article"])
        return record is not None and record.article.digest == metadata["digest"]

    def stored(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """The named passages that count, in the order of ``ids``."""
        found = {
            key: StoredPassage(
                passage_from(text, row), np.asarray(vector, dtype=np.float32), str(row["embedded"])
            )
            for key, text, row, vector in self.chroma.passages.get(ids, vectors=True)
            if self.counts(row)
        }
        return {key: found[key] for key in ids if key in found}
