"""A PDF file (``.pdf``) -> an Article: the words of its text layer in paragraphs, and where pages begin."""

from __future__ import annotations

import re
import threading
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from index.errors import UnreadableArticle
from index.readers.decoding import well_formed
from index.readers.lines import Line, join_lines
from index.readers.metadata import Metadata
from index.readers.text import article_from, digest_of

if TYPE_CHECKING:
    from index.article import Article

_WRONG_PASSWORD, _SECURITY = 4, 5
_MAX_GARBLED_SHARE = 0.3
# How many lines at either end of a page may be its running head or foot.
_MARGIN_LINES = 2
_PAGE_NUMBER = re.compile(
    r"(?:p[áa]g(?:ina|\.)?\s*|page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|de|of)\s*\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
# PDFium marks a hyphen at a line's end by U+0002, and then does not mark the line's end.
_PRINTED_LINE = re.compile(r"[^\r\n\x02]+\x02?")
_UNNAMED = re.compile(
    r"(?:microsoft word|untitled|sin t[íi]tulo|documento?\s*\d*$)"
    r"|.*\.(?:docx?|indd|qxp?d?|pdf|html?|rtf|txt)$",
    re.IGNORECASE,
)
# PDFium may be entered by one thread at a time.
_PDFIUM = threading.Lock()


def read_pdf(data: bytes, relative: str) -> Article:
    """Read the text layer of one file.

    Raises:
        UnreadableArticle: it is encrypted, damaged, or has no text layer or a garbled one.
        EmptyArticle: there are no words in it.
    """
    pages, metadata = _open(data, relative)
    text = "".join(line.text for page in pages for line in page)
    if not any(character.isalnum() for character in text):
        raise UnreadableArticle(f"{relative}: no text layer; run OCR first (ocrmypdf does it)")
    if sum(map(_is_garbled, text)) > _MAX_GARBLED_SHARE * len(text):
        raise UnreadableArticle(
            f"{relative}: its text layer is garbled; run OCR on it (ocrmypdf --force-ocr)"
        )
    body, starts = join_lines(_without_margins(pages))
    return replace(article_from(body, metadata, path=relative, digest=digest_of(data)), pages=starts)


def _open(data: bytes, relative: str) -> tuple[list[list[Line]], Metadata]:
    """The lines of each page, and what the file says of itself.

    Its dates are left out: they tell when the file was made, not when the story was published.
    """
    import pypdfium2  # type: ignore[import-untyped]

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code in {_WRONG_PASSWORD, _SECURITY}:
                message = f"{relative}: encrypted; save a copy without password"
            else:
                message = f"{relative}: damaged PDF; open it and save it anew"
            raise UnreadableArticle(message) from error
        try:
            fields = document.get_metadata_dict(skip_empty=True)
            pages = [_page_lines(document, number) for number in range(len(document))]
        finally:
            document.close()
    title = " ".join(fields.get("Title", "").split())
    metadata = Metadata(
        title=None if _UNNAMED.match(title) else title or None,
        author=fields.get("Author", "").strip() or None,
    )
    return pages, metadata


def _page_lines(document: Any, number: int) -> list[Line]:
    from pypdfium2 import raw

    page = document[number]
    layer = page.get_textpage()
    try:
        text = "".join(chr(raw.FPDFText_GetUnicode(layer, at)) for at in range(layer.count_chars()))
        lines = []
        for match in _PRINTED_LINE.finditer(text):
            words = match.group().strip()
            if not words:
                continue
            first = match.start() + match.group().index(words)
            last, middle = first + len(words) - 1, first + len(words) // 2
            left, right = layer.get_charbox(first)[0], layer.get_charbox(last)[2]
            bottom = layer.get_charbox(middle, loose=True)[1]
            lines.append(
                Line(
                    # PDFium counts the halves of a character apart, as the boxes above do.
                    well_formed(" ".join(words.replace("\x02", "-").split())),
                    left,
                    right,
                    bottom,
                    raw.FPDFText_GetFontSize(layer, middle),
                )
            )
    finally:
        layer.close()
        page.close()
    return lines


def _without_margins(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without their numbers and without the heads and feet that most of them share."""
    counts = Counter(shape for page in pages for shape in {_shape(page[at]) for at in _margin(page)})
    shared = {shape for shape, count in counts.items() if count >= 3 and count * 2 > len(pages)}
    kept = []
    for page in pages:
        margin = _margin(page)
        kept.append(
            [
                line
                for at, line in enumerate(page)
                if at not in margin or not (_shape(line) in shared or _PAGE_NUMBER.fullmatch(line.text))
            ]
        )
    return kept


def _margin(page: list[Line]) -> set[int]:
    """The numbers of the lines that may be a running head or foot."""
    last = len(page)
    return {at for at in range(last) if at < _MARGIN_LINES or at >= last - _MARGIN_LINES}


def _shape(line: Line) -> str:
    return _DIGITS.sub("0", line.text.casefold())


def _is_garbled(character: str) -> bool:
    """Whether it is what a font without a table of its characters leaves."""
    return (
        character == "\ufffd"
        or "\ue000" <= character <= "\uf8ff"
        or (character < " " and character not in "\n\t")
    )
