"""A count of those who did something is no count of those who did the contrary."""

from __future__ import annotations

from time import process_time
from unicodedata import normalize

import pytest

from assistant.reading.counted import asked_noun, counts_noun, speaks_of, what_is_counted


def counted(question: str, sentence: str, count: str) -> str:
    start = sentence.index(count)
    return what_is_counted(question, sentence, (start, start + len(count)))


@pytest.mark.parametrize(
    ("question", "sentence", "count"),
    [
        ("¿Cuántos sobrevivieron?", "Tras la muerte de sus 118 tripulantes, calló.", "118"),
        ("¿Cuántos sobrevivieron?", "Ninguno de los 118 tripulantes sobrevivió.", "118"),
        ("¿Cuántos salieron ilesos?", "Hubo tres muertos y 20 heridos.", "20"),
        ("¿Cuántos votaron en contra?", "Salió con 74 votos a favor y 6 abstenciones.", "74"),
        ("¿Cuántos partidos ha ganado?", "Ha perdido 16 partidos y lleva diez sin ganar.", "16"),
        (
            "¿Cuántas jornadas lleva sin perder?",
            "Lleva doce jornadas invicto; perdió cinco.",
            "cinco",
        ),
        ("¿Cuántos fueron liberados?", "La policía detuvo a 14 personas.", "14"),
        ("¿Cuánto bajó el paro?", "El paro subió un 3 %.", "3"),
        ("¿Cuánto subió el paro?", "El paro no subió: son 3 puntos menos.", "3"),
        ("¿Cuántos no sobrevivieron?", "Sobrevivieron 12 pasajeros.", "12"),
        # The nearer of the two tells.
        ("¿Cuántos partidos perdió?", "Ganó siete partidos y perdió tres.", "siete"),
        # What is asked is in another clause, or has a count of its own.
        ("¿Cuánto bajó el paro?", "El paro subió un 3 %, aunque bajó entre los jóvenes.", "3"),
        ("¿Cuántos sobrevivieron?", "Hubo 12 muertos y varios sobrevivieron.", "12"),
        ("¿Cuántos partidos ganó?", "Perdió doce partidos después de ganar siete.", "doce"),
        ("¿Cuántos quedaron en libertad?", "Hubo 12 detenidos y 3 quedaron en libertad.", "12"),
        # A name in the question is no contrary.
        ("¿Cuánto crecieron los robos en Baja California?", "Los robos bajaron un 5 %.", "5"),
        ("¿Cuánto subió el paro?", "El paro baja un 3 %.", "3"),
        ("¿Cuánto subió el paro?", "Según el INE…, el paro bajó un 3 %.", "3"),
        ("¿Cuánto subió el paro?", normalize("NFD", "El paro bajó un 3 %."), "3"),
    ],
)
def test_a_count_beside_the_contrary_is_of_the_contrary(question, sentence, count):
    assert counted(question, sentence, count) == "contrary"


@pytest.mark.parametrize(
    ("question", "sentence", "count"),
    [
        ("¿Cuántos sobrevivieron?", "Murieron 118 y sobrevivieron tres.", "tres"),
        ("¿Cuántos sobrevivieron?", "No murieron 12 de ellos.", "12"),
        ("¿Cuántos murieron?", "Ninguno de los 118 tripulantes sobrevivió.", "118"),
        ("¿Cuántos partidos ganó?", "Ganó siete partidos y perdió tres.", "siete"),
        ("¿Cuántas jornadas lleva sin ganar?", "Lleva diez jornadas sin conocer la victoria.", "diez"),
        ("¿Cuántos partidos ganó?", "Derrotó a 16 rivales; ganó 16 partidos.", "16 partidos"),
        # Who was detained is known by that when they go free.
        ("¿Cuántos quedaron en libertad?", "Los 12 detenidos quedaron en libertad con cargos.", "12"),
        ("¿Cuántos quedaron en libertad?", "Los 12 detenidos declararon y quedaron en libertad.", "12"),
        ("¿A cuántos dejó en libertad?", "La juez dejó en libertad a 12 detenidos.", "12"),
        ("¿Cuántos partidos ganó?", "El Rayo ganó, tras perder en Cádiz, 12 partidos.", "12"),
        ("¿Cuánto cayó la bolsa?", "La bolsa cayó tras subir tres días un 4 %.", "4"),
        # Names and words that look like the contrary.
        ("¿Cuánto crecieron los robos?", "Los robos crecieron en Baja California un 5 %.", "5"),
        ("¿Cuántas fincas compró?", "La empresa compró en Venta de Baños 12 fincas.", "12"),
        ("¿Cuánto creció el gasto?", "Creció entre la clase baja un 7 %.", "7"),
        ("¿Cuánto creció el gasto?", "Creció, bajo la presidencia de Lula, un 3 %.", "3"),
        ("¿A cuántos detuvo la policía?", "La policía detuvo a 12 solteros.", "12"),
    ],
)
def test_a_count_beside_what_is_asked_is_of_that(question, sentence, count):
    assert counted(question, sentence, count) == "asked"


