"""A written sentence and those it came from -> whether a «no» was put in or left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.facts import DENIAL
from assistant.mentions.numerals import TOKEN
from assistant.proving.noes import (
    FINITE,
    NEGATED,
    NEGATED_THERE,
    TURNS,
    after,
    denied_by,
    is_said,
    noes_in,
    only_no,
    says_no,
)
from assistant.proving.refusals import affirms_a_denied_refusal, refused, refuses, refuses_what_is_done
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.mentions.facts import Facts

# What names a topic, and how many tokens before the «no» that is said of it.
_TOPIC = re.compile(
    r"\b(?:respecto (?:a|al|de|del)|en cuanto (?:a|al)|sobre|contra|as for|regarding|quanto (?:a|ao))\b"
)
_TOPIC_REACH = 16
# How far around a «no» words are compared, and how many must be the same.
_AROUND, _ALIKE = 10, 3
# What a word becomes that denies itself: «inaceptable».
_DENYING_BEGINNINGS = ("in", "im", "i", "des")
# A text of at most so many times the words says little else.
_AS_SHORT = 1.6
_MAY_NOT = re.compile(r"\bno (?:se )?(?:pued|podr|permit|dej)\w+")
_FORBIDS = re.compile(r"\b(?:prohib\w+|vet(?:a|o|aron|ad[oa])|impid\w+|maxim[oa]s?|limites?|tope)\b")
_HARDLY = "apenas"
_NEVER = frozenset({"nunca", "jamas", "never"})
# «Nunca había perdido»; «nunca perdió» is said of the first time as well.
_UNTIL_THEN = frozenset("habia habian habiamos hubiera hubieran antes had before tinha tinham havia".split())  # noqa: SIM905
_FIRST_TIME = re.compile(r"\b(?:primera vez|first time)\b")
_NO_LONGER = frozenset({"ya", "ja"})
_LOSES = re.compile(r"pi?erd(?!on)\w+|abandon\w+|dej(?:o|a|an|aron|ado|ar|aba|aban|ando)|deix\w+")


def turned_negation(claim: Facts, proof: Sequence[Facts], texts: Sequence[Facts]) -> bool:
    """Whether the claim denies what its proof says, or says what the texts deny."""
    claimed = claim.unquoted
    denied = denied_by(claimed)
    if _denies_a_denial(claimed) and not any(map(says_no, proof)):
        return True
    if denied or says_no(claimed):
        if _is_forbidden(claimed, proof) or _is_new(claimed, proof) or _is_lost(claimed, proof):
            return False
        return not _are_denied(denied, claimed, proof) and not _deny_alike(claimed, proof)
    if claim.denies:
        return affirms_a_denied_refusal(claimed, proof) or refuses_what_is_done(claimed, proof)
    return _says_what_is_denied(claimed, proof, texts)


def turned_abroad(claim: Facts, proof: Sequence[Facts]) -> bool:
    """The same where the proof is in another language: whether only one of them says «no»."""
    claimed = claim.unquoted
    if says_no(claimed):
        return not any(text.denies for text in proof)
    if claimed.denies or len(proof) > 1:
        return False
    [there] = proof
    is_as_short = len(there.tokens) <= _AS_SHORT * len(claim.tokens)
    return is_as_short and says_no(there.unquoted)


def _is_forbidden(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether its one «no» is of what may not be, and the proof forbids or limits: «el máximo permitido»."""
    is_of_that = only_no(claimed) is not None and _MAY_NOT.search(fold(claimed.text))
    return bool(is_of_that) and any(_FORBIDS.search(fold(text.text)) for text in proof)


