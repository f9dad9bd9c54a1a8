"""A Word document (``.docx``) -> an Article: paragraphs, headings as ``## …``, a table's rows as lines."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from index.errors import UnreadableArticle
from index.readers.file import check_size
from index.readers.metadata import Metadata, language_code
from index.readers.text import article_from, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.article import Article

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADING = re.compile(r"heading (?P<level>[1-6])|title", re.IGNORECASE)
_LIST = re.compile(r"list (bullet|number|paragraph)", re.IGNORECASE)
# What the libraries that write documents call the author of all of them.
_NO_AUTHORS = frozenset({"", "python-docx", "usuario", "user", "windows user", "usuario de windows"})


def read_docx(data: bytes, relative: str) -> Article:
    """Read one document; what is deleted in tracked changes, and text boxes, are left out.

    Raises:
        UnreadableArticle: it is encrypted, damaged, or too large when unpacked.
        EmptyArticle: there are no words in it.
    """
    if data.startswith(_COMPOUND_FILE):
        message = f"{relative}: encrypted, or in Word's old format; save it as .docx without password"
        raise UnreadableArticle(message)
    _check_archive(data, relative)
    import docx

    document = docx.Document(BytesIO(data))
    body = "\n\n".join(_lines(document))
    core = document.core_properties
    author = (core.author or "").strip()
    metadata = Metadata(
        # A title in the text is the story's; the property is often that of the document it was made from.
        title=None if body.startswith("#") else (core.title or "").strip() or None,
        author=None if author.casefold() in _NO_AUTHORS else author,
        language=language_code(core.language),
    )
    return article_from(body, metadata, path=relative, digest=digest_of(data))


def _check_archive(data: bytes, relative: str) -> None:
    """Refuse what would fill the memory; a part never unpacks to more than it declares."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableArticle(f"{relative}: damaged .docx; open it and save it anew") from error
    check_size(sum(part.file_size for part in parts), relative, verb="unpacks to")


def _lines(document: Any) -> Iterator[str]:
    """The paragraphs in order; those of a table's row on one line."""
    from docx.oxml.ns import qn

    row, cells = None, list[str]()
    for element in document.element.body.iter(qn("w:p")):
        text = _text(element)
        if not text or any(True for _ in element.iterancestors(qn("w:txbxContent"))):
            continue
        own_row = next(element.iterancestors(qn("w:tr")), None)
        if cells and own_row is not row:
            yield " | ".join(cells)
            cells = []
        row = own_row
        if row is None:
            yield _prefix(element, document) + text
        else:
            cells.append(text)
    if cells:
        yield " | ".join(cells)


def _text(paragraph: Any) -> str:
    """A paragraph's words, its links and insertions with them, in one line; not what was moved elsewhere."""
    from docx.oxml.ns import qn

    text, tab, line_break, inner, moved = map(qn, ("w:t", "w:tab", "w:br", "w:p", "w:moveFrom"))
    pieces = (
        (element.text or "") if element.tag == text else " "
        for element in paragraph.iter(text, tab, line_break)
        if next(element.iterancestors(inner)) is paragraph and not [*element.iterancestors(moved)]
    )
    return " ".join("".join(pieces).split())


def _prefix(element: Any, document: Any) -> str:
    from docx.text.paragraph import Paragraph

    style = Paragraph(element, document).style
    name = (style.name or "") if style else ""
    heading = _HEADING.fullmatch(name)
    if heading:
        return "#" * int(heading["level"] or 1) + " "
    return "- " if _LIST.match(name) else ""
