"""An excerpt that answers who -> its bounds without when, where, and what else is told of them.

The reader marks «Marco Rubio, durante una llamada con el canciller», and of «Como parte de los acuerdos,
Rubio y De la Fuente» all but the first word.
"""

from __future__ import annotations

import re

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.mentions.endings import TELLS
from assistant.reading.beside import PERSON
from assistant.reading.kinds import can_answer
from assistant.reading.wording import OPENS_CLAUSE

Bounds = tuple[int, int]

_CIRCUMSTANCE = re.compile(
    r",\s+(?:al|antes|cuando|después|durante|en|mientras|por|según|tras|after|before|during|when|while)\b"
)
# «Ana Gil, en Lugo, y Eva Ruiz, en Vigo»: what stands between is of the one, and the other is asked for too.
_ONE_MORE = re.compile(rf",\s+(?:[yeou]|and|or)\s+(?:\w+\s+){{0,3}}?(?=[{CAPITALS}])")
_OPENS_CLAUSE = re.compile(rf"{OPENS_CLAUSE}\s+(?:(?:el|la|los|las|su|sus)\s+)?$", re.IGNORECASE)
_OPENING = 20
_BEFORE_NAME = re.compile(rf"[{SMALL_LETTERS}0-9][^,]*,\s+(?={PERSON.pattern})")
# «Ana Gil, directora de la AMB, señaló a Efe»: what she does is not who she is.
_THEN_DOES = re.compile(rf"(?=,[^,]*,\s+(?:(?:se|le|les|lo|la)\s+)?[{SMALL_LETTERS}]{{2,}}{TELLS}\b)")


def who_alone(sentence: str, span: Bounds) -> Bounds:
    """The bounds without what stands before or after a comma and is not who, if what is left has a name."""
    start, end = span
    before = _BEFORE_NAME.match(sentence, start, end)
    if before and _OPENS_CLAUSE.search(sentence[max(0, start - _OPENING) : start]):
        start = before.end()
    name = PERSON.match(sentence, start, end)
    if name and _THEN_DOES.match(sentence, name.end(), end):
        return name.span()
    found = _CIRCUMSTANCE.search(sentence, start, end)
    if not found or _ONE_MORE.search(sentence, found.end(), end):
        return start, end
    if can_answer("who", sentence[start : found.start()]):
        return start, found.start()
    return start, end
