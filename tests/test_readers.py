"""Files of the seeds folder as articles: bytes, front matter, titles, and what is refused."""

from __future__ import annotations

import codecs
import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ArticleError, EmptyArticle, UnreadableArticle
from index.readers import SUFFIXES, is_article, read_article
from index.readers.decoding import decode
from index.readers.front_matter import take_front_matter

SEED = Path(__file__).parent.parent / "seeds" / "000_143a7ae7c4640c36.txt"
TEXT = "El niño llegó a Logroño.\nDespués habló «mañana».\n"


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, name="a.md"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_article(path, name)

    return write_and_read


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("latin-1"),
        TEXT.replace("\n", "\r\n").encode("cp1252"),
        TEXT.replace("\n", "\r").encode("utf-8"),
        TEXT.replace("\n", "\r\n").encode("utf-16"),
    ],
    ids=["8", "8 bom", "16-le bom", "16-be bom", "16-le", "16-be", "latin-1", "crlf", "cr", "crlf 16"],
)  # fmt: skip
def test_every_encoding_gives_the_same_body(read, data):
    article = read(data, "a.txt")
    assert article.body == TEXT
    assert article.digest == hashlib.sha256(data).hexdigest()


def test_windows_quotes_are_read(read):
    assert read("Dijo “no” – 5 €.".encode("cp1252")).body == "Dijo “no” – 5 €."


def test_one_broken_byte_does_not_turn_utf8_into_latin1(read):
    assert (
        read("año, niño, señal, él, así".encode() + b"\xc3 y fin").body
        == "año, niño, señal, él, así\ufffd y fin"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0",
        bytes(range(256)) * 20,
        b"hola\0mundo " * 50,
        codecs.BOM_UTF16_LE + b"a\0b",
        b"\x01\x02\x03\x04hola",
    ],
)
def test_binary_content_is_unreadable_and_the_message_says_what_to_do(read, data):
    with pytest.raises(UnreadableArticle, match=r"^foto\.txt: .+; .+"):
        read(data, "foto.txt")


@pytest.mark.parametrize("content", ["", " \n\n", "---\ntitle: Sola\n---\n", "\ufeff", "---\n***\n…"])
def test_file_without_words_is_empty(read, content):
    with pytest.raises(EmptyArticle, match=r"^a\.md: .+; .+"):
        read(content)


def test_missing_file_and_other_formats_are_unreadable(tmp_path):
    with pytest.raises(UnreadableArticle, match=r"no\.txt: cannot be read"):
        read_article(tmp_path / "no.txt", "no.txt")
    with pytest.raises(UnreadableArticle, match=r"a\.doc: format not read; save it as \.docx"):
        read_article(tmp_path / "a.doc", "a.doc")


def test_front_matter_is_read_and_the_body_is_what_follows_to_the_character(read):
    article = read(
        "---\ntitle: 'La cumbre: un balance'\ndate: 2026-01-16\nsource: EFE\nplace: Lima\n"
        "url: https://e.es/a\n---\n\n El texto.\n\n"
    )
    assert (article.title, article.published, article.outlet) == (
        "La cumbre: un balance",
        date(2026, 1, 16),
        "EFE",
    )
    assert (article.place, article.url) == ("Lima", "https://e.es/a")
    assert article.body == "\n El texto.\n\n"


@pytest.mark.parametrize(
    "block",
    [
        "título: No\nfecha: 16 de enero de 2026\nmedio: El País\nlugar: Lima",
        "titulo: No\nfecha: 16/01/2026\nfuente: El País\nlugar: Lima",
        "Title: No\nDate: 2026-01-16T10:00\nSource: El País\nPlace: Lima\ntags: [a, b]\nautor: null",
        'title: "No"\r\ndate: 2026-01-16 10:00:00\r\nsource: El País\r\nplace: Lima',
        # Broken YAML: a colon inside a bare title, a tab, an unclosed list.
        "title: No\nsubtitle: Rubio: «no»\ndate: 2026-01-16\nsource: El País\nplace: Lima\ntags: [a",
    ],
)
def test_fields_in_spanish_or_english_and_in_broken_yaml(read, block):
    article = read(f"---\n{block}\n---\nEl texto.")
    assert (article.title, article.published) == ("No", date(2026, 1, 16))
    assert (article.outlet, article.place, article.body) == ("El País", "Lima", "El texto.")


