"""An index remembers its folder: it follows that one wherever it goes, and no other one unasked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.errors import StoreLocked, StoreOfOtherFolder
from index.home import folder_of
from index.storage.private import private_copy
from tests.hashed import HashedWords, open_store, run_sync
from tests.test_sync import LONG, STORY, contents, fresh, write


@pytest.fixture
def seeds(tmp_path):
    return folder_with(tmp_path / "seeds", "agua", "fuego", "aire")


@pytest.fixture
def store(tmp_path, seeds):
    """That of an index that was synced."""
    store = open_store(tmp_path / "index")
    run_sync(seeds, store)
    return store


def folder_with(folder, *stories):
    folder.mkdir()
    for story in stories:
        write(folder, f"{story}.txt", f"{LONG}\n\n{STORY.format(story)}")
    return folder


def test_an_index_asked_to_follow_another_folder_names_both_and_loses_nothing(tmp_path, seeds, store):
    other = folder_with(tmp_path / "other", "mar", "tierra")
    before, embedder = contents(store), HashedWords()
    with pytest.raises(StoreOfOtherFolder, match=rf"{other}: .*{seeds}; .*--index.*--switch-folder"):
        run_sync(other, store, embedder)
    assert embedder.embedded == []
    assert contents(open_store(tmp_path / "index")) == before
    assert run_sync(seeds, open_store(tmp_path / "index")).changed_something is False


def test_told_to_switch_it_follows_the_other_folder_and_that_alone(tmp_path, seeds, store):
    other = folder_with(tmp_path / "other", "mar", "tierra")
    run_sync(other, store, switch_folder=True)
    assert contents(store) == fresh(other)
    assert folder_of(store) == str(other)
    with pytest.raises(StoreOfOtherFolder):
        run_sync(seeds, store)


def test_a_switch_that_comes_to_nothing_leaves_the_index_with_its_folder(tmp_path, store):
    other = folder_with(tmp_path / "other", "mar", "tierra")
    before = contents(store)
    with open_store(tmp_path / "index").held(wait_seconds=5), pytest.raises(StoreLocked):
        run_sync(other, store, switch_folder=True, wait_seconds=0.1)
    with pytest.raises(StoreOfOtherFolder):
        run_sync(folder_with(tmp_path / "third", "sol"), store)
    assert contents(open_store(tmp_path / "index")) == before


def test_a_switch_that_is_cut_short_goes_back_with_the_next_sync_of_its_folder(tmp_path, seeds, store):
    class Broken(HashedWords):
        def embed_passages(self, texts):
            raise OSError("no space left")

    other = folder_with(tmp_path / "other", "mar", "tierra")
    with pytest.raises(OSError, match="no space left"):
        run_sync(other, store, Broken(), switch_folder=True)
    again = open_store(tmp_path / "index")
    assert folder_of(again) == str(seeds)
    run_sync(seeds, again)
    assert contents(again) == fresh(seeds)


def test_an_index_stays_with_a_folder_that_is_there_whatever_another_has_of_it(tmp_path, seeds, store):
    other = Path(shutil.copytree(seeds, tmp_path / "other"))
    write(other, "mar.txt", STORY.format("el mar"))
    before = contents(store)
    with pytest.raises(StoreOfOtherFolder, match=rf"{other}: .*{seeds}; .*--index.*--switch-folder"):
        run_sync(other, store)
    assert contents(open_store(tmp_path / "index")) == before
    assert run_sync(seeds, open_store(tmp_path / "index")).changed_something is False


def test_a_folder_that_moved_is_followed_and_nothing_embedded(tmp_path, seeds, store):
    embedder = HashedWords()
    shutil.move(seeds, tmp_path / "elsewhere")
    assert not run_sync(tmp_path / "elsewhere", store, embedder).changed_something
    assert folder_of(store) == str(tmp_path / "elsewhere")
    assert embedder.embedded == []


@pytest.mark.usefixtures("store")
def test_a_folder_that_was_copied_with_its_index_is_followed_by_the_copy_and_nothing_embedded(
    tmp_path, seeds, tmp_path_factory
):
    copy = Path(shutil.copytree(tmp_path, tmp_path_factory.mktemp("far") / "copy"))
    (copy / "seeds" / "agua.txt").unlink()
    store, embedder = open_store(copy / "index"), HashedWords()
    with pytest.raises(StoreOfOtherFolder):
        run_sync(Path(shutil.copytree(seeds, copy / "other")), store)
    assert run_sync(copy / "seeds", store, embedder).removed == ("agua.txt",)
    assert (folder_of(store), embedder.embedded) == (str(copy / "seeds"), [])
    with pytest.raises(StoreOfOtherFolder):
        run_sync(seeds, store)
    assert not run_sync(seeds, open_store(tmp_path / "index")).changed_something


@pytest.mark.usefixtures("store")
def test_a_copy_that_may_not_be_written_is_followed_too(tmp_path, tmp_path_factory, monkeypatch):
    copy = Path(shutil.copytree(tmp_path, tmp_path_factory.mktemp("far") / "copy"))
    monkeypatch.setattr("index.storage.private._copies", {})
    monkeypatch.setattr("index.storage.private._refusal", lambda _: PermissionError(13, "Permission denied"))
    store = open_store(private_copy(copy / "index"))
    assert not run_sync(copy / "seeds", store).changed_something


def test_a_folder_that_is_no_longer_there_gives_way_to_whatever_takes_its_place(tmp_path, seeds, store):
    other = folder_with(tmp_path / "other", "mar")
    shutil.rmtree(seeds)
    run_sync(other, store)
    assert contents(store) == fresh(other)


def test_a_folder_known_by_a_link_or_by_a_longer_path_is_the_same(tmp_path, seeds, store):
    (tmp_path / "link").symlink_to(seeds)
    for name in ("agua", "fuego"):
        (seeds / f"{name}.txt").unlink()
        write(seeds, f"{name}.txt", STORY.format(f"otra cosa, {name}"))
    assert run_sync(tmp_path / "link", store).updated == ("agua.txt", "fuego.txt")
    assert not run_sync(tmp_path / "index" / ".." / "seeds", store).changed_something


def test_an_index_without_articles_is_of_whatever_folder_it_is_given(tmp_path):
    store = open_store(tmp_path / "index")
    run_sync(folder_with(tmp_path / "empty"), store)
    assert run_sync(folder_with(tmp_path / "other", "mar"), store).added == ("mar.txt",)


def test_a_mended_index_still_knows_its_folder(tmp_path, seeds, store):
    store.editions.mark_damaged(store.number)  # as whoever meets broken files does
    other = folder_with(tmp_path / "other", "mar")
    with pytest.raises(StoreOfOtherFolder):
        run_sync(other, open_store(tmp_path / "index"))
