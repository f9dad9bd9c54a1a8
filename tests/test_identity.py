"""Who somebody is stands beside the name, and is a description of a person."""

from __future__ import annotations

import unicodedata

import pytest

from assistant.reading.identity import asked_identity, role_beside
from assistant.reading.persons import describes_person, is_person, says_little


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("El presidente de la Xunta, Manuel Fraga, firmó.", "presidente de la Xunta"),
        ("Lo negó el fiscal anticorrupción Manuel Fraga.", "fiscal anticorrupción"),
        ("Con el apoyo del presidente de SNET, Manuel Fraga, se hizo.", "presidente de SNET"),
        ("Es el plan del gobierno del presidente Manuel Fraga para 2001.", "presidente"),
        ("El presidente del BID, el uruguayo Manuel Fraga, habló.", "presidente del BID, el uruguayo"),
        ("Lo dijo el presidente de la Comisión (CNE), Manuel Fraga.", "presidente de la Comisión (CNE)"),
        (
            "La alcaldesa y cabeza de lista por Lugo, Manuel Fraga, fue.",
            "alcaldesa y cabeza de lista por Lugo",
        ),
        ("El candidato a la coordinación de IU Manuel Fraga dijo.", "candidato a la coordinación de IU"),
        ("La viuda del ex ministro Manuel Fraga dijo.", "ex ministro"),
        ("Asistieron el alcalde y el juez Manuel Fraga.", "juez"),
        ("Manuel Fraga, secretario de Programación, firmó.", "secretario de Programación"),
        ("Manuel Fraga, que es un empresario lucense, firmó.", "empresario lucense"),
        ("Manuel Fraga, que, según se dice, fue guardia civil, firmó.", "guardia civil"),
        ("Manuel Fraga, que desde mayo de 1999 es alcalde de Lugo, firmó.", "alcalde de Lugo"),
        ("Manuel Fraga, quien también fue ministro, firmó.", "ministro"),
        ("Manuel Fraga, que además de alcalde es diputado, firmó.", "diputado"),
        ("Manuel Fraga es diputado por Lugo.", "diputado por Lugo"),
        ("Manuel Fraga, crítico de arte, firmó.", "crítico de arte"),
        ("Manuel Fraga, cineasta manchego, firmó.", "cineasta manchego"),
        ("El cónsul de Chile, Manuel Fraga, firmó.", "cónsul de Chile"),
        ("El alcalde de Lugo —Manuel Fraga— firmó.", "alcalde de Lugo"),
        ("Manuel Fraga —alcalde de Lugo— firmó.", "alcalde de Lugo"),
        ("Calló Manuel Fraga -alcalde de Lugo-.", "alcalde de Lugo"),
        ("Manuel Fraga, de 72 años, firmó.", "de 72 años"),
        ("Su candidato es Manuel Fraga.", "candidato"),
        ("El ministro de Defensa, general Manuel Fraga, calló.", "ministro de Defensa, general"),
        ("El Secretario General de la ONU, Manuel Fraga, calló.", "Secretario General de la ONU"),
    ],
)
def test_what_describes_a_person_beside_a_name_is_the_role(sentence, role):
    start, end = role_beside("Manuel Fraga", sentence)
    assert sentence[start:end] == role


@pytest.mark.parametrize(
    "sentence",
    [
        "Con su suscripción al manifiesto, Manuel Fraga se une a otros.",
        "Crece el ansia de gloria de Manuel Fraga.",
        "Fue durante la presidencia de Manuel Fraga.",
        "Lo decidió la secretaría general, Manuel Fraga, dos días antes.",
        "Lo dijeron los hombres de Manuel Fraga.",
        # The president has resigned, and is another.
        "Tras la dimisión del presidente, Manuel Fraga asumió el cargo.",
        "Según el ministro, Manuel Fraga no lo sabía.",
        "Según Manuel Fraga, el presidente Aznar miente.",
        "Para Manuel Fraga, el presidente de Argentina se equivoca.",
        "Entre los que se encuentran Giulio Andreotti, Manuel Fraga y otros.",
        "En la finca que dirigió hasta su muerte, Manuel Fraga, un día antes, cenó.",
        "Manuel Fraga, detrás del biombo, esperaba.",
        "Otro nombre, y ninguna otra cosa.",
        # It is denied, or said of somebody else.
        "Manuel Fraga, que nunca fue ministro, firmó.",
        "Manuel Fraga, que no es ministro, firmó.",
        "Manuel Fraga, que ya no es alcalde, firmó.",
        "Manuel Fraga, que en 1999 no era alcalde, firmó.",
        "Manuel Fraga, que dijo que el culpable es abogado, calló.",
        "Manuel Fraga, quien afirma que Luis Rey es traidor a la patria, calló.",
        "El presidente tampoco es Manuel Fraga.",
        "El presidente nunca fue Manuel Fraga.",
        # How somebody is, or what was done to him, is not who he is.
        "Manuel Fraga, consciente del riesgo, entró.",
        "Manuel Fraga, procedente de Vigo, entró.",
        "Manuel Fraga, residente en Vigo, entró.",
        "Manuel Fraga, crítico con el plan, calló.",
        "Manuel Fraga es optimista.",
        "Manuel Fraga fue detenido ayer en Vigo.",
        "Manuel Fraga, que fue condenado en mayo, calló.",
    ],
)
def test_what_describes_no_person_is_no_role(sentence):
    assert role_beside("Manuel Fraga", sentence) is None


