"""From a citation and its article to the HTML of the pane: the whole body, cited characters marked."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from assistant.translate import translate
from assistant.ui.words import render_words
from assistant.ui.writing import lang_of, write_long_date
from index.markup import heading_label, marks_in, marks_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Citation
    from assistant.ui.texts import Texts
    from index.article import Article
    from index.markup import Bounds

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_HEADING_MARK = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_BOLD = re.compile(r"^(\*\*|__)(?P<words>[^*_]+)\1$")
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
    marks = marks_in(article.body, article.path)
    shown = render_body(article.body, cited, title=article.title, marks=marks)
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
        f'<blockquote lang="{lang_of(citation)}">{escape(citation.seen)}</blockquote>',
        texts,
    )


def render_body(body: str, cited: range, *, title: str = "", marks: Sequence[Bounds] = ()) -> str:
    """The body as paragraphs; the text content of what comes out is ``body``, to the character.

    The marks of Markdown's headings, and ``marks``, are there and not shown; nor is a first heading that is
    the ``title``, which stands above, unless it is cited.
    """
    parts = []
    end = 0
    for block in (_BLOCK if "\n\n" in body else _LINE).finditer(body):
        parts.append(escape(body[end : block.start()]))
        mark = _HEADING_MARK.match(block[0])
        begins = block.start() + (mark.end() if mark else 0)
        is_heading = _is_subheading(block) if mark is None else "\n" not in block[0]
        kind = ' class="subheading"' if is_heading else ""
        if (
            not end
            and heading_label(body[begins : block.end()]) == heading_label(title)
            and not _touches(block, cited)
        ):
            kind = " hidden"
        before = f"<span hidden>{escape(mark[0])}</span>" if mark else ""
        words = render_words(
            body[begins : block.end()],
            marks_within([(cited.start, cited.stop)], begins, block.end()),
            "mark",
            unseen=marks_within(marks, begins, block.end()),
        )
        parts.append(f"<p{kind}>{before}{words}</p>")
        end = block.end()
    parts.append(escape(body[end:]))
    return "".join(parts)


def _touches(block: re.Match[str], cited: range) -> bool:
    return cited.start < block.end() and block.start() < cited.stop


def _is_subheading(block: re.Match[str]) -> bool:
    """Whether it looks like one: a short line, not the first, that ends like no sentence does."""
    line = block.group().strip()
    if not 0 < len(line) < _SUBHEADING_CHARACTERS or not block.start():
        return False
    return (_BOLD.sub(r"\g<words>", line))[-1].isalnum()


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
