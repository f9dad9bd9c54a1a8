"""A file of questions with known answers in, a ``GoldFile`` out."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from assistant.evaluation.gold import UNANSWERABLE, GoldFile, GoldQuestion, read_word
from assistant.evaluation.squad import is_squad, read_squad
from index.errors import GoldFileInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_gold(path: Path) -> GoldFile:
    """Read our JSONL (one question a line) or a SQuAD-format JSON, whichever it is.

    Raises:
        GoldFileInvalid: it cannot be read, it is of another form, or a line of it
            makes no sense; the message names the file, the line and the remedy.
    """
    text = _read_text(path)
    if path.suffix == ".jsonl":
        return GoldFile(path, _read_lines(path, text))
    try:
        whole = _parse(text, str(path))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return GoldFile(path, _read_lines(path, text))
        raise _not_json(f"{path}:{error.lineno}", error) from error
    if is_squad(whole):
        return read_squad(path, whole)
    if isinstance(whole, dict) and "question" in whole:
        return GoldFile(path, (_read_question(whole, f"{path}:1", default_id="1"),))
    raise GoldFileInvalid(
        f'{path}: {_form_of(whole)}; write one object a line, {{"question": …, "answers": […]}}, '
        'or give a SQuAD file, an object with a list "data"'
    )


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise GoldFileInvalid(f"{path}: no such file; give the path of a JSONL or SQuAD file") from error
    except UnicodeDecodeError as error:
        raise GoldFileInvalid(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise GoldFileInvalid(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _parse(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise GoldFileInvalid(f"{where}: nested too deeply to be read; mend or remove it") from error


def _form_of(whole: object) -> str:
    """What a file holds that is JSON, but neither of the two forms."""
    if isinstance(whole, dict):
        names = ", ".join(repr(name) for name in list(whole)[:3])
        return f"one object with {names}" if names else "one empty object"
    return f"a list of {len(whole)}" if isinstance(whole, list) else "a single value"


def _not_json(where: str, error: json.JSONDecodeError) -> GoldFileInvalid:
    return GoldFileInvalid(f"{where}: not JSON ({error.msg}, column {error.colno}); mend or remove it")


def _read_lines(path: Path, text: str) -> tuple[GoldQuestion, ...]:
    questions: list[GoldQuestion] = []
    seen: dict[str, int] = {}
    # Not splitlines(): JSON strings may hold U+2028 and its like.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = _parse(line, where)
        except json.JSONDecodeError as error:
            raise _not_json(where, error) from error
        question = _read_question(record, where, default_id=str(number))
        if question.id in seen:
            raise GoldFileInvalid(f"{where}: id {question.id!r} is line {seen[question.id]}'s; rename one")
        seen[question.id] = number
        questions.append(question)
    if not questions:
        raise GoldFileInvalid(f"{path}: no questions; write one JSON object a line")
    return tuple(questions)


def _read_question(record: object, where: str, *, default_id: str) -> GoldQuestion:
    if not isinstance(record, dict):
        raise GoldFileInvalid(f'{where}: not a JSON object; write {{"question": …, "answers": […]}}')
    question = GoldQuestion(
        id=read_word(record, "id", where, default=default_id),
        question=read_word(record, "question", where),
        type=read_word(record, "type", where, default="answerable"),
        answers=_read_texts(record, "answers", where),
        items=_read_texts(record, "items", where),
        articles=_read_texts(record, "articles", where),
        evidence=_read_texts(record, "evidence", where),
        iso_date=_read_date(record, where),
        topic=record.get("topic") and read_word(record, "topic", where),
    )
    if question.answerable and question.type == UNANSWERABLE:
        raise GoldFileInvalid(f"{where}: type {UNANSWERABLE!r} with an answer; remove one of the two")
    if not question.answerable and question.type != UNANSWERABLE:
        raise GoldFileInvalid(
            f'{where}: no answers, items or evidence; give one, or say "type": "{UNANSWERABLE}"'
        )
    return question


def _read_texts(record: Mapping[str, object], name: str, where: str) -> tuple[str, ...]:
    values = record.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise GoldFileInvalid(f"{where}: {name!r} is {values!r}; it must be a list of texts, [] for none")
    return tuple(values)


def _read_date(record: Mapping[str, object], where: str) -> date | None:
    value = record.get("iso_date")
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise GoldFileInvalid(f"{where}: 'iso_date' is {value!r}; write it as 2026-01-23") from error
