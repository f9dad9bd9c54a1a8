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
from assistant.reading.enumerated import Several
from assistant.reading.others import listed_after
from assistant.reading.plainly import plain
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.library import Library, OpenArticle
    from assistant.reading.candidate import Candidate
    from assistant.windows import Window

Bounds = tuple[int, int]

# Of the question's words, the share that announcement, headline and place must have.
_SPOKEN_OF = 0.65
_LEAST_ITEMS = 2
# Of a label's line, which is short.
_SAID_BESIDE = 0.5
# «- Delanteras: Ana Gil (Lugo), Eva Ruiz (Vigo).»; a line without a label parts those that have one.
_LABEL = rf"(?:[-*•·][ \t]+)?(?P<label>[{CAPITALS}][^:.;|\d\n]{{2,50}}):[ \t]+"
_LINE = re.compile(rf"^[ \t]*(?:{_LABEL}(?P<value>[^\n]*[^\s.])\.?|\S[^\n]*)", re.MULTILINE)
# «vías cerradas Manabí»: a plural that opens words without a verb of asking.
_BARE_PLURAL = re.compile(r"\W*(?:l[ao]s )?[^\W\d]{3,}s\b")
# «Aparte del presupuesto, ¿qué más aprobó?»
_OTHERS = re.compile(r"\bque (?:mas|otr[oa]s)\b")
_BESIDES = re.compile(r"\b(?:aparte|ademas) de[^,¿?]*")
_ASKING = re.compile(r"\b(?:que|quienes?|cual(?:es)?|son|fueron|eran|seran|estan|hay|cuantas?|cuantos?)\b")


def announced_lists(library: Library, windows: Sequence[Window], question: str) -> list[Candidate]:
    """A candidate for each list in the windows whose announcement has what the question asks for; or none."""
    if not _asks_for_several(question):
        return []
    asked = list(dict.fromkeys(words(_ASKING.sub(" ", _BESIDES.sub(" ", fold(question))))))
    if not asked:
        return []
    wants_persons = "quienes" in fold(question)
    opened = [(window, library.open(window.article)) for window in windows]
    listed = [
        replace(plain(window, items[0], (announced[0], items[-1][1])), also=tuple(items[1:]))
        for window, article in opened
        for announced, items in _lists(article, window)
        if _is_spoken_of(asked, article, announced)
        and (not wants_persons or _is_named(article.article.body, items[0]))
    ]
    return listed or [
        plain(window, line.span("value"), (line.start("label"), line.end()))
        for window, article in opened
        for line in _labelled(article.article.body, window)
        if _is_labelled_so(asked, article, line)
    ]


def _asks_for_several(question: str) -> bool:
    if Several.asked(question) is not None or _OTHERS.search(fold(question)):
        return True
    return understand(question).kind == "what" and _BARE_PLURAL.match(fold(question)) is not None


def _is_named(body: str, item: Bounds) -> bool:
    """Whether an item begins with a first name and a surname: «Una subida» does not."""
    name = PERSON.match(body, *item)
    return name is not None and " " in name[0]


def _lists(opened: OpenArticle, window: Window) -> Iterator[tuple[Bounds, list[Bounds]]]:
    """The bounds of each announcement that begins in a window, and of what it announces."""
    body = opened.article.body
    for start, end in opened.sentences:
        if window.start <= start < window.end and body[start:end].endswith(":"):
            items = listed_after(body, end - 1)
            if len(items) >= _LEAST_ITEMS:
                yield (start, end), items


def _is_spoken_of(asked: Sequence[str], opened: OpenArticle, announced: Bounds) -> bool:
    """Whether an announcement has the things asked for, and with headline and place most of the rest."""
    article = opened.article
    said = {*words(article.body[slice(*announced)])}
    around = said | {*words(f"{article.title} {article.place or ''}")}
    return asked[0] in said and _share(asked, around) >= _SPOKEN_OF


def _labelled(body: str, window: Window) -> Iterator[re.Match[str]]:
    """The lines of a window that have a label, as a line beside each of them has."""
    lines = [*_LINE.finditer(body)]
    for place, line in enumerate(lines):
        beside = [each for each in lines[max(0, place - 1) : place + 2] if each["label"] and each is not line]
        if line["label"] and beside and window.start <= line.start("label") and line.end() <= window.end:
            yield line


def _is_labelled_so(asked: Sequence[str], opened: OpenArticle, line: re.Match[str]) -> bool:
    """Whether all of a line's label is asked for, and most of the rest said in it or in the headline."""
    article, own = opened.article, {*words(line["label"])}
    around = own | {*words(f"{article.title} {article.place or ''} {line['value']}")}
    return bool(own) and own <= {*asked} and _share(asked, around) >= _SAID_BESIDE


def _share(asked: Sequence[str], said: set[str]) -> float:
    """How many of the words asked are among those said, 0 to 1."""
    return sum(word in said for word in asked) / len(asked)
