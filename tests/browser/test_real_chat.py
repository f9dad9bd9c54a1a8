"""The chat as a reader has it: app.py, the real index, the real models, a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.waiting import write_whole

ROOT = Path(__file__).parents[2]
PHONE = {"width": 360, "height": 740}
QUESTION = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
EVIDENCE = (
    "Durante la conversación, se acordó dar continuidad a los esfuerzos conjuntos en el marco del Grupo de "
    "Implementación de Seguridad bilateral, cuya próxima reunión tendrá lugar el 23 de enero."
)
ANSWER_MS = 120_000
PARTIAL = "Se están indexando artículos: la respuesta aún no cuenta con todos."


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A copy of the seeds folder, for a test to edit."""
    folder = tmp_path_factory.mktemp("archive")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


@pytest.fixture(scope="module")
def address(archive):
    """Where ``app.py`` serves that folder, and how many seconds it took to answer."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "--no-open"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=archive,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HEMEROTECA_PORT": "0"},
    )
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        with urllib.request.urlopen(found.group()) as page:
            assert page.status == 200
        print(f"page up after {time.monotonic() - started:.1f} s")
        yield found.group()
    finally:
        process.kill()
        process.communicate()


def ask(page, question):
    number = page.locator(".turn").count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    turn = page.locator(".turn").nth(number)
    expect(turn).to_contain_text(question)
    expect(turn).to_have_attribute("aria-busy", "false", timeout=ANSWER_MS)
    return turn


def ask_of_all(page, question):
    """Ask; and again as long as it says that what has changed is not counted yet, as on a busy machine."""
    while PARTIAL in (turn := ask(page, question)).inner_text():
        pass
    return turn


def test_answer_is_the_words_of_the_article_marked_in_it(visit, address):
    page = visit(address)
    turn = ask(page, QUESTION)
    expect(turn).to_contain_text("23 de enero")
    expect(turn.locator(".statement").first).to_contain_text(EVIDENCE)
    turn.locator(".chip").first.click()
    expect(page.locator("aside.pane mark").first).to_have_text(EVIDENCE)
    expect(page.locator("aside.pane mark").first).to_be_in_viewport()
    expect(page.locator("aside.pane")).to_contain_text("16 de enero de 2026")
    expect(page.locator("aside.pane")).to_contain_text("Postura firme del Departamento de Estado")


def test_what_the_archive_does_not_say_is_refused(visit, address):
    page = visit(address)
    turn = ask(page, "¿Quién ganó el Mundial de fútbol?")
    expect(turn.locator(".refusal")).to_contain_text("No consta en el archivo")
    assert turn.locator(".statement").count() == 0


def test_examples_are_answered(visit, address):
    page = visit(address)
    examples = page.locator(".examples button")
    expect(examples.first).to_be_visible(timeout=ANSWER_MS)
    examples.first.click()
    turn = page.locator(".turn").last
    expect(turn).to_have_attribute("aria-busy", "false", timeout=ANSWER_MS)
    assert turn.locator(".statement").count() > 0


def test_phone_shows_answer_and_article_without_sideways_scrolling(visit, address):
    page = visit(address, viewport=PHONE)
    turn = ask(page, QUESTION)
    turn.locator(".chip").first.click()
    expect(page.locator("aside.pane mark").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_follow_up_is_answered_from_the_conversation(visit, address):
    page = visit(address)
    ask(page, QUESTION)
    turn = ask(page, "¿Y quién lo anunció?")
    expect(turn.locator(".note").first).to_contain_text("Entendido como: ¿Quién anunció")
    expect(turn.locator(".note").first).to_contain_text("Grupo de Implementación")
    expect(turn.locator(".statement, .refusal").first).to_be_visible()
    page.get_by_role("button", name="Nueva conversación").click()
    expect(page.locator(".turn")).to_have_count(0)
    assert "Entendido" not in ask(page, "¿Y quién lo anunció?").inner_text()


def test_file_that_comes_changes_moves_or_goes_is_told_and_counts_in_the_next_answer(visit, address, archive):
    page = visit(address)
    question = "¿Cuánto costará el puente de Ribadesella?"
    text = "Oviedo, 3 de marzo de 2026. El nuevo puente de Ribadesella costará {} millones de euros.\n"
    status, listed = page.locator(".status"), page.locator(".articles")
    expect(status).to_contain_text("Listo", timeout=ANSWER_MS)
    ask(page, QUESTION)
    page.locator("#question textarea").fill("A medio escribir")
    before = page.locator("#composer").bounding_box()

    bridge = archive / "seeds" / "puente.txt"
    write_whole(bridge, text.format("14,2"))
    expect(status).to_contain_text("Añadido: puente.txt", timeout=ANSWER_MS)
    expect(listed).to_contain_text("puente.txt")
    # Whoever is typing is not disturbed.
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator("#question textarea")).to_have_value("A medio escribir")
    assert page.locator("#composer").bounding_box() == before
    expect(ask_of_all(page, question)).to_contain_text("14,2 millones")

    write_whole(bridge, text.format("15,9"))
    turn = ask_of_all(page, question)
    expect(turn).to_contain_text("15,9 millones")
    assert "14,2" not in turn.inner_text()
    expect(status).to_contain_text("Actualizado: puente.txt", timeout=ANSWER_MS)

    bridge.rename(bridge.with_name("ribadesella.txt"))
    expect(status).to_contain_text("puente.txt → ribadesella.txt", timeout=ANSWER_MS)
    expect(listed).not_to_contain_text("puente.txt")
    turn = ask_of_all(page, question)
    expect(turn).to_contain_text("15,9 millones")
    turn.locator(".chip").first.click()
    expect(page.locator("aside.pane mark").first).to_contain_text("15,9 millones")

    bridge.with_name("ribadesella.txt").unlink()
    turn = ask_of_all(page, question)
    assert "15,9" not in turn.inner_text()
    expect(status).to_contain_text("Quitado: ribadesella.txt", timeout=ANSWER_MS)
    # The pane that it was open in says so, and keeps what was cited.
    expect(page.locator("aside.pane")).to_contain_text("El artículo ya no está en el archivo.")
    expect(page.locator("aside.pane blockquote")).to_contain_text("15,9 millones")

    (archive / "seeds" / "roto.txt").write_bytes(b"")
    expect(status).to_contain_text("1 archivo sin leer", timeout=ANSWER_MS)
    expect(page.locator(".unread")).to_contain_text("roto.txt: el archivo está vacío")
    (archive / "seeds" / "roto.txt").unlink()
    expect(page.locator(".unread")).to_have_count(0, timeout=ANSWER_MS)


def test_mended_typo_is_in_the_next_answer(visit, address, archive):
    page = visit(address)
    ask(page, QUESTION)
    seed = next((archive / "seeds").glob("*.txt"))
    text = seed.read_text(encoding="utf-8")
    write_whole(seed, text.replace("el 23 de enero.", "el 24 de enero."))
    turn = ask_of_all(page, QUESTION)
    expect(turn).to_contain_text("24 de enero")
    write_whole(seed, text)
    expect(ask_of_all(page, QUESTION)).to_contain_text("23 de enero")
