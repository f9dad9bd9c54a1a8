"""Another name, place or day, and the last question -> that with it instead: «¿Qué dijo Sheinbaum?»."""

from __future__ import annotations

import re

from assistant.conversation.anatomy import BEGINS_THING, COUNTED, PREPOSITION, bare_words
from assistant.conversation.leaning import is_question
from assistant.conversation.naming import is_many, thing_of
from assistant.conversation.placing import framed
from assistant.mentions.facts import facts_of
from assistant.question import understand
from assistant.reading.persons import is_person
from index.lexical import fold

_PLACED = re.compile(rf"^(?P<preposition>{PREPOSITION})\s+(?P<rest>.+)$", re.IGNORECASE)
_PLURAL_NOUN = re.compile(r"^[a-záéíóúñ]+[aeo]s$")
_LAST_NOUN = re.compile(r"\b(?P<word>\w+) (?P<noun>(?:el|la|los|las) [a-záéíóúñ]+)(?=\W*$)")
_ARTICLE = r"(?:el|la|los|las)"
_NAMED = r"(?-i:[A-ZÁÉÍÓÚÑ]\w*(?:\s+(?:(?:del?|la|los|las|y)\s+)*[A-ZÁÉÍÓÚÑ]\w*)*|[a-záéíóúñ]+)"
# «¿Qué dijo el ministro de Sanidad sobre …?»: who stands right after the verb, with whose he is.
_DOER = re.compile(
    rf"\b(?!{PREPOSITION}\b)[a-záéíóúñ]+\s+(?P<doer>{_ARTICLE}\s+[a-záéíóúñ]+(?:\s+del?\s+(?:{_ARTICLE}\s+)?{_NAMED})?)"
    rf"(?=\s+(?!del?\s){PREPOSITION}\s)"
)
_OF_ANOTHER = re.compile(rf"(?P<article>{_ARTICLE})\s+(?P<of>del?\s.+)$", re.IGNORECASE)
_BODIES = re.compile(
    r"gobierno|oposicion|fiscalia|defensa|policia|sindicatos?|empresas?|ministerio|ayuntamiento|iglesia|patronal"
    r"|tribunal|congreso|senado|partidos?|banco|comision|junta|ejercito|embajada|universidad|federacion|alcaldia"
)
_CONTRACTED = {"al": "a", "del": "de", "no": "em", "na": "em", "do": "de", "da": "de"}


def exchanged(own: str, before: str) -> str:
    """«¿Y Sheinbaum?» after «¿Qué dijo Rubio?»: «¿Qué dijo Sheinbaum?»."""
    placed = _PLACED.match(own)
    other = _another_count(own, before) or _of_another(placed["rest"] if placed else own, before)
    if other:
        return other
    if BEGINS_THING.match(own) and not placed:
        if another := _another_noun(own, before) or _another_doer(own, before):
            return another
        thing = thing_of(before)
        if BEGINS_THING.match(thing) and thing in before:
            return before.replace(thing, own)
    before = before if placed else _without(own, before)
    preposition = _plain_preposition(placed["preposition"] if placed else None)
    article = rf"(?:{_ARTICLE}\s+)?" if placed or BEGINS_THING.match(own) else ""
    for text in _replaceable(own, placed["rest"] if placed else "", before):
        place = rf"(?:\b(?P<preposition>{PREPOSITION})\s+)?(?<!\w){article}{text}(?!\w)"
        for found in re.finditer(place, before):
            if _plain_preposition(found["preposition"]) == preposition:
                return before[: found.start()] + own + before[found.end() :]
    if not is_question(before):
        return f"{before.rstrip(' .')}: {own}"
    language = understand(before).language
    asked = before.strip(" ¿?!.")
    return f"{asked} {own}" if placed else framed(asked, own, language)


