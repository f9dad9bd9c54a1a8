"""What speaks for a candidate: that the question and what was read have a word in common."""

from __future__ import annotations

import pytest

from assistant.answer import Turn

STORY = "Luis Mora es el nuevo alcalde de Lugo.\n"


@pytest.fixture(scope="module")
def archive(archive_of):
    return archive_of({"nota.txt": STORY})


@pytest.mark.parametrize("question", ["¿Quién es 🎉?", "¿Quién es?", "¿Quién es ...?"])
def test_a_question_that_names_nothing_is_not_answered_with_anybody(archive, question):
    answer = archive.ask(question)
    assert answer.refused
    assert not answer.near_misses


def test_what_names_something_is_answered_and_so_is_what_follows_it(archive):
    question = "¿Quién es el alcalde de Lugo?"
    first = archive.ask(question)
    assert first.short == "Luis Mora"
    assert not archive.ask("¿Y quién es él?", history=[Turn(question, first)]).refused


TENNIS = (
    "El argentino Nicolás Arregui venció ayer al español Jaime Durán y pasó a los cuartos de final del "
    "Abierto de Río.\n"
    "Arregui, número 58 del mundo, ganó el torneo de Lima en 2024.\n"
)


def test_who_won_what_the_archive_does_not_name_is_not_told_to_have_won_it(archive_of):
    archive = archive_of({"tenis.txt": TENNIS})
    assert archive.ask("¿Quién ganó el Mundial?").refused
    assert not archive.ask("Oye, Ana, ¿quién ganó el torneo de Lima de 2024?").refused
    assert "Arregui" in archive.ask("¿Quién ganó el torneo de Lima?").short
