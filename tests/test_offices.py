"""Who has an office of somebody's: that is said in so many words, and the office of another is no answer."""

from __future__ import annotations

import time

import pytest

from assistant.question import understand
from assistant.reading.offices import Office


def holder(question: str, sentence: str) -> str | None:
    found = Office.asked(question).holder_in(sentence)
    return found and sentence[slice(*found)]


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("¿Quién es el alcalde de Lugo?", "El alcalde de Lugo, José Orozco, calló.", "José Orozco"),
        ("¿Quién es el alcalde de Lugo?", "José Orozco, alcalde de Lugo, calló.", "José Orozco"),
        ("¿Cómo se llama la mandataria de Chile?", "La presidenta chilena, Ana Gil, calló.", "Ana Gil"),
        ("¿Quién es el vocero de la AMB?", "El portavoz de la AMB, Juan Díaz, calló.", "Juan Díaz"),
        ("¿Cómo se llama el rey de Suecia?", "El rey sueco Carlos Gustavo calló.", "Carlos Gustavo"),
        ("¿Quién es el primer ministro francés?", "El primer ministro de Francia, Jospin, calló.", "Jospin"),
        (
            "¿Quién es el primer ministro de Francia?",
            "El primer ministro francés, el socialista Lionel Jospin, calló.",
            "Lionel Jospin",
        ),
        (
            "¿Quién es el primer ministro británico?",
            "El primer ministro de Gran Bretaña, Tony Blair, calló.",
            "Tony Blair",
        ),
        (
            "¿Quién es el ministro de Exteriores de México?",
            "Lo dijo el canciller mexicano Juan Díaz.",
            "Juan Díaz",
        ),
        (
            "¿Quién es el presidente del BID?",
            "El presidente del Banco Interamericano de Desarrollo, Díaz.",
            "Díaz",
        ),
        (
            "¿Quién es el presidente de la Unión Europea?",
            "El presidente de la UE, Juan Díaz, calló.",
            "Juan Díaz",
        ),
        ("¿Quién es el entrenador del Lugo?", "El técnico del Lugo, Juan Díaz, calló.", "Juan Díaz"),
        ("¿Quién es la entrenadora del Lugo?", "La técnica cántabra del Lugo, Ana Gil, calló.", "Ana Gil"),
        (
            "¿Quién es el presidente de Francia que ganó en Mayo?",
            "El presidente francés, Juan Díaz, calló.",
            "Juan Díaz",
        ),
        (
            "¿Quién es el presidente de Cuba?",
            "La visita del presidente de Cuba, Juan Díaz, acabó.",
            "Juan Díaz",
        ),
        ("¿Quién es el presidente de Cuba?", "La esposa del presidente cubano Juan Díaz calló.", "Juan Díaz"),
        (
            "¿Quién fue el presidente de Cuba?",
            "El entonces presidente de Cuba, Juan Díaz, huyó.",
            "Juan Díaz",
        ),
        ("¿Quién es el ex presidente de Cuba?", "El ex presidente de Cuba, Juan Díaz, calló.", "Juan Díaz"),
        ("¿Quién es el presidente electo de Cuba?", "El presidente electo de Cuba, Díaz, calló.", "Díaz"),
        ("¿Quién es el alcalde de Lugo?", "De Gaulle, alcalde de Lugo, calló.", "De Gaulle"),
        ("¿Quién es el alcalde de Lugo?", "José Orozco, el alcalde de Lugo, calló.", "José Orozco"),
        ("¿Quién es el alcalde de Lugo?", "El alcalde de Lugo —José Orozco— calló.", "José Orozco"),
        ("¿Quién es el alcalde de Lugo?", "José Orozco —alcalde de Lugo— calló.", "José Orozco"),
        ("¿Quién es el alcalde de Lugo?", "El alcalde de Lugo, Àngel Ros, calló.", "Àngel Ros"),
        ("¿Quién es el alcalde de Lugo?", "El alcalde de Lugo, Cem Özdemir, calló.", "Cem Özdemir"),
        (
            "¿Quién es el presidente de Estados Unidos?",
            "El presidente de EE. UU., Joe Biden, calló.",
            "Joe Biden",
        ),
        ("¿Quién es el presidente de EE. UU.?", "El presidente de EE.UU., Joe Biden, calló.", "Joe Biden"),
    ],
)
def test_the_name_beside_the_office_is_who_has_it(question, sentence, name):
    assert holder(question, sentence) == name


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        # Another country's, party's, department's; another office of the same; no more, or not yet.
        ("¿Quién es el primer ministro británico?", "El primer ministro francés, Lionel Jospin, calló."),
        ("¿Quién es el secretario general de UDC?", "El secretario general del CDC, Pere Esteve, calló."),
        ("¿Quién es el ministro de Defensa de Cuba?", "El ministro de Exteriores de Cuba, Pérez, calló."),
        ("¿Quién es el secretario general de CDC?", "El secretario de Organización de CDC, Mas, calló."),
        ("¿Quién es el primer ministro de Cuba?", "El ministro de Exteriores de Cuba, Pérez, calló."),
        ("¿Quién es el presidente de Chile?", "El ex presidente de Chile, Eduardo Frei, calló."),
        ("¿Quién es el presidente de Perú?", "Recibió al futuro presidente de Perú, Juan Díaz."),
        ("¿Quién es el presidente de Perú?", "El entonces presidente de Perú, Alberto Fujimori, huyó."),
        ("¿Quién es el presidente de Perú?", "El presidente electo de Perú, Juan Díaz, calló."),
        ("¿Quién es el presidente de Perú?", "El antiguo presidente de Perú, Juan Díaz, calló."),
        ("¿Quién es el presidente de Perú?", "El candidato a presidente de Perú, Juan Díaz, calló."),
        # Who is named is not who has it.
        ("¿Quién es el presidente de Perú?", "Calló,  del presidente de Perú, Ana Gil y otros hablaron."),
        ("¿Quién es el presidente de Perú?", "La esposa del presidente de Perú, Ana Gil, inauguró la feria."),
        ("¿Quién es el presidente de Perú?", "La portavoz del presidente de Perú, Ana Gil, calló."),
        ("¿Quién es el presidente de Perú?", "El secretario del presidente de Perú, Juan Díaz, calló."),
        ("¿Quién es el presidente de Perú?", "Su portavoz adjunta del presidente de Perú, Ana Gil, calló."),
        (
            "¿Quién es el presidente de Perú?",
            "El hijo de la presidenta de Perú, el cantante Juan Díaz, calló.",
        ),
        ("¿Quién es el alcalde de Cali?", "El alcalde de Cali, Colombia, anunció obras."),
        (
            "¿Quién es el presidente de México?",
            "Se reunieron el presidente de México, Estados Unidos, Canadá y otros.",
        ),
        ("¿Quién es el alcalde de Lugo?", "Vieron al alcalde de Lugo, Ana Gil, Luis Rey y otros."),
        ("¿Quién es el alcalde de Lugo?", "Asistieron Ana Gil, el alcalde de Lugo, Luis Rey y otros."),
        ("¿Quién es el presidente de Perú?", "Desde Lima, el presidente de Perú, que no quiso, calló."),
        ("¿Quién es el presidente de Perú?", "Tras Venezuela, el presidente de Perú, calló."),
        ("¿Quién es el presidente de Perú?", "Ayer, el presidente de Perú, que no quiso, calló."),
        ("¿Quién es el alcalde de Lugo?", "Por la crisis de Oriente Medio, el alcalde de Lugo calló."),
        ("¿Quién es el alcalde de Lugo?", "El alcalde de Lugo viajó con Ana Díaz."),
        ("¿Quién es el alcalde de Lugo?", "Ante el alcalde de Lugo, Ana Díaz calló."),
    ],
)
def test_another_office_or_another_name_is_not(question, sentence):
    assert holder(question, sentence) is None


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("¿QUIÉN ES EL PRESIDENTE DE CUBA?", "Juan Díaz"),
        ("quien es el presidente de cuba", "Juan Díaz"),
        ("quien es el presidente de cuba en 2001", "Juan Díaz"),
        ("quien es el presidente de chile", None),
        ("quien es el presidente de estados unidos", None),
        ("quien es el ministro de exteriores de cuba", "Luis Pérez"),
        ("quien es el ministro de hacienda de cuba", None),
    ],
)
def test_an_office_is_known_in_a_question_without_capitals(question, name):
    sentence = "El presidente cubano, Juan Díaz, calló con el ministro de Exteriores de Cuba, Luis Pérez."
    assert holder(understand(question).text, sentence) == name


