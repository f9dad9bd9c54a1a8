"""«¿A qué hora abre?» and «de nueve de la mañana a diez de la noche» -> the hour that it asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.reading.kinds import NUMERALS
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.question import Question

Bounds = tuple[int, int]

_AT = rf"(?:\d{{1,2}}(?:[.:]\d\d)?|una|{NUMERALS})(?: y (?:media|cuarto))?(?: (?:de|por) la \w+| horas| h)?"
_FROM_TO = re.compile(
    rf"\b(?:de|desde|entre) (?:las? )?(?P<first>{_AT}) (?:a|hasta|y) (?:las? )?(?P<last>{_AT})\b"
)
_ASKS_FIRST = re.compile(r"\b(?:abr\w+|empiez\w+|empez\w+|comienz\w+|comenz\w+|inici\w+)\b")
_ASKS_LAST = re.compile(r"\b(?:cierr\w+|cerr\w+|termin\w+|acab\w+|finaliz\w+)\b")


def first_or_last_hour(question: Question, sentence: str, span: Bounds) -> Bounds:
    """The bounds of the hour at which it opens, or closes, if a span has the other or both; or the span."""
    asked, said = fold(question.text), fold(sentence)
    wants_first, wants_last = _ASKS_FIRST.search(asked), _ASKS_LAST.search(asked)
    if len(said) != len(sentence) or bool(wants_first) == bool(wants_last):
        return span
    for found in _FROM_TO.finditer(said):
        if found.start() < span[1] and span[0] < found.end():
            return found.span("first" if wants_first else "last")
    return span
