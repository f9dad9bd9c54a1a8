"""Article -> the passages that tile it: whole sentences, under one subheading, within a size in tokens.

Sentences are packed in order. A tile ends with its paragraph where that leaves it
half full, always before a subheading, which goes with the text under it, as a
dateline goes with its lead. White space belongs to the tile before it. A sentence
over the size is cut at clause marks, failing that at spaces, failing that anywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.article import Passage
from index.blocks import Block, find_blocks
from index.cut import MIN_SIZE_TOKENS, Span, cost_tokens, cut_span, size_tokens
from index.dateline import find_dateline, spanish_date
from index.markup import heading_label
from index.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.article import Article

# Moves whenever the same article would be tiled, or its passages embedded, otherwise than before.
SPLITTER = "tiles 3"
_MAX_TAIL_TOKENS = 25
_ALLOWANCE = 1.25


@dataclass(frozen=True, slots=True)
class _Piece:
    """``body[start:end]`` that no tile divides, and what it costs in tokens."""

    start: int
    end: int
    tokens: int
    paragraph: int
    section: int


def split(article: Article, *, max_tokens: int) -> list[Passage]:
    """The passages of an article in order; joined they are its body. Empty for an empty body.

    Sizes are ``count_tokens`` of the text without white space around it. A tile may
    take up to a quarter more than ``max_tokens`` where that keeps a heading with its
    sentence, or a tail of few words with the rest.

    Raises:
        ValueError: ``max_tokens`` is under ``MIN_SIZE_TOKENS``.
    """
    if max_tokens < MIN_SIZE_TOKENS:
        raise ValueError(f"max_tokens={max_tokens}: too small for a passage; use {MIN_SIZE_TOKENS} or more")
    outline = _Outline(article)
    pieces = list(_pieces(outline, max_tokens))
    tiles = _join_tails(_pack(pieces, max_tokens), max_tokens)
    return [
        Passage(
            article=article.path,
            number=number,
            start=tile[0].start,
            end=tile[-1].end,
            text=article.body[tile[0].start : tile[-1].end],
            paragraph=tile[0].paragraph,
            section=outline.section_label(tile[0].section),
        )
        for number, tile in enumerate(tiles)
    ]


def contextual_text(article: Article, passage: Passage) -> str:
    """What is embedded: a line of title · outlet · place · date · section, as far as known, then the text."""
    published = spanish_date(article.published) if article.published else None
    known = filter(None, (article.title, article.outlet, article.place, published, passage.section))
    return " · ".join(known) + "\n" + passage.text.strip()


class _Outline:
    """Where the units of a body begin, and the paragraph and section of each place."""

    def __init__(self, article: Article) -> None:
        self.body = article.body
        blocks = find_blocks(self.body)
        self._headings = [block for block in blocks if block.is_heading]
        self._heading_starts = [block.line_start for block in self._headings]
        self._paragraph_starts = [block.line_start for block in blocks if not block.is_heading]
        self._title = heading_label(article.title).casefold()
        self._heads = {block.start for block in self._headings}
        self._dateline = find_dateline(self.body)

    def units(self) -> Iterator[tuple[int, int, int]]:
        """(start, words, end) of each sentence with the headings and dateline before it.

        ``words`` is where the sentence itself begins. The units tile the body.
        """
        spans = sentence_spans(self.body)
        starts = [self._unit_start(before[1], span[0]) for before, span in pairwise(spans)]
        starts = [0, *starts] if spans else []
        bounds = [*starts, len(self.body)]
        first: int | None = None
        last: tuple[int, int, int] | None = None
        for span, start, end in zip(spans, starts, bounds[1:], strict=True):
            first = start if first is None else first
            if self._is_notice(span):
                continue
            if last:
                yield last
            last, first = (first, span[0], end), None
        if last:
            # A heading with nothing under it stays with what is above.
            yield (last[0], last[1], len(self.body))
        elif self.body:
            yield (0, 0, len(self.body))

    def paragraph_at(self, offset: int) -> int:
        """The number, from 1, of the paragraph that a sentence's words stand in."""
        return max(1, bisect_right(self._paragraph_starts, offset))

    def section_at(self, offset: int) -> int:
        """The number, from 1, of the last heading above; 0 above the first."""
        return bisect_right(self._heading_starts, offset)

    def section_label(self, number: int) -> str | None:
        """The words of a heading; ``None`` for none, and where it only repeats the title."""
        if number == 0:
            return None
        heading: Block = self._headings[number - 1]
        label = heading_label(self.body[heading.start : heading.end])
        return label if label and label.casefold() != self._title else None

    def _is_notice(self, span: tuple[int, int]) -> bool:
        """Whether a span is a heading or the dateline: no tile of its own."""
        dateline = self._dateline
        is_dateline = dateline is not None and dateline.start <= span[0] and span[1] <= dateline.end
        return span[0] in self._heads or is_dateline

    def _unit_start(self, previous_end: int, words: int) -> int:
        """Where a unit's tile may begin: its line's bullet or ``#`` is its own, blank lines are not."""
        newline = self.body.rfind("\n", previous_end, words)
        start = newline + 1 if newline >= 0 else words
        while start < words and self.body[start].isspace():
            start += 1
        return start


