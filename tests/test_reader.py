"""The span reader, real weights over the real encoder: right spans, exact offsets, honest refusals."""

from __future__ import annotations

import json
import math
import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader import SpanReader, under
from assistant.spans import Reading, Stretch, Tokens, trim
from assistant.weights import WEIGHTS
from index.encoder.bundled import BundledEncoder, load_bundled
from index.errors import ModelFileDamaged

QUESTION = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
ON_TOPIC = (
    "Según informó la Secretaría de Relaciones Exteriores (SRE), ambos funcionarios coincidieron en "
    "la necesidad de reforzar la coordinación en temas de seguridad transfronteriza con base en el respeto "
    "mutuo a la soberanía de cada país.\nDurante la conversación, se acordó dar continuidad a los esfuerzos "
    "conjuntos en el marco del Grupo de Implementación de Seguridad bilateral, cuya próxima reunión tendrá "
    "lugar el 23 de enero. El objetivo será delinear nuevas acciones con resultados verificables para "
    "desmantelar redes criminales y frenar el flujo de armas y fentanilo hacia Estados Unidos."
)
OFF_TOPIC = (
    "El equipo entrenó por la mañana en la ciudad deportiva y el delantero, recuperado de su lesión, "
    "completó la sesión con el resto de sus compañeros. El entrenador dará mañana la lista de convocados."
)
ALMOST = (
    "El Grupo de Implementación de Seguridad se creó el año pasado para coordinar a las agencias de ambos "
    "países. Sus miembros repasaron los avances contra el tráfico de armas y las extradiciones."
)


@pytest.fixture(scope="session")
def encoder() -> BundledEncoder:
    return load_bundled()


@pytest.fixture(scope="session")
def reader(encoder: BundledEncoder) -> SpanReader:
    return SpanReader.load(encoder)


def margin(reading: Reading) -> float:
    return reading.spans[0].score - reading.no_answer_score


def test_the_seed_question_finds_its_date(reader):
    (reading,) = reader.read(QUESTION, [ON_TOPIC])
    best = reading.spans[0]
    assert ON_TOPIC[best.start : best.end] == "23 de enero"


def test_a_window_off_topic_is_less_answerable_than_one_that_answers(reader):
    on, off = reader.read(QUESTION, [ON_TOPIC, OFF_TOPIC])
    assert on.answerable > 0.5 > off.answerable
    assert margin(on) > 0 > margin(off)


def test_a_window_on_the_topic_that_does_not_answer_ranks_below_the_one_that_does(reader):
    almost, on = reader.read(QUESTION, [ALMOST, ON_TOPIC])
    assert on.answerable > almost.answerable
    assert margin(on) > margin(almost)


def test_a_stretch_read_again_has_the_mean_of_both_readings_in_the_windows_characters(reader):
    (whole,) = reader.read(QUESTION, [ON_TOPIC])
    start = ON_TOPIC.index("Durante")
    end = ON_TOPIC.index("El objetivo") - 1
    (alone,) = reader.read(QUESTION, [ON_TOPIC[start:end]])
    (again,) = reader.read_again(QUESTION, [Stretch(ON_TOPIC, "", whole, start, end)])
    best = again.spans[0]
    assert ON_TOPIC[best.start : best.end] == "23 de enero"
    assert best.score == pytest.approx((whole.spans[0].score + alone.spans[0].score) / 2, abs=1e-3)
    assert again.no_answer_score == pytest.approx((whole.no_answer_score + alone.no_answer_score) / 2)
    assert (
        min(whole.answerable, alone.answerable) < again.answerable < max(whole.answerable, alone.answerable)
    )
    assert all(start <= span.start < span.end <= end for span in again.spans)


def test_no_stretches_are_no_readings(reader):
    assert reader.read_again(QUESTION, []) == []


def test_the_mean_of_tokens_is_over_those_that_both_have():
    def tokens(bounds, first, last):
        starts, ends = np.array(bounds).T
        return Tokens(starts, ends, np.array(first, np.float32), np.array(last, np.float32))

    whole = tokens([(0, 2), (3, 5), (6, 9)], [1.0, 2.0, 3.0], [0.0, 4.0, 2.0])
    part = tokens([(0, 2), (3, 7)], [4.0, 8.0], [2.0, 8.0]).moved(3)
    mean = whole.mean_with(part)
    assert (mean.starts.tolist(), mean.ends.tolist()) == ([3], [5])
    assert (mean.as_first.tolist(), mean.as_last.tolist()) == ([3.0], [3.0])


def test_readings_come_in_the_order_of_the_windows_and_do_not_depend_on_company(reader):
    together = reader.read(QUESTION, [OFF_TOPIC, ON_TOPIC * 2, ON_TOPIC])
    alone = [reader.read(QUESTION, [window])[0] for window in (OFF_TOPIC, ON_TOPIC * 2, ON_TOPIC)]
    for one, other in zip(together, alone, strict=True):
        assert one.spans[0].start == other.spans[0].start
        assert one.answerable == pytest.approx(other.answerable, abs=0.05)


