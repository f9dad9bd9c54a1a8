"""A written sentence and those it came from -> who in it does to another what is done to somebody else there.

«Suso expulsó al árbitro» of «el árbitro expulsó a Suso»; «criticó a Isco» of «criticó a Bakambu». Only a verb
with «a» right after it is looked at, and the same verb there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name

_BEFORE, _AFTER = 6, 4
# How far after its verb whom it is done to may be named: «criticó al alcalde de la ciudad, Luis Prendes».
_NAMED = 12
_TO = frozenset({"a", "al", "ao", "à"})
_FINITE = re.compile(
    r"\w+(?:ó|aron|ieron|yeron|aba|aban|ará|erá|irá|arán|erán|irán)|[^\W\d_]{4,}(?:a|e|an|en)|hizo|dijo|pidió"
)
_PASSIVE = frozenset("fue fueron ser sido es son era eran han ha habia".split())  # noqa: SIM905
_ENDS = frozenset(".;!?")
_STOPS = frozenset('.;:,!?¿¡()«»“”"')
_CLAUSE = frozenset("y e o que pero mientras cuando quien donde and but mas".split())  # noqa: SIM905
_PARTS = frozenset("en por con para desde hasta sobre tras entre durante ante contra".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb, the stems of who does it and of to whom, and the names that follow."""

    verb: str
    doer: frozenset[str]
    bearer: frozenset[str]
    named: tuple[Name, ...]


def exchanged_doer(claim: Facts, texts: Sequence[Facts]) -> str:
    """The words of who does, in the claim, what in a text is done to him by whom he does it to; or ``""``."""
    there = [deed for text in texts for deed in _deeds(text)]
    for deed in _deeds(claim):
        same = [other for other in there if other.verb == deed.verb]
        is_turned = any(
            deed.doer & other.bearer
            and deed.bearer & other.doer
            and not deed.doer & other.doer
            and not deed.bearer & other.bearer
            for other in same
        )
        if is_turned and not any(deed.doer & other.doer and deed.bearer & other.bearer for other in same):
            return " ".join(sorted(deed.doer))
    return ""


def other_bearer(claim: Facts, texts: Sequence[Facts]) -> Name | None:
    """The name to whom the claim says something is done that in the texts is done to others; or None."""
    there = [deed for text in texts for deed in _deeds(text) if deed.named]
    for deed in _deeds(claim):
        same = [other for other in there if other.verb == deed.verb and deed.doer & other.doer]
        if not same or not deed.named:
            continue
        name = deed.named[0]
        if not any(name.folded & told.folded for other in same for told in other.named) and any(
            name.folded & told.folded for text in texts for told in text.names
        ):
            return name
    return None


def bears_it_there(claim: Facts, name: Name, texts: Sequence[Facts]) -> bool:
    """Whether in a text the same is done to who is named as in the claim, by the same."""
    there = [deed for text in texts for deed in _deeds(text)]
    return any(
        name in deed.named[:1]
        and deed.verb == other.verb
        and deed.doer & other.doer
        and any(name.folded & told.folded for told in other.named)
        for deed in _deeds(claim)
        for other in there
    )


def _deeds(text: Facts) -> Iterator[_Deed]:
    doer: frozenset[str] = frozenset()
    for place, token in enumerate(text.tokens[:-1]):
        is_verb = token.islower() and _FINITE.fullmatch(token) and text.stem_at[place]
        if not is_verb or fold(text.tokens[place + 1]) not in _TO:
            continue
        if any(fold(before) in _PASSIVE for before in text.tokens[max(0, place - 1) : place]):
            continue
        # «Elogió a Isco y criticó a Bakambu»: the same does both.
        doer = frozenset(_stems(text, range(place - 1, max(-1, place - 1 - _BEFORE), -1))) or doer
        yield _Deed(
            text.stem_at[place],
            doer,
            frozenset(_stems(text, range(place + 2, min(len(text.tokens), place + 2 + _AFTER)))),
            tuple(_named(text, place + 2)),
        )


def _stems(text: Facts, places: range) -> Iterator[str]:
    for place in places:
        folded = fold(text.tokens[place])
        if folded in _STOPS or folded in _CLAUSE or folded in _PARTS:
            return
        if text.stem_at[place]:
            yield text.stem_at[place]


def _named(text: Facts, first: int) -> Iterator[Name]:
    """The names from a place on, to the end of the sentence or the next verb."""
    for place in range(first, min(len(text.tokens), first + _NAMED)):
        token = text.tokens[place]
        if token in _ENDS or (token.islower() and re.fullmatch(r"\w+(?:ó|aron|ieron)", token)):
            return
        yield from (name for name in text.names if name.first == place)
