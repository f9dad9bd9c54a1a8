"""From the archive's articles, and the files that could not be read, to the HTML of their list."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.messages import short_date
from assistant.translate import translate

if TYPE_CHECKING:
    from assistant.ui.engine import Unread
    from assistant.ui.keeper import State
    from assistant.ui.texts import Texts
    from index.article import Article

_MOST_LISTED = 1000


def render_shelf_head(texts: Texts) -> str:
    """What stays above the list: its name, the box to filter it, and the way out."""
    return (
        f'<header class="shelf-head"><h2>{texts.articles}</h2>'
        f'<input type="search" placeholder="{texts.find_article}" aria-label="{texts.find_article}">'
        f'<button type="button" class="close" data-action="articles" aria-label="{texts.close_articles}">×'
        "</button></header>"
    )


def render_shelf(archive: State, texts: Texts) -> str:
    """The articles, latest first and those without a date last, after the files that could not be read."""
    unread = "".join(_render_unread(file, texts) for file in archive.unread)
    troubles = f'<section class="unread"><h3>{texts.unread}</h3><ul>{unread}</ul></section>' if unread else ""
    dated = sorted(archive.articles, key=lambda article: str(article.published or ""), reverse=True)
    listed = "".join(_render_article(article, texts) for article in dated[:_MOST_LISTED])
    rest = (
        f'<p class="note">{texts.listed_first.format(shown=_MOST_LISTED, count=len(dated))}</p>'
        if len(dated) > _MOST_LISTED
        else ""
    )
    empty = "" if dated or not archive.is_ready else f'<p class="note">{texts.ready_none}</p>'
    return f'<div class="shelf">{troubles}{rest}{empty}<ul class="articles">{listed}</ul></div>'


def _render_article(article: Article, texts: Texts) -> str:
    published = short_date(article.published, texts.language) if article.published else None
    origin = " · ".join(part for part in (published, article.outlet, article.place, article.path) if part)
    return (
        f'<li><button type="button" data-path="{escape(article.path)}">'
        f"<cite>{escape(article.title)}</cite><span>{escape(origin)}</span></button></li>"
    )


def _render_unread(file: Unread, texts: Texts) -> str:
    reason = translate(file.error, texts.language).removeprefix(f"{file.path}: ")
    return f"<li><strong>{escape(file.path)}</strong>: {escape(reason)}</li>"
