"""A claim, written or asked, and the texts it is of -> a number or a day that they say of something else.

It may stand in the article and still be put in another's place. So it is sought beside
the words that the sentence puts beside it, and must not be clearly farther from them
than another of its sort is. What the article words otherwise is not held against it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.numerals import Number, points_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.days import Day
    from assistant.mentions.facts import Facts

# The sort of «51 %», as ``sort_of`` has it.
SHARE = ("share",)
_NEAR = 6
_DECAY = 4.0
_CLEARLY, _BY = 1.5, 0.35
_AS_MANY = 0.5
_UNIT_WEIGHT, _BEYOND = 0.5, 0.5
_LINKING = re.compile(
    r"ser(?:á|án|ía|ían)|est(?:á|án|aba|aban|ará|arán|uvo)|hab(?:rá|ría|ía|ían)|hubo|tendr\w+|tuv\w+|tien\w+|sido|foi|are"
)
_PARTINGS = frozenset({",", ";", "y", "e", "and", "mientras", "pero", "while", "but", "enquanto"})
# Units of anything: another number of them is of something else.
_ANYTHING = frozenset(
    {"person", "gent", "cas", "vez", "vec", "veces", "people", "peopl", "pesso", "cosas", "cos"}
)
# What follows a number in place of its unit: «los tres restantes».
ELIDED = ("rest", "otr", "ultim", "primer", "mas", "de")


def misplaced_marks(claim: Facts, texts: Sequence[Facts]) -> Iterator[Number | Day]:
    """The numbers and days that the texts say of something else than the claim does."""
    marks: list[Number | Day] = [*claim.numbers, *claim.days]
    for mark in marks:
        if isinstance(mark, Number) and points_back(mark, claim.tokens):
            continue
        if isinstance(mark, Number) and _counts_another(claim, mark, texts):
            yield mark
            continue
        near = _around(claim, mark)
        own, rival = 0.0, 0.0
        shared = _shared_with_its_own(claim, mark, texts)
        for text in texts:
            for other in _marks_like(claim, mark, text):
                score = sum(weight * _closeness(stem, other, text) for stem, weight in near.items())
                if _is_same(mark, other):
                    own = max(own, score)
                elif len(claim.stems & text.stems) >= shared:
                    rival = max(rival, score)
        if own and rival > own * _CLEARLY and rival > own + _BY:
            yield mark


def _shared_with_its_own(claim: Facts, mark: Number | Day, texts: Sequence[Facts]) -> float:
    """Half the words that the claim shares with the text that has its number: a rival's has as many."""
    own = [text for text in texts if any(_is_same(mark, other) for other in _marks_like(claim, mark, text))]
    return _AS_MANY * max((len(claim.stems & text.stems) for text in own), default=0)


def _counts_another(claim: Facts, number: Number, texts: Sequence[Facts]) -> bool:
    """Whether the number counts something else wherever it stands, and another beside it what is claimed."""
    unit = claim.unit(number)
    places = [(text, other) for text in texts for other in text.numbers if other.value == number.value]
    return bool(unit and places) and all(_is_of_another(unit, text, other) for text, other in places)


def _is_of_another(unit: str, text: Facts, number: Number) -> bool:
    if unit in text.units(number) or unit in _ANYTHING:
        return False
    counted = [other for other in text.numbers if other is not number and unit in text.units(other)]
    own = "".join(text.stem_at[number.last : number.last + 1])
    if own.startswith(ELIDED):
        return False
    return any(number.first < other.first or (own and unit == text.unit(other)) for other in counted)


def _marks_like(claim: Facts, mark: Number | Day, text: Facts) -> list[Number | Day]:
    """The marks of a text that can stand where one of a claim does: years for years, shares for shares."""
    marks: Sequence[Number | Day] = text.numbers if isinstance(mark, Number) else text.days
    return [other for other in marks if sort_of(other, text) == sort_of(mark, claim)]


def sort_of(mark: Number | Day, text: Facts) -> tuple[object, ...]:
    """What kind of number or day it is: one can stand only where another of its sort does."""
    if not isinstance(mark, Number):
        return (mark.day is None, mark.month is None, mark.weekday is None, mark.offset is None)
    after = " ".join(text.tokens[mark.last : mark.last + 2]).lower()
    before = text.tokens[max(0, mark.first - 1) : mark.first]
    if after.startswith(("%", "por ciento", "por cento", "per cent", "percent")):
        return SHARE
    if re.match(r"- ?\d", after) or before == ("-",):
        return ("score",)
    is_year = 1900 <= mark.value <= 2100 and len(mark.text) == 4
    return ("year",) if is_year else ("count",)


def _is_same(mark: Number | Day, other: Number | Day) -> bool:
    if isinstance(mark, Number) or isinstance(other, Number):
        return isinstance(mark, Number) and isinstance(other, Number) and mark.value == other.value
    return other.says(mark) or mark.says(other)


def _around(claim: Facts, mark: Number | Day) -> dict[str, float]:
    """The stems beside a number or day of a claim, the nearer the weightier; not those beside another."""
    found: dict[str, float] = {}
    first, last = _stretch(claim, mark)
    for place in range(max(first, mark.first - _NEAR), min(last, mark.last + _NEAR)):
        away = _distance(place, mark.first, mark.last)
        stem = claim.stem_at[place]
        if not stem or stem[0].isdigit() or away == 0 or _LINKING.fullmatch(claim.tokens[place].lower()):
            continue
        # The unit may go unsaid in the article: «27 escaños y los otros tres».
        found[stem] = max(found.get(stem, 0.0), _weight(away) if away > 1 else _UNIT_WEIGHT)
    return found


def _stretch(text: Facts, mark: Number | Day) -> tuple[int, int]:
    """The tokens that go with a number or day: as far as the comma or «y» between it and the next."""
    bounds = [(number.first, number.last) for number in text.numbers]
    bounds += [(day.first, day.last) for day in text.days]
    before = max((last for _, last in bounds if last <= mark.first), default=-1)
    after = min((first for first, _ in bounds if first >= mark.last), default=-1)
    first, last = 0, len(text.tokens)
    if before >= 0:
        first = 1 + _parting(text, before, mark.first, default=(before + mark.first - 1) // 2)
    if after >= 0:
        last = _parting(text, mark.last, after, default=(mark.last + after) // 2)
    return first, last


def _parting(text: Facts, first: int, last: int, *, default: int) -> int:
    """Where the last comma or «y» between two tokens is."""
    found = [place for place in range(first, last) if text.tokens[place].lower() in _PARTINGS]
    return found[-1] if found else default


def _closeness(stem: str, mark: Number | Day, text: Facts) -> float:
    first, last = _stretch(text, mark)
    return max(
        (
            _weight(_distance(place, mark.first, mark.last)) * (1 if first <= place < last else _BEYOND)
            for place in text.places_of(stem)
        ),
        default=0.0,
    )


def _distance(place: int, first: int, last: int) -> int:
    if place < first:
        return first - place
    return max(0, place - last + 1)


def _weight(distance: int) -> float:
    return _DECAY / (_DECAY + distance - 1)
