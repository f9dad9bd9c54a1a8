"""A question and windows of articles in; the spans that answer it and how likely each window does, out.

The network is the bundled encoder with its layers changed and two heads: one gives every token a
start and an end score (position 0 stands for «no answer here»), the other gives the window a
probability of answering. The word embeddings, which are most of the encoder, are shared with the
embedder and never copied.
"""

from __future__ import annotations

import copy
import re
import threading
import unicodedata
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from assistant.reader_weights import change_layers, read_weights
from assistant.weights import WEIGHTS
from index.encoder.bundled import cut, precision
from index.encoder.layers import SHORT_ROW_STEP, PackedLayers
from index.encoder.packed import PackedEncoder
from index.errors import ModelFileDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Encoding
    from torch import Tensor

    from assistant.reader_weights import ReaderWeights
    from index.encoder.bert import Bert
    from index.encoder.bundled import BundledEncoder

MAX_TOKENS = 512
MAX_SPAN_TOKENS = 48
_TRIED_SPANS = 40
_HEADING_CHARACTERS = 120
_EDGES = " \t\n\r\u00a0\u202f\u200b,;:…"
_OPENING, _CLOSING = "\"'«“‘([", "\"'»”’)]"
_ABBREVIATION = re.compile(r"(?:\b[A-ZÁÉÍÓÚÑ]{1,2}|\b[^\W\d]\.[^\W\d]|\b(?:Sr|Dr|Sra|Dra|Sres|etc|núm))\.$")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a window; the score is a sum of two logits."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What one window says: spans best first, the score of «no answer», and a probability of 0 to 1."""

    spans: tuple[Span, ...]
    no_answer_score: float
    answerable: float


@dataclass(frozen=True, slots=True)
class TokenScores:
    """One window read: a start and an end logit for each token, and the probability that it answers."""

    start: NDArray[np.float32]
    end: NDArray[np.float32]
    answerable: float


class SpanReader:
    """Reads windows for the span that answers a question. Safe to share between threads."""

    def __init__(self, network: ReaderNetwork, encoder: BundledEncoder) -> None:
        self._network = network
        self._tokenizer = encoder.tokenizer
        self._lock = threading.Lock()

    @classmethod
    def load(cls, encoder: BundledEncoder, folder: Path = WEIGHTS) -> SpanReader:
        """Join the weights in ``folder`` to the bundled encoder, which is left as it was.

        Raises:
            ModelFileDamaged: the weights are missing, altered or made for another encoder.
        """
        return cls(ReaderNetwork(encoder.model, read_weights(folder)), encoder)

    def read(
        self, question: str, windows: Sequence[str], *, headings: Sequence[str] = (), max_spans: int = 5
    ) -> list[Reading]:
        """One reading a window, in the order given; no windows give no readings.

        ``headings`` says for each window what it is from, the title of its article, which is read
        with the question and holds no span. A window's spans do not overlap, and stand at most 48
        tokens long. What lies beyond 512 tokens of question, heading and window together is not read.
        """
        if not windows:
            return []
        encodings = self._tokenizer.encode_batch(
            [
                (under(question, heading, window), window)
                for window, heading in zip(windows, headings or [""] * len(windows), strict=True)
            ]
        )
        # One forward pass at a time: two would only fight for the same cores.
        with self._lock:
            scores = self._network.score(encodings)
        return [
            Reading(
                _best_spans(window, encoding, found, max_spans),
                float(found.start[0] + found.end[0]),
                found.answerable,
            )
            for window, encoding, found in zip(windows, encodings, scores, strict=True)
        ]


class ReaderNetwork:
    """The encoder's embeddings, a changed copy of its layers, and the two heads."""

    def __init__(self, encoder: Bert, weights: ReaderWeights) -> None:
        try:
            # A window or two are a short row.
            layers = PackedLayers(
                encoder,
                precision=precision(),
                exact_attention=True,
                row_step=SHORT_ROW_STEP,
                change=_changed(weights),
            )
            self._spans = (weights.whole("spans.weight"), weights.whole("spans.bias"))
            self._answerable = (weights.whole("answerable.weight"), weights.whole("answerable.bias"))
        except (KeyError, RuntimeError) as error:
            raise ModelFileDamaged(f"the reader's weights do not fit the encoder ({error})") from error
        # One reads at a time.
        self._encoder = PackedEncoder(layers, shares_little=True)

    def score(self, encodings: Sequence[Encoding]) -> list[TokenScores]:
        """Scores for each tokenized pair, in the order given."""
        return self._encoder.run([cut(encoding.ids, MAX_TOKENS) for encoding in encodings], self._scores)

    def _scores(self, states: Tensor) -> TokenScores:
        """The heads over one window's tokens, float32 [tokens, hidden]."""
        spans = nn.functional.linear(states, *self._spans).numpy()
        answerable = torch.sigmoid(nn.functional.linear(states[0], *self._answerable))
        return TokenScores(spans[:, 0], spans[:, 1], float(answerable[0]))


