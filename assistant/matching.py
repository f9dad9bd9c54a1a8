"""A question and a sentence -> the question's words, names, numbers and days that it has, and where.

Of the words it is also told which the sentence denies: «no cumplió», «rehusó hacer predicciones».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.facts import DENIAL, NEGATIONS, facts_of
from assistant.roles import role_of
from assistant.roots import are_of_one_root, say_the_same
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.answer import Language
    from assistant.days import Day
    from assistant.facts import Facts
    from assistant.names import Name
    from assistant.numerals import Number

# Verbs that say little by themselves, and words of linking in the three languages.
WEAK = frozenset(
    """es son fue fueron era eran sera seran ser sido siendo esta estan estaba estaban estuvo estuvieron
    estara estaran hay hubo habia habian habra habran haya ha han haber habido tiene tienen tenia tenian tuvo
    tuvieron tendra tendran tener tenido va van iba iban ir voy hizo hicieron hace hacen hara haran hacer
    hecho puede pueden podia pudo podra podran poder debe deben debera deberan dio da dan dara lugar todo
    toda todos todas did does do is are was were has have had will would be been the of to in on at by for
    with a an and that it its his her their from about as foi foram houve sera serao tem o os as do da dos das
    no na nos nas em com um uma pelo pela ao si segun hoy alguna algun alguno algunos algunas ambos ambas cada
    asi mismo misma tiempo tiempos recientemente ultimamente""".split()  # noqa: SIM905
)
# With «que» after them they only say who says it: «¿Dijo Pla que…?».
_SAYING = re.compile(
    r"(?:dij|dic|afirm|asegur|señal|manifest|declar|sost|indic|explic|agreg|apunt|subray|anunci|reiter|destac|advi"
    r"|cre|opin|consider|estim|piens|pens|recon|denunci|record|confirm)\w*"
)
_OPENING = re.compile(
    r"(?:acaso|es cierto que|es verdad que|is it true that|[ée] verdade que)\s+", re.IGNORECASE
)
_ACCORDING_TO = re.compile(
    r",?\s+(?:según|segun|a juicio de|according to)\s+(?:el |la |los |las |the )?[A-ZÁÉÍÓÚÑ][^,]*$"
    r"|,\s+(?:según|segun|according to)\s+[^,]*$"
)
_STOPS = frozenset(".;:,!?¿¡()[]")
_PASSES = frozenset(
    "que quien quienes cuyo cuya donde mientras pero sino aunque porque cuando y e who which that but".split()  # noqa: SIM905
)
_UNSAYING = frozenset({"sin", "ni", "poco", "without"})
_NO_DENIAL = frozenset({"solo", "solamente", "obstante", "only", "menos", "mas", "less", "more", ","})
_UNTIL = re.compile(r"hasta (?:que|el|la|las|los|hoy|ahora|ayer|\d|[a-z]+(?:ero|bre|zo|il|yo|io|sto)\b)")
_LEAST_STEM = 4
_MOST_DENIED, _REACH, _REACH_OF_LITTLE = 2, 7, 2


@dataclass(frozen=True)
class Match:
    """What a question asks, what a sentence says, and the whole article around it; places are of tokens."""

    asked: Facts
    said: Facts
    whole: Facts
    language: Language

    @classmethod
    def of(cls, question: str, sentence: str, article: str, language: Language) -> Match:
        """Read the three."""
        return cls(
            facts_of(_statement(question)), facts_of(" ".join(sentence.split())), facts_of(article), language
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

    def is_known(self, name: Name) -> bool:
        """Whether the article has it anywhere."""
        return self.whole.lexicon.has(name, in_another_tongue=self.language != "es")

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
        return [number for number in self.numbers if number.value not in there]

    @cached_property
    def missing_days(self) -> list[Day]:
        """Those that the sentence does not name."""
        return [day for day in self.asked.days if not any(other.says(day) for other in self.said.days)]

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

    # -- denials -----------------------------------------------------------------------

    @cached_property
    def denied(self) -> frozenset[int]:
        """The places in the sentence of the first words after each «no», «sin», «rechazó»."""
        matched = {at for places in self.places.values() for at in places}
        return frozenset(
            at for start, reach in self._denials(matched) for at in self._denied_after(start, reach)
        )

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
    def asks_a_denial(self) -> bool:
        """Whether the question opens with «no», has «nadie», or denies what the sentence does not."""
        tokens = [fold(token) for token in self.asked.tokens]
        said = next((token for token in tokens if token[0].isalnum()), "")
        if said in NEGATIONS or {"nadie", "nada", "ningun", "ninguno", "ninguna"} & {*tokens}:
            return True
        return any(
            not self.places[place] or not all(at in self.denied for at in self.places[place])
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
        after = (next((word for word in self.wanted if word > place), None) for place in places)
        return frozenset(word for word in after if word is not None)

    def _denials(self, matched: set[int]) -> Iterator[tuple[int, int]]:
        """Each place of the sentence that denies what follows it, and how far."""
        folded = [fold(token) for token in self.said.tokens]
        for place, word in enumerate(folded):
            if word in NEGATIONS or word in _UNSAYING:
                ahead = folded[place + 1 : place + 1 + _REACH]
                is_idle = not ahead or ahead[0] in _NO_DENIAL or (word == "no" and self.said.tongue == "pt")
                if not is_idle and word != "nada" and not _UNTIL.search(" ".join(ahead)):
                    yield place, _REACH_OF_LITTLE if word == "poco" else _REACH
            elif place not in matched and DENIAL.fullmatch(word):
                yield place, _REACH

    def _denied_after(self, start: int, reach: int) -> list[int]:
        found: list[int] = []
        for place in range(start + 1, min(len(self.said.tokens), start + 1 + reach)):
            word = fold(self.said.tokens[place])
            if word in _STOPS or word in _PASSES or len(found) == _MOST_DENIED:
                break
            if self.said.stem_at[place] and word not in WEAK:
                found.append(place)
        return found

    def _is_turned_round(self, stem: str) -> bool:
        beginnings = ("in", "im", "des")
        return any(f"{beginning}{stem}" in self.said.stems for beginning in beginnings) or any(
            stem == f"{beginning}{other}"
            for beginning in beginnings
            for other in self.said.stems
            if len(other) >= _LEAST_STEM
        )


def _statement(question: str) -> str:
    """The question without its marks, what it opens with, and whose word is asked for."""
    text = question.rpartition("¿")[2].strip(" ¿?¡!.")
    text = _ACCORDING_TO.sub("", _OPENING.sub("", text))
    return text[:1].lower() + text[1:]
