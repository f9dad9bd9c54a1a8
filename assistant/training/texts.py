"""A text in, its sentences with their token counts out; and windows of whole sentences cut from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.sentences import sentence_spans

if TYPE_CHECKING:
    from random import Random

CountTokens = Callable[[list[str]], list[int]]


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A body and its sentences in order: character bounds and token counts; and its heading if it has one."""

    body: str
    sentences: tuple[tuple[int, int], ...]
    tokens: tuple[int, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences ``first`` to ``last`` (inclusive) of a text."""

    text: Text
    first: int
    last: int

    @property
    def start(self) -> int:
        """Where it begins in the body."""
        return self.text.sentences[self.first][0]

    @property
    def end(self) -> int:
        """Where it ends in the body."""
        return self.text.sentences[self.last][1]

    @property
    def words(self) -> str:
        """Its slice of the body."""
        return self.text.body[self.start : self.end]

    def covers(self, start: int, end: int) -> bool:
        """Whether the characters lie wholly inside."""
        return self.start <= start and end <= self.end

    def touches(self, start: int, end: int) -> bool:
        """Whether any of the characters lies inside."""
        return self.start < end and start < self.end


def cut_text(body: str, count_tokens: CountTokens, heading: str = "") -> Text:
    """Cut a body into sentences and count the tokens of each."""
    bounds = sentence_spans(body)
    tokens = count_tokens([body[start:end] for start, end in bounds])
    return Text(body, tuple(bounds), tuple(tokens), heading)


def tile(text: Text, max_tokens: int) -> list[Window]:
    """Windows that follow one another through the whole text, each as long as fits."""
    windows, first, used = [], 0, 0
    for number, tokens in enumerate(text.tokens):
        if number > first and used + tokens > max_tokens:
            windows.append(Window(text, first, number - 1))
            first, used = number, 0
        used += tokens
    if text.tokens:
        windows.append(Window(text, first, len(text.tokens) - 1))
    return windows


def grow(text: Text, first: int, last: int, max_tokens: int, random: Random) -> Window:
    """Add sentences on either side, by chance, while they fit."""
    used = sum(text.tokens[first : last + 1])
    sides = ["before", "after"]
    while sides:
        side = random.choice(sides)
        number = first - 1 if side == "before" else last + 1
        if not 0 <= number < len(text.tokens) or used + text.tokens[number] > max_tokens:
            sides.remove(side)
            continue
        used += text.tokens[number]
        first, last = min(first, number), max(last, number)
    return Window(text, first, last)


def sentences_of(text: Text, start: int, end: int) -> tuple[int, int]:
    """The first and last sentence that the characters touch; the last before them if they lie between two."""
    touched = [number for number, (left, right) in enumerate(text.sentences) if left < end and start < right]
    if touched:
        return touched[0], touched[-1]
    before = sum(left <= start for left, _ in text.sentences) - 1
    return max(before, 0), max(before, 0)
