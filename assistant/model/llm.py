"""Settings -> a language model that streams what it writes, and can be hung up on at any moment."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.model.connectors import CONTEXT_TOKENS, connector
from assistant.model.failures import failed, translated, why
from assistant.model.relay import relay
from index.errors import ModelError, ModelFailed, SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from assistant.model.connectors import Connector
    from assistant.model.prompts import Prompt
    from assistant.settings import Settings

_MOST_TIMEOUTS = 3
# What a local server takes for a key, «x» or «local», is no secret and part of many a word.
_SHORTEST_SECRET = 8


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

    def __init__(self, connector: Connector, *, name: str, timeout_seconds: float) -> None:
        self.name = name
        self._connector = connector
        self._timeout_seconds = timeout_seconds
        self._context_tokens: int | None = None

    def __repr__(self) -> str:
        return f"LanguageModel({self.name!r})"

    @property
    def context_tokens(self) -> int:
        """How much it reads and writes at once: as set, as its server says, or 4,096."""
        if self._context_tokens is None:
            self._context_tokens = self._connector.window()
        # A server that is not up yet is asked again the next time.
        return self._context_tokens or CONTEXT_TOKENS

    def stream(self, prompt: Prompt, *, max_tokens: int) -> Generator[str]:
        """What the model writes, as it writes it, and ``""`` several times a second while it is silent.

        Closing the generator hangs up on the model, which stops it, at once.

        Raises:
            ModelFailed: it could not be reached, broke off, took too long, or wrote nothing.
        """
        try:
            yield from relay(_without(self._connector.key, self._pieces(prompt, max_tokens)))
        except ModelFailed as error:
            # What a library raised before may repeat the key, and nobody is to find it there.
            error.__context__ = None
            raise

    def write(self, prompt: Prompt, *, max_tokens: int) -> str:
        """All that the model writes; raises what ``stream`` does."""
        return "".join(self.stream(prompt, max_tokens=max_tokens))

    async def _pieces(self, prompt: Prompt, max_tokens: int) -> AsyncGenerator[str]:
        from llama_index.core.llms import ChatMessage

        messages = [
            ChatMessage(role="system", content=prompt.system),
            ChatMessage(role="user", content=prompt.user),
        ]
        now, has_begun = asyncio.get_running_loop().time, False
        with translated(self.name):
            async with (
                self._connector.connect(max_tokens) as model,
                aclosing(await model.astream_chat(messages)) as replies,
            ):
                latest = now() + _MOST_TIMEOUTS * self._timeout_seconds
                while True:
                    # Silence on the wire is the connector's to notice; this ends what only seems to go on.
                    async with asyncio.timeout_at(latest):
                        reply = await anext(replies, None)
                    if reply is None:
                        break
                    if reply.delta:
                        if not has_begun:
                            # Reading the passages may have been slow; writing is given as long again.
                            has_begun, latest = True, now() + self._timeout_seconds
                        yield reply.delta
        if not has_begun:
            raise failed("empty", self.name)


async def _without(key: str, pieces: AsyncGenerator[str]) -> AsyncGenerator[str]:
    """The pieces, with three dots for a key in them, however it is cut."""
    held, key = "", key if len(key) >= _SHORTEST_SECRET else ""
    async with aclosing(pieces):
        async for piece in pieces:
            held = (held + piece).replace(key, "…") if key else piece
            sizes = range(min(len(key), len(held) + 1) - 1, 0, -1)
            beginning = next((size for size in sizes if held.endswith(key[:size])), 0)
            passed, held = held[: len(held) - beginning], held[len(held) - beginning :]
            if passed:
                yield passed
    if held:
        yield held


def open_model(settings: Settings) -> LanguageModel | None:
    """The configured model; None for ``llm="none"``. Nothing is sent to it yet.

    Raises:
        SettingsInvalid: a setting that this kind of model needs is missing.
        ModelUnavailable: the extra is not installed, or the GGUF file cannot be served.
    """
    if settings.llm == "none":
        return None
    name = Path(settings.llm_model).name if settings.llm == "gguf" else settings.llm_model or settings.llm
    return LanguageModel(connector(settings), name=name, timeout_seconds=settings.llm_timeout_seconds)


def probe(settings: Settings) -> ModelStatus:
    """Ask the configured model for a word and say how it went, in the language that is set."""
    from assistant.model.prompts import Prompt

    started = time.perf_counter()
    try:
        model = open_model(settings)
        said = model.write(Prompt("Responde con una palabra.", "Di hola."), max_tokens=8) if model else ""
        answers, detail = True, " ".join(said.split())[:60]
    except ModelFailed as error:
        answers, detail = False, why(error.reason, settings.language)
    except (ModelError, SettingsInvalid) as error:
        answers, detail = False, str(error)
    return ModelStatus(settings.llm, settings.llm_model, answers, detail, time.perf_counter() - started)
