"""Windows of articles -> the sentences in them that answer, best first, and how sure that any does.

The reader gives each window its likeliest spans. A span's score adds what the
reader thinks of it over «no answer here», what it thinks of the window, and what
retrieval thought of the passage. Of two meetings in one article it is the one that is
asked for by its name, where a sentence has that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from assistant.mentions.facts import QUOTED
from assistant.question import asked_event, is_about_article, understand
from assistant.reading.confidence import logit
from assistant.reading.counted import what_is_counted
from assistant.reading.identity import asked_identity, role_beside
from assistant.reading.kinds import (
    asks_for_words,
    asks_how_long,
    asks_weather,
    asks_what_like,
    can_answer,
    is_bare_time,
    is_duration,
    lacks_weather,
)
from assistant.reading.offices import Office
from assistant.reading.persons import says_little
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.library import Library, OpenArticle
    from assistant.question import Kind, Question
    from assistant.reader import Reading
    from assistant.windows import Window

_SPANS_A_WINDOW = 5
_WEIGHT_ANSWERABLE = 1.0
# Chosen on questions over stories that the reader was not trained on, for the weights in the package.
_WEIGHT_RETRIEVAL = 8.0
_WEIGHT_SIMILARITY = 160.0
# What a span loses that cannot be the kind of thing asked for, or stands in a heading or the dateline.
_WRONG_KIND = 4.0
_LONGEST_QUESTION = 500
# Not of an abbreviation: «EE. UU.».
_FULL_STOP = re.compile(r"(?<=\w{3})\.$")
_NEXT_WORD = re.compile(r"\s+\w+")
# What a plain «el canciller X» is worth to «¿Quién es X?», on the reader's scales.
_PLAIN_MARGIN = 12.0
_PLAIN_ANSWERABLE = 0.98
# What «uruguayo» is worth less than «presidente del BID».
_LITTLE = 6.0


class Reader(Protocol):
    """What extraction needs of a reader."""

    def read(
        self, question: str, windows: Sequence[str], *, headings: Sequence[str] = (), max_spans: int = 5
    ) -> list[Reading]:
        """One reading a window, in their order, each under its heading."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may answer: its bounds and its sentence's bounds in an article's body.

    ``margin`` is the reader's score over «no answer here»; ``answerable`` its
    probability, 0 to 1, that the window answers; ``score`` is what ranks.
    """

    article: str
    start: int
    end: int
    sentence: tuple[int, int]
    margin: float
    answerable: float
    score: float
    window: Window


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked for: a question, and the name of the event that it asks for, folded."""

    question: Question
    event: str
    about_article: bool
    how_long: bool
    words: bool
    what_like: bool
    weather: bool

    @classmethod
    def by(cls, text: str) -> _Wanted:
        question = understand(text)
        return cls(
            question,
            asked_event(text),
            is_about_article(question.text),
            asks_how_long(question),
            asks_for_words(question),
            asks_what_like(question),
            asks_weather(question),
        )

    def excludes(self, span: str, sentence: str) -> bool:
        """Whether a span cannot answer: a day that is near is not how long it took."""
        return (self.how_long and not is_duration(span)) or (self.weather and lacks_weather(sentence))


