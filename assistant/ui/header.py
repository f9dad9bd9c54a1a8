"""From a language to the HTML of the page's head: its name, and the controls that are always there."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.ui.texts import Texts

_LANGUAGES = {"es": "Español", "en": "English"}


def render_header(texts: Texts) -> str:
    """The masthead; its ``data-language`` tells the page's script which language the page is in."""
    languages = "".join(
        f'<button type="button" data-action="language" data-to="{code}" lang="{code}"'
        f' aria-pressed="{str(code == texts.language).lower()}">{name}</button>'
        for code, name in _LANGUAGES.items()
    )
    return (
        f'<header class="masthead" data-language="{texts.language}"><h1>Hemeroteca</h1>'
        f'<p class="tagline">{escape(texts.tagline)}</p>'
        f'<button type="button" data-action="clear">{texts.clear}</button>'
        f'<div class="languages" role="group" aria-label="{texts.language_switch}">{languages}</div>'
        f'<button type="button" class="colours" data-action="colours" aria-label="{texts.colours}"'
        f' title="{texts.colours}">◐</button></header>'
    )


def render_status(text: str, *, is_busy: bool) -> str:
    """The line that says how far the archive's preparation has come."""
    return f'<p class="status{" busy" if is_busy else ""}" role="status">{escape(text)}</p>'
