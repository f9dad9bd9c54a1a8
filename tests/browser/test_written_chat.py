"""The chat in front of a model that says what it is told to: app.py, the real index, a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.scripted_model import Script, ScriptedModel, say

ROOT = Path(__file__).parents[2]
QUESTION = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
ANSWER_MS = 120_000
MEETING = "La próxima reunión del Grupo de Implementación de Seguridad será el 23 de enero [{}]. "
MINISTERS = "La Reunión Ministerial de Seguridad será en febrero en Washington [{}]. "
INVENTED = "Asistirán 57 países de la región [{0}]. Ganó Martínez por 12 votos en Lima [{0}]."


def passage_of(messages, words):
    """The number under which the model was shown the passage with these words."""
    before = messages[-1]["content"].partition(words)[0]
    return before.rpartition('<pasaje n="')[2].partition('"')[0]


def tell(*sentences, **faults):
    """A script of sentences, each with the passage that proves it where there is one."""

    def script(messages):
        meeting, ministers = passage_of(messages, "23 de enero"), passage_of(messages, "Reunión Ministerial")
        pieces = [sentence.format(ministers if sentence is MINISTERS else meeting) for sentence in sentences]
        return Script(pieces, **faults)

    return script


@pytest.fixture(scope="module")
def model():
    with ScriptedModel(say("NO CONSTA")) as model:
        yield model


@pytest.fixture(scope="module")
def address(tmp_path_factory, model):
    """Where ``app.py`` serves a copy of the seeds, with that model behind it."""
    folder = tmp_path_factory.mktemp("written")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    settings = {
        "PYTHONPATH": str(ROOT),
        "HEMEROTECA_LLM": "openai-like",
        "HEMEROTECA_LLM_MODEL": "scripted",
        "HEMEROTECA_LLM_BASE_URL": model.url,
        "HEMEROTECA_LLM_TIMEOUT_SECONDS": "250",
    }
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "--no-open", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**os.environ, **settings},
    )
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        yield found.group()
    finally:
        process.kill()
        process.communicate()


def begin(page):
    number = page.locator(".turn").count()
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    return page.locator(".turn").nth(number)


def ask(page):
    turn = begin(page)
    expect(turn).to_have_attribute("aria-busy", "false", timeout=ANSWER_MS)
    return turn


def test_sentences_come_one_by_one_and_their_numbers_stay(visit, address, model):
    page = visit(address)
    release = threading.Event()
    model.script = tell(MEETING, MINISTERS, *["y algo más "] * 3, held_after=1, release=release)
    turn = begin(page)
    expect(turn.locator(".told")).to_have_count(1, timeout=ANSWER_MS)
    expect(turn).to_have_attribute("aria-busy", "true")
    first = turn.locator(".told").first.inner_text()
    assert first == "La próxima reunión del Grupo de Implementación de Seguridad será el 23 de enero.[1]"
    release.set()
    expect(turn).to_have_attribute("aria-busy", "false", timeout=ANSWER_MS)
    expect(turn.locator(".told")).to_have_count(2)
    assert turn.locator(".told").first.inner_text() == first
    expect(turn.locator(".told").nth(1)).to_have_text(re.compile(r"\[2\]$"))
    turn.locator(".told").nth(1).locator(".chip").click()
    expect(page.locator("aside.pane mark").first).to_contain_text("Reunión Ministerial")


def test_stop_hangs_up_on_the_model_and_keeps_what_was_said(visit, address, model):
    page = visit(address)
    # A sentence that never ends, so that nothing but Stop ends it while it writes.
    model.script = tell(MEETING, *[f"y además el {number} " for number in range(400)], wait_seconds=0.3)
    model.was_hung_up.clear()
    turn = begin(page)
    expect(turn.locator(".told").first).to_be_visible(timeout=ANSWER_MS)
    page.locator("#stop").click()
    expect(turn.locator("> .note")).to_have_text("Detenido.")
    assert model.was_hung_up.wait(60)
    expect(turn.locator(".told").first).to_contain_text("23 de enero")
    expect(page.locator("#ask")).to_be_visible()


def hears_a_silent_model(page, model):
    """The turn of a question to a model that says nothing."""
    model.script = Script(is_mute=True)
    model.was_hung_up.clear()
    asked = len(model.requests)
    turn = begin(page)
    expect(turn).to_contain_text("El modelo lee los pasajes…", timeout=ANSWER_MS)
    while len(model.requests) == asked:
        page.wait_for_timeout(50)
    assert not model.was_hung_up.is_set()
    return turn


def test_silent_model_is_hung_up_on_when_it_is_stopped(visit, address, model):
    page = visit(address)
    turn = hears_a_silent_model(page, model)
    begun = time.monotonic()
    page.locator("#stop").click()
    # Its time-out is four minutes.
    assert model.was_hung_up.wait(60)
    print(f"hung up {time.monotonic() - begun:.2f} s after Stop")
    expect(turn.locator("> .note")).to_have_text("Detenido.")
    expect(turn.locator(".answer")).to_have_count(0)


def test_silent_model_is_hung_up_on_when_the_page_is_closed(browser, address, model):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".conversation")
        hears_a_silent_model(page, model)
        begun = time.monotonic()
        page.close()
        assert model.was_hung_up.wait(60)
        print(f"hung up {time.monotonic() - begun:.2f} s after the page was closed")


def test_first_words_are_on_the_page_within_a_second_of_the_model_s_first_token(visit, address, model):
    # A machine that needs longer than that for an answer without a model is not asked for more.
    page, model.script = visit(address), Script(status=500)
    ask(page)
    asked = time.monotonic()
    ask(page)
    most = max(1.0, time.monotonic() - asked)
    waits = []
    # One of a few, for the machine may be busy with something else.
    while len(waits) < 6 and not any(max(wait) < most for wait in waits):
        page, sentence = visit(address), []

        def script(messages, sentence=sentence):
            text = MEETING.format(passage_of(messages, "23 de enero"))
            sentence[:] = [text[at : at + 5] for at in range(0, len(text), 5)]
            return Script([*sentence, "El "], wait_seconds=0.05, held_after=len(sentence))

        model.script, model.sent_at = script, []
        model.was_hung_up.clear()
        turn = begin(page)
        expect(turn).to_contain_text("Redactando…", timeout=ANSWER_MS)
        begun = time.monotonic() - model.sent_at[0]
        expect(turn.locator(".told")).to_have_count(1, timeout=ANSWER_MS)
        # The model is silent from the sentence's end on.
        told = time.monotonic() - model.sent_at[len(sentence) - 1]
        waits.append((begun, told))
        page.locator("#stop").click()
        assert model.was_hung_up.wait(60)
    for begun, told in waits:
        print(f"«Redactando…» {begun:.2f} s after the first token, its sentence {told:.2f} s after its last")
    assert any(max(wait) < most for wait in waits), (waits, most)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (Script(status=429, headers={"Retry-After": "600"}), "el modelo no admite más preguntas por ahora"),
        (Script(status=404), "el servidor no tiene ese modelo, o la dirección no es esa"),
        (Script(status=500), "el servidor del modelo ha fallado"),
        (Script([]), "el modelo no ha escrito nada"),
        (Script(raw=b'data: {"choices": [{\n\n'), "la respuesta del modelo no se entiende"),
        (Script(["Hola ", "a "], cut_after=1), "no hay conexión con el modelo"),
        (Script(["Hola ", "\u00f1".encode()[:1], "a"]), "la respuesta del modelo no se entiende"),
        (Script(["bla "] * 10_000), "nada de lo que ha escrito el modelo se puede probar"),
        (say("The next meeting will be on January 23 [1]."), "nada de lo que ha escrito el modelo"),
        (say('<tool_call>{"name": "buscar", "arguments": {}}</tool_call>'), "nada de lo que ha escrito"),
    ],
    ids=[
        "429",
        "404",
        "500",
        "empty",
        "malformed",
        "cut",
        "half a character",
        "loop",
        "English",
        "tool call",
    ],
)
def test_whatever_a_model_does_wrong_is_one_line_under_the_articles_words(visit, address, model, script, why):
    page = visit(address)
    model.script = script
    turn = ask(page)
    expect(turn.locator(".quoted").first).to_contain_text("tendrá lugar el 23 de enero.")
    expect(turn.locator(".told")).to_have_count(0)
    expect(turn.locator(".note")).to_have_count(1)
    expect(turn.locator(".note")).to_contain_text(f"Se responde con las palabras de los artículos: {why}")


def test_what_is_not_proved_is_left_out_and_counted_under_the_answer(visit, address, model):
    page = visit(address)
    model.script = tell(MEETING, INVENTED)
    turn = ask(page)
    expect(turn.locator(".told")).to_have_count(1)
    expect(turn.locator(".answer > .note").last).to_contain_text(re.compile(r"\b2 frases\b"))
    shown = turn.inner_text()
    assert "57 países" not in shown
    assert "Martínez" not in shown
    said, note = turn.locator(".told").bounding_box(), turn.locator(".answer > .note").last.bounding_box()
    assert note["y"] > said["y"]


def test_model_that_fails_leaves_the_articles_words_and_says_why(visit, address, model):
    page = visit(address)
    model.script = Script(status=401)
    turn = ask(page)
    expect(turn.locator(".quoted").first).to_contain_text("tendrá lugar el 23 de enero.")
    expect(turn.locator(".answer > .note")).to_contain_text("no acepta la clave")
    model.script = tell(MEETING)
    expect(ask(page).locator(".told")).to_have_count(1)
