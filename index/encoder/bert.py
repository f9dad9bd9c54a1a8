"""Sizes and word embeddings in; BERT's tensors, named as in checkpoints, and its first step out.

Transformers has the same model, but to import it takes seconds and 150 MB, and sentence-transformers as
much again: they bring SciPy, pandas and PyTorch's compiler. What runs at every start keeps to PyTorch.
``layers`` computes the layers; ``native`` hands the tensors to Transformers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from index.encoder.weights import BLOCK_BYTES, BLOCK_WEIGHTS, SCALE_BYTES

if TYPE_CHECKING:
    from index.encoder.weights import EncoderShape, Q4Matrix


class Bert(nn.Module):
    """The tensors of a BERT encoder: ``embeddings``, and ``encoder.layer`` with a module for each layer."""

    def __init__(self, shape: EncoderShape, words: nn.Module) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = Embeddings(shape, words)
        layers = nn.ModuleList(_layer(shape) for _ in range(shape.layers))
        self.encoder = nn.ModuleDict({"layer": layers})


class Embeddings(nn.Module):
    """Tokens and their places in the text, int64 of one shape -> float32 [..., hidden]."""

    def __init__(self, shape: EncoderShape, words: nn.Module) -> None:
        super().__init__()
        self.word_embeddings = words
        self.position_embeddings = _embedding(shape.positions, shape.hidden)
        self.token_type_embeddings = _embedding(shape.types, shape.hidden)
        self.LayerNorm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def forward(self, ids: Tensor, places: Tensor) -> Tensor:
        """Look them up; all tokens are of the first type."""
        summed = self.word_embeddings(ids) + self.token_type_embeddings.weight[0]
        normed: Tensor = self.LayerNorm(summed + self.position_embeddings(places))
        return normed


class QuantisedEmbedding(nn.Module):
    """Rows of a Q4_0 matrix, expanded when they are looked up: ids [...] -> float32 [..., dimension]."""

    blocks: Tensor

    def __init__(self, matrix: Q4Matrix, *, rows: int, dimension: int) -> None:
        super().__init__()
        self.num_embeddings = rows
        self.embedding_dim = dimension
        blocks = matrix.blocks.reshape(rows, dimension // BLOCK_WEIGHTS, BLOCK_BYTES)
        self.register_buffer("blocks", torch.from_numpy(blocks), persistent=False)

    def forward(self, ids: Tensor) -> Tensor:
        """Look ids up."""
        blocks = self.blocks[ids]
        scale, nibbles = blocks[..., :SCALE_BYTES].contiguous().view(torch.float16), blocks[..., SCALE_BYTES:]
        values = torch.cat([nibbles & 15, nibbles >> 4], dim=-1).float() - 8
        return (values * scale.float()).flatten(-2)


def _embedding(rows: int, dimension: int) -> nn.Embedding:
    # From a tensor: an embedding that draws its own, where there is no memory to draw it in (the meta
    # device), has PyTorch import its whole compiler for that, 95 MB.
    made: nn.Embedding = nn.Embedding.from_pretrained(torch.empty(rows, dimension))  # type: ignore[no-untyped-call]
    return made


def _layer(shape: EncoderShape) -> nn.ModuleDict:
    def output(width: int) -> nn.ModuleDict:
        norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        return nn.ModuleDict({"dense": nn.Linear(width, shape.hidden), "LayerNorm": norm})

    own = {name: nn.Linear(shape.hidden, shape.hidden) for name in ("query", "key", "value")}
    return nn.ModuleDict(
        {
            "attention": nn.ModuleDict({"self": nn.ModuleDict(own), "output": output(shape.hidden)}),
            "intermediate": nn.ModuleDict({"dense": nn.Linear(shape.hidden, shape.feed_forward)}),
            "output": output(shape.feed_forward),
        }
    )
