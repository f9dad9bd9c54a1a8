"""«¿A qué hora abre?» and «de nueve de la mañana a diez de la noche» -> the hour that it asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.reading.kinds import NUMERALS, has_hour
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.question import Question

Bounds = tuple[int, int]

_AT = rf"(?:\d{{1,2}}(?:[.:]\d\d)?|una|{NUMERALS})(?: y (?:media|cuarto))?(?: (?:de|por) la \w+| horas| h)?"
_FROM_TO = re.compile(
    rf"\b(?:de|desde|entre) (?:las? )?(?P<first>{_AT}) (?:a|hasta|y) (?:las? )?(?P<last>{_AT})\b"
)
_OPEN, _BEFORE = re.compile(r"\b(?:abr\w+|abiert\w+|horario\w*)\b"), 8
_ASKS_FIRST = re.compile(r"\b(?:abr\w+|empiez\w+|empez\w+|comienz\w+|comenz\w+|inici\w+)\b")
_ASKS_LAST = re.compile(r"\b(?:cierr\w+|cerr\w+|termin\w+|acab\w+|finaliz\w+)\b")


def first_or_last_hour(question: Question, sentence: str, span: Bounds) -> Bounds:
    """The bounds of the hour at which it opens, or closes, if a span has the other or both; or the span."""
    asked, said = fold(question.text), fold(sentence)
    wants_first, wants_last = _wanted(asked)
    found = [*_FROM_TO.finditer(said)]
    # «Se cerrará al tráfico de 9:00 a 14:00»: it is closed between them.
    is_closed_between = _ASKS_LAST.search(asked) and not _OPEN.search(said)
    if len(said) != len(sentence) or wants_first == wants_last or is_closed_between:
        return span
    if not any(each.start() < span[1] and span[0] < each.end() for each in found):
        return span
    hour = found[0].span("first") if wants_first else found[-1].span("last")
    return hour if has_hour(sentence[max(0, hour[0] - _BEFORE) : hour[1]]) else span


def _wanted(asked: str) -> tuple[bool, bool]:
    """Whether a folded question asks for the first of the hours, and for the last."""
    if "hasta que hora" in asked or "desde que hora" in asked:
        return "desde que hora" in asked, "hasta que hora" in asked
    return _ASKS_FIRST.search(asked) is not None, _ASKS_LAST.search(asked) is not None
