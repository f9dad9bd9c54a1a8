"""Whose words a sentence reports: the subject beside the verb of saying, and nobody whom it only mentions."""

from __future__ import annotations

import pytest

from assistant.reading.reported import said_in
from assistant.reading.whose_words import Speaker

BOTH = "Ana Gil. Jesús Gil."


def said(question, sentence, article=""):
    speaker = Speaker.asked(question).within(f"{article}\n{sentence}")
    found = said_in(speaker, sentence)
    return sentence[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Ana Gil dijo que no habrá obras.", "dijo que no habrá obras"),
        ("La concejala Ana Gil rechazó que hubiera fraude.", "rechazó que hubiera fraude"),
        ("La concejala de Cultura, Ana Gil, dijo ayer que sí.", "dijo ayer que sí"),
        ("En el pleno, Gil ha negado que haya obras.", "ha negado que haya obras"),
        ("Ana Gil, que llegó tarde, anunció la apertura.", "anunció la apertura"),
        ("Gil dijo que vino Mora, quien sostuvo un acto.", "dijo que vino Mora, quien sostuvo un acto"),
        ("Gil y Luis Mora confirmaron la reunión.", "confirmaron la reunión"),
        ("«No habrá obras», dijo ayer Ana Gil.", "No habrá obras"),
        ("«No habrá obras», dijo la concejala de Cultura, Ana Gil.", "No habrá obras"),
        ("“No habrá obras” ha afirmado Gil.", "No habrá obras"),
        ("«El plan», dijo Ana Gil, «es bueno».", "«El plan», dijo Ana Gil, «es bueno»"),
        ("Tras el pleno, dijo Ana Gil que no.", "dijo Ana Gil que no"),
        ("Según Ana Gil, no habrá obras.", "no habrá obras"),
        ("No habrá obras, según Ana Gil.", "No habrá obras"),
    ],
)
def test_the_subject_of_a_verb_of_saying_said_it(sentence, words):
    assert said("¿Qué dijo Ana Gil?", sentence, "Ana Gil vino.") == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Jesús Gil dijo que no.",
        "El abogado de Ana Gil dijo que no.",
        "El abogado de la concejala Ana Gil dijo que no.",
        "El abogado de la concejala, Ana Gil, dijo que no.",
        "«No habrá obras», dijo el abogado de Ana Gil.",
        "«No habrá obras», dijo a Ana Gil el alcalde.",
        "Luis Mora, marido de Ana Gil, afirmó que no.",
        "Luis Mora dijo que Ana Gil afirmó que no.",
        "Según el ministro, Ana Gil miente.",
        "Según Ana Gil y Luis Mora, no habrá obras.",
        "La fundación Ana Gil anunció la apertura.",
        "La ley de Ana Gil dice que no.",
        "Ana Gil no dijo que fuera verdad.",
        "Ana Gil señaló el mapa que colgaba allí.",
        "Ana Gil dijo adiós.",
        "¿Ana Gil dijo que no?",
        "Ana Gil y sus vecinos dijeron que no.",
        "Tras el pleno, dijo Ana Gil.",
        "Ana Gil, de 34 años, murió ayer y su marido, Luis Mora, dijo que no sabe nada.",
        "Ana Gil, a la que el alcalde, Luis Mora, prometió que habría obras, dimitió.",
        "Ana Gil, cuyo abogado, Luis Mora, anunció que recurrirá, fue detenida.",
        "Ana Gil, en ningún momento, afirmó que robara.",
        "Ana Gil, según la policía, reconoció que mató a su marido.",
        "Ana Gil, dice el fiscal, reconoció que mató.",
        "Ana Gil, aseguró Luis Mora, dijo que no.",
        "Tampoco Ana Gil confirmó que hubiera obras.",
        "Ni Ana Gil dijo que sí.",
        "Nunca Ana Gil dijo que sí.",
        "Tampoco Ana Gil y Luis Mora confirmaron que haya obras.",
        "A Ana Gil reprochó que gobierne con ellos.",
        "Sobre Ana Gil dijo que miente.",
        "Si Ana Gil dijo que no, mintió.",
        "Cuando Ana Gil dijo que no, mintió.",
        "Como Ana Gil dijo que no, mintió.",
        "Quizá Ana Gil dijo que no.",
        'El alcalde no es "un ladrón", aseguró Ana Gil.',
        "Nadie ha pagado «sobornos», afirmó Ana Gil.",
        "Es falso que exista una «trama», aseguró Ana Gil.",
        "El alcalde le dijo «vete», denunció ayer Ana Gil.",
        "Al grito de «asesinos», respondió Ana Gil con una sonrisa.",
        'En una entrevista en "La Vanguardia" afirmó Ana Gil que no dimite.',
        "En el diario «El País», dijo Ana Gil que no dimite.",
        "Del «caso Mora», dijo Ana Gil que no sabe nada.",
        "Contra quienes la llaman «traidora», afirmó Ana Gil que no teme.",
        'No es "un robo" lo que hice", dijo Ana Gil.',
        'Ana Gil dijo que no", aseguró Luis Mora',
        "Según la policía, Ana Gil, de 34 años, apuñaló a su marido.",
        "Según su abogado, Ana Gil, que llegó tarde, no robó.",
        "Según El País, Ana Gil, la concejala, robó el dinero.",
        "Según el fiscal, Ana Gil, su marido y su hijo robaron el dinero.",
        "Según Ana Gil, Luis Mora y Eva Paz, no habrá obras.",
        "El abogado de la presunta asesina, Ana Gil, dijo que es inocente.",
        "El abogado de la actual alcaldesa, Ana Gil, dijo que es inocente.",
        "El abogado de la famosa cantante Ana Gil dijo que es inocente.",
        "El marido de la modelo, Ana Gil, dijo que no.",
        "El padre de la menor, Ana Gil, dijo que no.",
        "El padre de la recién nacida, Ana Gil, dijo que no.",
        "El novio de la chica, Ana Gil, dijo que no.",
        "El portavoz de la familia, Ana Gil, dijo que no.",
        "El diario asegura que la ministra, Ana Gil, pidió que le pagaran en negro.",
        "El Gobierno que preside la socialista, Ana Gil, anunció la apertura.",
        "El informe sobre la ministra, Ana Gil, anunció la apertura.",
        "La Fundación Ana Gil anunció la apertura.",
        "«Abriremos», dijo la Fundación Ana Gil.",
        "La plataforma Ana Gil dijo que no.",
        "Preguntada por el caso, dijo Ana Gil que no sabe.",
        "Visiblemente emocionada, dijo Ana Gil que no sabe.",
        "El lunes pasado, afirmó Ana Gil que no habrá obras.",
        "Minutos antes del pleno, negó Ana Gil que robara.",
        "«Habrá obras», negó Ana Gil.",
        "«Habrá obras», desmintió Ana Gil.",
        "«Habrá obras», ironizó Ana Gil.",
        "El alcalde confirmó que habrá obras este año, negó Ana Gil.",
        "No es cierto que haya obras, como dijo Ana Gil.",
        "Ana Gil mantuvo con Luis Mora una reunión que duró dos horas.",
        "Ana Gil respondió con un gol que valió la Liga.",
        "Ana Gil avisó con un remate que se fue alto.",
        "Ana Gil expuso sobre la mesa los documentos que robó.",
        "Ana Gil criticó a Luis Mora, que afirmó: «No dimito».",
        "Ana Gil acusó a Luis Mora, que dijo que no.",
        "Ana Gil pidió una cerveza.",
        "Ana Gil propuso un brindis.",
        "Ana Gil descartó una carta.",
        "Ana Gil dijo que sí, según Luis Mora.",
        "Presuntamente Ana Gil dijo que sí.",
        "Ana Gil habría dicho que sí.",
        "La carta de Ana Gil dice que no.",
        "En la carta, Ana Gil, su madre, dice que no.",
        "Ana Gil, su abogado, dijo que no.",
        "Ana Gil jamás dijo que no.",
        "Con Ana Gil dijo que no iría.",
        "Ana Gil y su marido, Luis Mora, dijo que no.",
        "El PP, de Ana Gil, dijo que no.",
        "Ana Gil declaró ante el juez que instruye el caso Malaya.",
        "Ana Gil declaró durante dos horas ante la jueza que investiga el incendio.",
        "Ana Gil reconoció al hombre que la atacó.",
        "Ana Gil recordó a las víctimas que murieron.",
        "Ana Gil destacó en la prueba que ganó Luis Mora.",
        "Ana Gil aseguró en el último juego la victoria que necesitaba.",
        "Ana Gil destacó en tres disciplinas: salto, disco y peso.",
        "Ana Gil confirmó su clasificación para la final con un salto de seis metros.",
        "Ana Gil confirmó los pronósticos y ganó.",
        "Ana Gil desmintió los pronósticos.",
        "Ana Gil reafirmó su liderato con otro triunfo.",
        "Ana Gil reclamó el balón en el área.",
        "Ana Gil condenó el partido con dos errores.",
        "La actriz Ana Gil anuncia una marca de cosméticos.",
        "Ana Gil prometió el cargo ante el Rey.",
        "Al parecer, Ana Gil dijo que dimitiría.",
        "Por lo visto, Ana Gil dijo que dimitiría.",
        "En ningún momento, Ana Gil dijo que dimitiría.",
        "En opinión de Luis Mora, Ana Gil reconoció que cobró.",
        "Por boca de Luis Mora, Ana Gil reconoció que cobró.",
        "En la versión de la policía, Ana Gil reconoció que mató.",
        "En un vídeo falso, Ana Gil asegura que regala dinero.",
        "En la película, Ana Gil dice que se va.",
        "En broma, Ana Gil dijo que se iba.",
        "Ana Gil reconoció que mató a su marido, aseguró el fiscal.",
        "Ana Gil dijo que cobró comisiones, declaró ayer Luis Mora ante el juez.",
        "Ana Gil dijo que cobró, de acuerdo con Luis Mora.",
        "Ana Gil dijo que cobró, a juicio de Luis Mora.",
        "Ana Gil dijo que no –aseguró Mora.",
        "«No», dijo Ana Gil según Luis Mora.",
        "«No habrá obras», dijo Ana Gil, al parecer.",
        "Según Ana Gil, costarán tres millones, pero el alcalde asegura que serán seis.",
        "Según Ana Gil, no habrá obras; la oposición dice que sí.",
        "Luis Mora cree que habrá obras; no las habrá, según Ana Gil.",
        "La policía detuvo a dos hombres y la obra está parada, según Ana Gil.",
        "Ana Gil dijo que sí y Luis Mora que no.",
        "Ana Gil dijo que sí; Luis Mora, que no.",
        "Ana Gil y Luis Mora dijeron que sí y que no, respectivamente.",
        "«Habrá obras», dijo Ana Gil; «es mentira», respondió Luis Mora.",
        "«Habrá obras», dijo Ana Gil, a lo que Luis Mora respondió: «Mentira».",
        "«No habrá obras», dijo el alcalde ante la ministra de Fomento, Ana Gil.",
        "«No habrá obras», dijo el alcalde Luis Mora ante la ministra, Ana Gil.",
        "«No habrá obras», dijo el ministro tras escuchar la réplica de Mora, Ana Gil.",
        "El abogado de otra acusada, Ana Gil, dijo que es inocente.",
        "El abogado de dicha ministra, Ana Gil, dijo que es inocente.",
        "Según Ana Gil, directora del museo, la obra acaba en mayo.",
        "Según Ana Gil, en declaraciones a Efe, la obra acaba.",
        "Según Ana Gil, su abogado y su marido, no hubo nada.",
        "Según negó Ana Gil, hubo dinero.",
        "Ana Gil valora si se presenta.",
        "Ana Gil anunció «La casa», su novela.",
        "Ana Gil criticó «El País» de ayer.",
        'Ana Gil celebró "La Noche en Blanco" con amigos.',
        "La empresa Gil dijo que no.",
    ],
)
def test_who_is_only_mentioned_said_nothing(sentence):
    assert said("¿Qué dijo Ana Gil?", sentence, "Ana Gil vino ayer.") is None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Trump", "La Administración Trump dijo que no."),
        ("Trump", "El plan Trump dice que no."),
        ("Gil", "El caso Gil confirmó que hay corrupción."),
        ("Francisco", "Francisco Camps dijo que no."),
        ("Israel", "Israel Gómez dijo que no."),
        ("Washington", "The Washington Post dijo que no."),
        ("Madrid", "El Madrid anunció el fichaje."),
        ("el Gobierno", "El Gobierno Vasco dijo que no."),
        ("la Fundación Telefónica", "Telefónica anunció la apertura."),
        ("la Comunidad de Madrid", "El Madrid anunció el fichaje."),
        ("José Luis Rodríguez Zapatero", "Rodríguez dijo que no, ante Delcy Rodríguez."),
        ("Donald Trump", "Donald Trump Jr dijo que no."),
        ("Donald Trump", "«No lo haré nunca», dijo Donald Trump hijo."),
        ("Trump", "Supuestamente Trump dijo que no."),
        ("España", "Vodafone España anunció que cierra."),
        ("Francisco", "San Francisco anunció que cierra."),
        ("el Barcelona", "Barcelona anunció que cortará calles."),
        ("José María Aznar", "María dijo que su hijo no bebía."),
        ("Trump", "Melania Trump dijo que no."),
        ("Ana Gil", "Gil dijo que no, como J. M. Gil."),
    ],
)
def test_a_name_within_another_or_a_part_of_it_may_be_somebody_else(name, sentence):
    article = (
        "Fundación Telefónica. Comunidad de Madrid. José Luis Rodríguez Zapatero. "
        "Ana Gil. José María Aznar. Trump. Donald Trump."
    )
    assert said(f"¿Qué dijo {name}?", sentence, article) is None


