"""The encoder in, a trainable reader out: a copy of its layers to be changed, and two heads."""

from __future__ import annotations

import copy
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.reader import MAX_TOKENS, under
from assistant.reader_weights import change_layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transformers import BertModel

    from assistant.reader_weights import ReaderWeights
    from assistant.training.examples import Row, Unit
    from index.encoder.pieces import PieceTokenizer

_ROWS_AT_ONCE = 4096
SHARED_NORM_WEIGHT = 0.5
ANSWERABLE_WEIGHT = 0.4


def blend(begun: dict[str, Tensor], finished: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """The weights between two runs, ``share`` of them those that there were before the second one.

    They are better than either on what neither was trained on (Wortsman et al., 2022: WiSE-FT).
    """
    return {name: torch.lerp(value, begun[name].to(value), share) for name, value in finished.items()}


class _Dropout(nn.Module):
    """Dropout that draws eight of its numbers at a time; drawing them singly takes a tenth of a CPU's time.

    The share left out is rounded to a whole number of 256ths.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        if not 0 <= share < 1:
            raise ValueError(f"dropout {share}: not a share from 0 to below 1")
        self._below = min(round(share * 256), 255)

    def forward(self, hidden: Tensor) -> Tensor:
        """The values left in, raised to make up for the others; out of training, all as they are."""
        if not self.training or not self._below:
            return hidden
        words = torch.empty(hidden.numel() // 8 + 1, dtype=torch.int64, device=hidden.device)
        words.random_(torch.iinfo(words.dtype).min, None)
        kept = words.view(torch.uint8)[: hidden.numel()].view(hidden.shape) >= self._below
        return hidden * kept * (256 / (256 - self._below))


class TrainableReader(nn.Module):
    """A copy of the encoder's layers, a head for spans and one for answerability; embeddings are shared."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.embeddings = encoder.embeddings
        self.encoder = copy.copy(encoder)
        layers = copy.deepcopy(encoder.encoder).requires_grad_(requires_grad=True)
        self.encoder._modules = dict(encoder._modules) | {"encoder": layers}  # noqa: SLF001  (a shallow copy shares it)
        for parameter in self.embeddings.parameters():
            parameter.requires_grad_(requires_grad=False)
        self.spans = nn.Linear(encoder.config.hidden_size, 2)
        self.answerable = nn.Linear(encoder.config.hidden_size, 1)

    def start_from(self, weights: ReaderWeights) -> None:
        """Begin from finished weights instead of the bare encoder, which this must still be."""
        change_layers(self.encoder.encoder, weights)
        with torch.no_grad():
            for name, head in (("spans", self.spans), ("answerable", self.answerable)):
                head.weight.copy_(weights.whole(f"{name}.weight"))
                head.bias.copy_(weights.whole(f"{name}.bias"))

    def freeze(self, layers: int) -> None:
        """Keep the lowest ``layers`` of the encoder as they are; the others and the heads are trained.

        Raises:
            ValueError: it has not so many layers.
        """
        if not 0 <= layers <= len(self.encoder.encoder.layer):
            raise ValueError(f"{layers} layers to freeze, of {len(self.encoder.encoder.layer)}")
        for number, layer in enumerate(self.encoder.encoder.layer):
            layer.requires_grad_(requires_grad=number >= layers)

    def drop_out(self, share: float) -> None:
        """Train with this share left out of what each layer gives that is not frozen; 0 reads all, as in use.

        Attention is never left out: on a CPU that would cost two thirds of the speed.
        """
        self.eval()
        for layer in self.encoder.encoder.layer:
            changes = next(layer.parameters()).requires_grad
            for part in (layer.attention.output, layer.output):
                part.dropout = _Dropout(share if changes else 0.0).train()

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Start logits, end logits [rows, tokens] and answerability logits [rows]."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        with torch.autocast(hidden.device.type, enabled=False):
            hidden = hidden.float()
            start, end = self.spans(hidden).unbind(-1)
            return start, end, self.answerable(hidden[:, 0]).squeeze(-1)

    def trained(self) -> Iterator[tuple[str, nn.Parameter]]:
        """Names and values of what is the reader's own: the layers, frozen ones too, and the heads."""
        shared = {id(parameter) for parameter in self.embeddings.parameters()}
        for name, parameter in self.named_parameters():
            if id(parameter) not in shared:
                yield name.removeprefix("encoder.encoder."), parameter


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids and mask, which tokens may hold an answer, the targets, and the question of each row."""

    ids: Tensor
    mask: Tensor
    allowed: Tensor
    start: Tensor
    end: Tensor
    question: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on another device."""
        return Batch(*(getattr(self, field.name).to(device) for field in fields(self)))


def longest_rows(units: Sequence[Unit], tokenizer: PieceTokenizer) -> list[int]:
    """The tokens of the longest row of each unit."""
    rows = [row for unit in units for row in unit]
    lengths: list[int] = []
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[first : first + _ROWS_AT_ONCE]
        encodings = tokenizer.encode_batch([_read_as(row) for row in some])
        lengths += [min(MAX_TOKENS, len(encoding.ids)) for encoding in encodings]
    left = iter(lengths)
    return [max(next(left) for _ in unit) for unit in units]


def _read_as(row: Row) -> tuple[str, str]:
    return under(row.wording, row.heading, row.window), row.window


def collate(units: list[Unit], tokenizer: PieceTokenizer) -> Batch:
    """Tokenize a batch; an answer cut off by the length limit becomes no answer."""
    rows = [row for unit in units for row in unit]
    encodings = tokenizer.encode_batch([_read_as(row) for row in rows])
    width = min(MAX_TOKENS, max(len(encoding.ids) for encoding in encodings))
    ids = torch.ones(len(rows), width, dtype=torch.long)
    mask, allowed = torch.zeros_like(ids), torch.zeros(len(rows), width, dtype=torch.bool)
    targets = torch.zeros(2, len(rows), dtype=torch.long)
    for number, (row, encoding) in enumerate(zip(rows, encodings, strict=True)):
        length = min(width, len(encoding.ids))
        ids[number, :length] = torch.tensor(encoding.ids[:length])
        mask[number, :length] = 1
        first = encoding.sequence_ids.index(1)
        allowed[number, first : length - 1] = True
        allowed[number, 0] = True
        if row.start < 0:
            continue
        touched = [
            position
            for position in range(first, length - 1)
            if encoding.offsets[position][0] < row.end and row.start < encoding.offsets[position][1]
        ]
        if touched and encoding.offsets[touched[-1]][1] >= row.end:
            targets[:, number] = torch.tensor([touched[0], touched[-1]])
    question = torch.tensor([number for number, unit in enumerate(units) for _ in unit])
    return Batch(ids, mask, allowed, targets[0], targets[1], question)


def loss_of(outputs: tuple[Tensor, Tensor, Tensor], batch: Batch) -> Tensor:
    """Span cross-entropy in each window and over all windows of a question, plus answerability."""
    start, end, answerable = outputs
    answers = batch.start > 0
    total = functional.binary_cross_entropy_with_logits(answerable, answers.float()) * ANSWERABLE_WEIGHT
    for raw, target in ((start, batch.start), (end, batch.end)):
        logits = raw.masked_fill(~batch.allowed, float("-inf"))
        total = total + 0.5 * functional.cross_entropy(logits, target)
        total = total + 0.5 * SHARED_NORM_WEIGHT * _shared_norm(logits, target, batch.question)
    return total


def _shared_norm(logits: Tensor, target: Tensor, question: Tensor) -> Tensor:
    """The answer's token against every token of every window of its question (Clark and Gardner, 2018)."""
    inner = torch.logsumexp(logits[:, 1:], dim=1)
    answers = target > 0
    if not bool(answers.any()):
        return logits.new_zeros(())
    same = question[:, None] == question[None, :]
    whole = torch.logsumexp(inner[None, :].masked_fill(~same, float("-inf")), dim=1)
    chosen = logits.gather(1, target[:, None]).squeeze(1)
    return (whole - chosen)[answers].mean()
