"""A text file (``.txt``) -> an Article: what its front matter, dateline, headline and name say."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from index.article import Article
from index.blocks import HANGING_WORDS, find_blocks
from index.dateline import date_in_name, find_byline, find_dateline, year_in_name
from index.errors import EmptyArticle
from index.language import language_of
from index.markup import heading_label
from index.readers.decoding import decode, well_formed
from index.readers.front_matter import take_front_matter
from index.readers.metadata import in_whole_characters
from index.sentences import sentence_spans

if TYPE_CHECKING:
    from index.readers.metadata import Metadata

_MAX_LEAD_TITLE = 80


def read_text(data: bytes, relative: str) -> Article:
    """Read the bytes of one file; ``relative`` is its path inside the seeds folder.

    Raises:
        UnreadableArticle: it is not text.
        EmptyArticle: there are no words in it.
    """
    metadata, body = take_front_matter(decode(data, path=relative))
    return article_from(body, metadata, path=relative, digest=digest_of(data))


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def article_from(body: str, metadata: Metadata, *, path: str, digest: str) -> Article:
    """Complete what the metadata leave unsaid from the text, then from the file's name.

    Raises:
        EmptyArticle: there are no words in the body.
    """
    body, metadata = well_formed(body), in_whole_characters(metadata)
    if not any(character.isalnum() for character in body):
        raise EmptyArticle(f"{path}: there are no words in it; write the article or take the file out")
    dateline = find_dateline(body)
    named = date_in_name(path)
    published = metadata.published
    if published is None and dateline is not None:
        published = dateline.date(near=named, year=year_in_name(path))
    return Article(
        path=path,
        digest=digest,
        title=metadata.title or find_title(body),
        body=body,
        outlet=metadata.outlet or (dateline.known_agency if dateline else None),
        place=metadata.place or (dateline.place if dateline else None),
        published=published or named,
        url=metadata.url,
        author=metadata.author or find_byline(body),
        language=metadata.language or language_of(body),
    )


def find_title(body: str) -> str:
    """The first Markdown heading or headline, else the lead's first words, the dateline left out."""
    headings = [block for block in find_blocks(body) if block.is_heading]
    for heading in headings:
        is_marked = body[heading.line_start : heading.start].strip() != ""
        if is_marked or not body[: heading.line_start].strip():
            return heading_label(body[heading.start : heading.end])
    return _lead_words(body)


def _lead_words(body: str) -> str:
    """The first sentence that is no dateline, cut at a word; some 80 characters at most."""
    dateline = find_dateline(body)
    after = dateline.end if dateline else 0
    heading_starts = {block.start for block in find_blocks(body) if block.is_heading}
    spans = sentence_spans(body)
    spans = [span for span in spans if span[0] >= after and span[0] not in heading_starts] or spans
    if not spans:
        return " ".join(body.split())[:_MAX_LEAD_TITLE]
    lead = heading_label(body[slice(*spans[0])])
    if len(lead) <= _MAX_LEAD_TITLE:
        return lead.removesuffix(".")
    words = lead[: _MAX_LEAD_TITLE + 1].split(" ")[:-1] or [lead[:_MAX_LEAD_TITLE]]
    while len(words) > 1 and words[-1].casefold() in HANGING_WORDS:
        words.pop()
    return " ".join(words).rstrip(".,;:") + "…"
