"""Questions about the archive as a whole, and what is none at all: told what it holds, nothing quoted."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Answer, Turn
from assistant.filter import Filter
from assistant.holdings import asks_of_holdings, is_no_question, leans_on_nothing, tell_holdings
from assistant.news import asks_for_news
from assistant.question import understand
from index.article import Article


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuántos artículos hay?",
        "¿Cuántas noticias tiene el archivo?",
        "cuantos articulos hay en total",
        "¿Cuántos documentos tienes indexados?",
        "¿De qué fechas son las noticias?",
        "¿De cuándo son los artículos?",
        "¿De qué años son las noticias del archivo?",
        "¿Qué periodo abarca el archivo?",
        "¿Qué periódicos hay en el archivo?",
        "¿De qué medios son las noticias?",
        "¿Qué hay en el archivo?",
        "How many articles are there in the archive?",
        "What newspapers do you have?",
        "Quantos artigos há no arquivo?",
    ],
)
def test_it_is_about_the_archive(question):
    assert asks_of_holdings(question)


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuántos artículos tiene la Constitución?",
        "¿Cuántos artículos hay en la ley de costas?",
        "¿Cuántas noticias hay sobre el fentanilo?",
        "¿De qué fecha es la noticia del puerto?",
        "¿Qué medios hay para apagar el incendio?",
        "¿De qué año es el cuadro?",
        "¿De cuándo es la ley?",
        "¿Qué hay en el archivo de Salamanca?",
        "¿Qué fechas tiene la feria?",
        "¿Qué agencias son las responsables del rescate?",
        "How many articles does the treaty have?",
        "¿Quién eres tú para el ministro?",
        "¿Qué hacen los vecinos?",
        "¿Qué dijo Hola de la boda?",
        "¿De qué año son?",
        "¿Cuántos documentos hay?",
        "¿Cuántos artículos tiene?",
        "¿Cómo funciona?",
    ],
)
def test_it_is_about_something_in_it(question):
    assert not asks_of_holdings(question)
    assert not is_no_question(question)


@pytest.mark.parametrize(
    "text",
    ["hola", "Hola, buenos días", "¡Gracias!", "¿Qué puedes hacer?", "ayuda", "What can you do?", "Olá"],
)
def test_a_greeting_is_no_question(text):
    assert is_no_question(text)


@pytest.mark.parametrize(
    "request_text",
    [
        "¿De qué tratan las noticias?",
        "¿De qué hablan los artículos?",
        "¿Cuál es la última noticia?",
        "¿Cuáles son las noticias más recientes?",
        "¿Qué artículos hay?",
        "que cuenta la nota sobre el puerto",
        "What are the articles about?",
        "What is the latest news?",
        "What's the latest news?",
        "Resúmelo",
        "¿De qué va la noticia?",
    ],
)
def test_what_the_news_are_is_a_summary(request_text):
    assert understand(request_text).kind == "summary"


@pytest.mark.parametrize(
    "question",
    [
        "¿De qué van acusados los detenidos?",
        "¿De qué hablan los ministros?",
        "¿De qué va acusado el ministro?",
        "¿Resumió el ministro su postura?",
        "¿Qué artículos hay que reformar en la Constitución?",
    ],
)
def test_what_somebody_speaks_of_is_no_summary(question):
    assert understand(question).kind != "summary"


def article(outlet: str | None = None, published: date | None = None) -> Article:
    return Article(path="a.txt", title="", body="", digest="", outlet=outlet, published=published)


def test_holdings_are_counted_dated_and_named():
    papers = ["El Sur"] * 3 + ["EFE"] * 2 + ["A", "B", "C", "D"]
    articles = [article(paper, date(2025, 1, 1 + number)) for number, paper in enumerate(papers)]
    told = tell_holdings([*articles, article()], "es")
    assert told == (
        "El archivo tiene 10 artículos del 1 ene 2025 al 9 ene 2025 (1 sin fecha);"
        " de El Sur (3), EFE (2), A (1), B (1) y 2 medios más."
    )
    assert tell_holdings([article("EFE", date(2025, 1, 1))], "es") == (
        "El archivo tiene un artículo del 1 ene 2025; de EFE."
    )
    assert tell_holdings([article()] * 12_345, "es") == "El archivo tiene 12.345 artículos."
    assert tell_holdings([article()] * 12_345, "en") == "The archive has 12,345 articles."


def test_nothing_is_quoted_and_no_passage_offered(archive):
    answer = archive.ask("¿Cuántos artículos hay en el archivo?")
    assert answer.refused
    assert answer.text == "El archivo tiene un artículo del 16 ene 2026."
    assert not answer.near_misses
    greeted = archive.ask("hola")
    assert greeted.text.startswith("Pregunte lo que quiera saber")
    assert greeted.text.endswith(answer.text)


def test_it_leans_on_nothing_that_was_said(archive):
    before = Turn("¿Cuándo es la reunión de Washington?", Answer("", "es"))
    answer = archive.ask("¿Cuántos artículos hay?", history=[before])
    assert answer.rewritten_question is None
    assert answer.text.startswith("El archivo tiene")
    for request in ("¿Qué artículos hay?", "¿Qué hay de nuevo?"):
        answer = archive.ask(request, history=[before])
        assert answer.rewritten_question is None
        assert answer.statements


def test_nothing_leans_on_a_greeting(archive):
    greeted = Turn("hello", archive.ask("hello"))
    assert archive.ask("What is the news about?", history=[greeted]).rewritten_question is None


def test_a_greeting_is_answered_in_its_language(archive):
    assert archive.ask("hello").text.startswith("Ask what you want to know")
    assert archive.ask("Bom dia").text.startswith("Pergunte o que quiser")
    assert archive.ask("hello", language="es").text.startswith("Pregunte lo que quiera")


def test_a_filtered_count_is_not_said_of_the_whole_archive(archive):
    answer = archive.ask("¿Cuántos artículos hay?", where=Filter.parse(since="2026-01"))
    assert answer.text.startswith("De los que se han elegido, el archivo tiene un artículo")


def test_what_was_spoken_of_may_be_counted():
    assert not leans_on_nothing("¿De qué año son?")
    assert leans_on_nothing("¿De qué año son las noticias?")


@pytest.mark.parametrize(
    "question",
    [
        "How many articles does the archive have?",
        "How many stories are in the archive?",
        "Quantos artigos tem o arquivo?",
    ],
)
def test_the_archive_may_stand_last_in_english_and_portuguese(question):
    assert asks_of_holdings(question)


@pytest.mark.parametrize(
    "request_text",
    [
        "noticias",
        "Latest news",
        "Today's news",
        "¿Cuáles son las noticias?",
        "¿Qué temas hay?",
        "¿De qué hablan las noticias?",
        "¿De qué temas hablan las noticias?",
        "¿Cuál es el artículo más reciente?",
        "Noticias de hoy",
        "Quais são as últimas notícias?",
        "últimas noticias",
    ],
)
def test_what_news_there_are_is_told_of_the_archive_and_leans_on_nothing(request_text):
    assert understand(request_text).kind == "summary"
    assert leans_on_nothing(request_text)


@pytest.mark.parametrize(
    "question",
    [
        "¿Qué noticias hay del accidente de Vallecas?",
        "¿Qué temas hay en la agenda de la cumbre?",
        "What is the latest news about the port?",
        "¿Cuál es el artículo 155?",
        "¿Cuáles son los artículos?",
        "¿Cuáles son las últimas medidas?",
        "¿Cuántos artículos tiene la Constitución?",
    ],
)
def test_news_of_something_are_asked_of_the_articles(question):
    assert not asks_for_news(question)
    assert not asks_of_holdings(question)


def test_the_archive_may_be_asked_on_of(archive):
    before = Turn("¿Cuántos artículos hay?", archive.ask("¿Cuántos artículos hay?"))
    answer = archive.ask("¿y de qué fechas?", history=[before])
    assert answer.rewritten_question == "¿De qué fechas son los artículos?"
    assert answer.text == "El archivo tiene un artículo del 16 ene 2026."
    assert not archive.ask("¿y de qué hablaron Rubio y De la Fuente?", history=[before]).text.startswith(
        "El archivo"
    )


def test_nothing_leans_on_the_news_of_all(archive):
    before = Turn("noticias", archive.ask("noticias"))
    assert archive.ask("¿quién lo anunció?", history=[before]).rewritten_question is None
    newest = Turn("¿Cuál es el artículo más reciente?", archive.ask("¿Cuál es el artículo más reciente?"))
    answer = archive.ask("¿y de cuándo es?", history=[newest])
    assert answer.rewritten_question == "¿De cuándo es el artículo más reciente?"
    assert answer.short == "16 de enero de 2026"
