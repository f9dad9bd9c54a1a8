"""The whole path over the seed article, with the real models: right answers, exact proof, honest refusals."""

from __future__ import annotations

import itertools
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Timings, Turn
from assistant.ask import Assistant
from assistant.filter import Filter
from assistant.settings import load_settings
from index.errors import SeedsFolderMissing

SEEDS = Path(__file__).parents[1] / "seeds"
SEED = "000_143a7ae7c4640c36.txt"
MEETING = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
WORLD_CUP = "¿Quién ganó el Mundial de fútbol?"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the seeds that a test may change."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "seeds"


@pytest.fixture
def assistant(embedder, folder, monkeypatch) -> Assistant:
    """An assistant over ``folder`` with an index of its own, and the embedder that is loaded already."""
    monkeypatch.setattr("assistant.archive.load_embedder", lambda _: embedder)
    return Assistant(load_settings(seeds=folder, index=folder.parent / "index"))


def untimed(answer):
    """The answer without the time it took, which no two share."""
    return replace(answer, timings_ms=Timings())


def assert_exact(archive, citations):
    for citation in citations:
        article = archive.article(citation.article)
        assert article.body[citation.start : citation.end] == citation.quote
        assert article.digest == citation.digest
        assert citation.quote == citation.quote.strip()


def test_the_seed_question_is_answered_with_its_date_and_its_sentence(archive):
    answer = archive.ask(MEETING)
    assert answer.short == "23 de enero"
    assert answer.resolved_date == date(2026, 1, 23)
    assert not answer.refused
    assert answer.language == "es"
    (statement,) = answer.statements
    (citation,) = answer.citations
    assert statement.citations == (citation.number,) == (1,)
    assert statement.text == citation.quote
    assert statement.text[slice(*statement.emphasis)] == "23 de enero"
    assert citation.quote.startswith("Durante la conversación")
    assert citation.quote.endswith("el 23 de enero.")
    assert (citation.article, citation.paragraph) == (SEED, 3)
    assert (citation.place, citation.published) == ("Ciudad de México", date(2026, 1, 16))
    assert_exact(archive, answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "cuando es la proxima reunion del grupo de implementacion de seguridad",
        "CUÁNDO ES LA PRÓXIMA REUNIÓN DEL GRUPO DE IMPLEMENTACIÓN DE SEGURIDAD",
        "  ¿Cuándo es la próxima reunión\n del Grupo de Implementación de Seguridad?  ",
        "<b>¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?</b>",
    ],
)
def test_the_way_a_question_is_typed_does_not_change_its_answer(archive, question):
    answer = archive.ask(question)
    assert answer.short == "23 de enero"
    assert answer.question == question


@pytest.mark.parametrize(
    "question", [WORLD_CUP, "¿Cuál es la capital de Mongolia?", "Who won the World Cup?"]
)
def test_what_the_archive_does_not_speak_of_is_refused_and_nothing_offered(archive, question):
    answer = archive.ask(question)
    assert answer.refused
    assert answer.text.startswith(("No consta en el archivo", "The archive does not say"))
    assert (answer.statements, answer.citations, answer.short) == ((), (), "")
    assert answer.near_misses == ()


def test_what_is_refused_is_offered_what_is_near(archive):
    answer = archive.ask("¿Quién ganó el partido de fútbol entre Rubio y Sheinbaum?")
    assert answer.refused
    assert 1 <= len(answer.near_misses) <= 3
    assert [miss.number for miss in answer.near_misses] == list(range(1, len(answer.near_misses) + 1))
    assert_exact(archive, answer.near_misses)


def test_an_english_question_is_answered_in_the_articles_words_and_refused_in_english(archive):
    answer = archive.ask("When is the next meeting of the Security Implementation Group?")
    assert answer.language == "en"
    assert answer.short == "23 de enero"
    assert_exact(archive, answer.citations)
    assert archive.ask("Who won the World Cup?").text.startswith("The archive does not say.")


def test_the_language_asked_for_wins_over_the_questions_own(archive):
    assert archive.ask(WORLD_CUP, language="en").text.startswith("The archive does not say.")
    assert archive.ask("Who won the World Cup?", language="es").text.startswith("No consta en el archivo.")


