"""A question that takes two steps, and the open desk -> the sentence of each, or what is missing.

Each step is a question of its own: looked up, read, and believed where the reader is sure of it. How sure the
whole is, is the product of both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.joining.bridge import Bridge
from assistant.joining.weighing import weigh
from assistant.messages import NOT_FOUND, UNDECIDED, found_first, half_missing, weighed
from assistant.question import understand
from assistant.reading.confidence import SURE_ENOUGH
from index.lexical import words

if TYPE_CHECKING:
    from assistant.answer import Language
    from assistant.compose import Composition
    from assistant.desk import Desk
    from assistant.joining.contrast import Contrast
    from assistant.question import Question
    from assistant.windows import Window

# So sure a direct answer is that two steps will hardly be surer.
_NO_BETTER = 0.8
_WINDOWS_OF_EACH = 3


@dataclass(frozen=True, slots=True)
class Joined:
    """What both steps come to; ``refusal`` says what is missing where there is no composition."""

    windows: list[Window]
    composition: Composition | None
    confidence: float
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """One question, what was read for it, and what that says if anything."""

    question: Question
    windows: list[Window]
    composition: Composition | None
    confidence: float

    @classmethod
    def take(cls, desk: Desk, asked: Question, text: str) -> _Step:
        question = replace(asked, text=text, kind=understand(text).kind)
        windows = desk.windows(question)
        composition, sure = desk.answer(question, windows)
        return cls(question, windows, composition, sure)


def cross(
    desk: Desk, asked: Question, direct: tuple[Composition | None, float], said_in: Language
) -> Joined | None:
    """The answer by way of what the question describes; None where the direct one is as sure."""
    bridge = Bridge.of(asked.text) if asked.language == "es" else None
    if bridge is None or direct[1] >= _NO_BETTER:
        return None
    first = _Step.take(desk, asked, bridge.first)
    if first.composition is None or first.confidence < max(SURE_ENOUGH, direct[1]):
        return None
    text = bridge.second(first.composition.short)
    second = _Step.take(desk, asked, text) if text else None
    if second is None or second.composition is None:
        return None
    sure = first.confidence * second.confidence
    told = set(words(second.composition.short))
    if sure <= direct[1] or told <= set(words(f"{asked.text} {first.composition.short}")):
        return None
    answered = replace(
        first.composition.with_next(second.composition, short=second.composition.short),
        resolved_date=second.composition.resolved_date,
        notice=found_first(said_in, bridge.described, first.composition.short),
    )
    return Joined([*second.windows[:_WINDOWS_OF_EACH], *first.windows[:_WINDOWS_OF_EACH]], answered, sure)


def compare(
    desk: Desk, asked: Question, contrast: Contrast, windows: list[Window], said_in: Language
) -> Joined:
    """Which of two things it is, with the sentence of each, or with one of ``windows`` that names both.

    A refusal where one of them is not told of.
    """
    steps = [_Step.take(desk, asked, text) for text in contrast.questions]
    sure = steps[0].confidence * steps[1].confidence
    missing = _missing(steps, desk.settings.strictness)
    one, other = (step.composition for step in steps)
    if (missing or one is None or other is None) and (outright := _outright(desk, asked, contrast, windows)):
        return outright
    windows = [window for step in (missing or steps) for window in step.windows[:_WINDOWS_OF_EACH]]
    if missing or one is None or other is None:
        lacking = " ".join(half_missing(said_in, step.question) for step in missing)
        return Joined(windows, None, sure, f"{NOT_FOUND[said_in]} {lacking}")
    winner = weigh(contrast, one, other)
    if winner is None:
        return Joined(windows, replace(one.with_next(other, short=""), notice=UNDECIDED[said_in]), sure)
    told = [(thing, each.short) for thing, each in zip(contrast.things, (one, other), strict=True)]
    less = winner if contrast.takes_less else 1 - winner
    notice = weighed(said_in, contrast.measure, told[less], told[1 - less])
    return Joined(windows, replace(one.with_next(other, short=contrast.things[winner]), notice=notice), sure)


def _outright(desk: Desk, asked: Question, contrast: Contrast, windows: list[Window]) -> Joined | None:
    """A sentence that speaks of both: «Raúl marcó más goles que Figo» tells no number of either.

    It is shown as it stands: which of the two the reader would mark in it is as good as a guess.
    """
    composition, sure = desk.answer(asked, windows)
    if composition is None or sure < desk.settings.strictness:
        return None
    statement = composition.statements[0]
    said = set(words(statement.text))
    if any(said.isdisjoint(words(thing)) for thing in contrast.things):
        return None
    plain = replace(composition.first, statements=(replace(statement, emphasis=None),), short="")
    return Joined(windows, replace(plain, resolved_date=None), sure)


def _missing(steps: list[_Step], least: float) -> list[_Step]:
    """The steps not told of; of two that together are not, or that rest on the same words, the less sure."""
    missing = [step for step in steps if step.composition is None or step.confidence < least]
    one, other = sorted(steps, key=lambda step: step.confidence)
    if not missing and (one.confidence * other.confidence < least or _words_of(one) == _words_of(other)):
        missing = [one]
    return missing


def _words_of(step: _Step) -> tuple[object, ...]:
    """Which words of which article answer it."""
    if step.composition is None:
        return ()
    cited, statement = step.composition.citations[0], step.composition.statements[0]
    return cited.article, cited.start, statement.emphasis
