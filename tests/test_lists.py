"""Lists: one that a colon announces is told and cited whole; of an agenda, the item that is asked of."""

from __future__ import annotations

import pytest

# As sure as of what is said in so many words.
PLAIN = 0.9

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
    "question",
    ["Aparte del presupuesto, ¿qué más aprobó el pleno?", "¿Qué más se aprobó además del presupuesto?"],
)
def test_what_else_there_is_is_told_by_the_list_of_it(archive, question):
    first, last = archive.ask(question).short.split("; ")
    assert first.startswith("Creación de un autobús")
    assert last.startswith("Cambio de nombre")


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


AGENDA = {
    "festival.md": (
        "---\ntitle: El Festival Otoño llena Xalapa de títeres\n---\n\n"
        "El festival se celebrará del 16 al 25 de octubre en 14 sedes.\n\n"
        "- Concierto inaugural. Orquesta Sinfónica, con la pianista Yanet Quesada. Viernes 16, 20:30 horas, "
        "Sala Tlaqná. $180; estudiantes, mitad de precio.\n"
        "- Taller de laudería con Gilberto Utrera. Domingo 18, 11 horas, Casa del Lago. Gratuito.\n"
        "- Títeres en el parque. Sábado 24 y domingo 25, 12:00, Parque J. J. Herrera. Entrada libre.\n"
        "- Feria del cómic. De 10 a 21 h. Pabellón 3. 6 €. Firmarán Inés Cabello y Hugo Sanmartín.\n\n"
        "El Ayuntamiento cerrará a los autos la calle Enríquez los fines de semana, entre las 16 y las 23 "
        "horas. El premio, dotado con 60 mil pesos, se entregará el jueves 22.\n"
    ),
    "autobus.md": (
        "---\ntitle: Vuelve el autobús nocturno\n---\n\n"
        "El autobús nocturno arrancará el 15 de enero, a las 23 horas, con una tarifa de 3.700 pesos.\n"
    ),
}


@pytest.fixture(scope="module")
def agenda(archive_of):
    return archive_of(AGENDA)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("¿A qué hora arranca el taller de laudería?", "11 horas"),
        ("¿Cuándo es el taller de laudería?", "Domingo 18"),
        ("¿Cuánto cuesta la entrada al concierto inaugural?", "$180"),
        ("sede concierto inaugural festival otoño", "Sala Tlaqná"),
        ("¿Qué días hay títeres en el parque?", "Sábado 24 y domingo 25"),
        ("¿Dónde son los títeres?", "Parque J. J. Herrera"),
        ("¿Cuánto cuestan los títeres?", "Entrada libre"),
        ("¿A qué hora es lo de los títeres?", "12:00"),
        ("¿A qué hora abre la feria del cómic?", "De 10 a 21 h"),
    ],
)
def test_an_agenda_is_looked_up_and_its_item_cited_whole(agenda, question, said):
    answer = agenda.ask(question)
    assert answer.short.startswith(said)
    assert len(answer.citations[0].quote.split(". ")) > 1


@pytest.mark.parametrize(
    ("question", "said"),
    [("¿A qué hora arranca el autobús nocturno?", "23"), ("¿Cuándo se entrega el premio?", "jueves 22")],
)
def test_what_no_item_has_is_read_in_the_rest(agenda, question, said):
    assert said in agenda.ask(question).short


def test_what_somebody_does_in_an_item_is_not_told_its_hour(agenda):
    answer = agenda.ask("¿A qué hora firma Inés Cabello en la feria del cómic?")
    assert answer.confidence < PLAIN
    assert "21" not in answer.short


SQUAD = {
    "nomina.txt": (
        "Claudia Riffo da la nómina de la Roja femenina\n\n"
        "Santiago, 12 mar 2026.- Riffo llamó a siete jugadoras para el amistoso con Perú.\n\n"
        "Arqueras: Camila Norambuena (Austral) y Ruth Alarcón (Sporting de Gijón).\n\n"
        "Defensoras: Daniela Poblete (Cruzeiro), Isidora Palma (Austral) y Paz Monsalve (Temuco).\n\n"
        "Delanteras: Rayén Cárcamo (Montpellier) y Pía Henríquez (Elqui).\n\n"
        "El plantel se concentrará el lunes en el complejo Los Aromos.\n"
    )
}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "¿Qué arqueras llamó Claudia Riffo?",
            "Camila Norambuena (Austral) y Ruth Alarcón (Sporting de Gijón)",
        ),
        ("delanteras nomina roja femenina", "Rayén Cárcamo (Montpellier) y Pía Henríquez (Elqui)"),
    ],
)
def test_a_line_with_a_label_is_told_whole(archive_of, question, said):
    answer = archive_of(SQUAD).ask(question)
    assert answer.short == said
    assert answer.citations[0].quote.split(":")[0] in ("Arqueras", "Delanteras")
