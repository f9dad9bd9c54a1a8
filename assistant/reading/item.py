"""An item of an agenda -> the one hour, day, price or place that it says, by how those are written."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.letters import CAPITALS
from assistant.reading.kinds import MONTHS
from index.lexical import words

Bounds = tuple[int, int]

_NO_DIGIT = r"(?<![\d.,:'’$€£])"
_CLOCK = rf"{_NO_DIGIT}\d{{1,2}}(?:[:.,'’]\d\d)?"
_WITH_MINUTES = rf"{_NO_DIGIT}\d{{1,2}}[:.]\d\d"
_UNIT = r" ?(?:horas|hrs?\b|h\b|[ap]\. ?m\.|[ap]m\b)"
_BETWEEN = r" ?(?:a|y|-|–) ?(?:las )?"
HOUR = re.compile(
    rf"(?:de |desde |entre )?(?:las )?{_CLOCK}(?:{_UNIT})?{_BETWEEN}{_CLOCK}{_UNIT}"
    rf"|(?:de |desde |entre )?(?:las )?{_WITH_MINUTES}{_BETWEEN}{_WITH_MINUTES}"
    rf"|(?:(?:a|desde|de) las? )?{_CLOCK}{_UNIT}|a las? {_CLOCK}\b|{_NO_DIGIT}\d{{1,2}}:\d\d\b",
    re.IGNORECASE,
)
WEEKDAYS = "lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?"
# «Sábado» opens a phrase, «sábado» stands anywhere; «Santo Domingo» is neither.
_WEEKDAY = (
    rf"(?:\b(?:{WEEKDAYS}|festivos|feriados)"
    r"|(?<!\w )\b(?:Lunes|Martes|Mi[eé]rcoles|Jueves|Viernes|S[aá]bados?|Domingos?))\b"
)
_OF_MONTH = rf"(?: de (?:{MONTHS}))?"
_TO = r"(?: al? | y | e |, )(?:el )?"
_NUMBER = rf"{_NO_DIGIT}\d{{1,2}}(?![\d:]|[.,'’]\d| ?(?:h|[ap]\.? ?m))"
_DAY = rf"(?:{_WEEKDAY}(?: \d{{1,2}}\b)?|{_NUMBER}){_OF_MONTH}"
DAYS = re.compile(
    rf"(?:\b(?:[Dd]el?|[Dd]esde el|[Ee]l|[Ll]os) )?{_WEEKDAY}(?: \d{{1,2}}\b)?{_OF_MONTH}"
    rf"(?:{_TO}{_DAY}){{0,6}}"
    rf"|(?:\b(?:[Dd]el?|[Dd]esde el|[Ee]l) )?{_NUMBER}(?:{_OF_MONTH}{_TO}{_NUMBER}){{0,6}} de (?:{MONTHS})\b"
)
PRICE = re.compile(
    r"(?:US)?[$€£] ?\d+(?:[.,]\d+)*(?! ?(?:mil|millones|\d))"
    r"|(?<![\d.,])(?<!\d )\d+(?:[.,]\d+)* ?(?:€|(?:euros|pesos|soles|dólares|colones|bolivianos)\b)"
    r"|\b(?:(?:entrada|acceso) (?:libre|gratuit[oa])|gratis|gratuit[oa]s?)\b",
    re.IGNORECASE,
)
# What stands before another hour, day or price than the thing's own.
_OF_ANOTHER = re.compile(
    r"\b(?:hasta|dura(?:ción)?|puertas|premios?|inscripci[oó]n(?:es)?|reservas?|cupo|aforo|descuento"
    r"|a partir de)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
_VENUE = (
    r"(?:[Ss]ala|[Ss]al[oó]n|[Tt]eatro|[Pp]laza|[Pp]arque|[Cc]asa|[Mm]useo|[Aa]uditorio|[Cc]entro|[Ii]glesia"
    r"|[Pp]alacio|[Ee]stadio|[Gg]aler[ií]a|[Bb]iblioteca|[Cc]ine|[Pp]abell[oó]n|[Ee]xplanada|[ÁáAa]gora|[Ff]oro"
    r"|[Jj]ard[ií]n|[Cc]alle|[Aa]venida|[Hh]otel|[Uu]niversidad|[Ee]scuela|[Cc]atedral|[Ee]rmita|[Rr]ecinto|[Cc]lub"
    r"|[Cc]arpa|[KkQq]u?iosco|[Aa]lameda|[Pp]aseo|[Aa]nfiteatro|[Cc]oliseo|[Ll]ibrer[ií]a|[Pp]olideportivo|[Cc]ampo"
    r"|[Ff]rontón|[Cc]ancha|[Pp]laya|[Pp]uerto|[Mm]alecón)"
)
# What parts the things of an item, the strongest first.
_MARKS = (". ", "; ", ": ")
_REST = rf"(?:[^,;.()\n]|(?<=\b[{CAPITALS}])\.(?! *$| *\n))*"
_PLACE = re.compile(
    rf"(?<=[,.:;*] )(?:[Ee]n )?(?:(?:el|la|los|las) )?{_VENUE}\b{_REST}"
    rf"(?:, (?:(?:el|la) )?{_VENUE}\b{_REST})?"
)


def says_alone(looks: re.Pattern[str], asked: set[str], body: str, item: Bounds) -> Bounds | None:
    """The bounds of the one thing in an item that looks so, or of the one beside which a word asked stands.

    «Anticipada, 12 €; en taquilla, 15 €». None where it cannot be told, or what it says is of another thing.
    """
    found = [each.span() for each in looks.finditer(body, *item)]
    if len(found) > 1:
        beside = [asked & {*words(body[slice(*clause)])} for clause in _clauses(body, item, found)]
        found = [
            span
            for place, span in enumerate(found)
            if beside[place] - set().union(*beside[:place], *beside[place + 1 :])
        ]
    if len(found) != 1 or _OF_ANOTHER.search(body[item[0] : found[0][0]]):
        return None
    return found[0]


def _clauses(body: str, item: Bounds, found: list[Bounds]) -> list[Bounds]:
    """The bounds of what stands beside each of several spans: «Anticipada, 12 €; en taquilla, 15 €»."""
    start = max(item[0], *(body.rfind(mark, item[0], found[0][0]) for mark in _MARKS))
    ends = [place for mark in _MARKS if (place := body.find(mark, found[-1][1], item[1])) >= 0]
    cuts = [start]
    for (_, before), (after, _) in pairwise(found):
        between = [place for mark in (*_MARKS, ", ", " ") if (place := body.find(mark, before, after)) >= 0]
        cuts.append(between[0] if between else before)
    return [*pairwise([*cuts, min([*ends, item[1]])])]


def place_in(asked: set[str], body: str, item: Bounds) -> Bounds | None:
    """The bounds of the one place in an item, none of whose words is asked; None if there is no one such."""
    found = [each.span() for each in _PLACE.finditer(body, *item)]
    found = [span for span in found if not asked & {*words(body[slice(*span)])}]
    return found[0] if len(found) == 1 else None
