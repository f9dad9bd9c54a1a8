"""A day as it is named, and the day its text was written -> the whole day: «el viernes», 23 January 2026."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from assistant.dates import resolve
from assistant.mentions.days import Day, calendar_day
from index.lexical import fold

if TYPE_CHECKING:
    from datetime import date


def settle(day: Day, *, sentence: str, written: date | None) -> Day:
    """The day with everything that can be told of it by the day its sentence was written."""
    if written is None:
        return day
    if day.offset is not None:
        return _with(day, written + timedelta(days=day.offset))
    if day.weekday is None and (day.month is None or day.day is None):
        return (
            day if day.year or day.month is None else replace(day, year=_year_meant(day, sentence, written))
        )
    if day.year is not None and day.month is not None and day.day is not None:
        return _with(day, calendar_day(day.year, day.month, day.day))
    if (
        day.weekday is None
        and day.month is not None
        and day.day is not None
        and _is_of_last_year(day, sentence)
    ):
        return _with(day, calendar_day(written.year - 1, day.month, day.day))
    meant = resolve(day.text, sentence=sentence, written=written)
    if meant is None and day.month is not None and day.day is not None:
        meant = calendar_day(written.year, day.month, day.day)
    return _with(day, meant)


def _year_meant(day: Day, sentence: str, written: date) -> int:
    """The year of a month: that of writing, or the one that «próximo» or «del año pasado» makes of it."""
    month, said = day.month or 0, f" {fold(sentence)} "
    name = fold(day.text)
    if re.search(rf"proxim\w+ (?:mes de )?{name}\b|\b{name} (?:proximo|que viene)", said):
        return written.year + (month <= written.month)
    if re.search(rf"pasado (?:mes de )?{name}\b|\b{name} (?:pasado|ultimo)", said):
        return written.year - (month >= written.month)
    if _is_of_last_year(day, sentence):
        return written.year - 1
    if re.search(rf"\b{name} del? (?:proximo ano|ano proximo|ano que viene)", said.replace("ñ", "n")):
        return written.year + 1
    return written.year


def _is_of_last_year(day: Day, sentence: str) -> bool:
    """«Junio del año pasado», «5 de junio del pasado año»."""
    said = fold(sentence).replace("ñ", "n")
    return bool(re.search(rf"\b{fold(day.text)} del? (?:ano pasado|pasado ano|ano anterior)", said))


def day_of(when: date) -> Day:
    """A date as a day that is fully named."""
    return _with(Day(), when)


def _with(day: Day, when: date | None) -> Day:
    if when is None:
        return day
    return replace(day, year=when.year, month=when.month, day=when.day, weekday=when.weekday())