def _of_another(own: str, before: str) -> str:
    """«¿Quién es el presidente de Bolivia?» of «el de Bolivia» after «¿Quién es el presidente de Perú?»."""
    said = _OF_ANOTHER.match(own)
    if said is None:
        return ""
    whole = re.search(
        rf"\b(?P<article>{_ARTICLE})\s+(?P<noun>[a-záéíóúñ]+)(?:\s+del?\s+(?:{_ARTICLE}\s+)?{_NAMED})+",
        before,
    )
    if whole is None or whole["article"] != said["article"].lower():
        return ""
    return f"{before[: whole.start()]}{whole['article']} {whole['noun']} {said['of']}{before[whole.end() :]}"


def _another_doer(own: str, before: str) -> str:
    """«¿Qué dijo el alcalde sobre la inflación?» of «el alcalde» after «¿Qué dijo el ministro sobre …?».

    ``""`` unless both are somebody: inflation says nothing.
    """
    if not _can_speak(own):
        return ""
    for found in _DOER.finditer(before):
        if _can_speak(found["doer"]) and is_many(found["doer"]) == is_many(own):
            return before[: found.start("doer")] + own + before[found.end("doer") :]
    return ""


def _can_speak(phrase: str) -> bool:
    """Whether a noun with its article is a person, or a body that speaks as one does: «la oposición»."""
    noun = re.match(rf"{_ARTICLE}\s+([^\W\d_]+)", phrase, re.IGNORECASE)
    return noun is not None and (is_person(noun[1]) or _BODIES.fullmatch(fold(noun[1])) is not None)


def _another_noun(own: str, before: str) -> str:
    """«¿Qué dijo el alcalde?» after «¿Qué dijo el ministro?»; ``""`` where a name or a place is asked of."""
    found, asked = _LAST_NOUN.search(before), bare_words(before)
    names = facts_of(f"x {asked[:1].lower()}{asked[1:]} {own}").names
    if found is None or names or re.fullmatch(PREPOSITION, found["word"]):
        return ""
    is_of_as_many = is_many(found["noun"]) == is_many(own)
    return before[: found.start("noun")] + own + before[found.end("noun") :] if is_of_as_many else ""


def _without(own: str, before: str) -> str:
    """The last question less what it says of the name that is to stand for another: nobody plays himself.

    «¿Cuándo juega Arregui?» of «¿Cuándo juega Arregui contra Oyarzún?» for «Oyarzún».
    """
    asked_for = {part for name in facts_of(f"x {own}").names for part in name.folded}
    names = facts_of(before).names
    said = next((name for name in names if asked_for and asked_for <= name.folded), None)
    if said is None or len(names) < 2:
        return before
    text = re.escape(said.text).replace(r"\ ", r"\s+")
    return re.sub(rf"\s+{PREPOSITION}\s+(?:(?:el|la|los|las)\s+)?{text}(?!\w)", "", before)


def _another_count(own: str, before: str) -> str:
    """«¿Cuántos muertos hubo en el accidente?» of «muertos» after «¿Cuántos heridos …?»; ``""`` of others."""
    counted = COUNTED.match(bare_words(before))
    if counted is None or counted["preposition"] or not _PLURAL_NOUN.match(own):
        return ""
    return f"{'cuántas' if own.endswith('as') else 'cuántos'} {own} {counted['rest']}"


def _replaceable(own: str, placed: str, before: str) -> list[str]:
    """What may stand in the last question where ``own`` is to stand, as patterns: a year for a year.

    ``placed`` is what follows a preposition in ``own``, if one does.
    """
    if re.fullmatch(r"\d{4}", placed or own):
        return re.findall(r"\b\d{4}\b", before)
    if placed and placed.islower() and (" " not in placed or BEGINS_THING.match(placed)):
        return [r"[a-záéíóúñ]{4,}"]
    return [re.escape(name.text).replace(r"\ ", r"\s+") for name in facts_of(before).names]


def _plain_preposition(text: str | None) -> str:
    plain = (text or "").lower()
    return _CONTRACTED.get(plain, plain)
