"""Where and when a story was filed, from the text or the file's name."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dateline import date_in_name, find_byline, find_dateline, parse_date, spanish_date, year_in_name


@pytest.mark.parametrize(
    ("text", "notice", "place", "agency", "day"),
    [
        ("Ciudad de México, 16 de enero de 2026. El gobierno", "Ciudad de México, 16 de enero de 2026.",
         "Ciudad de México", None, (2026, 1, 16)),
        ("Madrid, 3 ene (EFE).- El PNV", "Madrid, 3 ene (EFE).-", "Madrid", "EFE", (2020, 1, 3)),
        ("MADRID (Reuters) - El banco", "MADRID (Reuters) -", "Madrid", "Reuters", None),
        ("Washington, D.C., 5 de feb. de 2026 — El", "Washington, D.C., 5 de feb. de 2026 —",
         "Washington, D.C.", None, (2026, 2, 5)),
        ("BUENOS AIRES, 12 mar. (AFP) - El", "BUENOS AIRES, 12 mar. (AFP) -",
         "Buenos Aires", "AFP", (2020, 3, 12)),
        ("CIUDAD DE MÉXICO, enero 16 (EL UNIVERSAL).- La", "CIUDAD DE MÉXICO, enero 16 (EL UNIVERSAL).-",
         "Ciudad de México", "EL UNIVERSAL", (2020, 1, 16)),
        ("CIUDAD DE MÉXICO — La", "CIUDAD DE MÉXICO —", "Ciudad de México", None, None),
        ("LA PAZ, Bolivia, 16/01/2026 (AP).- X", "LA PAZ, Bolivia, 16/01/2026 (AP).-",
         "La Paz, Bolivia", "AP", (2026, 1, 16)),
        ("Monterrey, N.L.- El gobernador", "Monterrey, N.L.-", "Monterrey, N.L.", None, None),
        ("Zúrich (Suiza), 3 ene (EFE).- El", "Zúrich (Suiza), 3 ene (EFE).-",
         "Zúrich (Suiza)", "EFE", (2020, 1, 3)),
        ("Nueva York, EE. UU., 3 ene 2026 (AP) — X", "Nueva York, EE. UU., 3 ene 2026 (AP) —",
         "Nueva York, EE. UU.", "AP", (2026, 1, 3)),
        ("Redacción, 3 ene (EFE).- Hoy", "Redacción, 3 ene (EFE).-", None, "EFE", (2020, 1, 3)),
        ("San José, Costa Rica, 1º de mayo de 2025: Hoy", "San José, Costa Rica, 1º de mayo de 2025:",
         "San José, Costa Rica", None, (2025, 5, 1)),
        ("Viernes 16 de enero de 2026\nEl gobierno", "Viernes 16 de enero de 2026",
         None, None, (2026, 1, 16)),
        ("Lunes, 5 de enero de 2026\nEl gobierno", "Lunes, 5 de enero de 2026", None, None, (2026, 1, 5)),
        ("Publicado: 5 de enero de 2026\nEl gobierno", "Publicado: 5 de enero de 2026",
         None, None, (2026, 1, 5)),
        ("MADRID, 16 DE ENERO DE 2026\nEl gobierno", "MADRID, 16 DE ENERO DE 2026",
         "Madrid", None, (2026, 1, 16)),
        ("16 de enero de 2026\nEl gobierno", "16 de enero de 2026", None, None, (2026, 1, 16)),
        ("Un titular\n\nPor Ana Ruiz\n\n**Bogotá, viernes 16 de enero de 2026.** El",
         "Bogotá, viernes 16 de enero de 2026.**",
         "Bogotá", None, (2026, 1, 16)),
        ("# Un titular\n\n*Lucía Arnáiz · Valdemora (Guadalajara) · 27 de febrero de 2026*\n\nEl pleno",
         "Lucía Arnáiz · Valdemora (Guadalajara) · 27 de febrero de 2026*",
         "Valdemora (Guadalajara)", None, (2026, 2, 27)),
        ("**Por Ana Ruiz. San Jacinto, 11 de marzo de 2026.** La Fiscalía",
         "Por Ana Ruiz. San Jacinto, 11 de marzo de 2026.**", "San Jacinto", None, (2026, 3, 11)),
        ("**Agencia Litoral | Puerto Almena, 3 mar 2026.-** Los",
         "Agencia Litoral | Puerto Almena, 3 mar 2026.-**",
         "Puerto Almena", None, (2026, 3, 3)),
        ("Redacción. Burgalia, 5 de febrero de 2026\n\nLa", "Redacción. Burgalia, 5 de febrero de 2026",
         "Burgalia", None, (2026, 2, 5)),
        ("J. M. Candela · Marisma · 15/03/2026\n\nEl", "J. M. Candela · Marisma · 15/03/2026",
         "Marisma", None, (2026, 3, 15)),
    ],
)  # fmt: skip
def test_dateline_gives_place_agency_and_date(text, notice, place, agency, day):
    dateline = find_dateline(text)
    assert dateline is not None
    assert text[dateline.start : dateline.end] == notice
    assert (dateline.place, dateline.agency) == (place, agency)
    assert dateline.date(year=2020) == (date(*day) if day else None)


@pytest.mark.parametrize(
    "text",
    [
        "El 3 de enero. Ese día no hubo clase.",
        "Madrid 3 de enero. Ese día no hubo clase.",
        "Madrid, 3 de enero, fue el lugar y la fecha.",
        "Rubio - El secretario - habló.",
        "Lima, 31 de febrero de 2026. No existe.",
        "El coordinador de IU en Murcia, Joaquín Dólera, habló.",
        "Goles: 1-0. m.7: Holsen.",
        "Aznar (PP): no hay acuerdo.",
        "",
        "Ana Gil. Nació en Madrid, 3 de mayo de 2026",
        "Real Madrid. Barcelona, 3 de mayo. Ganó el segundo.",
    ],
)
def test_ordinary_first_sentence_is_no_dateline(text):
    assert find_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("*Por Camila Restrepo | Santa Elvira, 20 de marzo de 2026*\n\nLa", "Camila Restrepo"),
        ("Por Ana Gil y Luis Mora. Lima, 3 may 2026.- El", "Ana Gil y Luis Mora"),
        ("**J. M. Candela · Marisma · 15/03/2026**\n\nEl", "J. M. Candela"),
        ("Redacción | Lima, 3 de mayo de 2026\n\nEl", None),
        ("Agencia Andina | Lima, 3 de mayo de 2026.- El", None),
        # What has the build of a signature, and is none.
        ("Feria del Libro. Madrid, 3 de mayo de 2026.- El", None),
        ("Ana Gil | Las noticias\n\nEl", None),
    ],
)
def test_who_signs_beside_place_and_day_is_the_author(text, author):
    assert find_byline(text) == author


def test_missing_year_comes_from_what_is_near():
    dateline = find_dateline("Madrid, 31 dic (EFE).- El año")
    assert dateline is not None
    assert dateline.date() is None
    assert dateline.date(near=date(2026, 1, 1)) == date(2025, 12, 31)
    assert dateline.date(year=1999) == date(1999, 12, 31)


@pytest.mark.parametrize(
    "value",
    [
        "16 de enero de 2026",
        "16/01/2026",
        "16-ene-2026",
        "2026-01-16T10:00",
        "2026-01-16 10:00:00+01:00",
        "viernes, 16 de enero de 2026, 10:00",
        "enero 16, 2026",
        "Fri, 16 Jan 2026 10:00:00 GMT",
        "20260116",
        20260116,
        date(2026, 1, 16),
        datetime(2026, 1, 16, 23, 59),  # noqa: DTZ001 (the date as it is written)
    ],
)
def test_dates_are_read_as_people_write_them(value):
    assert parse_date(value) == date(2026, 1, 16)


@pytest.mark.parametrize("value", ["", "hoy", "31/02/2026", "2026", None, True])
def test_what_is_no_day_is_no_date(value):
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2026-01-16-cumbre.txt", date(2026, 1, 16)),
        ("efe-20000103-1267.md", date(2000, 1, 3)),
        ("2026/01/16/cumbre.txt", date(2026, 1, 16)),
        ("16-01-2026_cumbre.md", date(2026, 1, 16)),
        ("000_143a7ae7c4640c36.txt", None),
        ("2026-13-16.txt", None),
        ("720260116.txt", None),
    ],
)
def test_file_names_may_carry_a_date(path, day):
    assert date_in_name(path) == day


def test_year_in_a_path_is_taken_only_if_it_is_the_only_one():
    assert year_in_name("2026/cumbre.txt") == 2026
    assert year_in_name("2025-2026.txt") is None


def test_spanish_date():
    assert spanish_date(date(2026, 1, 6)) == "6 de enero de 2026"


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_date_in_spanish_is_read_back(day):
    assert parse_date(spanish_date(day)) == day
    dateline = find_dateline(f"La Habana, {spanish_date(day)}. El gobierno anunció")
    assert dateline is not None
    assert (dateline.place, dateline.date()) == ("La Habana", day)


@given(st.text())
def test_any_text_is_searched_without_fault(text):
    dateline = find_dateline(text)
    assert dateline is None or 0 <= dateline.start < dateline.end <= len(text)
