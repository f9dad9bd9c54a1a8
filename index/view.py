"""A Chroma database -> the articles and passages that count in it at one generation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.chroma import Chroma
from index.records import Record, StoredPassage, passage_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GENERATION = "generation"


@dataclass(frozen=True, slots=True)
class View:
    """An open database, and the records that count by path; they are never changed, only replaced.

    ``file`` tells the database's file from one put in its place (0 on a server).
    """

    chroma: Chroma
    generation: int
    records: dict[str, Record]
    file: int

    @classmethod
    def open(cls, folder: Path, url: str | None) -> View:
        """Open the database as it is now; see ``Store`` for what it raises."""
        chroma = Chroma(folder, url=url)
        # Before the records: a change that comes between shows as a generation not yet seen.
        metadata = chroma.metadata()
        records = {key: Record.from_metadata(key, row) for key, row in chroma.articles.every_metadata()}
        if "dimension" in metadata:
            # Chroma takes up its log, and may write files, when first asked: here, while no one writes.
            probe = np.ones(int(metadata["dimension"]), dtype=np.float32)
            chroma.articles.nearest(probe, 1)
            chroma.passages.nearest(probe, 1)
        return cls(chroma, int(metadata.get(GENERATION, 0)), records, 0 if url else file_number(folder))

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


def file_number(folder: Path) -> int:
    """What tells the file of the database in a folder from another one; 0 if there is none."""
    try:
        return (folder / "chroma" / "chroma.sqlite3").stat().st_ino
    except FileNotFoundError:
        return 0
