"""A sentence that a model wrote and those that may prove it -> the number, day, name or word they do not say.

A number or day must be in the proof, said of the same thing; a name or quoted words in the
passages that it is from; and no «no» may appear or vanish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.mentions.counts import SHARE, misplaced_mark, sort_of
from assistant.mentions.days import day_of
from assistant.mentions.facts import plain_words
from assistant.mentions.numerals import DATE_TOKEN, IMPLIED, Number, points_back
from assistant.mentions.roles import exchanged_name, exchanged_owner
from assistant.proving.denials import turned_abroad, turned_negation
from assistant.proving.measures import mismeasured
from assistant.proving.opposites import says_the_opposite
from assistant.proving.posts import exchanged_post
from assistant.proving.proofs import in_another_tongue
from assistant.proving.rivals import reads_as_said
from assistant.proving.verbs import exchanged_doer, other_bearer
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import DropReason
    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name
    from assistant.proving.evidence import Evidence, Said
    from assistant.proving.rivals import Reader

_NEAR_CLAIM, _NEAR_PROOF = 6, 14
_BEGINNING = 4
_AFTER_ELISION = frozenset("mas a y e de del en frente and to more".split())  # noqa: SIM905
# «Atlanta'96»
_SHORT_YEARS = range(1901, 2000)
_HEDGES = frozenset(
    "unos unas casi cerca alrededor aproximadamente about nearly almost around some roughly quase".split()  # noqa: SIM905
)
_OVER = frozenset("mas superado superaba superaban superaron supera over more mais".split())  # noqa: SIM905
_TIME = re.compile(r"\b(?:mes(?:es)?|months?|años?|anos?|years?|dias?|days?)\b")
_UNIT_REACH = 3
_HEDGE_REACH, _ROUNDED = 3, 0.005
# What a number may leave out that another beside it says.
_LEFT_OUT = (1e3, 1e6, 1e9)
# Words, and their share, that speak of the same thing where nothing beside the number does.
_LEAST_STEMS, _SOME_WORDS = 2, 0.3


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why nothing proves it; ``detail`` is the word or number at fault, or ``""``."""

    reason: DropReason
    detail: str = ""


def fault_in(
    claim: Facts, proof: Sequence[Said], passages: Sequence[Evidence], reader: Reader | None = None
) -> Rejected | None:
    """What in a claim the sentences that may prove it, or the passages they are in, do not say; or None.

    A number that stands beside none of the claim's words is borne with if the reader, asked, gives it.
    """
    return (
        _missing_quote(claim, passages)
        or _missing_number(claim, proof, reader)
        or _missing_day(claim, proof)
        or _missing_name(claim, passages)
        or _misplaced(claim, proof, passages)
    )


def _missing_quote(claim: Facts, passages: Sequence[Evidence]) -> Rejected | None:
    texts = [plain_words(f"{passage.about} {passage.text}") for passage in passages]
    for quote in claim.quotes:
        if not any(quote in text for text in texts):
            return Rejected("quote", quote)
    return None


def _missing_number(claim: Facts, proof: Sequence[Said], reader: Reader | None) -> Rejected | None:
    for number in claim.numbers:
        if points_back(number, claim.tokens):
            continue
        if any(_has_number(claim, number, said) for said in proof):
            continue
        is_there = any(other.value == number.value for said in proof for other in said.facts.numbers)
        if not (is_there and reader and reads_as_said(claim, number, proof, reader)):
            return Rejected("number", number.text)
    return None


def _has_number(claim: Facts, number: Number, said: Said) -> bool:
    """Whether a sentence gives the number, of the same thing."""
    written = said.passage.published
    if any(day.year == number.value for day in said.days) or (written and written.year == number.value):
        return True
    places = [other for other in said.facts.numbers if _are_one(number, claim, other, said.facts)]
    if sort_of(number, claim) == SHARE:
        # «ambos» is two, and no two per cent.
        places = [other for other in places if _may_be_a_share(other, said.facts)]
    if number.value == 1:
        places += _ones(said.facts)
    if number.value in _SHORT_YEARS and re.search(
        rf"(?<!\d)['’]{number.value % 100:02.0f}\b", said.facts.text
    ):
        return True
    if _is_implied(claim, number, said.facts):
        return True
    if not places or in_another_tongue(claim, said.facts):
        return bool(places)
    near = _beginnings(claim.near(number.first, number.last, reach=_NEAR_CLAIM))
    if not near or any(
        near & _beginnings(said.facts.near(place.first, place.last, reach=_NEAR_PROOF)) for place in places
    ):
        return True
    shared = len(claim.stems & said.facts.stems)
    sort, claimed = sort_of(number, claim), {other.value for other in claim.numbers}
    alike = [other for other in said.facts.numbers if sort_of(other, said.facts) == sort]
    is_no_other = all(other in places or other.value in claimed for other in alike)
    is_there = any(other in places for other in alike)
    return is_there and is_no_other and shared >= max(_LEAST_STEMS, _SOME_WORDS * len(claim.stems))


