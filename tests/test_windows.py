"""The stretches of articles that are read: passages found with their neighbours, none twice, exact."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library import Library
from assistant.retrieve import Hit
from assistant.windows import open_windows
from index.sync import sync
from tests.hashed import HashedWords, open_store, run_sync

HARBOUR = "\n\n".join(
    f"Muelle {number}. El puerto amplió el muelle {number} con grúas nuevas y almacenes, según contó la "
    f"autoridad portuaria a los {number} vecinos que acudieron a la reunión. La obra número {number} "
    "terminará antes del verano, si el tiempo lo permite y el presupuesto alcanza para todas las cuadrillas."
    for number in range(12)
)
SHORT = "El Ayuntamiento aprobó ayer el presupuesto.\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    folder = tmp_path_factory.mktemp("windows")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "puerto.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "seeds" / "corto.txt").write_text(SHORT, encoding="utf-8")
    store = open_store(folder / "index")
    run_sync(folder / "seeds", store)
    return Library(store)


@pytest.fixture(scope="module")
def passages(library):
    """All passages of both articles; the long one has a dozen or more."""
    found = [*library.open("puerto.txt").passages, *library.open("corto.txt").passages]
    assert len(found) > 12
    return found


def hits_for(passages, order):
    return [
        Hit(passages[row % len(passages)], score=1 - place / 100, similarity=0.9, bm25=2.0)
        for place, row in enumerate(order)
    ]


@given(order=st.lists(st.integers(0, 100), max_size=20), most=st.integers(0, 8))
def test_windows_never_overlap_and_hold_exactly_the_articles_text(library, passages, order, most):
    windows = open_windows(hits_for(passages, order), library, most=most)
    assert len(windows) <= most
    for window in windows:
        assert library.open(window.article).article.body[window.start : window.end] == window.text
        assert window.start <= window.passage.start < window.passage.end <= window.end
    for one, other in combinations(windows, 2):
        assert one.article != other.article or one.end <= other.start or other.end <= one.start


@given(order=st.lists(st.integers(0, 100), min_size=1, max_size=20))
def test_every_hit_lies_in_a_window_when_there_is_room_for_all(library, passages, order):
    hits = hits_for(passages, order)
    windows = open_windows(hits, library, most=len(hits))
    for hit in hits:
        assert any(
            window.article == hit.article and window.start <= hit.start and hit.end <= window.end
            for window in windows
        )
    scores = [window.score for window in windows]
    assert scores == sorted(scores, reverse=True)


def test_a_window_is_the_passage_between_its_two_neighbours(library, passages):
    (window,) = open_windows(hits_for(passages, [5]), library, most=3)
    assert (window.start, window.end) == (passages[4].start, passages[6].end)
    assert window.passage == passages[5]


def test_at_an_articles_ends_there_is_but_one_neighbour_and_a_lone_passage_has_none(library, passages):
    last = len(library.open("puerto.txt").passages) - 1
    first, end, alone = open_windows(hits_for(passages, [0, last, last + 1]), library, most=3)
    assert (first.start, first.end) == (0, passages[1].end)
    assert (end.start, end.end) == (passages[last - 1].start, len(HARBOUR))
    assert alone.text == SHORT


def test_a_hit_two_passages_away_opens_a_window_that_stops_where_the_first_begins(library, passages):
    first, second = open_windows(hits_for(passages, [5, 7]), library, most=3)
    assert (first.start, first.end) == (passages[4].start, passages[6].end)
    assert (second.start, second.end) == (passages[7].start, passages[8].end)


def test_a_hit_in_an_article_that_has_changed_or_gone_since_opens_none(library, passages):
    changed = replace(passages[5], text="Lo que decía antes.")
    beyond = replace(passages[5], number=500)
    gone = replace(passages[5], article="borrado.txt")
    hits = [Hit(passage, 0.9, 0.9, 2.0) for passage in (changed, beyond, gone, passages[2])]
    (window,) = open_windows(hits, library, most=3)
    assert window.passage == passages[2]


def test_no_hits_open_no_windows(library):
    assert open_windows([], library, most=6) == []


SENTENCE = "El alcalde habló de la obra número {} en el pleno, que duró mucho, y pidió paciencia. "


@pytest.fixture(scope="module")
def long_paragraph(tmp_path_factory) -> Library:
    """An article of one paragraph, whose passages end within sentences as little as outside them."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "seeds").mkdir()
    text = "".join(SENTENCE.format(number) for number in range(60))
    (folder / "seeds" / "largo.txt").write_text(text, encoding="utf-8")
    store = open_store(folder / "index")
    sync(folder / "seeds", store, HashedWords(), max_tokens=140)
    return Library(store)


def test_a_long_window_is_its_passage_with_as_many_sentences_around_it_as_the_reader_reads_well(
    long_paragraph,
):
    opened = long_paragraph.open("largo.txt")
    assert len(opened.passages) > 6
    for passage in opened.passages[1:-1]:
        (window,) = open_windows([Hit(passage, 1.0, 0.9, 2.0)], long_paragraph, most=1)
        around = opened.passages[passage.number - 1], opened.passages[passage.number + 1]
        assert around[1].end - around[0].start > 900 >= len(window.text)
        assert around[0].start < window.start < passage.start < passage.end < window.end < around[1].end
        assert window.start in {start for start, _ in opened.sentences}
        assert window.end in {end for _, end in opened.sentences}
        # A further sentence on either side would have been too long.
        assert len(window.text) > 900 - len(SENTENCE) - 3
