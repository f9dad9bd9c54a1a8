"""A question matched with a sentence -> whether that has the contrary of a word asked for: «bajo» of «alto».

The contrary must stand among other words of the question, undenied, and the word itself nowhere. A
«rechazo» or an «ausencia» of somebody is the contrary of what supports or takes part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.yes_no.roots import are_of_one_root
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.yes_no.matching import Match

_PAIRS = (
    (
        r"aument|increment|elev|sub(?:e|i|a)|crec|ascend|ascens",
        r"baj|rebaj|reduc|reduj|disminu|descend|descens|ca(?:yo|er|id)|recort",
    ),
    (r"gan(?:o|a|aron|ad)|venc|victori|triunf", r"perd(?!on)|pierd|derrotad"),
    (r"aprob|acept|aprueb", r"rechaz|nieg|neg(?:o|aron|ativ)|rehus"),
    (r"abr(?:e|i|a)|abier|inaugur|apertur", r"cerr|cierr|clausur"),
    (r"alt[oa]s?$", r"baj[oa]s?$"),
    (r"bien$", r"mal$"),
    (r"refuerz|reforz|fortalec", r"debilit|mermad"),
    (r"empez|empiez|comenz|comienz|inici", r"acab|termin|finaliz|conclu"),
    (r"satisfech", r"insatisfech|descontent"),
    (r"positiv", r"negativ"),
    (r"public[oa]s?$", r"privad[oa]s?$"),
    (r"acertad|correct", r"erron|equivoc|incorrect"),
    (r"conform|content[oa]s?$|acuerdo$", r"desacuerd|malestar|descontent"),
    (r"legal", r"ilegal"),
    (r"compr(?:o|a|ar|aron|ad)", r"vend"),
    (r"mejor(?:o|a|ar|aron|ad)", r"empeor"),
    (r"conden", r"absolv|absuel"),
    (r"mayor", r"menor"),
    (r"entr(?:o|a|ar|aron|ad)$", r"sal(?:io|ir|ieron|ido)$"),
    (r"viv[oa]s?$", r"muert"),
)
_SIDES = tuple((re.compile(own), re.compile(other)) for pair in _PAIRS for own, other in (pair, pair[::-1]))
_TAKES_PART = re.compile(r"(?:apoy|vot|acept|aprob|apru|respald|particip|asist|acud|secund|suscrib)\w*")
_KEEPS_OUT = re.compile(r"rechazo|negativa|oposicion|ausencia|veto|abstencion")
_NEAR, _LEAST_NEAR = 12, 2
_OF = frozenset({"de", "del"})


def contrary_in(match: Match) -> bool:
    """Whether the sentence has the contrary of a word that the question wants and it does not have."""
    said = [fold(token) for token in match.said.tokens]
    lacking = [place for place in match.wanted if not _is_there(match, place)]
    return any(_has_contrary(match, said, place) for place in lacking) or _is_kept_out(match, said)


def _is_there(match: Match, place: int) -> bool:
    stem = match.asked.stem_at[place]
    return any(are_of_one_root(stem, match.said.stem_at[at]) for at in match.places[place])


def _has_contrary(match: Match, said: list[str], place: int) -> bool:
    word = fold(match.asked.tokens[place])
    for own, other in _SIDES:
        if not own.match(word) or other.match(word):
            continue
        found = [
            at
            for at, token in enumerate(said)
            if other.match(token) and not own.match(token) and at not in match.denied
        ]
        beside = {at for places in match.places.values() for at in places} - {*found}
        if any(sum(abs(at - near) <= _NEAR for near in beside) >= _LEAST_NEAR for at in found):
            return True
    return False


def _is_kept_out(match: Match, said: list[str]) -> bool:
    """«El rechazo del PNV» of «¿Votó a favor el PNV?»."""
    if not any(_TAKES_PART.fullmatch(fold(match.asked.tokens[place])) for place in match.wanted):
        return False
    asked = frozenset(part for name in match.asked.names for part in name.folded)
    return any(
        _KEEPS_OUT.fullmatch(said[name.first - back - 1]) and said[name.first - back] in _OF
        for name in match.said.names
        for back in (1, 2)
        if name.folded & asked and name.first > back
    )
