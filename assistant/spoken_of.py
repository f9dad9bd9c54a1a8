"""A question of few words and what is found to it alone -> what is found to it in what was just spoken of.

«¿Cuántos heridos hubo?» says of no accident. It is asked of the last question's subject as well, then of the
articles that the last answer cited alone, and what these say to it, if surely, is taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.conversation.anatomy import ASKS, bare_words
from assistant.conversation.leaning import PERSON, WHAT_ONE_HAS, asked_before, has_clitic, may_lean
from assistant.conversation.merging import merge
from assistant.finding import Found
from assistant.question import names, understand
from assistant.reading.confidence import SURE_ENOUGH
from assistant.reading.persons import is_person
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Language, Turn
    from assistant.desk import Desk
    from assistant.question import Question

# By so much may another article be surer than the one that is spoken of, also of what leans on that.
_NEARER, _NEARER_WHAT_LEANS = 0.2, 0.45
# What the articles just cited say to it may be told with a warning sooner than nothing.
_SURE_ENOUGH_NEAR = 0.35
# «Sobre Luis Seoane, ¿cuántos heridos hubo?» asks nothing of him.
_FRAME = "Sobre "
_OF_NOBODY = re.compile(
    r"\b(?:hubo|hay|habra|habia)\b|\w(?:aron|ieron)\b"
    r"|\b(?:cuando|donde|como) (?:fue|es|sera|era|ocurrio|paso|sucedio)\b"
)


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
        # «¿Y en febrero?», «¿Y el paro?» bring in something else, which may be told elsewhere.
        if not ASKS.search(bare_words(question)) or not (rewritten or may_lean(question)):
            return None
        near = desk.within(spoken_of)
        in_full, as_put = (full, *_found(near, full, said_in)), _as_put(question, full)
        told = [in_full] + ([(None, *_found(near, as_put, said_in))] if as_put else [])
    except KeyError:
        # An article has gone meanwhile: what was found before stands.
        return None
    best = max(told, key=lambda each: each[2].confidence)
    nearer = _NEARER_WHAT_LEANS if rewritten else _NEARER
    least = max(_SURE_ENOUGH_NEAR, found.confidence - nearer)
    return best if best[2].composition is not None and best[2].confidence >= least else None


def _as_put(question: str, full: str) -> str:
    """The question without its «y», if it asks of nobody, for of another it would read as well; or ``""``."""
    own = bare_words(question)
    if PERSON.search(own) or has_clitic(own) or WHAT_ONE_HAS.match(own):
        return ""
    brought_in = [word for word in re.findall(r"\w+", full) if fold(word) not in fold(question)]
    is_named = not full.startswith(_FRAME) and {*names(full)} - {*names(question)}
    if (is_named or any(map(is_person, brought_in))) and not _OF_NOBODY.search(fold(own)):
        return ""
    return f"¿{own}?" if understand(question).language == "es" else f"{own}?"


def _found(desk: Desk, text: str, said_in: Language) -> tuple[Question, Found]:
    asked = understand(text)
    return asked, Found.by(desk, asked, said_in)


def _is_surely_theirs(taken: tuple[Question, Found], articles: set[str]) -> bool:
    return taken[1].confidence >= SURE_ENOUGH and _tells_of(taken[1], articles)


def _tells_of(found: Found, articles: set[str]) -> bool:
    """Whether the best that is found stands in one of the articles."""
    cited = found.composition.citations[:1] if found.composition else ()
    return any(citation.article in articles for citation in cited)
