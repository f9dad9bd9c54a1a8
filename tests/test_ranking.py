"""What hybrid search finds by ids and scores alone is what reading and scoring every passage finds."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.filter import Filter
from assistant.retrieve import HybridSearch
from index.lexical_sync import open_lexical
from tests.hashed import HashedWords, open_store, run_sync

if TYPE_CHECKING:
    from index.store import Store

WORDS = re.findall(
    r"\w+", "agua fuego tierra aire madera metal sol luna mar río monte valle nieve trigo pan sal"
)
OUTLETS = ["El Faro", "La Brújula", "El Faro", "El Faro"]
ARTICLES = 72
CANDIDATES = 60


class Reference(NamedTuple):
    """A passage with its scores."""

    text: str
    score: float
    similarity: float
    bm25: float


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    place = tmp_path_factory.mktemp("ranking")
    (place / "seeds").mkdir()
    chance = random.Random(5)
    for number in range(ARTICLES):
        paragraphs = (" ".join(chance.choices(WORDS, k=40)).capitalize() + "." for _ in range(3))
        outlet = OUTLETS[number % len(OUTLETS)]
        text = f"---\ntitle: Nota\nsource: {outlet}\n---\n" + "\n\n".join(paragraphs)
        (place / "seeds" / f"{number:02d}.md").write_text(text, encoding="utf-8")
    store = open_store(place / "index")
    run_sync(place / "seeds", store)
    assert store.passage_count() > 3 * CANDIDATES
    return store


def scored_one_by_one(store, question, weight, outlet):
    """Every passage read, with both scores; the best of either lane, fused."""
    paths = [article.path for article in store.articles() if outlet in (None, article.outlet)]
    vector = HashedWords().embed_question(question)
    cosine = {each.passage: float(each.vector @ vector) for path in paths for each in store.passages(path)}
    keys = dict(store.every_passage(paths))
    scores = open_lexical(store).scores(question, list(keys))
    bm25 = {passage: scores.get(key, 0.0) for key, passage in keys.items()}
    found = {
        passage
        for lane in (cosine, {passage: score for passage, score in bm25.items() if score})
        for passage in sorted(lane, key=lambda each: -lane[each])[:CANDIDATES]
    }

    def stretched(lane):
        values = np.array([lane[passage] for passage in found])
        span = values.max() - values.min()
        return (values - values.min()) / span if span else values * 0

    fused = weight * stretched(bm25) + (1 - weight) * stretched(cosine)
    rows = [
        Reference(passage.text, float(score), cosine[passage], bm25[passage])
        for passage, score in zip(found, fused, strict=True)
    ]
    return sorted(rows, key=lambda row: -row.score)


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.sampled_from([*WORDS, "qwerty"]), min_size=1, max_size=6),
    weight=st.sampled_from([0.0, 0.35, 1.0]),
    top=st.sampled_from([1, 16, 60]),
    outlet=st.sampled_from([None, "La Brújula", "El Faro"]),
)
def test_hits_and_scores_are_those_of_scoring_every_passage(store, words, weight, top, outlet):
    question = " ".join(words)
    expected = scored_one_by_one(store, question, weight, outlet)
    search = HybridSearch(store, HashedWords(), lexical_weight=weight)
    hits = search.search(question, top=top, where=Filter(outlet=outlet) if outlet else None)
    assert len(hits) == min(top, len(expected))
    for lane in ("score", "similarity", "bm25"):
        given_by = {row.text: getattr(row, lane) for row in expected}
        np.testing.assert_allclose(
            [getattr(hit, lane) for hit in hits], [given_by[hit.text] for hit in hits], atol=1e-4
        )
    np.testing.assert_allclose(
        [hit.score for hit in hits], [row.score for row in expected[: len(hits)]], atol=1e-4
    )
