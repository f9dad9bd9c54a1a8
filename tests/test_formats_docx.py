"""Word documents as articles: headings, tables, links, tracked changes, and what is refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.errors import EmptyArticle, UnreadableArticle
from index.readers import read_article
from index.split import split

LEAD = "Ciudad de México, 16 de enero de 2026. El gobierno de Estados Unidos reiteró su exigencia."
SECOND = "La próxima reunión del grupo tendrá lugar el 23 de enero en la capital."
NAMESPACE = nsdecls("w")


def save(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def story():
    document = docx.Document()
    document.add_paragraph("México retoma el diálogo", style="Title")
    document.add_paragraph(LEAD)
    document.add_heading("Reunión en febrero", level=2)
    document.add_paragraph(SECOND)
    return document


def repacked(data, **parts):
    """The same archive with some of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].removesuffix(".xml"), old.read(name)))
    return file.getvalue()


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, name="nota.docx"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else save(content))
        return read_article(path, name)

    return write_and_read


def test_paragraphs_and_headings_are_read_in_order(read):
    article = read(story())
    assert article.body.split("\n\n") == [
        "# México retoma el diálogo",
        LEAD,
        "## Reunión en febrero",
        SECOND,
    ]
    assert article.title == "México retoma el diálogo"
    assert (article.place, str(article.published)) == ("Ciudad de México", "2026-01-16")
    assert article.pages == ()
    assert article.page_at(0) is None
    passages = split(article, max_tokens=30)
    assert passages[-1].section == "Reunión en febrero"


def test_title_author_and_language_that_the_document_declares(read):
    document = docx.Document()
    document.add_paragraph(SECOND)
    core = document.core_properties
    core.title, core.author, core.language = "La cumbre de Lima", "Lucía Peña", "es-PE"
    article = read(document)
    assert (article.title, article.author, article.language) == ("La cumbre de Lima", "Lucía Peña", "es")
    story_with_old_title = story()
    story_with_old_title.core_properties.title = "Plantilla de notas"
    article = read(story_with_old_title)
    assert article.title == "México retoma el diálogo"
    assert article.author is None


def test_date_on_which_the_document_was_made_is_no_publication_date(read):
    document = docx.Document()
    document.add_paragraph(SECOND)
    assert read(document).published is None
    assert str(read(document, "2024-02-02.docx").published) == "2024-02-02"


def test_rows_of_a_table_and_items_of_a_list_are_lines(read):
    document = story()
    document.add_paragraph("Vigilar los puertos", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Ciudad", "Casos", "Lima", "1.234,5"), strict=True):
        cell.text = text
    document.add_paragraph("Hasta aquí.")
    assert read(document).body.split("\n\n")[4:] == [
        "- Vigilar los puertos",
        "Ciudad | Casos",
        "Lima | 1.234,5",
        "Hasta aquí.",
    ]


def test_links_and_insertions_are_read_and_deletions_are_not(read):
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {NAMESPACE}><w:r><w:t xml:space='preserve'>Lo dijo </w:t></w:r>"
            "<w:hyperlink><w:r><w:t>la ministra</w:t></w:r></w:hyperlink>"
            "<w:del><w:r><w:delText> ayer</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t xml:space='preserve'> hoy</w:t><w:br/><w:t>en Lima</w:t></w:r></w:ins></w:p>"
        ),
    )
    assert read(document).body == "Lo dijo la ministra hoy en Lima"


def test_a_moved_paragraph_is_read_once_where_it_is_now(read):
    document = docx.Document()
    moved = "<w:r><w:t>El pleno aprobó el plan.</w:t></w:r>"
    for number, paragraph in enumerate(
        (
            f"<w:moveFrom>{moved}</w:moveFrom>",
            "<w:r><w:t>Antes habló el alcalde.</w:t></w:r>",
            f"<w:moveTo>{moved}</w:moveTo>",
        )
    ):
        document.element.body.insert(number, parse_xml(f"<w:p {NAMESPACE}>{paragraph}</w:p>"))
    assert read(document).body == "Antes habló el alcalde.\n\nEl pleno aprobó el plan."


def test_words_inside_content_controls_are_read_and_text_boxes_are_not(read):
    document = docx.Document()
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>destacado</w:t></w:r></w:p></w:txbxContent></w:pict>"
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {NAMESPACE}><w:sdtContent><w:p><w:r><w:t>El texto.</w:t>{box}</w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    assert read(document).body == "El texto."


def test_document_without_words_is_empty(read):
    for content in (docx.Document(), b""):
        with pytest.raises(EmptyArticle, match=r"^nota\.docx: .+; .+"):
            read(content)


@pytest.mark.parametrize(
    "data",
    [
        b"hola",
        save(story())[:2000],
        b"PK\x03\x04" + b"\0" * 100,
        repacked(save(story()), document=b"<w:document"),
        repacked(save(story()), **{"[Content_Types]": b"<Types xmlns='x'/>"}),
    ],
    ids=["text", "cut", "zeros", "broken XML", "no parts"],
)
def test_damaged_document_is_refused_with_the_remedy(read, data):
    with pytest.raises(UnreadableArticle, match=r"^nota\.docx: damaged \.docx.*; open it and save it anew$"):
        read(data)


def test_locked_document_is_refused_with_the_remedy(read):
    with pytest.raises(UnreadableArticle) as caught:
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert str(caught.value) == (
        "nota.docx: encrypted, or in Word's old format; save it as .docx without password"
    )


def test_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(read):
    bomb = repacked(save(story()), document=b" " * 60_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadableArticle, match=r"^nota\.docx: too large \(unpacks to 6\d MB, .+; split it"):
        read(bomb)


def test_archive_that_understates_its_size_is_refused(read):
    data = repacked(save(story()), document=b" " * 60_000_000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lie = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != data
    with pytest.raises(UnreadableArticle, match=r"^nota\.docx: damaged \.docx"):
        read(lie)


def test_entities_do_not_multiply(read):
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    bomb = (
        f'<!DOCTYPE d [<!ENTITY e0 "boom">{levels}]><w:document {NAMESPACE}><w:body><w:p><w:r>'
        "<w:t>El texto. &e9;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(UnreadableArticle, match=r"^nota\.docx: damaged \.docx \(Maximum entity"):
        read(repacked(save(story()), document=bomb.encode()))


def test_files_outside_the_document_are_not_read(read, tmp_path):
    (tmp_path / "secreto.txt").write_text("clave")
    entity = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{(tmp_path / "secreto.txt").as_uri()}">]>'
    paragraph = "<w:p><w:r><w:t>El texto. &e;</w:t></w:r></w:p>"
    xml = f"{entity}<w:document {NAMESPACE}><w:body>{paragraph}</w:body></w:document>"
    assert "clave" not in read(repacked(save(story()), document=xml.encode())).body
