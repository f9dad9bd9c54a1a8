"""Files of several articles: tables and feeds, paths that stay an item's own, and bad rows apart."""

from __future__ import annotations

import json
from datetime import date

import pytest

from index.errors import ArticleError, EmptyArticle, UnreadableArticle
from index.readers import file_of, is_article, is_container, read_container

CSV = """\ufeffTítulo,Fecha,Medio,Autor,Enlace,Texto
"La cumbre, un balance",2026-01-16,El Diario,Lucía Peña,https://e.es/1,"El «primer» texto.

Segundo párrafo, con ""comillas""."
Otra nota,17 de enero de 2026,,,https://e.es/2,El segundo texto.
"""
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>El Diario</title><link>https://e.es/</link><language>es-MX</language>
<item><title>La cumbre &amp; su balance</title><link>https://e.es/1</link><guid>noticia-1</guid>
<pubDate>Fri, 16 Jan 2026 22:10:00 -0600</pubDate><dc:creator>Lucía Peña</dc:creator>
<description>Resumen.</description>
<content:encoded><![CDATA[<p>El &laquo;primer&raquo; p&aacute;rrafo.</p>
<h3>Reuni&oacute;n</h3><p>El <b>segundo</b>.</p>
<script>no()</script>]]></content:encoded></item>
<item><title>Otra nota</title><link>https://e.es/2</link>
<description>&lt;p&gt;S&oacute;lo &lt;i&gt;un&lt;/i&gt; resumen.&lt;/p&gt;</description></item>
<item><title>Sin texto alguno</title></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="iso-8859-1"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es"><title>El Diario</title>
<entry><title type="html">La &lt;em&gt;cumbre&lt;/em&gt;</title><id>urn:1</id>
<link rel="self" href="https://e.es/api/1"/><link href="https://e.es/1"/>
<published>2026-01-16T22:10:00-06:00</published><updated>2026-02-01T00:00:00Z</updated>
<author><name>Lucía Peña</name></author><author><name>Ana Gómez</name></author>
<summary>Resumen.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>El primer párrafo.</p>
<p>El segundo.</p></div>
</content></entry></feed>"""


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, name):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_container(path, name)

    return write_and_read


def lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_rows_of_a_csv_are_articles(read):
    contents = read(CSV, "notas.csv")
    first, second = contents.articles
    assert first.title == "La cumbre, un balance"
    assert (first.published, first.outlet, first.author) == (date(2026, 1, 16), "El Diario", "Lucía Peña")
    assert first.url == "https://e.es/1"
    assert first.body == 'El «primer» texto.\n\nSegundo párrafo, con "comillas".'
    assert (second.title, second.published) == ("Otra nota", date(2026, 1, 17))
    assert (second.outlet, second.author, second.body) == (None, None, "El segundo texto.")
    assert contents.errors == ()


@pytest.mark.timeout(60)
def test_a_table_with_a_quotation_mark_too_many_in_each_row_is_refused_in_good_time(read):
    contents = read("titulo,texto\n" + 'a","b\n' * 20_000 + "Uno,El pleno votó.\n", "a.csv")
    assert "quotation mark" in str(contents.errors[0])
    assert contents.articles[-1].body == "El pleno votó."


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "|")])
def test_columns_are_told_apart_whatever_separates_them(read, name, delimiter):
    text = f"titulo{delimiter}texto\r\nLa cumbre{delimiter}El año, el niño; y más.\r\n"
    quoted = text.replace("El año, el niño; y más.", '"El año, el niño; y más."')
    (article,) = read(quoted.encode("cp1252"), name).articles
    assert (article.title, article.body) == ("La cumbre", "El año, el niño; y más.")


def test_a_row_of_which_a_comma_without_quotes_would_cut_the_text_is_told_and_the_others_are_read(read):
    rows = (
        "titulo,texto,fecha",
        "Una,El puente abrió.,2026-01-16,, ",
        "Otra,Llegó a Madrid, donde habló,2026-01-17",
        'Mala,"mal" cerrado,2026-01-18',
        'Buena,"Fue, al fin.",2026-01-19',
        'Sin cierre,"y no acaba,2026-01-20',
        "Última,El río creció.,2026-01-21",
    )
    contents = read("\n".join(rows), "a.csv")
    bodies = [article.body for article in contents.articles]
    assert bodies == ["El puente abrió.", "Fue, al fin.", "El río creció."]
    assert [str(error).split(";")[0] for error in contents.errors] == [
        "a.csv#row-2: more cells than there are columns",
        "a.csv#row-3: a quotation mark too many, or none at the end",
        "a.csv#row-5: a quotation mark too many, or none at the end",
    ]


def test_a_table_of_one_column_needs_no_quotes(read):
    (article,) = read("texto\nLlegó a Madrid, donde habló; y calló\n", "a.csv").articles
    assert article.body == "Llegó a Madrid, donde habló; y calló"


def test_halves_of_a_character_are_joined_and_a_lone_one_is_no_character(read):
    row = {"id": "\ud83d", "titulo": "La plaza \ud83d\ude00", "texto": "Abrió \ud83d\ude00 y cerró \ud83d."}
    (article,) = read(json.dumps(row) + "\n", "a.jsonl").articles
    assert (article.title, article.body) == ("La plaza 😀", "Abrió 😀 y cerró \ufffd.")
    assert article.path.encode()


def test_a_first_line_that_tells_excel_what_separates_is_no_line_of_names(read):
    text = "sep=;\r\nTítulo;Texto\r\nLa cumbre;El año, el niño.\r\n"
    (article,) = read(text.encode("cp1252"), "a.csv").articles
    assert (article.title, article.body) == ("La cumbre", "El año, el niño.")
    with pytest.raises(ArticleError, match="no column of text"):
        read("sep=;\n", "a.csv")


def test_lines_of_json_are_articles(read):
    row = {
        "title": "La cumbre",
        "text": "El primer texto.\n\nY más.",
        "date": "2026-01-16T10:00:00Z",
        "authors": ["Lucía Peña", "Ana Gómez"],
        "language": "es",
        "tags": {"a": 1},
        "leído": True,
    }
    (article,) = read(lines(row), "a.jsonl").articles
    assert (article.title, article.body) == ("La cumbre", "El primer texto.\n\nY más.")
    assert (article.published, article.author) == (date(2026, 1, 16), "Lucía Peña, Ana Gómez")
    assert article.language == "es"


def test_body_written_as_html_is_read_as_text_and_a_lesser_sign_is_not(read):
    html = {"text": "<h2>Hoy</h2><p>El <b>primer</b> p&aacute;rrafo.</p>"}
    contents = read(lines(html, {"text": "Si 3 < 5 y 7 > 2, &aacute; queda."}), "a.jsonl")
    assert [article.body for article in contents.articles] == [
        "## Hoy\n\nEl primer párrafo.",
        "Si 3 < 5 y 7 > 2, &aacute; queda.",
    ]


def test_items_of_a_feed_are_articles(read):
    first, second, third = read(RSS, "diario.xml").articles
    assert first.title == "La cumbre & su balance"
    assert first.body == "El «primer» párrafo.\n\n### Reunión\n\nEl segundo."
    assert (first.published, first.author, first.outlet) == (date(2026, 1, 16), "Lucía Peña", "El Diario")
    assert (first.url, first.language) == ("https://e.es/1", "es")
    assert (second.body, second.published) == ("Sólo un resumen.", None)
    assert (third.title, third.body) == ("Sin texto alguno", "Sin texto alguno")


def test_entries_of_an_atom_feed_are_articles(read):
    (article,) = read(ATOM.encode("latin-1"), "diario.atom").articles
    assert (article.title, article.body) == ("La cumbre", "El primer párrafo.\n\nEl segundo.")
    assert (article.published, article.url) == (date(2026, 1, 16), "https://e.es/1")
    assert (article.author, article.outlet, article.language) == ("Lucía Peña, Ana Gómez", "El Diario", "es")


def test_broken_feed_is_mended(read):
    text = RSS.replace("<description>Resumen.</description>", "<description>Uno & dos</description>")
    articles = read(text[: text.index("<title>Sin texto")], "diario.rss").articles
    assert articles[0].body.startswith("El «primer» párrafo.")
    assert articles[1].title == "Otra nota"


def test_feed_whose_entities_multiply_or_reach_out_is_harmless(read, tmp_path):
    (tmp_path / "secreto.txt").write_text("clave")
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    outside = f'<!ENTITY x SYSTEM "{(tmp_path / "secreto.txt").as_uri()}">'
    bomb = RSS.replace("<rss ", f'<!DOCTYPE rss [<!ENTITY e0 "boom">{levels}{outside}]><rss ', 1)
    bomb = bomb.replace("<description>Resumen.", "<description>Resumen. &e9; &x;")
    try:
        bodies = " ".join(article.body for article in read(bomb, "diario.xml").articles)
    except ArticleError:
        return
    assert "boom" not in bodies
    assert "clave" not in bodies


@pytest.mark.parametrize("content", ["<html><body>Hola</body></html>", "hola", "<rss", "<urlset/>"])
def test_xml_that_is_no_feed_is_refused_with_the_remedy(read, content):
    with pytest.raises(
        ArticleError, match=r"^a\.xml: (not an RSS or Atom feed|no articles in it); take it|the"
    ):
        read(content, "a.xml")


def test_path_of_an_item_is_its_own_wherever_it_moves(read):
    before = read(RSS, "diario.xml").articles
    newer = RSS.replace("<item>", "<item><title>Nueva</title><guid>noticia-0</guid></item><item>", 1)
    after = read(newer, "diario.xml").articles
    assert [article.path for article in after[1:3]] == [article.path for article in before[:2]]
    assert [article.digest for article in after[1:]] == [article.digest for article in before]
    assert len({article.path for article in after}) == 4


def test_items_without_id_are_numbered_and_repeated_ones_are_told_apart(read):
    contents = read(
        lines({"text": "Uno."}, {"text": "Dos."}, {"id": 7, "text": "Tres."}, {"id": 7, "text": "4."}),
        "a.jsonl",
    )
    paths = [article.path for article in contents.articles]
    assert paths[:2] == ["a.jsonl#row-1", "a.jsonl#row-2"]
    assert paths[3] == f"{paths[2]}-2"
    assert {file_of(path) for path in paths} == {"a.jsonl"}


def test_edited_row_changes_its_own_digest_alone(read):
    before = read(CSV, "notas.csv").articles
    after = read(CSV.replace("El segundo texto.", '"El segundo texto, corregido."'), "notas.csv").articles
    assert [article.path for article in after] == [article.path for article in before]
    assert after[0].digest == before[0].digest
    assert after[1].digest != before[1].digest
    dated = read(CSV.replace("17 de enero", "18 de enero"), "notas.csv").articles
    assert dated[1].digest != before[1].digest


def test_date_of_an_item_without_one_is_the_datelines_then_the_file_names(read):
    contents = read(lines({"text": "Madrid, 3 ene (EFE).- Uno."}, {"text": "Dos."}), "2024-02-02.jsonl")
    assert [article.published for article in contents.articles] == [date(2024, 1, 3), date(2024, 2, 2)]


def test_bad_rows_are_reported_apart_and_the_others_read(read):
    text = (
        lines({"text": "Uno."}, {"titulo": "Sin texto"}, [1])
        + "{rota\n\n"
        + lines({"text": "***"}, {"text": "Dos."})
    )
    contents = read(text, "a.jsonl")
    assert [article.body for article in contents.articles] == ["Uno.", "Dos."]
    assert [str(error).partition(";")[0] for error in contents.errors] == [
        "a.jsonl#row-2: no text",
        "a.jsonl#row-3: no text",
        "a.jsonl#row-4: not JSON",
        "a.jsonl#row-6: there are no words in it",
    ]
    assert all("; " in str(error) for error in contents.errors)


def test_errors_of_a_long_file_are_summed_up(read):
    errors = read(lines({"text": "Uno."}) + "rota\n" * 500, "a.jsonl").errors
    assert len(errors) == 11
    assert str(errors[-1]).startswith("a.jsonl: 490 more items cannot be read; ")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "titulo,fecha\nUno,2026-01-16\n", r"no column of text; name the one that has it «texto»"),
        ("a.csv", "texto\n", "no articles in it; take the file out"),
        (
            "a.csv",
            'texto\n"sin cierre\n',
            "a quotation mark too many, or none at the end; put the text in quotes, .+",
        ),
        ("a.csv", bytes(range(256)) * 9, "its content is not text; .+"),
        ("a.jsonl", "hola\n", r"not JSON; write one object in each line"),
        ("a.jsonl", "\n\n", "no articles in it; take the file out"),
        ("a.rss", "<rss><channel/></rss>", "no articles in it; take the file out"),
    ],
)
def test_file_without_articles_is_refused_with_the_remedy(read, name, content, message):
    with pytest.raises((UnreadableArticle, EmptyArticle), match=rf"^{name}(#row-1)?: {message}"):
        read(content, name)


def test_which_files_hold_several_articles():
    for name in ("a.csv", "b.TSV", "2026/c.jsonl", "d.ndjson", "e.rss", "f.atom", "g.xml"):
        assert is_container(name), name
        assert not is_article(name), name
    for name in (".a.csv", ".git/a.xml", "a.txt", "a.csv~", "a.csv.bak"):
        assert not is_container(name), name


@pytest.mark.parametrize("path", ["nota #3.txt", "a.csv#x.txt", "2026/nota#row-1.md", "nota.txt"])
def test_file_of_an_article_alone_is_itself(path):
    assert file_of(path) == path
