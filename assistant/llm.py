"""Settings -> an open language model, reached through LlamaIndex; its failures told apart and in plain words.

The connectors are the extra ``hemeroteca[llm]``; nothing here is imported where no
model is configured. A GGUF file is served by llama.cpp inside this process, on the
loopback address, and then spoken to like any other server.
"""

from __future__ import annotations

import importlib
import json
import math
import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from index.errors import ModelError, ModelFailed, ModelUnavailable, SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from contextlib import AbstractContextManager

    from assistant.prompts import Prompt
    from assistant.settings import Settings
    from index.errors import FailureReason

_CONTEXT_TOKENS = 4096
_GGUF_CHATS_AT_ONCE = 4
_MOST_SECONDS_FOR_WINDOW = 2.0
_WINDOW_NAMES = (
    "max_model_len",
    "loaded_context_length",
    "context_length",
    "context_window",
    "max_context_length",
)
_MOST_TIMEOUTS = 3
_OLLAMA_URL = "http://127.0.0.1:11434"
_INSTALL = "install it with: pip install 'hemeroteca[llm]'"
_NO_KEY = "none"
_ERRORS_ONLY = 1


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """Whether a model answers: ``detail`` is what it said, or why not; ``seconds`` how long it took."""

    kind: str
    model: str
    answers: bool
    detail: str
    seconds: float


class LanguageModel:
    """A model that writes. Safe to share between threads."""

    def __init__(
        self,
        connect: Callable[[int], AbstractContextManager[Any]],
        *,
        name: str,
        timeout_seconds: float,
        window: Callable[[], int | None],
        server: Any = None,
    ) -> None:
        """``connect`` opens a LlamaIndex ``LLM`` for an answer of so many tokens; ``server`` is kept.

        ``window`` asks how much the model reads and writes at once.
        """
        self.name = name
        self._window = window
        self._context_tokens: int | None = None
        self._connect = connect
        self._timeout_seconds = timeout_seconds
        self._server = server

    def __repr__(self) -> str:
        return f"LanguageModel({self.name!r})"

    @property
    def context_tokens(self) -> int:
        """How much it reads and writes at once: as set, as its server says, or 4,096."""
        if self._context_tokens is None:
            self._context_tokens = self._window() or _CONTEXT_TOKENS
        return self._context_tokens

    def stream(self, prompt: Prompt, *, max_tokens: int) -> Generator[str]:
        """What the model writes, as it writes it; closing the generator stops the model.

        Raises:
            ModelFailed: it could not be reached, broke off, took too long, or wrote nothing.
        """
        from llama_index.core.llms import ChatMessage

        messages = [
            ChatMessage(role="system", content=prompt.system),
            ChatMessage(role="user", content=prompt.user),
        ]
        latest = math.inf
        with _translated(self.name), self._connect(max_tokens) as connector:
            for reply in connector.stream_chat(messages):
                if time.monotonic() > latest:
                    raise TimeoutError
                if reply.delta:
                    # Counted from the first word: loading a connector may be slow.
                    latest = min(latest, time.monotonic() + _MOST_TIMEOUTS * self._timeout_seconds)
                    yield reply.delta
        if latest == math.inf:
            raise ModelFailed("empty", f"{self.name}: {_SAID['empty']}")

    def write(self, prompt: Prompt, *, max_tokens: int) -> str:
        """All that the model writes; raises what ``stream`` does."""
        return "".join(self.stream(prompt, max_tokens=max_tokens))


def open_model(settings: Settings) -> LanguageModel | None:
    """The configured model; None for ``llm="none"``. Nothing is sent to it yet.

    Raises:
        SettingsInvalid: a setting that this kind of model needs is missing.
        ModelUnavailable: the extra is not installed, or the GGUF file cannot be served.
    """
    if settings.llm == "none":
        return None
    if settings.llm == "ollama":
        return _ollama(settings)
    if settings.llm == "gguf":
        return _gguf(settings)
    if not settings.llm_base_url:
        raise SettingsInvalid(
            "HEMEROTECA_LLM_BASE_URL is missing; give the server's address, http(s)://host/v1"
        )
    return _openai_like(settings, settings.llm_base_url)


def probe(settings: Settings) -> ModelStatus:
    """Ask the configured model for a word and say how it went."""
    from assistant.prompts import Prompt

    started = time.perf_counter()
    try:
        model = open_model(settings)
        said = model.write(Prompt("Responde con una palabra.", "Di hola."), max_tokens=8) if model else ""
        answers, detail = True, " ".join(said.split())[:60]
    except ModelError as error:
        answers, detail = False, str(error)
    except SettingsInvalid as error:
        answers, detail = False, str(error)
    return ModelStatus(settings.llm, settings.llm_model, answers, detail, time.perf_counter() - started)


