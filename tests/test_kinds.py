"""What is asked for tells what cannot answer: an hour is not what something is like."""

from __future__ import annotations

import pytest

from assistant.question import understand
from assistant.reading.in_window import Wanted
from assistant.reading.kinds import (
    asked_month,
    asks_hour,
    asks_until,
    asks_weather,
    asks_what_like,
    can_answer,
    has_hour,
    is_bare_time,
    is_of_another_month,
    lacks_end,
    lacks_weather,
)


@pytest.mark.parametrize(
    "span",
    [
        "a las 11.00 horas",
        "la misma mañana del miércoles",
        "el jueves",
        "dos años",
        "saldrán a las 8.30 h",
        "ayer",
    ],
)
def test_a_time_and_no_more_is_a_bare_time(span):
    assert is_bare_time(span)


@pytest.mark.parametrize(
    "span",
    ["frío por la mañana", "30 grados", "peor que ayer", "2-0", "muy tensa", "en tres fases", "segundo", ""],
)
def test_what_says_more_or_counts_is_none(span):
    assert not is_bare_time(span)


@pytest.mark.parametrize(
    ("question", "what_like"),
    [
        ("¿Cómo está el enfermo?", True),
        ("¿Cómo fue la reunión?", True),
        ("¿Qué tal el partido?", True),
        ("¿Qué tiempo hizo en la final?", True),
        ("¿Qué tiempo hizo Bolt en la final?", False),
        ("How was the meeting?", True),
        ("¿A qué hora es la reunión?", False),
        ("¿Cuándo fue la reunión?", False),
        ("¿Cómo se llama el alcalde?", False),
        ("¿Cuánto tiempo estuvo enfermo?", False),
        ("How long was the meeting?", False),
    ],
)
def test_what_something_is_like_is_asked_in_few_ways(question, what_like):
    assert asks_what_like(understand(question)) is what_like


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("¿Qué tiempo hace en Madrid?", "El avión sale de Madrid a las 11.00.", True),
        ("¿Cómo está el tiempo en Madrid?", "Mañana lloverá en Madrid.", False),
        ("¿Qué tiempo hará mañana en Galicia?", "Se esperan chubascos y precipitaciones.", False),
        ("¿Qué tiempo hará el fin de semana?", "Habrá heladas en Soria.", False),
        ("¿Qué tiempo hizo?", "Una borrasca dejó marejada y aguaceros.", False),
        ("¿Qué tiempo hizo ayer en Nueva York?", "Ayer hubo bochorno con el anticiclón.", False),
        ("¿Qué tiempo hizo ayer en Nueva York?", "Ayer hubo elecciones en Nueva York.", True),
        ("¿Qué tiempo hará el lunes?", "El lunes habrá pleno.", True),
        # Whose time it was is no weather.
        ("¿Qué tiempo hizo Bolt en la final?", "Ganó en 9,58 segundos.", False),
        ("¿Qué tiempo hizo ayer Bolt?", "Ganó en 9,58 segundos.", False),
        ("¿Qué tiempo hizo el ganador?", "Ganó en 9,58 segundos.", False),
        ("¿Qué tiempo hace que se fue?", "Se fue en 2019.", False),
        ("¿Cuánto tiempo pasó en Madrid?", "Pasó dos años en Madrid.", False),
        ("¿Cuál fue el tiempo del ganador?", "Ganó en 1:21.", False),
    ],
)
def test_the_weather_is_told_in_words_of_it(question, sentence, lacks):
    assert (asks_weather(understand(question)) and lacks_weather(sentence)) is lacks


@pytest.mark.parametrize(
    ("kind", "span", "can"),
    [
        ("how_many", "quinientas personas", True),
        ("how_many", "miles de peregrinos", True),
        ("how_many", "millares", True),
        ("how_many", "centenares de vecinos", True),
        ("how_many", "dos billones", True),
        ("how_many", "billones de euros", True),
        ("how_many", "la cuarta parte", True),
        ("how_many", "nadie", True),
        ("how_many", "todos los alumnos", True),
        ("how_many", "muchos vecinos", False),
        ("how_many", "el alcalde", False),
        ("when", "al mediodía", True),
        ("when", "a medianoche", True),
        ("when", "en Navidad", True),
        ("when", "Nochevieja", True),
        ("when", "al amanecer", True),
        ("when", "en la década de los sesenta", True),
        ("when", "durante las tardes de los inviernos", True),
        ("when", "el segundo alcalde", False),
        ("when", "en la plaza", False),
        ("who", "el alcalde", False),
    ],
)
def test_a_count_needs_an_amount_and_a_time_a_word_of_time(kind, span, can):
    assert can_answer(kind, span) is can


@pytest.fixture(scope="module")
def trip(archive_of):
    told = "El equipo sale de Madrid a las 11.00 horas.\n\nEn Sevilla el tiempo es soleado y caluroso.\n"
    return archive_of({"viaje.txt": told})


