"""A question and a sentence -> the question's words, names, numbers and days that it has, and where.

Of the words it is also told which the sentence denies: «no cumplió», «rehusó hacer predicciones».
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.mentions.days import day_of
from assistant.mentions.facts import NEGATIONS, facts_of
from assistant.mentions.roles import role_of
from assistant.yes_no.asides import statement_and_asides
from assistant.yes_no.roots import SAYING, WEAK, are_of_one_root, say_the_same
from assistant.yes_no.unsaid import denied_places
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from assistant.answer import Language
    from assistant.mentions.days import Day
    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name
    from assistant.mentions.numerals import Number

# With «que» after them they only say who says it: «¿Dijo Vega que…?».
_SAYING = re.compile(rf"(?:{SAYING})\w*")
_BOUND = re.compile(
    r"\b(?:mas de|menos de|al menos|por lo menos|como minimo|como maximo|hasta|casi|over|more than|less than"
    r"|at least|up to)$"
)
_LEAST_STEM, _LEAST_ASIDE = 4, 3
# How many words a «no» of the question denies.
_MOST_DENIED = 2


@dataclass(frozen=True, slots=True)
class Whole:
    """All that an article says, with its title, outlet and place, and the day it was published."""

    text: str
    published: date | None = None


@dataclass(frozen=True)
class Match:
    """What a question asks, what a sentence says, and the whole article around it; places are of tokens.

    ``aside`` is what the question only says to tell which one is meant.
    """

    asked: Facts
    said: Facts
    whole: Facts
    language: Language
    aside: Facts = field(default_factory=lambda: facts_of(""))
    published: date | None = None

    @classmethod
    def of(cls, question: str, sentence: str, article: Whole, language: Language) -> Match:
        """Read the three."""
        statement, asides = statement_and_asides(question)
        return cls(
            facts_of(statement),
            facts_of(" ".join(sentence.split())),
            facts_of(article.text),
            language,
            facts_of(f"es {asides}" if asides else ""),
            article.published,
        )

    # -- words -------------------------------------------------------------------------

    @cached_property
    def wanted(self) -> list[int]:
        """The places in the question of words that tell, outside its names, numbers and days."""
        told: list[Name | Number | Day] = [*self.asked.names, *self.asked.numbers, *self.asked.days]
        named = {place for each in told for place in range(each.first, each.last)}
        found = [
            place
            for place, token in enumerate(self.asked.tokens)
            if self.asked.stem_at[place]
            and place not in named
            and fold(token) not in WEAK
            and fold(token) not in NEGATIONS
        ]
        only_says = found and _SAYING.fullmatch(fold(self.asked.tokens[found[0]]))
        return found[1:] if only_says and len(found) > 1 and "que" in self.asked.tokens else found

    @property
    def sayer(self) -> Name | None:
        """Who is asked to have said it, «¿Dijo Vega que…?»; None if nobody is."""
        tokens = self.asked.tokens
        if "que" not in tokens or not any(map(self.is_saying, tokens[: tokens.index("que")])):
            return None
        return next((name for name in self.asked.names if name.last <= tokens.index("que")), None)

    @staticmethod
    def is_saying(token: str) -> bool:
        """Whether a word only tells who says something: «dijo», «explicó»."""
        return bool(_SAYING.fullmatch(fold(token)))

    @property
    def heart(self) -> int | None:
        """The place of what the question turns on: the first word that tells; None if only names do."""
        return self.wanted[0] if self.wanted else None

    @cached_property
    def verb_is_weak(self) -> bool:
        """Whether it opens with «es», «hay», «tiene»: what it turns on is all the rest."""
        telling = (fold(token) for token in self.asked.tokens if token[0].isalnum())
        return next((word for word in telling if word not in ("se", "le", "les", "ya")), "") in WEAK

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Where in the sentence each word that is wanted stands; an empty list where it does not."""
        return {place: self._places_of(self.asked.stem_at[place]) for place in self.wanted}

    def _places_of(self, stem: str) -> list[int]:
        there = [(at, other) for at, other in enumerate(self.said.stem_at) if other]
        return [at for at, other in there if are_of_one_root(stem, other)] or [
            at for at, other in there if say_the_same(stem, other)
        ]

    # -- names, numbers, days ----------------------------------------------------------

    def has(self, name: Name) -> bool:
        """Whether the sentence has a name."""
        return self.said.lexicon.has(name, in_another_tongue=self.language != "es")

    def same_names(self, name: Name) -> list[Name]:
        """The names in the sentence that share a word with one of the question."""
        return [other for other in self.said.names if other.folded & name.folded]

    def is_known(self, name: Name) -> bool:
        """Whether the article has it anywhere."""
        return self.whole.lexicon.has(name, in_another_tongue=self.language != "es")

    @property
    def is_of_something_else(self) -> bool:
        """Whether it has a name or an aside that the article, or a «más de 30» that the sentence, has not."""
        is_known = all(map(self.is_known, self.asked.names))
        return not is_known or self._means_another or self._bounds_differ

    @property
    def _bounds_differ(self) -> bool:
        """Whether «más de 30» is asked and the sentence does not say «más de 30» too."""
        bounded = [number for number in self.asked.numbers if _bound(self.asked, number)]
        told = {(_bound(self.said, number), number.value) for number in self.said.numbers}
        return any((_bound(self.asked, number), number.value) not in told for number in bounded)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The question's; «dos» is no number in Portuguese."""
        return tuple(
            number
            for number in self.asked.numbers
            if not (self.language == "pt" and number.text.lower() == "dos")
        )

    @cached_property
    def missing_numbers(self) -> list[Number]:
        """Those that the sentence does not have."""
        there = {number.value for number in self.said.numbers}
        year = self.published.year if self.published else None
        return [
            number
            for number in self.numbers
            if number.value not in there and not (number.value == year and number.text == str(year))
        ]

    @cached_property
    def missing_days(self) -> list[Day]:
        """Those that the sentence does not name."""
        return [day for day in self.asked.days if not self._names(self.said, day)]

    def _names(self, text: Facts, day: Day) -> bool:
        """Whether a text names a day; a month or year may be that in which the article was published."""
        is_vague = day.day is None and day.weekday is None and day.offset is None
        if is_vague and self.published and day_of(self.published).says(day):
            return True
        return any(other.says(day) for other in text.days)

    @property
    def _means_another(self) -> bool:
        """Whether what is said to tell which one is meant is not of this article."""
        years = {self.published.year} if self.published else set()
        known = {number.value for number in self.whole.numbers} | years
        return (
            not all(map(self.is_known, self.aside.names))
            or not all(number.value in known for number in self.aside.numbers)
            or not all(self._names(self.whole, day) for day in self.aside.days)
            or (
                len(self.aside.stems) >= _LEAST_ASIDE
                and 2 * len(self.aside.stems & self.whole.stems) < len(self.aside.stems)
            )
        )

    @property
    def has_all_marks(self) -> bool:
        """Whether the sentence has all its numbers and days."""
        return not self.missing_numbers and not self.missing_days

    @property
    def count(self) -> int:
        """How many words, names, numbers and days are asked; at least one."""
        return max(1, len(self.wanted) + len(self.asked.names) + len(self.numbers) + len(self.asked.days))

    def share(self, *, with_known_names: bool = False) -> float:
        """The share of them that the sentence has, 0 to 1; whose a thing is may be known from the article."""
        named = sum(
            self.has(name)
            or ((with_known_names or role_of(self.asked, name) == "part") and self.is_known(name))
            for name in self.asked.names
        )
        marks = len(self.numbers) + len(self.asked.days) - len(self.missing_numbers) - len(self.missing_days)
        return (sum(map(bool, self.places.values())) + named + marks) / self.count

    def share_of_words(self, *, but: Collection[int]) -> float:
        """The share that the sentence has of the words alone but those at some places, 0 to 1."""
        counted = [bool(self.places[place]) for place in self.wanted if place not in but]
        return sum(counted) / max(1, len(counted))

    # -- denials -----------------------------------------------------------------------

    @cached_property
    def denied(self) -> frozenset[int]:
        """The places in the sentence of the first words after each «no», «sin», «rechazó»."""
        matched = {at for places in self.places.values() for at in places}
        return denied_places(self.said, matched)

    @cached_property
    def denied_words(self) -> list[int]:
        """The words wanted that the sentence only denies, «no cumplió», or turns round, «inaceptable»."""
        return [
            place
            for place in self.wanted
            if place not in self._asked_denied
            and (
                all(at in self.denied for at in self.places[place])
                if self.places[place]
                else self._is_turned_round(self.asked.stem_at[place])
            )
        ]

    @property
    def is_half_denied(self) -> bool:
        """Whether it has a word both denied and not."""
        return any(
            0 < sum(at in self.denied for at in self.places[place]) < len(self.places[place])
            for place in self.wanted
            if place not in self._asked_denied
        )

    @property
    def denies_a_name(self) -> bool:
        """Whether a name that is asked about stands among what the sentence denies: «no de la ONU»."""
        asked = frozenset(part for name in self.asked.names for part in name.folded)
        return any(fold(self.said.tokens[place]) in asked for place in self.denied)

    @property
    def asks_a_denial(self) -> bool:
        """Whether the question opens with «no», has «nadie», or denies what the sentence does not."""
        tokens = [fold(token) for token in self.asked.tokens]
        said = next((token for token in tokens if token[0].isalnum()), "")
        if said in NEGATIONS or {"nadie", "nada", "ningun", "ninguno", "ninguna"} & {*tokens}:
            return True
        return bool(self._asked_denied) and not any(
            self.places[place] and all(at in self.denied for at in self.places[place])
            for place in self._asked_denied
        )

    @cached_property
    def _asked_denied(self) -> frozenset[int]:
        """The words that the question denies itself: «¿Le acusó de no haber actuado?»."""
        places = [
            place
            for place, token in enumerate(self.asked.tokens)
            if fold(token) in NEGATIONS and not (self.language == "pt" and fold(token) == "no")
        ]
        after = ([word for word in self.wanted if word > place][:_MOST_DENIED] for place in places)
        return frozenset(word for words in after for word in words)

    def _is_turned_round(self, stem: str) -> bool:
        beginnings = ("in", "im", "des")
        return any(f"{beginning}{stem}" in self.said.stems for beginning in beginnings) or any(
            stem == f"{beginning}{other}"
            for beginning in beginnings
            for other in self.said.stems
            if len(other) >= _LEAST_STEM
        )


def _bound(text: Facts, number: Number) -> str:
    """The «más de» or «al menos» before a number; ``""`` if nothing bounds it."""
    before = " ".join(fold(token) for token in text.tokens[max(0, number.first - 3) : number.first])
    found = _BOUND.search(before)
    return found[0] if found else ""
