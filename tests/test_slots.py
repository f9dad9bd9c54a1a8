"""A sentence that says of another name what is asked of one is no answer."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.reading.slots import is_of_another
from assistant.settings import Settings


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Cuántas toneladas movió el puerto de Santander?", "El puerto de Cádiz movió 63 toneladas."),
        ("¿Qué anunció el presidente Zedillo?", "El presidente Fox anunció una reforma."),
        ("¿Quién es el alcalde de Lugo?", "El alcalde de A Coruña, Francisco Vázquez, no acudió."),
        ("How many people work in the port of Santander?", "The port of Vigo employs 300 people."),
    ],
)
def test_the_same_said_of_another_is_told(question, sentence):
    assert is_of_another(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Cuántas toneladas movió el puerto de Cádiz?", "El puerto de Cádiz movió 63 toneladas."),
        ("¿Cuánto movió el puerto de Cádiz?", "El puerto gaditano movió 63 toneladas."),
        ("¿Cuánto movió el puerto de Vigo?", "El puerto de Cádiz movió menos que el de Vigo: 41 toneladas."),
        (
            "¿Qué dijo el ministro de Asuntos Exteriores?",
            "El ministro de Exteriores, Josep Piqué, dijo que no.",
        ),
        ("¿Qué dijo el presidente Vicente Fox?", "El presidente Fox dijo que no."),
        ("¿Dónde nació Ana García?", "El alcalde de Lugo nació en Vigo."),
        ("¿Quién ganó en Lugo?", "Ganó Ana García."),
    ],
)
def test_what_is_said_of_the_same_or_of_no_name_is_not(question, sentence):
    assert not is_of_another(question, sentence)


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    seeds = tmp_path_factory.mktemp("ports")
    for port, tonnes in {"Cádiz": 63, "Vigo": 41}.items():
        told = f"El puerto de {port} movió {tonnes} toneladas de pescado en 2024, según su autoridad.\n"
        (seeds / f"{port}.txt").write_text(told, encoding="utf-8")
    settings = Settings(_env_file=None, seeds=seeds, index=tmp_path_factory.mktemp("index"))
    assistant = Assistant(settings)
    assistant.prepare()
    return assistant


def test_a_port_that_is_not_in_the_archive_is_refused_and_one_that_is_answered(ports):
    question = "¿Cuántas toneladas de pescado movió el puerto de {}?"
    assert ports.ask(question.format("Santander")).refusal
    assert "41" in ports.ask(question.format("Vigo")).short
