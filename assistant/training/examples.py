"""A corpus in, batches of question and window out, the same for the same seed and epoch."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from assistant.training.negatives import Swapper
from assistant.training.texts import Window, grow, sentences_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from assistant.training.data import Corpus
    from assistant.training.questions import Offsets, Question
    from assistant.training.texts import Text

SHORTEST_TOKENS, LONGEST_TOKENS = 70, 230
BARE_WORDING_SHARE = 0.08
SWAPPED_SHARE = 0.12
HEADED_SHARE = 0.8
# How many of the questions over the short passages of this project are read beside a misleading window:
# every fourth of them has no answer where it is asked. Those over twins and long stories all are.
MISLED_SHARE = 0.3
# What makes of the same questions other examples.
CUT = (SHORTEST_TOKENS, LONGEST_TOKENS, BARE_WORDING_SHARE, SWAPPED_SHARE, HEADED_SHARE, MISLED_SHARE)


@dataclass(frozen=True, slots=True)
class Row:
    """What the network reads once; ``start`` is -1 when the window does not answer."""

    wording: str
    window: str
    start: int = -1
    end: int = -1
    heading: str = ""


Unit = tuple[Row, ...]
"""The rows of one question: read in one batch so that their spans compete."""


@dataclass(frozen=True, slots=True)
class Mix:
    """How often each source is read in an epoch, and with how many misleading windows.

    A part of a source, «source/kind», may be read more often than the rest of it; of a kind that has a «_»,
    what is before that tells as well: «passages/newswire» is of all files whose names begin so.
    """

    share: dict[str, float]
    negatives: int

    def of(self, question: Question) -> float:
        """How often an epoch has this question."""
        kind = _TWINS if question.family else question.kind
        names = f"{question.source}/{kind}", f"{question.source}/{kind.partition('_')[0]}", question.source
        return next((self.share[name] for name in names if name in self.share), 0.0)


_TWINS, _STORIES = "twins", "newswire"

GENERAL = Mix(
    {
        "squad-es-v1.1": 1.6,
        "squad-es-v2": 0.9,
        "xquad-es": 1.6,
        "xquad-en": 0.6,
        "xquad-es-en": 0.3,
        "xquad-en-es": 0.6,
        "written": 1.4,
        "reader_train": 1.0,
        "shipped": 0.6,
        "passages": 0.45,
        "passages/encyclopedia": 1.3,
        f"passages/{_STORIES}": 1.0,
        "settled": 0.3,
        f"settled/{_STORIES}": 0.9,
    },
    negatives=1,
)
NEWS = Mix(
    {
        "squad-es-v1.1": 1.0,
        "squad-es-v2": 0.5,
        "xquad-es": 1.0,
        "xquad-en": 0.3,
        "xquad-es-en": 0.2,
        "xquad-en-es": 0.3,
        "written": 0.8,
        "reader_train": 2.0,
        "shipped": 1.0,
        "passages": 0.1,
        "passages/encyclopedia": 0.7,
        "passages/news": 0.35,
        f"passages/{_STORIES}": 1.4,
        f"passages/{_TWINS}": 0.4,
        "settled": 0.2,
        f"settled/{_STORIES}": 1.0,
    },
    negatives=2,
)


class ExampleMaker:
    """Draws the examples of an epoch; every draw cuts other windows from the same texts."""

    def __init__(self, corpus: Corpus, negatives: dict[str, tuple[Window, ...]]) -> None:
        self._questions = corpus.train
        self._negatives = negatives
        news = [question for question in corpus.train if question.article in corpus.stories]
        self._swapper = Swapper(news)
        self._texts: dict[str, list[Text]] = {}
        for question in corpus.train:
            if question.source == "squad-es-v1.1":
                texts = self._texts.setdefault(question.article, [])
                if question.text not in texts[-1:]:
                    texts.append(question.text)

    def epoch(self, mix: Mix, random: Random) -> list[Unit]:
        """All units of one epoch, in no order."""
        units = []
        for question in self._questions:
            share = mix.of(question)
            times = int(share) + (random.random() < share % 1)
            units += [self._unit(question, mix.negatives, random) for _ in range(times)]
        return units

    def _unit(self, question: Question, count: int, random: Random) -> Unit:
        wording = _bare(question.wording) if random.random() < BARE_WORDING_SHARE else question.wording
        if question.source == "settled":
            return (self._settled(question, wording, random),)
        if question.identity not in self._negatives:
            return self._squad_unit(question, wording, random)
        misleading = list(self._negatives[question.identity])
        rows = []
        if question.answers:
            rows.append(self._positive(question, wording, random))
            if random.random() < SWAPPED_SHARE and (swapped := self._swapper.swap(question, random)):
                return (Row(swapped, rows[0].window, heading=rows[0].heading),)
        elif question.family:
            rows.append(_without_answer(question, wording, misleading.pop(0), random))
            count = 1
        else:
            misleading = [tile for tile in misleading if tile.text is question.text] or misleading
            count = 1
        is_short = question.source == "passages" and not question.kind.startswith(_STORIES)
        if is_short and question.answers and not question.family:
            count = int(random.random() < MISLED_SHARE)
        weights = [1 / (rank + 2) for rank in range(len(misleading))]
        for _ in range(min(count, len(misleading))):
            tile = random.choices(misleading, weights)[0]
            weights[misleading.index(tile)] = 0.0
            rows.append(_without_answer(question, wording, tile, random))
            if not any(weights):
                break
        return tuple(rows)

    def _squad_unit(self, question: Question, wording: str, random: Random) -> Unit:
        if not question.answers:
            first = random.randrange(len(question.text.sentences))
            return (Row(wording, grow(question.text, first, first, LONGEST_TOKENS, random).words),)
        positive = self._positive(question, wording, random)
        if question.source != "squad-es-v1.1" or random.random() > 0.25:
            return (positive,)
        text = random.choice(self._texts[question.article])
        first = random.randrange(len(text.sentences))
        other = grow(text, first, first, random.randint(SHORTEST_TOKENS, LONGEST_TOKENS), random).words
        if text is question.text or positive.window[positive.start : positive.end] in other:
            return (positive,)
        return positive, Row(wording, other)

    def _settled(self, question: Question, wording: str, random: Random) -> Row:
        """A window around the words that settle a question for yes or no, or that only come near."""
        if question.nearest is None:
            return self._positive(question, wording, random)
        near = self._around(question, wording, question.nearest, random)
        return replace(near, start=-1, end=-1)

    def _positive(self, question: Question, wording: str, random: Random) -> Row:
        return self._around(question, wording, random.choice(question.answers), random)

    def _around(self, question: Question, wording: str, words: Offsets, random: Random) -> Row:
        start, end = words
        first, last = sentences_of(question.text, start, end)
        window = grow(question.text, first, last, random.randint(SHORTEST_TOKENS, LONGEST_TOKENS), random)
        bounds = start - window.start, end - window.start
        return Row(wording, window.words, *bounds, heading=_heading(window, random))


def _heading(window: Window, random: Random) -> str:
    """What stands over the window's text, but not always: articles without a title must be read as well."""
    return window.text.heading if random.random() < HEADED_SHARE else ""


