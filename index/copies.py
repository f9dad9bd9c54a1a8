"""Files of the same content -> one source with several paths."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.dateline import date_in_name
from index.readers import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.article import Source

# What the systems' file managers call a copy.
_SAYS_COPY = re.compile(r"^copia de |^copy of |[ -]cop(?:ia|y)(?: ?\(?\d+\)?)?$| \(\d+\)$", re.IGNORECASE)


def gather(found: Iterable[Source]) -> list[Source]:
    """The sources, in path order, those of one digest as one with the other paths for its ``copies``.

    Of several paths the article is known by one that says a date, then by one that does not
    say that it is a copy, then by the shortest, then by the first in order: «nota.txt», not
    «nota (1).txt» nor «Copia de nota.txt». Files that are read in
    different ways, by their suffixes, stay apart, and so does what has no digest.
    """
    alike: dict[tuple[str, str], list[Source]] = {}
    for source in found:
        alike.setdefault((source.digest, _reading(source)), []).append(source)
    gathered = []
    for sources in alike.values():
        first, *others = sorted(sources, key=_precedence) if len(sources) > 1 else sources
        gathered.append(replace(first, copies=tuple(sorted(other.path for other in others))))
    return sorted(gathered, key=lambda source: source.path)


def _reading(source: Source) -> str:
    """What the same bytes must share to say the same."""
    if not source.digest:
        return source.path
    return "row" if file_of(source.path) != source.path else source.path.rpartition(".")[2].lower()


def _precedence(source: Source) -> tuple[bool, bool, int, str]:
    says_copy = _SAYS_COPY.search(PurePosixPath(source.path).stem) is not None
    return date_in_name(source.path) is None, says_copy, len(source.path), source.path
