"""Spanish words as a reader types them, and the BM25 index on disk."""

from __future__ import annotations

import math
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import StoreUnavailable
from index.lexical import LexicalIndex, fold, words

ROOT = Path(__file__).parents[1]
PASSAGES = [
    ("1", "1-a", "Las exportaciones de café de Colombia crecieron 2.400 toneladas en España."),
    ("1", "1-b", "El niño vio una montaña y una araña; la mañana era fría."),
    ("2", "2-c", "El presidente viajó a Washington el 23 de enero."),
    ("2", "2-d", "¡¿…?!"),
    ("3", "3-e", "The senate approved the budget for the economy; la economía creció."),
]


@pytest.fixture
def index(tmp_path):
    index = LexicalIndex(tmp_path / "words")
    index.change(gone=(), came=PASSAGES, stamp="one")
    return index


def ranking(index, question, **options):
    return [key for key, _ in index.best(question, 10, **options)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("presidente", "presidentes"),
        ("exportación", "exportaciones"),
        ("reunión", "REUNION"),
        ("viajó", "viajo"),
        ("2.400 toneladas", "2400 tonelada"),
        ("2,400 toneladas", "2.400 toneladas"),
        ("1,250,000 pesos", "1250000 pesos"),
        ("1.234,56 euros", "1234,56 euros"),
        ("pingüino", "pinguino"),
        ("café", "cafe\u0301"),
        ("ñandú", "n\u0303andu"),
    ],
)
def test_forms_of_a_word_are_one(one, other):
    assert words(one) == words(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("año", "ano"), ("peña", "pena"), ("3,5", "35"), ("1.5", "15"), ("0,125", "125")]
)
def test_words_that_differ_stay_apart(one, other):
    assert words(one) != words(other)


def test_stop_words_and_marks_leave_nothing():
    assert words("¿Qué es lo que de la el?") == []
    assert words("¡¿…?! — « »") == []


@given(st.text())
@example("𝑨𝐍̃")
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("¿Cuánto creció la exportación de cafe?", ["1-a", "3-e"]),
        ("¿Quién viajo a washington?", ["2-c"]),
        ("economia", ["3-e"]),
        ("What did the Senate approve?", ["3-e"]),
        ("arañas", ["1-b"]),
        ("¿Qué pasó en Japón?", []),
        ("¿Qué es lo que de la el?", []),
        ('fría" AND (montaña* OR -niño) words:café id:1-a ^2 ~', ["1-b", "1-a"]),
        ("", []),
    ],
)
def test_a_question_finds_the_passages_with_its_words(index, question, expected):
    assert ranking(index, question) == expected


def test_scores_are_bm25(index):
    """Lucene's idf, k1 = 1.2, b = 0.75; the stamp is a record too, without words."""
    lengths = [len(words(text)) for _, _, text in PASSAGES]
    records = len(PASSAGES) + 1
    weight = 2.2 / (1 + 1.2 * (0.25 + 0.75 * lengths[0] / (sum(lengths) / records)))
    expected = math.log(1 + (records - 1 + 0.5) / 1.5) * weight
    assert index.scores("café", ["1-a"])["1-a"] == pytest.approx(expected, rel=1e-3)
    assert index.scores("café café", ["1-a"])["1-a"] == pytest.approx(2 * expected, rel=1e-3)


def test_the_score_of_a_named_passage_is_that_of_the_search(index):
    question = "montañas de España y la economía que crece"
    best = dict(index.best(question, 10))
    assert index.scores(question, ["1-a", "3-e", "2-c", "nowhere"]) == pytest.approx(
        {key: best[key] for key in ("1-a", "3-e")}
    )
    assert index.scores(question, []) == {}


def test_a_search_keeps_to_the_versions_named(index):
    question = "economía de España"
    assert sorted(ranking(index, question)) == ["1-a", "3-e"]
    assert ranking(index, question, within={"3", "9"}) == ["3-e"]
    assert dict(index.best(question, 10, within={"3"})) == {"3-e": dict(index.best(question, 10))["3-e"]}
    assert ranking(index, question, within=()) == []
    assert len(index.best(question, 1)) == 1


