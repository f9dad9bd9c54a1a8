"""An RSS or Atom feed (``.rss``, ``.atom``, ``.xml``) -> its items, with the words it carries of each."""

from __future__ import annotations

import html.entities
import re
from typing import TYPE_CHECKING, Any

from index.dateline import parse_date
from index.errors import ArticleError, UnreadableArticle
from index.readers.container import Item
from index.readers.metadata import Metadata, language_code
from index.readers.tree import html_text, tree_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEMS = frozenset({"item", "entry"})
_BODIES = ("encoded", "content", "description", "summary")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*;)")
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MAIL_AND_NAME = re.compile(r"\S+@\S+ \((?P<name>.+)\)")


def read_feed(data: bytes, relative: str) -> Iterator[Item | ArticleError]:
    """The items in their order; one without any words but its title says that.

    Raises:
        UnreadableArticle: it is no feed.
    """
    root = _parse(data)
    if root is None or _name(root) not in {"rss", "feed", "RDF"}:
        raise UnreadableArticle(f"{relative}: not an RSS or Atom feed; take it out of the folder")
    channel = next((child for child in root if _name(child) == "channel"), root)
    outlet = _words(_child(channel, "title"))
    language = _words(_child(channel, "language")) or root.get(_LANGUAGE)
    elements = (element for element in root.iter() if _name(element) in _ITEMS)
    for number, element in enumerate(elements, start=1):
        yield _item(number, element, Metadata(outlet=outlet, language=language_code(language)))


def _parse(data: bytes) -> Any:
    """The root of the tree, mended where it is broken; entities that it defines are not followed."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(_ENTITY.sub(_numbered, data.lstrip()), parser)
    except etree.XMLSyntaxError:
        return None


def _numbered(match: re.Match[bytes]) -> bytes:
    """HTML's names of characters, which XML does not know, as numbers."""
    name = match[1].decode("ascii")
    characters = None if name in _OF_XML else html.entities.html5.get(name)
    if characters is None:
        return match.group()
    return "".join(f"&#{ord(character)};" for character in characters).encode("ascii")


def _item(number: int, element: Any, feed: Metadata) -> Item:
    title = _words(_child(element, "title"))
    url = _address(element)
    bodies = (_text(child) for child in element if _name(child) in _BODIES)
    metadata = Metadata(
        title=title,
        outlet=_words(_child(element, "source")) or feed.outlet,
        published=parse_date(
            _first_words(element, "pubDate", "published", "date", "issued", "updated") or ""
        ),
        url=url,
        author=_author(element),
        language=feed.language,
    )
    key = _first_words(element, "guid", "id") or url
    return Item(number, key, metadata, max(bodies, key=len, default="") or title or "")


def _author(element: Any) -> str | None:
    names = []
    for child in element:
        if _name(child) in {"creator", "author"}:
            name = _child(child, "name")
            words = _words(child if name is None else name) or ""
            match = _MAIL_AND_NAME.fullmatch(words)
            names.append(match["name"] if match else words)
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _address(element: Any) -> str | None:
    for link in element:
        if _name(link) == "link" and link.get("rel", "alternate") == "alternate":
            address = link.get("href") or _words(link)
            if address:
                return str(address).strip()
    return None


def _text(element: Any) -> str:
    """The words of a body: HTML written as text, or (Atom's ``xhtml``) as elements."""
    return tree_text(element) if len(element) else html_text(element.text or "")


def _first_words(element: Any, *names: str) -> str | None:
    return next(filter(None, (_words(_child(element, name)) for name in names)), None)


def _words(element: Any) -> str | None:
    """The words of a title or name, which may be marked up, on one line."""
    if element is None:
        return None
    text = " ".join("".join(element.itertext()).split())
    return (" ".join(html_text(text).split()) if "<" in text or "&" in text else text) or None


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if _name(child) == name), None)


def _name(element: Any) -> str:
    """The local name; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
