"""Every default of the project, and the one place where the environment is read."""

from __future__ import annotations

from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, SettingsConfigDict

from index.errors import SettingsInvalid

BUNDLED = "bundled"
_PREFIX = "HEMEROTECA_"
# Those that the Makefile and the benchmarks read.
_OF_DEVELOPMENT = frozenset({"DATA", "BENCH_INDEX", "EVERY", "SHOW"})


class Settings(BaseSettings):
    """What can be set, by ``HEMEROTECA_<NAME>`` in the environment or in ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        # A variable left empty, as in a `.env` to be filled in, is not set.
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    seeds: Path = Field(Path("seeds"), description="Folder of articles.")
    index: Path = Field(Path(".hemeroteca"), description="Folder of the store and its caches.")
    chroma_url: str | None = Field(
        None, description="A Chroma server instead of the folder, http(s)://host:port."
    )
    embedding_model: str = Field(BUNDLED, description="'bundled', a Hugging Face id, or a local folder.")
    passage_tokens: int = Field(100, ge=20, le=400, description="Most tokens (cl100k_base) in a passage.")
    lexical_weight: float = Field(0.35, ge=0, le=1, description="Share of BM25 in the fused score.")
    strictness: float = Field(0.2, ge=0, le=1, description="Below this confidence it refuses.")
    language: Literal["es", "en"] = Field("es", description="Language of the page and of messages.")
    llm: Literal["none", "openai-like", "ollama", "gguf"] = Field(
        "none", description="What writes the answers; 'none' quotes the articles."
    )
    llm_model: str = Field("", description="The model's name on its server; for 'gguf', the file.")
    llm_base_url: str | None = Field(None, description="The model server's address, http(s)://host/v1.")
    llm_api_key: SecretStr | None = Field(None, description="The key of the model's server.")
    # A laptop reads the passages of a question for a minute or two before a large model's first word.
    llm_timeout_seconds: float = Field(120.0, gt=0, description="Longest silence of the model.")
    llm_context_tokens: int | None = Field(
        None,
        ge=1536,
        description="What the model reads and writes at once; the server is asked if not given.",
    )
    host: str = Field("127.0.0.1", description="Address the chat listens on.")
    port: int = Field(7860, ge=0, le=65535, description="Port of the chat; the next free one is taken.")

    @field_validator("chroma_url")
    @classmethod
    def _is_of_a_server(cls, url: str | None) -> str | None:
        if url is not None and not _is_a_server(url):
            raise ValueError("give a server's address, http(s)://host:port")
        return url


def _is_a_server(url: str) -> bool:
    """Whether an address has a host and no more: a path would be left out, and another server written."""
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_whole and not (parts.path.strip("/") or parts.query or parts.username)


def load_settings(**overrides: object) -> Settings:
    """Read the environment; ``overrides`` that are not None win.

    Raises:
        SettingsInvalid: a value makes no sense; the message names the variable.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        value = "" if name == "LLM_API_KEY" else repr(first["input"])
        raise SettingsInvalid(
            f"HEMEROTECA_{name}={value}: {first['msg'].removeprefix('Value error, ')}"
        ) from error


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, and nobody else's: «localhost», 127.0.0.2, ::1 or [::1]."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def unknown_variables() -> dict[str, str | None]:
    """Variable -> the setting that it is most like, None if like none, of those of ours that set nothing."""
    given = {**EnvSettingsSource(Settings).env_vars, **DotEnvSettingsSource(Settings).env_vars}
    names = (name.upper().removeprefix(_PREFIX) for name in given if name.upper().startswith(_PREFIX))
    settings = [name.upper() for name in Settings.model_fields]
    unknown = sorted({*names}.difference(settings, _OF_DEVELOPMENT))
    nearest = {name: next(iter(get_close_matches(name, settings, n=1)), None) for name in unknown}
    return {f"{_PREFIX}{name}": like and f"{_PREFIX}{like}" for name, like in nearest.items()}
