"""A question matched with a sentence -> whether it asks for more than words can settle.

«¿Subió más la pasta que el aceite?» is a matter of two amounts, «¿fue Wilbur el que voló?» of no other,
«¿se construirá?» of what is certain to come. All their words may be there, and the answer be «no». On 16,000
questions written to be answered from one sentence, mostly in other words, a verdict was right in 64 of 100
without this, and is in 88.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.facts import DENIAL, NEGATIONS
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.yes_no.matching import Match

_COMPARES = re.compile(
    r"\b(?:mas|menos)\b.* que\b|\b(?:que|donde) (?:.+ )?(?:mas|menos)\b"
    r"|\b(?:mas|menos) de (?:el|la|los|las)\b|\b(?:more|less)\b.* than\b"
    r"|\b(?:tan|tanto|tanta|tantos|tantas|igual|mismo|misma|mismos|mismas|same)\b"
    r"|\b(?:mejor|peor|mayor|menor)(?:es)? (?:que|de)\b|\bmitad|\btercio|\bmayoria"
    r"|\b(?:tercera|cuarta|quinta) parte"
)
_OF_NO_OTHER = re.compile(
    r"^\W*(?:es|son|era|eran|fue|fueron|sera|seran|was|were|is)\b"
    r".*\b(?:(?:el|la|los|las|lo) que|quien|quienes|who|donde)\b"
)
_ONE_OR_OTHER = re.compile(r"\w [ou] (?:el |la |los |las )?\w")
_TO_COME = re.compile(r"\w+(?:[aei]|d|b)r(?:a|an|as)|va|van|will")
_TOLD_TO_COME = re.compile(r"\w+r(?:á|án)|va|van|will")
_IS_FIXED = re.compile(r"previst[oa]s?|programad[oa]s?|fijad[oa]s?|convocad[oa]s?|acord\w+")
_PERFECT = re.compile(r"(?:ha|han|habia|habian|has|have|had)")
_OPEN_YET = re.compile(
    r"propus\w+|propo\w+|exig\w+|amena[zc]\w+|reclam\w+|ofrec\w+|previ\w+|prev(?:e|en|eia)|plane\w+"
    r"|estudi(?:a|an|ara|aba)|proyect(?:a|an|aba)|preten\w+|depend\w+|quer\w+|quier\w+|confi(?:a|an|aba)|invit\w+|aspir\w+|negoci(?:a|an|aba)"
)
# Verbs that deny by themselves: who «keeps silent» about it gives no name.
_DENIES_ITSELF = re.compile(
    r"(?:falt|carec|desentend|desentiend|callo|callar|olvid|tard|evit|impid|imped|libr|neg|nieg|rechaz|renunci"
    r"|abandon|ciego)\w*"
)
_UNDOES = re.compile(r"evit\w+|impedir\w*|dej\w+|negar\w*|rechazar\w*")
_HAS, _HAD = frozenset({"ha", "han"}), frozenset({"habia", "habian"})
# How many words around what is asked for may turn it, and how many open a question.
_NEAR, _OPENING = 8, 3


def asks_more(question: str) -> bool:
    """Whether a question compares, or asks of one and of no other."""
    asked = fold(question.rpartition("¿")[2])
    return bool(_COMPARES.search(asked) or _OF_NO_OTHER.search(asked) or _ONE_OR_OTHER.search(asked))


def leaves_open(match: Match) -> bool:
    """Whether what is said has not come yet, is not of all that is named, or is partly denied."""
    at = [place for places in match.places.values() for place in places[:1]]
    at += [own.first for name in match.asked.names for own in match.same_names(name)[:1]]
    first, last = min(at, default=0), max(at, default=0)
    near = [token.lower() for token in match.said.tokens[max(0, first - _NEAR) : last + _NEAR]]
    asked = {fold(token) for token in match.asked.tokens}
    fresh = [word for word in map(fold, near) if word not in asked]
    return (
        any(word in NEGATIONS or DENIAL.fullmatch(word) for word in fresh)
        or not all(map(match.has, match.asked.names))
        or _is_of_another_time(match, near)
        or ";" in match.said.tokens[first:last]
    )


def is_denied_twice(match: Match) -> bool:
    """Whether what is denied is itself a denial, or is asked to come and denied of what has been."""
    asked = [fold(match.asked.tokens[place]) for place in match.question.wanted]
    said = [fold(token) for token in match.said.tokens]
    undone = any(
        word in NEGATIONS and any(map(_UNDOES.fullmatch, said[place + 1 : place + 1 + _OPENING]))
        for place, word in enumerate(said)
    )
    return undone or any(map(_DENIES_ITSELF.fullmatch, asked)) or _is_denied_of_before(match, said)


def _is_denied_of_before(match: Match, said: list[str]) -> bool:
    """«No ha ofrecido» of «¿Ofrecerá…?», «no había acudido» of «¿Acudió…?»."""
    asked = _words_but_names(match)[:_OPENING]
    is_to_come = any(map(_TO_COME.fullmatch, asked))
    before = {said[place - 1] for place in match.places.get(match.heart or 0, []) if place}
    return bool((is_to_come and before & _HAS) or (before & _HAD - {*asked}))


def _is_of_another_time(match: Match, near: list[str]) -> bool:
    """Whether what is asked for as past is told as to come or as wanted, or what is to come as none."""
    asked = _words_but_names(match)
    tells = any(map(_TOLD_TO_COME.fullmatch, near))
    if any(map(_TO_COME.fullmatch, asked[:_OPENING])):
        return not tells and not any(map(_IS_FIXED.fullmatch, near))
    is_done = "ya" in asked or any(map(_PERFECT.fullmatch, asked[:_OPENING]))
    is_wanted = any(_OPEN_YET.fullmatch(word) and word not in asked for word in map(fold, near))
    return is_wanted or (is_done and tells)


def _words_but_names(match: Match) -> list[str]:
    """The words of the question, folded, those of names left out: «Durán» is no verb."""
    names = {place for name in match.asked.names for place in range(name.first, name.last)}
    return [fold(token) for place, token in enumerate(match.asked.tokens) if place not in names]
