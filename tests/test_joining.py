"""Questions that take two steps: what is asked at each, what both come to, and what is left as it is."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Citation, Statement
from assistant.compose import Composition
from assistant.joining.bridge import Bridge
from assistant.joining.contrast import Contrast
from assistant.joining.weighing import weigh

STORIES = {
    "prestamo.txt": (
        "Lima, 14 de marzo de 2024.\n"
        "La Corporación Andina de Fomento prestó a Perú 120 millones de dólares para reparar carreteras.\n"
        "El crédito se devolverá en quince años, informó el Ministerio de Economía peruano.\n"
    ),
    "cumbre.txt": (
        "Caracas, 2 de abril de 2024.\n"
        "Sergio Díaz-Granados, que preside la Corporación Andina de Fomento, inauguró un foro del agua.\n"
        "El foro reúne en Caracas a doscientos ingenieros de nueve países.\n"
    ),
    "faro.txt": (
        "Gijón, 9 de mayo de 2024.\n"
        "El faro de Torres fue inaugurado el 3 de mayo de 2024 por la alcaldesa, Carmen Ordás.\n"
        "Las obras del faro de Torres costaron dos millones de euros.\n"
    ),
    "puente.txt": (
        "Avilés, 20 de junio de 2024.\n"
        "El puente de San Sebastián fue inaugurado el 18 de junio de 2024 por el consejero Luis Prendes.\n"
        "Las obras del puente de San Sebastián costaron cinco millones de euros.\n"
    ),
}


@pytest.fixture(scope="module")
def stories(archive_of):
    return archive_of(STORIES)


@pytest.mark.parametrize(
    ("question", "first", "found", "second"),
    [
        (
            "¿Quién preside el organismo que en 2000 prestó 1,2 millones de dólares a Perú?",
            "¿Qué organismo en 2000 prestó 1,2 millones de dólares a Perú?",
            "la CAF",
            "¿Quién preside la CAF?",
        ),
        (
            "¿En qué ciudad vive el autor del libro que presentó la ministra?",
            "¿Qué libro presentó la ministra?",
            "El Túnel",
            "¿En qué ciudad vive el autor de El Túnel?",
        ),
        (
            "¿De qué acusó Ríos al jefe del Gobierno que visitó Lugo?",
            "¿Qué jefe del Gobierno visitó Lugo?",
            "Juan Díaz",
            "¿De qué acusó Ríos a Juan Díaz?",
        ),
        (
            "¿Quién ganó al equipo en el que juega Díaz?",
            "¿En qué equipo juega Díaz?",
            "El equipo asturiano Sporting",
            "¿Quién ganó al equipo asturiano Sporting?",
        ),
        (
            "¿Quién propuso el plan que aprobó Ríos?",
            "¿Qué plan aprobó Ríos?",
            "el Plan Marino",
            "¿Quién propuso el Plan Marino?",
        ),
        (
            "¿Qué dijo el ministro que viajó a París?",
            "¿Qué ministro viajó a París?",
            "Ana Ruiz",
            "¿Qué dijo Ana Ruiz?",
        ),
        (
            "¿Cuándo murió el rival al que venció Díaz?",
            "¿A qué rival venció Díaz?",
            "Ramón Ríos",
            "¿Cuándo murió Ramón Ríos?",
        ),
    ],
)
def test_what_is_described_is_asked_for_first(question, first, found, second):
    bridge = Bridge.of(question)
    assert bridge.first == first
    assert bridge.second(found) == second


@pytest.mark.parametrize(
    "question",
    [
        "¿Quién es el ministro que viajó a París?",
        "¿Cómo se llama el libro que presentó Ríos?",
        "¿Quién dijo que el progreso es lento?",
        "¿Qué hizo Rubio antes de que llegara el canciller?",
        "¿Cuántos acuerdos se firmarán el año que viene?",
        "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?",
        # What is said, and what is compared, is no clause of the noun.
        "¿Cuándo dijo el ministro que bajará el IVA?",
        "¿Por qué pidió el juez que se repitiera el juicio?",
        "¿Qué miembro del tribunal electoral aclaró que se había rechazado una solicitud?",
        "¿Por qué las autoridades no dejan que la gente beba de la fuente?",
        "¿Por qué se opone Francia a la idea de que entre Turquía?",
        "¿Por qué es más caro el aceite que la mantequilla?",
        "¿Cuándo se espera que el cohete que lanzó la NASA llegue a Marte?",
        "¿Cuándo nació el más joven de los que ganaron?",
        "¿Qué pasó la noche que murió Ríos?",
        "los acuerdos que firmó Rubio",
        "",
    ],
)
def test_what_describes_nothing_is_no_bridge(question):
    assert Bridge.of(question) is None


def test_what_is_found_must_be_named_and_new():
    bridge = Bridge.of("¿Qué edad tiene el alcalde que recibió a Rubio?")
    assert bridge.second("un político local") is None
    assert bridge.second("Rubio") is None


@pytest.mark.parametrize(
    ("question", "things", "questions"),
    [
        (
            "¿Quién murió antes, Emil Zatopek o Gino Bartali?",
            ("Emil Zatopek", "Gino Bartali"),
            ("¿Cuándo murió Emil Zatopek?", "¿Cuándo murió Gino Bartali?"),
        ),
        (
            "¿Qué fue después: la boda de Ríos o las elecciones?",
            ("la boda de Ríos", "las elecciones"),
            ("¿Cuándo fue la boda de Ríos?", "¿Cuándo fueron las elecciones?"),
        ),
        (
            "Entre la boda de Ríos y la de Díaz, ¿qué fue antes?",
            ("la boda de Ríos", "la boda de Díaz"),
            ("¿Cuándo fue la boda de Ríos?", "¿Cuándo fue la boda de Díaz?"),
        ),
        (
            "¿Quién obtuvo más escaños en Madrid, el PP o el PSOE?",
            ("el PP", "el PSOE"),
            ("¿Cuántos escaños obtuvo el PP en Madrid?", "¿Cuántos escaños obtuvo el PSOE en Madrid?"),
        ),
        (
            "¿Dónde hubo menos inversiones, en Egipto o en Vietnam?",
            ("Egipto", "Vietnam"),
            ("¿Cuántas inversiones hubo en Egipto?", "¿Cuántas inversiones hubo en Vietnam?"),
        ),
        (
            "¿Quién recibió más, Ríos o Díaz?",
            ("Ríos", "Díaz"),
            ("¿Cuánto recibió Ríos?", "¿Cuánto recibió Díaz?"),
        ),
        (
            "¿Quién es mayor, Ríos o Díaz?",
            ("Ríos", "Díaz"),
            ("¿Cuántos años tiene Ríos?", "¿Cuántos años tiene Díaz?"),
        ),
        (
            "¿Qué equipo tiene más puntos, el Lugo o el Betis?",
            ("el Lugo", "el Betis"),
            ("¿Cuántos puntos tiene el Lugo?", "¿Cuántos puntos tiene el Betis?"),
        ),
        (
            "¿Qué faro empezó a construirse antes, el de Luarca o el de Navia?",
            ("el de Luarca", "el de Navia"),
            ("¿Cuándo empezó a construirse el de Luarca?", "¿Cuándo empezó a construirse el de Navia?"),
        ),
        (
            "¿Quién murió antes? ¿Ríos o Díaz?",
            ("Ríos", "Díaz"),
            ("¿Cuándo murió Ríos?", "¿Cuándo murió Díaz?"),
        ),
        (
            "¿Qué empezó a construirse antes, ¿el faro o el puente?",
            ("el faro", "el puente"),
            ("¿Cuándo empezó a construirse el faro?", "¿Cuándo empezó a construirse el puente?"),
        ),
        (
            "De Lugo y Orense, ¿dónde hay menos mujeres?",
            ("Lugo", "Orense"),
            ("¿Cuántas mujeres hay en Lugo?", "¿Cuántas mujeres hay en Orense?"),
        ),
        (
            "¿Quién tardó menos días, Ríos o Díaz?",
            ("Ríos", "Díaz"),
            ("¿Cuántos días tardó Ríos?", "¿Cuántos días tardó Díaz?"),
        ),
    ],
)
def test_two_things_set_against_each_other_are_asked_of_one_by_one(question, things, questions):
    contrast = Contrast.of(question)
    assert contrast.things == things
    assert contrast.questions == questions


@pytest.mark.parametrize(
    "question",
    [
        "¿Qué país es mayor, Francia o España?",
        "¿Quién fue el primero en llegar, Ríos o Díaz?",
        "¿Qué pasó antes de la guerra, una huelga o un golpe?",
        "¿Qué película es más cara, la de Ríos o la de Díaz?",
        "¿Quién dijo que fue más importante, Ríos o Díaz?",
        "¿Quién marcó más goles, Ríos, Díaz o Prendes?",
        "¿Quién murió antes, Ríos o Díaz, y dónde?",
        "¿Quién murió antes, Ríos o Díaz y cuándo?",
        "¿Fue la llamada antes que la reunión?",
        "¿Cuándo fue la llamada, el 15 o el 16 de enero?",
        "¿Quién ganó más de dos medallas?",
        "¿Quién ganó más de dos medallas, Ríos o Díaz?",
        "¿Quién murió antes, Ríos o Díaz o Prendes?",
        "¿Quién obtuvo primeros premios, Ríos o Díaz?",
        "¿Qué es más importante, la paz o la justicia?",
        "antes o después",
    ],
)
def test_what_cannot_be_asked_of_each_is_no_contrast(question):
    assert Contrast.of(question) is None


def told(short: str, quote: str, *, published: date = date(2000, 12, 23)) -> Composition:
    citation = Citation(1, "a.txt", "", "", None, None, published, 1, 0, len(quote), quote)
    return Composition((Statement(quote, (1,)),), (citation,), short)


@pytest.mark.parametrize(
    ("question", "one", "other", "winner"),
    [
        ("¿Quién murió antes, A o B?", "22 de noviembre", "5 de mayo", 1),
        ("¿Quién murió después, A o B?", "22 de noviembre", "5 de mayo", 0),
        ("¿Quién murió antes, A o B?", "en 1998", "5 de mayo", 0),
        ("¿Quién murió antes, A o B?", "en 2000", "5 de mayo", None),
        ("¿Quién murió antes, A o B?", "joven", "5 de mayo", None),
        ("¿Quién recibió más, A o B?", "dos millones de euros", "1.300.000 euros", 0),
        ("¿Quién recibió menos, A o B?", "dos millones de euros", "1.300.000 euros", 1),
        ("¿Quién recibió más, A o B?", "dos millones de euros", "tres millones de dólares", None),
        ("¿Quién recibió más, A o B?", "el 20 %", "300", None),
        ("¿Quién recibió más, A o B?", "entre 20 y 30 euros", "40 euros", None),
        ("¿Quién es mayor, A o B?", "93 años", "49", 0),
        ("¿Quién es más joven, A o B?", "93 años", "49", 1),
        ("¿Quién recibió más, A o B?", "300 euros", "300 euros", None),
    ],
)
def test_days_and_amounts_are_weighed_where_they_can_be(question, one, other, winner):
    contrast = Contrast.of(question)
    assert weigh(contrast, told(one, f"Murió {one}."), told(other, f"Murió {other}.")) == winner


def test_what_has_happened_was_before_the_day_of_writing():
    contrast = Contrast.of("¿Quién murió antes, Zatopek o Bartali?")
    zatopek = told(
        "esta madrugada, miércoles", "Zatopek falleció esta madrugada.", published=date(2000, 11, 22)
    )
    bartali = told("5 de mayo", "El 5 de mayo murió Bartali, que evitó una guerra.")
    assert weigh(contrast, zatopek, bartali) == 1


@pytest.mark.parametrize(
    ("one", "in_one", "other", "in_other", "winner"),
    [
        ("73 años", 1999, "75 años", 2003, None),
        ("73 años", 1999, "60 años", 2003, 0),
        ("50 años", 2000, "51 años", 2000, 1),
        ("50 años", 2000, "51 años", 2001, None),
    ],
)
def test_an_age_is_of_the_day_that_it_is_told_on(one, in_one, other, in_other, winner):
    contrast = Contrast.of("¿Quién es mayor, Ríos o Díaz?")
    rios = told(one, f"Ríos tiene {one}.", published=date(in_one, 3, 1))
    diaz = told(other, f"Díaz tiene {other}.", published=date(in_other, 3, 1))
    assert weigh(contrast, rios, diaz) == winner


def test_a_day_to_come_is_not_put_back_a_year():
    contrast = Contrast.of("¿Qué fue antes, la vuelta o la boda?")
    coming = told("28 de mayo", "La vuelta está programada para el 28 de mayo.", published=date(2000, 5, 22))
    today = told("16 de mayo", "La boda fue el 16 de mayo.", published=date(2000, 5, 22))
    assert weigh(contrast, coming, today) == 1


def test_what_another_article_names_is_found_by_way_of_it(stories):
    answer = stories.ask("¿Quién preside el organismo que prestó a Perú 120 millones de dólares?")
    assert answer.short == "Sergio Díaz-Granados"
    assert [citation.article for citation in answer.citations] == ["prestamo.txt", "cumbre.txt"]
    assert [statement.citations for statement in answer.statements] == [(1,), (2,)]
    assert "«el organismo que prestó a Perú 120 millones de dólares»" in answer.notice
    assert "Corporación Andina de Fomento" in answer.notice
    for citation in answer.citations:
        assert stories.article(citation.article).body[citation.start : citation.end] == citation.quote


def test_of_two_events_the_earlier_is_told_with_the_sentence_of_each(stories):
    answer = stories.ask("¿Qué se inauguró antes, el puente de San Sebastián o el faro de Torres?")
    assert answer.short == "el faro de Torres"
    assert answer.notice.startswith("Antes, el faro de Torres (3 de mayo de 2024); después, el puente de San")
    assert [citation.article for citation in answer.citations] == ["puente.txt", "faro.txt"]
    assert not any(statement.alternative for statement in answer.statements)


def test_of_two_amounts_the_greater_is_told_with_the_sentence_of_each(stories):
    question = "¿Qué obras costaron más, las obras del faro de Torres o las del puente de San Sebastián?"
    answer = stories.ask(question)
    assert answer.short == "las obras del puente de San Sebastián"
    assert answer.notice.startswith(
        "Más, las obras del puente de San Sebastián (cinco millones de euros); menos,"
    )
    assert {citation.article for citation in answer.citations} == {"faro.txt", "puente.txt"}


def test_a_contrast_with_what_is_not_there_is_refused_and_it_is_named(stories):
    answer = stories.ask("¿Qué se inauguró antes, el faro de Torres o el estadio de Vigo?")
    assert answer.refused
    assert "¿Cuándo se inauguró el estadio de Vigo?" in answer.text
    assert "faro" not in answer.text


def test_a_sentence_that_sets_both_against_each_other_itself_needs_no_number_of_either(archive_of):
    told = (
        "Oviedo, 3 de mayo de 2024.\nEn la liga de bolos, Raúl Prieto ganó más partidas que Tomás Figueras.\n"
    )
    archive = archive_of({"bolos.txt": told, **STORIES})
    answer = archive.ask("¿Quién ganó más partidas, Raúl Prieto o Tomás Figueras?")
    assert [citation.quote for citation in answer.citations] == [told.splitlines()[1]]
    # The reader would mark the wrong one of them.
    assert (answer.short, answer.statements[0].emphasis) == ("", None)


def test_what_one_article_answers_is_answered_from_it_alone(stories):
    answer = stories.ask("¿Cuándo fue inaugurado el faro de Torres que abrió Carmen Ordás?")
    assert answer.short == "3 de mayo de 2024"
    assert {citation.article for citation in answer.citations} == {"faro.txt"}
