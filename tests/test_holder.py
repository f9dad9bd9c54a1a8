"""Where it is asked who, and the excerpt says what somebody is, the answer is the name beside it."""

from __future__ import annotations

import pytest

from assistant.question import understand
from assistant.reading.holder import asks_for_person, holder_named


def named(question, sentence, span):
    start = sentence.index(span)
    return sentence[slice(*holder_named(understand(question), sentence, (start, start + len(span))))]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("¿Quién firma el prólogo?", True),
        ("¿Qué ministro dimitió?", True),
        ("¿Qué alto cargo de la AMB lo explicó?", True),
        ("¿A qué alta representante vio?", True),
        ("Según Ana, ¿qué alcalde lo pidió?", True),
        ("¿Qué rechazó el ministro?", False),
        ("¿Qué política aprobó?", False),
        ("¿Qué cargo tiene el ministro?", False),
        ("¿Quién es Ana Gil?", False),
        ("¿Cuándo dimitió el ministro?", False),
    ],
)
def test_who_is_asked_for(question, asks):
    assert asks_for_person(understand(question)) is asks


@pytest.mark.parametrize(
    ("sentence", "span", "name"),
    [
        ("Gil Mendoza, director ejecutivo de la AMB, lo señaló a Efe.", "director ejecutivo", "Gil Mendoza"),
        ("Ana Gil, la ministra de Sanidad, lo criticó.", "la ministra de Sanidad", "Ana Gil"),
        ("El presidente de Estados Unidos, Bill Clinton, viajó.", "presidente", "Bill Clinton"),
        ('Lo prologa el director del programa de RTVE "Al filo", Juan Alvar.', "el director", "Juan Alvar"),
        ("El presidente de la Xunta, Alfonso Rueda, lo dijo.", "El presidente de la Xunta", "Alfonso Rueda"),
        ("Lo dijo el titular de Justicia, el socialista Pedro Ruiz.", "el titular de Justicia", "Pedro Ruiz"),
        ("Ursula von der Leyen, presidenta de la UE, habló.", "presidenta de la UE", "Ursula von der Leyen"),
        ("Murió Ana Gil, periodista de Lugo, ayer.", "periodista de Lugo", "Ana Gil"),
    ],
)
def test_the_name_beside_what_somebody_is(sentence, span, name):
    assert named("¿Quién fue?", sentence, span) == name


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        # Somebody else's name: of whom it was done to, or of whose they are.
        ("Ayer un sicario asesinó a la candidata, Ana Gil, en Quito.", "un sicario"),
        ("Ayer el alcalde de Lugo criticó a la ministra, Ana Gil, en Vigo.", "el alcalde de Lugo"),
        ("El alcalde de Lugo criticó a Ana Gil, la ministra.", "El alcalde de Lugo"),
        ("Murió el chófer del presidente Gustavo Petro.", "el chófer del presidente"),
        ("La portavoz del presidente de Perú, Ana Gil, habló.", "presidente de Perú"),
        # A place, or a body.
        ("Calló el alcalde de Uruapan, Michoacán, ayer.", "el alcalde de Uruapan"),
        ("Murió el párroco de Betanzos, La Coruña, ayer.", "el párroco de Betanzos"),
        ("Lo negó el fundador de la red social, Facebook, ayer.", "el fundador de la red social"),
        # A name is there already, or it is nobody.
        ("La ministra Ana Gil, diputada por Lugo, habló.", "La ministra Ana Gil"),
        ("Hoy la huelga de maestros, Ana Gil, sigue.", "la huelga de maestros"),
    ],
)
def test_what_is_beside_it_and_is_not_who_it_is_stays_out(sentence, span):
    assert named("¿Quién fue?", sentence, span) == span


def test_a_name_that_the_question_has_is_not_said_again():
    said = "Lo prologa el director de la Biblioteca, Juan Alvar, que lo dirigió."
    assert named("¿Quién prologó el libro?", said, "director de la Biblioteca") == "Juan Alvar"
    asked = "¿Con quién habló Juan Alvar?"
    assert named(asked, said, "director de la Biblioteca") == "director de la Biblioteca"
