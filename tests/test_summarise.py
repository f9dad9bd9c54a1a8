"""What a summary is to be about, and the sentences that tell an article."""

from __future__ import annotations

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
