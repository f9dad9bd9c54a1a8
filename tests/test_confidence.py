"""How sure the assistant is, from what the reader and the words say."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.question import names
from assistant.reading.confidence import CALIBRATION, MEASURES, SURE_ENOUGH, Calibration, Signals
from assistant.weights import WEIGHTS
from index.errors import ModelFileDamaged

LIKELY = Signals(margin=6.0, answerable=0.95)
confidence = Calibration.load(WEIGHTS).confidence


def test_it_is_a_probability_that_no_opinion_of_the_reader_counts_against():
    assert 0 < confidence(Signals(-20.0, 0.0)) < 0.05
    assert SURE_ENOUGH < confidence(LIKELY) < 1
    assert confidence(replace(LIKELY, margin=1.0)) <= confidence(LIKELY)
    assert confidence(replace(LIKELY, answerable=0.5)) < confidence(LIKELY)


def test_extreme_scores_do_not_overflow():
    assert confidence(Signals(-1e9, 0.0)) == pytest.approx(0, abs=1e-2)
    assert confidence(Signals(1e9, 1.0)) == pytest.approx(1, abs=1e-2)


def test_what_is_shipped_was_fitted_for_the_weights_that_are_shipped():
    record = json.loads((WEIGHTS / CALIBRATION).read_text("utf-8"))
    assert record["reader_sha256"] == json.loads((WEIGHTS / "reader.json").read_text("utf-8"))["sha256"]
    assert tuple(record["weights"]) == MEASURES


@pytest.mark.parametrize("text", ["", "{}", '{"bias": 1}', '{"bias": "x", "weights": {}}', "[]"])
def test_a_calibration_that_cannot_be_read_says_which_file_and_what_to_do(tmp_path, text):
    (tmp_path / CALIBRATION).write_text(text, "utf-8")
    with pytest.raises(ModelFileDamaged, match=r"calibration\.json.*reinstall"):
        Calibration.load(tmp_path)


def test_a_weight_that_is_not_there_is_named(tmp_path):
    (tmp_path / CALIBRATION).write_text('{"bias": 1, "weights": {"margin": 2}}', "utf-8")
    with pytest.raises(ModelFileDamaged, match="answerable"):
        Calibration.load(tmp_path)


def test_no_word_in_common_is_no_answer_but_says_less_between_languages():
    strange = replace(LIKELY, has_common_word=False)
    assert confidence(strange) < 0.2
    assert confidence(strange) < confidence(replace(strange, across_languages=True)) < confidence(LIKELY)


def test_each_name_the_article_lacks_makes_it_less_sure_up_to_two():
    sure = [confidence(replace(LIKELY, missing_names=count)) for count in range(4)]
    assert sure[0] > sure[1] > sure[2] == sure[3]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("¿Quién es el presidente de Francia?", ["francia"]),
        ("¿Cuándo nació Eulalia Montiel?", ["eulalia", "montiel"]),
        ("¿Cuánto costó en 1998 el puente de Toledo?", ["1998", "toledo"]),
        ("¿CUÁNDO ES LA REUNIÓN?", []),
        ("cuando es la reunion", []),
    ],
)
def test_names_are_the_capitals_inside_a_question_and_its_years(question, found):
    assert names(question) == found
