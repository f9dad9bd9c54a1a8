"""Windows of articles -> the sentences in them that answer, best first, and how sure that any does.

The reader gives each window its likeliest spans. A span's score adds what the
reader thinks of it over «no answer here», what it thinks of the window, and what
retrieval thought of the passage. The likeliest windows are read first, and no more
when none of the others could hold a better one; of what they give, the best is read once more
from nearer. Of two meetings in one article it is the one that is asked for by its name, where
a sentence has that.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING, Protocol

from assistant.question import understand
from assistant.reading.agenda import looked_up
from assistant.reading.announced import announced_lists
from assistant.reading.candidate import Candidate, distinct, retrieved
from assistant.reading.closer import lies_in, places_to_look_at
from assistant.reading.counted import asked_noun, counts_noun, speaks_of, what_is_counted
from assistant.reading.identity import asked_identity, role_beside
from assistant.reading.in_window import Wanted, candidates_in
from assistant.reading.offices import Office
from assistant.reading.plainly import said_plainly
from assistant.reading.reported import not_of_others, reported
from assistant.reading.superseded import superseding
from assistant.spans import Stretch
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.library import Library
    from assistant.reading.closer import Place
    from assistant.spans import Reading
    from assistant.windows import Window

_SPANS_A_WINDOW = 5
# The first two together: the second sentence of an answer is often in the other.
_READ_FIRST = 2
# How far the best must be above what retrieval thinks of the likeliest window that is unread.
_OUT_OF_REACH = 3.0
_LONGEST_QUESTION = 500


class Reader(Protocol):
    """What extraction needs of a reader."""

    def read(
        self, question: str, windows: Sequence[str], *, headings: Sequence[str] = (), max_spans: int = 5
    ) -> list[Reading]:
        """One reading a window, in their order, each under its heading."""

    def read_again(self, question: str, stretches: Sequence[Stretch], *, max_spans: int = 5) -> list[Reading]:
        """One reading a stretch of a window, in their order: the mean of the window's and of its own."""


