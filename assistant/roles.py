"""A written sentence and those it came from -> a name that stands where the articles have another.

A name is known by the noun or the verb next to it («el técnico, Umaña», «Umaña envió»):
another may not fit there better, nor two names of the sentence each in the other's place.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.facts import Facts
    from assistant.names import Name

_SLOT = 5
_BEFORE_OBJECTS = frozenset({"a", "al", "ante", "contra", "to", "against", "ao"})
_COMPLEMENT = _BEFORE_OBJECTS | frozenset(
    "de del en por con para desde hasta sobre entre of in by with from do da no na".split()  # noqa: SIM905
)
_ARTICLES = frozenset("el la los las un una su sus the a an o os as um uma".split())  # noqa: SIM905
_STOPS = frozenset('.;:!?¿¡()«»“”"[]')
# Those who speak are seldom named in the sentence that quotes them.
_SAYING = tuple(
    """dij asegur afirm señal explic agreg añad manifest indic declar coment consider inform sostuv sostien
    opin apunt precis subray destac recalc said say told anunci record reiter critic acus""".split()  # noqa: SIM905
)
# Words that turn who does and who bears round: «perdió ante» is «ganó a».
_CONVERSE = tuple(
    "perd derrot ced recib compr hered suced sufr lost beaten buy bought".split()  # noqa: SIM905
)
_AGENTS, _PASSIVE = (
    frozenset({"por", "by"}),
    frozenset({"fue", "fueron", "sido", "era", "was", "were", "been", "foi"}),
)


class Slot(NamedTuple):
    """The stems of the words next to a name, on its left and on its right."""

    left: frozenset[str]
    right: frozenset[str]

    def likeness(self, other: Slot) -> float:
        """How many words both have; one on the other side counts half."""
        same = len(self.left & other.left) + len(self.right & other.right)
        return same + 0.5 * (len(self.left & other.right) + len(self.right & other.left))


def misplaced_name(claim: Facts, texts: Sequence[Facts]) -> Name | None:
    """The name that stands where the texts have another; None if there is none."""
    told = [(text, name, _slot(text, name)) for text in texts for name in text.names]
    mentioned = {part for name in claim.names for part in _parts(name)}
    for name in claim.names:
        slot, role = _slot(claim, name), _role(claim, name)
        if role == "part" or not (slot.left or slot.right):
            continue
        own = [other for _, one, other in told if _parts(one) & _parts(name)]
        if not own:
            continue
        best = max(slot.likeness(other) for other in own)
        rivals = [
            slot.likeness(other)
            for text, one, other in told
            if not _parts(one) & mentioned and _role(text, one) == role
        ]
        if max(rivals, default=0.0) >= best + 1:
            return name
    return _exchanged(claim, texts) or _trade_places(claim, texts)


def _parts(name: Name) -> frozenset[str]:
    return frozenset(fold(part) for part in name.parts)


def _role(text: Facts, name: Name) -> str:
    """What the word before a name makes of it: "part" («de»), "object" («a»), "place" («en») or "subject"."""
    before = _word_before(text, name)
    if before in ("de", "del", "of", "do", "da"):
        return "part"
    if before in _BEFORE_OBJECTS:
        return "object"
    return "place" if before in _COMPLEMENT else "subject"


def _slot(text: Facts, name: Name) -> Slot:
    named = {place for one in text.names for place in range(one.first, one.last)}
    before = range(name.first - 1, max(-1, name.first - 1 - _SLOT), -1)
    after = range(name.last, min(len(text.tokens), name.last + _SLOT))
    return Slot(_beside(text, before, named), _beside(text, after, named))


def _beside(text: Facts, places: Iterable[int], named: set[int]) -> frozenset[str]:
    """The stems on one side of a name, as far as the next name, mark or clause; no verbs of saying."""
    found = set()
    for place in places:
        token = text.tokens[place]
        if token in _STOPS or token[0].isdigit():
            break
        if place in named:
            continue
        following = text.tokens[place + 1].lower() if place + 1 < len(text.tokens) else ""
        if token.startswith(",") and following in _ARTICLES:
            break
        stem = text.stem_at[place]
        if stem and token[0].isalpha() and not stem.startswith(_SAYING):
            found.add(stem)
    return frozenset(found)


def _exchanged(claim: Facts, texts: Sequence[Facts]) -> Name | None:
    """A name that does what, in the texts, is done to it by the one it is said to do it to."""
    pairs = [(one, other) for one in claim.names for other in claim.names if not _parts(one) & _parts(other)]
    for doer, bearer in pairs:
        if doer.first > bearer.first or _role(claim, doer) != "subject" or _role(claim, bearer) != "object":
            continue
        for text in texts:
            if _turns_round(claim) != _turns_round(text):
                continue
            doers = [name for name in text.names if _parts(name) & _parts(bearer)]
            bearers = [name for name in text.names if _parts(name) & _parts(doer)]
            if not doers or not bearers or len(claim.stems & text.stems) < 3:
                continue
            if {_role(text, name) for name in bearers} == {"object"} and {
                _role(text, name) for name in doers
            } == {"subject"}:
                return doer
    return None


def _trade_places(claim: Facts, texts: Sequence[Facts]) -> Name | None:
    """A name that fits the texts better where another name of the claim is, and that one in its place."""
    told = [(_parts(name), _slot(text, name)) for text in texts for name in text.names]
    # «Allen logró 28 puntos y Cassell 22» may be said from its other end.
    if _turns_round(claim) or len(claim.numbers) + len(claim.days) > 1:
        return None
    for one, other in combinations(claim.names, 2):
        if _parts(one) & _parts(other) or _are_joined(claim, one, other):
            continue
        mine, its = _slot(claim, one), _slot(claim, other)
        slots_of_mine = [slot for parts, slot in told if parts & _parts(one)]
        slots_of_it = [slot for parts, slot in told if parts & _parts(other)]
        if not slots_of_mine or not slots_of_it:
            continue
        kept = _best(mine, slots_of_mine) + _best(its, slots_of_it)
        if _best(its, slots_of_mine) + _best(mine, slots_of_it) >= kept + 1:
            return one
    return None


def _are_joined(text: Facts, one: Name, other: Name) -> bool:
    """«Michigan y Arizona»: which comes first says nothing."""
    between = {token.lower() for token in text.tokens[one.last : other.first]}
    return between <= {",", "y", "e", "and", "el", "la"}


def _best(slot: Slot, others: Sequence[Slot]) -> float:
    return max(slot.likeness(other) for other in others)


def _word_before(text: Facts, name: Name) -> str:
    place = name.first - 1
    while place >= 0 and (fold(text.tokens[place]) in _ARTICLES - {"a"} or text.tokens[place] in '«“"'):
        place -= 1
    return fold(text.tokens[place]) if place >= 0 else ""


def _turns_round(text: Facts) -> bool:
    folded = {fold(token) for token in text.tokens}
    return bool(folded & _AGENTS and folded & _PASSIVE) or any(
        stem.startswith(_CONVERSE) for stem in text.stems
    )
