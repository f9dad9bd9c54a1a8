"""Two lists of articles, before and after -> what has changed between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Source
from index.folder import difference

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
    """What came, changed or went; a file that is the same under another path was renamed, or is a copy."""
    found = difference([Source(path, digest) for path, digest in _files(after).items()], _files(before))
    return News(
        added=tuple(source.path for source in found.added),
        updated=tuple(source.path for source in found.updated),
        removed=found.removed,
        renamed=tuple((rename.old, rename.source.path) for rename in found.renamed),
    )


def _files(articles: Sequence[Article]) -> dict[str, str]:
    """Path -> digest in path order, of copies as well: to the reader each is a file."""
    return dict(
        sorted((path, article.digest) for article in articles for path in (article.path, *article.copies))
    )
