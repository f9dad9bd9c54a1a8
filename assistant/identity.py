"""«¿Quién es X?» -> the words beside X in a sentence that say what X is: an office, a trade, a kinship."""

from __future__ import annotations

import re

_ASKED = re.compile(
    r"^\W*(?:(?:y|pero)\s+)?(?:qui[eé]n(?:es)?\s+(?:es|era|fue|son|eran)|who\s+(?:is|was|are|were))\s+(?P<name>.+?)\W*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÁÉÍÓÚÑ][\w.'-]*(?:\s+(?:(?:de|del|la|las|los|y|von|van)\s+)*[A-ZÁÉÍÓÚÑ][\w.'-]*)*")
_ARTICLE = r"(?:el|la|su|un|una|del|al)"
_LONGEST = 200
_NO_ROLE = re.compile(
    r"(?:que|quien|cuy\w+|donde|cuando|mientras|aunque|si|y|e|o|ni|no|se|ya|a|al|ante|con|de|del|desde|durante|en"
    r"|hasta|para|pero|por|según|sin|sobre|tras|\w+(?:ó|aba|ía|ndo|aron|ieron))\b"
)
_CLAUSE = re.compile(r"\b(?:que|con|por|para|a|según|durante|donde)\b")


def asked_identity(question: str) -> str | None:
    """The name in «¿Quién es X?»; None for any other question."""
    found = _ASKED.match(question[:_LONGEST].strip())
    if found is None or not _NAME.fullmatch(found["name"]):
        return None
    return found["name"]


def role_beside(name: str, sentence: str) -> tuple[int, int] | None:
    """Bounds in ``sentence`` of what it says ``name`` is, before or after it; None if it says nothing.

    «el canciller mexicano Juan Ramón de la Fuente» gives «canciller mexicano»;
    «Bein, secretario de Programación,» gives «secretario de Programación».
    """
    place = re.search(rf"\b{re.escape(name)}\b", sentence)
    if place is None:
        return None
    return _before(sentence, _start_of_name(sentence, place.start())) or _after(sentence, place.end())


def _start_of_name(sentence: str, start: int) -> int:
    """Where the whole name begins, when only its last part was asked for."""
    for found in _NAME.finditer(sentence):
        if found.start() < start < found.end():
            return found.start()
    return start


def _after(sentence: str, end: int) -> tuple[int, int] | None:
    found = re.match(
        rf"\s*[,(]\s*(?P<role>(?:{_ARTICLE}\s+)?[a-záéíóúñ][^,.;:()«»\"]{{2,80}})\s*[,.)]", sentence[end:]
    )
    if found is None or _NO_ROLE.match(found["role"]):
        return None
    return end + found.start("role"), end + found.end("role")


def _before(sentence: str, start: int) -> tuple[int, int] | None:
    opening = rf"\b{_ARTICLE}\s+(?P<role>[a-záéíóúñ][^,.;:()«»\"]{{2,80}}?),?\s*$"
    found = re.search(opening, sentence[:start], re.IGNORECASE)
    if found is None:
        return None
    role_start = found.start("role")
    # The article nearest to the name opens the role: «según el portavoz de la Casa Blanca, X» has two.
    cut = [clause.end() for clause in _CLAUSE.finditer(sentence, role_start, found.end("role"))]
    if cut:
        return _before_from(sentence, cut[-1], start)
    return role_start, found.end("role")


def _before_from(sentence: str, opening: int, start: int) -> tuple[int, int] | None:
    role = rf"\s*(?:{_ARTICLE}\s+)?(?P<role>[a-záéíóúñ][^,.;:()«»\"]{{2,80}}?),?\s*$"
    found = re.match(role, sentence[opening:start])
    return (opening + found.start("role"), opening + found.end("role")) if found else None
