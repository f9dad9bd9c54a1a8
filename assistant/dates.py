"""An expression like «23 de enero» or «mañana, miércoles», and the day it was written -> the date meant.

A weekday is the nearest one on the side that the words or the sentence's tense
point to; a day without a year is in the year that brings it nearest to the day
of writing, moved by «próximo» or «pasado».
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.lexical import fold

_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905
)
_ENGLISH_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name: number for number, name in enumerate(_ENGLISH_MONTHS, 1)},
    "setiembre": 9,
}
_WEEKDAYS = {
    name: number
    for number, name in enumerate(["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"])
}
_DAY_AND_MONTH = re.compile(
    rf"\b(?P<day>[0-3]?\d|primero)(?:\s*de)?\s+(?:de\s+)?(?P<month>{'|'.join(_MONTH_NUMBERS)})"
    r"(?:\s+(?:de|del)\s+(?:ano\s+)?(?P<year>\d{4}))?"
)
_NUMERIC = re.compile(r"\b(?P<day>[0-3]?\d)/(?P<month>[01]?\d)/(?P<year>\d{4})\b")
_DAY_ALONE = re.compile(r"\bdia\s+(?P<day>[0-3]?\d)\b")
_WEEKDAY = re.compile(rf"\b(?P<name>{'|'.join(_WEEKDAYS)})\b")
_OFFSETS = (
    (re.compile(r"\bpasado mañana\b"), 2),
    (re.compile(r"\banteayer\b|\bantes de ayer\b"), -2),
    (re.compile(r"(?<!la )(?<!esta )(?<!de la )\bmañana\b(?! del)"), 1),
    (re.compile(r"\bayer\b|\banoche\b"), -1),
    (re.compile(r"\bhoy\b|\besta (?:mañana|tarde|noche|madrugada)\b"), 0),
)
_NEXT = re.compile(r"\b(proxim[oa]s?|que viene|siguiente|entrante)\b")
_PAST = re.compile(r"\b(pasad[oa]s?|ultim[oa]s?|anterior)\b")
_FUTURE_TENSE = re.compile(
    r"\b\w{2,}(?:ra|ran|remos)\b|\b(?:va|van|iba|iban) a \w+r(?:se)?\b|\b(?:previst|programad|anunciad)\w+\b"
    r"|\bexpira\b|\bhasta\b"
)
_PAST_TENSE = re.compile(
    r"\b(?:ha|han|habia|habian|fue|fueron|era|estaba)\b|\b\w{3,}(?:aron|ieron|aba|aban)\b"
)
_ACCENTED_PAST = re.compile(r"\b\w{2,}ó\b")
_ACCENTED_FUTURE = re.compile(r"\b\w{3,}r(?:á|án)\b")


def resolve(expression: str, *, sentence: str, written: date | None) -> date | None:
    """The date that ``expression``, found in ``sentence``, means; None if none can be told."""
    plain = fold(expression)
    explicit = _explicit(plain, written)
    if explicit or written is None:
        return explicit
    for pattern, days in _OFFSETS:
        if pattern.search(plain):
            return written + timedelta(days=days)
    weekday = _WEEKDAY.search(plain)
    if weekday:
        return _nearest_weekday(_WEEKDAYS[weekday["name"]], _direction(plain, sentence), written)
    return None


def _explicit(plain: str, written: date | None) -> date | None:
    numeric = _NUMERIC.search(plain)
    if numeric:
        return _day(int(numeric["year"]), int(numeric["month"]), int(numeric["day"]))
    named = _DAY_AND_MONTH.search(plain)
    if not named:
        return None
    day = 1 if named["day"] == "primero" else int(named["day"])
    month = _MONTH_NUMBERS[named["month"]]
    if named["year"]:
        return _day(int(named["year"]), month, day)
    return _in_nearest_year(month, day, plain, written) if written else None


def _in_nearest_year(month: int, day: int, plain: str, written: date) -> date | None:
    candidates = [
        found
        for year in (written.year - 1, written.year, written.year + 1)
        if (found := _day(year, month, day))
    ]
    if _NEXT.search(plain):
        candidates = [found for found in candidates if found >= written] or candidates
    elif _PAST.search(plain):
        candidates = [found for found in candidates if found <= written] or candidates
    return min(candidates, key=lambda found: abs((found - written).days), default=None)


def _nearest_weekday(weekday: int, direction: int, written: date) -> date:
    ahead = (weekday - written.weekday()) % 7
    if direction > 0:
        return written + timedelta(days=ahead or 7)
    if direction < 0:
        return written - timedelta(days=(-ahead) % 7 or 7)
    return written + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def _direction(plain: str, sentence: str) -> int:
    """1 if the words look ahead, -1 if they look back, 0 if nothing tells."""
    if _NEXT.search(plain):
        return 1
    if _PAST.search(plain):
        return -1
    lowered = sentence.lower()
    ahead = len(_ACCENTED_FUTURE.findall(lowered)) + len(_FUTURE_TENSE.findall(fold(sentence))) / 2
    back = len(_ACCENTED_PAST.findall(lowered)) + len(_PAST_TENSE.findall(fold(sentence)))
    return (ahead > back) - (back > ahead)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
