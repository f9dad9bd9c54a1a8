"""An edition of the index -> the articles and passages that count in it at one generation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.storage.catalogue import Catalogue
from index.storage.editions import GENERATION
from index.storage.records import Record, StoredPassage, passage_from
from index.storage.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.article import Passage
    from index.storage.chroma import Chroma
    from index.storage.editions import Editions


@dataclass(frozen=True, slots=True)
class View:
    """An open edition, and the articles that count in it.

    ``file`` tells the database's file from one put in its place (0 on a server).
    """

    number: int
    chroma: Chroma
    stamp: Stamp | None
    generation: int
    catalogue: Catalogue
    file: int

    @classmethod
    def open(cls, editions: Editions, number: int) -> View:
        """Open an edition as it is now; see ``Chroma`` for what it raises."""
        chroma = editions.open(number)
        # Before the records: a change that comes between shows as a generation not yet seen.
        metadata = chroma.metadata()
        catalogue = Catalogue.of(
            Record.from_metadata(key, row) for key, row in chroma.articles.every_metadata()
        )
        stamp = Stamp.from_metadata(metadata)
        if stamp:
            # Chroma takes up its log, and may write files, when first asked: here, while no one writes.
            probe = np.ones(stamp.dimension, dtype=np.float32)
            chroma.articles.nearest_ids(probe, 1)
            chroma.passages.nearest_ids(probe, 1)
        generation = int(metadata.get(GENERATION, 0))
        return cls(number, chroma, stamp, generation, catalogue, editions.file_number(number))

    def stored(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """The named passages that count, with their vectors, in the order of ``ids``."""
        wanted = [key for key in ids if self.catalogue.counts(key)]
        found = {
            key: StoredPassage(
                passage_from(text, row), np.asarray(vector, dtype=np.float32), str(row["embedded"])
            )
            for key, text, row, vector in self.chroma.passages.get(wanted, vectors=True)
        }
        return {key: found[key] for key in wanted if key in found}

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The same without the vectors."""
        wanted = [key for key in ids if self.catalogue.counts(key)]
        found = {key: passage_from(text, row) for key, text, row, _ in self.chroma.passages.get(wanted)}
        return {key: found[key] for key in wanted if key in found}
