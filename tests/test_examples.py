"""Questions offered to a reader: made of what is indexed, and answered by it."""

from __future__ import annotations

import pytest

from assistant.examples import example_questions
from tests.hashed import open_store, run_sync

OLD = "Gijón, 3 de noviembre de 2020. La alcaldesa Carmen Moriyón inauguró un muelle. Nada más ocurrió."
NEW = "Lugo, 5 de mayo de 2026. El ministro de Fomento, Óscar Puente, visitó la obra. No habló con nadie."
SAID = "León, 6 de abril de 2026. «Estamos contentos», dijo a los periodistas Luis Pérez Gil al salir."


@pytest.fixture
def ask_for(tmp_path):
    """Example questions over articles with these texts."""

    def questions(texts, language="es", count=6):
        seeds = tmp_path / "seeds"
        seeds.mkdir()
        for number, text in enumerate(texts):
            (seeds / f"{number}.txt").write_text(text, encoding="utf-8")
        store = open_store(tmp_path / "index")
        run_sync(seeds, store)
        return example_questions(store, language, count)

    return questions


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_example_over_the_seed_is_answered(archive, language):
    questions = archive.example_questions(language, 4)
    assert questions
    for question in questions:
        answer = archive.ask(question)
        assert not answer.refused, question
        assert answer.language == language


def test_examples_ask_who_people_are_what_they_said_and_what_a_story_is_about(ask_for):
    questions = ask_for([NEW, SAID])
    assert questions[:2] == ["¿Quién es Óscar Puente?", "¿Qué dijo Luis Pérez Gil?"]
    assert questions[2].startswith("¿De qué trata la noticia «El ministro de Fomento")


def test_what_an_office_is_of_is_taken_for_no_person(ask_for):
    texts = [
        "León, 6 de abril de 2026. Se reunió con el ministro de Asuntos Exteriores de Venezuela en Caracas.",
        "León, 5 de abril de 2026. «Nada», dijo en La Habana el portavoz del Consejo de Castilla y León.",
    ]
    questions = ask_for(texts)
    assert len(questions) == len(texts)
    assert all(question.startswith("¿De qué trata") for question in questions)


def test_the_latest_article_comes_first_and_no_more_are_given_than_asked_for(ask_for):
    assert ask_for([OLD, NEW], count=2) == ["¿Quién es Óscar Puente?", "¿Quién es Carmen Moriyón?"]


def test_no_question_is_given_twice(ask_for):
    questions = ask_for([NEW, NEW.replace("visitó", "recorrió")])
    assert len(questions) == len(set(questions))


def test_a_long_title_is_cut_at_a_word_and_its_quotation_marks_stand_within_others(ask_for):
    text = (
        "León, 6 de abril de 2026. «Estamos muy contentos con la decisión que el Gobierno regional tomó ayer "
        "por mayoría. Y con la sentencia que llegó después», dijeron."
    )
    question = ask_for([text])[0]
    title = question.removeprefix("¿De qué trata la noticia «").removesuffix("»?")
    assert title.startswith("“Estamos")
    assert len(title) <= 80
    assert title.split()[-1] in text.split()


def test_examples_can_be_in_english(ask_for):
    assert ask_for([NEW], language="en")[0] == "Who is Óscar Puente?"


def test_an_empty_archive_offers_nothing(ask_for):
    assert ask_for([]) == []
