"""Some articles of a store, and a vector -> the nearest of their passages.

Chroma finds the nearest of everything fast, and what meets a condition slowly. So
the vectors of few passages are compared one by one; of many, Chroma is asked for
more than are wanted, and what belongs elsewhere is dropped; what lies between is
sought by Chroma among the passages named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.records import article_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from index.records import Record
    from index.view import View

_FEW = 600
_MOST_FETCHED = 2000
_MOST_NAMED = 20_000
_MARGIN = 1.5


@dataclass(frozen=True, slots=True)
class Selection:
    """Some articles in the versions of one moment.

    ``versions`` are what ids of their passages begin with, ``lexical`` what the BM25
    index calls them, and ``passages`` is how many they have.
    """

    records: tuple[Record, ...]
    versions: frozenset[str]
    lexical: frozenset[str]
    passages: int

    @classmethod
    def of(cls, records: Iterable[Record]) -> Selection:
        """The articles of some records."""
        chosen = tuple(records)
        return cls(
            chosen,
            frozenset(article_version(record.article) for record in chosen),
            frozenset(record.lexical_version for record in chosen),
            sum(record.passages for record in chosen),
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
    if within.passages <= max(_FEW, count):
        found = [(key, float(other @ vector)) for key, other in rows.vectors(within.passage_ids())]
        return sorted(found, key=lambda each: -each[1])[:count]
    total = rows.count()
    wanted = int(_MARGIN * count * total / within.passages)
    while wanted <= _MOST_FETCHED or within.passages > _MOST_NAMED:
        found = [each for each in rows.nearest_ids(vector, wanted) if within.has(each[0])]
        if len(found) >= count or wanted >= total:
            return found[:count]
        wanted *= 2
    return rows.nearest_ids(vector, count, among=within.passage_ids())
