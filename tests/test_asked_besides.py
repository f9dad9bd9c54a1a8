"""What a question takes for granted or says besides, and what a later article puts right."""

from __future__ import annotations

import re

import pytest

from assistant.library import OpenArticle
from assistant.question import understand
from assistant.reading.hours import first_or_last_hour
from assistant.reading.narrowed import Narrowed
from assistant.reading.not_so import is_not_so
from assistant.reading.premises import Premise
from assistant.reading.superseded import _WANTS_FORMER
from index.article import Article
from index.lexical import fold

PRESS = {
    "2026-03-05-riada.md": """---
title: La riada obliga a evacuar a 300 vecinos en Villarroya
date: 2026-03-05
---
La crecida del río Martín obligó a evacuar anoche a 300 vecinos de Villarroya, según el Gobierno de Aragón.

La alcaldesa, Pilar Lahoz, criticó que el aviso llegara cuando el agua ya estaba en las calles. El director de
Emergencias, Jaime Oliver, descartó dimitir: «No me iré en mitad de la crecida», dijo en la radio.

Los bomberos achicaron 40 garajes.
El aparcamiento del centro abre desde hoy de siete de la mañana a once de la noche.
""",
    "2026-03-07-balance.md": """---
title: Tres días después de la riada de Villarroya
date: 2026-03-07
---
El Gobierno de Aragón corrigió el número de vecinos evacuados: fueron 260, y no 300 como se dijo el jueves.

Unas 80 personas, según la Guardia Civil, y 200, según los convocantes, se manifestaron ante la subdelegación.
La policía identificó a cuatro manifestantes.

El concierto solidario, previsto para ayer, se celebrará el jueves. El alcalde aplazó al martes el pleno.
""",
    "2026-03-09-entrevista.md": """---
title: «La novela me salió sola»
date: 2026-03-09
---
La novelista Berta Arrieta presenta «Los pantanos», de 352 páginas, con dos ejemplares sobre la mesa.

¿Le asusta la piratería?

Respuesta. Me asusta más que nadie quiera robarme.

El juez ha condenado al editor Ramón Tello a tres años y medio de prisión.
""",
}


@pytest.fixture(scope="module")
def press(archive_of):
    return archive_of(PRESS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("¿Cuántos vecinos fueron evacuados en Villarroya?", "260"),
        ("¿A cuántos vecinos evacuaron en Villarroya?", "260"),
    ],
)
def test_a_figure_that_a_later_article_corrects_is_told_as_corrected(press, question, short):
    answer = press.ask(question)
    assert answer.short.startswith(short)
    assert short in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    ["¿Por qué dimitió Jaime Oliver?", "¿Por qué dimitió Pilar Lahoz?", "¿Cuándo fue detenido Tello?"],
)
def test_what_befell_nobody_has_no_reason_and_no_day(press, question):
    assert press.ask(question).refused


def test_who_is_named_as_the_source_is_who_says_it(press):
    assert press.ask("¿Cuántas personas se manifestaron según la Guardia Civil?").short.startswith("80")


SPEAKERS = "Ana Luis Eva Juan Rosa Iker Olga Pau Inés Noé".split()  # noqa: SIM905
AGENDA = """La biblioteca, cerrada desde enero por una fuga de agua, reabrirá con horario ampliado, de nueve
de la mañana a diez de la noche. La obra costó el doble de lo previsto. «La humedad llegó hasta la sala
infantil», lamentó el director, Blas Urrea. El mercado tendrá este año 74 puestos y durará tres días. La banda
tocará en la plaza.
"""


def test_who_is_named_in_one_place_is_found_there_whatever_others_said(archive_of):
    others = {
        f"{speaker}.txt": f"¿Qué dijo {speaker}? Lo que dijo Blas, dijo {speaker}, es eso. Dijo lo que dijo."
        for speaker in SPEAKERS
    }
    press = archive_of({**others, "agenda.txt": AGENDA})
    read = {window.article for window in press._desk.windows(understand("¿Qué dijo Blas Urrea?"))}
    assert "agenda.txt" in read


def test_a_count_is_of_what_is_asked_for(press):
    assert press.ask("¿Cuántas páginas tiene la novela de Berta Arrieta?").short.startswith("352")


def test_how_long_is_no_money(press):
    answer = press.ask("¿Cuánto dinero ha costado a Ramón Tello la condena?")
    assert answer.refused or "años" not in answer.short


