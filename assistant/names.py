"""Tokens of a text -> the names in it, and whether another text has them, also in another language.

A name is a run of capitalised words. The first word of a sentence is one only if
something says so: another capital after it, or a verb of which it is the subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CONNECTORS = frozenset("de del la las los da do dos das of van von el der di du".split())  # noqa: SIM905
# Capitals that name nobody: titles, and what opens a sentence.
_TITLES = frozenset(
    """president presidente presidenta minister ministro ministra primeminister prime secretary secretario
    secretaria foreign general king rey reina queen senator senador senadora governor gobernador mr mrs
    ms dr sr sra don doña señor señora papa pope judge mayor i según secretário captain capitan
    """.split()  # noqa: SIM905
)
_OPENERS = frozenset(
    """a además ademas ahora al algunos ambas ambos ante antes aquel aquella así asi asimismo aun aunque
    ayer cada como con contra cuando de del desde después despues dos durante e el ella ellas ello ellos
    en entonces entre era eran es esa esas ese eso esos esta estaba estan estas este esto estos fue
    fueron ha habia hace hacia hasta hay hoy la las le les lo los luego mañana mas mientras mi muchas
    muchos muy nadie ni ninguna ninguno no nos nuestra o otra otras otro otros para pero por porque
    posteriormente primero pues que quien quienes se segun ser será si sin sino sobre son su sus tal
    tambien tampoco tanto tiene toda todas todo todos tras tres tu un una unas unos y ya yo solo
    officials sources authorities fuentes dicha dicho dichos cual cuales donde adonde cuanto cuanta
    cuantos cuantas esto finalmente actualmente tuvo the a an
    in on at by for from to of with and but or as it its this that these those he she they we his her
    their there was were is are according after before during while when who what which how why because
    both no yes not o os um uma uns umas na nas nos em com pela pelo ao ele ela eles elas foi não nao
    sim segundo isso este esse quando
    """.split()  # noqa: SIM905
)
# How many tokens apart two words of a name may stand.
_REACH, _REACH_ABROAD = 5, 8
_BEFORE_A_SENTENCE = frozenset("«“\"¿¡:.!?…(—–[*'‘")
_VERB_AHEAD = re.compile(
    r"(?:\w+(?:ó|aron|ieron|yeron|ía|ían|aba|aban|ará|erá|irá)|fue|es|era|ha|han|será|dijo|dio|hizo|tiene|está|quiso|puso|pidió|quiere|afirma"
    r"|said|says|was|is|has|had|will|told|announced|\w{3,}ed|foi|disse|é|tem|anunciou)"
)
_VERB = re.compile(r"\w+(?:aron|ieron|yeron|ará|erá|irá|arán|erán|irán|aba|aban|mente|ó|ly|ing|ndo)")
_SAME = re.compile(
    r"\b(?:EE\.? ?UU\b\.?|EEUU\b|EUA\b|USA\b|U\.S\.(?:A\.)?|US\b|United States(?: of America)?\b)"
)
# What is called otherwise in Spanish, folded.
_SPANISH = dict(
    entry.split("=")
    for entry in """spain=españa spanish=español espanha=españa germany=alemania german=aleman france=francia
    french=frances england=inglaterra english=ingles britain=bretaña british=britanico kingdom=reino
    united=unidos states=estados italy=italia italian=italiano russia=rusia russian=ruso japan=japon
    japanese=japones brazil=brasil brazilian=brasileño mexican=mexicano peruvian=peruano greece=grecia
    turkey=turquia switzerland=suiza sweden=suecia poland=polonia polish=polaco egypt=egipto
    morocco=marruecos iraqi=iraqui iraq=irak jordan=jordania london=londres rome=roma moscow=moscu
    brussels=bruselas geneva=ginebra seville=sevilla havana=habana european=europea europe=europa
    union=union nations=naciones un=onu eu=ue nato=otan security=seguridad group=grupo state=estado
    states=estados affairs=exteriores foreign=exteriores relations=relaciones council=consejo
    court=tribunal supreme=supremo high=alto party=partido people=popular government=gobierno
    national=nacional bank=banco world=mundial cup=copa league=liga city=ciudad house=camara
    white=blanca trade=comercio workers=obreros labour=trabajo health=sanidad education=educacion
    defence=defensa defense=defensa army=ejercito navy=armada police=policia county=condado
    university=universidad river=rio sea=mar north=norte south=sur east=este west=oeste
    western=occidental eastern=oriental american=estadounidense americans=estadounidenses
    development=desarrollo inter=interamericano gold=oro king=rey pope=papa channel=canal lock=esclusa
    locks=esclusas authority=autoridad ranch=rancho chamber=camara segurança=seguridad governo=gobierno
    egito=egipto alemanha=alemania frança=francia itália=italia japão=japon
    iugoslávia=yugoslavia
    suíça=suiza suécia=suecia polônia=polonia rússia=rusia bretanha=bretaña
    méxico=mexico europeia=europea união=union banco=banco partido=partido tribunal=tribunal
    ministério=ministerio reino=reino nações=naciones conselho=consejo
    """.split()  # noqa: SIM905
)
_DEMONYMS = {"estadounidense": ("estados", "unidos"), "britanico": ("reino", "unido"), "ruso": ("rusia",)}


@dataclass(frozen=True, slots=True)
class Name:
    """The capitalised words of a name (connectors left out), and the bounds of its tokens."""

    parts: tuple[str, ...]
    text: str
    first: int
    last: int

    @property
    def folded(self) -> frozenset[str]:
        """Its words, without accents and in lower case."""
        return frozenset(fold(part) for part in self.parts)


def canonical(text: str) -> str:
    """The text with the United States always called «Estados Unidos»."""
    return _SAME.sub("Estados Unidos", text)


def names_in(tokens: Sequence[str], taken: Iterable[int] = ()) -> list[Name]:
    """The names among the tokens of a sentence, in order; ``taken`` are tokens that belong to a date."""
    dates = set(taken)
    found: list[Name] = []
    position = 0
    while position < len(tokens):
        last = _end(tokens, position, dates)
        if last > position:
            parts = tuple(
                token for token in tokens[position:last] if token[0].isupper() and fold(token) not in _TITLES
            )
            if parts:
                found.append(Name(parts, " ".join(tokens[position:last]), position, last))
        position = max(last, position + 1)
    return found


def _end(tokens: Sequence[str], first: int, dates: set[int]) -> int:
    """Where a name that begins at a token ends; ``first`` itself if none does."""
    if not _is_capital(tokens, first, dates) or not _names_something(tokens, first, dates):
        return first
    last = first + 1
    while last < len(tokens):
        ahead = last
        while ahead < len(tokens) and ahead < last + 2 and tokens[ahead] in _CONNECTORS:
            ahead += 1
        if ahead >= len(tokens) or not _is_capital(tokens, ahead, dates):
            break
        last = ahead + 1
    return last


def _is_capital(tokens: Sequence[str], position: int, dates: set[int]) -> bool:
    return tokens[position][0].isupper() and position not in dates


def _names_something(tokens: Sequence[str], position: int, dates: set[int]) -> bool:
    """Whether a capitalised token is a name and not just the first of its sentence."""
    if position > 0 and tokens[position - 1] not in _BEFORE_A_SENTENCE:
        return True
    word = tokens[position]
    if fold(word) in _OPENERS or word.lower() in _OPENERS:
        return False
    if len(word) > 1 and word.isupper():
        return True
    following = tokens[position + 1] if position + 1 < len(tokens) else ""
    if following in ("", ","):
        return not _VERB.fullmatch(word.lower()) if following else position > 0
    ahead = position + 1 + (following in _CONNECTORS)
    is_longer = ahead < len(tokens) and _is_capital(tokens, ahead, dates)
    return is_longer or bool(_VERB_AHEAD.fullmatch(following.lower()))


def _initials(name: Name) -> list[str]:
    """«CGT» of «Confederación General del Trabajo», and those of each run of its words."""
    capitals = [word[0] for word in name.text.split() if word[0].isupper()]
    return [
        "".join(capitals[first:last])
        for first in range(len(capitals))
        for last in range(first + 2, len(capitals) + 1)
    ]


def _acronym(name: Name) -> str:
    return max(_initials(name), key=len, default="")


class Lexicon:
    """The words of a text, to look names up in."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._folded = [fold(token) for token in tokens]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._folded):
            self._places.setdefault(word, []).append(place)
            for part in _DEMONYMS.get(word.rstrip("s"), ()):
                self._places.setdefault(part, []).append(place)
        self._lower = {fold(token) for token in tokens if token[0].islower() and len(token) > 3}
        self._acronyms = {token for token in tokens if len(token) > 1 and token.isupper()}
        self._initials: dict[str, list[int]] = {}
        for name in names_in(tokens):
            for initials in _initials(name):
                self._initials.setdefault(initials, []).append(name.first)
        self._sounds = {_sound(token) for token in tokens if token[0].isalpha() and len(token) > 3}

    def has(self, name: Name, *, in_another_tongue: bool = False) -> bool:
        """Whether the text has every part of the name, and those that belong together near each other.

        In another tongue words are spelt otherwise, and one of an institution's may be another word.
        """
        if name.text in self._initials or _acronym(name) in self._acronyms:
            return True
        places = [self._where(part) for part in name.parts]
        if in_another_tongue:
            strange = sum(
                not place and not self._has_like(part) for place, part in zip(places, name.parts, strict=True)
            )
            is_institution = len(name.parts) > 2 and any(word in _CONNECTORS for word in name.text.split())
            return strange <= is_institution
        if not all(places):
            return False
        if any(fold(part) not in self._places for part in name.parts):
            # Another language puts the words of a name in another order.
            return all(
                any(abs(there - here) <= _REACH_ABROAD for here in earlier for there in later)
                or -1 in (*earlier, *later)
                for earlier, later in pairwise(places)
            )
        return all(
            any(0 < there - here <= _REACH for here in earlier for there in later)
            for earlier, later in pairwise(places)
        )

    def _where(self, part: str) -> list[int]:
        """The places of a word; [-1] if the text has it in another form, [] if not at all."""
        word = fold(part)
        if part in self._initials:
            return self._initials[part]
        for known in (word, _SPANISH.get(part.lower()), _SPANISH.get(word), word.replace("tion", "cion")):
            if known and fold(known) in self._places:
                return self._places[fold(known)]
        least = max(4, len(word) - 4)
        if any(word[:least] == other[:least] and len(other) >= least for other in self._lower):
            return [-1]
        plural = word.rstrip("s")
        return [-1] if len(plural) > 2 and plural in self._places else []

    def _has_like(self, part: str) -> bool:
        """Whether the text has a word that sounds alike to begin with: «Commission», «Comisión»."""
        sound = _sound(part)
        least = max(4, len(sound) - 3)
        return any(sound[:least] == other[:least] for other in self._sounds)


def _sound(word: str) -> str:
    """A word without what the three languages spell each in its own way."""
    plain = fold(word).replace("tion", "cion").replace("ph", "f").replace("k", "c")
    return re.sub(r"(.)\1", r"\1", plain.replace("y", "i").replace("j", "i"))
