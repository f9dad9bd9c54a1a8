"""The store, real Chroma in a folder and on a server: what is put is found, whole, by every process."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieve import HybridSearch
from index.article import Article, Passage
from index.errors import StoreLocked, StoreMismatch, StoreUnavailable
from index.storage.chroma import Rows
from index.storage.records import StoredPassage
from index.store import Stamp, Store
from tests.hashed import DIMENSION, STAMP, HashedWords, open_store, rows_there


class CutShort(Exception):
    pass


ROOT = Path(__file__).parents[1]
ODD_PATH = "sub dir/«año» 100%_'x'; DROP.txt"


def passages_of(path, texts):
    start = 0
    for number, text in enumerate(texts):
        yield Passage(path, number, start, start + len(text), text, number + 1, "Sección" if number else None)
        start += len(text)


def make(path, texts, *, digest=None, **about):
    """An article of given passages, and they as stored."""
    article = Article(
        path, digest or sha256("|".join(texts).encode()).hexdigest(), "Título", "".join(texts), **about
    )
    vectors = HashedWords().embed_passages(texts)
    passages = list(passages_of(path, texts))
    return article, [
        StoredPassage(passage, vector, f"hash {passage.text}")
        for passage, vector in zip(passages, vectors, strict=True)
    ]


def put(store, *articles):
    with store.writing() as writer:
        writer.put(articles)


def texts_of(store, path):
    return [stored.passage.text for stored in store.passages(path)]


def found_for(store, words, count=5):
    found = store.nearest(HashedWords().embed_question(words), count)
    return [passage.text for passage in store.passages_by_id(list(found)).values()]


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "index")


def test_an_article_comes_back_as_it_was_put(store):
    article, passages = make(
        "a.txt",
        ["Uno dos. ", "Tres\n\n", "cuatro."],
        outlet="El Diario",
        place="Bogotá",
        published=date(2026, 1, 16),
        url="https://example.org/a",
        author="María Peña",
        language="es",
        pages=(0, 9, 16),
    )
    put(store, (article, passages))
    assert store.article("a.txt") == article
    assert [stored.passage for stored in store.passages("a.txt")] == [stored.passage for stored in passages]
    assert [stored.embedded for stored in store.passages("a.txt")] == [one.embedded for one in passages]
    for stored, given in zip(store.passages("a.txt"), passages, strict=True):
        np.testing.assert_allclose(stored.vector, given.vector, atol=1e-6)
    assert store.digests() == {"a.txt": article.digest}
    assert store.passage_count() == 3


def test_what_is_unknown_of_an_article_stays_unknown(store):
    article, passages = make("a.txt", ["Uno."])
    put(store, (article, passages))
    assert store.article("a.txt") == article


def test_what_is_no_longer_known_of_an_article_is_forgotten(store):
    put(store, make("a.txt", ["Uno."], outlet="El Diario", author="María Peña", copies=("b.txt",)))
    article, passages = make("a.txt", ["Uno."])
    put(store, (article, passages))
    assert Store(store.folder).article("a.txt") == article


def test_an_article_put_again_replaces_all_its_passages(store):
    put(store, make("a.txt", ["uno dos ", "tres cuatro ", "cinco"]))
    put(store, make("a.txt", ["seis siete"]))
    assert texts_of(store, "a.txt") == ["seis siete"]
    assert store.passage_count() == 1
    assert found_for(store, "tres cuatro") == ["seis siete"]


def test_a_removed_article_leaves_nothing(store):
    put(store, make("a.txt", ["uno ", "dos"]), make("b.txt", ["tres"]))
    with store.writing() as writer:
        writer.remove(["a.txt"])
    assert list(store.digests()) == ["b.txt"]
    assert found_for(store, "uno") == ["tres"]
    with pytest.raises(KeyError):
        store.article("a.txt")
    assert rows_there(store.folder) == 1


def test_an_article_takes_the_place_of_another_in_one_step(store):
    article, passages = make("old.txt", ["uno ", "dos"])
    put(store, (article, passages))
    with store.writing() as writer:
        writer.put([make("new.txt", ["uno ", "dos"], digest=article.digest)], instead_of=["old.txt"])
    assert list(store.digests()) == ["new.txt"]
    assert texts_of(store, "new.txt") == ["uno ", "dos"]
    assert rows_there(store.folder) == 2


def test_a_path_with_odd_characters_is_a_path_like_any_other(store):
    put(store, make(ODD_PATH, ["uno dos"]))
    again = Store(store.folder)
    assert texts_of(again, ODD_PATH) == ["uno dos"]
    with again.writing() as writer:
        writer.remove([ODD_PATH])
    assert again.digests() == {}


def test_an_empty_store_finds_nothing(store):
    assert found_for(store, "uno") == []
    assert store.digests() == {}
    assert list(store.every_passage()) == []


def test_more_passages_than_a_page_go_in_and_come_out(store):
    article, passages = make("a.txt", [f"palabra{number} " for number in range(6000)])
    put(store, (article, passages))
    again = Store(store.folder)
    assert texts_of(again, "a.txt") == [stored.passage.text for stored in passages]
    assert [passage.number for _, passage in again.every_passage()] == list(range(6000))
    assert found_for(again, "palabra4321", count=1) == ["palabra4321 "]
    put(again, make("a.txt", ["uno"]))
    assert rows_there(store.folder) == 1


def test_more_articles_than_a_page_go_in_and_out(store):
    vector = HashedWords().embed_question("uno")
    batch = []
    for number in range(5600):
        path = f"{number:05d}.txt"
        passage = StoredPassage(Passage(path, 0, 0, 3, "uno", 1), vector, "hash")
        batch.append((Article(path, sha256(path.encode()).hexdigest(), "Uno", "uno"), [passage]))
    with store.writing() as writer:
        writer.put(batch)
    again = Store(store.folder)
    assert list(again.digests()) == [article.path for article, _ in batch]
    with again.writing() as writer:
        writer.remove(list(again.digests())[:5500])
    assert len(Store(store.folder).digests()) == 100
    assert rows_there(store.folder) == 100


def test_similarity_is_the_cosine(store):
    put(store, make("a.txt", ["uno dos tres"]))
    vector = HashedWords().embed_question("uno dos")
    ((key, similarity),) = store.nearest(vector, 1).items()
    expected = HashedWords().embed_question("uno dos tres") @ vector
    assert similarity == pytest.approx(expected, abs=1e-4)
    assert store.similarities([key, "no such id"], vector) == {key: pytest.approx(expected, abs=1e-4)}
    assert store.passages_by_id([key, "no such id"])[key].text == "uno dos tres"


def test_opening_asks_for_no_passages(store, monkeypatch):
    put(store, make("a.txt", ["uno ", "dos"]), make("b.txt", ["tres"]))
    asked = []
    ask = Rows._ask

    def spied(self, method, **what):
        asked.append((self._collection.name, method, what.get("include")))
        return ask(self, method, **what)

    monkeypatch.setattr(Rows, "_ask", spied)
    again = Store(store.folder)
    assert [what for what in asked if what[0] == "passages"] == [("passages", "query", ["distances"])]
    assert again.passage_count() == 3


# -- the stamp ----------------------------------------------------------------------


OTHERS = [
    Stamp("another model", DIMENSION, STAMP.splitter),
    Stamp(STAMP.model, 64, STAMP.splitter),
    Stamp(STAMP.model, DIMENSION, "tiles 0"),
]


@pytest.mark.parametrize("other", OTHERS)
def test_a_store_of_another_stamp_gives_no_vectors_until_it_is_built_anew(store, other):
    put(store, make("a.txt", ["uno"]))
    asking = Store(store.folder)
    asking.claim(other)
    for ask in (lambda: found_for(asking, "uno"), lambda: asking.similarities([], np.zeros(1))):
        with pytest.raises(StoreMismatch, match=r"built with hashed words.*now asked for.*hemeroteca sync"):
            ask()
    assert texts_of(asking, "a.txt") == ["uno"]
    assert found_for(store, "uno") == ["uno"]


@pytest.mark.parametrize("other", OTHERS)
def test_a_store_of_another_stamp_is_built_beside_and_takes_the_place_when_it_is_whole(store, other):
    put(store, make("a.txt", ["uno"]))
    again = Store(store.folder)
    again.claim(other)
    with again.writing() as writer:
        assert writer.store.digests() == {}
        writer.put([resized(make("a.txt", ["u", "no"]), other.dimension)])
        assert texts_of(again, "a.txt") == ["uno"]
        assert found_for(Store(store.folder), "uno") == ["uno"]
    assert again.stamp == Store(store.folder).stamp == other
    assert texts_of(again, "a.txt") == ["u", "no"]
    assert len(again.nearest(np.ones(other.dimension, dtype=np.float32), 5)) == 2
    with again.writing():
        assert not (store.folder / "chroma").exists()


def write_and_fail(store, article):
    with contextlib.suppress(CutShort), store.writing() as writer:
        assert writer.store.digests() == {}
        writer.put([article])
        raise CutShort


def resized(made, dimension):
    """The same with vectors of another dimension."""
    article, passages = made
    longer = [np.resize(each.vector, dimension) for each in passages]
    return article, [
        replace(each, vector=vector / np.linalg.norm(vector))
        for each, vector in zip(passages, longer, strict=True)
    ]


def test_a_build_cut_short_is_taken_up_by_the_next_writer_and_the_old_serves_meanwhile(store):
    put(store, make("a.txt", ["uno"]))
    builder = Store(store.folder)
    builder.claim(OTHERS[0])
    write_and_fail(builder, make("a.txt", ["u", "no"]))
    for reading in (store, builder, open_store(store.folder)):
        assert not reading.refresh()
        assert texts_of(reading, "a.txt") == ["uno"]
    put(store, make("b.txt", ["dos"]))
    with builder.writing() as writer:
        assert texts_of(writer.store, "a.txt") == ["u", "no"]
        writer.put([make("b.txt", ["d", "os"])])
    assert_whole(builder, {"a.txt": ["u", "no"], "b.txt": ["d", "os"]})


def test_a_build_for_a_stamp_that_nobody_wants_any_more_gives_way(store):
    put(store, make("a.txt", ["uno"]))
    for stamp in OTHERS[:2]:
        builder = Store(store.folder)
        builder.claim(stamp)
        write_and_fail(builder, resized(make("a.txt", ["u", "no"]), stamp.dimension))
    with builder.writing() as writer:
        assert list(writer.store.digests()) == ["a.txt"]
    with builder.writing():
        pass
    assert builder.stamp == OTHERS[1]
    assert [path.name for path in store.folder.glob("chroma*")] == [f"chroma-{builder.number}"]


def test_an_error_in_a_build_says_that_the_old_index_still_serves(store):
    put(store, make("a.txt", ["uno"]))
    builder = Store(store.folder)
    builder.claim(OTHERS[0])
    with (
        pytest.raises(
            StoreUnavailable, match=r"no space .*another model .*is kept.*hashed words.*serves whoever asks"
        ),
        builder.writing(),
    ):
        raise StoreUnavailable("no space left")
    assert found_for(open_store(store.folder), "uno") == ["uno"]


def test_who_reads_the_former_index_goes_on_until_it_claims_the_new_one(store):
    put(store, make("a.txt", ["uno"]))
    in_another_process(
        """
