"""What keeps this process, and the reader's browser, from asking anything of another machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assistant.settings import BUNDLED

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.settings import Settings

# Gradio compiles its templates in the browser, hence the two «unsafe»; what matters is that
# nothing may be fetched from, or sent to, any other origin.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_SILENT = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    # FastAPI exports by itself wherever the machine's environment names a collector.
    "OTEL_TRACES_EXPORTER": "none",
    "OTEL_METRICS_EXPORTER": "none",
    "OTEL_LOGS_EXPORTER": "none",
}
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


def stay_offline(settings: Settings) -> None:
    """Tell the libraries, which read the environment when they are imported, to ask nothing."""
    os.environ.update(_SILENT)
    if settings.embedding_model == BUNDLED:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


class ContentPolicy:
    """Middleware that has the browser refuse every request to another origin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the policy to every answer of ``app``."""

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self._app(scope, receive, send_with_policy)
