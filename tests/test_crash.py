"""Sync killed at random points: every article stays whole, old or new, and the next sync does the rest."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.readers import read_article
from index.store import Stamp, Store
from tests.hashed import DIMENSION, STAMP, HashedWords, open_store, rows_there, run_sync, sources
from tests.test_sync import contents, fresh

ROOT = Path(__file__).parents[1]
KILLS = 36
ARTICLES = 14
WORDS = ["agua", "fuego", "tierra", "aire", "madera", "metal", "sol", "luna", "mar", "río"]


class Syncing:
    """A program that syncs on demand, each time in a process of its own that can be killed."""

    def __init__(self, seeds: Path, index: Path) -> None:
        self._places = f"{seeds}\t{index}"
        self._said = index.parent / "said"
        with self._said.open("w") as said:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "tests.hashed"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )

    def finish(self, *, stamp: Stamp = STAMP) -> None:
        """Sync, and end well; what it said, and those before it, is told if it does not."""
        code = self.run(stamp=stamp)
        assert code == 0, f"it ended with {code}: {self._said.read_text()}"

    def run(self, *, kill_after: float | None = None, stamp: Stamp = STAMP) -> int:
        """Its exit code, negative if it was killed, once it has ended."""
        self._program.stdin.write(f"{self._places}\t{stamp.model}\t{stamp.splitter}\n")
        self._program.stdin.flush()
        process = int(self._program.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        return int(self._program.stdout.readline())

    def close(self) -> None:
        self._program.stdin.close()
        self._program.wait(120)
        self._program.stdout.close()


class Newsroom:
    """A folder of articles in which things happen, and every version that it ever had of each."""

    def __init__(self, seeds: Path, chance: random.Random) -> None:
        self.seeds = seeds
        self.versions: dict[tuple[str, str], str] = {}
        self._chance = chance
        for number in range(ARTICLES):
            self._write(f"{number}.txt")
        self._remember()

    def happen(self) -> None:
        """A few of: a new article, an edit, a deletion, a new name."""
        for _ in range(self._chance.randint(2, 5)):
            paths = sorted(path for path in self.seeds.rglob("*.txt"))
            one = self._chance.choice(paths)
            what = self._chance.choice(["add", "add", "edit", "edit", "edit", "delete", "rename"])
            if what == "add" or len(paths) < ARTICLES // 2:
                self._write(f"{self._chance.randrange(1000)}.txt")
            elif what == "edit":
                one.write_text(
                    one.read_text().replace(self._chance.choice(WORDS), self._chance.choice(WORDS))
                )
            elif what == "delete":
                one.unlink()
            else:
                folder = self.seeds / self._chance.choice(["uno", "dos"])
                folder.mkdir(exist_ok=True)
                one.rename(folder / one.name)
        self._remember()

    def _write(self, path: str) -> None:
        paragraphs = [
            f"El párrafo {number} trata de {self._chance.choice(WORDS)} y de {self._chance.choice(WORDS)}, "
            "con palabras bastantes para que sea él solo un pasaje entero de la nota y no quepa otro."
            for number in range(self._chance.randint(1, 6))
        ]
        (self.seeds / path).write_text("\n\n".join(paragraphs))

    def _remember(self) -> None:
        for source in sources(self.seeds):
            article = read_article(self.seeds / source.path, source.path)
            self.versions[source.path, source.digest] = article.body


def assert_every_article_is_whole(store: Store, newsroom: Newsroom) -> None:
    for path, digest in store.digests().items():
        body = newsroom.versions[path, digest]
        assert store.article(path).body == body
        for row in store.passages(path):
            assert body[row.passage.start : row.passage.end] == row.passage.text


def assert_search_works(store: Store) -> None:
    """Every passage that counts is found, and nothing else."""
    ids = {key for key, _ in store.every_passage()}
    vector = HashedWords().embed_question("agua y fuego")
    assert store.nearest(vector, 10_000).keys() == ids
    assert store.similarities(ids, vector).keys() == ids
    assert store.passages_by_id(sorted(ids)).keys() == ids


@pytest.mark.parametrize(
    "name", ["index_metadata.pickle", "header.bin", "data_level0.bin", "length.bin", "link_lists.bin"]
)
def test_broken_files_of_vectors_are_mended_at_once_and_nothing_is_embedded(place, name):
    newsroom = Newsroom(place / "seeds", random.Random(1))
    syncing = Syncing(newsroom.seeds, place / "index")
    try:
        syncing.finish()
    finally:
        syncing.close()
    reading = Store(place / "index")
    for broken in (place / "index" / "chroma").rglob(name):
        broken.write_bytes(b"")
    store = open_store(place / "index")
    assert_as_fresh(store, newsroom)
    assert_search_works(store)
    reading.refresh()
    assert_as_fresh(reading, newsroom)
    embedder = HashedWords()
    assert not run_sync(newsroom.seeds, store, embedder).changed_something
    assert embedder.embedded == []
    assert [path.name for path in (place / "index").glob("chroma*")] == ["chroma-2"]


def assert_as_fresh(store: Store, newsroom: Newsroom) -> None:
    assert contents(store) == fresh(newsroom.seeds)
    assert rows_there(store.folder) == store.passage_count()


@pytest.fixture
def place(tmp_path):
    (tmp_path / "seeds").mkdir()
    return tmp_path


def test_sync_killed_at_random_points_leaves_every_article_whole(place):
    chance = random.Random(2026)
    newsroom = Newsroom(place / "seeds", chance)
    syncing = Syncing(newsroom.seeds, place / "index")
    try:
        started = time.monotonic()
        syncing.finish()
        longest = min(0.5, time.monotonic() - started)
        killed = between = 0
        while killed < KILLS:
            newsroom.happen()
            if syncing.run(kill_after=chance.uniform(0.02, longest)) == 0:
                longest *= 0.9
                continue
            killed += 1
            longest *= 1.03
            store = Store(place / "index")
            between += store.digests() != {source.path: source.digest for source in sources(newsroom.seeds)}
            assert_every_article_is_whole(store, newsroom)
            assert_search_works(store)
            if killed % 9 == 0:
                syncing.finish()
                assert_as_fresh(Store(place / "index"), newsroom)
        assert between > KILLS // 4  # else it was not the sync that was killed
        syncing.finish()
    finally:
        syncing.close()
    store = open_store(place / "index")
    assert_as_fresh(store, newsroom)
    embedder = HashedWords()
    assert not run_sync(newsroom.seeds, store, embedder).changed_something
    assert embedder.embedded == []


def test_a_first_sync_killed_again_and_again_ends_as_if_it_never_had_been(place):
    chance = random.Random(7)
    newsroom = Newsroom(place / "seeds", chance)
    syncing = Syncing(newsroom.seeds, place / "index")
    try:
        killed = 0
        for turn in range(100):
            if syncing.run(kill_after=0.05 * (turn % 12 + 1)) == 0:
                shutil.rmtree(place / "index")  # it had ended before: the first one is still to come
            else:
                killed += 1
            if killed == 8:
                break
        assert killed == 8
        syncing.finish()
    finally:
        syncing.close()
    assert_as_fresh(open_store(place / "index"), newsroom)


def test_changes_of_model_and_splitter_killed_at_random_points_leave_one_whole_index(place):
    chance = random.Random(11)
    newsroom = Newsroom(place / "seeds", chance)
    syncing = Syncing(newsroom.seeds, place / "index")
    stamps = [
        STAMP,
        Stamp("another model", DIMENSION, STAMP.splitter),
        Stamp(STAMP.model, DIMENSION, "other"),
    ]
    try:
        started = time.monotonic()
        syncing.finish()
        longest = min(1.0, time.monotonic() - started)
        killed = old_served = 0
        for turn in range(1, 60):
            # Where they end sooner than they are killed, it takes more of them.
            if turn > 6 and min(killed, old_served) > 3:
                break
            stamp = stamps[turn % 3]
            newsroom.happen()
            for _ in range(3):
                if syncing.run(stamp=stamp, kill_after=chance.uniform(0.05, longest)) == 0:
                    longest *= 0.8
                    break
                killed += 1
                reading = Store(place / "index")
                assert reading.stamp in (stamps[(turn - 1) % 3], stamp)
                old_served += reading.stamp != stamp
                assert_every_article_is_whole(reading, newsroom)
                assert_search_works(reading)
            syncing.finish(stamp=stamp)
            store = Store(place / "index")
            assert store.stamp == stamp
            assert_as_fresh(store, newsroom)
        assert min(killed, old_served) > 3  # else it was not the build that was killed
    finally:
        syncing.close()
