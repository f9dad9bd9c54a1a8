"""An assistant with a language model: refusal comes first, failures fall back, keys stay secret."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, repeat
from typing import get_args

import pytest
from pydantic import SecretStr

from assistant import cli
from assistant.answer import Answer, Statement, Turn
from assistant.ask import Assistant
from assistant.model.failures import why
from assistant.model.llm import open_model, probe
from assistant.model.prompts import Prompt
from assistant.scribe import Scribe
from assistant.settings import Settings
from index.errors import FailureReason, ModelFailed, SettingsInvalid
from tests.scripted_model import Script, ScriptedModel, say

MEETING = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
WORLD_CUP = "¿Quién ganó el Mundial de fútbol?"
GOOD = "La próxima reunión del Grupo de Implementación de Seguridad será el 23 de enero [{}]. "
INVENTED = "Asistirán 57 países de la región [1]."
KEY = "sk-secret-0123456789"


def settings(url, **given):
    return Settings(
        _env_file=None,
        llm="openai-like",
        llm_model="m",
        llm_base_url=url,
        llm_api_key=KEY,
        **{"llm_timeout_seconds": 60, **given},
    )


def passage_of(messages, words="tendrá lugar el 23 de enero"):
    """The number under which a model was given some words."""
    before = messages[-1]["content"].partition(words)[0]
    return before.rpartition('<pasaje n="')[2].partition('"')[0]


def good(messages):
    return say(GOOD.format(passage_of(messages)), size=200)


@pytest.fixture
def ask(archive):
    """Ask the archive with a scripted model; gives the answers as they grow, and the server."""

    def ask(script, question=MEETING, *, timeout_seconds=60, **options):
        told = Assistant(archive.settings)
        told._desk = archive._desk
        with ScriptedModel(script) as server:
            told._scribe = Scribe(open_model(settings(server.url, llm_timeout_seconds=timeout_seconds)))
            return [*told.stream(question, **options)], server

    return ask


def test_written_answer_cites_the_sentence_that_proves_it(ask, archive):
    (*_, answer), _ = ask(good)
    assert answer.written
    (statement,) = answer.statements
    assert not statement.quoted
    cited = [citation for citation in answer.citations if citation.number in statement.citations]
    assert any("23 de enero" in citation.quote for citation in cited)
    for citation in answer.citations:
        body = archive.article(citation.article).body
        assert body[citation.start : citation.end] == citation.quote
    assert answer.short == "23 de enero"
    assert answer.notice is None


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("El gobierno dice que el progreso gradual es inaceptable [{}]. ", "No"),
        ("No: el progreso gradual es inaceptable [{}]. ", "No"),
        ("Sí, el progreso gradual es inaceptable [{}]. ", ""),
    ],
)
def test_bare_no_stays_if_what_is_written_rests_on_the_sentence_that_settles_it(ask, written, short):
    question = "¿Es aceptable el progreso gradual para el Departamento de Estado?"
    (*_, answer), _ = ask(
        lambda messages: say(written.format(passage_of(messages, "es inaceptable")), size=200), question
    )
    assert answer.written
    assert answer.short == short


@pytest.mark.parametrize("good_turns", [0, 1, 5])
@pytest.mark.parametrize("refusals", [0, 1])
def test_refusal_comes_before_the_model_whatever_was_asked_before(ask, archive, good_turns, refusals):
    turns = [Turn(MEETING, archive.ask(MEETING))] * good_turns
    turns += [Turn(WORLD_CUP, archive.ask(WORLD_CUP))] * refusals
    (*_, answer), server = ask(good, "¿Quién ganó el partido de tenis de ayer?", history=turns)
    assert answer.refused
    assert not server.requests


def test_good_question_after_a_refusal_is_answered(ask, archive):
    refused = Turn(WORLD_CUP, archive.ask(WORLD_CUP))
    (*_, answer), server = ask(good, history=[refused])
    assert answer.written
    assert len(server.requests) == 1
    assert "Mundial" not in server.prompt


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (Script(status=429), "no admite más preguntas"),
        (Script(status=500), "ha fallado"),
        (Script([]), "no ha escrito nada"),
        (Script(["Hola"], held_after=0), "tardado demasiado"),
        (Script(raw=b'data: {"choices": [{\n\n'), "no se entiende"),
        (say("Ganó Martínez por 57 votos a 3 en la ciudad de Buenos Aires [1]."), "se puede probar"),
        (say("NO CONSTA"), "el modelo no encuentra la respuesta en los pasajes"),
        (say("NO CONSTA. Asistirán 57 países [1]."), "el modelo no encuentra la respuesta en los pasajes"),
    ],
)
def test_failure_falls_back_to_the_quoted_answer_and_says_why(ask, archive, script, why):
    (*_, answer), _ = ask(script, timeout_seconds=1 if "tardado" in why else 60)
    quoted = archive.ask(MEETING)
    assert (answer.statements, answer.citations) == (quoted.statements, quoted.citations)
    assert not answer.written
    assert why in answer.notice


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("es", "Se responde con las palabras de los artículos: el modelo no admite más preguntas por ahora."),
        ("en", "Answered in the articles' own words: the model takes no more questions for now."),
        ("pt", "Responde-se com as palavras dos artigos: o modelo não aceita mais perguntas por agora."),
    ],
)
def test_rate_limit_is_said_in_one_line_at_once_however_long_it_asks_to_wait(ask, language, notice):
    begun = time.monotonic()
    (*_, answer), server = ask(Script(status=429, headers={"Retry-After": "600"}), language=language)
    assert answer.notice == notice
    assert len(server.requests) == 1
    assert time.monotonic() - begun < 120


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_every_failure_has_words_of_its_own_in_every_language(language):
    said = [why(reason, language) for reason in get_args(FailureReason)]
    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("after", "why"),
    [("", "el modelo ha escrito otra cosa"), (" NO CONSTA", "el modelo no encuentra la respuesta")],
)
def test_true_sentence_that_does_not_answer_is_followed_by_the_articles_words(ask, archive, after, why):
    def script(messages):
        number = passage_of(messages, "una Reunión Ministerial de Seguridad en Washington")
        return say(f"La Reunión Ministerial de Seguridad será en Washington en febrero [{number}].{after}")

    (*_, answer), _ = ask(script)
    assert "Ministerial" in answer.statements[0].text
    assert "23 de enero" in answer.statements[1].text
    assert answer.short == "23 de enero"
    assert answer.notice.startswith(f"Se responde con las palabras de los artículos: {why}")


def test_no_consta_after_the_answer_does_not_take_it_back(ask):
    (*_, answer), _ = ask(lambda messages: say(f"{good(messages).pieces[0]}NO CONSTA"))
    assert "23 de enero" in answer.statements[0].text
    assert "no encuentra la respuesta" in answer.notice


def test_what_is_not_shown_is_counted_though_the_model_fails_and_no_words_are_said_to_follow(ask):
    def cut(messages):
        said = GOOD.format(passage_of(messages))
        return Script([said, INVENTED, " ", "El objetivo será ", "delinear"], cut_after=4)

    (*_, answer), _ = ask(cut)
    assert [statement.quoted for statement in answer.statements] == [False]
    assert len(answer.dropped) == 1
    ends, counted = answer.notice.split(". ")
    assert ends == "La respuesta acaba aquí: no hay conexión con el modelo"
    assert counted == "No se muestra 1 frase del modelo: no está probada."


def test_lost_connection_keeps_what_is_on_the_page(ask, archive):
    def cut(messages):
        return Script([GOOD.format(passage_of(messages)), "El objetivo ", "será "] * 2, cut_after=2)

    states, _ = ask(cut)
    *_, answer = states
    states = [state for state in states if state.statements]
    assert "no hay conexión" in answer.notice
    assert answer.statements[0] == states[0].statements[0]
    assert answer.citations[: len(states[0].citations)] == states[0].citations
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))


def test_writing_is_said_until_the_answer_is_whole(ask):
    states, _ = ask(good)
    assert states[0].statements == ()
    said = [notice for notice, _ in groupby(state.notice for state in states)]
    assert said in (["Redactando…", None], ["El modelo lee los pasajes…", "Redactando…", None])
    assert states[-1].notice is None


def test_portuguese_is_answered_and_refused_in_portuguese(ask, archive):
    (*_, answer), server = ask(Script(status=500), "Quando é a próxima reunião do Grupo de Segurança?")
    assert answer.language == "pt"
    assert answer.notice == "Responde-se com as palavras dos artigos: o servidor do modelo falhou."
    assert any("23 de enero" in statement.text for statement in answer.statements)
    assert "portugués" in server.prompt
    refused = archive.ask("Quem ganhou o Mundial de futebol?")
    assert refused.refusal.message.startswith("Não consta no arquivo.")


def test_dropped_sentences_are_counted(ask):
    (*_, answer), _ = ask(
        lambda messages: say(good(messages).pieces[0] + "Asistirán 57 países de la región [1].")
    )
    assert len(answer.statements) == 1
    assert [dropped.reason for dropped in answer.dropped] == ["number"]
    assert answer.notice == "No se muestra 1 frase del modelo: no está probada."


def test_follow_up_is_answered_from_the_conversation_and_shown_in_full(archive):
    first = archive.ask(MEETING)
    answer = archive.ask(
        "¿Y cuándo?", history=[Turn("¿Dónde es la próxima reunión del Grupo de Implementación?", first)]
    )
    assert answer.rewritten_question == "¿Cuándo es la próxima reunión del Grupo de Implementación?"
    assert answer.short == "23 de enero"
    assert archive.ask("¿Y cuándo?").rewritten_question is None


def test_json_says_what_was_written_and_dropped(ask):
    (*_, answer), _ = ask(
        lambda messages: say(good(messages).pieces[0] + "Asistirán 57 países de la región [1].")
    )
    told = json.loads(json.dumps(answer.to_json()))
    assert told["written"] is True
    assert told["dropped"] == [{"text": "Asistirán 57 países de la región.", "reason": "number"}]
    assert told["rewritten_question"] is None
    assert told["statements"][0]["citations"]


def test_chats_at_once_do_not_mix(ask, archive):
    told = Assistant(archive.settings)
    told._desk = archive._desk
    with ScriptedModel(good) as server:
        told._scribe = Scribe(open_model(settings(server.url)))
        with ThreadPoolExecutor(8) as chats:
            answers = [*chats.map(told.ask, [MEETING, WORLD_CUP] * 4)]
    assert [answer.refused for answer in answers] == [False, True] * 4
    assert len({answer.text for answer in answers[::2]}) == 1


def test_conversation_of_one_chat_is_never_in_what_another_asks(archive):
    told = Assistant(archive.settings)
    told._desk = archive._desk
    secrets = [f"Ciudad Marca{number}" for number in range(8)]

    def script(messages):
        said = "\n".join(message["content"] for message in messages)
        own = next((secret for secret in secrets if secret in said), "")
        return say(
            f"¿Cuándo es la reunión de Seguridad en {own}?" if "Última pregunta" in said else "NO CONSTA"
        )

    def chat(secret):
        asked = f"¿Dónde es la reunión de Seguridad de {secret}?"
        before = [Turn(asked, Answer(asked, "es", (Statement(f"En {secret}.", ()),)))]
        return told.ask("¿Y cuándo?", history=before)

    with ScriptedModel(script) as server:
        told._scribe = Scribe(open_model(settings(server.url)))
        with ThreadPoolExecutor(8) as chats:
            answers = [*chats.map(chat, secrets)]
        prompts = ["\n".join(each["content"] for each in request["messages"]) for request in server.requests]
    assert [answer.rewritten_question for answer in answers] == [
        f"¿Cuándo es la reunión de Seguridad en {secret}?" for secret in secrets
    ]
    assert len(prompts) >= 8
    for prompt in prompts:
        assert sum(secret in prompt for secret in secrets) == 1


# -- keys, settings, status ----------------------------------------------------------------


def test_key_is_sent_and_shown_nowhere(caplog, capfd):
    with ScriptedModel(Script(status=401)) as server:
        given = settings(server.url)
        model = open_model(given)
        caplog.set_level(0)
        with pytest.raises(ModelFailed) as failed:
            model.write(Prompt("a", "b"), max_tokens=5)
        status = probe(given)
    assert server.keys[0] == f"Bearer {KEY}"
    shown = [
        str(failed.value),
        repr(failed.value),
        repr(given),
        repr(model),
        repr(status),
        given.model_dump_json(),
    ]
    out, err = capfd.readouterr()
    assert failed.value.__cause__ is None
    assert not [text for text in (*shown, caplog.text, out, err) if KEY in text]


def test_status_says_whether_the_model_answers():
    with ScriptedModel(say("hola")) as server:
        status = probe(settings(server.url))
    assert (status.answers, status.detail) == (True, "hola")
    gone = probe(settings(server.url))
    assert not gone.answers
    assert gone.detail == "no hay conexión con el modelo"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"llm": "openai-like"}, "HEMEROTECA_LLM_BASE_URL"),
        ({"llm": "ollama"}, "HEMEROTECA_LLM_MODEL"),
        ({"llm": "gguf", "llm_model": "nada.gguf"}, "no such file"),
    ],
)
def test_missing_setting_is_named(given, says):
    wanted = Settings(_env_file=None, **given)
    with pytest.raises(SettingsInvalid, match=says):
        open_model(wanted)
    assert says in probe(wanted).detail


@pytest.mark.parametrize(
    "url",
    [
        "http://ana@host/v1",
        "http://ana:secreto@host/v1",
        "http://host/v1?key=secreto",
        "http://ana:secreto@[::1/v1",
        "http://host:secreto/v1",
    ],
)
@pytest.mark.parametrize("kind", ["openai-like", "ollama"])
def test_address_that_is_none_or_holds_a_secret_is_refused_and_not_repeated(url, kind):
    wanted = Settings(_env_file=None, llm=kind, llm_model="m", llm_base_url=url)
    with pytest.raises(SettingsInvalid, match="HEMEROTECA_LLM_BASE_URL") as refused:
        open_model(wanted)
    assert "secreto" not in str(refused.value)
    assert not probe(wanted).answers


@pytest.mark.parametrize("key", ["x", "local", "la"])
def test_key_that_is_no_secret_is_part_of_any_word(key):
    with ScriptedModel(say("El local de la exposición")) as server:
        given = settings(server.url).model_copy(update={"llm_api_key": SecretStr(key)})
        assert open_model(given).write(Prompt("a", "b"), max_tokens=5) == "El local de la exposición"


@pytest.fixture
def patience(monkeypatch):
    """A server that is slow to say how much its model reads is waited for."""
    monkeypatch.setattr("assistant.model.connectors._MOST_SECONDS_FOR_WINDOW", 60.0)


@pytest.mark.usefixtures("patience")
def test_window_of_a_server_that_was_not_up_is_asked_for_again_and_then_kept():
    with ScriptedModel(Script()) as server:
        model = open_model(settings(server.url))
        server.about = {"/v1/models": 503}
        assert model.context_tokens == 4096
        server.about = {"/v1/models": {"data": [{"id": "m", "max_model_len": 8192}]}}
        assert model.context_tokens == 8192
        server.about = {}
        assert model.context_tokens == 8192


@pytest.mark.usefixtures("patience")
def test_window_that_a_server_does_not_tell_is_not_asked_for_with_every_question():
    with ScriptedModel(Script()) as server:
        model = open_model(settings(server.url))
        assert model.context_tokens == 4096
        server.about = {"/v1/models": {"data": [{"id": "m", "max_model_len": 8192}]}}
        assert model.context_tokens == 4096


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize(
    ("about", "given", "tokens"),
    [
        ({"/v1/models": {"data": [{"id": "m", "max_model_len": 8192}]}}, {}, 8192),
        ({"/v1/models": {"data": [{"id": "x", "context_length": 9000}, {"id": "y"}]}}, {}, 4096),
        ({"/v1/models": {}, "/props": {"default_generation_settings": {"n_ctx": 2048}}}, {}, 2048),
        ({"/v1/models": {"data": "?"}, "/props": []}, {}, 4096),
        ({}, {}, 4096),
        (
            {"/v1/models": {"data": [{"id": "m", "max_model_len": 8192}]}},
            {"llm_context_tokens": 16384},
            16384,
        ),
    ],
)
def test_window_is_as_set_or_as_the_server_says(about, given, tokens):
    with ScriptedModel(Script()) as server:
        server.about = about
        assert open_model(settings(server.url, **given)).context_tokens == tokens


# -- Ollama --------------------------------------------------------------------------------


def ollama(server, **given):
    return open_model(
        Settings(
            _env_file=None,
            llm="ollama",
            llm_model="m",
            llm_base_url=server.origin,
            **{"llm_timeout_seconds": 60, **given},
        )
    )


def test_ollama_is_asked_in_its_own_protocol_and_streams():
    with ScriptedModel(say("¡Hola, buenos días!", size=3)) as server:
        pieces = [*ollama(server, llm_context_tokens=8192).stream(Prompt("a", "b"), max_tokens=20)]
    assert "".join(pieces) == "¡Hola, buenos días!"
    assert len(pieces) > 1
    asked = server.requests[0]
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert (asked["options"]["num_ctx"], asked["options"]["num_predict"]) == (8192, 20)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (Script(status=404), "unknown"),
        (Script(status=500), "server"),
        (Script(status=429), "rate_limit"),
        (Script([]), "empty"),
        (Script(["Hola"], held_after=0), "timeout"),
        (Script(raw=b'{"message": {\n'), "malformed"),
        (Script(["Hola"] * 3, cut_after=1), "connection"),
    ],
)
def test_ollama_failures_are_told_apart(script, reason):
    with ScriptedModel(script) as server, pytest.raises(ModelFailed) as failed:
        ollama(server, llm_timeout_seconds=1 if reason == "timeout" else 60).write(
            Prompt("a", "b"), max_tokens=5
        )
    assert failed.value.reason == reason


def test_ollama_is_hung_up_on_when_no_longer_wanted():
    with ScriptedModel(Script(repeat("más texto "), wait_seconds=0.02)) as server:
        writing = ollama(server).stream(Prompt("a", "b"), max_tokens=500)
        next(writing)
        writing.close()
        assert server.was_hung_up.wait(60)


def test_nothing_of_a_model_is_imported_without_one():
    """Nor what proves and streams its words: all that it costs to start is paid by those who have one."""
    unwanted = (
        "('openai', 'ollama', 'xllamacpp', 'llama_index', 'assistant.model.llm',"
        " 'assistant.model.connectors', 'assistant.model.relay', 'assistant.scribe',"
        " 'assistant.writer', 'assistant.verify')"
    )
    program = (
        "import sys, assistant.cli, assistant.command.commands\n"
        "import assistant.desk, assistant.ask, assistant.ui.chat\n"
        f"print([name for name in {unwanted} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_flags_of_the_command_line_win_over_the_environment(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    monkeypatch.setenv("HEMEROTECA_LLM", "ollama")
    monkeypatch.setenv("HEMEROTECA_LLM_MODEL", "otro")
    with ScriptedModel(say("hola")) as server:
        flags = ["--llm", "openai-like", "--llm-model", "m", "--llm-base-url", server.url]
        assert cli.main(["status", "--json", *flags, "--llm-timeout-seconds", "60"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["llm"], told["llm_model"], told["llm_answers"]) == ("openai-like", "m", True)
    assert server.requests[0]["model"] == "m"


def test_status_ends_with_1_when_the_model_cannot_answer(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    assert cli.main(["status", "--json", "--llm", "gguf", "--llm-model", "nope.gguf"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["llm_answers"] is False
    assert "nope.gguf" in told["llm_detail"]
    assert ".gguf" in told["llm_detail"].partition(";")[2]
