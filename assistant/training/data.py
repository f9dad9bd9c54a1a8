"""A folder of question sets in, questions over texts out, split by article.

Every SQuAD-like set holds the same 32 articles in the same order, so one list of
positions splits them all alike. News questions are split by story, those over the passages
of this project by passage. The stories that have a gold question are listed by
``gold_articles`` and never reach training.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.gold_file import read_gold
from assistant.training.texts import Text, cut_text
from assistant.training.written import written_passages
from index.readers.text import find_title

if TYPE_CHECKING:
    from assistant.evaluation.gold import GoldQuestion
    from assistant.training.written import WrittenPassage

SHIPPED_QUESTIONS = Path(__file__).with_name("questions.jsonl")
SHIPPED_ON_SQUAD = Path(__file__).with_name("squad_questions.jsonl")
SQUAD_TITLES = 32
HELD_OUT_TITLES = frozenset(range(2, SQUAD_TITLES, 4))
HELD_OUT_STORIES_EVERY = 10

Offsets = tuple[int, int]
CountTokens = Callable[[list[str]], list[int]]


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


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything there is to learn from or to be measured on; never both."""

    train: tuple[Question, ...]
    held_out: tuple[Question, ...]
    stories: dict[str, Text]
    held_out_stories: frozenset[str]

    @property
    def digest(self) -> str:
        """SHA-256 of all that is learnt from: the same for the same questions over the same texts.

        The stories that no question is over are of them: they mislead.
        """
        digest = hashlib.sha256()
        for question in self.train:
            told = (
                *(question.source, question.article, question.kind, question.family),
                *(question.wording, question.answers, question.text.heading, question.text.body),
                question.nearest,
            )
            digest.update(repr(told).encode())
        for name in sorted(self.stories.keys() - self.held_out_stories):
            digest.update(repr((name, self.stories[name].heading, self.stories[name].body)).encode())
        return digest.hexdigest()


