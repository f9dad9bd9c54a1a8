"""A Markdown file (``.md``, ``.markdown``) -> an Article, its source cited as it is written.

Markdown is read as text: headings and lists are known to the stages after this one, what
is cited is the file's own characters, and who shows them leaves the marks out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.markup import heading_label
from index.readers.text import read_text

if TYPE_CHECKING:
    from index.article import Article


def read_markdown(data: bytes, relative: str) -> Article:
    """Read one file as ``read_text`` does, with a title free of markup."""
    article = read_text(data, relative)
    return replace(article, title=heading_label(article.title) or article.title)
