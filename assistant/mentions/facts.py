"""A sentence -> what in it can be checked: its numbers, days, names, quoted words and content words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.mentions.days import days_in
from assistant.mentions.names import Lexicon, canonical, names_in
from assistant.mentions.numerals import TOKEN, numbers_in
from assistant.tongue import tongue_of
from index.lexical import fold, words

if TYPE_CHECKING:
    from assistant.mentions.days import Day
    from assistant.mentions.names import Name
    from assistant.mentions.numerals import Number

QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"")
# A model may put words in other marks than articles do; «Los Ángeles'84» opens none.
_ANY_QUOTED = re.compile(
    QUOTED.pattern
    # A quotation of several sentences, of which this is the first or the last.
    + r"|[«“]([^«»“”]+)\Z|\A([^«»“”„‟]+)[»”]"
    + r"|‹([^‹›]+)›|[„‟]([^„‟“”\"]+)[‟“”\"]"
    + r"|(?<!\w)[‘‚‛]([^‘’‚‛]+)[’‘](?!\w)|(?<!\w)'(?=[^\W\d])([^'\n]+)'(?!\w)"
)
_GAP = re.compile(r"\s*(?:\[(?:…|\.{3})\]|\((?:…|\.{3})\)|…|\.{3})\s*")
NEGATIONS = frozenset(
    """no nunca jamas tampoco nadie ningun ninguno ninguna nada not never nobody none neither nor nao nem
    ninguem ni isn't aren't wasn't weren't doesn't don't didn't hasn't haven't won't can't cannot""".split()  # noqa: SIM905
)
# Before these a «no» denies nothing: «no solo», «no obstante», «no menos de 30».
NO_DENIAL = frozenset({"solo", "solamente", "obstante", "only", "menos", "mas", "less", "more", ","})
DENIAL = re.compile(
    r"\b(?:ni|sin|without|sem|rechaz\w+|neg(?:o|aron|aba|aban|ado|ar|ativa)|nieg\w+|descart\w+|desmint\w+|desment\w+|impid\w+|imped\w+"
    r"|evit\w+|falt\w+|fracas\w+|rehus\w+|carec\w+|desconoc\w+|ignora\w*|cancel\w+|prohib\w+|exclu(?!siv)\w+|vet(?:o|a|aron|ado|ar)|deneg\w+|denieg\w+|aplaz\w+|paraliz\w+|inacept\w+|renunci\w+|abst(?:en|ien|uv|ain)\w+"
    r"|refus\w+|reject\w+|den(?:y|ied|ies|ying)|fail(?:s|ed)?|lack\w*|bann?(?:ed|s)|prevent\w*|avoid\w*|unable|impossib\w+|ruled|postpon\w+"
    r"|recus\w+|neg(?:ou|aram)|rejeit\w+|impossiv\w+|suspen\w+|desconvoc\w+|anul\w+|ausen\w+|incapa\w+|imposib\w+|contrari[oa]s?|opon\w+|opus\w+|opuest\w+)\b"
)
_UNIT_REACH = 4
# No numbers in these languages: «de os» in Portuguese, one time in English, «ten piedad» in Spanish.
_NO_NUMBER = {"pt": "dos", "en": "once", "es": "ten"}


