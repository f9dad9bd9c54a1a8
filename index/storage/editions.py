"""An index folder or a Chroma server -> its editions: the database that serves, those built beside it.

Editions are numbered. The one that serves is the highest that is ready; one that is
still being built has a higher number, and becomes the one that serves in the moment
that it is marked ready. The first is ready from the start. A folder has an edition in
each of the folders ``chroma``, ``chroma-2``, ``chroma-3``; a server has one in each
pair of collections ``articles`` and ``passages``, ``articles-2`` and ``passages-2``.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import StoreDamaged
from index.storage.apart import DATABASE, copy_database
from index.storage.chroma import Chroma, connect_server, open_folder
from index.storage.hnsw import fit_together, is_log_sound, lasting_files
from index.storage.locks import writable
from index.storage.seals import is_broken, is_sealed, seal, unseal

if TYPE_CHECKING:
    from pathlib import Path

FIRST = 1
READY = "ready"
GENERATION = "generation"
_DAMAGED = "damaged"
_RESCUE = "chroma-rescue"
_FOLDER_NAME = re.compile(r"chroma(?:-(\d+))?")
_COLLECTION_NAME = re.compile(r"articles(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Glance:
    """What tells whether what is open is still how things are: which edition, its file, its generation."""

    number: int
    file: int
    generation: int
    is_damaged: bool = False


class Editions(Protocol):
    """What the store asks of either kind."""

    def numbers(self) -> dict[int, bool]:
        """Number -> whether it is ready, of all that there are."""

    def glance(self, opened: Chroma, seen: Glance, number: int | None) -> Glance:
        """How the edition of a number is, else the one that serves; ``opened`` is the one last ``seen``."""

    def open(self, number: int) -> Chroma:
        """Open one, or create it when there is none."""

    def mark_ready(self, number: int) -> None:
        """From now on it serves, unless a higher one does."""

    def drop(self, number: int) -> None:
        """Delete it."""

    def file_number(self, number: int) -> int:
        """What tells its file from one put in its place; 0 if there is none, and always on a server."""

    def is_damaged(self, number: int) -> bool:
        """Whether somebody met broken files in it."""

    def mark_damaged(self, number: int) -> None:
        """Have it recovered when it is next opened."""

    def seal(self, number: int) -> None:
        """Say that its files are whole as they are now."""

    def unseal(self, number: int) -> None:
        """Its files are about to change."""

    def is_sealed(self, number: int) -> bool:
        """Whether its files were said to be whole since they last changed."""


def editions_of(folder: Path, url: str | None) -> Editions:
    """The editions in a folder; with a ``url``, those on the server."""
    return FolderEditions(folder) if url is None else ServerEditions(url)


def serving(editions: Editions) -> int:
    """The edition that serves; the first if there is none yet."""
    return max((number for number, ready in editions.numbers().items() if ready), default=FIRST)


def unfinished(editions: Editions) -> list[int]:
    """Those that a builder has left, newest first."""
    there, current = editions.numbers(), serving(editions)
    return sorted((number for number in there if number > current), reverse=True)


def drop_older(editions: Editions) -> None:
    """Delete those that an edition now serving has replaced."""
    current = serving(editions)
    for number in editions.numbers():
        if number < current:
            editions.drop(number)


class FolderEditions:
    """Editions in an index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def numbers(self) -> dict[int, bool]:
        """Number -> whether it is ready, of all that there are."""
        if not self.folder.is_dir():
            return {}
        names = (_FOLDER_NAME.fullmatch(path.name) for path in self.folder.iterdir())
        found = [int(name[1] or FIRST) for name in names if name]
        return {number: number == FIRST or (self.path(number) / READY).exists() for number in found}

    def glance(self, opened: Chroma, seen: Glance, number: int | None) -> Glance:
        """How an edition is: names of files, and one row of what is open, if it is of that one."""
        number = number or serving(self)
        file = self.file_number(number)
        if (number, file) != (seen.number, seen.file):
            return Glance(number, file, seen.generation)
        generation = int(opened.metadata().get(GENERATION, 0))
        return Glance(number, file, generation, self.is_damaged(number))

    def open(self, number: int) -> Chroma:
        """Open one, or create it when there is none."""
        path = self.path(number)
        is_whole = not self.is_damaged(number) and fit_together(path) and not is_broken(path)
        if not is_whole or not is_log_sound(path):
            raise StoreDamaged(f"{path}: the index is damaged; run `hemeroteca sync`, which mends it")
        return open_folder(path)

    def mark_ready(self, number: int) -> None:
        """From now on it serves, unless a higher one does."""
        with writable(self.folder):
            (self.path(number) / READY).touch()

    def drop(self, number: int) -> None:
        """Delete it."""
        shutil.rmtree(self.path(number), ignore_errors=True)

    def file_number(self, number: int) -> int:
        """What tells its file from one put in its place; 0 if there is none."""
        try:
            return (self.path(number) / DATABASE).stat().st_ino
        except FileNotFoundError:
            return 0

    def path(self, number: int) -> Path:
        """The folder of an edition."""
        return self.folder / ("chroma" if number == FIRST else f"chroma-{number}")

    def is_damaged(self, number: int) -> bool:
        """Whether somebody met broken files in it."""
        return (self.path(number) / _DAMAGED).exists()

    def mark_damaged(self, number: int) -> None:
        """Have it recovered when it is next opened."""
        # One that is no longer there needs no mending.
        with writable(self.folder), suppress(FileNotFoundError):
            (self.path(number) / _DAMAGED).touch()

    def seal(self, number: int) -> None:
        """Say that its files are whole as they are now."""
        with writable(self.folder):
            seal(self.path(number), lasting_files(self.path(number)))

    def unseal(self, number: int) -> None:
        """Its files are about to change."""
        with writable(self.folder):
            unseal(self.path(number))

    def is_sealed(self, number: int) -> bool:
        """Whether its files were said to be whole since they last changed."""
        return is_sealed(self.path(number))

    def rescue_copy(self, number: int) -> Path:
        """A copy of an edition without its vectors' files: Chroma then reads out all but the vectors."""
        copy = self.folder / _RESCUE
        self.forget_rescue_copy()
        copy.mkdir()
        copy_database(self.path(number), copy)
        return copy

    def forget_rescue_copy(self) -> None:
        """Delete it, if there is one."""
        shutil.rmtree(self.folder / _RESCUE, ignore_errors=True)


