"""A reader and the held-out questions in, every figure that the model card quotes out."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from assistant.reading.confidence import logit
from assistant.training.data import cut_stories, load_gold
from assistant.training.held_out import (
    EXTRACTIVE_EXCLUDED,
    WINDOW_TOKENS,
    Figures,
    ReadWindow,
    ask_archive,
    figures_of,
    margin,
    measure_archive,
    read_right_passage,
    read_window,
    tell_answerable,
)
from assistant.training.negatives import TileIndex
from assistant.training.texts import Window, grow, sentences_of

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.evaluation.gold import GoldQuestion
    from assistant.reader import SpanReader
    from assistant.training.data import Corpus
    from assistant.training.texts import CountTokens, Text
    from index.embed import LateEmbedder

RETRIEVAL_WEIGHT = 8.0
FigureTable = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Bench:
    """What to measure on: the split corpus, the folder it came from, and what ranks and counts."""

    corpus: Corpus
    data: Path
    embedder: LateEmbedder
    count_tokens: CountTokens


def measure(reader: SpanReader, bench: Bench) -> FigureTable:
    """All figures, a table by name."""
    held_out = bench.corpus.held_out
    news = [question for question in held_out if question.article in bench.corpus.stories]
    titles = [question for question in held_out if question.source == "xquad-es"]
    without = [question for question in held_out if question.source == "squad-es-v2"]
    # Of these there are thousands; so many tell as much.
    written = [question for question in held_out if question.source == "passages"][::10]
    settled = [question for question in held_out if question.source == "settled"][::2]
    gold, stories = load_gold(bench.data), cut_stories(bench.data, bench.count_tokens)
    answered = ask_archive(reader, TileIndex(stories, bench.embedder), gold)
    return {
        "xquad-es, held-out titles, right passage": read_right_passage(reader, titles, whole=True).table(),
        "news, held-out stories, right passage": read_right_passage(reader, news, whole=False).table(),
        "passages, held out, every tenth question, right passage": read_right_passage(
            reader, written, whole=True
        ).table(),
        "yes or no, held out, every other question, right passage": read_right_passage(
            reader, settled, whole=True
        ).table(),
        "gold_dev, right passage": read_gold_passage(reader, gold, stories).table(),
        "squad-es, answerable AUC": tell_answerable(reader, [*titles, *without], whole=True),
        "news, answerable AUC": tell_answerable(reader, news, whole=False),
        "passages, every tenth question, answerable AUC": tell_answerable(reader, written, whole=True),
        "yes or no, every other question, answerable AUC": tell_answerable(reader, settled, whole=True),
        "gold_dev, ranked windows": measure_archive(answered, confidence),
    }


def confidence(window: ReadWindow) -> float:
    """How sure it is that a window answers: span margin, answerability and retrieval together."""
    return margin(window.reading) + logit(window.reading.answerable) + RETRIEVAL_WEIGHT * window.retrieval


def read_gold_passage(
    reader: SpanReader, questions: tuple[GoldQuestion, ...], stories: dict[str, Text]
) -> Figures:
    """The best span of a window around the evidence of each gold question that has a verbatim answer."""
    rows = []
    for question in questions:
        window = None if question.type in EXTRACTIVE_EXCLUDED else _evidence_window(question, stories)
        if window is None:
            continue
        span = read_window(reader, question.question, window).spans[0]
        found = sentences_of(window.text, window.start + span.start, window.start + span.end)[0]
        start, end = window.text.sentences[found]
        said = window.text.body[start:end]
        right = any(said in evidence or evidence in said for evidence in question.evidence)
        rows.append((window.words[span.start : span.end], question.answers, right))
    return figures_of(rows)


def _evidence_window(question: GoldQuestion, stories: dict[str, Text]) -> Window | None:
    """A window around the first evidence sentence that holds an answer; None if none does."""
    for article in question.articles:
        text = stories[article]
        for evidence in question.evidence:
            start = text.body.find(evidence)
            if start >= 0 and any(answer in evidence for answer in question.answers):
                first, last = sentences_of(text, start, start + len(evidence))
                return grow(text, first, last, WINDOW_TOKENS, Random(question.id))  # noqa: S311
    return None
