"""Whatever the code says to a reader in English, the catalogue has in Spanish."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from assistant.cli import _parser
from assistant.translate import translate

ROOT = Path(__file__).parents[1]
ERRORS = {
    node.name
    for node in ast.parse((ROOT / "index" / "errors.py").read_text(encoding="utf-8")).body
    if isinstance(node, ast.ClassDef)
}


def raised_messages():
    """Every text, with letters in its gaps, that an error of ours is made of."""
    for folder in ("index", "assistant"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
                    # The first argument of ModelFailed is a code, not a message.
                    said = node.args[node.func.id == "ModelFailed" :]
                elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "message":
                    said = [node.value]
                else:
                    continue
                for text in texts(said):
                    if re.search("[a-z]{2}", text.replace("xyz", "")):
                        yield pytest.param(text, id=f"{file.name}:{node.lineno}")


def texts(nodes):
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "xyz" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("message", list(raised_messages()))
def test_every_error_can_be_told_in_spanish(message):
    assert translate(message, "es") != message, "add it to assistant/spanish.tsv"
    assert translate(message, "en") == message


def helps(parser):
    """Every help text of a command line and of its commands."""
    yield parser.description
    for action in parser._actions:
        yield action.help
        if action.dest == "help" or not isinstance(action.choices, dict):
            continue
        for command in action.choices.values():
            yield from helps(command)


def test_every_help_text_can_be_told_in_spanish():
    texts = {text for text in helps(_parser()) if text}
    assert [text for text in texts if translate(text, "es") == text] == []


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        (
            "seeds/a.odt: format not read; save it as .docx",
            "seeds/a.odt: no se lee este formato; guárdelo como .docx",
        ),
        (
            "a.pdf: damaged .pdf (Failed to load page: {0}); open it and save it anew",
            "a.pdf: .pdf dañado (Failed to load page: {0}); ábralo y guárdelo de nuevo",
        ),
        (
            "HEMEROTECA_PASSAGE_TOKENS='7': Input should be greater than or equal to 20",
            "HEMEROTECA_PASSAGE_TOKENS='7': debe ser 20 o más",
        ),
        ("options: no such folder; create it, or name another with --seeds", None),
        ("Something that nobody foresaw", "Something that nobody foresaw"),
    ],
)
def test_what_a_message_is_about_is_left_as_it_is(english, spanish):
    said = translate(english, "es")
    assert said == spanish if spanish else said.startswith("options: ")


def test_remedies_for_missing_packages_work_in_a_clone_for_no_registry_has_the_project():
    from assistant.model.connectors import _INSTALL

    assert ".venv/bin/python -m pip install -e '.[llm]'" in translate(_INSTALL, "es")
    assert translate(_INSTALL, "es").startswith("instálelo en la carpeta del proyecto")
    files = [*ROOT.glob("index/**/*.py"), *ROOT.glob("assistant/**/*.py"), ROOT / "seeds" / "README.md"]
    files.append(ROOT / "assistant" / "spanish.tsv")
    assert not [file for file in files if "hemeroteca[" in file.read_text(encoding="utf-8")]
