"""What was found to a question -> its answer, growing a statement at a time, or the refusal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Refusal
from assistant.messages import UNSURE, refusal
from assistant.reading.confidence import SURE_ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.answer import Answer
    from assistant.compose import Composition
    from assistant.desk import Desk
    from assistant.finding import Found
    from assistant.question import Question
    from assistant.scribe import Scribe


def tell(base: Answer, asked: Question, found: Found, desk: Desk, scribe: Scribe | None) -> Iterator[Answer]:
    """Growing answers, the last whole; ``base`` has what is known of them before anything is told.

    The ``scribe``, if there is one, tells what was read in articles; neither an article's own data
    nor what comes with a notice of its own.
    """
    composition = found.composition
    base = replace(base, confidence=found.confidence)
    if composition is None or found.confidence < desk.settings.strictness:
        yield _refused(base, asked, found, desk)
        return
    unsure = "" if found.confidence >= SURE_ENOUGH else UNSURE[base.language]
    base = replace(base, notice=" ".join(filter(None, [composition.notice, unsure])) or None)
    if scribe is None or composition.notice or found.is_data:
        yield from _grow(base, composition)
    else:
        *_, quoted = _grow(base, composition)
        yield from scribe.tell(quoted, asked, found.windows, desk)


def _refused(base: Answer, asked: Question, found: Found, desk: Desk) -> Answer:
    message = found.refusal or refusal(base.language, asked, desk.topic(asked, found.windows))
    near = desk.composer.near_misses(desk.near(asked, found.windows))
    return replace(base, refusal=Refusal(message), near_misses=near)


def _grow(base: Answer, composition: Composition) -> Iterator[Answer]:
    """The answer with one statement, with two, and so on, each with the citations it needs."""
    whole = replace(
        base,
        statements=composition.statements,
        citations=composition.citations,
        short=composition.short,
        resolved_date=composition.resolved_date,
    )
    for count in range(1, len(whole.statements)):
        statements = whole.statements[:count]
        needed = {number for statement in statements for number in statement.citations}
        yield replace(
            whole,
            statements=statements,
            citations=tuple(citation for citation in whole.citations if citation.number in needed),
        )
    yield whole
