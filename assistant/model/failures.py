"""Whatever a connector raises -> which failure it is, and what the reader is told of it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import ModelFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.answer import Language
    from index.errors import FailureReason

_SAID: dict[FailureReason, dict[Language, str]] = {
    "timeout": {
        "es": "el modelo ha tardado demasiado",
        "en": "the model took too long",
        "pt": "o modelo demorou demais",
    },
    "connection": {
        "es": "no hay conexión con el modelo",
        "en": "there is no connection with the model",
        "pt": "não há conexão com o modelo",
    },
    "rate_limit": {
        "es": "el modelo no admite más preguntas por ahora",
        "en": "the model takes no more questions for now",
        "pt": "o modelo não aceita mais perguntas por agora",
    },
    "key": {
        "es": "el modelo no acepta la clave",
        "en": "the model does not accept the key",
        "pt": "o modelo não aceita a chave",
    },
    "unknown": {
        "es": "el servidor no tiene ese modelo, o la dirección no es esa",
        "en": "the server has no such model, or the address is another",
        "pt": "o servidor não tem esse modelo, ou o endereço não é esse",
    },
    "malformed": {
        "es": "la respuesta del modelo no se entiende",
        "en": "the model's answer could not be understood",
        "pt": "não se entende a resposta do modelo",
    },
    "empty": {
        "es": "el modelo no ha escrito nada",
        "en": "the model wrote nothing",
        "pt": "o modelo não escreveu nada",
    },
    "server": {
        "es": "el servidor del modelo ha fallado",
        "en": "the model's server failed",
        "pt": "o servidor do modelo falhou",
    },
}
_BY_STATUS: dict[int, FailureReason] = {
    401: "key",
    403: "key",
    404: "unknown",
    408: "timeout",
    429: "rate_limit",
    504: "timeout",
}


def why(reason: FailureReason, language: Language) -> str:
    """Why a model failed, in a few words that begin no sentence."""
    return _SAID[reason][language]


def failed(reason: FailureReason, name: str, detail: str = "") -> ModelFailed:
    """The error that says it of the model called ``name``."""
    return ModelFailed(reason, f"{name}: {why(reason, 'en')}{f' ({detail})' if detail else ''}")


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn whatever a connector raises into ``ModelFailed``, without the key that it may repeat."""
    try:
        yield
    except ModelFailed:
        raise
    except Exception as error:  # noqa: BLE001  (three clients, each with its own tree of errors)
        raise failed(_reason(error), name, type(error).__name__) from None


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
