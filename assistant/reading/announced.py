"""A question for several things -> the list that a colon announces, where the announcement speaks of them.

«El ECU 911 mantiene cerradas siete vías:» and a line for each answer «¿Qué vías están cerradas?»; so does one
line of several that are labelled, «Amarillo: Ourense, Zamora y Burgos». The reader, which has learnt from
prose, marks anything but such a list.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS
from assistant.question import understand
from assistant.reading.beside import PERSON
from assistant.reading.enumerated import FINITE, Several
from assistant.reading.kinds import DAYS, MONTHS
from assistant.reading.others import listed_after
from assistant.reading.plainly import plain
from index.blocks import ITEM_MARK
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.library import Library, OpenArticle
    from assistant.reading.candidate import Candidate
    from assistant.windows import Window

Bounds = tuple[int, int]

_LEAST_ITEMS = 2
# «- Delanteras: Ana Gil (Lugo), Eva Ruiz (Vigo).»; a line without a label parts those that have one.
_LABEL = rf"(?:{ITEM_MARK})?(?P<label>[{CAPITALS}][^:.;|\d\n]{{2,50}}):[ \t]+"
_LINE = re.compile(rf"^[ \t]*(?:{_LABEL}(?P<value>[^\n]*[^\s.])\.?|\S[^\n]*)", re.MULTILINE)
# «vías cerradas Manabí»: a plural that opens words without a verb of asking.
_BARE_PLURAL = re.compile(r"\W*(?:l[ao]s )?[^\W\d]{3,}s\b")
# «Aparte del presupuesto, ¿qué más aprobó?»; «el barrio que más votó» is one.
_OTHERS = re.compile(r"(?:^|[¿,;:]\s*)(?:y\s+)?qu[eé]\s+(?:m[aá]s|otr[oa]s)\b", re.IGNORECASE)
_BESIDES = re.compile(r"\b(?:aparte|ademas) de[^,¿?]*")
_DENIES = re.compile(r"\b(?:no|ni|nunca|sin|tampoco|nadie|ning\w+)\b")
# What only asks, or says that it is so now.
_ASKING = re.compile(
    r"\b(?:que|quienes?|cual(?:es)?|mas|otr[oa]s|son|fueron|eran|seran|estan|estaban|estaran|hay|habra|cuant[oa]s?"
    r"|(?:es[ae]|mism[oa]) (?:noche|tarde|manana|dia|sesion|semana)|hoy|ayer|ahora|actualmente|todavia|aun"
    r"|siguen?|quedan?|permanecen?|figuran?|lista|listado)\b"
)
_DAY = re.compile(rf"\b(?:{DAYS}|miércoles|sábado|{MONTHS}|\d{{1,4}})\b", re.IGNORECASE)
# What is done with those whom a label tells.
_NEUTRAL = re.compile(
    r"\b(?:convoc|llam|nomin|cit|eleg|elig|design|nombr|tien|tuv|integr|form|compon|lleg|acud|asist|particip|hub)\w*"
)


def announced_lists(library: Library, windows: Sequence[Window], question: str) -> list[Candidate]:
    """A candidate for each list in the windows whose announcement has what the question asks for; or none."""
    if not _asks_for_several(question):
        return []
    besides = _BESIDES.search(fold(question))
    asked = list(dict.fromkeys(words(_ASKING.sub(" ", _BESIDES.sub(" ", fold(question))))))
    if not asked:
        return []
    wants_persons = "quienes" in fold(question)
    excepted = {*words(besides[0])} if besides else set()
    opened = [(window, library.open(window.article)) for window in windows]
    listed = [
        replace(plain(window, items[0], (announced[0], items[-1][1])), also=tuple(items[1:]))
        for window, article in opened
        for announced, all_items in _lists(article, window)
        if (items := _but_for(excepted, article, all_items))
        and _is_spoken_of(question, asked, article, announced)
        and (not wants_persons or _is_named(article.article.body[slice(*items[0])]))
    ]
    return listed or [
        plain(window, line.span("value"), (line.start("label"), line.end()))
        for window, article in opened
        for line in _labelled(article.article.body, window)
        if _is_labelled_so(question, asked, article, line)
    ]


def _but_for(excepted: set[str], opened: OpenArticle, items: Sequence[Bounds]) -> list[Bounds]:
    """The items without those that a question excepts: «además de la subida»."""
    return [item for item in items if not excepted & {*words(opened.article.body[slice(*item)])}]


def _asks_for_several(question: str) -> bool:
    if Several.asked(question) is not None or _OTHERS.search(question):
        return True
    return understand(question).kind == "what" and _BARE_PLURAL.match(fold(question)) is not None


def _is_named(item: str) -> bool:
    """Whether an item is somebody: «Ana Gil, de Lugo», «La canciller de Perú, Ana Gil», «Brasil».

    «Una subida» is nobody.
    """
    first = item.split(",", maxsplit=1)[0]
    name = PERSON.match(item)
    if name is not None and (" " in name[0] or name[0] == first):
        return True
    return any(PERSON.fullmatch(part.strip()) and " " in part.strip() for part in item.split(",")[1:])


def _lists(opened: OpenArticle, window: Window) -> Iterator[tuple[Bounds, list[Bounds]]]:
    """The bounds of each announcement that begins in a window, and of what it announces."""
    body = opened.article.body
    for start, end in opened.sentences:
        if window.start <= start < window.end and body[start:end].endswith(":"):
            items = listed_after(body, end - 1)
            if len(items) >= _LEAST_ITEMS:
                yield (start, end), items


def _is_spoken_of(question: str, asked: Sequence[str], opened: OpenArticle, announced: Bounds) -> bool:
    """Whether an announcement has the things asked for, and with the headline and its like all of the rest.

    Where a word is missing, or one side denies it, the reader tells whether the list is what is asked for.
    """
    text = opened.article.body[slice(*announced)]
    return asked[0] in words(text) and _have(asked, opened, text) and _denies(question) == _denies(text)


def _labelled(body: str, window: Window) -> Iterator[re.Match[str]]:
    """The lines of a window that have a label, as a line beside each of them has."""
    lines = [*_LINE.finditer(body)]
    for place, line in enumerate(lines):
        beside = [each for each in lines[max(0, place - 1) : place + 2] if each["label"] and each is not line]
        if line["label"] and beside and window.start <= line.start("label") and line.end() <= window.end:
            yield line


def _is_labelled_so(question: str, asked: Sequence[str], opened: OpenArticle, line: re.Match[str]) -> bool:
    """Whether all of a line's label is asked for, and the rest said of it or what is done with any such."""
    own = {*words(line["label"])}
    if not own or not own <= {*asked} or _denies(question) or _says_something(line["value"]):
        return False
    neutral = {*words(" ".join(_NEUTRAL.findall(fold(question))))}
    return _have([word for word in asked if word not in neutral], opened, line[0])


def _says_something(value: str) -> bool:
    """Whether what follows a label is a sentence: «no las encontró la policía»."""
    first = value.split(maxsplit=1)[0].lower()
    return FINITE.fullmatch(first) is not None or _DENIES.match(fold(value)) is not None


def _have(asked: Sequence[str], opened: OpenArticle, said: str) -> bool:
    """Whether some words of an article, its headline, place and day have all that is asked."""
    article = opened.article
    lead = article.body[slice(*opened.sentences[0])] if opened.sentences else ""
    day = article.published.strftime("%d %Y") if article.published else ""
    around = (said, article.title, article.place or "", day, lead)
    lacking = {*asked} - {*words(" ".join(around))}
    # What day it was may be told anywhere.
    return not lacking or (lacking <= {*words(" ".join(_DAY.findall(article.body)))})


def _denies(text: str) -> bool:
    return _DENIES.search(fold(text)) is not None
