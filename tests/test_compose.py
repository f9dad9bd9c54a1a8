"""Candidates made into statements that quote, citations that prove them, and the bare span."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.compose import Composer
from assistant.library import Library
from assistant.messages import refusal
from assistant.question import understand
from assistant.reading.candidate import Candidate
from assistant.retrieve import Hit
from assistant.windows import open_windows
from tests.hashed import open_store, run_sync

STORY = (
    "---\ntitle: El puerto crece\nsource: La Voz\ndate: 2025-11-03\n---\n"
    "Gijón. El puerto movió 17,4 millones de toneladas en 2024.\n\n"
    "La ampliación costará 212,5 millones\nde euros. Terminará el 5 de enero, según la autoridad.\n\n"
    "Los vecinos\n\n"
    "Los vecinos del barrio piden que se mida el ruido. El alcalde los recibirá el martes. "
    "No habrá más trenes de noche."
)


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    folder = tmp_path_factory.mktemp("compose")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "puerto.md").write_text(STORY, encoding="utf-8")
    store = open_store(folder / "index")
    run_sync(folder / "seeds", store)
    return Library(store)


@pytest.fixture(scope="module")
def body(library) -> str:
    return library.open("puerto.md").article.body


@pytest.fixture(scope="module")
def windows(library):
    hits = [
        Hit(passage, score=0.5, similarity=0.8, bm25=1.0) for passage in library.open("puerto.md").passages
    ]
    return open_windows(hits, library, most=len(hits))


def compose(library, windows, question, spans):
    """The composition of an answer whose candidates are these words with these scores."""
    opened = library.open("puerto.md")
    candidates = []
    for text, score in spans.items():
        start = opened.article.body.index(text)
        end = start + len(text)
        sentence = opened.sentence_around(start, end)
        candidates.append(
            Candidate("puerto.md", start, end, sentence, score, 0.9, score, windows[0]),
        )
    return Composer(library).compose(understand(question), candidates)


def test_a_statement_is_its_citations_quote_with_the_span_in_it(library, windows, body):
    made = compose(library, windows, "¿Cuánto movió el puerto?", {"17,4 millones de toneladas": 5.0})
    (statement,) = made.statements
    (citation,) = made.citations
    assert statement.text == citation.quote == body[citation.start : citation.end]
    assert statement.text == "El puerto movió 17,4 millones de toneladas en 2024."
    assert statement.text[slice(*statement.emphasis)] == made.short == "17,4 millones de toneladas"
    assert (citation.number, *statement.citations) == (1, 1)


def test_a_citation_says_where_it_comes_from(library, windows):
    (citation,) = compose(library, windows, "¿Cuánto?", {"212,5": 5.0}).citations
    assert (citation.article, citation.title, citation.outlet) == ("puerto.md", "El puerto crece", "La Voz")
    assert citation.published == date(2025, 11, 3)
    assert citation.paragraph == 2
    assert citation.digest == library.open("puerto.md").article.digest


def test_a_short_answer_that_runs_over_a_line_end_is_one_line_and_its_quote_is_untouched(library, windows):
    made = compose(library, windows, "¿Cuánto costará?", {"212,5 millones\nde euros": 5.0})
    assert made.short == "212,5 millones de euros"
    assert "millones\nde euros" in made.statements[0].text


def test_at_most_two_sentences_answer_and_each_has_its_own_number(library, windows):
    made = compose(
        library, windows, "¿Qué pasó?", {"17,4 millones": 5.0, "212,5 millones": 4.9, "ruido": 4.8}
    )
    assert 1 <= len(made.statements) <= 2
    assert [citation.number for citation in made.citations] == list(range(1, len(made.citations) + 1))
    assert [statement.citations for statement in made.statements] == [
        (citation.number,) for citation in made.citations
    ]
    assert [statement.alternative for statement in made.statements] == [False, True][: len(made.statements)]


def test_a_sentence_far_worse_than_the_best_is_left_out(library, windows):
    made = compose(library, windows, "¿Cuánto?", {"17,4 millones": 25.0, "ruido": -5.0})
    assert len(made.statements) == 1


def test_a_date_is_resolved_when_the_question_asks_when(library, windows):
    when = compose(library, windows, "¿Cuándo terminará la ampliación?", {"el 5 de enero": 5.0})
    assert when.resolved_date == date(2026, 1, 5)
    what = compose(library, windows, "¿Qué terminará la ampliación?", {"el 5 de enero": 5.0})
    assert what.resolved_date is None
    weekday = compose(library, windows, "¿Cuándo los recibirá?", {"el martes": 5.0})
    assert weekday.resolved_date == date(2025, 11, 4)


@pytest.mark.parametrize(
    ("question", "span", "short"),
    [
        ("¿El puerto movió 17,4 millones de toneladas?", "17,4 millones", "Sí"),
        ("¿Habrá más trenes de noche?", "más trenes", "No"),
        ("Will the ampliación cost 212,5 millones?", "212,5 millones", "Yes"),
        ("¿Cerrará la fábrica de aluminio de Avilés?", "El alcalde", ""),
    ],
)
def test_yes_or_no_is_said_only_where_the_sentence_settles_it(library, windows, question, span, short):
    made = compose(library, windows, question, {span: 9.0})
    assert made.short == short


def test_of_two_sentences_the_one_that_settles_it_stands_alone(library, windows):
    question = "¿Recibirá el alcalde el martes?"
    made = compose(library, windows, question, {"ruido": 5.0, "El alcalde": 4.5})
    assert [statement.text[:10] for statement in made.statements] == ["El alcalde"]
    assert made.short == "Sí"
    assert made.statements[0].citations == (made.citations[0].number,) == (1,)


def test_near_misses_are_at_most_three_exact_stretches_without_blanks_around(library, windows, body):
    nearest = Composer(library).near_misses(windows * 5)
    assert len(nearest) == 3
    assert [miss.number for miss in nearest] == [1, 2, 3]
    for miss in nearest:
        assert body[miss.start : miss.end] == miss.quote == miss.quote.strip()
        assert miss.quote
    assert Composer(library).near_misses([]) == ()


@pytest.mark.parametrize(
    ("language", "question", "topic", "message"),
    [
        ("es", "¿Qué pasó?", "", "No consta en el archivo."),
        ("en", "Who was it?", "", "The archive does not say."),
        (
            "es",
            "¿Cuánto costó?",
            "tráfico de fentanilo",
            (
                "No consta en el archivo. Habla de «tráfico de fentanilo», "
                "pero no se ha encontrado que diga cuánto."
            ),
        ),
        (
            "en",
            "When did he come?",
            "Marco Rubio",
            "The archive does not say. It speaks of “Marco Rubio”, but nothing was found that says when.",
        ),
        (
            "pt",
            "Por que se reuniram?",
            "reunião",
            "Não consta no arquivo. Fala de “reunião”, mas não se encontrou que diga por quê.",
        ),
    ],
)
def test_a_refusal_names_the_topic_if_there_is_one_and_what_is_missing(language, question, topic, message):
    assert refusal(language, understand(question), topic) == message


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("¿A qué hora es la reunión del 23 de enero?", "a qué hora"),
        ("¿Cuándo es la reunión?", "cuándo"),
        ("¿Cuántos muertos hubo?", "cuántos"),
        ("¿Cuántas toneladas se decomisaron?", "cuántas"),
        ("¿Qué edad tiene el canciller?", "qué edad"),
        ("¿Quiénes firmaron el acuerdo?", "quiénes"),
        ("At what time is the meeting?", "at what time"),
        ("How many died?", "how many"),
        ("A que horas é a reunião?", "a que horas"),
        ("Quantas pessoas morreram?", "quantas"),
    ],
)
def test_what_a_refusal_says_is_missing_is_what_was_asked(question, missing):
    asked = understand(question)
    assert refusal(asked.language, asked, "la cumbre").endswith(f" {missing}.")
