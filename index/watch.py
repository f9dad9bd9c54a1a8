"""A folder -> a call each time that its articles have changed and come to rest."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from index.errors import SeedsFolderMissing
from index.readers import is_article, is_container

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path

_REST_SECONDS = 0.3
_LONGEST_WAIT_SECONDS = 5.0
_LOOK_MILLISECONDS = 50
_TICK_MILLISECONDS = 500
# Some file systems (network drives, folders shared with a container) tell of no change.
_TICKS_BETWEEN_LOOKS = 20


Look = frozenset[tuple[str, int, int, int]]


def watch(
    folder: Path, on_change: Callable[[], bool | None], stop: threading.Event, *, since: Look | None = None
) -> None:
    """Call ``on_change`` after every change to the folder's articles, until ``stop`` is set.

    Changes that come together make one call, and a file that is still being written is
    waited for: sizes and times must have rested for a moment. What changes during a call
    makes another. A call that returns False could not do all: there is another at the next
    look, in ten seconds, whatever that shows. What differs ``since`` a former look is a
    change too; without one, the folder is taken as it is.

    Raises:
        SeedsFolderMissing: there is no such folder, or it has been taken away.
    """
    if not folder.is_dir():
        raise SeedsFolderMissing(f"{folder}: no such folder; create it, or name another with --seeds")
    seen = look(folder) if since is None else since
    while not stop.is_set():
        # Anew for a folder that another took the place of: nothing is told of the one that was there.
        seen = _watch_one(folder, on_change, stop, seen)


def _watch_one(folder: Path, on_change: Callable[[], bool | None], stop: threading.Event, seen: Look) -> Look:
    """Watch until ``stop``, or until there is another folder in the place of this one; its last look."""
    number, is_owed = _number(folder), False
    for tick, events in enumerate(_told_of(folder, stop)):
        if _number(folder) != number:
            break
        # The first time it looks whatever was told: a change may have come before the watch began.
        if (events or tick % _TICKS_BETWEEN_LOOKS == 0) and (is_owed or look(folder) != seen):
            seen = wait_for_rest(folder, stop)
            is_owed = not stop.is_set() and on_change() is False
    return seen


def _told_of(folder: Path, stop: threading.Event) -> Iterator[set[Any]]:
    """What the system tells of a folder, and nothing each time that it has told nothing for a tick."""
    from watchfiles import watch as changes

    try:
        yield from changes(
            folder,
            watch_filter=None,
            stop_event=stop,
            step=_LOOK_MILLISECONDS,
            rust_timeout=_TICK_MILLISECONDS,
            yield_on_timeout=True,
        )
    except FileNotFoundError as error:
        # Taken away just before the watch began; what has gone from within it is nothing.
        if not folder.is_dir():
            raise _taken_away(folder) from error


def _number(folder: Path) -> int:
    """What tells a folder from another in its place."""
    try:
        return folder.stat().st_ino
    except FileNotFoundError as error:
        raise _taken_away(folder) from error


def _taken_away(folder: Path) -> SeedsFolderMissing:
    return SeedsFolderMissing(f"{folder}: the folder has been taken away; put it back")


def look(folder: Path) -> Look:
    """Name, size and times (nanoseconds) of every article file under a folder; reads none of them.

    The second time is that of its last change of any sort: to let a file be read changes no other.
    """
    found = set()
    within = len(os.path.join(folder, ""))  # noqa: PTH118 (of «.» they are «./a.txt»)
    places = [str(folder)]
    while places:
        # What has gone since it was seen is not there.
        with suppress(OSError), os.scandir(places.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if not entry.name.startswith(".") and not entry.is_symlink():
                        places.append(entry.path)
                elif is_article(entry.path[within:]) or is_container(entry.path[within:]):
                    with suppress(OSError):
                        about = entry.stat()
                        found.add((entry.path, about.st_size, about.st_mtime_ns, about.st_ctime_ns))
    return frozenset(found)


def wait_for_rest(folder: Path, stop: threading.Event) -> Look:
    """How the folder looks once it has looked the same for a moment, or after the longest wait (5 s)."""
    seen = look(folder)
    for _ in range(round(_LONGEST_WAIT_SECONDS / _REST_SECONDS)):
        if stop.wait(_REST_SECONDS):
            break
        before, seen = seen, look(folder)
        if seen == before:
            break
    return seen
