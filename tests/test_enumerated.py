"""Where a question asks for several things, the whole enumeration that a span is of is its answer."""

from __future__ import annotations

import time

import pytest

from assistant.reading.enumerated import Several
from assistant.reading.others import others_named


@pytest.mark.parametrize(
    ("question", "may_act"),
    [
        ("¿Quiénes cerraron las calles?", True),
        ("¿Qué autoridades cerraron las calles?", True),
        ("¿Qué concejales votaron en contra?", True),
        ("¿Qué días estuvieron cerradas las calles?", True),
        ("¿Qué calles siguen cerradas?", False),
    ],
)
def test_who_acts_and_when_it_was_is_told_by_no_list(question, may_act):
    asked = Several.asked(question)
    assert asked is not None
    assert asked.may_act is may_act


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("¿Qué tres dudas tiene que aclarar el tribunal?", 3),
        ("¿En qué dos clubes triunfó Martino?", 2),
        ("¿A qué otros dos deportistas puso a su altura?", 2),
        ("¿Con qué selecciones se verá México?", None),
        ("¿Quiénes resultaron heridos?", None),
        ("¿Cuáles son las tres condiciones del acuerdo?", 3),
        ("que abusos hubo en las elecciones", None),
        ("Which two companies signed it?", 2),
        ("Según Ana, ¿qué seis cosas pidió?", 6),
        ("¿Cuáles son los 27 países?", 27),
    ],
)
def test_a_plural_or_a_number_asks_for_several(question, count):
    asked = Several.asked(question)
    assert asked is not None
    assert asked.count == count


@pytest.mark.parametrize(
    "question",
    [
        "¿Quién dijo que los precios bajarán?",
        "¿Qué tienes que hacer?",
        "¿Qué tesis defiende?",
        "¿Qué virus es?",
        "What does he want?",
        "¿Qué país lo firmó?",
        "¿En qué mes fue?",
        "¿Quién ganó?",
        "¿Cuántos murieron?",
        "¿Qué interés cobra el banco?",
    ],
)
def test_one_thing_is_not_several(question):
    assert Several.asked(question) is None


def widened(question, sentence, span):
    start = sentence.index(span)
    return sentence[slice(*Several.asked(question).whole(sentence, (start, start + len(span))))]


