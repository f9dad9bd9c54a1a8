"""A question, the windows read for it and the best candidate -> what speaks for it, and against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.question import is_about_article, names
from assistant.reading.confidence import Signals
from assistant.reading.parties import Parties
from assistant.reading.slots import is_of_another
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.question import Question
    from assistant.reading.candidate import Candidate
    from assistant.windows import Window
    from index.article import Article

_BEGINNING = 6
_BEGINNING_OF_NAME = 5
# «Ganó el Mundial de 2022»: the Mundial is what is won.
_PRIZE = re.compile(
    rf"\b(?:gan|venc|triunf)\w*\s+(?:en )?(?:el|la|los|las)\s+(?:[{SMALL_LETTERS}]+\s+(?:del?|de la)\s+)?"
    rf"(?:(?:Premio|Gran|Torneo|Campeonato) )*(?P<prize>[{CAPITALS}][\w-]+)"
)


def signals_of(question: Question, windows: Sequence[Window], best: Candidate, article: Article) -> Signals:
    """What the confidence is told of the best candidate, which is in ``article``."""
    missing = missing_names(question, article)
    return Signals(
        margin=best.margin,
        answerable=best.answerable,
        has_common_word=has_common_word(question, windows),
        across_languages=question.language != "es",
        missing_names=missing,
        of_another=missing > 0 and is_of_another(question.text, article.body[slice(*best.sentence)]),
        of_unnamed_prize=missing > 0 and _prize_is_missing(question, article),
    )


def _prize_is_missing(question: Question, article: Article) -> bool:
    """Whether it is asked who won something by a name that the article has in no form."""
    found = _PRIZE.search(question.text) if Parties.asked(question.text).ask_who_won else None
    if found is None:
        return False
    return fold(found["prize"])[:_BEGINNING_OF_NAME] not in fold(f"{article.title} {article.body}")


def missing_names(question: Question, article: Article) -> int:
    """How many names and numbers of a Spanish question an article does not have, by their beginnings."""
    if question.language != "es":
        return 0  # names are spelt otherwise
    text = fold(f"{article.title} {article.body} {article.outlet} {article.place} {article.published}")
    return sum(name[:_BEGINNING_OF_NAME] not in text for name in names(question.text))


def has_common_word(question: Question, windows: Sequence[Window]) -> bool:
    """Whether any window has a word of the question, or one that begins alike («ministros», «ministerial»).

    Nothing can be told of a question about the article itself; «¿Quién es 🎉?» has no word of what it asks
    about, and anybody would do.
    """
    if is_about_article(question.text):
        return True
    return any(words_in_common(question.text, window.text) for window in windows)


def words_in_common(question: str, text: str) -> int:
    """How many words of the question a text has, or ones that begin alike."""
    return len({word[:_BEGINNING] for word in words(question)} & {word[:_BEGINNING] for word in words(text)})


def overlap(question: str, text: str) -> float:
    """The share of the question's words that the text has, 0 to 1; 1 for a question without any."""
    asked = set(words(question))
    return len(asked & set(words(text))) / len(asked) if asked else 1.0
