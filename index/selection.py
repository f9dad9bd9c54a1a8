"""Some articles of a store, and a question -> those of their passages that are best by meaning or by words.

Chroma and tantivy find the best of everything fast, and what meets a condition slowly.
So the vectors of few passages are compared one by one; of many, either is asked for
more than are wanted, and what belongs elsewhere is dropped; what lies between is
sought among the passages or articles named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from index.lexical import LexicalIndex
    from index.storage.catalogue import Catalogue
    from index.storage.records import Record
    from index.storage.view import View

# Measured with 100,000 passages: 800 vectors are read in 20 ms; 2,000 passages are found in 10 ms, and 60
# among 800 to 20,000 named in 28 to 10 ms.
_FEW = 800
# To read a vector takes as long as to find so many passages.
_FOUND_FOR_READ = 4
_MOST_FETCHED = 2000
# So many times what would do if the wanted lay evenly among the rest; then so many times that.
_MARGIN = 1.5
_AGAIN = 4


@dataclass(frozen=True, slots=True)
class Selection:
    """Some articles in the versions of one moment, and how many passages they have."""

    records: tuple[Record, ...]
    versions: frozenset[str]
    passages: int

    @classmethod
    def of(cls, records: Iterable[Record]) -> Selection:
        """The articles of some records."""
        chosen = tuple(records)
        return cls(
            chosen,
            frozenset([record.version for record in chosen]),
            sum([record.passages for record in chosen]),
        )

    def has(self, key: str) -> bool:
        """Whether a passage, by its id, is of one of the articles."""
        return key.rpartition("-")[0] in self.versions

    def passage_ids(self) -> list[str]:
        """The ids of all their passages."""
        return [key for record in self.records for key in record.passage_ids()]


def nearest_ids(
    view: View, vector: NDArray[np.float32], count: int, within: Selection
) -> list[tuple[str, float]]:
    """Ids and cosine similarities of the selected passages most like a unit vector, best first."""
    rows = view.chroma.passages
    wanted = _enough(count, within, view.catalogue)
    if within.passages <= max(count, min(_FEW, wanted / _FOUND_FOR_READ)):
        found = [(key, float(other @ vector)) for key, other in rows.vectors(within.passage_ids())]
        return sorted(found, key=lambda each: -each[1])[:count]
    while wanted <= _MOST_FETCHED:
        near = rows.nearest_ids(vector, wanted)
        found = [each for each in near if within.has(each[0])]
        if len(found) >= count or len(near) < wanted:
            return found[:count]
        wanted *= _AGAIN
    counts = view.catalogue.counts
    return rows.nearest_ids(vector, count, among=[key for key in within.passage_ids() if counts(key)])


def best_by_words(
    index: LexicalIndex, question: str, count: int, within: Selection, catalogue: Catalogue
) -> list[tuple[str, float]]:
    """Ids and BM25 scores of the selected passages with words of a question, best first."""
    wanted = _enough(count, within, catalogue)
    # Each article named costs tantivy about what a passage more does, and one of the two is few.
    while wanted < len(within.records):
        hits = index.best(question, wanted)
        found = [hit for hit in hits if within.has(hit[0])]
        if len(found) >= count or len(hits) < wanted:
            return found[:count]
        wanted *= _AGAIN
    return index.best(question, count, within={record.lexical_version for record in within.records})


def _enough(count: int, within: Selection, catalogue: Catalogue) -> int:
    """How many of all passages to look at, for so many of the selected to be likely among them."""
    return int(_MARGIN * count * catalogue.passages / max(1, within.passages))
