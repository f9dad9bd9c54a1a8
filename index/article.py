"""The nouns of the index: a file is a Source, what it says an Article, a tile of that a Passage."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Source:
    """One article of the seeds folder as it is now.

    ``path`` is relative to the folder, with forward slashes: a file, or one of those in
    a file of several (``news.csv#row-3``). ``digest`` is a SHA-256 in hexadecimal, of the
    file's bytes or of what the row says. ``copies`` are other paths with the same content.
    """

    path: str
    digest: str
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    r"""What one file says.

    ``body`` is the whole text that can be cited: decoded, line ends as ``\n``,
    without front matter and otherwise unchanged. Every offset in the project
    counts characters (code points) of ``body``. ``None`` means unknown.

    ``language`` is an ISO 639 code («es»). ``copies`` are other paths in the folder with
    the same content, in order. ``pages`` are the offsets at which the
    pages of a paginated file begin, in order; none for any other.
    """

    path: str
    digest: str
    title: str
    body: str
    outlet: str | None = None
    place: str | None = None
    published: dt.date | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    pages: tuple[int, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def date(self) -> int | None:
        """The day it was published as a number that sorts as days do: 20260116."""
        day = self.published
        return day.year * 10_000 + day.month * 100 + day.day if day else None

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) that holds a character of the body; ``None`` if the file has no pages."""
        return bisect_right(self.pages, offset) if self.pages else None


@dataclass(frozen=True, slots=True)
class Passage:
    """One tile of an article: ``body[start:end] == text``.

    The passages of an article, in ``number`` order (from 0), are its body with no
    gap and no overlap. ``paragraph`` is the paragraph (from 1) in which it begins,
    ``section`` the subheading above it, if there is one.
    """

    article: str
    number: int
    start: int
    end: int
    text: str
    paragraph: int
    section: str | None = None
