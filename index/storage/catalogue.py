"""The records of articles -> what is asked of them, at hand; and the same after some have changed.

An archive has many articles and a change few, so nothing here is worked out anew
for all of them because of some: a change costs four copies of dictionaries, which is
a few milliseconds for 100,000 articles.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.storage.records import Record

_FINGERPRINT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The articles that count at one moment; never changed, only replaced.

    ``by_path`` and ``by_version`` have the same records; ``by_digest`` names an article of
    each content, ``by_copy`` the one that is known for another path with the same. There
    are ``passages`` in all of them together.
    """

    by_path: dict[str, Record]
    by_version: dict[str, Record]
    by_digest: dict[str, str]
    by_copy: dict[str, str]
    passages: int
    _sum: int

    @classmethod
    def of(cls, records: Iterable[Record]) -> Catalogue:
        """The catalogue of some records."""
        return cls({}, {}, {}, {}, 0, 0).changed(gone=(), came=records)

    @property
    def fingerprint(self) -> str:
        """What tells these articles, in their versions, from any others.

        It is the sum of a hash of each, so it does not depend on order and a change of one
        is an addition (Bellare and Micciancio, 1997: AdHash).
        """
        return f"{self._sum:0{2 * _FINGERPRINT_BYTES}x}"

    def counts(self, key: str) -> bool:
        """Whether a passage, by its id, belongs to the version of its article that is in force."""
        return key.rpartition("-")[0] in self.by_version

    def changed(self, *, gone: Iterable[str], came: Iterable[Record]) -> Catalogue:
        """The same without some paths and with some records, each in place of one of its path."""
        by_path, by_version = self.by_path.copy(), self.by_version.copy()
        by_digest, by_copy = self.by_digest.copy(), self.by_copy.copy()
        passages, total = self.passages, self._sum
        new = {record.article.path: record for record in came}
        for path in {*gone, *new}:
            if (old := by_path.pop(path, None)) is None:
                continue
            del by_version[old.version]
            if by_digest.get(old.article.digest) == path:
                del by_digest[old.article.digest]
            for copy in old.article.copies:
                if by_copy.get(copy) == path:
                    del by_copy[copy]
            passages -= old.passages
            total -= _hash(old)
        for path, record in new.items():
            by_path[path] = by_version[record.version] = record
            by_digest[record.article.digest] = path
            by_copy.update(dict.fromkeys(record.article.copies, path))
            passages += record.passages
            total += _hash(record)
        return Catalogue(
            by_path, by_version, by_digest, by_copy, passages, total % (1 << 8 * _FINGERPRINT_BYTES)
        )


def _hash(record: Record) -> int:
    digest = hashlib.sha256(record.lexical_version.encode()).digest()
    return int.from_bytes(digest[:_FINGERPRINT_BYTES], "big")
