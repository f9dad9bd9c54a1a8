"""Training data that is what it says, leaks nothing of the gold questions, and a run that resumes exactly."""

from __future__ import annotations

import dataclasses
import os
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from assistant.reader import SpanReader, under
from assistant.reader_weights import read_weights
from assistant.reading.confidence import Calibration, Signals
from assistant.training.__main__ import digest_of
from assistant.training.calibrate import Case, cross_validated, fit, measure, write
from assistant.training.data import (
    HELD_OUT_TITLES,
    SHIPPED_QUESTIONS,
    Corpus,
    gold_articles,
    load_corpus,
    load_gold,
    locate_answer,
    passage_questions,
    read_body,
)
from assistant.training.examples import GENERAL, NEWS, ExampleMaker, Mix, Row, batches
from assistant.training.export import write_weights
from assistant.training.model import TrainableReader, blend, collate, longest_rows
from assistant.training.negatives import Swapper, TileIndex, beside_twins, mine
from assistant.training.questions import Question, read_lines
from assistant.training.recipe import RECIPE, take
from assistant.training.squad import SHIPPED_ON_SQUAD
from assistant.training.texts import Window, cut_text, grow, sentences_of, tile
from assistant.training.train import Plan, Trainer, schedule
from assistant.training.written import TWINS_IN_FAMILY, Settled, WrittenPassage, written_passages
from index.encoder.bert import Bert
from index.encoder.bundled import BundledEncoder
from index.encoder.native import as_transformers
from index.encoder.weights import EncoderShape
from index.sentences import sentence_spans

BESIDE = Path(__file__).parents[2] / "shared" / "data"
DATA = Path(os.environ.get("HEMEROTECA_DATA", BESIDE))
needs_data = pytest.mark.skipif(
    "HEMEROTECA_DATA" not in os.environ and not BESIDE.exists(),
    reason="no folder of question sets: set HEMEROTECA_DATA",
)
BODY = "Ana García ganó en Lugo.\n\nEl premio fue de 300 euros.\n\nVolvió a casa el lunes."
TYPES = {"who", "what", "when", "where", "howmany", "why", "how", "quote", "list", "yesno", "english"}
TYPES |= {"relative_date", "unanswerable"}


