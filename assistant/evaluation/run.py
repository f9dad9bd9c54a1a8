"""A gold file and an assistant in, an ``Evaluation`` out.

::

    gold = read_gold(path)
    with archive_of(gold, settings) as where:
        assistant = Assistant(where)
        assistant.prepare(report)
        evaluation = evaluate(gold, assistant, Scope(limit=500))
    print_report(evaluation, Console(), language="es")
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from assistant.evaluation.evidence import Excerpt
from assistant.evaluation.figures import Evaluation, Result
from assistant.evaluation.judge import Judge
from assistant.evaluation.report import tracked
from index.errors import GoldFileInvalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Answer, Language
    from assistant.evaluation.gold import GoldFile, GoldQuestion
    from index.article import Article

PASSAGES_SEARCHED = 50


class Hit(Protocol):
    """A passage that a search found."""

    @property
    def article(self) -> str:
        """Path of its article, relative to the seeds folder."""

    @property
    def start(self) -> int:
        """Where it begins in the article's body."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""

    @property
    def text(self) -> str:
        """What it says: the body from ``start`` to ``end``."""


class Answerer(Protocol):
    """What an evaluation needs of an assistant whose index is up to date."""

    @property
    def article_count(self) -> int:
        """How many articles there are to ask about."""

    def ask(self, question: str, *, language: Language = "es") -> Answer:
        """Answer a question, or refuse."""

    def search(self, question: str, *, top: int) -> Sequence[Hit]:
        """Return the ``top`` passages nearest to the question, best first."""

    def article(self, path: str) -> Article:
        """Return one article; raises LookupError if there is none such."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What to ask: the first ``limit`` questions, or as many drawn with ``sample_seed``; None is all.

    ``retrieval_only`` searches without answering. ``language`` is the reader's.
    """

    limit: int | None = None
    sample_seed: int | None = None
    retrieval_only: bool = False
    language: Language = "es"


WHOLE = Scope()


def evaluate(gold: GoldFile, assistant: Answerer, scope: Scope = WHOLE) -> Evaluation:
    """Put every question of the scope to the assistant, after one that warms it up and is not counted.

    Raises:
        GoldFileInvalid: the archive has none of the articles that the questions are about.
    """
    questions = gold.select(scope.limit, sample_seed=scope.sample_seed)
    archive = _Archive(assistant)
    missing = _missing_articles(gold, questions, archive)
    judge = Judge(archive.body_of)
    if questions:
        _put(questions[0], assistant, judge, scope)
    results = [
        _put(question, assistant, judge, scope) for question in tracked(questions, language=scope.language)
    ]
    return Evaluation(
        gold=gold.path,
        results=tuple(results),
        article_count=assistant.article_count,
        missing_articles=missing,
        unlocated_evidence=tuple(q.id for q in questions if not judge.has_located_evidence(q)),
        memory_peak_mb=memory_peak_mb(),
    )


def memory_peak_mb() -> float | None:
    """Most memory that this process has held resident, in MB; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bytes_a_unit = 1 if sys.platform == "darwin" else 1024
    return peak * bytes_a_unit / 1_000_000


class _Archive:
    """Articles by path, each asked of the assistant once."""

    def __init__(self, assistant: Answerer) -> None:
        self._assistant = assistant
        self._articles: dict[str, Article | None] = {}

    def body_of(self, path: str) -> Article | None:
        if path not in self._articles:
            try:
                self._articles[path] = self._assistant.article(path)
            except LookupError:
                self._articles[path] = None
        return self._articles[path]


def _missing_articles(
    gold: GoldFile, questions: Sequence[GoldQuestion], archive: _Archive
) -> tuple[str, ...]:
    wanted = dict.fromkeys(path for question in questions for path in question.articles)
    missing = tuple(path for path in wanted if archive.body_of(path) is None)
    if wanted and len(missing) == len(wanted):
        raise GoldFileInvalid(
            f"{gold.path}: none of its {len(wanted)} articles ({missing[0]}, …) is in the archive; "
            "give their folder with --seeds"
        )
    return missing


def _put(question: GoldQuestion, assistant: Answerer, judge: Judge, scope: Scope) -> Result:
    answer, answer_ms = None, None
    if not scope.retrieval_only:
        # Before the search, which would leave its embedding of the question behind.
        started = perf_counter()
        answer = assistant.ask(question.question, language=scope.language)
        answer_ms = _milliseconds_since(started)
    started = perf_counter()
    found = assistant.search(question.question, top=PASSAGES_SEARCHED)
    search_ms = _milliseconds_since(started)
    hits = [Excerpt(hit.article, hit.start, hit.end, hit.text) for hit in found]
    return Result(
        question=question,
        search_ms=search_ms,
        ranking=judge.rank(question, hits) if question.answerable else None,
        answer=answer,
        answer_ms=answer_ms,
        verdict=None if answer is None else judge.judge(question, answer),
    )


def _milliseconds_since(started: float) -> float:
    return (perf_counter() - started) * 1000
