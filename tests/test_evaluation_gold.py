import json
from datetime import date

import pytest
from pydantic_settings import SettingsConfigDict

from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.gold_file import read_gold
from assistant.evaluation.squad import archive_of, write_squad_articles
from assistant.settings import Settings
from index.errors import GoldFileInvalid

LINE = {"id": "q1", "question": "¿Quién?", "type": "who", "answers": ["Gil"], "articles": ["a.txt"]}


def write_lines(tmp_path, *lines):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def write_squad(tmp_path, *groups):
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"version": "v2.0", "data": groups}), "utf-8")
    return path


def ask(number, text="", start=0, **more):
    answers = [{"text": text, "answer_start": start}] if text else []
    return {"id": number, "question": f"¿{number}?", "answers": answers, **more}


def test_every_field_of_a_line_is_read(tmp_path):
    line = LINE | {
        "items": ["x"],
        "iso_date": "2026-01-23",
        "evidence": ["Es Gil."],
        "topic": "on",
        "note": 1,
    }
    gold = read_gold(
        write_lines(tmp_path, line, "", LINE | {"id": "q2", "type": "unanswerable", "answers": []})
    )
    assert gold.questions[0] == GoldQuestion(
        id="q1",
        question="¿Quién?",
        type="who",
        answers=("Gil",),
        items=("x",),
        articles=("a.txt",),
        evidence=("Es Gil.",),
        iso_date=date(2026, 1, 23),
        topic="on",
    )
    assert [question.answerable for question in gold.questions] == [True, False]
    assert gold.articles == ()


def test_a_line_without_id_is_called_by_its_number(tmp_path):
    gold = read_gold(write_lines(tmp_path, "", {"question": "¿Qué?", "answers": ["x"]}))
    assert (gold.questions[0].id, gold.questions[0].type) == ("2", "answerable")


def test_lines_are_read_under_any_file_name_and_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "questions.json"
    path.write_text(f"\ufeff{json.dumps(LINE)}\n{json.dumps(LINE | {'id': 'q2'})}\n", "utf-8")
    assert len(read_gold(path).questions) == 2
    path.write_text(json.dumps(LINE, indent=1).replace("\n", ""), "utf-8")
    assert len(read_gold(path).questions) == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{broken", "gold.jsonl:2: not JSON"),
        ("[]", "gold.jsonl:2: not a JSON object"),
        ({"answers": ["x"]}, "gold.jsonl:2: 'question' is missing; add it"),
        ({"question": " ", "answers": ["x"]}, "gold.jsonl:2: 'question' is ' '"),
        ({"question": "¿?", "answers": "x"}, "gold.jsonl:2: 'answers' is 'x'; it must be a list of texts"),
        ({"question": "¿?", "answers": [1]}, r"gold.jsonl:2: 'answers' is \[1\]; it must be a list of texts"),
        (
            {"question": "¿?", "type": "who", "answers": []},
            "gold.jsonl:2: no answers, items or evidence; give",
        ),
        (LINE | {"id": "q2", "type": "unanswerable"}, "gold.jsonl:2: type 'unanswerable' with an answer"),
        (LINE | {"id": "q2", "iso_date": "23/1/2026"}, "gold.jsonl:2: 'iso_date' .* write it as 2026-01-23"),
        (LINE, "gold.jsonl:2: id 'q1' is line 1's; rename one"),
    ],
)
def test_a_bad_line_is_named_with_its_remedy(tmp_path, line, says):
    with pytest.raises(GoldFileInvalid, match=says):
        read_gold(write_lines(tmp_path, LINE, line))


def test_a_file_that_cannot_be_used_says_why(tmp_path):
    with pytest.raises(GoldFileInvalid, match="no such file"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(GoldFileInvalid, match="no questions"):
        read_gold(write_lines(tmp_path, ""))
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes("año".encode("latin-1"))
    with pytest.raises(GoldFileInvalid, match=r"latin\.jsonl: not UTF-8 \(byte 1\)"):
        read_gold(latin)
    broken = tmp_path / "broken.json"
    broken.write_text('{"data": [\n{"title": }]}', "utf-8")
    with pytest.raises(GoldFileInvalid, match=r"broken\.json:2: not JSON"):
        read_gold(broken)
    with pytest.raises(GoldFileInvalid, match="cannot be read"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        ([LINE, LINE], "a list of 2"),
        ([], "a list of 0"),
        ({"questions": []}, "one object with 'questions'"),
        ({"data": {}}, "one object with 'data'"),
        ({}, "one empty object"),
        ("x", "a single value"),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_of_another_form_is_told_from_what_is_expected(tmp_path, whole, found, indent):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(whole, indent=indent), "utf-8")
    says = rf'a\.json: {found}; write one object a line, .*"question".* or give a SQuAD file'
    with pytest.raises(GoldFileInvalid, match=says):
        read_gold(path)


@pytest.mark.parametrize("indent", [None, 2])
def test_one_question_alone_may_take_several_lines(tmp_path, indent):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(LINE, indent=indent), "utf-8")
    assert [question.id for question in read_gold(path).questions] == ["q1"]


@pytest.mark.parametrize(("name", "place"), [("a.json", "a.json"), ("a.jsonl", "a.jsonl:1")])
def test_a_file_too_deeply_nested_is_not_valid(tmp_path, name, place):
    path = tmp_path / name
    path.write_text("[" * 100_000 + "]" * 100_000, "utf-8")
    with pytest.raises(GoldFileInvalid, match=f"{place}: nested too deeply"):
        read_gold(path)


