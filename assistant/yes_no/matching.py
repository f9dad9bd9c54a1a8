"""A question and a sentence -> the question's words, names, numbers and days that it has, and where.

Of the words it is also told which the sentence denies: «no cumplió», «rehusó hacer predicciones».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.mentions.counts import sort_of
from assistant.mentions.facts import facts_of
from assistant.mentions.roles import role_of
from assistant.mentions.settling import day_of
from assistant.yes_no.asked import Asked, bound_of
from assistant.yes_no.roots import are_of_one_root, say_the_same
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

_LEAST_STEM, _LEAST_ASIDE = 4, 3


# What began then, or is compared with it.
_SINCE = re.compile(r"\bdesde$|\bque en$|\brespecto (?:a|de)$|\b(?:re)?elegid[oa] en$|\bsince$|\bthan in$")


@dataclass(frozen=True, slots=True)
class Whole:
    """All that an article says, with its title, outlet and place, and the day it was published."""

    text: str
    published: date | None = None


@dataclass(frozen=True)
class Match:
    """What a question asks, what a sentence says, and the whole article around it; places are of tokens."""

    question: Asked
    said: Facts
    whole: Facts
    published: date | None = None

    @classmethod
    def of(cls, question: str, sentence: str, article: Whole, language: Language) -> Match:
        """Read the three."""
        return cls(
            Asked.of(question, language),
            facts_of(" ".join(sentence.split())),
            facts_of(article.text),
            article.published,
        )

    @property
    def asked(self) -> Facts:
        """The names, numbers, days and words of the question."""
        return self.question.facts

    @property
    def heart(self) -> int | None:
        """The place of what the question turns on."""
        return self.question.heart

    @property
    def heart_places(self) -> list[int]:
        """Where that stands in the sentence."""
        return [] if self.heart is None else self.places.get(self.heart, [])

    # -- words -------------------------------------------------------------------------

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Where in the sentence each word that is wanted stands; an empty list where it does not."""
        return {place: self._places_of(self.asked.stem_at[place]) for place in self.question.wanted}

    def _places_of(self, stem: str) -> list[int]:
        there = [(at, other) for at, other in enumerate(self.said.stem_at) if other]
        return [at for at, other in there if are_of_one_root(stem, other)] or [
            at for at, other in there if say_the_same(stem, other)
        ]

    # -- names, numbers, days ----------------------------------------------------------

    def has(self, name: Name) -> bool:
        """Whether the sentence has a name."""
        return self.said.lexicon.has(name, in_another_tongue=self.question.language != "es")

    def same_names(self, name: Name) -> list[Name]:
        """The names in the sentence that share a word with one of the question."""
        return [other for other in self.said.names if other.folded & name.folded]

    def is_known(self, name: Name) -> bool:
        """Whether the article has it anywhere."""
        return self.whole.lexicon.has(name, in_another_tongue=self.question.language != "es")

    @property
    def is_of_something_else(self) -> bool:
        """Whether it has a name or an aside that the article, or a «más de 30» that the sentence, has not."""
        is_known = all(map(self.is_known, self.asked.names))
        return not is_known or self._means_another or self._bounds_differ

    @property
    def _bounds_differ(self) -> bool:
        """Whether «más de 30» is asked and the sentence does not say «más de 30» too."""
        bounded = [number for number in self.asked.numbers if bound_of(self.asked, number)]
        told = {(bound_of(self.said, number), number.value) for number in self.said.numbers}
        return any((bound_of(self.asked, number), number.value) not in told for number in bounded)

    @cached_property
    def missing_numbers(self) -> list[Number]:
        """Those that the sentence does not have."""
        there = {number.value for number in self.said.numbers}
        year = self.published.year if self.published and not _names_a_time(self.said, years=True) else None
        return [
            number
            for number in self.question.numbers
            if number.value not in there and not (number.value == year and number.text == str(year))
        ]

    @cached_property
    def missing_days(self) -> list[Day]:
        """Those that the sentence does not name."""
        return [day for day in self.asked.days if not self._names(self.said, day)]

    def _names(self, text: Facts, day: Day) -> bool:
        """Whether a text names a day; a month or year may be the article's, if a sentence names no other."""
        is_vague = day.day is None and day.weekday is None and day.offset is None
        is_open = is_vague and (text is not self.said or not _names_a_time(text))
        if is_open and self.published and day_of(self.published).says(day):
            return True
        return any(other.says(day) for other in text.days)

    @property
    def _means_another(self) -> bool:
        """Whether what is said to tell which one is meant is not of this article."""
        aside = self.question.aside
        years = {self.published.year} if self.published else set()
        known = {number.value for number in self.whole.numbers} | years
        return (
            not all(map(self.is_known, aside.names))
            or not all(number.value in known for number in aside.numbers)
            or not all(self._names(self.whole, day) for day in aside.days)
            or (
                len(aside.stems) >= _LEAST_ASIDE
                and 2 * len(aside.stems & self.whole.stems) < len(aside.stems)
            )
        )

    @property
    def has_all_marks(self) -> bool:
        """Whether the sentence has all its numbers and days."""
        return not self.missing_numbers and not self.missing_days

    def share(self, *, with_known_names: bool = False) -> float:
        """The share of them that the sentence has, 0 to 1; whose a thing is may be known from the article."""
        named = sum(
            self.has(name)
            or ((with_known_names or role_of(self.asked, name) == "part") and self.is_known(name))
            for name in self.asked.names
        )
        marks = len(self.question.numbers) + len(self.asked.days)
        marks -= len(self.missing_numbers) + len(self.missing_days)
        return (sum(map(bool, self.places.values())) + named + marks) / self.question.count

    def share_of_words(self, *, but: Collection[int]) -> float:
        """The share that the sentence has of the words alone but those at some places, 0 to 1."""
        counted = [bool(self.places[place]) for place in self.question.wanted if place not in but]
        return sum(counted) / max(1, len(counted))

    # -- denials -----------------------------------------------------------------------

    @cached_property
    def denied_there(self) -> frozenset[int]:
        """The places in the sentence of the first words after each «no», «sin», «rechazó»."""
        matched = {at for places in self.places.values() for at in places}
        # «Evita Perón» of the question avoids nothing.
        named = {at for at, token in enumerate(self.said.tokens) if self.asked.is_named(fold(token))}
        return denied_places(self.said, matched | named)

    @cached_property
    def denied_words(self) -> list[int]:
        """The words wanted that the sentence only denies, «no cumplió», or turns round, «inaceptable»."""
        return [
            place
            for place in self.question.wanted
            if place not in self.question.denied
            and (
                all(at in self.denied_there for at in self.places[place])
                if self.places[place]
                else self._is_turned_round(self.asked.stem_at[place])
            )
        ]

    @property
    def is_half_denied(self) -> bool:
        """Whether it has a word both denied and not."""
        return any(
            0 < sum(at in self.denied_there for at in self.places[place]) < len(self.places[place])
            for place in self.question.wanted
            if place not in self.question.denied
        )

    @property
    def denies_a_name(self) -> bool:
        """Whether a name that is asked about stands among what the sentence denies: «no de la ONU»."""
        asked = frozenset(part for name in self.asked.names for part in name.folded)
        return any(fold(self.said.tokens[place]) in asked for place in self.denied_there)

    @property
    def asks_a_denial(self) -> bool:
        """Whether the question opens with «no», has «nadie», or denies what the sentence does not."""
        if self.question.opens_with_denial:
            return True
        return bool(self.question.denied) and not any(
            self.places[place] and all(at in self.denied_there for at in self.places[place])
            for place in self.question.denied
        )

    def _is_turned_round(self, stem: str) -> bool:
        beginnings = ("in", "im", "des")
        return any(f"{beginning}{stem}" in self.said.stems for beginning in beginnings) or any(
            stem == f"{beginning}{other}"
            for beginning in beginnings
            for other in self.said.stems
            if len(other) >= _LEAST_STEM
        )


def _names_a_time(text: Facts, *, years: bool = False) -> bool:
    """Whether a text says of which year, or month, it tells: not by «desde 2022», «más que en 2025»."""
    marks: list[Number | Day] = [number for number in text.numbers if sort_of(number, text) == ("year",)]
    marks += [day for day in text.days if day.year is not None or (day.month is not None and not years)]
    before = (" ".join(map(fold, text.tokens[max(0, mark.first - 2) : mark.first])) for mark in marks)
    return not all(map(_SINCE.search, before))
