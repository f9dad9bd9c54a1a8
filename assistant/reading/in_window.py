"""A window and what the reader makes of it -> the candidates in it, by what is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS
from assistant.mentions.facts import QUOTED
from assistant.question import asked_event, is_about_article, understand
from assistant.reading.candidate import Candidate, retrieved
from assistant.reading.changes import both_ends
from assistant.reading.confidence import logit
from assistant.reading.enumerated import Several
from assistant.reading.holder import asks_for_person, holder_named
from assistant.reading.hours import first_or_last_hour
from assistant.reading.kinds import (
    asked_month,
    asks_for_words,
    asks_hour,
    asks_how_long,
    asks_money,
    asks_until,
    asks_weather,
    asks_what_like,
    can_answer,
    has_hour,
    is_bare_time,
    is_duration,
    is_no_money,
    is_of_another_month,
    lacks_end,
    lacks_weather,
)
from assistant.reading.narrowed import Narrowed
from assistant.reading.not_so import is_not_so
from assistant.reading.others import listed_after, with_the_others
from assistant.reading.parties import Parties
from assistant.reading.premises import Premise
from assistant.reading.replies import is_question, reply_to
from assistant.reading.signals import words_in_common
from assistant.reading.speakers import QuotedWords
from assistant.reading.who_alone import who_alone
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.library import OpenArticle
    from assistant.question import Kind, Question
    from assistant.spans import Reading
    from assistant.windows import Window

    Completion = Callable[[str, "Bounds"], "Bounds"]

Bounds = tuple[int, int]

_WEIGHT_ANSWERABLE = 1.0
# What a span loses that cannot be the kind of thing asked for, or stands in a heading or the dateline, or
# is the beginning of a name that the question has the rest of.
_WRONG_KIND = 4.0
# And in its rank, for each of two words that a sentence lacks to have so many in common with a question that
# wants yes or no: to such a question any sentence with a «no» in it reads like an answer. (Of 120 questions
# written for this, the best candidate was the sentence that settles it in 83 without, in 85 with it.)
_UNLIKE, _ENOUGH_ALIKE = 2.0, 2
# Not of an abbreviation: «EE. UU.».
_FULL_STOP = re.compile(r"(?<=\w{3})\.$")
_BEFORE_HOUR = 8
_NEXT_WORD = re.compile(r"\s+\w+")
# Not of «el técnico del Real Madrid Ancelotti». In characters, no first name and surname are longer.
_NAME_SO_FAR = re.compile(rf"(?<!\bde )(?<!\bdel )(?<!\ben )\b[{CAPITALS}][\w-]+ [{CAPITALS}][\w-]+ $")
_LONGEST_NAME = 60
_REST_OF_NAME = re.compile(rf"(?: (?:de|del|la|las|los|y|[{CAPITALS}][\w-]*))* [{CAPITALS}][\w-]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a question, the name of the event that it asks for, folded, and the like.

    ``completions`` make of a span the whole answer that it is a part of, one after another.
    """

    question: Question
    event: str
    about_article: bool
    how_long: bool
    money: bool
    month: str
    hour: bool
    until: bool
    words: bool
    what_like: bool
    weather: bool
    parties: Parties
    premise: Premise | None
    narrowed: Narrowed
    quoted: QuotedWords
    several: Several | None
    completions: tuple[Completion, ...]

    @classmethod
    def by(cls, text: str) -> Wanted:
        """What the words of a question ask for."""
        question = understand(text)
        several = Several.asked(text) if question.kind in ("list", "what", "who", "why") else None
        narrowed = Narrowed.by(question)
        return cls(
            question,
            asked_event(text),
            is_about_article(question.text),
            asks_how_long(question),
            asks_money(question),
            asked_month(question),
            asks_hour(question),
            asks_until(question),
            asks_for_words(question),
            question.kind in ("how", "what") and asks_what_like(question),
            asks_weather(question),
            Parties.asked(text),
            Premise.of(question),
            narrowed,
            QuotedWords.asked(text),
            several,
            tuple(_completions(question, several, narrowed)),
        )

    def excludes(self, span: str, sentence: str) -> bool:
        """Whether a span cannot answer: a day that is near is not how long it took, nor of another month."""
        return (
            (self.how_long and not is_duration(span))
            or (self.money and is_no_money(span))
            or (self.weather and lacks_weather(sentence))
            or bool(self.month and is_of_another_month(span, self.month))
        )

    def is_part_of_asked_name(self, body: str, span: Bounds) -> bool:
        """Whether a span and a name of the question are one name: who called De la Fuente is no Juan."""
        if self.question.kind != "who":
            return False
        (start, end), words_asked = span, re.findall(r"[^\W_]+", fold(self.question.text))
        rest = _REST_OF_NAME.match(body, end)
        is_last = " " not in body[start:end]
        begun = _NAME_SO_FAR.search(body[max(0, start - _LONGEST_NAME) : start]) if is_last else None
        asked = f" {' '.join(words_asked)} "
        return any(part and f" {fold(part[0].strip())} " in asked for part in (begun, rest))


def _completions(question: Question, several: Several | None, narrowed: Narrowed) -> Iterator[Completion]:
    """Who without what else is told, both ends of what changed, a name beside what somebody is, a list."""
    if question.kind == "how_many" and narrowed.source:
        yield narrowed.own_figure
    if question.kind == "how_many":
        yield partial(both_ends, question.text)
    if question.kind == "who" or asks_for_person(question):
        yield who_alone
    if asks_for_person(question):
        yield partial(holder_named, question)
    if asks_hour(question):
        yield partial(first_or_last_hour, question)
    if several:
        yield several.whole


