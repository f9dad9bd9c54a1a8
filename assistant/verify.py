"""A sentence that a model wrote and the passages it was given -> the sentences that prove it, or why none do.

Its numbers and days must be in those sentences, said of the same things; its names and
quoted words in the passages that it cites, and the reader, asked, may not name another; «no»
may not appear or vanish; and it must speak of what the proof speaks of, by its words or by its
meaning, and so must each clause. If what it cites does not prove it, any other passage may; else
it is rejected. What needs a network comes last.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from assistant.mentions.facts import facts_of
from assistant.proving.clauses import clauses_apart, unsaid_clauses
from assistant.proving.faults import Rejected, fault_in
from assistant.proving.proofs import choose, share_of, speaks_of_it
from assistant.proving.rivals import ousted_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.mentions.facts import Facts
    from assistant.proving.evidence import Evidence, Said
    from assistant.proving.proofs import Meaning
    from assistant.proving.rivals import Reader

_LEAST_STEMS = 2
# How many other passages a sentence that is of two may be tried with.
_MOST_PARTNERS = 3
# Shares of the sentence's words that the proof has, and cosines of the two.
_SAME_WORDS, _SOME_WORDS = 0.6, 0.3
_ALIKE_ABROAD, _ALIKE, _VERY_ALIKE = 0.8, 0.83, 0.88
# How much more of a sentence another passage must say than the cited one to be cited instead of it.
_MUCH_MORE = 0.25
# A cosine is higher by this part of the share of words that it stands for.
_SHARE_OF_A_COSINE = 5.0


@dataclass(frozen=True, slots=True)
class Supported:
    """The sentences that prove it, in order of the passages cited."""

    proofs: tuple[Said, ...]


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
        if text.endswith("?"):
            # What is asked is not said, and proves as little as it is proved.
            return Rejected("meaning")
        if len(claim.stems) < _LEAST_STEMS:
            return Rejected("too_short")
        if self._tongue and (claim.tongue or self._tongue) != self._tongue:
            return Rejected("language")
        numbers = list(cited)
        known = [passage for passage in self._evidence if passage.number in numbers]
        others = [
            passage
            for passage in self._evidence
            if passage not in known and speaks_of_it(claim, passage.whole)
        ]
        others.sort(key=lambda passage: -len(claim.stems & passage.whole.stems))
        return self._prove_as_cited(claim, known, others) if known else self._find_proof(claim, others)

    def _prove_as_cited(self, claim: Facts, known: Sequence[Evidence], others: Sequence[Evidence]) -> Verdict:
        """By the passages cited; by another that says it much better; or by both together."""
        verdict = self._prove(claim, known)
        strength = self._strength(claim, verdict)
        if strength >= _SAME_WORDS:
            return verdict
        least = strength + _MUCH_MORE if strength else _SOME_WORDS
        better = self._best(claim, self._prove_by_each(claim, others), least=least)
        if better or isinstance(verdict, Supported):
            return better or verdict
        for passage in others[:_MOST_PARTNERS]:
            together = self._prove(claim, [*known, passage])
            if isinstance(together, Supported) and _needs_both(claim, together, passage):
                return together
        return verdict

    def _find_proof(self, claim: Facts, others: Sequence[Evidence]) -> Verdict:
        """By whichever passage says it best; else what is wrong with the one that is nearest."""
        verdicts = self._prove_by_each(claim, others)
        nearest = next(verdicts, Rejected("citation"))
        found = self._best(claim, chain([nearest], verdicts), least=_SOME_WORDS)
        return found or (nearest if isinstance(nearest, Rejected) else Rejected("citation"))

    def _prove_by_each(self, claim: Facts, passages: Iterable[Evidence]) -> Iterator[Verdict]:
        """By each passage alone, once one is wanted."""
        return (self._prove(claim, [passage]) for passage in passages)

    def _best(self, claim: Facts, verdicts: Iterable[Verdict], *, least: float) -> Supported | None:
        """The proof by one other passage that says it most alike, if it does so by ``least``."""
        best: Supported | None = None
        for found in verdicts:
            strength = self._strength(claim, found)
            if isinstance(found, Supported) and strength >= least and (not best or strength > least):
                best, least = found, strength
            if least >= _SAME_WORDS and best:
                break
        return best

    def _strength(self, claim: Facts, verdict: Verdict) -> float:
        """How much of the claim a proof says, 0 (none) to 1; in another language, how alike they are."""
        if isinstance(verdict, Rejected):
            return 0.0
        if self._meaning is None or not any(
            claim.is_in_another_tongue(said.facts) for said in verdict.proofs
        ):
            return share_of(claim, verdict.proofs)
        alike = max(self._meaning.likeness(claim.text, [said.facts.text for said in verdict.proofs]))
        return min(1.0, _SOME_WORDS + _SHARE_OF_A_COSINE * (alike - _ALIKE_ABROAD))

    def _prove(self, claim: Facts, passages: Sequence[Evidence]) -> Verdict:
        proof = choose(claim, [said for passage in passages for said in passage.said], self._meaning)
        if not proof:
            return Rejected("meaning")
        fault = (
            fault_in(claim, proof, passages, self._reader)
            or self._strayed_meaning(claim, proof)
            or self._strayed_clause(claim, proof, passages)
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
        if claim.is_in_another_tongue(proof[0].facts):
            least = _ALIKE_ABROAD
        return None if alike >= least else Rejected("meaning")

    def _strayed_clause(
        self, claim: Facts, proof: Sequence[Said], passages: Sequence[Evidence]
    ) -> Rejected | None:
        """A clause of words that the passages do not have, and of another meaning than the proof's."""
        is_abroad = any(claim.is_in_another_tongue(said.facts) for said in proof)
        clauses, least = unsaid_clauses(claim, passages), _VERY_ALIKE
        if is_abroad:
            clauses, least = clauses_apart(claim) if self._meaning else iter(()), _ALIKE_ABROAD
        texts = [said.facts.text for said in proof]
        for clause in clauses:
            if self._meaning is None or max(self._meaning.likeness(clause, texts)) < least:
                return Rejected("meaning")
        return None

    def _ousted_name(self, claim: Facts, proof: Sequence[Said]) -> Rejected | None:
        if self._reader is None or any(claim.is_in_another_tongue(said.facts) for said in proof):
            return None
        name = ousted_name(claim, proof, self._reader)
        return Rejected("name", name.text) if name else None


def _needs_both(claim: Facts, found: Supported, other: Evidence) -> bool:
    """Whether its proof is of what was cited and of another passage, which says a good part of it."""
    others = [said for said in found.proofs if said.passage is other]
    return 0 < len(others) < len(found.proofs) and share_of(claim, others) >= _SOME_WORDS
