"""A chat with the real index behind it: what changes in the folder is in the next answer, and soon."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing

import pytest

from assistant.ask import Assistant
from assistant.settings import load_settings
from assistant.ui.chat import Chat
from assistant.ui.keeper import Keeper
from tests.conftest import SEEDS
from tests.test_following import BRIDGE, QUESTION

# From the end of its embedding until an answer has it; tenths where nothing else runs.
MOST_SECONDS = 20.0


class Stopwatch:
    """The bundled model, and when it last ended embedding passages."""

    def __init__(self, embedder):
        self._embedder = embedder
        self.ended = 0.0

    def __getattr__(self, name):
        return getattr(self._embedder, name)

    def embed_passages(self, texts):
        vectors = self._embedder.embed_passages(texts)
        self.ended = time.monotonic()
        return vectors


@pytest.fixture
def stopwatch(embedder):
    return Stopwatch(embedder)


@pytest.fixture
def chat(tmp_path, stopwatch, monkeypatch):
    """A chat over a copy of the seeds, ready to answer, with the folder that its keeper watches."""
    monkeypatch.setattr("assistant.archive.load_embedder", lambda _: stopwatch)
    # Else, on a machine that is slow or stands still, an update is waited for no longer, and that is said.
    monkeypatch.setattr("assistant.ui.chat._MOST_SECONDS_WAITED", 200.0)
    shutil.copytree(SEEDS, tmp_path / "seeds")
    engine = Assistant(load_settings(seeds=tmp_path / "seeds", index=tmp_path / "index"))
    keeper = Keeper(engine, tmp_path / "seeds")
    keeper.start()
    keeper.wait(timeout_seconds=250)
    assert keeper.state.is_ready
    return Chat(engine, keeper)


def ask(chat):
    *_, turn = chat.ask(QUESTION, "es", ())
    assert turn.state == "whole", turn.note
    return turn


def write(seeds, cost):
    (seeds / "puente.txt").write_text(BRIDGE.format(cost, cost, cost), encoding="utf-8")


def test_a_file_dropped_edited_or_removed_is_in_the_next_answer_soon(chat, tmp_path, stopwatch):
    seeds = tmp_path / "seeds"
    waits = []
    for cost in ("14,2", "15,9", "16,5"):
        write(seeds, cost)
        assert f"{cost} millones" in ask(chat).answer.text
        waits.append(time.monotonic() - stopwatch.ended)
    (seeds / "puente.txt").rename(seeds / "ribadesella.txt")
    assert {each.article for each in ask(chat).answer.citations} == {"ribadesella.txt"}
    (seeds / "ribadesella.txt").unlink()
    assert "16,5" not in ask(chat).answer.text
    assert sorted(waits)[1] < MOST_SECONDS, waits


def test_a_file_half_written_is_waited_for_and_never_half_an_answer(chat, tmp_path):
    whole = BRIDGE.format("14,2", "14,2", "14,2").encode()
    with (tmp_path / "seeds" / "puente.txt").open("wb", buffering=0) as file:
        for start in range(0, len(whole), 40):
            file.write(whole[start : start + 40])
            time.sleep(0.05)
    assert "14,2 millones" in ask(chat).answer.text
    assert chat._engine.article("puente.txt").body.encode() == whole


def test_an_index_that_can_no_longer_be_written_still_answers_and_says_so(chat, tmp_path):
    write(tmp_path / "seeds", "14,2")
    ask(chat)
    (tmp_path / "index" / "write.lock").unlink()
    (tmp_path / "index" / "write.lock").mkdir()
    write(tmp_path / "seeds", "15,9")
    turn = ask(chat)
    assert "14,2 millones" in turn.answer.text
    assert turn.note.startswith("El índice no se puede poner al día")
    (tmp_path / "index" / "write.lock").rmdir()
    turn = ask(chat)
    assert "15,9 millones" in turn.answer.text
    assert turn.note == ""


def test_an_article_that_turns_out_damaged_is_read_again_before_anything_is_said(chat, tmp_path):
    write(tmp_path / "seeds", "14,2")
    assert "14,2 millones" in ask(chat).answer.text
    with closing(sqlite3.connect(tmp_path / "index" / "chroma" / "chroma.sqlite3")) as database, database:
        database.execute(
            "update embedding_metadata set string_value = replace(string_value, '14,2', '99,9') "
            "where key = 'chroma:document'"
        )
    chat._engine._desk.library._opened.clear()
    answer = ask(chat).answer
    assert "14,2 millones" in answer.text
    assert "99,9" not in answer.text
