"""Spanish words as a reader types them, and the BM25 index on disk."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalIndex, fold, words

PASSAGES = [
    ("a", "Las exportaciones de café de Colombia crecieron 2.400 toneladas en España."),
    ("b", "El niño vio una montaña y una araña; la mañana era fría."),
    ("c", "El presidente viajó a Washington el 23 de enero."),
    ("d", "¡¿…?!"),
]


@pytest.fixture
def index():
    return LexicalIndex.build(PASSAGES)


def ranking(index, question):
    scores = index.scores(question)
    return [index.ids[row] for row in np.argsort(-scores, kind="stable") if scores[row] > 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("presidente", "presidentes"),
        ("exportación", "exportaciones"),
        ("reunión", "REUNION"),
        ("viajó", "viajo"),
        ("2.400 toneladas", "2400 tonelada"),
        ("pingüino", "pinguino"),
        ("café", "cafe\u0301"),
        ("ñandú", "n\u0303andu"),
    ],
)
def test_forms_of_a_word_are_one(one, other):
    assert words(one) == words(other) != []


@pytest.mark.parametrize(("one", "other"), [("año", "ano"), ("peña", "pena"), ("3,5", "35"), ("1.5", "15")])
def test_words_that_differ_stay_apart(one, other):
    assert words(one) != words(other)


def test_stop_words_and_marks_leave_nothing():
    assert words("¿Qué es lo que de la el?") == []
    assert words("¡¿…?! — « »") == []


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("¿Cuánto creció la exportación de cafe?", ["a"]),
        ("¿Quién viajo a washington?", ["c"]),
        ("arañas", ["b"]),
        ("¿Qué pasó en Japón?", []),
        ("", []),
    ],
)
def test_a_question_finds_the_passages_with_its_words(index, question, expected):
    assert ranking(index, question) == expected
    assert index.has_words_of(question) is bool(expected)


def test_scores_are_bm25(index):
    """Lù 2024: Lucene's idf, k1 = 1.5, b = 0.75."""
    lengths = [len(words(text)) for _, text in PASSAGES]
    row = index.row("a")
    weight = 2.5 / (1 + 1.5 * (1 - 0.75 + 0.75 * lengths[row] / (sum(lengths) / len(lengths))))
    expected = math.log(1 + (len(PASSAGES) - 1 + 0.5) / 1.5) * weight / 2.5
    assert index.scores("café")[row] == pytest.approx(expected, rel=1e-4)


def test_rows_name_the_ids(index):
    assert [index.row(key) for key in index.ids] == [0, 1, 2, 3]
    assert index.row("z") is None


def test_a_saved_index_answers_as_before(index, tmp_path):
    index.save(tmp_path, fingerprint="one")
    loaded = LexicalIndex.load(tmp_path, fingerprint="one")
    assert loaded is not None
    for question in ("café", "montañas frías", "nada"):
        np.testing.assert_array_equal(loaded.scores(question), index.scores(question))


def test_an_index_without_words_is_saved_too(tmp_path):
    LexicalIndex.build([("d", "…")]).save(tmp_path, fingerprint="none")
    loaded = LexicalIndex.load(tmp_path, fingerprint="none")
    assert loaded is not None
    assert not loaded.has_words_of("café")
    assert not LexicalIndex.build([]).has_words_of("café")


def test_an_index_of_another_state_is_not_loaded_and_makes_room(index, tmp_path):
    index.save(tmp_path, fingerprint="one")
    assert LexicalIndex.load(tmp_path, fingerprint="two") is None
    index.save(tmp_path, fingerprint="two")
    assert LexicalIndex.load(tmp_path, fingerprint="one") is None
    assert len(list(tmp_path.iterdir())) == 1


def test_a_draft_left_by_a_kill_does_not_stand_in_the_way(index, tmp_path):
    (tmp_path / "draft-one").mkdir()
    (tmp_path / "draft-one" / "ids.json").write_text("half")
    index.save(tmp_path, fingerprint="one")
    assert LexicalIndex.load(tmp_path, fingerprint="one") is not None
    assert len(list(tmp_path.iterdir())) == 1


def test_an_index_whose_ids_do_not_match_is_not_loaded(index, tmp_path):
    index.save(tmp_path, fingerprint="one")
    (saved,) = tmp_path.iterdir()
    (saved / "ids.json").write_text(json.dumps(["a"]))
    assert LexicalIndex.load(tmp_path, fingerprint="one") is None
