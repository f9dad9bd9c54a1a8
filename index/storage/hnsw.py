"""The vectors in a Chroma database -> whether its files of them fit together, and those in its log are sound.

Chroma does not look: it crashes, or finds the wrong passages.

The layout is that of hnswlib as Chroma 1.5 has it: a header of 100 bytes, and in files of
their own a row an element, the elements' lengths (float32), and of each the size of its
upper links and these links.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from index.storage.apart import logged_vectors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Version, offset of level 0, room for elements, elements, bytes an element.
_HEADER = struct.Struct("<iQQQQ")
_HEADER_BYTES = 100
_VERSION = 1
_SIZE = struct.Struct("<I")
# Where it is, Chroma has put vectors into the files beside it, and changes these only when it is written to.
_SIGN = "index_metadata.pickle"
_SLACK = 0.01


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


def lasting_files(database: Path) -> Iterator[Path]:
    """The files of vectors that stay as they are while nobody writes to the database."""
    for sign in database.glob(f"*/{_SIGN}"):
        yield from sign.parent.iterdir()


def is_log_sound(database: Path) -> bool:
    """Whether what Chroma has not put into these files yet are unit vectors; True where there is no log."""
    return all(
        len(blob) % 4 == 0 and is_unit(np.frombuffer(blob, dtype="<f4")) for blob in logged_vectors(database)
    )


def is_unit(vector: np.ndarray) -> bool:
    """Whether a vector is of unit length, as those that are stored must be; one that is NaN is not."""
    return bool(abs(float(np.linalg.norm(vector.astype(np.float64))) - 1) < _SLACK)
