"""A question that wants yes or no -> what it turns on: its verb, the words that tell, who is to have said it.

Names, numbers and days are known as such; what tells beside them is looked for by its root.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.mentions.facts import NEGATIONS, facts_of
from assistant.yes_no.asides import statement_and_asides
from assistant.yes_no.roots import SAYING, WEAK
from index.lexical import fold

if TYPE_CHECKING:
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
_WITHOUT = frozenset({"sin", "without", "sem"})
# How many words a «no» of the question denies.
_MOST_DENIED = 2


@dataclass(frozen=True)
class Asked:
    """What a question asks; places are of tokens.

    ``aside`` is what it only says to tell which one is meant.
    """

    facts: Facts
    aside: Facts
    language: Language

    @classmethod
    def of(cls, question: str, language: Language) -> Asked:
        """Read it."""
        statement, asides = statement_and_asides(question)
        return cls(facts_of(statement), facts_of(f"es {asides}" if asides else ""), language)

    @cached_property
    def wanted(self) -> list[int]:
        """The places in the question of words that tell, outside its names, numbers and days."""
        told: list[Name | Number | Day] = [*self.facts.names, *self.facts.numbers, *self.facts.days]
        named = {place for each in told for place in range(each.first, each.last)}
        found = [
            place
            for place, token in enumerate(self.facts.tokens)
            if self.facts.stem_at[place]
            and place not in named
            and fold(token) not in WEAK
            and fold(token) not in NEGATIONS
        ]
        only_says = found and _SAYING.fullmatch(fold(self.facts.tokens[found[0]]))
        return found[1:] if only_says and len(found) > 1 and "que" in self.facts.tokens else found

    @property
    def sayer(self) -> Name | None:
        """Who is asked to have said it, «¿Dijo Vega que…?»; None if nobody is."""
        tokens = self.facts.tokens
        if "que" not in tokens or not any(map(self.is_saying, tokens[: tokens.index("que")])):
            return None
        return next((name for name in self.facts.names if name.last <= tokens.index("que")), None)

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
        telling = (fold(token) for token in self.facts.tokens if token[0].isalnum())
        return next((word for word in telling if word not in ("se", "le", "les", "ya")), "") in WEAK

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The question's; «dos» is no number in Portuguese."""
        return tuple(
            number
            for number in self.facts.numbers
            if not (self.language == "pt" and number.text.lower() == "dos")
        )

    @property
    def count(self) -> int:
        """How many words, names, numbers and days are asked; at least one."""
        return max(1, len(self.wanted) + len(self.facts.names) + len(self.numbers) + len(self.facts.days))

    @property
    def opens_with_denial(self) -> bool:
        """Whether it opens with «no» or has «nadie»."""
        tokens = [fold(token) for token in self.facts.tokens]
        said = next((token for token in tokens if token[0].isalnum()), "")
        return said in NEGATIONS or bool({"nadie", "nada", "ningun", "ninguno", "ninguna"} & {*tokens})

    @cached_property
    def denied(self) -> frozenset[int]:
        """The words that the question denies itself: «¿Le acusó de no haber actuado?», «¿Salió sin nada?»."""
        places = [
            place
            for place, token in enumerate(self.facts.tokens)
            if fold(token) in NEGATIONS | _WITHOUT and not (self.language == "pt" and fold(token) == "no")
        ]
        after = ([word for word in self.wanted if word > place][:_MOST_DENIED] for place in places)
        return frozenset(word for words in after for word in words)


def bound_of(text: Facts, number: Number) -> str:
    """The «más de» or «al menos» before a number; ``""`` if nothing bounds it."""
    before = " ".join(fold(token) for token in text.tokens[max(0, number.first - 3) : number.first])
    found = _BOUND.search(before)
    return found[0] if found else ""
