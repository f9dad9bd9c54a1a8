"""Web pages as articles: the main text without the furniture, and what the head says of it."""

from __future__ import annotations

import hashlib
import sys
from datetime import date

import pytest

from index.errors import ArticleError, EmptyArticle, UnreadableArticle
from index.readers import read_article
from index.readers.tree import html_text
from index.split import split

LEAD = (
    "El gobierno de Estados Unidos reiteró su exigencia de resultados concretos y medibles en la lucha "
    "contra el tráfico de fentanilo, según informó este viernes la cancillería mexicana en un comunicado."
)
SECOND = (
    "Las dos delegaciones acordaron dar continuidad a los esfuerzos conjuntos en el marco del Grupo de "
    "Implementación de Seguridad bilateral, cuya próxima reunión tendrá lugar el 23 de enero en la capital."
)
PAGE = f"""<!DOCTYPE html>
<html lang="es-MX"><head><meta charset="{{charset}}">
<title>México y Estados Unidos retoman el diálogo | El Diario</title>
<meta property="og:title" content="México y Estados Unidos retoman el diálogo">
<meta property="og:site_name" content="El Diario">
<meta property="article:published_time" content="2026-01-16T22:10:00-06:00">
<meta property="article:modified_time" content="2026-03-01T08:00:00-06:00">
<meta name="author" content="Lucía Peña">
<link rel="canonical" href="https://example.org/2026/dialogo">
<script>var a = "no es texto";</script><style>p {{{{ color: red }}}}</style></head>
<body><nav><ul><li><a href="/">Portada</a></li><li><a href="/d">Deportes</a></li></ul></nav>
<article><h1>México y Estados Unidos retoman el diálogo</h1>
<p>{LEAD}</p>
<h2>Reunión de alto nivel en febrero</h2>
<p>{SECOND} <strong>Nada</strong> más, dijo el <a href="/x">secretario</a>.</p>
<ul><li>Primera medida: vigilar los puertos del Pacífico.</li><li>Segunda medida: compartir datos.</li></ul>
</article>
<aside><p>Suscríbase a nuestro boletín</p></aside><footer><p>Aviso legal</p></footer></body></html>"""


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, name="pagina.html"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_article(path, name)

    return write_and_read


def test_page_gives_its_main_text_and_its_metadata(read):
    data = PAGE.format(charset="utf-8").encode()
    article = read(data)
    assert article.title == "México y Estados Unidos retoman el diálogo"
    assert (article.outlet, article.author) == ("El Diario", "Lucía Peña")
    assert (article.published, article.language) == (date(2026, 1, 16), "es")
    assert article.url == "https://example.org/2026/dialogo"
    assert article.digest == hashlib.sha256(data).hexdigest()
    assert LEAD in article.body
    assert f"{SECOND} Nada más, dijo el secretario." in article.body
    for furniture in ("Portada", "Suscríbase", "Aviso legal", "no es texto", "color: red"):
        assert furniture not in article.body


def test_subheadings_and_items_keep_their_place(read):
    article = read(PAGE.format(charset="utf-8"))
    lines = article.body.split("\n\n")
    assert lines[lines.index(LEAD) + 1] == "## Reunión de alto nivel en febrero"
    assert lines[-2:] == [
        "- Primera medida: vigilar los puertos del Pacífico.",
        "- Segunda medida: compartir datos.",
    ]
    passages = split(article, max_tokens=60)
    assert "".join(passage.text for passage in passages) == article.body
    assert passages[-1].section == "Reunión de alto nivel en febrero"


@pytest.mark.parametrize(
    "data",
    [
        PAGE.format(charset="iso-8859-1").encode("latin-1"),
        PAGE.format(charset="windows-1252").encode("cp1252"),
        PAGE.format(charset="iso-8859-1").encode("utf-8"),
        PAGE.format(charset="no-such-thing").encode("utf-8"),
        b"\xef\xbb\xbf" + PAGE.format(charset="utf-8").encode(),
        b'<?xml version="1.0" encoding="iso-8859-1"?>\n'
        + PAGE.format(charset="iso-8859-1").encode("latin-1"),
    ],
    ids=["latin-1", "windows", "wrongly declared", "unknown", "bom", "xhtml"],
)
def test_page_is_decoded_whatever_it_declares(read, data):
    article = read(data)
    assert article.title == "México y Estados Unidos retoman el diálogo"
    assert LEAD in article.body


def test_russian_page_is_decoded_as_it_declares(read):
    text = "Правительство сообщило о новых переговорах. " * 10
    page = f'<html><head><meta charset="windows-1251"><title>Новости</title></head><p>{text}</p></html>'
    assert "Правительство сообщило о новых переговорах." in read(page.encode("cp1251")).body


