"""An embedder without a model: words hashed into unit vectors. Run as a program, it syncs."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import chromadb  # noqa: F401  (imported before the fork, to be there at once)
import filelock  # noqa: F401
import numpy as np

import index.apply
import index.storage.chroma
from index.folder import survey
from index.split import SPLITTER
from index.storage.editions import FolderEditions, serving
from index.store import Stamp, Store
from index.sync import sync

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.article import Source
    from index.storage.chroma import Chroma
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


def open_store(folder: Path, *, url: str | None = None, stamp: Stamp = STAMP) -> Store:
    """A store for such vectors."""
    store = Store(folder, url=url)
    store.claim(stamp)
    return store


def sources(folder: Path) -> list[Source]:
    """Every article under the folder, in path order."""
    return list(survey(folder, None).sources)


def run_sync(
    seeds: Path,
    store: Store,
    embedder: HashedWords | None = None,
    *,
    wait_seconds: float = 60.0,
    switch_folder: bool = False,
) -> SyncReport:
    """A sync with such vectors."""
    return sync(
        seeds,
        store,
        embedder or HashedWords(),
        max_tokens=MAX_TOKENS,
        wait_seconds=wait_seconds,
        switch_folder=switch_folder,
    )


def rows_there(folder: Path) -> int:
    """How many passages lie in the edition that serves, whether they count or not."""
    return database(folder).passages.count()


def database(folder: Path) -> Chroma:
    """The edition that serves, as Chroma has it."""
    editions = FolderEditions(folder)
    return editions.open(serving(editions))


def main() -> None:
    """Sync, for each line ``SEEDS<tab>INDEX<tab>MODEL<tab>SPLITTER``, in a process: print its id and end.

    Chroma writes its files, and sync its batches, far oftener than usual, so that
    there is much to interrupt.
    """
    index.storage.chroma._HNSW.update(batch_size=4, sync_threshold=8)
    index.apply._PASSAGES_AT_ONCE = 6
    for line in sys.stdin:
        seeds, folder, model, splitter = line.rstrip("\n").split("\t")
        process = os.fork()
        if process == 0:
            status = 1
            try:
                store = open_store(Path(folder), stamp=Stamp(model, DIMENSION, splitter))
                run_sync(Path(seeds), store)
                status = 0
            except Exception:
                traceback.print_exc()  # nobody else would tell it
                raise
            finally:
                os._exit(status)
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
