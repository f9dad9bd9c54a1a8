"""Windows and a rule -> the sentences that say in so many words what it looks for: who is what."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from assistant.reading.candidate import Candidate, retrieved
from assistant.reading.persons import says_little

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.library import Library
    from assistant.windows import Window

Bounds = tuple[int, int]

# What a plain «el canciller X» is worth to «¿Quién es X?», on the reader's scales.
_PLAIN_MARGIN = 12.0
_PLAIN_ANSWERABLE = 0.98
# How far beyond its window a sentence is looked at: as far as what is said beside a name may reach.
_BEYOND = 400
# A letter, and the accents that are written after it.
_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
# What «uruguayo» is worth less than «presidente del BID».
_LITTLE = 6.0


def said_plainly(
    library: Library, windows: Sequence[Window], answer_in: Callable[[str], Bounds | None]
) -> list[Candidate]:
    """A candidate for each sentence in which ``answer_in`` finds bounds of an answer, in their order.

    Of a sentence that is longer than its window, the part in the window is looked at.
    """
    found = []
    for window in windows:
        opened = library.open(window.article)
        body = opened.article.body
        for sentence in opened.sentences:
            if sentence[0] >= window.end or sentence[1] <= window.start:
                continue
            first, last = max(sentence[0], window.start - _BEYOND), min(sentence[1], window.end + _BEYOND)
            answer = _found_in(body[first:last], answer_in)
            if answer is None:
                continue
            start, end = first + answer[0], first + answer[1]
            if start < window.start or window.end < end:
                continue
            lacking = _LITTLE * says_little(body[start:end])
            found.append(plain(window, (start, end), sentence, lacking=lacking))
    return found


def plain(window: Window, span: Bounds, sentence: Bounds, *, lacking: float = 0.0) -> Candidate:
    """A candidate of a window that needs no reader; ``lacking`` is what it is worth less than others."""
    return Candidate(
        article=window.article,
        start=span[0],
        end=span[1],
        sentence=sentence,
        margin=_PLAIN_MARGIN,
        answerable=_PLAIN_ANSWERABLE,
        score=_PLAIN_MARGIN + retrieved(window) - lacking,
        window=window,
    )


def _found_in(text: str, answer_in: Callable[[str], Bounds | None]) -> Bounds | None:
    """Bounds of what ``answer_in`` finds in a text whose accents may be written after their letters."""
    if unicodedata.is_normalized("NFC", text):
        return answer_in(text)
    letters = [(letter.start(), unicodedata.normalize("NFC", letter[0])) for letter in _LETTER.finditer(text)]
    places = [start for start, letter in letters for _ in letter]
    answer = answer_in("".join(letter for _, letter in letters))
    return answer and (places[answer[0]], [*places, len(text)][answer[1]])