class Extractor:
    """Finds candidates with a reader."""

    def __init__(self, reader: Reader, library: Library) -> None:
        self._reader = reader
        self._library = library

    def candidates(
        self, question: str, windows: Sequence[Window], *, thorough: bool = False
    ) -> list[Candidate]:
        """The spans of the windows, best first; of spans in one sentence only the best.

        Windows that could hardly change which is best are read only if it is to be ``thorough``, or a
        list is asked for, which may be in several places.
        """
        found = self._found(question, windows, thorough=thorough)
        found = not_of_others(self._library, found, question)
        return superseding(found, windows, self._library, understand(question))

    def _found(self, question: str, windows: Sequence[Window], *, thorough: bool) -> list[Candidate]:
        name, office = asked_identity(question), Office.asked(question)
        if name is not None:
            return distinct(said_plainly(self._library, windows, partial(role_beside, name)))
        if office is not None and (plain := said_plainly(self._library, windows, office.holder_in)):
            return distinct(plain)
        wanted = Wanted.by(question)
        plain = said_plainly(self._library, windows, wanted.quoted.speaker_in) if wanted.quoted else []
        if plain := plain or reported(self._library, windows, question):
            return distinct(plain)
        likeliest = sorted(windows, key=retrieved, reverse=True)
        listed = announced_lists(self._library, windows, question)
        if listed := listed or looked_up(self._library, likeliest, wanted.question):
            return distinct(listed)
        readings: dict[Window, Reading] = {}
        found: list[Candidate] = []
        best: list[Candidate] = []
        is_to_be_whole = thorough or wanted.question.kind == "list"
        read = 0
        while read < len(likeliest):
            after = len(likeliest) if is_to_be_whole else max(_READ_FIRST, read + 1)
            fresh = self._read(question, likeliest[read:after])
            readings |= fresh
            found += self._in_all(fresh.items(), wanted)
            best = distinct(self._fitting(found, wanted, office))
            if best and self._is_out_of_reach(best[0], likeliest[after:], wanted):
                break
            read = after
        closer = self._read_again(question, places_to_look_at(best, self._library), readings)
        if not closer:
            return best
        from_afar = [each for each in found if not any(lies_in(each, place) for place in closer)]
        from_near = self._in_all(((window, reading) for (window, _), reading in closer.items()), wanted)
        return distinct(self._fitting([*from_afar, *from_near], wanted, office))

    def _read(self, question: str, windows: Sequence[Window]) -> dict[Window, Reading]:
        readings = self._reader.read(
            question[:_LONGEST_QUESTION],
            [window.text for window in windows],
            headings=[self._heading(window) for window in windows],
            max_spans=_SPANS_A_WINDOW,
        )
        return dict(zip(windows, readings, strict=True))

    def _read_again(
        self, question: str, places: Sequence[Place], readings: dict[Window, Reading]
    ) -> dict[Place, Reading]:
        if not places:
            return {}
        stretches = [
            Stretch(
                window.text, self._heading(window), readings[window], start - window.start, end - window.start
            )
            for window, (start, end) in places
        ]
        again = self._reader.read_again(question[:_LONGEST_QUESTION], stretches, max_spans=_SPANS_A_WINDOW)
        return dict(zip(places, again, strict=True))

    def _heading(self, window: Window) -> str:
        return self._library.open(window.article).article.title

    def _in_all(self, read: Iterable[tuple[Window, Reading]], wanted: Wanted) -> list[Candidate]:
        return [
            candidate
            for window, reading in read
            for candidate in candidates_in(window, reading, wanted, self._library.open(window.article))
        ]

    def _fitting(self, found: list[Candidate], wanted: Wanted, office: Office | None) -> list[Candidate]:
        """Without the candidates that speak of another office, count or event than the one asked for."""
        if office is not None:
            found = [each for each in found if not self._is_of_another(office, each)]
        if wanted.question.kind == "how_many":
            found = self._without_contraries(wanted.question.text, found)
        found = wanted.narrowed.fitting(found, self._library.open)
        if wanted.event:
            found = [each for each in found if self._names_event(each, wanted)] or found
        return found

    def _names_event(self, candidate: Candidate, wanted: Wanted) -> bool:
        return wanted.event in fold(self._sentence(candidate))

    def _is_out_of_reach(self, best: Candidate, unread: Sequence[Window], wanted: Wanted) -> bool:
        """Whether hardly any of the windows, the likeliest first, could hold anything better."""
        if wanted.event and not self._names_event(best, wanted):
            return False
        if not wanted.narrowed.is_met(self._sentence(best)):
            return False
        return not unread or best.score - retrieved(unread[0]) >= _OUT_OF_REACH

    def _is_of_another(self, office: Office, candidate: Candidate) -> bool:
        """Whether a candidate's sentence, with what stands around it, says the office to be another's."""
        opened = self._library.open(candidate.article)
        article = opened.article
        at = bisect_right(opened.sentences, candidate.sentence)
        near = [*opened.sentences[:1], *opened.sentences[max(0, at - 2) : at]]
        around = [article.title, article.place or "", *(article.body[slice(*each)] for each in near)]
        place, _ = candidate.in_sentence
        return office.is_of_another(self._sentence(candidate), place, "\n".join(around))

    def _without_contraries(self, question: str, found: list[Candidate]) -> list[Candidate]:
        """Without the counts of those who did the contrary of what is asked.

        Where the best is one, nothing else stands but what is said to be of those asked for.
        """
        counted = {
            candidate: what_is_counted(question, self._sentence(candidate), candidate.in_sentence)
            for candidate in found
        }
        best = max(found, key=lambda candidate: candidate.score, default=None)
        kept = ("asked",) if best and counted[best] == "contrary" else ("asked", "neither")
        return self._of_noun(question, [candidate for candidate in found if counted[candidate] in kept])

    def _of_noun(self, question: str, found: list[Candidate]) -> list[Candidate]:
        """Where «41 heridos» is said and no more is asked than how many: what speaks of «heridos»."""
        noun = asked_noun(question)
        if not noun or not any(counts_noun(noun, self._sentence(each), each.in_sentence) for each in found):
            return found
        return [each for each in found if speaks_of(noun, self._sentence(each))]

    def _sentence(self, candidate: Candidate) -> str:
        return self._library.open(candidate.article).article.body[slice(*candidate.sentence)]
