"""What is a mark in the body of a Markdown article, and what only looks like one."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.markup import heading_label, marks_in, marks_within, without_marks

PIECES = r"a é_ ** * ` [ ](https://e.org) ]( ) ![ ~~ \\ &amp; | > - # <b> <https://e.org> 1. 'b'"
MARKDOWN = st.lists(
    st.sampled_from([*PIECES.split(), " ", "_", "    ", "\n", "\n\n", "\n|--|--|\n"]),
    max_size=40,
).map("".join)


def seen(body, path="nota.md"):
    return without_marks(body, marks_in(body, path))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- **Noche de salsa.** A las 22:00", "- Noche de salsa. A las 22:00"),
        ("*Lucía Peña*, de _El Correo_", "Lucía Peña, de El Correo"),
        ("***Última hora***: ~~no~~ sí, ``un ` suelto``", "Última hora: no sí, un ` suelto"),
        ("**informó *ayer* de todo** y _**calló**_", "informó ayer de todo y calló"),
        ("_¿Qué?_ __«Nada»__", "¿Qué? «Nada»"),
        ("**Un titular\nen dos líneas**", "Un titular\nen dos líneas"),
        ("según [El **País**](https://e.org/a_(b)_c 'la nota') y [otros](#b)", "según El País y otros"),
        ("[otros][1]\n\n[1]: https://e.org", "otros\n\n[1]: https://e.org"),
        ("[![logo](https://example.org/a.png)](https://example.org) fin", "logo fin"),
        ("<https://example.org>", "https://example.org"),
        (r"mi\_correo\_ y \*", "mi_correo_ y *"),
        ("> **Uno**\n> dos", "> Uno\n> dos"),
        ("| Sala | **Hora** |\n|---|---|\n| Sol | `20:30` |", "| Sala | Hora |\n|---|---|\n| Sol | 20:30 |"),
        ("1. uno,\n   **dos\n   y tres**", "1. uno,\n   dos\n   y tres"),
        ("salto\\\nde línea", "salto\nde línea"),
        ("`con\ncodigo` y [a](b) b", "con\ncodigo y a b"),
    ],
)
def test_marks_are_not_seen(written, shown):
    assert seen(written) == shown
    assert seen(written, "nota.Markdown") == shown
    assert seen(written, "nota.txt") == written


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 * 2 = 30",
        "de mi_otro_yo_ a tu_otro_yo",
        "Precio* sin IVA. *Consultar en taquilla",
        "* Uno\n* Dos",
        "Datos de 2025** y de 2026**",
        "dijo [sic](véase abajo)",
        "**Uno\n\ny otro** más",
        "    x = **y**\n\n```\nz = **w**\n```",
        "https://example.org/a_b_c.html",
        "AT&amp;T",
    ],
)
def test_what_only_looks_like_marks_is_seen(text):
    assert seen(text) == text


@given(body=MARKDOWN)
def test_marks_are_in_order_and_hide_no_word(body):
    marks = marks_in(body, "nota.md")
    assert all(start < end for start, end in marks)
    assert all(one[1] <= other[0] for one, other in pairwise(marks))
    hidden = "".join(body[start:end] for start, end in marks)
    assert "é" not in hidden
    assert "\n" not in hidden


def test_what_a_quotation_cuts_is_hidden_in_both_halves():
    body = "**El alcalde calló. La obra costará** dos millones."
    marks = marks_in(body, "nota.md")
    first, second = (0, 19), (20, len(body))
    assert [without_marks(body[slice(*part)], marks_within(marks, *part)) for part in (first, second)] == [
        "El alcalde calló.",
        "La obra costará dos millones.",
    ]


@pytest.mark.parametrize("unit", ["*", "_", "[", "![", "`", "*a* ", "[a](b) ", "**a ", "] ", "| a ", "\\"])
def test_no_row_of_marks_holds_up_an_answer(unit):
    body = unit * (50_000 // len(unit))
    started = perf_counter()
    seen(body)
    assert perf_counter() - started < 10


def test_the_label_of_a_heading_has_no_marks():
    assert heading_label("**Última** hora en [El País](https://example.org)") == "Última hora en El País"
