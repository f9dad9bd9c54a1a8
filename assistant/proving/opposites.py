"""A written sentence and those that prove it -> whether it says the opposite: «subió» of «bajó».

Only forms of verbs, with their accents, count, in both languages: a statement is dropped for it. What answers
a question or is counted there is told by other words too, see `yes_no.contraries` and `counted`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.facts import NEGATIONS
from assistant.mentions.roles import role_of
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.mentions.facts import Facts

_FIRST = r"(?:ó|aron|ará|arán|aba|aban|ado|ados|ada|adas|an)"
_SECOND = r"(?:ió|ieron|erá|erán|irá|irán|ía|ían|ido|idos|ida|idas|en)"


def _verbs(first: str, second: str, others: str = "") -> re.Pattern[str]:
    """Forms of verbs in -ar and of those in -er and -ir, by their roots, and others; accents count."""
    kinds = [f"(?:{first}){_FIRST}" if first else "", f"(?:{second}){_SECOND}" if second else "", others]
    return re.compile("|".join(filter(None, kinds)))


_GREW = _verbs("aument|increment|elev", "sub|crec|ascend", "aumenta|sube|crece|rose|grew|increased")
_SHRANK = _verbs(
    "baj|rebaj",
    "reduc|disminu|descend",
    "redujo|redujeron|disminuy(?:ó|eron)|cayó|cayeron|caído|fell|decreased",
)
_WON = _verbs("gan", "venc", "gana|won")
_LOST = _verbs("", "perd", "pierde|pierden|lost")
_TOOK = _verbs("aprob|acept", "", "aprueba|acepta|approved|accepted")
_REFUSED = _verbs("rechaz", "", "rechaza|rejected")
_OPENED = _verbs("inaugur", "abr", "abre|abierto|abierta|opened")
_CLOSED = _verbs("cerr|clausur", "", "cierra|cierran|closed")
_OPPOSED = ((_GREW, _SHRANK), (_WON, _LOST), (_TOOK, _REFUSED), (_OPENED, _CLOSED))


def says_the_opposite(claim: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the claim has one of two opposed verbs and its proof only the other, neither with a «no»."""
    claimed = claim.unquoted
    if any({fold(token) for token in text.tokens} & NEGATIONS for text in (claimed, *proof)):
        return False
    for sides in _OPPOSED:
        for own, other in (sides, sides[::-1]):
            if (
                _has(claimed, own)
                and not _has(claimed, other)
                and any(_has(text, other) for text in proof)
                and not any(_has(text, own) for text in proof)
            ):
                return sides[0] is not _WON or not _is_converse(claimed, proof)
    return False


def _has(text: Facts, verbs: re.Pattern[str]) -> bool:
    return any(verbs.fullmatch(token.lower()) for token in text.tokens)


def _is_converse(claim: Facts, proof: Sequence[Facts]) -> bool:
    """«Venezuela ganó a Colombia» of «Colombia perdió ante Venezuela»: who wins is not who loses there."""
    doer = claim.names[0].folded if claim.names else frozenset()
    return not any(
        name.folded & doer and role_of(text, name) == "subject" for text in proof for name in text.names
    )
