"""Settings -> a LlamaIndex connector to the configured server, opened for one answer at a time.

The connectors are the extra ``llm``; nothing here is imported where no
model is configured. A GGUF file is served by llama.cpp inside this process, on the
loopback address, and then spoken to like any other server.
"""

from __future__ import annotations

import importlib
import re
import secrets
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.settings import is_loopback
from index.errors import ModelUnavailable, SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from assistant.settings import Settings

CONTEXT_TOKENS = 4096
_GGUF_CHATS_AT_ONCE = 4
_MOST_SECONDS_FOR_WINDOW = 2.0
_WINDOW_NAMES = (
    "max_model_len",
    "loaded_context_length",
    "context_length",
    "context_window",
    "max_context_length",
)
_OLLAMA_URL = "http://127.0.0.1:11434"
_INSTALL = "install it in the project's folder with: .venv/bin/python -m pip install -e '.[llm]'"
_NO_KEY = "none"
_ERRORS_ONLY = 1


@dataclass(frozen=True, slots=True)
class Connector:
    """A way to a model's server.

    ``connect`` opens a LlamaIndex ``LLM`` for an answer of so many tokens, and hangs up
    when it is left; ``window`` asks how much the model reads and writes at once, None if
    that cannot be known yet. ``server`` is what must be kept alive for it; ``key`` is what its replies
    must not repeat.
    """

    connect: Callable[[int], AbstractAsyncContextManager[Any]]
    window: Callable[[], int | None]
    server: object = None
    key: str = field(default="", repr=False)


def connector(settings: Settings) -> Connector:
    """The connector that is configured; nothing is sent yet.

    Raises:
        SettingsInvalid: a setting that this kind of model needs is missing.
        ModelUnavailable: the extra is not installed, or the GGUF file cannot be served.
    """
    _check_address(settings.llm_base_url or "")
    if not re.fullmatch(r"[\x21-\x7e]*", _key(settings)):
        # A header takes no other characters; nor does what is said of it repeat the key.
        raise SettingsInvalid(
            "HEMEROTECA_LLM_API_KEY has a character that no key has, as a dash that a text editor put in; "
            "copy it anew"
        )
    if settings.llm == "ollama":
        return _ollama(settings)
    if settings.llm == "gguf":
        return _gguf(settings)
    if not settings.llm_base_url:
        raise SettingsInvalid(
            "HEMEROTECA_LLM_BASE_URL is missing; give the server's address, http(s)://host/v1"
        )
    return _openai_like(settings, settings.llm_base_url)


def _check_address(url: str) -> None:
    """Whatever of a secret is in an address would be logged with it."""
    try:
        parts = urlsplit(url)
        has_secret = bool(parts.username or parts.password or parts.query)
        _ = parts.port
    except ValueError:
        # Nor does what is said of a broken one repeat it.
        raise SettingsInvalid(
            "HEMEROTECA_LLM_BASE_URL is no address; give the server's, http(s)://host/v1"
        ) from None
    if has_secret:
        raise SettingsInvalid(
            "HEMEROTECA_LLM_BASE_URL has a user name, a password or a query in it, which would be logged; "
            "give the key as HEMEROTECA_LLM_API_KEY"
        )


def _openai_like(settings: Settings, url: str, *, server: object = None) -> Connector:
    kind = _module("llama_index.llms.openai_like").OpenAILike
    given = _key(settings)
    key = given or _NO_KEY

    @asynccontextmanager
    async def connect(max_tokens: int) -> AsyncIterator[Any]:
        # Closing the client is what hangs up on a model that is no longer wanted.
        async with _module("httpx").AsyncClient(trust_env=not _is_loopback(url)) as client:
            yield kind(
                model=settings.llm_model or "default",
                api_base=url,
                api_key=key,
                is_chat_model=True,
                context_window=CONTEXT_TOKENS,
                max_tokens=max_tokens,
                temperature=0.0,
                max_retries=0,
                timeout=settings.llm_timeout_seconds,
                async_http_client=client,
            )

    return Connector(
        connect,
        window=lambda: settings.llm_context_tokens or _window_said(settings, url, key),
        server=server,
        key=given,
    )


