"""A question and a sentence -> whether what is asked of one name is said of another: «el puerto de Cádiz».

To «¿cuánto movió el puerto de Santander?» a sentence on the port of Cádiz reads like an answer.
It is told by the word that the two names follow, with or without «de».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.mentions.facts import facts_of
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name

_OF = frozenset("de del of do da".split())  # noqa: SIM905
_ARTICLES = frozenset("el la los las the o a os as".split())  # noqa: SIM905


def is_of_another(question: str, sentence: str) -> bool:
    """Whether a name of the question is not in the sentence, and another stands there in its place."""
    asked, said = facts_of(question), facts_of(sentence)
    known = frozenset(part for name in asked.names for part in name.folded)
    for name in asked.names:
        place = _place(asked, name)
        if place is None or name.folded & {fold(token) for token in said.tokens} or said.lexicon.has(name):
            continue
        if any(_place(said, other) == place and not other.folded & known for other in said.names):
            return True
    return False


def _place(text: Facts, name: Name) -> tuple[str, bool] | None:
    """The stem of the word that a name follows, and whether there is «de» between them; None for none."""
    place = name.first - 1
    while place >= 0 and fold(text.tokens[place]) in _ARTICLES:
        place -= 1
    is_of = place >= 0 and fold(text.tokens[place]) in _OF
    place -= is_of
    if place < 0 or not text.stem_at[place] or text.tokens[place][0].isupper():
        return None
    return text.stem_at[place], is_of
