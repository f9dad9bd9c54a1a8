"""A reader and held-out questions in, figures out: on the right passage, and over a whole archive."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from random import Random
from typing import TYPE_CHECKING

from assistant.evaluation.gold import UNANSWERABLE
from assistant.evaluation.scoring import area_under_roc, mean, span_scores
from assistant.reading.closer import MOST_PLACES, WITHIN, with_neighbours
from assistant.spans import Stretch
from assistant.training.texts import Window, grow, sentences_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from assistant.evaluation.gold import GoldQuestion
    from assistant.reader import SpanReader
    from assistant.spans import Reading
    from assistant.training.negatives import TileIndex
    from assistant.training.questions import Question

    Score = Callable[["ReadWindow"], float]

WINDOW_TOKENS = 200
WINDOWS_A_QUESTION = 6
EXTRACTIVE_EXCLUDED = frozenset({UNANSWERABLE, "yesno", "list"})


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 0 to 1; ``sentence`` is how often the best span lies in a sentence that answers."""

    questions: int
    exact: float
    f1: float
    sentence: float

    def table(self) -> dict[str, float]:
        """The figures by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ReadWindow:
    """One window read for one question: where it is, how it was ranked, what was found."""

    article: str
    window: Window
    retrieval: float
    reading: Reading

    @property
    def answer(self) -> str:
        """The words of the best span."""
        span = self.reading.spans[0]
        return self.window.words[span.start : span.end]

    @property
    def sentence(self) -> str:
        """The sentence in which the best span begins."""
        span, text = self.reading.spans[0], self.window.text
        number = sentences_of(text, self.window.start + span.start, self.window.start + span.end)[0]
        start, end = text.sentences[number]
        return text.body[start:end]


@dataclass(frozen=True, slots=True)
class Answered:
    """A gold question with all windows read for it."""

    question: GoldQuestion
    windows: tuple[ReadWindow, ...]


def figures_of(rows: Sequence[tuple[str, Sequence[str], bool]]) -> Figures:
    """Figures over answers given, answers wanted, and whether the sentence was right."""
    scores = [span_scores(given, wanted) for given, wanted, _ in rows]
    return Figures(
        len(rows),
        mean(exact for exact, _ in scores) or 0.0,
        mean(f1 for _, f1 in scores) or 0.0,
        mean(float(right) for _, _, right in rows) or 0.0,
    )


def read_right_passage(reader: SpanReader, questions: Iterable[Question], *, whole: bool) -> Figures:
    """The best span of the passage that holds the answer: the ``whole`` text, or a window cut around it."""
    rows = []
    for question in questions:
        if not question.answers:
            continue
        window = _window_of(question, whole=whole)
        read = ReadWindow(question.article, window, 0.0, read_window(reader, question.wording, window))
        body = question.text.body
        right = any(
            read.sentence in body[question.text.sentences[first][0] : question.text.sentences[last][1]]
            for first, last in (sentences_of(question.text, *bounds) for bounds in question.answers)
        )
        rows.append((read.answer, [body[start:end] for start, end in question.answers], right))
    return figures_of(rows)


def read_window(reader: SpanReader, wording: str, window: Window) -> Reading:
    """What one window says, read with the heading of its text, and from nearer where it may answer.

    As in answering, but that there what is best of several windows is looked at.
    """
    whole, heading = window.words, window.text.heading
    reading = reader.read(wording, [whole], headings=[heading])[0]
    sentences = [
        (start - window.start, end - window.start)
        for start, end in window.text.sentences[window.first : window.last + 1]
    ]
    likely = [span for span in reading.spans if span.score >= reading.spans[0].score - WITHIN]
    places = dict.fromkeys(with_neighbours((span.start, span.end), sentences) for span in likely)
    stretches = [Stretch(whole, heading, reading, *place) for place in places if place][:MOST_PLACES]
    again = reader.read_again(wording, stretches)
    return max((each for each in again if each.spans), key=margin, default=reading)


def _window_of(question: Question, *, whole: bool) -> Window:
    last = len(question.text.sentences) - 1
    if whole:
        return Window(question.text, 0, last)
    bounds = sentences_of(question.text, *question.answers[0]) if question.answers else (0, 0)
    return grow(question.text, *bounds, WINDOW_TOKENS, Random(question.identity))  # noqa: S311  (cuts windows)


def margin(reading: Reading) -> float:
    """How far the best span stands above «no answer», in logits."""
    return (reading.spans[0].score if reading.spans else -20.0) - reading.no_answer_score


def tell_answerable(reader: SpanReader, questions: Iterable[Question], *, whole: bool) -> dict[str, float]:
    """Areas under the curve of answerable against unanswerable texts, by margin and by probability.

    Empty unless there are texts of both sorts.
    """
    margins: tuple[list[float], list[float]] = ([], [])
    chances: tuple[list[float], list[float]] = ([], [])
    for question in questions:
        reading = read_window(reader, question.wording, _window_of(question, whole=whole))
        side = 0 if question.answers else 1
        margins[side].append(margin(reading))
        chances[side].append(reading.answerable)
    areas = {"margin": area_under_roc(*margins), "answerable": area_under_roc(*chances)}
    return {name: area for name, area in areas.items() if area is not None}


def ask_archive(reader: SpanReader, index: TileIndex, questions: Sequence[GoldQuestion]) -> list[Answered]:
    """Put every question to the whole archive: six best tiles, each with its neighbours, all read."""
    table = index.scores([question.question for question in questions])
    answered = []
    for question, row in zip(questions, table, strict=True):
        chosen = neighbourhoods(index.best(row, 3 * WINDOWS_A_QUESTION))
        readings = reader.read(
            question.question,
            [window.words for _, window, _ in chosen],
            headings=[window.text.heading for _, window, _ in chosen],
        )
        windows = tuple(ReadWindow(*place, read) for place, read in zip(chosen, readings, strict=True))
        answered.append(Answered(question, windows))
    return answered


def neighbourhoods(tiles: Sequence[tuple[str, Window, float]]) -> list[tuple[str, Window, float]]:
    """The tiles widened by what stands around them; one that an earlier one took in is left out."""
    chosen: list[tuple[str, Window, float]] = []
    for name, tile, score in tiles:
        if any(other.text is tile.text and other.covers(tile.start, tile.end) for _, other, _ in chosen):
            continue
        chosen.append((name, _widen(tile), score))
        if len(chosen) == WINDOWS_A_QUESTION:
            break
    return chosen


def _widen(tile: Window) -> Window:
    first, last, tokens = tile.first, tile.last, tile.text.tokens
    used = sum(tokens[first : last + 1])
    if first > 0 and used + tokens[first - 1] <= WINDOW_TOKENS:
        first -= 1
        used += tokens[first]
    if last + 1 < len(tokens) and used + tokens[last + 1] <= WINDOW_TOKENS:
        last += 1
    return Window(tile.text, first, last)


def measure_archive(answered: Sequence[Answered], confidence: Score) -> dict[str, float]:
    """End-to-end figures: the window of the best ``confidence`` answers, and that says whether to answer."""
    rows: list[tuple[str, Sequence[str], bool]] = []
    sentences: list[float] = []
    articles: list[float] = []
    sure: dict[bool, list[float]] = {True: [], False: []}
    for case in answered:
        question = case.question
        best = max(case.windows, key=confidence)
        sure[question.type != UNANSWERABLE].append(confidence(best))
        if question.type == UNANSWERABLE:
            continue
        right = any(best.sentence in evidence or evidence in best.sentence for evidence in question.evidence)
        sentences.append(float(right))
        articles.append(float(best.article in question.articles))
        if question.type not in EXTRACTIVE_EXCLUDED:
            rows.append((best.answer, question.answers, right))
    told = {
        "all_sentence": mean(sentences),
        "all_article": mean(articles),
        "refusal_auc": area_under_roc(sure[True], sure[False]),
    }
    return figures_of(rows).table() | {name: value for name, value in told.items() if value is not None}