def _pieces(outline: _Outline, max_tokens: int) -> Iterator[_Piece]:
    """The units, those over the size cut further."""
    for start, words, end in outline.units():
        paragraph, section = outline.paragraph_at(words), outline.section_at(words)
        text = outline.body[start:end]
        # Neither a heading above nor a few words too many cut a sentence.
        room = int(max_tokens * _ALLOWANCE)
        words_room = min(room, max_tokens + _MAX_TAIL_TOKENS)
        if size_tokens(text) <= room and size_tokens(outline.body[words:end]) <= words_room:
            yield _Piece(start, end, cost_tokens(text), paragraph, section)
            continue
        for first, last in cut_span(outline.body, Span(start, words, end), max_tokens):
            yield _Piece(first, last, cost_tokens(outline.body[first:last]), paragraph, section)


def _pack(pieces: list[_Piece], max_tokens: int) -> list[list[_Piece]]:
    """Fill tiles in order, a paragraph that fits in one tile kept whole."""
    tiles: list[list[_Piece]] = []
    used = 0
    for paragraph in _paragraphs(pieces):
        whole = sum(piece.tokens for piece in paragraph)
        opens = not tiles or tiles[-1][0].section != paragraph[0].section
        # A paragraph too long for one tile may fill up the last one; another begins afresh.
        if not opens and used + whole > max_tokens and (whole <= max_tokens or used * 2 >= max_tokens):
            opens = True
        for piece in paragraph:
            if opens or used + piece.tokens > max_tokens:
                tiles.append([])
                used, opens = 0, False
            tiles[-1].append(piece)
            used += piece.tokens
    return tiles


def _paragraphs(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    for piece in pieces:
        if group and (piece.paragraph, piece.section) != (group[0].paragraph, group[0].section):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _join_tails(tiles: list[list[_Piece]], max_tokens: int) -> list[list[_Piece]]:
    """Give very small tiles to a neighbour of their section that has room for them."""
    small = min(_MAX_TAIL_TOKENS, max_tokens // 4)
    room = int(max_tokens * _ALLOWANCE)
    joined: list[list[_Piece]] = []
    for tile in tiles:
        if joined and _is_joinable(joined[-1], tile, small, room):
            joined[-1] = joined[-1] + tile
        else:
            joined.append(tile)
    return joined


def _is_joinable(left: list[_Piece], right: list[_Piece], small: int, room: int) -> bool:
    sizes = [sum(piece.tokens for piece in tile) for tile in (left, right)]
    return left[0].section == right[0].section and min(sizes) < small and sum(sizes) <= room
