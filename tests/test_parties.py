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
        ("¿Quién asistió a la reunión?", "En la reunión, Sánchez habló poco.", "Sánchez", False),
        ("¿Quién recibió el premio al mejor jugador?", "Messi, mejor jugador, vino.", "Messi", False),
        ("¿Quién reemplazó al ministro?", "El nuevo ministro Luis Mora juró ayer.", "Luis Mora", False),
        ("¿Quién defiende a las víctimas?", "Vino la abogada de las víctimas, Ana Gil.", "Ana Gil", False),
        ("¿Quién detuvo al sospechoso?", "Detuvo al sospechoso la Guardia Civil.", "la Guardia", False),
        ("¿Quién perdió el partido?", "El Getafe sufrió una derrota ante el Madrid.", "Getafe", False),
        ("¿Quién perdió las elecciones?", "Trump perdió las elecciones que ganó Biden.", "Trump", False),
        ("¿Quién perdió la vida?", "Luis Mora, que ganó la Vuelta, perdió la vida.", "Luis Mora", False),
        ("¿Quién perdió?", "Nadal superó dos bolas de partido pero perdió.", "Nadal", False),
        ("¿Quién ganó la etapa?", "La etapa la ganó al sprint Pogacar.", "Pogacar", False),
        ("¿Quién ganó?", "El Nobel lo ganó junto a su marido Marie Curie.", "Marie Curie", False),
        ("¿Quién ganó el premio?", "Ana Gil, finalista en 2020, ganó ayer.", "Ana Gil", False),
        ("¿Quién ganó el premio?", "De los cinco finalistas ganó Ana Gil.", "Ana Gil", False),
        ("¿Quién fue el finalista del premio?", PRIZE, "Bruno Castellanos", False),
    ],
)
def test_the_other_party_is_not_who_did_it(question, sentence, who, is_the_other):
    start = sentence.index(who)
    assert Parties.asked(question).is_the_other(sentence, start, start + len(who)) is is_the_other
