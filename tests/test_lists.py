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
        # Neither word is the article's: the reader finds one of them, or who closed them: it is of a list.
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


MORE = {
    "talleres.md": (
        "---\ntitle: La Feria del Libro de Rosario presenta su programa\n---\n\n"
        "La feria, del 12 al 16 de marzo, tendrá 80 actos.\n\n"
        "- Taller de laudería con Gilberto Utrera. Domingo 18, 11 horas, Casa del Lago. 30 euros.\n"
        "- Concierto de piano de Yanet Quesada. Viernes 16, 20:00 horas, Teatro Cervantes. 18 euros.\n"
        "- Feria del vino. De 10:00 a 21:00. Gratuita para socios; 5 euros el público general.\n"
        "- Concierto de órgano. Iglesia de Santo Domingo. Viernes 23 de octubre, 20,30 horas.\n"
        "- Visita guiada al archivo. Cupo: 20 personas. Dura 2 horas.\n"
        "- Charla de Pedro Beltrán. Martes 20, 18 h, Sala Machado.\n"
        "- Cine bajo las estrellas. 22 h. Lugar: Plaza de la Magdalena.\n"
        "- Presentación de «El río quieto». Domingo 15 de marzo, 19 h, Sala B. Entrada libre.\n"
    ),
    "cali.md": (
        "---\ntitle: La Feria de Cali cambia\n---\n\n"
        "La primera jornada será el sábado 14. El concierto de Guayacán se aplaza porque el aeropuerto "
        "cierra a las 22 horas por niebla.\n\n"
        "1. Desfile del Salsódromo. Viernes 25, 14:00, autopista Sur.\n"
        "2. Noche de melómanos. Sábado 26, 18:00, Parque de la Caña.\n"
    ),
}


@pytest.fixture(scope="module")
def programme(archive_of):
    return archive_of(MORE)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("¿A qué hora es el concierto de órgano?", "20,30 horas"),
        ("¿Cuándo es el concierto de órgano?", "Viernes 23 de octubre"),
        ("¿A qué hora es la feria del vino?", "De 10:00 a 21:00"),
        ("¿Cuánto cuesta la feria del vino para el público general?", "5 euros"),
        ("¿A qué hora es la charla de Pedro Beltrán?", "18 h"),
        ("¿Dónde es el cine bajo las estrellas?", "Plaza de la Magdalena"),
        ("¿A qué hora es el desfile del Salsódromo?", "14:00"),
        ("¿Dónde es la noche de melómanos?", "Parque de la Caña"),
    ],
)
def test_an_item_says_its_hour_day_and_place_in_whatever_form(programme, question, said):
    answer = programme.ask(question)
    assert answer.short == said
    assert answer.confidence > PLAIN


@pytest.mark.parametrize(
    "question",
    [
        # A word that looks like one of asking tells one item from the other.
        "¿A qué hora es el taller de costura?",
        "¿Dónde es el concierto de Serrat?",
        # What only happens there, or comes from there.
        "¿De dónde es Yanet Quesada?",
        "¿A qué hora cierra el Teatro Cervantes?",
        "¿A qué hora abre la Casa del Lago?",
        # One item's hour is not that of all there is on that day.
        "¿A qué hora abre la Feria del Libro de Rosario el domingo?",
        # Two prices, and a number of hours that is none of the day.
        "¿Cuánto cuesta la feria del vino?",
        "¿A qué hora es la visita guiada al archivo?",
        # «14. El concierto» is no item: an hour further on in prose is the airport's.
        "¿A qué hora es el concierto de Guayacán?",
    ],
)
def test_what_an_item_does_not_say_of_what_is_asked_is_not_told_as_sure(programme, question):
    assert programme.ask(question).confidence < PLAIN


COUNCIL = {
    "concejo.md": (
        "---\ntitle: El Concejo de Manizales aprueba el plan de movilidad\n---\n\n"
        "El Concejo de Manizales aprobó ayer el plan. Entre las medidas aprobadas figuran estas:\n\n"
        "- La peatonalización de la carrera 23\n- El aumento de la tarifa\n  de taxi\n"
        "- El cierre del parque\n\n"
        "- La alcaldía abrirá hoy las inscripciones.\n\n"
        "Los barrios que rechazaron el plan son:\n\n– Chipre\n– La Enea\n– Milán\n\n"
    ),
    "robo.md": (
        "---\ntitle: Un robo en la gala de los premios\n---\n\nLa contable dio parte ayer del robo.\n\n"
        "Ganadores: Ana Gil y Luis Mora.\n\nFacturas: no las encontró la policía.\n"
    ),
    "resolucion.md": (
        "---\ntitle: La OEA vota una resolución\n---\n\n"
        "Votaron en contra de la resolución:\n\n- Brasil\n- México\n- Colombia\n"
    ),
}


@pytest.fixture(scope="module")
def council(archive_of):
    return archive_of(COUNCIL)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "¿Qué medidas aprobó el Concejo de Manizales?",
            "La peatonalización de la carrera 23; El aumento de la tarifa de taxi; El cierre del parque",
        ),
        ("¿Qué barrios rechazaron el plan?", "Chipre, La Enea y Milán"),
        (
            "¿Qué más aprobó el Concejo además de la peatonalización?",
            "El aumento de la tarifa de taxi; El cierre del parque",
        ),
        ("¿Quiénes votaron en contra de la resolución?", "Brasil, México y Colombia"),
    ],
)
def test_a_list_is_told_to_its_end_and_no_further(council, question, said):
    assert council.ask(question).short == said


@pytest.mark.parametrize(
    "question",
    [
        "¿Qué medidas rechazó el Concejo de Manizales?",
        "¿Qué medidas aprobó el Concejo de Bogotá?",
        "¿Qué barrios no rechazaron el plan?",
        "¿Cuál es el barrio que más rechazó el plan?",
        "¿Qué facturas firmó la contable?",
    ],
)
def test_a_list_is_not_told_as_sure_to_who_asks_for_what_it_does_not_say(council, question):
    assert council.ask(question).confidence < PLAIN


BRIEFS = {
    "breves.md": (
        "---\ntitle: Breves de Asunción\n---\n\nEstas son las novedades:\n\n"
        "- El puente Remanso está abierto. La ruta Transchaco está cerrada.\n"
        "- El senador Óscar Salomón votó a favor. La senadora Lilian Samaniego votó en contra.\n"
        "- El aeropuerto funciona con normalidad. La terminal no funciona.\n"
    )
}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("¿Está abierta la ruta Transchaco?", ""),
        ("¿Votó en contra el senador Óscar Salomón?", ""),
        ("¿Funciona la terminal?", "No"),
    ],
)
def test_one_sentence_of_an_item_settles_nothing_of_what_another_is_about(archive_of, question, said):
    assert archive_of(BRIEFS).ask(question).short == said
