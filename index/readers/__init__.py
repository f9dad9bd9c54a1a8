"""A file of the seeds folder -> an Article; one module a format."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from index.errors import UnreadableArticle
from index.readers.markdown import read_markdown
from index.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Article

__all__ = ["SUFFIXES", "is_article", "read_article"]

_READERS: dict[str, Callable[[Path, str], Article]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
SUFFIXES: frozenset[str] = frozenset(_READERS)


def read_article(path: Path, relative: str) -> Article:
    """Read the file at ``path``; ``relative`` names it inside the seeds folder, with ``/``.

    Raises:
        UnreadableArticle: the format is not one of ``SUFFIXES``, or the file is not text.
        EmptyArticle: there are no words in it.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        formats = " ".join(sorted(SUFFIXES))
        raise UnreadableArticle(f"{relative}: format not read; convert it to one of: {formats}")
    return reader(path, relative)


def is_article(relative: str) -> bool:
    """Whether a file of the seeds folder is taken for an article, by its name alone.

    Not: other formats, anything hidden (``.git/x.md``), and the folder's own README.
    """
    name = PurePosixPath(relative)
    if any(part.startswith(".") for part in name.parts) or name.suffix.lower() not in SUFFIXES:
        return False
    return len(name.parts) > 1 or name.stem.lower() != "readme"
