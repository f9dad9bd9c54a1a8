"""Hybrid search with the real encoder over a small press: words and meaning, fused, and true to the store."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.filter import Filter
from assistant.retrieve import HybridSearch
from index.errors import FilterInvalid
from index.lexical import words
from index.store import Store
from index.sync import sync

ROOT = Path(__file__).parents[1]
PRESS = {
    "acera.txt": (
        "Zaragoza, 4 de mayo de 2025. El Ayuntamiento prohibirá los patinetes eléctricos en las "
        "aceras a partir de septiembre. Quien incumpla la ordenanza pagará una multa de 200 euros."
    ),
    "cosecha.txt": (
        "Jaén, 10 de noviembre de 2025. Los olivareros prevén recoger la mitad de aceituna que el año"
        " pasado por culpa de la sequía. El precio en origen ha subido un tercio."
    ),
    "hospital.txt": (
        "León, 2 de febrero de 2026. El hospital estrenó un escáner que reduce a la mitad la espera "
        "de los enfermos de corazón. La gerencia contratará a seis radiólogos."
    ),
    "tren.txt": (
        "Ávila, 20 de enero de 2026. El tren de las siete volverá a parar en Ávila desde el lunes, "
        "tras dos años de protestas de los viajeros. Renfe habilitará cuarenta plazas más."
    ),
    "liga.txt": (
        "Vigo, 8 de marzo de 2026. El Celta venció por dos a cero con goles de Borja Iglesias, que ya"
        " suma once. El entrenador elogió la defensa."
    ),
    "premio.txt": (
        "Madrid, 1 de abril de 2026. La novela «Los días de Zurrapandilla», de una autora debutante, "
        "ganó el premio de la crítica. El jurado destacó su humor."
    ),
}


def articles_of(hits):
    """Their articles, by the best passage of each."""
    return list(dict.fromkeys(hit.article for hit in hits))


@pytest.fixture
def folder(tmp_path) -> Path:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name, text in PRESS.items():
        (seeds / name).write_text(text, encoding="utf-8")
    return seeds


@pytest.fixture
def store(folder, embedder) -> Store:
    store = Store(folder.parent / "index")
    sync(folder, store, embedder, max_tokens=60)
    return store


@pytest.fixture
def search(store, embedder) -> HybridSearch:
    return HybridSearch(store, embedder, lexical_weight=0.35)


def test_a_rare_word_is_found_by_its_letters(search):
    hits = search.search("Zurrapandilla", top=3)
    assert hits[0].article == "premio.txt"
    assert hits[0].bm25 > 0
    assert all(hit.bm25 == 0 for hit in hits[1:] if hit.article != "premio.txt")


def test_missing_accents_and_capitals_find_the_same(search):
    plain, accented = (search.search(asked, top=4) for asked in ("ESCANER RADIOLOGOS", "escáner radiólogos"))
    assert plain[0].article == accented[0].article == "hospital.txt"
    assert plain[0].bm25 == pytest.approx(accented[0].bm25)


def test_a_paraphrase_that_shares_no_word_is_found_by_its_meaning(search):
    question = "monopatines motorizados: sanciones municipales"
    assert not set(words(question)) & {word for text in PRESS.values() for word in words(text)}
    hits = search.search(question, top=6)
    assert hits[0].article == "acera.txt"
    assert all(hit.bm25 == 0 for hit in hits)


def test_an_english_question_finds_the_spanish_article(search):
    assert search.search("How many goals has Borja Iglesias scored?", top=1)[0].article == "liga.txt"
    assert search.search("olive harvest and drought", top=1)[0].article == "cosecha.txt"


def test_hits_are_in_order_and_never_more_than_asked_for(search, store):
    for top in (1, 3, 100):
        hits = search.search("¿Cuándo volverá a parar el tren en Ávila?", top=top)
        assert len(hits) == min(top, store.passage_count())
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
    assert hits[0].article == "tren.txt"


def test_a_hit_is_the_articles_own_text_with_its_own_cosine(search, store, embedder):
    question = "¿Cuánto pagará quien incumpla la ordenanza?"
    vector = embedder.embed_question(question)
    for hit in search.search(question, top=100):
        assert store.article(hit.article).body[hit.start : hit.end] == hit.text
        (stored,) = (each for each in store.passages(hit.article) if each.passage == hit.passage)
        assert hit.similarity == pytest.approx(float(np.dot(stored.vector, vector)), abs=1e-3)


def test_the_weight_says_how_much_words_count(store, embedder):
    question = "Zurrapandilla patinetes aceras multa"
    lanes = {
        weight: HybridSearch(store, embedder, lexical_weight=weight).search(question, top=100)
        for weight in (0.0, 1.0)
    }
    by_words = [hit.bm25 for hit in lanes[1.0]]
    by_meaning = [hit.similarity for hit in lanes[0.0]]
    assert by_words == sorted(by_words, reverse=True)
    assert by_meaning == sorted(by_meaning, reverse=True)


@pytest.mark.parametrize("question", ["", "  \n ", "\t"])
def test_nothing_asked_finds_nothing(search, question):
    assert search.search(question, top=5) == []


def test_words_that_are_nowhere_still_bring_the_nearest_by_meaning(search):
    hits = search.search("qwertyuiop", top=2)
    assert len(hits) == 2
    assert all(hit.bm25 == 0 for hit in hits)


def test_an_empty_store_finds_nothing(tmp_path, embedder):
    search = HybridSearch(Store(tmp_path / "index"), embedder, lexical_weight=0.35)
    assert search.search("¿Cuándo?", top=5) == []


def test_what_this_process_writes_is_found_at_once(search, store, folder, embedder):
    (folder / "tren.txt").unlink()
    (folder / "faro.txt").write_text("El faro de Finisterre se apagará en octubre.", encoding="utf-8")
    sync(folder, store, embedder, max_tokens=60)
    hits = search.search("faro de Finisterre", top=100)
    assert hits[0].article == "faro.txt"
    assert "tren.txt" not in articles_of(hits)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"since": "2026-02-01"}, {"hospital.txt", "liga.txt", "premio.txt"}),
        ({"until": "2025"}, {"acera.txt", "cosecha.txt"}),
        ({"place": "avila"}, {"tren.txt"}),
        ({"place": "Ávila", "until": "2025"}, set()),
    ],
)
def test_a_filter_keeps_both_lanes_to_its_articles(search, options, expected):
    hits = search.search(
        "¿Cuándo volverá el tren a Ávila, tras el año pasado?", top=100, where=Filter.parse(**options)
    )
    assert {hit.article for hit in hits} == expected
    if "tren.txt" in expected:
        assert hits[0].bm25 > 0


def test_a_filter_follows_what_is_written(search, store, folder, embedder):
    where = Filter.parse(since="2026-05")
    with pytest.raises(FilterInvalid, match="go from 2025-05-04 to 2026-04-01"):
        search.search("patinetes", top=5, where=where)
    (folder / "faro.txt").write_text(
        "Vigo, 3 de mayo de 2026. El faro se apagará en octubre.", encoding="utf-8"
    )
    sync(folder, store, embedder, max_tokens=60)
    assert articles_of(search.search("patinetes", top=5, where=where)) == ["faro.txt"]
    assert len(articles_of(search.search("patinetes", top=100))) == len(PRESS) + 1


def test_a_name_that_no_article_has_is_refused_with_what_there_is(search):
    with pytest.raises(
        FilterInvalid, match=r"'Toledo': no article has that place; there are .*Zaragoza \(1\)"
    ):
        search.search("patinetes", top=5, where=Filter(place="Toledo"))


WRITER = """
import sys
from pathlib import Path
import numpy as np
from index.store import Store
from index.sync import sync

class Constant:
    def embed_passages(self, texts):
        return np.full((len(texts), 384), 384 ** -0.5, dtype=np.float32)

sync(Path(sys.argv[1]), Store(Path(sys.argv[2])), Constant(), max_tokens=60)
"""


def test_what_another_process_writes_is_found_at_the_next_search(search, folder):
    assert search.search("tren de Ávila", top=1)[0].article == "tren.txt"
    (folder / "tren.txt").unlink()
    (folder / "liga.txt").write_text("El Celta empató sin goles en Balaídos.", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-c", WRITER, str(folder), str(folder.parent / "index")], check=True, cwd=ROOT
    )
    hits = search.search("El Celta empató sin goles", top=100)
    assert "tren.txt" not in articles_of(hits)
    (celta,) = (hit for hit in hits if hit.article == "liga.txt")
    assert celta.text == "El Celta empató sin goles en Balaídos."
    assert celta.bm25 == max(hit.bm25 for hit in hits) > 0


def test_articles_rank_by_their_best_passage(search):
    hits = search.search("precio de la aceituna", top=100)
    ranked = articles_of(hits)
    assert ranked[0] == "cosecha.txt"
    assert sorted(ranked) == sorted(PRESS)
