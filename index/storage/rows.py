"""An article and its passages -> the rows in which Chroma keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.storage.chroma import Row
from index.storage.records import passage_id, passage_metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.article import Article
    from index.storage.records import Record, StoredPassage

_LEAST_LENGTH = 1e-6


def passage_row(article: Article, stored: StoredPassage) -> Row:
    """A passage as Chroma keeps it."""
    key = passage_id(article, stored.passage.number)
    return Row(key, stored.vector, passage_metadata(article, stored), stored.passage.text)


def article_row(record: Record, passages: Sequence[StoredPassage]) -> Row:
    """An article's record as Chroma keeps it; its vector is the mean of its passages'."""
    mean = np.mean([stored.vector for stored in passages], axis=0)
    length = float(np.linalg.norm(mean))
    # Vectors that cancel each other have no mean direction; any of theirs is as good.
    unit = mean / length if length > _LEAST_LENGTH else passages[0].vector
    return Row(record.article.path, unit, record.to_metadata())
