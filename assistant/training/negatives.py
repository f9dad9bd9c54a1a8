"""News questions and stories in, misleading windows out: on topic, and without the answer.

Three makers. Retrieval ranks the tiles of the stories for a question the way the product
does (e5 similarity mixed with Spanish BM25). Passages written as twins mislead one from
another. Swapping puts another name or number in the question, so that the window which
answered it no longer does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import bm25s
import numpy as np
import Stemmer

from assistant.training.texts import Text, Window, tile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from numpy.typing import NDArray

    from assistant.training.questions import Question
    from index.embed import LateEmbedder

LEXICAL_WEIGHT = 0.35
TILE_TOKENS = 100
# A row of scores for each is in memory.
_QUESTIONS_AT_ONCE = 512
_NAME = re.compile(r"(?<=[a-záéíóúñ,] )(?:[A-ZÁÉÍÓÚÑ][\wáéíóúñü]+)(?: [A-ZÁÉÍÓÚÑ][\wáéíóúñü]+)*")
_SURNAME = re.compile(r"(?<=[a-záéíóúñü.] )[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{3,}$")
_NUMBER = re.compile(r"\b\d[\d.,]*\b")


class TileIndex:
    """The tiles of some stories, ranked for questions by similarity and shared words, or by words alone."""

    def __init__(self, stories: dict[str, Text], embedder: LateEmbedder | None) -> None:
        self.tiles = [(name, window) for name, text in stories.items() for window in tile(text, TILE_TOKENS)]
        self._embedder = embedder
        words = [window.words for _, window in self.tiles]
        self._vectors = embedder.embed_passages(words) if embedder else None
        self._stemmer = Stemmer.Stemmer("spanish")
        self._words = bm25s.BM25()
        self._words.index(self._tokens(words), show_progress=False)

    def _tokens(self, texts: list[str]) -> list[list[str]]:
        tokens = bm25s.tokenize(
            texts, stopwords="es", stemmer=self._stemmer, show_progress=False, return_ids=False
        )
        return [list(words) for words in tokens]

    def scores(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """One row a question, one column a tile: each measure spread over 0..1, mixed."""
        rows = [
            self._words.get_scores(words) if words else np.zeros(len(self.tiles), np.float32)
            for words in self._tokens(list(questions))
        ]
        shared = _spread(np.stack(rows))
        if self._embedder is None or self._vectors is None:
            return shared
        asked = np.stack([self._embedder.embed_question(question) for question in questions])
        return (1 - LEXICAL_WEIGHT) * _spread(asked @ self._vectors.T) + LEXICAL_WEIGHT * shared

    def best(self, question_scores: NDArray[np.float32], count: int) -> list[tuple[str, Window, float]]:
        """The best tiles for one row of ``scores``, best first."""
        order = np.argsort(-question_scores, kind="stable")[:count]
        return [(*self.tiles[number], float(question_scores[number])) for number in order]


def _spread(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    spread: NDArray[np.float32] = (scores - low) / np.maximum(high - low, 1e-6)
    return spread


def mine(
    index: TileIndex, questions: Sequence[Question], *, count: int = 10
) -> dict[str, tuple[Window, ...]]:
    """For each question by identity, the tiles that rank high and do not hold its answer."""
    mined: dict[str, tuple[Window, ...]] = {}
    for first in range(0, len(questions), _QUESTIONS_AT_ONCE):
        asked = questions[first : first + _QUESTIONS_AT_ONCE]
        table = index.scores([question.wording for question in asked])
        for question, row in zip(asked, table, strict=True):
            best = index.best(row, 3 * count)
            misleading = [window for name, window, _ in best if not _may_answer(question, name, window)]
            mined[question.identity] = tuple(misleading[:count])
    return mined


def beside_twins(questions: Sequence[Question]) -> dict[str, tuple[Window, ...]]:
    """For each question by identity, the twins of its text whole, those that hold its answer left out.

    First comes the text itself if it does not answer. A twin that is held out is not among them, for no
    question is over it.
    """
    families: dict[str, dict[str, Text]] = {}
    for question in questions:
        families.setdefault(question.family, {})[question.article] = question.text
    found: dict[str, tuple[Window, ...]] = {}
    for question in questions:
        wholes = {
            article: Window(text, 0, len(text.sentences) - 1)
            for article, text in families[question.family].items()
        }
        own = wholes.pop(question.article)
        others = [whole for article, whole in wholes.items() if not _may_answer(question, article, whole)]
        found[question.identity] = (*([] if question.answers else [own]), *others)
    return found


def _may_answer(question: Question, article: str, window: Window) -> bool:
    """Whether the window shows the words of an answer, or is the place of one.

    In the answer's own text a name stands for itself by its last word: «García» of «Ana García».
    """
    words, is_own = window.words.casefold(), article == question.article
    for start, end in question.answers:
        if is_own and window.touches(start, end):
            return True
        answer = question.text.body[start:end].strip(" \"'.,")
        surname = _SURNAME.search(answer) if is_own else None
        if answer.casefold() in words or (surname and surname[0].casefold() in words):
            return True
    return False


class Swapper:
    """Turns an answerable question into one about something else."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._names = sorted({name for question in questions for name in _NAME.findall(question.wording)})
        self._numbers = sorted(
            {number for question in questions for number in _NUMBER.findall(question.wording)}
        )

    def swap(self, question: Question, random: Random) -> str | None:
        """The wording with one name or number changed to one the text lacks, or None."""
        found = [(match, self._names) for match in _NAME.finditer(question.wording)]
        found += [(match, self._numbers) for match in _NUMBER.finditer(question.wording)]
        if not found:
            return None
        match, stock = random.choice(found)
        others: list[str] = [
            word for word in random.sample(stock, min(8, len(stock))) if word not in question.text.body
        ]
        if not others:
            return None
        return question.wording[: match.start()] + others[0] + question.wording[match.end() :]
