"""A folder -> a call each time that its articles have changed and come to rest."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SeedsFolderMissing
from index.readers import is_article

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

_REST_SECONDS = 0.3
_LONGEST_WAIT_SECONDS = 5.0
_LOOK_MILLISECONDS = 50
_TICK_MILLISECONDS = 500


Look = frozenset[tuple[str, int, int]]


def watch(
    folder: Path, on_change: Callable[[], None], stop: threading.Event, *, since: Look | None = None
) -> None:
    """Call ``on_change`` after every change to the folder's articles, until ``stop`` is set.

    Changes that come together make one call, and a file that is still being written is
    waited for: sizes and times must have rested for a moment. What changes during a call
    makes another. What differs ``since`` a former look is a change too; without one, the
    folder is taken as it is.

    Raises:
        SeedsFolderMissing: there is no such folder, or it has been taken away.
    """
    from watchfiles import watch as changes

    if not folder.is_dir():
        raise SeedsFolderMissing(f"{folder}: no such folder; create it, or name another with --seeds")
    seen, is_first = look(folder) if since is None else since, True
    for events in changes(
        folder,
        watch_filter=None,
        stop_event=stop,
        step=_LOOK_MILLISECONDS,
        rust_timeout=_TICK_MILLISECONDS,
        yield_on_timeout=True,
    ):
        if not folder.is_dir():
            raise SeedsFolderMissing(f"{folder}: the folder has been taken away; put it back")
        # The first time it looks whatever was told: a change may have come before the watch began.
        if (events or is_first) and look(folder) != seen:
            seen = _wait_for_rest(folder, stop)
            if not stop.is_set():
                on_change()
        is_first = False


def look(folder: Path) -> Look:
    """Name, size and time (nanoseconds) of every article file under a folder; reads none of them."""
    found = set()
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if is_article(path.relative_to(folder).as_posix()):
                try:
                    about = path.stat()
                except OSError:
                    continue
                found.add((str(path), about.st_size, about.st_mtime_ns))
    return frozenset(found)


def _wait_for_rest(folder: Path, stop: threading.Event) -> Look:
    """How the folder looks once it has looked the same for a while, or after the longest wait."""
    seen = look(folder)
    for _ in range(round(_LONGEST_WAIT_SECONDS / _REST_SECONDS)):
        if stop.wait(_REST_SECONDS):
            break
        before, seen = seen, look(folder)
        if seen == before:
            break
    return seen
