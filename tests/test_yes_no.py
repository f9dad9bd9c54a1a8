"""What a sentence answers to a question that wants yes or no: «sí», «no», or neither."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.question import understand
from assistant.yes_no.asides import statement_and_asides
from assistant.yes_no.matching import Whole
from assistant.yes_no.roots import are_of_one_root, say_the_same
from assistant.yes_no.settle import settle
from index.lexical import words

SEED = (Path(__file__).parents[1] / "seeds" / "000_143a7ae7c4640c36.txt").read_text(encoding="utf-8")
STORY = """
    El alcalde de Gijón, Manuel Soto, no cumplió el plazo para presentar el plan del puerto. El alcalde rehusó
    hacer declaraciones, aunque la concejala de Obras, Rosa Vega, explicó que el plan será presentado el 5 de
    mayo. La ampliación costará 40 millones de euros y el tráfico de contenedores bajó un 12 por ciento en el
    primer trimestre. El Sporting venció al Oviedo por tres a dos en el estadio de El Molinón. El pleno aprobó
    la moción con los votos de la oposición, el rechazo del Foro y la ausencia de Podemos. La policía multó a
    cinco conductores de Oviedo y a tres de Avilés. Los vecinos pretenden recurrir la multa. El comité destacó
    el trato inhumano a los presos. Ninguna de las grúas fue utilizada en enero. Marta Ruiz ocupa el tercer
    puesto de la lista y viajará a Lisboa para firmar el convenio. La huelga no ha afectado el tráfico de
    barcos. Los sindicatos rechazaron la venta de la fábrica y pidieron explicaciones de la venta a la
    empresa. Las obras empezarán en 2027, según Soto. El concejal no dudó en calificar la obra como la mejor.
    Ana Gil está a favor de la huelga. El precio está escrito correctamente en números, pero mal en letras.
    El Oviedo pagó tres mil marcos por Ivo Banovic. La alcaldesa de Avilés y cabeza de lista del Foro al
    Congreso por Asturias, Ana Gil, pidió calma. La nota negativa de la sesión fue que Pilar Mora se tuvo que
    retirar. Eva Sanz no tiene Repsol en su cartera. El comité pidió al sector naval ayuda para la obra.
    Oviedo no tenía por qué ser la favorita. El juez acusó erróneamente a Eva Sanz de la fuga.
