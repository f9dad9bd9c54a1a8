"""An index that breaks, fills its disk or is taken away while it is open: it goes on, and is whole again."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelUnavailable, StoreDamaged, StoreLocked, StoreMismatch, StoreUnavailable
from index.lexical import LexicalIndex
from index.lexical_sync import follow_store, open_lexical
from index.storage.chroma import Place, Row
from index.storage.vectors import VectorCache
from index.store import Stamp, Store
from tests.hashed import DIMENSION, STAMP, HashedWords, database, open_store, run_sync
from tests.test_home import folder_with
from tests.test_sync import LONG, STORY, contents, fresh, write
from tests.waiting import wait_until


@pytest.fixture
def seeds(tmp_path):
    return folder_with(tmp_path / "seeds", "agua", "fuego", "aire")


@pytest.fixture
def store(tmp_path, seeds):
    """That of an index that was synced."""
    store = open_store(tmp_path / "index")
    run_sync(seeds, store)
    return store


def damage_a_passage(store, path="agua.txt"):
    """One passage's text is another than was written."""
    rows = store._view.chroma.passages
    key = store.catalogue.by_path[path].passage_ids()[0]
    ((_, _, fields, vector),) = rows.get([key], vectors=True)
    rows.upsert([Row(key, vector, fields, "Otra cosa.")])


def lose_a_passage(store, path="agua.txt"):
    store._view.chroma.passages.delete(store.catalogue.by_path[path].passage_ids()[:1])


# -- met by who writes ----------------------------------------------------------------


@pytest.mark.parametrize("damage", [damage_a_passage, lose_a_passage])
def test_damage_met_in_a_sync_is_mended_and_nothing_stays_missing(seeds, store, damage):
    damage(store)
    write(seeds, "agua.txt", f"{LONG}\n\n{STORY.format('otra agua')}")
    write(seeds, "mar.txt", STORY.format("el mar"))
    (seeds / "aire.txt").unlink()
    report = run_sync(seeds, store)
    assert contents(store) == fresh(seeds)
    assert contents(open_store(store.folder)) == fresh(seeds)
    assert open_lexical(store).stamp == store.catalogue.fingerprint
    assert (report.updated, report.added, report.removed) == (("agua.txt",), ("mar.txt",), ("aire.txt",))
    assert report.unchanged == ("fuego.txt",)
    assert not run_sync(seeds, store).changed_something


def test_damage_met_by_who_reads_while_this_process_writes_is_mended_after_that(seeds, store):
    damage_a_passage(store)
    begun, ended = threading.Event(), threading.Event()

    class Slow(HashedWords):
        def embed_passages(self, texts):
            begun.set()
            assert ended.wait(120)
            return super().embed_passages(texts)

    write(seeds, "mar.txt", STORY.format("el mar"))
    before = store.number
    with ThreadPoolExecutor() as threads:
        writer = threads.submit(run_sync, seeds, store, Slow())
        assert begun.wait(120)
        reader = threads.submit(store.passages, "aire.txt"), threads.submit(store.passages, "agua.txt")
        assert reader[0].result(120)
        assert not wait(reader[1:], 0.5).done
        assert store.number == before
        ended.set()
        assert writer.result(120).added == ("mar.txt",)
        with pytest.raises(KeyError):  # what is broken is left out, for the next sync to read
            reader[1].result(120)
    run_sync(seeds, store)
    assert contents(store) == fresh(seeds)


# -- met while another process writes -------------------------------------------------

_WRITE = """
import sys
from pathlib import Path
from tests.hashed import HashedWords, open_store, run_sync

class Slow(HashedWords):
    def embed_passages(self, texts):
        print("writing", flush=True)
        sys.stdin.readline()
        return super().embed_passages(texts)

run_sync(Path(sys.argv[1]), open_store(Path(sys.argv[2])), Slow())
"""


