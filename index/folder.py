"""The seeds folder -> its articles with their digests, and how it differs from what is stored."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Source
from index.copies import gather
from index.errors import ArticleError, SeedsFolderMissing
from index.readers import file_of, is_article, is_container, read_article, read_container
from index.readers.file import leaves_folder
from index.storage.findings import Failure, Items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from index.storage.findings import Findings

UNREADABLE = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is in the folder: its articles in path order, what is wrong with items of files, and the files.

    An article that cannot be read is among them: only reading it tells. One whose file
    cannot even be opened has the digest ``UNREADABLE``, which no article has.
    """

    sources: tuple[Source, ...]
    failures: tuple[Failure, ...] = ()
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rename:
    """An article whose file is the same, byte for byte, under a new path."""

    old: str
    source: Source


@dataclass(frozen=True, slots=True)
class Difference:
    """What must be done for the store to be true to the folder, and what need not; paths in order.

    ``relisted`` are articles of which only the other paths that they are under have changed.
    """

    added: tuple[Source, ...]
    updated: tuple[Source, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    renamed: tuple[Rename, ...] = ()
    relisted: tuple[Source, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the store is true to the folder already."""
        return not (self.added or self.updated or self.removed or self.renamed or self.relisted)


def require(folder: Path) -> None:
    """Nothing, if there is such a folder.

    Raises:
        SeedsFolderMissing: there is none.
    """
    if not folder.is_dir():
        raise SeedsFolderMissing(
            f"{folder}: no such folder; create it and put articles in it, or name another with --seeds"
        )


def survey(folder: Path, findings: Findings | None) -> Survey:
    """Every article under the folder, a file of several read only if ``findings`` do not know it.

    Raises:
        SeedsFolderMissing: there is no such folder, or it cannot be listed.
    """
    require(folder)
    found: list[Source] = []
    failures: list[Failure] = []
    files = []
    for path in _files(folder):
        relative = path.relative_to(folder).as_posix()
        is_one = is_article(relative)
        if not is_one and not is_container(relative):
            continue
        source = _source(path, relative)
        if source is None:
            continue
        files.append(relative)
        items = None if is_one else _items(path, source, findings)
        if items is None:
            found.append(source)
        else:
            found += (Source(*article) for article in items.articles)
            failures += (Failure.of(relative, error) for error in items.errors)
    return Survey(tuple(gather(found)), tuple(failures), frozenset(files))


def _source(path: Path, relative: str) -> Source | None:
    """A file with its digest, ``UNREADABLE`` if it may not be read; None if it has just gone."""
    try:
        if path.is_symlink() and (leaves_folder(path, relative) or not path.exists()):
            return Source(relative, UNREADABLE)
        return Source(relative, _digest(path))
    except FileNotFoundError:
        return None
    except OSError:
        return Source(relative, UNREADABLE)


def _items(path: Path, source: Source, findings: Findings | None) -> Items | None:
    """The articles of a file of several; None if no article can be read in it."""
    known = findings.items(source) if findings else None
    if known is not None:
        return known
    try:
        items = Items.of(read_container(path, source.path))
    except ArticleError:
        return None
    if findings:
        findings.learn_items(source, items)
    return items


def path_of_same(folder: Path, data: bytes) -> str | None:
    """The first file of the folder, of those that articles are read from, that has these very bytes."""
    for path in _files(folder):
        relative = path.relative_to(folder).as_posix()
        is_read = is_article(relative) or is_container(relative)
        if is_read and not (path.is_symlink() and leaves_folder(path, relative)):
            # What has gone meanwhile, or may not be read, has no such bytes.
            with suppress(OSError):
                if path.stat().st_size == len(data) and path.read_bytes() == data:
                    return relative
    return None


def refusal(folder: Path, source: Source) -> str | None:
    """Why an article of the folder cannot be read; None if it can."""
    file = file_of(source.path)
    try:
        if not is_container(file):
            read_article(folder / file, source.path)
        elif file == source.path:
            # One of several articles is known by its own path: no article of this file could be read.
            read_container(folder / file, file)
    except ArticleError as error:
        return str(error)
    return None


def difference(
    found: Iterable[Source], stored: Mapping[str, str], copies: Mapping[str, tuple[str, ...]] | None = None
) -> Difference:
    """Compare the articles found with the digests stored, and with the copies of those that have any."""
    copies = copies or {}
    added, updated, unchanged, relisted, seen = [], [], [], [], set()
    for source in found:
        seen.add(source.path)
        if source.path not in stored:
            added.append(source)
        elif stored[source.path] != source.digest:
            updated.append(source)
        elif source.copies != copies.get(source.path, ()):
            relisted.append(source)
        else:
            unchanged.append(source.path)
    gone = [path for path in stored if path not in seen]
    renamed = _renames(added, gone, stored)
    left, came = {rename.old for rename in renamed}, {rename.source for rename in renamed}
    return Difference(
        added=tuple(source for source in added if source not in came),
        updated=tuple(updated),
        removed=tuple(path for path in gone if path not in left),
        unchanged=tuple(unchanged),
        renamed=tuple(renamed),
        relisted=tuple(relisted),
    )


def _renames(added: Iterable[Source], gone: Iterable[str], stored: Mapping[str, str]) -> list[Rename]:
    """Pair files that came with articles that went, by their digests, each at most once."""
    waiting: dict[str, list[str]] = {}
    for path in gone:
        waiting.setdefault(stored[path], []).append(path)
    return [Rename(waiting[source.digest].pop(0), source) for source in added if waiting.get(source.digest)]


def _files(folder: Path) -> Iterator[Path]:
    """Every regular file, or link that leads nowhere, not under a hidden folder; no folder that is a link."""
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if path.is_file() or (path.is_symlink() and not path.exists()):
                yield path


def _refuse(error: OSError) -> None:
    # A folder that is not seen must not be taken for one without articles.
    if not isinstance(error, FileNotFoundError):
        reason = error.strerror or type(error).__name__
        raise SeedsFolderMissing(f"{error.filename}: cannot be listed ({reason}); check its permissions")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