def test_title_with_a_bare_colon_is_kept(read):
    assert read("---\ntitle: Rubio: “no hay avances”\n---\nEl texto.").title == "Rubio: “no hay avances”"
    for odd in (
        "og:image: x",
        "_id: 33",
        "Fecha (pub.): hoy",
        "<!-- nota -->\nfecha: 2026-01-16",
        "url:https://x.es",
    ):
        assert read(f"---\ntitle: La cumbre\n{odd}\n---\nEl texto.").title == "La cumbre"
    assert read("---\nlayout: post\ntags: [uno]\n---\nEl texto.").body == "El texto."
    broken = "---\ntitle: Rubio: no\n# nota\ntags:\n  - uno\n- dos\n---\nEl texto."
    assert (read(broken).title, read(broken).body) == ("Rubio: no", "El texto.")
    assert read('---\ntitle: "La plaza \\ud83d\\ude00 \\ud83d"\n---\nEl texto.').title == "La plaza 😀 \ufffd"


def test_impossible_date_is_no_date(read):
    article = read("---\ntitle: A\ndate: 2026-02-31\n---\nEl texto.")
    assert (article.title, article.published) == ("A", None)


@pytest.mark.parametrize(
    "content",
    [
        "---\nEl texto empieza con una raya.\n---\nY sigue.",
        "---\nsin cierre: sí\nEl texto.",
        "---\nEl presidente llegó a Madrid el lunes y habló.\nFuente: EFE\n---\nOtra nota.",
        "---\nTexto: hoy\n---\nY sigue.",
        "---\n- una\n- lista\n---\nEl texto.",
        "El texto.\n---\ntitle: no\n---\n",
    ],
)
def test_text_between_dashes_that_is_no_metadata_is_not_lost(read, content):
    assert read(content).body == content


@pytest.mark.parametrize(
    "rest",
    [
        "El alcalde dimitió.\n",
        "\nEl alcalde dimitió.\n\n---\n\nFin.\n",
        "\nEl edil dijo: me voy.\n\n---\nFin.\n",
    ],
)
def test_front_matter_that_nothing_closes_ends_with_its_last_field_and_no_words_are_lost(read, rest):
    article = read(f"---\ntitle: Dimite el alcalde\nfecha: 2026-01-16\n{rest}")
    assert (article.title, article.published) == ("Dimite el alcalde", date(2026, 1, 16))
    assert article.body.strip() == rest.strip()


def test_publication_date_is_front_matter_then_dateline_then_file_name(read):
    dateline = "Madrid, 3 ene (EFE).- El texto."
    assert read(f"---\ndate: 2026-05-05\n---\n{dateline}", "2024-02-02.md").published == date(2026, 5, 5)
    assert read("Madrid, 3 de enero de 2025. El texto.", "2024-02-02.md").published == date(2025, 1, 3)
    assert read(dateline, "2024-02-02.md").published == date(2024, 1, 3)
    assert read(dateline, "cumbre-2024.md").published == date(2024, 1, 3)
    assert read(dateline, "a.md").published is None
    assert read("El texto.", "20240202.md").published == date(2024, 2, 2)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("# La **cumbre** de [Lima](https://e.es)\n\nEl texto.", "La cumbre de Lima"),
        ("La cumbre de Lima\n\nEl texto sigue aquí.", "La cumbre de Lima"),
        ("La cumbre de Lima\nMadrid, 3 ene (EFE).- El texto.", "La cumbre de Lima"),
        ("¿Qué pasa en Lima?\n\nEl texto sigue aquí.", "¿Qué pasa en Lima?"),
        ("El texto va primero.\n\n# La cumbre\n\nOtro.", "La cumbre"),
        ("Madrid, 3 ene (EFE).- El texto es corto. Y más.", "El texto es corto"),
        ("El texto va primero.\nUna idea\nY su explicación aquí.", "El texto va primero"),
        (
            "El gobierno de Estados Unidos reiteró su exigencia de resultados concretos en la frontera.",
            "El gobierno de Estados Unidos reiteró su exigencia de resultados concretos…",
        ),
        ("x" * 200, "x" * 80 + "…"),
    ],
)
def test_title_is_heading_then_headline_then_the_leads_first_words(read, content, title):
    assert read(content).title == title


