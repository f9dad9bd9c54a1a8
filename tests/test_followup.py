"""A question that leans on the last one is asked in full; any other is left as it is."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Refusal, Statement
from assistant.followup import Turn, in_full
from assistant.llm import open_model
from assistant.settings import Settings
from tests.scripted_model import Script, ScriptedModel, say

NEXT_MEETING = "la próxima reunión del Grupo de Implementación"
MEETING = f"¿Cuándo es {NEXT_MEETING}?"
CALL = "¿Quién llamó al canciller?"


def turn(question, short="", **fields):
    text = f"Es {short}." if short else "Se reunieron."
    return Turn(question, Answer(question, "es", (Statement(text, (1,)),), short=short, **fields))


@pytest.mark.parametrize(
    ("before", "question", "full"),
    [
        (
            turn(MEETING),
            "¿Y quién lo anunció?",
            f"¿Quién anunció {NEXT_MEETING}?",
        ),
        (
            turn(MEETING),
            "¿Y dónde?",
            f"¿Dónde es {NEXT_MEETING}?",
        ),
        (
            turn(MEETING),
            "¿Cuál es el objetivo de eso?",
            f"¿Cuál es el objetivo de {NEXT_MEETING}?",
        ),
        (turn("¿Qué dijo Rubio?"), "¿Y Sheinbaum?", "¿Qué dijo Sheinbaum?"),
        (turn("¿Qué reunión habrá en Madrid?"), "¿Y en Washington?", "¿Qué reunión habrá en Washington?"),
        (turn(CALL, "Marco Rubio"), "¿Y qué dijo él?", "¿Qué dijo Marco Rubio?"),
        (
            turn(CALL, "Marco Rubio"),
            "¿Por qué?",
            "¿Por qué llamó al canciller (Marco Rubio)?",
        ),
    ],
)
def test_follow_up_is_asked_in_full(before, question, full):
    assert in_full(question, [before]) == full


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuánto costará la ampliación del puerto de Gijón?",
        "¿Qué cifras dan los vecinos sobre el ruido del barrio?",
        "¿Qué es lo que dijo Marco Rubio?",
        "Resume la noticia del fentanilo en la frontera",
    ],
)
def test_question_that_stands_alone_is_left_as_it_is(question):
    assert in_full(question, [turn(MEETING)]) is None


def test_first_question_of_a_conversation_is_left_as_it_is():
    assert in_full("¿Y quién lo anunció?", []) is None


def test_follow_up_of_a_follow_up_leans_on_the_question_in_full():
    second = turn("¿Y dónde?", rewritten_question="¿Dónde es la próxima reunión del Grupo?")
    assert (
        in_full("¿Y quién lo anunció?", [turn(MEETING), second])
        == "¿Quién anunció la próxima reunión del Grupo?"
    )


def test_follow_up_of_a_refusal_leans_on_what_was_asked():
    refused = Turn(MEETING, Answer(MEETING, "es", refusal=Refusal("No consta en el archivo.")))
    assert "reunión del Grupo" in in_full("¿Y quién lo anunció?", [refused])


def rewritten(script, question="¿Y quién lo anunció?"):
    with ScriptedModel(script) as server:
        given = Settings(_env_file=None, llm="openai-like", llm_base_url=server.url, llm_timeout_seconds=1)
        return in_full(question, [turn(MEETING, "23 de enero")], open_model(given)), server


def test_model_rewrites_a_follow_up_from_the_conversation():
    question = "¿Quién anunció la reunión del Grupo del 23 de enero?"
    full, server = rewritten(say(f"{question}\nOtra línea"))
    assert full == question
    assert MEETING in server.prompt
    assert "23 de enero" in server.prompt


@pytest.mark.parametrize(
    "script",
    [
        say("Lo anunció Marco Rubio."),
        say("¿Quién anunció la reunión de Antony Blinken?"),
        say("¿Quién anunció la reunión de los 57 países?"),
        say("¿" + "bla " * 300 + "?"),
        Script(status=500),
        Script([]),
        Script(["¿Quién"], wait_seconds=1.5),
    ],
)
def test_what_is_no_question_or_brings_in_news_is_not_used(script):
    assert rewritten(script)[0] == f"¿Quién anunció {NEXT_MEETING}?"


def test_model_is_not_asked_about_a_question_that_stands_alone():
    full, server = rewritten(say("¿Otra cosa?"), "¿Cuánto costará la ampliación del puerto de Gijón?")
    assert full is None
    assert not server.requests