@pytest.fixture
def another_writes(seeds, store):
    """Another process is in the middle of a sync, and ends it when it is told so."""
    write(seeds, "mar.txt", STORY.format("el mar"))
    with subprocess.Popen(
        [sys.executable, "-c", _WRITE, str(seeds), str(store.folder)],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def end(process):
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.wait(120) == 0


def test_who_opens_a_damaged_index_waits_for_another_that_writes_and_mends_it(seeds, store, another_writes):
    store.editions.mark_damaged(store.number)
    with ThreadPoolExecutor() as threads:
        opening = threads.submit(open_store, store.folder)
        assert not wait([opening], 1).done
        end(another_writes)
        opened = opening.result(120)
    assert opened.number > store.number
    assert contents(opened) == fresh(seeds)


def test_who_meets_damage_waits_too_and_meanwhile_reads_what_is_whole(seeds, store, another_writes):
    damage_a_passage(store)
    with ThreadPoolExecutor() as threads:
        reading = threads.submit(store.passages, "agua.txt")
        wait_until(lambda: store.editions.is_damaged(store.number))
        assert not wait([reading], 1).done
        with pytest.raises(StoreLocked, match="wait for it to end"):
            store.refresh()  # at once
        assert store.passages("aire.txt")
        assert store.nearest(HashedWords().embed_question("agua"), 3)
        end(another_writes)
        with pytest.raises(KeyError):  # what is broken is left out, for the next sync to read
            reading.result(120)
    run_sync(seeds, store)
    assert contents(store) == fresh(seeds)


def test_passages_that_are_there_are_given_at_once_while_another_writes(store, another_writes):
    store.editions.mark_damaged(store.number)
    ids = store.catalogue.by_path["agua.txt"].passage_ids()
    lose_a_passage(store)
    assert list(store.passages_by_id(ids)) == ids[1:]
    end(another_writes)


def test_another_that_writes_is_waited_for_with_a_limit(store, another_writes, monkeypatch):
    monkeypatch.setattr("index.storage.opened._WRITE_SECONDS", 0.2)
    store.editions.mark_damaged(store.number)
    with pytest.raises(StoreLocked, match="another process is updating the index; wait for it to end"):
        open_store(store.folder)
    end(another_writes)
    assert open_store(store.folder).digests()


def test_what_a_sync_that_met_damage_had_done_before_is_told_too(seeds, store, monkeypatch):
    monkeypatch.setattr("index.apply._PASSAGES_AT_ONCE", 1)
    damage_a_passage(store, "fuego.txt")
    write(seeds, "mar.txt", STORY.format("el mar"))
    write(seeds, "fuego.txt", f"{LONG}\n\n{STORY.format('otro fuego')}")
    report = run_sync(seeds, store)  # what is new is put before what is updated
    assert (report.added, report.updated) == (("mar.txt",), ("fuego.txt",))
    assert report.unchanged == ("agua.txt", "aire.txt")
    assert report.embedded > 0


# -- taken away -----------------------------------------------------------------------


def test_an_index_deleted_while_it_is_open_is_made_anew(seeds, store):
    shutil.rmtree(store.folder)
    before = store.identity
    assert store.refresh()
    assert store.identity != before
    assert store.digests() == {}
    assert len(run_sync(seeds, store).added) == 3
    assert contents(store) == fresh(seeds)


def test_damage_in_an_edition_that_has_a_successor_is_an_error_and_no_endless_loop(seeds, store):
    other = Store(store.folder)
    other.claim(Stamp("another model", DIMENSION, STAMP.splitter))
    damage_a_passage(store)
    run_sync(seeds, other)
    assert not store.refresh()
    assert store.successor
    with pytest.raises(StoreDamaged):
        store.passages("agua.txt")
    with pytest.raises(StoreMismatch):
        run_sync(seeds, store)
    run_sync(seeds, other)  # drops the one that this store has open
    with pytest.raises(StoreUnavailable):
        store.passages("agua.txt")
    assert contents(other) == fresh(seeds)


# -- words while another writes, or the disk is full ----------------------------------


@pytest.fixture
def words(tmp_path):
    index = LexicalIndex(tmp_path / "words")
    index.change(gone=(), came=[("1", "1-a", "el agua clara")], stamp="one")
    return index


def test_who_reads_words_keeps_them_while_another_process_changes_the_files(words, tmp_path, monkeypatch):
    """It has read the seal; by the time that it looks at the files these are of the next state."""
    reader = LexicalIndex(tmp_path / "words")
    summed = reader._checksums
    stamps = iter(["two"])

    def overtaken(file):
        for stamp in stamps:
            words.change(gone=(), came=[("2", "2-a", "el fuego")], stamp=stamp)
        return summed(file)

    monkeypatch.setattr(reader, "_checksums", overtaken)
    reader.reload()
    assert [key for key, _ in reader.best("agua", 5)] == ["1-a"]


def no_room(*_given, **_named):
    raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_the_words_as_they_were(seeds, store, monkeypatch):
    write(seeds, "mar.txt", STORY.format("el mar"))
    with monkeypatch.context() as full:
        full.setattr("index.lexical.Document", no_room)
        with pytest.raises(StoreUnavailable, match="check the folder's rights and the free space"):
            run_sync(seeds, store)
        index = open_lexical(store)
        assert index.best("agua", 5)
        assert follow_store(index, store) is False
        assert index.best("agua", 5)
    index.reload()
    assert index.best("agua", 5)
    run_sync(seeds, store)
    assert open_lexical(store).best("mar", 5)


def test_a_writer_of_words_that_failed_leaves_no_lock(words):
    def broken():
        yield ("2", "2-a", "fuego")
        raise StoreDamaged("a passage is damaged")

    try:
        words.change(gone=(), came=broken(), stamp="two")
    except StoreDamaged as error:
        kept = error
        words.change(gone=(), came=[("2", "2-a", "fuego")], stamp="two")
    assert kept.__traceback__
    assert words.best("fuego", 5)


def test_a_change_of_words_reads_only_files_that_are_new(words, tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr("index.storage.seals.checksum", lambda file: read.append(file.name) or 0)
    monkeypatch.setattr("index.lexical.is_broken", lambda *_: False)
    before = {file.name for file in (tmp_path / "words").iterdir()}
    words.change(gone=(), came=[("2", "2-a", "fuego")], stamp="two")
    assert {name for name in read if name in before} <= {"meta.json"}
    assert read


# -- the seal -------------------------------------------------------------------------


def test_a_sync_that_changes_nothing_or_is_refused_leaves_the_seal(seeds, store, tmp_path):
    file = store.folder / "chroma" / "checksums.json"
    about = file.stat()
    run_sync(seeds, store)
    other = folder_with(tmp_path / "other", "mar")
    with pytest.raises(Exception, match="is of another folder"):
        run_sync(other, store)
    assert file.stat() == about or file.stat().st_mtime_ns == about.st_mtime_ns
    write(seeds, "mar.txt", STORY.format("el mar"))
    run_sync(seeds, store)
    assert file.stat().st_mtime_ns != about.st_mtime_ns


def test_a_system_that_refuses_is_no_damage(tmp_path):
    def full():
        raise RuntimeError("hnsw: No space left on device (os error 28)")

    with pytest.raises(StoreUnavailable) as caught:
        Place(str(tmp_path), is_server=False).translate(full)
    assert not isinstance(caught.value, StoreDamaged)


def test_a_file_that_cannot_be_written_is_an_error_with_the_remedy(seeds, store, monkeypatch):
    write(seeds, "mar.txt", STORY.format("el mar"))
    monkeypatch.setattr("index.storage.editions.seal", no_room)
    with pytest.raises(StoreUnavailable, match=r"cannot be written .*rights.*free space"):
        run_sync(seeds, store)


# -- vectors and rows that are none ---------------------------------------------------


@pytest.mark.parametrize("value", [np.nan, 0.0])
def test_a_model_that_gives_no_direction_is_refused_and_the_index_can_be_opened(seeds, store, value):
    class Broken(HashedWords):
        def embed_passages(self, texts):
            return np.full((len(texts), DIMENSION), value, dtype=np.float32)

    write(seeds, "mar.txt", STORY.format("el mar"))
    with pytest.raises(ModelUnavailable, match=r"HEMEROTECA_EMBEDDING_MODEL.*mar\.txt"):
        run_sync(seeds, store, Broken())
    again = open_store(store.folder)
    assert again.number == store.number
    run_sync(seeds, again)
    assert contents(again) == fresh(seeds)


def test_a_cached_vector_of_no_length_is_not_given(tmp_path):
    cache = VectorCache(tmp_path)
    cache.add(STAMP, {"a": np.zeros(DIMENSION, np.float32), "b": np.eye(DIMENSION, dtype=np.float32)[0]})
    assert set(cache.get(STAMP, ["a", "b"])) == {"b"}


def test_rows_without_fields_are_written_anew(seeds, store):
    unit = np.eye(DIMENSION, dtype=np.float32)[0]
    store._view.chroma.articles._collection.add(ids=["nada.txt"], embeddings=[unit])
    again = open_store(store.folder)
    assert "nada.txt" in again.digests()
    run_sync(seeds, again)
    assert contents(again) == fresh(seeds)


def test_the_nearest_are_sought_among_more_rows_than_sqlite_takes_variables(tmp_path):
    rows = database(tmp_path).passages
    angles = np.linspace(0.1, 3.0, 33_500)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    ids = [f"{number}" for number in range(len(vectors))]
    rows.upsert([Row(key, vector, {"number": 1}) for key, vector in zip(ids, vectors, strict=True)])
    found = rows.nearest_ids(vectors[33_000], 3, among=ids)
    assert len(found) == 3
    assert all(abs(int(key) - 33_000) < 20 for key, _ in found)  # 0.002 rad