def candidates_in(window: Window, reading: Reading, wanted: Wanted, opened: OpenArticle) -> list[Candidate]:
    """The spans of a reading of a window, as candidates, in their order."""
    kind, body = wanted.question.kind, opened.article.body
    likely = logit(reading.answerable)
    candidates: list[Candidate] = []
    best = reading.spans[0] if reading.spans else None
    if best and wanted.what_like and is_bare_time(window.text[best.start : best.end]):
        # An hour is not what something is like, and what the reader likes less is no better.
        return candidates
    for span in reading.spans:
        start, end = _in_one_sentence(opened, (window.start + span.start, window.start + span.end), kind)
        sentence = opened.sentence_around(start, end)
        for complete in wanted.completions:
            start, end = _within(sentence, complete, body, (start, end))
        if is_question(body[slice(*sentence)]) and (reply := reply_to(sentence, opened)):
            # What an interviewer asks answers nothing, and what is said to it does.
            (start, end), sentence = reply, reply
        if _is_ruled_out(wanted, opened, (start, end), sentence):
            continue
        margin = span.score - reading.no_answer_score
        margin -= _WRONG_KIND * _faults(wanted, opened, (start, end), sentence)
        liking = margin - _UNLIKE * _words_lacking(wanted, body[slice(*sentence)])
        items = listed_after(body, end) if wanted.several else []
        if items:
            # «Contempla los siguientes puntos:» and a list of them.
            (start, end), sentence = items[0], (sentence[0], items[-1][1])
        candidates.append(
            Candidate(
                article=window.article,
                start=start,
                end=end,
                sentence=sentence,
                margin=margin,
                answerable=reading.answerable,
                score=liking + _WEIGHT_ANSWERABLE * likely + retrieved(window),
                window=window,
                also=tuple(items[1:]),
            )
        )
    if wanted.several is None:
        return candidates
    return [with_the_others(each, candidates, wanted.several, opened) for each in candidates]


def _words_lacking(wanted: Wanted, sentence: str) -> int:
    """How many words a sentence lacks to have enough in common with a Spanish question for yes or no."""
    question = wanted.question
    if question.kind != "yes_no" or question.language != "es":
        return 0
    return max(0, _ENOUGH_ALIKE - words_in_common(question.text, sentence))


def _is_ruled_out(wanted: Wanted, opened: OpenArticle, span: Bounds, sentence: Bounds) -> bool:
    """Whether a span cannot answer: what it is, whose side it is of, that it was said itself or is not so."""
    body, (start, end) = opened.article.body, span
    said = body[slice(*sentence)]
    return (
        wanted.excludes(body[start:end] + _unit_after(body, start, end), said)
        or (wanted.premise is not None and wanted.premise.is_untold(opened))
        or wanted.parties.is_the_other(said, start - sentence[0], end - sentence[0])
        or bool(wanted.quoted and _is_quoted(opened, start, end))
        # «Ocho» of «a las ocho» is told to be an hour by what stands before it.
        or (wanted.hour and not has_hour(body[max(sentence[0], start - _BEFORE_HOUR) : end]))
        or (wanted.question.kind != "yes_no" and is_not_so(said, start - sentence[0], end - sentence[0]))
        or (wanted.question.kind == "list" and wanted.several is not None and _has_no_letter(body[start:end]))
    )


def _has_no_letter(words: str) -> bool:
    """Whether they are figures alone, «98»: neither persons nor what is to be named."""
    return not any(letter.isalpha() for letter in words)


def _faults(wanted: Wanted, opened: OpenArticle, span: Bounds, sentence: Bounds) -> int:
    """How many things tell against a span."""
    body, (start, end) = opened.article.body, span
    is_aside = sentence in opened.aside and not wanted.about_article
    return sum(
        (
            is_aside or not can_answer(wanted.question.kind, body[start:end]),
            wanted.several is not None and wanted.several.is_only_counted(body[start:end]),
            wanted.is_part_of_asked_name(body, span),
            wanted.until and lacks_end(body[slice(*sentence)]),
            wanted.words and not _is_quoted(opened, start, end),
            wanted.premise is not None and wanted.premise.is_untold_near(opened),
            bool(wanted.quoted) and not wanted.quoted.are_in(body[slice(*_paragraph(opened, start))]),
        )
    )


def _in_one_sentence(opened: OpenArticle, span: Bounds, kind: Kind) -> Bounds:
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


def _within(sentence: Bounds, complete: Completion, body: str, span: Bounds) -> Bounds:
    """What a span becomes within its sentence; all bounds are of the body."""
    first = sentence[0]
    start, end = complete(body[slice(*sentence)], (span[0] - first, span[1] - first))
    return first + start, first + end


def _is_quoted(opened: OpenArticle, start: int, end: int) -> bool:
    """Whether an excerpt is, or is in, words between quotation marks of its paragraph."""
    bounds = _paragraph(opened, start)
    paragraph = opened.article.body[slice(*bounds)]
    return any(
        quoted.start() < end - bounds[0] and start - bounds[0] < quoted.end()
        for quoted in QUOTED.finditer(paragraph)
    )


def _paragraph(opened: OpenArticle, start: int) -> Bounds:
    """The paragraph at an offset; of an article that is headings alone, all of it."""
    if not opened.paragraphs:
        return 0, len(opened.article.body)
    return opened.paragraphs[opened.paragraph_at(start) - 1]


def _unit_after(body: str, start: int, end: int) -> str:
    """The «años» of «34 años» where only its number was marked."""
    following = _NEXT_WORD.match(body, end) if body[start:end][-1:].isdigit() else None
    return following[0] if following else ""