def _is_new(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether its one «no» is «nunca», until then, and the proof says that it was the first time."""
    never = only_no(claimed)
    if never is None or fold(claimed.tokens[never]) not in _NEVER:
        return False
    near = claimed.tokens[max(0, never - NEGATED) : never + NEGATED]
    is_until_then = not _UNTIL_THEN.isdisjoint(map(fold, near))
    return is_until_then and any(_FIRST_TIME.search(fold(text.text)) for text in proof)


def _is_lost(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether what is «ya no» so, its one «no», is lost or left in the proof: «ha perdido la ilusión»."""
    no = only_no(claimed)
    if not no or fold(claimed.tokens[no - 1]) not in _NO_LONGER:
        return False
    denied = denied_by(claimed)
    return any(
        denied & {*after(text, place, NEGATED_THERE)[:1]}
        for text in proof
        for place, token in enumerate(text.tokens)
        if _LOSES.fullmatch(fold(token))
    )


def _are_denied(denied: frozenset[str], claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the proof denies some of the words that the claim denies, or, having none of them, anything."""
    there = [text for text in proof if denied & text.stems]
    if not there:
        # «no es», «no está»: all that it denies are words too common to look for.
        return any(text.denies or _denies_itself(denied, text) for text in proof)
    return any(
        denied & denied_by(text, NEGATED_THERE)
        or _HARDLY in map(fold, text.tokens)
        or _denies_nearby(text, denied)
        or refuses(text, denied, claimed)
        or _denies_itself(denied, text)
        for text in there
    )


def _deny_alike(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the words on either side of a «no» of the claim are on those of one of the proof, but its verb.

    «A los que no tenía en cuenta el técnico» of «en los que no se fijaba el técnico»: what is denied there is
    nothing that the proof says without the «no».
    """
    said = frozenset(stem for text in proof for stem in text.stems)
    denied = [after(claimed, no, NEGATED) for no in noes_in(claimed)]
    return any(not stems or stems[0] not in said for stems in denied) and any(
        _are_beside_alike(claimed, ours, text, theirs)
        for text in proof
        for ours in noes_in(claimed)
        for theirs in noes_in(text)
    )


def _are_beside_alike(claimed: Facts, ours: int, text: Facts, theirs: int) -> bool:
    before = claimed.near(ours, ours + 1, reach=_AROUND) & text.near(theirs, theirs + 1, reach=_AROUND)
    return len(before) >= _ALIKE


def _denies_nearby(text: Facts, stems: frozenset[str]) -> bool:
    """Whether a «no» is said of some of the words, a topic: «respecto al paro, no se ha logrado nada»."""
    topics = [found.end() for found in _TOPIC.finditer(fold(text.text))]
    if not topics:
        return False
    opened = len(TOKEN.findall(fold(text.text)[: topics[-1]]))
    places = [place for stem in stems for place in text.places_of(stem) if place >= opened]
    return any(
        0 < no - place <= _TOPIC_REACH and not _has_verb(text.tokens[place + 1 : no])
        for no in noes_in(text)
        for place in places
    )


def _has_verb(tokens: Sequence[str]) -> bool:
    """Whether a verb, or what opens another clause, is among them; «que es la mayor causa» is an aside."""
    return any(
        fold(token) in TURNS or (FINITE.fullmatch(token.lower()) and token.lower() != "es")
        for token in tokens
    )


def _denies_a_denial(text: Facts) -> bool:
    """«No fracasó», «no pudieron impedir»."""
    return any(
        DENIAL.fullmatch(fold(token)) and fold(token) not in ("ni", "sin", "without", "sem")
        for place in noes_in(text)
        for token in text.tokens[place + 1 : place + NEGATED]
    )


def _denies_itself(denied: frozenset[str], text: Facts) -> bool:
    """«Inaceptable» of «no es aceptable»."""
    return any(f"{beginning}{stem}" in text.stems for beginning in _DENYING_BEGINNINGS for stem in denied)


def _says_what_is_denied(claimed: Facts, proof: Sequence[Facts], texts: Sequence[Facts]) -> bool:
    for text in texts:
        shared = claimed.stems & text.stems
        if len(shared) < 2 and 3 * len(shared) < len(text.stems):
            continue
        for place in noes_in(text):
            stems = {stem for stem in after(text, place, NEGATED) if not stem.startswith("ning")}
            if (
                stems
                and stems <= claimed.stems
                and not any(all(is_said(stem, other) for stem in stems) for other in texts)
            ):
                return True
    return any(len(refused(text) & claimed.stems) > 1 for text in proof)
