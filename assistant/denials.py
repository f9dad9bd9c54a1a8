"""A written sentence and those it came from -> whether a «no» was put in or left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.facts import DENIAL, NEGATIONS
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.facts import Facts

# How many tokens after a «no» it denies, in what is checked and in what it is checked against.
_NEGATED, _NEGATED_THERE = 4, 8
# «contrario a que en la Comisión de Derechos Humanos se condene»
_REFUSED = 16
_STOPS = frozenset('.;:,!?¿¡()«»“”"[]')
_RELATIVES = frozenset("que quien quienes cuyo cuya cuyos cuyas donde who which that".split())  # noqa: SIM905
_REFUSAL = re.compile(r"nieg\w+|neg(?:o|aron|aba|aban)|rechaz(?:o|a|an|aron|aba|aban)|rehus\w+|desmint\w+")


def turned_negation(claim: Facts, proof: Sequence[Facts], texts: Sequence[Facts]) -> bool:
    """Whether the claim denies what its proof says, or says what the texts deny."""
    claimed = claim.unquoted
    denied = _denied(claimed)
    if not denied and any(_negations(claimed)):
        # «no es», «no está»: all that it denies are words too common to look for.
        return not any(text.denies for text in proof)
    if denied:
        there = [text for text in proof if denied & text.stems]
        if not there:
            return not any(text.denies for text in proof)
        return not any(denied & _denied(text, _NEGATED_THERE) or _refuses(text, denied) for text in there)
    if claim.denies:
        return False
    for text in texts:
        shared = claimed.stems & text.stems
        if len(shared) < 2 and 3 * len(shared) < len(text.stems):
            continue
        for place in _negations(text):
            stems = {stem for stem in _after(text, place, _NEGATED) if not stem.startswith("ning")}
            if (
                stems
                and stems <= claimed.stems
                and not any(_is_said(stem, other) for stem in stems for other in texts)
            ):
                return True
    return any(len(_refused(text) & claimed.stems) > 1 for text in proof)


def _refuses(text: Facts, stems: frozenset[str]) -> bool:
    """Whether a text refuses, lacks or rejects something that some of the words are said of."""
    refusals = [place for place, token in enumerate(text.tokens) if DENIAL.fullmatch(fold(token))]
    places = [place for stem in stems for place in text.places_of(stem)]
    return any(-_NEGATED_THERE <= there - here <= _REFUSED for here in refusals for there in places)


def _refused(text: Facts) -> frozenset[str]:
    """The stems of the words after «se niegan a», «rechazó»."""
    refusals = [place for place, token in enumerate(text.tokens) if _REFUSAL.fullmatch(fold(token))]
    return frozenset(stem for place in refusals for stem in _after(text, place, 2 * _NEGATED_THERE))


def _denied(text: Facts, reach: int = _NEGATED) -> frozenset[str]:
    """The stems of the first words after each «no» of a text."""
    return frozenset(stem for place in _negations(text) for stem in _after(text, place, reach))


def _negations(text: Facts) -> Iterator[int]:
    for place, token in enumerate(text.tokens):
        following = fold(text.tokens[place + 1]) if place + 1 < len(text.tokens) else ""
        if fold(token) not in NEGATIONS or following in ("solo", "solamente", "obstante", "only", ","):
            continue
        # «en unos meses, y no en dos años» denies no verb.
        is_aside = place > 0 and text.tokens[place - 1].lower() in {"y", "e", "and"}
        if not is_aside and not (fold(token) == "no" and text.tongue == "pt"):
            yield place


def _after(text: Facts, place: int, reach: int) -> list[str]:
    found: list[str] = []
    for ahead in range(place + 1, min(len(text.tokens), place + 1 + reach)):
        token = text.tokens[ahead]
        if token in _STOPS or fold(token) in _RELATIVES:
            break
        if text.stem_at[ahead] and token[0].islower():
            found.append(text.stem_at[ahead])
    return found if reach > _NEGATED else found[: reach // 2]


def _is_said(stem: str, text: Facts) -> bool:
    """Whether a text has a word that no «no» precedes."""
    denied = {ahead for place in _negations(text) for ahead in range(place, place + 1 + _NEGATED)}
    return any(place not in denied for place in text.places_of(stem))