def test_a_name_that_runs_into_an_institution_has_its_role_all_the_same():
    sentence = "El ex presidente del Tribunal Constitucional Francisco Tomás y Valiente murió."
    start, end = role_beside("Francisco Tomás y Valiente", sentence)
    assert sentence[start:end] == "ex presidente del Tribunal Constitucional"


@pytest.mark.parametrize("name", ["Àngel Ros", "Cem Özdemir", "Łukasz Żak"])
def test_a_name_may_open_with_a_capital_of_any_tongue(name):
    assert asked_identity(f"¿Quién es {name}?") == name
    assert role_beside(name, f"El alcalde de Lérida, {name}, calló.") == (3, 20)


@pytest.mark.parametrize(
    ("name", "sentence", "role"),
    [
        ("Pedro Gil", "El concejal de Urbanismo, Pedro Gil (CHA), se ausentó.", "concejal de Urbanismo"),
        ("Ana Gil", "Votaron los dos del PP y la edil no adscrita, Ana Gil, que calló.", "edil no adscrita"),
        ("Teo Gil", "Hizo debutar a Teo Gil, un juvenil de 17 años.", "juvenil de 17 años"),
        ("Ana Gil", "La embajadora de España en Teherán, Ana Gil, calló.", "embajadora de España en Teherán"),
        ("Luis Gil", "Condenó al exgerente de Aguas, Luis Gil, por estafa.", "exgerente de Aguas"),
    ],
)
def test_who_somebody_is_stands_before_brackets_too(name, sentence, role):
    assert sentence[slice(*role_beside(name, sentence))] == role


def test_a_name_is_found_without_its_accents():
    assert role_beside("Jose Pique", "El ministro José Piqué calló.") == (3, 11)


@pytest.mark.parametrize(
    "word",
    """presidenta alcaldesa jueza periodista teóloga mandataria peruana hijos delantero policía etarra
    narcotraficantes superviviente teniente cantante infanta gimnasta bombero chef bailarina marqués condesa
    barón astronauta rapera forense astrónomo corresponsal remero jinete nuncio abad fraile imán magnate
    mecenas vocera embajadora intendente contable
    exgerente exjefa juvenil colegiado panadera becario tránsfuga tía
    monarca espía multimillonario dramaturga párroco""".split(),  # noqa: SIM905
)
def test_persons_are_told_by_their_noun(word):
    assert is_person(word)


@pytest.mark.parametrize(
    "word",
    """manifiesto presidencia secretaría coordinación sector entrevista cuenta noventa diálogo hora consciente
    sonriente
    expreso exprimo herida tender informática distante
    tajante convaleciente constante realista pesimista fuente ambiente""".split(),  # noqa: SIM905
)
def test_things_are_no_persons(word):
    assert not is_person(word)


def test_a_phrase_is_of_whom_its_noun_is_of():
    assert describes_person("todopoderoso dueño de los Yanquis")
    assert describes_person("entrante primer ministro")
    assert not describes_person("crisis política del ministro")
    assert not describes_person("partido socialista")
    assert says_little("uruguayo")
    assert not says_little("portavoz del grupo")


@pytest.mark.parametrize(
    "question", ["¿Quién es el alcalde?", "¿Qué es Repsol?", "¿Quién es el juez Garzón?"]
)
def test_who_has_an_office_is_another_question(question):
    assert asked_identity(question) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Al presidente sucedió Ana Gil en el cargo.",
        "Al ministro de Hacienda respondió Ana Gil ayer.",
        "Con la alcaldesa hablará Ana Gil mañana.",
        "Al alcalde le siguió Ana Gil.",
    ],
)
def test_what_she_does_to_another_is_not_what_she_is(sentence):
    assert role_beside("Ana Gil", sentence) is None


def test_of_a_name_that_is_only_mentioned_nothing_is_said(archive_of):
    told = "Con su adhesión a él, Manuel Fraga se une a otros.\n\nEl alcalde de Lugo, Ana Díaz, calló.\n"
    assistant = archive_of({"nota.txt": told})
    assert assistant.ask("¿Quién es Manuel Fraga?").refusal
    assert assistant.ask("¿Quién es Ana Díaz?").short == "alcalde de Lugo"


def test_it_is_found_in_a_sentence_that_no_window_has_whole(archive_of):
    before = ", ".join(f"la calle {number} de la parte vieja está en obras" for number in range(60))
    after = ", ".join(f"la plaza {number} de la parte nueva está cerrada" for number in range(60))
    told = f"Según se dijo, {before}, y la alcaldesa de Lugo, Ana Gil, calló, {after}.\n"
    assistant = archive_of({"nota.txt": told})
    assert assistant.ask("¿Quién es Ana Gil?").short == "alcaldesa de Lugo"
    assert assistant.ask("¿Quién es la alcaldesa de Lugo?").short == "Ana Gil"


def test_accents_that_are_written_after_their_letters_hide_nothing(archive_of):
    told = "El acto empezó tarde. El alcalde de Cádiz, José Núñez, calló en Málaga.\n"
    decomposed = unicodedata.normalize("NFD", told)
    assistant = archive_of({"nota.txt": decomposed})
    for question, short in (
        ("¿Quién es el alcalde de Cádiz?", "José Núñez"),
        ("¿Quién es José Núñez?", "alcalde de Cádiz"),
    ):
        answer = assistant.ask(question)
        assert unicodedata.normalize("NFC", answer.short) == short
        assert answer.short in decomposed
