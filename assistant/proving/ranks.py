"""A written sentence and those that prove it -> a first or second that is another there: «la segunda etapa».

From the third on they are numbers as any other; these two are not, for «segundo» is a time and «primero» a
word of order as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.numerals import SMALL
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.facts import Facts

_FIRST = re.compile(r"primer(?:[oa]s?)?|first|primeir[oa]s?")
_SECOND = re.compile(r"segund[oa]s?|second")
_LATER = re.compile(
    r"(?:tercer|cuart|quint|sext|septim|octav|noven|decim)[oa]?|(?:four|fif|six|seven|eigh|nin|ten)th|third"
)
# «Quedó segundo», «llegó en segundo lugar».
_ENDS_UP = re.compile(r"(?:qued|acab|termin|lleg|clasific|finish)\w*|f(?:ue|ueron)|es|son|era|came|was")
_REACH = 3


def misranked(claim: Facts, proof: Sequence[Facts]) -> str | None:
    """The word of rank that the proof gives otherwise wherever it ranks that thing; None if there is none.

    «El primer acusado … y el segundo», «el primer y el segundo trimestre»: one with no noun is of anything.
    """
    there = [ranked for text in proof for ranked in _ranks(text)]
    for word, rank, of in _ranks(claim):
        if rank > 2 or not of or any(other == rank and not thing for _, other, thing in there):
            continue
        ranks = {other for _, other, thing in there if thing == of}
        if ranks and rank not in ranks:
            return word
    return None


def _ranks(text: Facts) -> Iterator[tuple[str, int, str]]:
    """Each word of rank, which it is, and what is ranked: the stem of a noun, who ends up so, or ``""``."""
    for place, token in enumerate(text.tokens):
        rank = _rank_of(fold(token))
        if not rank or (place and _is_count(text, place - 1)):
            continue
        following = "".join(text.tokens[place + 1 : place + 2])
        noun = text.stem_at[place + 1] if following[:1].islower() else ""
        before = [fold(each) for each in text.tokens[max(0, place - _REACH) : place]]
        if any(map(_ENDS_UP.fullmatch, before)) and (not noun or fold(following) in ("lugar", "puesto")):
            yield token, rank, f"who {_whoever(text, place)}"
        else:
            # «En primer lugar, …» counts reasons.
            yield token, rank, "" if fold(following) == "lugar" else noun


def _whoever(text: Facts, place: int) -> str:
    """The last name before a place, folded; ``""`` if none is."""
    return next((" ".join(sorted(name.folded)) for name in reversed(text.names) if name.last <= place), "")


def _is_count(text: Facts, place: int) -> bool:
    return any(number.first <= place < number.last for number in text.numbers)


def _rank_of(word: str) -> int:
    if _FIRST.fullmatch(word):
        return 1
    if _SECOND.fullmatch(word):
        return 2
    return SMALL.get(word, 0) if _LATER.fullmatch(word) else 0
