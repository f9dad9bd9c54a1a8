"""Windows of articles -> the sentences in them that answer, best first, and how sure that any does.

The reader gives each window its likeliest spans. A span's score adds what the
reader thinks of it over «no answer here», what it thinks of the window, and what
retrieval thought of the passage. The likeliest windows are read first, and no more
when none of the others could hold a better one. Of two meetings in one article it is
the one that is asked for by its name, where a sentence has that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from assistant.mentions.facts import QUOTED
from assistant.question import asked_event, is_about_article, understand
from assistant.reading.candidate import Candidate, distinct, retrieved
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
from assistant.reading.plainly import said_plainly
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.library import Library, OpenArticle
    from assistant.question import Kind, Question
    from assistant.reader import Reading
    from assistant.windows import Window

_SPANS_A_WINDOW = 5
# The first two together: the second sentence of an answer is often in the other.
_READ_FIRST = 2
_WEIGHT_ANSWERABLE = 1.0
# What the reader adds to fewer than one in a hundred of the windows that do not hold the best (11 of 1,450).
_OUT_OF_REACH = 5.0
# What a span loses that cannot be the kind of thing asked for, or stands in a heading or the dateline.
_WRONG_KIND = 4.0
_LONGEST_QUESTION = 500
# Not of an abbreviation: «EE. UU.».
_FULL_STOP = re.compile(r"(?<=\w{3})\.$")
_NEXT_WORD = re.compile(r"\s+\w+")


class Reader(Protocol):
    """What extraction needs of a reader."""

    def read(
        self, question: str, windows: Sequence[str], *, headings: Sequence[str] = (), max_spans: int = 5
    ) -> list[Reading]:
        """One reading a window, in their order, each under its heading."""


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

    def candidates(
        self, question: str, windows: Sequence[Window], *, thorough: bool = False
    ) -> list[Candidate]:
        """The spans of the windows, best first; of spans in one sentence only the best.

        Windows that could hardly change which is best are read only if it is to be ``thorough``, or a
        list is asked for, which may be in several places.
        """
        name, office = asked_identity(question), Office.asked(question)
        if name is not None:
            return distinct(said_plainly(self._library, windows, partial(role_beside, name)))
        if office is not None and (plain := said_plainly(self._library, windows, office.holder_in)):
            return distinct(plain)
        wanted = _Wanted.by(question)
        likeliest = sorted(windows, key=retrieved, reverse=True)
        found: list[Candidate] = []
        best: list[Candidate] = []
        is_to_be_whole = thorough or wanted.question.kind == "list"
        read = 0
        while read < len(likeliest):
            after = len(likeliest) if is_to_be_whole else max(_READ_FIRST, read + 1)
            found += self._read(question, likeliest[read:after], wanted)
            best = distinct(self._fitting(found, wanted, office))
            if best and self._is_out_of_reach(best[0], likeliest[after:], wanted):
                break
            read = after
        return best

    def _read(self, question: str, windows: Sequence[Window], wanted: _Wanted) -> list[Candidate]:
        texts = [window.text for window in windows]
        titles = [self._library.open(window.article).article.title for window in windows]
        readings = self._reader.read(
            question[:_LONGEST_QUESTION], texts, headings=titles, max_spans=_SPANS_A_WINDOW
        )
        return [
            candidate
            for window, reading in zip(windows, readings, strict=True)
            for candidate in self._of_window(window, reading, wanted)
        ]

    def _fitting(self, found: list[Candidate], wanted: _Wanted, office: Office | None) -> list[Candidate]:
        """Without the candidates that speak of another office, count or event than the one asked for."""
        if office is not None:
            found = [each for each in found if not self._is_of_another(office, each)]
        if wanted.question.kind == "how_many":
            found = self._without_contraries(wanted.question.text, found)
        if wanted.event:
            found = [each for each in found if self._names_event(each, wanted)] or found
        return found

    def _names_event(self, candidate: Candidate, wanted: _Wanted) -> bool:
        return wanted.event in fold(self._sentence(candidate))

    def _is_out_of_reach(self, best: Candidate, unread: Sequence[Window], wanted: _Wanted) -> bool:
        """Whether hardly any of the windows, the likeliest first, could hold anything better."""
        if wanted.event and not self._names_event(best, wanted):
            return False
        return not unread or best.score - retrieved(unread[0]) >= _OUT_OF_REACH

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
                    score=margin + _WEIGHT_ANSWERABLE * likely + retrieved(window),
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