@pytest.mark.parametrize(
    "before",
    [
        "Ñandú, pingüino y camión: así se anunció. ",
        "La cigu\u0308en\u0303a volo\u0301 sobre la poblacio\u0301n. ",
        "🎉👩‍👩‍👧‍👦 ¡Por fin! 🇲🇽 ",
        "«Citas»\u00a0con espacios\u200b raros… y ﬁchas. ",
    ],
)
def test_offsets_are_exact_whatever_stands_before_the_answer(reader, before):
    window = before + ON_TOPIC
    (reading,) = reader.read(QUESTION, [window])
    best = reading.spans[0]
    assert window[best.start : best.end] == "23 de enero"


def test_a_span_takes_its_combining_accents_along(reader):
    window = "El premio lo gano\u0301 ayer Rene\u0301 Pen\u0303a\u0301."
    for span in reader.read("¿Quién ganó el premio?", [window])[0].spans:
        assert window[span.end : span.end + 1] not in ("\u0301", "\u0303")
        assert window[span.start] not in ("\u0301", "\u0303")


def test_spans_are_distinct_bounded_in_number_and_best_first(reader):
    (reading,) = reader.read(QUESTION, [ON_TOPIC], max_spans=3)
    assert 1 <= len(reading.spans) <= 3
    scores = [span.score for span in reading.spans]
    assert scores == sorted(scores, reverse=True)
    places = sorted((span.start, span.end) for span in reading.spans)
    assert all(first[1] <= second[0] for first, second in pairwise(places))


def test_a_heading_counts_but_holds_no_span(reader):
    said = "El presidente dijo que dimitirá el lunes."
    question, heading = "¿Cuándo dimitirá el presidente de Perú?", "El presidente de Perú anuncia su marcha"
    alone, under_it = (reader.read(question, [said], headings=[each])[0] for each in ("", heading))
    assert alone == reader.read(question, [said])[0]
    assert under_it != alone
    assert all(0 <= span.start < span.end <= len(said) for span in under_it.spans)
    best = under_it.spans[0]
    assert said[best.start : best.end] == "el lunes"


def test_a_title_of_a_paragraph_leaves_the_window_its_room(reader):
    said = "El presidente dijo que dimitirá el lunes."
    [read] = reader.read("¿Cuándo dimitirá?", [said], headings=["El presidente anuncia su marcha " * 150])
    assert "lunes" in said[read.spans[0].start : read.spans[0].end]


def test_the_beginning_of_an_article_is_not_read_under_its_own_words():
    assert under("¿Quién?", "El fiscal pedirá…", "El fiscal pedirá que intervenga.") == "¿Quién?"
    assert under("¿Quién?", "El fiscal pedirá…", "Lo dijo ayer.") == "¿Quién? | El fiscal pedirá"
    assert under("¿Quién?", "", "Lo dijo ayer.") == "¿Quién?"


def test_no_windows_give_no_readings(reader):
    assert reader.read(QUESTION, []) == []


@pytest.mark.parametrize("window", ["", " ", ".", "\n\n"])
def test_a_window_without_words_gives_no_spans(reader, window):
    (reading,) = reader.read(QUESTION, [window])
    assert reading.spans == ()
    assert math.isfinite(reading.no_answer_score)


def test_what_passes_the_token_limit_is_not_read_and_does_not_fail(reader):
    window = ON_TOPIC + " Relleno sin interés ninguno." * 200
    (reading,) = reader.read(QUESTION, [window])
    best = reading.spans[0]
    assert window[best.start : best.end] == "23 de enero"


def test_a_question_that_fills_the_limit_leaves_no_room_and_does_not_fail(reader):
    (reading,) = reader.read("¿Qué pasó ayer en la ciudad? " * 200, [ON_TOPIC])
    assert reading.spans == ()


def test_threads_can_share_a_reader(reader):
    expected = reader.read(QUESTION, [ON_TOPIC, OFF_TOPIC])
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: reader.read(QUESTION, [ON_TOPIC, OFF_TOPIC]), range(8)))
    assert all(one == expected for one in found)


def test_the_shared_encoder_is_left_as_it_was(encoder):
    weight = encoder.model.encoder.layer[0].attention.self.query.weight
    before, words = weight.clone(), encoder.model.embeddings.word_embeddings
    changed = SpanReader.load(encoder)._network._encoder._layers
    assert weight.equal(before)
    assert changed._model.embeddings.word_embeddings is words
    assert not changed._layers[0].attended.weight[: len(before)].float().equal(before)


def test_weights_that_were_altered_are_refused(encoder, tmp_path):
    folder = _copy_of_weights(tmp_path)
    path = folder / "reader.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ModelFileDamaged, match=r"reader\.safetensors"):
        SpanReader.load(encoder, folder)


@pytest.mark.parametrize("name", ["reader.safetensors", "reader.json"])
def test_weights_that_are_missing_are_refused(encoder, tmp_path, name):
    folder = _copy_of_weights(tmp_path)
    (folder / name).unlink()
    with pytest.raises(ModelFileDamaged, match="reinstall"):
        SpanReader.load(encoder, folder)


