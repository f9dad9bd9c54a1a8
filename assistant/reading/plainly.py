"""Windows and a rule -> the sentences that say in so many words what it looks for: who is what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.reading.candidate import Candidate, retrieved
from assistant.reading.persons import says_little

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.library import Library
    from assistant.windows import Window

# What a plain «el canciller X» is worth to «¿Quién es X?», on the reader's scales.
_PLAIN_MARGIN = 12.0
_PLAIN_ANSWERABLE = 0.98
# What «uruguayo» is worth less than «presidente del BID».
_LITTLE = 6.0


def said_plainly(
    library: Library, windows: Sequence[Window], answer_in: Callable[[str], tuple[int, int] | None]
) -> list[Candidate]:
    """A candidate for each sentence in which ``answer_in`` finds bounds of an answer, in their order."""
    found = []
    for window in windows:
        opened = library.open(window.article)
        body = opened.article.body
        for sentence in opened.sentences_within(window.start, window.end):
            answer = answer_in(body[slice(*sentence)])
            if answer is None:
                continue
            start, end = sentence[0] + answer[0], sentence[0] + answer[1]
            found.append(
                Candidate(
                    article=window.article,
                    start=start,
                    end=end,
                    sentence=sentence,
                    margin=_PLAIN_MARGIN,
                    answerable=_PLAIN_ANSWERABLE,
                    score=_PLAIN_MARGIN + retrieved(window) - _LITTLE * says_little(body[start:end]),
                    window=window,
                )
            )
    return found
