"""What is a mark of Markdown in an article, and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.markup import find_marks, without_marks


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("- **Noche de salsa.** A las 22:00", "- Noche de salsa. A las 22:00"),
        ("*Lucía Peña*, de _El Correo_", "Lucía Peña, de El Correo"),
        ("***Última hora***: ~~no~~ sí, `hoy`", "Última hora: no sí, hoy"),
        ("¿**Qué**? «__Nada__»", "¿Qué? «Nada»"),
        ("**Un titular\nen dos líneas**", "Un titular\nen dos líneas"),
        ("según [El País](https://example.org/a_b_(c)_d)", "según El País"),
        ("**[la nota](/notas/1)**", "la nota"),
        ("**Se acordó parar.", "Se acordó parar."),
        ("y no volver.**", "y no volver."),
        ("_a_b_", "a_b"),
    ],
)
def test_marks_are_not_seen(written, seen):
    assert without_marks(written) == seen


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 * 2 = 30, y 2*3*4 = 24",
        "de mi_otro_yo_ a tu_otro_yo",
        "Precio* sin IVA. *Consultar en taquilla",
        "* Uno\n* Dos",
        "Datos de 2025** y de 2026**",
        "un f***ing lío",
        "dijo [sic](véase abajo)",
        "**Uno\n\ny otro** más",
        "2**3, a ** b ** c",
    ],
)
def test_what_only_looks_like_marks_is_seen(text):
    kept = text.removeprefix("**")
    assert without_marks(text) == kept


@given(text=st.text(alphabet="ab *_`~[](/\n.", max_size=40))
def test_marks_are_in_order_apart_and_made_of_marks(text):
    marks = find_marks(text)
    assert all(mark.start < mark.stop for mark in marks)
    assert all(one.stop < other.start for one, other in pairwise(marks))
    assert "".join(text[mark.start] for mark in marks).strip("*_`~[]!") == ""
    hidden = {position for mark in marks for position in mark}
    assert without_marks(text) == "".join(c for at, c in enumerate(text) if at not in hidden)
