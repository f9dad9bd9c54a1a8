"""Who signs an article, of what outlet, day and place it is: asked, found in its data, and cited."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.compose import Composer
from assistant.library import Library
from assistant.messages import FROM_DATA
from assistant.provenance import article_meant, asked_origin, tell_origin
from tests.hashed import open_store, run_sync

STORIES = {
    "puerto.md": (
        "---\ntitle: El puerto crece\n---\n"
        "Por Lucía Peña\n\nGijón, 3 nov 2025 (EFE).- El puerto de Gijón movió 17,4 millones de toneladas.\n"
    ),
    "datos.md": (
        "---\ntitle: La feria abre\nauthor: Juan Díaz\nsource: La Voz\ndate: 2025-11-04\n---\n"
        "La feria de muestras abrió ayer sus puertas. El alcalde, Juan Díaz Soto, la visitó.\n"
    ),
    "nada.txt": "La lonja de pescado cerró ayer sus puertas por las obras del muelle.\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    folder = tmp_path_factory.mktemp("provenance")
    (folder / "seeds").mkdir()
    for name, text in STORIES.items():
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    store = open_store(folder / "index")
    run_sync(folder / "seeds", store)
    return Library(store)


def told(library, name, origin):
    return tell_origin(library.open(name), origin, Composer(library), "es")


@pytest.mark.parametrize(
    ("question", "origin", "meant"),
    [
        ("¿Quién firma la noticia del puerto?", "author", "puerto"),
        ("¿Quién es el autor de la nota?", "author", ""),
        ("quien escribio el articulo sobre vega", "author", "vega"),
        ("Who wrote the article about the port?", "author", "port"),
        ("¿De qué agencia es la noticia sobre Rosa Vega?", "outlet", "vega"),
        ("¿De qué medio es?", "outlet", ""),
        ("¿Qué agencia publicó la nota?", "outlet", ""),
        ("¿Cuándo se publicó la crónica?", "published", ""),
        ("¿De qué fecha es la noticia?", "published", ""),
        ("¿Dónde está fechada la nota?", "place", ""),
        ("¿Quién firma la última noticia del puerto?", "author", "puerto"),
        ("¿De cuándo es la noticia más reciente sobre Rosa Vega?", "published", "vega"),
        ("¿De qué agencia es la última noticia?", "outlet", ""),
        ("When was the latest story about the port published", "published", "port"),
        ("¿Quién firmó el acuerdo?", None, None),
        ("¿Quién escribió la nota de rescate?", None, None),
        ("¿Quién escribió Crónica de una muerte anunciada?", None, None),
        ("¿Quién escribió la nota diplomática?", None, None),
        ("¿Quién redactó el artículo quinto?", None, None),
        ("¿Cuándo se publicó el informe?", None, None),
        ("¿Qué agencia espacial lanzó el cohete?", None, None),
        ("¿Dónde fue firmado el tratado?", None, None),
        ("¿Qué dice la noticia sobre el autor del disparo?", None, None),
    ],
)
def test_what_of_its_own_data_an_article_is_asked_for(question, origin, meant):
    assert asked_origin(question) == origin
    if meant is not None:
        assert article_meant(question).split(" ")[-1].strip("?") == meant


@pytest.mark.parametrize(
    ("origin", "short", "quote", "emphasis"),
    [
        ("author", "Lucía Peña", "Por Lucía Peña", "Lucía Peña"),
        ("outlet", "EFE", "Gijón, 3 nov 2025 (EFE).-", "EFE"),
        ("published", "3 de noviembre de 2025", "Gijón, 3 nov 2025 (EFE).-", None),
        ("place", "Gijón", "Gijón, 3 nov 2025 (EFE).-", None),
    ],
)
def test_it_is_cited_where_the_text_says_it(library, origin, short, quote, emphasis):
    made = told(library, "puerto.md", origin)
    (statement,), (citation,) = made.statements, made.citations
    body = library.open("puerto.md").article.body
    assert (made.short, citation.quote, made.notice) == (short, quote, "")
    assert statement.text == body[citation.start : citation.end] == quote
    assert (statement.text[slice(*statement.emphasis)] if statement.emphasis else None) == emphasis
    assert made.resolved_date == (date(2025, 11, 3) if origin == "published" else None)


@pytest.mark.parametrize(
    ("origin", "short"),
    [("author", "Juan Díaz"), ("outlet", "La Voz"), ("published", "4 de noviembre de 2025")],
)
def test_what_only_the_data_say_is_cited_by_the_beginning_and_that_is_told(library, origin, short):
    made = told(library, "datos.md", origin)
    assert made.short == short
    assert made.notice == FROM_DATA["es"]
    assert made.citations[0].quote == "La feria de muestras abrió ayer sus puertas."
    assert made.statements[0].emphasis is None


@pytest.mark.parametrize("origin", ["author", "outlet", "published", "place"])
def test_an_article_that_says_nothing_of_itself_gives_nothing(library, origin):
    assert told(library, "nada.txt", origin) is None
