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
    from assistant.mentions.names import Name

_FIRST = r"(?:ó|aron|ará|arán|aba|aban|ado|ados|ada|adas|an)"
_SECOND = r"(?:ió|ieron|erá|erán|irá|irán|ía|ían|ido|idos|ida|idas|en)"


def _verbs(first: str, second: str, others: str = "") -> re.Pattern[str]:
    """Forms of verbs in -ar and of those in -er and -ir, by their roots, and others; accents count."""
    kinds = [f"(?:{first}){_FIRST}" if first else "", f"(?:{second}){_SECOND}" if second else "", others]
    return re.compile("|".join(filter(None, kinds)))


_GREW = _verbs(
    "aument|increment|elev", "sub|crec|ascend", "aumenta|sube|crece|rose|grew|increased|aumentou|subiu"
)
_SHRANK = _verbs(
    "baj|rebaj",
    "reduc|disminu|descend",
    "redujo|redujeron|disminuy(?:ó|eron)|cayó|cayeron|caído|fell|decreased|caiu|diminuiu",
)
_WON = _verbs("gan", "venc", "gana|won|earned|ganhou|venceu")
_LOST = _verbs("", "perd", "pierde|pierden|lost|perdeu")
_TOOK = _verbs("aprob|acept", "", "aprueba|acepta|approved|accepted|aprovou|aceitou")
_REFUSED = _verbs("rechaz", "", "rechaza|rejected|rejeitou")
_OPENED = _verbs("inaugur", "abr", "abre|abierto|abierta|opened")
_CLOSED = _verbs("cerr|clausur", "", "cierra|cierran|closed")
_BOUGHT = _verbs("compr", "adquir", "compra|compran|adquiere|bought|buy|comprou")
_SOLD = _verbs("", "vend", "vende|venden|venderá|venderán|sold|sell|vendeu")
_PRAISED = _verbs("elogi|alab|aplaud", "aplaud", "elogia|alaba|praised")
_BLAMED = _verbs("critic|censur|reprob", "", "critica|censura|criticised|criticized")
_ADMITTED = _verbs("confirm", "admit|reconoc", "confirma|admite|reconoce|confirmed|admitted")
_DENIED = _verbs("neg", "desment", "desmintió|desmintieron|niega|desmiente|denied")
_GOOD = re.compile(r"aceptables?|acceptable|aceitável|aceitáveis")
_NO_GOOD = re.compile(r"inaceptables?|unacceptable|inaceitável|inaceitáveis")
_BEING = frozenset(
    "fue fueron ser sido era eran sera seran es son siendo foi foram is are was were be been".split()  # noqa: SIM905
)
# Of a pair of these, what one does the other bears: who wins is not who loses.
_CONVERSE = (_WON, _BOUGHT)
_OPPOSED = (
    (_GREW, _SHRANK),
    (_WON, _LOST),
    (_TOOK, _REFUSED),
    (_OPENED, _CLOSED),
    (_BOUGHT, _SOLD),
    (_PRAISED, _BLAMED),
    (_ADMITTED, _DENIED),
    (_GOOD, _NO_GOOD),
)
# «Inaceptable»: the endings of words that such a beginning denies; «informado» is of another word.
_DENIABLE = re.compile(r"\w{3,}(?:bles?|ientes?|arios?|arias?|ect[oa]s?|gal(?:es)?|ular(?:es)?|ly)")
_BEGINNINGS = ("in", "im", "i", "ir", "un")


def says_the_opposite(claim: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the claim has one of two opposed verbs and its proof only the other, neither with a «no»."""
    claimed = claim.unquoted
    if any({fold(token) for token in text.tokens} & NEGATIONS for text in (claimed, *proof)):
        return False
    if _is_denied_by_its_beginning(claimed, proof):
        return True
    for sides in _OPPOSED:
        for own, other in (sides, sides[::-1]):
            if (
                _has(claimed, own)
                and not _has(claimed, other)
                and any(_has(text, other) for text in proof)
                and not any(_has(text, own) for text in proof)
            ):
                return sides[0] not in _CONVERSE or not _is_converse(claimed, own, proof, other)
    return False


def _has(text: Facts, verbs: re.Pattern[str]) -> bool:
    return any(verbs.fullmatch(token.lower()) for token in text.tokens)


def _is_denied_by_its_beginning(claim: Facts, proof: Sequence[Facts]) -> bool:
    """«Aceptable» of «inaceptable», or the other way round, where the word itself is not there."""
    there = {stem for text in proof for stem in text.stems}
    for place, token in enumerate(claim.tokens):
        stem = claim.stem_at[place]
        if not stem or stem in there or not _DENIABLE.fullmatch(token.lower()):
            continue
        if any(
            f"{begun}{stem}" in there or stem.removeprefix(begun) in there - {stem} for begun in _BEGINNINGS
        ):
            return True
    return False


def _is_converse(claim: Facts, own: re.Pattern[str], proof: Sequence[Facts], other: re.Pattern[str]) -> bool:
    """«Venezuela ganó a Colombia» of «Colombia perdió ante Venezuela»: who wins is not who loses there.

    So it is taken as well where nobody is named who does it.
    """
    doers = _doers(claim, own)
    if not doers:
        return bool(claim.names) or _is_passive(claim, own)
    return not any(name.folded & doers[0].folded for text in proof for name in _doers(text, other))


def _doers(text: Facts, verbs: re.Pattern[str]) -> list[Name]:
    """The names that may do it: subjects, or, where it «fue vendida por» somebody, the agents."""
    role = "agent" if _is_passive(text, verbs) else "subject"
    return [name for name in text.names if role_of(text, name) == role]


def _is_passive(text: Facts, verbs: re.Pattern[str]) -> bool:
    """Whether its verb is a participle after «fue» or «was»."""
    return any(
        verbs.fullmatch(token.lower())
        and any(fold(before) in _BEING for before in text.tokens[max(0, place - 2) : place])
        for place, token in enumerate(text.tokens)
    )
