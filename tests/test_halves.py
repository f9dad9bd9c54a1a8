"""Two questions asked in one: where they are parted, and what is not."""

from __future__ import annotations

import pytest

from assistant.conversation.halves import halves


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "¿Qué día fue la llamada y qué día será el siguiente encuentro?",
            "¿Qué día fue la llamada?",
            "¿Qué día será el siguiente encuentro?",
        ),
        (
            "que dia fue la llamada y que dia sera el encuentro",
            "¿Que dia fue la llamada?",
            "¿Que dia sera el encuentro?",
        ),
        ("¿Quién llamó a De la Fuente, y cuándo?", "¿Quién llamó a De la Fuente?", "¿Cuándo?"),
        ("¿Cuándo y dónde será la reunión?", "¿Cuándo será la reunión?", "¿Dónde será la reunión?"),
        ("¿Cuándo fue la llamada? ¿Y quién llamó?", "¿Cuándo fue la llamada?", "¿Quién llamó?"),
        ("¿Cuándo juega Nadal y contra quién?", "¿Cuándo juega Nadal?", "¿Contra quién?"),
        ("When was the call and who made it?", "When was the call?", "Who made it?"),
        (
            "Según la SRE, ¿qué acordaron y por qué llamó Rubio?",
            "Según la SRE, ¿qué acordaron?",
            "¿Por qué llamó Rubio?",
        ),
    ],
)
def test_two_questions_are_parted(question, first, second):
    assert halves(question) == (first, second)


@pytest.mark.parametrize(
    "question",
    [
        "¿Quiénes son Rubio y De la Fuente?",
        "¿Quién dijo que el progreso es lento y que no basta?",
        "quien dijo que el progreso es lento y que no basta",
        "¿Cómo se llama el río que pasa por Gijón y Oviedo?",
        "De los dos rivales, ¿cuál mandaba?",
        "El responsable que llamó, ¿con qué organizaciones prometió luchar?",
        "¿Y quién lo anunció?",
        "¿Quién y qué?",
        "armas y fentanilo",
        "",
    ],
)
def test_one_question_stays_one(question):
    assert halves(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "¿Quién dijo que no sabía dónde y cuándo sería la boda?",
        "When did the man who lives in Gijón and who works in Oviedo die?",
        "¿Qué dijo la mujer a quien robaron y a quien mataron?",
    ],
)
def test_one_question_with_two_clauses_is_one(question):
    assert halves(question) is None