def read_body(path: Path) -> str:
    """The text of a story after its front matter."""
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def read_lines(path: Path) -> Iterator[dict[str, object]]:
    """The objects of a file that holds one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def load_gold(data: Path) -> tuple[GoldQuestion, ...]:
    """The gold questions, in file order: used to measure, never to train.

    Raises:
        GoldFileInvalid: the file is not there, or a line of it makes no sense.
    """
    return read_gold(data / "gold_dev.jsonl").questions


def gold_articles(data: Path) -> frozenset[str]:
    """The stories that some gold question is about."""
    return frozenset(name for question in load_gold(data) for name in question.articles)


def cut_stories(data: Path, count_tokens: CountTokens) -> dict[str, Text]:
    """Every story of the archive by file name, in sentences."""
    bodies = {path.name: read_body(path) for path in sorted((data / "news").glob("*.md"))}
    return {name: cut_text(body, count_tokens, find_title(body)) for name, body in bodies.items()}


def load_corpus(data: Path, count_tokens: CountTokens) -> Corpus:
    """Read every set under ``data`` and the shipped questions, split by article."""
    forbidden = gold_articles(data)
    stories = {name: text for name, text in cut_stories(data, count_tokens).items() if name not in forbidden}
    news = [*_news_questions(data, stories), *_shipped_questions(stories)]
    asked = sorted({question.article for question in news if question.source == "reader_train"})
    held_out_stories = frozenset(asked[::HELD_OUT_STORIES_EVERY])
    held_out_titles = frozenset(f"title-{position}" for position in HELD_OUT_TITLES)
    passages = [*written_passages()]
    held_out_passages = {passage.name for passage in passages if passage.is_held_out}
    away = held_out_stories | held_out_titles | held_out_passages
    squad = [*_squad_questions(data, count_tokens), *_written_on_squad(data, count_tokens)]
    questions = [*squad, *news, *passage_questions(passages, count_tokens)]
    return Corpus(
        train=tuple(question for question in questions if question.article not in away),
        held_out=tuple(question for question in questions if question.article in away),
        stories=stories,
        held_out_stories=held_out_stories,
    )


def _news_questions(data: Path, stories: dict[str, Text]) -> Iterator[Question]:
    for number, row in enumerate(read_lines(data / "reader_train.jsonl")):
        article, answer, evidence = str(row["article"]), str(row["answer"]), str(row["evidence"])
        if article not in stories:
            continue
        answers: tuple[Offsets, ...] = ()
        if answer:
            offsets = locate_answer(stories[article].body, answer, evidence)
            if offsets is None:
                continue
            answers = (offsets,)
        yield Question(
            f"news-{number}", "reader_train", article, str(row["question"]), stories[article], answers
        )


def _shipped_questions(stories: dict[str, Text]) -> Iterator[Question]:
    if not SHIPPED_QUESTIONS.exists():
        return
    for number, row in enumerate(read_lines(SHIPPED_QUESTIONS)):
        article = str(row["article"])
        if article not in stories:
            continue
        start, end = int(str(row["answer_start"])), int(str(row["answer_end"]))
        answers = ((start, end),) if start >= 0 else ()
        yield Question(
            f"shipped-{number}",
            "shipped",
            article,
            str(row["question"]),
            stories[article],
            answers,
            str(row["type"]),
        )


def passage_questions(passages: Iterable[WrittenPassage], count_tokens: CountTokens) -> Iterator[Question]:
    """What is asked of the passages of this project; what wants yes or no has its own source, «settled»."""
    for passage in passages:
        text = cut_text(passage.text, count_tokens, passage.title)
        for number, (wording, start, end) in enumerate(passage.asked):
            answers = ((start, end),) if start >= 0 else ()
            yield Question(
                f"{passage.name}-{number}",
                "passages",
                passage.name,
                wording,
                text,
                answers,
                kind=passage.file,
                family=passage.family,
            )
        for number, asked in enumerate(passage.settled):
            words = asked.start, asked.end
            is_open = asked.verdict == "no consta"
            yield Question(
                f"{passage.name}-settled-{number}",
                "settled",
                passage.name,
                asked.question,
                text,
                () if is_open else (words,),
                kind=passage.file,
                family=passage.family,
                nearest=words if is_open else None,
            )


def locate_answer(body: str, answer: str, evidence: str) -> Offsets | None:
    """Where the answer stands inside its evidence inside the body, as whole words if it does so at all."""
    sentence = body.find(evidence) if evidence else -1
    found = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", evidence) or re.search(
        re.escape(answer), evidence
    )
    if sentence < 0 or found is None:
        return None
    return sentence + found.start(), sentence + found.end()


def _squad_questions(data: Path, count_tokens: CountTokens) -> Iterator[Question]:
    @cache
    def cut(body: str) -> Text:
        return cut_text(body, count_tokens)

    sets = {
        name: _read_squad(data / f"{name}.dev.json", cut)
        for name in ("squad-es-v1.1", "xquad-es", "xquad-en")
    }
    for questions in sets.values():
        yield from questions
    positions = {
        title: f"title-{number}" for number, title in enumerate(_titles(data / "squad-es-v1.1.dev.json"))
    }
    for question in _read_squad(data / "squad-es-v2.dev.json", cut, positions):
        if not question.answers:
            yield question
    yield from _crossed(sets["xquad-es"], sets["xquad-en"], "xquad-es-en")
    yield from _crossed(sets["xquad-en"], sets["xquad-es"], "xquad-en-es")


def _written_on_squad(data: Path, count_tokens: CountTokens) -> Iterator[Question]:
    """The shipped questions on paragraphs of SQuAD-es and XQuAD-es, which are named by their places there."""
    if not SHIPPED_ON_SQUAD.exists():
        return

    @cache
    def articles(name: str) -> list[dict[str, list[dict[str, str]]]]:
        found: list[dict[str, list[dict[str, str]]]] = json.loads(
            (data / f"{name}.dev.json").read_text(encoding="utf-8")
        )["data"]
        return found

    @cache
    def cut(name: str, title: int, paragraph: int) -> Text:
        return cut_text(articles(name)[title]["paragraphs"][paragraph]["context"], count_tokens)

    for number, row in enumerate(read_lines(SHIPPED_ON_SQUAD)):
        title = int(str(row["title"]))
        start, end = int(str(row["answer_start"])), int(str(row["answer_end"]))
        yield Question(
            f"written-{number}",
            "written",
            f"title-{title}",
            str(row["question"]),
            cut(str(row["set"]), title, int(str(row["paragraph"]))),
            ((start, end),) if start >= 0 else (),
        )


def _titles(path: Path) -> list[str]:
    return [article["title"] for article in json.loads(path.read_text(encoding="utf-8"))["data"]]


def _read_squad(
    path: Path, cut: Callable[[str], Text], positions: dict[str, str] | None = None
) -> list[Question]:
    questions = []
    for number, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        name = positions[article["title"]] if positions else f"title-{number}"
        for paragraph in article["paragraphs"]:
            text = cut(paragraph["context"])
            for row in paragraph["qas"]:
                answers = dict.fromkeys(
                    (answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                    for answer in row["answers"]
                    if answer["text"].strip()
                )
                source = path.name.removesuffix(".dev.json")
                questions.append(Question(row["id"], source, name, row["question"], text, tuple(answers)))
    return questions


def _crossed(asked: Iterable[Question], answered: Iterable[Question], source: str) -> Iterator[Question]:
    """The same questions put in one language to the text in the other."""
    wordings = {question.identity: question.wording for question in asked}
    for question in answered:
        if question.identity in wordings:
            yield Question(
                question.identity,
                source,
                question.article,
                wordings[question.identity],
                question.text,
                question.answers,
            )
