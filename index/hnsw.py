"""The files of vectors in a Chroma database -> whether they fit together: Chroma does not look, and crashes.

The layout is that of hnswlib as Chroma 1.5 has it: a header of 100 bytes, and in files of
their own a row an element, the elements' lengths (float32), and of each the size of its
upper links and these links.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Version, offset of level 0, room for elements, elements, bytes an element.
_HEADER = struct.Struct("<iQQQQ")
_HEADER_BYTES = 100
_VERSION = 1
_SIZE = struct.Struct("<I")


def fit_together(database: Path) -> bool:
    """Whether the files of vectors hold as much as their headers say; True of another version's."""
    return all(_fit(header) for header in database.glob("*/header.bin"))


def _fit(header: Path) -> bool:
    said = header.read_bytes()
    if len(said) != _HEADER_BYTES:
        return False
    version, _, _, elements, element_bytes = _HEADER.unpack_from(said)
    if version != _VERSION:
        return True
    try:
        rows, lengths = (header.with_name(name).stat().st_size for name in ("data_level0.bin", "length.bin"))
        links = header.with_name("link_lists.bin").read_bytes()
    except OSError:
        return False
    return rows >= elements * element_bytes and lengths >= 4 * elements and _has_links(links, elements)


def _has_links(links: bytes, elements: int) -> bool:
    """Whether there are the links of so many elements, and nothing else."""
    place = 0
    for _ in range(elements):
        if place + _SIZE.size > len(links):
            return False
        place += _SIZE.size + _SIZE.unpack_from(links, place)[0]
    return place == len(links)