def test_what_an_interviewer_asks_is_answered_by_what_follows(press):
    answer = press.ask("¿Qué dijo Berta Arrieta sobre la piratería?")
    assert answer.statements[0].text == "Me asusta más que nadie quiera robarme."


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("¿Cuándo es el concierto solidario?", "jueves"),
        ("¿A qué hora abre el aparcamiento?", "siete de la mañana"),
        ("¿A qué hora cierra el aparcamiento?", "once de la noche"),
    ],
)
def test_of_two_times_it_is_the_one_that_is_asked_for(press, question, short):
    assert re.sub(r"^(?:el|al|a las) ", "", press.ask(question).short) == short


HOURS = "El museo abre de 9:30 a 14 horas y entre las cuatro y las ocho de la tarde."


@pytest.mark.parametrize(
    ("question", "marked", "hour"),
    [
        ("¿A qué hora abre el museo?", "9:30 a 14 horas", "9:30"),
        ("¿A qué hora cierra el museo?", "9:30 a 14 horas", "ocho de la tarde"),
        ("¿Hasta qué hora abre el museo?", "9:30 a 14 horas", "ocho de la tarde"),
        (
            "¿A qué hora cierra el museo por la tarde?",
            "las cuatro y las ocho de la tarde",
            "ocho de la tarde",
        ),
        ("¿A qué hora se va el director?", "9:30 a 14 horas", "9:30 a 14 horas"),
        ("¿A qué hora abre y cierra el museo?", "9:30 a 14 horas", "9:30 a 14 horas"),
    ],
)
def test_an_opening_hour_is_the_first_and_a_closing_hour_the_last(question, marked, hour):
    start = HOURS.index(marked)
    bounds = first_or_last_hour(understand(question), HOURS, (start, start + len(marked)))
    assert HOURS[slice(*bounds)] == hour


@pytest.mark.parametrize(
    ("question", "wants_former"),
    [
        ("¿Cuántos vecinos se dijo al principio que fueron evacuados?", True),
        ("¿Cuánto costaba la entrada?", True),
        ("¿Cuántos evacuados hubo, según la Policía?", True),
        ("¿Cuántos vecinos fueron evacuados?", False),
        ("¿Cuál es ahora el importe?", False),
    ],
)
def test_who_asks_how_it_was_at_first_wants_the_former_figure(question, wants_former):
    assert (_WANTS_FORMER.search(fold(question)) is not None) == wants_former


def test_what_is_closed_between_two_hours_closes_at_neither_of_them_alone():
    said = "La Gran Vía se cerrará al tráfico de 9:00 a 14:00 horas."
    span = (said.index("9:00"), said.index(" horas"))
    assert first_or_last_hour(understand("¿A qué hora se cerrará la Gran Vía?"), said, span) == span


@pytest.mark.parametrize(
    ("said", "excerpt", "not_so"),
    [
        ("El pleno, previsto para ayer, se celebrará el viernes.", "ayer", True),
        ("El pleno, previsto para ayer, se celebrará el viernes.", "el viernes", False),
        ("La marcha, convocada para el lunes, fue aplazada.", "el lunes", True),
        ("El pleno, previsto para mañana, tratará los presupuestos.", "mañana", False),
        ("El concierto, previsto para el viernes, se celebrará en la plaza.", "el viernes", False),
        ("La reunión, convocada para el lunes, será presidida por él.", "el lunes", False),
        ("La boda, prevista para el sábado, será el domingo.", "el sábado", True),
    ],
)
def test_a_day_that_something_was_put_off_from_is_not_its_day(said, excerpt, not_so):
    start = said.index(excerpt)
    assert is_not_so(said, start, start + len(excerpt)) == not_so


