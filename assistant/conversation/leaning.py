"""A question that leans on those before it -> by rule, the same question in full.

A question leans that opens with «y», points («eso», «allí», «lo anunció»), or has next to
no words of its own. What is missing is taken from the last question: its subject, the
person it was answered with, or all of it where only another place, name or day is asked
for. What a rule cannot place stands in brackets after the question, once, however many
questions lean on each other.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.conversation import english
from assistant.conversation.anatomy import (
    ASKING,
    ASKS,
    BEGINS_THING,
    INTERROGATIVE,
    LINKING_VERB,
    OPENING,
    PREPOSITION,
    bare_words,
)
from assistant.conversation.anew import asked_anew
from assistant.conversation.naming import FRAME, is_definite, setting_of, thing_of
from assistant.conversation.placing import CLITIC, SpokenOf, contracted, event_asked, framed, put_in
from assistant.proving.facts import facts_of
from assistant.proving.roles import role_of
from assistant.question import understand
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.conversation.followup import Turn

# «Why is that?», «what does this mean?»; not «this week» nor «they say that».
_THAT = (
    r"(?:that|this)(?=\s*(?:[?.!,;:]|$)|\s+(?:is|was|were|will|be|happen\w*|means?)\b)"
    r"|(?<=\bwas )(?:that|this)(?=\s+\w{2,}ed\b)"
)
_POINTS = re.compile(
    r"\b(?:eso|esto|ello|aquello|alli|ahi|alla|entonces|el mismo|la misma|ese|esa|esos|esas|dich[oa]s?|aquel"
    rf"|aquella|it|there|he|she|they|him|them|isso|isto|ele|ela|{_THAT})\b"
)
_PERSON = re.compile(r"\b(?:él|ella|ellos|ellas|he|she|they|ele|ela|eles|elas)\b", re.IGNORECASE)
_THING = re.compile(rf"\b(?:eso|esto|ello|aquello|isso|isto|{_THAT})\b", re.IGNORECASE)
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
# A thing: the «it» of the weather is seldom asked about in news.
_IT = re.compile(r"\bit\b", re.IGNORECASE)
# «¿De qué hablaron?» has no word for who did; one, «habló», may be of anybody.
_WHAT_THEY_DID = re.compile(
    rf"^(?:{PREPOSITION}\s+)?{ASKING}\s+\w+(?:aron|ieron|yeron|aban|ían|arán|erán|irán)$", re.IGNORECASE
)
_WITH = frozenset({"con", "entre", "y", "e", "a", "al"})
_PLACED = re.compile(rf"^(?P<preposition>{PREPOSITION})\s+(?P<rest>.+)$", re.IGNORECASE)
# Words of no content in English and Portuguese; those of Spanish are not counted anyway.
_LINKS = (
    "is are was were will would been be it that this there he she they him them his her its their do does did"
    " has have had to of in on at by for with from the a an and or about será serán es son fue era foi são"
    " serão va van ir era isso ele ela os as um uma em no na com é más mais more"
)
_WORDS_OF_A_WHOLE_QUESTION = 3
_WORDS_THAT_MAY_LEAN = 3
# A noun that is always something's: «el objetivo» is asked of what was spoken of, «las elecciones» are not.
_RELATIONAL = (
    "objetivo fin finalidad propósito meta fecha día hora año mes plazo duración lugar sitio sede ciudad país"
    " origen causa motivo razón consecuencia efecto resultado precio coste costo importe presupuesto cifra"
    " número cantidad total porcentaje responsable culpable autor organizador director dueño protagonista"
    " asistente participante víctima muerto herido detenido nombre título edad cargo tema contenido respuesta"
    " reacción postura opinión siguiente próximo último anterior otro resto"
    " goal aim purpose date day time year place venue cause reason consequence effect result outcome price"
    " cost budget figure number amount total author organizer owner victim name title age topic reply"
    " reaction next last other rest data lugar preço custo razão número responsável autor vítima nome"
)
# «¿Quién llamó al canciller?»: somebody bears it.
_BEARER = re.compile(r"^\W*(?:quién|quien|quiénes)\s+\w+\s+(?:al?)\s", re.IGNORECASE)
_TO_THE = re.compile(r"\sal\s+([^?()]+?)\s*\?*$", re.IGNORECASE)
_AT_WHOM = re.compile(rf"^{PREPOSITION}\s+(?:quién|quien|quiénes|quem|whom)\b", re.IGNORECASE)
_PART_OF = re.compile(
    r"^(?:el|la|los|las|the|o|a)\s+(?P<noun>\w+)\s+(?P<of>del|de|of|do|da)\s+(?P<whole>.+)$", re.IGNORECASE
)
_TURNS_BACK = 3
_WHAT_IS_THERE_OF = re.compile(r"^qu[ée] hay (?:del?|sobre)\s+(?!eso\b|esto\b|ello\b)\w", re.IGNORECASE)
_ITS_OWN = re.compile(r"^(?:el|la|los|las|un|una|the|an?|o|os|as|um|uma)\s+\w+$", re.IGNORECASE)
_CONTRACTED = {"al": "a", "del": "de", "no": "em", "na": "em", "do": "de", "da": "de"}


def leans(question: str, before: str = "") -> bool:
    """Whether a question cannot be understood without what was said before it.

    ``before`` is the last question: what that was about, «la reunión» is taken to be.
    """
    if OPENING.match(question):
        return not _is_whole(question)
    if (_has_clitic(question) or CLITIC.match(bare_words(question))) and not _DOUBLED.search(question):
        return True
    own = INTERROGATIVE.sub("", bare_words(question))
    if _names_something(own) or _WHAT_IS_THERE_OF.match(bare_words(question)):
        return False
    if _PERSON.search(question) or _THING.search(question):
        return True
    if not _is_question(question):
        return False  # «gracias»
    return _says_little(question, own, before)


def may_lean(question: str) -> bool:
    """Whether a question that can be asked alone may be of what was spoken of: «¿Cuántos heridos hubo?»."""
    if understand(question).kind == "summary":
        return False
    if not _is_question(question) or _names_something(INTERROGATIVE.sub("", bare_words(question))):
        return False
    return len(_telling(question)) <= _WORDS_THAT_MAY_LEAN


def _says_little(question: str, own: str, before: str) -> bool:
    telling = _telling(question)
    if len(telling) == 1 and _ITS_OWN.match(LINKING_VERB.sub("", own)):
        return not {*telling}.isdisjoint((*_stems(_RELATIONAL), *words(before)))
    return len(telling) <= 1 or (len(telling) <= 2 and bool(_POINTS.search(fold(question))))


def _is_whole(question: str) -> bool:
    """Whether it would be understood alone, were it not for its «y»."""
    own = bare_words(question)
    points = _has_clitic(own) or _PERSON.search(own) or _POINTS.search(fold(own))
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


def _has_clitic(text: str) -> bool:
    return bool(_CLITIC.search(text) or _CLITIC_ANYWHERE.search(text))


@cache
def _stems(text: str) -> frozenset[str]:
    return frozenset(words(text))


def merge(question: str, history: Sequence[Turn]) -> str:
    """The question with what the last ones were about put where it leans on them."""
    last = history[-1]
    before = asked_before(last)
    own = OPENING.sub("", question).strip(" ¿?¡!.")
    if not words(own) and not ASKS.search(own):
        return question
    points = _PERSON.search(own) or _THING.search(own) or _has_clitic(own) or LINKING_VERB.match(own)
    if not ASKS.search(own) and not points:
        return _instead(own, before)
    thing, person = _thing(own, history), _person(history)
    language = _language(before)
    spoken_of = SpokenOf(thing, person, setting_of(before), bool(_BEARER.search(before)), language)
    bare = own if _is_bare(own) else event_asked(own, spoken_of)
    if bare and (language == _language(own) or language == "pt"):
        anew = _asked_anew(bare, last, _answered(history), language)
        return _as_question(anew or framed(bare, thing or person, language), before)
    if language == "en" and (told := english.told_by(own, bare_words(before))):
        return _as_question(told, before)
    return _as_question(
        _with_doers(own, before, _answered(history), thing) or _put_in(own, spoken_of), before
    )


def _is_bare(own: str) -> bool:
    """Whether it is an interrogative and nothing else: «por qué»."""
    return bool(INTERROGATIVE.match(own)) and not INTERROGATIVE.sub("", own)


def _with_doers(own: str, before: str, person: str, thing: str) -> str:
    """«¿De qué hablaron Rubio y De la Fuente?»; ``""`` if it is no such question, or of fewer than two.

    ``person`` is who the last question that asked who was answered with.
    """
    if not _WHAT_THEY_DID.match(own):
        return ""
    said, known = facts_of(before), facts_of(f"es {person}").names if person else ()
    others = [
        thing if thing and thing in name.text else name.text
        for name in said.names
        if not any(name.folded & each.folded for each in known)
        and (role_of(said, name) == "subject" or fold(said.tokens[name.first - 1]) in _WITH)
    ]
    if not others and (bearer := _TO_THE.search(before)):
        others = [f"el {bearer[1]}"]
    people = list(dict.fromkeys(filter(None, [person, *others])))
    return f"{own} {', '.join(people[:-1])} y {people[-1]}" if len(people) > 1 else ""


def _put_in(own: str, spoken_of: SpokenOf) -> str:
    """The question with the person or the thing where a word points to it, or where it belongs."""
    if spoken_of.person and _PERSON.search(own):
        return _PERSON.sub(lambda _: spoken_of.person, own, count=1)
    if is_definite(spoken_of.thing):
        for pattern in (_THING, _IT):
            if pattern.search(own):
                return contracted(pattern.sub(lambda _: spoken_of.thing, own, count=1))
    return put_in(own, spoken_of, frozenset(_RELATIONAL.split()))


# -- another name, place or day in the last question -----------------------------------------


def _instead(own: str, before: str) -> str:
    """«¿Y Sheinbaum?» after «¿Qué dijo Rubio?»: «¿Qué dijo Sheinbaum?»."""
    placed = _PLACED.match(own)
    if BEGINS_THING.match(own) and not placed:
        thing = thing_of(before)
        if BEGINS_THING.match(thing) and thing in before:
            return before.replace(thing, own)
    preposition = _plain_preposition(placed["preposition"] if placed else None)
    for text in _replaceable(own, placed["rest"] if placed else "", before):
        for found in re.finditer(rf"(?:\b(?P<preposition>{PREPOSITION})\s+)?(?<!\w){text}(?!\w)", before):
            if _plain_preposition(found["preposition"]) == preposition:
                return before[: found.start()] + own + before[found.end() :]
    if not _is_question(before):
        return f"{before.rstrip(' .')}: {own}"
    language = _language(before)
    asked = before.strip(" ¿?!.")
    return _as_question(f"{asked} {own}" if placed else framed(asked, own, language), before)


def _replaceable(own: str, placed: str, before: str) -> list[str]:
    """What may stand in the last question where ``own`` is to stand, as patterns: a year for a year.

    ``placed`` is what follows a preposition in ``own``, if one does.
    """
    if re.fullmatch(r"\d{4}", placed or own):
        return re.findall(r"\b\d{4}\b", before)
    if placed and placed.islower() and " " not in placed:
        return [r"[a-záéíóúñ]{4,}"]
    return [re.escape(name.text).replace(r"\ ", r"\s+") for name in facts_of(before).names]


def _plain_preposition(text: str | None) -> str:
    plain = (text or "").lower()
    return _CONTRACTED.get(plain, plain)


# -- what the last question was about --------------------------------------------------------


def asked_before(turn: Turn) -> str:
    """What was asked in a turn, in full."""
    return turn.answer.rewritten_question or turn.question


def _asked_anew(own: str, last: Turn, person: str, language: str) -> str:
    """«¿Y dónde?» after «¿Cuándo es la reunión?»: «¿Dónde es la reunión?»; ``""`` where it cannot be put."""
    before = asked_before(last)
    framed_as = FRAME.match(before)
    answered = person if understand(before).kind == "who" else ""
    of_event = last.answer.rewritten_question is not None
    asked = framed_as["asked"] if framed_as else before
    anew = asked_anew(own, asked, answered, language=language, of_event=of_event)
    return framed(anew, framed_as["thing"], language) if framed_as and anew else anew


def _thing(own: str, history: Sequence[Turn]) -> str:
    """The last thing that was spoken of; a pronoun of things passes over who did something.

    Of «el objetivo de la reunión» it is the meeting: that is what is announced, begins and is attended.
    """
    things = [thing_of(asked_before(turn), turn.answer.text) for turn in reversed(history[-_TURNS_BACK:])]
    things = [thing for thing in things if thing]
    if _has_clitic(own) or CLITIC.match(own):
        things = [thing for thing in things if not thing[:1].isupper()] or things
    thing = things[0] if things else ""
    part = _PART_OF.match(thing)
    if part and part["noun"].lower() in _RELATIONAL.split():
        return {"del": "el ", "do": "o ", "da": "a "}.get(part["of"], "") + part["whole"]
    return thing


def _person(history: Sequence[Turn]) -> str:
    """Who is spoken of: who did what was asked with «a quién» or «con quién», or who was the answer to «quién»."""
    for turn in reversed(history):
        before = asked_before(turn)
        if understand(before).kind == "who":
            doer = thing_of(before, turn.answer.text) if _AT_WHOM.match(bare_words(before)) else ""
            return doer if doer[:1].isupper() else _answered([turn])
    return ""


def _answered(history: Sequence[Turn]) -> str:
    """Who the last question that asked who was answered with."""
    for turn in reversed(history):
        if understand(asked_before(turn)).kind == "who":
            short = turn.answer.short
            is_name = short and not short.endswith("ó") and facts_of(f"es {short}").names
            return short if is_name else ""
    return ""


def _language(text: str) -> str:
    return understand(text).language


def _is_question(text: str) -> bool:
    return "?" in text or bool(ASKS.search(text))


def _as_question(text: str, before: str) -> str:
    text = " ".join(text.split()).lstrip("¿")
    if not _is_question(before) and not ASKS.search(text):
        return text
    is_spanish = "¿" not in text and ("¿" in before or _language(text) == "es")
    return f"{'¿' if is_spanish else ''}{text[:1].upper()}{text[1:]}?"
