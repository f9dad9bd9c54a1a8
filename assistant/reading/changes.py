"""One end of what changed, and its sentence -> both ends: «de 0,62 a 0,97 euros», to how much it rose."""

from __future__ import annotations

import re

from index.lexical import fold

_ASKS_CHANGE = re.compile(
    r"\bcuant[oa]s?\b.*\b(?:sub|baj|aument|increment|crec|cay|ca(?:e|ido|ia)\b|descend|reduj|reduc|rebaj|encarec|abarat)\w*"
    r"|\bhow much\b.*\b(?:rise|rose|fall|fell|grow|grew|increase|drop|change)\w*"
)
_FIGURE = r"(?:\d[\d.,]*\d|\d)"
_NO_UNIT = r"(?!(?:a|al|con|de|del|desde|el|en|hasta|la|las|los|o|para|por|que|segun|según|tras|y)\b)"
_UNIT = (
    r"(?:\s?%|\s(?:por ciento|mil|millones|billones)\b)?"
    rf"(?:\s(?:de\s)?{_NO_UNIT}[^\W\d_]+(?:\spor\s[^\W\d_]+)?)?"
)
_FROM_TO = re.compile(
    rf"\b(?:del?|desde)\s(?:el\s)?{_FIGURE}{_UNIT}\s(?:al?|hasta)\s(?:(?:el|los|las)\s)?{_FIGURE}{_UNIT}"
)


def both_ends(question: str, sentence: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where both ends stand in the sentence, if a change is asked for and the span is of one; or the span."""
    start, end = span
    if not _ASKS_CHANGE.search(fold(question)):
        return span
    found = (each for each in _FROM_TO.finditer(sentence) if each.start() < end and start < each.end())
    whole = next(found, None)
    return (min(start, whole.start()), max(end, whole.end())) if whole else span
