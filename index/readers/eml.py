"""An e-mail message (``.eml``) -> an Article: its subject, sender, date and text."""

from __future__ import annotations

import re
from contextlib import suppress
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from index.dateline import parse_date
from index.errors import UnreadableArticle
from index.readers.decoding import decode
from index.readers.metadata import Metadata, language_code
from index.readers.text import article_from, digest_of
from index.readers.tree import html_text

if TYPE_CHECKING:
    from email.message import EmailMessage

    from index.article import Article

_REPLY = re.compile(r"(?:(?:re|rv|fw|fwd|res|enc)\s*:\s*)+", re.IGNORECASE)


def read_eml(data: bytes, relative: str) -> Article:
    """Read the plain text of one message, or its HTML where it has none; attachments are left out.

    Raises:
        UnreadableArticle: it is not a message.
        EmptyArticle: there are no words in it.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not (message["from"] or message["subject"] or message["date"]):
        raise UnreadableArticle(f"{relative}: not a mail message; save it as .eml from the mail program")
    body = _body(message, relative)
    return article_from(body, _metadata(message), path=relative, digest=digest_of(data))


def _body(message: EmailMessage, relative: str) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    content = bytes(part.get_payload(decode=True) or b"")
    # What is not as it is declared is recognised by its bytes.
    with suppress(LookupError, UnicodeDecodeError):
        content = content.decode(part.get_content_charset("utf-8")).encode()
    text = decode(content, path=relative)
    return html_text(text) if part.get_content_subtype() == "html" else text


def _metadata(message: EmailMessage) -> Metadata:
    """What its headers say; the sender is the author."""
    sender = message["from"]
    addresses = sender.addresses if sender else ()
    names = (address.display_name or address.addr_spec for address in addresses)
    return Metadata(
        title=_REPLY.sub("", str(message["subject"] or "").strip(), count=1) or None,
        published=parse_date(str(message["date"] or "")),
        author=", ".join(filter(None, names)) or None,
        language=language_code(message["content-language"]),
    )
