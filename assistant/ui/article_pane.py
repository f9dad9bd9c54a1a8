"""From a citation and its article to the HTML of the pane: the whole body, cited characters marked."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from assistant.translate import translate
from assistant.ui.words import render_words
from assistant.ui.writing import lang_of, write_long_date
from index.markup import heading_label, without_marks

if TYPE_CHECKING:
    from assistant.answer import Citation
    from assistant.ui.texts import Texts
    from index.article import Article

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_HEADING_MARKS = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_SUBHEADING_CHARACTERS = 90


def render_article(article: Article, citation: Citation | None, texts: Texts) -> str:
    """The article with the citation's characters marked, or with a notice that it has changed since."""
    cited, notice = range(0), ""
    if citation is not None:
        if _still_says(article, citation):
            cited = range(citation.start, citation.end)
        else:
            notice = f'<p class="notice" role="status">{texts.changed}</p>'
    origin = [part for part in (article.author, article.outlet, article.place) if part]
    if article.published:
        origin.append(write_long_date(article.published, texts))
    shown = render_body(article.body, cited, title=article.title)
    body = f'<div class="body" lang="{lang_of(article)}">{shown}</div>'
    return _frame(" · ".join(origin), article.title, _render_link(article.url, texts) + notice + body, texts)


def _still_says(article: Article, citation: Citation) -> bool:
    quoted = article.body[citation.start : citation.end]
    return article.digest == citation.digest and quoted == citation.quote


def render_gone(path: str, texts: Texts) -> str:
    """That there is no article at a path any more."""
    return _frame("", path, f'<p class="notice" role="status">{texts.gone}</p>', texts)


def render_unread(title: str, reason: str, texts: Texts) -> str:
    """Why an article cannot be shown now; ``reason`` is an error's, as it was raised."""
    said = escape(translate(reason, texts.language))
    return _frame("", title, f'<p class="notice" role="status">{said}</p>', texts)


def render_missing(citation: Citation, texts: Texts) -> str:
    """What was cited from an article that is no longer in the archive."""
    return _frame(
        "",
        citation.title or citation.article,
        f'<p class="notice" role="status">{texts.gone}</p><p>{texts.quoted_then}</p>'
        f'<blockquote lang="{lang_of(citation)}">{escape(without_marks(citation.quote))}</blockquote>',
        texts,
    )


def render_body(body: str, cited: range, *, title: str = "") -> str:
    """The body as paragraphs; the text content of what comes out is ``body``, to the character.

    Markdown's marks of headings, emphasis and links are there and not shown; nor is a first heading that is
    the ``title``, which stands above, unless it is cited.
    """
    parts = []
    end = 0
    for block in (_BLOCK if "\n\n" in body else _LINE).finditer(body):
        parts.append(escape(body[end : block.start()]))
        marks = _HEADING_MARKS.match(block[0])
        begins = block.start() + (marks.end() if marks else 0)
        is_heading = _is_subheading(block) if marks is None else "\n" not in block[0]
        kind = ' class="subheading"' if is_heading else ""
        if not end and heading_label(body[begins : block.end()]) == title and not _touches(block, cited):
            kind = " hidden"
        before = f"<span hidden>{escape(marks[0])}</span>" if marks else ""
        words = _mark(body, range(begins, block.end()), cited)
        parts.append(f"<p{kind}>{before}{words}</p>")
        end = block.end()
    parts.append(escape(body[end:]))
    return "".join(parts)


def _mark(body: str, block: range, cited: range) -> str:
    """The block's characters, those that are cited between marks."""
    start, stop = max(block.start, cited.start), min(block.stop, cited.stop)
    marked = [range(start - block.start, stop - block.start)] if start < stop else []
    return render_words(body[block.start : block.stop], marked, "mark")


def _touches(block: re.Match[str], cited: range) -> bool:
    return cited.start < block.end() and block.start() < cited.stop


def _is_subheading(block: re.Match[str]) -> bool:
    """Whether it looks like one: a short line, not the first, that ends like no sentence does."""
    line = without_marks(block.group()).strip()
    return bool(line) and block.start() > 0 and len(line) < _SUBHEADING_CHARACTERS and line[-1].isalnum()


def _render_link(url: str | None, texts: Texts) -> str:
    if url is None or not url.lower().startswith(("http://", "https://")):
        return ""
    link = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{texts.original}</a>'
    return f'<p class="link">{link}</p>'


def _frame(origin: str, title: str, content: str, texts: Texts) -> str:
    """The pane: its head stays while the content, which is HTML already, scrolls under it."""
    return (
        f'<aside class="pane" tabindex="-1" aria-label="{texts.source_pane}"><header>'
        f'<div><p class="origin">{escape(origin)}</p><h2 title="{escape(title)}">{escape(title)}</h2></div>'
        f'<button type="button" class="close" data-action="shut" aria-label="{texts.close}">×</button>'
        f'</header><article aria-label="{escape(title)}">{content}</article></aside>'
    )
