"""The turns before a question -> what they spoke of: a thing, and who did it or was the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.conversation.anatomy import PREPOSITION, bare_words
from assistant.conversation.leaning import RELATIONAL, asked_before, has_clitic
from assistant.conversation.naming import is_many, setting_of, thing_of
from assistant.conversation.placing import CLITIC, TOLD, SpokenOf
from assistant.mentions.facts import facts_of
from assistant.question import understand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Turn

# «¿Quién llamó al canciller?»: somebody bears it.
_BEARER = re.compile(r"^\W*(?:quién|quien|quiénes)\s+\w+\s+(?:al?)\s", re.IGNORECASE)
_HAPPENED = re.compile(
    r"^(?:cuándo|dónde|por qué|cómo|cuánt[oa]s)\s(?!(?:es|son|será|serán|fue|fueron|era|está|están)\b)",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:fue|fueron|hubo|[^\W\d_]+(?:ó|aron|ieron|yeron|[aiu]jo|izo|uvo))\b", re.IGNORECASE)
_AT_WHOM = re.compile(rf"^{PREPOSITION}\s+(?:quién|quien|quiénes|quem|whom)\b", re.IGNORECASE)
_PART_OF = re.compile(
    r"^(?:el|la|los|las|the|o|a)\s+(?P<noun>\w+)\s+(?P<of>del|de|of|do|da)\s+(?P<whole>.+)$", re.IGNORECASE
)
# «lo investiga», of the fire, and not of «las personas que murieron en el incendio»; «cuánto costarán».
_OF_ONE = re.compile(r"\blo\s+\w+$", re.IGNORECASE)
_WHERE = re.compile(r"\ben\s+((?:el|la)\s.+)$", re.IGNORECASE)
_OF_MANY = re.compile(r"\bcuánto\s+(?:costarán|costaron|cuestan|durarán|duraron|duran)$", re.IGNORECASE)
_OPENING = re.compile(r"^(?:El|Los?|Las?|Un|Un[ao]s?)(?= [^\W\d_])(?! [A-ZÁÉÍÓÚÑ])")
_TURNS_BACK = 3
# «el secretario de Estado estadounidense, Marco Rubio»; more is a sentence.
_WORDS_OF_A_NAME = 8


def what_was_spoken_of(own: str, history: Sequence[Turn]) -> SpokenOf:
    """What a question may lean on; ``own`` is its own words, ``history`` is not empty."""
    before = asked_before(history[-1])
    thing, person = _thing(own, history), _person(history)
    is_whom = bool(_AT_WHOM.match(bare_words(before))) and person == answered(history[-1:])
    return SpokenOf(
        thing=thing,
        person=person,
        setting=setting_of(before),
        bearer=bool(_BEARER.search(before)),
        happened=_HAPPENED.sub("", asked) if _HAPPENED.match(asked := bare_words(before)) else "",
        over=bool(_OVER.search(before)),
        topic=(person if is_whom else "") or _with_article(thing, history) or person,
        language=understand(before).language,
    )


def topic_of_answer(told: str, history: Sequence[Turn]) -> str:
    """What the question was about that ``told`` was the answer to: «el Premio Alborada»; or ``""``."""
    for turn in reversed(history):
        if told in turn.answer.short and (thing := thing_of(asked_before(turn), turn.answer.text)):
            return _with_article(thing, history)
    return ""


def _with_article(thing: str, history: Sequence[Turn]) -> str:
    """«el Premio Alborada» of «Premio Alborada», if it was asked about with its article."""
    for turn in reversed(history) if thing[:1].isupper() else ():
        if found := re.search(rf"\b(el|la|los|las|del|al) {re.escape(thing)}(?!\w)", asked_before(turn)):
            return f"{'el' if found[1] in ('del', 'al') else found[1]} {thing}"
    return thing


def _thing(own: str, history: Sequence[Turn]) -> str:
    """The last thing that was spoken of; a pronoun of things passes over who did something.

    Of «el objetivo de la reunión» it is the meeting: that is what is announced, begins and is attended.
    """
    things = [thing_of(asked_before(turn), turn.answer.text) for turn in reversed(history[-_TURNS_BACK:])]
    things = [thing for thing in things if thing]
    if has_clitic(own) or CLITIC.match(own):
        things = [thing for thing in things if not thing[:1].isupper()] or things
    if _OF_ONE.search(own) and things and is_many(things[0]):
        where = _WHERE.search(things[0])
        of_many = things[0] if TOLD.search(own) else ""
        things = [thing for thing in things if not is_many(thing)] or [where[1] if where else of_many]
    elif _OF_MANY.search(own):
        things = [thing for thing in things if is_many(thing)] or things
    thing = things[0] if things else ""
    part = _PART_OF.match(thing)
    if part and part["noun"].lower() in RELATIONAL:
        return {"del": "el ", "do": "o ", "da": "a "}.get(part["of"], "") + part["whole"]
    return thing


def _person(history: Sequence[Turn]) -> str:
    """Who is spoken of: who did what was asked with «a quién», or who was the answer to «quién»."""
    for turn in reversed(history):
        before = asked_before(turn)
        if understand(before).kind == "who":
            doer = thing_of(before, turn.answer.text) if _AT_WHOM.match(bare_words(before)) else ""
            # «El Tribunal Supremo» was not born; who bears a name without an article may have been.
            is_named = doer[:1].isupper() and not re.search(rf"\b(?:el|la|los|las) {re.escape(doer)}", before)
            return doer if is_named else answered([turn])
    return ""


def answered(history: Sequence[Turn]) -> str:
    """Who the last question that asked who was answered with."""
    for turn in reversed(history):
        if understand(asked_before(turn)).kind == "who":
            # Its capital is its sentence's: «Una mujer de 78 años» names nobody.
            short = _OPENING.sub(lambda article: article[0].lower(), turn.answer.short)
            is_name = short and not short.endswith("ó") and facts_of(f"es {short}").names
            return short if is_name and len(short.split()) <= _WORDS_OF_A_NAME else ""
    return ""
