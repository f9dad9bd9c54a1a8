"""The bounds of an office in a sentence -> those of the name beside it, of who has it.

«El alcalde de Lugo, X,» and «X, alcalde de Lugo,» name him; «la portavoz del alcalde de Lugo, X,» does not,
nor does a place or who is only next in an enumeration.
"""

from __future__ import annotations

import re

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.mentions.names import may_be_verb
from assistant.mentions.spellings import CONNECTORS, DEMONYMS, OPENERS
from assistant.reading.persons import describes_person, is_person
from assistant.reading.wording import ENCLOSED, dashes_as_commas
from index.lexical import fold

_CHAIN = re.compile(rf"(?:,? (?:el|la) [{SMALL_LETTERS}]+|,)? (?=[{CAPITALS}])")
_WORD = rf"[{CAPITALS}](?:\.|[\w'’-]+)"
PERSON = re.compile(
    rf"{_WORD}(?: (?:(?:de|del|la|las|los|y|i|von|van|der|den|da|do|dos|di|du|bin|ibn|al) )*{_WORD})*"
)
_ENUMERATED = re.compile(rf",\s+(?P<name>{PERSON.pattern})(?:,| y )")
# «La portavoz del presidente de Perú, X»: X is who is told before «del».
_HAD_BY = re.compile(r"(?P<whose>[^,.;:()«»\"]+)\sdel?(?:\s(?:la|las|los))?\s(?:\w+\s)?$")
_ARTICLE = re.compile(r"(?:^|\s)(?:el|la|los|las|una?|sus?|al|del)\s", re.IGNORECASE)
# What is somebody's and looks like a person: «las críticas del presidente».
_DOINGS = re.compile(r"(?:crític|polític|técnic)as?", re.IGNORECASE)
_LONGEST_BEFORE = 80
_PLACES = frozenset(DEMONYMS.values())
_UNITED_STATES = re.compile(r"\bEE\.\s?UU\.?")


def name_beside(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """Bounds of who has the office from ``start`` to ``end``; None if nobody is named so."""
    return _name_after(sentence, start, end) or _name_before(sentence, start, end)


def _name_after(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """«… de Lugo, X,», «… de Lugo, el socialista X», «… francés X»."""
    link = _CHAIN.match(sentence, end)
    name = PERSON.match(sentence, link.end()) if link else None
    if link is None or name is None or is_place(name[0]):
        return None
    if link[0] == ", " and (not ENCLOSED.match(sentence, name.end()) or _is_enumerated(sentence, name.end())):
        return None
    if "," in link[0] and is_had_by_person(sentence, start):
        return None
    return name.span()


def _name_before(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """«X, alcalde de Lugo,»."""
    ahead = re.search(r",\s+(?P<the>el |la )?(?:(?!del? |al )\w+ )?$", sentence[:start])
    if ahead is None or not ENCLOSED.match(sentence, end):
        return None
    names = [name for name in PERSON.finditer(sentence, 0, ahead.start()) if name.end() == ahead.start()]
    # «La crisis de Oriente Medio, el gobernador…»: what is somebody's or somewhere is not who has the office.
    if not names or re.search(r"\b(?:de|del|en|la|el|los|las) $", sentence[: names[0].start()]):
        return None
    name, *others = names[0][0].split()
    # «Desde Lima, el alcalde»; «Ayer, el alcalde» looks like «Orozco, el alcalde».
    opens = fold(name) in OPENERS - CONNECTORS or (ahead["the"] and not others and not names[0].start())
    # «Asistieron Ana Gil, el alcalde de Lugo, Luis Rey y otros».
    is_enumerated = ahead["the"] and _is_enumerated(sentence, end)
    return None if opens or is_enumerated or is_place(names[0][0]) else names[0].span()


def _is_enumerated(sentence: str, end: int) -> bool:
    """Whether other persons are named next: «Luis Rey y otros», not «Brasil y Perú firmaron»."""
    other = _ENUMERATED.match(sentence, end)
    return other is not None and not is_place(re.split(r" y |,", other["name"])[0])


def is_place(name: str) -> bool:
    """Whether a name is that of a country or another place whose people are known."""
    return tuple(word for word in fold(name).split() if word not in CONNECTORS) in _PLACES


def is_had_by_person(sentence: str, start: int) -> bool:
    """«La esposa del presidente de Perú, X»: X is his wife; in «la visita del presidente», X is he."""
    ahead = _HAD_BY.search(sentence, max(0, start - _LONGEST_BEFORE), start)
    if ahead is None:
        return False
    who = _ARTICLE.split(ahead["whose"])[-1]
    last = who.split()[-1:]
    # X is none of «los abogados del presidente, X»; nor, where «habló del presidente, X», who spoke.
    if any(word.lower().endswith("s") for word in last) or any(
        may_be_verb(word.lower()) for word in who.split()[1:]
    ):
        return False
    return not any(map(_DOINGS.fullmatch, last)) and (any(map(is_person, last)) or describes_person(who))


def with_plain_marks(sentence: str) -> str:
    """Dashes as commas and «EE. UU.» as one word, every other letter in its place."""
    return _UNITED_STATES.sub(lambda found: "EEUU".rjust(len(found[0])), dashes_as_commas(sentence))
