"""Token ids of a few texts, end to end -> what BERT's last layer says of each, in one precision and thread.

All layers but attention see one long row of tokens, and attention looks at each text by itself; so
nothing is computed that is thrown away, and what comes of a text does not depend on the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import gelu, linear, normalize, scaled_dot_product_attention

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import nn

    from index.encoder.bert import Bert

# Fast attention looks at a text with the tokens behind it that make its length one of few.
TEXT_STEP = 16
# PyTorch keeps two megabytes for every size of product that it has met, for good: let there be few sizes,
# the more of them the shorter the rows, of which rounding up wastes most.
LONG_ROW_STEP, SHORT_ROW_STEP = 128, 32

T = TypeVar("T")
# Softmax attention inside each text: queries, keys and values [tokens, 3 x hidden], the texts' lengths
# and the number of heads -> [tokens, hidden].
Attention = Callable[[Tensor, Sequence[int], int], Tensor]


class PackedLayers:
    """An encoder's layers in the precision they are computed in. Safe to share between threads.

    With ``exact_attention`` its scores stay in float32. ``change`` makes of a layer, given with its
    number, another: they are taken one by one, so that there are never two encoders in memory. Without
    it the layers are copied when first used: who only asks has no need of those that embed passages.
    In half precision rows are made a multiple of ``row_step`` tokens long.
    """

    def __init__(
        self,
        model: Bert,
        *,
        precision: torch.dtype,
        exact_attention: bool = False,
        row_step: int = LONG_ROW_STEP,
        change: Callable[[int, nn.Module], nn.Module] | None = None,
    ) -> None:
        self.dimension = model.shape.hidden
        self._model = model
        self._precision = precision
        self._attend = _attend_exactly if exact_attention else _attend_fast
        # Products in float32 leave nothing behind.
        self._step = row_step if precision is torch.bfloat16 else 1
        self._spare = 0 if exact_attention else TEXT_STEP - 1
        self._copying = Lock()
        self._layers = [self._copy(change(*each)) for each in enumerate(self._bare)] if change else []

    @torch.inference_mode()
    def run(self, texts: Sequence[Sequence[int]], finish: Callable[[Tensor], T]) -> list[T]:
        """What ``finish`` makes of each text's last layer, float32 [tokens, hidden], in their order.

        All are computed as one row, by the thread that asks.
        """
        # What is copied here becomes the model's own: tensors of inference mode are of no use outside it.
        with self._copying, torch.inference_mode(mode=False), torch.no_grad():
            if not self._layers:
                self._layers = [self._copy(layer) for layer in self._bare]
        lengths = [len(text) for text in texts]
        used = sum(lengths)
        ids, places = np.zeros((2, _round_up(used + self._spare, self._step)), dtype=np.int64)
        ids[:used] = np.concatenate(texts)
        places[:used] = np.concatenate([np.arange(length) for length in lengths])
        hidden: Tensor = self._model.embeddings(torch.from_numpy(ids), torch.from_numpy(places))
        for layer in self._layers:
            hidden = layer.forward(hidden, lengths)
        return [finish(text) for text in torch.split(hidden[:used], lengths)]

    @property
    def _bare(self) -> nn.ModuleList:
        return cast("nn.ModuleList", self._model.encoder["layer"])

    def _copy(self, layer: nn.Module) -> _Layer:
        return _Layer.of(layer, self._attend, self._model.shape.heads, self._precision)


def unit_mean(states: Tensor) -> NDArray[np.float32]:
    """The mean of a text's tokens [tokens, hidden], made of unit length: float32 [hidden]."""
    vector: NDArray[np.float32] = normalize(states.mean(dim=0), dim=0).numpy()
    return vector


