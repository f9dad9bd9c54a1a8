"""Judged questions in, the figures of an evaluation out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.evaluation.scoring import (
    area_under_roc,
    mean,
    ndcg_at,
    percentile,
    recall_at,
    reciprocal_rank_at,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.answer import Answer
    from assistant.evaluation.gold import GoldQuestion
    from assistant.evaluation.judge import Ranking, Verdict

Figures = dict[str, float | None]
MOST_CURVE_POINTS = 50


@dataclass(frozen=True, slots=True)
class Result:
    """One question as it went.

    ``ranking`` is None for an unanswerable question; ``answer`` and ``verdict`` if
    only retrieval was measured. Times are of the wall clock, in milliseconds.
    """

    question: GoldQuestion
    search_ms: float
    ranking: Ranking | None = None
    answer: Answer | None = None
    answer_ms: float | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """If only answers with a confidence of ``threshold`` or more were given.

    ``coverage`` is the share of all questions then answered, ``risk`` the share of
    those answers that are wrong: the question has no answer, or ``Verdict.is_right``
    is false.
    """

    threshold: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results of one gold file over one archive, in the order asked.

    ``missing_articles`` are gold articles that the archive has not;
    ``unlocated_evidence`` the ids of questions with an evidence sentence that is not
    word for word in their articles. Every figure is a fraction from 0 to 1 unless its
    name has a unit, and None where there is nothing to divide by.
    """

    gold: Path
    results: tuple[Result, ...]
    article_count: int
    missing_articles: tuple[str, ...] = ()
    unlocated_evidence: tuple[str, ...] = ()
    memory_peak_mb: float | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many articles, questions, and of these answerable and not."""
        answerable = sum(result.question.answerable for result in self.results)
        return {
            "articles": self.article_count,
            "questions": len(self.results),
            "answerable": answerable,
            "unanswerable": len(self.results) - answerable,
            "missing_articles": len(self.missing_articles),
            "unlocated_evidence": len(self.unlocated_evidence),
        }

    @property
    def retrieval(self) -> Figures:
        """How well answerable questions find their articles and evidence.

        article_recall@k: share of a question's gold articles among the first k
        articles (in the order of their first passage). evidence_recall@k: the best k
        passages hold at least half of an evidence sentence. ndcg@10, mrr@10: over
        articles, relevant or not.
        """
        return _retrieval(self.results)

    @property
    def answers(self) -> Figures:
        """How good the answers to answerable questions are; a refusal counts as wrong. See ``Verdict``."""
        return _answers(self.results)

    @property
    def citations(self) -> Figures:
        """exact: share of citations and near misses that quote to the character; mean: how many an answer."""
        verdicts = [result.verdict for result in self.results if result.verdict is not None]
        given = [result.answer for result in self.results if result.answer and not result.answer.refused]
        return {
            "exact": mean(float(exact) for verdict in verdicts for exact in verdict.quotes_exact),
            "mean": mean(float(len(answer.citations)) for answer in given),
        }

    @property
    def refusals(self) -> Figures:
        """How well it knows what it does not know.

        recall: unanswerable questions refused, also by topic where the file tells;
        false: answerable ones refused; auc: chance that an answerable question gets
        more confidence than an unanswerable one, ties half.
        """
        answerable, unanswerable = self._answers_by_answerable()
        return {
            "recall": _refused_share(unanswerable),
            "recall_off_topic": _refused_share(self._unanswerable_about("off")),
            "recall_on_topic": _refused_share(self._unanswerable_about("on")),
            "false": _refused_share(answerable),
            "auc": area_under_roc(
                [answer.confidence for answer in answerable], [answer.confidence for answer in unanswerable]
            ),
        }

    @property
    def risk_coverage(self) -> tuple[RiskPoint, ...]:
        """What more or less strictness would give, strictest first, at most 50 points.

        What was refused stays refused, so the curve begins at the strictness that was
        set: set it to 0 to see all of it.
        """
        given = sorted(
            (result for result in self.results if result.answer and not result.answer.refused),
            key=_confidence,
            reverse=True,
        )
        points: list[RiskPoint] = []
        answered, wrong = 0, 0
        for threshold, group in groupby(given, key=_confidence):
            for result in group:
                answered += 1
                wrong += not (result.verdict and result.verdict.is_right)
            points.append(RiskPoint(threshold, answered / len(self.results), wrong / answered))
        return _thin(points, MOST_CURVE_POINTS)

    @property
    def latency_ms(self) -> Figures:
        """Wall time of whole answers (p50, p95) and of searches alone, the models warm."""
        asked = [result.answer_ms for result in self.results if result.answer_ms is not None]
        searched = [result.search_ms for result in self.results]
        return {
            "p50": percentile(asked, 0.50),
            "p95": percentile(asked, 0.95),
            "search_p50": percentile(searched, 0.50),
            "search_p95": percentile(searched, 0.95),
        }

    @property
    def by_type(self) -> dict[str, Figures]:
        """The main figures of each type of question, types in alphabetical order; ``n`` is how many."""
        types = sorted({result.question.type for result in self.results})
        return {
            kind: _of_one_type([result for result in self.results if result.question.type == kind])
            for kind in types
        }

    def _answers_by_answerable(self) -> tuple[list[Answer], list[Answer]]:
        answerable = [r.answer for r in self.results if r.answer and r.question.answerable]
        return answerable, [r.answer for r in self.results if r.answer and not r.question.answerable]

    def _unanswerable_about(self, topic: str) -> list[Answer]:
        unanswerable = [r for r in self.results if r.answer and not r.question.answerable]
        return [r.answer for r in unanswerable if r.answer and r.question.topic == topic]


def _confidence(result: Result) -> float:
    return result.answer.confidence if result.answer else 0.0


def _refused_share(answers: Sequence[Answer]) -> float | None:
    return mean(float(answer.refused) for answer in answers)


def _retrieval(results: Sequence[Result]) -> Figures:
    rankings = [result.ranking for result in results if result.ranking is not None]
    found: Figures = {}
    for most in (1, 5, 10):
        found[f"article_recall@{most}"] = mean(recall_at(ranking.article_ranks, most) for ranking in rankings)
    sought = [r.ranking.evidence_rank for r in results if r.ranking is not None and r.question.evidence]
    for most in (5, 10):
        found[f"evidence_recall@{most}"] = recall_at(sought, most)
    found["ndcg@10"] = mean(ndcg_at(ranking.article_ranks, 10) for ranking in rankings)
    found["mrr@10"] = mean(reciprocal_rank_at(ranking.article_ranks, 10) for ranking in rankings)
    return found


def _answers(results: Sequence[Result]) -> Figures:
    verdicts = [result.verdict for result in results if result.verdict is not None]
    return {
        "em": mean(verdict.exact_match for verdict in verdicts),
        "f1": mean(verdict.f1 for verdict in verdicts),
        "contained": mean(verdict.contained for verdict in verdicts),
        "evidence_cited": mean(verdict.evidence_cited for verdict in verdicts),
        "all_evidence_cited": mean(verdict.all_evidence_cited for verdict in verdicts),
        "article_cited": mean(verdict.article_cited for verdict in verdicts),
        "date_accuracy": mean(verdict.date_right for verdict in verdicts),
    }


def _of_one_type(results: Sequence[Result]) -> Figures:
    answers = _answers(results)
    retrieval = _retrieval(results)
    return {
        "n": len(results),
        "article_recall@5": retrieval["article_recall@5"],
        "evidence_recall@5": retrieval["evidence_recall@5"],
        **answers,
        "refused": _refused_share([result.answer for result in results if result.answer]),
    }


def _thin(points: Sequence[RiskPoint], most: int) -> tuple[RiskPoint, ...]:
    """Keep ``most`` points at most, evenly spaced, the first and the last among them."""
    if len(points) <= most:
        return tuple(points)
    last = len(points) - 1
    return tuple(points[round(step * last / (most - 1))] for step in range(most))
