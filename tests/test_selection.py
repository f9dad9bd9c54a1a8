"""The nearest passages of some articles, whichever way they are found: those of comparing them all."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

import index.selection
from tests.hashed import HashedWords, open_store, run_sync

if TYPE_CHECKING:
    from pathlib import Path

    from index.store import Store

WORDS = re.findall(
    r"\w+", "agua fuego tierra aire madera metal sol luna mar río monte valle nieve trigo pan sal"
)
ARTICLES = 60
WAYS = {
    "one by one": {"_FEW": 10_000, "_FOUND_FOR_READ": 1e-9},
    "more than are wanted": {"_FEW": 0, "_MOST_FETCHED": 10_000},
    "far more than are wanted": {"_FEW": 0, "_MOST_FETCHED": 10_000, "_MARGIN": 0.1},
    "among those named": {"_FEW": 0, "_MOST_FETCHED": 0},
    "among those named after too few": {"_FEW": 0, "_MOST_FETCHED": 20, "_MARGIN": 0.1},
}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("selection") / "seeds"
    folder.mkdir()
    chance = random.Random(3)
    for number in range(ARTICLES):
        paragraphs = (" ".join(chance.choices(WORDS, k=40)).capitalize() + "." for _ in range(3))
        (folder / f"{number:02d}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(seeds) -> Store:
    store = open_store(seeds.parent / "index")
    run_sync(seeds, store)
    return store


def compared(store, vector, count, paths):
    every = [stored for path in paths for stored in store.passages(path)]
    similarity = {stored.passage: float(stored.vector @ vector) for stored in every}
    return sorted(similarity.items(), key=lambda each: -each[1])[:count]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("articles", [1, 6, 50])
def test_the_nearest_of_some_articles_are_found(store, way, articles, monkeypatch):
    for name, value in WAYS[way].items():
        monkeypatch.setattr(index.selection, name, value)
    chosen = set(sorted(store.digests())[:: ARTICLES // articles][:articles])
    selection = store.select(lambda article: article.path in chosen)
    assert len(selection.records) == articles
    assert selection.passages == sum(len(store.passages(path)) for path in chosen)
    for question in ("agua y vino", "trigo, pan y sal"):
        vector = HashedWords().embed_question(question)
        found = store.nearest(vector, 9, within=selection)
        expected = compared(store, vector, 9, chosen)
        assert list(store.passages_by_id(list(found)).values()) == [passage for passage, _ in expected]
        np.testing.assert_allclose(
            list(found.values()), [similarity for _, similarity in expected], atol=1e-5
        )


def test_no_articles_have_no_passages(store):
    selection = store.select(lambda article: False)
    assert selection.passages == 0
    assert store.nearest(HashedWords().embed_question("agua"), 5, within=selection) == {}


def test_an_article_replaced_since_it_was_selected_is_left_out(seeds, tmp_path):
    for name in ("00.txt", "01.txt"):
        (tmp_path / "seeds").mkdir(exist_ok=True)
        (tmp_path / "seeds" / name).write_text((seeds / name).read_text())
    store = open_store(tmp_path / "index")
    run_sync(tmp_path / "seeds", store)
    selection = store.select(lambda article: True)
    (tmp_path / "seeds" / "00.txt").write_text("Agua de mayo.")
    run_sync(tmp_path / "seeds", store)
    found = store.nearest(HashedWords().embed_question("agua"), 50, within=selection)
    assert {passage.article for passage in store.passages_by_id(list(found)).values()} == {"01.txt"}
