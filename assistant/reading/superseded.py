"""A figure that answers, and the windows -> the one that a later article puts in its place.

«Fueron 580, y no 640 como se informó el jueves», «se reduce de 146 a 92», «2,9 millones, frente a los 3,6 que
fijó la Audiencia»: what was 640 is 580 now. The sentence has both, and shows which was which.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.question import names
from assistant.reading.kinds import MONTHS
from assistant.reading.signals import missing_names
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.library import Library
    from assistant.question import Question
    from assistant.reading.candidate import Candidate
    from assistant.windows import Window
    from index.article import Article

_FIGURE = r"\d++(?:[.,]\d++)*+"
_SCALE = r"(?:\s(?:mil|millones|billones)\b)?"
_NEW, _OLD = rf"(?P<new>{_FIGURE}{_SCALE})", rf"(?P<old>{_FIGURE}{_SCALE})"
_THE = r"(?:a |de |eran |fueron |son )?(?:l[oa]s |unos )?"
_CHANGED = (
    r"(?:[Rr]educ|[Rr]eduj|[Rr]ebaj|[Rr]ecort|[Bb]aj|[Dd]isminu|[Aa]ument|[Ee]lev|[Aa]mpli|[Ii]ncrement|[Cc]orrig"
    r"|[Cc]orrij|[Rr]evis)\w*|[Ss]ub(?:e|en|ió|ieron|irá|irán)|[Pp]as(?:a|an|ó|aron|ará|arán)"
)
# The noun of what a court, a forecast or a report had set is understood: «frente a los 3,6 que fijó el juez».
_HAD_SET = (
    r"(?: que (?:fij|anunci|public|inform|estim|calcul|cifr|prev|difund|hab[ií]a)"
    r"| (?:anunciad|previst|inicial))"
)
_CHANGES = (
    rf"\b{_NEW}\b[^.;:]{{0,40}}?,? y no {_THE}{_OLD}\b",
    rf"\bno {_THE}{_OLD}\b[^.;:]{{0,40}}?,? sino {_THE}{_NEW}\b",
    rf"\b(?:{_CHANGED})\b[^.;:]{{0,60}}?\bde {_THE}{_OLD}\b[^.;:,]{{0,25}}? a {_THE}{_NEW}\b",
    rf"\b{_NEW}\b[^.;]{{0,40}}?, (?:frente a|en lugar de|en vez de) (?:l[oa]s )?{_OLD}\b(?={_HAD_SET})",
)
_PATTERNS = tuple(map(re.compile, _CHANGES))
_AMOUNT = re.compile(
    rf"(?:(?:un(?:os|as)?|l[oa]s|casi|más de|cerca de|a|de) )*(?P<all>(?P<figure>{_FIGURE}){_SCALE})"
)
_OF_FIGURES = frozenset({"how_many", "what"})
# «Despedirá», «despidos». Whatever is counted may be called persons, or times as many.
_BEGINNING, _ANYTHING = 4, frozenset({"pers", "mill", "mile"})
_WORD_AFTER = re.compile(r"\s(?:de )?(?P<word>[^\W\d_]+)")
_UNIT = re.compile(r"(?: de)? (?:euros|dólares|pesos|libras|por ciento)\b| ?[%€]")
# Who asks how it was at first, or what one of them said, wants the former.
_WANTS_FORMER = re.compile(
    r"\b(?:inicial\w*|al principio|en (?:un )?principio|primer\w*|antes|originalmente"
    r"|(?:costa|paga|cobra)ban?|(?:ten|val)ian?|previst[oa]s?|segun"
    rf"|according to|en (?:{MONTHS})|{_FIGURE})\b"
)


def superseding(
    best: Sequence[Candidate], windows: Sequence[Window], library: Library, question: Question
) -> list[Candidate]:
    """The candidates, best first; of a figure that a later article puts another in the place of, that one."""
    candidates = list(best)
    if not candidates or question.kind not in _OF_FIGURES or _WANTS_FORMER.search(fold(question.text)):
        return candidates
    first = candidates[0]
    article = library.open(first.article).article
    former = _AMOUNT.match(article.body, first.start)
    if former is None or former.start("figure") >= first.end:
        return candidates
    units = _beginnings(f"{question.text} {_next_word(article.body, former.end())}") | _ANYTHING
    for window in windows:
        opened = library.open(window.article)
        if not _is_later(opened.article, article) or missing_names(question, opened.article):
            continue
        for sentence, (start, end) in _changes_in(
            opened.sentences, opened.article.body, window, former["all"]
        ):
            said = opened.article.body[slice(*sentence)]
            if not _is_of_the_same(question, said) or not _counts_alike(opened.article.body, end, units):
                continue
            later = replace(
                first, article=window.article, start=start, end=end, sentence=sentence, window=window, also=()
            )
            return [later, *(each for each in candidates if not _has(each, former["figure"], library))]
    return candidates


def _is_later(other: Article, article: Article) -> bool:
    """Whether an article was written on a later day than another, as far as both say when."""
    return bool(other.published and article.published and other.published > article.published)


def _changes_in(
    sentences: Sequence[tuple[int, int]], body: str, window: Window, former: str
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The sentences of a window that put another figure in the place of one, and where that stands."""
    for sentence in sentences:
        if sentence[0] >= window.end or sentence[1] <= window.start:
            continue
        said = body[slice(*sentence)]
        for pattern in _PATTERNS:
            for found in pattern.finditer(said):
                if _is_same_amount(found["old"], found["new"], former) and found["new"] != former:
                    start, end = found.span("new")
                    unit = _UNIT.match(said, end)
                    yield sentence, (sentence[0] + start, sentence[0] + (unit.end() if unit else end))


def _is_same_amount(old: str, new: str, former: str) -> bool:
    """Whether «3,6» or «3,6 millones» of a change, to some millions, is the former «3,6 millones»."""
    figure, _, scale = former.partition(" ")
    return old in (former, figure) and (old == former or new.partition(" ")[2] == scale)


def _is_of_the_same(question: Question, sentence: str) -> bool:
    """Whether a sentence speaks of what is asked: it has a word of the question besides its names."""
    named = {name[:_BEGINNING] for name in names(question.text)}
    return bool((_beginnings(question.text) - named) & _beginnings(sentence))


def _counts_alike(body: str, end: int, units: frozenset[str]) -> bool:
    """Whether what a figure that ends there counts, if a plural says it, is among some units."""
    noun = fold(_next_word(body, end))
    return not noun.endswith("s") or len(noun) <= _BEGINNING or noun[:_BEGINNING] in units


def _next_word(body: str, place: int) -> str:
    found = _WORD_AFTER.match(body, place)
    return found["word"] if found else ""


def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:_BEGINNING] for word in words(text))


def _has(candidate: Candidate, former: str, library: Library) -> bool:
    """Whether a candidate is the former figure."""
    body = library.open(candidate.article).article.body
    return former in re.findall(_FIGURE, body[candidate.start : candidate.end])
