"""A question matched with a sentence -> whether that tells of another time: of what is to come, or wanted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from assistant.mentions.facts import Facts
    from assistant.yes_no.matching import Match

_TO_COME = re.compile(r"(?!(?:a|de)?trás)\w+r(?:á|án|ás)|va|van|will")
_TO_COME_BARE = re.compile(r"\w{2,}(?:[aei]|d|b)r(?:a|an)|va|van")
_IS_FIXED = re.compile(r"previst[oa]s?|programad[oa]s?|fijad[oa]s?|convocad[oa]s?|acord\w+")
_PERFECT = re.compile(r"(?:ha|han|habia|habian|has|have|had)")
# What is wanted, sought, told by somebody or turned round before it came true.
_OPEN_YET = re.compile(
    r"propus(?:o|ieron)|propon(?:e|en|ia)|exig(?:e|en|io|ieron|ia)|amena[zc]\w+|reclam(?:a|an|o|aron|ar)"
    r"|ofrec(?:e|en|io|ieron)|preve|preven|preveia|planea\w*|estudi(?:a|an|ara|aba)|proyect(?:a|an|aba)|preten\w+"
    r"|depend(?:e|en|era)|quer(?:ia|ian)|quier\w+|confi(?:a|an|aba)|aspir(?:a|an|aba)|negoci(?:a|an|aba)|busc\w+"
    r"|promet\w+|contra|sino|retir(?:ar|o)|congel\w+|acabar|impedir|evitar|against"
)
# How many words open a question.
OPENING = 3


def is_of_another_time(match: Match, near: list[str]) -> bool:
    """Whether what is asked for as past is told as to come or as wanted, or what is to come as none."""
    asked = words_of_question(match)
    tells = any(map(_TO_COME.fullmatch, near))
    is_wanted = any(_OPEN_YET.fullmatch(word) and word not in asked for word in map(fold, near))
    if is_to_come(match):
        is_promised = any(map(_IS_FIXED.fullmatch, near))
        return is_wanted or (not tells and not is_promised)
    is_done = "ya" in asked or any(map(_PERFECT.fullmatch, asked[:OPENING])) or match.question.verb_is_weak
    is_done = is_done or any(_TO_COME.fullmatch(match.said.tokens[at].lower()) for at in match.heart_places)
    return is_wanted or (is_done and tells)


def is_to_come(match: Match) -> bool:
    """Whether the question's verb is in the future; typed without accents, «viajara» is taken for one."""
    opening = [word for word in but_names(match.asked) if word[0].isalnum()][:OPENING]
    has_accents = any(fold(token) != token.lower() for token in match.asked.tokens)
    if has_accents:
        return any(map(_TO_COME.fullmatch, opening))
    return bool(opening) and any(map(_TO_COME_BARE.fullmatch, opening[: 1 + (opening[0] == "se")]))


def words_of_question(match: Match) -> list[str]:
    """The words of the question, folded, those of names left out."""
    return [fold(word) for word in but_names(match.asked)]


def but_names(text: Facts, within: range | None = None) -> list[str]:
    """The words of a text, or of a part of it, in lower case, those of names left out: «Durán» is no verb."""
    names = {place for name in text.names for place in range(name.first, name.last)}
    places = range(len(text.tokens)) if within is None else within
    return [text.tokens[place].lower() for place in places if place not in names]
