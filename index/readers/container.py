"""The items of a file that holds several articles -> Articles with paths that stay theirs.

A path is ``feed.xml#1f2e3d4c5b6a``: the file and a hash of the item's own id or address,
or ``data.csv#row-12`` where it has neither. The digest is that of the item alone, so that
one row edited is one article edited.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import ArticleError, EmptyArticle
from index.readers.decoding import well_formed
from index.readers.text import article_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.article import Article
    from index.readers.metadata import Metadata

_ITEM_PATH = re.compile(r"(?P<file>.+)#(?:[0-9a-f]{12}|row-\d+)(?:-\d+)?", re.DOTALL)
_MAX_ERRORS = 10


@dataclass(frozen=True, slots=True)
class Item:
    """What one item of a file says; ``number`` counts from 1, ``key`` is its own id or address."""

    number: int
    key: str | None
    metadata: Metadata
    body: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The articles of a file, and one error for each item that is none."""

    articles: tuple[Article, ...]
    errors: tuple[ArticleError, ...] = ()


def file_of(path: str) -> str:
    """The file in which the article of that path is: itself, unless it is one of several."""
    match = _ITEM_PATH.fullmatch(path)
    return match["file"] if match else path


def contents_of(items: Iterable[Item | ArticleError], relative: str) -> Contents:
    """The items as articles, in order; of many errors the first ones and how many there are.

    Raises:
        ArticleError: no item is an article.
    """
    articles: list[Article] = []
    errors: list[ArticleError] = []
    seen: Counter[str] = Counter()
    for item in items:
        if isinstance(item, ArticleError):
            errors.append(item)
            continue
        path = f"{relative}#{_name(item)}"
        seen[path] += 1
        try:
            articles.append(_article(item, relative, path if seen[path] == 1 else f"{path}-{seen[path]}"))
        except EmptyArticle:
            errors.append(EmptyArticle(f"{path}: there are no words in it; write the article or take it out"))
    if not articles:
        raise errors[0] if errors else EmptyArticle(f"{relative}: no articles in it; take the file out")
    if len(errors) > _MAX_ERRORS:
        more = len(errors) - _MAX_ERRORS
        errors[_MAX_ERRORS:] = [ArticleError(f"{relative}: {more} more items cannot be read; mend them too")]
    return Contents(tuple(articles), tuple(errors))


def _name(item: Item) -> str:
    if not item.key:
        return f"row-{item.number}"
    return hashlib.sha256(well_formed(item.key).encode()).hexdigest()[:12]


def _article(item: Item, relative: str, path: str) -> Article:
    # The file's name may hold a date; the item's hash must not be searched for one.
    article = article_from(item.body, item.metadata, path=relative, digest="")
    said = (
        article.title,
        article.body,
        article.outlet,
        article.place,
        article.published.isoformat() if article.published else None,
        article.url,
        article.author,
        article.language,
    )
    return replace(article, path=path, digest=hashlib.sha256(json.dumps(said).encode()).hexdigest())