def _is_implied(claim: Facts, number: Number, text: Facts) -> bool:
    """Whether so many months, years or days are those of a word: «tres meses» of «trimestre»."""
    ahead = " ".join(fold(token) for token in claim.tokens[number.last : number.last + _UNIT_REACH])
    unit = _TIME.search(ahead)
    words = next((words for begun, words in IMPLIED.items() if unit and unit[0].startswith(begun)), {})
    return any(words.get(fold(token)) == number.value for token in text.tokens)


def _may_be_a_share(number: Number, text: Facts) -> bool:
    """Whether a number is of a hundred, or a share follows it: «del 40 al 45 por ciento»."""
    return any(sort_of(other, text) == SHARE for other in text.numbers if other.first >= number.first)


def _beginnings(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem[:_BEGINNING] for stem in stems)


def _are_one(number: Number, claim: Facts, other: Number, text: Facts) -> bool:
    """Whether two numbers are the same; «mil» is of millions in «2.400 millones y mil más»."""
    if number.value == other.value or _is_about(number, claim, other):
        return True
    return any(
        bare.value * scale == full.value
        for bare, full, around in ((number, other, claim), (other, number, text))
        for scale in _LEFT_OUT
        if _lacks_unit(bare, around)
        and any(beside is not bare and beside.value >= scale for beside in around.numbers)
    )


def _is_about(number: Number, claim: Facts, other: Number) -> bool:
    """Whether a round number is told as about another: «unas 458.000» of 458.433."""
    before = {fold(token) for token in claim.tokens[max(0, number.first - _HEDGE_REACH) : number.first]}
    is_round = number.value >= 1e3 and number.value % 10 ** (len(f"{number.value:.0f}") // 2) == 0
    is_near = is_round and abs(number.value - other.value) <= _ROUNDED * other.value
    return is_near and bool(before & _HEDGES or (before & _OVER and number.value <= other.value))


def _lacks_unit(number: Number, text: Facts) -> bool:
    following = fold("".join(text.tokens[number.last : number.last + 1]))
    return not following or not following[0].isalpha() or following in _AFTER_ELISION


def _ones(text: Facts) -> list[Number]:
    """Where «un», «una» or «one» may count: «dos a uno»."""
    return [
        Number(1, token, place, place + 1)
        for place, token in enumerate(text.tokens)
        if token.lower() in ("un", "una", "uno", "one", "um", "uma")
    ]


def _missing_day(claim: Facts, proof: Sequence[Said]) -> Rejected | None:
    dated = {place for day in claim.days for place in range(day.first, day.last)}
    for place, token in enumerate(claim.tokens):
        # «31/02/2026» is no day, and no number either.
        if DATE_TOKEN.fullmatch(token) and place not in dated:
            return Rejected("date", token)
    for day in claim.days:
        if any(told.says(day) for said in proof for told in said.days):
            continue
        # The month or year of the article itself is known, though its words do not say it.
        is_vague = day.day is None and day.weekday is None and day.offset is None
        written = [said.passage.published for said in proof if said.passage.published]
        if not (is_vague and any(day_of(when).says(day) for when in written)):
            return Rejected("date", day.text)
    return None


def _missing_name(claim: Facts, passages: Sequence[Evidence]) -> Rejected | None:
    for name in claim.names:
        if _is_common_word(claim, name, passages):
            continue
        if not any(
            passage.whole.lexicon.has(name, in_another_tongue=in_another_tongue(claim, passage.whole))
            for passage in passages
        ):
            return Rejected("name", name.text)
    return None


def _is_common_word(claim: Facts, name: Name, passages: Sequence[Evidence]) -> bool:
    """Whether what opens the sentence is no name but a word of the passages: «Investigadores descubren…»."""
    if name.last - name.first > 1 or any(token[0].isalnum() for token in claim.tokens[: name.first]):
        return False
    stem = claim.stem_at[name.first]
    return any(
        passage.whole.tokens[place][0].islower()
        for passage in passages
        for place in passage.whole.places_of(stem)
    )


def _misplaced(claim: Facts, proof: Sequence[Said], passages: Sequence[Evidence]) -> Rejected | None:
    """A number, day or name that the articles say of something else, or a «no» too many or too few."""
    told = [said.facts for said in proof]
    if any(in_another_tongue(claim, said.facts) for said in proof):
        if wrong := misplaced_mark(claim, told) or mismeasured(claim, told):
            return Rejected("number", wrong.text)
        is_denied = turned_abroad(claim, told) or says_the_opposite(claim, told)
        return Rejected("negation") if is_denied else None
    everywhere = [said.facts for passage in passages for said in passage.said]
    if mark := misplaced_mark(claim, everywhere):
        return Rejected("number" if mark in claim.numbers else "date", mark.text)
    if number := mismeasured(claim, told):
        return Rejected("number", number.text)
    is_denied = turned_negation(claim, told, everywhere) or says_the_opposite(claim, told)
    return _turned_round(claim, everywhere) or (Rejected("negation") if is_denied else None)


def _turned_round(claim: Facts, texts: Sequence[Facts]) -> Rejected | None:
    """Somebody who does what is done to him there, to whom another thing is done, or in another's post."""
    name = exchanged_name(claim, texts) or exchanged_owner(claim, texts) or other_bearer(claim, texts)
    words = name.text if name else exchanged_doer(claim, texts) or exchanged_post(claim, texts)
    return Rejected("name", words) if words else None
