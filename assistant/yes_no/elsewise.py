"""A question matched with a sentence -> whether that says the same of another number, day or order.

«Costará 40 millones» of «¿Costará 90 millones?» is no proof of «no» by itself: all the rest must
be the same, and the article must nowhere speak of what is asked. Another place proves nothing: who goes to
Lisbon goes to Portugal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.counts import sort_of
from assistant.mentions.endings import PRETERITE
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.mentions.days import Day
    from assistant.mentions.facts import Facts
    from assistant.mentions.numerals import Number
    from assistant.yes_no.matching import Match

# The share of the rest that must be the same.
THE_REST = 0.75
_ORDINALS = {
    word: number
    for number, forms in enumerate(
        (
            "primer primero primera first",
            "segundo segunda second",
            "tercer tercero tercera third",
            "cuarto cuarta fourth",
            "quinto quinta fifth",
            "sexto sexta sixth",
            "septimo septima seventh",
            "octavo octava eighth",
            "ultimo ultima last",
        )
    )
    for word in forms.split()
}
_REACH = 4
_PAST = re.compile(rf"\w+(?:{PRETERITE})|fue|fueron|hubo|tuvo|hizo|dio")
_ONCE = re.compile(
    r"(?:nac|mur|fallec|asesin|fund|inaugur|estren|descubr|cas|firm|hund|termin|acab|aprob|jubil|entr|pase)"
    r"(?:io|ieron|o|aron|ad[oa]s?|id[oa]s?)|muert[oa]s?"
)


def is_of_another_mark(match: Match) -> bool:
    """Whether the sentence says the same of one other number or day, and the article nothing of this one."""
    if len(match.missing_numbers) + len(match.missing_days) != 1 or _share_of_rest(match) < THE_REST:
        return False
    if _may_recur(match):
        return False
    if match.missing_days:
        [day] = match.missing_days
        is_told = any(other.says(day) for other in match.whole.days)
        return not is_told and len(match.said.days) == 1 and _can_differ(day, match.said.days[0])
    [number] = match.missing_numbers
    if any(
        other.value == number.value and _count_alike(match.asked, number, match.whole, other)
        for other in match.whole.numbers
    ):
        return False
    like = [other for other in match.said.numbers if _count_alike(match.asked, number, match.said, other)]
    return len(like) == 1 or (len(like) > 1 and _is_right_after_heart(match, like[0]))


def _may_recur(match: Match) -> bool:
    """Whether what is asked of may have been in both years, months or days of the week: «ganó en 2015»."""
    is_of_a_day = any(day.day is not None or day.offset is not None for day in match.missing_days)
    is_of_a_count = any(sort_of(number, match.asked) != ("year",) for number in match.missing_numbers)
    if is_of_a_day or is_of_a_count:
        return False
    told = [fold(token) for token in match.asked.tokens]
    is_past = any(_PAST.fullmatch(token.lower()) for token in match.asked.tokens)
    return is_past and not any(map(_ONCE.fullmatch, told))


def _can_differ(day: Day, other: Day) -> bool:
    """Whether the other names all that a day names: «5 de mayo» may be the Tuesday that is asked for."""
    pairs = (
        (day.year, other.year),
        (day.month, other.month),
        (day.day, other.day),
        (day.weekday, other.weekday),
        (day.offset, other.offset),
    )
    return all(ours is None or theirs is not None for ours, theirs in pairs)


def _count_alike(asked: Facts, number: Number, text: Facts, other: Number) -> bool:
    """Whether one could stand for the other: dollars for dollars, years for years."""
    if sort_of(number, asked) != sort_of(other, text):
        return False
    unit = asked.unit(number)
    return not unit or unit in text.units(other)


def _is_right_after_heart(match: Match, mark: Number) -> bool:
    return any(0 < mark.first - place <= _REACH for place in match.heart_places)


def orders(match: Match) -> frozenset[int]:
    """The places in the question of «primer», «tercera»."""
    tokens = match.asked.tokens
    return frozenset(place for place, token in enumerate(tokens) if fold(token) in _ORDINALS)


def other_order(match: Match) -> bool | None:
    """True: «tercer puesto» of «primer puesto»; False: no order is told; None: the same, or none is asked."""
    there = [fold(token) for token in match.said.tokens]
    for place, token in enumerate(match.asked.tokens):
        order = _ORDINALS.get(fold(token))
        if order is None or any(_ORDINALS.get(word) == order for word in there):
            continue
        return any(at and there[at - 1] in _ORDINALS for at in match.places.get(place + 1, []))
    return None


def _share_of_rest(match: Match) -> float:
    """The share of all that is asked but one thing, which is missing."""
    return match.share() * match.question.count / max(1, match.question.count - 1)
