"""Who is named right after words in quotation marks is who said them."""

from __future__ import annotations

import pytest

from assistant.reading.speakers import QuotedWords

ASKED = "«Pensé que estaba perdido», ¿quién lo dijo?"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("«Pensé que estaba perdido, pero ganamos», confesó el rosarino.", "el rosarino"),
        ('"Pensé que estaba perdido", dijo a Efe el tenista de Lugo en la pista.', "el tenista de Lugo"),
        ("“Pensé que estaba perdido”, les dijo a los periodistas Ana Gil, del Foro.", "Ana Gil"),
        ("«No», dijo Ana. «Pensé que estaba perdido», les contestó Luis Mora ayer.", "Luis Mora"),
        ("«Pensé que estaba perdido», pero ganó el rosarino.", None),
        ("«Pensé que estaba bien», dijo Ana Gil.", None),
        ("Dijo Ana Gil que pensó que estaba perdido.", None),
        ("Pensé que estaba perdido, y «no», dijo Ana Gil.", None),
        ("«Pensé que estaba perdido», dijo J. A. Gil en Lugo.", "J. A. Gil"),
        ("«Pensé que estaba perdido», aseguró ayer el alcalde Luis Mora.", "el alcalde Luis Mora"),
        ("«Pensé que estaba perdido», dijeron Ana Gil y Luis Mora.", "Ana Gil y Luis Mora"),
        ("«Pensé que estaba perdido», dijo tras la reunión.", None),
        ("«Pensé que estaba perdido», señaló el lunes.", None),
        ("«Pensé que estaba perdido», declaró a la prensa.", None),
        ("«Pensé que estaba perdido», dijo al presidente Ruiz.", None),
        ("«Pensé que estaba perdido», dijo visiblemente emocionado.", None),
        ("«Pensé que estaba perdido», añadió el que fuera ministro.", None),
        ("", None),
    ],
)
def test_the_speaker_stands_after_the_words(sentence, speaker):
    found = QuotedWords.asked(ASKED).speaker_in(sentence)
    assert (sentence[slice(*found)] if found else None) == speaker


@pytest.mark.parametrize(
    "question",
    [
        "¿Quién escribió «Cien años de soledad»?",
        "¿A quién le dijo «pensé que estaba perdido»?",
        "¿Quién ganó la «Copa Gil»?",
        "¿Dónde dijo «pensé que estaba perdido»?",
        "¿Quién dijo que estaba perdido?",
    ],
)
def test_other_questions_ask_for_no_speaker(question):
    assert not QuotedWords.asked(question)