def test_in_a_question_without_capitals_only_a_known_place_is_somebody():
    assert Office.asked("quien es el director de la pelicula") is None


@pytest.mark.parametrize(
    ("question", "sentence", "around", "is_of_another"),
    [
        (
            "¿Quién es el ministro de Cuba?",
            "El ministro de Perú, Juan Díaz, calló.",
            "Cuba y Perú hablan.",
            True,
        ),
        ("¿Quién es el ministro de Cuba?", "El ministro, Juan Díaz, calló.", "Cuba y Perú hablan.", False),
        ("¿Quién es el ministro de Cuba?", "El ministro, Juan Díaz, calló.", "Habló Perú.", True),
        ("¿Quién es el rey británico?", "El rey, Carlos, calló.", "Londres, 3 de mayo.", False),
        ("¿Quién es el ministro de Cuba?", "Juan Díaz calló.", "Llegó el ministro cubano.", False),
        ("¿Quién es el ministro de Cuba?", "Juan Díaz calló en Cuba.", "Llegó el embajador cubano.", True),
        ("¿Quién es el ministro de Cuba?", "El doctor Juan Díaz calló.", "Llegó el ministro cubano.", False),
        ("¿Quién es el ministro de Cuba?", "El alcalde Juan Díaz calló.", "Llegó el ministro cubano.", True),
        ("¿Quién es el presidente de la Xunta?", "La Xunta, que preside Juan Díaz, calló.", "", False),
        ("¿Quién es el presidente de la Xunta?", "El ex presidente de la Xunta Juan Díaz calló.", "", True),
        # Who stands beside is told by what he is to the president, and a place is nobody.
        ("¿Quién es el presidente de Cuba?", "La esposa del presidente cubano, Juan Díaz, calló.", "", True),
        ("¿Quién es el presidente de Cuba?", "Juan Díaz, hijo del presidente de Cuba, calló.", "", True),
        ("¿Quién es el presidente de Cuba?", "Juan Díaz habló a la esposa del presidente de Cuba.", "", True),
        ("¿Quién es el presidente de Cuba?", "El hijo del presidente de Cuba Juan Díaz calló.", "", False),
        (
            "¿Quién es el presidente de Cuba?",
            "La visita del presidente de Cuba, Juan Díaz, acabó.",
            "",
            False,
        ),
        ("¿Quién es el alcalde de Cali?", "El alcalde de Cali, Colombia, anunció obras.", "", True),
        # «El Gobierno» is not another than Spain.
        (
            "¿Quién es el presidente de España?",
            "El presidente del Gobierno, Aznar, calló.",
            "España calla.",
            False,
        ),
    ],
)
def test_where_it_is_not_said_what_stands_around_tells(question, sentence, around, is_of_another):
    name = next(name for name in ("Juan Díaz", "Aznar", "Carlos", "Colombia") if name in sentence)
    assert Office.asked(question).is_of_another(sentence, sentence.index(name), around) is is_of_another