@pytest.mark.parametrize(
    "question", ["", "   \n", "¿?", "🙂🙂", "\x00", "'\"; DROP TABLE", "%s {} ${x}", "ñ"]
)
def test_a_question_that_asks_nothing_is_refused(archive, question):
    assert archive.ask(question).refused


@pytest.mark.timeout(60)
def test_a_question_of_ten_thousand_characters_is_answered_or_refused_in_good_time(archive):
    answer = archive.ask("¿Qué acordaron los ministros en la reunión de seguridad? " * 180)
    assert answer.citations or answer.near_misses
    assert_exact(archive, answer.citations + answer.near_misses)


def test_markup_in_a_question_is_words_and_no_more(archive):
    question = '<script>alert("1")</script> <img src=x onerror=alert(1)> [1] ¿Quién es Marco Rubio?'
    answer = archive.ask(question)
    assert answer.question == question
    assert "<" not in answer.text


def test_a_summary_is_a_few_cited_sentences_in_the_articles_order(archive):
    answer = archive.ask("Resume la noticia")
    assert not answer.refused
    assert 2 <= len(answer.statements) <= 4
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts)
    assert_exact(archive, answer.citations)


@pytest.mark.parametrize("question", [MEETING, WORLD_CUP, "Resume la noticia"])
def test_a_stream_grows_without_renumbering_and_ends_with_the_whole_answer(archive, question):
    grown = list(archive.stream(question))
    assert untimed(grown[-1]) == untimed(archive.ask(question))
    for before, after in itertools.pairwise(grown):
        assert after.statements[: len(before.statements)] == before.statements
        assert len(after.statements) > len(before.statements)
        assert set(before.citations) <= set(after.citations)
    for answer in grown:
        numbers = {citation.number for citation in answer.citations}
        assert {number for statement in answer.statements for number in statement.citations} == numbers


def test_eight_threads_get_the_answers_that_one_gets(archive):
    questions = [MEETING, WORLD_CUP, "¿Con quién habló Marco Rubio?", "¿Dónde será la Reunión Ministerial?"]
    alone = {question: untimed(archive.ask(question)) for question in questions}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(archive.ask, questions * 2))
    assert [untimed(answer) for answer in together] == [alone[question] for question in questions * 2]


def test_the_first_question_prepares_what_it_needs(assistant):
    assert not assistant.is_ready
    assert assistant.article_count == 0
    assert assistant.example_questions("es", 3) == []
    assert assistant.ask(MEETING).short == "23 de enero"
    assert assistant.is_ready
    assert assistant.article_count == 1


def test_an_edited_article_is_what_the_next_answer_quotes(assistant, folder):
    before = assistant.ask(MEETING)
    path = folder / SEED
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("el 23 de enero", "el 29 de enero"), encoding="utf-8")
    after = assistant.ask(MEETING)
    assert (after.short, after.resolved_date) == ("29 de enero", date(2026, 1, 29))
    assert after.citations[0].quote.endswith("el 29 de enero.")
    assert after.citations[0].digest != before.citations[0].digest
    assert_exact(assistant, after.citations)


def test_an_article_added_or_deleted_is_there_or_gone_at_the_next_question(assistant, folder):
    assert assistant.ask("¿Cuánto costará el puente de Ribadesella?").refused
    bridge = folder / "puente.txt"
    bridge.write_text(
        "Oviedo, 3 de marzo de 2026. El nuevo puente de Ribadesella costará 14,2 millones de euros, según el "
        "consejero de Obras Públicas, que lo presentó ayer a los vecinos.",
        encoding="utf-8",
    )
    answer = assistant.ask("¿Cuánto costará el puente de Ribadesella?")
    assert "14,2 millones" in answer.short
    assert answer.citations[0].article == "puente.txt"
    bridge.unlink()
    answer = assistant.ask("¿Cuánto costará el puente de Ribadesella?")
    assert answer.refused
    assert {miss.article for miss in answer.near_misses} <= {SEED}


def test_the_last_article_deleted_leaves_an_archive_that_says_it_is_empty(assistant, folder):
    assistant.prepare()
    (folder / SEED).unlink()
    for language, words in (("es", "no hay ningún artículo"), ("en", "no articles")):
        answer = assistant.ask(MEETING, language=language)
        assert answer.refused
        assert words in answer.text
        assert answer.near_misses == ()
    assert assistant.search(MEETING, top=3) == []
    assert assistant.example_questions("es", 3) == []


