"""«¿y cuándo?» and the last question -> that question asked anew: «¿Cuándo se anunció la reunión?».

Who did it comes in where the last question asked that and was answered; where it was itself asked of what
was spoken of before, the event is asked about and nobody comes in.
"""

from __future__ import annotations

import re

from assistant.conversation import english
from assistant.conversation.anatomy import (
    ASKS_OF_NOUN,
    INTERROGATIVE,
    PREPOSITION,
    bare_words,
    without_interrogative,
)
from assistant.conversation.naming import is_many, thing_of

_WHO = re.compile(
    rf"^(?:(?P<preposition>{PREPOSITION})\s+)?(?:quién|quiénes|quien|quienes|quem)\s+"
    r"(?P<verb>(?:(?:se|le|les|lo|la|los|las|o|a|nos|no|ya)\s+)*(?:(?:ha|han|había|habrá|va a|van a)\s+)?\w+)"
    r"(?:\s+(?P<rest>.+))?$",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(r"^(?:al?)\s", re.IGNORECASE)
_LINKS = frozenset("es son fue fueron era eran será serán é foi".split())  # noqa: SIM905
# Of verbs in -ió, those in -iar are named.
_IAR = (
    "nunci|financi|negoci|cambi|estudi|propici|inici|ampli|envi|copi|limpi|confi|premi|evidenci|sentenci"
    "|asoci|apreci"
)
_PLURALS = (
    (re.compile(rf"((?:{_IAR})|[^iy])ó$"), r"\1aron"),
    (re.compile(r"yó$"), "yeron"),
    (re.compile(r"ió$"), "ieron"),
    (re.compile(r"(us|uv|in|up|ud)o$"), r"\1ieron"),
    (re.compile(r"izo$"), "icieron"),
    (re.compile(r"([aiu]j)o$"), r"\1eron"),
    (re.compile(r"rá$"), "rán"),
)
_IS_IT_TRUE = re.compile(r"^es (?:verdad|cierto) que\s+", re.IGNORECASE)
_TO_WHOM = re.compile(r"^a\s+qui[ée]n(?:es)?$", re.IGNORECASE)


def asked_anew(own: str, before: str, person: str, *, language: str, of_event: bool) -> str:
    """``before`` with the interrogative ``own``; ``""`` where no rule can put it.

    ``person`` is who the last question was answered with; ``of_event``, whether that leaned on what was
    spoken of before.
    """
    asked = bare_words(before)
    if language == "en":
        return english.asked_anew(own, asked, person)
    who = _WHO.match(asked)
    if who is None:
        return _of_anything(own, asked)
    if who["preposition"]:
        told = f"{who['preposition'].lower()} {person}" if person else ""
        return _joined(own, who["verb"], who["rest"], told)
    doer = "" if of_event and who["verb"].lower() not in _LINKS else person
    if language == "pt":
        return _joined(own, doer, who["verb"], who["rest"])
    if doer or who["verb"].lower() in _LINKS:
        return _joined(own, who["verb"], doer, who["rest"])
    return _of_nobody(own, who["verb"], who["rest"] or "", thing_of(before))


def _of_nobody(own: str, verb: str, rest: str, thing: str) -> str:
    """«¿Cuándo se anunció la reunión?», «¿Cuándo se llamó al canciller?»."""
    if " " not in verb and _TO_SOMEBODY.match(rest):
        return f"{own} se {verb} {rest}"
    if " " not in verb and thing and rest.startswith(thing):
        return f"{own} se {_plural(verb) if is_many(thing) else verb} {rest}"
    return _joined(own, verb, rest)


def _joined(*parts: str | None) -> str:
    return " ".join(filter(None, parts))


def _plural(verb: str) -> str:
    """«anunciaron» of «anunció»; a verb that is no past as it is."""
    for ending, many in _PLURALS:
        if ending.search(verb):
            return ending.sub(many, verb)
    return verb


def _of_anything(own: str, asked: str) -> str:
    """Any other than who: its interrogative exchanged, or put before a question that has none."""
    if ASKS_OF_NOUN.match(asked):
        return own
    asked = _IS_IT_TRUE.sub("", asked)
    rest = without_interrogative(asked) if INTERROGATIVE.match(asked) else f"{asked[:1].lower()}{asked[1:]}"
    if _TO_WHOM.match(own) and rest.startswith("lo "):
        rest = f"se {rest}"
    return f"{own} {rest}"
