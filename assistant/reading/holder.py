"""An excerpt that says what somebody is, where it is asked who -> the bounds of the name beside it.

The reader marks «director ejecutivo» of «Gilberto Mendoza, director ejecutivo de la AMB, señaló». Who asks
who it was wants the name; of somebody who is named in the question already it is not said once more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.reading.beside import PERSON, legible, name_beside
from assistant.reading.persons import describes_person, is_person
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.question import Question

Bounds = tuple[int, int]

_ASKED = re.compile(
    r"\W*(?:a |ante |con |contra |de |para |por |según )?(?:qué|que|cuál|cual) (?P<what>[^,;?]+)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:(?:el|la|su|un|una|al|del)\s+)?", re.IGNORECASE)
# What the noun is told by: a name there is not that of who has the office.
_OF = re.compile(r"\b(?:del?|en|para|por|contra|y|e|el|la|los|las)\s+$")
_REST = re.compile(r"[^,;:.()]{0,80}?(?=\s*[,;:.()])")
# «¿Qué alto cargo de la AMB…?»: a post, and yet who has it.
_POST = frozenset({"autoridad", "cargo", "cargos", "figura", "persona", "personaje", "personalidad"})
_HEAD = 3


def asks_for_person(question: Question) -> bool:
    """Whether it is asked who, or which of those who are something: «¿Qué ministro…?»."""
    if question.kind == "who":
        return True
    asked = _ASKED.match(question.text.rpartition("¿")[2]) if question.kind == "what" else None
    if asked is None:
        return False
    head = asked["what"].split()[:_HEAD]
    return any(is_person(word) or fold(word) in _POST for word in head)


def holder_named(question: Question, sentence: str, span: Bounds) -> Bounds:
    """The bounds of the name of who is what a span of a sentence says, or those of the span."""
    start = _OPENS.match(sentence, *span)
    excerpt = sentence[slice(*span)]
    role = sentence[start.end() if start else span[0] : span[1]]
    if not role or not role[0].islower() or not describes_person(role) or _has_name(excerpt):
        return span
    plain = legible(sentence)
    rest = _REST.match(plain, span[1])
    ends = dict.fromkeys((span[1], rest.end() if rest else span[1]))
    begun = span[1] - len(role)
    for end in ends:
        name = name_beside(plain, begun, end)
        if name and not _is_named(sentence[slice(*name)], question):
            return name
    return span


def _is_named(name: str, question: Question) -> bool:
    """Whether a question has the name already: its last word tells it, of first names there are many."""
    return fold(name).split()[-1] in re.findall(r"\w+", fold(question.text))


def _has_name(excerpt: str) -> bool:
    """Whether an excerpt has a name that is not only what an office is of: «presidente del Tribunal»."""
    return any(not _OF.search(fold(excerpt[: found.start()])) for found in PERSON.finditer(excerpt))
