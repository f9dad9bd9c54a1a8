"""A question of who did something -> whether somebody in a sentence is the other one: whom it was done to.

Of «la llamada de Rubio con el canciller mexicano Juan Ramón de la Fuente» the latter is not who called the
«canciller mexicano»; nor is «el finalista» who won. The question's own words are looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from index.lexical import fold

# «¿Quién llamó…?», and no «¿A quién llamó…?», which asks for the other one.
_DOER = re.compile(
    r"(?<!\ba )(?<!\bde )(?<!\bcon )(?<!\bpor )(?<!\bpara )(?<!\bante )(?<!\bcontra )"
    r"\bquien(?:es)?\s+(?P<done>.+)"
)
# As far as the next word that opens another thing.
_DONE_TO = re.compile(
    r"\b(?:al|a (?:la|los|las|su|sus|un|una))\s+"
    r"(?P<whom>\w+(?:\s+(?!(?:a|al|con|de|del|durante|e|en|o|para|por|que|segun|sin|sobre|tras|y)\b)\w+){0,3})"
)
_WON = r"(?:gan|venc|derrot|triunf)"
_ASKS_WINNER = re.compile(rf"(?:se |ha |han |habia |habian )*{_WON}\w*")
_ASKS_LOSER = re.compile(r"(?:se |ha |han |habia |habian )*(?:perd|pierd)\w*")
# «Fue derrotado por» turns it round, and is left alone.
_BEATS = re.compile(
    r"(?<!\bfue )(?<!\bfueron )(?<!\bser )(?<!\bsido )(?<!\bhaber )"
    r"\b(?:gano|ganaron|gana|vencio|vencieron|vence|derroto|derrotaron|derrota|supero|superaron|batio|elimino)\b"
)
_SECOND = r"\b(?:finalistas?|subcampe\w+)\b"
_IS_SECOND = re.compile(rf"(?<!entre )(?<!de ){_SECOND}[^.,;:]{{0,40}}$")
_SECOND_NEXT = re.compile(rf",? (?:el |la |(?:fue|quedo) )?{_SECOND}")
_OBJECT = re.compile(r"\b(?:a|al|a la|a los|a las)(?: [a-zñ]+){0,2} $")
_STOP = re.compile(r"[.;:()«»\"]")


@dataclass(frozen=True)
class Parties:
    """What the question says of who it is done to, folded; empty if it says nothing."""

    done: str

    @classmethod
    def asked(cls, question: str) -> Parties:
        """Read a question."""
        found = _DOER.search(fold(question).strip(" ?!.¿¡"))
        return cls(found["done"] if found else "")

    @cached_property
    def _whom(self) -> re.Match[str] | None:
        return _DONE_TO.search(self.done)

    @property
    def ask_who_won(self) -> bool:
        """Whether it is asked who won, something or over somebody."""
        return _ASKS_WINNER.match(self.done) is not None

    def is_the_other(self, sentence: str, start: int, end: int) -> bool:
        """Whether what stands at two offsets of a sentence is not who did it."""
        said = fold(sentence)
        if not self.done or len(said) != len(sentence):
            return False
        return self._is_whom(said, start, end) or self._is_of_the_other_side(said, start, end)

    def _is_whom(self, said: str, start: int, end: int) -> bool:
        """«El canciller mexicano |Juan|» of «al canciller mexicano», and «|Juan|, canciller mexicano»."""
        if self._whom is None:
            return False
        whom = re.escape(self._whom["whom"])
        if len(re.findall(rf"\b{whom}\b", said)) != 1:
            return False
        is_before = re.search(rf"(?:\b{whom} |(?<!\bdel )(?<!\bde la )\b{whom}, )$", said[:start])
        is_after = re.match(rf", (?:el |la )?{whom}\b", said[end:])
        return bool(is_before or is_after or re.search(rf"\b{whom}\b", said[start:end]))

    def _is_of_the_other_side(self, said: str, start: int, end: int) -> bool:
        """Who lost where it is asked who won, and the reverse."""
        beats = _BEATS.search(said)
        if _ASKS_LOSER.match(self.done):
            return bool(beats and end <= beats.start() and not _STOP.search(said, end, beats.start()))
        if not self.ask_who_won:
            return False
        if _IS_SECOND.search(said[:start]) or _SECOND_NEXT.match(said[end:]):
            return True
        if beats is None:
            return False
        is_object = beats.end() <= start and _OBJECT.search(said[beats.end() : start])
        return bool(is_object and not _STOP.search(said, beats.end(), start))
