import io
import json
import math
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from rich.console import Console

from assistant.answer import Answer, Citation, Refusal, Statement
from assistant.evaluation.evidence import EvidenceFinder, Excerpt
from assistant.evaluation.figures import RiskPoint
from assistant.evaluation.gold import GoldFile, GoldQuestion
from assistant.evaluation.judge import Judge
from assistant.evaluation.record import to_json
from assistant.evaluation.report import print_report
from assistant.evaluation.run import Scope, evaluate
from assistant.library import Library
from index.article import Article
from index.errors import GoldFileInvalid
from tests.hashed import open_store, run_sync

A = "La planta abrió el 3 de mayo.\nCuesta  2.400 euros.\n"
B = "El alcalde es Luis Gil. Nació en Toledo."
ARTICLES = {path: Article(path, "digest", path, body) for path, body in {"a.txt": A, "b.txt": B}.items()}


@dataclass(frozen=True)
class ScriptedHit:
    article: str
    start: int
    end: int
    text: str
    score: float = 0.0


@dataclass
class ScriptedAssistant:
    """Says and finds what it was told to, and remembers what it was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    hits: dict[str, list[ScriptedHit]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    article_count: int = len(ARTICLES)

    def ask(self, question, *, language="es"):
        self.asked.append(question)
        return self.answers[question]

    def search(self, question, *, top):
        return self.hits.get(question, [])[:top]

    def article(self, path):
        return ARTICLES[path]


def cite(path, quote, *, shift=0):
    start = ARTICLES[path].body.index(quote) + shift
    return Citation(1, path, "digest", path, None, None, None, 1, start, start + len(quote), quote)


def hit(path, text):
    start = ARTICLES[path].body.index(text)
    return ScriptedHit(path, start, start + len(text), text)


def say(question, *citations, short="", confidence=0.0, resolved=None):
    statements = tuple(Statement(citation.quote, (citation.number,)) for citation in citations)
    return Answer(question, "es", statements, citations, short, resolved, confidence=confidence)


def refuse(question, *near_misses, confidence=0.0):
    refusal = Refusal("No consta en el archivo.")
    return Answer(question, "es", refusal=refusal, near_misses=near_misses, confidence=confidence)


QUESTIONS = (
    GoldQuestion(
        "1",
        "when?",
        "when",
        ("3 de mayo",),
        (),
        ("a.txt",),
        ("La planta abrió el 3 de mayo.",),
        date(2026, 5, 3),
    ),
    GoldQuestion("2", "who?", "who", ("Gil", "Luis Gil"), (), ("b.txt",), ("El alcalde es Luis Gil.",)),
    GoldQuestion(
        "3",
        "both?",
        "multi",
        (),
        ("2.400 euros", "Luis Gil"),
        ("a.txt", "b.txt"),
        ("Cuesta 2.400 euros.", "El alcalde es Luis Gil."),
    ),
    GoldQuestion("4", "off?", "unanswerable", topic="off"),
    GoldQuestion("5", "on?", "unanswerable", topic="on"),
)


@pytest.fixture
def gold(tmp_path):
    return GoldFile(tmp_path / "gold.jsonl", QUESTIONS)


@pytest.fixture
def assistant():
    opened, mayor, born = "La planta abrió el 3 de mayo.", "El alcalde es Luis Gil. ", "Nació en Toledo."
    answers = [
        say("when?", cite("a.txt", opened), short="el 3 de mayo", confidence=0.9, resolved=date(2026, 5, 3)),
        say("who?", cite("b.txt", born), short="alcalde Luis", confidence=0.6),
        refuse("both?", confidence=0.2),
        refuse("off?", cite("a.txt", opened), confidence=0.2),
        say("on?", cite("b.txt", born, shift=-1), short="Toledo", confidence=0.6),
    ]
    hits = {
        "when?": [hit("a.txt", f"{opened}\n"), hit("b.txt", mayor)],
        "who?": [hit("a.txt", f"{opened}\n"), hit("b.txt", born), hit("b.txt", mayor)],
        "both?": [hit("b.txt", mayor), hit("b.txt", born)],
    }
    return ScriptedAssistant({answer.question: answer for answer in answers}, hits)


def test_figures_are_those_worked_out_by_hand(gold, assistant):
    found = evaluate(gold, assistant)
    assert found.counts == {
        "articles": 2,
        "questions": 5,
        "answerable": 3,
        "unanswerable": 2,
        "missing_articles": 0,
        "unlocated_evidence": 0,
    }
    second = 1 / math.log2(3)
    assert found.retrieval == pytest.approx(
        {
            "article_recall@1": (1 + 0 + 0.5) / 3,
            "article_recall@5": (1 + 1 + 0.5) / 3,
            "article_recall@10": (1 + 1 + 0.5) / 3,
            "evidence_recall@5": 1.0,
            "evidence_recall@10": 1.0,
            "ndcg@10": (1 + second + 1 / (1 + second)) / 3,
            "mrr@10": (1 + 1 / 2 + 1) / 3,
        }
    )
    assert found.answers == pytest.approx(
        {
            "em": 1 / 3,
            "f1": (1 + 0.5 + 0) / 3,
            "contained": 1 / 3,
            "evidence_cited": 1 / 3,
            "all_evidence_cited": 0.0,
            "article_cited": 2 / 3,
            "date_accuracy": 1.0,
        }
    )
    assert found.citations == {"exact": 3 / 4, "mean": 1.0}
    assert found.refusals == pytest.approx(
        {"recall": 0.5, "recall_off_topic": 1.0, "recall_on_topic": 0.0, "false": 1 / 3, "auc": 4 / 6}
    )
    assert found.risk_coverage == (RiskPoint(0.9, 1 / 5, 0.0), RiskPoint(0.6, 3 / 5, 2 / 3))


def test_one_question_warms_up_and_is_not_counted(gold, assistant):
    found = evaluate(gold, assistant)
    assert assistant.asked == ["when?", "when?", "who?", "both?", "off?", "on?"]
    assert len(found.results) == 5


def test_types_have_their_own_figures(gold, assistant):
    by_type = evaluate(gold, assistant).by_type
    assert list(by_type) == ["multi", "unanswerable", "when", "who"]
    assert by_type["unanswerable"]["n"] == 2
    assert by_type["unanswerable"]["refused"] == 0.5
    assert by_type["unanswerable"]["f1"] is None
    assert by_type["who"]["f1"] == 0.5
    assert by_type["multi"]["article_recall@5"] == 0.5


def test_the_json_has_the_promised_keys(gold, assistant):
    whole = json.loads(to_json(evaluate(gold, assistant)))
    assert {
        "retrieval": {
            "article_recall@1",
            "article_recall@5",
            "article_recall@10",
            "evidence_recall@5",
            "ndcg@10",
            "mrr@10",
        },
        "answers": {"em", "f1", "contained", "evidence_cited"},
        "citations": {"exact"},
        "refusals": {"recall", "false", "auc"},
        "latency_ms": {"p50", "p95"},
    }.items() <= {name: set(part) & WANTED for name, part in whole.items() if isinstance(part, dict)}.items()
    assert set(whole["by_type"]) == {"when", "who", "multi", "unanswerable"}
    assert [record["id"] for record in whole["questions"]] == ["1", "2", "3", "4", "5"]
    first, second, _, fourth, fifth = whole["questions"]
    assert (first["short"], first["em"], first["article_ranks"], first["evidence_rank"]) == (
        "el 3 de mayo",
        1.0,
        [1],
        1,
    )
    assert (second["article_ranks"], second["evidence_rank"], second["evidence_cited"]) == ([2], 3, 0.0)
    assert (fourth["refused"], fourth["near_misses"][0]["exact"]) == (True, True)
    assert fifth["citations"][0]["exact"] is False
    assert whole["risk_coverage"][0] == {"threshold": 0.9, "coverage": 0.2, "risk": 0.0}


WANTED = {
    "article_recall@1",
    "article_recall@5",
    "article_recall@10",
    "evidence_recall@5",
    "ndcg@10",
    "mrr@10",
    "em",
    "f1",
    "contained",
    "evidence_cited",
    "exact",
    "recall",
    "false",
    "auc",
    "p50",
    "p95",
}


def test_what_has_nothing_to_divide_by_is_null(tmp_path, assistant):
    only_unanswerable = GoldFile(tmp_path / "gold.jsonl", QUESTIONS[3:4])
    found = evaluate(only_unanswerable, assistant)
    whole = json.loads(to_json(found))
    assert set(whole["answers"].values()) == {None}
    assert set(whole["retrieval"].values()) == {None}
    assert whole["refusals"]["auc"] is None
    assert whole["risk_coverage"] == []


def test_retrieval_can_be_measured_alone(gold, assistant):
    found = evaluate(gold, assistant, Scope(retrieval_only=True))
    assert assistant.asked == []
    assert found.retrieval["article_recall@5"] == pytest.approx(2.5 / 3)
    assert set(found.answers.values()) == {None}
    assert found.latency_ms["p50"] is None
    assert found.latency_ms["search_p50"] is not None
    assert json.loads(to_json(found))["citations"] == {"exact": None, "mean": None}


def test_a_limit_asks_fewer(gold, assistant):
    assert len(evaluate(gold, assistant, Scope(limit=2)).results) == 2


def test_articles_that_are_not_in_the_archive_are_told(tmp_path, assistant):
    elsewhere = GoldQuestion("9", "who?", "who", ("Gil",), (), ("z.txt",), ("El alcalde es Luis Gil.",))
    found = evaluate(GoldFile(tmp_path / "gold.jsonl", (*QUESTIONS, elsewhere)), assistant)
    assert found.missing_articles == ("z.txt",)
    assert found.unlocated_evidence == ("9",)
    with pytest.raises(GoldFileInvalid, match=r"none of its 1 articles .*give their folder with --seeds"):
        evaluate(GoldFile(tmp_path / "gold.jsonl", (elsewhere,)), assistant)


@dataclass
class ShelvedAssistant(ScriptedAssistant):
    """Gives the articles that a real archive has."""

    library: Library | None = None

    def article(self, path):
        return self.library.open(path).article


@pytest.mark.parametrize("named", [("a.txt",), ("copia.txt",), ("a.txt", "copia.txt")])
def test_an_article_may_be_named_by_any_of_its_copies(tmp_path, named):
    (tmp_path / "seeds").mkdir()
    for name, body in {"a.txt": A, "copia.txt": A, "b.txt": B}.items():
        (tmp_path / "seeds" / name).write_text(body, encoding="utf-8")
    store = open_store(tmp_path / "index")
    run_sync(tmp_path / "seeds", store)
    opened = "La planta abrió el 3 de mayo."
    assistant = ShelvedAssistant(
        {"when?": say("when?", cite("a.txt", opened))},
        {"when?": [hit("a.txt", opened)]},
        library=Library(store),
    )
    question = replace(QUESTIONS[0], articles=named)
    [result] = evaluate(GoldFile(tmp_path / "gold.jsonl", (question,)), assistant).results
    assert (result.ranking.article_ranks, result.ranking.evidence_rank) == ((1,), 1)
    assert (result.verdict.article_cited, result.verdict.evidence_cited) == (1.0, 1.0)


@pytest.mark.parametrize(("language", "says"), [("es", "cita la prueba"), ("en", "cites the evidence")])
def test_the_report_is_a_table_in_the_readers_language(gold, assistant, language, says):
    told = report(evaluate(gold, assistant), language)
    assert says in told
    assert ("0,333" if language == "es" else "0.333") in told
    assert "multi" in told
    assert max(len(line) for line in told.splitlines()) <= 100


def test_the_report_shows_a_dash_for_what_is_unknown_and_leaves_out_what_was_not_measured(gold, assistant):
    told = report(evaluate(gold, assistant, Scope(retrieval_only=True)), "es")
    assert "–" in told
    assert "Respuestas" not in told


def test_the_report_warns_of_a_gold_file_that_does_not_fit(tmp_path, assistant):
    elsewhere = GoldQuestion("9", "who?", "who", ("Gil",), (), ("z[1].txt",), ("El alcalde es Luis Gil.",))
    found = evaluate(GoldFile(tmp_path / "gold.jsonl", (*QUESTIONS, elsewhere)), assistant)
    assert "Artículos de gold.jsonl que no están en el archivo (1): z[1].txt" in report(found, "es")
    assert "whose evidence is not worded so in their articles (1): 9" in report(found, "en")


@pytest.mark.parametrize("written", ["[/x]", "[lista]", "[bold]quién[/bold]", "quién:x:"])
def test_the_report_shows_a_type_as_it_is_written(tmp_path, assistant, written):
    gold = GoldFile(tmp_path / "gold.jsonl", (replace(QUESTIONS[0], type=written),))
    assert written in report(evaluate(gold, assistant), "es")


@pytest.mark.parametrize("name", ["gold [lista].jsonl", "gold:x:.jsonl"])
def test_the_report_shows_the_name_of_the_file_as_it_is_written(tmp_path, assistant, name):
    lost = replace(QUESTIONS[0], articles=("z.txt",))
    told = report(evaluate(GoldFile(tmp_path / name, (*QUESTIONS, lost)), assistant), "es")
    assert told.startswith(f"{name} ")
    assert f"Artículos de {name} que no están en el archivo (1): z.txt" in told


def report(evaluation, language):
    console = Console(file=io.StringIO(), width=100)
    print_report(evaluation, console, language=language)
    return console.file.getvalue()


YES_NO = GoldQuestion("y", "?", "yesno", ("sí",), (), ("b.txt",), ("Nació en Toledo.",))


@pytest.mark.parametrize(
    ("short", "quote", "expected"),
    [
        ("Sí", "Nació en Toledo.", (1.0, 1.0, 1.0)),
        ("No", "Nació en Toledo.", (0.0, 0.0, 0.0)),
        ("en Toledo", "Nació en Toledo.", (0.0, 0.0, 1.0)),
        ("en Toledo", "El alcalde es Luis Gil.", (0.0, 0.0, 0.0)),
    ],
)
def test_a_yes_no_answer_must_commit_itself_to_be_exact(short, quote, expected):
    verdict = Judge(ARTICLES.get).judge(YES_NO, say("?", cite("b.txt", quote), short=short))
    assert (verdict.exact_match, verdict.f1, verdict.contained) == expected
    # A «no» is wrong though it shows the sentence from which a «sí» follows.
    assert verdict.is_right == (short != "No" and "Toledo" in quote)


def test_a_summary_is_judged_by_its_evidence_alone():
    question = GoldQuestion(
        "s", "?", "summary", (), (), ("b.txt",), ("El alcalde es Luis Gil.", "Nació en Toledo.")
    )
    verdict = Judge(ARTICLES.get).judge(question, say("?", cite("b.txt", "Nació en Toledo.")))
    assert (verdict.exact_match, verdict.f1, verdict.contained) == (None, None, None)
    assert (verdict.evidence_cited, verdict.all_evidence_cited, verdict.is_right) == (1.0, None, True)


def test_all_items_must_be_told_to_count_as_contained():
    question = QUESTIONS[2]
    some = say("both?", cite("a.txt", "Cuesta  2.400 euros."), short="2 400 euros")
    everything = say("both?", cite("a.txt", "Cuesta  2.400 euros."), cite("b.txt", "El alcalde es Luis Gil."))
    judge = Judge(ARTICLES.get)
    assert judge.judge(question, some).contained == 0.0
    assert judge.judge(question, some).f1 == pytest.approx(2 / 3)
    assert judge.judge(question, some).all_evidence_cited == 0.0
    assert judge.judge(question, everything).contained == 1.0
    assert judge.judge(question, everything).all_evidence_cited == 1.0


BODY = "Uno dos tres cuatro.\n\nCinco  seis siete. Ocho nueve."


def excerpt(text, article="x"):
    start = BODY.index(text)
    return Excerpt(article, start, start + len(text), text)


@pytest.mark.parametrize(
    ("excerpts", "covered", "shown"),
    [
        (["Cinco  seis siete."], True, True),
        (["Cinco  seis siete. Ocho nueve."], True, True),
        # A third of the sentence's letters, but the whole of what is quoted.
        (["siete."], False, True),
        (["Cinco  ", "seis siete."], True, True),
        (["cuatro.\n\nCinco"], False, False),
        (["Ocho nueve."], False, False),
        ([], False, False),
    ],
)
def test_evidence_is_found_by_its_letters_whatever_the_spaces(excerpts, covered, shown):
    finder = EvidenceFinder({"x": Article("x", "", "", BODY)}.get)
    found = [excerpt(text) for text in excerpts]
    assert finder.is_covered("Cinco seis siete.", ["x"], found) is covered
    assert finder.is_shown("Cinco seis siete.", ["x"], found) is shown


def test_the_same_words_in_another_article_are_no_evidence():
    finder = EvidenceFinder(dict.fromkeys("xy", Article("x", "", "", BODY)).get)
    assert not finder.is_shown("Ocho nueve.", ["x"], [excerpt("Ocho nueve.", article="y")])
    assert not finder.is_covered("Ocho nueve.", ["x"], [excerpt("Ocho nueve.", article="y")])


def test_evidence_of_an_unknown_article_is_compared_by_its_text():
    finder = EvidenceFinder({}.get)
    assert finder.is_shown("Cinco seis siete.", ["x"], [excerpt("Cinco  seis siete. Ocho nueve.")])
    assert finder.is_covered("Cinco seis siete.", ["x"], [excerpt("Cinco  seis siete. Ocho nueve.")])
    assert not finder.is_covered("Cinco seis siete.", ["x"], [excerpt("siete.")])
    assert not finder.is_shown("Cinco seis siete.", ["x"], [excerpt("Uno dos")])
    assert not finder.is_located("Cinco seis siete.", ["x"])
