"""A place in an article -> whether it is the article's own voice, or within a quotation or an interview."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Bounds = tuple[int, int]

_PAIRS = (("«", "»"), ("“", "”"), ('"', '"'))
# What is said in turns, listed, or quoted by other marks: «—No», «R. No», «Luis Mora: No», «> No», «- No».
_TURN = re.compile(
    r"\s*(?:[—–>»*•‘-]|(?:R|P|Respuesta|Pregunta)\b\W|(?:[^\W\d_a-z]\w+ ){0,3}[^\W\d_a-z]\w+ ?(?::|\.[-—–]))"
)
_STRANGE_MARKS = re.compile(r"[‘„‹›]|<<|>>|(?<!\w)'\w")


def begins_at(body: str, sentence: Bounds, sentences: Sequence[Bounds]) -> int | None:
    """Where what a sentence tells begins: where a quotation that ends in it does, if that begins a sentence.

    None within a quotation that does not.
    """
    start = sentence[0]
    paragraph = body.rfind("\n", 0, start) + 1
    opened = [place for marks in _PAIRS if (place := _open_mark(body[paragraph:start], marks)) is not None]
    if not opened:
        return start
    place = paragraph + min(opened)
    closes = any(body.find(mark, *sentence) >= 0 for _, mark in _PAIRS)
    return place if closes and any(first == place for first, _ in sentences) else None


def is_plain_prose(body: str, start: int) -> bool:
    """Whether the article itself tells what stands there: no turn of a talk, nor a quotation left open."""
    first = body.rfind("\n", 0, start) + 1
    last = body.find("\n", start)
    paragraph = body[first : last if last >= 0 else len(body)]
    before = body[:first].rstrip()
    asked = before[before.rfind("\n") + 1 :].rstrip("*_ »")
    if _TURN.match(paragraph) or _STRANGE_MARKS.search(paragraph) or asked.endswith("?"):
        return False
    return all(_open_mark(each, marks) is None for each in before.split("\n") for marks in _PAIRS)


def _open_mark(text: str, marks: tuple[str, str]) -> int | None:
    """Where the quotation that a text leaves open begins."""
    opening, closing = marks
    if opening == closing:
        return text.rfind(opening) if text.count(opening) % 2 else None
    place = text.rfind(opening)
    return place if place > text.rfind(closing) else None
