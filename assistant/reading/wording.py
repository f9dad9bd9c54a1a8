"""A text -> its words with what each stands for, and how far what goes with a noun reaches.

«Ministro francés de Exteriores» ends before the minister's name, a comma or a verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.mentions.endings import TELLS
from assistant.mentions.names import MOST_INITIALS
from assistant.mentions.spellings import DEMONYMS
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a name or a phrase that stands apart is followed by: «X, alcalde de Lugo,».
ENCLOSED = re.compile(r"\s*(?:[,.;:()»\"]|$)")
# What opens a clause that tells first where, when or why it was: «En Lugo, Ana y Eva…».
OPENS_CLAUSE = (
    r"(?:^|[.,;:(«\"“]\s*)"
    r"(?:a|ante|como|con|contra|de|desde|durante|en|entre|hasta|para|por|según|sin|sobre|tras)\b"
)
_DASH = re.compile(r"(?P<opens>\s[—–-])(?=[^\W\d_])|(?<=[^\W_])[—–-](?=[\s,.;:]|$)")
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]")
_LONGEST_PHRASE = 18
# What else stands for a name.
_ALSO = {
    "bretaña": ("reino", "unido"),
    "eeuu": ("estados", "unidos"),
    "ee": ("estados", "unidos"),
    "uu": ("estados", "unidos"),
    "canciller": ("exteriores",),
}
_LINKS = frozenset("de del la el los las lo al en para por".split())  # noqa: SIM905
_AND = frozenset({"y", "e"})
_STOPS = re.compile(
    r"que|quien\w*|cuy\w+|donde|cuando|mientras|se|no|si|es|era|fue|ha|han|había|será|como|con|tras|ante|sobre|desde"
    rf"|a|hasta|durante|según|contra|\w+(?:{TELLS}|ía|ían|ando|iendo)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark and its bounds."""

    text: str
    start: int
    end: int

    @property
    def is_name(self) -> bool:
        """Whether it has a capital."""
        return self.text[0].isupper()

    @property
    def is_people(self) -> bool:
        """Whether it is a people: «cubano»."""
        return fold(self.text) in DEMONYMS

    @property
    def parts(self) -> tuple[str, ...]:
        """What it stands for: «cubano» for «cuba»."""
        folded = fold(self.text)
        return DEMONYMS.get(folded) or _ALSO.get(folded) or (folded,)


def tokens_of(text: str) -> list[Token]:
    """Its words and marks, in order."""
    return [Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]


def dashes_as_commas(text: str) -> str:
    """«La alcaldesa —Ana Gil— calló» as «La alcaldesa, Ana Gil, calló»: every other letter in its place."""
    return _DASH.sub(lambda found: ", " if found["opens"] else ",", text)


def end_of_phrase(tokens: Sequence[Token], noun: int) -> int:
    """Where what goes with an office ends: at a comma, a verb, or a name that no «de» brings in."""
    place = noun + 1
    is_linked = False
    while place < min(len(tokens), noun + _LONGEST_PHRASE):
        token = tokens[place]
        # «Economía», «Andalucía» only look like verbs.
        is_stop = not token.is_name and _STOPS.fullmatch(token.text)
        if not token.text[0].isalnum() or is_stop:
            break
        if token.is_name and not is_linked and not tokens[place - 1].is_name:
            break
        if tokens[place - 1].is_name and not (token.is_name or token.is_people or links(token)):
            break
        if token.text in _AND and not (is_linked and _is_capital(tokens, place + 1)):
            break
        is_linked = links(token) or (token.is_name and is_linked)
        place += 1
    while place > noun + 1 and fold(tokens[place - 1].text) in _LINKS:
        place -= 1
    return place


def links(token: Token) -> bool:
    """Whether it joins a noun with a name: «de», «la», «y»."""
    return fold(token.text) in _LINKS or token.text in _AND


def initials(tokens: Sequence[Token]) -> dict[str, tuple[str, ...]]:
    """«UE» of «Unión Europea»: the initials of each run of names, and the words that they stand for."""
    names = [token.text for token in tokens if token.is_name and not token.text.isupper()]
    folded = [fold(name) for name in names]
    return {
        "".join(name[0] for name in names[first:last]): tuple(folded[first:last])
        for first in range(len(names))
        for last in range(first + 2, min(len(names), first + MOST_INITIALS) + 1)
    }


def _is_capital(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].is_name