store = Store(Path(sys.argv[1]))
store.claim(OTHERS[0])
put(store, make("a.txt", ["u", "no"]))
""",
        store.folder,
    )
    assert not store.refresh()
    assert store.successor == OTHERS[0]
    assert found_for(store, "uno") == texts_of(store, "a.txt") == ["uno"]
    with pytest.raises(StoreMismatch, match="another process has built it anew with another model"):
        put(store, make("b.txt", ["dos"]))
    before = store.seen_generation
    store.claim(store.successor)
    assert store.seen_generation > before
    assert_whole(store, {"a.txt": ["u", "no"]})
    put(store, make("b.txt", ["dos"]))
    assert store.stamp == OTHERS[0]


def test_the_stamp_outlives_writing(store):
    put(store, make("a.txt", ["uno"]))
    with store.writing() as writer:
        writer.remove(["a.txt"])
    assert Store(store.folder).stamp == STAMP


# -- a writer cut short -------------------------------------------------------------


@contextmanager
def cut_short_at(monkeypatch, target, name, *, after=0):
    """The ``after + 1``-th call of a method raises."""
    real = getattr(target, name)
    calls = []

    def fail(*arguments, **named):
        calls.append(name)
        if len(calls) > after:
            raise CutShort
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(target, name, fail)
        with pytest.raises(CutShort):
            yield


def assert_whole(store, expected):
    """The store says exactly this (path -> texts), by every way of asking."""
    assert {path: texts_of(store, path) for path in store.digests()} == expected
    texts = sorted(text for article in expected.values() for text in article)
    assert sorted(passage.text for _, passage in store.every_passage()) == texts
    assert sorted(found_for(store, "uno dos tres", count=100)) == texts


def test_passages_of_a_put_cut_short_before_the_record_never_count(store, monkeypatch):
    put(store, make("a.txt", ["uno ", "dos"]))
    with cut_short_at(monkeypatch, store._view.chroma.articles, "upsert"):
        put(store, make("a.txt", ["tres"]), make("b.txt", ["cuatro"]))
    for opened in (store, Store(store.folder)):
        assert_whole(opened, {"a.txt": ["uno ", "dos"]})
    assert rows_there(store.folder) == 4
    with store.writing():
        pass
    assert rows_there(store.folder) == 2


def test_old_passages_of_a_put_cut_short_after_the_record_never_count(store, monkeypatch):
    put(store, make("a.txt", ["uno ", "dos"]))
    with cut_short_at(monkeypatch, store._view.chroma.passages, "delete"):
        put(store, make("a.txt", ["tres"]))
    for opened in (store, Store(store.folder)):
        assert_whole(opened, {"a.txt": ["tres"]})
    with store.writing():
        pass
    assert rows_there(store.folder) == 1


def test_a_removal_cut_short_has_removed_the_article(store, monkeypatch):
    put(store, make("a.txt", ["uno ", "dos"]), make("b.txt", ["tres"]))
    with cut_short_at(monkeypatch, store._view.chroma.passages, "delete"), store.writing() as writer:
        writer.remove(["a.txt"])
    for opened in (store, Store(store.folder)):
        assert_whole(opened, {"b.txt": ["tres"]})


def test_nothing_is_scanned_after_a_writer_that_finished(store, monkeypatch):
    put(store, make("a.txt", ["uno"]))
    monkeypatch.setattr(type(store._view.chroma.passages), "every_id", None)
    with store.writing():
        pass


def test_an_article_that_lost_passages_is_not_shown_with_a_hole_but_left_to_be_read_again(store):
    article, passages = make("a.txt", ["uno ", "dos"])
    put(store, (article, passages))
    key = next(iter(store.every_passage()))[0]
    store._view.chroma.passages.delete([key])
    with pytest.raises(KeyError):
        store.article("a.txt")
    assert store.digests() == open_store(store.folder).digests() == {}


# -- several processes and threads --------------------------------------------------


def in_another_process(code, *arguments):
    header = "import sys\nfrom pathlib import Path\nfrom tests.test_store import *\n"
    done = subprocess.run(
        [sys.executable, "-c", header + code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


WRITE = """
store = open_store(Path(sys.argv[1]))
put(store, make("a.txt", ["nueve diez"]), make("b.txt", ["once"]))
"""


def test_what_another_process_writes_is_found_after_a_refresh(store):
    put(store, make("a.txt", ["uno ", "dos"]), make("c.txt", ["tres"]))
    assert sorted(found_for(store, "uno")) == ["dos", "tres", "uno "]
    in_another_process(WRITE, store.folder)
    assert store.refresh()
    assert not store.refresh()
    assert_whole(store, {"a.txt": ["nueve diez"], "b.txt": ["once"], "c.txt": ["tres"]})


def test_a_store_opened_anew_is_not_as_old_as_one_that_is_open(store):
    put(store, make("a.txt", ["uno ", "dos"]))
    found_for(store, "uno")
    in_another_process(WRITE, store.folder)
    assert_whole(Store(store.folder), {"a.txt": ["nueve diez"], "b.txt": ["once"]})


def test_a_search_that_meets_deleted_passages_takes_up_the_new_state(store):
    put(store, make("a.txt", ["uno ", "dos"]))
    found_for(store, "uno")
    in_another_process(WRITE, store.folder)
    assert found_for(store, "uno") == []
    assert sorted(found_for(store, "uno")) == ["nueve diez", "once"]
    assert texts_of(store, "a.txt") == ["nueve diez"]


def test_an_article_read_while_another_process_replaces_it_is_the_new_one(store):
    put(store, make("a.txt", ["uno ", "dos"]))
    in_another_process(WRITE, store.folder)
    assert texts_of(store, "a.txt") == ["nueve diez"]


def test_a_second_writer_is_told_who_is_in_its_way(store):
    with store.writing(), pytest.raises(StoreLocked, match="another process is updating the index; wait"):  # noqa: SIM117
        with Store(store.folder).writing(wait_seconds=0.1):
            pass


def test_a_second_writer_waits_for_the_first_and_goes_on_from_there(store):
    other = Store(store.folder)
    order = []

    def second():
        with other.writing() as writer:
            order.append("second")
            assert list(other.digests()) == ["a.txt"]
            writer.put([make("b.txt", ["dos"])])

    thread = threading.Thread(target=second)
    with store.writing() as writer:
        thread.start()
        time.sleep(0.2)
        writer.put([make("a.txt", ["uno"])])
        order.append("first")
    thread.join(120)
    assert order == ["first", "second"]
    store.refresh()
    assert_whole(store, {"a.txt": ["uno"], "b.txt": ["dos"]})


def test_searching_threads_see_every_article_whole_while_one_writes(store):
    put(store, *(make(f"{number}.txt", ["uno ", f"dos {number}"]) for number in range(5)))
    stop = threading.Event()
    seen: list[Exception | int] = []
    search = HybridSearch(store, HashedWords(), lexical_weight=0.0)

    def read():
        is_last = False
        while not is_last:
            is_last = stop.is_set()
            try:
                store.refresh()
                assert len(search.search("uno dos", top=3)) == 3
                for path in store.digests():
                    assert len(texts_of(store, path)) in (2, 3)
                list(store.every_passage())
            except Exception as error:  # noqa: BLE001  (shown by the assertion below)
                seen.append(error)
                return
            seen.append(1)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for turn in range(30):
        put(store, make(f"{turn % 5}.txt", ["uno ", f"dos {turn} ", "tres"][: 2 + turn % 2]))
    stop.set()
    for thread in threads:
        thread.join(120)
    assert len(seen) >= len(threads)
    assert set(map(str, seen)) == {"1"}


# -- places that cannot serve -------------------------------------------------------


def test_a_folder_that_cannot_be_made_is_reported_with_the_remedy(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreUnavailable, match=r"cannot be written .*check the folder's rights"):
        Store(tmp_path / "file" / "index")
