"""A key is sent to its server and written nowhere else, whatever goes wrong and whoever says so."""

from __future__ import annotations

import json
import logging
import traceback

import pytest

from assistant import cli
from assistant.ask import Assistant
from assistant.command.render_text import render
from assistant.model.llm import open_model, probe
from assistant.model.prompts import Prompt
from assistant.scribe import Scribe
from assistant.settings import Settings, load_settings
from assistant.ui.chat import Turn as PageTurn
from assistant.ui.render import render_conversation
from index.errors import HemerotecaError, ModelFailed, SettingsInvalid
from tests.scripted_model import Script, ScriptedModel, say
from tests.waiting import wait_until

KEY = "sk-canary-0123456789abcdef"
QUESTION = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
FAULTS = {
    # A server repeats the key in what it says of a refusal.
    **{str(status): Script(status=status) for status in (400, 401, 403, 404, 429, 500, 503, 504)},
    "malformed": Script(raw=f'data: {{"error": "{KEY}", [\n\n'.encode()),
    "an error in the stream": Script(
        raw=f'data: {{"error": {{"message": "bad key {KEY}", "code": 401}}}}\n\n'.encode()
    ),
    "no text": Script(raw=b"\x00\xff\xfe" + KEY.encode()),
    "nothing": Script([]),
    "cut": Script(["Hola "] * 3, cut_after=1),
    "silent": Script(is_mute=True),
    "a sentence with it": say(f"La clave de la reunión es {KEY} [1]. "),
}
KINDS = ["openai-like", "ollama"]


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


def settings(server, kind="openai-like", fault=""):
    return server.settings(kind, llm_api_key=KEY, llm_timeout_seconds=1 if fault == "silent" else 60)


@pytest.fixture(autouse=True)
def everything_is_logged(caplog):
    caplog.set_level(logging.DEBUG)


def everything_about(error):
    """Its text, and those of all that it came from, with their tracebacks."""
    texts = []
    while error is not None:
        texts += [str(error), repr(error), "".join(traceback.format_exception(error))]
        error = error.__cause__ or error.__context__
    return texts


@pytest.mark.parametrize("fault", FAULTS)
def test_key_is_in_no_error_log_or_status(kind, fault, caplog, capfd):
    shown = []
    with ScriptedModel(FAULTS[fault]) as server:
        given = settings(server, kind, fault)
        model = open_model(given)
        try:
            model.write(Prompt("a", "b"), max_tokens=5)
        except ModelFailed as error:
            shown += everything_about(error)
        shown += [repr(given), str(given), given.model_dump_json(), repr(model), repr(model._connector)]
        # Of one that is silent the request may not have been read yet when it has been given up.
        wait_until(lambda: server.keys)
    assert server.keys == [f"Bearer {KEY}"]
    assert not [text for text in (*shown, caplog.text, *capfd.readouterr()) if KEY in text]


@pytest.mark.parametrize("fault", ["401", "500", "an error in the stream", "a sentence with it"])
def test_key_is_on_no_page_and_in_no_export(archive, fault, caplog, capfd):
    told = Assistant(archive.settings)
    told._desk = archive._desk
    with ScriptedModel(FAULTS[fault]) as server:
        told._scribe = Scribe(open_model(settings(server)))
        answers = list(told.stream(QUESTION))
    shown = [render(answers[-1]), json.dumps(answers[-1].to_json(), ensure_ascii=False)]
    shown += [render_conversation([PageTurn(QUESTION, "es", answer=answer)]) for answer in answers]
    assert server.keys
    assert not [text for text in (*shown, caplog.text, *capfd.readouterr()) if KEY in text]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_status_checks_the_model_and_shows_no_key(monkeypatch, tmp_path, capfd, options):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    with ScriptedModel(FAULTS["401"]) as server:
        (tmp_path / ".env").write_text(
            f"HEMEROTECA_LLM=openai-like\nHEMEROTECA_LLM_API_KEY={KEY}\n"
            f"HEMEROTECA_LLM_BASE_URL={server.url}\n",
            encoding="utf-8",
        )
        assert cli.main(["status", *options]) == 1
    out, err = capfd.readouterr()
    assert "el modelo no acepta la clave" in out
    assert server.keys == [f"Bearer {KEY}"]
    assert KEY not in out + err


def test_key_is_in_no_complaint_about_settings(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"HEMEROTECA_LLM_API_KEY={KEY}\nHEMEROTECA_PORT={KEY[:2]}\n")
    with pytest.raises(HemerotecaError) as caught:
        load_settings()
    assert not [text for text in everything_about(caught.value) if KEY in text]
    monkeypatch.setenv("HEMEROTECA_LLM", "openai-like")
    monkeypatch.delenv("HEMEROTECA_PORT", raising=False)
    (tmp_path / ".env").write_text(f"HEMEROTECA_LLM_API_KEY={KEY}\n")
    assert KEY not in repr(probe(load_settings()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_no_header_takes_is_refused_and_shown_nowhere(kind):
    with ScriptedModel(say("hola")) as server:
        given = server.settings(kind, llm_api_key=f"sk–{KEY}")
        with pytest.raises(SettingsInvalid, match="HEMEROTECA_LLM_API_KEY") as caught:
            open_model(given)
        assert not server.requests
    assert not [text for text in everything_about(caught.value) if KEY in text]


@pytest.mark.parametrize("kind", KINDS)
def test_key_in_an_address_is_not_accepted_and_shown_nowhere(kind, caplog):
    """Libraries log addresses."""
    with ScriptedModel(say("hola")) as server:
        address = server.origin.replace("//", f"//user:{KEY}@")
        given = Settings(_env_file=None, llm=kind, llm_base_url=address, llm_model="m")
        status = probe(given)
        assert not server.requests
    assert "HEMEROTECA_LLM_API_KEY" in status.detail
    assert KEY not in repr(status) + caplog.text


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_key_is_taken_out_of_what_a_model_says_however_it_is_cut(size):
    with ScriptedModel(say(f"Dijo sk-can y luego {KEY} y {KEY}: sk-", size=size)) as server:
        said = open_model(settings(server)).write(Prompt("a", "b"), max_tokens=5)
    assert said == "Dijo sk-can y luego … y …: sk-"
