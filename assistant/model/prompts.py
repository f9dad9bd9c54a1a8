"""The name of a prompt and what fills its blanks -> the two messages that are sent to a model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.tokens import count_tokens

_PARTING = "\n---\n"
# Other vocabularies need more tokens for Spanish than the one that counts here (SmolLM2's: 1.3).
_TOKENS_OF_A_SMALL_MODEL = 1.6


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told it is (``system``) and what it is asked (``user``)."""

    system: str
    user: str


def fill(name: str, **blanks: str) -> Prompt:
    """``prompts/<name>.md`` with each ``{blank}`` filled; braces in what fills them mean nothing."""
    system, user = _read(name).split(_PARTING, maxsplit=1)
    return Prompt(_fill(system, blanks), _fill(user, blanks))


def room(prompt: Prompt, *, context_tokens: int, max_tokens: int) -> int:
    """How many tokens, as counted here, may still be put into a prompt that leaves room for an answer."""
    readable = int((context_tokens - max_tokens) / _TOKENS_OF_A_SMALL_MODEL)
    return readable - count_tokens(prompt.system) - count_tokens(prompt.user)


def _fill(text: str, blanks: dict[str, str]) -> str:
    pieces = [text]
    for blank, value in blanks.items():
        # Filled pieces (odd places) are not looked at again.
        pieces = [
            part
            for place, piece in enumerate(pieces)
            for part in (_around(piece, f"{{{blank}}}", value) if place % 2 == 0 else [piece])
        ]
    return "".join(pieces)


def _around(piece: str, mark: str, value: str) -> list[str]:
    """The piece parted at a mark, with the value at the odd places."""
    parts = piece.split(mark)
    return [part for place in range(len(parts)) for part in (parts[place], value)][:-1]


@cache
def _read(name: str) -> str:
    return files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
