"""From an engine to a web application: the page, mounted where nothing else is offered."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.settings import is_loopback
from assistant.ui.offline import ContentPolicy
from assistant.ui.page import Page
from assistant.ui.theme import make_theme, read_asset

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.ui.engine import Engine
    from assistant.ui.keeper import Keeper

_LOOPBACK = ["127.0.0.1", "localhost", "[::1]", "::1"]


def make_application(engine: Engine, keeper: Keeper, settings: Settings) -> FastAPI:
    """The page at ``/``, without Gradio's footer, schema, history or uploads."""
    application = FastAPI(openapi_url=None)
    application.add_middleware(ContentPolicy)
    if is_loopback(settings.host):
        # A page of another site whose name is made to point here must not read the archive.
        application.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_LOOPBACK, settings.host])
    with as_file(files("assistant.ui").joinpath("assets", "favicon.png")) as favicon:
        gr.mount_gradio_app(
            application,
            Page(engine, keeper, settings.language).blocks,
            path="/",
            theme=make_theme(),
            css=read_asset("style.css"),
            favicon_path=str(favicon),
            footer_links=[],
            run_history=False,
            show_error=False,
            max_file_size=1,
            ssr_mode=False,
            mcp_server=False,
            pwa=False,
            enable_monitoring=False,
        )
    return application
