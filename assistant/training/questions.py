"""A question over a text, as every set of questions is read; and the lines of a file of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.training.texts import Text

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """One question over one text; no answers means that the text does not say.

    ``family`` is what the text and those that are easily taken for it are called together, empty if
    none was written to be; ``nearest`` are the words that come nearest to an answer where there is none,
    if that is told.
    """

    identity: str
    source: str
    article: str
    wording: str
    text: Text
    answers: tuple[Offsets, ...]
    kind: str = ""
    family: str = ""
    nearest: Offsets | None = None


def read_lines(path: Path) -> Iterator[dict[str, object]]:
    """The objects of a file that holds one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
