"""A question for when, where or for how much something is, and the item of an agenda that says it.

«- Taller de laudería. Domingo 18, 11 horas, Casa del Lago. 30 pesos.» has no verb, and the reader, which has
learnt from prose, marks any other hour that has one. What is asked for is looked up in the item by its build.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS
from assistant.reading.kinds import MONTHS, asks_hour
from assistant.reading.plainly import plain
from index.lexical import fold, words
from index.sentences import ITEM_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.library import Library, OpenArticle
    from assistant.question import Question
    from assistant.reading.candidate import Candidate
    from assistant.windows import Window

Bounds = tuple[int, int]

_DOES = re.compile(r"\b\w{3,}(?:rán?|aron|ieron|ó)\b")
# Of the windows, those in which an item comes before all that the reader may find in any.
_LIKELIEST = 3
_ITEM = re.compile(rf"{ITEM_MARK}$")
_WEEKDAY = r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?)"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?"
_HOUR = re.compile(
    rf"(?:de |entre )?(?:las )?\b{_CLOCK} (?:a|y) (?:las )?{_CLOCK} ?(?:horas|hrs?\.?|h\b\.?)"
    rf"|(?:(?:a|desde|de) las? )?\b{_CLOCK}(?: ?(?:horas|hrs?\.?|h\b\.?|[ap]\. ?m\.?|[ap]m\b))"
    rf"|(?:a las? ){_CLOCK}\b|\b\d{{1,2}}:\d\d\b",
    re.IGNORECASE,
)
_OF_MONTH = rf"(?: de (?:{MONTHS}))?"
_TO = r"(?: al? | y |, )(?:el )?"
_DAY = rf"(?:{_WEEKDAY}(?: \d{{1,2}})?|\d{{1,2}}(?![\d:.]| ?(?:h|[ap]\.? ?m))){_OF_MONTH}"
_DAYS = re.compile(
    rf"\b(?:del? |desde el |el |los )?{_WEEKDAY}(?: \d{{1,2}})?{_OF_MONTH}(?:{_TO}{_DAY})*\b"
    rf"|\b\d{{1,2}} de (?:{MONTHS})\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"(?:US)?[$€£] ?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)* ?(?:€|(?:euros|pesos|soles|dólares|colones|bolivianos)\b)"
    r"|\b(?:entrada (?:libre|gratuita)|acceso (?:libre|gratuito)|gratis|gratuit[oa]s?)\b",
    re.IGNORECASE,
)
_VENUE = (
    r"(?:[Ss]ala|[Ss]al[oó]n|[Tt]eatro|[Pp]laza|[Pp]arque|[Cc]asa|[Mm]useo|[Aa]uditorio|[Cc]entro|[Ii]glesia"
    r"|[Pp]alacio|[Ee]stadio|[Gg]aler[ií]a|[Bb]iblioteca|[Cc]ine|[Pp]abell[oó]n|[Ee]xplanada|[ÁáAa]gora|[Ff]oro"
    r"|[Jj]ard[ií]n|[Cc]alle|[Aa]venida|[Hh]otel|[Uu]niversidad|[Ee]scuela|[Cc]atedral|[Ee]rmita|[Rr]ecinto|[Cc]lub"
    r"|[Cc]arpa|[KkQq]u?iosco|[Aa]lameda|[Pp]aseo|[Aa]nfiteatro|[Cc]oliseo|[Ll]ibrer[ií]a|[Pp]olideportivo)"
)
_REST = rf"(?:[^,;.()\n]|(?<=\b[{CAPITALS}])\.)*"
# What is called as places are, or has a capital after the hour.
_PLACE = re.compile(rf"(?:^|(?<=[,.] ))(?:en )?(?:(?:el|la|los|las) )?{_VENUE}\b{_REST}")
_AFTER_HOUR = re.compile(rf", ((?:(?:el|la|los|las) )?[{CAPITALS}]{_REST})")
_ASKS_PRICE = re.compile(
    r"\bcuanto (?:cuest\w+|cost\w+|vale\w*|sale\w*|es\b|hay que pagar)|\bprecios?\b"
    r"|\bque (?:cuest\w+|vale\w*)"
)
_ASKS_PLACE = re.compile(
    r"\bdonde\b|\ben que (?:lugar|sitio|sala|teatro|plaza|local|recinto)\b|\b(?:sede|lugar|ubicacion)\b"
)
_ASKS_DAY = re.compile(
    r"\bcuando\b|\b(?:que|cual(?:es)?) (?:es (?:el )?)?(?:dias?|fechas?)\b|^\W*(?:dia|fecha)\b"
)
# What only asks, or says that it is something that takes place.
_ASKING = re.compile(
    r"\b(?:a|de|desde|en|para|por|el|la|los|las|un|una|y|al?|del|que|cual|cuando|cuanto|donde|hora|horario|dia|fecha"
    r"|precio|sede|lugar|sitio|ubicacion|entradas?|boletos?|tickets?|es|son|ser\w*|sera\w*|toca\w*|actua\w*"
    r"|empiez\w+|empez\w+|arranc\w+|comienz\w+|comenz\w+|inici\w+|tiene|lugar|celebr\w+|se|cuest\w+|cost\w+"
    r"|vale\w*|sale\w*|pagar|hay|ver|abr\w+|cierr\w+|cerr\w+)\b"
)


def looked_up(library: Library, likeliest: Sequence[Window], question: Question) -> list[Candidate]:
    """A candidate for each item that has all that a question asks of, in the likeliest windows; or none."""
    look = _way_to_look(question)
    asked = {*words(_ASKING.sub(" ", fold(question.text)))} if look else set()
    if look is None or not asked:
        return []
    opened = [(window, library.open(window.article)) for window in likeliest[:_LIKELIEST]]
    return [
        plain(window, found, item)
        for window, article in opened
        for item in _items(article, window)
        if _is_asked_of(asked, article, item) and (found := look(article.article.body, item))
    ]


def _way_to_look(question: Question) -> Callable[[str, Bounds], Bounds | None] | None:
    """What finds in an item the hour, price, day or place asked for; None if none of them is."""
    text = fold(question.text)
    if asks_hour(question):
        return partial(_first, _HOUR)
    if _ASKS_PRICE.search(text):
        return partial(_first, _PRICE)
    if _ASKS_DAY.search(text):
        return partial(_first, _DAYS)
    return _place if _ASKS_PLACE.search(text) else None


def _items(opened: OpenArticle, window: Window) -> Iterator[Bounds]:
    """The sentences of a window that are items of a list."""
    body = opened.article.body
    for start, end in opened.sentences:
        is_within = window.start <= start and end <= window.end
        if is_within and _ITEM.search(body[body.rfind("\n", 0, start) + 1 : start]):
            yield start, end


def _is_asked_of(asked: set[str], opened: OpenArticle, item: Bounds) -> bool:
    """Whether an item has all words of the question, or some that its headline has not, and that the rest.

    What it tells somebody to do in it is another thing: «Feria del cómic. De 10 a 21 h. Firmará Ana Gil.»
    """
    article = opened.article
    said = article.body[slice(*item)]
    own, known = {*words(said)}, {*words(f"{article.title} {article.place or ''}")}
    if asked & {*words(" ".join(_DOES.findall(said)))}:
        return False
    return asked <= own or (asked <= own | known and not asked <= known)


def _first(looks: re.Pattern[str], body: str, item: Bounds) -> Bounds | None:
    found = looks.search(body, *item)
    return found.span() if found else None


def _place(body: str, item: Bounds) -> Bounds | None:
    if found := _first(_PLACE, body, item):
        return found
    hour = _HOUR.search(body, *item)
    after = _AFTER_HOUR.match(body, hour.end(), item[1]) if hour else None
    return after.span(1) if after else None
