"""The keeper holds an engine true to its folder, says what it does, and tries again what went wrong."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import replace

import pytest

from assistant.ui.header import render_status
from assistant.ui.keeper import Keeper
from assistant.ui.news import News, compare
from assistant.ui.texts import texts_in
from assistant.ui.writing import write_news
from index.article import Article
from index.errors import SeedsFolderMissing, StoreLocked, StoreUnavailable
from index.storage.findings import Failure
from index.sync import SyncReport
from tests.waiting import look_that_grows, wait_until, write_whole


class FolderEngine:
    """Its articles are the texts of a folder as they were when it was last prepared."""

    def __init__(self, folder):
        self.folder = folder
        self.faults: list[Exception] = []
        self.prepared = 0
        self.titles: set[str] = set()
        self.goes_on = threading.Event()
        self.goes_on.set()
        self._articles: list[Article] = []

    def prepare(self, report, *, wait_seconds):
        assert self.goes_on.wait(120)
        faults = self.faults
        if faults:
            raise faults.pop(0)
        if not self.folder.is_dir():
            raise SeedsFolderMissing(f"{self.folder}: no such folder")
        texts = {file.name: file.read_text() for file in self.folder.glob("*.txt")}
        self._articles = [
            Article(name, hashlib.sha256(text.encode()).hexdigest(), title=text, body="")
            for name, text in sorted(texts.items())
            if text
        ]
        self.prepared += 1
        self.titles |= {article.title for article in self._articles}
        return SyncReport(failed=tuple(Failure(name, "empty") for name, text in texts.items() if not text))

    def articles(self):
        return self._articles


@pytest.fixture
def engine(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("uno")
    return FolderEngine(folder)


@pytest.fixture
def keep(engine):
    """A keeper at work, once it has nothing more to do."""

    def start():
        keeper = Keeper(engine, engine.folder)
        keeper.start()
        wait_until(lambda: not keeper.state.is_busy)
        return keeper

    return start


def paths(keeper):
    return [article.path for article in keeper.state.articles]


def test_each_change_of_the_folder_is_taken_in_and_is_news(engine, keep):
    keeper = keep()
    assert (paths(keeper), keeper.state.news) == (["a.txt"], News())
    write_whole(engine.folder / "b.txt", "dos")
    wait_until(lambda: keeper.state.news == News(added=("b.txt",)))
    write_whole(engine.folder / "b.txt", "dos y medio")
    wait_until(lambda: keeper.state.news == News(updated=("b.txt",)))
    (engine.folder / "b.txt").rename(engine.folder / "c.txt")
    wait_until(lambda: keeper.state.news == News(renamed=(("b.txt", "c.txt"),)))
    (engine.folder / "a.txt").unlink()
    wait_until(lambda: keeper.state.news == News(removed=("a.txt",)))
    assert paths(keeper) == ["c.txt"]


def test_a_question_does_not_wait_for_the_watch_to_see_a_change(engine, keep, monkeypatch):
    monkeypatch.setattr("assistant.ui.keeper.watch", lambda *_, **__: threading.Event().wait())
    keeper = keep()
    engine.goes_on.clear()
    write_whole(engine.folder / "b.txt", "dos")
    keeper.catch_up()
    assert keeper.state.is_busy
    engine.goes_on.set()
    wait_until(lambda: not keeper.state.is_busy)
    assert paths(keeper) == ["a.txt", "b.txt"]


def test_a_question_about_a_folder_that_rests_has_nothing_prepared(engine, keep):
    keeper = keep()
    time.sleep(0.5)
    before = engine.prepared
    keeper.catch_up()
    assert not keeper.state.is_busy
    time.sleep(0.5)
    assert engine.prepared == before


def test_a_file_that_is_being_written_is_waited_for(engine, keep, monkeypatch):
    keeper = keep()
    monkeypatch.setattr("index.watch.look", look_that_grows(engine.folder / "b.txt", "línea ", times=8))
    write_whole(engine.folder / "b.txt", "línea ")
    keeper.catch_up()
    wait_until(lambda: paths(keeper) == ["a.txt", "b.txt"] and not keeper.state.is_busy)
    assert keeper.state.articles[1].title == "línea " * 9
    assert engine.titles == {"uno", "línea " * 9}


def test_a_file_that_cannot_be_read_is_named_until_it_can(engine, keep):
    keeper = keep()
    write_whole(engine.folder / "b.txt", "")
    wait_until(lambda: [file.path for file in keeper.state.unread] == ["b.txt"])
    edition = keeper.state.edition
    write_whole(engine.folder / "b.txt", "dos")
    wait_until(lambda: keeper.state.unread == ())
    assert keeper.state.edition > edition


def test_what_failed_is_tried_again_with_the_next_question_and_forgotten(engine, keep):
    engine.faults = [RuntimeError("the disk is full")]
    keeper = keep()
    assert keeper.state.failure == "RuntimeError: the disk is full"
    keeper.catch_up()
    wait_until(lambda: not keeper.state.is_busy)
    assert keeper.state.failure is None
    assert paths(keeper) == ["a.txt"]


def test_what_failed_is_tried_again_when_the_folder_changes(engine, keep):
    engine.faults = [RuntimeError("the disk is full")]
    keeper = keep()
    write_whole(engine.folder / "b.txt", "dos")
    wait_until(lambda: keeper.state.failure is None)
    assert paths(keeper) == ["a.txt", "b.txt"]


def test_an_index_that_can_no_longer_be_written_still_serves_and_says_what_is_wrong(engine, keep):
    keeper = keep()
    engine.faults = [StoreUnavailable("index: the index cannot be written (no space)")]
    write_whole(engine.folder / "b.txt", "dos")
    wait_until(lambda: keeper.state.trouble is not None and not keeper.state.is_busy)
    assert (keeper.state.failure, paths(keeper)) == (None, ["a.txt"])
    assert "no space" in render_status(keeper.state, texts_in("es"))
    keeper.catch_up()
    wait_until(lambda: paths(keeper) == ["a.txt", "b.txt"])
    assert keeper.state.trouble is None


def test_a_folder_that_goes_and_comes_back_is_followed_again(engine, keep):
    keeper = keep()
    away = engine.folder.rename(engine.folder.with_name("away"))
    wait_until(lambda: "no such folder" in (keeper.state.failure or ""))
    away.rename(engine.folder)
    wait_until(lambda: keeper.state.failure is None and not keeper.state.is_busy)
    write_whole(engine.folder / "b.txt", "dos")
    wait_until(lambda: paths(keeper) == ["a.txt", "b.txt"])


def test_an_index_that_another_process_writes_still_serves_and_is_caught_up_with(engine, keep):
    keeper = keep()
    engine.faults = [StoreLocked("another process is updating the index") for _ in range(1000)]
    write_whole(engine.folder / "b.txt", "dos")
    wait_until(lambda: keeper.state.is_locked)
    assert keeper.state.failure is None
    engine.faults = []
    wait_until(lambda: paths(keeper) == ["a.txt", "b.txt"])
    assert not keeper.state.is_locked


def article(path, digest):
    return Article(path, digest, title=path, body="")


def test_the_same_file_under_another_path_was_renamed():
    before = [article("a", "1"), article("b", "2"), article("c", "3")]
    after = [article("b", "9"), article("c", "3"), article("d", "1"), article("e", "1")]
    assert compare(before, after) == News(added=("e",), updated=("b",), renamed=(("a", "d"),))


def test_a_copy_that_comes_or_goes_is_a_file_added_or_removed_whatever_the_article_is_known_by():
    alone, both = [article("sub/nota", "1")], [replace(article("nota", "1"), copies=("sub/nota",))]
    assert compare(alone, both) == News(added=("nota",))
    assert compare(both, alone) == News(removed=("nota",))
    moved = [replace(article("nota", "1"), copies=("otra/nota",))]
    assert compare(both, moved) == News(renamed=(("sub/nota", "otra/nota"),))


@pytest.mark.parametrize(
    ("news", "line"),
    [
        (News(), ""),
        (News(added=("x.md",)), "Añadido: x.md"),
        (News(renamed=(("a.md", "b.md"),)), "Con otro nombre: a.md → b.md"),
        (News(updated=("a", "b", "c")), "3 artículos actualizados"),
        (News(added=("a", "b"), removed=("c",)), "2 artículos añadidos, 1 artículo quitado"),
    ],
)
def test_news_are_told_in_one_line(news, line):
    assert write_news(news, texts_in("es")) == line