def test_of_two_offices_in_a_sentence_the_nearer_counts():
    sentence = "Lo dijo el ministro de Perú, Juan Díaz, al ministro de Cuba, Luis Pérez."
    office = Office.asked("¿Quién es el ministro de Cuba?")
    assert office.is_of_another(sentence, sentence.index("Juan"), "")
    assert not office.is_of_another(sentence, sentence.index("Luis"), "")


@pytest.mark.parametrize(
    "question",
    [
        "¿Quién es el alcalde?",
        "¿Quién es el presidente del Gobierno?",
        "¿Quién es Juan Díaz?",
        "¿Quién ganó al alcalde de Lugo?",
        # What is no post may be told in many ways: «Cervantes escribió…».
        "¿Quién es el autor del Quijote?",
        "¿Quién es la esposa de Bush?",
        "¿Qué dijo el alcalde de Lugo?",
        "¿Cuándo nació el rey de Suecia?",
    ],
)
def test_no_other_question_asks_for_the_office_of_somebody(question):
    assert Office.asked(question) is None


STORY = """París, 3 de mayo de 2000. El primer ministro francés, el socialista Lionel Jospin, calló.

El secretario general de CDC, Pere Esteve, no asistió a la reunión con el líder de UDC, Josep Antoni Duran.
"""


@pytest.fixture(scope="module")
def story(archive_of):
    return archive_of({"nota.txt": STORY})


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("¿Quién es el primer ministro francés?", "Lionel Jospin"),
        ("¿Quién es el primer ministro de Francia?", "Lionel Jospin"),
        ("¿Quién es el secretario general de CDC?", "Pere Esteve"),
        ("¿Quién es el primer ministro británico?", None),
        ("¿Quién es el secretario general de UDC?", None),
    ],
)
def test_the_archive_answers_for_whose_office_it_tells_and_refuses_for_others(story, question, name):
    answer = story.ask(question)
    assert (answer.short or None) == name
    assert bool(answer.refusal) is (name is None)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Quién es el entrenador del Real Madrid?", "El técnico del Madrid, Juan Díaz, calló."),
        (
            "¿Quién es el ministro de Economía y Hacienda de España?",
            "El ministro español de Economía, Juan Díaz, calló.",
        ),
    ],
)
def test_an_owner_that_is_told_in_part_is_no_other(question, sentence):
    office = Office.asked(question)
    assert not office.is_of_another(sentence, sentence.index("Juan"), "")
    assert office.is_of_another(
        sentence.replace("Madrid", "Lugo").replace("español", "cubano"), sentence.index("Juan"), ""
    )


def test_a_page_of_names_is_read_in_time():
    names = ", ".join(f"Ana{chr(97 + n % 26)} Gil{chr(97 + n // 26)}" for n in range(400))
    sentence = f"Asistieron {names} y el alcalde de Lugo, Juan Díaz."
    begun = time.perf_counter()
    Office.asked("¿Quién es el alcalde de Vigo?").is_of_another(sentence, len(sentence) - 10, "")
    assert time.perf_counter() - begun < 2


def test_where_who_has_it_is_from_does_not_make_it_anothers():
    office = Office.asked("¿Quién es la entrenadora del Lealtad?")
    said = "En la segunda parte el técnico cántabro, Ana Gil, retiró a un central."
    assert not office.is_of_another(said, said.index("Ana"), "El Lealtad gana la copa")
    assert office.is_of_another(said, said.index("Ana"), "El Barbate gana la copa")
    president = Office.asked("¿Quién es el presidente de Francia?")
    assert president.is_of_another("El presidente peruano, Ana Gil, calló.", 23, "Cumbre en Francia")