class ServerEditions:
    """Editions on a Chroma server."""

    def __init__(self, url: str) -> None:
        self._place, self._client = connect_server(url)

    def numbers(self) -> dict[int, bool]:
        """Number -> whether it is ready, of all that there are."""
        return _readiness(self._written())

    def glance(self, opened: Chroma, seen: Glance, number: int | None) -> Glance:  # noqa: ARG002  (the server knows)
        """How an edition is, in one request."""
        written = self._written()
        ready = (each for each, is_ready in _readiness(written).items() if is_ready)
        number = number or max(ready, default=FIRST)
        return Glance(number, 0, int(written.get(number, {}).get(GENERATION, 0)))

    def _written(self) -> dict[int, dict[str, Any]]:
        """Number -> what is written on the edition's collection of articles, of all that there are."""
        collections: Any = self._place.ask(self._client.list_collections)
        names = ((_COLLECTION_NAME.fullmatch(each.name), each.metadata or {}) for each in collections)
        return {int(name[1] or FIRST): dict(metadata) for name, metadata in names if name}

    def open(self, number: int) -> Chroma:
        """Open one, or create it when there is none."""
        return Chroma(self._place, self._client, ending=_ending(number))

    def mark_ready(self, number: int) -> None:
        """From now on it serves, unless a higher one does."""
        chroma = self.open(number)
        chroma.set_metadata({**chroma.metadata(), READY: True})

    def drop(self, number: int) -> None:
        """Delete it; by the collection of articles it is known, so that goes last."""
        there = {each.name for each in self._place.ask(self._client.list_collections)}
        for name in (f"passages{_ending(number)}", f"articles{_ending(number)}"):
            if name in there:
                self._place.ask(lambda name=name: self._client.delete_collection(name))  # type: ignore[misc]

    def file_number(self, number: int) -> int:  # noqa: ARG002  (there are files to look at in a folder only)
        """Always 0."""
        return 0

    def is_damaged(self, number: int) -> bool:  # noqa: ARG002
        """Never: what is on the server's disk is the server's."""
        return False

    def mark_damaged(self, number: int) -> None:
        """See ``is_damaged``."""

    def seal(self, number: int) -> None:
        """See ``is_damaged``."""

    def unseal(self, number: int) -> None:
        """See ``is_damaged``."""

    def is_sealed(self, number: int) -> bool:  # noqa: ARG002
        """There is nothing to seal."""
        return True


def _readiness(written: dict[int, dict[str, Any]]) -> dict[int, bool]:
    return {number: number == FIRST or bool(metadata.get(READY)) for number, metadata in written.items()}


def _ending(number: int) -> str:
    return "" if number == FIRST else f"-{number}"
