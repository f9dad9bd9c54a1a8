"""A sentence that a model wrote and the passages it was given -> the sentences that prove it, or why none do.

Its numbers and days must be in those sentences, said of the same things; its names and
quoted words in the passages that it cites, and the reader, asked, may not name another; «no»
may not appear or vanish; and it must speak of what the proof speaks of, by its words or by its
meaning. If what it cites does not prove it, any other passage may; else it is rejected. What
needs a network comes last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.counts import misplaced_mark
from assistant.days import day_of
from assistant.denials import turned_negation
from assistant.facts import facts_of, plain_words
from assistant.numerals import points_back
from assistant.rivals import ousted_name
from assistant.roles import exchanged_name
from index.lexical import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.answer import DropReason
    from assistant.evidence import Evidence, Said
    from assistant.facts import Facts
    from assistant.numerals import Number
    from assistant.rivals import Reader

_LEAST_STEMS = 2
_MOST_PROOFS = 3
# What is embedded costs ten milliseconds a sentence.
_MOST_COMPARED = 8
_BEGINNING = 4
_NEAR_CLAIM, _NEAR_PROOF = 6, 14
# Shares of the sentence's words that the proof has, and cosines of the two.
_SAME_WORDS, _SOME_WORDS, _FEW_WORDS = 0.6, 0.3, 0.25
_ALIKE_ABROAD, _ALIKE, _VERY_ALIKE = 0.8, 0.83, 0.88


class Meaning(Protocol):
    """How alike texts are."""

    def likeness(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """The cosine of ``text`` with each of ``others``."""


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
                if passage not in known and _speaks_of_it(claim, passage.whole)
            ]
            others.sort(key=lambda passage: -len(claim.stems & passage.whole.stems))
            for passage in others:
                verdicts.append(self._prove(claim, [passage]))
                if isinstance(verdicts[-1], Supported):
                    return verdicts[-1]
        return verdicts[0] if verdicts else Rejected("citation")

    def _prove(self, claim: Facts, passages: Sequence[Evidence]) -> Verdict:
        proof = self._choose(claim, [said for passage in passages for said in passage.said])
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

    def _choose(self, claim: Facts, sentences: Sequence[Said]) -> list[Said]:
        """The few sentences that together say most of what the claim says."""
        chosen: list[Said] = []
        wanted = _wanted(claim)
        while len(chosen) < _MOST_PROOFS:
            gains = [(_gain(wanted, claim, said), said) for said in sentences if said not in chosen]
            gain, best = max(gains, key=lambda pair: pair[0], default=(0.0, None))
            if best is None or (chosen and gain < 1):
                break
            chosen.append(best)
            wanted -= _covered(wanted, best)
        if chosen and self._meaning and _share(claim, chosen[:1]) < _FEW_WORDS:
            likely = sorted(sentences, key=lambda said: -_kinship(claim, said))[:_MOST_COMPARED]
            likeness = self._meaning.likeness(claim.text, [said.facts.text for said in likely])
            nearest = max(zip(likeness, range(len(likely)), strict=True))[1]
            if likely[nearest] not in chosen:
                chosen = [likely[nearest], *chosen[: _MOST_PROOFS - 1]]
        return chosen

    def _strayed_meaning(self, claim: Facts, proof: Sequence[Said]) -> Rejected | None:
        shared = _share(claim, proof)
        if shared >= _SAME_WORDS:
            return None
        if self._meaning is None:
            return Rejected("meaning") if shared < _SOME_WORDS else None
        [alike] = self._meaning.likeness(claim.text, [" ".join(said.facts.text for said in proof)])
        least = _ALIKE if shared >= _SOME_WORDS else _VERY_ALIKE
        if _in_another_tongue(claim, proof[0].facts):
            least = _ALIKE_ABROAD
        return None if alike >= least else Rejected("meaning")

    def _ousted_name(self, claim: Facts, proof: Sequence[Said]) -> Rejected | None:
        if self._reader is None or any(_in_another_tongue(claim, said.facts) for said in proof):
            return None
        name = ousted_name(claim, proof, self._reader)
        return Rejected("name", name.text) if name else None


# -- choosing the proof ------------------------------------------------------------------

Want = tuple[str, object]


def _wanted(claim: Facts) -> set[Want]:
    """What the proof should say: each number, day, name and word of the claim."""
    wanted: set[Want] = {("number", number.value) for number in claim.numbers}
    wanted |= {("day", day) for day in claim.days}
    wanted |= {("name", name) for name in claim.names}
    wanted |= {("word", stem) for stem in claim.stems}
    return wanted


def _covered(wanted: set[Want], said: Said) -> set[Want]:
    return {want for want in wanted if _says(said, want)}


def _says(said: Said, want: Want) -> bool:
    kind, value = want
    if kind == "number":
        return any(number.value == value for number in said.facts.numbers) or any(
            day.year == value for day in said.days
        )
    if kind == "day":
        return any(day.says(value) for day in said.days)  # type: ignore[arg-type]
    if kind == "name":
        return said.facts.lexicon.has(value)  # type: ignore[arg-type]
    return value in said.facts.stems


def _gain(wanted: set[Want], claim: Facts, said: Said) -> float:
    """How much of what is wanted a sentence says; a fact is worth as much as a quarter of the words."""
    covered = _covered(wanted, said)
    facts = sum(kind != "word" for kind, _ in covered)
    return facts + 4 * (len(covered) - facts) / len(claim.stems)


def _speaks_of_it(claim: Facts, passage: Facts) -> bool:
    """Whether a passage has some of the claim's words; in another language, one of its names."""
    if len(claim.stems & passage.stems) >= _SOME_WORDS * len(claim.stems):
        return True
    return _in_another_tongue(claim, passage) and any(passage.lexicon.has(name) for name in claim.names)