@dataclass(frozen=True)
class Facts:
    """What one text says that can be checked."""

    text: str
    tokens: tuple[str, ...]
    numbers: tuple[Number, ...]
    days: tuple[Day, ...]
    names: tuple[Name, ...]
    written_in: str | None = None

    @cached_property
    def quotes(self) -> tuple[str, ...]:
        """The words in quotation marks, in pieces where an ellipsis parts them."""
        found = (next(filter(None, match.groups())) for match in _ANY_QUOTED.finditer(self.text))
        return tuple(
            piece for quote in found for piece in map(_plain_edges, _GAP.split(quote)) if words(piece)
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(words(canonical(self.text)))

    @cached_property
    def tongue(self) -> str | None:
        """The language of what is not quoted in it, if that can be told; else ``written_in``, or its own."""
        return tongue_of(_ANY_QUOTED.sub(" ", self.text)) or self.written_in or tongue_of(self.text)

    def is_in_another_tongue(self, other: Facts) -> bool:
        """Whether it and another text are plainly in different languages."""
        return None not in (self.tongue, other.tongue) and self.tongue != other.tongue

    @cached_property
    def lexicon(self) -> Lexicon:
        """Its words, to look names up in."""
        return Lexicon(self.tokens)

    @cached_property
    def stem_at(self) -> tuple[str, ...]:
        """The stem of each token; ``""`` for one that is no content word."""
        return tuple("".join(words(token)[:1]) for token in self.tokens)

    def places_of(self, stem: str) -> list[int]:
        """The tokens with a stem."""
        return [place for place, other in enumerate(self.stem_at) if other == stem]

    @cached_property
    def unquoted(self) -> Facts:
        """The same sentence without the words in quotation marks."""
        return facts_of(_ANY_QUOTED.sub(" ", self.text), self.written_in) if self.quotes else self

    @cached_property
    def refusals(self) -> tuple[int, ...]:
        """The tokens that refuse, lack or reject something: «rechazó», «sin», not «a falta de un día»."""
        folded = [fold(token) for token in self.tokens]
        return tuple(
            place
            for place, word in enumerate(folded)
            if DENIAL.fullmatch(word) and not (word == "falta" and folded[max(0, place - 1)] == "a")
        )

    @property
    def refuses(self) -> bool:
        """Whether it refuses, lacks or rejects something."""
        return bool(self.refusals)

    def is_named(self, word: str) -> bool:
        """Whether a folded word is part of one of its names: «evita» of «Evita Perón»."""
        return any(word in name.folded for name in self.names)

    @cached_property
    def says_no(self) -> bool:
        """Whether it has a «no», «nunca», «nobody»."""
        said = {fold(token) for token in self.tokens} - ({"no"} if self.tongue == "pt" else set())
        return bool(said & NEGATIONS)

    @cached_property
    def denies(self) -> bool:
        """Whether it says «no», or refuses, lacks or rejects something."""
        return self.refuses or self.says_no

    def near(self, first: int, last: int, *, reach: int) -> frozenset[str]:
        """The stems within ``reach`` tokens of the tokens from ``first`` to ``last``; no digits."""
        around = [*self.tokens[max(0, first - reach) : first], *self.tokens[last : last + reach]]
        return frozenset(word for word in words(" ".join(around)) if not word[0].isdigit())

    def unit(self, number: Number) -> str:
        """The stem of the first content word after a number, «toneladas» of «3 toneladas»; or ``""``."""
        following = self._after(number)
        return following[0] if following else ""

    def units(self, number: Number) -> frozenset[str]:
        """The stems of the words after a number, up to the next."""
        return frozenset(self._after(number))

    def _after(self, number: Number) -> list[str]:
        stop = number.last
        while (
            stop < len(self.tokens)
            and stop < number.last + _UNIT_REACH
            and self.tokens[stop] not in {",", ";", "."}
            and not any(stop == other.first for other in self.numbers)
        ):
            stop += 1
        return [word for word in words(" ".join(self.tokens[number.last : stop])) if not word[0].isdigit()]


def legible(text: str) -> str:
    """Text as it is seen: no invisible characters, and «⑤⑦» or «５７» as 57."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(character for character in plain if unicodedata.category(character) != "Cf")


def facts_of(text: str, written_in: str | None = None) -> Facts:
    """Read a sentence; ``written_in`` is the language to take it for if its words do not tell."""
    text = legible(text)
    tokens = tuple(TOKEN.findall(canonical(text)))
    days = tuple(days_in(tokens))
    dated = {position for day in days for position in range(day.first, day.last)}
    numbers = tuple(number for number in numbers_in(tokens) if number.first not in dated)
    if any(number.text.lower() in _NO_NUMBER.values() for number in numbers):
        unlike = _NO_NUMBER.get(tongue_of(text) or written_in or "")
        numbers = tuple(number for number in numbers if number.text.lower() != unlike)
    return Facts(text, tokens, numbers, days, tuple(names_in(tokens, dated)), written_in)


def plain_words(text: str) -> str:
    """Text to compare quoted words in: one space between words, one kind of quotation mark, lower case."""
    return " ".join(re.sub(r"[“”„‟«»‹›\"'‘’‚‛]", "", legible(text)).casefold().split())


def _plain_edges(piece: str) -> str:
    return plain_words(piece).strip(" .,;:!?¡¿")
