"""A list that a colon announces answers whoever asks for what it lists, whole and cited whole."""

from __future__ import annotations

import pytest

ROADS = ["Chone–Flavio Alfaro, km 14", "Santa Ana–Poza Honda", "Tosagua–Bahía", "Calceta–Quiroga"]
STORIES = {
    "lluvias.md": (
        "---\ntitle: Cuatro vías cerradas por las lluvias en Manabí\n---\n\n"
        "Las lluvias dejaron ayer cinco muertos allí. El ECU 911 mantiene cerradas cuatro vías:\n\n"
        + "".join(f"- {road}\n" for road in ROADS)
        + "\nEl ministro de Obras Públicas, Andrés Cevallos, ofreció 15 volquetas y un puente metálico, que "
        "llegará hoy a las 19 horas.\n"
    ),
    "pleno.md": (
        "---\ntitle: El pleno de Lugo aprueba el presupuesto\n---\n\n"
        "El pleno aprobó el presupuesto de 2027. En la misma sesión fueron aprobadas otras dos mociones:\n\n"
        "1. Creación de un autobús nocturno, que irá de once a cuatro por la ronda y la calle del Sol.\n"
        "2. Cambio de nombre de la biblioteca de A Milagrosa.\n\n"
        "Los concejales Ana Gil y Luis Seoane votaron en contra.\n"
    ),
}


@pytest.fixture(scope="module")
def archive(archive_of):
    return archive_of(STORIES)


@pytest.mark.parametrize(
    "question",
    [
        "¿Qué vías están cerradas en Manabí?",
        "¿Cuáles son las vías cerradas?",
        "vias cerradas manabi hoy",
        # Neither word is the article's: the reader finds one of them, and it is of a list.
        "¿Qué carreteras siguen cortadas por las lluvias en Manabí?",
    ],
)
def test_all_that_is_listed_is_told(archive, question):
    answer = archive.ask(question)
    assert answer.short.split("; ") == ROADS
    quote = answer.citations[0].quote
    assert quote.startswith("El ECU 911")
    assert quote.endswith(ROADS[-1])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("¿Cuántas vías están cerradas en Manabí?", "cuatro"),
        ("¿Qué concejales votaron en contra?", "Ana Gil y Luis Seoane"),
        ("¿Qué calles recorrerá el autobús nocturno?", "Sol"),
    ],
)
def test_what_asks_for_something_else_is_not_told_the_list(archive, question, said):
    assert said in archive.ask(question).short
    assert ";" not in archive.ask(question).short
