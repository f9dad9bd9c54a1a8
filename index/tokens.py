"""Text -> how many tokens it has, in OpenAI's ``cl100k_base``, with no network.

tiktoken downloads its vocabularies; llama-index-core ships this one, so tiktoken
is pointed at that folder while it loads and never goes out.
"""

from __future__ import annotations

import importlib.util
import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktoken import Encoding

_ENCODING = "cl100k_base"
_CACHE_VARIABLE = "TIKTOKEN_CACHE_DIR"
# Longer texts are counted in slices: the pattern behind the encoding recurses on endless runs.
_SLICE_CHARACTERS = 50_000
_LOADING = Lock()


def count_tokens(text: str) -> int:
    """How many ``cl100k_base`` tokens the text has; 0 for an empty one.

    Raises:
        ModelUnavailable: the vocabulary is not installed.
    """
    encode = _encoding().encode_ordinary
    slices = range(0, len(text), _SLICE_CHARACTERS)
    return sum(len(encode(text[at : at + _SLICE_CHARACTERS])) for at in slices)


def _encoding() -> Encoding:
    with _LOADING:
        return _load_encoding()


@cache
def _load_encoding() -> Encoding:
    import tiktoken

    with _cache_folder(_vocabulary_folder()):
        return tiktoken.get_encoding(_ENCODING)


def _vocabulary_folder() -> Path:
    """Where llama-index-core keeps the vocabularies, found without importing it."""
    spec = importlib.util.find_spec("llama_index")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "core" / "_static" / "tiktoken_cache"
        if path.is_dir():
            return path
    raise ModelUnavailable(
        "the tiktoken vocabulary is missing; reinstall with: pip install --force-reinstall llama-index-core"
    )


@contextmanager
def _cache_folder(folder: Path) -> Iterator[None]:
    """Point tiktoken at ``folder`` for a moment; a user's own setting is put back."""
    before = os.environ.get(_CACHE_VARIABLE)
    os.environ[_CACHE_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CACHE_VARIABLE]
        else:
            os.environ[_CACHE_VARIABLE] = before
