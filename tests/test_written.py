"""Passages written for training: what a file says is what is read, and the shipped ones are sound."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.training.data import load_gold
from assistant.training.written import written_passages
from tests.test_training import DATA, needs_data, words_of

FILE = """# Un puerto
El puerto de Vigo movió 41 toneladas en 2024.
En 2023 fueron 39, y en 2022 otras 39.

? ¿Cuánto movió?
= 41 toneladas
? ¿Cuánto fue en 2022?
= 39 @ otras 39
? ¿Quién lo dirige?
=
? ¿Movió más que en 2023?
~ sí | movió 41 toneladas en 2024
? ¿Hay huelga?
~ no consta | En 2023 fueron 39
# Otro
No dice nada.
"""


def read(folder, text):
    (folder / "ports.txt").write_text(text, encoding="utf-8")
    return [*written_passages(folder)]


def test_a_passage_is_read_with_its_questions_and_their_places(tmp_path):
    port, other = read(tmp_path, FILE)
    assert (
        port.text == "El puerto de Vigo movió 41 toneladas en 2024.\nEn 2023 fueron 39, y en 2022 otras 39."
    )
    first, second, none = port.asked
    assert port.text[first[1] : first[2]] == "41 toneladas"
    assert port.text[: second[1]].endswith("otras ")
    assert none == ("¿Quién lo dirige?", -1, -1)
    assert (other.name, other.title, other.asked) == ("ports-1", "Otro", ())
    more, strike = port.settled
    assert (more.question, more.verdict) == ("¿Movió más que en 2023?", "sí")
    assert port.text[more.start : more.end] == "movió 41 toneladas en 2024"
    assert strike.verdict == "no consta"


def test_every_tenth_passage_is_held_out(tmp_path):
    passages = read(tmp_path, "".join(f"# {number}\nTexto.\n" for number in range(30)))
    assert [passage.name for passage in passages if passage.is_held_out] == [
        "ports-7",
        "ports-17",
        "ports-27",
    ]


@pytest.mark.parametrize(
    "fault",
    [
        FILE.replace("= 41 toneladas", "= 42 toneladas"),
        FILE.replace(" @ otras 39", ""),
        FILE.replace("= 41 toneladas", "= 1 toneladas"),
        FILE.replace("= 41 toneladas", "= 1 @ 41 toneladas"),
        FILE.replace("= 39 @ otras 39", "= 39 @ 39"),
        FILE.replace("= 41 toneladas\n", ""),
        FILE.replace("~ sí | movió", "~ quizá | movió"),
        FILE.replace("~ sí | movió 41", "~ sí | movió 42"),
        FILE.replace("~ sí | movió 41 toneladas en 2024", "~ sí | 39"),
        FILE.replace("~ sí | movió 41 toneladas en 2024", "~ sí"),
        FILE.replace("No dice nada.", "? ¿Qué dice?\n=\nNo dice nada."),
        "Sin título.\n",
    ],
)
def test_a_faulty_file_is_named(tmp_path, fault):
    with pytest.raises(ValueError, match=r"ports\.txt"):
        read(tmp_path, fault)


def test_shipped_passages_are_many_and_none_is_there_twice():
    passages = [*written_passages()]
    assert len(passages) > 4500
    assert max(Counter(passage.text for passage in passages).values()) == 1
    asked = [question for passage in passages for question in passage.asked]
    unanswerable = sum(start < 0 for _, start, _ in asked)
    assert 0.15 < unanswerable / len(asked) < 0.32


def test_no_passage_is_asked_the_same_twice():
    for passage in written_passages():
        counts = Counter(words_of(question) for question, _, _ in passage.asked)
        assert max(counts.values(), default=1) == 1, passage.title


@needs_data
def test_no_passage_shares_a_question_or_a_sentence_with_the_gold_questions():
    gold = load_gold(DATA)
    wordings = {words_of(question.question) for question in gold}
    evidence = {words_of(part) for question in gold for part in question.evidence}
    for passage in written_passages():
        asked = [
            *(question for question, _, _ in passage.asked),
            *(each.question for each in passage.settled),
        ]
        assert not wordings & {*map(words_of, asked)}
        text = words_of(passage.text)
        assert not any(part in text for part in evidence)
