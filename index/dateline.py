"""The start of a story -> where and when it was filed, and where that notice ends.

Grammar (``[]`` optional, ``|`` or)::

    dateline = [signed] place [","] [date] ["(" agency ")"] end
             | [signed] date end-of-line
    signed   = ["Por"] writer | desk, then "." | "·" | "•" | "|"    the date then with its year
    place    = name ["," name]                   Ciudad de México | Washington, D.C. | MADRID
    date     = [weekday] day ["de"] month ["."] [["de"|"del"|","] year]
             | month day [[","] year]                     enero 16
             | day "/" month "/" year            16/01/2026, 16-1-2026, 16.01.2026
             | year "-" month "-" day
    end      = "." | ".-" | ".—" | "-" | "—" | ":" | end-of-line

A place alone is a dateline only before ``.-`` or ``.—`` or, in capitals, a dash; a
bare stop or a line's end needs a date or an agency before it, so that no ordinary
first sentence is taken for one. Names of agencies' desks («Redacción») are no place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_NUMBERS = (
    {name: number for number, name in enumerate(MONTHS, start=1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
    | {"setiembre": 9, "sept": 9, "set": 9, "jan": 1, "apr": 4, "aug": 8, "dec": 12}
    | {name: number for number, name in enumerate(ENGLISH_MONTHS, start=1)}
)
_DESKS = ("redacción", "redaccion", "agencias", "internacional")
_LINES_SEARCHED = 6
_CHARACTERS_SEARCHED = 1500

_MONTH = r"(?P<month>[A-Za-zé]{3,10})\b\.?"
_WEEKDAYS = "lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo"
_WEEKDAY = rf"(?:(?i:{_WEEKDAYS}),?\s+)?"
# What pages put before a date.
_LABELS = "hoy|publicad[oa]|actualizad[oa]|opini[oó]n|edici[oó]n"
_NO_PLACE = rf"{_WEEKDAYS}|{_LABELS}"
_YEAR = r"(?:(?:\s+(?i:del?)|,)?\s+(?:año\s+)?(?P<year>[12]\d{3})\b)"
_WORDED = rf"{_WEEKDAY}(?:a\s+)?(?P<day>\d{{1,2}})[ºo°]?\s+(?:(?i:de)\s+)?{_MONTH}{_YEAR}?"
_NUMERIC = r"(?P<nday>\d{1,2})(?P<sep>[/.-])(?P<nmonth>\d{1,2})(?P=sep)(?P<nyear>[12]\d{3})\b"
_ISO = r"(?P<iyear>[12]\d{3})[-/.](?P<imonth>\d{1,2})[-/.](?P<iday>\d{1,2})(?!\d)"
_MONTH_FIRST = (
    r"(?P<first_month>[A-Za-zé]{3,10})\b\.?\s+(?P<second_day>\d{1,2})"
    r"(?:,?\s+(?:del?\s+)?(?P<last_year>[12]\d{3}))?\b"
)
_DATE = rf"(?:{_ISO}|{_NUMERIC}|{_WORDED}|{_MONTH_FIRST})"
_WORD = r"(?:(?:[A-ZÁÉÍÓÚÑÜ]{1,2}\.)+|[A-ZÁÉÍÓÚÑÜ][\w'’-]*)"
_LINK = r"(?:de|del|la|las|los|el|y|da|do|dos|di|en|upon|of)"
_NAME = rf"{_WORD}(?:[ /](?:{_LINK}[ ]){{0,2}}{_WORD}){{0,4}}"
_PLACE = rf"{_NAME}(?:,[ ]{_NAME}){{0,2}}?(?:[ ]\([^()\n]{{2,40}}\))??"
_KNOWN_AGENCY = r"(?:EFE|AFP|AP|EP|Reuters|DPA|Notimex|Xinhua|ANSA|T[ée]lam|Europa Press|Servimedia|Colpisa)"
_AGENCY = rf"\((?P<agency>[^()\n]{{2,40}})\)|(?P<bare_agency>{_KNOWN_AGENCY}\b)"
_END = r"(?P<end>\.?[ \t]*(?:--|[-–—])(?=[\s*_]|$)|\.?[ \t]*[—–]|[.:](?=[ \t_*]|$)|(?=[_*]*[ \t]*$))"
_DATELINE = re.compile(
    rf"(?:(?i:{_LABELS})(?:[ ]el)?[:,]?[ \t]+)?"
    rf"(?P<place>(?!(?i:{_NO_PLACE})\b){_PLACE})?(?P<comma>,|[ \t]+[·•|](?=[ \t]))?[ \t]*"
    rf"(?:{_DATE}[ \t]*[,.]?[ \t]*)?"
    rf"(?:(?:{_AGENCY})[ \t]*)?{_END}",
    re.MULTILINE,
)
_IS_KNOWN_AGENCY = re.compile(_KNOWN_AGENCY)
_IS_LINK = re.compile(_LINK, re.IGNORECASE)
_WRITER = rf"{_WORD}(?:[ ](?:{_LINK}[ ]){{0,2}}{_WORD}){{1,3}}"
_WRITERS = rf"{_WRITER}(?:(?:,| y| and) {_WRITER}){{0,3}}"
_BYLINE = re.compile(rf"(?:Por|POR|By|BY|Texto|Autora?)[ \t]*:?[ \t]+(?P<names>{_WRITERS})")
_DESK = r"(?i:redacci[oó]n|agencias?)"
# «Por Lucía Peña. Madrid, 3 de mayo de 2026», «Redacción | Madrid, …»: who signs, before where and when.
_SIGNED = re.compile(
    rf"(?:(?P<by>Por|POR|By|BY|Texto)[ \t]*:?[ \t]+)?"
    rf"(?P<names>{_WRITERS}|{_DESK})"
    rf"(?:\.|[ \t]+(?P<bar>[·•|]))[*_]*[ \t]+"
)
_IS_DESK = re.compile(_DESK)
_LINE = re.compile(r"^[ \t>*_#]*(?P<line>\S.*)$", re.MULTILINE)
_DATE_ANYWHERE = (
    re.compile(_ISO + r"|(?<!\d)" + _NUMERIC),
    re.compile(r"(?<!\d)(?P<iyear>[12]\d{3})(?P<imonth>\d\d)(?P<iday>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)" + _WORDED),
    re.compile(_MONTH_FIRST),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[-/](?P<month>[A-Za-zé]{3,10})[-/](?P<year>[12]\d{3})\b"),
)
_DATE_IN_NAME = (
    re.compile(r"(?<!\d)(?P<iyear>(?:19|20)\d\d)[-_./ ]?(?P<imonth>\d\d)[-_./ ]?(?P<iday>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<iday>\d\d)[-_. ](?P<imonth>\d\d)[-_. ](?P<iyear>(?:19|20)\d\d)(?!\d)"),
)
# The names of year, month and day in each form of date.
_FORMS = (
    ("iyear", "imonth", "iday"),
    ("nyear", "nmonth", "nday"),
    ("year", "month", "day"),
    ("last_year", "first_month", "second_day"),
)
_YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """``text[start:end]`` says where and when; ``None`` is what it does not say.

    ``end`` is past its stop, dash and emphasis and before the white space that follows.
    """

    start: int
    end: int
    place: str | None = None
    agency: str | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None

    @property
    def known_agency(self) -> str | None:
        """The agency, where it is one known by its name: «(EFE)», not «(enviado especial)»."""
        return self.agency if _IS_KNOWN_AGENCY.fullmatch(self.agency or "") else None

    def date(self, *, near: date | None = None, year: int | None = None) -> date | None:
        """The whole date; a missing year is the one closest to ``near``, else ``year``."""
        if self.day is None or self.month is None:
            return None
        if self.year is not None:
            return _day(self.year, self.month, self.day)
        if near is not None:
            around = (_day(near.year + shift, self.month, self.day) for shift in (-1, 0, 1))
            return min((day for day in around if day), key=lambda day: abs(day - near), default=None)
        return _day(year, self.month, self.day) if year is not None else None


def find_dateline(text: str) -> Dateline | None:
    """The dateline that begins one of the first lines of a text, if one does."""
    for number, line in enumerate(_LINE.finditer(text, 0, _CHARACTERS_SEARCHED)):
        if number == _LINES_SEARCHED:
            return None
        match = _DATELINE.match(text, line.start("line"), line.end())
        dateline = (_dateline_of(match) if match else None) or _signed(text, line)
        if dateline:
            return dateline
    return None


def _signed(text: str, line: re.Match[str]) -> Dateline | None:
    """The dateline that follows who signs, if it says the whole date."""
    signed = _SIGNED.match(text, line.start("line"), line.end())
    match = _DATELINE.match(text, signed.end(), line.end()) if signed else None
    dateline = _dateline_of(match) if match else None
    if dateline is None or dateline.year is None or " en " in (dateline.place or ""):
        # «Ana Gil. Nació en Lugo, 3 de mayo de 1980» tells of her.
        return None
    return replace(dateline, start=line.start("line"))


def find_byline(text: str) -> str | None:
    """Who wrote a text, by a line of its own among the first ones: «Por Lucía Peña»."""
    for number, line in enumerate(_LINE.finditer(text, 0, _CHARACTERS_SEARCHED)):
        if number == _LINES_SEARCHED:
            return None
        match = _BYLINE.fullmatch(line["line"].rstrip(" \t*_"))
        if match:
            return match["names"]
        signed = _SIGNED.match(line["line"])
        # «Feria del Libro. Madrid, 3 de mayo de 2026» has the build of a signature.
        is_sure = signed and (signed["by"] or signed["bar"]) and not _IS_DESK.match(signed["names"])
        if signed and is_sure and _signed(text, line):
            return signed["names"]
    return None


def parse_date(value: object) -> date | None:
    """The day that a piece of metadata names, or ``None``.

    Takes dates, datetimes and strings as people write them: ``2026-01-16T10:00``,
    ``16/01/2026`` (day first), ``16 de enero de 2026``, ``20260116``.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for pattern in _DATE_ANYWHERE:
        match = pattern.search(str(value))
        found = _parts(match) if match else None
        if found and found[0] is not None:
            return _day(found[0], found[1], found[2])
    return None


