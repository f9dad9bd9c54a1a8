"""Waiting for what happens elsewhere, in a thread or a process, and files that come whole."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from index.watch import look

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.watch import Look

_LOOK_SECONDS = 0.02


def wait_until(is_so: Callable[[], object], *, seconds: float = 120) -> None:
    """Return when it is so; what never comes fails. The time is for a machine that stands still a while."""
    latest = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < latest, "it did not happen"
        time.sleep(_LOOK_SECONDS)


def write_whole(file: Path, text: str) -> None:
    """Write a file so that nobody ever sees it empty or in part."""
    partial = file.with_name(f".{file.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(file)


def look_that_grows(file: Path, text: str, *, times: int) -> Callable[[Path], Look]:
    """A look that leaves a file so many times longer: however long it takes, it has grown between two."""
    left, writing = [text] * times, threading.Lock()

    def look_and_grow(folder: Path) -> Look:
        with writing:
            found = look(folder)
            # Those who watch for other tests go on looking, at folders of their own.
            if folder == file.parent and left and file.exists():
                with file.open("a", encoding="utf-8") as growing:
                    growing.write(left.pop())
        return found

    return look_and_grow
