"""The command line as a process: what is on standard output, what is not, and the exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from assistant import cli
from assistant.answer import Answer, Citation, Refusal, Statement, Timings
from assistant.command.render_text import render
from assistant.command.terminal import describe
from assistant.ui.chat import Turn
from assistant.ui.render import render_conversation, write_answer
from assistant.ui.texts import texts_in
from index.markup import marks_in
from index.storage.findings import Failure
from index.sync import SyncReport

ROOT = Path(__file__).parents[1]
SEED = "000_143a7ae7c4640c36.txt"
MEETING = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
BRIDGE = "Oviedo, 3 de marzo de 2026. El nuevo puente de Ribadesella costará {} millones de euros."
HEAVY = ["torch", "transformers", "sentence_transformers", "gradio", "llama_index"]


@dataclass
class Shelf:
    """A folder of articles and its index, and the command line run over them."""

    place: Path

    @property
    def seeds(self) -> Path:
        return self.place / "seeds"

    @property
    def folders(self) -> list[str]:
        return ["--seeds", str(self.seeds), "--index", str(self.place / "index")]

    def run(self, *arguments: str, program: tuple[str, ...] = ("-m", "assistant"), given: str = ""):
        return run(*arguments, *self.folders, program=program, given=given)


def run(*arguments: str, program: tuple[str, ...] = ("-m", "assistant"), given: str = ""):
    return subprocess.run(
        [sys.executable, *program, *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(),
        check=False,
    )


def environment() -> dict[str, str]:
    """This process's, without settings of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HEMEROTECA_")}


