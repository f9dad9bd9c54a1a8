"""A few news articles -> a folder of thousands, each with names and numbers of its own, and vectors for them.

The stories are those of the folder that BENCH_NEWS names, or of ``news/`` in the one of
HEMEROTECA_DATA, else those of ``seeds/``; BENCH_STORIES says how many, for a model reads each
once. An article keeps its sentences, but nearly every
name and number in it is another; outlet, place, author, language and day are drawn so
that each has common and rare values.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.readers import read_article
from index.split import contextual_text, split
from tests.benchmarks.data import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.article import Article
    from index.embed import Embedder

ROOT = Path(__file__).parents[2]
NEWS = Path(os.environ.get("BENCH_NEWS", DATA / "news"))
STORIES = int(os.environ.get("BENCH_STORIES", "50"))
MAX_TOKENS = 100
_NAME = re.compile(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{3,}")
_NUMBER = re.compile(r"\d+")
_COMMON_WORD = re.compile(r"(?<!\w)[a-záéíóúñü]+(?!\w)")
_SYLLABLES = re.findall("..", "babebicacocudadedifagalalelomamimonanipaperarosasetatevaviza")
_NAMES = 4000
_FIRST_DAY = date(2001, 1, 1)
_DAYS = 9000
_LANGUAGES = ["es"] * 96 + ["pt"] * 2 + ["en", "ca"]
_NOISE = 0.35
_RUN = 3


def stories() -> list[Article]:
    """The articles that all others are made of."""
    paths = sorted(NEWS.glob("*.md")) or sorted((ROOT / "seeds").glob("*.txt"))
    return [read_article(path, path.name) for path in paths[:: max(1, len(paths) // STORIES)]]


def print_press(folder: Path, passages: int) -> int:
    """Write articles of about so many passages in all, in folders of a hundred; how many articles."""
    chance = random.Random(passages)
    names = sorted({"".join(chance.choices(_SYLLABLES, k=3)).capitalize() for _ in range(_NAMES)})
    originals = [(story, len(split(story, max_tokens=MAX_TOKENS))) for story in stories()]
    written = count = 0
    while written < passages:
        story, size = originals[count % len(originals)]
        path = folder / f"{count // 100:04d}" / f"{count:06d}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_declared(names, chance) + _changed(story.body, names, chance), encoding="utf-8")
        written += size
        count += 1
    return count


def _declared(names: Sequence[str], chance: random.Random) -> str:
    """Front matter; of outlets, places and authors the first of the names are far commoner than the last."""

    def one_of(most: int) -> str:
        return names[int(most * chance.random() ** 3)]

    published = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    return (
        f"---\nsource: Diario {one_of(60)}\nplace: {one_of(300)}\nauthor: {one_of(200)} {one_of(40)}\n"
        f"date: {published}\nlanguage: {chance.choice(_LANGUAGES)}\n---\n"
    )


def _changed(text: str, names: Sequence[str], chance: random.Random) -> str:
    """The text with another name for each name, the same wherever it stands, and other numbers."""
    renamed: dict[str, str] = {}
    text = _NAME.sub(lambda name: renamed.setdefault(name[0], chance.choice(names)), text)
    return _NUMBER.sub(lambda number: "".join(str(chance.randint(1, 9)) for _ in number[0]), text)


class Jittered:
    """An embedder that reads the passages of the original stories with a model, once.

    Any other passage has the vector of the original with which it shares most runs of
    common words, and noise of its own: look-alikes lie near each other, as in an archive
    that tells the same story many times, and no two are the same.
    """

    def __init__(self, model: Embedder) -> None:
        self.dimension = model.dimension
        self.embedded = 0
        self._model = model
        texts = [
            contextual_text(story, each)
            for story in stories()
            for each in split(story, max_tokens=MAX_TOKENS)
        ]
        self._originals = model.embed_passages(texts)
        self._runs: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            for run in _runs(text):
                self._runs.setdefault(run, []).append(row)
        self._questions: dict[str, NDArray[np.float32]] = {}

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [texts, dimension]."""
        self.embedded += len(texts)
        vectors = self._originals[[self._original(text) for text in texts]]
        noise = np.stack(
            [np.random.default_rng(_seed(text)).standard_normal(self.dimension) for text in texts]
        )
        mixed = vectors + _NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        return (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """The model's own vector; at once for a question that was asked before."""
        if question not in self._questions:
            self._questions[question] = self._model.embed_question(question)
        return self._questions[question]

    def _original(self, text: str) -> int:
        votes = Counter(row for run in _runs(text) for row in self._runs.get(run, ()))
        return votes.most_common(1)[0][0] if votes else _seed(text) % len(self._originals)


def _runs(text: str) -> set[str]:
    words = _COMMON_WORD.findall(text)
    return {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _seed(text: str) -> int:
    return int.from_bytes(text.encode()[-16:], "little")
