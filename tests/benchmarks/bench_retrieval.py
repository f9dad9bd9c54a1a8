"""Hybrid retrieval against each of its lanes: nDCG@10 where every paragraph of a SQuAD file is one article.

The file is ``squad-es-v1.1.dev.json`` in the folder that HEMEROTECA_DATA names.
"""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.evaluation.gold_file import read_gold
from assistant.evaluation.run import Scope, evaluate
from assistant.evaluation.squad import archive_of
from assistant.retrieve import HybridSearch
from assistant.settings import load_settings
from tests.benchmarks.data import DATA

QUESTIONS = 1000
LEAST_GAIN = 0.04


class OneLane:
    """An assistant that searches with another weight of the lexical lane."""

    def __init__(self, assistant, weight):
        desk = assistant._ready()
        self.article = assistant.article
        self.ask = assistant.ask
        self.article_count = assistant.article_count
        self.search = HybridSearch(desk.store, desk.archive.embedder, lexical_weight=weight).search


def test_hybrid_is_better_than_both_lanes(tmp_path):
    path = DATA / "squad-es-v1.1.dev.json"
    if not path.exists():
        pytest.skip(f"{path}: not there; name its folder with HEMEROTECA_DATA")
    gold = read_gold(path)
    scope = Scope(limit=QUESTIONS, sample_seed=7, retrieval_only=True)
    with archive_of(gold, load_settings(index=tmp_path)) as settings:
        assistant = Assistant(settings)
        assistant.prepare()
        figures = {
            name: evaluate(gold, OneLane(assistant, weight), scope).retrieval["ndcg@10"]
            for name, weight in (("vectors", 0.0), ("BM25", 1.0), ("hybrid", settings.lexical_weight))
        }
    for name, value in figures.items():
        print(f"nDCG@10 {name:8} {value:.4f}")
    assert figures["hybrid"] >= max(figures["vectors"], figures["BM25"]) + LEAST_GAIN