def test_a_limit_takes_the_first_or_a_drawn_sample_in_file_order(tmp_path):
    gold = read_gold(write_lines(tmp_path, *(LINE | {"id": f"q{number}"} for number in range(20))))
    assert [question.id for question in gold.select(3)] == ["q0", "q1", "q2"]
    assert gold.select(None) == gold.select(50) == gold.questions
    drawn = gold.select(5, sample_seed=7)
    assert drawn == gold.select(5, sample_seed=7) != gold.select(5, sample_seed=8)
    assert len(drawn) == 5
    assert list(drawn) == sorted(drawn, key=gold.questions.index)


BODY = "El alcalde es Luis Gil. Nació en Toledo en 1970. Vive en EE. UU. desde 2001."


def test_squad_paragraphs_become_articles_and_answers_evidence(tmp_path):
    paragraph = {"context": BODY, "qas": [ask("a", "Toledo", BODY.index("Toledo"), is_impossible=False)]}
    twin = {"context": BODY, "qas": [ask("b", is_impossible=True)]}
    other = {"context": "Otro texto.", "qas": [ask("c", "Otro", 0)]}
    gold = read_gold(
        write_squad(tmp_path, {"title": "Luis_Gil", "paragraphs": [paragraph, twin]}, {"paragraphs": [other]})
    )
    assert [(article.path, article.title) for article in gold.articles] == [
        ("00001.md", "Luis Gil"),
        ("00002.md", "squad 2"),
    ]
    first, second, third = gold.questions
    assert (first.type, first.answers, first.articles) == ("answerable", ("Toledo",), ("00001.md",))
    assert first.evidence == ("Nació en Toledo en 1970.",)
    assert (second.type, second.answerable, second.articles) == ("unanswerable", False, ())
    assert (third.answers, third.articles, third.evidence) == (("Otro",), ("00002.md",), ("Otro texto.",))


def test_squad_answers_that_repeat_count_once_and_empty_ones_not_at_all(tmp_path):
    question = ask("a", "Luis Gil", 14)
    question["answers"] += [{"text": "Luis Gil", "answer_start": 14}, {"text": "Gil", "answer_start": 19}]
    question["answers"] += [{"text": "", "answer_start": 0}]
    gold = read_gold(
        write_squad(tmp_path, {"title": "x", "paragraphs": [{"context": BODY, "qas": [question]}]})
    )
    assert gold.questions[0].answers == ("Luis Gil", "Gil")
    assert gold.questions[0].evidence == ("El alcalde es Luis Gil.",)


def test_a_squad_question_whose_answers_are_lost_is_none_without_an_answer(tmp_path):
    lost = {**ask("a", is_impossible=False), "answers": [{"text": "", "answer_start": 0}]}
    kept = ask("b", "Toledo", BODY.index("Toledo"))
    gold = read_gold(
        write_squad(tmp_path, {"title": "x", "paragraphs": [{"context": BODY, "qas": [lost, kept]}]})
    )
    assert [(question.id, question.answerable) for question in gold.questions] == [("b", True)]


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ([{"title": "x"}], r"data\[0\]: 'paragraphs' is missing"),
        ([{"paragraphs": [{"qas": []}]}], r"data\[0\]\.paragraphs\[0\]: 'context' is missing"),
        ([{"paragraphs": [{"context": "x"}]}], r"data\[0\]\.paragraphs\[0\]: 'qas' is missing"),
        ([{"paragraphs": [{"context": "x", "qas": [{"answers": []}]}]}], r"qas\[0\]: 'question' is missing"),
        ([{"paragraphs": [{"context": "x", "qas": [ask("a", "x", 9)]}]}], "'answer_start' is 9"),
        ([{"paragraphs": [{"context": "x", "qas": []}]}], "no questions in it"),
        ([{"paragraphs": [{"context": "x", "qas": [ask("a", " ", 0)]}]}], r"answers\[0\]: 'text' is ' '"),
    ],
)
def test_a_squad_file_with_something_missing_says_where(tmp_path, groups, says):
    with pytest.raises(GoldFileInvalid, match=says):
        read_gold(write_squad(tmp_path, *groups))


def test_squad_articles_are_written_with_their_titles(tmp_path):
    paragraph = {"context": BODY, "qas": [ask("a", "Gil", 19)]}
    gold = read_gold(write_squad(tmp_path, {"title": 'El "Gil": año', "paragraphs": [paragraph]}))
    write_squad_articles(gold, tmp_path / "articles")
    written = (tmp_path / "articles" / "00001.md").read_text("utf-8")
    assert written == f'---\ntitle: "El \\"Gil\\": año"\n---\n{BODY}\n'


class BareSettings(Settings):
    model_config = SettingsConfigDict(env_prefix="TEST_OF_EVALUATION_", env_file=None, frozen=True)


def test_a_squad_file_is_asked_of_an_archive_of_its_own_that_goes_away(tmp_path):
    paragraph = {"context": BODY, "qas": [ask("a", "Gil", 19)]}
    gold = read_gold(write_squad(tmp_path, {"title": "x", "paragraphs": [paragraph]}))
    settings = BareSettings(seeds=tmp_path / "mine", index=tmp_path / "index", chroma_url="http://store:8000")
    with archive_of(gold, settings) as where:
        assert [path.name for path in where.seeds.iterdir()] == ["00001.md"]
        assert where.index not in {where.seeds, settings.index}
        assert where.chroma_url is None
    assert not where.seeds.exists()


def test_our_lines_are_asked_of_the_users_archive(tmp_path):
    settings = BareSettings(seeds=tmp_path)
    with archive_of(read_gold(write_lines(tmp_path, LINE)), settings) as where:
        assert where is settings