def test_seed_is_read_whole():
    article = read_article(SEED, SEED.name)
    assert article.title == "El gobierno de Estados Unidos reiteró su exigencia de resultados concretos…"
    assert (article.place, article.published) == ("Ciudad de México", date(2026, 1, 16))
    assert article.body == SEED.read_bytes().decode("utf-8")
    assert (article.outlet, article.url) == (None, None)


def test_which_files_are_articles():
    assert set(SUFFIXES) == {".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".eml"}
    for name in ("a.txt", "a.MD", "2026/a.markdown", "2026/README.md", "año ñ.txt", "a.PDF", "viejo.doc"):
        assert is_article(name), name
    for name in (
        "README.md",
        "readme.txt",
        ".a.txt",
        ".git/a.md",
        "a.txt~",
        "a.jpg",
        "a",
        "x/.obsidian/a.md",
    ):
        assert not is_article(name), name


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data):
    try:
        text = decode(data, path="a.txt")
    except ArticleError:
        return
    assert "\r" not in text
    assert "\0" not in text


@given(st.text(alphabet="abñ:-' \"[]{}&*!|>%@`#\n\t", max_size=120))
def test_any_front_matter_leaves_a_tail_of_the_text(block):
    for text in (block, f"---\n{block}\n---\nEl texto."):
        _, body = take_front_matter(text)
        assert text.endswith(body)
        assert body.endswith("El texto.") or text == block


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Madrid, 3 ene (EFE).- El portavoz habló de la cumbre.", "EFE"),
        ("WASHINGTON (Reuters) - El secretario de Estado habló.", "Reuters"),
        ("---\nmedio: El País\n---\nMadrid, 3 ene (EFE).- El portavoz habló.", "El País"),
        ("Madrid, 3 ene (enviado especial).- El portavoz habló.", None),
    ],
)
def test_outlet_is_the_front_matter_s_else_the_dateline_s_agency(read, text, outlet):
    assert read(text).outlet == outlet


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("La cumbre\n\nPor Lucía Peña\n\nEl texto.", "Lucía Peña"),
        ("# La cumbre\n\n**Por Lucía de la Peña y Ana Gómez**\n\nEl texto.", "Lucía de la Peña y Ana Gómez"),
        ("---\nautor: Ana Gómez\n---\nPor Lucía Peña\n\nEl texto.", "Ana Gómez"),
        ("---\nautor: null\n---\nEl texto.", None),
        ("La cumbre\n\nPor Lucía Peña votó la mitad de la sala.", None),
        ("Por Ahora\n\nEl texto.", None),
    ],
)
def test_author_is_the_front_matter_s_else_the_byline_s(read, text, author):
    assert read(text).author == author


def test_language_is_the_declared_one_else_that_of_the_words(read):
    spanish = "El gobierno de la ciudad anunció que las obras del metro se harán en el próximo año."
    english = "The government of the city said that the works on the metro would be done in the next year."
    portuguese = "O governo da cidade disse que as obras do metrô serão feitas em uma data que não foi dita."
    assert [read(text).language for text in (spanish, english, portuguese)] == ["es", "en", "pt"]
    assert read(f"---\nidioma: gallego\n---\n{spanish}").language == "gl"
    assert read("Messi 3, Vinicius 2.").language is None


def test_date_is_a_number_that_sorts_as_days_do(read):
    assert read("Lima, 6 de enero de 2026. El texto.").date == 20260106
    assert read("El texto.").date is None
