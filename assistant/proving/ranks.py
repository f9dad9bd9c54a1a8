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
    r"(?:tercer|cuart|quint|sext|septim|octav|noven|decim)[oa]?|(?:thir|four|fif|six|seven|eigh|nin|ten)th|third"
)
# «Quedó segundo», «llegó en segundo lugar».
_ENDS_UP = re.compile(
    r"(?:qued|acab|termin|lleg|clasific|finish|com|plac)\w*|f(?:ue|ueron)|es|son|era|came|was"
)
_REACH = 3


def misranked(claim: Facts, proof: Sequence[Facts]) -> str | None:
    """The word of rank that the proof gives otherwise wherever it ranks that thing; None if there is none."""
    for word, rank, of in _ranks(claim):
        if rank > 2:
            continue
        there = {other for text in proof for _, other, thing in _ranks(text) if thing == of}
        # A text that has the thing without a rank may mean this one.
        if there and rank not in there:
            return word
    return None


def _ranks(text: Facts) -> Iterator[tuple[str, int, str]]:
    """Each word of rank, which it is, and the stem of what is ranked; of who ends up so, ``""``."""
    for place, token in enumerate(text.tokens):
        rank = _rank_of(fold(token))
        if not rank or (place and _is_count(text, place - 1)):
            continue
        ahead = [stem for stem in text.stem_at[place + 1 : place + 1 + _REACH] if stem]
        before = [fold(each) for each in text.tokens[max(0, place - _REACH) : place]]
        if any(map(_ENDS_UP.fullmatch, before)) and not _is_noun_ahead(text, place):
            yield token, rank, ""
        elif ahead and text.stem_at[place + 1]:
            yield token, rank, text.stem_at[place + 1]


def _is_noun_ahead(text: Facts, place: int) -> bool:
    following = text.tokens[place + 1 : place + 2]
    return bool(following) and following[0].islower() and bool(text.stem_at[place + 1])


def _is_count(text: Facts, place: int) -> bool:
    return any(number.first <= place < number.last for number in text.numbers)


def _rank_of(word: str) -> int:
    if _FIRST.fullmatch(word):
        return 1
    if _SECOND.fullmatch(word):
        return 2
    return SMALL.get(word, 0) if _LATER.fullmatch(word) else 0
