"""A web page (``.html``, ``.htm``) -> an Article: its main text, and what its head says of it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, cast

from index.dateline import parse_date
from index.readers.decoding import decode
from index.readers.metadata import Metadata, language_code
from index.readers.text import article_from, digest_of
from index.readers.tree import html_text, tree_text

if TYPE_CHECKING:
    from trafilatura.settings import Document

    from index.article import Article

_HEAD_BYTES = 4096
# The publication date as the page declares it, not the first date in its text.
_DATES = {"original_date": True, "extensive_search": False}
_CHARSET = re.compile(rb"""charset=["']?([\w.:-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_LANGUAGE = re.compile(r"""<html\b[^>]*?\blang=["']?([\w-]+)""", re.IGNORECASE)
# Browsers write the address of a page that they save: <!-- saved from url=(0022)https://… -->
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(http\S+) -->")


def read_html(data: bytes, relative: str) -> Article:
    """Read the main text of one page; of a page where none stands out, the whole of it.

    Raises:
        UnreadableArticle: it is not text.
        EmptyArticle: there are no words in it.
    """
    markup = _XML_DECLARATION.sub("", _decode(data, relative), count=1)
    metadata, body = _extract(markup)
    return article_from(body, metadata, path=relative, digest=digest_of(data))


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
    from trafilatura import bare_extraction, extract_metadata

    # A page without main text is no error here.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extracted = bare_extraction(
        markup, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )
    document = cast("Document", extracted or extract_metadata(markup, date_config=_DATES))
    body = "" if document.body is None else tree_text(document.body, is_page=False)
    saved_from = _SAVED_FROM.search(markup)
    metadata = Metadata(
        title=_without_site(document.title, document.sitename),
        outlet=document.sitename or None,
        published=parse_date(document.date or ""),
        url=document.url or (saved_from[1] if saved_from else None),
        author=", ".join((document.author or "").split("; ")) or None,
        language=_language(markup),
    )
    return metadata, body or html_text(markup)


def _language(markup: str) -> str | None:
    match = _LANGUAGE.search(markup)
    return language_code(match[1]) if match else None


def _without_site(title: str | None, site: str | None) -> str | None:
    """«La cumbre | El Diario» is «La cumbre»."""
    if title and site:
        title = re.sub(rf"\s+[|·—–-]\s+{re.escape(site)}\s*$", "", title, flags=re.IGNORECASE)
    return title or None
