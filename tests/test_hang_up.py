"""A model that is no longer wanted is hung up on at once, however silent it is: its server can stop."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.answer import Turn
from assistant.ask import Assistant
from assistant.model.llm import open_model
from assistant.model.prompts import Prompt
from assistant.scribe import Scribe
from tests.scripted_model import Script, ScriptedModel
from tests.waiting import wait_until

ROOT = Path(__file__).parents[1]
QUESTION = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
# A machine may stand still for a while; the model's time-out must be far from that.
TIMEOUT_SECONDS = 600
AT_ONCE_SECONDS = 60
# A shell that starts the tests in the background has them, and all that they start, ignore SIGINT.
COMMAND = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from assistant.cli import main
sys.exit(main())
"""
SILENT = {
    "before its reply": Script(is_mute=True),
    "before its first word": Script(["Hola"], held_after=0),
    "after a word": Script(["Hola", "."], held_after=1),
}


@pytest.mark.parametrize("kind", ["openai-like", "ollama"])
@pytest.mark.parametrize("when", SILENT)
def test_closing_the_stream_hangs_up(kind, when):
    with ScriptedModel(SILENT[when]) as server:
        pieces = open_model(server.settings(kind, llm_timeout_seconds=TIMEOUT_SECONDS)).stream(
            Prompt("a", "b"), max_tokens=5
        )
        said = ""
        while not server.requests or (when == "after a word" and said != "Hola"):
            said = next(pieces)
        begun = time.monotonic()
        pieces.close()
        assert time.monotonic() - begun < AT_ONCE_SECONDS
        assert server.was_hung_up.wait(AT_ONCE_SECONDS)


@pytest.mark.parametrize("history", [False, True], ids=["answering", "understanding a follow-up"])
def test_closing_the_answer_hangs_up(archive, history):
    told = Assistant(archive.settings)
    told._desk = archive._desk
    with ScriptedModel(Script(is_mute=True)) as server:
        told._scribe = Scribe(open_model(server.settings(llm_timeout_seconds=TIMEOUT_SECONDS)))
        before = [Turn(QUESTION, archive.ask(QUESTION))] if history else []
        states = told.stream("¿Y quién lo anunció?" if history else QUESTION, history=before)
        said, latest = set(), time.monotonic() + 200
        while not server.requests:
            said.add(next(states).notice)
            assert time.monotonic() < latest
        states.close()
        assert server.was_hung_up.wait(AT_ONCE_SECONDS)
    doing = "El modelo lee la conversación…" if history else "El modelo lee los pasajes…"
    assert said == {doing}


def test_interrupting_the_command_hangs_up(tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    with ScriptedModel(Script(is_mute=True)) as server:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "ask", QUESTION],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "HEMEROTECA_LLM": "openai-like",
                "HEMEROTECA_LLM_BASE_URL": server.url,
                "HEMEROTECA_LLM_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            wait_until(lambda: server.requests, seconds=200)
            process.send_signal(signal.SIGINT)
            assert server.was_hung_up.wait(AT_ONCE_SECONDS)
            out, errors = process.communicate(timeout=60)
        finally:
            process.kill()
            process.communicate()
    assert process.returncode == 130
    assert "interrumpido" in errors
    assert "Traceback" not in errors
    assert out == ""