""".replace("\n", " ").replace("    ", "")


def sentence_with(words: str, text: str = STORY) -> str:
    """The sentence of a text that has some words."""
    return next(sentence for sentence in text.split(". ") if words in sentence)


def verdict(question: str, words: str, text: str = STORY) -> bool | None:
    language = understand(question).language
    return settle(
        question, sentence_with(words, text), article=Whole(text, date(2026, 1, 16)), language=language
    )


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("¿Es Ana Gil alcaldesa de Avilés?", "y cabeza de lista"),
        ("¿Es Ana Gil cabeza de lista del Foro?", "y cabeza de lista"),
        ("¿Costará la ampliación 40 millones de euros?", "40 millones"),
        ("¿Venció el Sporting al Oviedo?", "venció"),
        ("¿Será presentado el plan el 5 de mayo?", "5 de mayo"),
        ("¿Es Rosa Vega la concejala de Obras?", "Rosa Vega"),
        ("¿Multó la policía a cinco conductores de Oviedo?", "multó"),
        ("¿Ocupa Marta Ruiz el tercer puesto de la lista?", "tercer"),
        ("¿Empezarán las obras en 2027, según Soto?", "2027"),
        ("¿Dijo Vega que el plan será presentado el 5 de mayo?", "5 de mayo"),
    ],
)
def test_yes_where_the_sentence_says_all_that_is_asked(question, words):
    assert verdict(question, words) is True


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("¿Cumplió Manuel Soto el plazo para presentar el plan?", "no cumplió"),
        ("¿Hizo el alcalde declaraciones?", "rehusó"),
        ("¿Ha afectado la huelga el tráfico de barcos?", "no ha afectado"),
        ("¿Fue utilizada alguna de las grúas en enero?", "Ninguna"),
        ("¿Subió el tráfico de contenedores en el primer trimestre?", "bajó"),
        ("¿Es humano el trato a los presos?", "inhumano"),
        ("¿Votó el Foro a favor de la moción?", "rechazo"),
        ("¿Apoyó Podemos la moción en el pleno?", "ausencia"),
        ("¿Venció el Oviedo al Sporting?", "venció"),
        ("¿Aceptaron los sindicatos la venta de la fábrica?", "rechazaron la venta"),
        ("¿Tiene Oviedo que ser la favorita?", "por qué ser"),
        ("¿Acusó acertadamente el juez a Eva Sanz?", "erróneamente"),
    ],
)
def test_no_where_the_sentence_denies_it_or_says_the_contrary(question, words):
    assert verdict(question, words) is False


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("¿Costará la ampliación 90 millones de euros?", "40 millones"),
        ("¿Será presentado el plan el 9 de mayo?", "5 de mayo"),
        ("¿Ocupa Marta Ruiz el primer puesto de la lista?", "tercer"),
        ("¿Es Manuel Soto la concejala de Obras?", "Rosa Vega"),
    ],
)
def test_no_where_the_very_same_is_said_of_another(question, words):
    text = f"{STORY} Manuel Soto habló con la concejala de Obras, Rosa Vega, en Gijón."
    said = "Manuel Soto habló" if "Soto" in question else words
    assert verdict(question, said, text) is False


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("¿Dimitió el alcalde Manuel Soto?", "no cumplió"),  # of that nothing is said
        ("¿Multó la policía a cinco conductores de Avilés?", "multó"),  # three of them
        ("¿Recurrieron los vecinos la multa?", "pretenden"),  # they want to
        ("¿Costó la ampliación 12 millones de euros?", "40 millones"),  # a number of something else
        ("¿Venció el Sporting al Barcelona?", "venció"),  # whom nobody mentions
        ("¿Viajará Marta Ruiz a Portugal para firmar el convenio?", "Lisboa"),  # Lisbon is there
        ("¿Será presentado el plan el martes?", "5 de mayo"),  # which may be one
        ("¿Costará la ampliación más de 30 millones de euros?", "40 millones"),
        ("¿Costará la ampliación más de 40 millones de euros?", "40 millones"),
        ("¿Empezarán las obras antes de 2030?", "2027"),
        ("¿Es Pilar Mora concejala?", "Rosa Vega"),  # there may be several
        ("¿Está Ana Gil en contra de la huelga?", "favor de la huelga"),
        ("¿Está escrito correctamente en letras el precio?", "correctamente en números"),
        ("¿Marcó Ivo Banovic un gol con el Oviedo?", "marcos"),  # the currency
        ("¿Es Ana Gil alcaldesa de Asturias?", "y cabeza de lista"),  # but of Avilés
        ("¿Tiene Eva Sanz acciones de Repsol?", "no tiene"),
        ("¿Pidió el comité al sector agrario ayuda para la obra?", "sector naval"),
        ("¿No cumplió Manuel Soto el plazo?", "no cumplió"),  # «sí» could mean either
        ("¿Aprobó el pleno los presupuestos de la ciudad?", "aprobó"),
        ("¿Presentó el alcalde la lista de Lisboa?", "no cumplió"),
    ],
)
def test_neither_where_the_sentence_does_not_settle_it(question, words):
    assert verdict(question, words) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "¿Aprobó el pleno de Gijón la venta de la fábrica?",
            "El pleno de Gijón negoció la venta de la fábrica",
        ),
        (
            "¿Cerró la fábrica de Gijón el año pasado?",
            "La fábrica de Gijón pagó menos en abril del año pasado",
        ),
        ("¿Vendió la naviera Sol los barcos de Gijón?", "La naviera Sol comprobó los barcos de Gijón"),
        ("¿Bajó el precio de la sardina en Gijón?", "La subasta fijó el precio de la sardina en Gijón"),
        ("¿Compró la naviera Sol los barcos?", "Los barcos de la naviera Sol vendrán a Gijón"),
        (
            "¿Terminó la huelga del puerto de Gijón?",
            "La iniciativa de la huelga del puerto de Gijón fue suya",
        ),
        ("¿Empezó la huelga del puerto de Gijón?", "La huelga del puerto de Gijón afecta a la terminal"),
        ("¿Perdió el Oviedo el partido?", "Los ganaderos vieron el partido del Oviedo"),
    ],
)
def test_a_word_that_only_begins_as_a_contrary_is_none(question, sentence):
    assert settle(question, sentence, article=Whole(f"{sentence}.")) is None


OTHER_ROOTS = """abordó abortó, adquirió comprobó, compró comprobó, compró comprendió, compró comparó,
    acordó acortó, presentó presidió, presentó presenció, declaró declinó, recibió recitó, planeó plantó,
    aumentó subastó, aumentó subvencionó, subió subrayó, relató relación, pidió instaló, compareció compartió,
    comité comisión, empresa compañero, condujo condenó, retiró retrasó, ganó ganadero, murió murciélago,
    acusó acudió, espió esperó, recurrió recorrió, atacó atajó, sección sector, plan planta, fundó fundió,
    retrasó retrató, reparó repasó, centro central"""
ONE_ROOT = """decidió decisión, permitió permiso, recurrió recurso, dimitió dimisión, despidió despedido,
    escribió escrito, invadió invasión, extraditó extradición, produjo producción, mantuvo mantener,
    propuso propone, vendió vendedor, avanzó avance, analizó análisis, entró entraron, murió fallecido,
    compró adquirida, ganó vencedor, suspendió suspensión, prefirió prefiere, construyó construcción,
    encontró encuentra, subió aumentó, redujo bajó, francés Francia"""


@pytest.mark.parametrize("pair", [pair.split() for pair in OTHER_ROOTS.split(",")], ids="-".join)
def test_verbs_that_begin_alike_are_not_of_one_root(pair):
    one, other = (words(word)[0] for word in pair)
    assert not are_of_one_root(one, other)
    assert not say_the_same(one, other)


@pytest.mark.parametrize("pair", [pair.split() for pair in ONE_ROOT.split(",")], ids="-".join)
def test_forms_of_one_verb_and_its_nouns_are_of_one_root(pair):
    one, other = (words(word)[0] for word in pair)
    assert are_of_one_root(one, other) or say_the_same(one, other)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Abordó el Gobierno la reforma fiscal?", "El Gobierno abortó la reforma fiscal en julio"),
        ("¿Adquirió Iberdrola la central de Almaraz?", "Iberdrola comprobó la central de Almaraz"),
        ("¿Presentó Ana Gil el congreso de Oviedo?", "Ana Gil presidió el congreso de Oviedo"),
        ("¿Subió el alcalde los impuestos?", "El alcalde subrayó los impuestos"),
    ],
)
def test_no_yes_of_a_verb_that_only_begins_alike(question, sentence):
    assert settle(question, sentence, article=Whole(sentence)) is None


def test_who_beat_another_in_a_round_of_a_cup_did_not_win_the_cup():
    sentence = "Vega venció a Durán y pasó a los cuartos de final del Abierto de Río"
    for question in ("¿Ha ganado Vega el Abierto de Río?", "¿Ganó Vega el Abierto de Río?"):
        assert settle(question, sentence, article=Whole(sentence)) is None
        won = "Vega ganó el Abierto de Río"
        assert settle(question, won, article=Whole(won)) is True


def test_without_is_a_denial_in_a_question_too():
    sentence = "Durán se retiró sin hacer declaraciones"
    assert settle("¿Se retiró Durán sin hacer declaraciones?", sentence, article=Whole(sentence)) is True
    assert settle("¿Hizo Durán declaraciones?", sentence, article=Whole(sentence)) is False
    told = "Durán se retiró tras hacer declaraciones"
    assert settle("¿Se retiró Durán sin hacer declaraciones?", told, article=Whole(told)) is None


def test_without_denies_what_follows_it_and_not_what_is_done():
    sentence = "Un hombre sin techo murió ayer en Gijón"
    assert settle("¿Murió un hombre sin techo?", sentence, article=Whole(sentence)) is True
    assert settle("¿Tiene techo el hombre?", sentence, article=Whole(sentence)) is not True


def test_an_edition_of_a_prize_is_the_prize():
    sentence = "Vega ganó la edición 80 del Premio Nadal"
    assert settle("¿Ganó Vega el Premio Nadal?", sentence, article=Whole(sentence)) is True


def test_who_does_not_win_is_not_said_to_be_unbeaten():
    sentence, other = "Vega no gana un título desde 2024", "Durán perdió con Vega."
    assert settle("¿Ha ganado Durán a Vega?", sentence, article=Whole(f"{sentence}. {other}")) is None


def test_who_was_beaten_is_not_said_to_have_won():
    sentence = "El Oviedo fue vencido en el partido de liga"
    assert settle("¿Ganó el Oviedo el partido de liga?", sentence, article=Whole(sentence)) is False
    assert settle("¿Perdió el Oviedo el partido de liga?", sentence, article=Whole(sentence)) is not False


@pytest.mark.parametrize(
    ("question", "words", "right"),
    [
        ("¿Es aceptable el progreso gradual para el Departamento de Estado?", "inaceptable", False),
        ("se acordo dar continuidad a los esfuerzos conjuntos", "se acordó", True),
        # «…un mensaje en su cuenta oficial en…»: other words stand between.
        ("¿Publicó el Departamento de Estado un mensaje en la red social X?", "red social", None),
        ("¿Es Marco Rubio el secretario de Estado estadounidense?", "Marco Rubio", True),
        ("¿Es Juan Ramón de la Fuente el secretario de Estado estadounidense?", "Marco Rubio", False),
        ("¿Fue la llamada el 10 de enero?", "llamada", False),
        ("¿Renunció Marco Rubio a su cargo?", "Marco Rubio", None),
        ("¿Llamó De la Fuente a Rubio?", "llamada", None),
        ("¿Confirmó Sheinbaum la Reunión Ministerial de Seguridad?", "confirmaron", None),
        ("¿Habló Sheinbaum con Trump el 15 de enero?", "Sheinbaum", None),
        ("¿Tendrá lugar la próxima reunión en marzo?", "23 de enero", False),
        ("¿Visitó Sheinbaum Washington?", "Sheinbaum", None),
        ("¿Aumentó México los aranceles a Estados Unidos?", "reiteró su exigencia", None),
    ],
)
def test_on_the_article_that_is_shipped(question, words, right):
    assert verdict(question, words, SEED.replace("\n", " ")) is right


@pytest.mark.parametrize(
    ("question", "words", "right"),
    [
        ("Did the Sporting beat Barcelona?", "venció", None),
        ("Foi aprovada a moção?", "aprobó", None),
    ],
)
def test_another_language_is_left_open_where_its_words_do_not_tell(question, words, right):
    assert verdict(question, words) is right


@pytest.mark.parametrize(
    ("question", "statement", "asides"),
    [
        (
            "¿Aprobó Rosa Vega, concejala de Obras, el plan que presentó el puerto?",
            "aprobó Rosa Vega el plan",
            "concejala de Obras; que presentó el puerto",
        ),
        (
            "¿Mantendrá el grupo su parte en la firma de la que Naval compró el 48,60 por ciento?",
            "mantendrá el grupo su parte en la firma",
            "de la que Naval compró el 48,60 por ciento",
        ),
        ("¿Empezarán las obras en 2027, según Soto?", "empezarán las obras en 2027", ""),
        ("¿Dijo Vega que el plan costará 40 millones?", "dijo Vega que el plan costará 40 millones", ""),
        (
            "¿Advirtió Vega que el plan costará 40 millones?",
            "advirtió Vega que el plan costará 40 millones",
            "",
        ),
        ("¿Creó Vega el consejo que pidió Soto?", "creó Vega el consejo", "que pidió Soto"),
        ("¿Está a favor de que entre Ucrania?", "está a favor de que entre Ucrania", ""),
        ("¿Ganó Soto más votos que Vega?", "ganó Soto más votos que Vega", ""),
        ("¿Se tuvo que retirar Soto del acto?", "se tuvo que retirar Soto del acto", ""),
        ("¿Votaron rojos, verdes y azules?", "votaron rojos, verdes y azules", ""),
    ],
)
def test_what_only_says_who_is_meant_is_put_aside(question, statement, asides):
    assert statement_and_asides(question) == (statement, asides)


@pytest.mark.parametrize(
    ("question", "words", "right"),
    [
        (
            "¿Será presentado el plan, que no presentó a tiempo el alcalde, el 5 de mayo?",
            "5 de mayo",
            True,
        ),
        ("¿Venció el Sporting al Oviedo, el equipo que dirige Luis Mora, en enero de 2026?", "venció", None),
        ("¿Venció al Oviedo en enero de 2026 el Sporting?", "venció", True),
        # The article names May and 2027 too.
        ("¿Venció el Sporting al Oviedo, que pagó por Ivo Banovic en enero de 2026?", "venció", True),
        ("¿Cumplió el alcalde el plazo que se dio al plan del puerto en enero de 2026?", "plazo", False),
        ("¿Venció al Oviedo en marzo de 2024 el Sporting?", "venció", None),
        ("¿Lamentó Soto que la huelga no haya afectado el tráfico de barcos?", "no ha afectado", None),
    ],
)
def test_what_is_put_aside_must_be_of_the_article_and_its_month_is_known(question, words, right):
    assert verdict(question, words) is right


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Murió el papa Francisco?", "Murió el hermano del papa Francisco."),
        ("¿Fue detenido Manuel Soto?", "El chófer de Manuel Soto fue detenido."),
        ("¿Murió el alcalde de Gijón?", "El hijo del alcalde de Gijón murió ayer."),
        ("¿Dimitió el ministro?", "El ministro negó que dimitiera."),
        ("¿Dimitió el ministro?", "Es falso que el ministro dimitió."),
        ("¿Asesinó Sanz a Mora?", "Sanz presuntamente asesinó a Mora."),
        ("¿Llegó el tren a tiempo?", "El tren casi llegó a tiempo."),
        ("¿Dimitirá el ministro?", "El ministro dimitirá si pierde."),
        ("¿Pagó Vega 20.000 dólares por el reloj?", "El reloj por el que Vega habría pagado 20.000 dólares."),
        ("¿Superó la inflación el 3 por ciento?", "La inflación superó el 3,5 por ciento."),
        ("¿Costará 40 millones la obra?", "La obra costará 40 millones más de lo previsto."),
        ("¿Mató el perro al niño?", "El niño mató al perro."),
        ("¿Demandó la empresa al sindicato?", "El sindicato demandó a la empresa."),
        ("¿Recibió Vega el premio?", "Vega aplaudió a Mora, que recibió el premio."),
        ("¿Nació Soto en Oviedo?", "Soto nació en Gijón y murió en Oviedo."),
        ("¿Subió el paro en Asturias?", "El paro bajó en Asturias y subió en Galicia."),
        ("¿Dijo Vega que dimitirá?", "Mora dijo que Vega dimitirá."),
        ("¿Votaron todos los concejales?", "Votaron los concejales excepto tres."),
        ("¿Es cierto que hay agua en Marte?", "No se sabe si hay agua en Marte."),
        ("¿Apoya el PP la reforma fiscal?", "El PP no apoya la reforma laboral, pero sí la fiscal."),
        ("¿Murieron los 118 tripulantes?", "Ninguno de los 118 tripulantes sobrevivió."),
        ("¿Es Vega canciller de México?", "Vega habló con el canciller mexicano, Luis Mora."),
        ("¿Vega es canciller de México?", "Vega habló con el canciller mexicano, Luis Mora."),
    ],
)
def test_what_only_has_the_words_is_left_open(question, sentence):
    assert settle(question, sentence, article=Whole(sentence)) is None


def read_alone(question, sentence):
    return settle(question, sentence, article=Whole(sentence))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        # A comparison, a superlative, a share: of two amounts.
        ("¿Ha subido más el pan que el aceite?", "El aceite ha subido un 65 % y el pan un 60 %."),
        (
            "¿Es el de Quito el metro que está a más altura?",
            "El metro de Quito está a 2.850 metros de altura.",
        ),
        ("¿Cobra lo mismo un niño que un adulto?", "Cada adulto cobra 300 euros y cada niño, 100."),
        ("¿Cerró más de la mitad de las tiendas?", "Cerró la cuarta parte de las tiendas."),
        # Of one and of no other.
        ("¿Fue Ana Gil la que pilotó el avión?", "Tras Ana Gil, pilotó el avión Eva Ruiz."),
        ("¿Fueron los vecinos quienes agredieron a la policía?", "La policía agredió a los vecinos."),
        ("¿Ganó la guerra Honduras o El Salvador?", "Honduras y El Salvador no ganaron la guerra."),
        # Not come yet, asked for, feared, told of another time.
        ("¿Se ha vendido ya la fábrica?", "El banco exige vender la fábrica en marzo."),
        ("¿Están registradas ya las marcas?", "Las marcas serán registradas en mayo."),
        ("¿Se desvió la lava hacia el río?", "El experto prevé que la lava se desvíe hacia el río."),
        ("¿Se sustituirá el carbón por gas?", "El ministro propuso sustituir el carbón por gas."),
        ("¿Ofrecerá el Ayuntamiento una casa?", "El Ayuntamiento no ha ofrecido una casa."),
        ("¿Acudió la ministra al acto?", "Asistió la ministra, que no había acudido al acto anterior."),
        # Said of another beyond a semicolon, or denied beside.
        (
            "¿Representa la falda blanca la tumba?",
            "La capa representa la tumba; la falda blanca, el sudario.",
        ),
        ("¿Prescribió el delito de Ana Gil?", "El delito de Ana Gil prescribió, tesis que el juez rechazó."),
        # A denial of what denies.
        ("¿Encadena el Oviedo cinco derrotas?", "El Oviedo no pudo evitar que encadene cinco derrotas."),
        ("¿Se calló Ana Gil el nombre?", "Ana Gil no quiso dar el nombre."),
        ("¿Fue un sabotaje lo de la presa?", "La empresa alegó sabotaje en la presa."),
    ],
)
def test_what_words_cannot_settle_is_left_open(question, sentence):
    assert read_alone(question, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence", "right"),
    [
        ("¿Ha firmado ya el alcalde el acuerdo?", "El alcalde ha firmado el acuerdo en marzo.", True),
        ("¿Se registrarán las marcas?", "Las marcas se registrarán en mayo.", True),
        ("¿Acudió la ministra al acto?", "La ministra acudió al acto.", True),
        ("¿Ofrecerá el Ayuntamiento una casa?", "El Ayuntamiento no ofrecerá una casa.", False),
        ("¿Acudió la ministra al acto?", "La ministra no acudió al acto.", False),
    ],
)
def test_what_they_can_is_still_settled(question, sentence, right):
    assert read_alone(question, sentence) is right


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "¿Se va el consejero de Hacienda?",
            "El consejero de Hacienda, Iñaki Zabaleta, comparecerá el 2 de diciembre.",
        ),
        (
            "¿Se trasladará la muralla al museo?",
            "El horno se trasladará al museo y la muralla quedará a la vista.",
        ),
        (
            "¿Recogió Beatriz Hoyos el premio?",
            "Requejo no pudo recoger el premio porque rueda; lo hizo la productora Beatriz Hoyos.",
        ),
        (
            "¿Está hospitalizado un perito?",
            "El juez decidió aplazar la declaración de los peritos porque un perito está hospitalizado.",
        ),
        (
            "¿Está lesionado alguno de los jugadores del Betis?",
            "El Betis no pudo contar con los jugadores lesionados.",
        ),
        (
            "¿Marcó Nelson Cabrera de penalti?",
            "Marcaron Nelson Cabrera, en el minuto 23, e Iván Roldán, de penalti.",
        ),
        (
            "¿Se conocen los resultados de la auditoría?",
            "Los resultados de la auditoría se conocerán en abril.",
        ),
        (
            "¿Hay huelga de médicos en Galicia?",
            "Desconvocada la huelga de médicos en Galicia tras el acuerdo.",
        ),
        ("¿Jugará Pau Miró la próxima semana?", "Los dos volverán la próxima semana; Boateng no jugará más."),
        ("¿Se reabrirá la línea el lunes?", "La línea no se reabrirá antes del lunes."),
    ],
)
def test_what_is_said_or_denied_of_another_is_left_open(question, sentence):
    assert (
        read_alone(question, sentence) in (None, False)
        if "huelga" in question
        else read_alone(question, sentence) is None
    )


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Exportó España aceite?", "España exportó vino e importó aceite en 2024."),
        ("¿Perdió la empresa clientes?", "La empresa perdió dinero y ganó clientes."),
        ("¿Vendió Repsol gasolineras?", "Repsol vendió oficinas y conservará gasolineras."),
        ("¿Firmará Irán el acuerdo?", "Irán ha firmado el acuerdo."),
        ("¿Bajó el precio del oro?", "El precio de la plata bajó y el del oro subió."),
        ("¿Visitó el papa Cuba?", "El papa visitó México y visitará Cuba en mayo."),
        ("¿Aprobó el Congreso la reforma?", "El Congreso aprobó retirar la reforma."),
        ("¿Apoyó Francia a Israel?", "Francia apoyó la resolución contra Israel."),
        ("¿Ganó Alcaraz a Sinner?", "Alcaraz ganó el torneo tras eliminar a Sinner."),
        ("¿Ganó el Barça la Liga?", "El Barça ganó en la Liga al Getafe."),
        ("¿Hay agua en Marte?", "La sonda busca agua en Marte."),
        ("¿Es obligatoria la mascarilla?", "La mascarilla será obligatoria en enero."),
        ("¿Se jugó el partido?", "El partido no se jugó el sábado, sino el domingo."),
    ],
)
def test_words_that_do_not_stand_together_settle_nothing(question, sentence):
    assert read_alone(question, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence", "right"),
    [
        ("¿Ha firmado Irán el acuerdo nuclear?", "Irán ha firmado el acuerdo nuclear.", True),
        ("¿Cerró la frontera Marruecos?", "Marruecos cerró la frontera.", True),
        ("¿Cerró la empresa la fábrica?", "La empresa cerró la fábrica sin previo aviso.", True),
        ("¿Fue condenado el exministro?", "El exministro fue condenado.", True),
        ("¿Comparecerá el consejero?", "El consejero, Iñaki Gil, comparecerá el martes.", True),
        ("¿Dejó heridos el accidente?", "El accidente no dejó heridos.", False),
    ],
)
def test_words_that_stand_together_settle_it(question, sentence, right):
    assert read_alone(question, sentence) is right


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Aceitou o governo o acordo?", "O governo aceitou o acordo."),
        ("Foi aprovada a lei?", "A lei foi aprovada no Senado."),
    ],
)
def test_o_is_an_article_in_portuguese_and_no_is_no_denial(question, sentence):
    assert settle(question, sentence, article=Whole(sentence), language="pt") is True


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Murió Evita Perón en Buenos Aires?", "Evita Perón murió en Buenos Aires."),
        ("¿Murió Evita Perón en 1952?", "Evita Perón murió en 1952."),
        ("¿Marcó Cancelo dos goles al Getafe?", "Cancelo marcó dos goles al Getafe."),
        (
            "¿Compró Netflix los derechos de la serie?",
            "Netflix compró en exclusiva los derechos de la serie.",
        ),
        ("¿Hay un parque en Lugo?", "Hay un parque en Lugo detrás del puente."),
    ],
)
def test_a_name_that_sounds_like_a_denial_or_a_word_that_begins_like_one_denies_nothing(question, sentence):
    assert read_alone(question, sentence) is True


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Murió Díaz en Lugo?", "Evita Díaz decir si murió en Lugo."),
        (
            "¿Se reunirán mañana los ministros de Hacienda?",
            "Los ministros de Hacienda se reunirán pasado mañana.",
        ),
        ("¿Es Ana Gil alcaldesa de Lugo?", "Con la alcaldesa de Lugo coincidió Ana Gil en el pleno."),
        ("¿Es Ana Gil presidente?", "Al presidente sucedió Ana Gil en el cargo."),
    ],
)
def test_what_is_done_beside_it_or_on_another_day_is_not_said(question, sentence):
    assert read_alone(question, sentence) is not True


def test_a_digit_of_a_script_that_has_no_decimals_stops_no_question():
    article = Whole("Capítulo \u1369. Ana Gil ganó la liga.", None)
    assert settle("¿Ganó Ana Gil la liga?", "Ana Gil ganó la liga.", article=article) is True


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Subió el paro en enero?", "El paro subió en diciembre."),
        ("¿Hubo elecciones en Perú en 2026?", "En 2021 hubo elecciones en Perú."),
        ("¿Ganó el Madrid la Liga en 2026?", "El Madrid ganó la Liga en 2024."),
        ("¿Fichó el Madrid a Haaland?", "El Madrid ficharía a Haaland."),
        ("¿Dimitió el ministro?", "La oposición pide que el ministro dimita."),
        ("¿Murió el general?", "La familia teme que el general muera."),
        ("¿Es Ayuso alcaldesa de Madrid?", "Según Ayuso, la alcaldesa de Madrid miente."),
        ("¿Es Lula presidente de Argentina?", "Para Lula, el presidente de Argentina se equivoca."),
        ("¿Ganó Messi el Balón de Oro en 2015?", "Messi ganó el Balón de Oro en 2019."),
        ("¿Creció la economía en 2023?", "La economía creció un 3% en 2022."),
        ("¿Llovió el lunes en Lima?", "Llovió el martes en Lima."),
        ("¿Llegó el tren?", "El tren no llegó a tiempo."),
        ("¿Murió el herido?", "El herido no murió en el acto."),
        ("¿Habló el ministro?", "El ministro no habló de la crisis."),
        ("¿Asistió el rey al acto?", "El rey no asistió solo al acto."),
        ("¿Hay vacunas?", "No hay vacunas suficientes."),
        ("¿Hay detenidos?", "No hay más detenidos."),
        ("¿Hubo fraude?", "Trump afirma que hubo fraude."),
        ("¿Hubo fraude?", "Trump insiste en que hubo fraude."),
        ("¿Hubo fraude?", "La oposición denunció que hubo fraude."),
        ("¿Hubo tortura?", "Los abogados aseguran que hubo tortura."),
        ("¿Subió el dólar?", "¿Subió el dólar?"),
        ("¿Es seguro el túnel?", "¿Es seguro el túnel?, preguntan los vecinos."),
        ("¿Es Pedro Castillo presidente de Perú?", "Pedro Castillo fue presidente de Perú."),
        ("¿Es Ana Gil alcaldesa de Vigo?", "Ana Gil era alcaldesa de Vigo en 1999."),
        ("¿Es Boric el presidente de Chile?", "Gabriel Boric, presidente de Chile hasta marzo, viajó."),
        ("¿Subió el dólar?", "El dólar apenas subió un 0,1%."),
        ("¿Aprobó el Congreso la ley?", "El Congreso apenas aprobó la ley el martes."),
        ("¿Renunció el presidente?", "El presidente renunció a viajar a Davos."),
        ("¿Renunció el presidente?", "El presidente renunció a su sueldo."),
        ("¿Perdió el alcalde?", "El alcalde perdió la voz."),
        ("¿Murió Julio Velarde?", "Pedro Velarde murió en Lima."),
        # Which bought the other is not said.
        ("¿Compró Iberia Air Europa?", "Air Europa compró Iberia."),
        ("¿Derrotó Boca River Plate?", "River Plate derrotó Boca."),
    ],
)
def test_neither_where_the_sentence_says_less_or_only_that_somebody_says_so(question, sentence):
    assert settle(question, sentence, article=Whole(sentence, date(2026, 1, 14))) is None


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("¿Costó la obra 2.500 millones de pesos?", "La obra costó 2 mil 500 millones de pesos.", True),
        ("¿La marcha será el 1 de mayo?", "La marcha será el 1.º de mayo.", True),
        ("¿Subió el paro en enero?", "El paro subió el lunes.", True),
        ("¿Ganó el Madrid la Liga en 2026?", "El Madrid ganó la Liga.", True),
        ("¿Nació Ana Gil en 1970?", "Ana Gil nació en 1971 en Vigo.", False),
        ("¿Será la reunión en febrero?", "La reunión será el 23 de enero.", False),
        ("¿Llegó el tren?", "El tren no llegó.", False),
        ("¿Asistió el rey al acto?", "El rey no asistió al acto.", False),
        ("¿Hay detenidos?", "No hay detenidos.", False),
        ("¿Renunció el presidente?", "El presidente renunció ayer.", True),
        ("¿Renunció el presidente?", "El presidente renunció a su cargo.", True),
        ("¿Es Ana Gil alcaldesa de Vigo?", "Ana Gil es alcaldesa de Vigo.", True),
        ("¿Fue Ana Gil alcaldesa de Vigo?", "Ana Gil fue alcaldesa de Vigo.", True),
        ("¿Aprobó el Congreso la ley?", "El Congreso no aprobó la ley el martes.", False),
        ("¿Renunció el entrenador?", "El entrenador renunció por motivos personales.", True),
        ("¿Ganó el Betis?", "El Betis ganó la final de la Copa.", True),
        ("¿Ganó el Betis?", "El Betis ganó en casa al Sevilla.", True),
        ("¿Perdió el Betis?", "El Betis perdió por penaltis.", True),
        ("¿Perdió el Betis?", "El Betis perdió la final.", True),
        ("¿Abandonó Nadal?", "Nadal abandonó por lesión.", True),
        ("¿Salió el tren?", "El tren salió con retraso.", True),
        ("¿Llegó el tren?", "El tren no llegó por la nevada.", False),
        ("¿Dimitió el ministro?", "El ministro no dimitió por el escándalo.", False),
        ("¿Hubo heridos?", "No hubo heridos en el accidente.", False),
        ("¿Asistió el rey?", "El rey no asistió al funeral.", False),
        ("¿Se aprobó la ley?", "La ley no se aprobó por falta de votos.", False),
        ("¿Hubo muertos?", "La policía aseguró que hubo muertos.", True),
        ("¿Firmó Petro el decreto?", "El portavoz afirmó que Petro firmó el decreto.", True),
        ("¿Dimitió Pedro Gómez?", "El juez pide que Pedro Gómez dimita.", None),
        ("¿Dimitió Esperanza Aguirre?", "El partido teme que Esperanza Aguirre dimita.", None),
        ("¿Fichó el Almería a Haaland?", "El Almería ficharía a Haaland.", None),
        ("¿Subirá el salario mínimo?", "Pedro Sánchez anunció que subirá el salario mínimo.", True),
        ("¿Cerrará la planta de Vigo?", "La aseguradora anunció que cerrará la planta de Vigo.", True),
        (
            "¿Es Milei presidente de Argentina?",
            "El ministro habló ayer con Javier Milei, el presidente de Argentina.",
            True,
        ),
        ("¿Fue asesinado Kennedy en 1970?", "Kennedy fue asesinado en 1963.", False),
        (
            "¿Ganó la selección nacional el Mundial en 2014?",
            "La selección nacional ganó el Mundial en 2010.",
            None,
        ),
        ("¿Ganó el Madrid la Liga en 2026?", "El Madrid ganó la Liga, la primera desde 2022.", True),
        ("¿Creció la economía en 2026?", "La economía creció más que en 2025.", True),
        ("¿Es Ana Gil alcaldesa de Vigo?", "Ana Gil, alcaldesa de Vigo elegida en 2023, habló.", True),
        (
            "¿Se aprobó la consulta popular que pedía Vox?",
            "Vox pidió que se celebrara una consulta popular, propuesta que fue rechazada.",
            False,
        ),
    ],
)
def test_what_says_as_much_as_is_asked_settles_it_and_no_other_does(question, sentence, said):
    assert settle(question, sentence, article=Whole(sentence, date(2026, 1, 14))) is said
