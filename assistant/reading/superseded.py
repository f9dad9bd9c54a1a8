"""A figure that answers, and the windows -> the one that a later article puts in its place.

«Fueron 580, y no 640 como se informó el jueves», «se reduce de 146 a 92», «2,9 millones, frente a los 3,6 que
fijó la Audiencia»: what was 640 is 580 now. The sentence has both, and shows which was which.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.reading.kinds import MONTHS
from assistant.reading.signals import missing_names, words_in_common
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.library import Library
    from assistant.question import Question
    from assistant.reading.candidate import Candidate
    from assistant.windows import Window
    from index.article import Article

_FIGURE = r"\d+(?:[.,]\d+)*"
_SCALE = r"(?:\s(?:mil|millones|billones))?"
_NEW, _OLD = rf"(?P<new>{_FIGURE}{_SCALE})", rf"(?P<old>{_FIGURE}){_SCALE}"
_THE = r"(?:a |de |eran |fueron |son )?(?:l[oa]s |unos )?"
_CHANGES = (
    rf"\b{_NEW}\b[^.;:]{{0,40}}?,? y no {_THE}{_OLD}\b",
    rf"\bno {_THE}{_OLD}\b[^.;:]{{0,40}}?,? sino {_THE}{_NEW}\b",
    (
        r"\b(?:[Rr]educ|[Rr]ebaj|[Rr]ecort|[Bb]aj|[Dd]isminu|[Aa]ument|[Ee]lev|[Aa]mpl|[Ss]ub|[Ii]ncrement|[Cc]orrig"
        rf"|[Cc]orrij|[Rr]evis|[Pp]as)\w*[^.;:]{{0,60}}?\bde {_THE}{_OLD}\b[^.;:,]{{0,25}}? a {_THE}{_NEW}\b"
    ),
    (
        rf"\b{_NEW}\b[^.;]{{0,40}}?, (?:frente a|en lugar de|en vez de) (?:l[oa]s )?{_OLD}\b"
        r"(?= (?:que|anunciad|previst|inicial))"
    ),
)
_PATTERNS = tuple(map(re.compile, _CHANGES))
_UNIT = re.compile(r"(?: de)? (?:euros|dólares|pesos|libras|por ciento)\b| ?[%€]")
# Who asks how it was at first, or what one of them said, wants the former.
_WANTS_FORMER = re.compile(
    r"\b(?:inicial\w*|al principio|en (?:un )?principio|primer\w*|antes|originalmente|previst[oa]s?|segun"
    rf"|according to|en (?:{MONTHS})|{_FIGURE})\b"
)


def superseding(
    best: Sequence[Candidate], windows: Sequence[Window], library: Library, question: Question
) -> list[Candidate]:
    """The candidates, best first; of a figure that a later article puts another in the place of, that one."""
    candidates = list(best)
    if not candidates or _WANTS_FORMER.search(fold(question.text)):
        return candidates
    first = candidates[0]
    article = library.open(first.article).article
    former = re.search(_FIGURE, article.body[first.start : first.end])
    if former is None:
        return candidates
    for window in windows:
        opened = library.open(window.article)
        if not _is_later(opened.article, article):
            continue
        for sentence, (start, end) in _changes_in(opened.sentences, opened.article.body, window, former[0]):
            said = opened.article.body[slice(*sentence)]
            if words_in_common(question.text, said) and not missing_names(question, opened.article):
                later = replace(
                    first,
                    article=window.article,
                    start=start,
                    end=end,
                    sentence=sentence,
                    window=window,
                    also=(),
                )
                return [later, *(each for each in candidates if not _has(each, former[0], library))]
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
                if found["old"] == former and found["new"] != former:
                    start, end = found.span("new")
                    unit = _UNIT.match(said, end)
                    end = unit.end() if unit else end
                    yield sentence, (sentence[0] + start, sentence[0] + end)


def _has(candidate: Candidate, former: str, library: Library) -> bool:
    """Whether a candidate is the former figure."""
    return former in re.findall(
        _FIGURE, library.open(candidate.article).article.body[candidate.start : candidate.end]
    )
