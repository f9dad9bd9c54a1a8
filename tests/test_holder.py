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
        ("¿Qué ley rechazó el ministro?", False),
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
        (
            'Lo prologa el director del programa de Televisión Española "Al filo", Juan Alvar, de Lugo.',
            "el director del programa de Televisión Española",
            "Juan Alvar",
        ),
        # Nobody is named, or somebody else is.
        ("El alcalde de Lugo criticó a Ana Gil, la ministra.", "El alcalde de Lugo", "El alcalde de Lugo"),
        ("La portavoz del presidente de Perú, Ana Gil, habló.", "presidente de Perú", "presidente de Perú"),
        # A name is there already, or it is no person.
        ("La ministra Ana Gil, diputada por Lugo, habló.", "La ministra Ana Gil", "La ministra Ana Gil"),
        ("La huelga de maestros, según Ana Gil, sigue.", "La huelga de maestros", "La huelga de maestros"),
    ],
)
def test_the_name_beside_what_somebody_is(sentence, span, name):
    assert named("¿Quién fue?", sentence, span) == name


def test_a_name_that_the_question_has_is_not_said_again():
    said = "Lo prologa el director del programa, Juan Alvar, que lo dirigió."
    assert named("¿Quién es Juan Alvar?", said, "director del programa") == "director del programa"
    assert named("¿Quién prologa el libro de Juan San Juan?", said, "director del programa") == "Juan Alvar"