def _kinship(claim: Facts, said: Said) -> float:
    """How likely a sentence is to say the claim in other words: by its facts, and words that begin alike."""
    beginnings = {stem[:_BEGINNING] for stem in said.facts.stems}
    alike = sum(stem[:_BEGINNING] in beginnings for stem in claim.stems)
    return alike + _gain(_wanted(claim), claim, said)


def _share(claim: Facts, proof: Sequence[Said]) -> float:
    """The share of the claim's words that the proof and its articles' titles have, 0 to 1."""
    there = {stem for said in proof for stem in (*said.facts.stems, *words(said.passage.about))}
    return len(claim.stems & there) / len(claim.stems)


def _in_another_tongue(claim: Facts, there: Facts) -> bool:
    return None not in (claim.tongue, there.tongue) and claim.tongue != there.tongue


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
    places = [other for other in said.facts.numbers if other.value == number.value]
    if not places or _in_another_tongue(claim, said.facts):
        return bool(places)
    near = claim.near(number.first, number.last, reach=_NEAR_CLAIM)
    return not near or any(
        near & said.facts.near(place.first, place.last, reach=_NEAR_PROOF) for place in places
    )


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
        if not any(
            passage.whole.lexicon.has(name, in_another_tongue=_in_another_tongue(claim, passage.whole))
            for passage in passages
        ):
            return Rejected("name", name.text)
    return None


def _misplaced(claim: Facts, proof: Sequence[Said], passages: Sequence[Evidence]) -> Rejected | None:
    """A number, day or name that the articles say of something else, or a «no» too many or too few."""
    if any(_in_another_tongue(claim, said.facts) for said in proof):
        wrong = misplaced_mark(claim, [said.facts for said in proof])
        return Rejected("number", wrong.text) if wrong else None
    everywhere = [said.facts for passage in passages for said in passage.said]
    if mark := misplaced_mark(claim, everywhere):
        return Rejected("number" if mark in claim.numbers else "date", mark.text)
    if name := exchanged_name(claim, everywhere):
        return Rejected("name", name.text)
    if turned_negation(claim, [said.facts for said in proof], everywhere):
        return Rejected("negation")
    return None