def _without_answer(question: Question, wording: str, tile: Window, random: Random) -> Row:
    window = grow(tile.text, tile.first, tile.last, random.randint(SHORTEST_TOKENS, LONGEST_TOKENS), random)
    for start, end in question.answers:
        grown = window.text is question.text and window.touches(start, end)
        if grown or question.text.body[start:end].casefold() in window.words.casefold():
            window = tile
    return Row(wording, window.words, heading=_heading(window, random))


def _bare(wording: str) -> str:
    """As many people type: no accents, no marks, no capitals."""
    letters = unicodedata.normalize("NFD", wording.replace("¿", "").replace("?", "").lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def batches(
    units: Sequence[Unit],
    random: Random,
    lengths: Callable[[Sequence[Unit]], list[int]],
    *,
    max_rows: int,
    max_tokens: int,
) -> list[list[Unit]]:
    """Units of like length together, at most so many rows and padded tokens, in a random order."""
    order = list(zip(units, lengths(units), strict=True))
    random.shuffle(order)
    pool = 40 * max_rows
    made: list[list[Unit]] = []
    for start in range(0, len(order), pool):
        batch: list[Unit] = []
        for unit, longest in sorted(order[start : start + pool], key=itemgetter(1)):
            rows = sum(map(len, batch)) + len(unit)
            if batch and (rows > max_rows or rows * longest > max_tokens):
                made.append(batch)
                batch = []
            batch.append(unit)
        made.append(batch)
    random.shuffle(made)
    return made
