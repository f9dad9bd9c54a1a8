"""The article pane shows every character of the body, and marks those that are cited."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.article_pane import render_article, render_body
from assistant.ui.texts import texts_in
from index.article import Article
from index.markup import marks_in

BODIES = st.text(alphabet="aá🚢 .<>&\"'\n\t*_[](/`~#", max_size=60)


def text_content(html):
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_paragraphs_follow_lines_or_blank_lines():
    assert render_body("Uno.\nDos.", range(0)) == "<p>Uno.</p>\n<p>Dos.</p>"
    assert render_body("Uno\nuno.\n\nDos.", range(0)) == "<p>Uno\nuno.</p>\n\n<p>Dos.</p>"


def test_short_line_without_a_full_stop_is_a_subheading():
    html = render_body("El titular\nUna frase.\nReunión en febrero\nOtra frase.", range(0))
    assert re.findall(r'<p class="subheading">(.*?)</p>', html) == ["Reunión en febrero"]


@pytest.mark.parametrize(("language", "read_out_in"), [("en", "en"), (None, "es")])
def test_an_article_is_read_out_in_its_own_language(language, read_out_in):
    article = Article("a.txt", "0", "The bridge", "The bridge opened.", language=language)
    assert f'<div class="body" lang="{read_out_in}">' in render_article(article, None, texts_in("es"))


@given(body=BODIES, data=st.data())
def test_every_character_is_shown_and_the_cited_ones_marked(body, data):
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    html = render_body(body, range(start, end), marks=marks_in(body, "a.md"))
    assert text_content(html) == body
    marked = "".join(text_content(marked) for marked in re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL))
    # Between paragraphs there is nothing to be seen, and nothing is marked.
    assert "".join(marked.split()) == "".join(body[start:end].split())


def test_marks_of_headings_and_a_title_said_twice_are_there_and_not_shown():
    body = "# El río creció\n\nLlovió.\n\n## El balance\n\n# 3 es un número"
    html = render_body(body, range(0), title="El río creció")
    assert re.sub("<[^<>]+>", "", html) == body
    assert html.startswith("<p hidden>")
    assert '<p class="subheading"><span hidden>## </span>El balance</p>' in html
    cited = render_body(body, range(2, 15), title="El río creció")
    assert '<p class="subheading"><span hidden># </span><mark>El río creció</mark></p>' in cited


def test_marks_of_emphasis_and_links_are_there_and_not_shown():
    body = (
        "# **El río** creció\n\n**VIERNES 20**\n\n*Foto de EFE*\n\n[Leer más](https://example.org)\n\n"
        "- **Salsa.** En [el club](https://example.org), a 5 * 2."
    )
    start = body.index("**Salsa")
    html = render_body(
        body, range(start, body.index(" En")), title="El río creció", marks=marks_in(body, "a.md")
    )
    assert text_content(html) == body
    assert html.startswith("<p hidden>")
    shown = re.sub("<span hidden>[^<]*</span>", "", html)
    assert re.findall('<p class="subheading">(.*?)</p>', shown) == ["VIERNES 20"]
    assert "<p>Foto de EFE</p>" in shown
    assert "<p>- <mark>Salsa.</mark> En el club, a 5 * 2.</p>" in shown


def test_an_article_that_is_no_markdown_shows_its_asterisks():
    article = Article("a.txt", "0", "Los precios", "PSOE (*) 34 %, PP (*) 30 %.", language="es")
    assert "PSOE (*) 34 %, PP (*) 30 %." in render_article(article, None, texts_in("es"))
    markdown = Article("a.md", "0", "Los precios", "El *PP* sube.", language="es")
    assert "El <span hidden>*</span>PP<span hidden>*</span> sube." in render_article(
        markdown, None, texts_in("es")
    )
