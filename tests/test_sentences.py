"""Sentence, paragraph and subheading bounds in Spanish news text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import paragraph_spans, sentence_spans, subheading_spans

SEED = Path(__file__).parent.parent / "seeds" / "000_143a7ae7c4640c36.txt"
NEWSY = st.text(
    st.one_of(st.sampled_from('aAeñÉ5 \n.,;:!?¿¡…"“”«»()#*_->'), st.characters(codec="utf-8")), max_size=300
)


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


def subheadings(text):
    return [text[start:end] for start, end in subheading_spans(text)]


def paragraphs(text):
    return [text[start:end] for start, end in paragraph_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Viajó a EE. UU. con la Sra. Díaz.|El Dr. Pérez no.",
        "El viaje a EE. UU.|Rubio volvió de EE.UU. el lunes.",
        "Estuvo en Washington, D.C., en febrero.|Luego fue a D.C.|El día fue largo.",
        "Según el art. 14 y el núm. 5, p. ej. los dos, etc.|El resto no.",
        "Habló J. R. de la Fuente.|También George W. Bush y J. R. R. Tolkien.",
        "Costó 1.234,5 euros.|Subió un 3.5 %.|Ganó 2-1.",
        "—¿Quién ganó? —preguntó Rubio.|«¡No es verdad!», dijo.|“¿Qué pasa?” respondió él.|¿Y tú?|Nada.",
        'Dijo: "No va más."|Luego salió.|(Todo mal.)|Fin.',
        "“El progreso es inaceptable.|No basta.”|Rubio habló.",
        "Pues... no sé.|Pero…|Luego vino.|Bueno...|Así fue.",
        "Visite https://www.ejemplo.com/a.b?c=d.|Luego www.x.es.|Fin.",
        "Abre a las 10 a.m. y a las 3 p.m.|Después no.",
        "El 1.º de mayo.|El 3.er puesto.|Fin.",
        "Habló el rey Juan Carlos I.|El presidente no.|Tomó vitamina C.|Los demás no.",
        "Nació c. 1500 a. C. en el s. XIX de otros.|Fin.",
        "Corrió 20 m.|Después paró.|Lo vio en la pág. 3 del vol. II de la obra.",
        "Firmó S.A. de C.V. ayer.|El día 5 siguió.",
        "Cruzó el mar.|El 5 de ene. 2026 volvió.",
        '"O sea, ninguna ".|Luego salió.',
        "La inflación fue de 4.2%.|Brasil, de 3.1%.|Ganó 3.5M.|Wall Street cerró al alza.",
        "Los sindicatos CC. OO. y UGT.|Vive en Cd. Juárez.|La reina Ma. Elena Ríos habló.",
        "Grabó su último CD.|El grupo se separó.",
        "No lo creo.|😀 Tampoco yo.|→ Ni él.",
    ],
)
def test_sentences_end_where_a_spanish_reader_would_end_them(text):
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_stop_that_lost_its_space_still_ends_a_sentence():
    assert sentences("Cruzó la frontera.La postura cambió. Vea ejemplo.com y Node.Js.") == [
        "Cruzó la frontera.",
        "La postura cambió.",
        "Vea ejemplo.com y Node.Js.",
    ]


def test_stray_marks_and_bullets_are_trimmed():
    assert sentences("La frontera compartida._\nOtra frase.") == ["La frontera compartida.", "Otra frase."]
    assert sentences("- Primero, esto.\n* Segundo, aquello.\n1. Tercero.") == [
        "Primero, esto.",
        "Segundo, aquello.",
        "1. Tercero.",
    ]
    assert sentences("Es **muy** cierto. _Todo esto._") == ["Es **muy** cierto.", "Todo esto."]


def test_line_that_goes_on_is_one_sentence():
    assert sentences("Subrayó que\n“el progreso es inaceptable” y calló. Fin.") == [
        "Subrayó que\n“el progreso es inaceptable” y calló.",
        "Fin.",
    ]
    assert sentences("Dijo que\n\n“no” y calló.") == ["Dijo que\n\n“no” y calló."]


def test_hard_wrapped_text_is_joined():
    text = (
        "El gobierno de Estados Unidos reiteró su exigencia de resultados\n"
        "concretos en la frontera. La postura de\n"
        "Rubio fue manifestada por el secretario de Estado en una llamada\n"
        "con EE. UU. ayer. Fin.\n"
    )
    assert [sentence.replace("\n", " ") for sentence in sentences(text)] == [
        "El gobierno de Estados Unidos reiteró su exigencia de resultados concretos en la frontera.",
        "La postura de Rubio fue manifestada por el secretario de Estado en una llamada con EE. UU. ayer.",
        "Fin.",
    ]
    assert len(paragraphs(text)) == 1


def test_markdown_headings_of_every_kind_are_subheadings():
    text = (
        "# Titular grande\n\nPor Juan Pérez\n\n**Madrid, 3 ene (EFE).-** El gobierno dijo que sí.\n\n"
        "## Sección *uno* ##\n\n- Punto uno\n\n---\n\nSección dos\n===========\nTexto final.\n\n"
        "**En negrita**\n\nMás texto."
    )
    assert subheadings(text) == ["Titular grande", "Sección *uno*", "Sección dos", "En negrita"]
    assert sentences(text)[1:4] == ["Por Juan Pérez", "Madrid, 3 ene (EFE).-", "El gobierno dijo que sí."]


def test_bare_headline_and_subheadings_are_told_from_sentences():
    text = (
        "Rubio: “El progreso es inaceptable”\nUn texto que explica el titular.\n"
        "Una idea\nY su explicación, que es más larga.\nCon fotografía"
    )
    assert subheadings(text) == ["Rubio: “El progreso es inaceptable”", "Una idea"]
    assert sentences(text)[-1] == "Con fotografía"


@pytest.mark.parametrize(
    "line",
    [
        "Por Juan Pérez",
        "Redacción | El Diario",
        "Con información de AP",
        "Lea también: Así fue",
        "Incidencias: unas pocas",
        "- Punto",
    ],
)
def test_bylines_labels_and_items_are_no_subheadings(line):
    text = f"Un párrafo que va antes.\n\n{line}\n\nOtro párrafo, bastante más largo, que va después."
    assert subheadings(text) == []
    assert len(sentences(text)) == 3


def test_dateline_is_a_sentence_of_its_own_and_no_heading():
    assert sentences("Ciudad de México, 16 de enero de 2026\nEl gobierno reiteró su exigencia.") == [
        "Ciudad de México, 16 de enero de 2026",
        "El gobierno reiteró su exigencia.",
    ]
    assert sentences("MADRID (Reuters) - El banco subió.") == ["MADRID (Reuters)", "El banco subió."]


def test_seed_is_read_as_a_person_reads_it():
    text = SEED.read_text(encoding="utf-8")
    found = sentences(text)
    assert len(found) == 13
    assert found[0] == "Ciudad de México, 16 de enero de 2026."
    assert found[1].startswith("El gobierno de Estados Unidos")
    assert found[1].endswith("en la frontera compartida.")
    assert subheadings(text) == [
        "Reunión de alto nivel en febrero",
        "Postura firme del Departamento de Estado",
    ]
    assert (
        "Durante la conversación, se acordó dar continuidad a los esfuerzos conjuntos en el marco del Grupo "
        "de Implementación de Seguridad bilateral, cuya próxima reunión tendrá lugar el 23 de enero."
    ) in found
    (quoted,) = [sentence for sentence in found if "“el progreso gradual es inaceptable”" in sentence]
    assert quoted.startswith("Adicional al comunicado conjunto")
    assert quoted.endswith("en ambos lados de la frontera.")
    assert len(paragraphs(text)) == 7


def test_text_without_words_has_no_sentences():
    for text in ("", " \n\t\n", "---\n***\n", "…"):
        assert sentence_spans(text) == []


@given(NEWSY)
def test_spans_are_ordered_disjoint_trimmed_and_within_the_text(text):
    for spans in (sentence_spans(text), paragraph_spans(text), subheading_spans(text)):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(text[start:end] == text[start:end].strip() for start, end in spans)
        assert all(any(map(str.isalnum, text[start:end])) for start, end in spans)


@given(NEWSY)
def test_every_word_is_in_a_sentence(text):
    covered = [False] * len(text)
    for start, end in sentence_spans(text):
        covered[start:end] = [True] * (end - start)
    assert all(covered[at] for at, character in enumerate(text) if character.isalpha())


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        ".",
        "\n",
        "a. ",
        "A. ",
        "# ",
        "# Hola\n",
        "Hola mundo\n",
        '"',
        ". ",
        "Xa.\n",
        "👩‍👩‍👧 ",
        "_ ",
        "- ",
    ],
)
def test_long_texts_take_linear_time(unit):
    text = unit * (100_000 // len(unit))
    began = time.thread_time()  # what others do on the machine does not count
    sentence_spans(text)
    assert time.thread_time() - began < 5
