"""A question that leans on the last one is asked in full; any other is left as it is."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Citation, Refusal, Statement, Turn
from assistant.conversation import followup
from assistant.model.llm import open_model
from assistant.question import understand
from assistant.settings import Settings
from index.tokens import count_tokens
from tests.scripted_model import Script, ScriptedModel, say

NEXT_MEETING = "la próxima reunión del Grupo de Implementación"
MEETING = f"¿Cuándo es {NEXT_MEETING}?"
CALL = "¿Quién llamó al canciller?"


def in_full(question, history, model=None):
    """What it comes to, however long a model takes."""
    rewriting = followup.in_full(question, history, model)
    while True:
        try:
            next(rewriting)
        except StopIteration as ended:
            return ended.value


def turn(question, short="", **fields):
    text = f"Es {short}." if short else "Se reunieron."
    return Turn(question, Answer(question, "es", (Statement(text, (1,)),), short=short, **fields))


@pytest.mark.parametrize(
    ("before", "question", "full"),
    [
        (
            turn(MEETING),
            "¿Y quién lo anunció?",
            f"¿Quién anunció {NEXT_MEETING}?",
        ),
        (
            turn(MEETING),
            "¿Y dónde?",
            f"¿Dónde es {NEXT_MEETING}?",
        ),
        (
            turn(MEETING),
            "¿Cuál es el objetivo de eso?",
            f"¿Cuál es el objetivo de {NEXT_MEETING}?",
        ),
        (turn("¿Qué dijo Rubio?"), "¿Y Sheinbaum?", "¿Qué dijo Sheinbaum?"),
        # A place or a name of which the article was said, and one of which it was not.
        (
            turn("¿Cuántos casos hubo en la Comunidad de Madrid?"),
            "¿Y en Cataluña?",
            "¿Cuántos casos hubo en Cataluña?",
        ),
        (
            turn("¿Cuándo juega el Madrid contra el Barcelona?"),
            "¿Y contra el Valencia?",
            "¿Cuándo juega el Madrid contra el Valencia?",
        ),
        (
            turn("¿Qué dijo el ministro sobre la inflación?"),
            "¿Y sobre el paro?",
            "¿Qué dijo el ministro sobre el paro?",
        ),
        # Who said it, and not what it was said of.
        (
            turn("¿Qué dijo el ministro sobre la inflación?"),
            "¿Y el alcalde?",
            "¿Qué dijo el alcalde sobre la inflación?",
        ),
        (
            turn("¿Qué dijo el ministro de Sanidad sobre la gripe?"),
            "¿Y la oposición?",
            "¿Qué dijo la oposición sobre la gripe?",
        ),
        (
            turn("¿Quién es el presidente de Perú?"),
            "¿Y el de Bolivia?",
            "¿Quién es el presidente de Bolivia?",
        ),
        (turn("¿Cuál es la capital de Mongolia?"), "¿Y la de China?", "¿Cuál es la capital de China?"),
        # Debt says nothing.
        (
            turn("¿Qué dijo el ministro sobre la inflación?"),
            "¿Y la deuda?",
            "¿Qué dijo el ministro sobre la deuda?",
        ),
        (
            turn("¿Cuántos muertos hubo en el accidente de tren?"),
            "¿Y en el de autobús?",
            "¿Cuántos muertos hubo en el accidente de autobús?",
        ),
        (
            turn("¿Cuándo empieza el juicio por la tragedia?"),
            "¿Y el juicio por el accidente?",
            "¿Cuándo empieza el juicio por el accidente?",
        ),
        (
            turn("¿Dónde apareció el arma del crimen?"),
            "¿Quién la encontró?",
            "¿Quién encontró el arma del crimen?",
        ),
        # A court is not born; who was sentenced was.
        (
            turn("¿A quién condenó el Tribunal Supremo?", "Luis Roldán"),
            "¿Cuándo nació?",
            "¿Cuándo nació Luis Roldán?",
        ),
        (turn("¿A quién detuvo la Guardia Civil?", "Juan Pérez"), "¿Qué robó?", "¿Qué robó Juan Pérez?"),
        (
            turn("¿A quién detuvo la Guardia Civil?", "Juan Pérez"),
            "¿Cuándo fue detenido?",
            "Sobre Juan Pérez, ¿cuándo fue detenido?",
        ),
        (
            turn("¿Quién es el ministro de Sanidad?", "Juan Gil"),
            "¿Quién lo sustituye?",
            "¿Quién sustituye al ministro de Sanidad?",
        ),
        # A verb wants yes or no, and takes no place of another's.
        (
            turn("¿Cuánto cuesta el mercado de San Braulio?", "3 millones"),
            "¿Y tendrá biblioteca?",
            "Sobre el mercado de San Braulio, ¿tendrá biblioteca?",
        ),
        (turn("¿Quién es Eva Ruiz?", "repartidora"), "¿Qué edad tenía?", "¿Qué edad tenía Eva Ruiz?"),
        (turn("¿Quién ganó la carrera?", "Ana Gil"), "¿Qué premio recibió?", "¿Qué premio recibió Ana Gil?"),
        (turn("¿Quién es Eva Ruiz?", "repartidora"), "¿Tiene hijos?", "Sobre Eva Ruiz, ¿tiene hijos?"),
        (turn("¿Qué dijo Francia sobre el acuerdo?"), "¿Y Irán?", "¿Qué dijo Irán sobre el acuerdo?"),
        (turn("¿Qué reunión habrá en Madrid?"), "¿Y en Washington?", "¿Qué reunión habrá en Washington?"),
        (turn(CALL, "Marco Rubio"), "¿Y qué dijo él?", "¿Qué dijo Marco Rubio?"),
        (
            turn(CALL, "Marco Rubio"),
            "¿Por qué?",
            "¿Por qué llamó Marco Rubio al canciller?",
        ),
        (
            turn("¿Con quién habló Rubio?", "el canciller Juan Ramón de la Fuente"),
            "¿De qué hablaron?",
            "¿De qué hablaron el canciller Juan Ramón de la Fuente y Rubio?",
        ),
        (
            turn("¿Cuándo fue la llamada entre Rubio y De la Fuente?", "15 de enero"),
            "¿Y qué acordaron?",
            "¿Qué acordaron Rubio y De la Fuente?",
        ),
        (turn("¿Qué dijo Rubio?"), "¿Y qué acordaron?", "Sobre lo que dijo Rubio, ¿qué acordaron?"),
        (turn("¿Cuánto tiempo estuvo detenido?"), "¿Y dónde?", "¿Dónde estuvo detenido?"),
        (
            turn("¿Cuántos heridos hubo en el accidente?"),
            "¿Y muertos?",
            "¿Cuántos muertos hubo en el accidente?",
        ),
        (turn("¿Cuántos goles marcó el Betis?"), "¿Y el Sevilla?", "¿Cuántos goles marcó el Sevilla?"),
        (turn("¿Quién limpió las playas?"), "¿Y cuándo?", "¿Cuándo se limpiaron las playas?"),
        (
            turn("Who was arrested in Puebla?", "Ann Lee"),
            "And why?",
            "Why was Ann Lee arrested in Puebla?",
        ),
        (turn("¿Quién lo detuvo?", "Murió"), "¿Y dónde?", "¿Dónde lo detuvo?"),
        (turn("¿A qué destinos volará la compañía?"), "¿Cuándo?", "¿Cuándo volará la compañía?"),
        (
            turn("¿Cuántos heridos hubo en el accidente?"),
            "¿Y dónde?",
            "¿Dónde hubo heridos en el accidente?",
        ),
        (
            turn("¿Cuántas personas han sido detenidas en Vigo?"),
            "¿Cuándo?",
            "¿Cuándo han sido detenidas personas en Vigo?",
        ),
        (turn("¿Cuántas veces fue campeón el Betis?"), "¿Cuándo?", "¿Cuándo fue campeón el Betis?"),
        (turn("¿Qué pide el sindicato?"), "¿Por qué?", "¿Por qué lo pide el sindicato?"),
        (turn("¿Qué pasó en Cádiz?"), "¿Cuándo?", "¿Cuándo pasó eso en Cádiz?"),
        (
            turn("¿Cuántos muertos hubo en Bogotá?"),
            "¿Quién lo dijo?",
            "Sobre los muertos que hubo en Bogotá, ¿quién lo dijo?",
        ),
        (
            turn("¿Cuándo empieza a vacunar Paraguay?"),
            "¿cuantas dosis?",
            "Sobre Paraguay, ¿cuántas dosis?",
        ),
        (
            turn("¿Contra qué enfermedad vacuna Paraguay?"),
            "¿cuantas dosis?",
            "Sobre Paraguay, ¿cuántas dosis?",
        ),
        (turn("¿Cuántas vacunas recibió Paraguay?"), "¿Cuántas dosis?", "¿Cuántas dosis recibió Paraguay?"),
        (turn("¿Cuándo se vacuna Paraguay?"), "¿Qué vacunas?", "Sobre Paraguay, ¿qué vacunas?"),
        (
            turn("¿Cuántas dosis pidió Paraguay?"),
            "¿Quién las paga?",
            "¿Quién paga las dosis que pidió Paraguay?",
        ),
        (
            turn("Sobre Paraguay, ¿cuántas vacunas hubo?"),
            "¿Cuántas dosis?",
            "Sobre Paraguay, ¿cuántas dosis hubo?",
        ),
        (turn("Sobre Paraguay, ¿cuántas dosis?"), "¿Y cuándo?", "Sobre Paraguay, ¿cuándo?"),
        (turn("¿Qué dijo el ministro?"), "¿Y el alcalde?", "¿Qué dijo el alcalde?"),
        (
            turn("¿Cuándo visitó Rubio la fábrica?"),
            "¿Y el canciller?",
            "¿Cuándo visitó el canciller la fábrica?",
        ),
        (turn("¿Cuándo juega Arregui?"), "¿Contra quién?", "¿Contra quién juega Arregui?"),
        (turn("¿Cuándo juega Arregui contra Oyarzún?"), "¿Y Oyarzún?", "¿Cuándo juega Oyarzún?"),
        (turn("¿Cuándo empieza el rodaje?"), "¿Quién lo decidió?", "¿Quién decidió el rodaje?"),
        (turn("¿Cuándo empieza el rodaje?"), "¿Quién lo dirigirá?", "¿Quién dirigirá el rodaje?"),
        (turn("¿Cuándo es el congreso?"), "¿Quién lo anunció?", "¿Quién anunció el congreso?"),
    ],
)
def test_follow_up_is_asked_in_full(before, question, full):
    assert in_full(question, [before]) == full


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuánto costará la ampliación del puerto de Gijón?",
        "¿Qué cifras dan los vecinos sobre el ruido del barrio?",
        "¿Qué es lo que dijo Marco Rubio?",
        "Resume la noticia del fentanilo en la frontera",
    ],
)
def test_question_that_stands_alone_is_left_as_it_is(question):
    assert in_full(question, [turn(MEETING)]) is None


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuántas personas murieron a lo largo de 2025?",
        "¿Qué se publicó sobre lo acordado por los ministros?",
        "¿Por lo tanto qué decidió el tribunal de cuentas?",
        "¿Cuándo suben por lo general las tarifas?",
        "¿Qué decidió el juez sobre lo anterior del sumario?",
        "¿A qué se debe lo ocurrido anoche?",
        "¿Qué será lo importante del congreso?",
    ],
)
def test_lo_before_a_participle_or_an_adjective_points_to_nothing(question):
    assert in_full(question, [turn(MEETING)]) is None


@pytest.mark.parametrize("verb", ["anunció", "hizo", "propuso", "ha pedido", "vio", "anunciará"])
def test_lo_before_a_verb_is_what_was_asked_about(verb):
    assert in_full(f"¿Quién lo {verb}?", [turn(MEETING)]) == f"¿Quién {verb} {NEXT_MEETING}?"


@pytest.mark.parametrize(
    "verb",
    ["dijo", "anunció", "confirmó", "negó", "ha asegurado", "contó", "explicó", "informó", "desmintió"],
)
def test_lo_that_is_said_is_how_it_was_and_not_the_thing(verb):
    fire = turn("¿Cuántos muertos hubo en el incendio de Valparaíso?", "tres")
    assert in_full(f"¿Quién lo {verb}?", [fire]).endswith(f"incendio de Valparaíso, ¿quién lo {verb}?")


@pytest.mark.parametrize("verb", ["nego", "conto", "anuncio", "dijo"])
def test_lo_that_is_said_is_told_without_accents(verb):
    fire = turn("¿Cuándo fue el incendio de Valparaíso?", "ayer")
    assert in_full(f"quien lo {verb}", [fire]) == f"Sobre el incendio de Valparaíso, ¿quien lo {verb}?"


@pytest.mark.parametrize(
    "question",
    [
        "What happened this week in the oil markets?",
        "Which strikes were called off this spring?",
        "Why do farmers say that prices collapsed?",
        "What caused the fire that killed twenty miners?",
    ],
)
def test_english_this_and_that_before_a_noun_or_a_clause_point_to_nothing(question):
    assert in_full(question, [turn("When is the next meeting?")]) is None


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("When will that happen?", "When will the next meeting happen?"),
        ("Why is that?", "Why is the next meeting?"),
        ("Who said this?", "Who said the next meeting?"),
        ("When was this announced?", "When was the next meeting announced?"),
    ],
)
def test_english_this_and_that_alone_are_what_was_asked_about(question, full):
    assert in_full(question, [turn("When is the next meeting?")]) == full


@pytest.mark.parametrize(
    "question",
    [
        "¿Y cuánto costará la ampliación del puerto de Gijón?",
        "¿Y qué medidas anunció Sheinbaum contra la inflación?",
        "And when does the Louvre reopen after the strike?",
        "¿Cuándo serán las elecciones?",
        "When is the election?",
    ],
)
def test_whole_question_is_not_bent_though_it_opens_with_y_or_is_short(question):
    assert in_full(question, [turn(MEETING)]) is None


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("¿Cuál es el objetivo?", f"¿Cuál es el objetivo de {NEXT_MEETING}?"),
        ("¿Dónde es la reunión?", f"¿Dónde es {NEXT_MEETING}?"),
        ("¿Y qué dijo Rubio de eso en Washington?", f"¿Qué dijo Rubio de {NEXT_MEETING} en Washington?"),
    ],
)
def test_noun_of_something_or_asked_about_before_leans(question, full):
    assert in_full(question, [turn(MEETING)]) == full


def test_first_question_of_a_conversation_is_left_as_it_is():
    assert in_full("¿Y quién lo anunció?", []) is None


def test_follow_up_of_a_follow_up_leans_on_the_question_in_full():
    second = turn("¿Y dónde?", rewritten_question="¿Dónde es la próxima reunión del Grupo?")
    assert (
        in_full("¿Y quién lo anunció?", [turn(MEETING), second])
        == "¿Quién anunció la próxima reunión del Grupo?"
    )


def test_follow_up_of_a_refusal_leans_on_what_was_asked():
    refused = Turn(MEETING, Answer(MEETING, "es", refusal=Refusal("No consta en el archivo.")))
    assert "reunión del Grupo" in in_full("¿Y quién lo anunció?", [refused])


def rewritten(script, question="¿Y quién lo anunció?", day="23 de enero"):
    seconds = 60 if script.held_after is None else 1
    with ScriptedModel(script) as server:
        given = server.settings(llm_timeout_seconds=seconds)
        return in_full(question, [turn(MEETING, day)], open_model(given)), server


def test_model_rewrites_a_follow_up_from_the_conversation():
    question = "¿Quién anunció la reunión del Grupo del 23 de enero?"
    full, server = rewritten(say(f"{question}\nOtra línea"))
    assert full == question
    assert MEETING in server.prompt
    assert "23 de enero" in server.prompt


def test_what_stands_before_the_question_a_model_makes_is_left_out():
    question = "¿Quién anunció la reunión del Grupo?"
    assert rewritten(say(f"Pregunta completa: {question}"))[0] == question


@pytest.mark.parametrize(
    "said",
    [
        "¿Puedes aclarar la pregunta?",
        "¿A qué se refiere con eso?",
        "¿Quién canceló la próxima reunión del Grupo de Implementación?",
        "¿Cuándo se anunció la próxima reunión del Grupo de Implementación?",
    ],
)
def test_what_asks_for_something_else_than_was_asked_is_not_used(said):
    assert rewritten(say(said))[0] == f"¿Quién anunció {NEXT_MEETING}?"


@pytest.mark.parametrize("when", ["en 2026", "en enero de 2026", "el 23 de enero"])
def test_model_may_say_as_much_of_a_day_as_was_said(when):
    question = f"¿Quién anunció la reunión del Grupo {when}?"
    assert rewritten(say(question), day="23 de enero de 2026")[0] == question


@pytest.mark.parametrize(
    "script",
    [
        say("¿Quién anunció la reunión del Grupo del 24 de enero?"),
        say("¿Quién anunció la reunión del Grupo del 23 de enero de 2027?"),
        say("¿Quién anunció ayer la reunión del Grupo?"),
        say("¿Quién anunció la reunión del Grupo en 2027?"),
        say("Lo anunció Marco Rubio."),
        say("¿Quién anunció la reunión de Antony Blinken?"),
        say("¿Quién anunció la reunión de los 57 países?"),
        say("¿" + "bla " * 300 + "?"),
        Script(status=500),
        Script([]),
        Script(["¿Quién"], held_after=0),
    ],
)
def test_what_is_no_question_or_brings_in_news_is_not_used(script):
    assert rewritten(script)[0] == f"¿Quién anunció {NEXT_MEETING}?"


def test_model_is_not_asked_about_a_question_that_stands_alone():
    full, server = rewritten(say("¿Otra cosa?"), "¿Cuánto costará la ampliación del puerto de Gijón?")
    assert full is None
    assert not server.requests


@pytest.mark.parametrize("window", [1536, 4096])
def test_conversation_fits_the_models_window(window):
    long = turn(MEETING, "una respuesta de muchas palabras " * 300)
    with ScriptedModel(say("¿Quién anunció la reunión?")) as server:
        given = Settings(
            _env_file=None, llm="openai-like", llm_base_url=server.url, llm_context_tokens=window
        )
        in_full("¿Y quién lo anunció?", [turn("¿Qué dijo Rubio?"), long], open_model(given))
        [request] = server.requests
        assert 1.5 * count_tokens(server.prompt) + request["max_tokens"] <= window
    assert MEETING in server.prompt
    # The last turn comes first where not all have room.
    assert "Rubio" not in server.prompt


# -- several turns deep, in three languages --------------------------------------------------


def conversation(*asked):
    """What each question was taken to mean, asked in this order; a pair is a question and its answer."""
    turns, understood = [], []
    for each in asked:
        question, short = each if isinstance(each, tuple) else (each, "")
        understood.append(in_full(question, turns))
        turns.append(turn(question, short, rewritten_question=understood[-1]))
    return understood


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        (
            [(MEETING, "23 de enero"), "¿Y quién lo anunció?", "¿Y en Puebla?", "¿Cuándo?"],
            [
                None,
                f"¿Quién anunció {NEXT_MEETING}?",
                f"¿Quién anunció {NEXT_MEETING} en Puebla?",
                f"¿Cuándo se anunció {NEXT_MEETING} en Puebla?",
            ],
        ),
        (
            [
                ("¿Quién es el canciller?", "Juan de la Fuente"),
                "¿Con quién habló?",
                "¿Qué dijo?",
                "¿Por qué?",
            ],
            [
                None,
                "¿Con quién habló Juan de la Fuente?",
                "¿Qué dijo Juan de la Fuente?",
                "¿Por qué lo dijo Juan de la Fuente?",
            ],
        ),
        (
            ["¿Cuántas toneladas de fentanilo se decomisaron en 2025?", "¿Y en 2024?", "¿Y de cocaína?"],
            [
                None,
                "¿Cuántas toneladas de fentanilo se decomisaron en 2024?",
                "¿Cuántas toneladas de cocaína se decomisaron en 2024?",
            ],
        ),
        (
            [MEETING, "¿Y qué más se dijo?", "¿Y la Reunión Ministerial?", "¿Dónde será?"],
            [
                None,
                f"¿Qué más se dijo sobre {NEXT_MEETING}?",
                "¿Qué más se dijo sobre la Reunión Ministerial?",
                "¿Dónde será la Reunión Ministerial?",
            ],
        ),
        (
            ["When is the next meeting?", "And who announced it?", "What about the ministerial meeting?"],
            [
                None,
                "Who announced the next meeting?",
                "Who announced the ministerial meeting?",
            ],
        ),
        (
            [
                ("Who called the minister?", "Marco Rubio"),
                "What did he say?",
                "And why?",
                "When did he call?",
            ],
            [
                None,
                "What did Marco Rubio say?",
                "Why did Marco Rubio say that?",
                "When did Marco Rubio call?",
            ],
        ),
        (
            ["Quando é a próxima reunião?", "E quem a anunciou?", "E em Puebla?", "Onde será?"],
            [
                None,
                "Quem anunciou a próxima reunião?",
                "Quem anunciou a próxima reunião em Puebla?",
                "Onde será a próxima reunião em Puebla?",
            ],
        ),
        (
            [(MEETING, "23 de enero"), ("¿Y quién lo anunció?", "Juan Ramón de la Fuente"), "¿Y cuándo?"],
            [None, f"¿Quién anunció {NEXT_MEETING}?", f"¿Cuándo se anunció {NEXT_MEETING}?"],
        ),
        (
            [("When did the stroke unit open?", "May 3"), ("Who announced it?", "Ann Lee"), "And why?"],
            [
                None,
                "Who announced when the stroke unit opened?",
                "Why was it that Ann Lee announced when the stroke unit opened?",
            ],
        ),
        (
            [("¿Cuántas minas hay en Egipto?", "23 millones"), "¿quién las puso?", "¿y cuándo?"],
            [
                None,
                "¿Quién puso las minas que hay en Egipto?",
                "¿Cuándo se pusieron las minas que hay en Egipto?",
            ],
        ),
        (
            ["How many mines are buried in Egypt?", ("Who planted them?", "Rommel"), "When?"],
            [
                None,
                "Who planted the mines that are buried in Egypt?",
                "When were the mines that are buried in Egypt planted?",
            ],
        ),
        (
            ["¿Qué exige Estados Unidos a México?", "¿por qué?", "¿y quién lo dijo?"],
            [
                None,
                "¿Por qué lo exige Estados Unidos a México?",
                "¿Quién dijo lo que exige Estados Unidos a México?",
            ],
        ),
        (
            ["¿Cuánto dinero dará Francia a Chad?", "¿y cuándo?", "¿y quién lo paga?"],
            [None, "¿Cuándo dará dinero Francia a Chad?", "¿Quién paga el dinero que dará Francia a Chad?"],
        ),
        (
            [("¿A quién felicitó Ricardo Lagos?", "José María Aznar"), "¿por qué?", "¿y cuándo asumió él?"],
            [None, "¿Por qué felicitó Ricardo Lagos a José María Aznar?", "¿Cuándo asumió Ricardo Lagos?"],
        ),
        (
            ["¿Cuál es el objetivo de la reunión del 23 de enero?", "¿quién va a ir?", "¿y a qué hora es?"],
            [
                None,
                "¿Quién va a ir a la reunión del 23 de enero?",
                "¿A qué hora es la reunión del 23 de enero?",
            ],
        ),
        (
            ["¿Hubo una llamada entre Rubio y De la Fuente?", "¿cuándo?", "¿cuánto duró?"],
            [
                None,
                "¿Cuándo hubo una llamada entre Rubio y De la Fuente?",
                "¿Cuánto duró la llamada entre Rubio y De la Fuente?",
            ],
        ),
        (
            [("Who called the minister?", "Marco Rubio"), "why?"],
            [None, "Why was the minister called?"],
        ),
        (
            ["What did the State Department post on X?", "when?", "and who signed it?"],
            [
                None,
                "When did the State Department post that on X?",
                "Who signed what the State Department posted on X?",
            ],
        ),
        (
            ["¿Qué se va a celebrar en Washington?", "¿por qué motivo?", "¿y qué evaluarán?"],
            [
                None,
                "¿Por qué motivo se va a celebrar eso en Washington?",
                "Sobre lo que se va a celebrar en Washington, ¿qué evaluarán?",
            ],
        ),
        (
            ["¿Qué medidas anunció el Gobierno?", "¿cuándo?", "¿y cuánto costarán?"],
            [
                None,
                "¿Cuándo anunció medidas el Gobierno?",
                "¿Cuánto costarán las medidas que anunció el Gobierno?",
            ],
        ),
        (
            [("¿Quién ganó las elecciones?", "Ann Lee"), "¿cuándo?", "¿y con qué porcentaje?"],
            [
                None,
                "¿Cuándo ganó Ann Lee las elecciones?",
                "¿Con qué porcentaje ganó Ann Lee las elecciones?",
            ],
        ),
        (
            ["¿Por qué cerró la fábrica de Langreo?", "¿y cuándo fue?"],
            [None, "¿Cuándo cerró la fábrica de Langreo?"],
        ),
        (
            ["¿Cuántas personas murieron en el incendio?", "¿y quién lo investiga?"],
            [None, "¿Quién investiga el incendio?"],
        ),
        (
            ["¿Cuándo fue el incendio de Valparaíso?", "¿Quién lo dijo?", "¿Y en Medellín?", "¿y cuándo?"],
            [
                None,
                "Sobre el incendio de Valparaíso, ¿quién lo dijo?",
                "Sobre el incendio de Valparaíso, ¿quién lo dijo en Medellín?",
                "Sobre el incendio de Valparaíso, ¿cuándo lo dijo en Medellín?",
            ],
        ),
        (
            [
                "¿Cuántos años tiene Arregui?",
                "¿Y contra quién juega ahora?",
                "¿Cuándo?",
                "¿A qué hora?",
                "¿Y Oyarzún?",
            ],
            [
                None,
                "Sobre Arregui, ¿contra quién juega ahora?",
                "Sobre Arregui, ¿cuándo juega ahora?",
                "Sobre Arregui, ¿a qué hora juega ahora?",
                "Sobre Oyarzún, ¿a qué hora juega ahora?",
            ],
        ),
        (
            [
                "¿Cuántos años tiene Arregui?",
                ("¿Y contra quién juega ahora?", "Tomás Oyarzún"),
                "¿Cuándo?",
                "¿Y Oyarzún?",
            ],
            [
                None,
                "Sobre Arregui, ¿contra quién juega ahora?",
                "Sobre Arregui, ¿cuándo juega ahora contra Tomás Oyarzún?",
                "Sobre Oyarzún, ¿cuándo juega ahora?",
            ],
        ),
        (
            [
                ("¿Quién ganó el Premio Alborada?", "Lucía Ferrán"),
                "¿Cuántos años tiene?",
                "¿De dónde es?",
            ],
            [None, "¿Cuántos años tiene Lucía Ferrán?", "¿De dónde es Lucía Ferrán?"],
        ),
        (
            [
                ("¿Quién ganó el Premio Alborada?", "Lucía Ferrán"),
                "¿Cuántos años tiene?",
                "¿Y el finalista?",
                "¿Y el jurado?",
            ],
            [
                None,
                "¿Cuántos años tiene Lucía Ferrán?",
                "Sobre el Premio Alborada, ¿cuántos años tiene el finalista?",
                "Sobre el Premio Alborada, ¿cuántos años tiene el jurado?",
            ],
        ),
        (
            [
                ("¿Quién ganó el Premio Alborada?", "Lucía Ferrán"),
                ("¿Y quién quedó finalista?", "Pau Riba"),
                "¿Cuántos años tiene?",
                "¿Y el ganador?",
            ],
            [
                None,
                "Sobre el Premio Alborada, ¿quién quedó finalista?",
                "¿Cuántos años tiene Pau Riba?",
                "Sobre el Premio Alborada, ¿cuántos años tiene el ganador?",
            ],
        ),
        (
            ["¿Qué dijo Rubio?", "¿Cuándo?", "¿Y el canciller?"],
            [None, "¿Cuándo lo dijo Rubio?", "¿Cuándo lo dijo el canciller?"],
        ),
        (
            ["¿Es verdad que cierra el hospital?", "¿cuándo?"],
            [None, "¿Cuándo cierra el hospital?"],
        ),
        (
            ["Where will the summit be held?", "when?", "who will attend?"],
            [None, "When will the summit be held?", "As for the summit, who will attend?"],
        ),
        (
            ["Quanto custará a ponte?", "quem paga?"],
            [None, "Sobre a ponte, quem paga?"],
        ),
        (
            [("Quem ligou para o chanceler?", "Marco Rubio"), "E o que ele disse?", "Quando?"],
            [None, "O que Marco Rubio disse?", "Quando Marco Rubio disse?"],
        ),
    ],
)
def test_conversation_is_followed_several_turns_deep(asked, understood):
    assert conversation(*asked) == understood


def test_a_sentence_that_was_the_answer_is_no_person():
    short = "El canciller fue recibido por Putin en el Kremlin tras su reunión con Ivanov"
    before = turn("¿Con quién se reunió Pérez Roque?", short)
    assert "Kremlin" not in in_full("¿y de qué hablaron?", [before])


def test_names_that_stand_side_by_side_are_parted_by_the_answer():
    asked = "¿Cuándo visitó Pérez Roque Moscú?"
    told = Statement("El ministro de Cuba, Felipe Pérez Roque, inició una visita de dos días a Moscú.", (1,))
    before = Turn(asked, Answer(asked, "es", (told,), short="hoy"))
    assert in_full("¿con quién se reunió?", [before]) == "¿Con quién se reunió Pérez Roque?"


@pytest.mark.parametrize(
    "question", ["¿Y dónde?", "¿Quién asistirá?", "¿Cómo acabó?", "¿Y Trump?", "¿A quién?"]
)
@pytest.mark.parametrize(
    "before",
    [
        turn(MEETING),
        turn(CALL, "Marco Rubio"),
        turn("¿Qué pide el sindicato?"),
        turn("¿Cuántos heridos hubo en el accidente?"),
        turn("¿Con quién habló Rubio?", "el canciller Juan Ramón de la Fuente"),
        turn("resumen"),
        turn("Who won the prize?", "Ann Lee"),
    ],
)
def test_nothing_is_put_in_brackets(before, question):
    full = in_full(question, [before])
    # A summary is of nothing that could be named.
    assert (full is None) == (before.question == "resumen" and question not in ("¿Y dónde?", "¿Y Trump?"))
    assert full is None or ("(" not in full and "  " not in full)


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuánto costará la ampliación del puerto de Gijón?",
        "¿Qué opina Sheinbaum de la propuesta?",
        "¿Cuándo lo detuvieron a García Luna?",
        "What did the foreign minister say about fentanyl?",
        "Quanto custará a ampliação do porto de Gijón?",
        "gracias",
    ],
)
def test_new_question_after_many_is_not_bent_by_them(question):
    asked = [MEETING, "¿Y quién lo anunció?", "¿Y en Puebla?", "¿Cuándo?", question]
    assert conversation(*asked)[-1] is None


def test_question_is_not_repeated_inside_itself_however_many_lean_on_it():
    last = conversation(MEETING, *["¿Quién asistirá?", "¿Y dónde?", "¿Para qué?"] * 4)[-1]
    assert last.count(NEXT_MEETING) == 1
    assert len(last) < 2 * len(MEETING)


FIRE = "¿Cuántos muertos hubo en el incendio de Valparaíso?"
OF_FIRE = "Resume la noticia sobre el incendio de Valparaíso"


@pytest.mark.parametrize(
    "question",
    [
        "Cuéntame más",
        "cuentame mas",
        "¿Algo más?",
        "¿Hay algo más?",
        "Dime más",
        "Dime más sobre eso, por favor",
        "¿Me puedes contar más?",
        "Quiero saber más",
        "Dame más detalles",
        "Sigue",
        "Continúa.",
        "¿Y qué más?",
        "¿Qué más se sabe?",
        "Tell me more",
        "Go on",
        "Conte-me mais",
    ],
)
def test_who_wants_more_is_given_a_summary_of_what_was_spoken_of(question):
    assert in_full(question, [turn(FIRE, "tres")]) == OF_FIRE
    assert understand(OF_FIRE).kind == "summary"


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("¿Y qué más se dijo?", "¿Qué más se dijo en el incendio de Valparaíso?"),
        ("¿Quién sabe más?", "¿Quién sabe más en el incendio de Valparaíso?"),
        ("Sigue el incendio", None),
        ("¿Qué más pide el sindicato?", None),
    ],
)
def test_more_of_something_is_no_request_for_a_summary(question, full):
    assert in_full(question, [turn(FIRE)]) == full


@pytest.mark.parametrize(
    ("before", "full"),
    [
        (turn("¿Cuántos años tiene Arregui?"), "Resume la noticia sobre Arregui"),
        (turn("¿Quién ganó el Premio Alborada?", "Ann Lee"), "Resume la noticia sobre el Premio Alborada"),
        (turn("¿Cuál es el objetivo de la reunión?"), "Resume la noticia sobre la reunión"),
        (turn("When will the summit be held?"), "Summarise the story about the summit"),
        (turn("Quanto custará a ponte?"), "Resuma a notícia sobre a ponte"),
    ],
)
def test_a_summary_is_asked_for_in_the_conversations_language(before, full):
    assert in_full("Tell me more", [before]) == full
    assert understand(full).kind == "summary"


def test_a_question_about_no_thing_leaves_the_title_that_was_cited():
    cited = Citation(1, "a.txt", "0", "Tres muertos en Valparaíso", None, None, None, 1, 0, 2, "Es")
    for asked in ("¿Quién murió?", "¿Qué dijo Rubio?"):
        last = turn(asked, citations=(cited,))
        assert in_full("Dime más", [turn(MEETING), last]) == "Resume la noticia «Tres muertos en Valparaíso»"
    assert in_full("Cuéntame más", [turn("¿Quién murió?")]) is None


def test_a_summary_can_be_leant_on():
    assert conversation(FIRE, "Cuéntame más", "¿Y dónde?", "¿Quién lo dijo?", "Sigue")[1:] == [
        OF_FIRE,
        "Sobre el incendio de Valparaíso, ¿dónde?",
        "Sobre el incendio de Valparaíso, ¿quién lo dijo?",
        OF_FIRE,
    ]
    assert conversation("Resume la noticia del congreso", "¿Quién lo organiza?", "Dime más")[1:] == [
        "¿Quién organiza el congreso?",
        "Resume la noticia sobre el congreso",
    ]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Una mujer de 78 años", "Sobre el incendio de Ramaditas, ¿qué edad tenía?"),
        ("La alcaldesa Ana Gil", "¿Qué edad tenía la alcaldesa Ana Gil?"),
    ],
)
def test_the_capital_of_an_answer_names_nobody(short, full):
    assert in_full("¿Y qué edad tenía?", [turn("¿Quién murió en el incendio de Ramaditas?", short)]) == full
