"""A question matched with a sentence -> whether the sentence leaves it open, though it has the words.

«El hermano del papa murió» has all that «¿murió el papa?» asks, and so have «presuntamente murió» and
«negó que muriera». What is read here stands between the words, before them, or in another's place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.endings import TELLS
from assistant.mentions.facts import DENIAL
from assistant.mentions.roles import role_of
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.mentions.names import Name
    from assistant.yes_no.matching import Match

_UNCERTAIN = re.compile(
    r"presunt\w+|supuest\w+|presumibl\w+|casi|apenas|rumor\w*|acus\w+|sosti\w+|sostuv\w+|cre(?:e|en|ia|ian|yo)|quiza|quizas"
    r"|acaso|habrian?|aleg(?:o|a|an|aron)|achac\w+|atribuy\w+|sospech\w+|bromas?|falso|falsa|mentira|alleged\w*|almost|maybe|perhaps|supposed\w*|alegad\w+|talvez"
)
_IF = frozenset({"si", "if"})
_BUT_FOR = frozenset({"excepto", "salvo", "except", "exceto"})
_ALL = frozenset(
    {"todos", "todas", "todo", "toda", "solo", "unico", "unica", "cada", "siempre", "all", "only", "every"}
)
FINITE = re.compile(rf"\w{{2,}}{TELLS}|fue|fueron|es|son|era|eran|ha|han")
_PARTS = frozenset(
    {
        "que",
        "quien",
        "quienes",
        "donde",
        "cuando",
        "pero",
        "aunque",
        "mientras",
        "sino",
        "who",
        "which",
        "but",
    }
)
_ARTICLES = frozenset("el la los las un una su sus the a an o os as".split())  # noqa: SIM905
_OF, _TO = frozenset({"de", "del", "of", "do", "da"}), frozenset({"a", "al", "to", "ao"})
# Verbs that want a bound, not an amount: who passes 120 has passed 100.
_BOUNDING = re.compile(r"(?:super|alcanz|rebas|lleg|exced|sobrepas|baj|sub|cay|reach|exceed)\w*")
_MORE_OR_LESS = frozenset({"mas", "menos", "more", "less"})
# «La ciudad de Kiev» is Kiev; «la 80.ª edición del Nadal», the Nadal.
_SAME_THING = re.compile(
    r"(?:ciudad|isla|localidad|municipio|pueblo|estado|edici[oó]n(?: \S+)?|t[ií]tulo|trofeo)"
    r" del?(?: (?:el|la))?$"
)
_AUXILIARIES = frozenset("es son fue fueron era eran ha han será serán".split())  # noqa: SIM905
_SAYING_REACH, _UNIT_REACH = 6, 2


def doubts_it(match: Match) -> bool:
    """Whether the sentence says it for uncertain, denies it from afar, or excepts some of it."""
    asked = {fold(token) for token in match.asked.tokens}
    said = [fold(token) for token in match.said.tokens]
    return _is_uncertain(said, asked) or _denies_a_clause(said) or bool(_BUT_FOR & {*said})


def says_it_of_another(match: Match) -> bool:
    """Whether the sentence may say it of fewer, of another's, of another, or as the word of another."""
    asked = {fold(token) for token in match.asked.tokens}
    said = {fold(token) for token in match.said.tokens}
    return (
        bool(_ALL & asked - said)
        or _tears_a_name(match)
        or _is_anothers(match)
        or _is_done_the_other_way(match)
        or _stands_apart(match)
        or _is_anothers_word(match)
    )


def asks_a_bound(match: Match) -> bool:
    """Whether another amount settles nothing: «¿superó el 3 por ciento?»."""
    tokens = match.asked.tokens
    return match.heart is not None and bool(_BOUNDING.fullmatch(fold(tokens[match.heart])))


def is_a_difference(match: Match) -> bool:
    """Whether an amount that is asked is one of more or less there: «40 millones más de lo previsto»."""
    values = {number.value for number in match.question.numbers}
    there = [number for number in match.said.numbers if number.value in values]
    tokens = [fold(token) for token in match.said.tokens]
    return any(
        _MORE_OR_LESS & {*tokens[number.last : number.last + _UNIT_REACH]}
        and not _MORE_OR_LESS & {fold(token) for token in match.asked.tokens}
        for number in there
    )


def _is_uncertain(said: list[str], asked: set[str]) -> bool:
    is_unsure = any(_UNCERTAIN.fullmatch(word) and word not in asked for word in said)
    return is_unsure or bool(_IF & {*said} - asked)


def _denies_a_clause(said: list[str]) -> bool:
    """«Negó que dimitiera», «es falso que»."""
    return any(
        word == "que" and any(DENIAL.fullmatch(before) for before in said[max(0, place - 2) : place])
        for place, word in enumerate(said)
    )


def word_before(tokens: tuple[str, ...], place: int) -> str:
    """The word before one, articles left out."""
    place -= 1
    while place >= 0 and fold(tokens[place]) in _ARTICLES - _TO:
        place -= 1
    return fold(tokens[place]) if place >= 0 else ""


