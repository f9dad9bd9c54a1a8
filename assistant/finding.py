"""A question and an open desk -> what is found to it: windows, the answer they make, and how sure that is.

A question about the archive itself, a summary, a question about where an article comes from, two
questions in one, and one that takes two steps are each found in their own way; any other is read.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.answer import Answer, Statement, Timings, Turn
from assistant.compose import Composition
from assistant.conversation.halves import halves
from assistant.conversation.leaning import leans
from assistant.conversation.merging import merge
from assistant.holdings import is_about_archive, is_no_question, tell_holdings
from assistant.joining.contrast import Contrast
from assistant.joining.steps import compare, cross
from assistant.mentions.facts import facts_of
from assistant.messages import AND, half_missing, nothing_of_day, without_origin
from assistant.news import asks_for_news, news_day
from assistant.provenance import article_meant, asked_origin, newest_first, tell_origin
from assistant.question import understand
from assistant.reading.confidence import SURE_ENOUGH
from assistant.reading.signals import overlap
from assistant.summarise import is_of_the_latest, subject, telling_sentences
from index.lexical import words

if TYPE_CHECKING:
    from assistant.answer import Language
    from assistant.desk import Desk
    from assistant.joining.steps import Joined
    from assistant.question import Origin, Question
    from assistant.windows import Window

# Of the words that say which article is meant, the share that it must have.
_MEANT = 0.5
_ARTICLES_IN_A_SUMMARY = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a desk has found to a question, and how long that took; ``refusal`` says what is told instead.

    ``is_data`` is true of what an article's own data say: there is nothing to tell otherwise.
    """

    windows: list[Window]
    composition: Composition | None
    confidence: float
    timings: Timings = field(default_factory=Timings)
    refusal: str = ""
    is_data: bool = False

    @classmethod
    def by(cls, desk: Desk, asked: Question, said_in: Language) -> Found:
        """Look for what answers; ``said_in`` is the language of messages.

        Raises:
            KeyError: an article has gone meanwhile.
        """
        started = time.perf_counter()
        if told := _holdings(desk, asked, said_in):
            return told
        origin = asked_origin(asked.text)
        about = article_meant(asked.text) if origin else ""
        windows = desk.windows(replace(asked, text=about) if about else asked)
        retrieved = time.perf_counter()
        told = _origin(desk, replace(asked, language=said_in), origin, about, windows) if origin else None
        found = told or _read(desk, asked, windows, said_in)
        ended = time.perf_counter()
        timings = Timings(
            retrieve=(retrieved - started) * 1000,
            read=(ended - retrieved) * 1000,
            total=(ended - started) * 1000,
        )
        return replace(found, timings=timings)

    @classmethod
    def joined(cls, joined: Joined) -> Found:
        """What two steps have come to."""
        return cls(joined.windows, joined.composition, joined.confidence, refusal=joined.refusal)


def _holdings(desk: Desk, asked: Question, said_in: Language) -> Found | None:
    """What the archive holds, to a question about that or to no question; None to any other."""
    if not is_about_archive(asked.text):
        return None
    message = tell_holdings(
        desk.accepted(), said_in, with_purpose=is_no_question(asked.text), are_all=desk.where is None
    )
    return Found([], None, 0.0, refusal=message)


def _read(desk: Desk, asked: Question, windows: list[Window], said_in: Language) -> Found:
    if asked.kind == "summary":
        return Found(windows, *_summary(desk, replace(asked, language=said_in), windows))
    contrast = Contrast.of(asked.text) if asked.language == "es" else None
    if contrast is not None:
        return Found.joined(compare(desk, asked, contrast, windows, said_in))
    both = halves(asked.text)
    if both is None:
        direct = desk.answer(asked, windows)
        crossed = cross(desk, asked, direct, said_in)
        return Found.joined(crossed) if crossed else Found(windows, *direct)
    found, missing = _read_both(desk, asked, both, windows)
    if missing is None or found.composition is None:
        return found
    return replace(found, composition=replace(found.composition, notice=half_missing(said_in, missing)))


