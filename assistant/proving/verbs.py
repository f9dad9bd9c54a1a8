"""A written sentence and those it came from -> who in it does to another what is done to somebody else there.

«Suso expulsó al árbitro» of «el árbitro expulsó a Suso»; «criticó a Isco» of «criticó a Bakambu». Only a
word that ends like a finite verb and has «a» right after it is looked at, and the same verb there. Nouns end
so too («la visita a»): they are told by the word before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.mentions.endings import PRETERITE, TELLS
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name

_BEFORE, _AFTER = 6, 4
# How far after its verb whom it is done to may be named: «criticó al alcalde de la ciudad, Luis Prendes».
_NAMED = 12
_TO = frozenset({"a", "al", "ao", "à"})
_FINITE = re.compile(rf"\w+{TELLS}|[^\W\d_]{{4,}}(?:a|e|an|en)|hizo|dijo|pidió")
_DID = re.compile(rf"\w+(?:{PRETERITE})")
# «La visita a», «en viaje a», «frente a»: nouns that end as verbs in the present do.
_MAYBE_NOUN = re.compile(r"[^\W\d_]{4,}(?:a|e|an|en)")
_BEFORE_NOUNS = frozenset(
    """el la los las un una unos unas su sus este esta ese esa aquel aquella del al de en con sin por para
    tras o um uma da do na no seu sua primera segunda ultima proxima nueva gran posible reciente""".split()  # noqa: SIM905
)
_NO_VERBS = frozenset("frente conforme referente".split())  # noqa: SIM905
_CLITICS = frozenset("le les lo la los las lhe lhes".split())  # noqa: SIM905
_PASSIVE = frozenset("fue fueron ser sido es son era eran han ha habia".split())  # noqa: SIM905
_ENDS = frozenset(".;!?")
_STOPS = frozenset('.;:,!?¿¡()«»“”"')
_CLAUSE = frozenset("y e o que pero mientras cuando quien donde and but mas".split())  # noqa: SIM905
_PARTS = frozenset("en por con para desde hasta sobre tras entre durante ante contra".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb, the stems of who does it, his names and the stems of to whom, and the names that follow."""

    verb: str
    doer: frozenset[str]
    doer_names: frozenset[str]
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
        same = [other for other in there if other.verb == deed.verb and _are_by_one(deed, other)]
        if not same or not deed.named:
            continue
        name = deed.named[0]
        if any(_is_done_to(name, deed, text) for text in texts):
            continue
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


def _are_by_one(deed: _Deed, other: _Deed) -> bool:
    """Whether two are done by the same; «el presidente Macron» is not «el presidente Trump»."""
    if deed.doer_names and other.doer_names:
        return bool(deed.doer_names & other.doer_names)
    return bool(deed.doer & other.doer)


def _is_done_to(name: Name, deed: _Deed, text: Facts) -> bool:
    """Whether a text has it in other order: «A Repsol le pidió el Gobierno», «pidió el Gobierno a él»."""
    for named in text.names:
        before = {fold(token) for token in text.tokens[max(0, named.first - 2) : named.first]}
        if not named.folded & name.folded or not _TO & before:
            continue
        after = _phrase(text, range(named.last, min(len(text.tokens), named.last + _BEFORE)))
        if any(
            text.stem_at[place] == deed.verb and fold(text.tokens[place - 1]) in _CLITICS for place in after
        ):
            return True
        # The verb comes first: who does it stands between, or after the name.
        between = [*_phrase(text, range(named.first - 1, max(-1, named.first - 1 - _BEFORE), -1))]
        verbs = [place for place in between if text.stem_at[place] == deed.verb]
        if verbs and deed.doer & {text.stem_at[place] for place in (*range(verbs[0], named.first), *after)}:
            return True
    return False


def _is_verb(text: Facts, place: int) -> bool:
    token = text.tokens[place]
    if not (token.islower() and _FINITE.fullmatch(token) and text.stem_at[place]):
        return False
    before = fold(text.tokens[place - 1]) if place else ""
    is_noun = fold(token) in _NO_VERBS | _PARTS or before in _BEFORE_NOUNS
    return not (is_noun and _MAYBE_NOUN.fullmatch(token))


def _deeds(text: Facts) -> Iterator[_Deed]:
    doer: frozenset[str] = frozenset()
    doer_names: frozenset[str] = frozenset()
    for place in range(len(text.tokens) - 1):
        if fold(text.tokens[place + 1]) not in _TO or not _is_verb(text, place):
            continue
        if any(fold(before) in _PASSIVE for before in text.tokens[max(0, place - 1) : place]):
            continue
        # «Elogió a Isco y criticó a Bakambu»: the same does both.
        around = range(place - 1, max(-1, place - 1 - _BEFORE), -1)
        if found := frozenset(_stems(text, around)):
            doer, doer_names = found, _names_among(text, _phrase(text, around))
        yield _Deed(
            text.stem_at[place],
            doer,
            doer_names,
            frozenset(_stems(text, range(place + 2, min(len(text.tokens), place + 2 + _AFTER)))),
            tuple(_named(text, place + 2)),
        )


def _phrase(text: Facts, places: range) -> list[int]:
    """The places up to a mark, or a word that begins another part of the sentence."""
    stops = _STOPS | _CLAUSE | _PARTS
    ends = (at for at, place in enumerate(places) if fold(text.tokens[place]) in stops)
    return list(places[: next(ends, len(places))])


def _stems(text: Facts, places: range) -> Iterator[str]:
    return (text.stem_at[place] for place in _phrase(text, places) if text.stem_at[place])


def _names_among(text: Facts, places: Sequence[int]) -> frozenset[str]:
    names = (name for name in text.names if not set(places).isdisjoint(range(name.first, name.last)))
    return frozenset(part for name in names for part in name.folded)


def _named(text: Facts, first: int) -> Iterator[Name]:
    """The names from a place on, to the end of the sentence or the next verb."""
    for place in range(first, min(len(text.tokens), first + _NAMED)):
        token = text.tokens[place]
        if token in _ENDS or (token.islower() and _DID.fullmatch(token)):
            return
        yield from (name for name in text.names if name.first == place)
