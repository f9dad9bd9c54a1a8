"""One gold question and what the assistant did with it in, a verdict out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.evaluation.evidence import EvidenceFinder, Excerpt
from assistant.evaluation.gold import MULTI
from assistant.evaluation.scoring import list_scores, span_scores
from assistant.evaluation.words import comparable_words, polarity
from index.lexical import is_within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.answer import Answer, Citation
    from assistant.evaluation.gold import GoldQuestion
    from index.article import Article


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where a search puts what was wanted; ranks count from 1, None is nowhere.

    ``article_ranks`` has one rank for each gold article, once for all its copies, in an
    order of articles by their first passage. ``evidence_rank`` is the least number of best
    passages that together hold at least half of some evidence sentence, no neighbours added.
    """

    article_ranks: tuple[int | None, ...]
    evidence_rank: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer to one question is worth; None where the question does not ask for it.

    ``exact_match`` and ``f1`` compare the short answer with the gold ones;
    ``contained``: a gold answer, or every gold item, stands in the answer's text;
    ``article_cited``, ``evidence_cited``: a citation is from a gold article, shows an
    evidence sentence; ``all_evidence_cited``: in a «multi» question, every evidence
    sentence is shown; ``date_right``: the answer's date comes to the gold one;
    ``quotes_exact``: one for each citation and near miss, whether its quote is what
    its article says at its place; ``says_the_opposite``: it says «sí» for «no», or
    «no» for «sí». A refusal is worth nothing.
    """

    exact_match: float | None
    f1: float | None
    contained: float | None
    article_cited: float | None
    evidence_cited: float | None
    all_evidence_cited: float | None
    date_right: float | None
    quotes_exact: tuple[bool, ...]
    says_the_opposite: bool = False

    @property
    def is_right(self) -> bool:
        """Whether it cites the evidence, or contains the answer if the file gives no evidence.

        A «sí» that should be a «no» is wrong whatever it cites.
        """
        if self.says_the_opposite:
            return False
        return bool(self.contained if self.evidence_cited is None else self.evidence_cited)


class Judge:
    """Compares what the assistant does with what gold questions want, over one archive.

    ``body_of`` gives an article by its path, or None if the archive has none such.
    """

    def __init__(self, body_of: Callable[[str], Article | None]) -> None:
        self._body_of = body_of
        self._evidence = EvidenceFinder(body_of)

    def rank(self, question: GoldQuestion, hits: Sequence[Excerpt]) -> Ranking:
        """Find the gold articles and evidence of an answerable question in ``hits``, best first."""
        order = list(dict.fromkeys(hit.article for hit in hits))
        wanted = self._evidence.known_as(question.articles)
        ranks = (order.index(path) + 1 if path in order else None for path in wanted)
        counts = range(1, len(hits) + 1)
        evidence_rank = 1 + bisect_left(counts, 1, key=lambda count: self._holds(question, hits[:count]))
        return Ranking(tuple(ranks), evidence_rank if evidence_rank <= len(hits) else None)

    def judge(self, question: GoldQuestion, answer: Answer) -> Verdict:
        """Score ``answer``; an unanswerable question is judged by its quotes alone."""
        quotes_exact = tuple(self._is_exact(quote) for quote in (*answer.citations, *answer.near_misses))
        if not question.answerable:
            return Verdict(None, None, None, None, None, None, None, quotes_exact)
        shown = [] if answer.refused else [_excerpt(citation) for citation in answer.citations]
        proofs = [
            self._evidence.is_shown(sentence, question.articles, shown) for sentence in question.evidence
        ]
        evidence_cited = float(any(proofs)) if proofs else None
        exact_match, f1, contained = _answer_scores(question, answer, evidence_cited)
        return Verdict(
            exact_match=exact_match,
            f1=f1,
            contained=contained,
            article_cited=_any_from(shown, self._evidence.known_as(question.articles)),
            evidence_cited=evidence_cited,
            all_evidence_cited=float(all(proofs)) if proofs and question.type == MULTI else None,
            date_right=_date_score(question, answer),
            quotes_exact=quotes_exact,
            says_the_opposite=_says_the_opposite(question, answer),
        )

    def has_located_evidence(self, question: GoldQuestion) -> bool:
        """Whether every evidence sentence stands word for word in a gold article of the archive."""
        return all(self._evidence.is_located(sentence, question.articles) for sentence in question.evidence)

    def _holds(self, question: GoldQuestion, hits: Sequence[Excerpt]) -> bool:
        return any(
            self._evidence.is_covered(sentence, question.articles, hits) for sentence in question.evidence
        )

    def _is_exact(self, citation: Citation) -> bool:
        article = self._body_of(citation.article)
        return article is not None and article.body[citation.start : citation.end] == citation.quote


def _excerpt(citation: Citation) -> Excerpt:
    return Excerpt(citation.article, citation.start, citation.end, citation.quote)


def _any_from(excerpts: Sequence[Excerpt], articles: Sequence[str]) -> float | None:
    return float(any(excerpt.article in articles for excerpt in excerpts)) if articles else None


def _date_score(question: GoldQuestion, answer: Answer) -> float | None:
    if question.iso_date is None:
        return None
    return float(not answer.refused and answer.resolved_date == question.iso_date)


def _answer_scores(
    question: GoldQuestion, answer: Answer, evidence_cited: float | None
) -> tuple[float | None, float | None, float | None]:
    """Exact match, F1 and containment; all None if the file gives evidence only, as for a summary."""
    if not question.answers and not question.items:
        return None, None, None
    if answer.refused:
        return 0.0, 0.0, 0.0
    wanted = _wanted_polarity(question)
    if wanted is not None:
        return _yes_no_scores(answer.short, evidence_cited, wanted=wanted)
    exact_match, f1 = span_scores(answer.short, question.answers)
    if question.items:
        of_list = list_scores(answer.short, question.items)
        exact_match, f1 = max(exact_match, of_list[0]), max(f1, of_list[1])
    return exact_match, f1, float(_is_contained(question, answer))


def _says_the_opposite(question: GoldQuestion, answer: Answer) -> bool:
    wanted, given = _wanted_polarity(question), None if answer.refused else polarity(answer.short)
    return None not in (wanted, given) and wanted != given


def _wanted_polarity(question: GoldQuestion) -> bool | None:
    bare = [polarity(answer) for answer in question.answers if len(answer.split()) == 1]
    return bare[0] if bare and len(bare) == len(question.answers) else None


def _yes_no_scores(
    short: str, evidence_cited: float | None, *, wanted: bool
) -> tuple[float, float, float | None]:
    """A yes or a no is right or wrong; an answer that only quotes contains it if it quotes the evidence."""
    given = polarity(short)
    if given is None:
        return 0.0, 0.0, evidence_cited
    right = float(given == wanted)
    return right, right, right


def _is_contained(question: GoldQuestion, answer: Answer) -> bool:
    told = comparable_words(answer.text)
    if any(is_within(comparable_words(text), told) for text in question.answers):
        return True
    return bool(question.items) and all(is_within(comparable_words(item), told) for item in question.items)
