"""An index of one folder of articles -> whether it may follow another; it remembers which folder is its own.

It would lose all that it has of the first. So it does that only where that folder is no
longer there, or where index and folder were copied together: then the other has most of
the articles, and lies where the first lay from the index.
"""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import StoreOfOtherFolder
from index.storage.private import original_of
from index.storage.stamp import FOLDER, MACHINE, WAY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from index.article import Source
    from index.store import Store

_MOST = 0.5


def folder_of(store: Store) -> str | None:
    """The folder whose articles an index holds; None if that was never said."""
    with store.changing() as view:
        return view.chroma.metadata().get(FOLDER)


def require_home(folder: Path, store: Store, found: Iterable[Source]) -> None:
    """Nothing, if the index may follow the folder, in which these articles were found.

    Raises:
        StoreOfOtherFolder: it is of another, that is still there or may be on another machine.
    """
    with store.changing() as view:
        said = view.chroma.metadata()
    home, stored = said.get(FOLDER), store.digests()
    if home is None or not stored or _is_same(Path(home), folder):
        return
    is_there = Path(home).is_dir()
    if not is_there and said.get(MACHINE) == platform.node():
        return
    # What is not on this machine may well be on the one that said it.
    if not is_there or _came_along(folder, store, said):
        here = {source.digest for source in found}
        if sum(digest in here for digest in stored.values()) >= _MOST * len(stored):
            return
    raise StoreOfOtherFolder(
        f"{folder}: the index {store.folder} is of another folder, {home}; name another index with --index, "
        "or let this one forget that folder with `hemeroteca sync --switch-folder`"
    )


def has_left(folder: Path, store: Store) -> bool:
    """Whether an index that was of the folder has gone over to another one on this machine."""
    with store.changing() as view:
        said = view.chroma.metadata()
    return said.get(MACHINE) == platform.node() and not _is_same(Path(said.get(FOLDER, folder)), folder)


def settle(folder: Path, store: Store) -> None:
    """Remember that the index is of this folder."""
    here = {FOLDER: str(folder.resolve()), MACHINE: platform.node()}
    if not store.is_on_server:
        here[WAY] = _way(store, folder)
    with store.changing() as view:
        said = view.chroma.metadata()
        if said | here != said:
            view.chroma.set_metadata(said | here)


def _came_along(folder: Path, store: Store, said: dict[str, Any]) -> bool:
    """Whether the folder lies from the index as its own did, which is elsewhere: both were copied."""
    way = None if store.is_on_server else said.get(WAY)
    return way is not None and _is_same(original_of(store.folder).resolve() / way, folder)


def _way(store: Store, folder: Path) -> str:
    """How to get to the folder from the index."""
    try:
        return os.path.relpath(folder.resolve(), original_of(store.folder).resolve())
    except ValueError:  # on another drive
        return str(folder.resolve())


def _is_same(home: Path, folder: Path) -> bool:
    try:
        return home == folder.resolve() or home.samefile(folder)
    except OSError:
        return False