def under(question: str, heading: str, window: str) -> str:
    """A question as it is put to a window of what stands under a heading; to its beginning, as it is."""
    # A title may be a whole paragraph; the window must not be pushed out of what is read.
    heading = shorten(heading, _HEADING_CHARACTERS, placeholder="").rstrip("…")
    return f"{question} | {heading}" if heading and not window.startswith(heading) else question


def _changed(weights: ReaderWeights) -> Callable[[int, nn.Module], nn.Module]:
    """What makes of a layer, given by its number, the reader's; the encoder's own is left as it was."""

    def changed(number: int, layer: nn.Module) -> nn.Module:
        own = copy.deepcopy(layer)
        change_layers(own, weights, within=f"layer.{number}.")
        return own

    return changed


def _best_spans(window: str, encoding: Encoding, scores: TokenScores, most: int) -> tuple[Span, ...]:
    """The best spans of the window that do not overlap, best first."""
    read = len(scores.start) - 1
    places = [place for place, part in enumerate(encoding.sequence_ids[:read]) if part == 1]
    if not places:
        return ()
    first, count = places[0], len(places)
    last = first + count
    table = scores.start[first:last, None] + scores.end[None, first:last]
    length = np.arange(count)[None, :] - np.arange(count)[:, None]
    table = np.where((length >= 0) & (length < MAX_SPAN_TOKENS), table, -np.inf).ravel()
    tried = min(len(table) - 1, _TRIED_SPANS * most)
    likely = np.argpartition(-table, tried)[: tried + 1]
    spans: list[Span] = []
    for cell in likely[np.argsort(-table[likely], kind="stable")]:
        if len(spans) == most or not np.isfinite(table[cell]):
            break
        left, right = divmod(int(cell), count)
        start, end = trim(window, encoding.offsets[first + left][0], encoding.offsets[first + right][1])
        if start < end and all(end <= span.start or span.end <= start for span in spans):
            spans.append(Span(start, end, float(table[cell])))
    return tuple(spans)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the bounds in past blanks, stops and marks that have no partner, out to whole characters."""
    while end < len(text) and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f"):
        end += 1
    while start < end:
        inside = text[start:end]
        if inside[0] in _EDGES + ".!?" or unicodedata.combining(inside[0]) or _lacks_closing(inside):
            start += 1
        elif inside[-1] in _EDGES + "¿¡" or _lacks_opening(inside) or _is_full_stop(inside):
            end -= 1
        elif len(inside) > 1 and _wraps(inside):
            start, end = start + 1, end - 1
        else:
            break
    return start, end


def _is_full_stop(inside: str) -> bool:
    return inside[-1] == "." and not _ABBREVIATION.search(inside)


def _lacks_closing(inside: str) -> bool:
    """Whether the first character opens or closes something that the rest does not."""
    mark = inside[0]
    if mark in _OPENING:
        closing = _CLOSING[_OPENING.index(mark)]
        return closing not in inside[1:]
    return mark in _CLOSING


def _lacks_opening(inside: str) -> bool:
    """Whether the last character closes or opens something that the rest does not."""
    mark = inside[-1]
    if mark in _CLOSING:
        opening = _OPENING[_CLOSING.index(mark)]
        return opening not in inside[:-1]
    return mark in _OPENING


def _wraps(inside: str) -> bool:
    """Whether quotation marks or brackets hold the whole."""
    mark = inside[0]
    if mark not in _OPENING or inside[-1] != _CLOSING[_OPENING.index(mark)]:
        return False
    return inside[-1] not in inside[1:-1] and mark not in inside[1:-1]