def _summary(desk: Desk, question: Question, windows: list[Window]) -> tuple[Composition | None, float]:
    """A few telling sentences of the article that the question names, or of the latest if it names none.

    The probability is the share of the subject's words that the article has; no name may be missing.
    Asked for a day of which there is nothing, it tells so, and what is latest.
    """
    about = "" if asks_for_news(question.text) else subject(question.text)
    most = 1 if is_of_the_latest(question.text) else _ARTICLES_IN_A_SUMMARY
    day = news_day(question.text, datetime.now().astimezone().date())
    of_day = desk.latest(most, of=day) if day else []
    paths = [window.article for window in windows[:1]] if about else of_day or desk.latest(most)
    if not paths:
        return None, 0.0
    sentences = 3 if len(paths) == 1 else 1
    bounds = [
        (path, each)
        for path in paths
        for each in telling_sentences(path, desk.library, desk.store)[:sentences]
    ]
    citations = tuple(desk.composer.cite(number, *each) for number, each in enumerate(bounds, 1))
    statements = tuple(map(Statement.quoting, citations))
    article = desk.library.open(paths[0]).article
    text = f"{article.title}\n{article.body}"
    sure = overlap(about, text) if _has_named(text, about, question.text) else 0.0
    notice = nothing_of_day(question.language, day, article.published) if day and not of_day else ""
    composition = Composition(statements, citations, notice=notice)
    return (composition if statements and sure >= SURE_ENOUGH else None), sure


def _has_named(text: str, about: str, question: str) -> bool:
    """Whether a text has a word at least of each name in what a summary is to be about."""
    there, asked = set(words(text)), set(words(about))
    named = [set(words(name.text)) & asked for name in facts_of(question).names]
    return all(parts & there for parts in named if parts)


def _origin(desk: Desk, asked: Question, origin: Origin, about: str, windows: list[Window]) -> Found | None:
    """What the article meant says of itself; None if it cannot be told which is meant.

    ``about`` are the words that say which, and the windows those that were found with them.
    """
    is_latest = is_of_the_latest(asked.text)
    if is_latest and not about:
        path, sure = next(iter(desk.latest(1)), None), 1.0
    else:
        nearest = newest_first(about, windows, desk.library) if is_latest else windows
        path, sure = desk.article_meant(about, nearest)
    if path is None or sure < _MEANT:
        return None
    opened = desk.library.open(path)
    composition = tell_origin(opened, origin, desk.composer, asked.language)
    if composition is None:
        message = without_origin(asked.language, origin, opened.article.title)
        return Found(windows, None, 0.0, refusal=message)
    return Found(windows, composition, sure, is_data=True)


# -- two questions in one ------------------------------------------------------------------------


def _read_both(
    desk: Desk, asked: Question, both: tuple[str, str], windows: list[Window]
) -> tuple[Found, Question | None]:
    """Each of two questions read on the same windows; and the one of them that finds nothing, if one does."""
    least = desk.settings.strictness
    one = _half(asked, both[0])
    first = desk.answer(one, windows, thorough=True)
    other = _half(asked, _completed(both[1], both[0], first[0]))
    second = desk.answer(other, windows, thorough=True)
    told = [
        (question, composition, sure)
        for question, (composition, sure) in ((one, first), (other, second))
        if composition is not None and sure >= least
    ]
    if not told:
        return Found(windows, None, max(first[1], second[1])), None
    if len(told) > 1 and one.kind == other.kind == "how_many" and _are_one_figure(told[0][1], told[1][1]):
        # «¿Cuánto pedían y cuánto consiguieron?»: one figure in one place does not answer both.
        told = [max(told, key=lambda each: each[2])]
    if len(told) == 1:
        question, composition, sure = told[0]
        return Found(windows, composition.first, sure), other if question is one else one
    (_, one_told, _), (_, other_told, _) = told
    short = f" {AND[asked.language]} ".join(dict.fromkeys(filter(None, [one_told.short, other_told.short])))
    joined = one_told.with_next(other_told, short=short)
    return Found(windows, joined, min(sure for _, _, sure in told)), None


def _are_one_figure(one: Composition, other: Composition) -> bool:
    """Whether two answers are the same characters of the same sentence."""
    first, second = (each.statements[0].emphasis for each in (one, other))
    return first == second and one.citations[0] == other.citations[0]


def _half(asked: Question, text: str) -> Question:
    return replace(asked, text=text, kind=understand(text).kind)


def _completed(second: str, first: str, answered: Composition | None) -> str:
    """The second question with what it leaves to the first: «¿cuándo?», «¿quién lo anunció?»."""
    if not leans(second, first):
        return second
    answer = Answer(first, "es", short=answered.short if answered else "")
    return merge(second, [Turn(first, answer)])
