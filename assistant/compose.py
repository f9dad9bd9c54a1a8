"""Candidates -> the statements, citations and short form of an answer; or what to say when there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answer import Citation, Statement
from assistant.dates import resolve
from assistant.messages import AND, NO, YES
from assistant.yes_no.matching import Whole
from assistant.yes_no.settle import settle
from index.markup import marks_in, marks_within, seen_in
from index.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from assistant.answer import Language
    from assistant.library import Library
    from assistant.question import Question
    from assistant.reading.candidate import Candidate
    from assistant.windows import Window
    from index.article import Article

_MOST_STATEMENTS = 2
# Of what somebody said, a sentence each.
_MOST_TOGETHER = 3
# How much worse than the best, on the scale of candidates, a second sentence may be and still be shown.
_CLOSE = 7.0
_NEAR_MISSES = 3
# Longer things are parted by semicolons.
_WORDS_OF_A_NAME = 5
# Before these «y» is «e»: «Ana e Irene», «e hijos»; not «y hielo».
_LIKE_Y = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)
_ARTICLE = re.compile(r"^(el|la|los|las)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Composition:
    """The parts of an answer: statements in order, the citations they number, and the bare span.

    ``notice`` is a line on what is cited or on what is not there; with one, a model tells nothing.
    """

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    short: str = ""
    resolved_date: date | None = None
    notice: str = ""

    @property
    def first(self) -> Composition:
        """With its first statement alone."""
        return replace(self, statements=self.statements[:1], citations=self.citations[:1])

    def with_next(self, other: Composition, *, short: str) -> Composition:
        """The first statement of each, in order; a sentence that is both is cited once."""
        one, next_ = self.first, other.first
        (cited,), (also,) = one.citations, next_.citations
        if (cited.article, cited.start, cited.end) == (also.article, also.start, also.end):
            return replace(one, short=short, resolved_date=None)
        statement = replace(next_.statements[0], citations=(2,), alternative=False)
        return Composition((*one.statements, statement), (cited, replace(also, number=2)), short)


class Composer:
    """Writes answers in the articles' own words."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def compose(self, question: Question, candidates: Sequence[Candidate]) -> Composition:
        """The best candidate's sentence, and those after it that are nearly as good and no other version's.

        That is one more, which may be the answer in its place, or two that add to it.

        Of two to a question that wants yes or no, the one that settles it is shown alone. ``candidates``
        are best first and not empty.
        """
        best = candidates[0]
        versions = self._library.copies_of(best.article)
        independent = [candidate for candidate in candidates if candidate.article not in versions]
        chosen = [
            candidate
            for candidate in independent[: _MOST_TOGETHER if best.adds else _MOST_STATEMENTS]
            if best.score - candidate.score <= _CLOSE
            or (candidate.adds and candidate.article == best.article)
        ]
        verdict = None
        if question.kind == "yes_no":
            verdict, chosen = self._settle(question, chosen)
        citations = tuple(
            self.cite(number, candidate.article, candidate.sentence)
            for number, candidate in enumerate(chosen, 1)
        )
        statements = tuple(
            _statement(citation, candidate, alternative=citation.number > 1 and not candidate.adds)
            for citation, candidate in zip(citations, chosen, strict=True)
        )
        article = self._library.open(best.article).article
        short = _in_one_line(article, best, question.language)
        when = None
        if question.kind == "when":
            short = _ARTICLE.sub("", short)
            when = resolve(short, sentence=citations[0].quote, written=article.published)
        elif question.kind == "yes_no":
            short = "" if verdict is None else (YES if verdict else NO)[question.language]
        return Composition(statements, citations, short, when)

    def _settle(self, question: Question, chosen: Sequence[Candidate]) -> tuple[bool | None, list[Candidate]]:
        """Yes or no and the candidate that settles it, or neither and all of them."""
        for candidate in chosen:
            if candidate.article != chosen[0].article:
                continue
            article = self._library.open(candidate.article).article
            about = (article.title, article.body, article.outlet, article.place)
            whole = Whole("\n".join(filter(None, about)), article.published)
            sentence = article.body[slice(*candidate.sentence)]
            # An item of a list may be several: what one of them says is not said of what another is about.
            verdicts = {
                settle(question.text, sentence[start:end], article=whole, language=question.language)
                for start, end in sentence_spans(sentence)
            } - {None}
            if len(verdicts) == 1:
                return verdicts.pop(), [candidate]
        return None, list(chosen)

    def cite(self, number: int, path: str, bounds: tuple[int, int]) -> Citation:
        """Citation ``number``: the characters of an article between two offsets."""
        opened = self._library.open(path)
        article = opened.article
        start, end = bounds
        return Citation(
            number=number,
            article=article.path,
            digest=article.digest,
            title=article.title,
            outlet=article.outlet,
            place=article.place,
            published=article.published,
            paragraph=opened.paragraph_at(start),
            start=start,
            end=end,
            quote=article.body[start:end],
            author=article.author,
            page=article.page_at(start),
            copies=self._library.copies_of(article.path),
            language=article.language,
            marks=marks_within(marks_in(article.body, article.path), start, end),
        )

    def near_misses(self, windows: Sequence[Window]) -> tuple[Citation, ...]:
        """The passages nearest to a question that has no answer: their sentences, without headings."""
        return tuple(
            self.cite(number, window.article, self._sentences_of(window))
            for number, window in enumerate(windows[:_NEAR_MISSES], 1)
        )

    def _sentences_of(self, window: Window) -> tuple[int, int]:
        opened = self._library.open(window.article)
        passage = window.passage
        touched = [
            (max(start, passage.start), min(end, passage.end))
            for start, end in opened.sentences
            if start < passage.end and passage.start < end
        ]
        return (touched[0][0], touched[-1][1]) if touched else (passage.start, passage.end)


def _statement(citation: Citation, candidate: Candidate, *, alternative: bool) -> Statement:
    emphasis = (candidate.start - citation.start, candidate.end - citation.start)
    also = tuple((start - citation.start, end - citation.start) for start, end in candidate.also)
    return Statement.quoting(citation, emphasis, also=also, alternative=alternative)


def _in_one_line(article: Article, best: Candidate, language: Language) -> str:
    """What answers, or all that do: «la cumbre de Berlín y la Conferencia de Ámsterdam»."""
    spans = sorted(((best.start, best.end), *best.also))
    parts = [" ".join(seen_in(article.body, article.path, *span).split()) for span in spans]
    if len(parts) > 1 and any("," in part or len(part.split()) > _WORDS_OF_A_NAME for part in parts):
        return "; ".join(parts)
    *others, last = parts
    both = "e" if language == "es" and _LIKE_Y.match(last) else AND[language]
    return f"{', '.join(others)} {both} {last}" if others else last
