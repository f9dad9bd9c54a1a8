"""Who did something is told apart from whom it was done to, and who won from who lost."""

from __future__ import annotations

import pytest

from assistant.reading.parties import Parties

CALL = "Lo dijo Marco Rubio en una llamada con el canciller mexicano Juan Ramón de la Fuente."
MATCH = "El chileno Felipe Oyarzún derrotó 6-2, 6-1 al italiano Marco Bassi."
PRIZE = "El finalista fue el argentino Bruno Castellanos."


@pytest.mark.parametrize(
    ("question", "sentence", "who", "is_the_other"),
    [
        ("¿Quién llamó al canciller mexicano?", CALL, "Juan Ramón de la Fuente", True),
        ("¿Quién llamó al canciller mexicano?", CALL, "el canciller mexicano Juan", True),
        ("quien llamo al canciller mexicano", CALL, "Juan Ramón de la Fuente", True),
        ("¿Quién llamó al canciller mexicano?", CALL, "Marco Rubio", False),
        ("¿Quién es el canciller mexicano?", CALL, "Juan Ramón de la Fuente", False),
        ("¿A quién llamó Rubio, con permiso del canciller mexicano?", CALL, "Juan Ramón de la Fuente", False),
        ("¿Quién acompañó al alcalde?", "Vino la esposa del alcalde, Ana Gil.", "Ana Gil", False),
        ("¿Quién recibió al alcalde?", "Recibió Eva Ruiz a Luis Mora, el alcalde.", "Luis Mora", True),
        (
            "¿Quién recibió al alcalde?",
            "El alcalde Luis Mora recibió al alcalde Juan Gil.",
            "Luis Mora",
            False,
        ),
        ("¿Quién perdió el partido?", MATCH, "Felipe Oyarzún", True),
        ("¿Quién perdió el partido?", MATCH, "Marco Bassi", False),
        ("¿Quién ganó el partido?", MATCH, "Marco Bassi", True),
        ("¿Quién ha ganado el partido?", MATCH, "Felipe Oyarzún", False),
        ("¿Quién ganó?", "Felipe Oyarzún fue derrotado por Marco Bassi.", "Marco Bassi", False),
        ("¿Quién perdió?", "Felipe Oyarzún venció. Jugó con Marco Bassi.", "Marco Bassi", False),
        ("¿Quién ganó el premio?", PRIZE, "Bruno Castellanos", True),
        ("¿Quién ganó el premio?", "Ana Gil, finalista en Lugo, no vino.", "Ana Gil", True),
        ("¿Quién ganó el premio?", "Ana Gil, elegida entre cinco finalistas, lo recibió.", "Ana Gil", False),
        ("¿Quién fue el finalista del premio?", PRIZE, "Bruno Castellanos", False),
    ],
)
def test_the_other_party_is_not_who_did_it(question, sentence, who, is_the_other):
    start = sentence.index(who)
    assert Parties.asked(question).is_the_other(sentence, start, start + len(who)) is is_the_other
