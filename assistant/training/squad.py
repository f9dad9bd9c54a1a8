"""A folder of SQuAD-like sets in, questions over their paragraphs out; an article is «title-3» in each.

Every set holds the same articles in the same order.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.training.questions import Question, read_lines
from assistant.training.texts import cut_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from assistant.training.texts import CountTokens, Text

SHIPPED_ON_SQUAD = Path(__file__).with_name("squad_questions.jsonl")
SQUAD_TITLES = 32


def squad_questions(data: Path, count_tokens: CountTokens) -> Iterator[Question]:
    """Those of SQuAD-es and XQuAD, and those of XQuAD put in one language to the text in the other."""

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


def written_on_squad(data: Path, count_tokens: CountTokens) -> Iterator[Question]:
    """The shipped questions on paragraphs of SQuAD-es and XQuAD-es, which are named by their places there."""

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