@pytest.mark.parametrize(
    ("question", "sentence", "met"),
    [
        ("¿Cuántos eran según la Guardia Civil?", "Unas 80, según la Guardia Civil.", True),
        ("¿Cuántos eran según la Guardia Civil?", "Unos 200, según los convocantes.", False),
        ("Según el TSJA, ¿cuánto desvió?", "El TSJA lo cifra en 2 millones.", True),
        ("¿Quién es el nuevo consejero?", "El consejero, Luis Rey, dimitió.", False),
        ("¿Quién ganó de nuevo Wimbledon?", "Alcaraz volvió a ganar Wimbledon.", True),
        ("¿Quién diseñó el nuevo estadio?", "Ana Gil diseñó el estadio.", True),
        ("¿Quién es el nuevo consejero?", "Nombró consejera a Ana Gil.", True),
        ("¿Quién sustituye a Luis Rey?", "Ana Gil sustituye a Luis Rey.", True),
        ("¿Quién sustituye a Luis Rey?", "Lo comunicó a Eva Paz.", False),
        ("¿Quién es el alcalde de Nueva York?", "El alcalde, Luis Rey, habló.", True),
        ("¿Quién lo dijo?", "Cualquiera.", True),
    ],
)
def test_a_question_says_who_is_to_say_it_or_that_somebody_is_new(question, sentence, met):
    assert Narrowed.by(understand(question)).is_met(sentence) == met


@pytest.mark.parametrize(
    ("said", "marked", "figure"),
    [
        ("Unas 80 personas, según la Policía, y 200, según los vecinos.", "200", "80"),
        ("Eran 200, según los vecinos, y 80, según la Policía.", "200", "80"),
        ("Murieron 12 personas, entre ellas 3 niños, según la Policía.", "12", "12"),
        ("Unas 80 personas se manifestaron en 2024, según la Policía.", "80", "80"),
    ],
)
def test_of_two_counts_it_is_that_of_the_source(said, marked, figure):
    narrowed = Narrowed.by(understand("¿Cuántos eran según la Policía?"))
    start = said.index(marked)
    assert said[slice(*narrowed.own_figure(said, (start, start + len(marked))))] == figure


def article(text):
    return OpenArticle.of(Article(path="a.txt", digest="", title="", body=text), ())


@pytest.mark.parametrize(
    ("question", "text", "is_untold"),
    [
        ("¿Por qué dimitió Pedro Sánchez?", "Pedro Sánchez dimitió ayer por motivos de salud.", False),
        ("¿Por qué fue condenado Negreira?", "Negreira fue condenado por cohecho.", False),
        ("¿Por qué dimitió Ana Gil?", "Ana Gil deja la alcaldía por salud.", False),
        ("¿Cuándo murió Ana Gil?", "Ana Gil fue hallada sin vida el lunes.", False),
        ("¿Por qué murió Franco?", "Franco expiró en la cama.", False),
        ("¿Por qué dimitió Ana Gil?", "Ana Gil inauguró el puente.", True),
        ("¿Por qué dimitió Ana Gil?", "Ana Gil dejó la reunión antes de tiempo.", True),
        ("¿Por qué dimitió Ana Gil?", "Ana Gil descartó dimitir y negó que vaya a dejarlo.", True),
        ("¿Cuándo fue detenido Luis Rey?", "Luis Rey habló ayer en Lugo.", True),
    ],
)
def test_an_article_tells_of_it_or_does_not(question, text, is_untold):
    assert Premise.of(understand(question)).is_untold(article(text)) == is_untold


@pytest.mark.parametrize(
    "question",
    [
        "¿Por qué no dimitió Mazón?",
        "¿Por qué no fue detenido Puigdemont?",
        "¿Por qué se detuvo el partido entre Valencia y Betis?",
        "¿Quién dimitió en Lugo?",
        "¿Por qué dimitió el alcalde?",
    ],
)
def test_what_takes_nothing_for_granted_of_somebody_has_no_premise(question):
    assert Premise.of(understand(question)) is None


AID = "Lugo dará 12 millones para la calle Mayor, en la que viven 300 vecinos. El PSOE tiene 15 escaños."


@pytest.mark.parametrize(
    ("later", "question", "short"),
    [
        (
            "Lugo eleva de 12 millones a 14 millones su ayuda.",
            "¿Cuánto dinero dará Lugo de ayuda?",
            "14 millones",
        ),
        ("El hotel pasará de 300 a 400 plazas para vecinos.", "¿Cuántos vecinos viven en la calle?", "300"),
        ("El PP logró 28 escaños, frente a los 15 del PSOE.", "¿Cuántos escaños tiene el PSOE?", "15"),
    ],
)
def test_only_the_same_thing_is_put_right(archive_of, later, question, short):
    answer = archive_of({"2026-05-01.txt": f"{AID}\n", "2026-06-01.txt": f"{later}\n"}).ask(question)
    assert answer.short.startswith(short)
