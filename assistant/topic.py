"""A question that is refused and the nearest passage -> what both speak of, as a noun phrase; or nothing.

«Grupo de Implementación de Seguridad» of «¿Quién preside el Grupo de Implementación de Seguridad?».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.conversation.anatomy import after_the_verb
from assistant.mentions.endings import TELLS
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOPIC_WORDS = 40
_DETERMINERS = frozenset(
    """
    el la los las un una unos unas su sus este esta estos estas al del the a an its their this that os as do
    da dos das ao no na um uma
    """.split()  # noqa: SIM905  (a hundred quotation marks help nobody)
)
_PREPOSITIONS = frozenset(
    """
    de en con por para sobre entre contra desde hasta ante tras of in on at to from with for by about
    between against em com
    """.split()  # noqa: SIM905  (a hundred quotation marks help nobody)
)
# What may stand inside a thing's name, before more of it.
_LINKS = frozenset("de del y e of and da do dos das la las los el the entre between".split())  # noqa: SIM905
# No noun: «hay», «did», «más».
_OTHERS = frozenset(
    """
    que se le les lo no ya es son era fue fueron sera seran ha han hay hubo habia tiene tienen tuvo esta
    estan va van dijo hizo dio puede pueden mas muy cuando donde como quien is are was were will did does
    has have had can would said who what when where why how which foi sao tem disse
    """.split()  # noqa: SIM905  (a hundred quotation marks help nobody)
)
_ASKING_WITH_NOUN = frozenset({"que", "cual", "cuantos", "cuantas", "quantos", "quantas"})
_FINITE = re.compile(rf"(?:{TELLS}|[aei]rían?)$", re.IGNORECASE)
_ENGLISH_ASKS = re.compile(r"\b(?:did|does|do|will|would|can|could|should)\b", re.IGNORECASE)
_LEAST_OF_NO_NAME = 2


def topic(question: str, passage: str) -> str:
    """The longest noun phrase of the question that the passage has too, as the question has it; or ``""``.

    One word alone is a topic only if it is a name. The words that ask, and verbs, are none.
    """
    found = list(re.finditer(r"\w+", question))[:_TOPIC_WORDS]
    tokens = [match[0] for match in found]
    there = " ".join(["", *re.findall(r"\w+", fold(passage)), ""])
    best, telling = (0, 0), 0
    for first in range(after_the_verb(tokens), len(tokens)):
        if not _may_begin(tokens, first):
            continue
        last = _end(tokens, first, asks_in_english=bool(_ENGLISH_ASKS.search(question)))
        while last > first and not _is_there(tokens[first:last], there):
            last -= 1
        count = len(words(" ".join(tokens[first:last])))
        is_name = tokens[first][:1].isupper() and first > 0
        if count > telling and (is_name or count >= _LEAST_OF_NO_NAME):
            best, telling = (first, last), count
    first, last = best
    if not telling:
        return ""
    return question[found[first].start() : found[last - 1].end()]


def _may_begin(tokens: Sequence[str], place: int) -> bool:
    """Whether a noun phrase may begin here: with a name, or after an article or a preposition.

    «Las» of «Las Torres» belongs to the name.
    """
    word, before = tokens[place], fold(tokens[place - 1]) if place else ""
    if word[:1].isupper() and place > 0:
        is_article = fold(word) in _DETERMINERS
        following = tokens[place + 1 : place + 2]
        return not is_article or bool(following and following[0][:1].isupper())
    after = before in _DETERMINERS or before in _PREPOSITIONS or (place == 1 and before in _ASKING_WITH_NOUN)
    return after and fold(word) not in _DETERMINERS | _PREPOSITIONS and not _is_no_noun(word)


def _end(tokens: Sequence[str], first: int, *, asks_in_english: bool) -> int:
    """Where the noun phrase that begins at ``first`` ends at the latest (exclusive)."""
    place = first
    while place < len(tokens):
        word = tokens[place]
        is_link = fold(word) in _LINKS
        if (
            place > first
            and not is_link
            and (fold(word) in _PREPOSITIONS | _DETERMINERS and not word[:1].isupper())
        ):
            break
        if not is_link and _is_no_noun(word):
            break
        place += 1
    if asks_in_english and place > first + 1 and place == _verb_after(tokens, place):
        # «the stroke unit open»: the verb of «did» ends the clause.
        place -= 1
    while place > first and fold(tokens[place - 1]) in _LINKS | _DETERMINERS:
        place -= 1
    return place


def _verb_after(tokens: Sequence[str], place: int) -> int:
    """``place`` where the word before it is small and ends the clause, or stands before its object."""
    last = tokens[place - 1]
    following = fold(tokens[place]) if place < len(tokens) else ""
    ends = not following or following in _DETERMINERS or following in _PREPOSITIONS
    return place if last.islower() and ends else -1


def _is_no_noun(word: str) -> bool:
    return not word[:1].isupper() and (fold(word) in _OTHERS or _FINITE.search(word) is not None)


def _is_there(run: Sequence[str], there: str) -> bool:
    is_whole = bool(run) and fold(run[-1]) not in _LINKS | _DETERMINERS
    return is_whole and f" {' '.join(map(fold, run))} " in there
