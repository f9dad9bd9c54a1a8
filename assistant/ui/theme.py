"""The page's look: system fonts, and the style sheet and scripts that ship beside this file."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

# Named fonts are only asked of the reader's own system; a plain string would make Gradio fetch it.
_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Liberation Sans", "sans-serif")


def make_theme() -> gr.themes.Base:
    """A theme that fetches nothing."""
    fonts = [gr.themes.Font(name) for name in _FONTS]
    return gr.themes.Base(font=fonts, font_mono=[gr.themes.Font("monospace")])


def read_asset(name: str) -> str:
    """The text of a file in ``assets/``."""
    return files("assistant.ui").joinpath("assets", name).read_text(encoding="utf-8")
