"""PDF files as articles: paragraphs out of printed lines, pages by offset, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission
from hypothesis import given
from hypothesis import strategies as st

from index.errors import EmptyArticle, UnreadableArticle
from index.readers import read_article
from index.readers.lines import Line, join_lines
from index.split import split

TITLE = "México y Estados Unidos retoman el diálogo"
LEAD = (
    "Ciudad de México, 16 de enero de 2026. El gobierno de Estados Unidos reiteró su exigencia de resultados "
    "concretos y medibles en la lucha contra el tráfico de fentanilo, según informó la cancillería mexicana."
)
SECOND = (
    "Las dos delegaciones acordaron dar continuidad a los esfuerzos conjuntos en el marco del Grupo de "
    "Implementación de Seguridad, cuya próxima reunión tendrá lugar el 23 de enero, dijo Juan Ramón de la "
    "Fuente, quien agradeció la disposición del secretario Marco Rubio y de su equipo de trabajo."
)
THIRD = (
    "El comercio entre los dos países creció un 4,5 % en el año 2025 hasta los 840.000 millones de dólares, "
    "de acuerdo con las cifras que publicó el Banco de México en su informe trimestral sobre la economía."
)


def pdf(*pages, width=170, **options):
    document = FPDF()
    document.set_author(options.get("author", ""))
    document.set_title(options.get("title", ""))
    for number, paragraphs in enumerate(pages, start=1):
        document.add_page()
        document.set_font("helvetica", size=12)
        if "head" in options:
            document.cell(0, 6, f"{options['head']} {number}", new_x="LMARGIN", new_y="NEXT")
        if "top" in options and number == 1:
            document.set_y(options["top"])
        for paragraph in paragraphs:
            document.set_font("helvetica", size=18 if paragraph == TITLE else 12)
            document.multi_cell(width, 6, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
    if "password" in options:
        document.set_encryption(
            owner_password="dueño".encode().decode("latin-1"),
            user_password=options["password"],
            permissions=AccessPermission.all(),
        )
    return bytes(document.output())


@pytest.fixture
def read(tmp_path):
    def write_and_read(data, name="nota.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        return read_article(path, name)

    return write_and_read


@pytest.mark.parametrize("width", [170, 100, 60], ids=["a page", "half a page", "a newspaper's column"])
def test_printed_lines_are_joined_into_the_paragraphs_they_were(read, width):
    article = read(pdf([TITLE, LEAD, "Reunión en febrero", SECOND], [THIRD], width=width))
    assert article.body.split("\n\n") == [TITLE, LEAD, "Reunión en febrero", SECOND, THIRD]
    assert article.title == TITLE
    assert (article.place, article.published) == ("Ciudad de México", date(2026, 1, 16))


def test_page_of_a_passage_is_found_from_its_offset(read):
    article = read(pdf([TITLE, LEAD], [], [SECOND], [THIRD]))
    assert len(article.pages) == 4
    for words, page in (("México y", 1), ("El gobierno", 1), ("Las dos", 3), ("Marco Rubio", 3), ("4,5", 4)):
        assert article.page_at(article.body.index(words)) == page
    assert article.page_at(len(article.body) - 1) == 4
    assert article.body[article.pages[2] :].startswith("Las dos delegaciones")
    last = split(article, max_tokens=60)[-1]
    assert article.page_at(last.start) == 4


def test_paragraph_flows_from_one_page_to_the_next(read):
    article = read(pdf([LEAD, SECOND], width=100, top=240))
    assert article.body.split("\n\n") == [LEAD, SECOND]
    begins, ends = article.body.index("Las dos"), article.body.index("de su equipo")
    assert (article.page_at(begins), article.page_at(ends)) == (1, 2)
    assert begins < article.pages[1] < ends
    assert article.body[article.pages[1] - 1] == " "


def test_word_cut_at_a_line_end_is_whole(read):
    article = read(
        pdf(["Informó de que la cancille-\nría mexicana perdió por 6-\n4 ante BBVA-\nTelefónica."])
    )
    assert "la cancillería mexicana" in article.body
    assert "perdió por 6-4 ante BBVA-Telefónica." in article.body


def test_running_heads_and_page_numbers_are_left_out(read):
    article = read(pdf([LEAD], [SECOND], [THIRD], head="El Diario, edición nacional"))
    assert article.body.split("\n\n") == [LEAD, SECOND, THIRD]
    assert read(pdf([LEAD, "- 1 -"], [SECOND, "Página 2 de 2"])).body.split("\n\n") == [LEAD, SECOND]


def test_title_and_author_that_the_file_declares(read):
    article = read(pdf([LEAD], title="La cumbre de Lima", author="Lucía Peña"))
    assert (article.title, article.author) == ("La cumbre de Lima", "Lucía Peña")
    assert read(pdf([TITLE, LEAD], title="Microsoft Word - nota.docx")).title == TITLE
    assert read(pdf([TITLE, LEAD])).author is None


def test_date_on_which_the_file_was_made_is_no_publication_date(read):
    assert read(pdf([SECOND])).published is None
    assert read(pdf([SECOND]), "2024-02-02.pdf").published == date(2024, 2, 2)


def test_file_that_opens_without_password_is_read_though_encrypted(read):
    assert read(pdf([LEAD], password="")).body == LEAD


def test_locked_file_is_refused_with_the_remedy(read):
    with pytest.raises(UnreadableArticle) as caught:
        read(pdf([LEAD], password="secreto"))
    assert str(caught.value) == "nota.pdf: encrypted; save a copy without password"


def test_scan_without_text_is_refused_with_the_remedy(read):
    scan = FPDF()
    scan.add_page()
    scan.rect(20, 20, 100, 100, style="F")
    with pytest.raises(UnreadableArticle, match=r"^nota\.pdf: no text layer; run OCR first"):
        read(bytes(scan.output()))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"hola", pdf([LEAD])[:400], b"\0" * 1000])
def test_damaged_file_is_refused_with_the_remedy(read, data):
    with pytest.raises(UnreadableArticle, match=r"^nota\.pdf: damaged PDF; .+"):
        read(data)


def test_file_without_bytes_is_empty(read):
    with pytest.raises(EmptyArticle, match=r"^nota\.pdf: the file is empty; .+"):
        read(b"")


WORDS = st.text("abA.,-» «3", min_size=1).map(str.strip).filter(bool)
LINES = st.builds(Line, WORDS, *[st.floats(0, 600) for _ in "lrb"], st.floats(1, 40))


@given(st.lists(st.lists(LINES, max_size=6), max_size=5))
def test_pages_begin_where_their_first_line_does(pages):
    body, starts = join_lines(pages)
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    for lines, start in zip(pages, starts, strict=True):
        if lines:
            assert body[start:].startswith(lines[0].text.removesuffix("-"))
    kept = "".join(line.text for lines in pages for line in lines)
    assert "".join(body.split()).replace("-", "") == "".join(kept.split()).replace("-", "")


def test_a_character_of_two_halves_is_one_and_what_follows_keeps_its_place(read):
    article = read(with_letters_for("Hola A, adiós.", {"A": "D83DDE00", "ó": "00F3"}))
    assert article.body == "Hola 😀, adiós."
    assert article.body.encode()
    assert article.pages == (0,)


def with_letters_for(text, other):
    """A PDF of one line in a font that says which characters some of its letters stand for, in UTF-16."""
    line = text.encode("latin-1")
    mapped = "".join(f"<{letter.encode('latin-1').hex()}> <{code}>\n" for letter, code in other.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(other)} beginbfchar\n{mapped}endbfchar endcmap end end"
    ).encode()
    shown = b"BT /F 12 Tf 72 700 Td (" + line + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(to_unicode), to_unicode),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF"
