"""A span over the size -> parts within it, cut at clause marks, else at spaces, else anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_SIZE_TOKENS = 16
# A chunk of at most this many bytes has at most as many tokens, whatever it is made of.
_CHUNK_BYTES = MIN_SIZE_TOKENS
_CLAUSE_END = re.compile(r"(?:[,;:…][\"'”’»)\]]*|[)\]»”—])\s+")
_SPACE_END = re.compile(r"\s+")
_CLUSTER = re.compile(
    r"\S[\u0300-\u036f\u200d\ufe0e\ufe0f\u20d0-\u20ff\U0001f3fb-\U0001f3ff]*(?:\u200d\S)?|\s+"
)


def size_tokens(text: str) -> int:
    """Tokens of a text without the white space around it."""
    return count_tokens(text.strip())


def cost_tokens(text: str) -> int:
    """Tokens of a text inside a longer one, where a word's token holds the space before it."""
    words = text.rstrip()
    return count_tokens(" " + (words if len(text) - len(words) == 1 and text[-1] == " " else text))


@dataclass(frozen=True, slots=True)
class Span:
    """``body[start:end]``, whose sentence begins at ``words``, after a heading or dateline."""

    start: int
    words: int
    end: int


def cut_span(body: str, span: Span, max_tokens: int) -> list[tuple[int, int]]:
    """Bounds of parts within the size, at clause marks, spaces or anywhere, packed full.

    What stands before the words (a heading) stays with the first part if it leaves room.
    """
    kept = span.words if size_tokens(body[span.start : span.words]) * 2 <= max_tokens else span.start
    atoms = _atoms(body, Span(span.start, kept, span.end), max_tokens, (_CLAUSE_END, _SPACE_END))
    parts: list[tuple[int, int]] = []
    used = 0
    for start, end in atoms:
        tokens = cost_tokens(body[start:end])
        if parts and (used + tokens <= max_tokens or not body[start:end].strip()):
            parts[-1] = (parts[-1][0], end)
            used += tokens
        else:
            parts.append((start, end))
            used = tokens
    return parts


def _atoms(
    body: str, span: Span, max_tokens: int, marks: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[int, int]]:
    """The span divided at the first kind of mark, and at the next kind where a part is still too long."""
    if not marks:
        yield from _chunks(body, span)
        return
    stops = [match.end() for match in marks[0].finditer(body, span.words, span.end) if match.end() < span.end]
    for start, end in pairwise([span.start, *stops, span.end]):
        if size_tokens(body[start:end]) <= max_tokens:
            yield (start, end)
        else:
            yield from _atoms(body, Span(start, max(start, span.words), end), max_tokens, marks[1:])


def _chunks(body: str, span: Span) -> Iterator[tuple[int, int]]:
    """The span in chunks of a few bytes that keep accents and emoji whole if they can."""
    start, end, size = span.start, span.words, 0
    for match in _CLUSTER.finditer(body, span.words, span.end):
        if match.group().isspace():
            end, size = match.end(), size + 1
            continue
        for cluster in _within(match.group(), _CHUNK_BYTES):
            width = len(cluster.encode("utf-8", "surrogatepass"))
            if end > start and size and size + width > _CHUNK_BYTES:
                yield (start, end)
                start, size = end, 0
            end, size = end + len(cluster), size + width
    if span.end > start:
        yield (start, span.end)


def _within(cluster: str, max_bytes: int) -> Iterator[str]:
    """The cluster, or its characters one by one if it is longer than ``max_bytes``."""
    if len(cluster.encode("utf-8", "surrogatepass")) <= max_bytes:
        yield cluster
    else:
        yield from cluster