@pytest.mark.parametrize(
    "subject",
    [
        "Ana Gil, concejala de Cultura,",
        "Ana Gil, de 34 años,",
        "El vicepresidente segundo y ministro de Economía, Ana Gil,",
        "El director de la central de producciones de TV Globo, Ana Gil,",
        "La también diputada Ana Gil",
    ],
)
def test_an_office_or_an_age_may_stand_beside_the_name(subject):
    assert said("¿Qué dijo Ana Gil?", f"{subject} dijo en un acto que no.") == "dijo en un acto que no"


@pytest.mark.parametrize(
    "sentence",
    [
        "«Habrá obras en mayo», dijo Ana Gil pero luego rectificó.",
        "«Dimitiré mañana mismo», dijo Ana Gil solo si el juez la imputa.",
        "«Sí», respondió Ana Gil a la pregunta de si había mentido.",
        "«Yo tengo un sueño», dijo Ana Gil citando a Martin Luther King.",
    ],
)
def test_a_quotation_is_not_cut_loose_from_what_is_told_of_it(sentence):
    assert said("¿Qué dijo Ana Gil?", sentence) == sentence.rstrip(".")


def test_what_was_said_on_something_names_it():
    sentence = "Ana Gil dijo que las obras del puerto acaban en mayo."
    assert said("¿Qué dijo Ana Gil sobre el puerto?", sentence) == sentence[8:-1]
    assert said("¿Qué dijo Ana Gil acerca de las obras del puerto?", sentence) == sentence[8:-1]
    assert said("¿Qué dijo Ana Gil sobre las obras de la estación?", sentence) is None
    # It is the words that are on it, not who says them or where.
    assert said("¿Qué dijo Ana Gil sobre Luis Mora?", "Ana Gil, hija de Luis Mora, dijo que no.") is None
    assert said("¿Qué dijo Ana Gil sobre el puerto?", "«No dimito», dijo Ana Gil en el puerto.") is None