def test_versions_come_and_go_and_the_rest_stays(index):
    index.change(gone={"1"}, came=[("4", "4-a", "Una araña de cristal.")], stamp="two")
    assert index.versions() == {"2", "3", "4"}
    assert index.stamp == "two"
    assert ranking(index, "arañas y café") == ["4-a"]
    assert ranking(index, "Washington") == ["2-c"]


def test_an_index_on_disk_answers_as_before(index, tmp_path):
    again = LexicalIndex(tmp_path / "words")
    assert (again.stamp, again.versions()) == ("one", {"1", "2", "3"})
    for question in ("café", "montañas frías", "nada"):
        assert again.best(question, 5) == index.best(question, 5)


def test_an_index_that_was_never_written_is_empty_and_makes_nothing(tmp_path):
    index = LexicalIndex(tmp_path / "words")
    assert (index.stamp, index.versions(), index.best("café", 5)) == (None, set(), [])
    assert not (tmp_path / "words").exists()


def test_one_that_is_open_sees_another_ones_changes_when_it_reloads(index, tmp_path):
    other = LexicalIndex(tmp_path / "words")
    index.change(gone={"1", "2", "3"}, came=[("4", "4-a", "Una araña de cristal.")], stamp="two")
    assert other.stamp == "one"
    assert ranking(other, "café") == ["1-a"]
    other.reload()
    assert other.stamp == "two"
    assert ranking(other, "cafés con arañas") == ["4-a"]


def test_many_small_changes_leave_few_files(index, tmp_path):
    for number in range(40):
        index.change(gone={f"{number}"}, came=[(f"{number}", f"{number}-a", "agua")], stamp=f"{number}")
    assert len(index.best("agua", 100)) == 40
    assert len(list((tmp_path / "words").glob("*.store"))) < 12


KILLED = """
import os, signal, sys
from pathlib import Path
from index.errors import StoreUnavailable
from index.lexical import LexicalIndex

def came():
    for number in range(200):
        yield "8", f"8-{number}", "agua de mayo"
    if sys.argv[2] == "between":
        os.kill(os.getpid(), signal.SIGKILL)

index = LexicalIndex(Path(sys.argv[1]))
index.change(gone={"1"}, came=came(), stamp="two")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("moment", "stamp"), [("between", "one"), ("after", "two")])
def test_a_kill_leaves_the_old_state_or_the_new_with_its_stamp(index, tmp_path, moment, stamp):
    folder = str(tmp_path / "words")
    done = subprocess.run([sys.executable, "-c", KILLED, folder, moment], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    index.reload()
    assert index.stamp == stamp
    assert ("1" in index.versions()) == (stamp == "one")
    assert bool(index.best("agua", 1)) == (stamp == "two")
    index.change(gone={"8"}, came=[("9", "9-a", "Una araña de cristal.")], stamp="three")
    assert ranking(index, "arañas de cristal")[0] == "9-a"


@pytest.mark.parametrize("keep", [0, 10, -1])
def test_a_damaged_index_is_an_empty_one_and_the_next_change_makes_it_anew(index, tmp_path, keep):
    folder = tmp_path / "words"
    suffixes = sorted({file.suffix for file in folder.iterdir()} - {".lock"})
    assert {".idx", ".term", ".store", ".json"} <= {*suffixes}
    for suffix in suffixes:
        for file in folder.glob(f"[!.]*{suffix}"):
            whole = file.read_bytes()
            file.unlink()  # not in place: it may be in memory
            file.write_bytes(whole[:keep] if suffix != ".json" else b"")
        index.reload()
        assert (index.stamp, index.best("café", 5)) == (None, []), suffix
        index.change(gone=(), came=PASSAGES, stamp="one")
        assert ranking(index, "cafés") == ["1-a"], suffix


def test_a_folder_that_cannot_be_written_is_an_error_with_the_remedy(tmp_path):
    (tmp_path / "words").write_text("in the way")
    with pytest.raises(StoreUnavailable, match=r"words: the index of words cannot be written .* check the"):
        LexicalIndex(tmp_path / "words").change(gone=(), came=PASSAGES, stamp="one")
