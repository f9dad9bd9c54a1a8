"""An ``Evaluation`` in, its JSON out: the figures and one record a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Citation
    from assistant.evaluation.figures import Evaluation, Result


def to_json(evaluation: Evaluation) -> str:
    """Everything, down to one record a question, as indented JSON."""
    whole = {
        "gold": evaluation.gold.name,
        "counts": evaluation.counts,
        "retrieval": evaluation.retrieval,
        "answers": evaluation.answers,
        "citations": evaluation.citations,
        "refusals": evaluation.refusals,
        "risk_coverage": [
            {"threshold": point.threshold, "coverage": point.coverage, "risk": point.risk}
            for point in evaluation.risk_coverage
        ],
        "latency_ms": evaluation.latency_ms,
        "memory_peak_mb": evaluation.memory_peak_mb,
        "by_type": evaluation.by_type,
        "missing_articles": evaluation.missing_articles,
        "unlocated_evidence": evaluation.unlocated_evidence,
        "questions": [_record(result) for result in evaluation.results],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)


def _record(result: Result) -> dict[str, object]:
    question, answer, verdict, ranking = result.question, result.answer, result.verdict, result.ranking
    record: dict[str, object] = {
        "id": question.id,
        "question": question.question,
        "type": question.type,
        "topic": question.topic,
        "answerable": question.answerable,
        "gold": {
            "answers": question.answers,
            "items": question.items,
            "iso_date": question.iso_date and question.iso_date.isoformat(),
            "articles": question.articles,
            "evidence": question.evidence,
        },
        "article_ranks": ranking.article_ranks if ranking else None,
        "evidence_rank": ranking.evidence_rank if ranking else None,
        "search_ms": result.search_ms,
    }
    if answer is not None and verdict is not None:
        exact = verdict.quotes_exact
        record |= {
            "answer": answer.text,
            "short": answer.short,
            "resolved_date": answer.resolved_date and answer.resolved_date.isoformat(),
            "refused": answer.refused,
            "confidence": answer.confidence,
            "em": verdict.exact_match,
            "f1": verdict.f1,
            "contained": verdict.contained,
            "article_cited": verdict.article_cited,
            "evidence_cited": verdict.evidence_cited,
            "all_evidence_cited": verdict.all_evidence_cited,
            "date_right": verdict.date_right,
            "citations": _quotes(answer.citations, exact),
            "near_misses": _quotes(answer.near_misses, exact[len(answer.citations) :]),
            "latency_ms": result.answer_ms,
        }
    return record


def _quotes(citations: Sequence[Citation], exact: Sequence[bool]) -> list[dict[str, object]]:
    return [
        {
            "article": citation.article,
            "start": citation.start,
            "end": citation.end,
            "quote": citation.quote,
            "exact": is_exact,
        }
        for citation, is_exact in zip(citations, exact, strict=False)
    ]