class Extractor:
    """Finds candidates with a reader."""

    def __init__(self, reader: Reader, library: Library) -> None:
        self._reader = reader
        self._library = library

    def candidates(self, question: str, windows: Sequence[Window]) -> list[Candidate]:
        """The spans of all windows, best first; of spans in one sentence only the best."""
        texts = [window.text for window in windows]
        titles = [self._library.open(window.article).article.title for window in windows]
        wanted = _Wanted.by(question)
        readings = self._reader.read(
            question[:_LONGEST_QUESTION], texts, headings=titles, max_spans=_SPANS_A_WINDOW
        )
        found = [
            candidate
            for window, reading in zip(windows, readings, strict=True)
            for candidate in self._of_window(window, reading, wanted)
        ]
        name, office = asked_identity(question), Office.asked(question)
        if name is not None:
            found = self._said_plainly(windows, partial(role_beside, name))
        elif office is not None:
            found = self._said_plainly(windows, office.holder_in) or [
                each for each in found if not self._is_of_another(office, each)
            ]
        if wanted.question.kind == "how_many":
            found = self._without_contraries(wanted.question.text, found)
        if wanted.event:
            found = [each for each in found if wanted.event in fold(self._sentence(each))] or found
        best: list[Candidate] = []
        for candidate in sorted(found, key=lambda candidate: -candidate.score):
            if not any(_overlap(candidate, better) for better in best):
                best.append(candidate)
        return best

    def _said_plainly(
        self, windows: Sequence[Window], answer_in: Callable[[str], tuple[int, int] | None]
    ) -> list[Candidate]:
        """What a rule finds in the sentences of the windows, in so many words: who is what."""
        found = []
        for window in windows:
            opened = self._library.open(window.article)
            body = opened.article.body
            for sentence in opened.sentences_within(window.start, window.end):
                answer = answer_in(body[slice(*sentence)])
                if answer is None:
                    continue
                start, end = sentence[0] + answer[0], sentence[0] + answer[1]
                found.append(
                    Candidate(
                        article=window.article,
                        start=start,
                        end=end,
                        sentence=sentence,
                        margin=_PLAIN_MARGIN,
                        answerable=_PLAIN_ANSWERABLE,
                        score=_PLAIN_MARGIN + _found(window) - _LITTLE * says_little(body[start:end]),
                        window=window,
                    )
                )
        return found

    def _is_of_another(self, office: Office, candidate: Candidate) -> bool:
        """Whether a candidate's sentence, with what stands around it, says the office to be another's."""
        opened = self._library.open(candidate.article)
        article = opened.article
        at = bisect_right(opened.sentences, candidate.sentence)
        near = [*opened.sentences[:1], *opened.sentences[max(0, at - 2) : at]]
        around = [article.title, article.place or "", *(article.body[slice(*each)] for each in near)]
        place = candidate.start - candidate.sentence[0]
        return office.is_of_another(self._sentence(candidate), place, "\n".join(around))

    def _without_contraries(self, question: str, found: list[Candidate]) -> list[Candidate]:
        """Without the counts of those who did the contrary of what is asked.

        Where the best is one, nothing else stands but what is said to be of those asked for.
        """
        counted = {
            candidate: what_is_counted(
                question,
                self._sentence(candidate),
                (candidate.start - candidate.sentence[0], candidate.end - candidate.sentence[0]),
            )
            for candidate in found
        }
        best = max(found, key=lambda candidate: candidate.score, default=None)
        kept = ("asked",) if best and counted[best] == "contrary" else ("asked", "neither")
        return [candidate for candidate in found if counted[candidate] in kept]

    def _sentence(self, candidate: Candidate) -> str:
        return self._library.open(candidate.article).article.body[slice(*candidate.sentence)]

    def _of_window(self, window: Window, reading: Reading, wanted: _Wanted) -> list[Candidate]:
        opened = self._library.open(window.article)
        kind, body = wanted.question.kind, opened.article.body
        likely = logit(reading.answerable)
        candidates: list[Candidate] = []
        best = reading.spans[0] if reading.spans else None
        if best and wanted.what_like and is_bare_time(window.text[best.start : best.end]):
            # An hour is not what something is like, and what the reader likes less is no better.
            return candidates
        for span in reading.spans:
            start, end = _in_one_sentence(opened, (window.start + span.start, window.start + span.end), kind)
            margin = span.score - reading.no_answer_score
            sentence, span_words = opened.sentence_around(start, end), body[start:end]
            if wanted.excludes(span_words + _unit_after(body, start, end), body[slice(*sentence)]):
                continue
            if not can_answer(kind, span_words) or (sentence in opened.aside and not wanted.about_article):
                margin -= _WRONG_KIND
            if wanted.words and not _is_quoted(opened, start, end):
                margin -= _WRONG_KIND
            candidates.append(
                Candidate(
                    article=window.article,
                    start=start,
                    end=end,
                    sentence=sentence,
                    margin=margin,
                    answerable=reading.answerable,
                    score=margin + _WEIGHT_ANSWERABLE * likely + _found(window),
                    window=window,
                )
            )
        return candidates


def _in_one_sentence(opened: OpenArticle, span: tuple[int, int], kind: Kind) -> tuple[int, int]:
    """Of a span that runs over the end of a sentence, the part that may answer, the longest of them.

    The reader knows of no sentences: «…Juan Ramón de la Fuente. Según informó la SRE» is one span to it.
    """
    parts = opened.parts_in_sentences(*span)
    if len(parts) == 1 and parts[0] == span:
        return span
    body = opened.article.body
    fitting = [part for part in parts if can_answer(kind, body[slice(*part)])] or parts
    start, end = max(fitting, key=lambda part: part[1] - part[0])
    return start, start + len(_FULL_STOP.sub("", body[start:end]))


def _is_quoted(opened: OpenArticle, start: int, end: int) -> bool:
    """Whether an excerpt is, or is in, words between quotation marks of its paragraph."""
    bounds = opened.paragraphs[opened.paragraph_at(start) - 1]
    paragraph = opened.article.body[slice(*bounds)]
    return any(
        quoted.start() < end - bounds[0] and start - bounds[0] < quoted.end()
        for quoted in QUOTED.finditer(paragraph)
    )


def _unit_after(body: str, start: int, end: int) -> str:
    """The «años» of «34 años» where only its number was marked."""
    following = _NEXT_WORD.match(body, end) if body[start:end][-1:].isdigit() else None
    return following[0] if following else ""


def _found(window: Window) -> float:
    """What retrieval thinks of a window: its rank among what was found, and how alike it is at all."""
    return _WEIGHT_RETRIEVAL * window.score + _WEIGHT_SIMILARITY * window.similarity


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates would quote the same words."""
    return (
        one.article == other.article
        and one.sentence[0] < other.sentence[1]
        and other.sentence[0] < one.sentence[1]
    )
