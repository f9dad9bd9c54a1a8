"""A sentence that a model wrote and those that may prove it -> the number, day, name or word they do not say.

A number or day must be in the proof, said of the same thing; a name or quoted words in the
passages that it is from; and no «no» may appear or vanish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.mentions.counts import misplaced_marks
from assistant.mentions.facts import NEGATIONS, plain_words
from assistant.mentions.numerals import DATE_TOKEN, Number, points_back
from assistant.mentions.roles import exchanged_name, exchanged_owner
from assistant.mentions.settling import day_of
from assistant.proving.denials import turned_abroad, turned_negation
from assistant.proving.measures import mismeasured
from assistant.proving.numbers import has_number, is_implied, turned_range
from assistant.proving.opposites import says_the_opposite
from assistant.proving.posts import exchanged_post
from assistant.proving.ranks import misranked
from assistant.proving.rivals import reads_as_said
from assistant.proving.verbs import exchanged_doer, other_bearer
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.answer import DropReason
    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name
    from assistant.proving.evidence import Evidence, Said
    from assistant.proving.rivals import Reader


# The word right before, what stands between a «no» and its verb left out: «no se lo ha».
_WORDS_BEFORE = re.compile(
    r"([^\W\d_]+)\s+(?:(?:se|me|te|nos|os|l[aeo]s?|ha|han|he|hemos|había|habían|fue|fueron)\s+)*\Z"
)
_DENIED_FROM = 40


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
        or _misplaced(claim, proof, passages, reader)
    )


def _missing_quote(claim: Facts, passages: Sequence[Evidence]) -> Rejected | None:
    texts = [plain_words(f"{passage.about} {passage.text}") for passage in passages]
    own = plain_words(claim.text)
    for quote in claim.quotes:
        is_denied = True not in _affirmed(quote, own)
        if not any(is_denied or affirmed for text in texts for affirmed in _affirmed(quote, text)):
            return Rejected("quote", quote)
    return None


def _affirmed(quote: str, text: str) -> Iterator[bool]:
    """For each place where a text has these words, whether no «no» is before them.

    «Se va a subir» is only denied in «no se va a subir».
    """
    for found in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text):
        *_, before = "", *_WORDS_BEFORE.findall(text[max(0, found.start() - _DENIED_FROM) : found.start()])
        yield fold(before) not in NEGATIONS


def _missing_number(claim: Facts, proof: Sequence[Said], reader: Reader | None) -> Rejected | None:
    for number in claim.numbers:
        if points_back(number, claim.tokens):
            continue
        if any(has_number(claim, number, said) for said in proof):
            continue
        is_there = any(other.value == number.value for said in proof for other in said.facts.numbers)
        if not (is_there and reader and reads_as_said(claim, number, proof, reader)):
            return Rejected("number", number.text)
    return None


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
            passage.whole.lexicon.has(name, in_another_tongue=claim.is_in_another_tongue(passage.whole))
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


def _misplaced(
    claim: Facts, proof: Sequence[Said], passages: Sequence[Evidence], reader: Reader | None
) -> Rejected | None:
    """A number, day or name that the articles say of something else, or a «no» too many or too few."""
    told = [said.facts for said in proof]
    if any(claim.is_in_another_tongue(said.facts) for said in proof):
        wrong = next(misplaced_marks(claim, told), None)
        if wrong := wrong or mismeasured(claim, told) or turned_range(claim, told):
            return Rejected("number", wrong.text)
        is_denied = turned_abroad(claim, told) or says_the_opposite(claim, told)
        return Rejected("negation") if is_denied else None
    everywhere = [said.facts for passage in passages for said in passage.said]
    for mark in misplaced_marks(claim, everywhere):
        if not isinstance(mark, Number):
            return Rejected("date", mark.text)
        # Words may stand otherwise than in the article: who reads it tells what is said of what.
        if any(is_implied(claim, mark, text) for text in told):
            continue
        if not (reader and reads_as_said(claim, mark, proof, reader)):
            return Rejected("number", mark.text)
    number = mismeasured(claim, told) or turned_range(claim, told)
    if words := number.text if number else misranked(claim, told):
        return Rejected("number", words)
    is_denied = turned_negation(claim, told, everywhere) or says_the_opposite(claim, told)
    return _turned_round(claim, everywhere) or (Rejected("negation") if is_denied else None)


def _turned_round(claim: Facts, texts: Sequence[Facts]) -> Rejected | None:
    """Somebody who does what is done to him there, to whom another thing is done, or in another's post."""
    name = exchanged_name(claim, texts) or exchanged_owner(claim, texts) or other_bearer(claim, texts)
    words = name.text if name else exchanged_doer(claim, texts) or exchanged_post(claim, texts)
    return Rejected("name", words) if words else None
