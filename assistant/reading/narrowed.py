"""What a question says besides what it asks for -> which candidates meet it: «según X», «el nuevo juez».

Where no candidate meets it all of them stand: it may be said in other words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS
from assistant.reading.kinds import can_answer
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.library import OpenArticle
    from assistant.question import Question
    from assistant.reading.candidate import Candidate

# «¿Cuántos hubo según la Guardia Civil?», «Según el TSJA, ¿cuánto…?»
_SOURCE = re.compile(
    r"\b[Ss]egún (?:el |la |los |las )?"
    rf"(?P<source>[{CAPITALS}][\w.-]+(?: (?:(?:de|del|la|las|los|y) )*[{CAPITALS}][\w.-]+)*)"
)
_ACCORDING, _FIGURE, _REACH, _SEVERAL = re.compile(r"\bsegun\b"), re.compile(r"\b\d+(?:[.,]\d+)*\b"), 40, 2
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINKS = frozenset("de del la las los y".split())  # noqa: SIM905
_ASKS_SUCCESSOR = re.compile(
    r"\b(?:sustitu\w+|suced(?:e|era|io|ido)|relev\w+|reemplaz\w+) a\b"
    r"|\bquien (?:es|sera) (?:el|la) nuev[oa] (?!york\b)\w+"
)
_SUCCEEDS = re.compile(
    r"\b(?:sustitu\w+|suced\w+|relev\w+|reemplaz\w+|nuev[oa]s?|nombr\w+|design\w+|asum\w+|posesion)\b"
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Whose count is asked for, in words, folded; and whether it is asked who comes after another.

    Of a count there are often several, of anything else hardly.
    """

    source: tuple[str, ...]
    wants_successor: bool

    @classmethod
    def by(cls, question: Question) -> Narrowed:
        """What a question says so."""
        found = _SOURCE.search(question.text)
        words = fold(found["source"]).split() if found else []
        is_of_somebody = question.kind == "who"
        return cls(
            tuple(word for word in words if word not in _LINKS) if question.kind == "how_many" else (),
            is_of_somebody and _ASKS_SUCCESSOR.search(fold(question.text)) is not None,
        )

    def is_met(self, sentence: str) -> bool:
        """Whether a sentence has all that it is narrowed by."""
        said = fold(sentence)
        names_source = all(re.search(rf"\b{re.escape(word)}\b", said) for word in self.source)
        return names_source and (not self.wants_successor or _SUCCEEDS.search(said) is not None)

    def own_figure(self, sentence: str, span: tuple[int, int]) -> tuple[int, int]:
        """Of «80, según la Guardia Civil, y 200, según los vecinos» the figure of whoever is the source."""
        said = fold(sentence)
        told = [*_ACCORDING.finditer(said)]
        if len(said) != len(sentence) or len(told) < _SEVERAL:
            return span
        begins = 0
        for each in told:
            is_own = all(word in said[each.end() : each.end() + _REACH] for word in self.source)
            figures = [*_FIGURE.finditer(said, begins, each.start())]
            if is_own and figures and not begins <= span[0] < each.start():
                return figures[0].span()
            begins = each.end()
        return span

    def fitting(self, found: list[Candidate], opened: Callable[[str], OpenArticle]) -> list[Candidate]:
        """The candidates whose sentence meets it, else those whose article names the source, else all."""
        if not self.source and not self.wants_successor:
            return found

        def sentence(each: Candidate) -> str:
            return opened(each.article).article.body[slice(*each.sentence)]

        meeting = [each for each in found if self.is_met(sentence(each))]
        if self.source and not any(_is_count(opened(each.article).article.body, each) for each in meeting):
            meeting = []
        if meeting or not self.source:
            return meeting or found
        return [each for each in found if self.is_met(opened(each.article).article.body)] or found


def _is_count(body: str, candidate: Candidate) -> bool:
    """Whether a candidate is a number, and no year."""
    marked = body[candidate.start : candidate.end]
    return can_answer("how_many", marked) and _YEAR.fullmatch(marked) is None
