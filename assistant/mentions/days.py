"""Tokens of a text -> the days it names, as far as it names them: «23 de enero», «January 23, 2026», «ayer».

What is not said stays ``None``; ``settling`` fills it in from the day the text was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.dates import BEFORE_MORNING
from assistant.mentions.numerals import DATE_TOKEN, SMALL
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MONTHS = (
    "enero january janeiro",
    "febrero february fevereiro",
    "marzo march marco",
    "abril april",
    "mayo may maio",
    "junio june junho",
    "julio july julho",
    "agosto august",
    "septiembre setiembre september setembro",
    "octubre october outubro",
    "noviembre november novembro",
    "diciembre december dezembro",
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
# Words of other meanings unless they are written as English months are, or between a day and a year.
_DOUBTFUL_MONTHS = frozenset({"march", "may", "august", "marco"})
_BESIDE_MONTHS = frozenset("in of next last this since until early late mid by".split())  # noqa: SIM905
_WEEKDAYS = (
    "lunes monday",
    "martes tuesday",
    "miercoles wednesday",
    "jueves thursday",
    "viernes friday",
    "sabado saturday",
    "domingo sunday",
)
_WEEKDAY_NUMBERS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_OFFSETS = {
    **dict.fromkeys(["hoy", "today", "hoje"], 0),
    **dict.fromkeys(["ayer", "anoche", "yesterday", "ontem"], -1),
    **dict.fromkeys(["mañana", "tomorrow", "amanha"], 1),
    **dict.fromkeys(["anteayer", "antier", "anteontem"], -2),
}
_LONGER_OFFSETS = {
    ("pasado", "mañana"): 2,
    ("antes", "de", "ayer"): -2,
    ("day", "after", "tomorrow"): 2,
    ("day", "before", "yesterday"): -2,
    ("depois", "de", "amanha"): 2,
}
# «La mañana» is a part of a day, and no day.
_OF_A_MORNING = frozenset(BEFORE_MORNING)
# What so many are, or a month, where no day is meant.
_COUNTED = re.compile(r"[^\W\d_]{2,}s|de|h|hora|mil|%|[.,]\d+")
_SUFFIXES = frozenset({"o", "°", "st", "nd", "rd", "th"})
_ARTICLES = frozenset({"un", "una", "one", "uma"})
_LINKS = frozenset({"y", "e", "and", "a", "al", "to", "o", ",", "-", "–", "ao"})


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is named; ``weekday`` from 0, Monday; ``offset`` in days from the day of writing.

    ``first`` and ``last`` (exclusive) bound its tokens; ``text`` is the words.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None
    first: int = 0
    last: int = 0
    text: str = ""

    def says(self, other: Day) -> bool:
        """Whether everything that ``other`` names is named here, and the same."""
        pairs = (
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
            (self.weekday, other.weekday),
            (self.offset, other.offset),
        )
        return all(theirs is None or ours == theirs for ours, theirs in pairs)


def days_in(tokens: Sequence[str]) -> list[Day]:
    """The days that the tokens of a text (those of ``numerals.TOKEN``) name, in order."""
    folded = [fold(token) for token in tokens]
    found: list[Day] = []
    for position, token in enumerate(tokens):
        word = folded[position]
        if DATE_TOKEN.fullmatch(token):
            found.extend(_numeric(token, position))
        elif word in _MONTH_NUMBERS and _is_month(tokens, folded, position):
            found.extend(_around_month(folded, position))
        elif word in _WEEKDAY_NUMBERS and _is_weekday(tokens, position):
            found.append(_by_weekday(folded, position))
        elif word in _OFFSETS and not (position and folded[position - 1] in _OF_A_MORNING):
            found.append(_by_offset(folded, position))
    return [replace(day, text=" ".join(tokens[day.first : day.last])) for day in found]


def _by_weekday(folded: Sequence[str], position: int) -> Day:
    """«Viernes», «viernes 23»; not the 23 of «viernes 23 personas» or of «viernes 23 de enero»."""
    weekday, after = _WEEKDAY_NUMBERS[folded[position]], folded[position + 2 : position + 3]
    number = _day_number(folded, position + 1) if folded[position + 1 : position + 2] else None
    is_number = number is not None and folded[position + 1].isdigit()
    if is_number and not any(map(_COUNTED.fullmatch, after)):
        return Day(weekday=weekday, day=number, first=position, last=position + 2)
    return Day(weekday=weekday, first=position, last=position + 1)


def _by_offset(folded: Sequence[str], position: int) -> Day:
    """«Ayer», «pasado mañana»; the words before are looked at, which make another day of it."""
    for words, offset in _LONGER_OFFSETS.items():
        first = position + 1 - len(words)
        if first >= 0 and tuple(folded[first : position + 1]) == words:
            return Day(offset=offset, first=first, last=position + 1)
    return Day(offset=_OFFSETS[folded[position]], first=position, last=position + 1)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The date of three numbers; ``None`` where the calendar has no such day: 30 February."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(token: str, position: int) -> Iterator[Day]:
    parts = [int(part) for part in token.replace("/", "-").replace(".", "-").split("-")]
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    if month > 12 >= day and parts[0] < 31:
        # «01/23/2026», as it is written in English.
        month, day = day, month
    if calendar_day(year, month, day):
        yield Day(year, month, day, first=position, last=position + 1)


def _is_month(tokens: Sequence[str], folded: Sequence[str], position: int) -> bool:
    if folded[position] not in _DOUBTFUL_MONTHS:
        return not _is_of_a_name(tokens, folded, position)
    if folded[position] == "marco":
        return tokens[position].lower() == "março"
    beside = [*folded[max(0, position - 1) : position], *folded[position + 1 : position + 2]]
    return tokens[position][0].isupper() and any(word.isdigit() or word in _BESIDE_MONTHS for word in beside)


def _is_of_a_name(tokens: Sequence[str], folded: Sequence[str], position: int) -> bool:
    """Whether a month with a capital, with no day or year beside it, is of a name.

    «Julio Velarde», «la Plaza de Mayo».
    """
    if not tokens[position][0].isupper() or _year(folded, position + 1)[0] is not None:
        return False
    before = _back_over(folded, position - 1, _SUFFIXES | {"de", "of"})
    if _day_number(folded, before) is not None or folded[max(0, position - 1)] in _BESIDE_MONTHS:
        return False
    is_before_a_name = tokens[position + 1 : position + 2] and tokens[position + 1][0].isupper()
    is_of_one = folded[max(0, position - 1) : position] == ["de"] and position > 1
    return bool(is_before_a_name) or (is_of_one and tokens[position - 2][0].isupper())


def _is_weekday(tokens: Sequence[str], position: int) -> bool:
    """Spanish weekdays are in lower case: «Plácido Domingo» is none, «Monday» is one."""
    is_before_a_name = tokens[position + 1 : position + 2] and tokens[position + 1][0].isupper()
    is_first = position == 0 and not is_before_a_name
    return tokens[position][0].islower() or is_first or tokens[position].endswith("day")


def _around_month(folded: Sequence[str], position: int) -> Iterator[Day]:
    """«23 de enero de 2026», «15 y 16 de marzo», «January 23, 2026», «enero de 2000», «enero»."""
    month = _MONTH_NUMBERS[folded[position]]
    last, first_of_day, days = position + 1, position, []
    before = _back_over(folded, position - 1, _SUFFIXES | {"de", "of"})
    if (number := _day_number(folded, before)) is not None:
        before_it = before - 2 * bool(_tens(folded, before))
        days, first_of_day = [(number, before_it)], before_it
    elif folded[last : last + 1] and folded[last][0].isdigit() and (number := _day_number(folded, last)):
        # In words it counts something else: «desde junio tres millones».
        days, last = [(number, position)], last + 1
        last += last < len(folded) and folded[last] in _SUFFIXES
    year, last = _year(folded, last)
    while days and before >= 2 and folded[before - 1] in _LINKS | {"el"} and days[0][1] == before < position:
        earlier = _back_over(folded, before - 1, _LINKS | {"el"})
        if (number := _day_number(folded, earlier)) is None:
            break
        days.insert(0, (number, earlier))
        before = earlier
    for number, at in days[:-1]:
        yield Day(year, month, number, first=at, last=at + 1)
    number = days[-1][0] if days else None
    yield Day(year, month, number, first=first_of_day, last=last)


def _back_over(folded: Sequence[str], position: int, words: frozenset[str]) -> int:
    while position >= 0 and folded[position] in words:
        position -= 1
    return position


def _day_number(folded: Sequence[str], position: int) -> int | None:
    if not 0 <= position < len(folded):
        return None
    word = folded[position]
    if word == "primero":
        return 1
    if word in SMALL and word not in _ARTICLES:
        return _if_a_day(_tens(folded, position) + SMALL[word])
    return _if_a_day(int(word)) if word.isascii() and word.isdigit() and len(word) < 3 else None


def _tens(folded: Sequence[str], position: int) -> int:
    """The twenty or thirty that a number in words goes on from: «treinta y uno», «vinte e três»; or 0."""
    if position < 2 or folded[position - 1] not in ("y", "e"):
        return 0
    return SMALL[folded[position - 2]] if folded[position - 2] in ("treinta", "vinte", "trinta") else 0


def _if_a_day(number: int) -> int | None:
    return number if 1 <= number <= 31 else None


def _year(folded: Sequence[str], position: int) -> tuple[int | None, int]:
    """The year that follows a month at ``position``, and where it ends."""
    after = position
    while after < len(folded) and folded[after] in ("de", "del", ",", "of", "ano") and after < position + 2:
        after += 1
    if (
        after < len(folded)
        and len(folded[after]) == 4
        and folded[after].isascii()
        and folded[after].isdigit()
    ):
        return int(folded[after]), after + 1
    return None, position
