"""An expression like «23 de enero» or «mañana, miércoles», and the day it was written -> the date meant.

A weekday is the nearest one on the side that the words or the tense of its clause, or of the sentence,
point to, the day of writing among them; a day without a year is in the year that brings it nearest to the day
of writing, moved by «próximo» or «pasado».
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.letters import SMALL_LETTERS
from index.dateline import ENGLISH_MONTHS, MONTHS
from index.lexical import fold

_MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name: number for number, name in enumerate(ENGLISH_MONTHS, 1)},
    "setiembre": 9,
}
_WEEKDAYS = {
    name: number
    for number, name in enumerate(["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"])
}
_DAY_AND_MONTH = re.compile(
    rf"\b(?P<day>[0-3]?\d|primero)(?:\.?[o°])?\s+(?:de\s+)?(?P<month>{'|'.join(_MONTH_NUMBERS)})\b"
    r"(?:\s+(?:de|del)\s+(?:a[nñ]o\s+)?(?P<year>\d{4})|,?\s+(?P<bare_year>(?:1[5-9]|20)\d\d)(?=\s*(?:$|[.,;:)»])))?"
)
_NUMERIC = re.compile(r"\b(?P<day>[0-3]?\d)/(?P<month>[01]?\d)/(?P<year>\d{4})\b")
_RANGE = re.compile(r"\b\d{1,2}(?: de [a-z]+)? (?:al|a|y|o|and|to) (?:el )?\d{1,2} (?:de )?[a-z]")
_YEARS = (
    (re.compile(r"\baño (?:pasado|anterior)\b|\bpasado año\b"), -1),
    (re.compile(r"\baño (?:proximo|siguiente|entrante|que viene)\b|\bproximo año\b"), 1),
    (re.compile(r"\b(?:este|presente) año\b|\baño en curso\b"), 0),
)
# «El viernes 23», and no «viernes 23 personas».
_WEEKDAY_AND_NUMBER = re.compile(
    rf"\b(?P<name>{'|'.join(_WEEKDAYS)}),? (?:dia )?(?P<day>[12]?\d|3[01])\b"
    r"(?![.,:]?\d| ?(?:%|h\b|horas?\b|de [a-z])| [a-z]{2,}s\b)"
)
_MOST_DAYS_AWAY = 200
_WEEKDAY = re.compile(rf"\b(?P<name>{'|'.join(_WEEKDAYS)})\b")
BEFORE_MORNING = ("la", "esta", "esa", "aquella", "misma", "media", "una", "cada", "toda")
# «La mañana», «a media mañana» is a part of a day.
_NO_MORNING = "".join(rf"(?<!\b{word} )" for word in BEFORE_MORNING)
# «Hoy y mañana», «del lunes al viernes», «3-5 de enero» are several.
_EITHER = rf"(?:hoy|ayer|mañana|{'|'.join(_WEEKDAYS)})"
_SEVERAL = re.compile(
    rf"\b{_EITHER} (?:y|e|o|u|al?|hasta) (?:el )?{_EITHER}\b|\b\d{{1,2}}\s?[-–]\s?\d{{1,2}} de [a-z]"
)
_OFFSETS = (
    (re.compile(r"\bpasado mañana\b"), 2),
    (re.compile(r"\banteayer\b|\bantier\b|\bantes de ayer\b"), -2),
    (re.compile(rf"{_NO_MORNING}\bmañana\b(?! del?\b)"), 1),
    (re.compile(r"\bayer\b|\banoche\b"), -1),
    (re.compile(r"\bhoy\b|\besta (?:mañana|tarde|noche|madrugada)\b"), 0),
)
_NEXT_WORDS, _PAST_WORDS = r"proxim[oa]s?|que viene|siguiente|entrante", r"pasad[oa]s?|ultim[oa]s?|anterior"
_NEXT, _PAST = re.compile(rf"\b(?:{_NEXT_WORDS})\b"), re.compile(rf"\b(?:{_PAST_WORDS})\b")
_JUST_BEFORE = re.compile(rf"\b(?:{_NEXT_WORDS}|{_PAST_WORDS}) $")
_JUST_AFTER = re.compile(rf" (?:{_NEXT_WORDS}|{_PAST_WORDS}|del? (?:año )?(?:\d{{4}}|pasado|proximo))\b")
_AHEAD = re.compile(
    r"\b(?:va|van|iba|iban) a \w+r(?:se)?\b|\b(?:previst|programad|anunciad)\w+\b"
    r"|\bexpira\b|\bhasta\b"
)
_PAST_TENSE = re.compile(
    r"\b(?:ha|han|habia|habian|fue|fueron|era|estaba|hizo|dio|tuvo|estuvo|pudo|puso|vino|quiso|supo|vio|hubo)\b"
    r"|\b\w{3,}(?:aron|ieron|aba|aban)\b|\b(?:di|\w+du|\w*tra)j(?:o|eron)\b"
)
# «Aplazó al jueves», «convocó para el lunes», «pospuso la vista hasta el martes».
_PUT_OFF = re.compile(
    r"\b(?:aplaz|adelant|pospus|posterg|traslad|retras|prorrog|convoc|cit|emplaz)(?:o|a|aron|an|ieron)\b"
    rf"(?:(?!\bque\b)[^,.;:]){{0,60}}? (?:al|para el|hasta el) (?P<weekday>{'|'.join(_WEEKDAYS)})\b"
)
_OPENING = re.compile(r"\W*\w")
_CLAUSE_ENDS = re.compile(r"[,;:()«»\"]|\b(?:que|aunque|pero|mientras|cuando)\b")
_BARE_FUTURE = re.compile(r"\b(?!para\b)\w+(?:[aei]ran?|dran?|bran?|remos)\b")
_ACCENTED_PAST = re.compile(r"\b\w{2,}ó\b")
# In small letters: «Beltrán» is somebody.
_ACCENTED_FUTURE = re.compile(rf"\b[{SMALL_LETTERS}]\w{{2,}}r(?:á|án)\b")


def resolve(expression: str, *, sentence: str, written: date | None) -> date | None:
    """The date that ``expression``, found in ``sentence``, means; None if it names none, or several."""
    plain = _as_it_stands(fold(expression), fold(sentence))
    if _RANGE.search(plain) or _SEVERAL.search(plain):
        return None
    explicit = _explicit(plain, written)
    if explicit or written is None:
        return explicit
    for pattern, days in _OFFSETS:
        if pattern.search(plain):
            return written + timedelta(days=days)
    if numbered := _WEEKDAY_AND_NUMBER.search(plain):
        return _nearest_of_both(_WEEKDAYS[numbered["name"]], int(numbered["day"]), written)
    weekday = _WEEKDAY.search(plain)
    if weekday:
        return _nearest_weekday(weekday["name"], plain, _clause_of(weekday["name"], sentence), written)
    return None


def _as_it_stands(expression: str, sentence: str) -> str:
    """An expression with the «pasado» or «próximo», and the year, that stand beside it in its sentence.

    Both are folded. Where the sentence has it more than once, with what is beside the first.
    """
    start = sentence.find(expression)
    if not expression or start < 0:
        return expression
    end = start + len(expression)
    before, after = _JUST_BEFORE.search(sentence, 0, start), _JUST_AFTER.match(sentence, end)
    return sentence[before.start() if before else start : after.end() if after else end]


def _explicit(plain: str, written: date | None) -> date | None:
    numeric = _NUMERIC.search(plain)
    if numeric:
        return _day(int(numeric["year"]), int(numeric["month"]), int(numeric["day"]))
    named = _DAY_AND_MONTH.search(plain)
    if not named:
        return None
    day = 1 if named["day"] == "primero" else int(named["day"])
    month = _MONTH_NUMBERS[named["month"]]
    if year := named["year"] or named["bare_year"]:
        return _day(int(year), month, day)
    if written is None:
        return None
    for pattern, years in _YEARS:
        if pattern.search(plain):
            return _day(written.year + years, month, day)
    return _in_nearest_year(month, day, plain, written)


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


def _clause_of(weekday: str, sentence: str) -> str:
    """The clause of a sentence that a weekday, folded, stands in, if its verbs tell a time; or the sentence.

    «Reabrirá el lunes, anunció la edil»: it is not the day on which she did.
    """
    clauses = [clause for clause in _CLAUSE_ENDS.split(sentence) if weekday in fold(clause)]
    return clauses[0] if clauses and _tense(clauses[0]) else sentence


def _nearest_weekday(weekday: str, plain: str, sentence: str, written: date) -> date:
    ahead = (_WEEKDAYS[weekday] - written.weekday()) % 7
    said = 1 if _NEXT.search(plain) else -1 if _PAST.search(plain) else 0
    direction = said or (1 if _is_put_off_to(weekday, sentence) else _tense(sentence))
    # «Dijo el viernes», or «este viernes», in the news of a Friday is that very day.
    if ahead == 0 and not said and (direction <= 0 or re.search(r"\beste\b", plain)):
        return written
    if direction > 0:
        return written + timedelta(days=ahead or 7)
    if direction < 0:
        return written - timedelta(days=(-ahead) % 7 or 7)
    return written + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def _is_put_off_to(weekday: str, sentence: str) -> bool:
    """Whether something was put off to, or called for, that weekday: it is to come, whatever the tense."""
    return any(found["weekday"] == weekday for found in _PUT_OFF.finditer(fold(sentence)))


def _nearest_of_both(weekday: int, day: int, written: date) -> date | None:
    """The nearest day that is of that weekday and has that number."""
    for away in range(_MOST_DAYS_AWAY):
        for found in (written + timedelta(days=away), written - timedelta(days=away)):
            if found.weekday() == weekday and found.day == day:
                return found
    return None


def looks_back(sentence: str) -> bool:
    """Whether a sentence's verbs look back, and none of its days is said to be to come."""
    return _tense(sentence) < 0 and not _NEXT.search(fold(sentence))


def _tense(sentence: str) -> int:
    """1 if the sentence's verbs look ahead, -1 if they look back, 0 if nothing tells."""
    lowered, plain = sentence.lower(), fold(sentence)
    opening = _OPENING.match(sentence)
    from_small = sentence[: opening.end()].lower() + sentence[opening.end() :] if opening else sentence
    ahead = len(_ACCENTED_FUTURE.findall(from_small)) + len(_AHEAD.findall(plain)) / 2
    # «Guerra», «otra», «primera» are futures only to who writes no accents.
    if lowered.isascii():
        ahead += len(_BARE_FUTURE.findall(plain)) / 2
    back = len(_ACCENTED_PAST.findall(lowered)) + len(_PAST_TENSE.findall(plain))
    return (ahead > back) - (back > ahead)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
