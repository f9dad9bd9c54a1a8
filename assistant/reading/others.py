"""A span, where a question asks for several things -> the others that answer with it, not beside it.

The reader marks one of them. The others are items of a list that a colon announces, names of each of whom
something is told, or spans of the same sentence that it likes nearly as well.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.letters import SMALL_LETTERS
from assistant.mentions.names import may_be_verb
from assistant.reading.beside import PERSON
from assistant.reading.enumerated import FINITE, are_of_one_kind
from index.blocks import ITEM_MARK

if TYPE_CHECKING:
    from assistant.library import OpenArticle
    from assistant.reading.candidate import Candidate
    from assistant.reading.enumerated import Several

Bounds = tuple[int, int]

# On the scale of logits, below the best thing of several that are asked for.
_NEARLY_AS_GOOD = 4.5
_TOLD_OF_ONE = re.compile(rf",\s+[{SMALL_LETTERS}][^,;.:()«»\"“”]{{2,110}}(?=,)")
_NAMED_ONE_BY_ONE = re.compile(
    rf"(?<!\w){PERSON.pattern}(?:{_TOLD_OF_ONE.pattern},\s+{PERSON.pattern})*"
    rf"{_TOLD_OF_ONE.pattern},\s+(?:y|e)\s+{PERSON.pattern}"
)
_LONGEST_SENTENCE = 3000
# Who is told in two words of an item of twenty is asked for alone.
_MOST_OF = 0.6
# «- La subida del 3 %;», «2) La reducción de la jornada.»
_COLON = re.compile(r"[ \t]*:[ \t]*(?=\r?\n)")
# A line that is indented or begins in lower case goes on with the item.
_GOES_ON = rf"\r?\n(?:[ \t]{{2,}}(?=\S)|(?=[{SMALL_LETTERS}]))(?!{ITEM_MARK})[^\r\n]*"
_LISTED = re.compile(rf"(?P<lines>(?:[ \t]*\r?\n)+)[ \t]*{ITEM_MARK}(?P<item>\S[^\r\n]*(?:{_GOES_ON})*)")
# A list that is longer is no answer to be told.
_MOST_LISTED = 60
_ITEM_ENDS = " \t.;,"
_OF_SEVERAL = re.compile(r",| (?:y|e|o|u|ni) ")
_NEXT_WORD = re.compile(r"\s+(?:(?:se|no|les?|l[ao]s?)\s+)*([^\W\d_]+)")


def with_the_others(
    one: Candidate, found: list[Candidate], several: Several, opened: OpenArticle
) -> Candidate:
    """A candidate with others of its sentence that are nearly as good, as many as it lacks.

    «¿Qué dos cumbres…?» of «la cumbre de Berlín, con la Agenda 2000, y la Conferencia de Ámsterdam». What an
    article itself enumerates is taken as it stands: «Ana Gil, de 34 años, y Eva Ruiz», or a line each.
    """
    body = opened.article.body
    words = body[one.start : one.end]
    is_enough = several.count is not None and not several.lacks(words)
    if one.also or is_enough:
        return one
    if listed := _list_of(one, several, opened):
        announced, items = listed
        (start, end), bounds = items[0], (announced, items[-1][1])
        return replace(one, start=start, end=end, sentence=bounds, also=tuple(items[1:]))
    if named := others_named(body[slice(*one.sentence)], one.in_sentence):
        first, most = one.sentence[0], several.lacks(words) or len(named)
        return replace(one, also=tuple((first + start, first + end) for start, end in named[:most]))
    taken = [(one.start, one.end)]
    for other in sorted(found, key=lambda each: -each.score):
        is_near = other.sentence == one.sentence and 0 <= one.score - other.score <= _NEARLY_AS_GOOD
        is_apart = all(other.end <= start or end <= other.start for start, end in taken)
        if is_near and is_apart and are_of_one_kind(words, body[other.start : other.end]):
            taken.append((other.start, other.end))
    return replace(one, also=tuple(taken[1 : 1 + several.lacks(words)]))


def _list_of(one: Candidate, several: Several, opened: OpenArticle) -> tuple[int, list[Bounds]] | None:
    """Where a list is announced of which a candidate is an item, or most of one, and its items.

    It is of it too where it is one thing of the announcement itself: «la Policía», of «La Policía cerró tres
    calles:» when asked which streets.
    """
    body = opened.article.body
    announced, end = one.sentence
    words = body[one.start : one.end]
    if body[announced:end].endswith(":") and not several.may_act and not _OF_SEVERAL.search(words):
        items = listed_after(body, end - 1)
        if len(items) > 1:
            return announced, items
    for start, end in opened.sentences:
        if start >= one.start:
            break
        if one.start - end > _LONGEST_SENTENCE or not body[start:end].endswith(":"):
            continue
        items = listed_after(body, end - 1)
        for first, last in items:
            if first <= one.start and one.end <= last and one.end - one.start >= _MOST_OF * (last - first):
                return start, items
    return None


def listed_after(body: str, end: int) -> list[Bounds]:
    """The bounds of the items, a line each, of a list that a colon after some words announces; or none."""
    colon = _COLON.match(body, end)
    if colon is None:
        return []
    items: list[Bounds] = []
    place, blanks = colon.end(), set[int]()
    while line := _LISTED.match(body, place):
        if items:
            # After items without a blank line between them, one ends the list.
            blanks.add(line["lines"].count("\n"))
            if len(blanks) > 1:
                break
        if len(items) == _MOST_LISTED:
            return []
        place = line.end()
        item = line["item"].rstrip(_ITEM_ENDS).removesuffix(" y").rstrip(_ITEM_ENDS)
        items.append((line.start("item"), line.start("item") + len(item)))
    return items


def others_named(sentence: str, span: Bounds) -> list[Bounds]:
    """The other names of an enumeration of which a span has one, where something is told of each.

    «Ana Gil, una pastora de 34 años, y Eva Ruiz»: of «y Eva Ruiz calló» she is not of it.
    """
    for found in _NAMED_ONE_BY_ONE.finditer(sentence[:_LONGEST_SENTENCE]):
        names = [_without_verb(name) for name in PERSON.finditer(_without_asides(found[0]))]
        names = [(found.start() + start, found.start() + end) for start, end in names]
        if not any(start <= span[0] < end for start, end in names):
            continue
        beyond = _NEXT_WORD.match(sentence, found.end())
        if beyond and may_be_verb(beyond[1]) and not beyond[1].endswith("n"):
            # In the plural all do it: «Ana Gil, de Lugo, y Eva Ruiz callaron».
            del names[-1]
        return [(start, end) for start, end in names if span[1] <= start or end <= span[0]]
    return []


def _without_verb(name: re.Match[str]) -> Bounds:
    """The bounds of a name without the verb that its sentence opens with: «Vinieron Ana Gil»."""
    first, _, rest = name[0].partition(" ")
    opens = not name.start() and rest and FINITE.fullmatch(first.lower())
    return name.end() - len(rest) if opens else name.start(), name.end()


def _without_asides(text: str) -> str:
    """The same with blanks for what is told of each: a name in it is not of the enumeration."""
    return _TOLD_OF_ONE.sub(lambda aside: " " * len(aside[0]), text)
