"""A file or an address -> an article in the seeds folder, whatever is there already left as it is."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from assistant.command.fetch import fetch, is_address
from index.errors import CannotAdd
from index.folder import path_of_same
from index.readers import is_article, is_container, read_article, read_container
from index.readers.html import read_main_text

if TYPE_CHECKING:
    from assistant.command.fetch import Fetched, Limits
    from index.article import Article

_SUFFIXES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "message/rfc822": ".eml",
    "application/x-ndjson": ".jsonl",
}
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# What servers call a file of which they know nothing.
_UNKNOWN = frozenset({"application/octet-stream", "binary/octet-stream"})
_MOST_NAME = 80
_NOT_IN_NAMES = re.compile(r"[^\w.()+-]+")


@dataclass(frozen=True, slots=True)
class Added:
    """What came of one file or address: ``path`` in the seeds folder, where it may have been before."""

    given: str
    path: str
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    """A file to be put into the seeds folder."""

    name: str
    data: bytes


def add(given: str, seeds: Path, limits: Limits | None = None) -> Added:
    """Put one file, or what is behind one address, into the seeds folder.

    A web page becomes a Markdown file: its main text, and what it declares as front matter.

    Raises:
        CannotAdd: there is no such file or page, or it is nothing that is read.
        ArticleError: it cannot be read, or there are no words in it.
    """
    seeds.mkdir(parents=True, exist_ok=True)
    if is_address(given):
        draft = _draft_of(fetch(given, limits), given)
    else:
        path = Path(given).expanduser()
        if not path.is_file():
            raise CannotAdd(f"{given}: no such file; check the name")
        if path.resolve().is_relative_to(seeds.resolve()):
            return Added(given, path.resolve().relative_to(seeds.resolve()).as_posix(), was_there=True)
        draft = _Draft(path.name, path.read_bytes())
    there = path_of_same(seeds, draft.data)
    if there is not None:
        return Added(given, there, was_there=True)
    return Added(given, _put(draft, seeds))


def _draft_of(fetched: Fetched, given: str) -> _Draft:
    name = PurePosixPath(unquote(urlsplit(fetched.url).path)).name or urlsplit(fetched.url).hostname or "nota"
    if fetched.kind in _PAGES:
        data = fetched.data
        if fetched.charset:
            with suppress(LookupError, UnicodeDecodeError):
                data = data.decode(fetched.charset).encode()
        return _page(read_main_text(data, given), fetched.url)
    known = PurePosixPath(name).suffix.lower()
    suffix = _SUFFIXES.get(fetched.kind)
    if fetched.kind in _UNKNOWN or (fetched.kind == "text/plain" and is_container(name)):
        suffix = known if is_article(f"x/{name}") or is_container(name) else None
    if suffix is None:
        raise CannotAdd(f"{given}: no article but {fetched.kind}; give the address of a page or a document")
    return _Draft(name if known == suffix else f"{PurePosixPath(name).stem}{suffix}", fetched.data)


def _page(article: Article, url: str) -> _Draft:
    """A page's article as Markdown, named by its day and title."""
    import yaml

    fields = {
        "title": article.title,
        "date": article.published.isoformat() if article.published else None,
        "place": article.place,
        "outlet": article.outlet or urlsplit(url).hostname,
        "author": article.author,
        "language": article.language,
        "url": article.url or url,
    }
    known = {name: value for name, value in fields.items() if value}
    front = yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10_000)
    day = f"{article.published.isoformat()} " if article.published else ""
    return _Draft(f"{day}{article.title}.md", f"---\n{front}---\n{article.body}\n".encode())


def _put(draft: _Draft, seeds: Path) -> str:
    """Write the file under a name that none has, once it has been seen to be readable."""
    name = _file_name(draft.name)
    with tempfile.TemporaryDirectory(prefix=".", dir=seeds) as place:
        partial = Path(place, name)
        partial.write_bytes(draft.data)
        if is_container(name):
            read_container(partial, name)
        else:
            read_article(partial, name)
        for number in range(1, 10_000):
            path = seeds / (name if number == 1 else f"{Path(name).stem}-{number}{Path(name).suffix}")
            # Unlike a renaming, a link never takes another file's place.
            try:
                os.link(partial, path)
            except FileExistsError:
                continue
            except OSError:
                # Where there are no links.
                try:
                    _write_new(path, draft.data)
                except FileExistsError:
                    continue
            return path.name
    raise CannotAdd(f"{name}: too many files of that name; give it another")


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there; nothing is left of it where it cannot be written whole."""
    with path.open("xb") as whole:
        try:
            whole.write(data)
            whole.flush()
        except OSError:
            path.unlink()
            raise


def _file_name(name: str) -> str:
    """A name for a file, of letters, digits and few signs, not hidden."""
    path = PurePosixPath(name.replace("/", "-"))
    stem = _NOT_IN_NAMES.sub("-", path.stem).strip("-.")[:_MOST_NAME].strip("-.")
    # The folder's own README is no article.
    stem = f"{stem}-1" if stem.lower() == "readme" else stem
    return f"{stem or 'nota'}{path.suffix.lower()}"
