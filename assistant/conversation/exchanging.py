"""Another name, place or day, and the last question -> that with it instead: «¿Qué dijo Sheinbaum?»."""

from __future__ import annotations

import re

from assistant.conversation.anatomy import BEGINS_THING, PREPOSITION
from assistant.conversation.leaning import is_question
from assistant.conversation.naming import thing_of
from assistant.conversation.placing import framed
from assistant.mentions.facts import facts_of
from assistant.question import understand

_PLACED = re.compile(rf"^(?P<preposition>{PREPOSITION})\s+(?P<rest>.+)$", re.IGNORECASE)
_CONTRACTED = {"al": "a", "del": "de", "no": "em", "na": "em", "do": "de", "da": "de"}


def exchanged(own: str, before: str) -> str:
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
    if not is_question(before):
        return f"{before.rstrip(' .')}: {own}"
    language = understand(before).language
    asked = before.strip(" ¿?!.")
    return f"{asked} {own}" if placed else framed(asked, own, language)


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
