"""A question matched with a sentence -> whether it asks for more than words can settle.

«¿Subió más la pasta que el aceite?» is a matter of two amounts, «¿fue Wilbur el que voló?» of no other,
«¿se construirá?» of what is certain to come. All the words may be there, in a clause of another or with
another between them, and the answer be «no». So «sí» is said only where they stand together.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.mentions.facts import DENIAL, NEGATIONS
from assistant.yes_no.doubts import FINITE, word_before
from assistant.yes_no.roots import WEAK
from assistant.yes_no.times import OPENING, but_names, is_of_another_time, is_to_come, words_of_question
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.answer import Language
    from assistant.mentions.days import Day
    from assistant.mentions.names import Name
    from assistant.mentions.numerals import Number
    from assistant.yes_no.matching import Match

_COMPARES = re.compile(
    r"\b(?:mas|menos)\b.* que\b|\b(?:que|donde) (?:.+ )?(?:mas|menos)\b"
    r"|\b(?:mas|menos) de (?:el|la|los|las)\b|\b(?:more|less)\b.* than\b"
    r"|\b(?:tan|tanto|tanta|tantos|tantas|igual|mismo|misma|mismos|mismas|same)\b"
    r"|\b(?:el|la|los|las) (?:mejor|peor|mayor|menor)(?:es)?\b|\b(?:mejor|peor|mayor|menor)(?:es)? que\b"
    r"|\bmitad|\btercio|\bmayoria|\b(?:tercera|cuarta|quinta) parte"
)
_OF_NO_OTHER = re.compile(
    r"^\W*(?:es|son|era|eran|fue|fueron|sera|seran|was|were|is)\b"
    r".*\b(?:(?:el|la|los|las|lo) que|quien|quienes|who|donde)\b"
)
# «¿Se va el consejero?» has no other verb.
_GOES = re.compile(r"^\W*(?:se )?(?:va|van|iba|iban)\b(?! a\b)")
_ONE_OR_OTHER = re.compile(r"\w [ou] (?:el |la |los |las )?(?!mas\b|vari[oa]s\b)\w")
_DENIES_ITSELF = re.compile(
    r"falt(?:a|an|o|aba|aban|aron)|carec\w+|desent\w+|desentiend\w+|call(?:o|ar|a)|olvid\w+|tard(?:o|a|aron|ar)"
    r"|evit\w+|impid\w+|imped\w+|libr(?:o|a|ar|aron|ado)|neg(?:o|ar|aron)|nieg\w+|rechaz\w+|renunci\w+|abandon\w+"
    r"|cieg[oa]s?"
)
_UNDOES = re.compile(r"evit\w+|impedir\w*|negar\w*|rechazar\w*")
_QUALIFIES = re.compile(r"\w{2,}(?:[ai]d|ic|iv|ari|os)[oa]s?|\w{3,}(?:al|ble)(?:es)?")
_AND = frozenset({"y", "e", "and"})
_APART = frozenset({";", ":", "porque", "aunque", "pero", "mientras"})
_HAS, _HAD = frozenset({"ha", "han"}), frozenset({"habia", "habian"})
_OF_ANOTHER = frozenset("en contra por con para sin sobre tras ante desde hasta in for with".split())  # noqa: SIM905
# Verbs that say little: of these the sentence must have one, where the question has one.
_FAMILIES = (
    frozenset("hay hubo habia habian existe existen".split()),  # noqa: SIM905
    frozenset("tiene tienen tenia tenian tuvo tuvieron".split()),  # noqa: SIM905
    frozenset("esta estan estaba estaban estuvo quedo queda".split()),  # noqa: SIM905
)
# «Hizo declaraciones»: what it turns on is not the first word after these.
_LIGHT = frozenset("hizo hicieron hace hacen hara haran dio dieron da dan dara daran".split())  # noqa: SIM905
# How many words around what is asked for may turn it.
_NEAR = 8


def asks_more(question: str, *, language: Language = "es") -> bool:
    """Whether a question compares, asks of one and of no other, or of one or another."""
    asked = fold(question.rpartition("¿")[2])
    # «O» is an article in Portuguese.
    patterns = (_COMPARES, _OF_NO_OTHER, _GOES, *(() if language == "pt" else (_ONE_OR_OTHER,)))
    return any(pattern.search(asked) for pattern in patterns)


def leaves_open(match: Match) -> bool:
    """Whether what is said has not come yet, is not of all that is named, is denied or of another."""
    hits = _hits(match)
    first, last = min(hits, default=0), max(hits, default=0)
    near = but_names(match.said, range(max(0, first - _NEAR), min(len(match.said.tokens), last + _NEAR)))
    asked = {fold(token) for token in match.asked.tokens}
    fresh = [word for word in map(fold, near) if word not in asked]
    is_denied = any(
        (word in NEGATIONS and not (word == "no" and match.question.language == "pt"))
        or (word != "sin" and DENIAL.fullmatch(word))
        for word in fresh
    )
    return (
        is_denied
        or not all(map(match.has, match.asked.names))
        or is_of_another_time(match, near)
        or not _stand_together(match, hits, asked)
        or _goes_with_another(match)
        or _lacks_its_verb(match, asked)
    )


# -- one clause of one sentence ------------------------------------------------------------------


def _hits(match: Match) -> set[int]:
    """The places in the sentence of what is asked, of each word the one nearest to what it turns on."""
    centre = next(iter(match.heart_places), 0)
    found = {min(places, key=lambda at: abs(at - centre)) for places in match.places.values() if places}
    values = {number.value for number in match.question.numbers}
    marks: list[Name | Number | Day] = [
        *(name for asked in match.asked.names for name in match.same_names(asked)[:1]),
        *(number for number in match.said.numbers if number.value in values),
        *(day for day in match.said.days for asked in match.asked.days if day.says(asked)),
    ]
    return found | {at for mark in marks for at in range(mark.first, mark.last)}


def _stand_together(match: Match, hits: set[int], asked: set[str]) -> bool:
    """Whether no other word that tells, no «y» and no semicolon stands among them.

    What is between two commas counts for nothing, nor what only says what something is like: «la llamada
    telefónica sostenida el 15 de enero».
    """
    said = match.said
    within = range(min(hits, default=0), max(hits, default=0))
    aside = _asides(match, within, hits)
    return not any(
        said.tokens[at] == ";"
        or (fold(said.tokens[at]) in _AND and not _AND & asked)
        or (
            said.stem_at[at]
            and fold(said.tokens[at]) not in WEAK | asked
            and not _QUALIFIES.fullmatch(said.tokens[at])
            and not (match.question.sayer and match.question.is_saying(said.tokens[at]))
        )
        for at in within
        if at not in hits and at not in aside
    )


def _asides(match: Match, within: Iterable[int], hits: set[int]) -> set[int]:
    """The places between two commas where nothing is that is asked for, nor a verb: «, Iñaki Zabaleta,»."""
    commas = [at for at in within if match.said.tokens[at] == ","]
    found: set[int] = set()
    for opens, closes in pairwise(commas):
        inside = set(range(opens + 1, closes))
        said = [match.said.tokens[at].lower() for at in inside]
        if not inside & hits and not any(word in _AND or FINITE.fullmatch(word) for word in said):
            found |= inside
    return found


def _goes_with_another(match: Match) -> bool:
    """Whether something asked of plainly is there only in, by or for something: «ganó en la Liga»."""
    asked, said = match.asked.tokens, match.said.tokens
    return any(
        places
        and word != match.heart
        and all(word_before(said, at) in _OF_ANOTHER - {word_before(asked, word)} for at in places)
        for word, places in match.places.items()
    ) or any(
        own
        and any(
            word_before(said, each.first) in _OF_ANOTHER - {word_before(asked, name.first)} for each in own
        )
        for name in match.asked.names
        if (own := match.same_names(name))
    )


def _lacks_its_verb(match: Match, asked: set[str]) -> bool:
    """«Busca agua» says of no water that there is some."""
    said = {fold(token) for token in match.said.tokens}
    return match.question.verb_is_weak and any(family & asked and not family & said for family in _FAMILIES)


# -- what is denied ------------------------------------------------------------------------------


def denies_another(match: Match) -> bool:
    """Whether it is another's, another verb, another time, or a denial itself that the sentence denies."""
    asked = [fold(match.asked.tokens[place]) for place in match.question.wanted]
    said = [fold(token) for token in match.said.tokens]
    undone = any(
        word in NEGATIONS and any(map(_UNDOES.fullmatch, said[place + 1 : place + 1 + OPENING]))
        for place, word in enumerate(said)
    )
    is_limited = {"antes", "sino"} & {*said} - set(map(fold, match.asked.tokens))
    return (
        undone
        or bool(is_limited)
        or any(map(_DENIES_ITSELF.fullmatch, asked))
        or _is_denied_of_before(match, said)
        or _is_denied_of_another(match)
    )


