"""The named fields of a file -> its Metadata, whatever the names' language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dateline import parse_date
from index.readers.decoding import well_formed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_NAMES = {
    "title": ("title", "titulo", "título", "titular", "headline"),
    "date": ("date", "fecha", "published", "publicado", "published_at", "pubdate"),
    "outlet": ("source", "medio", "fuente", "outlet"),
    "place": ("place", "lugar", "location"),
    "url": ("url", "link", "enlace"),
    "author": ("author", "autor", "autora", "autores", "authors", "firma", "byline"),
    "language": ("language", "idioma", "lang"),
}
FIELD_NAMES = frozenset(name for names in _NAMES.values() for name in names)
_NOTHING = frozenset({"null", "none", "nan", "~"})
_LANGUAGE_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_LANGUAGE_NAMES = {
    "español": "es",
    "castellano": "es",
    "spanish": "es",
    "inglés": "en",
    "english": "en",
    "português": "pt",
    "portugués": "pt",
    "català": "ca",
    "catalán": "ca",
    "gallego": "gl",
    "euskera": "eu",
    "francés": "fr",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about its article; ``None`` is what it does not say."""

    title: str | None = None
    outlet: str | None = None
    place: str | None = None
    published: date | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None


def metadata_from(fields: Mapping[str, str]) -> Metadata:
    """What the fields say; their names are in lower case, in Spanish or English."""
    value = {field: first_field(fields, names) for field, names in _NAMES.items()}
    return Metadata(
        title=value["title"],
        outlet=value["outlet"],
        place=value["place"],
        published=parse_date(value["date"] or ""),
        url=value["url"],
        author=value["author"],
        language=language_code(value["language"]),
    )


def in_whole_characters(metadata: Metadata) -> Metadata:
    """The same, of characters that can be stored: see ``well_formed``."""

    def whole(said: str | None) -> str | None:
        return said and well_formed(said)

    return Metadata(
        title=whole(metadata.title),
        outlet=whole(metadata.outlet),
        place=whole(metadata.place),
        published=metadata.published,
        url=whole(metadata.url),
        author=whole(metadata.author),
        language=whole(metadata.language),
    )


def first_field(fields: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    """The first of the names that has a value; YAML's and JSON's words for none are none."""
    values = (fields.get(name) for name in names)
    return next((value for value in values if value and value.casefold() not in _NOTHING), None)


def language_code(name: str | None) -> str | None:
    """The ISO 639 code of a language: «es-MX», «Español» and «spanish» give ``es``."""
    name = (name or "").strip()
    match = _LANGUAGE_CODE.fullmatch(name)
    return _LANGUAGE_NAMES.get(name.casefold()) or (match[1].lower() if match else None)