def test_weights_of_another_format_are_refused_with_the_remedy(encoder, tmp_path):
    folder = _copy_of_weights(tmp_path)
    config = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    (folder / "reader.json").write_text(json.dumps({**config, "format": 1}), encoding="utf-8")
    with pytest.raises(ModelFileDamaged, match=r"format 1, .* reads 2; reinstall.*make train-reader"):
        SpanReader.load(encoder, folder)


def test_weights_for_another_encoder_are_refused(encoder, tmp_path):
    folder = _copy_of_weights(tmp_path)
    config = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    (folder / "reader.json").write_text(json.dumps({**config, "encoder_sha256": "0" * 64}), encoding="utf-8")
    with pytest.raises(ModelFileDamaged, match="another encoder"):
        SpanReader.load(encoder, folder)


def test_weights_are_small_and_described_truly():
    config = json.loads((WEIGHTS / "reader.json").read_text(encoding="utf-8"))
    size = (WEIGHTS / "reader.safetensors").stat().st_size
    assert size == config["bytes"] <= 24_000_000
    assert config["sha256"] in (WEIGHTS / "MODEL_CARD.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" «23 de enero», ", "23 de enero"),
        ("en los EE. UU.", "en los EE. UU."),
        ("el viernes.", "el viernes"),
        ('la llamó "mentirosa', 'la llamó "mentirosa'),
        ('mentirosa"', "mentirosa"),
        ('"Sí", dijo, "y no"', '"Sí", dijo, "y no"'),
        ("(ONU", "ONU"),
        ("la Organización (ONU)", "la Organización (ONU)"),
        ("¿", ""),
        ("Pe\u0301rez;", "Pe\u0301rez"),
        ("—Sí", "Sí"),
        ("—Sí —dijo— y no", "Sí —dijo— y no"),
        ("alcaldesa de Lugo —", "alcaldesa de Lugo"),
        ("alcaldesa de Lugo—", "alcaldesa de Lugo"),
        ("– el lunes –", "el lunes"),
        ("Ana Rey —la alcaldesa—", "Ana Rey —la alcaldesa—"),
        ("Ana Rey —la alcaldesa— —", "Ana Rey —la alcaldesa—"),
        ("entre 2019–2021 –", "entre 2019–2021"),
        ("–5 grados", "–5 grados"),
        ("—", ""),
        ("las 9:00 p. m.", "las 9:00 p. m."),
        ("las 9:00 p.m.", "las 9:00 p.m."),
        ("las CC. OO.", "las CC. OO."),
        ("en EE.UU.", "en EE.UU."),
        ("Iberia S. A.", "Iberia S. A."),
        ("Robert Kennedy Jr.", "Robert Kennedy Jr."),
        ("Warner Bros. Inc.", "Warner Bros. Inc."),
        ("Pérez y Cía.", "Pérez y Cía."),
        ("José M.", "José M."),
        ("el PP.", "el PP"),
        ("la UE.", "la UE"),
        ("Juan Pablo II.", "Juan Pablo II"),
        ("el siglo XX.", "el siglo XX"),
        ("Felipe V.", "Felipe V"),
    ],
)
def test_trimming_keeps_what_belongs_to_an_answer(text, kept):
    start, end = trim(text, 0, len(text))
    assert text[start:end] == kept


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_trimming_never_leaves_the_text_nor_turns_round(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    begin, stop = trim(text, start, end)
    assert 0 <= begin <= stop <= len(text)
    # It moves out to the beginning of a word, never past it.
    assert start <= begin or text[begin:start].split() == [text[begin:start]]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("se grabó en 1971, dijo", "71", "1971"),
        ("los 2.350 metros de Verín", "2.35", "2.350"),
        ("los 2.350 metros de Verín", "350", "2.350"),
        ("los 2.350 metros de Verín", "2.", "2.350"),
        ("subió un 17,4 % en un año", "17", "17,4"),
        ("a las 9:00 de la mañana", ":00", "9:00"),
        ("unos 1.234.567,8 euros", "234", "1.234.567,8"),
        ("en 1999, 2000 y 2001", "1999,", "1999"),
        ("en 1999, 2000 y 2001", "2000", "2000"),
        ("fue en 2024.", "2024", "2024"),
        ("el líder de la CiU", "Ci", "CiU"),
        ("el gol de Zidane-", "dan", "Zidane"),
        # And ends with the bracket that was opened in it.
        ("hirió a Crespo (hombro) y Tabares (rodilla), dijo", "Tabares (rodilla", "Tabares (rodilla)"),
        ("hirió a Crespo (hombro) y Tabares (rodilla), dijo", "rodilla", "rodilla"),
        ("lo llamó «un gran día» y se fue", "lo llamó «un gran día", "lo llamó «un gran día»"),
        ("在北京举行", "北京", "北京"),
    ],
)
def test_an_answer_is_of_whole_words(text, part, whole):
    start = text.index(part)
    begin, stop = trim(text, start, start + len(part))
    assert text[begin:stop] == whole


def _copy_of_weights(folder: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, folder / "weights"))