def date_in_name(path: str) -> date | None:
    """The day in a file's name or, failing that, in its folders (``2026/01/16/foo.txt``)."""
    for text in (path.rsplit("/", 1)[-1], path):
        for pattern in _DATE_IN_NAME:
            for match in pattern.finditer(text):
                found = _day(int(match["iyear"]), int(match["imonth"]), int(match["iday"]))
                if found:
                    return found
    return None


def year_in_name(path: str) -> int | None:
    """The year in a file's path, where it has exactly one."""
    years = set(_YEAR_IN_NAME.findall(path))
    return int(years.pop()) if len(years) == 1 else None


def spanish_date(day: date) -> str:
    """«16 de enero de 2026»."""
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"


def _dateline_of(match: re.Match[str]) -> Dateline | None:
    """What a match of the loose pattern says, if the stricter conditions hold."""
    parts = _parts(match)
    if parts is None and any(match[day] for _, _, day in _FORMS):
        return None
    if not (_is_dated_surely(match) if parts else _is_undated_surely(match)):
        return None
    place = match["place"]
    if place and place.casefold().startswith(_DESKS):
        place = None
    year, month, day = parts or (None, None, None)
    agency = match["agency"] or match["bare_agency"]
    rest = match.string[match.end() : match.end() + 3]
    end = match.end() + len(rest) - len(rest.lstrip("*_"))
    return Dateline(match.start(), end, _tidy_place(place), agency, day, month, year)


