"""Dates as articles write them, and the day they were written, to the date that is meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dates import resolve

FRIDAY, WEDNESDAY = date(2026, 1, 16), date(2026, 4, 22)
AHEAD = "La reunión tendrá lugar {}."
BACK = "El canciller viajó {} a Washington, según informó su oficina."
PLAIN = "Encuentro de ministros, {}."


def meant(expression: str, sentence: str = PLAIN, written: date | None = FRIDAY) -> date | None:
    return resolve(expression, sentence=sentence.format(expression), written=written)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("23 de enero", date(2026, 1, 23)),
        ("el 23 de Enero", date(2026, 1, 23)),
        ("viernes 23 de enero", date(2026, 1, 23)),
        ("1 de febrero", date(2026, 2, 1)),
        ("1.º de febrero", date(2026, 2, 1)),
        ("primero de febrero", date(2026, 2, 1)),
        ("7 de setiembre de 2025", date(2025, 9, 7)),
        ("23 de enero de 2024", date(2024, 1, 23)),
        ("23 de enero del 2024", date(2024, 1, 23)),
        ("23 de enero del año 2024", date(2024, 1, 23)),
        ("23 January", date(2026, 1, 23)),
        ("16/01/2026", date(2026, 1, 16)),
        ("3/2/2025", date(2025, 2, 3)),
    ],
)
def test_a_day_and_a_month(expression, expected):
    assert meant(expression) == expected


@pytest.mark.parametrize(
    ("expression", "written", "expected"),
    [
        ("3 de enero", date(2025, 12, 30), date(2026, 1, 3)),
        ("28 de diciembre", date(2026, 1, 2), date(2025, 12, 28)),
        ("el próximo 15 de enero", FRIDAY, date(2027, 1, 15)),
        ("el pasado 23 de enero", FRIDAY, date(2025, 1, 23)),
        ("10 de diciembre de este año", FRIDAY, date(2026, 12, 10)),
        ("5 de enero del año pasado", FRIDAY, date(2025, 1, 5)),
        ("23 de enero del próximo año", FRIDAY, date(2027, 1, 23)),
        ("29 de febrero", date(2027, 12, 1), date(2028, 2, 29)),
    ],
)
def test_a_day_without_its_year_is_in_the_year_that_the_words_or_nearness_tell(expression, written, expected):
    assert meant(expression, written=written) == expected


@pytest.mark.parametrize(
    ("expression", "sentence", "written", "expected"),
    [
        # What moves it stands beside it, and not in what was marked.
        ("9 de enero", "Desde el pasado {}, cuando se anunció, suben.", date(2026, 7, 23), date(2026, 1, 9)),
        ("15 de enero", "El próximo {} se verán.", FRIDAY, date(2027, 1, 15)),
        ("10 de diciembre", "Se vieron el {} pasado.", date(2026, 1, 16), date(2025, 12, 10)),
        ("viernes", "El pasado {} fue detenido.", FRIDAY, date(2026, 1, 9)),
        ("9 de enero", "El pasado {} de 2024 se anunció.", FRIDAY, date(2024, 1, 9)),
        ("9 de enero", "Lo acordaron el {} del año pasado.", FRIDAY, date(2025, 1, 9)),
        # The verb of its own clause tells when a weekday is, not that of who said so.
        ("lunes", "Se suspendió la clase en escuelas que reabrirán el {}.", WEDNESDAY, date(2026, 4, 27)),
        ("lunes", "Volverá a circular el {}, anunció la edil.", WEDNESDAY, date(2026, 4, 27)),
        ("lunes", "Reabrirán las que cerraron el {}, según dijo.", WEDNESDAY, date(2026, 4, 20)),
        # A day that is told of in the past may be to come.
        ("11 de junio", "La FIFA confirmó que se jugará el {}.", FRIDAY, date(2026, 6, 11)),
        ("3 de enero", "El detenido el {} declarará ante el juez.", date(2026, 6, 15), date(2026, 1, 3)),
    ],
)
def test_what_stands_beside_a_day_tells_its_year(expression, sentence, written, expected):
    assert meant(expression, sentence, written) == expected


@pytest.mark.parametrize(
    ("expression", "sentence", "expected"),
    [
        ("hoy", PLAIN, FRIDAY),
        ("mañana", AHEAD, date(2026, 1, 17)),
        ("mañana, sábado", AHEAD, date(2026, 1, 17)),
        ("pasado mañana", AHEAD, date(2026, 1, 18)),
        ("ayer", BACK, date(2026, 1, 15)),
        ("anoche", BACK, date(2026, 1, 15)),
        ("ayer por la mañana", BACK, date(2026, 1, 15)),
        ("la mañana de ayer", BACK, date(2026, 1, 15)),
        ("mañana de ayer", BACK, date(2026, 1, 15)),
        ("anteayer", BACK, date(2026, 1, 14)),
        ("esta mañana", BACK, FRIDAY),
    ],
)
def test_days_counted_from_the_day_of_writing(expression, sentence, expected):
    assert meant(expression, sentence) == expected


@pytest.mark.parametrize(
    ("expression", "sentence", "expected"),
    [
        # What is put off to a day, or called for it, is to come.
        ("al jueves", "El pleno aplazó {} la votación.", date(2026, 1, 22)),
        ("lunes", "El juez citó para el {} al gerente.", date(2026, 1, 19)),
        ("martes", "Retrasó la apertura hasta el {}.", date(2026, 1, 20)),
        ("el lunes", "La vista estaba fijada para {}, pero se suspendió.", date(2026, 1, 12)),
        ("el lunes", "Lo aplazaron {} tras la vista.", date(2026, 1, 12)),
        ("lunes", "El Ibex bajó un 1 % respecto al {}.", date(2026, 1, 12)),
        ("el lunes", "El paro convocado para {} fue secundado por el 80 %.", date(2026, 1, 12)),
        ("domingo", "La policía amplió al {} el operativo y detuvo a seis.", date(2026, 1, 11)),
        ("el próximo jueves", PLAIN, date(2026, 1, 22)),
        ("el jueves que viene", PLAIN, date(2026, 1, 22)),
        ("el jueves pasado", PLAIN, date(2026, 1, 15)),
        ("el pasado sábado", PLAIN, date(2026, 1, 10)),
        ("el martes", AHEAD, date(2026, 1, 20)),
        ("el martes", BACK, date(2026, 1, 13)),
        ("la mañana del martes", AHEAD, date(2026, 1, 20)),
        ("la mañana del martes", BACK, date(2026, 1, 13)),
        ("martes por la mañana", AHEAD, date(2026, 1, 20)),
        ("miércoles", BACK, date(2026, 1, 14)),
        ("domingo", PLAIN, date(2026, 1, 18)),
        ("próximo viernes", PLAIN, date(2026, 1, 23)),
        ("viernes pasado", PLAIN, date(2026, 1, 9)),
        ("el viernes", AHEAD, date(2026, 1, 23)),
        ("este viernes", AHEAD, FRIDAY),
        ("este viernes", BACK, FRIDAY),
        ("el viernes", BACK, FRIDAY),
        ("el martes", "La primera guerra y la otra, según contó {}, fueron parecidas.", date(2026, 1, 13)),
        ("el martes", "La primera, para la otra cámara, cerró {}.", date(2026, 1, 13)),
        ("el martes", "La reunion sera {}.", date(2026, 1, 20)),
    ],
)
def test_a_weekday_is_on_the_side_that_the_words_or_the_tense_point_to(expression, sentence, expected):
    assert meant(expression, sentence) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "30 de febrero",
        "31/02/2026",
        "29 de febrero de 2026",
        "23 de brumario",
        "los 15 mayores",
        "por la mañana",
        "en febrero",
        "a principios de 2026",
        "del 20 al 23 de enero",
        "entre el 15 y el 17 de marzo",
        "Marco Rubio",
        "",
    ],
)
def test_what_names_no_single_day_resolves_to_none(expression):
    assert meant(expression) is None


def test_an_article_without_a_date_resolves_only_what_says_its_year():
    assert meant("23 de enero de 2026", written=None) == date(2026, 1, 23)
    assert meant("23 de enero", written=None) is None
    assert meant("mañana", written=None) is None
    assert meant("el próximo jueves", written=None) is None


@given(st.text(max_size=80), st.text(max_size=200), st.dates(date(1900, 1, 1), date(2100, 1, 1)) | st.none())
def test_no_text_breaks_it(expression, sentence, written):
    assert isinstance(resolve(expression, sentence=sentence, written=written), date | None)


@pytest.mark.parametrize(
    ("expression", "sentence", "expected"),
    [
        # The verbs of every day, which have no regular past.
        ("el viernes", "El presidente dijo el viernes que habrá elecciones.", date(2026, 1, 9)),
        ("el viernes", "La empresa redujo el viernes el precio que pagará.", date(2026, 1, 9)),
        # «Beltrán» is no future.
        ("el jueves", "El juez Beltrán visitó el jueves la cárcel.", date(2026, 1, 8)),
        ("el viernes 23", "El viernes 23 se reunirá la comisión.", date(2026, 1, 23)),
        ("el martes 6", "La marcha fue el martes 6", date(2026, 1, 6)),
        ("hoy y mañana", "Será hoy y mañana.", None),
        ("del lunes al viernes", "Será del lunes al viernes.", None),
        ("el lunes y el martes", "Será el lunes y el martes.", None),
        ("3-5 de enero", "Será el 3-5 de enero.", None),
        ("esa mañana", "Llegó esa mañana.", None),
        ("ayer a media mañana", "Llegó ayer a media mañana.", date(2026, 1, 13)),
        ("antier", "Llegó antier.", date(2026, 1, 12)),
        ("El 23 de enero, 2024", "El 23 de enero, 2024", date(2024, 1, 23)),
        ("23 enero 2027", "23 enero 2027", date(2027, 1, 23)),
        ("el 12 de octubre de 1492", "Llegó el 12 de octubre de 1492.", date(1492, 10, 12)),
        ("el 5 de enero, 2000 personas", "Fueron el 5 de enero, 2000 personas.", date(2026, 1, 5)),
    ],
)
def test_a_day_is_meant_as_a_paper_of_a_wednesday_means_it(expression, sentence, expected):
    assert meant(expression, sentence, date(2026, 1, 14)) == expected
