"""A question of few words and what is found to it alone -> what is found to it in what was just spoken of.

«¿Cuántos heridos hubo?» says of no accident. It is asked of the last question's subject as well, then of the
articles that the last answer cited alone, and what these say to it, if surely, is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.anatomy import bare_words
from assistant.conversation.leaning import PERSON, WHAT_ONE_HAS, asked_before, has_clitic, may_lean
from assistant.conversation.merging import merge
from assistant.finding import Found
from assistant.question import names, understand
from assistant.reading.confidence import SURE_ENOUGH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Language, Turn
    from assistant.desk import Desk
    from assistant.question import Question

# By so much may another article be surer than the one that is spoken of.
_NEARER = 0.2
# «Sobre Luis Seoane, ¿cuántos heridos hubo?» asks nothing of him.
_FRAME = "Sobre "


def found_in_context(
    desk: Desk,
    question: str,
    rewritten: str | None,
    history: Sequence[Turn],
    found: Found,
    said_in: Language,
) -> tuple[str | None, Question, Found] | None:
    """The question in full, so understood, and what is found to it; None if what is ``found`` is better.

    There is none in full where it is asked as it was put. ``rewritten`` is what it was made into by rule
    before that was found, None if it was asked alone.
    """
    spoken_of = {citation.article for citation in history[-1].answer.citations}
    if not spoken_of or (_tells_of(found, spoken_of) and found.confidence >= SURE_ENOUGH):
        return None
    full = rewritten or merge(question, history)
    try:
        if rewritten is None and may_lean(question) and not _tells_of(found, spoken_of):
            is_other = full not in (question, asked_before(history[-1]))
            if is_other and _is_surely_theirs(taken := _found(desk, full, said_in), spoken_of):
                return full, *taken
        if rewritten is None and not may_lean(question):
            return None
        asked, best = _found_in_what_was_cited(desk, question, full, spoken_of, said_in)
    except KeyError:
        # An article has gone meanwhile: what was found before stands.
        return None
    # What leans on what was said is asked of nothing else.
    least = SURE_ENOUGH if rewritten else max(SURE_ENOUGH, found.confidence - _NEARER)
    if best.composition is None or best.confidence < least:
        return None
    return rewritten or (full if asked.text == full else None), asked, best


def _found_in_what_was_cited(
    desk: Desk, question: str, full: str, spoken_of: set[str], said_in: Language
) -> tuple[Question, Found]:
    """What the articles spoken of say to it, in full or as it was put, where they alone are read."""
    near = desk.within(spoken_of)
    told = [_found(near, text, said_in) for text in dict.fromkeys((full, *_as_put(question, full)))]
    return max(told, key=lambda each: each[1].confidence)


def _as_put(question: str, full: str) -> list[str]:
    """The question without its «y», if it asks of nobody: of another person it would read as well."""
    own = bare_words(question)
    brings_in = {*names(full)} - {*names(question)}
    asks_of_somebody = PERSON.search(own) or has_clitic(own) or WHAT_ONE_HAS.match(own)
    return [] if asks_of_somebody or (brings_in and not full.startswith(_FRAME)) else [own]


def _found(desk: Desk, text: str, said_in: Language) -> tuple[Question, Found]:
    asked = understand(text)
    return asked, Found.by(desk, asked, said_in)


def _is_surely_theirs(taken: tuple[Question, Found], articles: set[str]) -> bool:
    return taken[1].confidence >= SURE_ENOUGH and _tells_of(taken[1], articles)


def _tells_of(found: Found, articles: set[str]) -> bool:
    """Whether the best that is found stands in one of the articles."""
    cited = found.composition.citations[:1] if found.composition else ()
    return any(citation.article in articles for citation in cited)