def count_words(texts: list[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


# ---------------------------------------------------------------- the shipped questions


def shipped() -> list[dict[str, object]]:
    return list(read_lines(SHIPPED_QUESTIONS))


def test_shipped_questions_carry_offsets_and_no_text_of_the_articles():
    rows = shipped()
    assert len(rows) > 1000
    for row in rows:
        assert set(row) == {"article", "question", "type", "answer_start", "answer_end"}
        assert row["type"] in TYPES
        unanswerable = row["type"] == "unanswerable"
        assert (row["answer_start"] == row["answer_end"] == -1) == unanswerable
        assert unanswerable or 0 <= row["answer_start"] < row["answer_end"]
        assert 8 <= len(row["question"]) < 300


def test_no_question_is_shipped_twice_for_one_article():
    counts = Counter((row["article"], words_of(str(row["question"]))) for row in shipped())
    assert [question for question, times in counts.items() if times > 1] == []


@needs_data
def test_shipped_offsets_mark_whole_words_of_the_articles():
    for row in shipped():
        body = read_body(DATA / "news" / str(row["article"]))
        start, end = row["answer_start"], row["answer_end"]
        if start >= 0:
            assert end <= len(body)
            answer = body[start:end]
            assert answer == answer.strip()
            inside_a_word = body[start - 1 : start].isalnum() and answer[0].isalnum()
            assert not inside_a_word or body[start - 1 : start + 2] in {"del", "al "}, (row, answer)


def test_questions_shipped_on_squad_spare_the_held_out_titles_and_carry_no_text():
    rows = list(read_lines(SHIPPED_ON_SQUAD))
    assert len(rows) > 2000
    for row in rows:
        assert set(row) == {"set", "title", "paragraph", "question", "answer_start", "answer_end"}
        assert row["title"] not in HELD_OUT_TITLES
        assert -1 == row["answer_start"] == row["answer_end"] or 0 <= row["answer_start"] < row["answer_end"]
    counts = Counter((row["set"], row["title"], row["paragraph"], words_of(row["question"])) for row in rows)
    assert max(counts.values()) == 1


@needs_data
def test_questions_shipped_on_squad_are_read_on_their_paragraphs():
    corpus = load_corpus(DATA, count_words)
    written = [question for question in corpus.train if question.source == "written"]
    assert len(written) == len(list(read_lines(SHIPPED_ON_SQUAD)))
    for question in written:
        for start, end in question.answers:
            answer = question.text.body[start:end]
            assert answer
            assert answer == answer.strip()


@needs_data
def test_no_training_question_is_a_gold_question_nor_about_a_gold_article():
    gold = {words_of(question.question) for question in load_gold(DATA)}
    forbidden = gold_articles(DATA)
    assert forbidden
    for row in read_lines(SHIPPED_ON_SQUAD):
        assert words_of(str(row["question"])) not in gold
    for row in [*shipped(), *read_lines(DATA / "reader_train.jsonl")]:
        assert words_of(str(row["question"])) not in gold
        assert row["article"] not in forbidden


@needs_data
def test_no_training_answer_stands_in_a_gold_evidence_sentence():
    evidence = {words_of(part) for question in load_gold(DATA) for part in question.evidence}
    for row in shipped():
        if row["answer_start"] >= 0:
            body = read_body(DATA / "news" / str(row["article"]))
            text = cut_text(body, count_words)
            first, last = sentences_of(text, int(str(row["answer_start"])), int(str(row["answer_end"])))
            assert words_of(Window(text, first, last).words) not in evidence


@needs_data
def test_the_corpus_never_shows_a_gold_article_nor_mixes_its_halves():
    corpus = load_corpus(DATA, count_words)
    assert not gold_articles(DATA) & set(corpus.stories)
    assert not {q.article for q in corpus.train} & {q.article for q in corpus.held_out}
    assert not {q.text.body for q in corpus.train} & {q.text.body for q in corpus.held_out}
    assert {q.source for q in corpus.held_out} >= {"xquad-es", "squad-es-v2", "reader_train", "shipped"}
    for question in corpus.train:
        for start, end in question.answers:
            assert Window(question.text, *sentences_of(question.text, start, end)).covers(start, end)


# ---------------------------------------------------------------- texts and examples


def make_question(identity: str, wording: str, answer: str, body: str = BODY) -> Question:
    start = body.find(answer)
    answers = ((start, start + len(answer)),) if answer else ()
    return Question(identity, "reader_train", "a.md", wording, cut_text(body, count_words), answers)


def test_an_answer_is_located_inside_its_evidence():
    body = "El lunes llovió. Juan llegó el lunes."
    assert locate_answer(body, "lunes", "Juan llegó el lunes.") == (31, 36)
    assert locate_answer(body, "martes", "Juan llegó el lunes.") is None
    assert locate_answer(body, "lunes", "No está.") is None


def test_tiles_follow_one_another_and_keep_to_the_limit():
    text = cut_text(BODY, count_words)
    tiles = tile(text, 10)
    assert [tile.first for tile in tiles] == [0, *(tile.last + 1 for tile in tiles[:-1])]
    assert tiles[-1].last == len(text.sentences) - 1
    assert [(window.start, window.end) for window in tile(text, 1)] == sentence_spans(BODY)


def test_a_window_grows_by_whole_sentences_within_the_limit():
    text = cut_text(BODY, count_words)
    for seed in range(20):
        window = grow(text, 1, 1, 11, Random(seed))
        assert window.first <= 1 <= window.last
        assert sum(text.tokens[window.first : window.last + 1]) <= 11


def test_a_swapped_name_is_one_that_the_text_lacks():
    question = make_question("1", "¿Dónde ganó Ana García?", "Lugo")
    other = make_question("2", "¿Cuándo vino Pedro Ruiz?", "", "Nada.")
    swapped = {Swapper([question, other]).swap(question, Random(seed)) for seed in range(9)}
    assert swapped == {"¿Dónde ganó Pedro Ruiz?"}


def corpus_of(*questions: Question) -> Corpus:
    return Corpus(questions, (), {"a.md": questions[0].text}, frozenset())


def make_examples() -> ExampleMaker:
    asked = [
        make_question("1", "¿Dónde ganó Ana?", "Lugo"),
        make_question("2", "¿De cuánto fue el premio?", "300 euros"),
        make_question("3", "¿Quién perdió?", ""),
    ]
    text = asked[0].text
    misleading = {"1": (Window(text, 2, 2),), "2": (Window(text, 0, 0),), "3": (Window(text, 1, 1),)}
    return ExampleMaker(corpus_of(*asked), misleading)


def test_examples_mark_the_answer_in_their_window_and_never_in_a_misleading_one():
    for seed in range(30):
        for unit in make_examples().epoch(NEWS, Random(seed)):
            for row in unit:
                said = row.window[row.start : row.end] if row.start >= 0 else None
                assert said in {"Lugo", "300 euros", None}
                if said is None and "Ana" in row.wording:
                    assert "Lugo" not in row.window


def test_most_windows_are_read_under_the_heading_of_their_own_text():
    texts = [cut_text(BODY, count_words, heading) for heading in ("Premios", "Otros premios")]
    start = BODY.index("Lugo")
    asked = Question("1", "reader_train", "a.md", "¿Dónde ganó Ana?", texts[0], ((start, start + 4),))
    maker = ExampleMaker(corpus_of(asked), {"1": (Window(texts[1], 2, 2),)})
    units = [unit for seed in range(40) for unit in maker.epoch(NEWS, Random(seed))]
    answered = Counter(row.heading for unit in units for row in unit if row.start >= 0)
    misled = Counter(row.heading for unit in units for row in unit if row.start < 0 and len(unit) > 1)
    assert set(answered) == {"Premios", ""}
    assert set(misled) == {"Otros premios", ""}
    assert answered[""] < answered["Premios"]


def test_what_is_learnt_is_put_as_it_will_be_asked():
    row = Row("¿Dónde ganó Ana?", BODY, heading="Quién perdió")
    batch = collate([(row,)], small_encoder().tokenizer)
    asked = small_encoder().tokenizer.encode(under(row.wording, row.heading, BODY), BODY)
    assert asked.ids != small_encoder().tokenizer.encode(row.wording, BODY).ids
    assert batch.ids[0].tolist() == asked.ids


def test_batches_hold_every_unit_once_and_keep_to_the_limit_of_rows():
    units = [(Row("q", "w " * length),) for length in range(60)]
    tokenizer = small_encoder().tokenizer
    made = batches(
        units, Random(1), lambda units: longest_rows(units, tokenizer), max_rows=8, max_tokens=10_000
    )
    assert sorted(len(unit[0].window) for batch in made for unit in batch) == sorted(
        len(unit[0].window) for unit in units
    )
    assert max(map(len, made)) <= 8


def test_batches_keep_to_the_limit_of_tokens_that_they_are_padded_to():
    units = [(Row("q", "w " * length),) for length in range(1, 60)]
    tokenizer = small_encoder().tokenizer
    made = batches(
        units, Random(1), lambda units: longest_rows(units, tokenizer), max_rows=99, max_tokens=200
    )
    padded = [collate(batch, tokenizer).ids.numel() for batch in made]
    assert sum(padded) / len(padded) > 100
    assert max(padded) <= 200


# ---------------------------------------------------------------- a run on a small model


def small_encoder() -> BundledEncoder:
    words = sorted(
        set(re.findall(r"\S+", BODY + " ¿Dónde ganó Ana? ¿De cuánto fue el premio? ¿Quién perdió?"))
    )
    vocabulary = {word: number for number, word in enumerate(["<s>", "<pad>", "</s>", "<unk>", *words])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    torch.manual_seed(1)
    shape = EncoderShape(
        hidden=16,
        layers=2,
        heads=2,
        feed_forward=32,
        vocabulary=len(vocabulary),
        positions=512,
        types=2,
        epsilon=1e-12,
    )
    model = Bert(shape, torch.nn.Embedding(shape.vocabulary, shape.hidden))
    # As a checkpoint begins: matrices small, vectors at nought, norms at one.
    for name, value in model.named_parameters():
        if value.dim() == 2:
            torch.nn.init.normal_(value, std=0.02)
        elif name.endswith("bias"):
            torch.nn.init.zeros_(value)
    return BundledEncoder(model.eval().requires_grad_(requires_grad=False), tokenizer)


def make_trainer(plan: Plan) -> Trainer:
    encoder = small_encoder()
    torch.manual_seed(plan.seed)
    return Trainer(TrainableReader(as_transformers(encoder, attention="eager")), encoder.tokenizer, plan)


PLAN = Plan(5, 4, warm_up_steps=1, max_rows=2, frozen_layers=0, save_every_steps=1)


def test_targets_are_the_tokens_of_the_answer():
    start = BODY.index("300 euros")
    batch = collate([(Row("¿Dónde ganó Ana?", BODY, start, start + 9),)], small_encoder().tokenizer)
    tokens = small_encoder().tokenizer.encode("¿Dónde ganó Ana?", BODY).tokens
    assert tokens[int(batch.start[0]) : int(batch.end[0]) + 1] == ["300", "euros."]
    assert bool(batch.allowed[0, 0])
    assert not batch.allowed[0, 1 : tokens.index("Ana")].any()


@pytest.mark.parametrize("dropout", [0.0, 0.3])
def test_a_resumed_run_ends_as_an_uninterrupted_one(tmp_path, dropout):
    plan = dataclasses.replace(PLAN, dropout=dropout)
    steps = schedule(make_examples(), plan, small_encoder().tokenizer)
    assert len(steps) == plan.steps
    whole = make_trainer(plan)
    whole.run(steps, tmp_path)

    first = make_trainer(plan)
    first.run(steps[:2], tmp_path / "cut")
    torch.rand(7)
    second = make_trainer(plan)
    second.resume(tmp_path / "cut" / "checkpoint.pt")
    assert second.step == 2
    second.run(steps, tmp_path / "cut")

    assert whole.step == second.step
    for name, value in whole.average.items():
        assert torch.equal(value, second.average[name]), name


def test_what_is_left_out_is_other_at_every_step_and_never_attention():
    trainer = make_trainer(dataclasses.replace(PLAN, dropout=0.3))
    batch = schedule(make_examples(), PLAN, small_encoder().tokenizer)[0]
    losses = []
    for trainer.step in range(4):
        losses.append(trainer.learn(batch, 0.0))
    assert len(set(losses)) > 1
    layer, ones = trainer.model.encoder.encoder.layer[0], torch.ones(100, 200)
    assert not layer.attention.self.dropout.training
    for part in (layer.output, layer.attention.output):
        left_out = part.dropout(ones)
        assert float((left_out == 0).float().mean()) == pytest.approx(0.3, abs=0.02)
        assert float(left_out.mean()) == pytest.approx(1, abs=0.02)
    trainer.step = 0
    assert trainer.learn(batch, 0.0) == losses[0]
    trainer.model.eval()
    assert torch.equal(layer.output.dropout(ones), ones)


@pytest.mark.parametrize("fault", [{"dropout": 1.0}, {"frozen_layers": 3}])
def test_a_plan_that_leaves_nothing_to_learn_is_refused(fault):
    with pytest.raises(ValueError, match=r"1\.0|3 layers"):
        make_trainer(dataclasses.replace(PLAN, **fault))


def test_frozen_layers_stay_whole_and_as_they_were_and_are_written_with_the_others(tmp_path):
    plan = dataclasses.replace(PLAN, frozen_layers=1, dropout=0.3)
    trainer = make_trainer(plan)
    begun = {name: value.detach().clone() for name, value in trainer.model.trained()}
    trainer.run(schedule(make_examples(), plan, trainer.tokenizer), tmp_path)
    frozen = {name for name, value in trainer.model.trained() if torch.equal(value, begun[name])}
    assert frozen == {name for name in begun if name.startswith("layer.0.")}
    write_weights(trainer.average, small_encoder().model.encoder, tmp_path)
    packed = read_weights(tmp_path)
    assert not packed.change("layer.0.output.dense.weight").any()
    assert packed.change("layer.1.output.dense.weight").any()
    first, second = trainer.model.encoder.encoder.layer
    ones = torch.ones(10, 16)
    assert torch.equal(first.output.dropout(ones), ones)
    assert not torch.equal(second.output.dropout(ones), ones)


def test_a_part_of_a_source_may_be_read_more_often_than_the_rest():
    question = Question("1", "passages", "arts-1", "¿Dónde ganó?", cut_text(BODY, count_words), (), "arts")
    other = dataclasses.replace(question, article="history-1", kind="history")
    mix = Mix({"passages": 0.0, "passages/arts": 2.0}, negatives=0)
    units = ExampleMaker(corpus_of(question, other), {}).epoch(mix, Random(1))
    assert len(units) == 2
    stories = dataclasses.replace(question, kind="newswire_life")
    briefs = dataclasses.replace(question, kind="news_life")
    beginning = Mix({"passages": 1.0, "passages/newswire": 2.0, "passages/news_life": 3.0}, negatives=0)
    assert [beginning.of(each) for each in (question, stories, briefs)] == [1.0, 2.0, 3.0]


def test_every_part_that_is_read_more_or_less_often_is_there():
    files = {"twins" if passage.family else passage.file for passage in written_passages()}
    there = files | {name.partition("_")[0] for name in files}
    for mix in (GENERAL, NEWS):
        assert {name.partition("/")[2] for name in mix.share if "/" in name} <= there


def over(name: str, body: str, wording: str, answer: str, family: str = "") -> Question:
    start = body.index(answer) if answer else -1
    answers = ((start, start + len(answer)),) if answer else ()
    identity, text = f"{name} {wording}", cut_text(body, count_words)
    return Question(identity, "passages", name, wording, text, answers, family=family)


def test_a_question_over_twins_is_read_beside_those_of_them_that_lack_its_answer():
    first = over("twins_fires-3", "Ardió Verín. Murió Ana.", "¿Quién murió en Verín?", "Ana", "a")
    second = over("twins_fires-4", "Ardió Lugo. Murió Luis.", "¿Quién murió en Lugo?", "Luis", "a")
    third = over("twins_fires-5", "Ardió Vigo. La plaza de Luis no.", "¿Quién murió en Vigo?", "", "a")
    stranger = over("twins_fires-6", "Ardió Nigrán. Murió Eva.", "¿Quién murió en Nigrán?", "Eva", "b")
    asked = (first, second, third, stranger)
    beside = beside_twins(asked)
    read = [[window.text for window in beside[question.identity]] for question in asked]
    assert read == [[second.text, third.text], [first.text], [third.text, first.text, second.text], []]

    alone = over("history-0", "Ardió Roma.", "¿Qué ardió?", "Roma")
    beside[alone.identity] = (Window(first.text, 0, 0),)
    maker = ExampleMaker(corpus_of(*asked, alone), beside)
    drawn = [maker.epoch(Mix({"passages": 1.0}, negatives=2), Random(seed)) for seed in range(60)]
    rows = [[len(unit) for unit in units] for units in drawn]
    assert {tuple(counts[:4]) for counts in rows} == {(3, 2, 2, 1)}
    assert 5 < sum(counts[4] == 2 for counts in rows) < 35
    for units in drawn:
        assert units[2][0].window in third.text.body
        assert all(row.start < 0 for row in units[2])


def test_a_part_of_the_same_story_that_has_the_surname_of_the_answer_misleads_nobody():
    far = "Relleno de la crónica del puerto. " * 20
    body = f"Ana García preside el puerto. {far}El puerto lo abrió García. {far}El puerto cerró."
    asked = over("newswire_life-0", body, "¿Quién preside el puerto?", "Ana García")
    index = TileIndex({asked.article: asked.text}, None)
    beside = mine(index, [asked])[asked.identity]
    assert beside
    assert all("García" not in window.words for window in beside)
    other = dataclasses.replace(asked, article="newswire_life-1")
    assert any("lo abrió García" in window.words for window in mine(index, [other])[other.identity])


def test_a_question_over_a_long_story_is_read_beside_another_part_of_it_every_time():
    story = over(
        "newswire_life-0", "Ardió Verín. Murió Ana. Llovió en Lugo.", "¿Quién murió en Verín?", "Ana"
    )
    story = dataclasses.replace(story, kind="newswire_life")
    maker = ExampleMaker(corpus_of(story), {story.identity: (Window(story.text, 2, 2),)})
    for seed in range(20):
        ((answers, misleads),) = maker.epoch(Mix({"passages": 1.0}, negatives=2), Random(seed))
        assert answers.window[answers.start : answers.end] == "Ana"
        assert misleads == Row(misleads.wording, "Llovió en Lugo.")


def test_a_question_for_yes_or_no_is_read_where_the_words_are_that_settle_it_or_come_nearest():
    long = "Relleno de la crónica. " * 60
    passage = WrittenPassage(
        "ports",
        0,
        "Puerto",
        f"{long}Cerró el puerto.\n{long}Abrirá en mayo.",
        (),
        (Settled("¿Cerró?", "sí", 1380, 1396), Settled("¿Está sucio?", "no consta", 1380, 1396)),
    )
    start, end = passage.settled[0].start, passage.settled[0].end
    assert passage.text[start:end] == "Cerró el puerto."
    settled, is_open = passage_questions([passage], count_words)
    assert (settled.source, settled.answers, settled.nearest) == ("settled", ((1380, 1396),), None)
    assert (is_open.answers, is_open.nearest) == ((), (1380, 1396))
    maker = ExampleMaker(corpus_of(settled, is_open), {})
    for seed in range(20):
        (one,), (other,) = maker.epoch(Mix({"settled": 1.0}, negatives=1), Random(seed))
        assert one.window[one.start : one.end] == "Cerró el puerto."
        assert "Cerró el puerto." in other.window
        assert (other.start, other.end) == (-1, -1)


def test_families_of_twins_are_whole():
    families = Counter(passage.family for passage in written_passages() if passage.family)
    assert set(families.values()) == {TWINS_IN_FAMILY}


def test_a_checkpoint_of_another_plan_is_refused(tmp_path):
    trainer = make_trainer(PLAN)
    trainer.save(tmp_path / "checkpoint.pt")
    with pytest.raises(ValueError, match="another plan"):
        make_trainer(dataclasses.replace(PLAN, seed=99)).resume(tmp_path / "checkpoint.pt")
    with pytest.raises(ValueError, match="other data"):
        make_trainer(dataclasses.replace(PLAN, data="another")).resume(tmp_path / "checkpoint.pt")


def test_what_is_learnt_from_has_another_digest_when_a_question_of_it_changes():
    question = Question("1", "news", "a.md", "¿Dónde ganó?", cut_text(BODY, count_words), ((21, 25),))
    one = Corpus((question,), (), {}, frozenset())
    same = dataclasses.replace(question, text=cut_text(BODY, count_words))
    assert Corpus((same,), (question,), {}, frozenset()).digest == one.digest
    for change in ({"wording": "¿Dónde?"}, {"answers": ()}, {"text": cut_text(BODY[:30], count_words)}):
        other = dataclasses.replace(question, **change)
        assert Corpus((other,), (), {}, frozenset()).digest != one.digest
    for change in (
        {"kind": "who"},
        {"family": "ports"},
        {"text": dataclasses.replace(same.text, heading="Puerto")},
    ):
        other = dataclasses.replace(question, **change)
        assert Corpus((other,), (), {}, frozenset()).digest != one.digest
    misleading = {"b.md": same.text}
    assert Corpus((question,), (), misleading, frozenset()).digest != one.digest
    assert Corpus((question,), (), misleading, frozenset(misleading)).digest == one.digest
    often, seldom = Mix({"news": 2.0}, negatives=1), Mix({"news": 0.5}, negatives=1)
    assert digest_of(one, often) == digest_of(Corpus((same,), (), {}, frozenset()), often)
    assert len({digest_of(one, often), digest_of(one, seldom), digest_of(one, often, seldom)}) == 3


def test_training_lowers_the_loss_and_leaves_the_encoder_alone(tmp_path):
    plan = dataclasses.replace(
        PLAN, general_steps=120, news_steps=0, learning_rate=5e-3, save_every_steps=10_000
    )
    trainer = make_trainer(plan)
    before = {name: value.clone() for name, value in small_encoder().model.state_dict().items()}
    steps = schedule(make_examples(), plan, small_encoder().tokenizer)
    first = sum(trainer.learn(batch, 0.0) for batch in steps[:4])
    trainer.run(steps, tmp_path)
    assert sum(trainer.learn(batch, 0.0) for batch in steps[-4:]) < 0.7 * first
    for name, value in trainer.model.encoder.embeddings.state_dict().items():
        assert torch.equal(value, before[f"embeddings.{name}"])


def test_the_packaged_reader_computes_what_was_trained(tmp_path):
    plan = PLAN
    encoder = small_encoder()
    torch.manual_seed(plan.seed)
    model = TrainableReader(as_transformers(encoder, attention="eager"))
    trainer = Trainer(model, encoder.tokenizer, plan)
    trainer.run(schedule(make_examples(), plan, small_encoder().tokenizer), tmp_path)
    trained = {name: value.detach().clone() for name, value in model.trained()}
    write_weights(trained, encoder.model.encoder, tmp_path)
    reading = SpanReader.load(encoder, tmp_path).read("¿Dónde ganó Ana?", [BODY])[0]
    batch = collate([(Row("¿Dónde ganó Ana?", BODY),)], encoder.tokenizer)
    with torch.no_grad():
        start, end, answerable = model.eval()(batch.ids, batch.mask)
    assert reading.no_answer_score == pytest.approx(float(start[0, 0] + end[0, 0]), abs=0.05)
    assert reading.answerable == pytest.approx(float(torch.sigmoid(answerable)[0]), abs=0.02)


def test_a_change_is_kept_to_half_a_step_however_small(tmp_path):
    layers = torch.nn.ModuleDict({"one": torch.nn.Linear(64, 4)})
    bare = layers["one"].weight.detach().clone()
    largest = torch.tensor([1.0, 0.003, 2e-5, 0.0])
    change = (torch.rand(4, 64, generator=torch.Generator().manual_seed(1)) * 2 - 1) * largest[:, None]
    write_weights({"one.weight": bare + change, "one.bias": torch.zeros(4)}, layers, tmp_path)
    kept = read_weights(tmp_path).change("one.weight")
    wrong = (kept - (bare + change - bare)).abs().amax(dim=1)
    # Half precision tells small steps apart by 6e-8.
    assert (wrong <= largest / 127 * 0.51 + 127 * 3e-8).all()
    assert not kept[3].any()


def test_training_goes_on_from_packaged_weights(tmp_path):
    encoder = small_encoder()
    trainer = make_trainer(PLAN)
    trainer.run(schedule(make_examples(), PLAN, small_encoder().tokenizer), tmp_path)
    write_weights(trainer.average, encoder.model.encoder, tmp_path)
    model = TrainableReader(as_transformers(encoder, attention="eager"))
    begun = {name: value.detach().clone() for name, value in model.trained()}
    model.start_from(read_weights(tmp_path))
    for name, value in model.trained():
        change = (trainer.average[name] - begun[name]).abs().max()
        assert torch.allclose(value, trainer.average[name], atol=float(change) / 100 + 1e-3), name
    kept = {name: value for name, value in model.trained() if name.endswith("query.weight")}
    assert all(not torch.equal(value, begun[name]) for name, value in kept.items())


def test_a_reader_trained_elsewhere_leaves_the_encoder_where_it_is():
    encoder = small_encoder()
    TrainableReader(as_transformers(encoder, attention="eager")).to("meta")
    kept = [*encoder.model.parameters(), *encoder.model.buffers()]
    assert {str(tensor.device) for tensor in kept} == {"cpu"}


_BRIEF = dataclasses.replace(PLAN, general_steps=2, news_steps=2, save_every_steps=2)
RUNS = (dataclasses.replace(_BRIEF, blend=0.0), dataclasses.replace(_BRIEF, seed=18, blend=0.5))


def weights_in(folder):
    return (folder / "reader.safetensors").read_bytes()


def test_runs_are_taken_one_from_the_other_and_a_stopped_one_ends_as_if_it_had_not_been(tmp_path):
    encoder = small_encoder()
    take(RUNS, encoder, make_examples, tmp_path / "whole")
    first = tmp_path / "whole" / "run-1"
    assert weights_in(first) != weights_in(tmp_path / "whole")

    take(RUNS[:1], encoder, make_examples, tmp_path / "one")
    assert weights_in(tmp_path / "one") == weights_in(first)
    take(RUNS[1:], encoder, make_examples, tmp_path / "other", begin=first)
    assert weights_in(tmp_path / "other") == weights_in(tmp_path / "whole")

    stopped = tmp_path / "stopped"
    take(RUNS[:1], encoder, make_examples, stopped / "run-1")
    model = TrainableReader(as_transformers(encoder, attention="eager"))
    model.start_from(read_weights(stopped / "run-1"))
    half = Trainer(model, encoder.tokenizer, RUNS[1])
    half.run(schedule(make_examples(), RUNS[1], small_encoder().tokenizer)[:2], stopped)
    take(RUNS, encoder, make_examples, stopped)
    assert weights_in(stopped) == weights_in(tmp_path / "whole")


def test_runs_that_are_done_want_no_examples_and_are_not_taken_for_others(tmp_path):
    take(RUNS, small_encoder(), make_examples, tmp_path)
    before = weights_in(tmp_path)
    take(RUNS, small_encoder(), lambda: pytest.fail("there is nothing to do"), tmp_path)
    assert weights_in(tmp_path) == before
    others = (RUNS[0], dataclasses.replace(RUNS[1], seed=99))
    with pytest.raises(ValueError, match="another plan"):
        take(others, small_encoder(), make_examples, tmp_path)
    assert weights_in(tmp_path) == before


def test_a_run_begun_from_other_weights_is_not_taken_for_this_one(tmp_path):
    encoder = small_encoder()
    for name, seed in (("one", 1), ("other", 2)):
        take((dataclasses.replace(RUNS[0], seed=seed),), encoder, make_examples, tmp_path / name)
    take(RUNS[1:], encoder, make_examples, tmp_path / "on", begin=tmp_path / "one")
    before = weights_in(tmp_path / "on")
    with pytest.raises(ValueError, match="begun from other weights"):
        take(RUNS[1:], encoder, make_examples, tmp_path / "on", begin=tmp_path / "other")
    assert weights_in(tmp_path / "on") == before

    # Nor are the weights that it is only mixed with.
    afresh = (dataclasses.replace(RUNS[1], afresh=True),)
    take(afresh, encoder, make_examples, tmp_path / "afresh", begin=tmp_path / "one")
    with pytest.raises(ValueError, match="begun from other weights"):
        take(afresh, encoder, make_examples, tmp_path / "afresh", begin=tmp_path / "other")


def test_half_of_what_a_run_began_from_stays_in_what_it_ends_with(tmp_path):
    quick = dataclasses.replace(RUNS[1], learning_rate=5e-3)
    take((RUNS[0], quick), small_encoder(), make_examples, tmp_path)
    begun = tmp_path / "run-1"
    take((dataclasses.replace(quick, blend=0.0),), small_encoder(), make_examples, tmp_path / "alone", begun)
    one, mean, alone = (
        read_weights(folder).whole("spans.weight") for folder in (begun, tmp_path, tmp_path / "alone")
    )
    assert torch.allclose(mean, (one + alone) / 2, atol=1e-3)
    assert not torch.allclose(mean, alone, atol=4e-3)


def test_a_run_that_learns_afresh_is_mixed_with_the_weights_there_were(tmp_path):
    encoder = small_encoder()
    afresh = dataclasses.replace(RUNS[1], learning_rate=5e-3, blend=0.25, afresh=True)
    take((RUNS[0], afresh), encoder, make_examples, tmp_path)
    bare = dataclasses.replace(afresh, blend=0.0, afresh=False)
    take((bare,), encoder, make_examples, tmp_path / "alone")
    take((bare,), encoder, make_examples, tmp_path / "on", begin=tmp_path / "run-1")
    before, mean, alone, on = (
        read_weights(folder).whole("spans.weight")
        for folder in (tmp_path / "run-1", tmp_path, tmp_path / "alone", tmp_path / "on")
    )
    assert torch.allclose(mean, before / 4 + alone * 3 / 4, atol=1e-3)
    assert not torch.allclose(mean, before / 4 + on * 3 / 4, atol=4e-3)


def test_the_recipe_ends_with_a_mean_of_three_runs_two_of_them_from_the_bare_encoder():
    first, second, third = RECIPE
    assert first.blend == 0
    assert second.afresh
    assert not third.afresh
    shares = [third.blend * second.blend, third.blend * (1 - second.blend), 1 - third.blend]
    assert shares == pytest.approx([0.25, 0.25, 0.5])
    assert len({plan.seed for plan in RECIPE}) == len(RECIPE)


def test_the_rate_rises_holds_and_falls():
    plan = dataclasses.replace(PLAN, warm_up_steps=3)
    rates = [plan.rate(step) for step in range(plan.steps + 1)]
    assert rates[0] < rates[1] < rates[2] == rates[3] == rates[4] == plan.learning_rate
    assert all(one > other for one, other in pairwise(rates[5:]))
    assert rates[-1] == pytest.approx(0.03 * plan.learning_rate)


def test_a_schedule_is_drawn_alike_again_and_gives_news_more_misleading_windows():
    assert schedule(make_examples(), PLAN, small_encoder().tokenizer) == schedule(
        make_examples(), PLAN, small_encoder().tokenizer
    )
    assert GENERAL.negatives < NEWS.negatives


# ---------------------------------------------------------------- the calibration


def drawn_cases(random: Random, count: int) -> list[Case]:
    """Cases whose answerable ones have the greater margins, but not always; the rest says nothing."""
    cases = []
    for number in range(count):
        answerable = number % 4 != 0
        signals = Signals(
            margin=random.gauss(4.0 if answerable else -4.0, 4.0),
            answerable=random.random(),
            missing_names=random.randrange(3),
        )
        cases.append(Case(f"story-{number % 7}", signals, answerable))
    return cases


def test_a_calibration_finds_what_tells_and_draws_the_rest_to_nothing_but_missing_names():
    calibration = fit(drawn_cases(Random(5), 800))
    margin, answerable, missing = calibration.weights
    # Of two normal sides as far apart, the true weight is (4 - -4) / 4² = 0.5, and the middle lies at 0.
    assert margin == pytest.approx(0.5, abs=0.1)
    assert abs(answerable) < 0.1
    # Nothing is known of them here, and yet they count.
    assert missing == -0.5
    even = Signals(margin=0.0, answerable=0.5, missing_names=1)
    assert calibration.confidence(even) == pytest.approx(0.5, abs=0.1)


def test_a_cross_validated_confidence_is_blind_to_its_own_story():
    cases = drawn_cases(Random(6), 140)
    lies = [
        dataclasses.replace(case, answerable=not case.answerable) if case.story == "story-3" else case
        for case in cases
    ]
    own = [number for number, case in enumerate(cases) if case.story == "story-3"]
    honest, misled = cross_validated(cases), cross_validated(lies)
    assert [honest[number] for number in own] == [misled[number] for number in own]
    assert honest != misled


def test_the_strictness_told_refuses_the_share_it_says():
    cases = drawn_cases(Random(7), 400)
    sure = cross_validated(cases)
    figures = measure(cases, sure)
    strictness = figures["strictness at 8% false refusals"]
    refused = [each < strictness for case, each in zip(cases, sure, strict=True) if case.answerable]
    assert sum(refused) / len(refused) == pytest.approx(0.08, abs=0.005)
    assert 0.8 < figures["auc"] < 1
    assert figures["refused at 4%"] <= figures["refused at 10%"]


def test_a_calibration_is_written_for_the_weights_beside_it_and_read_again(tmp_path):
    (tmp_path / "reader.json").write_text('{"sha256": "abc"}', "utf-8")
    calibration = fit(drawn_cases(Random(8), 100))
    write(calibration, {"auc": 0.9}, tmp_path)
    read = Calibration.load(tmp_path)
    assert read.weights == pytest.approx(calibration.weights, abs=1e-3)
    assert read.bias == pytest.approx(calibration.bias, abs=1e-3)
    assert '"reader_sha256": "abc"' in (tmp_path / "calibration.json").read_text("utf-8")


def test_a_blend_lies_between_what_was_begun_from_and_what_was_learnt():
    begun, learnt = {"spans.weight": torch.zeros(2)}, {"spans.weight": torch.tensor([4.0, -2.0])}
    assert blend(begun, learnt, 0.0)["spans.weight"].tolist() == [4.0, -2.0]
    assert blend(begun, learnt, 0.25)["spans.weight"].tolist() == [3.0, -1.5]
    assert blend(begun, learnt, 1.0)["spans.weight"].tolist() == [0.0, 0.0]
