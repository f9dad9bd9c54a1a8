"""A written sentence and those it came from -> whether somebody refuses, or not, what is otherwise there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.endings import TELLS
from assistant.proving.noes import FINITE, NEGATED, NEGATED_THERE, STOPS, TURNS, after, noes_in
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.mentions.facts import Facts

# What was done, or will be; of a verb after «no dudó en», «no tardó en» that is so too.
_DONE = re.compile(rf"\w{{2,}}{TELLS}")
_ALL_BUT_DONE = re.compile(r"(?:dud|tard)\w+")
_INFINITIVE = re.compile(r"\w{2,}[aei]r(?:se|l[aeo]s?)?")
_PREVENTS = re.compile(r"neg(?:o|aron)|nieg\w+|rechaz\w+|rehus\w+|evit\w+|descart\w+|renunci\w+")
# «contrario a que en la Comisión de Derechos Humanos se condene»
_REFUSED = 16
_REFUSAL = re.compile(r"nieg\w+|neg(?:o|aron|aba|aban)|rechaz(?:o|a|an|aron|aba|aban)|rehus\w+|desmint\w+")


def affirms_a_denied_refusal(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the claim refuses what the proof nowhere does: «descarta» of «no descarta»."""
    for place in claimed.refusals:
        stem = claimed.stem_at[place]
        there = [(text, at) for text in proof for at in text.places_of(stem)] if stem else []
        if there and all(_is_denied_at(text, at) for text, at in there):
            return True
    return False


def _is_denied_at(text: Facts, place: int) -> bool:
    """Whether a «no» is right before a place: not in «no dudó en rechazar», nor beyond «pero» or a comma."""
    return any(
        no < place <= no + NEGATED
        and not any(
            token in STOPS or fold(token) in TURNS or _ALL_BUT_DONE.fullmatch(fold(token))
            for token in text.tokens[no + 1 : place]
        )
        for no in noes_in(text)
    )


def refuses_what_is_done(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the claim has somebody refuse what a proof without any denial says was done, or will be.

    «Se negó a dimitir», «evitó firmar» of «dimitió», «firmó». What it refuses may be named otherwise:
    «descartó una rebaja».
    """
    if any(text.denies for text in proof):
        return False
    done = {
        text.stem_at[place]
        for text in proof
        for place, token in enumerate(text.tokens)
        if token[0].islower() and _DONE.fullmatch(token.lower())
    }
    return any(
        each.startswith(claimed.stem_at[ahead])
        for place in claimed.refusals
        if _PREVENTS.fullmatch(fold(claimed.tokens[place]))
        for ahead in range(place + 1, min(len(claimed.tokens), place + 1 + NEGATED))
        if _INFINITIVE.fullmatch(fold(claimed.tokens[ahead])) and claimed.stem_at[ahead]
        for each in done
    )


def refuses(text: Facts, stems: frozenset[str], claimed: Facts) -> bool:
    """Whether a text refuses, lacks or rejects something that some of the words are said of.

    A word that a name of the claim has, «Evita Perón», refuses nothing.
    """
    refusals = [place for place in text.refusals if not claimed.is_named(fold(text.tokens[place]))]
    places = [place for stem in stems for place in text.places_of(stem)]
    return any(-NEGATED_THERE <= there - here <= _REFUSED for here in refusals for there in places)


def refused(text: Facts) -> frozenset[str]:
    """The stems of the words after «se niegan a», «rechazó»."""
    refusals = [place for place, token in enumerate(text.tokens) if _REFUSAL.fullmatch(fold(token))]
    return frozenset(
        stem
        for place in refusals
        for stem in after(
            text,
            place,
            min(2 * NEGATED_THERE, max(NEGATED + 1, _refused_end(text.tokens, place) - place - 1)),
        )
    )


def _refused_end(tokens: Sequence[str], place: int) -> int:
    """Where what a refusal is of ends: at «y», «pero» before the next verb."""
    for ahead in range(place + 1, len(tokens)):
        if fold(tokens[ahead]) in TURNS and any(
            FINITE.fullmatch(token.lower()) for token in tokens[ahead + 1 : ahead + 4]
        ):
            return ahead
    return len(tokens)
