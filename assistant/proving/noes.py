"""A sentence -> where a «no» stands in it that denies something, and the words that it denies.

«No se firmó hasta enero», «y no en dos años», «si no vienen» deny nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.endings import TELLS
from assistant.mentions.facts import NEGATIONS, NO_DENIAL
from assistant.mentions.numerals import numbers_in
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.facts import Facts

# How many tokens after a «no» it denies, in what is checked and in what it is checked against.
NEGATED, NEGATED_THERE = 4, 8
# «Si Mas no se presentara» denies nothing; «sí» is another word.
_IF = frozenset({"si", "if"})
_UNTIL = frozenset({"hasta", "until", "ate"})
# An amount, or what lasts: «hasta 500 euros», «prisión de hasta dos años», «no hasta ahora».
_MEASURES = frozenset("de con por of by".split())  # noqa: SIM905
_LATER = frozenset("despues tarde later after".split())  # noqa: SIM905
_STILL = re.compile(r"(?:ahora|hoy|aqui|la fecha|el momento|now|today|agora|hoje)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
# What follows a «y no» that says no more than what something is beside: «y no en dos años».
_NO_VERB = frozenset(
    """a al ante con contra de del desde en entre hacia hasta para por segun sin sobre tras el la los las un
    una unos unas su sus solo tanto tan como mas menos muy siempre todos todas todo toda otro otra este esta
    ese esa in at on for to from with by the an only all""".split()  # noqa: SIM905
)
STOPS = frozenset('.;:,!?¿¡()«»“”"[]')
_RELATIVES = frozenset("que quien quienes cuyo cuya cuyos cuyas donde who which that".split())  # noqa: SIM905
# What opens another clause, and what a verb of one looks like.
TURNS = frozenset({"y", "e", "pero", "and", "but", "mas"})
FINITE = re.compile(rf"\w+(?:{TELLS}|ía|ían|ed)|fue|es|son|ha|han|dijo|hizo|pidió")


def noes_in(text: Facts) -> Iterator[int]:
    """The tokens that deny something."""
    for place, token in enumerate(text.tokens):
        following = fold(text.tokens[place + 1]) if place + 1 < len(text.tokens) else ""
        if fold(token) not in NEGATIONS or following in NO_DENIAL or _is_until(text.tokens, place):
            continue
        if any(before.lower() in _IF for before in text.tokens[max(0, place - NEGATED) : place]):
            continue
        # «en unos meses, y no en dos años» denies no verb.
        is_joined = place > 0 and text.tokens[place - 1].lower() in {"y", "e", "and"}
        ahead = text.tokens[place + 1 : place + 2]
        is_aside = is_joined and (not ahead or following in _NO_VERB or not ahead[0][0].islower())
        if not is_aside and not (fold(token) == "no" and text.tongue == "pt"):
            yield place


def _is_until(tokens: Sequence[str], place: int) -> bool:
    """«No se firmó hasta enero»: it was signed; not «no se aprobaron ayudas de hasta 500 euros»."""
    ahead = [fold(token) for token in tokens[place + 1 : place + 1 + 3 * NEGATED]]
    stop = next((at for at, token in enumerate(ahead) if token in STOPS), len(ahead))
    for until in range(min(stop, 2 * NEGATED)):
        if ahead[until] not in _UNTIL or ahead[max(0, until - 1)] in _MEASURES:
            continue
        following = ahead[until + 1 : until + 4]
        is_amount = bool(numbers_in(following[:1])) and not _YEAR.fullmatch(following[0])
        # «Hasta seis meses después» is a time again.
        is_amount = is_amount and _LATER.isdisjoint(ahead[until + 1 : until + 6])
        if not is_amount and not _STILL.match(" ".join(following)):
            return True
    return False


def says_no(text: Facts) -> bool:
    """Whether anything is denied."""
    return next(noes_in(text), None) is not None


def only_no(text: Facts) -> int | None:
    """Where the one «no» of a text stands; None where it has none, or several."""
    places = [*noes_in(text)]
    return places[0] if len(places) == 1 else None


def denied_by(text: Facts, reach: int = NEGATED) -> frozenset[str]:
    """The stems of the first words after each «no» of a text."""
    return frozenset(stem for place in noes_in(text) for stem in after(text, place, reach))


def after(text: Facts, place: int, reach: int) -> list[str]:
    """The stems of the first words after a token, within ``reach`` tokens and its clause; no names."""
    found: list[str] = []
    for ahead in range(place + 1, min(len(text.tokens), place + 1 + reach)):
        word = text.tokens[ahead]
        # «no supo, o no pudo, rematar»
        is_aside = word == "," and reach == NEGATED_THERE
        if (word in STOPS and not is_aside) or fold(word) in _RELATIVES:
            break
        if text.stem_at[ahead] and word[0].islower():
            found.append(text.stem_at[ahead])
    return found if reach > NEGATED else found[: reach // 2]


def is_said(stem: str, text: Facts) -> bool:
    """Whether a text has a word that no «no» precedes."""
    denied = {ahead for place in noes_in(text) for ahead in range(place, place + 1 + NEGATED)}
    return any(place not in denied for place in text.places_of(stem))
