"""Ctrl-C in a sync, as a real signal to a real process: it stops cleanly, and the next does the rest."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.lexical_sync import open_lexical
from index.store import Store
from tests.hashed import sources
from tests.test_sync import LONG

ROOT = Path(__file__).parents[1]
ARTICLES = 8
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import assistant.archive
import index.apply
from assistant.cli import main
from tests.hashed import DIMENSION, HashedWords

class Slow(HashedWords):
    name, dimension, encoder = "hashed words", DIMENSION, object()

    def embed_passages(self, texts):
        print(len(texts), flush=True)
        sys.stdin.readline()
        return super().embed_passages(texts)

index.apply._PASSAGES_AT_ONCE = 8
assistant.archive.load_embedder = lambda model: Slow()
sys.exit(main(["sync", "--seeds", sys.argv[1], "--index", sys.argv[2]]))
"""


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number}.txt").write_text(LONG.replace("párrafo", f"párrafo {number}"), encoding="utf-8")
    return folder


def syncing(seeds):
    """A sync that begins each batch when it is given a line, and all of them once there are no more."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(seeds), str(seeds.parent / "index")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_an_interrupted_sync_keeps_what_it_did_and_the_next_one_does_the_rest(seeds):
    with syncing(seeds) as process:
        process.stdin.write("\n" * 2)
        process.stdin.flush()
        begun = [int(process.stdout.readline()) for _ in range(3)]
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=200)
    assert process.returncode == 130
    assert "interrumpido" in complaint
    assert "Traceback" not in complaint
    store = Store(seeds.parent / "index")
    kept = store.passage_count()
    assert kept == sum(begun[:2])
    assert open_lexical(store).stamp == store.catalogue.fingerprint

    with syncing(seeds) as process:
        said, _ = process.communicate(timeout=200)
    assert process.returncode == 0
    embedded = sum(int(line) for line in said.splitlines() if line.isdigit())
    store = Store(seeds.parent / "index")
    assert embedded == store.passage_count() - kept > 0
    assert store.digests() == {source.path: source.digest for source in sources(seeds)}
    assert open_lexical(store).stamp == store.catalogue.fingerprint
