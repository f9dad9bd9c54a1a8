"""From a language to the HTML of the page's head: its name, and the controls that are always there."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.translate import translate
from assistant.ui.writing import write_article_count, write_news, write_progress, write_unread_count

if TYPE_CHECKING:
    from assistant.ui.keeper import State
    from assistant.ui.texts import Texts

_LANGUAGES = {"es": "Español", "en": "English"}


def render_header(texts: Texts) -> str:
    """The masthead; its data tell the page's script the language, and what it says in place of Gradio."""
    languages = "".join(
        f'<button type="button" data-action="language" data-to="{code}" lang="{code}"'
        f' aria-pressed="{str(code == texts.language).lower()}">{name}</button>'
        for code, name in _LANGUAGES.items()
    )
    return (
        f'<header class="masthead" data-language="{texts.language}" data-lost="{texts.lost}"'
        f' data-dismiss="{texts.dismiss}"><h1>Hemeroteca</h1>'
        f'<p class="tagline">{escape(texts.tagline)}</p>'
        f'<button type="button" data-action="articles" aria-expanded="false">{texts.articles}</button>'
        f'<button type="button" data-action="clear" aria-label="{texts.clear}">'
        f'<span class="wide">{texts.clear}</span><span class="narrow">{texts.clear_short}</span></button>'
        f'<div class="languages" role="group" aria-label="{texts.language_switch}">{languages}</div>'
        f'<button type="button" class="colours" data-action="colours" aria-label="{texts.colours}"'
        f' title="{texts.colours}">◐</button></header>'
    )


def render_status(archive: State, texts: Texts) -> str:
    """The line that says what the archive holds, what of it is new, or what is being done or is wrong."""
    if archive.is_busy:
        said = [write_progress(archive.progress, texts)]
    elif archive.failure:
        said = [translate(archive.failure, texts.language), texts.retried]
    else:
        said = [
            write_article_count(len(archive.articles), texts),
            texts.locked if archive.is_locked else "",
            translate(archive.trouble, texts.language) if archive.trouble else "",
            write_news(archive.news, texts),
            write_unread_count(len(archive.unread), texts),
        ]
    line = " · ".join(filter(None, said))
    return f'<p class="status{" busy" if archive.is_busy else ""}" title="{escape(line)}">{escape(line)}</p>'
