"""A written sentence and the sentences of passages -> the few that are most likely to prove it.

Those are chosen that together say most of its numbers, days, names and words; where they
share few words with it, the one that is nearest in meaning is among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from index.lexical import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.mentions.facts import Facts
    from assistant.proving.evidence import Said

_MOST_PROOFS = 3
# What is embedded costs ten milliseconds a sentence.
_MOST_COMPARED = 8
_BEGINNING = 4
# Shares of the sentence's words that the proof has.
_SOME_WORDS, _FEW_WORDS = 0.3, 0.25


class Meaning(Protocol):
    """How alike texts are."""

    def likeness(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """The cosine of ``text`` with each of ``others``."""


Want = tuple[str, object]


def choose(claim: Facts, sentences: Sequence[Said], meaning: Meaning | None) -> list[Said]:
    """The few sentences that together say most of what the claim says; none of none."""
    chosen: list[Said] = []
    wanted = _wanted(claim)
    while len(chosen) < _MOST_PROOFS:
        gains = [(_gain(wanted, claim, said), said) for said in sentences if said not in chosen]
        gain, best = max(gains, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or (chosen and gain < 1):
            break
        chosen.append(best)
        wanted -= _covered(wanted, best)
    if chosen and meaning and share_of(claim, chosen[:1]) < _FEW_WORDS:
        likely = sorted(sentences, key=lambda said: -_kinship(claim, said))[:_MOST_COMPARED]
        likeness = meaning.likeness(claim.text, [said.facts.text for said in likely])
        nearest = max(zip(likeness, range(len(likely)), strict=True))[1]
        if likely[nearest] not in chosen:
            chosen = [likely[nearest], *chosen[: _MOST_PROOFS - 1]]
    return chosen


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


def speaks_of_it(claim: Facts, passage: Facts) -> bool:
    """Whether a passage has some of the claim's words; in another language, one of its names."""
    if len(claim.stems & passage.stems) >= _SOME_WORDS * len(claim.stems):
        return True
    return claim.is_in_another_tongue(passage) and any(passage.lexicon.has(name) for name in claim.names)


def _kinship(claim: Facts, said: Said) -> float:
    """How likely a sentence is to say the claim in other words: by its facts, and words that begin alike."""
    beginnings = {stem[:_BEGINNING] for stem in said.facts.stems}
    alike = sum(stem[:_BEGINNING] in beginnings for stem in claim.stems)
    return alike + _gain(_wanted(claim), claim, said)


def share_of(claim: Facts, proof: Sequence[Said]) -> float:
    """The share of the claim's words that the proof and its articles' titles have, 0 to 1."""
    there = {stem for said in proof for stem in (*said.facts.stems, *words(said.passage.about))}
    return len(claim.stems & there) / len(claim.stems)
