"""Articles -> questions that they answer, to show a reader what can be asked."""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.mentions.saying import SAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.answer import Language
    from index.article import Article
    from index.store import Store

_ARTICLES = 4
_TITLE_CHARACTERS = 80
_WORD = rf"[{CAPITALS}][{SMALL_LETTERS}]+(?:[{CAPITALS}][{SMALL_LETTERS}]+)?\b"
_NAME = rf"{_WORD}(?: (?:(?:de|del|la|los) )*{_WORD})+"
_ROLE = (
    "(?:ex)?(?:president|ministr|secretari|canciller|portavoz|director|alcald|gobernador|general|coordinador"
    r"|diputad|senador|entrenador|consejer|fiscal|juez|candidat)\w*"
)
_PLAIN = rf"(?: (?!(?:de|del|en|y|que|a|al|con|por|para|se|no)\b)[{SMALL_LETTERS}]+){{0,2}}"
# After «de» the capitals name what the office is of, so that a comma must part it from the person.
_OF = r"(?: (?:de|del) [^,.;:«»\"]{2,60},|,)?"
_SAYS = rf"(?:(?:{SAYS})(?:o|ó|ió)|reafirmó|sostuvo)"
_WITH_ROLE = re.compile(rf"\b(?:[Ee]l|[Ll]a) {_ROLE}{_PLAIN}{_OF} (?P<name>{_NAME})")
_SPEECH = re.compile(
    rf"\b{_SAYS}(?: hoy| ayer| también| a (?:los|las|la) [a-z]+| a Efe)?(?: (?:el|la){_PLAIN}{_OF})?"
    rf" (?P<name>{_NAME})"
)
_WHO: dict[Language, str] = {"es": "¿Quién es {}?", "en": "Who is {}?"}
_SAID: dict[Language, str] = {"es": "¿Qué dijo {}?", "en": "What did {} say?"}
_ABOUT: dict[Language, str] = {"es": "¿De qué trata la noticia «{}»?", "en": "What is the story “{}” about?"}


def example_questions(store: Store, language: Language, count: int) -> list[str]:
    """At most ``count`` questions over the latest articles, one of each in turn; none for an empty store."""
    by_date = sorted(store.articles(), key=lambda article: str(article.published or ""), reverse=True)
    wells = [_questions(store.article(article.path), language) for article in by_date[:_ARTICLES]]
    found: list[str] = []
    while wells and len(found) < count:
        well = wells.pop(0)
        question = next(well, None)
        if question is not None:
            if question not in found:
                found.append(question)
            wells.append(well)
    return found


def _questions(article: Article, language: Language) -> Iterator[str]:
    for template, pattern in ((_WHO, _WITH_ROLE), (_SAID, _SPEECH)):
        for match in pattern.finditer(article.body):
            yield template[language].format(match["name"])
            break
    yield _ABOUT[language].format(_within_quotes(article.title))


def _within_quotes(title: str) -> str:
    """The first words of a title, fit to stand between the marks of the templates."""
    inner = title.rstrip("….").translate(str.maketrans("«»“”", "“”‘’"))
    return shorten(inner, _TITLE_CHARACTERS, placeholder="")