def _is_denied_of_before(match: Match, said: list[str]) -> bool:
    """«No ha ofrecido» of «¿Ofrecerá…?», «no había acudido» of «¿Acudió…?»."""
    before = {said[place - 1] for place in match.heart_places if place}
    had = before & _HAD - {*words_of_question(match)}
    return bool((is_to_come(match) and before & _HAS) or had)


def _is_denied_of_another(match: Match) -> bool:
    """Whether who is asked about is not in the sentence or stands apart, or another verb is denied there."""
    said, there = match.said, match.heart_places
    if not all(map(match.has, match.asked.names)):
        return True
    does_a_thing = bool(_LIGHT & {*words_of_question(match)[:OPENING]})
    if there and not does_a_thing and not match.denied_there.issuperset(there):
        return True
    matched = {at for places in match.places.values() for at in places}
    place = min(matched & match.denied_there, default=None)
    if place is None:
        return False
    no = max((at for at in range(place) if fold(said.tokens[at]) in NEGATIONS), default=None)
    if no is not None and any(at in match.denied_there and at not in matched for at in range(no, place)):
        return True
    return any(
        _APART & {*said.tokens[min(name.first, place) : max(name.first, place)]}
        for asked in match.asked.names
        for name in match.same_names(asked)[:1]
    )
