"""The chat in a real browser, in front of the assistant of ``tests/fakes.py``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

PHONE = {"width": 360, "height": 740}
READY = "Listo: 4 artículos · 1 archivo sin leer (véase Artículos)"
MEETING_QUESTION = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
MEETING = (
    "Durante la conversación, se acordó dar continuidad a los esfuerzos conjuntos en el marco del Grupo de "
    "Implementación de Seguridad bilateral, cuya próxima reunión tendrá lugar el 23 de enero."
)


def ask(page, question):
    """Ask, and return the finished turn."""
    number = page.locator(".turn").count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    turn = page.locator(".turn").nth(number)
    expect(turn).to_have_attribute("aria-busy", "false")
    return turn


def test_answer_is_quoted_cited_and_timed(chat, visit):
    turn = ask(visit(chat.address), MEETING_QUESTION)
    expect(turn.locator(".question")).to_have_text(MEETING_QUESTION)
    expect(turn.locator(".statement").first).to_have_text(f"«{MEETING}»[1]")
    expect(turn.locator(".statement strong")).to_have_text("23 de enero")
    expect(turn.locator(".short")).to_have_text("23 de enero (viernes, 23 de enero de 2026)")
    expect(turn.locator(".sources li").first).to_have_text(
        re.compile(r"^\[1\].*reiteró su exigencia.* · Ciudad de México, 16 ene 2026 · párrafo 3$")
    )
    expect(turn.locator(".time")).to_have_text("0,12 s")
    expect(turn.page.locator("#question textarea")).to_have_value("")


def test_prose_is_not_quoted_and_unknown_citations_are_dropped(chat, visit):
    turn = ask(visit(chat.address), "¿Cuánto costará el puerto?")
    expect(turn.locator(".told")).to_have_text("Hay quejas por el ruido.[2]")
    expect(turn.locator(".short")).to_have_count(0)


def test_short_answer_that_no_statement_says_is_shown(chat, visit):
    turn = ask(visit(chat.address), "¿Se acordó algo?")
    expect(turn.locator(".short")).to_have_text("Sí")


def test_statements_appear_as_they_are_found(chat, visit):
    page = visit(chat.address)
    page.locator("#question textarea").fill("¿Cuándo es la reunión? Espera: espera")
    page.locator("#ask").click()
    turn = page.locator(".turn")
    expect(turn.locator(".statement")).to_have_count(1)
    expect(turn).to_have_attribute("aria-busy", "true")
    expect(page.locator("#stop")).to_be_visible()
    expect(page.locator("#ask")).to_be_hidden()
    chat.go_on()
    expect(turn.locator(".statement")).to_have_count(2)
    expect(turn).to_have_attribute("aria-busy", "false")
    expect(page.locator("#ask")).to_be_visible()


def test_stopped_answer_keeps_what_was_said(chat, visit):
    page = visit(chat.address)
    page.locator("#question textarea").fill("reunión, espera")
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    expect(turn.locator(".statement")).to_have_count(1)
    page.locator("#stop").click()
    expect(turn.locator(".note")).to_have_text("Detenido.")
    chat.go_on()
    # The second statement would have come by now.
    page.wait_for_timeout(1500)
    expect(turn.locator(".statement")).to_have_count(1)
    expect(ask(page, MEETING_QUESTION).locator(".statement")).to_have_count(2)


def test_citation_opens_the_whole_article_with_the_quote_marked(chat, visit):
    page = visit(chat.address)
    turn = ask(page, MEETING_QUESTION)
    turn.locator(".chip").first.click()
    pane = page.locator("aside.pane")
    expect(pane.locator("mark")).to_have_count(1)
    assert pane.locator("mark").text_content() == MEETING
    expect(pane.locator("mark")).to_be_in_viewport(ratio=1)
    expect(pane.locator("h2")).to_contain_text("reiteró su exigencia")
    expect(pane.locator(".origin")).to_have_text("Ciudad de México · viernes, 16 de enero de 2026")
    body = pane.locator(".body").text_content()
    assert body.startswith("Ciudad de México, 16 de enero de 2026.")
    assert body.endswith("ambos lados de la frontera.\n")
    expect(pane.locator(".subheading")).to_have_text(
        ["Reunión de alto nivel en febrero", "Postura firme del Departamento de Estado"]
    )
    assert page.locator("#chat").bounding_box()["width"] > 500
    expect(turn.locator(".chip").first).to_have_attribute("aria-current", "true")


def test_offsets_count_characters_and_not_bytes(chat, visit):
    page = visit(chat.address)
    ask(page, "puerto").locator(".sources button").nth(1).click()
    expect(page.locator("mark")).to_have_text("Los vecinos 🚢 del barrio")
    expect(page.locator(".link a")).to_have_attribute("href", "https://example.org/puerto")
    expect(page.locator(".link a")).to_have_attribute("rel", "noopener noreferrer")


def test_article_that_changed_is_not_marked(chat, visit):
    page = visit(chat.address)
    ask(page, "¿Qué cambia?").locator(".chip").click()
    expect(page.locator(".pane .notice")).to_contain_text("El artículo ha cambiado desde que se citó")
    expect(page.locator(".pane .body")).to_contain_text("Hoy dice otra cosa.")
    expect(page.locator("mark")).to_have_count(0)


def test_article_that_is_gone_shows_what_was_cited(chat, visit):
    page = visit(chat.address)
    ask(page, "borrado").locator(".chip").click()
    expect(page.locator(".pane .notice")).to_have_text("El artículo ya no está en el archivo.")
    expect(page.locator(".pane blockquote")).to_have_text("Hoy dice")


def test_refusal_is_calm_and_offers_what_is_near(chat, visit):
    page = visit(chat.address)
    turn = ask(page, "¿Cuántas toneladas de fentanilo se decomisaron en 2025?")
    expect(turn.locator("h3")).to_have_text("No consta en el archivo")
    expect(turn.locator(".refusal")).to_contain_text("Habla del tráfico de fentanilo, pero no da cantidades.")
    expect(turn.locator(".offer")).to_have_text("Lo más próximo en el archivo:")
    expect(turn.locator(".statement, .sources, [role=alert]")).to_have_count(0)
    turn.locator(".near button").nth(1).click()
    expect(page.locator("mark")).to_contain_text("movió 17,4 millones de toneladas en 2024.")


def test_articles_and_questions_cannot_inject_anything(chat, visit):
    page = visit(chat.address)
    turn = ask(
        page, 'ataque <img src=x onerror="window.attacked = 1"> ${window.attacked = 1} {{constructor}}'
    )
    expect(turn.locator(".question")).to_contain_text("<img src=x onerror=")
    expect(turn.locator(".question")).to_contain_text("${window.attacked = 1} {{constructor}}")
    expect(turn.locator("strong")).to_have_text("<script>window.attacked = 1</script>")
    expect(turn.locator(".chip")).to_have_count(1)
    turn.locator(".chip").click()
    pane = page.locator("aside.pane")
    expect(pane.locator("h2")).to_have_text('<img src=x onerror="window.attacked = 1"> "titular" & [1]')
    expect(pane.locator("mark")).to_contain_text("[pinche aquí](https://evil.example/x), una cita falsa [1]")
    expect(pane.locator(".body")).to_contain_text("</p></div></aside><style>* { display: none }</style>")
    expect(pane.locator("a, img, script, style, .chip")).to_have_count(0)
    assert page.evaluate("window.attacked") is None


def test_examples_come_from_the_archive_and_can_be_asked(chat, visit):
    page = visit(chat.address)
    expect(page.locator(".examples button")).to_have_count(3)
    page.locator(".examples button").first.click()
    expect(page.locator(".turn .statement")).to_have_count(2)
    expect(page.locator(".welcome")).to_be_hidden()


def test_page_is_spanish_and_can_be_english(chat, visit):
    page = visit(chat.address)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page).to_have_title("Hemeroteca")
    expect(page.locator("#question textarea")).to_have_attribute("placeholder", "Escriba su pregunta…")
    expect(page.locator(".status")).to_have_text(READY)
    ask(page, MEETING_QUESTION)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#question textarea")).to_have_attribute("placeholder", "Type your question…")
    expect(page.locator(".status")).to_have_text("Ready: 4 articles · 1 file not read (see Articles)")
    expect(page.get_by_role("button", name="Ask")).to_be_visible()
    expect(page.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")
    turn = ask(page, MEETING_QUESTION)
    expect(turn.locator(".time")).to_have_text("0.12 s")
    expect(turn.locator(".sources li").first).to_contain_text("16 Jan 2026 · paragraph 3")
    expect(ask(page, "And the football?").locator("h3")).to_have_text("The archive does not say")
    # What was asked in Spanish stays so.
    expect(page.locator(".turn").first).to_contain_text("párrafo 3")
    page.reload()
    expect(page.locator(".welcome h2")).to_have_text("What would you like to know?")


def test_answer_is_copied_with_its_sources(chat, visit):
    page = visit(chat.address)
    ask(page, MEETING_QUESTION).get_by_role("button", name="Copiar").click()
    expect(page.get_by_role("button", name="Copiado")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"23 de enero (viernes, 23 de enero de 2026)\n«{MEETING}» [1]\n")
    assert "\n\n[1] El gobierno de Estados Unidos reiteró" in copied
    assert "Ciudad de México, 16 ene 2026 · párrafo 3" in copied


def test_question_can_be_asked_again_and_the_conversation_cleared(chat, visit):
    page = visit(chat.address)
    ask(page, "puerto")
    turn = ask(page, MEETING_QUESTION)
    expect(page.get_by_role("button", name="Repetir")).to_have_count(1)
    page.locator("#question textarea").fill("a medio escri")
    page.get_by_role("button", name="Repetir").click()
    expect(turn.locator(".statement")).to_have_count(2)
    expect(turn).to_have_attribute("aria-busy", "false")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("#question textarea")).to_have_value("a medio escri")
    turn.locator(".chip").first.click()
    expect(page.locator("aside.pane")).to_be_visible()
    page.get_by_role("button", name="Nueva conversación").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("aside.pane")).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()


def test_what_is_open_stays_so_in_the_other_language(chat, visit):
    page = visit(chat.address)
    page.get_by_role("button", name="Artículos").click()
    page.locator("#shelf-head input").fill("puerto")
    shown = page.locator(".articles li:visible")
    expect(shown).to_have_count(1)
    page.get_by_role("button", name="English").click()
    expect(page.locator("[data-action=articles][aria-expanded]")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#shelf-head input")).to_have_attribute("placeholder", "Filter the list…")
    expect(page.locator("#shelf-head input")).to_have_value("puerto")
    expect(shown).to_have_count(1)
    expect(page.get_by_role("button", name="English")).to_be_focused()
    shown.locator("button").click()
    expect(page.locator("aside.pane")).to_be_focused()
    expect(page.locator("aside.pane .close")).to_have_attribute("aria-label", re.compile("^Close"))
    page.get_by_role("button", name="Español").click()
    expect(page.locator("aside.pane .close")).to_have_attribute("aria-label", re.compile("^Cerrar"))
    expect(page.get_by_role("button", name="Español")).to_be_focused()


def test_follow_up_leans_on_its_own_conversation_until_that_is_begun_anew(chat, visit):
    first, second = visit(chat.address), visit(chat.address)
    ask(first, "puerto")
    ask(first, "¿Y el Mundial?")
    turn = ask(first, "¿Y quién lo anunció?")
    # What was asked before counts even after a refusal; here the fake tells what it was given.
    understood = "Entendido como: ¿Y quién lo anunció? (¿Y el Mundial?, tras 2)"
    expect(turn.locator(".note").first).to_have_text(understood)
    alone = ask(second, "¿Y quién lo anunció el puerto?")
    expect(alone.locator(".statement")).to_have_count(2)
    expect(alone.locator(".note")).to_have_count(0)
    first.get_by_role("button", name="Nueva conversación").click()
    expect(first.locator(".turn")).to_have_count(0)
    expect(ask(first, "¿Y quién lo anunció el puerto?").locator(".note")).to_have_count(0)


def test_page_that_is_loaded_again_goes_on_with_its_conversation_and_no_other_does(chat, visit):
    page = visit(chat.address)
    ask(page, "puerto")
    ask(page, "¿Y el Mundial?")
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    page.locator(".turn .chip").first.click()
    expect(page.locator("aside.pane mark").first).to_be_visible()
    understood = "Entendido como: ¿Y quién lo anunció? (¿Y el Mundial?, tras 2)"
    expect(ask(page, "¿Y quién lo anunció?").locator(".note").first).to_have_text(understood)
    other = visit(chat.address)
    expect(ask(other, "puerto").locator(".statement")).to_have_count(2)
    expect(other.locator(".turn")).to_have_count(1)
    page.get_by_role("button", name="Nueva conversación").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.reload()
    expect(ask(page, "puerto").locator(".statement")).to_have_count(2)
    expect(page.locator(".turn")).to_have_count(1)


def test_answer_that_comes_while_the_page_is_loaded_again_is_stopped_and_the_next_is_answered(chat, browser):
    # Not by ``visit``: Gradio's own script says of the stream that it was cut.
    page = browser.new_page(locale="es-ES")
    page.goto(chat.address)
    # What is asked before the page has told the tab's name is not kept.
    expect(page.locator("#tab textarea, #tab input")).not_to_have_value("")
    page.locator("#question textarea").fill("reunión, espera")
    page.keyboard.press("Enter")
    expect(page.locator(".turn .statement")).to_have_count(1)
    page.reload()
    turn = page.locator(".turn")
    expect(turn.locator(".note")).to_have_text("Detenido.")
    expect(turn.locator(".statement")).to_have_count(1)
    chat.go_on()
    expect(ask(page, MEETING_QUESTION).locator(".statement")).to_have_count(2)
    expect(page.locator(".turn")).to_have_count(2)
    page.close()


def test_escape_stops_the_answer_and_the_focus_returns_to_the_question(chat, visit):
    page = visit(chat.address)
    page.locator("#question textarea").fill("reunión muy despacio")
    page.locator("#ask").click()
    expect(page.locator(".turn .statement")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".turn .note")).to_have_text("Detenido.")
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator("#answer-announcer")).to_contain_text("Detenido.")


@pytest.mark.parametrize("stop", ["key", "button"])
def test_question_entered_right_after_stop_is_asked(chat, visit, stop):
    page = visit(chat.address)
    for count in (1, 3):
        page.locator("#question textarea").fill("reunión muy despacio")
        page.keyboard.press("Enter")
        expect(page.locator(".turn")).to_have_count(count)
        expect(page.locator(".turn").last.locator(".statement")).to_have_count(1)
        if stop == "key":
            page.keyboard.press("Escape")
        else:
            page.locator("#stop").click()
        page.locator("#question textarea").fill(MEETING_QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator(".turn")).to_have_count(count + 1)
        expect(page.locator(".turn").last.locator(".statement")).to_have_count(2)
        expect(page.locator(".turn").nth(count - 1).locator("> .note")).to_have_text("Detenido.")
        expect(page.locator("#question textarea")).to_have_value("")


def test_enter_pressed_twice_asks_once_and_while_an_answer_comes_asks_nothing(chat, visit):
    page = visit(chat.address)
    page.locator("#question textarea").fill("reunión, espera")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".turn .statement")).to_have_count(1)
    page.locator("#question textarea").fill("puerto")
    page.keyboard.press("Enter")
    chat.go_on()
    expect(page.locator(".turn .statement")).to_have_count(2)
    page.wait_for_timeout(1500)
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("#question textarea")).to_have_value("puerto")


def test_answer_is_read_out_once_it_is_whole(chat, visit):
    page = visit(chat.address)
    ask(page, "puerto")
    expect(page.locator("#answer-announcer")).to_have_attribute("role", "status")
    expect(page.locator("#answer-announcer")).to_contain_text("La ampliación costará 212,5 millones de euros")
    ask(page, "¿Quién ganó el Mundial?")
    expect(page.locator("#answer-announcer")).to_contain_text("No consta en el archivo")
    assert "212,5" not in page.locator("#answer-announcer").text_content()


def test_what_is_told_of_the_archive_takes_no_answer_from_who_listens(launch, visit):
    page = visit(launch("--port", "0", "--prepare-seconds", "4").address)
    ask(page, "puerto")  # answered as soon as the archive is ready, before the page says that it is
    expect(page.locator("#archive-announcer")).to_contain_text("Listo")
    expect(page.locator("#archive-announcer")).to_have_attribute("role", "status")
    expect(page.locator("#answer-announcer")).to_contain_text("costará 212,5 millones de euros")


@pytest.mark.parametrize(
    ("language", "said", "dismiss"),
    [
        ("es", "Se ha perdido la conexión con el servidor.", "Cerrar el aviso"),
        ("en", "The connection to the server is lost.", "Close the notice"),
    ],
)
def test_lost_connection_is_told_in_the_language_of_the_page(launch, browser, language, said, dismiss):
    served = launch("--port", "0")
    with browser.new_context(locale="es-ES") as context:
        page = context.new_page()
        page.goto(f"{served.address}?lang={language}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".status")).to_contain_text("4 art")
        ask(page, "puerto")
        served.process.kill()
        notice = page.get_by_test_id("toast-body")
        expect(notice).to_contain_text(said)
        expect(notice).not_to_contain_text("Attempting")
        notice.get_by_role("button", name=dismiss, exact=True).click()
        expect(notice).to_have_count(0)
        expect(page.locator(".turn .statement").first).to_be_visible()


def test_articles_are_listed_filtered_and_opened(launch, visit):
    page = visit(launch("--port", "0", "--copies", "300").address)
    page.get_by_role("button", name="Artículos").click()
    lines = page.locator(".articles li")
    expect(lines).to_have_count(304)
    expect(page.locator(".unread li")).to_contain_text("roto.pdf")
    expect(lines.first).to_contain_text("1 feb 2026")
    expect(lines.last).to_contain_text("Un artículo que cambia")
    expect(page.get_by_placeholder("Filtrar la lista…")).to_be_focused()
    page.keyboard.type("GIJON muelles")
    expect(page.locator(".articles li:visible")).to_have_count(1)
    page.locator(".articles li:visible button").click()
    expect(page.locator("aside.pane h2")).to_have_text("El puerto de Gijón amplía sus muelles")
    expect(page.locator("aside.pane mark")).to_have_count(0)
    expect(page.locator("#shelf")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".articles li:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#shelf")).to_be_hidden()
    expect(page.get_by_role("button", name="Artículos")).to_be_focused()


def test_list_of_articles_takes_the_place_of_the_article_that_is_open(chat, visit):
    page = visit(chat.address)
    ask(page, "¿Cuándo es la próxima reunión?").locator(".chip").first.click()
    expect(page.locator("aside.pane")).to_be_visible()
    page.get_by_role("button", name="Artículos").click()
    expect(page.locator("aside.pane")).to_have_count(0)
    expect(page.locator(".articles li").first).to_be_visible()
    page.locator(".articles button").first.click()
    expect(page.locator("aside.pane")).to_be_visible()
    page.get_by_role("button", name="Artículos").click()
    expect(page.locator(".articles li").first).to_be_visible()


CONTRASTS = """() => {
  const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const paper = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = parts(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    const both = [parts(getComputedStyle(element).color), paper(element)];
    const [low, high] = both.map(light).sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) faint.push(`${texts.currentNode.textContent.trim()}: ${ratio.toFixed(2)}`);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_what_is_under_it(chat, visit, scheme):
    page = visit(chat.address, color_scheme=scheme)
    expect(page.locator(".examples button")).to_have_count(3)
    assert page.evaluate(CONTRASTS) == []
    ask(page, "puerto")
    ask(page, "¿Quién ganó el Mundial?").locator(".near button").first.click()
    expect(page.locator("mark")).to_be_visible()
    assert page.evaluate(CONTRASTS) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Artículos").click()
    expect(page.locator(".unread li")).to_be_visible()
    assert page.evaluate(CONTRASTS) == []


def test_sessions_share_nothing(chat, visit):
    first, second = visit(chat.address), visit(chat.address)
    ask(first, MEETING_QUESTION)
    ask(second, "puerto")
    expect(second.locator(".turn")).to_have_count(1)
    expect(first.locator(".turn")).to_have_count(1)
    expect(visit(chat.address).locator(".turn")).to_have_count(0)


def test_keyboard_alone_is_enough(chat, visit):
    page = visit(chat.address)
    # What a page that is still coming would do to the focus is not what is asked here.
    expect(page.locator(".examples button")).to_have_count(3)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type(MEETING_QUESTION)
    page.keyboard.press("Enter")
    chip = page.locator(".chip").first
    expect(page.locator(".turn")).to_have_attribute("aria-busy", "false")
    # A window that the system puts behind another has no focus at all.
    page.bring_to_front()
    for _ in range(2 * page.locator(".turn button").count()):
        page.keyboard.press("Shift+Tab")
        if chip.evaluate("node => node === document.activeElement"):
            break
    expect(chip).to_be_focused()
    expect(chip).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(page.locator("aside.pane")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Cerrar el artículo")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("aside.pane")).to_have_count(0)
    page.bring_to_front()
    expect(chip).to_be_focused()


def test_phone_has_no_sideways_scrolling_and_the_article_covers_it(chat, visit):
    page = visit(chat.address, viewport=PHONE, has_touch=True, is_mobile=True)
    fits = "document.documentElement.scrollWidth <= window.innerWidth && window.innerWidth === 360"
    assert page.evaluate(fits)
    turn = ask(page, "ataque")
    assert page.evaluate(fits)
    turn = ask(page, MEETING_QUESTION)
    assert page.evaluate(fits)
    turn.locator(".chip").first.tap()
    pane = page.locator("aside.pane")
    expect(pane.locator("mark")).to_be_in_viewport(ratio=1)
    assert pane.bounding_box() == {"x": 0, "y": 0, **PHONE}
    assert page.evaluate(fits)
    pane.get_by_role("button", name="Cerrar el artículo").tap()
    expect(turn).to_be_in_viewport()
    expect(pane).to_have_count(0)
    page.get_by_role("button", name="Artículos").tap()
    expect(page.locator(".articles li").first).to_be_in_viewport()
    assert page.evaluate(fits)


@pytest.mark.parametrize("width", [320, 360, 390, 480, 600, 900])
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_control_of_the_head_can_be_reached_on_a_narrow_window(chat, visit, width, language):
    page = visit(f"{chat.address}/?lang={language}", viewport={"width": width, "height": 844})
    expect(page.locator("html")).to_have_attribute("lang", language)
    for button in page.locator(".masthead button:visible").all():
        expect(button).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="English" if language == "es" else "Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "en" if language == "es" else "es")
    page.locator(".masthead .colours").click()
    expect(page.locator("body.dark")).to_have_count(1)


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_colours_follow_the_system_and_can_be_switched(chat, visit, scheme, is_dark):
    page = visit(chat.address, color_scheme=scheme)

    def brightness():
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3

    ask(page, MEETING_QUESTION).locator(".chip").first.click()
    expect(page.locator("mark")).to_be_visible()
    assert (brightness() < 128) == is_dark
    page.get_by_role("button", name="Cambiar entre claro y oscuro").click()
    expect(page.locator("body.dark")).to_have_count(0 if is_dark else 1)
    assert (brightness() < 128) != is_dark
    page.reload()
    page.wait_for_selector(".conversation")
    expect(page.locator("body.dark")).to_have_count(0 if is_dark else 1)


def test_fault_is_told_and_the_next_question_is_answered(chat, visit):
    page = visit(chat.address)
    turn = ask(page, "revienta")
    expect(turn.locator(".note")).to_contain_text("No se pudo responder.")
    expect(ask(page, MEETING_QUESTION).locator(".statement")).to_have_count(2)


def test_page_comes_before_the_models_and_an_early_question_waits(launch, visit):
    served = launch("--port", "0", "--held")
    page, other = visit(served.address), visit(served.address)
    expect(page.locator(".status")).to_have_text(
        re.compile(r"^(Mirando la carpeta…|Cargando el modelo…|Indexando \d de 4)$")
    )
    expect(page.locator(".examples")).to_have_count(0)
    page.locator("#question textarea").fill(MEETING_QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .note")).to_have_text(re.compile(r"Indexando \d de 4"))
    served.go_on()
    expect(page.locator(".turn .statement")).to_have_count(2)
    expect(page.locator(".status")).to_have_text(READY)
    expect(other.locator(".examples button")).to_have_count(3)


def test_archive_that_could_not_be_prepared_says_why_and_is_tried_again_with_a_question(launch, visit):
    page = visit(launch("--port", "0", "--failure", "seeds: no <folder> here").address)
    expect(page.locator(".status")).to_have_text(
        "seeds: no <folder> here · Se intentará de nuevo cuando pregunte otra vez o cuando cambie la carpeta."
    )
    expect(ask(page, MEETING_QUESTION).locator(".statement")).to_have_count(2)
    expect(page.locator(".status")).to_have_text(READY)
    expect(page.locator(".articles li")).to_have_count(4)


def test_next_free_port_is_taken(chat, launch):
    port = int(chat.address.rsplit(":", 1)[1])
    assert int(launch("--port", str(port)).address.rsplit(":", 1)[1]) > port


@pytest.mark.parametrize("question", [MEETING_QUESTION, "reunión despacio"], ids=["idle", "answering"])
def test_interrupt_ends_it_at_once_and_cleanly_with_a_page_open(launch, browser, question):
    served = launch("--port", "0")
    # Not with ``visit``: that the server is gone is an error of the page's, and here it should be.
    page = browser.new_page()
    page.goto(served.address)
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .statement").first).to_be_visible()
    assert served.interrupt() == (0, "Chat cerrado.\n", "")
    page.close()


def test_nothing_else_is_offered(chat, visit):
    page = visit(chat.address)
    expect(page.locator("footer")).to_have_count(0)
    expect(page.get_by_text("Gradio")).to_have_count(0)
    with urllib.request.urlopen(f"{chat.address}/gradio_api/info") as answer:
        assert json.load(answer) == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_other_sites_cannot_be_asked_nor_ask(chat):
    with urllib.request.urlopen(chat.address) as answer:
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    disguised = urllib.request.Request(chat.address, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(disguised)


def test_server_asks_no_other_machine(chat, visit, trap):
    ask(visit(chat.address), MEETING_QUESTION)
    assert trap.asked == []


def test_page_needs_no_model():
    """So that it answers at once: what takes seconds to import is not imported for it."""
    heavy = "{'torch', 'transformers', 'sentence_transformers', 'chromadb', 'llama_index'}"
    code = f"import sys, assistant.ui.application as _; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
