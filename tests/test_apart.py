"""A database that Chroma has open: nobody else in the process opens it, and its locks stay."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from index.errors import StoreUnavailable
from index.storage.apart import DATABASE, copy_database, logged_vectors
from index.storage.editions import FolderEditions
from index.storage.hnsw import is_log_sound
from tests.hashed import DIMENSION, HashedWords, open_store, run_sync
from tests.test_home import folder_with
from tests.test_sync import STORY, contents, fresh, write

# SQLite's byte that says who is about to write.
_RESERVED = 0x40000001
_ASK = f"""
import fcntl, struct, sys
with open(sys.argv[1], "r+b") as file:
    asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, {_RESERVED}, 1, 0)
    kind, *_, holder = struct.unpack("hhqqi4x", fcntl.fcntl(file, fcntl.F_GETLK, asked))
print(holder if kind != fcntl.F_UNLCK else 0)
"""


class Hearing:
    """Within it, what Python opens in this process of Chroma's databases is written down."""

    def __init__(self):
        self.is_on, self.heard = False, []
        sys.addaudithook(self._hear)

    def _hear(self, event, given):
        if self.is_on and event in ("open", "sqlite3.connect") and DATABASE in str(given[0]):
            self.heard.append(f"{event} {given[0]}")

    def __enter__(self):
        self.is_on = True
        return self.heard

    def __exit__(self, *_):
        self.is_on = False  # a hook cannot be taken away


@pytest.fixture
def seeds(tmp_path):
    return folder_with(tmp_path / "seeds", "agua", "fuego", "aire")


@pytest.fixture
def index(tmp_path, seeds):
    run_sync(seeds, open_store(tmp_path / "index"))
    return tmp_path / "index"


def holder_of_the_lock(file):
    """Who holds it, as another process sees it; 0 for nobody."""
    done = subprocess.run([sys.executable, "-c", _ASK, str(file)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_looking_at_the_log_and_copying_leave_the_locks_that_this_process_holds(index, tmp_path):
    fcntl = pytest.importorskip("fcntl")
    folder = index / "chroma"
    with (folder / DATABASE).open("r+b") as file:
        # As the SQLite in Chroma does, of which that of Python knows nothing.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _RESERVED)
        holder = holder_of_the_lock(folder / DATABASE)
        assert holder
        assert is_log_sound(folder)
        assert holder_of_the_lock(folder / DATABASE) == holder
        FolderEditions(index).rescue_copy(1)
        assert holder_of_the_lock(folder / DATABASE) == holder


def test_nobody_but_chroma_opens_its_database_in_a_process_that_has_it_open(seeds, index):
    with Hearing() as opened:
        store, other = open_store(index), open_store(index)
        write(seeds, "mar.txt", STORY.format("el mar"))
        run_sync(seeds, other)
        assert store.refresh()
        store.editions.mark_damaged(store.number)
        assert store.refresh()
        assert store.number > 1
        run_sync(seeds, store)
        assert contents(store) == fresh(seeds)
        assert opened == []
        (index / "chroma-2" / DATABASE).open("rb").close()
        assert len(opened) == 1


def test_the_log_holds_the_vectors_that_are_not_in_files_yet(index):
    store = open_store(index)
    vectors = logged_vectors(index / "chroma")
    assert len(vectors) == store.passage_count() + len(store.digests())
    assert {len(vector) for vector in vectors} == {4 * DIMENSION}
    assert logged_vectors(index / "nowhere") == []


def test_a_copy_for_which_there_is_no_place_is_an_error_that_says_so(index, tmp_path):
    with pytest.raises(OSError, match=r"chroma\.sqlite3: cannot be read by another process: .*No such file"):
        copy_database(index / "chroma", tmp_path / "nowhere")


def test_a_process_that_cannot_be_started_is_an_error_with_the_remedy(index, monkeypatch):
    monkeypatch.setattr("sys.executable", str(index / "nowhere"))
    with pytest.raises(StoreUnavailable, match=r"nowhere.*check the folder's rights"):
        open_store(index)


def test_a_database_that_does_not_answer_is_given_up_and_stays_as_it_is(seeds, index, monkeypatch):
    pytest.importorskip("fcntl")  # where there are none of these files either
    before, database = contents(open_store(index)), index / "chroma" / DATABASE
    kept = database.rename(index / "kept")
    os.mkfifo(database)  # whoever opens it waits for somebody to write, who never comes
    with monkeypatch.context() as patch:
        patch.setattr("index.storage.apart._MOST_SECONDS", 1.0)
        with pytest.raises(
            StoreUnavailable, match=r"sqlite3: could not be read in 1 s, and was left as it is"
        ):
            open_store(index)
    with pytest.raises(OSError, match="No such device"):  # nor is anybody left who waits
        os.open(database, os.O_WRONLY | os.O_NONBLOCK)
    kept.replace(database)
    assert contents(open_store(index)) == before == fresh(seeds)


def test_a_rescue_that_is_given_up_loses_nothing_and_the_next_one_embeds_nothing(seeds, index, monkeypatch):
    FolderEditions(index).mark_damaged(1)
    with monkeypatch.context() as patch:
        # Sooner than any process can begin.
        patch.setattr("index.storage.apart._MOST_SECONDS", 0.0)
        patch.setattr("index.storage.apart._LEAST_BYTES_A_SECOND", 1 << 40)
        with pytest.raises(StoreUnavailable, match="see whether its disk answers"):
            open_store(index)
    store, embedder = open_store(index), HashedWords()
    run_sync(seeds, store, embedder)
    assert contents(store) == fresh(seeds)
    assert embedder.embedded == []
    assert [each.name for each in index.glob("chroma*")] == [f"chroma-{store.number}"]
