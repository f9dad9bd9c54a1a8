"""Tokenised texts -> their unit vectors, by the bundled encoder, with no padding: how passages are embedded.

The tokens of several texts are laid end to end. All layers but attention see one
long row of them, and attention looks at each text by itself; so nothing is computed
that is thrown away, and a text's vector does not depend on what is embedded with it.
Several such rows are computed at a time, each by one thread: threads that share a
row wait for one another after every product, and most of all on a busy machine.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Barrier, BrokenBarrierError, Lock
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import gelu, linear, normalize

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from torch import nn
    from transformers import BertModel
    from transformers.models.bert.modeling_bert import BertLayer

# Longer rows are no faster, for what is between two layers leaves the core's own cache.
_ROW_TOKENS = 768
# PyTorch keeps two megabytes for every size of product that it has met, for good: let there be few sizes.
_ROW_STEP = 128
_TEXT_STEP = 16
_BEGIN_SECONDS = 30.0


class PackedEncoder:
    """The encoder's layers in the precision they are computed in, and a thread for each core.

    The layers are copied when first used: who only asks has no need of them.
    """

    def __init__(self, model: BertModel, *, precision: torch.dtype) -> None:
        self._model = model
        self._precision = precision
        self._layers: list[_Layer] = []
        self._copying = Lock()
        self._threads = _single_threads(torch.get_num_threads())
        self.dimension: int = model.config.hidden_size

    def embed(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The vectors of texts given as token ids, float32 [texts, dimension], in their order.

        A text's vector is the mean over its tokens, of unit length.
        """
        with self._copying:
            if not self._layers:
                self._layers = [_Layer.of(layer, self._precision) for layer in self._model.encoder.layer]
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        rows = _rows([len(text) for text in texts])
        # What is little is done here, not behind what other callers have in hand.
        spread: Callable[..., Iterator[NDArray[np.float32]]] = self._threads.map if len(rows) > 1 else map
        found = spread(self._embed_row, [[texts[number] for number in row] for row in rows])
        for row, row_vectors in zip(rows, found, strict=True):
            vectors[row] = row_vectors
        return vectors

    @torch.inference_mode()
    def _embed_row(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        lengths = [len(text) for text in texts]
        used = sum(lengths)
        ids, places = np.zeros((2, 1, _round_up(used + _TEXT_STEP - 1, _ROW_STEP)), dtype=np.int64)
        ids[0, :used] = np.concatenate(texts)
        places[0, :used] = np.concatenate([np.arange(length) for length in lengths])
        hidden: Tensor = self._model.embeddings(torch.from_numpy(ids), position_ids=torch.from_numpy(places))[
            0
        ]
        for layer in self._layers:
            hidden = layer.forward(hidden, lengths)
        means = torch.stack([text.mean(dim=0) for text in torch.split(hidden[:used], lengths)])
        vectors: NDArray[np.float32] = normalize(means).numpy()
        return vectors


@dataclass(frozen=True, slots=True)
class _Dense:
    """A linear layer in some precision."""

    weight: Tensor
    bias: Tensor

    @classmethod
    def of(cls, *layers: nn.Linear, precision: torch.dtype) -> _Dense:
        """Layers with the same input, as one whose outputs stand side by side."""
        return cls(
            torch.cat([layer.weight for layer in layers]).to(precision),
            torch.cat([layer.bias for layer in layers]).to(precision),
        )

    def __call__(self, values: Tensor) -> Tensor:
        return linear(values.to(self.weight.dtype), self.weight, self.bias)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One of BERT's layers over packed texts: float32 [tokens, hidden] -> the same shape.

    Products are in the precision of the weights; sums along the layers, norms and
    softmax are in float32, as under PyTorch's autocast.
    """

    heads: int
    attended: _Dense
    attention_output: _Dense
    attention_norm: nn.LayerNorm
    up: _Dense
    down: _Dense
    norm: nn.LayerNorm

    @classmethod
    def of(cls, layer: BertLayer, precision: torch.dtype) -> _Layer:
        own = layer.attention.self
        return cls(
            own.num_attention_heads,
            _Dense.of(own.query, own.key, own.value, precision=precision),
            _Dense.of(layer.attention.output.dense, precision=precision),
            layer.attention.output.LayerNorm,
            _Dense.of(layer.intermediate.dense, precision=precision),
            _Dense.of(layer.output.dense, precision=precision),
            layer.output.LayerNorm,
        )

    def forward(self, hidden: Tensor, lengths: Sequence[int]) -> Tensor:
        mixed = _attend(self.attended(hidden), lengths, self.heads)
        hidden = self.attention_norm(self.attention_output(mixed) + hidden)
        normed: Tensor = self.norm(self.down(gelu(self.up(hidden))) + hidden)
        return normed


def _attend(attended: Tensor, lengths: Sequence[int], heads: int) -> Tensor:
    """Softmax attention inside each text: queries, keys and values [tokens, 3 x hidden] -> [tokens, hidden].

    A text is taken with the few tokens behind it that make its length one of few, and these are
    masked. Two small products with the softmax between are twice as fast on a CPU as PyTorch's
    fused attention.
    """
    width = attended.shape[1] // 3
    mixed = attended.new_zeros(len(attended), width)
    start = 0
    for length in lengths:
        taken = attended[start : start + _round_up(length, _TEXT_STEP)]
        query, key, value = taken.view(len(taken), 3, heads, -1).permute(1, 2, 0, 3).contiguous()
        likeness = torch.bmm(query, key.transpose(1, 2)).float().mul_(query.shape[-1] ** -0.5)
        likeness[:, :, length:] = -torch.inf
        weighed = torch.bmm(likeness.softmax(dim=-1).to(value.dtype), value)
        mixed[start : start + length] = weighed.transpose(0, 1).reshape(len(taken), width)[:length]
        start += length
    return mixed


def _round_up(count: int, step: int) -> int:
    return -(-count // step) * step


def _rows(lengths: Sequence[int]) -> list[list[int]]:
    """The numbers of the texts in rows that are nearly full.

    Each text, the longest first, goes to the first row that has room for it (first fit decreasing).
    """
    rows: list[list[int]] = []
    rooms: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        length = lengths[number]
        place = next((place for place, room in enumerate(rooms) if room >= length), len(rows))
        if place == len(rows):
            rows.append([])
            rooms.append(_ROW_TOKENS - _TEXT_STEP + 1)
        rows[place].append(number)
        rooms[place] -= length
    return rows


def _single_threads(count: int) -> ThreadPoolExecutor:
    """Threads in each of which PyTorch works alone, not with threads of its own.

    Raises:
        ModelUnavailable: the system does not start them.
    """
    begun = Barrier(count + 1)

    def begin() -> None:
        torch.set_num_threads(1)
        with suppress(BrokenBarrierError):  # told by who waits for them all
            begun.wait()

    threads = ThreadPoolExecutor(count, thread_name_prefix="embed", initializer=begin)
    try:
        for _ in range(count):
            threads.submit(int)
        begun.wait(_BEGIN_SECONDS)
    except (RuntimeError, BrokenBarrierError) as error:
        begun.abort()
        threads.shutdown(wait=False)
        raise ModelUnavailable(
            f"the bundled model: the system does not start {count} threads to embed with; close other "
            "programs, or let it use fewer processors with OMP_NUM_THREADS"
        ) from error
    # What was set counts in the thread that set it, but is what threads to come begin with.
    torch.set_num_threads(count)
    return threads
