"""What a summary is to be about, and the sentences that tell an article."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from assistant.summarise import subject, telling_sentences

SEED = "000_143a7ae7c4640c36.txt"


@pytest.mark.parametrize(
    "request_text",
    [
        "Resume la noticia",
        "Resúmeme las noticias de hoy",
        "Haz un resumen del archivo, por favor",
        "¿De qué trata el artículo?",
        "¿Qué noticias hay?",
        "¿Cuál es la idea principal?",
        "Summarize the article",
        "What is the story about?",
        "Give me a summary of the news, please",
    ],
)
def test_a_request_that_names_nothing_is_for_all_there_is(request_text):
    assert subject(request_text) == ""


@pytest.mark.parametrize(
    ("request_text", "named"),
    [
        ("Resume el artículo sobre el fentanilo", "fentanilo"),
        ("¿De qué trata la noticia sobre Marco Rubio?", "marco rubio"),
        ("What is the story “El puerto crece” about?", "el puerto crece"),
        ("Dame un resumen de la sequía en Jaén", "sequia en jaen"),
        ("Resume los tratados", "tratados"),
        ("Resume la noticia sobre el tratamiento", "tratamiento"),
        ("Resume la noticia sobre la trata", "trata"),
    ],
)
def test_a_request_keeps_what_it_names(request_text, named):
    assert named in subject(request_text)


def test_an_article_is_told_by_its_lead_and_a_few_other_sentences_in_order(archive):
    desk = archive._desk
    chosen = telling_sentences(SEED, desk.library, desk.store)
    opened = desk.library.open(SEED)
    assert 2 <= len(chosen) <= 3
    assert chosen == sorted(set(chosen))
    assert set(chosen) <= set(opened.sentences)
    lead = opened.article.body[slice(*chosen[0])]
    assert lead.startswith("El gobierno de Estados Unidos")


def test_a_summary_of_something_named_is_of_the_article_nearest_to_it(archive):
    answer = archive.ask("Resume la noticia sobre el Departamento de Estado")
    assert {citation.article for citation in answer.citations} == {SEED}
    assert answer.short == ""


def test_the_latest_news_is_the_newest_article_and_no_other(archive_of):
    texts = {
        f"{day}.md": f"---\ndate: 2026-01-{day}\n---\nEl puerto abrió el muelle {day} a los vecinos.\n"
        for day in (11, 13, 12)
    }
    assistant = archive_of(texts)
    answer = assistant.ask("¿Cuál es la última noticia?")
    assert [citation.article for citation in answer.citations] == ["13.md"]
    answer = assistant.ask("¿Cuáles son las últimas noticias?")
    assert [citation.article for citation in answer.citations] == ["13.md", "12.md", "11.md"]


def test_news_of_a_day_are_of_that_day_or_it_is_said_that_there_are_none(archive_of, monkeypatch):
    def dated(day):
        return f"---\ndate: {day}\n---\nEl puerto abrió el muelle a los vecinos del barrio.\n"

    class Today(datetime):
        """The day does not end in the middle of the test."""

        @classmethod
        def now(cls, tz=None):
            return cls(2026, 3, 1, 12, tzinfo=tz)

    monkeypatch.setattr("assistant.finding.datetime", Today)
    today = date(2026, 3, 1)
    assistant = archive_of(
        {"hoy.md": dated(today), "antes.md": dated("2026-01-11").replace("muelle", "dique")}
    )
    answer = assistant.ask("Noticias de hoy")
    assert [citation.article for citation in answer.citations] == ["hoy.md"]
    assert answer.notice is None
    answer = assistant.ask("noticias de ayer")
    assert [citation.article for citation in answer.citations] == ["hoy.md", "antes.md"]
    assert "No hay nada fechado el 28 feb 2026" in answer.notice
    old = archive_of({"antes.md": dated("2026-01-11")}).ask("Today's news")
    assert old.notice.startswith("Nothing is dated ")
    assert old.notice.endswith("; the newest is of 11 Jan 2026.")


def test_an_article_without_the_name_that_is_asked_for_is_not_told(archive_of):
    assistant = archive_of(
        {"kursk.md": "El accidente del submarino Kursk fue una colisión, dice el almirante.\n"}
    )
    assert assistant.ask("¿Qué noticias hay del accidente de Vallecas?").refused
    assert not assistant.ask("¿Qué noticias hay del accidente del Kursk?").refused


@pytest.mark.parametrize(
    "asked",
    [
        "Hazme un Resumen del accidente del Kursk",
        "Resume el accidente del submarino Kursk según el almirante Ivan Popov",
    ],
)
def test_neither_a_capital_nor_a_fuller_name_keeps_a_summary_back(archive_of, asked):
    said = "El accidente del submarino Kursk fue una colisión, dice el almirante Popov.\n"
    assert not archive_of({"kursk.md": said}).ask(asked).refused


def test_the_newest_article_on_something_is_on_that(archive_of):
    texts = {
        "venezuela.md": "---\ndate: 2026-01-11\noutlet: EFE\n---\nVenezuela abrió el puerto de La Guaira.\n",
        "vigo.md": "---\ndate: 2026-01-13\noutlet: AP\n---\nVigo cerró el puerto por el temporal.\n",
    }
    assistant = archive_of(texts)
    assert assistant.ask("¿De qué medio es el artículo más reciente sobre Venezuela?").short == "EFE"
    assert assistant.ask("¿De qué medio es el artículo más reciente?").short == "AP"


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("¿De cuándo es la noticia más reciente sobre el puerto de Gijón?", "9 de diciembre de 2025"),
        ("¿Quién firma la última noticia sobre el puerto de Gijón?", "Ana Díaz"),
        ("¿Quién firma la última noticia sobre el puerto?", "Ana Díaz"),
        ("¿Quién firma el artículo sobre el puerto de Gijón?", "Lucía Peña"),
    ],
)
def test_of_those_found_on_something_the_newest_is_the_latest_and_the_likest_the_one_meant(
    archive_of, question, short
):
    texts = {
        "viejo.md": "---\ndate: 2025-11-03\nauthor: Lucía Peña\n---\n# El puerto de Gijón\n\n"
        "El puerto de Gijón crece, y con el puerto crece Gijón.\n",
        "nuevo.md": "---\ndate: 2025-12-09\nauthor: Ana Díaz\n---\n# Doce cruceros\n\n"
        "Los cruceros que han llegado en un mes al puerto, que es el de Gijón, son doce.\n",
        "otro.md": "---\ndate: 2026-01-20\nauthor: Juan Gil\n---\n# La feria\n\n"
        "Abrió sus puertas en Oviedo.\n",
    }
    assert archive_of(texts).ask(question).short == short


def test_of_what_day_the_newest_article_is_may_be_asked(archive_of):
    texts = {
        f"{day}.md": f"---\ndate: 2026-01-{day}\n---\nAbrió el muelle {day} del puerto.\n" for day in (11, 13)
    }
    answer = archive_of(texts).ask("¿De cuándo es el artículo más reciente?")
    assert answer.resolved_date == date(2026, 1, 13)
