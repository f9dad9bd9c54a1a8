"""A question of few words and what is found to it alone -> what is found to it in what was just spoken of.

«¿Cuántos heridos hubo?» says of no accident. It is asked of the last question's subject as
well, and that is taken where it finds its answer in an article that the last one cited, and surely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.leaning import asked_before, may_lean
from assistant.conversation.merging import merge
from assistant.finding import Found
from assistant.question import understand
from assistant.reading.confidence import SURE_ENOUGH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Language, Turn
    from assistant.desk import Desk
    from assistant.question import Question


def found_in_context(
    desk: Desk, question: str, history: Sequence[Turn], alone: Found, said_in: Language
) -> tuple[str, Question, Found] | None:
    """The question in full, so understood, and what is found to it; None if it is better asked alone."""
    last = history[-1]
    spoken_of = {citation.article for citation in last.answer.citations}
    if not may_lean(question) or not spoken_of or _tells_of(alone, spoken_of):
        return None
    full = merge(question, history)
    if full in (question, asked_before(last)):
        return None
    asked = understand(full)
    try:
        found = Found.by(desk, asked, said_in)
    except KeyError:
        # An article has gone meanwhile: what was found before stands.
        return None
    is_theirs = found.confidence >= SURE_ENOUGH and _tells_of(found, spoken_of)
    return (full, asked, found) if is_theirs else None


def _tells_of(found: Found, articles: set[str]) -> bool:
    """Whether the best that is found stands in one of the articles."""
    cited = found.composition.citations[:1] if found.composition else ()
    return any(citation.article in articles for citation in cited)
