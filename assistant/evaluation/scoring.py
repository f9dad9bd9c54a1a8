"""Words, ranks and confidences in, fractions from 0 to 1 out: the arithmetic of the evaluation."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from assistant.evaluation.words import comparable_words, item_splits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.evaluation.words import Words


def mean(values: Iterable[float | None]) -> float | None:
    """Average of the values that are known; None if none is."""
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """Value below which ``share`` (0 to 1) of ``values`` lies, interpolated; None if there are none."""
    if not values:
        return None
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def word_f1(given: Words, gold: Words) -> float:
    """Harmonic mean of precision and recall over words, as SQuAD counts them."""
    shared = (Counter(given) & Counter(gold)).total()
    return 2 * shared / (len(given) + len(gold)) if shared else 0.0


def span_scores(short: str, answers: Sequence[str]) -> tuple[float, float]:
    """Exact match and F1 of a short answer: each the best over the gold ``answers``."""
    given = comparable_words(short)
    golds = [comparable_words(answer) for answer in answers]
    exact = max((float(bool(given) and given == gold) for gold in golds), default=0.0)
    return exact, max((word_f1(given, gold) for gold in golds), default=0.0)


def list_scores(short: str, items: Sequence[str]) -> tuple[float, float]:
    """Exact match and F1 of an enumeration, whatever its order: the best over the ways to split it.

    Exact: the same items and no more. F1: ``item_f1``.
    """
    golds = [comparable_words(item) for item in items]
    splits = item_splits(short)
    exact = max(float(bool(given) and sorted(given) == sorted(golds)) for given in splits)
    return exact, max(item_f1(given, golds) for given in splits)


def item_f1(given: Sequence[Words], golds: Sequence[Words]) -> float:
    """F1 over items, each given one paired with at most one gold one, best pairs first.

    A pair is worth its word F1; the sum of the pairs over the number of given
    items is the precision, over the number of gold items the recall.
    """
    pairs = sorted(
        ((-word_f1(left, right), i, j) for i, left in enumerate(given) for j, right in enumerate(golds)),
    )
    used_given: set[int] = set()
    used_gold: set[int] = set()
    worth = 0.0
    for loss, i, j in pairs:
        if i not in used_given and j not in used_gold:
            used_given.add(i)
            used_gold.add(j)
            worth -= loss
    return 2 * worth / (len(given) + len(golds)) if worth else 0.0


def recall_at(ranks: Sequence[int | None], most: int) -> float | None:
    """Share of the relevant things ranked (from 1) at ``most`` or better; None if nothing is relevant."""
    return mean(float(rank is not None and rank <= most) for rank in ranks)


def ndcg_at(ranks: Sequence[int | None], most: int) -> float | None:
    """Normalised discounted cumulative gain with binary relevance (Järvelin and Kekäläinen, 2002)."""
    ideal = math.fsum(1 / math.log2(rank + 1) for rank in range(1, min(len(ranks), most) + 1))
    gain = math.fsum(1 / math.log2(rank + 1) for rank in ranks if rank is not None and rank <= most)
    return gain / ideal if ideal else None


def reciprocal_rank_at(ranks: Sequence[int | None], most: int) -> float | None:
    """One over the best rank, 0 when it is beyond ``most``; None if nothing is relevant."""
    if not ranks:
        return None
    best = min((rank for rank in ranks if rank is not None), default=most + 1)
    return 1 / best if best <= most else 0.0


def area_under_roc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Chance that a positive scores above a negative, ties counting half; None without both."""
    if not positives or not negatives:
        return None
    ordered = sorted(negatives)
    beaten = math.fsum(
        (bisect_left(ordered, score) + bisect_right(ordered, score)) / 2 for score in positives
    )
    return beaten / (len(positives) * len(negatives))