def test_publication_date_is_the_heads_then_the_datelines_then_the_file_names(read):
    dateline = f"<p>Madrid, 3 de enero de 2025. {LEAD}</p><p>{SECOND}</p>"
    meta = '<meta property="article:published_time" content="2026-05-05">'
    page = "<html><head>{}</head><body><article>{}</article></body></html>"
    assert read(page.format(meta, dateline), "2024-02-02.html").published == date(2026, 5, 5)
    assert read(page.format("", dateline), "2024-02-02.html").published == date(2025, 1, 3)
    assert read(page.format("", f"<p>{LEAD}</p>"), "2024-02-02.html").published == date(2024, 2, 2)
    assert read(page.format("", f"<p>{LEAD}</p>"), "a.html").published is None
    assert read(page.format("", dateline), "a.html").place == "Madrid"


@pytest.mark.parametrize(
    "words", ["Ocurrió el 2019-10-12 en Lima.", "Published: 12/10/2019.", "© 2018 El Diario."]
)
def test_dates_that_the_text_tells_of_are_no_publication_date(read, words):
    page = f"<html><body><article><p>{LEAD} {words}</p><p>{SECOND}</p></article></body></html>"
    assert read(page).published is None
    assert read(page, "2024-02-02.html").published == date(2024, 2, 2)


@pytest.mark.parametrize(
    "declaration",
    [
        '<time datetime="2026-01-16T10:00:00Z">hace dos días</time>',
        """<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-01-16T10:00Z",
        "dateModified": "2026-02-02T10:00:00Z"}</script>""",
    ],
)
def test_date_that_the_page_declares_in_its_body_is_read(read, declaration):
    story = f"<article>{declaration}<p>{LEAD} El 2019-10-12.</p><p>{SECOND}</p></article>"
    page = f"<html><body>{story}</body></html>"
    assert read(page).published == date(2026, 1, 16)


def test_address_is_that_from_which_the_browser_saved_the_page(read):
    page = f"<!-- saved from url=(0022)https://example.org/a -->\n<html><body><p>{LEAD}</p></body></html>"
    assert read(page).url == "https://example.org/a"


@pytest.mark.parametrize(
    "content",
    [
        "<p>Una nota breve",
        "<html><body><div><b>Una <i>nota</b> breve</i></div></p></table>",
        "<html <p>Una nota breve</p><div",
        "Una nota breve",
        "<table><tr><td>Una nota<td>breve",
        "<div>" * 1000 + "Una nota breve",
    ],
)
def test_broken_or_bare_page_is_read_whole(read, content):
    words = read(content).body.replace("|", " ").split()
    assert words == ["Una", "nota", "breve"]


def test_rows_of_a_table_are_lines(read):
    rows = "<tr><th>Ciudad</th><th>Casos</th></tr><tr><td>Lima</td><td>1.234,5</td></tr>"
    body = read(f"<html><body><article><p>{LEAD}</p><table>{rows}</table></article></body></html>").body
    assert "Lima | 1.234,5" in body


@pytest.mark.parametrize("content", ["<html></html>", "<!-- nada -->", "<script>let a</script>", " \n"])
def test_page_without_words_is_empty(read, content):
    with pytest.raises(EmptyArticle, match=r"^pagina\.html: .+; .+"):
        read(content)


def test_entities_do_not_multiply(read):
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "boom boom"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "/etc/passwd">]>'
    )
    body = read(f"{bomb}<html><body><p>{LEAD} &b;&b;&c;</p></body></html>").body
    assert LEAD in body
    assert "boom boom" not in body.split(LEAD)[1]
    assert "root:" not in body


def test_image_named_as_a_page_is_refused(read):
    with pytest.raises(UnreadableArticle, match=r"^pagina\.html: its content is not text; .+"):
        read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" * 20)


def test_packages_that_are_missing_are_named_with_the_remedy(read, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(UnreadableArticle) as caught:
        read(PAGE)
    assert str(caught.value) == (
        "pagina.html: reading .html needs more packages; "
        "in the project's folder: .venv/bin/python -m pip install -e '.[formats]'"
    )


def test_what_a_parser_did_not_foresee_is_that_files_failure(read, monkeypatch):
    def fail(*arguments, **options):
        raise RecursionError("too deep")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(
        ArticleError, match=r"^pagina\.html: damaged \.html \(too deep\); open it and save it"
    ):
        read(PAGE)


@pytest.mark.timeout(60)
def test_a_long_run_of_blanks_is_read_in_good_time(read):
    blanks = " " * 200_000 + "\n" * 200_000
    page = PAGE.format(charset="utf-8").replace("delegaciones acordaron", f"delegaciones{blanks}acordaron")
    assert SECOND in read(page).body
    row = f"<table><tr><td>Lima{blanks}Norte</td><td>{blanks}3</td></tr></table>"
    assert html_text(row) == "Lima Norte | 3"
