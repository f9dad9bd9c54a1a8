"""A written sentence and the passages it came from -> a clause of it of which they have next to nothing.

A true clause must not carry a false one with it: «… será el 23 de enero; después se firmará un tratado».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.endings import TELLS
from assistant.mentions.facts import facts_of
from assistant.mentions.saying import SAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.facts import Facts
    from assistant.proving.evidence import Evidence

_APART = re.compile(r"\s*(?:[;:()]|\s[—–-]\s)\s*")
_LOOSE = re.compile(
    rf"\s*(?:,(?=\s)|\b(?:y|e|and)\b(?=\s+(?:se\s+)?\w+{TELLS}\b)|\btras\b(?=\s+\w+[aei]r(?:se|l[aeo]s?)?\b))\s*"
)
# «…, acusado de violación, …», «… tras sobornar a un concejal»: so few words may be an invention.
_LEAST_STEMS, _LEAST_LOOSE = 3, 2
# Who says it, and what joins it to the rest: «entre otras cosas».
_SAYS_LITTLE = re.compile(
    rf"\b(?:dice|dicen|(?:{SAYS}|inform|anunci)(?:o|ó|aron|a|an|ió|ieron|e|en|eron)"
    r"|de acuerdo con|a juicio de|en opinión de|según|entre otr[oa]s|por (?:su|otr[oa]) (?:parte|lado)"
    r"|al mismo tiempo|en (?:este|ese|tal) sentido"
    r"|en todo caso|among other|according|said|says|told)\b"
)
_BEGINNING = 4
# A clause that stands apart says more of its own than one that a comma parts.
_SHARE_APART, _SHARE_LOOSE = 1 / 3, 0.0


def unsaid_clauses(claim: Facts, passages: Sequence[Evidence]) -> Iterator[str]:
    """The clauses of which the passages have few words, or, of those parted by commas, none."""
    there = {stem[:_BEGINNING] for passage in passages for stem in passage.whole.stems}
    for apart in _APART.split(claim.text):
        if apart != claim.text and _lacks(apart, there, claim, most=_SHARE_APART):
            yield apart
            continue
        for part in _LOOSE.split(apart):
            least = _LEAST_STEMS if _SAYS_LITTLE.search(part.lower()) else _LEAST_LOOSE
            if _lacks(part, there, claim, most=_SHARE_LOOSE, least=least):
                yield part


def clauses_apart(claim: Facts) -> Iterator[str]:
    """The clauses that semicolons, dashes or brackets part, if they say enough to be told by it."""
    parts = [part for part in _APART.split(claim.text) if part]
    return (part for part in parts if len(parts) > 1 and len(facts_of(part).stems) >= _LEAST_STEMS)


def _lacks(part: str, there: set[str], claim: Facts, *, most: float, least: int = _LEAST_STEMS) -> bool:
    stems = facts_of(part, claim.tongue).stems
    said = sum(stem[:_BEGINNING] in there for stem in stems)
    return len(stems) >= least and (said < most * len(stems) or not said)
