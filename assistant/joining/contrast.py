"""A question that sets two things against each other -> the question to ask of each, and which of them wins.

«¿Quién murió antes, Zatopek o Bartali?» asks when each died; «¿Quién marcó más puntos, Allen o Cassell?» how
many points each scored. Only what can be asked of each in so many words is taken on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.mentions.endings import PRETERITE, TELLS
from assistant.mentions.numerals import SMALL
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.question import Measure

_LONGEST = 300
# «Qué equipo tiene…»: the noun is no part of the verb, as «se» is, or «empezó» of «empezó a construirse».
_VERB = rf"(?:(?:fue|es|era|se|[mt]e|nos|les?|lo|no|ha|han|hab[ií]a|va|van)|\w+{TELLS})\b"
_WHICH = (
    r"(?:en )?(?:qui[eé]n|d[oó]nde|cu[aá]l(?: de (?:los|las) dos)?"
    rf"|qu[eé](?: (?!{_VERB})[^\W\d_]+(?! (?:a|en|por|con) ))?)"
)
_FRONTED = re.compile(r"(?:entre|de) (?P<pair>[^,¿?]+), ¿?(?P<asked>.+)", re.IGNORECASE)
_ASKED = re.compile(
    rf"(?P<which>{_WHICH}) (?P<verb>[^,:¿?]+?) (?P<way>antes|primero|después|despues|más tarde|más|mas|menos"
    r"|mayor|menor)\b(?P<of>[^,:¿?]*)(?P<things>[,:] .+)",
    re.IGNORECASE,
)
_THINGS = re.compile(r"[,:] ¿?(?:si )?(?P<one>.+?),? [ou] (?P<other>.+)")
# «¿…, X o Y, y cuándo?» asks more than that; «X o Y o Z» is of three.
_GOES_ON = re.compile(r"[,:]| [ou] | [ye] (?:qu|cu|d[oó]nde|c[oó]mo)")
_ELIDED = re.compile(r"(?P<before>(?:\w+ )?)(?:el|la|los|las) (?P<of>del? .+)")
_NOUN = re.compile(r"(?P<lead>(?:\w+ )?(?:el|la|los|las) [^\W\d_]+) del? ")
# «Más minas en el desierto»: what is counted, and what goes with it.
_COUNTED = re.compile(
    r"(?: (?!(?:de|que)\b)(?P<noun>[^\W\d_]+))?"
    r"(?P<rest>(?: (?:en|de|a|por|con|para|durante|del|al|hasta|desde) .+)?)"
)
# «Más de 3 medallas» is a bound, and nothing to be compared.
_BOUND = re.compile(r" de (?P<number>\w+)")
_LINKING = re.compile(r"(?:es|son|era|eran|fue|fueron|ser[aá]n?|est[aá]n?|estaba)", re.IGNORECASE)
# Of what there is more with no plural; «más importante» is no amount.
_MASS = frozenset(
    "dinero tiempo agua gente petroleo gas cafe energia apoyo ayuda terreno espacio poder publico".split()  # noqa: SIM905
)
_HOW = frozenset({"lejos", "veces"})
# What its ending does not tell of a noun: «cuántos días», «cuántas mujeres».
_MASCULINE = frozenset("dias mapas programas problemas temas sistemas planetas poetas futbolistas".split())  # noqa: SIM905
_FEMININE = frozenset("mujeres muertes noches leyes redes tardes manos".split())  # noqa: SIM905
_IN_TIME = frozenset({"antes", "primero", "despues", "mas tarde"})
_OF_AGE = frozenset({"mayor", "menor"})
_OF_SOMEBODY = re.compile(r"qui[eé]n|cu[aá]l", re.IGNORECASE)
_OF_A_PLACE = re.compile(r"d[oó]nde|en ", re.IGNORECASE)
# «¿Quién fue el primero…?», «¿Qué dicen que es más…?»: not of a verb alone.
_LEFT_OPEN = re.compile(r"\b(?:el|la|los|las|lo|que)\b", re.IGNORECASE)
_LATER = frozenset({"despues", "mas tarde"})
_LESS = frozenset({"menos", "menor"})
_AGE = "Cuántos años tiene"
_OLD = {"viejo": False, "vieja": False, "joven": True}
_PAST = re.compile(rf"\b(?:\w+(?:{PRETERITE})|fue|fueron|hubo|tuvo|hizo|dijo|ha|han)\b")
_PLURALS = {"fue": "fueron", "es": "son", "será": "serán", "era": "eran"}
_SINGULAR = re.compile(rf"\b(?:{'|'.join(_PLURALS)})$")
_LEADING = re.compile(r"(?:en|a|de|por|con|para) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two things as they are named, the question to ask of each, and what is to be compared of the answers.

    ``takes_less`` is true where the earlier day, or the smaller amount, wins; ``is_past`` where the verb
    says that it has happened, «murió»; «fue antes» is asked of what is to come as well. ``is_of_age`` is
    true where it is asked who is older: an age grows with the day that it is told on.
    """

    things: tuple[str, str]
    questions: tuple[str, str]
    measure: Measure
    takes_less: bool
    is_past: bool
    is_of_age: bool

    @classmethod
    def of(cls, question: str) -> Contrast | None:
        """What a Spanish question sets against each other; None for any other question."""
        # «¿Quién murió antes? ¿Ríos o Díaz?» is one question.
        asked = " ".join(question.split()).strip("¿?. ").replace("? ¿", ", ")
        if len(asked) > _LONGEST:
            return None
        if fronted := _FRONTED.fullmatch(asked):
            pair = re.sub(r" [ye] ", " o ", fronted["pair"], count=1)
            asked = f"{fronted['asked']}, {pair}"
        found = _ASKED.fullmatch(asked)
        things = _THINGS.fullmatch(found["things"]) if found else None
        if found is None or things is None or _LEFT_OPEN.search(found["verb"]):
            return None
        if any(_GOES_ON.search(thing) for thing in things.groups()):
            return None
        one = things["one"]
        other = _in_full(things["other"], one)
        way = fold(found["way"])
        opening, measure = _opening(found["verb"], way, found["of"])
        verb = found["verb"].lower()
        if measure == "amount" and way in _OF_AGE and not _OF_SOMEBODY.match(found["which"]):
            return None
        if not opening:
            return None
        rest = _rest(found["of"], measure)
        asked_of = [_placed(thing, found["which"]) for thing in (one, other)]
        return cls(
            things=(_bare(one), _bare(other)),
            questions=(_question(opening, asked_of[0], rest), _question(opening, asked_of[1], rest)),
            measure=measure,
            takes_less=_takes_less(way, found["of"], measure),
            is_past=bool(_PAST.search(verb)) and not _LINKING.fullmatch(verb),
            is_of_age=opening == _AGE,
        )