def _is_dated_surely(match: re.Match[str]) -> bool:
    """«Madrid 3 de enero.» may begin a sentence; «Madrid, 3 de enero.» is filed there."""
    end = match["end"].strip()
    if match["agency"] or match["bare_agency"] or end not in {"", ".", ":"}:
        return True
    return match["comma"] is not None if match["place"] else end == ""


def _is_undated_surely(match: re.Match[str]) -> bool:
    place, end = match["place"], match["end"].strip()
    if place is None:
        return False
    dash = end.lstrip(".")
    if match["agency"] or match["bare_agency"]:
        return dash not in {"", ":"} or _IS_KNOWN_AGENCY.match(match["agency"] or "") is not None
    return dash not in {"", ":"} and (end != dash or place.endswith(".") or place.isupper())


def _tidy_place(place: str | None) -> str | None:
    """The place as a reader writes it: «CIUDAD DE MÉXICO» is «Ciudad de México», «D.C.» stays."""
    return ", ".join(_tidy_name(name) for name in place.split(", ")) if place else None


def _tidy_name(name: str) -> str:
    if not name.isupper() or "." in name or len(name) <= 3:
        return name
    words = (word.lower() if _IS_LINK.fullmatch(word) else word.capitalize() for word in name.split(" "))
    tidied = " ".join(words)
    return tidied[0].upper() + tidied[1:]


def _parts(match: re.Match[str]) -> tuple[int | None, int, int] | None:
    """(year or None, month, day) of whichever form of date matched, if it exists."""
    for year_name, month_name, day_name in _FORMS:
        groups = match.groupdict()
        if groups.get(day_name) is None:
            continue
        month = _month(groups[month_name])
        day = int(groups[day_name])
        year = int(groups[year_name]) if groups.get(year_name) else None
        # A leap year stands for the one that is not said.
        return (year, month, day) if month and _day(year or 2000, month, day) else None
    return None


def _month(text: str) -> int | None:
    return int(text) if text.isdecimal() else _MONTH_NUMBERS.get(text.casefold())


def _day(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
