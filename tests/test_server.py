"""A store and a sync on a real Chroma server: as in a folder, and when the server dies in the middle."""

from __future__ import annotations

import contextlib
import random
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import cli
from index.errors import StoreDamaged, StoreUnavailable
from index.storage.chroma import Row
from index.store import Store
from tests.hashed import DIMENSION, HashedWords, open_store, run_sync
from tests.test_store import (
    ODD_PATH,
    OTHERS,
    assert_whole,
    found_for,
    make,
    put,
    write_and_fail,
)
from tests.test_sync import contents, fresh
from tests.waiting import wait_until

STORY = "El párrafo {} habla del río {}, con palabras bastantes para que sea él solo una nota entera."
ARTICLES = 30


def test_a_server_that_does_not_answer_is_reported_with_the_remedy(tmp_path):
    with pytest.raises(StoreUnavailable, match=r"http://127\.0\.0\.1:1: .*see that the Chroma server runs"):
        Store(tmp_path, url="http://127.0.0.1:1")


def free_port():
    """One below those that the system gives to whoever connects, so that none takes it before the server."""
    while True:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as listener, contextlib.suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def kill(server):
    """Until it is gone: a moment after the signal it may still answer."""
    server.kill()
    server.wait(120)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A server that is slow to begin is waited for."""
    monkeypatch.setattr("index.storage.chroma._SERVER_PATIENCE_SECONDS", 200.0)
    return lambda seconds: monkeypatch.setattr("index.storage.chroma._SERVER_PATIENCE_SECONDS", seconds)


@contextmanager
def chroma_server(folder, port):
    command = [Path(sys.executable).with_name("chroma"), "run", "--path", folder, "--host", "127.0.0.1"]
    server = subprocess.Popen(
        [*map(str, command), "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: answers(port) or server.poll() is not None)
        assert server.poll() is None, "the server did not begin"
        yield server
    finally:
        kill(server)


def test_a_server_serves_like_a_folder_and_outlives_its_own_end(tmp_path, patience):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with chroma_server(tmp_path / "server", port):
        store = open_store(tmp_path / "one", url=url)
        put(store, make("a.txt", ["uno ", "dos"]), make(ODD_PATH, ["tres"]))
        other = open_store(tmp_path / "two", url=url)
        assert_whole(other, {"a.txt": ["uno ", "dos"], ODD_PATH: ["tres"]})
        put(other, make("a.txt", ["cuatro"]))
        assert store.refresh()
        assert_whole(store, {"a.txt": ["cuatro"], ODD_PATH: ["tres"]})
    patience(1.0)
    with pytest.raises(StoreUnavailable, match="see that the Chroma server runs"):
        put(store, make("a.txt", ["cinco"]))
    patience(200.0)
    with chroma_server(tmp_path / "server", port):
        put(store, make("a.txt", ["cinco"]))
        assert_whole(store, {"a.txt": ["cinco"], ODD_PATH: ["tres"]})


def test_a_server_that_falls_silent_in_a_sync_is_waited_for(tmp_path, caplog):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with chroma_server(tmp_path / "server", port):
        store = open_store(tmp_path / "index", url=url)
        put(store, make("a.txt", ["uno"]))
    failures = []

    def write():
        try:
            put(store, make("a.txt", ["dos"]), make("b.txt", ["tres"]))
        except StoreUnavailable as error:
            failures.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    wait_until(lambda: "trying again for" in caplog.text)
    with chroma_server(tmp_path / "server", port):
        thread.join(240)
        assert not failures
        assert_whole(store, {"a.txt": ["dos"], "b.txt": ["tres"]})
    assert (
        "see that the Chroma server runs and answers there, then try again (trying again for" in caplog.text
    )


def test_a_sync_whose_server_was_killed_is_finished_by_the_next(tmp_path, patience):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with chroma_server(tmp_path / "server", port) as server:
        store = open_store(tmp_path / "index", url=url)
        put(store, make("a.txt", ["uno"]))
        with contextlib.suppress(StoreUnavailable), store.writing() as writer:
            writer.put([make("a.txt", ["dos"])])
            kill(server)
            patience(0.5)
            writer.put([make("b.txt", ["tres"])])
            pytest.fail("the server was gone")
    patience(200.0)
    with chroma_server(tmp_path / "server", port):
        again = open_store(tmp_path / "index", url=url)
        assert_whole(again, {"a.txt": ["dos"]})
        put(again, make("b.txt", ["tres"]))
        assert_whole(again, {"a.txt": ["dos"], "b.txt": ["tres"]})


def test_on_a_server_another_stamp_is_built_beside_and_takes_the_place(tmp_path):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with chroma_server(tmp_path / "server", port):
        store = open_store(tmp_path / "one", url=url)
        put(store, make("a.txt", ["uno"]))
        builder = Store(tmp_path / "two", url=url)
        builder.claim(OTHERS[0])
        write_and_fail(builder, make("a.txt", ["u", "no"]))
        assert not store.refresh()
        assert found_for(store, "uno") == ["uno"]
        with builder.writing() as writer:
            assert list(writer.store.digests()) == ["a.txt"]
        assert not store.refresh()
        assert store.successor == OTHERS[0]
        assert found_for(store, "uno") == ["uno"]
        store.claim(store.successor)
        assert_whole(store, {"a.txt": ["u", "no"]})
        put(builder, make("b.txt", ["dos"]))
        assert set(builder.editions.numbers()) == {builder.number}


# -- a sync whose server dies in the middle ---------------------------------------------


@pytest.fixture
def seeds(tmp_path):
    (tmp_path / "seeds").mkdir()
    for number in range(ARTICLES):
        (tmp_path / "seeds" / f"{number:02d}.txt").write_text(STORY.format(number, number))
    return tmp_path / "seeds"


class Interrupted(HashedWords):
    """An embedder that something happens to before its third batch."""

    name, dimension = "hashed words", DIMENSION

    def __init__(self, happen):
        super().__init__()
        self._happen = happen
        self._batches = 0

    def embed_passages(self, texts):
        self._batches += 1
        if self._batches == 3:
            self._happen()
        return super().embed_passages(texts)


def test_a_sync_says_that_its_server_was_killed_waits_and_finishes(seeds, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("index.apply._PASSAGES_AT_ONCE", 6)
    port = free_port()
    with contextlib.ExitStack() as servers:
        server = servers.enter_context(chroma_server(tmp_path / "server", port))
        store = open_store(tmp_path / "index", url=f"http://127.0.0.1:{port}")

        def come_back():
            wait_until(lambda: "trying again for" in caplog.text)
            servers.enter_context(chroma_server(tmp_path / "server", port))

        back = threading.Thread(target=come_back)

        def leave():
            kill(server)
            back.start()

        embedder = Interrupted(leave)
        report = run_sync(seeds, store, embedder)
        back.join(240)
        assert len(report.added) == ARTICLES
        assert len(embedder.embedded) == len(set(embedder.embedded)) == report.embedded
        assert contents(store) == fresh(seeds)
        assert not run_sync(seeds, store).changed_something
    assert f"http://127.0.0.1:{port}: the index cannot be used" in caplog.text
    assert (
        "see that the Chroma server runs and answers there, then try again (trying again for" in caplog.text
    )


def test_the_command_says_what_to_do_when_the_server_does_not_come_back(
    seeds, tmp_path, monkeypatch, capsys, embedder, patience
):
    """Exit code 1; run again when it is back, it finishes with what was embedded before."""
    monkeypatch.setattr("index.apply._PASSAGES_AT_ONCE", 6)
    port = free_port()
    monkeypatch.setenv("HEMEROTECA_CHROMA_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("HEMEROTECA_LANGUAGE", "en")
    command = ["sync", "--seeds", str(seeds), "--index", str(tmp_path / "index")]

    def sync_with(happen):
        words = Interrupted(happen)
        words.encoder = embedder.encoder
        monkeypatch.setattr("assistant.archive.load_embedder", lambda _: words)
        return cli.main(command), words

    with chroma_server(tmp_path / "server", port) as server:

        def leave():
            kill(server)
            patience(1.0)

        code, before = sync_with(leave)
    patience(200.0)
    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert said.err.count("Traceback") == 0
    assert f"hemeroteca: http://127.0.0.1:{port}: the index cannot be used" in said.err
    assert "see that the Chroma server runs and answers there, then try again" in said.err.splitlines()[-1]
    with chroma_server(tmp_path / "server", port):
        code, after = sync_with(lambda: None)
        assert code == 0
        assert not set(before.embedded[:12]) & set(after.embedded)
        store = Store(tmp_path / "index", url=f"http://127.0.0.1:{port}")
        assert len(store.digests()) == ARTICLES
        assert {store.article(path).body for path in store.digests()} == {
            file.read_text() for file in seeds.glob("*.txt")
        }


@pytest.mark.parametrize("is_lost", [True, False])
def test_a_passage_that_a_server_has_lost_or_spoilt_is_written_anew_by_a_sync(seeds, tmp_path, is_lost):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with chroma_server(tmp_path / "server", port):
        store = open_store(tmp_path / "index", url=url)
        run_sync(seeds, store)
        rows, (key, *_) = store._view.chroma.passages, store.catalogue.by_path["03.txt"].passage_ids()
        if is_lost:
            rows.delete([key])
        else:
            ((_, _, fields, vector),) = rows.get([key], vectors=True)
            rows.upsert([Row(key, vector, fields, "Otra cosa.")])
            with pytest.raises(StoreDamaged):
                store.passages("03.txt")
        # What is the same as something that cannot be read is indexed all the same.
        (seeds / "copia de 03.txt").write_text((seeds / "03.txt").read_text())
        embedder = HashedWords()
        run_sync(seeds, store, embedder)
        assert embedder.embedded == []
        assert contents(store) == fresh(seeds)
        assert not run_sync(seeds, store).changed_something


def test_a_look_at_a_server_is_one_request(tmp_path, monkeypatch):
    import httpx

    port = free_port()
    with chroma_server(tmp_path / "server", port):
        store = open_store(tmp_path / "index", url=f"http://127.0.0.1:{port}")
        put(store, make("a.txt", ["uno"]))
        asked = []
        send = httpx.Client.send
        monkeypatch.setattr(
            httpx.Client, "send", lambda *given, **named: asked.append(given[1]) or send(*given, **named)
        )
        assert not store.refresh()
        assert len(asked) == 1
