"""An embedder without a model: words hashed into unit vectors. Run as a program, it syncs."""

from __future__ import annotations

import argparse
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.split import SPLITTER
from index.store import Stamp, Store
from index.sync import sync

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.sync import SyncReport

DIMENSION = 32
MAX_TOKENS = 60
STAMP = Stamp("hashed words", DIMENSION, SPLITTER)


class HashedWords:
    """Texts with the same words get the same vector; ``embedded`` keeps all texts that were asked for."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return np.stack([self._vector(text) for text in texts])

    def embed_question(self, question: str) -> NDArray[np.float32]:
        return self._vector(question)

    def _vector(self, text: str) -> NDArray[np.float32]:
        total = np.zeros(DIMENSION)
        for word in re.findall(r"\w+", text.lower()):
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "little")
            total += np.random.default_rng(seed).standard_normal(DIMENSION)
        return (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)


def open_store(folder: Path, *, url: str | None = None) -> Store:
    """A store for such vectors."""
    store = Store(folder, url=url)
    store.claim(STAMP)
    return store


def run_sync(seeds: Path, store: Store, embedder: HashedWords | None = None) -> SyncReport:
    """A sync with such vectors."""
    return sync(seeds, store, embedder or HashedWords(), max_tokens=MAX_TOKENS)


def main() -> None:
    """Sync SEEDS into INDEX, then say so."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seeds", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--passages-at-once", type=int, default=512)
    options = parser.parse_args()
    import index.sync

    index.sync._PASSAGES_AT_ONCE = options.passages_at_once
    store = open_store(options.index, url=options.url)
    print("open", flush=True)
    report = run_sync(options.seeds, store)
    print("done", len(report.added), len(report.updated), len(report.removed), flush=True)


if __name__ == "__main__":
    main()