def _openai_like(settings: Settings, url: str, *, server: Any = None) -> LanguageModel:
    kind = _connector("llama_index.llms.openai_like", "OpenAILike")
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else _NO_KEY

    @contextmanager
    def connect(max_tokens: int) -> Iterator[Any]:
        # Closing the client is what hangs up on a model that is no longer wanted.
        with _module("httpx").Client(trust_env=not _is_loopback(url)) as client:
            yield kind(
                model=settings.llm_model or "default",
                api_base=url,
                api_key=key,
                is_chat_model=True,
                context_window=_CONTEXT_TOKENS,
                max_tokens=max_tokens,
                temperature=0.0,
                max_retries=0,
                timeout=settings.llm_timeout_seconds,
                http_client=client,
            )

    return LanguageModel(
        connect,
        name=_name(settings),
        timeout_seconds=settings.llm_timeout_seconds,
        window=lambda: settings.llm_context_tokens or _window_said(settings, url, key),
        server=server,
    )


def _window_said(settings: Settings, url: str, key: str) -> int | None:
    """What an OpenAI-compatible server says that the model reads and writes at once; None if it does not."""
    httpx = _module("httpx")
    base = url.rstrip("/")
    try:
        with httpx.Client(
            trust_env=not _is_loopback(url),
            timeout=min(settings.llm_timeout_seconds, _MOST_SECONDS_FOR_WINDOW),
            headers={"Authorization": f"Bearer {key}"},
        ) as client:
            said = _window_listed(client.get(f"{base}/models").json(), settings.llm_model)
            return said or _window_of_llama(client.get(f"{base.removesuffix('/v1')}/props").json())
    except (httpx.HTTPError, ValueError):
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


def _ollama(settings: Settings) -> LanguageModel:
    if not settings.llm_model:
        raise SettingsInvalid("HEMEROTECA_LLM_MODEL is missing; give the name of a model that Ollama has")
    kind = _connector("llama_index.llms.ollama", "Ollama")
    url = settings.llm_base_url or _OLLAMA_URL
    key = settings.llm_api_key
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}

    @contextmanager
    def connect(max_tokens: int) -> Iterator[Any]:
        with _module("ollama").Client(
            url, timeout=settings.llm_timeout_seconds, headers=headers, trust_env=not _is_loopback(url)
        ) as client:
            yield kind(
                model=settings.llm_model,
                base_url=url,
                context_window=settings.llm_context_tokens or _CONTEXT_TOKENS,
                temperature=0.0,
                additional_kwargs={"num_predict": max_tokens},
                client=client,
            )

    return LanguageModel(
        connect,
        name=_name(settings),
        timeout_seconds=settings.llm_timeout_seconds,
        # Ollama reads as much as it is told to.
        window=lambda: settings.llm_context_tokens,
    )


def _is_loopback(url: str) -> bool:
    """Whether a server is on this machine; a proxy has no part in that."""
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


def _gguf(settings: Settings) -> LanguageModel:
    path = Path(settings.llm_model)
    if not path.is_file():
        raise SettingsInvalid(f"HEMEROTECA_LLM_MODEL={settings.llm_model}: no such file; give a .gguf file")
    llama = _module("xllamacpp")
    parameters = llama.CommonParams()
    parameters.model.path = str(path)
    window = settings.llm_context_tokens or _CONTEXT_TOKENS
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


def _connector(module: str, name: str) -> Any:
    return getattr(_module(module), name)


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ModelUnavailable(f"{name}: the connector is not installed; {_INSTALL}") from error


def _name(settings: Settings) -> str:
    return Path(settings.llm_model).name if settings.llm == "gguf" else settings.llm_model or settings.llm


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Turn whatever a connector raises into ``ModelFailed``, without the key that it may repeat."""
    try:
        yield
    except (ModelFailed, GeneratorExit):
        raise
    except Exception as error:  # noqa: BLE001  (three clients, each with its own tree of errors)
        reason = _reason(error)
        raise ModelFailed(reason, f"{name}: {_SAID[reason]} ({type(error).__name__})") from None


_SAID: dict[FailureReason, str] = {
    "timeout": "the model took too long",
    "connection": "the model cannot be reached, or the connection was lost",
    "rate_limit": "the model takes no more questions for now",
    "key": "the model does not accept the key",
    "malformed": "the model's answer could not be understood",
    "empty": "the model wrote nothing",
    "server": "the model's server failed",
}
_BY_STATUS: dict[int, FailureReason] = {
    401: "key",
    403: "key",
    408: "timeout",
    429: "rate_limit",
    504: "timeout",
}


def _reason(error: BaseException) -> FailureReason:
    """Which failure an error means, told by its kind and by those it came from."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= 400:
        return _BY_STATUS.get(status, "server")
    names = " ".join(kind.__name__ for kind in type(error).__mro__)
    if isinstance(error, TimeoutError) or "Timeout" in names:
        return "timeout"
    if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)):
        return "malformed"
    if isinstance(error, (ConnectionError, OSError)) or any(
        kind in names for kind in ("APIConnectionError", "TransportError", "ProtocolError", "NetworkError")
    ):
        return "connection"
    return "server" if "APIError" in names else "malformed"
