"""Two things set against each other, and the answer for each -> which of them it is, if that can be told.

Days are compared as far as both are known; amounts only of the same unit: euros are not set against dollars.
Ages are those of the days that they were told on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.dates import looks_back
from assistant.mentions.counts import sort_of
from assistant.mentions.facts import facts_of
from assistant.mentions.settling import settle

if TYPE_CHECKING:
    from datetime import date

    from assistant.compose import Composition
    from assistant.joining.contrast import Contrast
    from assistant.mentions.days import Day

# What is known of each, to be compared from its first part on; both empty where nothing can be.
_Pair = tuple[tuple[float, ...], tuple[float, ...]]

_DAYS_OF_A_YEAR = 365.25


def weigh(contrast: Contrast, one: Composition, other: Composition) -> int | None:
    """0 or 1 for the one that wins; None where the two are the same, or cannot be compared."""
    if contrast.measure == "day":
        mine, theirs = _days(one, other, is_past=contrast.is_past)
    else:
        mine, theirs = _ages(one, other) if contrast.is_of_age else _amounts(one, other)
    if mine == theirs:
        return None
    return int((mine < theirs) != contrast.takes_less)


def _days(one: Composition, other: Composition, *, is_past: bool) -> _Pair:
    """Year, month and day of both, as far as both are known."""
    pairs: list[tuple[int, int]] = []
    for mine, theirs in zip(_day(one, is_past=is_past), _day(other, is_past=is_past), strict=True):
        if mine is None or theirs is None:
            break
        pairs.append((mine, theirs))
    return tuple(mine for mine, _ in pairs), tuple(theirs for _, theirs in pairs)


def _day(answered: Composition, *, is_past: bool) -> tuple[int | None, int | None, int | None]:
    """Year, month and day, as far as they are told; what has happened was not after the day of writing."""
    said, cited = facts_of(answered.short), answered.citations[0]
    years = [int(number.value) for number in said.numbers if sort_of(number, said) == ("year",)]
    if len(said.days) == 1:
        day = settle(said.days[0], sentence=cited.quote, written=cited.published)
        year, is_without = day.year, said.days[0].year is None
        # «Murió el 5 de mayo», told in December, is nearer to the May that follows.
        if is_past and is_without and year and looks_back(cited.quote) and _is_ahead(day, cited.published):
            year -= 1
        return year, day.month, day.day
    when = answered.resolved_date
    if when is not None:
        return when.year, when.month, when.day
    return (years[0] if len(years) == 1 and not said.days else None), None, None


def _is_ahead(day: Day, written: date | None) -> bool:
    if written is None or day.year is None:
        return False
    return (day.year, day.month or 0, day.day or 0) > (written.year, written.month, written.day)


def _ages(one: Composition, other: Composition) -> _Pair:
    """Both ages, if who is older by them was so on any one day: 75 in 2003 is younger than 73 in 1999."""
    mine, theirs = _amounts(one, other)
    told, told_there = one.citations[0].published, other.citations[0].published
    if not mine or not theirs or told is None or told_there is None:
        return mine, theirs
    gap, apart = mine[0] - theirs[0], (told - told_there).days / _DAYS_OF_A_YEAR
    is_sure = abs(gap - apart) >= 1 and (gap > apart) == (gap > 0)
    return (mine, theirs) if is_sure else ((), ())


def _amounts(one: Composition, other: Composition) -> _Pair:
    """Both amounts, if each is one and they are of the same sort and unit."""
    first, second = facts_of(one.short), facts_of(other.short)
    if len(first.numbers) != 1 or len(second.numbers) != 1:
        return (), ()
    (mine,), (theirs,) = first.numbers, second.numbers
    units = {unit for unit in (first.unit(mine), second.unit(theirs)) if unit}
    if sort_of(mine, first) != sort_of(theirs, second) or len(units) > 1:
        return (), ()
    return (mine.value,), (theirs.value,)
