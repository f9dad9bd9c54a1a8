"""A folder of reader weights in; the encoder's layers turned into the reader's, and its heads, out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from torch import nn

from index.encoder.weights import WEIGHTS_SHA256
from index.errors import ModelFileDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

# Moves whenever the tensors are named or packed otherwise.
FORMAT = 2


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """The tensors of a weights file.

    A matrix of the encoder's layers is there as what is added to it: ``name.change`` int8 [rows, columns],
    in steps of ``name.step`` float16 [rows]. The vectors and the heads are there whole, in float16.
    """

    tensors: dict[str, Tensor]

    def change(self, name: str) -> Tensor:
        """What is added to the matrix, float32 [rows, columns]."""
        return self.tensors[f"{name}.change"].float() * self.tensors[f"{name}.step"].float()[:, None]

    def whole(self, name: str) -> Tensor:
        """A vector or a head, float32."""
        return self.tensors[name].float()


def read_weights(folder: Path) -> ReaderWeights:
    """Read ``reader.json`` and the tensors it vouches for.

    Raises:
        ModelFileDamaged: a file is missing, its bytes are not the ones described, are packed otherwise, or
            are what was added to another encoder.
    """
    try:
        config = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        data = (folder / "reader.safetensors").read_bytes()
        expected = str(config["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelFileDamaged(
            f"{folder}: cannot read the reader's files ({error}); reinstall hemeroteca"
        ) from error
    if config.get("format") != FORMAT:
        raise ModelFileDamaged(
            f"{folder}: reader weights of format {config.get('format')}, and this version reads {FORMAT}; "
            "reinstall hemeroteca, or train the reader anew with `make train-reader`"
        )
    if config.get("encoder_sha256") != WEIGHTS_SHA256:
        raise ModelFileDamaged(
            f"{folder / 'reader.json'}: weights for another encoder than the bundled one; "
            "reinstall hemeroteca, or train the reader anew with `make train-reader`"
        )
    if hashlib.sha256(data).hexdigest() != expected:
        raise ModelFileDamaged(
            f"{folder / 'reader.safetensors'}: not the file that reader.json describes; reinstall hemeroteca"
        )
    try:
        return ReaderWeights(load_tensors(data))
    except SafetensorError as error:
        raise ModelFileDamaged(f"{folder / 'reader.safetensors'}: {error}; reinstall hemeroteca") from error


def change_layers(layers: nn.Module, weights: ReaderWeights, *, within: str = "") -> None:
    """Turn the bundled encoder's layers, where they are, into the reader's.

    ``within`` is what stands before the layers' own names in those of the weights.

    Raises:
        KeyError, RuntimeError: the weights are not for these layers.
    """
    with torch.no_grad():
        for own_name, module in layers.named_modules():
            name = within + own_name
            if isinstance(module, nn.Linear):
                module.weight.add_(weights.change(f"{name}.weight"))
                module.bias.copy_(weights.whole(f"{name}.bias"))
            elif isinstance(module, nn.LayerNorm):
                module.weight.copy_(weights.whole(f"{name}.weight"))
                module.bias.copy_(weights.whole(f"{name}.bias"))