@dataclass(frozen=True, slots=True)
class _Dense:
    """A linear layer in some precision."""

    weight: Tensor
    bias: Tensor

    @classmethod
    def of(cls, *layers: nn.Linear, precision: torch.dtype) -> _Dense:
        """Layers with the same input, as one whose outputs stand side by side."""
        if len(layers) == 1:
            return cls(layers[0].weight.to(precision), layers[0].bias.to(precision))
        return cls(_joined(layers, precision), torch.cat([layer.bias.to(precision) for layer in layers]))

    def __call__(self, values: Tensor) -> Tensor:
        return linear(values.to(self.weight.dtype), self.weight, self.bias)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One of BERT's layers over packed texts: float32 [tokens, hidden] -> the same shape.

    Products are in the precision of the weights; sums along the layers, norms and
    softmax are in float32, as under PyTorch's autocast.
    """

    attend: Attention
    heads: int
    attended: _Dense
    attention_output: _Dense
    attention_norm: nn.LayerNorm
    up: _Dense
    down: _Dense
    norm: nn.LayerNorm

    @classmethod
    def of(cls, layer: Any, attend: Attention, heads: int, precision: torch.dtype) -> _Layer:
        own = layer.attention.self
        return cls(
            attend,
            heads,
            _Dense.of(own.query, own.key, own.value, precision=precision),
            _Dense.of(layer.attention.output.dense, precision=precision),
            layer.attention.output.LayerNorm,
            _Dense.of(layer.intermediate.dense, precision=precision),
            _Dense.of(layer.output.dense, precision=precision),
            layer.output.LayerNorm,
        )

    def forward(self, hidden: Tensor, lengths: Sequence[int]) -> Tensor:
        mixed = self.attend(self.attended(hidden), lengths, self.heads)
        hidden = self.attention_norm(self.attention_output(mixed) + hidden)
        normed: Tensor = self.norm(self.down(gelu(self.up(hidden))) + hidden)
        return normed


def _joined(layers: Sequence[nn.Linear], precision: torch.dtype) -> Tensor:
    """The weights of some layers as one matrix [outputs of all, inputs].

    In the precision that they are in it becomes theirs, each a part of it, for there to be but one.
    """
    weights = [layer.weight.detach() for layer in layers]
    first = weights[0]
    size = first.numel() * first.element_size()
    if first.dtype is precision and all(
        weight.shape == first.shape
        and weight.is_contiguous()
        and weight.data_ptr() == first.data_ptr() + size * place
        for place, weight in enumerate(weights)
    ):
        return first.as_strided((len(weights) * first.shape[0], first.shape[1]), first.stride())
    whole = torch.cat([weight.to(precision) for weight in weights])
    if first.dtype is precision:
        for layer, part in zip(layers, torch.split(whole, [len(weight) for weight in weights]), strict=True):
            layer.weight.data = part
    return whole


def _attend_fast(attended: Tensor, lengths: Sequence[int], heads: int) -> Tensor:
    """Attention by two products: how passages are embedded.

    A text is taken with the few tokens behind it that make its length one of few, and these are
    masked. Two small products with the softmax between are twice as fast on a CPU as PyTorch's
    fused attention, but round the scores to the precision of the products.
    """
    width = attended.shape[1] // 3
    mixed = attended.new_zeros(len(attended), width)
    start = 0
    for length in lengths:
        taken = attended[start : start + _round_up(length, TEXT_STEP)]
        query, key, value = taken.view(len(taken), 3, heads, -1).permute(1, 2, 0, 3).contiguous()
        likeness = torch.bmm(query, key.transpose(1, 2)).float().mul_(query.shape[-1] ** -0.5)
        likeness[:, :, length:] = -torch.inf
        weighed = torch.bmm(likeness.softmax(dim=-1).to(value.dtype), value)
        mixed[start : start + length] = weighed.transpose(0, 1).reshape(len(taken), width)[:length]
        start += length
    return mixed


def _attend_exactly(attended: Tensor, lengths: Sequence[int], heads: int) -> Tensor:
    """Attention by PyTorch's fused kernel, which keeps the scores in float32: how the reader reads.

    What goes in is float32 as well, which a CPU gets through a tenth faster than bfloat16.
    """
    mixed = attended.new_zeros(len(attended), attended.shape[1] // 3)
    start = 0
    for length in lengths:
        taken = attended[start : start + length].float().view(1, length, 3, heads, -1)
        weighed = scaled_dot_product_attention(*taken.permute(2, 0, 3, 1, 4))
        mixed[start : start + length] = weighed[0].transpose(0, 1).reshape(length, -1)
        start += length
    return mixed


def _round_up(count: int, step: int) -> int:
    return -(-count // step) * step
