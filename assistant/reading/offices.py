"""«¿Quién es el ministro de Hacienda de Cuba?» and a sentence -> who that is, or that it is another's office.

The office is told by its noun, «ministro»; whose it is by what stands beside that: names, initials and
peoples, «cubano» for «Cuba». «El ministro de Hacienda de Perú» is another one's office.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Literal

from assistant.mentions.names import canonical
from assistant.mentions.spellings import METONYMS, POSTS
from assistant.reading.beside import PERSON, is_had_by_person, is_place, name_beside, with_plain_marks
from assistant.reading.wording import Token, end_of_phrase, initials, links, tokens_of
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ASKED = re.compile(
    r"\W*(?:(?:y|pero)\s+)?(?:qui[eé]n\s+(?:es|(?P<past>era|fue)|ser[aá])|c[oó]mo\s+se\s+llam\w+"
    r"|cu[aá]l\s+(?:es|era)\s+el\s+nombre\s+de)\s*(?:el|la|l)\s+(?P<office>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_QUESTION = 200
# The same office by another word.
_ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "ministro ministra titular",
        "entrenador entrenadora tecnico tecnica seleccionador seleccionadora",
        "presidente presidenta mandatario mandataria lehendakari",
        "portavoz vocero vocera",
    )
)
# What a chancellor is minister of, and words that are left out.
_SAID_OTHERWISE = (
    (re.compile(r"\bcanciller(?=\W)(?! (?:alem|austr|feder))"), "ministro de Exteriores"),
    (re.compile(r"\b(?:Asuntos|Relaciones) (?=Exteriores\b)"), ""),
    (re.compile(r"\bGran Bretaña\b"), "Reino Unido"),
)
_OF_SPORT = re.compile(r"entrenador|tecnic|seleccionador|capitan")
_ROOT = 6
# What says nothing of which office it is, nor of whose.
_TIMES = frozenset("actual nuevo nueva entonces segundo segunda".split())  # noqa: SIM905
_ANYBODYS = frozenset(
    "gobierno ejecutivo gabinete estado republica reino relaciones asuntos".split()  # noqa: SIM905
)
# «El presidente de Francia que ganó…»: what follows says no more of whose office it is.
_ENDS_OWNER = frozenset(", ? que quien cuyo cuya cuando donde".split())  # noqa: SIM905
# Who has it no more, or not yet; «entonces» is right where it is asked who had it.
_NOT_NOW = re.compile(r"ex|a|vice|entonces|aspirante|candidat[oa]|(?:antigu|futur|elect|anterior)[oa]")
# What says, in lower case, when or where it is asked about, and no more of whose it is.
_NO_OWNER = re.compile(r"en|por|para|hoy|ahora|actual\w*|\d+")
Holder = Literal["own", "partly", "another", "unsaid"]


@dataclass(frozen=True, slots=True)
class Mention:
    """An office in a sentence: its bounds there, and whose it is."""

    start: int
    end: int
    holder: Holder


@dataclass(frozen=True, slots=True)
class Office:
    """An office asked for: its noun, what kind of it, «general», and the names of whose it is.

    It ``is_past`` if it is asked who had it, and not who has it.
    """

    noun: str
    kind: frozenset[str]
    owner: tuple[Token, ...]
    is_past: bool = False

    @classmethod
    def asked(cls, question: str) -> Office | None:
        """The office of somebody whose holder a question asks for; None for any other question."""
        found = _ASKED.match(question[:_LONGEST_QUESTION])
        if found is None:
            return None
        tokens = tokens_of(_plainly(_with_capitals(found["office"])))
        noun = next((place for place, token in enumerate(tokens[:4]) if _is_post(token)), None)
        if noun is None or any(map(links, tokens[:noun])):
            return None
        after = takewhile(lambda token: fold(token.text) not in _ENDS_OWNER, tokens[noun + 1 :])
        owner = [token for token in after if (token.is_name or token.is_people) and not links(token)]
        if all(fold(token.text) in _ANYBODYS for token in owner):
            return None
        return cls(fold(tokens[noun].text), _kind(tokens, noun), tuple(owner), found["past"] is not None)

    def mentions(self, sentence: str) -> list[Mention]:
        """Where a sentence has the office, in order, and whether it is said to be of the one asked for."""
        tokens = tokens_of(with_plain_marks(sentence))
        found = []
        for place, token in enumerate(tokens):
            if not self._is_same_noun(token):
                continue
            last = end_of_phrase(tokens, place)
            phrase = tokens[max(0, place - 1) : last]
            if not self._is_of_another_time(phrase) and self.kind <= {fold(other.text) for other in phrase}:
                end = tokens[last - 1].end
                found.append(Mention(token.start, end, self._holder(tokens[place:last])))
        return found

    def holder_in(self, sentence: str) -> tuple[int, int] | None:
        """Bounds of the name of who has the office, beside it in a sentence; None if nobody is named so."""
        sentence = with_plain_marks(sentence)
        for mention in self.mentions(sentence):
            if mention.holder == "own":
                found = name_beside(sentence, mention.start, mention.end)
                if found:
                    return found
        return None

    def is_of_another(self, sentence: str, place: int, around: str) -> bool:
        """Whether who is named at a place in a sentence has not the office: it is another's, or nobody's.

        ``around`` is what may tell whose an office is where the sentence does not: «el presidente, X».
        """
        sentence = with_plain_marks(sentence)
        mentions = self.mentions(sentence)
        name = PERSON.match(sentence, place)
        if name and is_place(name[0]):
            return True
        if not mentions:
            if any(map(_is_post, tokens_of(sentence))):
                return True
            return not (
                self._is_told_by_its_verb(sentence)
                or any(mention.holder == "own" for mention in self.mentions(around))
            )
        nearest = min(mentions, key=lambda each: min(abs(place - each.start), abs(place - each.end)))
        between = sentence[nearest.end : place] or sentence[place : nearest.start]
        # «La esposa del presidente Juan Díaz» names him; before «del» and after a comma it is she.
        is_beside = between.count(",") == 1 or (place < nearest.start and "," not in between)
        if is_beside and is_had_by_person(sentence, nearest.start):
            return True
        if nearest.holder == "unsaid":
            return bool(self.lacking_in(tokens_of(f"{sentence} {around}"), by_capital=True))
        return nearest.holder == "another"

    def _is_told_by_its_verb(self, sentence: str) -> bool:
        """«La Junta que preside X», «asumió la presidencia de la Junta»."""
        tokens = tokens_of(sentence)
        return not self.lacking_in(tokens) and any(
            fold(token.text).startswith(self.noun[:_ROOT]) and not self._is_same_noun(token)
            for token in tokens
        )

    def _is_same_noun(self, token: Token) -> bool:
        folded = fold(token.text)
        if folded == "canciller":
            return self.noun in {"canciller", "ministro", "ministra", "secretario", "secretaria"}
        return _gender(folded) == _gender(self.noun) or any({folded, self.noun} <= group for group in _ALIKE)

    def _is_of_another_time(self, phrase: Sequence[Token]) -> bool:
        """«El ex presidente», «candidato a presidente», «presidente electo»."""
        plain = {token.text for token in phrase if not token.is_name} | {fold(phrase[0].text)}
        told = {word for word in plain - self.kind if _NOT_NOW.fullmatch(word)}
        return bool(told - {"entonces"} if self.is_past else told)

    def _holder(self, phrase: Sequence[Token]) -> Holder:
        lacking = self.lacking_in(phrase)
        if not lacking:
            return "own"
        # «El técnico cántabro» of a club is from there, where «el presidente francés» is France's.
        is_of_people = (
            not _OF_SPORT.match(self.noun)
            or is_place(" ".join(token.text for token in self.owner))
            or any(token.is_people for token in self.owner)
        )
        owned = {part for token in self.owner for part in (fold(token.text), *token.parts)}
        own_initials = initials(self.owner)
        rivals = [
            token
            for token in phrase
            if (token.is_name or (is_of_people and token.is_people))
            and fold(token.text) not in owned | _ANYBODYS
            and not set(token.parts) <= owned
            and token.text not in own_initials
        ]
        if rivals:
            return "another"
        # «El técnico del Madrid» may be the Real Madrid's.
        return "partly" if len(lacking) < len(self.owner) else "unsaid"

    def lacking_in(self, text: Iterable[Token], *, by_capital: bool = False) -> list[Token]:
        """The words of whose it is that some tokens have in no form."""
        tokens = list(text)
        there = {part for token in tokens for part in (fold(token.text), *token.parts)}
        if by_capital:
            there |= {part for token in tokens for part in METONYMS.get(fold(token.text), ())}
        short = {token.text for token in tokens if token.text.isupper() and len(token.text) > 1}
        spelt = {word for acronym in short for word in initials(self.owner).get(acronym, ())}
        written = initials([token for token in tokens if token.is_name])
        return [
            token
            for token in self.owner
            if fold(token.text) not in there | _ANYBODYS | spelt
            and not set(token.parts) <= there
            and token.text not in written
        ]


def _plainly(text: str) -> str:
    for pattern, plain in _SAID_OTHERWISE:
        text = pattern.sub(plain, text)
    return canonical(text)


def _with_capitals(office: str) -> str:
    """«Presidente de Chile» of «presidente de chile»; as it is if it has capitals or no known place."""
    tokens = tokens_of(office)
    noun = next((place for place, token in enumerate(tokens[:4]) if _is_post(token)), None)
    if noun is None or office != office.lower():
        return office
    phrase = takewhile(
        lambda token: not _NO_OWNER.fullmatch(token.text), tokens[: end_of_phrase(tokens, noun)]
    )
    owner = list(dropwhile(lambda token: not links(token), [*phrase][noun + 1 :]))
    if not _has_place([token.text for token in owner]):
        return office
    for token in owner:
        if not (links(token) or token.is_people):
            office = office[: token.start] + office[token.start].upper() + office[token.start + 1 :]
    return office


def _has_place(words: Sequence[str]) -> bool:
    """Whether a place is among some words: «reino unido»."""
    return any(
        is_place(" ".join(words[first:last]))
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    )


def _is_post(token: Token) -> bool:
    return POSTS.fullmatch(fold(token.text)) is not None


def _kind(tokens: Sequence[Token], noun: int) -> frozenset[str]:
    """«General» of «secretario general», «primer» of «primer ministro»: without it the office is another."""
    after = takewhile(
        lambda token: (
            token.text.isalpha()
            and not (token.is_name or token.is_people or links(token))
            and token.text != "a"
        ),
        tokens[noun + 1 :],
    )
    before = [token for token in tokens[:noun] if not token.is_name]
    return frozenset(fold(token.text) for token in (*before, *after)) - _TIMES


def _gender(noun: str) -> str:
    return re.sub(r"(?:[oae]|es[ae])s?$", "", noun)