def _is_anothers(match: Match) -> bool:
    """Whether what the question names or tells is there only whose something is: «el hijo del alcalde»."""
    asked, said = match.asked.tokens, match.said.tokens
    for word, places in match.places.items():
        if (
            places
            and word_before(asked, word) not in _OF
            and all(word_before(said, at) in _OF for at in places)
        ):
            return True
    for name in match.asked.names:
        roles = {role_of(match.said, own) for own in match.same_names(name)}
        if roles == {"part"} and role_of(match.asked, name) != "part":
            return True
    return False


def _tears_a_name(match: Match) -> bool:
    """Whether what looks like one name is two, turned round about a verb.

    «Air Europa compró Iberia» does not say what «¿Compró Iberia Air Europa?» asks.
    """
    for name in match.asked.names:
        own = sorted(match.same_names(name), key=lambda each: each.first)
        if not own or any(name.folded <= each.folded for each in own):
            continue
        between = match.said.tokens[own[0].last : own[-1].first]
        is_turned = fold(name.parts[0]) not in own[0].folded
        if is_turned and any(FINITE.fullmatch(token.lower()) for token in between):
            return True
    return False


def _is_done_the_other_way(match: Match) -> bool:
    """Whether somebody with «a» in the question has none there, or the other way: «mató al perro»."""
    asked, said = match.asked.tokens, match.said.tokens
    return any(
        places and (word_before(asked, word) in _TO) != any(word_before(said, at) in _TO for at in places)
        for word, places in match.places.items()
        if word != match.heart
    )


def _stands_apart(match: Match) -> bool:
    """Whether another verb, or another name in such a place, stands between what is asked and the rest."""
    there = match.heart_places
    return bool(there) and not any(_is_together(match, heart) for heart in there)


def _is_together(match: Match, heart: int) -> bool:
    matched = {at for places in match.places.values() for at in places}
    nearest = [min(places, key=lambda at: abs(at - heart)) for places in match.places.values() if places]
    for name in match.asked.names:
        own = match.same_names(name)
        if not own or name == match.question.sayer:
            continue
        place = min((other.first for other in own), key=lambda at: abs(at - heart))
        nearest.append(place)
        if role_of(match.asked, name) == "place" and _another_is_nearer(match, name, heart, place):
            return False
    between = range(min(nearest), max(nearest))
    return not any(
        fold(match.said.tokens[at]) in _PARTS
        or (FINITE.fullmatch(match.said.tokens[at].lower()) and not _is_said_there(match, at, matched))
        for at in between
    )


def _is_said_there(match: Match, at: int, matched: set[int]) -> bool:
    """Whether a verb is asked for, or goes with one that is: the «ha» of «ha firmado»."""
    return at in matched or (match.said.tokens[at].lower() in _AUXILIARIES and at + 1 in matched)


def _another_is_nearer(match: Match, name: Name, heart: int, place: int) -> bool:
    """«Vive en Gijón, nacida en Oviedo»; «bajó en Asturias y subió en Galicia»."""
    return any(
        role_of(match.said, other) == "place"
        and not other.folded & name.folded
        and other.first > heart
        and (other.first < place or place < heart)
        for other in match.said.names
    )


def _is_anothers_word(match: Match) -> bool:
    """Whether who is asked to have said it is not who says it there."""
    sayer = match.question.sayer
    if sayer is None:
        return False
    said = match.said
    verbs = [place for place, token in enumerate(said.tokens) if match.question.is_saying(token)]
    nearest = [
        max((name for name in said.names if name.last <= verb), key=lambda name: name.last, default=None)
        for verb in verbs
    ]
    return not any(
        name and name.folded & sayer.folded and verb - name.last <= _SAYING_REACH
        for name, verb in zip(nearest, verbs, strict=True)
    )


def does_what_it_bears(match: Match) -> bool:
    """Whether who bears what is asked does it in the sentence: «X no gana» of «¿Ha ganado Y a X?»."""
    # «Sánchez no fue apoyado por Podemos» turns it round.
    if any(
        role_of(match.asked, name) == "subject" and _roles_said(match, name) == {"agent"}
        for name in match.asked.names
    ):
        return False
    return any(
        role_of(match.asked, name) == "object" and _roles_said(match, name) == {"subject"}
        for name in match.asked.names
    )


def is_of_a_part(match: Match) -> bool:
    """Whether of two bare names, which may stand in a row, one is in the sentence only what something is of.

    Who won «en cuartos de final del Abierto» did not win «el Abierto».
    """
    own = [
        other
        for name in match.asked.names
        if role_of(match.asked, name) == "subject"
        for other in match.same_names(name)
    ]
    doers = [name for name in own if role_of(match.said, name) == "subject"]
    wholes = [
        name
        for name in own
        if role_of(match.said, name) == "part"
        and not _SAME_THING.search(" ".join(match.said.tokens[: name.first]))
    ]
    return bool(doers and wholes) and not any(one.folded & other.folded for one in wholes for other in doers)


def _roles_said(match: Match, name: Name) -> set[str]:
    return {role_of(match.said, own) for own in match.same_names(name)}
