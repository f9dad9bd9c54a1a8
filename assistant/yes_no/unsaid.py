"""A sentence -> which of its words it denies: those after «no», «sin», «rechazó», as far as these reach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.endings import TELLS
from assistant.mentions.facts import NEGATIONS, NO_DENIAL
from assistant.yes_no.roots import WEAK
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.mentions.facts import Facts

_FINITE = re.compile(rf"\w{{2,}}{TELLS}")
_STOPS = frozenset(".;:,!?¿¡()[]")
_PASSES = frozenset(
    """que quien quienes cuyo cuya cuyos cuyas donde mientras pero sino aunque porque cuando y e who which
    that but""".split()  # noqa: SIM905
)
_UNSAYING = frozenset({"sin", "ni", "poco", "without"})
_BEFORE_NOUNS = frozenset({"la", "su", "una", "esta", "esa"})
_UNTIL = re.compile(r"hasta (?:que|el|la|las|los|hoy|ahora|ayer|\d|[a-z]+(?:ero|bre|zo|il|yo|io|sto)\b)")
# How many words are denied, and how many tokens after the «no» they stand at most; «poco» has a short reach.
_MOST_DENIED, _REACH, _REACH_OF_LITTLE = 2, 7, 2


def denied_places(text: Facts, wanted: Collection[int]) -> frozenset[int]:
    """The places of the words denied; a «rechazó» at a place that is wanted itself denies nothing."""
    return frozenset(
        place for start, reach in _denials(text, wanted) for place in _denied_after(text, start, reach)
    )


def _denials(text: Facts, wanted: Collection[int]) -> Iterator[tuple[int, int]]:
    """Each place of the sentence that denies what follows it, and how far."""
    folded = [fold(token) for token in text.tokens]
    for place, word in enumerate(folded):
        if word in NEGATIONS or word in _UNSAYING:
            ahead = folded[place + 1 : place + 1 + _REACH]
            if word != "nada" and not _is_idle(ahead, word, text.tongue):
                yield place, _REACH_OF_LITTLE if word == "poco" else _REACH
        elif place not in wanted and place in text.refusals and not _is_adjective(folded, place):
            yield place, _REACH


def _is_idle(ahead: Sequence[str], word: str, tongue: str | None) -> bool:
    """Whether a «no» denies nothing: «no solo», «no dudó en», «no se firmó hasta enero»."""
    if not ahead or ahead[0] in NO_DENIAL or (word == "no" and tongue == "pt"):
        return True
    return any(each.startswith("dud") for each in ahead[:2]) or bool(_UNTIL.search(" ".join(ahead)))


def _is_adjective(folded: Sequence[str], place: int) -> bool:
    """«La nota negativa del día» is none of «la negativa del alcalde»."""
    return folded[place] == "negativa" and (place == 0 or folded[place - 1] not in _BEFORE_NOUNS)


def _denied_after(text: Facts, start: int, reach: int) -> list[int]:
    found: list[int] = []
    for place in range(start + 1, min(len(text.tokens), start + 1 + reach)):
        word = fold(text.tokens[place])
        if word == "que" and fold(text.tokens[place - 1]) == "por":
            continue  # «no tenía por qué ser»
        if word in _STOPS or word in _PASSES or len(found) == _MOST_DENIED:
            break
        # «Un hombre sin techo murió» denies no death.
        if (
            found
            and fold(text.tokens[start]) in ("sin", "without")
            and _FINITE.fullmatch(text.tokens[place].lower())
        ):
            break
        if text.stem_at[place] and word not in WEAK:
            found.append(place)
    return found
