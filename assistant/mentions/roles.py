"""A claim, written or asked, and the texts it is of -> a name that does there what it says is done to it.

«Venezuela venció a Colombia» of «Colombia venció a Venezuela»: each name is read as the one
who does or the one who bears, by the word before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name

_BEFORE_OBJECTS = frozenset({"a", "al", "ante", "contra", "to", "against", "ao"})
_COMPLEMENT = _BEFORE_OBJECTS | frozenset(
    "de del en por con para desde hasta sobre entre of in by with from do da no na".split()  # noqa: SIM905
)
_ARTICLES = frozenset("el la los las un una su sus the a an o os as um uma".split())  # noqa: SIM905
# Words that turn who does and who bears round: «perdió ante» is «ganó a».
_CONVERSE = re.compile(
    r"perd(?!on|iz)\w*|pierd\w*|derrot(?!er)\w*|ced(?!ul)\w*|recib(?!os?$)\w*|compr(?!en[ds]|im|ob|om)\w*"
    r"|hered\w*|suced\w*|sufr(?!ag)\w*|lost|beaten|buys?|bought",
    re.IGNORECASE,
)
_AGENTS, PASSIVE = (
    frozenset({"por", "by"}),
    frozenset({"fue", "fueron", "sido", "era", "was", "were", "been", "foi"}),
)


def exchanged_name(claim: Facts, texts: Sequence[Facts]) -> Name | None:
    """The name that the claim says does what, in the texts, is done to it; None if there is none."""
    pairs = [(one, other) for one in claim.names for other in claim.names if not one.folded & other.folded]
    for doer, bearer in pairs:
        if (
            doer.first > bearer.first
            or role_of(claim, doer) != "subject"
            or role_of(claim, bearer) != "object"
        ):
            continue
        if any(_is_straight(claim, doer, bearer, text) for text in texts):
            continue
        for text in texts:
            if _turns_round(claim) != _turns_round(text):
                continue
            doers = [name for name in text.names if name.folded & bearer.folded]
            bearers = [name for name in text.names if name.folded & doer.folded]
            if not doers or not bearers or len(claim.stems & text.stems) < 3:
                continue
            if {role_of(text, name) for name in bearers} == {"object"} and {
                role_of(text, name) for name in doers
            } == {"subject"}:
                return doer
    return None


def exchanged_owner(claim: Facts, texts: Sequence[Facts]) -> Name | None:
    """«Hidro compra la filial de Iberdrola» of «Iberdrola compra la filial de Hidro»; None if none is."""
    for doer, owner in ((one, other) for one in claim.names for other in claim.names):
        noun = _owned(claim, owner)
        if not noun or doer.folded & owner.folded or role_of(claim, doer) != "subject":
            continue
        alike = [
            text
            for text in texts
            if _turns_round(claim) == _turns_round(text) and len(claim.stems & text.stems) >= 3
        ]
        if any(_does_with_what_is_of(doer, owner, noun, text) for text in alike):
            continue
        if any(_does_with_what_is_of(owner, doer, noun, text) for text in alike):
            return doer
    return None


def _does_with_what_is_of(doer: Name, owner: Name, noun: str, text: Facts) -> bool:
    return any(name.folded & doer.folded and role_of(text, name) == "subject" for name in text.names) and any(
        name.folded & owner.folded and _owned(text, name) == noun for name in text.names
    )


def _owned(text: Facts, name: Name) -> str:
    """The stem of what is somebody's, «filial» of «la filial de Hidro»; ``""`` if the name owns nothing."""
    if role_of(text, name) != "part":
        return ""
    place = name.first - 1
    while place > 0 and fold(text.tokens[place]) in (*_ARTICLES, "de", "del", "of", "do", "da"):
        place -= 1
    return text.stem_at[place] if text.tokens[place].islower() else ""


def _is_straight(claim: Facts, doer: Name, bearer: Name, text: Facts) -> bool:
    """Whether a text says of two names, in as many words, what the claim says of them."""
    if _turns_round(claim) != _turns_round(text) or len(claim.stems & text.stems) < 3:
        return False
    doers = {role_of(text, name) for name in text.names if name.folded & doer.folded}
    bearers = {role_of(text, name) for name in text.names if name.folded & bearer.folded}
    return doers == {"subject"} and bearers == {"object"}


def role_of(text: Facts, name: Name) -> str:
    """What the word before a name makes of it: part («de»), object («a»), agent («por»), place or subject."""
    before = _word_before(text, name)
    if before in ("de", "del", "of", "do", "da"):
        return "part"
    if before in _BEFORE_OBJECTS:
        return "object"
    if before in _AGENTS:
        return "agent"
    return "place" if before in _COMPLEMENT else "subject"


def _word_before(text: Facts, name: Name) -> str:
    place = name.first - 1
    while place >= 0 and (fold(text.tokens[place]) in _ARTICLES - {"a"} or text.tokens[place] in '«“"'):
        place -= 1
    return fold(text.tokens[place]) if place >= 0 else ""


def _turns_round(text: Facts) -> bool:
    folded = {fold(token) for token in text.tokens}
    return bool(folded & _AGENTS and folded & PASSIVE) or any(map(_CONVERSE.fullmatch, text.tokens))
