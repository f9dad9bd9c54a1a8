"""A question for when, where or for how much something is, and the item of an agenda that says it.

«- Taller de laudería. Domingo 18, 11 horas, Casa del Lago. 30 pesos.» has no verb, and the reader, which has
learnt from prose, marks any other hour that has one. What is asked for is looked up in the item by its build,
but only where the item says one thing of that kind: which of several is meant the reader tells.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.reading.item import DAYS, HOUR, PRICE, WEEKDAYS, place_in, says_alone
from assistant.reading.kinds import MONTHS, asks_hour
from assistant.reading.plainly import plain
from index.blocks import ITEM_MARK
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.library import Library, OpenArticle
    from assistant.question import Question
    from assistant.reading.candidate import Candidate
    from assistant.windows import Window

Bounds = tuple[int, int]

# Of the windows, those in which an item comes before all that the reader may find in any.
_LIKELIEST = 3
_IS_ITEM = re.compile(rf"[ \t>]*{ITEM_MARK}")
# «Firmará Ana Gil», «Presenta Luis Seoane»: what somebody does in an item is another thing than the item.
_DOES = re.compile(
    rf"(?:(?<=[.;:] )[{CAPITALS}]|(?<!\w)[{SMALL_LETTERS}])\w{{2,}}(?:rán?|aron|ieron|ó)\b"
    rf"|(?<=[.;:] )[{CAPITALS}]\w+(?:an?|en?)(?= [{CAPITALS}])"
)
_ASKS_PRICE = re.compile(
    r"\bcuanto (?:cuest\w+|cost\w+|vale\w*|sale\w*|es\b|hay que pagar)|\bprecios?\b"
    r"|\bque (?:cuest\w+|vale\w*)"
)
_ASKS_PLACE = re.compile(
    r"(?<!\bde )\bdonde\b|\ben que (?:lugar|sitio|sala|teatro|plaza|local|recinto)\b"
    r"|^\W*(?:sede|lugar|ubicacion)\b"
)
_ASKS_DAY = re.compile(
    r"\bcuando\b|\b(?:que|cual(?:es)?) (?:es (?:el )?)?(?:dias?|fechas?)\b|^\W*(?:dia|fecha)\b"
)
# An end, or what an item is for somebody, is more than the item's one hour and price.
_ASKS_MORE = re.compile(r"\b(?:cierran?|cerrar(?:a|an)|termina[nr]?|terminaran?|acaban?|acabaran?|hasta)\b")
_KINDS = frozenset({"when", "where", "how_many"})
# What only asks, or says that it is something that takes place.
_ASKING = frozenset(
    """a al de del desde en para por el la lo los las un una y que cual cuales cuando cuanto cuantos
    donde hora horas horario dia dias fecha fechas precio precios sede lugar sitio ubicacion entrada
    entradas boleto boletos ticket tickets es son era sera seran fue toca tocan tocara tocaran actua
    actuan actuara actuaran empieza empiezan empezara empezaran arranca arrancan arrancara comienza
    comienzan comenzara comenzaran inicia inician iniciara inicio tiene tienen tendra celebra celebran
    celebrara celebraran se cuesta cuestan costara costaran vale valen valdra sale salen pagar hay
    habra ver abre abren abrira abriran""".split()  # noqa: SIM905  (a table is read better than a list of quotes)
)
# Of the headline's own programme many items tell: what is left of a question must be more than when.
_ONLY_WHEN = re.compile(rf"(?:{WEEKDAYS}|{MONTHS}|\d+|hoy|mañana)", re.IGNORECASE)


def looked_up(library: Library, likeliest: Sequence[Window], question: Question) -> list[Candidate]:
    """A candidate for each item that has all that a question asks of, in the likeliest windows; or none."""
    look = _way_to_look(question)
    asked = _things_asked_of(question.text) if look else set()
    if look is None or not asked:
        return []
    opened = [(window, library.open(window.article)) for window in likeliest[:_LIKELIEST]]
    return [
        plain(window, found, item)
        for window, article in opened
        for item in _items(article, window)
        if _is_asked_of(asked, article, item) and (found := look(article.article.body, item))
    ]


def _things_asked_of(question: str) -> set[str]:
    """The stems of what is left of a question without what only asks; a name is never left out."""
    found = list(re.finditer(r"\w+", question))
    kept = [
        word[0]
        for place, word in enumerate(found)
        if fold(word[0]) not in _ASKING or (place and word[0][0].isupper() and not word[0].isupper())
    ]
    return {*words(" ".join(kept))}


def _way_to_look(question: Question) -> Callable[[str, Bounds], Bounds | None] | None:
    """What finds in an item the hour, price, day or place asked for; None if none of them is."""
    text = fold(question.text)
    if question.kind not in _KINDS or _ASKS_MORE.search(text):
        return None
    asked = {*words(question.text)}
    if asks_hour(question):
        return partial(says_alone, HOUR, asked)
    if _ASKS_PRICE.search(text):
        return partial(says_alone, PRICE, asked)
    if _ASKS_DAY.search(text):
        return partial(says_alone, DAYS, asked)
    if _ASKS_PLACE.search(text):
        return partial(place_in, asked)
    return None


def _items(opened: OpenArticle, window: Window) -> Iterator[Bounds]:
    """The sentences of a window that are items of a list."""
    body = opened.article.body
    for start, end in opened.sentences:
        if not (window.start <= start and end <= window.end):
            continue
        line = body.rfind("\n", 0, start) + 1
        # The number of an item is of its sentence, its bullet is not.
        if _IS_ITEM.fullmatch(body, line, start) or (line == start and _IS_ITEM.match(body, start, end)):
            yield start, end


def _is_asked_of(asked: set[str], opened: OpenArticle, item: Bounds) -> bool:
    """Whether an item has all words of the question, or some that its headline has not, and that the rest.

    They are of what takes place, and not of where it does, nor of what somebody does in it: «Feria del cómic,
    Teatro Cervantes. De 10 a 21 h. Firmará Ana Gil.» says neither when the theatre opens nor when she signs.
    """
    article = opened.article
    said = article.body[slice(*item)]
    own, known = {*words(said)}, {*words(f"{article.title} {article.place or ''}")}
    if asked & {*words(" ".join(_DOES.findall(said)))} or not asked <= own | known:
        return False
    if not (rest := {*words(HOUR.sub(" ", DAYS.sub(" ", said)))}):
        # «Domingos: de 10:00 a 18:00» is of what the headline is of.
        return not asked <= known
    place = place_in(set(), article.body, item)
    of_place = {*words(article.body[slice(*place)])} if place else set()
    when = {*words(" ".join(_ONLY_WHEN.findall(said)))}
    return bool((asked & rest) - (of_place | when | (known if not asked <= own else set())))