def _opening(verb: str, way: str, of: str) -> tuple[str, Measure]:
    """What to ask of each, before its name; ``""`` if nothing can be asked so."""
    if way in _IN_TIME:
        return ("" if re.match(r" (?:de|del|que)\b", of) else f"Cuándo {verb}"), "day"
    counted = _COUNTED.fullmatch(of)
    noun = (counted["noun"] or "") if counted else ""
    is_of_age = (way in _OF_AGE and not of.strip()) or fold(noun) in _OLD
    if _LINKING.fullmatch(verb):
        return (_AGE if is_of_age else ""), "amount"
    bound = _BOUND.match(of)
    is_bound = bound is not None and (bound["number"].isdigit() or fold(bound["number"]) in SMALL)
    if counted is None or is_bound or way in _OF_AGE or not _is_counted(noun):
        return "", "amount"
    return f"{_how_many(noun)} {verb}", "amount"


def _question(opening: str, thing: str, rest: str) -> str:
    """«¿Cuándo fue la boda en Roma?»; of several things, «fueron»."""
    if re.match(r"(?:los|las) ", thing):
        opening = _SINGULAR.sub(lambda found: _PLURALS[found[0]], opening)
    return f"¿{opening} {thing}{rest}?"


def _is_counted(noun: str) -> bool:
    plain = fold(noun)
    return plain not in _HOW and (not plain or plain.endswith("s") or plain in _MASS)


def _how_many(noun: str) -> str:
    """«Cuántos goles», «Cuánta agua», «Cuánto»."""
    ending = fold(noun)
    is_feminine = ending.endswith(("as", "iones", "ades", "tudes")) or ending in _FEMININE
    if is_feminine and ending not in _MASCULINE:
        return f"Cuántas {noun}"
    if ending.endswith("s"):
        return f"Cuántos {noun}"
    if ending.endswith(("a", "ente")):
        return f"Cuánta {noun}"
    return f"Cuánto {noun}".strip()


def _rest(of: str, measure: Measure) -> str:
    """What of «antes en Roma», «más escaños en Madrid» goes with either thing."""
    if measure == "day":
        return of.rstrip()
    counted = _COUNTED.fullmatch(of)
    return counted["rest"].rstrip() if counted else ""


def _takes_less(way: str, of: str, measure: Measure) -> bool:
    if measure == "day":
        return way not in _LATER
    young = _OLD.get(fold(of.strip()))
    return way in _LESS if young is None else young == (way == "mas")


def _in_full(other: str, one: str) -> str:
    """«La de Bartali», after «la muerte de Zatopek», is «la muerte de Bartali»."""
    elided, noun = _ELIDED.fullmatch(other), _NOUN.match(one)
    return f"{noun['lead']} {elided['of']}" if elided and noun else other


def _placed(thing: str, which: str) -> str:
    """«En Lugo», where a place is asked for and only «Lugo» is said."""
    return f"en {thing}" if _OF_A_PLACE.match(which) and not _LEADING.match(thing) else thing


def _bare(thing: str) -> str:
    leading = _LEADING.match(thing)
    return thing[leading.end() :] if leading else thing
