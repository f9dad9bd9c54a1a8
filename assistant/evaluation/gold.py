"""The nouns of a measurement: questions with known answers, and the articles that come with them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import GoldFileInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

UNANSWERABLE = "unanswerable"
MULTI = "multi"


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One question and what a right answer to it is.

    ``answers`` are alternatives, word for word from the article; ``items`` the
    members of an enumeration, all of them wanted; ``evidence`` whole sentences, any
    of which proves the answer (in a question of type «multi» all of them together
    do); ``iso_date`` the day that an answer such as «mañana, miércoles» comes to;
    ``topic`` is "on" or "off" the archive's subjects, where the file says so.
    """

    id: str
    question: str
    type: str
    answers: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    iso_date: date | None = None
    topic: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the archive answers it."""
        return bool(self.answers or self.items or self.evidence)


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article that the gold file brings with it; ``path`` is relative to the seeds folder."""

    path: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class GoldFile:
    """The questions of one file, in its order; ``articles`` is empty if they are about the user's archive."""

    path: Path
    questions: tuple[GoldQuestion, ...]
    articles: tuple[GoldArticle, ...] = ()

    def select(self, limit: int | None, *, sample_seed: int | None = None) -> tuple[GoldQuestion, ...]:
        """Return the first ``limit`` questions, or as many drawn with ``sample_seed``, in file order."""
        if limit is None or limit >= len(self.questions):
            return self.questions
        if sample_seed is None:
            return self.questions[:limit]
        drawn = random.Random(sample_seed).sample(range(len(self.questions)), limit)  # noqa: S311
        return tuple(self.questions[position] for position in sorted(drawn))


def read_word(record: Mapping[str, object], name: str, where: str, *, default: str | None = None) -> str:
    """Return the text under ``name``, or ``default`` if it is not there.

    Raises:
        GoldFileInvalid: it is missing without a default, empty, or not a text.
    """
    value = record.get(name, default)
    if value is None:
        raise GoldFileInvalid(f"{where}: {name!r} is missing; add it")
    if not isinstance(value, str) or not value.strip():
        raise GoldFileInvalid(f"{where}: {name!r} is {value!r}; it must be a text in quotes")
    return value
