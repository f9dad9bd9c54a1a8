"""The tokens of a window, scored by the reader, in; the spans that may be its answer, best first, out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_SPAN_TOKENS = 48
_TRIED_SPANS = 40
_EDGES = " \t\n\r\u00a0\u202f\u200b,;:…"
_DASHES = "—–"
_OPENING, _CLOSING = "\"'«“‘([", "\"'»”’)]"
_ABBREVIATION = re.compile(
    r"(?:\b([A-ZÑ])\1\.\s?([A-ZÑ])\2"  # EE. UU.; a pair alone is a party or a numeral: PP, II
    r"|\b[^\W\d]\.\s?[^\W\d]"  # p. m., S.A.
    r"|\b[A-HJ-UWYZÁÉÍÓÚÑ]"  # an initial; I, V and X are a king's number
    r"|\b(?:Sra?|Dra?|Sres|etc|núm|Jr|Bros|Inc|Corp|Co|Ltda?|Cía))\.$"
)
_MARK_IN_NUMBER = re.compile(r"\d[.,:]\d")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a window; the score is a sum of two logits."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a window that were read, in order, arrays [tokens].

    Each is characters ``starts`` to ``ends`` (exclusive) of the window, and has a logit as the answer's
    first token and one as its last.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    as_first: NDArray[np.float32]
    as_last: NDArray[np.float32]

    @classmethod
    def none(cls) -> Tokens:
        """No tokens at all."""
        places, logits = np.zeros(0, np.int64), np.zeros(0, np.float32)
        return cls(places, places, logits, logits)

    def moved(self, characters: int) -> Tokens:
        """The same tokens in a text that begins so many characters earlier."""
        return Tokens(self.starts + characters, self.ends + characters, self.as_first, self.as_last)

    def mean_with(self, other: Tokens) -> Tokens:
        """Those that the other has as well, with the means of both logits."""
        _, mine, its = np.intersect1d(self.starts, other.starts, return_indices=True)
        same = self.ends[mine] == other.ends[its]
        mine, its = mine[same], its[same]
        return Tokens(
            self.starts[mine],
            self.ends[mine],
            (self.as_first[mine] + other.as_first[its]) / 2,
            (self.as_last[mine] + other.as_last[its]) / 2,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What one window says: spans best first, the score of «no answer», and a probability of 0 to 1."""

    spans: tuple[Span, ...]
    no_answer_score: float
    answerable: float
    tokens: Tokens = field(default_factory=Tokens.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` of a window that has been read, under its heading."""

    window: str
    heading: str
    reading: Reading
    start: int
    end: int


def best_spans(window: str, tokens: Tokens, most: int) -> tuple[Span, ...]:
    """The best spans of the window that do not overlap, best first."""
    count = len(tokens.starts)
    if not count:
        return ()
    table = tokens.as_first[:, None] + tokens.as_last[None, :]
    length = np.arange(count)[None, :] - np.arange(count)[:, None]
    table = np.where((length >= 0) & (length < MAX_SPAN_TOKENS), table, -np.inf).ravel()
    tried = min(len(table) - 1, _TRIED_SPANS * most)
    likely = np.argpartition(-table, tried)[: tried + 1]
    spans: list[Span] = []
    for cell in likely[np.argsort(-table[likely], kind="stable")]:
        if len(spans) == most or not np.isfinite(table[cell]):
            break
        left, right = divmod(int(cell), count)
        start, end = trim(window, int(tokens.starts[left]), int(tokens.ends[right]))
        if start < end and all(end <= span.start or span.end <= start for span in spans):
            spans.append(Span(start, end, float(table[cell])))
    return tuple(spans)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the bounds in past blanks, stops and marks that have no partner, out to whole words."""
    if start >= end:
        return start, end
    while start and _is_in_word(text, start):
        start -= 1
    while end < len(text) and (_is_in_word(text, end) or _is_of_the_one_before(text[end])):
        end += 1
    while start < end:
        inside = text[start:end]
        if inside[0] in _EDGES + ".!?" or unicodedata.combining(inside[0]) or _lacks_closing(inside):
            start += 1
        elif inside[-1] in _EDGES + "¿¡" or _lacks_opening(inside) or _is_full_stop(inside):
            end -= 1
        elif len(inside) > 1 and _wraps(inside):
            start, end = start + 1, end - 1
        else:
            break
    if _is_closed_by(text[end : end + 1], text[start:end]):
        end += 1
    return start, end


def _is_closed_by(mark: str, inside: str) -> bool:
    """Whether a mark closes what was opened inside: the bracket after «Ana (Lugo»."""
    if mark not in {")", "]", "»", "”"}:
        return False
    return inside.count(_OPENING[_CLOSING.index(mark)]) > inside.count(mark)


def _is_in_word(text: str, place: int) -> bool:
    """Whether a place stands between letters or digits of one word, in a script that parts its words.

    A number is one word with its marks: 2.350, 17,4 and 9:00.
    """
    if any(_MARK_IN_NUMBER.match(text, at) for at in (max(0, place - 2), place - 1)):
        return True
    return all(each.isdigit() or each.islower() or each.isupper() for each in text[place - 1 : place + 1])


def _is_of_the_one_before(character: str) -> bool:
    return bool(unicodedata.combining(character)) or character in "\u200d\ufe0f"


def _is_full_stop(inside: str) -> bool:
    return inside[-1] == "." and not _ABBREVIATION.search(inside)


def _lacks_closing(inside: str) -> bool:
    """Whether the first character opens or closes something that the rest does not."""
    mark = inside[0]
    if mark in _DASHES:
        # It opens speech, of which none closes; before a digit the short one is a minus.
        return mark == "—" or not inside[1:2].isdigit()
    if mark in _OPENING:
        closing = _CLOSING[_OPENING.index(mark)]
        return closing not in inside[1:]
    return mark in _CLOSING


def _lacks_opening(inside: str) -> bool:
    """Whether the last character closes or opens something that the rest does not."""
    mark = inside[-1]
    if mark in _DASHES:
        # One that closes a remark stands at its last word, and is the second of two.
        return inside[-2:-1].isspace() or inside.count(mark) % 2 == 1
    if mark in _CLOSING:
        opening = _OPENING[_CLOSING.index(mark)]
        return opening not in inside[:-1]
    return mark in _OPENING


def _wraps(inside: str) -> bool:
    """Whether quotation marks or brackets hold the whole."""
    mark = inside[0]
    if mark not in _OPENING or inside[-1] != _CLOSING[_OPENING.index(mark)]:
        return False
    return inside[-1] not in inside[1:-1] and mark not in inside[1:-1]
