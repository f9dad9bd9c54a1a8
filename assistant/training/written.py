"""Files of passages with their questions beneath in, questions over texts out.

The passages and questions were written for this project. A file is plain text, to be read and
added to by people; in it a passage is a line with its title, its paragraphs, a line each,
and its questions, each followed by the words of the passage that answer it, or by none::

    # The title
    First paragraph.
    ? Question
    = answer
    ? Question whose answer is there twice
    = answer @ words around the right one
    ? Question that the passage does not answer
    =
    ? Question that wants yes or no
    ~ no | words of the passage that settle it

Of the last kind the answer is «sí», «no» or «no consta», where the passage leaves it open; its words are then
those that come nearest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSAGES = Path(__file__).with_name("passages")
HELD_OUT_EVERY, _FIRST_HELD_OUT = 10, 7
# In files with such a name so many passages, one after another, are of events of one kind.
_TWINS, TWINS_IN_FAMILY = "twins_", 3

Asked = tuple[str, int, int]
"""A question and the bounds of its answer in the passage; -1 and -1 if there is none."""

Verdict = Literal["sí", "no", "no consta"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Settled:
    """A question that wants yes or no, its answer, and the bounds of what settles it or comes nearest."""

    question: str
    verdict: Verdict
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WrittenPassage:
    """One passage: its file and its place there, its text, and what is asked of it."""

    file: str
    number: int
    title: str
    text: str
    asked: tuple[Asked, ...]
    settled: tuple[Settled, ...] = ()

    @property
    def name(self) -> str:
        """What it is called: no other is called so."""
        return f"{self.file}-{self.number}"

    @property
    def family(self) -> str:
        """What it and its twins are called together; empty if it has none."""
        return f"{self.file}-{self.number // TWINS_IN_FAMILY}" if self.file.startswith(_TWINS) else ""

    @property
    def is_held_out(self) -> bool:
        """Whether it is never trained on."""
        return self.number % HELD_OUT_EVERY == _FIRST_HELD_OUT


@dataclass(slots=True)
class _Lines:
    """The lines of one passage, as they come."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    questions: list[tuple[str, str]] = field(default_factory=list)
    settled: list[tuple[str, str]] = field(default_factory=list)


def written_passages(folder: Path = PASSAGES) -> Iterator[WrittenPassage]:
    """All passages, by file and place.

    Raises:
        ValueError: a line is out of its place, or an answer is not in the passage, or twice.
    """
    for path in sorted(folder.glob("*.txt")):
        for number, lines in enumerate(_read(path)):
            text = "\n".join(lines.paragraphs)
            asked = tuple((question, *_place(path, text, answer)) for question, answer in lines.questions)
            settled = tuple(_settled(path, text, *each) for each in lines.settled)
            yield WrittenPassage(path.stem, number, lines.title, text, asked, settled)


def _read(path: Path) -> Iterator[_Lines]:
    lines, question = None, ""
    # A last title, so that nothing is left open.
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), "# "], 1):
        if question and not line.startswith(("=", "~")):
            raise ValueError(f"{path}:{number}: a question without its answer before this: {line}")
        if line.startswith("# "):
            if lines:
                yield lines
            lines = _Lines(line[2:].strip())
        elif line.startswith("? ") and lines:
            question = line[2:].strip()
        elif line.startswith("=") and lines and question:
            lines.questions.append((question, line[1:].strip()))
            question = ""
        elif line.startswith("~") and lines and question:
            lines.settled.append((question, line[1:].strip()))
            question = ""
        elif line.strip():
            if lines is None or lines.questions or lines.settled:
                raise ValueError(f"{path}:{number}: out of its place: {line}")
            lines.paragraphs.append(line.strip())


def _place(path: Path, text: str, answer: str) -> tuple[int, int]:
    """The bounds of an answer, which are whole words."""
    answer, _, around = answer.partition(" @ ")
    if not answer:
        return -1, -1
    wheres = _places_of(around, text) if around else [0]
    places = [where + place for where in wheres for place in _places_of(answer, around or text)]
    if len(places) != 1:
        raise ValueError(f"{path}: {len(places)} times in its passage: {answer}")
    return places[0], places[0] + len(answer)


def _settled(path: Path, text: str, question: str, answer: str) -> Settled:
    verdict, _, words = answer.partition(" | ")
    places = _places_of(words, text) if words else []
    if verdict not in VERDICTS or len(places) != 1:
        raise ValueError(
            f"{path}: not «sí», «no» or «no consta» with « | » and words that are once in the passage: "
            f"{question} {answer}"
        )
    return Settled(question, verdict, places[0], places[0] + len(words))


def _places_of(words: str, text: str) -> list[int]:
    """Where the words stand in a text, not cut out of longer ones."""
    return [found.start() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
