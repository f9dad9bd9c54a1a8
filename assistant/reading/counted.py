"""«¿Cuántos sobrevivieron?» and a count in a sentence -> whether it counts those who did the contrary, died.

Of a word and its contrary in the sentence the nearer to the count tells what it counts; with «no» or «sin»
before it a word is its own contrary. Nouns and phrases tell as well as verbs, «la venta», «con vida»: it need
not be told who did it, as in `yes_no.contraries`, only what the count is of.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from index.lexical import fold

Counted = Literal["asked", "contrary", "neither"]

_DIED = (
    r"muer\w+|murie\w+|murio|mortal\w*|mat(?:o|a|an|aron|ar|ado|ados)|fallec\w+|perec\w+|perd\w+ la vida"
    r"|cadaver\w*|ahogad[oa]s?"
)
_WON = r"gan(?!ader|anci|te\b|ch|s)\w+|venc(?!id)\w+|victori\w+|triunf\w+"
_ROSE = r"aument\w+|increment\w+|sub(?:io|e|en|ieron|ir\w*|ida)|crec\w+|ascend\w+"
_FELL = r"baj(?:o|a|an|aron|ar\w*|ada)|disminu\w+|reduc\w+|reduj\w+|descen[ds]\w+|cay[eo]\w*|recort\w+"
_PAIRS = (
    (r"sobreviv\w+|supervivien\w+|iles[oa]s?|salv(?:aron|ad[oa]s)|con vida|viv[oa]s?", _DIED),
    (r"iles[oa]s?", r"herid[oa]s?|lesionad[oa]s?|contusionad[oa]s?|hiri(?:o|eron)"),
    (r"a favor|favorables?|apoy\w+|respald\w+", r"en contra|contrari[oa]s?|rechaz\w+|opus\w+|opon\w+"),
    # «Derrotó» is who won; «derrotado», who lost.
    (_WON, r"perd(?!on)\w+|pierd\w+|derrotas?|derrotad[oa]s?"),
    (
        r"deten\w+|detuv\w+|arrest\w+|captur\w+|encarcel\w+",
        r"libera(?!l)\w+|libero|en libertad|libres|solt\w+|suelt\w+|excarcel\w+",
    ),
    (_ROSE, _FELL),
    (r"compr(?:a|as|o|aron|ar\w*|ad\w+)|adqui\w+", r"vend(?!r|av)\w+|ventas?"),
    (r"conden\w+|culpables?", r"absol(?!ut)\w+|absuel\w+|inocent\w+"),
    (r"aprob\w+|aprueb\w+", r"rechaz\w+|suspen\w+"),
)
_Side = tuple[re.Pattern[str], re.Pattern[str]]
_SIDES: tuple[_Side, ...] = tuple(
    (re.compile(rf"\b(?:{own})\b"), re.compile(rf"\b(?:{other})\b"))
    for pair in _PAIRS
    for own, other in (pair, pair[::-1])
)
_DENIED = re.compile(r"\b(?:no|sin|ni|nunca|jamas|ningun[oa]?|nadie)\b[^,.;:]{0,30}$")
# No denial begins further before what it denies; to look further took minutes where there is no full stop.
_DENIAL_CHARACTERS = 40
# The score of a match is the winner's and the loser's; «ninguno» says itself who did not.
_ANYBODYS = re.compile(r"\d+ ?[-–] ?\d+|\b[Nn](?:ingun[oa]?|ingún|adie)\b")
# How near a word must be for a count to be of its contrary, and for it to be surely its own.
_REACH_CHARACTERS, _BESIDE_CHARACTERS = 100, 40


def what_is_counted(question: str, sentence: str, span: tuple[int, int]) -> Counted:
    """Whether a count at ``span`` of a sentence is of what the question asks, its contrary, or neither."""
    sides = _sides_asked(question)
    said = fold(sentence) if sides else ""
    if len(said) != len(sentence) or _ANYBODYS.search(sentence[slice(*span)]):
        return "neither"
    found: Counted = "neither"
    for own, other in sides:
        near = _nearest(_places(said, own, other), span)
        contrary = _nearest(_places(said, other, own), span)
        if contrary < min(near, _REACH_CHARACTERS):
            return "contrary"
        if near < _BESIDE_CHARACTERS:
            found = "asked"
    return found


@lru_cache(maxsize=8)
def _sides_asked(question: str) -> tuple[_Side, ...]:
    """The words that a question asks for, each with its contrary, of which it has none."""
    asked = fold(question)
    return tuple(
        (own, other) for own, other in _SIDES if _places(asked, own, other) and not _places(asked, other, own)
    )


def _places(text: str, words: re.Pattern[str], contrary: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where a text has some words, or their contrary denied."""
    said = [found.span() for found in words.finditer(text) if not _is_denied(text, found)]
    denied = [found.span() for found in contrary.finditer(text) if _is_denied(text, found)]
    return said + denied


def _is_denied(text: str, found: re.Match[str]) -> bool:
    start = found.start()
    return _DENIED.search(text, max(0, start - _DENIAL_CHARACTERS), start) is not None


def _nearest(places: list[tuple[int, int]], span: tuple[int, int]) -> float:
    """How many characters there are from a span to the nearest place; none is endless."""
    return min((max(start - span[1], span[0] - end, 0) for start, end in places), default=float("inf"))
