"""A question, and the one before it -> whether it leans on that.

A question leans that opens with «y», points («eso», «allí», «lo anunció»), or has next to
no words of its own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.conversation.anatomy import (
    ASKS,
    INTERROGATIVE,
    LINKING_VERB,
    OPENING,
    bare_words,
)
from assistant.conversation.more import asks_for_more
from assistant.conversation.placing import CLITIC
from assistant.mentions.facts import facts_of
from assistant.question import understand
from index.lexical import fold, words

if TYPE_CHECKING:
    from assistant.answer import Turn

# «Why is that?», «what does this mean?»; not «this week» nor «they say that».
_THAT = (
    r"(?:that|this)(?=\s*(?:[?.!,;:]|$)|\s+(?:is|was|were|will|be|happen\w*|means?)\b)"
    r"|(?<=\bwas )(?:that|this)(?=\s+\w{2,}ed\b)"
)
_POINTS = re.compile(
    r"\b(?:eso|esto|ello|aquello|alli|ahi|alla|entonces|el mismo|la misma|ese|esa|esos|esas|dich[oa]s?|aquel"
    rf"|aquella|it|there|he|she|they|him|them|isso|isto|ele|ela|{_THAT})\b"
)
PERSON = re.compile(r"\b(?:él|ella|ellos|ellas|he|she|they|ele|ela|eles|elas)\b", re.IGNORECASE)
THING = re.compile(rf"\b(?:eso|esto|ello|aquello|isso|isto|{_THAT})\b", re.IGNORECASE)
# After «lo»: «lo que», «lo acordado», «lo esencial», «lo anterior». Of what ends in -o only strong pasts are
# verbs, «lo dijo».
_NO_VERB = (
    r"(?:(?:que|cual|más|menos|demás|antes|grave|grande|fuerte|clave)\b|\w+(?:al|or|ble|nte|os)\b"
    r"|(?!\w*(?:[aiu]jo|izo|uso|uiso|uvo|upo|pudo|vino|[vd]io)\b)\w+o\b)"
)
# «lo anunció»; «se lo pidió» has no place for what «lo» is, and no preposition stands before a pronoun.
_NOT_AFTER = "".join(
    rf"(?<!\b{word} )"
    for word in "se me a al de en por con sin sobre para todo según ante tras contra desde hasta".split()  # noqa: SIM905
)
_CLITIC = re.compile(rf"{_NOT_AFTER}\blo\s+(?!{_NO_VERB})(?P<verb>[^\W\d_]+)", re.IGNORECASE)
_CLITIC_ANYWHERE = re.compile(
    r"\b(?:(?:se|me) lo|l[ao]s? (?:ha|han|hab[ií]a|habr[aá]|va|van|puede|pueden))\b", re.IGNORECASE
)
# «¿Cuándo lo detuvieron a García?» says whom.
_DOUBLED = re.compile(r"\b(?:a|al)\s+(?:el\s+|la\s+)?[A-ZÁÉÍÓÚÑ]\w+")
# Words of no content in English and Portuguese; those of Spanish are not counted anyway.
_LINKS = (
    "is are was were will would been be it that this there he she they him them his her its their do does did"
    " has have had to of in on at by for with from the a an and or about será serán es son fue era foi são"
    " serão va van ir era isso ele ela os as um uma em no na com é más mais more"
)
_WORDS_OF_A_WHOLE_QUESTION = 3
_WORDS_THAT_MAY_LEAN = 3
# A noun that is always something's: «el objetivo» is asked of what was spoken of, «las elecciones» are not.
RELATIONAL = frozenset(
    """
    objetivo fin finalidad propósito meta fecha día hora año mes plazo duración lugar sitio sede ciudad país
    origen causa motivo razón consecuencia efecto resultado precio coste costo importe presupuesto cifra
    número cantidad total porcentaje responsable culpable autor organizador director dueño protagonista
    asistente participante víctima muerto herido detenido nombre título edad cargo tema contenido respuesta
    reacción postura opinión siguiente próximo último anterior otro resto goal aim purpose date day time
    year place venue cause reason consequence effect result outcome price cost budget figure number amount
    total author organizer owner victim name title age topic reply reaction next last other rest data lugar
    preço custo razão número responsável autor vítima nome
    """.split()  # noqa: SIM905  (a hundred quotation marks help nobody)
)
# What somebody has, and is asked for with no word of whose: «¿Qué edad tenía?»; a team may itself have won.
WHAT_ONE_HAS = re.compile(
    r"(?:en |con |por |de |a )?qu[eé] (?:edad|cargo|puesto|profesi[oó]n|oficio|nacionalidad|sueldo|salario"
    r"|pena|condena|premio|medalla|lesi[oó]n|papel|carrera|estudios|dorsal|apellido|formaci[oó]n"
    r"|experiencia) (?:(?:ha|han|hab[ií]a|hab[ií]an) )?(?!le\b|se\b)\w+",
    re.IGNORECASE,
)
_WHAT_IS_THERE_OF = re.compile(r"^qu[ée] hay (?:del?|sobre)\s+(?!eso\b|esto\b|ello\b)\w", re.IGNORECASE)
_ITS_OWN = re.compile(r"^(?:el|la|los|las|un|una|the|an?|o|os|as|um|uma)\s+\w+$", re.IGNORECASE)


def leans(question: str, before: str = "") -> bool:
    """Whether a question cannot be understood without what was said before it.

    ``before`` is the last question: what that was about, «la reunión» is taken to be.
    """
    if OPENING.match(question) or asks_for_more(question):
        return not _is_whole(question)
    if (has_clitic(question) or CLITIC.match(bare_words(question))) and not _DOUBLED.search(question):
        return True
    own = INTERROGATIVE.sub("", bare_words(question))
    if _names_something(own) or _WHAT_IS_THERE_OF.match(bare_words(question)):
        return False
    if PERSON.search(question) or THING.search(question):
        return True
    if not is_question(question):
        return False  # «gracias»
    return _says_little(question, own, before)


def may_lean(question: str) -> bool:
    """Whether a question that can be asked alone may be of what was spoken of: «¿Cuántos heridos hubo?»."""
    if understand(question).kind == "summary" or _WHAT_IS_THERE_OF.match(bare_words(question)):
        return False
    if not is_question(question) or _names_something(INTERROGATIVE.sub("", bare_words(question))):
        return False
    return len(_telling(question)) <= _WORDS_THAT_MAY_LEAN


def _says_little(question: str, own: str, before: str) -> bool:
    telling = _telling(question)
    if WHAT_ONE_HAS.fullmatch(bare_words(question)):
        return True
    if len(telling) == 1 and _ITS_OWN.match(LINKING_VERB.sub("", own)):
        return not {*telling}.isdisjoint((*_stems(" ".join(RELATIONAL)), *words(before)))
    return len(telling) <= 1 or (len(telling) <= 2 and bool(_POINTS.search(fold(question))))


def _is_whole(question: str) -> bool:
    """Whether it would be understood alone, were it not for its «y»."""
    own = bare_words(question)
    points = has_clitic(own) or PERSON.search(own) or _POINTS.search(fold(own))
    return (
        not points
        and bool(INTERROGATIVE.match(own))
        and _names_something(INTERROGATIVE.sub("", own))
        and len(_telling(own)) >= _WORDS_OF_A_WHOLE_QUESTION
    )


def _names_something(text: str) -> bool:
    return bool(facts_of(text[:1].lower() + text[1:]).names)


def _telling(question: str) -> list[str]:
    """The stems of its words that are neither of asking nor of linking."""
    return [word for word in words(ASKS.sub(" ", question)) if word not in _stems(_LINKS)]


def has_clitic(text: str) -> bool:
    """Whether a pronoun before a verb points to what was said: «lo anunció»."""
    return bool(_CLITIC.search(text) or _CLITIC_ANYWHERE.search(text))


@cache
def _stems(text: str) -> frozenset[str]:
    return frozenset(words(text))


def asked_before(turn: Turn) -> str:
    """What was asked in a turn, in full."""
    return turn.answer.rewritten_question or turn.question


def is_question(text: str) -> bool:
    """Whether it asks, with its mark or a word that does."""
    return "?" in text or bool(ASKS.search(text))