@pytest.mark.parametrize(
    ("question", "sentence", "span", "whole"),
    [
        (
            "¿Qué futbolistas marcaron?",
            "Con goles de Ana Gil (39'); Eva Olea (45') y Sara Ruiz (84'), de penal, ganó el Lugo.",
            "Eva Olea (45') y Sara Ruiz (84')",
            "Ana Gil (39'); Eva Olea (45') y Sara Ruiz (84')",
        ),
        (
            "¿Qué municipios reciben ayuda?",
            "Reciben ayuda Níjar (12 millones), Gádor (8) y Benahadux (6), según la Junta (PP).",
            "Níjar (12 millones), Gádor (8) y Benahadux",
            "Níjar (12 millones), Gádor (8) y Benahadux (6)",
        ),
        (
            "¿Qué municipios reciben ayuda?",
            "Reciben ayuda Níjar, Gádor y Benahadux (Almería).",
            "Níjar, Gádor y Benahadux",
            "Níjar, Gádor y Benahadux",
        ),
        # Where it was is none of them, nor who abstained, nor what they are.
        (
            "¿Quiénes hablaron?",
            "En Lugo (Galicia), Ana Gil (PP), Eva Olea (BNG) y Sara Ruiz (PSOE) hablaron.",
            "Ana Gil (PP), Eva Olea (BNG) y Sara Ruiz (PSOE)",
            "Ana Gil (PP), Eva Olea (BNG) y Sara Ruiz (PSOE)",
        ),
        (
            "¿Qué partidos votaron en contra?",
            "Con la abstención de Sumar, Vox, PP y Junts votaron en contra.",
            "Vox, PP y Junts",
            "Vox, PP y Junts",
        ),
        (
            "¿Qué dos líderes se reunieron?",
            "El canciller de México y Marco Rubio se reunieron.",
            "Marco Rubio",
            "El canciller de México y Marco Rubio",
        ),
        (
            "¿Quiénes hablaron?",
            "Dos alcaldes, Ana Gil y Eva Olea, hablaron.",
            "Ana Gil y Eva Olea",
            "Ana Gil y Eva Olea",
        ),
        (
            "¿Quiénes eran?",
            "Se reunieron en la sede de Banco Lugo, Ana Gil y Eva Olea.",
            "Ana Gil y Eva Olea",
            "Ana Gil y Eva Olea",
        ),
        (
            "¿Qué abusos hubo?",
            "Abundan los fraudes, presiones de los militares, compras de votos y gastos que nadie explica.",
            "fraudes, presiones de los militares",
            "fraudes, presiones de los militares, compras de votos y gastos",
        ),
        (
            "¿Qué autovías pidió la consejera?",
            "Pidió la Ruta de la Plata (desde Sevilla a Badajoz), Córdoba-Antequera y el tramo Nerja-Adra.",
            "Ruta de la Plata",
            "Ruta de la Plata (desde Sevilla a Badajoz), Córdoba-Antequera y el tramo Nerja-Adra",
        ),
        (
            "¿Qué tres dudas tiene el tribunal?",
            "El tribunal analiza si era procedente el recurso, si había competencia y si cabían testigos.",
            "si había competencia y si cabían testigos",
            "si era procedente el recurso, si había competencia y si cabían testigos",
        ),
        (
            "¿Por qué delitos lo procesó el juez?",
            "El juez lo procesó por terrorismo y torturas, hasta que fue liberado.",
            "torturas",
            "terrorismo y torturas",
        ),
        ("¿Qué ciudades visita?", "El rey visita Lugo y Vigo.", "Vigo", "Lugo y Vigo"),
        ("¿Qué ciudades visitó?", "El rey visitó ayer Lugo y Vigo.", "Vigo", "Lugo y Vigo"),
        ("¿Qué delitos investiga?", "El juez investiga cohecho y fraude.", "fraude", "cohecho y fraude"),
        ("¿Quiénes dirigen?", "Dirigen el club Ana Gil y Luis Paz.", "Luis Paz", "Ana Gil y Luis Paz"),
        ("¿Qué dos equipos juegan?", "Hoy juegan Betis y Sevilla.", "Sevilla", "Betis y Sevilla"),
        (
            "¿Qué provincias están en alerta?",
            "Están en alerta Lugo, Ourense y Pontevedra por viento y lluvia.",
            "Lugo",
            "Lugo, Ourense y Pontevedra",
        ),
        ("¿Qué empresas se fusionan?", "Orange y MásMóvil se fusionan.", "Orange", "Orange y MásMóvil"),
        ("¿Qué países firman?", "Firman Omán, Qatar y Baréin.", "Omán", "Omán, Qatar y Baréin"),
        (
            "¿Qué síntomas causa?",
            "Se caracteriza por una tensión del cuello, acompañada de dolor de cabeza, náuseas y vahído.",
            "una tensión del cuello",
            "una tensión del cuello, acompañada de dolor de cabeza, náuseas y vahído",
        ),
        (
            "¿Qué tres cosas le salieron mal?",
            "El lanzador fue castigado con seis golpes, dio una base y golpeó a otro bateador.",
            "fue castigado con seis golpes",
            "fue castigado con seis golpes, dio una base y golpeó a otro bateador",
        ),
    ],
)
def test_what_is_joined_and_of_its_build_belongs_to_it(question, sentence, span, whole):
    assert widened(question, sentence, span) == whole


