"""An index and a folder of articles -> whether the index is of that folder, which it remembers.

An index of one folder that is asked to follow another would lose all that it has of the
first. So it does that only where nothing would be lost: the other folder has most of the
articles, as one that was moved or copied does, or the first is no longer there.
"""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import StoreOfOtherFolder
from index.storage.stamp import FOLDER, MACHINE

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        StoreOfOtherFolder: it is of another, that is still there, and would lose most of it.
    """
    with store.changing() as view:
        said = view.chroma.metadata()
    home, stored = said.get(FOLDER), store.digests()
    if home is None or not stored or _is_same(Path(home), folder):
        return
    # What is not on this machine may well be on the one that said it.
    if said.get(MACHINE) == platform.node() and not Path(home).is_dir():
        return
    here = {source.digest for source in found}
    if sum(digest in here for digest in stored.values()) >= _MOST * len(stored):
        return
    raise StoreOfOtherFolder(
        f"{folder}: the index {store.folder} is of another folder, {home}; name another index with --index, "
        "or let this one forget that folder with `hemeroteca sync --switch-folder`"
    )


def settle(folder: Path, store: Store) -> None:
    """Remember that the index is of this folder."""
    here = {FOLDER: str(folder.resolve()), MACHINE: platform.node()}
    with store.changing() as view:
        said = view.chroma.metadata()
        if said | here != said:
            view.chroma.set_metadata(said | here)


def forget(store: Store) -> None:
    """Let the next sync follow whatever folder it is given."""
    with store.changing() as view:
        said = view.chroma.metadata()
        view.chroma.set_metadata({name: value for name, value in said.items() if name != FOLDER})


def _is_same(home: Path, folder: Path) -> bool:
    try:
        return home == folder.resolve() or home.samefile(folder)
    except OSError:
        return False
