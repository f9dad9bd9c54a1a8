"""Watching a folder: one call for each change of its articles, when it has come to rest."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import index.watch
from index.errors import SeedsFolderMissing
from index.watch import look, watch
from tests.waiting import look_that_grows, write_whole

ROOT = Path(__file__).parents[1]


class Watching:
    """A watch in a thread; each call is remembered as the texts that the folder's files then had."""

    def __init__(self, folder):
        self.folder = folder
        self.calls: list[dict[str, str]] = []
        self.error: Exception | None = None
        self._stop = threading.Event()
        self._called = threading.Condition()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        # Whatever changes from here on is a change, however late the thread begins.
        self._since = look(self.folder)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join(120)
        assert not self._thread.is_alive()

    def wait(self, calls, seconds=120):
        with self._called:
            return self._called.wait_for(lambda: len(self.calls) >= calls or self.error, seconds)

    def wait_for(self, texts, seconds=120):
        """Until the last call was for these texts."""
        with self._called:
            return self._called.wait_for(lambda: self.calls[-1:] == [texts], seconds)

    def _run(self):
        try:
            watch(self.folder, self._note, self._stop, since=self._since)
        except SeedsFolderMissing as error:
            with self._called:
                self.error = error
                self._called.notify_all()

    def _note(self):
        with self._called:
            files = self.folder.rglob("*.txt")
            self.calls.append({file.relative_to(self.folder).as_posix(): file.read_text() for file in files})
            self._called.notify_all()


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("uno")
    return folder


def test_a_file_that_comes_changes_moves_or_goes_is_told(seeds):
    with Watching(seeds) as watching:
        write_whole(seeds / "b.txt", "dos")
        assert watching.wait(1)
        write_whole(seeds / "b.txt", "dos y medio")
        assert watching.wait(2)
        (seeds / "sub").mkdir()
        (seeds / "b.txt").rename(seeds / "sub" / "c.txt")
        assert watching.wait(3)
        (seeds / "a.txt").unlink()
        assert watching.wait(4)
    assert watching.calls == [
        {"a.txt": "uno", "b.txt": "dos"},
        {"a.txt": "uno", "b.txt": "dos y medio"},
        {"a.txt": "uno", "sub/c.txt": "dos y medio"},
        {"sub/c.txt": "dos y medio"},
    ]


def test_a_change_is_told_as_it_happens_within_a_second_and_a_half(seeds, monkeypatch):
    # Nobody looks by the clock: what is told after the first call was told by the system.
    monkeypatch.setattr("index.watch._TICKS_BETWEEN_LOOKS", 10**9)
    waits = []
    with Watching(seeds) as watching:
        write_whole(seeds / "b.txt", "dos")
        assert watching.wait(1)
        # One of a few, for the machine may be busy with something else.
        while len(waits) < 8 and min(waits, default=2.0) > 1.5:
            begun = time.monotonic()
            write_whole(seeds / "b.txt", f"dos {len(waits)}")
            assert watching.wait(2 + len(waits))
            waits.append(time.monotonic() - begun)
    assert min(waits) < 1.5, waits


def test_changes_that_come_together_make_one_call(seeds, monkeypatch):
    before, has_seen, is_done = look(seeds), threading.Event(), threading.Event()

    def slow_look(folder):
        """The first look that sees a change ends when all have come."""
        found = look(folder)
        # Watchers of other tests may still be looking, at folders of their own.
        if folder == seeds and found != before:
            has_seen.set()
            assert is_done.wait(120)
        return found

    monkeypatch.setattr("index.watch.look", slow_look)
    with Watching(seeds) as watching:
        write_whole(seeds / "0.txt", "texto")
        assert has_seen.wait(120)
        for number in range(1, 30):
            write_whole(seeds / f"{number}.txt", "texto")
        is_done.set()
        assert watching.wait(1)
        assert not watching.wait(2, seconds=1)
    assert len(watching.calls[0]) == 31


def test_a_change_that_nothing_came_of_is_told_again(seeds, monkeypatch):
    monkeypatch.setattr("index.watch._TICKS_BETWEEN_LOOKS", 1)
    tries, done = [], threading.Event()

    def follow():
        tries.append((seeds / "a.txt").read_text())
        if len(tries) == 3:
            done.set()
        return len(tries) == 3

    stop, before = threading.Event(), look(seeds)
    (seeds / "a.txt").write_text("uno y medio")
    watching = threading.Thread(target=watch, args=(seeds, follow, stop), kwargs={"since": before})
    watching.start()
    assert done.wait(120)
    time.sleep(1.5)  # nor is it told once more when something came of it
    stop.set()
    watching.join(120)
    assert tries == ["uno y medio"] * 3


def test_a_change_that_nothing_came_of_and_that_is_taken_back_is_told_again(seeds, monkeypatch):
    monkeypatch.setattr("index.watch._TICKS_BETWEEN_LOOKS", 1)
    seen, done, stop = [], threading.Event(), threading.Event()

    def follow():
        seen.append((seeds / "b.txt").exists())
        (seeds / "b.txt").unlink(missing_ok=True)
        if len(seen) == 2:
            done.set()
        return len(seen) == 2

    before = look(seeds)
    (seeds / "b.txt").write_text("dos")
    watching = threading.Thread(target=watch, args=(seeds, follow, stop), kwargs={"since": before})
    watching.start()
    assert done.wait(120)
    stop.set()
    watching.join(120)
    assert seen == [True, False]


