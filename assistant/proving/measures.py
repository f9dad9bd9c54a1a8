"""A written sentence and those that prove it -> a number that is of another unit there, or more for less.

The number itself is there: «900 millones de dólares» of 900 million euros, «300 toneladas» of 300 kilos,
«5 grados» of 5 below zero, «un 10 % menos» of «un 10 % más».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.mentions.facts import Facts
    from assistant.mentions.numerals import Number


def _same(groups: Sequence[str]) -> dict[str, str]:
    """Each word of a group -> the group's first."""
    return {word: words.split()[0] for words in groups for word in words.split()}


# How many tokens a currency stands after a number, and «más» or «menos» before and after it.
_CURRENCY_REACH, _BEFORE, _AFTER = 3, 2, 4
_CURRENCIES = _same(
    (
        "euro euros €",
        "dolar dolares dollar dollars $",
        "peseta pesetas",
        "peso pesos",
        "libra libras pound pounds £",
        "yen yenes",
        "marco marcos mark marks",
        "franco francos franc francs",
        "lira liras",
        "real reales reais",
        "rublo rublos rouble roubles",
        "yuan yuanes",
    )
)
# «Por ciento» as one word.
_UNITS = _same(
    (
        "gramo gramos gram grams gr",
        "kilo kilos kilogramo kilogramos kg kilogram kilograms quilo quilos",
        "tonelada toneladas ton tons tonne tonnes",
        "milimetro milimetros mm",
        "centimetro centimetros cm",
        "metro metros m meter meters metre metres",
        "kilometro kilometros km kilometer kilometers kilometre kilometres quilometro quilometros",
        "milla millas mile miles",
        "segundo segundos second seconds",
        "minuto minutos minute minutes",
        "hora horas hour hours",
        "dia dias day days",
        "semana semanas week weeks",
        "mes meses month months",
        "año años ano anos year years",
        "siglo siglos century centuries",
        "litro litros liter liters litre litres",
        "hectarea hectareas hectare hectares",
        "% porciento percent",
        "punto puntos point points",
    )
)
# How far a unit stands from its number: «300 millones de toneladas».
_UNIT_REACH, _COLD_REACH = 2, 4
_PER_CENT = re.compile(r"\bpor cien(?:to)?\b|\bper cent\b")
_BELOW = re.compile(r"bajo cero|negativos|below zero|below freezing|abaixo de zero")
_DEGREES = frozenset("grado grados degree degrees grau graus º °".split())  # noqa: SIM905
_SIGNS = frozenset("€$£")
_MORE = frozenset("mas mais more higher superior superiores mayor".split())  # noqa: SIM905
_LESS = frozenset("menos less fewer lower inferior inferiores menor".split())  # noqa: SIM905
# «Al menos 30», «no menos de 30» are 30 or more.
_TURNED = frozenset("al lo pelo no nem not at".split())  # noqa: SIM905
_STOPS = re.compile(r"[.,;:()]|y|e|and")


def mismeasured(claim: Facts, proof: Sequence[Facts]) -> Number | None:
    """The number that every place of the proof gives in another measure; None if there is none."""
    for number in claim.numbers:
        places = [(text, other) for text in proof for other in text.numbers if other.value == number.value]
        for measures in (_currencies, _units, _temperatures, _directions):
            if _is_otherwise(measures, (claim, number), places):
                return number
    return None


def _is_otherwise(
    measures: Callable[[Facts, Number], set[str]],
    own: tuple[Facts, Number],
    places: Sequence[tuple[Facts, Number]],
) -> bool:
    """Whether the number has one measure, and each place another; one that tells none is no proof of it."""
    claimed = measures(*own)
    there = [measures(text, other) for text, other in places]
    return len(claimed) == 1 and bool(there) and all(found and not found & claimed for found in there)


def _currencies(text: Facts, number: Number) -> set[str]:
    near = [*text.tokens[max(0, number.first - 1) : number.first]]
    near = [sign for sign in near if sign in _SIGNS]
    near += text.tokens[number.last : number.last + _CURRENCY_REACH]
    return {_CURRENCIES[fold(token)] for token in near if fold(token) in _CURRENCIES}


def _units(text: Facts, number: Number) -> set[str]:
    """What it counts, right after it: «tres meses»; «por ciento» is one."""
    ahead = _PER_CENT.sub(
        "porciento", fold(" ".join(text.tokens[number.last : number.last + _UNIT_REACH + 1]))
    )
    unit = next((word for word in ahead.split()[:_UNIT_REACH] if word != "de"), "")
    return {_UNITS[unit]} if unit in _UNITS else set()


def _temperatures(text: Facts, number: Number) -> set[str]:
    """Whether it is below zero or above, of a number of degrees."""
    ahead = [fold(token) for token in text.tokens[number.last : number.last + _COLD_REACH]]
    if _DEGREES.isdisjoint(ahead[:1]):
        return set()
    before = [fold(token) for token in text.tokens[max(0, number.first - 2) : number.first]]
    is_range = len(before) == 2 and before[0][0].isdigit()
    is_below = before[-1:] in (["-"], ["−"], ["menos"], ["minus"]) and not is_range
    return {"below" if is_below or _BELOW.search(" ".join(ahead)) else "above"}


def _directions(text: Facts, number: Number) -> set[str]:
    after: list[str] = []
    for token in text.tokens[number.last : number.last + _AFTER]:
        if _STOPS.fullmatch(token.lower()):
            break
        after.append(fold(token))
    first = max(0, number.first - _BEFORE)
    before = [fold(token) for token in text.tokens[first : number.first]]
    is_turned = bool(_TURNED & {fold(token) for token in text.tokens[max(0, first - 1) : number.first]})
    return {*_sides(after), *_sides(before, is_turned=is_turned)}


def _sides(words: Sequence[str], *, is_turned: bool = False) -> set[str]:
    sides = ("less", "more") if is_turned else ("more", "less")
    return {side for side, known in zip(sides, (_MORE, _LESS), strict=True) if known & {*words}}
