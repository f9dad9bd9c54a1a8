"""The seeds folder -> its articles with their digests, and how it differs from what is stored."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Source
from index.errors import SeedsFolderMissing
from index.readers import is_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

UNREADABLE = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """An article whose file is the same, byte for byte, under a new path."""

    old: str
    source: Source


@dataclass(frozen=True, slots=True)
class Difference:
    """What must be done for the store to be true to the folder, and what need not; paths in order."""

    added: tuple[Source, ...]
    updated: tuple[Source, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    renamed: tuple[Rename, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the store is true to the folder already."""
        return not (self.added or self.updated or self.removed or self.renamed)


def require(folder: Path) -> None:
    """Nothing, if there is such a folder.

    Raises:
        SeedsFolderMissing: there is none.
    """
    if not folder.is_dir():
        raise SeedsFolderMissing(
            f"{folder}: no such folder; create it and put articles in it, or name another with --seeds"
        )


def sources(folder: Path) -> list[Source]:
    """Every article file under the folder with its digest, in path order.

    A file that cannot be read has the digest ``UNREADABLE``, which no article has.

    Raises:
        SeedsFolderMissing: there is no such folder, or it cannot be listed.
    """
    require(folder)
    found = []
    for path in _files(folder):
        relative = path.relative_to(folder).as_posix()
        if is_article(relative):
            try:
                found.append(Source(relative, _digest(path)))
            except FileNotFoundError:
                continue
            except OSError:
                found.append(Source(relative, UNREADABLE))
    return sorted(found, key=lambda source: source.path)


def difference(found: Iterable[Source], stored: Mapping[str, str]) -> Difference:
    """Compare the files found with the digests stored (path -> digest)."""
    added, updated, unchanged, seen = [], [], [], set()
    for source in found:
        seen.add(source.path)
        if source.path not in stored:
            added.append(source)
        elif stored[source.path] != source.digest:
            updated.append(source)
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
    )


def _renames(added: Iterable[Source], gone: Iterable[str], stored: Mapping[str, str]) -> list[Rename]:
    """Pair files that came with articles that went, by their digests, each at most once."""
    waiting: dict[str, list[str]] = {}
    for path in gone:
        waiting.setdefault(stored[path], []).append(path)
    return [Rename(waiting[source.digest].pop(0), source) for source in added if waiting.get(source.digest)]


def _files(folder: Path) -> Iterator[Path]:
    """Every regular file that is not under a hidden folder; folders that are links are not entered."""
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if path.is_file():
                yield path


def _refuse(error: OSError) -> None:
    # A folder that is not seen must not be taken for one without articles.
    if not isinstance(error, FileNotFoundError):
        reason = error.strerror or type(error).__name__
        raise SeedsFolderMissing(f"{error.filename}: cannot be listed ({reason}); check its permissions")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
