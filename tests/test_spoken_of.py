"""Questions of few words in a conversation: taken of what was just spoken of, if that answers them."""

from __future__ import annotations

import pytest

from assistant.answer import Turn
from assistant.conversation.leaning import may_lean
from assistant.finding import Found
from assistant.reading.confidence import SURE_ENOUGH
from assistant.spoken_of import found_in_context

STORIES = {
    "autobus.txt": (
        "Un autobús escolar volcó el martes en una curva de la A-44, cerca de Jaén. Viajaban 31 "
        "alumnos de un colegio de Úbeda.\n\n"
        "El accidente dejó 12 heridos, ninguno de gravedad, según la delegada del Gobierno, Marta "
        "Cano. El conductor dio negativo en alcohol.\n\n"
        "Los peritos tienen diez días para entregar su informe."
    ),
    "tren.txt": (
        "Un tren de mercancías descarriló en la noche del jueves a la entrada de Monforte de Lemos, "
        "en Lugo.\n\n"
        "El descarrilamiento causó 40 heridos entre los viajeros de un cercanías que esperaba en la "
        "vía contigua. El maquinista, Luis Seoane, declara mañana ante el juez.\n\n"
        "El juzgado fijó un plazo de 90 días para la investigación. La herida más grave, Elvira "
        "Sanz, vivía en Sarria."
    ),
    "yogures.txt": (
        "La cooperativa Lácteos del Nalón abrirá en otoño una planta en Langreo.\n\n"
        "La nueva fábrica hará 9 millones de yogures al año y dará trabajo a 70 personas."
    ),
    "vecinos.txt": (
        "Los vecinos de Alba Rancho dieron al alcalde un plazo de tres semanas antes de bloquear la "
        "avenida Petrolera.\n\nPiden que se investigue por qué no tienen agua."
    ),
}
BUS, TRAIN = "¿Dónde volcó el autobús escolar?", "¿Dónde descarriló el tren de mercancías?"


@pytest.fixture(scope="module")
def archive(archive_of):
    return archive_of(STORIES)


@pytest.mark.parametrize(
    ("before", "article", "said"), [(BUS, "autobus.txt", "12"), (TRAIN, "tren.txt", "40")]
)
def test_a_question_that_names_nothing_is_of_what_was_spoken_of(archive, before, article, said):
    last = Turn(before, archive.ask(before))
    assert last.answer.citations[0].article == article
    answer = archive.ask("¿Cuántos heridos hubo?", history=[last])
    assert answer.citations[0].article == article
    assert said in answer.short


@pytest.mark.parametrize(
    ("before", "asked", "article", "said"),
    [
        ("¿Cuántos alumnos viajaban?", "cuánto plazo dieron para investigar", "autobus.txt", "diez días"),
        ("¿Dio positivo el conductor?", "¿Y cuándo fue?", "autobus.txt", "martes"),
        ("¿Dio positivo el conductor?", "¿cuántos heridos hubo?", "autobus.txt", "12"),
        ("¿Ante quién declara el maquinista?", "¿cuántos heridos hubo?", "tren.txt", "40"),
    ],
)
def test_what_the_story_spoken_of_tells_is_not_sought_in_others(archive, before, asked, article, said):
    answer = archive.ask(asked, history=[Turn(before, archive.ask(before))])
    assert answer.citations[0].article == article
    assert said in answer.short


@pytest.mark.parametrize("asked", ["¿Y dónde vivía?", "¿Y dónde vive?", "¿Vivía en Sarria?"])
def test_what_is_asked_of_somebody_is_not_told_of_another(archive, asked):
    before = "¿Quién es Luis Seoane?"
    last = Turn(before, archive.ask(before))
    assert last.answer.citations[0].article == "tren.txt"
    answer = archive.ask(asked, history=[last])
    assert answer.confidence < SURE_ENOUGH or "Sarria" not in answer.short


def test_what_another_article_tells_of_another_month_is_not_told_of_the_last_one(archive_of):
    prices = {
        f"{month}.txt": f"La inflación subió un {rate} % en {month}, según el Instituto de Estadística.\n"
        for month, rate in (("enero", "2,4"), ("febrero", "3,1"))
    }
    archive = archive_of(prices)
    before = "¿Cuánto subió la inflación en enero?"
    last = Turn(before, archive.ask(before))
    assert "2,4" in last.answer.short
    assert "3,1" in archive.ask("¿Y en febrero?", history=[last]).short


def test_how_a_question_was_taken_is_told(archive):
    spoken_of = [Turn(before, archive.ask(before)) for before in (BUS, TRAIN)]
    told = [archive.ask("¿Cuántos heridos hubo?", history=[turn]).rewritten_question for turn in spoken_of]
    # Asked alone it is of one of the two, and so of the other it has to be told.
    assert any(each and each.startswith("¿Cuántos heridos hubo cuando ") for each in told)


@pytest.mark.parametrize("more", ["Cuéntame más", "Tell me more"])
@pytest.mark.parametrize(("before", "article"), [(BUS, "autobus.txt"), (TRAIN, "tren.txt")])
def test_who_wants_more_is_told_the_story_that_was_spoken_of(archive, before, article, more):
    answer = archive.ask(more, history=[Turn(before, archive.ask(before))])
    assert {citation.article for citation in answer.citations} == {article}
    assert not answer.refused


def test_another_subject_is_not_bent_to_the_last_one(archive):
    last = Turn(BUS, archive.ask(BUS))
    answer = archive.ask("¿Cuántos yogures hará la fábrica?", history=[last])
    assert answer.citations[0].article == "yogures.txt"
    assert answer.rewritten_question is None


def test_an_article_that_goes_meanwhile_leaves_what_was_found_alone(archive):
    class Gone:
        def windows(self, question):
            raise KeyError(question.text)

    last = Turn(BUS, archive.ask(BUS))
    alone = Found([], None, 0.0)
    assert found_in_context(Gone(), "¿Cuántos heridos hubo?", None, [last], alone, "es") is None


@pytest.mark.parametrize(
    ("question", "may"),
    [
        ("¿Cuántos heridos hubo?", True),
        ("¿Qué dijo el alcalde?", True),
        ("¿Qué dijo Marta Cano?", False),
        ("¿Qué noticias hay?", False),
        ("¿Cuántos alumnos de un colegio viajaban en el autobús volcado?", False),
        ("gracias por todo", False),
    ],
)
def test_few_words_and_no_name_may_be_of_what_was_spoken_of(question, may):
    assert may_lean(question) is may
