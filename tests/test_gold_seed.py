from collections import Counter
from pathlib import Path

import pytest

from assistant.evaluation.gold_file import read_gold
from assistant.evaluation.words import polarity

ROOT = Path(__file__).parents[1]
GOLD = read_gold(ROOT / "tests" / "gold" / "seed.jsonl")
SEED = "000_143a7ae7c4640c36.txt"
TYPES = {
    "who": 4,
    "what": 4,
    "when": 3,
    "where": 3,
    "howmany": 2,
    "why": 2,
    "how": 2,
    "quote": 2,
    "list": 3,
    "yesno": 3,
    "relative_date": 2,
    "multi": 2,
    "summary": 2,
    "unanswerable": 14,
}


@pytest.fixture(scope="module")
def body():
    return (ROOT / "seeds" / SEED).read_text("utf-8")


@pytest.mark.parametrize("question", GOLD.questions, ids=lambda question: question.id)
def test_answers_and_evidence_are_the_articles_words(question, body):
    assert question.articles == ((SEED,) if question.answerable else ())
    assert bool(question.evidence) is question.answerable
    assert all(sentence in body for sentence in question.evidence)
    spans = question.items + (() if question.type == "yesno" else question.answers)
    assert all(any(span in sentence for sentence in question.evidence) for span in spans)
    assert list(question.answers) == sorted(question.answers, key=len)


def test_yes_no_questions_want_a_bare_yes_or_no():
    wanted = {question.answers for question in GOLD.questions if question.type == "yesno"}
    assert wanted == {("sí",), ("no",)}
    assert all(polarity(answer) is not None for answers in wanted for answer in answers)


def test_every_type_is_there_and_a_quarter_has_no_answer():
    counts = Counter(question.type for question in GOLD.questions)
    assert len(GOLD.questions) >= 48
    assert {kind for kind, least in TYPES.items() if counts[kind] < least} == set()
    assert counts["unanswerable"] >= len(GOLD.questions) / 4


def test_unanswerable_questions_say_whether_they_are_off_topic():
    topics = Counter(question.topic for question in GOLD.questions if not question.answerable)
    assert set(topics) == {"on", "off"}
    assert topics["off"] >= 5


def test_no_question_is_asked_twice():
    asked = Counter(question.question.casefold() for question in GOLD.questions)
    assert asked.most_common(1)[0][1] == 1


def test_the_two_questions_of_the_readme_are_among_them():
    by_text = {question.question: question for question in GOLD.questions}
    meeting = by_text["¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"]
    assert meeting.answers == ("23 de enero",)
    assert str(meeting.iso_date) == "2026-01-23"
    assert not by_text["¿Quién ganó el Mundial de fútbol?"].answerable