def assert_no_traceback(done):
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.fixture(scope="module")
def shelf(tmp_path_factory) -> Shelf:
    """The seed, one article more, one that will be deleted, and a file without words; nothing indexed."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    shutil.copytree(ROOT / "seeds", shelf.seeds)
    (shelf.seeds / "puente.txt").write_text(BRIDGE.format("14,2"), encoding="utf-8")
    (shelf.seeds / "viejo.txt").write_text("El faro se apagó para siempre en octubre.", encoding="utf-8")
    (shelf.seeds / "vacío.txt").write_text(" \n", encoding="utf-8")
    return shelf


@pytest.fixture(scope="module")
def first_sync(shelf):
    return shelf.run("sync", "--json")


@pytest.fixture(scope="module")
def second_sync(shelf, first_sync):
    """After an article was edited, one deleted, one added, and the file without words removed."""
    (shelf.seeds / "puente.txt").write_text(BRIDGE.format("15,9"), encoding="utf-8")
    (shelf.seeds / "viejo.txt").unlink()
    (shelf.seeds / "vacío.txt").unlink()
    (shelf.seeds / "local").mkdir()
    (shelf.seeds / "local" / "plaza.md").write_text(
        "# La plaza\n\nLa plaza reabre en mayo.", encoding="utf-8"
    )
    return shelf.run("sync", "--json")


@pytest.fixture(scope="module")
def asked(shelf, second_sync):
    """An answer from an index that was behind its folder."""
    (shelf.seeds / "puente.txt").write_text(BRIDGE.format("16,5"), encoding="utf-8")
    return shelf.run("ask", "--json", "¿Cuánto costará el puente de Ribadesella?")


def test_sync_takes_in_what_it_can_and_says_what_it_could_not_with_code_3(first_sync):
    assert first_sync.returncode == 3
    report = json.loads(first_sync.stdout)
    assert report["added"] == [SEED, "puente.txt", "viejo.txt"]
    assert (report["updated"], report["removed"], report["unchanged"]) == ([], [], [])
    (failure,) = report["failed"]
    assert failure["path"] == "vacío.txt"
    assert failure["error"]
    assert report["passages"] >= 3
    assert report["seconds"] > 0
    assert "vacío.txt" in first_sync.stderr
    assert_no_traceback(first_sync)


def test_sync_again_does_what_changed_and_no_more(second_sync):
    assert second_sync.returncode == 0
    report = json.loads(second_sync.stdout)
    assert report["added"] == ["local/plaza.md"]
    assert report["updated"] == ["puente.txt"]
    assert report["removed"] == ["viejo.txt"]
    assert report["unchanged"] == [SEED]
    assert report["failed"] == []


def test_ask_brings_the_index_up_to_date_says_so_and_prints_nothing_but_json(asked):
    assert asked.returncode == 0
    assert "Índice puesto al día" in asked.stderr
    answer = json.loads(asked.stdout)
    assert "16,5 millones" in answer["short"]
    assert set(answer) >= {
        "question",
        "answer",
        "short",
        "refused",
        "statements",
        "citations",
        "near_misses",
        "timings_ms",
    }
    assert answer["refused"] is False
    (statement,) = answer["statements"]
    (citation,) = answer["citations"]
    assert set(statement) >= {"text", "citations"}
    assert statement["citations"] == [citation["number"]]
    assert set(citation) >= {"number", "article", "title", "outlet", "published", "start", "end", "quote"}
    assert citation["article"] == "puente.txt"
    assert citation["published"] == "2026-03-03"
    assert BRIDGE.format("16,5")[citation["start"] : citation["end"]] == citation["quote"]
    assert answer["timings_ms"]["total"] > 0
    assert_no_traceback(asked)


@pytest.mark.usefixtures("asked")
def test_a_dash_asks_each_line_of_standard_input(shelf):
    questions = "\ufeff¿Cuánto costará el puente de Ribadesella?\r\n\n???\n  ¿Quién ganó el Mundial?"
    asked = shelf.run("ask", "-", "--json", given=questions)
    assert asked.returncode == 0
    first, second = map(json.loads, asked.stdout.splitlines())
    assert first["question"] == "¿Cuánto costará el puente de Ribadesella?"
    assert "16,5 millones" in first["short"]
    assert (second["question"], second["refused"]) == ("¿Quién ganó el Mundial?", True)
    told = shelf.run("ask", "-", given=questions).stdout
    assert told.startswith("> ¿Cuánto costará el puente de Ribadesella?\n\n")
    assert "\n\n> ¿Quién ganó el Mundial?\n\nNo consta" in told


def test_nothing_on_standard_input_is_said_before_a_model_is_loaded(tmp_path):
    asked = Shelf(tmp_path).run("ask", "-", given="\n¿?\n")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert (
        asked.stderr == "hemeroteca: entrada estándar: no hay ninguna pregunta; escriba una en cada línea\n"
    )
    command = f"{sys.executable} -m assistant ask - --language en <&-"
    closed = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (closed.returncode, closed.stdout) == (2, "")
    assert_no_traceback(closed)


def test_from_a_terminal_each_line_is_answered_when_it_has_been_typed(shelf, asked):
    master, terminal = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", "ask", "-", "--json", *shelf.folders],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment(),
        encoding="utf-8",
    ) as process:
        for question in ("¿Cuánto costará el puente?", "¿Quién ganó el Mundial?"):
            os.write(master, f"{question}\n".encode())
            assert json.loads(process.stdout.readline())["question"] == question
        os.write(master, b"\x04")
        assert process.wait(timeout=60) == 0
    os.close(master)
    os.close(terminal)


def test_search_prints_a_list_of_passages(shelf, asked):
    done = shelf.run("search", "plaza", "--top", "2", "--json")
    assert done.returncode == 0
    hits = json.loads(done.stdout)
    assert len(hits) == 2
    told = {"article", "title", "outlet", "place", "published", "start", "end", "score", "text"}
    assert all(set(hit) >= told for hit in hits)
    assert hits[0]["title"] == "La plaza"
    assert hits[0]["article"] == "local/plaza.md"
    assert "reabre en mayo" in hits[0]["text"]
    assert done.stderr == ""


def test_search_says_of_what_story_a_passage_is(shelf, asked):
    done = shelf.run("search", "Ribadesella", "--top", "1")
    source, text = done.stdout.splitlines()
    assert re.fullmatch(r"1\. .+ · Oviedo, 3 mar 2026 · puente\.txt, párrafo 1 · \d,\d\d", source)
    assert text == f"   {BRIDGE.format('16,5')}"
    (hit,) = json.loads(shelf.run("search", "--json", "Ribadesella", "--top", "1").stdout)
    assert (hit["place"], hit["published"], hit["outlet"]) == ("Oviedo", "2026-03-03", None)


def test_search_keeps_to_days_outlet_and_place(shelf, asked):
    there = ("--from", "2026-01-01", "--to", "2026-03-31", "--place", "oviedo")
    done = shelf.run("search", "--json", "--top", "50", *there, "puente")
    assert {hit["article"] for hit in json.loads(done.stdout)} == {"puente.txt"}
    done = shelf.run("search", "--outlet", "EFE", "puente")
    assert (done.returncode, done.stdout) == (1, "")
    assert "ningún artículo" in done.stderr


def test_a_search_keeps_to_the_articles_language_and_speaks_that_of_its_messages(shelf, asked):
    done = shelf.run("search", "--json", "--language", "en", "puente")
    assert json.loads(done.stdout)[0]["article"] == "puente.txt"
    done = shelf.run("search", "--language", "en", "--article-language", "fr", "puente")
    assert (done.returncode, done.stdout) == (1, "")
    assert "'fr': no article has that language" in done.stderr


def test_a_sync_with_nothing_to_embed_loads_no_model(shelf, asked):
    code = (
        "import sys; from assistant.cli import main\n"
        "print(main(sys.argv[1:]), {'torch', 'transformers'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "sync", *shelf.folders],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(),
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "0 set()", done.stderr


def test_another_folder_is_refused_until_the_index_is_told_to_forget_its_own(shelf, asked, tmp_path):
    (tmp_path / "nota.txt").write_text(BRIDGE.format("14,2"), encoding="utf-8")
    for name in (SEED, "puente.txt"):
        shutil.copy(shelf.seeds / name, tmp_path)  # what both have does not make them one
    place = shutil.copytree(shelf.place / "index", tmp_path / "index")
    other = ("--seeds", str(tmp_path), "--index", str(place))
    done = run("sync", *other)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"es de otra carpeta, {shelf.seeds}; indique otro índice con --index" in done.stderr
    assert run("sync", "--switch-folder", "--seeds", tmp_path / "nowhere", *other[2:]).returncode == 1
    assert run("sync", *other).returncode == 1  # it still knows its folder
    done = run("sync", "--switch-folder", *other)
    assert done.stdout.startswith("1 añadido, 0 cambiados, 1 quitado")


def test_an_answer_can_be_piped_to_head(shelf, asked):
    command = f'"$0" -m assistant ask "{MEETING}" "$@" | head -1'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command, sys.executable, *shelf.folders],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout == "23 de enero (2026-01-23)\n"
    assert_no_traceback(done)


STATUS = f"""
import os, sys
from assistant.cli import main
code = main(sys.argv[1:])
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
sys.exit(code)
"""


def test_status_says_what_is_indexed_and_loads_no_model(shelf, asked):
    (shelf.seeds / "nuevo.txt").write_text("Una noticia todavía sin indexar.", encoding="utf-8")
    done = shelf.run("status", "--json", program=("-c", STATUS))
    (shelf.seeds / "nuevo.txt").unlink()
    assert done.returncode == 0
    status = json.loads(done.stdout)
    assert status["articles"] == 3
    assert status["undated"] == 1
    assert status["passages"] >= 3
    assert status["up_to_date"] is False
    assert (status["to_add"], status["to_update"], status["to_remove"]) == (1, 0, 0)
    assert done.stderr == "[]\n"


def test_output_that_nobody_reads_ends_the_command_quietly(shelf, asked):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "assistant", "status", *shelf.folders]
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT, check=False
    )
    os.close(writing)
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_folder_that_is_not_there_ends_with_1_and_the_remedy(tmp_path):
    done = Shelf(tmp_path).run("ask", MEETING)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("hemeroteca: ")
    assert str(tmp_path / "seeds") in done.stderr
    assert "--seeds" in done.stderr
    assert_no_traceback(done)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ask"],
        ["ask", "¿Qué?", "--colour"],
        ["search", "¿Qué?", "--top", "0"],
        ["search", "¿Qué?", "--top", "diez"],
        ["ask", ""],
        ["ask", " ¿? "],
        ["serve", "--port", "99999"],
        ["serve", "--port", "ocho"],
        ["serve", "--json"],
        ["status", "--language", "fr"],
        ["remember"],
    ],
)
def test_a_wrong_command_line_ends_with_2_and_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert "uso: hemeroteca" in shown
    assert not re.search(r"usage|argument|invalid|required|unrecognized", shown)


def test_the_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"hemeroteca {version('hemeroteca')}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", ""], "hemeroteca ask: PREGUNTA: no hay ninguna pregunta: ''"),
        (["serve", "--port", "99999"], "hemeroteca serve: --port: debe ser de 0 a 65535: 99999"),
        (["search", "¿Qué?", "--top", "diez"], "hemeroteca search: --top: debe ser 1 o más: diez"),
        (["ask"], "hemeroteca ask: falta: PREGUNTA"),
        (["sync", "--switch-fold"], "hemeroteca: no se conoce: --switch-fold; ¿será --switch-folder?"),
        (["status", "--lenguage", "es"], "hemeroteca: no se conoce: --lenguage; ¿será --language?"),
        (["status", "--xyz", "1"], "hemeroteca: no se conoce: --xyz 1"),
        (["sync", "--top", "5"], "hemeroteca: no se conoce: --top 5"),
        (["search", "puente", "--outlett", "x"], "hemeroteca: no se conoce: --outlett; ¿será --outlet?"),
        (["ask", "puente", "seeds"], "hemeroteca: no se conoce: seeds"),
        (["ask", "--language", "en"], "hemeroteca ask: the following arguments are required: QUESTION"),
    ],
)
def test_what_is_wrong_with_a_command_line_is_said_in_the_readers_language(arguments, said, capsys):
    with pytest.raises(SystemExit):
        cli.main(arguments)
    assert capsys.readouterr().err.splitlines()[-1] == said


@pytest.mark.parametrize(("language", "prefix"), [("es", "uso: "), ("en", "usage: ")])
def test_the_lines_of_a_usage_stand_below_its_first_option(language, prefix, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("HEMEROTECA_LANGUAGE", language)
    with pytest.raises(SystemExit):
        cli.main(["ask", "--help"])
    first, *more = capsys.readouterr().out.partition("\n\n")[0].splitlines()
    assert first.startswith(f"{prefix}hemeroteca ask [")
    assert {line.index(line.lstrip()) for line in more} == {first.index("[")}


@pytest.mark.parametrize("command", ["ask", "search", "sync", "status", "serve", "evaluate"])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "--seeds CARPETA" in shown
    assert "--index CARPETA" in shown
    assert "mostrar esta ayuda y terminar" in shown
    assert ("--json" in shown) == (command != "serve")


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    "days", [["--from", "2026-13"], ["--to", "marzo"], ["--from", "2026-03", "--to", "2026-01"]]
)
def test_days_that_make_no_sense_end_with_2(command, days, tmp_path, capsys):
    assert cli.main([command, "puente", *days, *Shelf(tmp_path).folders]) == 2
    assert re.search("no es un día; escríbalo|acaba antes de empezar", capsys.readouterr().err)


def test_a_setting_that_makes_no_sense_ends_with_2_and_its_name(monkeypatch, capsys):
    monkeypatch.setenv("HEMEROTECA_STRICTNESS", "mucha")
    assert cli.main(["status"]) == 2
    assert capsys.readouterr().err == "hemeroteca: HEMEROTECA_STRICTNESS='mucha': debe ser un número\n"


def test_a_misspelt_variable_is_told_with_the_one_that_may_be_meant(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("HEMEROTECA_STRICTNES", "0.1")
    (tmp_path / "seeds").mkdir()
    for language, said in (("es", "¿será HEMEROTECA_STRICTNESS?"), ("en", "is HEMEROTECA_STRICTNESS meant?")):
        assert cli.main(["status", "--json", "--language", language, *Shelf(tmp_path).folders]) == 0
        shown = capsys.readouterr()
        assert json.loads(shown.out)["articles"] == 0
        (line,) = shown.err.splitlines()
        assert line.startswith("hemeroteca: HEMEROTECA_STRICTNES ")
        assert line.endswith(f"; {said}")


def test_what_a_sync_did_is_said_in_singular_where_it_is_one():
    one = SyncReport(
        added=("a.txt",),
        unchanged=("b.txt",),
        copies=(("c.txt", "a.txt"),),
        failed=(Failure("d.pdf", ""),),
        passages=1,
        embedded=2,
        seconds=0.5,
    )
    assert describe(one, "es") == (
        "1 añadido, 0 cambiados, 0 quitados, 0 con otro nombre, 1 igual, 1 copia, 1 fallido; "
        "1 pasaje (2 nuevos) en 0.5 s"
    )
    assert describe(one, "en").endswith("1 the same, 1 copy, 1 failed; 1 passage (2 new) in 0.5 s")


def test_status_lists_the_files_that_cannot_be_read_under_their_number(tmp_path, capsys):
    shelf = Shelf(tmp_path)
    shelf.seeds.mkdir()
    (shelf.seeds / "nota.txt").write_text("El faro se apagó en octubre.", encoding="utf-8")
    (shelf.seeds / "viejo.doc").write_bytes(b"x")
    assert cli.main(["status", *shelf.folders]) == 0
    lines = capsys.readouterr().out.splitlines()
    (unread,) = [number for number, line in enumerate(lines) if line.startswith("sin leer")]
    assert lines[unread].split() == ["sin", "leer", "1"]
    assert lines[unread + 1] == "  viejo.doc: no se lee este formato; guárdelo como .docx"


def test_a_search_only_counts_the_files_that_cannot_be_read(tmp_path, monkeypatch, capsys, embedder):
    monkeypatch.setattr("assistant.archive.load_embedder", lambda _: embedder)
    shelf = Shelf(tmp_path)
    shelf.seeds.mkdir()
    (shelf.seeds / "nota.txt").write_text("El faro se apagó en octubre.", encoding="utf-8")
    (shelf.seeds / "viejo.doc").write_bytes(b"x")
    assert cli.main(["search", "faro", *shelf.folders]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "1 artículo sin leer: véase `hemeroteca status`"
    (shelf.seeds / "vacío.txt").write_text(" ", encoding="utf-8")
    assert cli.main(["search", "faro", *shelf.folders]) == 0
    assert capsys.readouterr().err == "2 artículos sin leer: véase `hemeroteca status`\n"


def test_a_report_that_cannot_be_written_is_known_before_the_questions_are_asked(tmp_path, capsys):
    gold = str(ROOT / "tests" / "gold" / "seed.jsonl")
    target = tmp_path / "missing" / "report.json"
    assert cli.main(["evaluate", gold, "--json", str(target), *Shelf(tmp_path).folders]) == 1
    assert str(target) in capsys.readouterr().err
    assert not (tmp_path / "index").exists()


CITED = Citation(
    number=1,
    article="local/plaza.md",
    digest="a" * 64,
    title="La plaza",
    outlet="La Voz",
    place="Gijón",
    published=date(2026, 5, 4),
    paragraph=2,
    start=0,
    end=24,
    quote="La plaza\nreabre en mayo.",
)


@pytest.mark.parametrize(
    "words", ["«Es un día histórico», dijo Rubio.", "“Es un día histórico”, dijo Rubio."]
)
def test_words_that_begin_with_quotation_marks_get_no_others_around_them(words):
    citation = Citation(1, "a.txt", "0" * 64, "Puente", None, None, None, 1, 0, len(words), words)
    found = Answer("¿?", "es", statements=(Statement(words, (1,)),), citations=(citation,))
    nothing = Answer("¿?", "es", refusal=Refusal("No consta."), near_misses=(citation,))
    assert render(found).splitlines()[0] == f"{words} [1]"
    assert render(nothing).splitlines()[3] == f"  {words}"
    assert write_answer(found, texts_in("es")).splitlines()[0] == f"{words} [1]"
    for answer in (found, nothing):
        shown = render_conversation([Turn("¿?", "es", answer=answer, state="whole")])
        assert words in shown
        assert f"«{words}" not in shown


def test_all_that_answers_in_a_sentence_is_strong():
    words = "Vio a Ana & Eva, y a Luis."
    statement = Statement(words, (1,), emphasis=(21, 25), also=((6, 15),))
    citation = Citation(1, "a.txt", "0" * 64, "Puente", None, None, None, 1, 0, len(words), words)
    answer = Answer("¿?", "es", statements=(statement,), citations=(citation,))
    shown = render_conversation([Turn("¿?", "es", answer=answer, state="whole")])
    assert "«Vio a <strong>Ana &amp; Eva</strong>, y a <strong>Luis</strong>.»" in shown


def test_marks_of_markdown_are_not_shown_in_what_is_quoted():
    words = "**Noche de salsa.** En [El Solar](https://example.org), 22:00."
    marks = marks_in(words, "a.md")
    citation = Citation(1, "a.md", "0" * 64, "Agenda", None, None, None, 1, 0, len(words), words, marks=marks)
    statement = Statement.quoting(citation, (0, 17))
    found = Answer("¿?", "es", statements=(statement,), citations=(citation,), short="Noche de salsa")
    nothing = Answer("¿?", "es", refusal=Refusal("No consta."), near_misses=(citation,))
    seen = "«Noche de salsa. En El Solar, 22:00.»"
    assert f"{seen} [1]" in render(found).splitlines()
    assert render(nothing).splitlines()[3] == f"  {seen}"
    assert write_answer(found, texts_in("es")).startswith(f"{seen} [1]")
    shown = [
        re.sub(r"<span hidden>[^<]*</span>", "", render_conversation([Turn("¿?", "es", answer=answer)]))
        for answer in (found, nothing)
    ]
    assert "«<strong>Noche de salsa.</strong> En El Solar, 22:00.»" in shown[0]
    assert seen in shown[1]
    assert found.to_json()["statements"][0]["text"] == found.to_json()["citations"][0]["quote"] == words


def test_an_answer_is_shown_with_its_quotation_and_its_source():
    answer = Answer(
        "¿Cuándo reabre la plaza?",
        "es",
        statements=(Statement(CITED.quote, (1,)),),
        citations=(CITED,),
        short="1 de mayo",
        resolved_date=date(2026, 5, 1),
        timings_ms=Timings(total=1234.0),
    )
    assert render(answer).splitlines() == [
        "1 de mayo (2026-05-01)",
        "",
        "«La plaza reabre en mayo.» [1]",
        "",
        "[1] La plaza · La Voz, Gijón, 4 may 2026 · local/plaza.md, párrafo 2",
        "1,23 s",
    ]


def test_a_sentence_that_is_all_the_answer_is_shown_once():
    statements = (Statement(CITED.quote, (1,)),)
    answer = Answer("plaza", "es", statements=statements, citations=(CITED,), short="La plaza reabre en mayo")
    assert render(answer).count("La plaza reabre en mayo") == 1


@pytest.mark.parametrize(
    ("language", "start_seconds", "shown"),
    [
        ("es", 5.84, "0,23 s, tras 5,8 s de arranque"),
        ("en", 5.84, "0.23 s, after 5.8 s of starting up"),
        ("pt", 5.84, "0,23 s, após 5,8 s de arranque"),
        ("es", 0.04, "0,23 s"),
    ],
)
def test_what_was_waited_for_before_the_answer_is_told(language, start_seconds, shown):
    answer = Answer("¿?", language, refusal=Refusal("No consta."), timings_ms=Timings(total=230.0))
    assert render(answer, start_seconds=start_seconds).splitlines()[-1] == shown


def test_a_refusal_is_shown_with_the_nearest_passages():
    answer = Answer(
        "¿Quién?",
        "es",
        refusal=Refusal("No consta en el archivo."),
        near_misses=(CITED,),
        timings_ms=Timings(),
    )
    shown = render(answer).splitlines()
    assert shown[0] == "No consta en el archivo."
    assert "Lo más próximo:" in shown
    assert "  «La plaza reabre en mayo.»" in shown


def test_in_english_the_words_around_the_quotation_are_english():
    answer = Answer("Who?", "en", refusal=Refusal("The archive does not say."), near_misses=(CITED,))
    shown = render(answer)
    assert "The nearest passages:" in shown
    assert "paragraph 2" in shown
    assert "4 May 2026" in shown
    assert shown.endswith("0.00 s")
