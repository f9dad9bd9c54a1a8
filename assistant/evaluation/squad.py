"""A SQuAD-format JSON (v1.1 or v2) in, questions and the articles they are about out."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeGuard

from assistant.evaluation.gold import UNANSWERABLE, GoldArticle, GoldFile, GoldQuestion, read_word
from index.errors import GoldFileInvalid
from index.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assistant.settings import Settings

ANSWERABLE = "answerable"


def is_squad(whole: object) -> TypeGuard[dict[str, object]]:
    """Whether a parsed JSON file has SQuAD's outer form."""
    return isinstance(whole, dict) and isinstance(whole.get("data"), list)


def read_squad(path: Path, whole: dict[str, object]) -> GoldFile:
    """Read every paragraph as one article, every ``qas`` entry as one question about it.

    The same text twice is one article. A question's evidence is the sentence in
    which each of its answers begins.

    Raises:
        GoldFileInvalid: something is missing; the message says where in the JSON.
    """
    articles: dict[str, GoldArticle] = {}
    questions: list[GoldQuestion] = []
    for where, title, paragraph in _paragraphs(path, whole):
        body = read_word(paragraph, "context", where)
        article = articles.setdefault(body, GoldArticle(f"{len(articles) + 1:05}.md", title, body))
        for number, record in enumerate(_objects(paragraph, "qas", where)):
            if question := _read_question(record, article, f"{where}.qas[{number}]"):
                questions.append(question)
    if not questions:
        raise GoldFileInvalid(f"{path}: no questions in it; give a SQuAD file with data/paragraphs/qas")
    return GoldFile(path, tuple(questions), tuple(articles.values()))


def write_squad_articles(gold: GoldFile, folder: Path) -> None:
    """Write the articles that ``gold`` brings to ``folder``: Markdown, the title in front matter."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in gold.articles:
        # A JSON string is a YAML string.
        title = json.dumps(article.title, ensure_ascii=False)
        text = f"---\ntitle: {title}\n---\n{article.body}\n"
        (folder / article.path).write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def archive_of(gold: GoldFile, settings: Settings) -> Iterator[Settings]:
    """Give the settings under which ``gold`` is to be asked.

    They are ``settings`` themselves if the questions are about the user's archive.
    If the file brings its articles, these are written to a temporary seeds folder
    beside a temporary index, both gone at the end, and the user's own are not touched.
    """
    if not gold.articles:
        yield settings
        return
    with TemporaryDirectory(prefix="hemeroteca-", ignore_cleanup_errors=True) as name:
        seeds, index = Path(name, "seeds"), Path(name, "index")
        write_squad_articles(gold, seeds)
        yield settings.model_copy(update={"seeds": seeds, "index": index, "chroma_url": None})


def _paragraphs(path: Path, whole: Mapping[str, object]) -> Iterator[tuple[str, str, dict[str, object]]]:
    for i, group in enumerate(_objects(whole, "data", f"{path}: ")):
        where = f"{path}: data[{i}]"
        title = str(group.get("title") or f"{path.stem} {i + 1}").replace("_", " ")
        for j, paragraph in enumerate(_objects(group, "paragraphs", where)):
            yield f"{where}.paragraphs[{j}]", title, paragraph


def _objects(record: Mapping[str, object], name: str, where: str) -> list[dict[str, object]]:
    values = record.get(name)
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise GoldFileInvalid(f"{where}: {name!r} is missing or no list of objects; give a SQuAD-format file")
    return values


def _read_question(record: Mapping[str, object], article: GoldArticle, where: str) -> GoldQuestion | None:
    """One question; None if it has an answer, and machine translation has lost it."""
    answers: dict[str, None] = {}
    evidence: dict[str, None] = {}
    impossible = record.get("is_impossible") is True
    for number, answer in enumerate([] if impossible else _objects(record, "answers", where)):
        if answer.get("text") == "":
            # Machine translation has lost some of an answer's alternatives.
            continue
        text = read_word(answer, "text", f"{where}.answers[{number}]")
        start = answer.get("answer_start")
        if not isinstance(start, int) or not 0 <= start < len(article.body):
            raise GoldFileInvalid(
                f"{where}.answers[{number}]: 'answer_start' is {start!r}; it must be a place in the context"
            )
        answers[text] = None
        evidence[_sentence_at(article.body, start)] = None
    if not answers and record.get("is_impossible") is False:
        return None
    return GoldQuestion(
        id=str(record.get("id", where)),
        question=read_word(record, "question", where),
        type=ANSWERABLE if answers else UNANSWERABLE,
        answers=tuple(answers),
        articles=(article.path,) if answers else (),
        evidence=tuple(evidence),
    )


def _sentence_at(body: str, place: int) -> str:
    # Spans are trimmed: a place between two belongs to the one that follows.
    return next((body[start:end] for start, end in sentence_spans(body) if place < end), body)