@pytest.mark.parametrize(
    ("question", "sentence", "count"),
    [
        ("¿Cuántas personas viajaban?", "Murieron 73 personas.", "73"),
        ("¿Cuántos fueron condenados?", "Los 175 de la mayoría absoluta.", "175"),
        ("¿Cuántos compraron la casa?", "Vendrán 12 vecinos.", "12"),
        ("¿Cuántos murieron o sobrevivieron?", "Murieron 73 personas.", "73"),
        ("¿Cuántos sobrevivieron?", "Ninguno de los tripulantes sobrevivió.", "Ninguno"),
        # One side's score is the other's, and cattle wins nothing.
        ("¿Por cuánto ganó el Rayo?", "El Deportivo perdió por 2-0.", "2-0"),
        ("¿Cuántos ganaderos protestaron?", "Perdieron 16 vacas.", "16"),
    ],
)
def test_what_has_no_two_sides_is_of_neither(question, sentence, count):
    assert counted(question, sentence, count) == "neither"


def test_the_time_it_takes_grows_as_the_sentence_does():
    def seconds(times: int) -> float:
        sentence = "murieron 12 y no sobrevivieron " * times
        started = process_time()
        counted("¿Cuántos sobrevivieron?", sentence, "12")
        return process_time() - started

    seconds(8)  # what is made only once
    # Eight times the text took 64 times as long.
    assert min(seconds(640) for _ in range(3)) < 24 * min(seconds(80) for _ in range(5))


STORY = """El naufragio del submarino Kursk causó la muerte de sus 118 tripulantes.
"""


@pytest.fixture(scope="module")
def story(archive_of):
    return archive_of({"nota.txt": STORY})


def test_the_dead_are_counted_and_not_for_survivors(story):
    assert "118" in story.ask("¿Cuántos tripulantes murieron en el naufragio del Kursk?").short
    assert story.ask("¿Cuántos tripulantes sobrevivieron al naufragio del Kursk?").refusal


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("¿Cuántos heridos hubo?", "her"),
        ("cuantas viviendas dejo el incendio sin techo", "viviend"),
        ("¿Cuántos soldados murieron?", ""),
        ("¿Cuántas personas hubo?", ""),
        ("¿Cuánto costó?", ""),
    ],
)
def test_what_is_counted_is_known_where_no_more_is_asked(question, noun):
    assert asked_noun(question) == noun


def test_what_is_counted_has_several_names():
    noun = asked_noun("¿Cuántos muertos hubo?")
    assert speaks_of(noun, "Murieron 41 personas.")
    assert speaks_of(noun, "Hay 202 fallecidos.")
    assert not speaks_of(noun, "Evacuaron a 1.500 personas.")
    assert speaks_of(asked_noun("¿Cuántos heridos hubo?"), "Doce personas resultaron lesionadas.")
    assert not speaks_of(asked_noun("¿Cuántos heridos hubo?"), "Tiene doce hermanos.")


def test_a_count_is_of_the_noun_that_follows_it():
    sentence = "El fuego dejó 41 heridos y obligó a evacuar a 1.500 personas."
    noun = asked_noun("¿Cuántos heridos dejó?")
    for words, is_of_it in (("41", True), ("41 heridos", True), ("1.500", False), ("1.500 personas", False)):
        start = sentence.index(words)
        assert counts_noun(noun, sentence, (start, start + len(words))) is is_of_it
