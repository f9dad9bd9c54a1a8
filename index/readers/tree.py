"""A parsed HTML tree -> its text: a paragraph a line, headings as ``## …``, items as ``- …``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# The names are HTML's and those that trafilatura gives to the same things.
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"head": 2}
_BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer
    form header hr html item lb li list main nav ol p pre quote row section table tbody tfoot thead title tr
    ul""".split()  # noqa: SIM905 (a table is read better than a list of quotes)
)
_ITEMS = frozenset({"li", "item"})
_CELLS = frozenset({"td", "th", "cell"})
_SKIPPED = frozenset(
    """audio button graphic head iframe img link math meta noscript object script select style svg template
    textarea video""".split()  # noqa: SIM905
)
_CELL_MARK = "\x1f"


def html_text(markup: str) -> str:
    """The text of an HTML page or fragment, nothing left out but what is not shown."""
    root = parse_html(markup)
    return "" if root is None else tree_text(root)


def parse_html(markup: str) -> Any:
    """The root of a page, mended where it is broken; ``None`` if there is no element in it."""
    from lxml import etree, html  # type: ignore[import-untyped]

    # Thousands of nested elements are read too: a limit on the file's size is enough.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return html.document_fromstring(markup.encode(), parser=parser)
    except etree.ParserError:
        return None


def tree_text(root: Any, *, is_page: bool = True) -> str:
    """The text of an lxml element; in a page ``head`` is metadata, else (trafilatura) a heading."""
    lines = (_tidy(line) for line in _lines(root, _SKIPPED if is_page else _SKIPPED - {"head"}))
    return "\n\n".join(line for line in lines if any(character.isalnum() for character in line))


def _lines(root: Any, skipped: frozenset[str]) -> Iterator[str]:
    from lxml import etree

    prefix, words = "", ""
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "start":
            if name in skipped:
                walker.skip_subtree()
                continue
            if name in _BLOCKS or name in _HEADINGS:
                yield prefix + words
                prefix, words = _prefix(element, name, prefix, words), ""
            words += element.text or ""
            continue
        if name not in skipped and (name in _BLOCKS or name in _HEADINGS):
            yield prefix + words
            prefix, words = "", ""
        words += (_CELL_MARK if name in _CELLS else "") + (element.tail or "" if element is not root else "")
    yield prefix + words


def _prefix(element: Any, name: str, before: str, words: str) -> str:
    if name in _HEADINGS:
        level = element.get("rend", "")[1:]
        return "#" * (int(level) if level.isdecimal() else _HEADINGS[name]) + " "
    if name in _ITEMS:
        return "- "
    # A paragraph at the start of an item is that item's.
    return before if not words.strip() else ""


def _tidy(line: str) -> str:
    cells = (" ".join(cell.split()) for cell in line.split(_CELL_MARK))
    return " | ".join(filter(None, cells))
