"""Two lists of articles, before and after -> what has changed between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.article import Article


@dataclass(frozen=True, slots=True)
class News:
    """Paths of articles that came, changed or went, in path order; ``renamed`` has old and new ones."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        return not (self.added or self.updated or self.removed or self.renamed)


def compare(before: Sequence[Article], after: Sequence[Article]) -> News:
    """What came, changed or went; a file that is the same under another path was renamed."""
    old = {article.path: article.digest for article in before}
    new = {article.path: article.digest for article in after}
    gone = [path for path in old if path not in new]
    came = [path for path in new if path not in old]
    by_digest: dict[str, list[str]] = {}
    for path in gone:
        by_digest.setdefault(old[path], []).append(path)
    renamed = [(by_digest[new[path]].pop(0), path) for path in came if by_digest.get(new[path])]
    left, arrived = {pair[0] for pair in renamed}, {pair[1] for pair in renamed}
    return News(
        added=tuple(path for path in came if path not in arrived),
        updated=tuple(path for path in new if path in old and old[path] != new[path]),
        removed=tuple(path for path in gone if path not in left),
        renamed=tuple(renamed),
    )
