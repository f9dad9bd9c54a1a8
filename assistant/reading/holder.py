"""An excerpt that says what somebody is, where it is asked who -> the bounds of the name beside it.

The reader marks «director ejecutivo» of «Gilberto Mendoza, director ejecutivo de la AMB, señaló». Who asks
who it was wants the name. A wrong name is worse than none: an excerpt stays what it is unless the name next
to it can be nobody else's, and is neither a place nor a body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS
from assistant.mentions.endings import TELLS
from assistant.reading.beside import PERSON, name_beside, with_plain_marks
from assistant.reading.identity import asked_identity
from assistant.reading.persons import describes_person, is_person
from assistant.reading.wording import end_of_phrase, tokens_of
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.question import Question

Bounds = tuple[int, int]

_ASKED_NOUN = re.compile(
    r"\W*(?:(?:a|ante|con|contra|de|para|por|según) )?(?:qué|que|cuál|cual) "
    r"(?:otr[oa]s? |antigu[oa] |ex |gran )?(?P<noun>(?:alt[oa]s? )?[^\W\d_]+)",
    re.IGNORECASE,
)
# What they do is called as they are: «¿Qué política aprobó?».
_DOINGS = re.compile(r"(?:polit|tecn|mus|crit|mecan|fis|quim|matemat|filosof|log)icas?|guardias?|policias?")
# Not of persons by itself, and yet what persons are called.
_POST = re.compile(
    r"alt[oa]s? (?:cargo|mando|representante|funcionari[oa])s?|personajes?|personalidad(?:es)?"
)
_ARTICLE = re.compile(r"(?:(?:el|la|los|las|un|una|al|del)\s+)?", re.IGNORECASE)
_OF = re.compile(r"\bdel?\s+(?:(?:la|los|las|su|sus|un|una)\s+)?(?P<owner>[\w-]+)")
# «El alcalde de Uruapan, Michoacán»: what follows a place and is one word, or sounds like a place, is one.
_IN_PLACE = re.compile(
    rf"\b(?:en|de|del|desde)\s+(?:(?:la|el|los|las)\s+)?[{CAPITALS}][\w-]*(?: [{CAPITALS}][\w-]*)*$"
)
# «Director del programa "Al filo", X».
_TITLE = re.compile(r'\s?(?:«[^«»]{1,60}»|"[^"]{1,60}"|“[^“”]{1,60}”)(?=,)')
_VERB = re.compile(rf"[^\W\d_]{{2,}}{TELLS}")
_LIKE_PLACE = re.compile(
    r"(?:El|La|Los|Las|Baja|Alta|Nuev[oa]|San|Santa|Santo|Ciudad|Puerto|Villa|Costa|Isla|Río|Castilla|Estado)\s.+"
)


def asks_for_person(question: Question) -> bool:
    """Whether it is asked who, or which of those who are something: «¿Qué ministro…?».

    «¿Quién es X?» asks for what X is, and for nobody.
    """
    if question.kind == "who":
        return asked_identity(question.text) is None
    asked = _ASKED_NOUN.match(question.text.rpartition("¿")[2]) if question.kind == "what" else None
    if asked is None:
        return False
    noun = fold(asked["noun"])
    return _POST.fullmatch(noun) is not None or (is_person(asked["noun"]) and not _DOINGS.fullmatch(noun))


def holder_named(question: Question, sentence: str, span: Bounds) -> Bounds:
    """The bounds of the name of who is what a span of a sentence says, or those of the span."""
    article = _ARTICLE.match(sentence, *span)
    start = article.end() if article else span[0]
    role = sentence[start : span[1]]
    if (
        not role
        or not role[0].islower()
        or not describes_person(role)
        or PERSON.search(_without_owners(role))
    ):
        return span
    plain = with_plain_marks(sentence)
    end = max(span[1], _end_of_role(plain, start))
    title = _TITLE.match(plain, end)
    beyond = title.end() if title else end
    name = name_beside(plain, start, beyond) if not _is_had(plain[start:end]) else None
    if name is None or _is_no_person(plain, (start, end), name):
        return span
    name = _without_verb(plain, name)
    named, asked = _words(plain[slice(*name)]), _words(question.text)
    return span if not named or named <= asked else name


def _without_owners(role: str) -> str:
    """A role without what it is of: «presidente del Tribunal Supremo» names nobody."""
    return re.sub(r"\b(?:del?|en|para|por)\s.*", "", role)


def _end_of_role(sentence: str, start: int) -> int:
    """Where the phrase ends whose noun begins at a place: before a verb, a comma, another's name."""
    tokens = tokens_of(sentence)
    noun = next((place for place, token in enumerate(tokens) if token.start >= start), None)
    return tokens[end_of_phrase(tokens, noun) - 1].end if noun is not None else start


def _is_had(role: str) -> bool:
    """Whether the name after a role may be another's: «el chófer del presidente», «la jefa de la red»."""
    owners = [found["owner"] for found in _OF.finditer(role)]
    return any(owner[0].islower() and is_person(owner) for owner in owners) or (
        bool(owners) and role.rsplit(maxsplit=1)[-1][0].islower()
    )


def _is_no_person(sentence: str, role: Bounds, name: Bounds) -> bool:
    """Whether what looks like a name after a role is where its holder is."""
    said = sentence[slice(*name)]
    follows_place = name[0] > role[1] and _IN_PLACE.search(sentence[slice(*role)])
    return bool(follows_place) and (" " not in said or _LIKE_PLACE.fullmatch(said) is not None)


def _without_verb(sentence: str, name: Bounds) -> Bounds:
    """A name without the verb that begins its sentence: «Murió Ana Gil»."""
    first, _, rest = sentence[slice(*name)].partition(" ")
    if rest and not name[0] and _VERB.fullmatch(first.lower()):
        return name[1] - len(rest), name[1]
    return name


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", fold(text)))