def test_an_hour_answers_when_and_not_how(trip):
    assert "11.00" in trip.ask("¿A qué hora sale el equipo de Madrid?").short
    for question in ("¿Cómo está el tiempo en Madrid?", "¿Cómo fue la salida del equipo de Madrid?"):
        assert "11.00" not in trip.ask(question).short
    assert "soleado" in trip.ask("¿Qué tiempo hace en Sevilla?").statements[0].text


@pytest.mark.parametrize(
    ("question", "span", "is_another"),
    [
        ("¿Qué día de octubre fue el primer paro?", "3 de diciembre", True),
        ("¿Qué día de octubre fue el primer paro?", "el 3 de octubre", False),
        ("¿Qué día de octubre fue el primer paro?", "el martes", False),
        ("¿Qué día de septiembre fue el paro?", "12 de setiembre", False),
        ("¿Cuándo es la reunión que se anunció en octubre?", "3 de diciembre", False),
    ],
)
def test_a_day_of_a_month_is_not_one_of_another(question, span, is_another):
    month = asked_month(understand(question))
    assert (month != "" and is_of_another_month(span, month)) is is_another


@pytest.mark.parametrize("span", ["a las ocho", "21.47", "a mediodía", "las cinco de la tarde", "10 p. m."])
def test_an_hour_of_the_day_is_told_by_its_words(span):
    assert has_hour(span)


@pytest.mark.parametrize("span", ["25 minutos", "catorce horas", "el martes", "3 de mayo"])
def test_how_long_and_which_day_are_no_hour(span):
    assert not has_hour(span)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("¿A qué hora empieza?", True),
        ("¿Hasta qué hora abre?", True),
        ("¿Cuántas horas duró?", False),
        ("¿Qué horas trabaja?", False),
        ("hora de inicio del fuego", True),
        ("honras fúnebres Chaverri, hora", True),
        ("hora pico en el metro", False),
        ("¿A qué se debió que no empezara a su hora?", False),
        ("¿Cuándo se cambia la hora?", False),
        ("¿Cuándo subió el salario mínimo por hora?", False),
        ("hora del planeta", False),
        ("Gaza última hora", False),
        ("fecha, hora", False),
        ("fecha y hora del cabildo", False),
    ],
)
def test_an_hour_is_asked_for_with_a_preposition_or_no_verb(question, asks):
    assert asks_hour(understand(question)) is asks


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("¿Hasta qué fecha reciben postulaciones?", "El catastro comenzará el jueves 19 de marzo.", True),
        ("¿Hasta qué fecha reciben?", "El catastro comenzará a recibir postulaciones el 19 de marzo.", True),
        ("¿Hasta cuándo abre?", "La exposición seguirá abierta todo el mes de mayo.", False),
        ("¿Hasta cuándo dura la huelga?", "La huelga es indefinida.", False),
        ("¿Hasta cuándo ha firmado?", "Firmó con el club por tres temporadas.", False),
        ("¿Hasta cuándo rige?", "La medida rige desde hoy por 30 días.", False),
        ("¿Hasta cuándo se suspende?", "Alargó la suspensión dos semanas más.", False),
        ("¿Hasta cuándo es el festival?", "El festival será del 16 al 25 de octubre.", False),
        ("¿Hasta qué fecha reciben postulaciones?", "El plazo vence el jueves 19 de marzo.", False),
        ("¿Hasta cuándo hubo tranvía?", "Circuló por la avenida entre 1900 y 1970.", False),
        ("¿Hasta qué hora abre?", "Abrirá de nueve a diez.", False),
        ("¿Desde qué fecha reciben postulaciones?", "El catastro comenzará el 19 de marzo.", False),
    ],
)
def test_until_when_is_told_by_a_word_of_an_end(question, sentence, lacks):
    assert (asks_until(understand(question)) and lacks_end(sentence)) is lacks


@pytest.mark.parametrize(
    ("question", "sentence", "span", "is_part"),
    [
        ("Falta Jefferson Loor, ¿y quién más?", "Falta el agente Jefferson Loor Cedeño.", "Cedeño", True),
        ("¿Quién llamó a De la Fuente?", "Llamó Juan Ramón de la Fuente.", "Juan Ramón", True),
        (
            "¿Quién es el técnico del Real Madrid?",
            "El técnico del Real Madrid Ancelotti.",
            "Ancelotti",
            False,
        ),
        ("¿Quién es el edil de San Sebastián?", "El edil de San Sebastián Goia.", "Goia", False),
        ("¿Con quién va Jefferson Loor?", "Jefferson Loor va con Cedeño.", "Cedeño", False),
    ],
)
def test_a_name_that_is_asked_of_is_not_its_own_answer(question, sentence, span, is_part):
    start = sentence.index(span)
    assert Wanted.by(question).is_part_of_asked_name(sentence, (start, start + len(span))) is is_part