def test_a_file_being_written_is_waited_for(seeds, monkeypatch):
    monkeypatch.setattr("index.watch.look", look_that_grows(seeds / "b.txt", "línea\n", times=9))
    with Watching(seeds) as watching:
        write_whole(seeds / "b.txt", "línea\n")
        assert watching.wait(1)
        assert not watching.wait(2, seconds=1)
    assert watching.calls[0]["b.txt"] == "línea\n" * 10


def test_what_is_no_article_is_not_told(seeds):
    with Watching(seeds) as watching:
        (seeds / "notes.log").write_text("x")
        (seeds / ".b.txt.swp").write_text("x")
        (seeds / ".git").mkdir()
        (seeds / ".git" / "b.txt").write_text("x")
        assert not watching.wait(1, seconds=1)


def test_what_changes_during_a_call_makes_another(seeds, monkeypatch):
    watching = Watching(seeds)
    real = watching._note

    def note():
        if not watching.calls:
            (seeds / "c.txt").write_text("tres")
        real()

    watching._note = note
    with watching:
        (seeds / "b.txt").write_text("dos")
        assert watching.wait(2)


def test_a_folder_that_took_the_place_of_another_is_watched(seeds, monkeypatch):
    turn, number = threading.Lock(), index.watch._number

    def number_in_turn(folder):
        with turn:
            return number(folder)

    monkeypatch.setattr("index.watch._number", number_in_turn)
    with Watching(seeds) as watching:
        other = seeds.with_name("other")
        other.mkdir()
        (other / "b.txt").write_text("dos")
        # Exchanged while it is away for less than a look: as an unpacked archive put in its place.
        with turn:
            seeds.rename(seeds.with_name("old"))
            other.rename(seeds)
        assert watching.wait_for({"b.txt": "dos"})
        write_whole(seeds / "c.txt", "tres")
        assert watching.wait_for({"b.txt": "dos", "c.txt": "tres"})


def test_what_changed_since_a_former_look_is_told_at_once(seeds):
    before = look(seeds)
    (seeds / "b.txt").write_text("dos")
    stop = threading.Event()
    watch(seeds, stop.set, stop, since=before)
    assert stop.is_set()


def test_a_file_that_may_be_read_again_is_a_change(seeds):
    before = look(seeds)
    (seeds / "a.txt").chmod(0o600)
    assert look(seeds) != before


def test_the_folder_one_stands_in_is_looked_at_as_any_other(seeds, monkeypatch):
    (seeds / "2026").mkdir()
    (seeds / "2026" / "b.txt").write_text("dos")
    (seeds / ".c.txt").write_text("tres")
    monkeypatch.chdir(seeds)
    here = {Path(path).resolve(): about for path, *about in look(Path())}
    assert here == {Path(path).resolve(): about for path, *about in look(seeds)}
    assert {path.name for path in here} == {"a.txt", "b.txt"}


def test_a_missing_folder_is_an_error_one_taken_away_too(seeds, tmp_path):
    with pytest.raises(SeedsFolderMissing, match="create it"):
        watch(tmp_path / "nowhere", lambda: None, threading.Event())
    with Watching(seeds) as watching:
        write_whole(seeds / "b.txt", "dos")
        assert watching.wait(1)
        # It has begun: a folder that is missing from the first is another error.
        seeds.rename(tmp_path / "elsewhere")
        assert watching.wait(2)
    assert "taken away" in str(watching.error)


def test_a_folder_taken_away_just_before_the_watch_begins_is_told_as_one_taken_away(seeds, monkeypatch):
    number = index.watch._number

    def number_and_away(folder):
        found = number(folder)
        folder.rename(folder.with_name("away"))
        return found

    monkeypatch.setattr("index.watch._number", number_and_away)
    with pytest.raises(SeedsFolderMissing, match="taken away"):
        watch(seeds, lambda: None, threading.Event())


def test_the_command_follows_the_folder_and_ends_on_ctrl_c(seeds, tmp_path):
    (seeds / "a.txt").write_text("Madrid, 3 de mayo de 2025. El alcalde inauguró el puente nuevo.")
    command = [sys.executable, "-m", "assistant", "watch", "--json", "--seeds", seeds]
    watching = subprocess.Popen(
        [*map(str, command), "--index", str(tmp_path / "index")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background has it ignored, and so would the child.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (nothing else runs yet)
    )
    try:
        assert json.loads(watching.stdout.readline())["added"] == ["a.txt"]
        write_whole(seeds / "b.txt", "Lima, 4 de mayo de 2025. La lluvia cortó la carretera central.")
        assert json.loads(watching.stdout.readline())["added"] == ["b.txt"]
        (seeds / "a.txt").rename(seeds / "c.txt")
        assert json.loads(watching.stdout.readline())["renamed"] == [["a.txt", "c.txt"]]
        watching.send_signal(signal.SIGINT)
        _, errors = watching.communicate(timeout=120)
        assert watching.returncode == 0
        assert not re.search("Traceback|Error", errors)
    finally:
        watching.kill()
        watching.communicate()
