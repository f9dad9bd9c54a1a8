"""The kind of answer that a question wants and the language it is in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import understand
from assistant.topic import topic
from index.lexical import fold, words

SPANISH = st.text(
    alphabet="abcdefghijklmnñopqrstuvwxyzáéíóúüABCDEÑÁÉÍÓÚ0123456789 \n¿?¡!«»“”\"'.,;:-()%€çàôß"
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("¿Quién ganó el Mundial de fútbol?", "who"),
        ("¿Con quién habló Rubio?", "who"),
        ("¿Cómo se llama el canciller?", "who"),
        ("quien es marco rubio", "who"),
        ("¿Cuándo es la próxima reunión?", "when"),
        ("¿Para cuándo está prevista?", "when"),
        ("¿En qué año se relanzó el esquema?", "when"),
        ("¿Cuál es la fecha de la reunión?", "when"),
        ("¿A qué hora empieza?", "when"),
        ("fecha reunión ministerial", "when"),
        ("Dime cuándo se reúnen", "when"),
        ("¿Dónde será la reunión?", "where"),
        ("¿En qué ciudad se reúnen?", "where"),
        ("¿Hacia dónde va el fentanilo?", "where"),
        ("¿Cuántas toneladas se decomisaron?", "how_many"),
        ("¿Qué porcentaje subió?", "how_many"),
        ("¿Durante cuánto tiempo hablaron?", "how_many"),
        ("¿Cada cuánto se reúnen?", "how_many"),
        ("¿Por qué es inaceptable?", "why"),
        ("¿A qué se debe la llamada?", "why"),
        ("¿Cómo se medirán los esfuerzos?", "how"),
        ("¿Quiénes hablaron por teléfono?", "list"),
        ("¿Cuáles fueron los acuerdos?", "list"),
        ("¿Qué dijo Rubio?", "quote"),
        ("¿Con qué palabras lo criticó?", "quote"),
        ("¿Qué exige Estados Unidos?", "what"),
        ("¿Bajo qué lema se reúnen?", "what"),
        ("reunión seguridad Washington", "what"),
        ("Cuando se fue Villarreal, ¿a quién dejaron encargado?", "who"),
        ("Quien bien te quiere, ¿cuándo te hará llorar?", "when"),
        ("precio entradas festival", "how_many"),
        ("edad de la víctima", "how_many"),
        ("hora de inicio del fuego", "when"),
        ("honras fúnebres Chaverri, hora", "when"),
        ("día entrega premio", "when"),
        ("albergue más grande, ubicación", "where"),
        ("sede concierto inaugural", "where"),
        ("causas del incendio", "why"),
        ("presupuesto anual del museo", "how_many"),
        ("acuerdo con la Santa Sede", "what"),
        ("La Razón", "what"),
        ("la causa contra Uribe", "what"),
        ("detenido menor de edad", "what"),
        ("residencia tercera edad", "what"),
        ("Edad Media", "what"),
        ("eclipse total", "what"),
        ("número dos de la DGT", "what"),
        ("día de la madre", "what"),
        ("Gaza última hora", "what"),
        ("¿Qué precio tiene el lugar?", "how_many"),
        ("fechas del festival", "what"),
        ("Marco Rubio", "what"),
        ("", "what"),
        ("¿?", "what"),
    ],
)
def test_the_kind_of_a_question(question, kind):
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "¿Aceptaba Rubio que el progreso fuera gradual?",
        "¿Se reunirán en febrero?",
        "¿El gobierno aceptó el plan?",
        "¿No hubo acuerdo?",
        "es marco rubio el secretario de estado",
        "Según la SRE, ¿coincidieron ambos funcionarios?",
        "Did Rubio accept the plan?",
        "se comprometieron los dos paises a respetar la soberania",
        "aceptaron los vecinos la ampliacion",
        "se daria por contento sotomayor con un tercer puesto",
        "¿Bajó el precio del oro?",
        "¿Hacía poesía el rey?",
    ],
)
def test_a_question_that_opens_with_its_verb_wants_yes_or_no(question):
    assert understand(question).kind == "yes_no"


@pytest.mark.parametrize(
    "words",
    [
        "frontera entre México y Estados Unidos",
        "cámara de diputados de la nación",
        "se sabe cuándo llegaron los barcos",
        "dijeron cuánto costará la obra",
        "Teheran y la central nuclear",
        "primera reunión del grupo bilateral",
        "Marco Rubio?",
        "precio la gasolina en madrid",
        "visita del papa a españa",
        "compra de viviendas por extranjeros",
        "cambio de hora en octubre",
        "barrio el carmen de valencia",
        "muere el papa francisco",
        "carrera los domingos por la ciudad",
        "habla el ministro de quien lo sucedera",
        "¿Bajo qué nombre lo publicó?",
        "¿Hacia dónde viajó?",
    ],
)
def test_words_to_search_for_and_what_asks_for_more_want_no_yes_or_no(words):
    assert understand(words).kind != "yes_no"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("¿Sabes cuándo es la reunión?", "when"),
        ("¿Se sabe cuántos muertos hubo?", "how_many"),
        ("¿Sabrías decirme cuándo es la final?", "when"),
        ("¿Me podría decir usted cuándo es?", "when"),
        ("¿Me dices quién ganó?", "who"),
        ("¿Hace cuánto que dimitió?", "when"),
        ("¿Sabe el ministro la verdad?", "yes_no"),
        ("¿Me puedes decir quién es Rubio?", "who"),
        ("¿Podrías explicarme por qué llamó?", "why"),
        ("Can you tell me when the meeting is?", "when"),
        ("Do you know who Rubio is?", "who"),
    ],
)
def test_a_courtesy_before_a_question_does_not_change_it(question, kind):
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "Resume la noticia",
        "Resúmeme las noticias de hoy",
        "¿De qué trata el artículo?",
        "Hazme un resumen de lo de Rubio",
        "¿Qué noticias hay?",
        "¿Qué dice la noticia?",
        "Summarize the article",
        "What is the story about?",
    ],
)
def test_a_request_for_a_summary(question):
    assert understand(question).kind == "summary"


@pytest.mark.parametrize(
    "question",
    [
        "¿De qué hablaron?",
        "de que hablaron (Marco Rubio, De la Fuente)",
        "¿De qué hablaban Rubio y Sheinbaum?",
        "¿De qué habla Sheinbaum con Trump?",
        "¿De qué valle es el río?",
        "¿De qué trataron los ministros?",
    ],
)
def test_what_people_spoke_of_is_no_request_for_a_summary(question):
    assert understand(question).kind == "what"


def test_what_is_quoted_asks_nothing():
    assert understand("«Pensé que estaba perdido», ¿quién lo dijo?").kind == "who"
    assert understand("¿Qué significa «cuándo»?").kind == "what"


def test_what_an_article_says_of_something_is_no_request_for_a_summary():
    assert understand("¿Qué dice la nota sobre el progreso gradual?").kind == "what"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("¿Quién es Marco Rubio?", "es"),
        ("quien es el secretario de estado", "es"),
        ("Marco Rubio", "es"),
        ("reunión seguridad", "es"),
        ("", "es"),
        ("🙂", "es"),
        ("¿Has visto el informe?", "es"),
        ("Who is Marco Rubio?", "en"),
        ("Did they meet in Washington?", "en"),
        ("When is the Grupo de Implementación de Seguridad meeting?", "en"),
        ("Who is Juan Ramón de la Fuente?", "en"),
        ("the next meeting of the group", "en"),
    ],
)
def test_the_language_of_a_question(question, language):
    assert understand(question).language == language


@given(SPANISH)
def test_accents_and_capitals_do_not_change_what_is_asked_for(text):
    bare = fold(text)
    assert understand(bare).kind == understand(text.lower()).kind


@given(st.text())
def test_any_text_is_understood_and_kept_as_it_is_unless_it_is_all_capitals(text):
    assert understand(text).text == (text.lower() if text.isupper() and len(text.split()) > 3 else text)


def test_a_question_in_capitals_is_read_in_lower_case_but_acronyms_are_not():
    assert understand("¿QUÉ DIJO MARCO RUBIO?").text == "¿qué dijo marco rubio?"
    assert understand("SRE EE. UU.").text == "SRE EE. UU."


@given(SPANISH)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(SPANISH)
def test_words_do_not_depend_on_accents_or_capitals(text):
    assert words(fold(text)) == words(text)


@given(data=st.data(), question=SPANISH, before=SPANISH, after=SPANISH)
def test_a_topic_is_part_of_the_question_and_in_the_passage(data, question, before, after):
    start = data.draw(st.integers(0, len(question)))
    end = data.draw(st.integers(start, len(question)))
    passage = f"{before} {question[start:end]} {after}"
    found = topic(question, passage)
    assert found in question
    bare = " ".join(re.findall(r"\w+", fold(passage)))
    assert " ".join(re.findall(r"\w+", fold(found))) in bare


def test_a_topic_is_the_longest_run_of_words_that_both_have():
    passage = "Rubio habló del tráfico de fentanilo en la frontera."
    assert topic("¿Cuántas toneladas del tráfico de fentanilo hubo?", passage) == "tráfico de fentanilo"
    assert topic("¿Quién es Rubio?", passage) == "Rubio"
    assert topic("¿Qué es la frontera?", passage) == ""
    assert topic("¿Quién ganó el Mundial?", passage) == ""


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("¿Qué organismo le retiró la corona interina a Cermeño?", "corona interina"),
        ("¿Quién retiró la corona interina?", "corona interina"),
        ("¿Por qué se retiró la corona interina?", "corona interina"),
        ("¿Cuándo ha retirado la corona interina el organismo?", "corona interina"),
        ("¿Qué pidió Antonio Cermeño?", "Antonio Cermeño"),
        ("¿Qué organismo internacional de boxeo lo dijo?", "organismo internacional de boxeo"),
        ("¿Cuántos organismos de boxeo hay?", ""),
        ("¿A quién retiró el organismo internacional la corona?", "organismo internacional"),
    ],
)
def test_a_topic_has_no_verb_of_the_question(question, found):
    passage = (
        "El organismo internacional de boxeo le retiró la corona interina a Cermeño."
        " Qué pidió Antonio Cermeño no se sabe; se ha retirado la corona interina."
    )
    assert topic(question, passage) == found


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Quem é o chanceler do México?", "who"),
        ("Quando será a próxima reunião do grupo?", "when"),
        ("Onde fica Gijón?", "where"),
        ("Quantas toneladas foram apreendidas?", "how_many"),
        ("Por que protestou a Argentina?", "why"),
        ("O que disse Rubio?", "what"),
        ("Foi aprovada a lei na segunda-feira?", "yes_no"),
    ],
)
def test_portuguese_question_is_known_with_its_kind(question, kind):
    found = understand(question)
    assert (found.language, found.kind) == ("pt", kind)


@pytest.mark.parametrize("question", ["¿Quién es Lula da Silva?", "¿Qué hizo el São Paulo en Brasil?"])
def test_portuguese_names_make_no_portuguese_question(question):
    assert understand(question).language == "es"


@pytest.mark.parametrize(
    "question",
    [
        "dime el nombre del alcalde de Gijón?",
        "lista de los ministros del Gobierno?",
        "precio del petróleo en el mercado de Londres?",
        "le monde diplomatique en español",
        "se busca al ladrón del banco de Gijón",
    ],
)
def test_words_that_ask_for_something_want_no_yes_or_no(question):
    assert understand(question).kind != "yes_no"


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("¿Quién llamó, según la nota?", "¿Quién llamó?"),
        ("quien llamo segun la noticia", "quien llamo"),
        ("Según el artículo, ¿quién llamó?", "¿quién llamó?"),
        ("¿Cómo se llama la presidenta que menciona la nota?", "¿Cómo se llama la presidenta?"),
        ("¿Quién llamó según la nota de la SRE?", "¿Quién llamó según la nota de la SRE?"),
        ("¿Qué se prohíbe, según el artículo 5?", "¿Qué se prohíbe, según el artículo 5?"),
        ("¿Qué menciona la nota?", "¿Qué menciona la nota?"),
        ("¿Es cierto que menciona el artículo?", "¿Es cierto que menciona el artículo?"),
        ("¿Quién firma según la noticia?", "¿Quién firma según la noticia?"),
        ("Dime todo lo que aparece en la noticia", "Dime todo lo que aparece en la noticia"),
    ],
)
def test_that_it_is_asked_of_an_article_is_left_out_of_what_is_read(asked, read):
    assert understand(asked).text == read
