"""A question matched with a sentence -> whether that says less than is asked, or only that somebody says so.

«No llegó a tiempo» is no «no» to «¿Llegó?», and «renunció a su sueldo» no «sí» to «¿Renunció?». «Ficharía» is
a rumour, «pide que dimita» a wish, «afirma que hubo fraude» the word of a party.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.yes_no.matching import Match

# «Ficharía», and not «quería», «refería», which were.
_CONDITIONAL = re.compile(
    r"(?!(?:re)?(?:quer|her|fer|suger|prefer|adquir|inger|difer|confer)ia)\w{2,}[aei]rian?"
    r"|(?:har|dir|podr|tendr|vendr|saldr|pondr|habr|querr|sabr|valdr)ian?"
)
_WANTS = re.compile(
    r"p[ei]d\w+|quier\w+|quis\w+|exig\w+|tem(?:e|en|ia|ian|io)|r[uo]eg\w+|rog\w+|esper\w+|solicit\w+|reclam\w+"
    r"|recomiend\w+|recomend\w+|afirm\w+|asegur\w+|insist\w+|denunci\w+|defiend\w+|defend\w+"
)
_QUE, _STOPS = frozenset({"que"}), frozenset('.;:()«»"')
_CLAUSE = 4
_FEWER = frozenset("mas todo todos toda todas solo tanto tanta tantos tantas".split())  # noqa: SIM905
_ALONE = frozenset("solo sola solos solas".split())  # noqa: SIM905
_THERE_IS = frozenset("hay hubo habia habra existe existen tiene tienen".split())  # noqa: SIM905
_PREPOSITIONS = frozenset("a al de del en con por para sobre contra sin".split())  # noqa: SIM905
_ARTICLES = frozenset("el la los las un una su sus".split())  # noqa: SIM905
_TURNED_BY_OBJECT = re.compile(r"(?:renunci|perd|pierd|gan|abandon|sal)\w*")
# Who resigns «a su cargo» resigns; who loses «el partido» loses.
_SAYS_NO_MORE = re.compile(
    r"cargos?|puestos?|presidenci\w*|mandatos?|escaños?|actas?|elecci\w+|partidos?|votaci\w+"
)
_REACH = 4


def is_hearsay(match: Match) -> bool:
    """Whether all that the sentence says is that it would be so, or that somebody wants or claims it."""
    asked = [fold(token) for token in match.asked.tokens]
    if any(_WANTS.fullmatch(word) or _CONDITIONAL.fullmatch(word) for word in asked):
        return False
    places = match.heart_places or [at for there in match.places.values() for at in there[:1]]
    said = [fold(token) for token in match.said.tokens]
    return bool(places) and all(_is_said_to_be(said, at) for at in places)


def _is_said_to_be(said: list[str], place: int) -> bool:
    if _CONDITIONAL.fullmatch(said[place]):
        return True
    begins = 1 + max((at for at in range(place) if said[at] in _STOPS), default=-1)
    return any(
        said[at] in _QUE and any(map(_WANTS.fullmatch, said[max(begins, at - _CLAUSE) : at]))
        for at in range(begins, place)
    )


def denies_only_a_part(match: Match) -> bool:
    """Whether what is denied is how, when or how much: «no llegó a tiempo», «no hay más detenidos»."""
    said, asked = [fold(token) for token in match.said.tokens], {fold(token) for token in match.asked.tokens}
    for place in match.heart_places:
        if (_FEWER & {*said[max(0, place - 1) : place]} or _ALONE & {*said[place + 1 : place + 2]}) - asked:
            return True
        if _THERE_IS & {*said[max(0, place - 1) : place]} and _is_more(match, place + 1):
            return True
    return not _has_complement(match) and any(
        _adds(match, place, _PREPOSITIONS) for place in match.heart_places
    )


def says_another_thing(match: Match) -> bool:
    """Whether a verb that an object turns has one there that is not asked of: «perdió la voz»."""
    if match.heart is None or not _TURNED_BY_OBJECT.fullmatch(fold(match.asked.tokens[match.heart])):
        return False
    after = match.asked.tokens[match.heart + 2 :]
    if _has_complement(match) or any(fold(token) in _ARTICLES for token in after):
        return False
    return any(_adds(match, place, _PREPOSITIONS | _ARTICLES) for place in match.heart_places)


def _has_complement(match: Match) -> bool:
    """Whether the question says more of what it turns on: «¿Asistió el rey al acto?»."""
    after = match.asked.tokens[(match.heart or 0) + 1 :]
    return any(fold(token) in _PREPOSITIONS for token in after)


def _adds(match: Match, place: int, openings: frozenset[str]) -> bool:
    """Whether what follows a word of the sentence is opened so, and has something that is not asked of."""
    following = [fold(token) for token in match.said.tokens[place + 1 : place + 2]]
    return bool(openings & {*following}) and any(
        _is_more(match, at)
        for at in _content(match, place + 2)
        if not _SAYS_NO_MORE.fullmatch(match.said.tokens[at])
    )


def _content(match: Match, first: int) -> Iterator[int]:
    """The first content word from a place on, within the clause."""
    for at in range(first, min(len(match.said.tokens), first + _REACH)):
        if not match.said.tokens[at][0].isalnum():
            return
        if match.said.stem_at[at]:
            yield at
            return


def _is_more(match: Match, place: int) -> bool:
    """Whether a word of the sentence is a content word in small letters that is not asked of."""
    if place >= len(match.said.tokens):
        return False
    stem, token = match.said.stem_at[place], match.said.tokens[place]
    return bool(stem) and token[0].islower() and stem not in match.asked.stems