def test_who_is_meant_by_a_surname_is_told_from_the_article():
    sentence = "Gil dijo que no."
    assert said("¿Qué dijo Ana Gil?", sentence, "Ana Gil vino.") == "dijo que no"
    assert said("¿Qué dijo Ana Gil?", sentence, BOTH) is None
    assert said("¿Qué dijo Ana Gil?", sentence) is None
    assert said("¿Qué dijo Gil?", sentence, "Ana Gil vino.") == "dijo que no"
    assert said("¿Qué dijo Gil?", sentence, BOTH) is None
    assert said("¿Qué dijo Ana Gil?", "Ana Gil dijo que no.", BOTH) == "dijo que no"


def test_a_body_is_told_from_one_of_like_name():
    assert said("¿Qué dijo el Gobierno?", "El Gobierno ha anunciado el cierre.") == "ha anunciado el cierre"
    assert said("¿Qué dijo el Gobierno?", "El Gobierno de Cantabria ha anunciado el cierre.") is None
    assert said("¿Qué dijo Repsol?", "La empresa Repsol anunció el cierre.") == "anunció el cierre"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("¿Qué dijo Marco Rubio?", ("marco", "rubio")),
        ("¿Qué ha dicho el secretario de Estado, Marco Rubio?", ("marco", "rubio")),
        ("¿Y qué declaró el alcalde Juan Gil?", ("juan", "gil")),
        ("¿Qué dijo la SRE?", ("sre",)),
        ("que dijo marco rubio", ("marco", "rubio")),
        ("que dijo marco rubio sobre el acuerdo", ("marco", "rubio")),
        ("What did Marco Rubio say?", ("marco", "rubio")),
    ],
)
def test_whose_words_are_asked_for(question, name):
    assert Speaker.asked(question).name == name


