"""To how much something rose or fell is told with both ends."""

from __future__ import annotations

import pytest

from assistant.reading.changes import both_ends


@pytest.mark.parametrize(
    ("question", "sentence", "span", "told"),
    [
        (
            "¿Cuánto subió el gasóleo?",
            "Pasó de 0,62 a 0,97 euros por litro.",
            "0,62",
            "de 0,62 a 0,97 euros por litro",
        ),
        (
            "¿Cuánto subió el gasóleo?",
            "Pasó de 0,62 a 0,97 euros en mayo.",
            "0,97 euros",
            "de 0,62 a 0,97 euros",
        ),
        ("cuanto bajo el paro", "Cayó del 12,5 % al 9 % en un año.", "9 %", "del 12,5 % al 9 %"),
        (
            "¿Cuánto creció?",
            "Subió de 3 millones de vecinos a 4 millones.",
            "4 millones",
            "de 3 millones de vecinos a 4 millones",
        ),
        ("¿Cuánto subió el gasóleo?", "Subió un 18 % de 1990 a 2000.", "un 18 %", "un 18 %"),
        ("¿Cuánto cuesta el gasóleo?", "Pasó de 0,62 a 0,97 euros.", "0,97 euros", "0,97 euros"),
        ("¿Cuánto subió?", "Subió un euro.", "un euro", "un euro"),
    ],
)
def test_what_changed_is_told_with_both_ends(question, sentence, span, told):
    start = sentence.index(span)
    assert sentence[slice(*both_ends(question, sentence, (start, start + len(span))))] == told
