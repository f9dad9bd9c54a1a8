"""What is asked on a command line or on standard input -> questions, each a line of words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistant.command.terminal import say
from assistant.translate import translate
from index.errors import QuestionMissing
from index.readers.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.answer import Language

# What stands for standard input in place of a question.
STANDARD_INPUT = "-"


def asks_something(text: str) -> bool:
    """Whether there are words; a mark or nothing at all asks nothing."""
    return any(character.isalnum() for character in text)


def read_questions(language: Language) -> Iterable[str]:
    """The lines of standard input that ask something; from a terminal, each when it has been typed.

    Raises:
        QuestionMissing: none does.
        UnreadableArticle: what comes is no text.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        say(translate("A question on each line; Ctrl-D ends", language))
        return _asked(sys.stdin)
    data = sys.stdin.buffer.read() if sys.stdin is not None else b""
    questions = list(_asked(decode(data, path="standard input").split("\n")))
    if not questions:
        raise QuestionMissing("standard input: there is no question in it; write one on each line")
    return questions


def _asked(lines: Iterable[str]) -> Iterator[str]:
    return (line.strip() for line in lines if asks_something(line))
