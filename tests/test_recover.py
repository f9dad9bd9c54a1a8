"""Broken files, full disks, folders that may not be written: what was good is kept and not embedded twice."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import StoreLocked, StoreUnavailable
from index.storage.locks import TURN_LOCK, locked
from index.storage.private import private_copy, require_writable
from index.storage.stamp import Stamp
from index.storage.vectors import VectorCache
from index.store import Store
from tests.hashed import DIMENSION, STAMP, HashedWords, open_store, run_sync
from tests.test_sync import LONG, STORY, contents, fresh, write


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name in ("agua", "fuego", "aire"):
        write(folder, f"{name}.txt", f"{LONG}\n\n{STORY.format(name)}")
    return folder


@pytest.fixture
def index(tmp_path, seeds):
    """The folder of an index that was synced."""
    run_sync(seeds, open_store(tmp_path / "index"))
    return tmp_path / "index"


def assert_mended(seeds, index, *, embedded=0):
    """The next sync makes it what a fresh one is, and embeds only so many texts."""
    embedder = HashedWords()
    store = open_store(index)
    run_sync(seeds, store, embedder)
    assert len(embedder.embedded) == embedded
    assert contents(store) == fresh(seeds)
    found = store.nearest(HashedWords().embed_question("agua"), 1000)
    assert found.keys() == {key for key, _ in store.every_passage()}


@pytest.mark.parametrize("damage", ["empty", "garbage", "half"])
def test_a_broken_database_is_made_anew_from_the_articles_and_nothing_is_embedded(seeds, index, damage):
    (file,) = (index / "chroma").glob("*.sqlite3")
    whole = file.read_bytes()
    file.write_bytes(
        {"empty": b"", "garbage": b"no database " * 1000, "half": whole[: len(whole) // 2]}[damage]
    )
    assert_mended(seeds, index)


def test_files_of_vectors_that_break_while_the_store_is_open_are_mended_by_the_sync(seeds, index):
    store = open_store(index)
    store.editions.mark_damaged(store.number)  # as whoever meets broken files does
    write(seeds, "mar.txt", STORY.format("el mar"))
    embedder = HashedWords()
    assert run_sync(seeds, store, embedder).added == ("mar.txt",)
    assert len(embedder.embedded) == 1
    assert contents(store) == fresh(seeds)


@pytest.mark.parametrize("damage", [b"", b"no database " * 1000])
def test_a_broken_cache_of_vectors_costs_nothing_while_the_index_is_whole(seeds, index, damage):
    (index / "vectors.sqlite3").write_bytes(damage)
    (seeds / "agua.txt").rename(seeds / "océano.txt")
    assert_mended(seeds, index)
    write(seeds, "mar.txt", STORY.format("el mar"))
    assert_mended(seeds, index, embedded=1)


def test_without_cache_what_is_lost_is_embedded_again(seeds, index):
    (index / "vectors.sqlite3").unlink()
    (file,) = (index / "chroma").glob("*.sqlite3")
    file.write_bytes(b"no database " * 1000)
    store = open_store(index)
    assert store.digests() == {}
    assert_mended(seeds, index, embedded=len(texts_to_embed(seeds)))


def texts_to_embed(seeds):
    embedder = HashedWords()
    folder = seeds.parent / "another"
    run_sync(seeds, open_store(folder), embedder)
    return embedder.embedded


def test_another_splitter_takes_the_vectors_of_the_texts_that_stayed_the_same(seeds, index):
    store = Store(index)
    store.claim(Stamp(STAMP.model, DIMENSION, "another splitter"))
    embedder = HashedWords()
    report = run_sync(seeds, store, embedder)
    assert embedder.embedded == []
    assert report.passages == store.passage_count() > 0
    assert contents(store) == fresh(seeds)


def test_another_model_takes_none(seeds, index):
    store = Store(index)
    store.claim(Stamp("another model", DIMENSION, STAMP.splitter))
    report = run_sync(seeds, store)
    assert report.embedded == len(texts_to_embed(seeds))


# -- the cache ----------------------------------------------------------------------


def test_a_vector_whose_checksum_is_wrong_is_not_given(seeds, index):
    cache = VectorCache(index)
    hashes = [each.embedded for each in open_store(index).passages("agua.txt")]
    assert len(cache.get(STAMP, hashes)) == len(hashes)
    with closing(sqlite3.connect(index / "vectors.sqlite3")) as database, database:
        database.execute("update vectors set checksum = checksum + 1 where text = ?", hashes[:1])
    assert set(cache.get(STAMP, hashes)) == set(hashes[1:])


def test_the_cache_forgets_what_no_article_says_any_more(seeds, index, monkeypatch):
    monkeypatch.setattr("index.storage.vectors._SLACK", 0)
    store = open_store(index)
    for turn in range(4):
        write(seeds, "agua.txt", LONG.replace("agua", f"agua {turn}").replace("historia", f"cosa {turn}"))
        run_sync(seeds, store)
    with closing(sqlite3.connect(index / "vectors.sqlite3")) as database:
        (count,) = database.execute("select count(*) from vectors").fetchone()
    assert count <= 2 * store.passage_count()
    every = [row.embedded for path in store.digests() for row in store.passages(path)]
    assert set(VectorCache(index).get(STAMP, every)) == set(every)


# -- no room, no right --------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a few megabytes; the test can make it read-only."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "small", place], check=False).returncode
    ):
        pytest.skip("a disk of its own can be mounted by root only")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_is_reported_with_the_remedy_and_the_next_sync_finishes(seeds, small_disk):
    index = small_disk / "index"
    run_sync(seeds, open_store(index))
    before = contents(open_store(index))
    for number in range(300):
        write(seeds, f"{number}.txt", LONG.replace("agua", f"agua {number}"))
    with pytest.raises(StoreUnavailable, match="check the folder's rights and the free space"):
        run_sync(seeds, open_store(index))
    subprocess.run(["mount", "-o", "remount,size=100m", small_disk], check=True)
    store = open_store(index)
    assert {path: said for path, said in contents(store).items() if path in before} == before
    for number in range(3, 300):
        (seeds / f"{number}.txt").unlink()
    run_sync(seeds, store)
    assert contents(open_store(index)) == fresh(seeds)


def test_an_index_that_may_not_be_written_is_reported_with_the_remedy(seeds, index, small_disk):
    index = shutil.copytree(index, small_disk / "index")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(
        StoreUnavailable, match=r"cannot be written .*rights.*or name another folder with --index"
    ):
        open_store(index)
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert contents(open_store(index)) == fresh(seeds)


def test_an_index_that_may_not_be_written_answers_from_a_copy_true_to_the_folder(seeds, index, small_disk):
    index = shutil.copytree(index, small_disk / "index")
    before = {path: path.read_bytes() for path in index.rglob("*") if path.is_file()}
    assert private_copy(index) is None
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(StoreUnavailable, match=r"cannot be written .*rights"):
        require_writable(index)
    write(seeds, "mar.txt", STORY.format("el mar"))
    store = open_store(private_copy(index))
    assert run_sync(seeds, store).added == ("mar.txt",)
    assert contents(store) == fresh(seeds)
    assert {path: path.read_bytes() for path in index.rglob("*") if path.is_file()} == before


@pytest.fixture
def copies(index, tmp_path, monkeypatch):
    """Where copies come to lie of an index that may not be written; none of another test is known."""
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "copies"))
    monkeypatch.setattr("index.storage.private._copies", {})
    monkeypatch.setattr("index.storage.private._refusal", lambda _: PermissionError(13, "Permission denied"))
    return tmp_path / "copies"


def test_a_process_makes_one_copy_of_an_index_by_whatever_path(index, copies, monkeypatch):
    copy = private_copy(index)
    monkeypatch.chdir(index)
    assert private_copy(Path()) == copy
    assert copy.is_dir()
    assert len(list(copies.iterdir())) == 1


def test_a_copy_that_fails_is_not_left(index, copies, monkeypatch):
    def full(*_given, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(StoreUnavailable, match=r"cannot be copied .*free space"):
        private_copy(index)
    assert list(copies.iterdir()) == []


def test_the_copy_of_a_killed_process_is_cleared_and_that_of_a_living_one_is_not(index, copies, monkeypatch):
    program = (
        "import sys; from pathlib import Path; import index.storage.private as private\n"
        "private._refusal = lambda _: PermissionError(13, 'no')\n"
        "print(private.private_copy(Path(sys.argv[1])), flush=True); sys.stdin.readline()"
    )

    def copying():
        return subprocess.Popen(
            [sys.executable, "-c", program, str(index)],
            cwd=Path(__file__).parents[1],
            env={**os.environ, "TMPDIR": str(copies)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    with copying() as killed, copying() as living:
        try:
            left, used = (Path(each.stdout.readline().strip()) for each in (killed, living))
            killed.kill()
            killed.wait(60)
            assert left.is_dir()
            monkeypatch.setattr("index.storage.private._YOUNG_SECONDS", -1.0)
            private_copy(index)
            assert not left.parent.exists()
            assert used.is_dir()
        finally:
            living.kill()


def test_an_index_that_is_being_changed_is_waited_for_with_a_limit(index, copies, monkeypatch):
    monkeypatch.setattr("index.storage.private._STILL_SECONDS", 0.1)
    with locked(index / TURN_LOCK, wait_seconds=0), pytest.raises(StoreLocked, match="wait for it to end"):
        private_copy(index)
    assert list(copies.iterdir()) == []


def test_a_copy_of_an_index_is_an_index(seeds, index, tmp_path):
    shutil.copytree(index, tmp_path / "copy")
    assert_mended(seeds, tmp_path / "copy")
