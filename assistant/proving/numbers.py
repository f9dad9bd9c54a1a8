"""A number of a written sentence and one that may prove it -> whether that gives it, of the same thing.

It may be told in another way: as about another, by «trimestre», without a unit or a sign that a number beside
it has, by what it stands beside. Of two, «de 145 a 120» is not «de 120 a 145».
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.mentions.counts import ELIDED, SHARE, sort_of
from assistant.mentions.numerals import IMPLIED, Number
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.facts import Facts
    from assistant.proving.evidence import Said

_NEAR_CLAIM, _NEAR_PROOF = 6, 14
_BEGINNING = 4
_AFTER_ELISION = frozenset("mas a y e de del en que frente and to more".split())  # noqa: SIM905
# «Atlanta'96»
_BEFORE_YEARS = frozenset(
    """en de del desde hasta a al para por y o e entre durante ano anos in of since until by during and year
    from to em ate do no no ( , - /""".split()  # noqa: SIM905
)
_SHORT_YEARS = range(1901, 2000)
_HEDGES = frozenset(
    "unos unas casi cerca alrededor aproximadamente about nearly almost around some roughly quase".split()  # noqa: SIM905
)
_OVER = frozenset("mas superado superaba superaban superaron supera over more mais".split())  # noqa: SIM905
_TIME = re.compile(r"\b(?:mes(?:es)?|months?|años?|anos?|years?|dias?|days?)\b")
_UNIT_REACH = 3
_COUNTS_ONE = frozenset({"un", "una", "uno", "one", "um", "uma"})
_ONE = _COUNTS_ONE | {"a"}
_ANOTHER = frozenset({"otro", "otra", "another", "other", "outro", "outra"})
_JOINED = frozenset({"y", "e", "and", ","})
# So few are beside anything.
_SMALL_COUNTS = range(11)
_FROM, _TO = frozenset("de del desde from".split()), frozenset("a al hasta to".split())  # noqa: SIM905
# «De los 3 puntos a los 4», with an article.
_RANGE_REACH, _OPENED_REACH, _OWNER_REACH = 3, 2, 4
_AGAINST = re.compile(
    r"(?:[^\W\d_]+ ){0,3}?(?:, )?(?:frente a|en comparacion con|compared with)"
    r"(?: (?:el|la|los|las|un|the))?"
)
_HEDGE_REACH, _ROUNDED = 3, 0.005
# What a number may leave out that another beside it says.
_LEFT_OUT = (1e3, 1e6, 1e9)
# Words, and their share, that speak of the same thing where nothing beside the number does.
_LEAST_STEMS, _SOME_WORDS = 2, 0.3


def has_number(claim: Facts, number: Number, said: Said) -> bool:
    """Whether a sentence gives the number, of the same thing."""
    if _is_told_otherwise(claim, number, said):
        return True
    places = [other for other in said.facts.numbers if _are_one(number, claim, other, said.facts)]
    if sort_of(number, claim) == SHARE:
        # «ambos» is two, and no two per cent.
        places = [other for other in places if _may_be_a_share(other, said.facts)]
    if number.value == 1:
        places += _ones(said.facts)
    if not places or claim.is_in_another_tongue(said.facts):
        return bool(places)
    return _stands_alike(claim, number, places, said.facts)


def turned_range(claim: Facts, texts: Sequence[Facts]) -> Number | None:
    """The first number of «de 145 a 120», where the texts say «de 120 a 145»; None if there is none."""
    there = {bounds for text in texts for _, bounds in _ranges(text)}
    return next(
        (first for first, bounds in _ranges(claim) if bounds not in there and bounds[::-1] in there), None
    )


def _ranges(text: Facts) -> Iterator[tuple[Number, tuple[float, float]]]:
    """From how much to how much, and the first number: «de 120 a 145 millones» is of millions both."""
    for one, other in pairwise(text.numbers):
        before = text.tokens[max(0, one.first - _OPENED_REACH) : one.first]
        between = text.tokens[one.last : other.first]
        if _AGAINST.fullmatch(" ".join(map(fold, between))) and not _is_of_somebody(text, one, other):
            # «145 millones, frente a los 120 de 1999»: from 120 to 145 million.
            yield one, (other.value * _scale_of(one, other, text), one.value)
            continue
        if len(between) > _RANGE_REACH or _FROM.isdisjoint(map(fold, before)):
            continue
        if _TO.isdisjoint(map(fold, between[-_OPENED_REACH:])):
            continue
        is_scaled = other.last - other.first > 1 and len(between) == 1
        scale = max(
            (scale for scale in _LEFT_OUT if is_scaled and other.value >= scale > one.value), default=1
        )
        yield one, (one.value * scale, other.value)


def _is_of_somebody(text: Facts, *numbers: Number) -> bool:
    """Whether a name follows one of the numbers: «137, frente a los 121 del PSOE» are of two, at one time."""
    return any(
        number.last <= name.first < number.last + _OWNER_REACH for number in numbers for name in text.names
    )


def _scale_of(full: Number, bare: Number, text: Facts) -> float:
    """What a number leaves out that one beside it says: a million, of 120 beside 145 million; else 1."""
    if not _lacks_unit(bare, text):
        return 1.0
    return max((scale for scale in _LEFT_OUT if full.value >= scale > bare.value), default=1.0)


def _is_told_otherwise(claim: Facts, number: Number, said: Said) -> bool:
    """Whether it is a year of the sentence or its article, or in words that are no number."""
    text, written = said.facts, said.passage.published
    years = {day.year for day in said.days} | {written.year if written else None}
    if number.value in years and _is_year(number, claim):
        return True
    if number.value in _SHORT_YEARS and re.search(rf"(?<!\d)['’]{number.value % 100:02.0f}\b", text.text):
        return True
    return is_implied(claim, number, text) or _has_one_and_another(claim, number, text)


def _is_year(number: Number, text: Facts) -> bool:
    """Whether a number is meant for a year: «en 2026», and not «2026 muertos»."""
    before = fold("".join(text.tokens[max(0, number.first - 1) : number.first]))
    following = "".join(text.tokens[number.last : number.last + 1])
    is_counted = following.islower() and following.endswith("s") and following not in ("es", "is", "was")
    return sort_of(number, text) == ("year",) and (before in _BEFORE_YEARS or not is_counted)


def _stands_alike(claim: Facts, number: Number, places: Sequence[Number], text: Facts) -> bool:
    """Whether one of its places is beside the same words or numbers, or where no other could be meant."""
    near = _beginnings(claim.near(number.first, number.last, reach=_NEAR_CLAIM))
    beside = _beside(number, claim)
    if not near or any(
        beside & _beside(place, text)
        or near & _beginnings(text.near(place.first, place.last, reach=_NEAR_PROOF))
        for place in places
    ):
        return True
    shared, sort = len(claim.stems & text.stems), sort_of(number, claim)
    alike = [other for other in text.numbers if sort_of(other, text) == sort]
    is_no_other = all(
        other in places or any(_are_one(told, claim, other, text) for told in claim.numbers)
        for other in alike
    )
    is_there = any(other in places for other in alike)
    return is_there and is_no_other and shared >= max(_LEAST_STEMS, _SOME_WORDS * len(claim.stems))


def _beside(number: Number, text: Facts) -> frozenset[float]:
    """The values of the numbers beside another: «176.482 millones, un 7,24 % más»; none for a score."""
    if sort_of(number, text) == ("score",):
        return frozenset()
    return frozenset(
        other.value
        for other in text.numbers
        if other is not number
        and other.value not in _SMALL_COUNTS
        and max(other.first - number.last, number.first - other.last) < _NEAR_CLAIM
    )


def _has_one_and_another(claim: Facts, number: Number, text: Facts) -> bool:
    """Whether «una ceremonia … y otra por …» makes two; «un muerto y otro herido» makes no two dead."""
    unit = claim.unit(number)
    if number.value != 2 or not unit:
        return False
    others = [
        place
        for place, token in enumerate(text.tokens)
        if fold(token) in _ANOTHER
        and place
        and fold(text.tokens[place - 1]) in _JOINED
        and "".join(text.stem_at[place + 1 : place + 2]) in ("", unit)
    ]
    if len(others) != 1:
        return False
    ones = [
        place
        for place, token in enumerate(text.tokens[: others[0]])
        if fold(token) in _ONE and unit in text.stem_at[place + 1 : place + 1 + _UNIT_REACH]
    ]
    return bool(ones) and not _is_of_one_alone(claim, text, ones[-1], others[0])


def _is_of_one_alone(claim: Facts, text: Facts, one: int, other: int) -> bool:
    """Whether the claim names where only one of them is: «en Bilbao», and not «en Madrid»."""
    named = frozenset(part for name in claim.names for part in name.folded)
    sides = (
        [name for name in text.names if one < name.first < other],
        [name for name in text.names if name.first > other],
    )
    are_named = [any(name.folded & named for name in side) for side in sides]
    return all(sides) and are_named[0] != are_named[1]


def is_implied(claim: Facts, number: Number, text: Facts) -> bool:
    """Whether so many months, years or days are those of a word: «tres meses» of «trimestre».

    What they are may have been said before: «durará seis años, y cubrirá los tres primeros».
    """
    ahead = " ".join(fold(token) for token in claim.tokens[number.last : number.last + _UNIT_REACH])
    unit = _TIME.search(ahead)
    if not unit and claim.unit(number).startswith(ELIDED):
        said_before = " ".join(fold(token) for token in claim.tokens[: number.first])
        *_, unit = None, *_TIME.finditer(said_before)
    words = next((words for begun, words in IMPLIED.items() if unit and unit[0].startswith(begun)), {})
    return any(words.get(fold(token)) == number.value for token in text.tokens)


def _may_be_a_share(number: Number, text: Facts) -> bool:
    """Whether a number is of a hundred, or goes with a share: «del 40 al 45 %», «un 21 %, frente al 16»."""
    lacks_unit = _lacks_unit(number, text)
    return any(
        sort_of(other, text) == SHARE for other in text.numbers if other.first >= number.first or lacks_unit
    )


def _beginnings(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem[:_BEGINNING] for stem in stems)


def _are_one(number: Number, claim: Facts, other: Number, text: Facts) -> bool:
    """Whether two numbers are the same; «mil» is of millions in «2.400 millones y mil más»."""
    if number.value == other.value or _is_about(number, claim, other):
        return True
    return any(
        bare.value * scale == full.value
        for bare, full, around in ((number, other, claim), (other, number, text))
        for scale in _LEFT_OUT
        if _lacks_unit(bare, around)
        and any(beside is not bare and beside.value >= scale for beside in around.numbers)
    )


def _is_about(number: Number, claim: Facts, other: Number) -> bool:
    """Whether a round number is told as about another: «unas 458.000» of 458.433."""
    before = {fold(token) for token in claim.tokens[max(0, number.first - _HEDGE_REACH) : number.first]}
    is_round = number.value >= 1e3 and number.value % 10 ** (len(f"{number.value:.0f}") // 2) == 0
    is_near = is_round and abs(number.value - other.value) <= _ROUNDED * other.value
    return is_near and bool(before & _HEDGES or (before & _OVER and number.value <= other.value))


def _lacks_unit(number: Number, text: Facts) -> bool:
    following = fold("".join(text.tokens[number.last : number.last + 1]))
    return not following or not following[0].isalpha() or following in _AFTER_ELISION


def _ones(text: Facts) -> list[Number]:
    """Where «un», «una» or «one» may count: «dos a uno»."""
    return [
        Number(1, token, place, place + 1)
        for place, token in enumerate(text.tokens)
        if token.lower() in _COUNTS_ONE
    ]