@pytest.mark.parametrize(
    "question",
    [
        "¿Qué dijo él?",
        "¿Qué dijo él sobre el fentanilo?",
        "¿Qué dijo el abogado de Ana Gil?",
        "¿Qué dijo el presidente de México?",
        "What has the SRE said about the talks?",
        "¿Qué dijo el juez sobre Ana Gil?",
        "¿Qué dijo la policía a Ana Gil?",
        "¿Qué dijo la mujer que Ana Gil?",
        "¿Qué dijo el marido de la alcaldesa, Ana Gil?",
        "¿Qué dijo Ana Gil sobre ella?",
        "que dijo ella",
        "que dijo ͺ",
        "¿Quién dijo Marco Rubio que vendría?",
        "¿Qué hizo Marco Rubio?",
    ],
)
def test_other_questions_ask_for_nobodys_words(question):
    assert Speaker.asked(question) is None


STORIES = {
    "pleno.md": (
        "---\ntitle: El pleno de Lugo\n---\n\nLa concejala de Cultura, Ana Gil, anunció ayer la reforma del "
        "teatro. Luis Mora, del PP, criticó el gasto. «Habrá obras. No pasarán de mayo», dijo Gil.\n\n"
        'El alcalde fue claro: "El gasto es de todos. Ana Gil dijo que la obra es mía".\n\n'
        "—Me llamó ayer. Ana Gil dijo que sobra dinero.\n\n- Ana Gil dijo que no hay plazo.\n\n"
        "¿Y usted?\n\nAna Gil dijo que me fuera.\n\nRosa Paz: Vi a Ana Gil. Ana Gil dijo que llovía.\n"
    ),
    "carta.md": (
        "---\ntitle: Una carta\n---\n\nEva Sanz escribe: «Todo empezó en abril.\n\n»Al final Paula Cruz dijo "
        "que pagaría. Nadie la creyó».\n"
    ),
    "juicio.md": (
        "---\ntitle: El juicio de la nave\n---\n\nLa abogada de la defensa, Nubia Sáenz, tachó al testigo de "
        "mentiroso. «Déjelas en la cocina y no pregunte», recordó Pacheco. "
        "«Me enteré por el teléfono», protestó.\n"
    ),
    "feria.md": "---\ntitle: La feria\n---\n\nPaula Cruz dijo que vendrá en junio. Llovió en Lugo.\n",
    "otra.md": "---\ntitle: La otra feria\n---\n\nRosa Cruz dijo que no vendrá. Nevó en Vigo.\n",
}


