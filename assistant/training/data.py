"""A folder of question sets in, questions over texts out, split by article.

One list of positions splits the articles of all SQuAD-like sets alike. News questions are split by
story, those over the passages of this project by passage. The stories that have a gold question are
listed by ``gold_articles`` and never reach training.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.gold_file import read_gold
from assistant.training.questions import Question, read_lines
from assistant.training.squad import SQUAD_TITLES, squad_questions, written_on_squad
from assistant.training.texts import cut_text
from assistant.training.written import written_passages
from index.readers.text import find_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.evaluation.gold import GoldQuestion
    from assistant.training.questions import Offsets
    from assistant.training.texts import CountTokens, Text
    from assistant.training.written import WrittenPassage

SHIPPED_QUESTIONS = Path(__file__).with_name("questions.jsonl")
HELD_OUT_TITLES = frozenset(range(2, SQUAD_TITLES, 4))
HELD_OUT_STORIES_EVERY = 10


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
    squad = [*squad_questions(data, count_tokens), *written_on_squad(data, count_tokens)]
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
