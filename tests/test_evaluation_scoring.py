import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.scoring import (
    area_under_roc,
    item_f1,
    list_scores,
    mean,
    ndcg_at,
    percentile,
    recall_at,
    reciprocal_rank_at,
    span_scores,
)


def test_mean_leaves_out_what_is_unknown():
    assert mean([1.0, None, 0.5]) == 0.75
    assert mean([None]) is None
    assert mean([]) is None


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.5, None), ([7.0], 0.95, 7.0), ([4.0, 1.0, 2.0, 3.0], 0.5, 2.5), ([10.0, 20.0], 0.95, 19.5)],
)
def test_percentile_is_interpolated(values, share, expected):
    assert percentile(values, share) == expected


@pytest.mark.parametrize(
    ("short", "answers", "expected"),
    [
        ("el 23 de enero", ["23 de enero"], (1.0, 1.0)),
        ("Marco Rubio", ["Rubio", "Marco Rubio"], (1.0, 1.0)),
        # Two of three words, of two given: precision 1, recall 2/3.
        ("23 enero", ["23 de enero"], (0.0, 0.8)),
        ("Pedro", ["Rubio"], (0.0, 0.0)),
        ("", ["Rubio"], (0.0, 0.0)),
        ("Rubio", [], (0.0, 0.0)),
        # A word said twice counts once against a gold that says it once.
        ("Rubio Rubio", ["Rubio"], (0.0, 2 / 3)),
    ],
)
def test_a_span_scores_its_best_gold_answer(short, answers, expected):
    assert span_scores(short, answers) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("short", "items", "expected"),
    [
        ("fentanilo y armas", ["armas", "fentanilo"], (1.0, 1.0)),
        ("armas; fentanilo", ["armas", "fentanilo"], (1.0, 1.0)),
        # One of two: precision 1, recall 1/2.
        ("armas", ["armas", "fentanilo"], (0.0, 2 / 3)),
        # Two right and one too many: precision 2/3, recall 1.
        ("armas, fentanilo y dinero", ["armas", "fentanilo"], (0.0, 0.8)),
        # An item with a conjunction of its own is not broken when that fits better.
        ("pan y vino; agua", ["agua", "pan y vino"], (1.0, 1.0)),
        ("", ["armas"], (0.0, 0.0)),
    ],
)
def test_a_list_scores_by_its_items_in_any_order(short, items, expected):
    assert list_scores(short, items) == pytest.approx(expected)


def test_items_are_paired_best_first_and_once():
    given = [("a", "b"), ("a",)]
    # ("a",) takes the gold ("a",); ("a", "b") is left with ("b", "c"): half right.
    assert item_f1(given, [("a",), ("b", "c")]) == pytest.approx(2 * 1.5 / 4)
    assert item_f1([], [("a",)]) == 0.0
    assert item_f1(given, []) == 0.0


def test_recall_counts_every_relevant_article():
    assert recall_at([1, 7, None], 5) == pytest.approx(1 / 3)
    assert recall_at([1, 7, None], 10) == pytest.approx(2 / 3)
    assert recall_at([], 5) is None


def test_ndcg_with_two_relevant_articles():
    gain = 1 / math.log2(2 + 1) + 1 / math.log2(4 + 1)
    ideal = 1 + 1 / math.log2(2 + 1)
    assert ndcg_at([2, 4], 10) == pytest.approx(gain / ideal)
    assert ndcg_at([4, 2], 10) == pytest.approx(0.6509, abs=1e-4)
    assert ndcg_at([1, 2], 10) == 1.0
    assert ndcg_at([11, None], 10) == 0.0
    assert ndcg_at([], 10) is None


def test_reciprocal_rank_is_that_of_the_best():
    assert reciprocal_rank_at([4, 2], 10) == 0.5
    assert reciprocal_rank_at([11], 10) == 0.0
    assert reciprocal_rank_at([None], 10) == 0.0
    assert reciprocal_rank_at([], 10) is None


def test_auc_counts_a_tie_as_half():
    # 0.9 beats both; 0.6 ties one and beats one; 0.2 ties one and loses one.
    assert area_under_roc([0.9, 0.6, 0.2], [0.2, 0.6]) == pytest.approx(4 / 6)
    assert area_under_roc([1.0], [0.0]) == 1.0
    assert area_under_roc([0.5, 0.5], [0.5]) == 0.5
    assert area_under_roc([], [0.5]) is None
    assert area_under_roc([0.5], []) is None


scores = st.lists(st.sampled_from([0.0, 0.1, 0.5, 0.7, 1.0]), min_size=1, max_size=12)


@given(scores, scores)
def test_auc_is_what_comparing_every_pair_gives(positives, negatives):
    pairs = [(p > n) + (p == n) / 2 for p in positives for n in negatives]
    assert area_under_roc(positives, negatives) == pytest.approx(sum(pairs) / len(pairs))
    assert area_under_roc(negatives, positives) == pytest.approx(1 - sum(pairs) / len(pairs))
