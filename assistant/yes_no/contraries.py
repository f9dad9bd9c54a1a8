"""A question matched with a sentence -> whether that has the contrary of a word asked for: «bajo» of «alto».

The contrary must stand among other words of the question, undenied, and the word itself nowhere. A
«rechazo» or an «ausencia» of somebody is the contrary of what supports or takes part. That who sells did not
buy is no matter of nouns: of «la venta a Iberia» nothing is known of what Iberia did (`counted` asks less).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.yes_no.roots import are_of_one_root
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.yes_no.matching import Match

# Whole words without accents. «Abril» opens nothing, «negoció» refuses nothing, «vendrá» sells nothing.
_PAIRS = (
    (
        r"(?:aument|increment|elev|crec|ascend|ascens(?!or))\w*|sub(?:[ae]n?|io|ieron|ian?|iendo|ir\w*|id[oa]s?)",
        r"(?:baj|rebaj|reduc|reduj|disminu|descend|descens|recort)\w*|ca(?:y[eo]\w*|er\w*|id[oa]s?)",
    ),
    (
        r"gan(?:o|a|an|aba|aban|ando|aron|ar\w*|ad[oa]s?)|venc(?!id|imien)\w*|(?:victori|triunf)\w*",
        r"perd(?!on)\w*|pierd\w*|(?:derrotad|vencid)[oa]s?",
    ),
    (r"(?:aprob|acept|aprueb)\w*", r"(?:rechaz|nieg|negativ|rehus)\w*|nego|negaron"),
    (
        r"abr(?:e|en|a|an|io|ieron|ia|ian|iendo|ir\w*)|abiert[oa]s?|(?:inaugur|apertur)\w*",
        r"cerr(?:o|aba|aban|ando|aron|ar\w*|ad[oa]s?)|(?:cierr|clausur)\w*",
    ),
    (r"alt[oa]s?", r"baj[oa]s?"),
    (r"bien", r"mal"),
    (r"(?:refuerz|reforz|fortalec)\w*", r"(?:debilit|mermad)\w*"),
    (r"satisfech\w*", r"(?:insatisfech|descontent)\w*"),
    (r"positiv\w*", r"negativ\w*"),
    (r"public[oa]s?", r"privad[oa]s?"),
    (r"(?:acertad|correct)\w*", r"(?:erron|equivoc|incorrect)\w*"),
    (r"conform\w*|content[oa]s?|acuerdo", r"(?:desacuerd|malestar|descontent)\w*"),
    (r"legal\w*", r"ilegal\w*"),
    (r"compr(?:o|a|as|an|aba|aban|ando|aron|ar\w*|ad[oa]s?)", r"vend(?!r|av)\w*"),
    (r"mejor(?:o|a|as|an|aba|aban|ando|aron|ar\w*|ad[oa]s?)", r"empeor\w*"),
    (r"conden\w*", r"(?:absolv|absuel)\w*"),
    (r"mayor(?:es)?", r"menor(?:es)?"),
    (r"entr(?:o|a|ar|aron)", r"sal(?:io|ir|ieron|ido)"),
    (r"viv[oa]s?", r"muert\w*"),
)
_SIDES = tuple((re.compile(own), re.compile(other)) for pair in _PAIRS for own, other in (pair, pair[::-1]))
_TAKES_PART = re.compile(r"(?:apoy|vot|acept|aprob|apru|respald|particip|asist|acud|secund|suscrib)\w*")
_KEEPS_OUT = re.compile(r"rechazo|negativa|oposicion|ausencia|veto|abstencion")
_WINS_OR_LOSES = re.compile(r"gan|venc|victori|triunf|perd|pierd|derrot")
_NEAR, _LEAST_NEAR = 12, 2
_OF = frozenset({"de", "del"})


def contrary_in(match: Match) -> bool:
    """Whether the sentence has the contrary of a word that the question wants and it does not have."""
    said = [fold(token) for token in match.said.tokens]
    lacking = [place for place in match.question.wanted if not _is_there(match, place)]
    return any(_has_contrary(match, said, place) for place in lacking) or _is_kept_out(match, said)


def _is_there(match: Match, place: int) -> bool:
    stem = match.asked.stem_at[place]
    return any(are_of_one_root(stem, match.said.stem_at[at]) for at in match.places[place])


def _has_contrary(match: Match, said: list[str], place: int) -> bool:
    word = fold(match.asked.tokens[place])
    for own, other in _SIDES:
        if not own.fullmatch(word) or other.fullmatch(word):
            continue
        # «Tras perder B ante A»: of two, who lost and who won is told by their places.
        if len(match.asked.names) > 1 and _WINS_OR_LOSES.match(word):
            continue
        found = [
            at
            for at, token in enumerate(said)
            if other.fullmatch(token) and not own.fullmatch(token) and at not in match.denied_there
        ]
        beside = {at for places in match.places.values() for at in places} - {*found}
        if any(sum(abs(at - near) <= _NEAR for near in beside) >= _LEAST_NEAR for at in found):
            return True
    return False


def _is_kept_out(match: Match, said: list[str]) -> bool:
    """«El rechazo del PNV» of «¿Votó a favor el PNV?»."""
    if not any(_TAKES_PART.fullmatch(fold(match.asked.tokens[place])) for place in match.question.wanted):
        return False
    asked = frozenset(part for name in match.asked.names for part in name.folded)
    return any(
        _KEEPS_OUT.fullmatch(said[name.first - back - 1]) and said[name.first - back] in _OF
        for name in match.said.names
        for back in (1, 2)
        if name.folded & asked and name.first > back
    )
