"""A table of articles (``.csv``, ``.tsv``, ``.jsonl``) -> its items, one a row."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

from index.errors import ArticleError, UnreadableArticle
from index.readers.container import Item
from index.readers.decoding import decode
from index.readers.file import MAX_BYTES
from index.readers.metadata import first_field, metadata_from
from index.readers.tree import html_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BODY = (
    "text",
    "texto",
    "body",
    "cuerpo",
    "content",
    "contenido",
    "article",
    "articulo",
    "artículo",
    "noticia",
)
_KEY = ("id", "guid", "uuid", "url", "link", "enlace")
_DELIMITERS, _NO_DELIMITER = ",;\t|", "\x1f"
_SAYS = "sep="
_BROKEN = ["a row that cannot be read"]
_MOST_UNENDED, _LONGEST_ROW = 20, 2000
_TAG = re.compile(r"</?(?:p|br|div|span|h[1-6]|a|li|strong|em)\b[^<>]*>", re.IGNORECASE)


def read_csv(data: bytes, relative: str) -> Iterator[Item | ArticleError]:
    """The rows below a line of names; separated by commas, semicolons, tabs or bars.

    Raises:
        UnreadableArticle: it is not text, or no column has the articles' text.
    """
    lines = decode(data, path=relative).split("\n")
    csv.field_size_limit(MAX_BYTES)
    # Excel may say what separates, before the names: «sep=;».
    if lines[0].startswith(_SAYS) and len(lines[0].strip()) == len(_SAYS) + 1 and len(lines) > 1:
        del lines[0]
    delimiter = max(_DELIMITERS, key=lines[0].count)
    if delimiter not in lines[0]:
        # One column, of texts that need no quotes around their commas.
        delimiter = _NO_DELIMITER
    rows = _readable(lines, delimiter)
    names = [name.strip().casefold() for name in next(rows)]
    if not set(names) & set(_BODY):
        raise UnreadableArticle(f"{relative}: no column of text; name the one that has it «texto» or «text»")
    for number, row in enumerate(filter(None, rows), start=1):
        place = f"{relative}#row-{number}"
        if row is _BROKEN:
            yield UnreadableArticle(
                f"{place}: a quotation mark too many, or none at the end; "
                "put the text in quotes, and each quotation mark within it twice"
            )
        elif any(cell.strip() for cell in row[len(names) :]):
            # What stands after a comma of a text without quotes would be lost, or taken for its date.
            yield UnreadableArticle(f"{place}: more cells than there are columns; put the text in quotes")
        else:
            yield _item(number, dict(zip(names, row, strict=False)))


def _readable(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """The rows; in the place of one whose quotes do not pair ``_BROKEN``, and the next is read anew.

    A quotation that never ends takes in all that follows: after its own line that is read all the same.
    """
    source = _Lines(lines)
    rows, unended = csv.reader(source, delimiter=delimiter, strict=True), 0
    while source.at < len(lines):
        begins = source.at
        # Of many that never end none is followed through all of the file again.
        source.end = len(lines) if unended < _MOST_UNENDED else min(len(lines), begins + _LONGEST_ROW)
        try:
            yield next(rows)
        except csv.Error:
            if source.at == source.end:
                source.at, unended = begins + 1, unended + 1
            yield _BROKEN


class _Lines:
    """Lines one after another, from wherever ``at`` is put, up to ``end``."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.at, self.end = 0, len(lines)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.at >= self.end:
            raise StopIteration
        self.at += 1
        return self._lines[self.at - 1] + "\n"


def read_jsonl(data: bytes, relative: str) -> Iterator[Item | ArticleError]:
    """The objects, one a line.

    Raises:
        UnreadableArticle: it is not text.
    """
    for number, line in enumerate(decode(data, path=relative).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{relative}#row-{number}"
        try:
            loaded = json.loads(line)
        except (ValueError, RecursionError):
            yield UnreadableArticle(f"{place}: not JSON; write one object in each line")
            continue
        fields = _fields(loaded) if isinstance(loaded, dict) else {}
        if not first_field(fields, _BODY):
            yield UnreadableArticle(f"{place}: no text; name the field that has it «texto» or «text»")
            continue
        yield _item(number, fields)


def _fields(loaded: Mapping[str, object]) -> dict[str, str]:
    return {name.strip().casefold(): _scalar(value) for name, value in loaded.items()}


def _scalar(value: object) -> str:
    """A string or number as it is written, the members of a list with commas; "" for anything else."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_scalar, value)))
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def _item(number: int, fields: Mapping[str, str]) -> Item:
    body = first_field(fields, _BODY) or ""
    said = {name: " ".join(value.split()) for name, value in fields.items() if name not in _BODY}
    text = html_text(body) if _TAG.search(body) else body.replace("\r\n", "\n").replace("\r", "\n")
    return Item(number, first_field(said, _KEY), metadata_from(said), text)
