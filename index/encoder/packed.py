"""Tokenised texts -> what the encoder's last layer says of them, with no padding; or their unit vectors.

The tokens of several texts are laid end to end. Several such rows are computed at a
time, each by one thread: threads that share a row wait for one another after every
product, and most of all on a busy machine.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import torch

from index.encoder.layers import TEXT_STEP, unit_mean
from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from index.encoder.layers import PackedLayers

# Longer rows are no faster, for what is between two layers leaves the core's own cache.
_ROW_TOKENS = 768
_BEGIN_SECONDS = 30.0

T = TypeVar("T")


class PackedEncoder:
    """Layers, and a thread for each core that computes them.

    What is little is computed by who asks, not behind what other callers have in hand; with
    ``shares_little`` the threads share that as well, for who has them to himself.
    """

    def __init__(self, layers: PackedLayers, *, shares_little: bool = False) -> None:
        self._layers = layers
        threads = torch.get_num_threads()
        self._fewest_rows = threads if shares_little else 1
        self._threads = _single_threads(threads)

    def embed(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The vectors of texts given as token ids, float32 [texts, dimension], in their order.

        A text's vector is the mean over its tokens, of unit length.
        """
        vectors = np.zeros((len(texts), self._layers.dimension), dtype=np.float32)
        for number, vector in enumerate(self.run(texts, unit_mean)):
            vectors[number] = vector
        return vectors

    def run(self, texts: Sequence[Sequence[int]], finish: Callable[[Tensor], T]) -> list[T]:
        """What ``finish`` makes of each text's last layer, float32 [tokens, hidden], in their order."""
        rows = _rows([len(text) for text in texts], self._fewest_rows)
        spread: Callable[..., Iterator[list[T]]] = self._threads.map if len(rows) > 1 else map
        found = spread(lambda row: self._layers.run([texts[number] for number in row], finish), rows)
        by_number = {
            number: made
            for row, parts in zip(rows, found, strict=True)
            for number, made in zip(row, parts, strict=True)
        }
        return [by_number[number] for number in range(len(texts))]


def _rows(lengths: Sequence[int], fewest: int) -> list[list[int]]:
    """The numbers of the texts in rows that are nearly full, or if that makes but few, in rows alike.

    Nearly full: each text, the longest first, goes to the first row that has room for it (first fit
    decreasing). Alike, ``fewest`` of them: to the one that holds least (longest processing time first).
    """
    longest_first = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    rows: list[list[int]] = []
    rooms: list[int] = []
    for number in longest_first:
        length = lengths[number]
        place = next((place for place, room in enumerate(rooms) if room >= length), len(rows))
        if place == len(rows):
            rows.append([])
            rooms.append(_ROW_TOKENS - TEXT_STEP + 1)
        rows[place].append(number)
        rooms[place] -= length
    return rows if len(rows) > fewest else _alike(longest_first, lengths, min(fewest, len(lengths)))


def _alike(longest_first: Sequence[int], lengths: Sequence[int], count: int) -> list[list[int]]:
    rows: list[list[int]] = [[] for _ in range(count)]
    held = [0] * count
    for number in longest_first:
        place = held.index(min(held))
        rows[place].append(number)
        held[place] += lengths[number]
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
