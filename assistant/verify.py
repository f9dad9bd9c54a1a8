"""A sentence that a model wrote and the passages it was given -> the sentences that prove it, or why none do.

Its numbers and days must be in those sentences, said of the same things; its names and
quoted words in the passages that it cites, and the reader, asked, may not name another; «no»
may not appear or vanish; and it must speak of what the proof speaks of, by its words or by its
meaning. If what it cites does not prove it, any other passage may; else it is rejected. What
needs a network comes last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.counts import misplaced_mark, sort_of
from assistant.days import day_of
from assistant.denials import turned_abroad, turned_negation
from assistant.facts import facts_of, plain_words
from assistant.numerals import Number, points_back
from assistant.opposites import says_the_opposite
from assistant.proofs import choose, in_another_tongue, share_of, speaks_of_it
from assistant.rivals import ousted_name
from assistant.roles import exchanged_name
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.answer import DropReason
    from assistant.evidence import Evidence, Said
    from assistant.facts import Facts
    from assistant.names import Name
    from assistant.proofs import Meaning
    from assistant.rivals import Reader

_LEAST_STEMS = 2
_NEAR_CLAIM, _NEAR_PROOF = 6, 14
_BEGINNING = 4
_AFTER_ELISION = frozenset("mas a y e de del en frente and to more".split())  # noqa: SIM905
# What a number may leave out that another beside it says.
_LEFT_OUT = (1e3, 1e6, 1e9)
# How many other passages a sentence that is of two may be tried with.
_MOST_PARTNERS = 3
# Shares of the sentence's words that the proof has, and cosines of the two.
_SAME_WORDS, _SOME_WORDS = 0.6, 0.3
_ALIKE_ABROAD, _ALIKE, _VERY_ALIKE = 0.8, 0.83, 0.88


@dataclass(frozen=True, slots=True)
class Supported:
    """The sentences that prove it, in order of the passages cited."""

    proofs: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why nothing proves it; ``detail`` is the word or number at fault, or ``""``."""

    reason: DropReason
    detail: str = ""


Verdict = Supported | Rejected


class Verifier:
    """Checks sentences against the passages of one question."""

    def __init__(
        self,
        evidence: Sequence[Evidence],
        meaning: Meaning | None = None,
        *,
        reader: Reader | None = None,
        tongue: str | None = None,
    ) -> None:
        """Check against ``evidence``; if ``tongue`` is given, sentences plainly in another are rejected."""
        self._evidence = tuple(evidence)
        self._meaning = meaning
        self._reader = reader
        self._tongue = tongue

    def verify(self, text: str, cited: Iterable[int]) -> Verdict:
        """Prove a sentence by the passages it cites, else by any other, else reject it."""
        claim = facts_of(text, self._tongue)
        if len(claim.stems) < _LEAST_STEMS:
            return Rejected("too_short")
        if self._tongue and (claim.tongue or self._tongue) != self._tongue:
            return Rejected("language")
        numbers = list(cited)
        known = [passage for passage in self._evidence if passage.number in numbers]
        verdicts: list[Verdict] = [self._prove(claim, known)] if known else []
        if not verdicts or isinstance(verdicts[0], Rejected):
            others = [
                passage
                for passage in self._evidence
                if passage not in known and speaks_of_it(claim, passage.whole)
            ]
            others.sort(key=lambda passage: -len(claim.stems & passage.whole.stems))
            for passage in others:
                verdicts.append(self._prove(claim, [passage]))
                if isinstance(verdicts[-1], Supported) and _says_it_alike(claim, verdicts[-1]):
                    return verdicts[-1]
            for passage in others[:_MOST_PARTNERS] if known else ():
                together = self._prove(claim, [*known, passage])
                if isinstance(together, Supported) and _needs_both(claim, together, passage):
                    return together
        return verdicts[0] if verdicts else Rejected("citation")

    def _prove(self, claim: Facts, passages: Sequence[Evidence]) -> Verdict:
        proof = choose(claim, [said for passage in passages for said in passage.said], self._meaning)
        if not proof:
            return Rejected("meaning")
        fault = (
            _missing_quote(claim, passages)
            or _missing_number(claim, proof)
            or _missing_day(claim, proof)
            or _missing_name(claim, passages)
            or _misplaced(claim, proof, passages)
            or self._strayed_meaning(claim, proof)
            or self._ousted_name(claim, proof)
        )
        return fault or Supported(tuple(sorted(proof, key=lambda said: (said.passage.number, said.start))))

    def _strayed_meaning(self, claim: Facts, proof: Sequence[Said]) -> Rejected | None:
        shared = share_of(claim, proof)
        if shared >= _SAME_WORDS:
            return None
        if self._meaning is None:
            return Rejected("meaning") if shared < _SOME_WORDS else None
        texts = [said.facts.text for said in proof]
        alike = max(self._meaning.likeness(claim.text, [" ".join(texts), *(texts if len(texts) > 1 else ())]))
        least = _ALIKE if shared >= _SOME_WORDS else _VERY_ALIKE
        if in_another_tongue(claim, proof[0].facts):
            least = _ALIKE_ABROAD
        return None if alike >= least else Rejected("meaning")

    def _ousted_name(self, claim: Facts, proof: Sequence[Said]) -> Rejected | None:
        if self._reader is None or any(in_another_tongue(claim, said.facts) for said in proof):
            return None
        name = ousted_name(claim, proof, self._reader)
        return Rejected("name", name.text) if name else None


