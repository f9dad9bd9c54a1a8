"""A file of the seeds folder -> an Article, or several; one module a format."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from index.errors import ArticleError, UnreadableArticle
from index.markup import MARKDOWN
from index.readers.container import Contents, contents_of, file_of
from index.readers.docx import read_docx
from index.readers.eml import read_eml
from index.readers.feed import read_feed
from index.readers.file import read_file
from index.readers.html import read_html
from index.readers.markdown import read_markdown
from index.readers.pdf import read_pdf
from index.readers.rows import read_csv, read_jsonl
from index.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.article import Article
    from index.readers.container import Item

__all__ = [
    "SUFFIXES",
    "Contents",
    "file_of",
    "is_article",
    "is_container",
    "read_article",
    "read_container",
]

_READERS: dict[str, Callable[[bytes, str], Article]] = {
    ".txt": read_text,
    **dict.fromkeys(MARKDOWN, read_markdown),
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".eml": read_eml,
}
_CONTAINERS: dict[str, Callable[[bytes, str], Iterable[Item | ArticleError]]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
SUFFIXES: frozenset[str] = frozenset(_READERS)
# Not read, but plainly meant to be: each is reported with its remedy rather than passed over.
_REMEDIES = {
    ".doc": "save it as .docx",
    ".odt": "save it as .docx",
    ".rtf": "save it as .docx",
    ".epub": "save its text as .txt or .html",
    ".mht": "save the page as .html",
    ".mhtml": "save the page as .html",
    ".msg": "save the message as .eml",
}
_ARTICLES = SUFFIXES | _REMEDIES.keys()


def read_article(path: Path, relative: str) -> Article:
    """Read the file at ``path``; ``relative`` names it inside the seeds folder, with ``/``.

    Raises:
        UnreadableArticle: the format is not one of ``SUFFIXES`` or needs packages that are not
            installed; the file is damaged, too large, locked or outside the folder.
        EmptyArticle: there are no words in it.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        readable = " ".join(sorted(SUFFIXES | _CONTAINERS.keys()))
        remedy = _REMEDIES.get(path.suffix.lower(), f"convert it to one of: {readable}")
        raise UnreadableArticle(f"{relative}: format not read; {remedy}")
    data = read_file(path, relative)
    with _refusing(relative):
        return reader(data, relative)


def read_container(path: Path, relative: str) -> Contents:
    """Read every article of a file for which ``is_container``.

    Raises:
        ArticleError: as for ``read_article``; or no item of the file is an article.
    """
    data = read_file(path, relative)
    with _refusing(relative):
        return contents_of(_CONTAINERS[path.suffix.lower()](data, relative), relative)


@contextmanager
def _refusing(relative: str) -> Iterator[None]:
    """Turn whatever a parser raises into the refusal of one file."""
    suffix = PurePosixPath(relative).suffix.lower()
    try:
        yield
    except ArticleError:
        raise
    except ModuleNotFoundError as error:
        message = (
            f"{relative}: reading {suffix} needs more packages; "
            "in the project's folder: .venv/bin/python -m pip install -e '.[formats]'"
        )
        raise UnreadableArticle(message) from error
    except Exception as error:
        # A parser met what its authors did not foresee: this file fails, the folder goes on.
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        message = f"{relative}: damaged {suffix} ({reason}); open it and save it anew"
        raise UnreadableArticle(message) from error


def is_article(relative: str) -> bool:
    """Whether a file of the seeds folder is taken for an article, by its name alone.

    So are documents in formats that are not read, to be reported. Not: other files,
    anything hidden (``.git/x.md``), and the folder's own README.
    """
    stem, dot, suffix = relative.rpartition(".")
    return dot + suffix.lower() in _ARTICLES and not _is_hidden(relative) and stem.lower() != "readme"


def is_container(relative: str) -> bool:
    """Whether a file of the seeds folder is taken for one of several articles, by its name alone."""
    _, dot, suffix = relative.rpartition(".")
    return dot + suffix.lower() in _CONTAINERS and not _is_hidden(relative)


def _is_hidden(relative: str) -> bool:
    # No path is taken apart: this is asked of every file of the folder before every question.
    return relative.startswith(".") or "/." in relative
