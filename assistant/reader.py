"""A question and windows of articles in; the spans that answer it and how likely each window does, out.

The network is the bundled encoder with its layers changed and two heads: one gives every token a
start and an end score (position 0 stands for «no answer here»), the other gives the window a
probability of answering. The word embeddings, which are most of the encoder, are shared with the
embedder and never copied.
"""

from __future__ import annotations

import copy
import math
import threading
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from assistant.reader_weights import change_layers, read_weights
from assistant.spans import Reading, Tokens, best_spans
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
    from assistant.spans import Stretch
    from index.encoder.bert import Bert
    from index.encoder.bundled import BundledEncoder

MAX_TOKENS = 512
_HEADING_CHARACTERS = 120


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
        readings = []
        for window, encoding, found in zip(windows, encodings, scores, strict=True):
            tokens = _tokens(encoding, found)
            spans, nothing = best_spans(window, tokens, max_spans), float(found.start[0] + found.end[0])
            readings.append(Reading(spans, nothing, found.answerable, tokens))
        return readings

    def read_again(self, question: str, stretches: Sequence[Stretch], *, max_spans: int = 5) -> list[Reading]:
        """Each stretch read by itself as well: its spans, in the window's characters, by the mean of both.

        A long window shows what the answer is about, a short one lets fewer words be mistaken for it.
        """
        alone = self.read(
            question,
            [stretch.window[stretch.start : stretch.end] for stretch in stretches],
            headings=[stretch.heading for stretch in stretches],
        )
        readings = []
        for stretch, second in zip(stretches, alone, strict=True):
            first = stretch.reading
            tokens = first.tokens.mean_with(second.tokens.moved(stretch.start))
            readings.append(
                Reading(
                    best_spans(stretch.window, tokens, max_spans),
                    (first.no_answer_score + second.no_answer_score) / 2,
                    _mean_chance(first.answerable, second.answerable),
                    tokens,
                )
            )
        return readings


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


def _tokens(encoding: Encoding, scores: TokenScores) -> Tokens:
    """The tokens of the window, of all that were read."""
    read = len(scores.start) - 1
    places = [place for place, part in enumerate(encoding.sequence_ids[:read]) if part == 1]
    first, last = (places[0], places[-1] + 1) if places else (0, 0)
    bounds = np.array(encoding.offsets[first:last], dtype=np.int64).reshape(-1, 2)
    return Tokens(bounds[:, 0], bounds[:, 1], scores.start[first:last], scores.end[first:last])


def _mean_chance(one: float, other: float) -> float:
    """The probability whose log-odds are the mean of two probabilities'."""
    odds = math.sqrt(_odds(one) * _odds(other))
    return odds / (1 + odds)


def _odds(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return chance / (1 - chance)