def _says_it_alike(claim: Facts, found: Supported) -> bool:
    """Whether a proof that was not cited has some of its words: a like meaning may be any story's."""
    return share_of(claim, found.proofs) >= _SOME_WORDS or any(
        in_another_tongue(claim, said.facts) for said in found.proofs
    )


def _needs_both(claim: Facts, found: Supported, other: Evidence) -> bool:
    """Whether its proof is of what was cited and of another passage, which says a good part of it."""
    others = [said for said in found.proofs if said.passage is other]
    return 0 < len(others) < len(found.proofs) and share_of(claim, others) >= _SOME_WORDS


# -- what may be wrong -------------------------------------------------------------------


def _missing_quote(claim: Facts, passages: Sequence[Evidence]) -> Rejected | None:
    texts = [plain_words(f"{passage.about} {passage.text}") for passage in passages]
    for quote in claim.quotes:
        if not any(quote in text for text in texts):
            return Rejected("quote", quote)
    return None


def _missing_number(claim: Facts, proof: Sequence[Said]) -> Rejected | None:
    for number in claim.numbers:
        if points_back(number, claim.tokens):
            continue
        if not any(_has_number(claim, number, said) for said in proof):
            return Rejected("number", number.text)
    return None


def _has_number(claim: Facts, number: Number, said: Said) -> bool:
    """Whether a sentence gives the number, of the same thing."""
    written = said.passage.published
    if any(day.year == number.value for day in said.days) or (written and written.year == number.value):
        return True
    places = [other for other in said.facts.numbers if _are_one(number, claim, other, said.facts)]
    if number.value == 1:
        places += _ones(said.facts)
    if not places or in_another_tongue(claim, said.facts):
        return bool(places)
    near = _beginnings(claim.near(number.first, number.last, reach=_NEAR_CLAIM))
    if not near or any(
        near & _beginnings(said.facts.near(place.first, place.last, reach=_NEAR_PROOF)) for place in places
    ):
        return True
    shared = len(claim.stems & said.facts.stems)
    sort = sort_of(number, claim)
    alike = [other for other in said.facts.numbers if sort_of(other, said.facts) == sort]
    return (
        len(alike) == 1 and alike[0] in places and shared >= max(_LEAST_STEMS, _SOME_WORDS * len(claim.stems))
    )


def _beginnings(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem[:_BEGINNING] for stem in stems)


def _are_one(number: Number, claim: Facts, other: Number, text: Facts) -> bool:
    """Whether two numbers are the same; «mil» is of millions in «2.400 millones y mil más»."""
    if number.value == other.value:
        return True
    return any(
        bare.value * scale == full.value
        for bare, full, around in ((number, other, claim), (other, number, text))
        for scale in _LEFT_OUT
        if _lacks_unit(bare, around)
        and any(beside is not bare and beside.value >= scale for beside in around.numbers)
    )


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
    if any(in_another_tongue(claim, said.facts) for said in proof):
        told = [said.facts for said in proof]
        if wrong := misplaced_mark(claim, told):
            return Rejected("number", wrong.text)
        return Rejected("negation") if turned_abroad(claim, told) else None
    everywhere = [said.facts for passage in passages for said in passage.said]
    if mark := misplaced_mark(claim, everywhere):
        return Rejected("number" if mark in claim.numbers else "date", mark.text)
    if name := exchanged_name(claim, everywhere):
        return Rejected("name", name.text)
    told = [said.facts for said in proof]
    if turned_negation(claim, told, everywhere) or says_the_opposite(claim, told):
        return Rejected("negation")
    return None