@pytest.fixture(scope="module")
def archive(archive_of):
    return archive_of(STORIES)


def test_all_that_somebody_said_is_shown_none_as_an_alternative(archive):
    answer = archive.ask("¿Qué dijo Ana Gil?")
    told = {statement.text for statement in answer.statements}
    assert len(told) == 2
    assert any("anunció ayer la reforma del teatro" in text for text in told)
    # A quotation of two sentences is told whole; nothing of what others say or are asked is.
    assert "Habrá obras. No pasarán de mayo" in " ".join(told)
    assert not any(statement.alternative for statement in answer.statements)


def test_two_of_one_surname_are_not_taken_for_one(archive):
    assert archive.ask("¿Qué dijo Paula Cruz?").short == "dijo que vendrá en junio"
    quotes = [citation.quote for citation in archive.ask("¿Qué dijo Cruz?").citations]
    assert not ({"Paula Cruz dijo que vendrá en junio.", "Rosa Cruz dijo que no vendrá."} <= {*quotes})


@pytest.mark.parametrize("question", ["¿Qué dijo Nubia Sáenz?", "¿Qué dijo Nubia Sáenz sobre la cocina?"])
def test_nobody_is_given_what_another_said(archive, question):
    quotes = [citation.quote for citation in archive.ask(question).citations]
    assert not any("cocina" in quote or "teléfono" in quote for quote in quotes)