def test_a_folder_that_is_not_there_is_named_with_its_remedy(assistant, folder):
    shutil.rmtree(folder)
    with pytest.raises(SeedsFolderMissing, match="--seeds") as caught:
        assistant.ask(MEETING)
    assert str(folder) in str(caught.value)


def test_an_article_that_is_not_in_the_archive_raises_key_error(archive):
    with pytest.raises(KeyError):
        archive.article("no/existe.txt")


def test_two_questions_in_one_are_answered_with_two_statements(archive):
    answer = archive.ask("¿Qué día fue la llamada y qué día será el siguiente encuentro del grupo?")
    assert answer.short == "15 de enero y 23 de enero"
    assert [statement.citations for statement in answer.statements] == [(1,), (2,)]
    assert "15 de enero" in answer.citations[0].quote
    assert "23 de enero" in answer.citations[1].quote
    assert_exact(archive, answer.citations)


def test_a_sentence_that_answers_both_of_two_questions_is_cited_once(archive):
    answer = archive.ask("¿Quién llamó a Juan Ramón de la Fuente y cuándo?")
    assert answer.short == "Marco Rubio y 15 de enero"
    assert len(answer.statements) == len(answer.citations) == 1


def test_of_two_questions_the_one_without_an_answer_is_named(archive):
    answer = archive.ask("¿Cuándo fue la llamada y cuánto duró?")
    assert answer.short == "15 de enero"
    assert len(answer.statements) == 1
    assert "No se ha encontrado que el archivo diga cuánto" in answer.notice


def test_who_signs_an_article_without_a_signature_is_refused_and_said_so(archive):
    answer = archive.ask("¿Quién firma la noticia?")
    assert answer.refused
    assert answer.text.startswith("No consta en el archivo. El artículo «El gobierno de Estados Unidos")
    assert answer.text.endswith("no lleva firma.")


def test_who_signs_an_article_is_told_of_the_one_that_is_meant(assistant, folder):
    (folder / "puerto.txt").write_text(
        "El puerto crece\n\nPor Lucía Peña\n\nEl puerto de Gijón movió 17,4 millones de toneladas.\n",
        encoding="utf-8",
    )
    answer = assistant.ask("¿Quién escribió la noticia del puerto de Gijón?")
    assert (answer.short, answer.citations[0].quote) == ("Lucía Peña", "Por Lucía Peña")
    assert answer.notice is None
    assert assistant.ask("¿Quién escribió la noticia del fentanilo en la frontera?").refused
    # Which of the two is meant is told by a filter, where the words do not.
    unsigned = assistant.ask("¿Quién firma la noticia?", where=Filter.parse(place="mexico"))
    assert unsigned.refused
    assert not unsigned.citations
    filtered = assistant.ask("¿Quién firma la noticia?", where=Filter.parse(author="peña"))
    assert filtered.short == "Lucía Peña"


def test_what_persons_spoke_of_is_no_summary(archive):
    called = Turn(asked := "¿Quién llamó a Juan Ramón de la Fuente?", archive.ask(asked))
    answer = archive.ask("¿De qué hablaron?", history=[called])
    assert answer.rewritten_question == "¿De qué hablaron Marco Rubio y Juan Ramón de la Fuente?"
    assert len(answer.statements) <= 2


@pytest.mark.parametrize("question", ["¿Con qué palabras dimitió el alcalde?", "¿Quién dijo «Me voy»?"])
def test_an_article_of_headings_alone_is_asked_as_any_other(assistant, folder, question):
    (folder / "a.md").write_text("# El alcalde dimite: «Me voy»\n\n## Así lo dijo el alcalde ante el pleno\n")
    answer = assistant.ask(question)
    assert_exact(assistant, answer.citations + answer.near_misses)
    assert "a.md" in {citation.article for citation in answer.citations + answer.near_misses}


def test_a_yes_or_no_is_said_where_the_article_settles_it(archive):
    yes = archive.ask("¿Fue la llamada el 15 de enero?")
    no = archive.ask("¿Fue la llamada el 10 de enero?")
    assert yes.short == "Sí"
    assert no.short == "No"
    assert_exact(archive, (*yes.citations, *no.citations))