@pytest.mark.parametrize(
    ("question", "sentence", "span"),
    [
        # A clause, a circumstance or another's deed is nothing of the enumeration.
        (
            "¿Qué citas recordó?",
            "Recordó la Conferencia de Ámsterdam, donde se cerró la reforma y la crisis.",
            "la Conferencia de Ámsterdam",
        ),
        (
            "¿Qué ciudades tienen el servicio?",
            "Funciona en Quito, Ambato, Otavalo y próximamente se iniciará en Ibarra.",
            "Quito, Ambato, Otavalo",
        ),
        ("¿Qué carreteras pidió?", "En materia de carreteras, la A-4 y la N-340.", "la A-4 y la N-340"),
        (
            "¿Qué países firmaron?",
            "El pacto lo firmaron Chile y Perú, y dijo que Bolivia lo estudia.",
            "Chile y Perú",
        ),
        (
            "¿Qué medidas aprobó el pleno?",
            "El pleno aprobó la bajada del IVA, y el PP y Vox votaron en contra.",
            "la bajada del IVA",
        ),
        ("¿Qué ciudades visitaron?", "El rey visitó Lugo, y la reina, Vigo.", "Lugo"),
        # Other people than those asked for.
        (
            "¿Qué pintores lo firman?",
            "Lo firman Débora Arango, la soprano Marta Senn, los actores y directores Mikey y Gil.",
            "Débora Arango",
        ),
        # The number is reached.
        ("¿Qué dos países firmaron?", "Firmaron Chile y Perú, así como Bolivia más tarde.", "Chile y Perú"),
        ("¿Qué bancos se unen?", "Se unen el Banco Sur, según la prensa.", "el Banco Sur"),
    ],
)
def test_what_is_not_joined_or_is_enough_stays(question, sentence, span):
    assert widened(question, sentence, span) == span


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("Firmaron Perú y x" + " " * 32000 + "x", (9, 13)),
        ("a" + " " * 32000 + "Vigo", (32001, 32005)),
        ("Vio el oso" + " y el oso" * 4000, (36000, 36006)),
    ],
)
def test_a_sentence_without_end_takes_no_time(sentence, span):
    begun = time.monotonic()
    Several().whole(sentence, span)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("sentence", "span", "others"),
    [
        (
            "Las víctimas son Blas Navarro, un pastor que salvó a su rebaño, y Eva Ruiz, de 34.",
            "Blas Navarro",
            ["Eva Ruiz"],
        ),
        ("Murieron Ana Gil, de 34 años, y Eva Ruiz.", "Eva Ruiz", ["Ana Gil"]),
        (
            "Vinieron Ana Gil, alcaldesa de Lugo, Luis Rey, amigo de Pedro Mas, y Eva Ruiz.",
            "Luis Rey",
            ["Ana Gil", "Eva Ruiz"],
        ),
        # Who does the next thing, and who is only named in what is told of one, is none of them.
        ("Lo dijo Ana Gil, concejala de Obras, y Eva Ruiz respondió.", "Ana Gil", []),
        ("Vino Ana Gil, prima de Eva Ruiz, ayer.", "Ana Gil", []),
        ("Murió Ana Gil, de Lugo, y Eva Ruiz no quiso verla.", "Ana Gil", []),
        ("El lunes en Lugo, según la policía, Ana Gil y Eva Ruiz huyeron.", "Lugo", []),
        ("En Madrid, tras la reunión, Francia y Alemania firmaron.", "Madrid", []),
    ],
)
def test_those_of_whom_something_is_told_one_by_one_belong_together(sentence, span, others):
    start = sentence.index(span)
    found = others_named(sentence, (start, start + len(span)))
    assert [sentence[slice(*each)] for each in found] == others


def test_a_page_of_names_with_what_is_told_of_each_is_read_in_time():
    names = ", ".join(f"Ana Gil{chr(97 + n % 26)}, de {n} años" for n in range(400))
    begun = time.perf_counter()
    for sentence in (f"Vinieron {names}, y Eva Ruiz.", "A" * 20_000, "A. " * 6_600, "Ana " * 5_000):
        others_named(sentence, (9, 16))
    assert time.perf_counter() - begun < 2
