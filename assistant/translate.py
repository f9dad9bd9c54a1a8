"""A message in English, as the code writes it -> the same in the reader's language.

The catalogue is ``spanish.tsv``: on each line a message and its translation, parted
by a tab, with ``{}`` where something is filled in; ``{2}`` takes the second of these.
What is filled in after the first gap is translated too, if it is a message itself.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answer import Language

_GAP = re.compile(r"\{(\d*)\}")


def translate(message: str, language: Language) -> str:
    """The message in ``language``; as it is, if the catalogue has it not."""
    if language == "en":
        return message
    for pattern, spanish in _catalogue():
        found = pattern.fullmatch(message)
        if found:
            # The first gap is what the message is about: a name, not a message.
            about, *others = (*found.groups(), "")
            return _fill(spanish, [about, *(translate(part, language) for part in others)])
    return message


def _fill(template: str, parts: list[str]) -> str:
    """Put the parts where the gaps are, in order unless a gap has a number."""
    rest = iter(parts)
    return _GAP.sub(lambda gap: parts[int(gap[1]) - 1] if gap[1] else next(rest), template)


@cache
def _catalogue() -> list[tuple[re.Pattern[str], str]]:
    """Patterns and translations, those with most words of their own first."""
    text = files("assistant").joinpath("spanish.tsv").read_text(encoding="utf-8")
    pairs = [line.split("\t") for line in text.splitlines() if line]
    pairs.sort(key=lambda pair: -len(_GAP.sub("", pair[0])))
    return [(re.compile(_pattern(english), re.DOTALL), spanish) for english, spanish in pairs]


def _pattern(template: str) -> str:
    literals = re.split(r"\{\}", template)
    return "(.+?)".join(map(re.escape, literals))
