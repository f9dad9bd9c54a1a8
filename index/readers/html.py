"""A web page (``.html``, ``.htm``) -> an Article: its main text, and what its head says of it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, cast

from index.dateline import parse_date
from index.errors import EmptyArticle, UnreadableArticle
from index.readers.decoding import decode
from index.readers.metadata import Metadata, language_code
from index.readers.text import article_from, digest_of
from index.readers.tree import html_text, parse_html, tree_text

if TYPE_CHECKING:
    from datetime import date

    from trafilatura.settings import Document

    from index.article import Article

_HEAD_BYTES = 4096
# What is shorter is a notice or a menu.
_LEAST_WORDS = 20
_CHARSET = re.compile(rb"""charset=["']?([\w.:-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LANGUAGE = re.compile(r"""<html\b[^<>]*?\blang=["']?([\w-]+)""", re.IGNORECASE)
# Browsers write the address of a page that they save: <!-- saved from url=(0022)https://… -->
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(http\S+) -->")


def read_html(data: bytes, relative: str) -> Article:
    """Read the main text of one page; of a page where none stands out, the whole of it.

    Raises:
        UnreadableArticle: it is not text.
        EmptyArticle: there are no words in it.
    """
    markup = _markup(data, relative)
    metadata, body = _extract(markup)
    return article_from(body or html_text(markup), metadata, path=relative, digest=digest_of(data))


def read_main_text(data: bytes, relative: str) -> Article:
    """Read the main text of one page as ``read_html`` does, and of nothing else.

    Raises:
        UnreadableArticle: it is not text, or packages that it takes are not installed.
        EmptyArticle: no main text stands out.
    """
    try:
        metadata, body = _extract(_markup(data, relative))
    except ModuleNotFoundError as error:
        message = (
            f"{relative}: reading .html needs more packages; "
            "in the project's folder: .venv/bin/python -m pip install -e '.[formats]'"
        )
        raise UnreadableArticle(message) from error
    if len(body.split()) < _LEAST_WORDS:
        raise EmptyArticle(
            f"{relative}: no main text in that page; save the page from a browser and add the file"
        )
    return article_from(body, metadata, path=relative, digest=digest_of(data))


def _markup(data: bytes, relative: str) -> str:
    return _XML_DECLARATION.sub("", _decode(data, relative), count=1)


def _decode(data: bytes, relative: str) -> str:
    """UTF-8 where it is sound, then what the page declares, then as any text."""
    declared = _CHARSET.search(data, 0, _HEAD_BYTES)
    if declared:
        for name in ("utf-8-sig", declared[1].decode("ascii")):
            try:
                text = data.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
            return decode(text.encode(), path=relative)
    return decode(data, path=relative)


def _extract(markup: str) -> tuple[Metadata, str]:
    """What the page declares, and its main text; ``""`` if none stands out."""
    from trafilatura import bare_extraction, extract_metadata

    # A page without main text is no error here.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extracted = bare_extraction(markup, include_comments=False, with_metadata=True)
    document = cast("Document", extracted or extract_metadata(markup))
    body = "" if document.body is None else tree_text(document.body, is_page=False)
    saved_from = _SAVED_FROM.search(markup)
    metadata = Metadata(
        title=_without_site(document.title, document.sitename),
        outlet=document.sitename or None,
        published=_declared_date(markup),
        url=document.url or (saved_from[1] if saved_from else None),
        author=", ".join((document.author or "").split("; ")) or None,
        language=_language(markup),
    )
    return metadata, body


def _declared_date(markup: str) -> date | None:
    """The publication date in the page's head, its data for search engines or its ``time`` elements.

    Not the dates of its text: those are as often of what it tells.
    """
    from htmldate import find_date

    page = parse_html(markup)
    body = None if page is None else page.find("body")
    if body is not None:
        declarations = list(body.iter("time", "script"))
        body.clear()
        for element in declarations:
            element.tail = None
            body.append(element)
    found = None if page is None else find_date(page, original_date=True, extensive_search=False)
    return parse_date(found or "")


def _language(markup: str) -> str | None:
    match = _LANGUAGE.search(markup)
    return language_code(match[1]) if match else None


def _without_site(title: str | None, site: str | None) -> str | None:
    """«La cumbre | El Diario» is «La cumbre»."""
    if title and site:
        title = re.sub(rf"\s+[|·—–-]\s+{re.escape(site)}\s*$", "", title, flags=re.IGNORECASE)
    return title or None
