"""The vectors in a Chroma database -> whether its files of them fit together, and those in its log are sound.

Chroma does not look: it crashes, hangs for ever, or finds the wrong passages.

The layout is that of hnswlib as Chroma 1.5 has it: a header of 100 bytes, and in files of
their own a row an element (its neighbours, vector and label), the elements' lengths
(float32), and of each the size of its upper links and these links. Which label has which
id is in a pickle of Chroma's own.
"""

from __future__ import annotations

import pickle
import struct
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np

from index.storage.apart import logged_vectors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_HEADER = struct.Struct("<iQQQQQQ")
_HEADER_BYTES = 100
_VERSION = 1
_SIZE = struct.Struct("<I")
# Where it is, Chroma has put vectors into the files beside it, and changes these only when it is written to.
_SIGN = "index_metadata.pickle"
# What bytes that are none may bring about.
_NO_PICKLE = (
    pickle.UnpicklingError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    MemoryError,
)
_SLACK = 0.01


class _Header(NamedTuple):
    """Its fields; the last two are places in a row, which begins with how many neighbours follow."""

    version: int
    level_0: int
    room: int
    elements: int
    row_bytes: int
    label_at: int
    vector_at: int

    @property
    def row(self) -> np.dtype[Any]:
        """What a row holds, without its vector."""
        return np.dtype(
            {
                "names": ["count", "is_deleted", "neighbours", "label"],
                "formats": ["<u2", "u1", ("<u4", (self.vector_at // 4 - 1,)), "<u8"],
                "offsets": [0, 2, 4, self.label_at],
                "itemsize": self.row_bytes,
            }
        )


def fit_together(database: Path) -> bool:
    """Whether the files of vectors say the same of each other; True of another version's.

    They do not where a kill came between them, or a copy or restore left some of one day
    beside some of another.
    """
    return all(_fit(header) for header in database.glob("*/header.bin"))


def _fit(header: Path) -> bool:
    said = header.read_bytes()
    if len(said) != _HEADER_BYTES:
        return False
    fields = _Header._make(_HEADER.unpack_from(said))
    if fields.version != _VERSION:
        return True
    try:
        rows, lengths = (header.with_name(name).stat().st_size for name in ("data_level0.bin", "length.bin"))
        links = header.with_name("link_lists.bin").read_bytes()
    except OSError:
        return False
    if rows < fields.elements * fields.row_bytes or lengths < 4 * fields.elements:
        return False
    return _has_links(links, fields.elements) and _has_rows(header, fields)


def _has_links(links: bytes, elements: int) -> bool:
    """Whether there are the links of so many elements, and nothing else."""
    place = 0
    for _ in range(elements):
        if place + _SIZE.size > len(links):
            return False
        place += _SIZE.size + _SIZE.unpack_from(links, place)[0]
    return place == len(links)


def _has_rows(header: Path, fields: _Header) -> bool:
    """Whether the neighbours of all elements are there, and those not deleted are the ones that have ids."""
    try:
        rows = _rows(header.with_name("data_level0.bin"), fields)
    except (ValueError, TypeError, OverflowError):
        return False  # no rows are of such a form
    counts, neighbours = rows["count"], rows["neighbours"]
    room = neighbours.shape[1]
    is_neighbour = np.arange(room) < counts[:, None]
    if (counts > room).any() or (neighbours[is_neighbour] >= fields.elements).any():
        return False
    there = np.sort(rows["label"][(rows["is_deleted"] & 1) == 0])
    named = _named_labels(header.with_name(_SIGN))
    return named is None or np.array_equal(named, there)


def _rows(file: Path, fields: _Header) -> NDArray[Any]:
    if not fields.elements:  # of nothing there is no map
        return np.empty(0, fields.row)
    return np.memmap(file, fields.row, mode="r", shape=(fields.elements,))


def _named_labels(sign: Path) -> NDArray[np.uint64] | None:
    """The labels that have ids, in order; None where nothing says which.

    Chroma 1.5 writes numbers, texts and what holds them. What is anything else, a pickle that
    names a class among them, names no label, which is damage: whoever wrote it, Chroma did not,
    and what there is to mend it from is not in these files.
    """
    if not sign.exists():
        return None
    try:
        with sign.open("rb") as opened:
            said = _Plain(opened).load()
        named = said.get("id_to_label")
        return None if named is None else np.sort(np.fromiter(named.values(), np.uint64, len(named)))
    except _NO_PICKLE:
        return np.empty(0, np.uint64)


class _Plain(pickle.Unpickler):
    """Reads numbers, texts and what holds them; what a pickle names is neither imported nor run."""

    def find_class(self, module_name: str, global_name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} has no place here")


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