def _ollama(settings: Settings) -> Connector:
    if not settings.llm_model:
        raise SettingsInvalid("HEMEROTECA_LLM_MODEL is missing; give the name of a model that Ollama has")
    kind = _module("llama_index.llms.ollama").Ollama
    url = settings.llm_base_url or _OLLAMA_URL
    key = _key(settings)
    headers = {"Authorization": f"Bearer {key}"} if key else {}

    @asynccontextmanager
    async def connect(max_tokens: int) -> AsyncIterator[Any]:
        async with _module("ollama").AsyncClient(
            url, timeout=settings.llm_timeout_seconds, headers=headers, trust_env=not _is_loopback(url)
        ) as client:
            yield kind(
                model=settings.llm_model,
                base_url=url,
                context_window=settings.llm_context_tokens or CONTEXT_TOKENS,
                temperature=0.0,
                # Thoughts are not shown, and would use up the tokens of the answer.
                thinking=False,
                additional_kwargs={"num_predict": max_tokens},
                async_client=client,
            )

    # Ollama reads as much as it is told to.
    return Connector(connect, window=lambda: settings.llm_context_tokens, key=key)


def _gguf(settings: Settings) -> Connector:
    path = Path(settings.llm_model).expanduser()
    if not path.is_file():
        raise SettingsInvalid(f"HEMEROTECA_LLM_MODEL={settings.llm_model}: no such file; give a .gguf file")
    llama = _module("xllamacpp")
    parameters = llama.CommonParams()
    parameters.model.path = str(path)
    window = settings.llm_context_tokens or CONTEXT_TOKENS
    parameters.n_ctx = window * _GGUF_CHATS_AT_ONCE
    parameters.n_parallel = _GGUF_CHATS_AT_ONCE
    # It listens on loopback, on a free port; with a key of its own, no other program or page can use it.
    key = secrets.token_urlsafe()
    parameters.api_keys = [key]
    parameters.verbosity = _ERRORS_ONLY
    try:
        server = llama.Server(parameters)
    except (RuntimeError, OSError, ValueError) as error:
        raise ModelUnavailable(f"{path.name}: llama.cpp cannot serve it ({error})") from None
    with_key = settings.model_copy(update={"llm_api_key": SecretStr(key), "llm_context_tokens": window})
    return _openai_like(with_key, f"{server.listening_address}/v1", server=server)


# -- how much a server's model reads at once -----------------------------------------------


def _window_said(settings: Settings, url: str, key: str) -> int | None:
    """What an OpenAI-compatible server says that the model reads and writes at once.

    The default if it does not say; None if it is not there, or not ready.
    """
    httpx = _module("httpx")
    base = url.rstrip("/")
    try:
        with httpx.Client(
            trust_env=not _is_loopback(url),
            timeout=min(settings.llm_timeout_seconds, _MOST_SECONDS_FOR_WINDOW),
            headers={"Authorization": f"Bearer {key}"},
        ) as client:
            replies = client.get(f"{base}/models"), client.get(f"{base.removesuffix('/v1')}/props")
    except (httpx.HTTPError, httpx.InvalidURL):
        return None
    if any(reply.is_server_error for reply in replies):
        return None
    listed, properties = map(_json, replies)
    return _window_listed(listed, settings.llm_model) or _window_of_llama(properties) or CONTEXT_TOKENS


def _json(reply: Any) -> Any:
    try:
        return reply.json()
    except ValueError:
        return None


def _window_listed(listed: Any, model: str) -> int | None:
    """As vLLM, LM Studio and OpenRouter list it."""
    entries = listed.get("data") if isinstance(listed, dict) else None
    found = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    found = [entry for entry in found if entry.get("id") == model] or (found if len(found) == 1 else [])
    said = [entry.get(name) for entry in found for name in _WINDOW_NAMES]
    return next((tokens for tokens in said if isinstance(tokens, int) and tokens > 0), None)


def _window_of_llama(properties: Any) -> int | None:
    """As a server of llama.cpp says it."""
    defaults = properties.get("default_generation_settings") if isinstance(properties, dict) else None
    tokens = defaults.get("n_ctx") if isinstance(defaults, dict) else None
    return tokens if isinstance(tokens, int) and tokens > 0 else None


def _key(settings: Settings) -> str:
    # The end of the line of the file that it came from is no part of it.
    return settings.llm_api_key.get_secret_value().strip() if settings.llm_api_key else ""


def _is_loopback(url: str) -> bool:
    """Whether a server is on this machine; a proxy has no part in that."""
    return is_loopback(urlsplit(url).hostname or "")


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ModelUnavailable(f"{name}: the connector is not installed; {_INSTALL}") from error
