"""Texts -> unit vectors, with a sentence-transformers model: the bundled one, a hub id, or a local folder."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoder.weights import BUNDLED_NAME, E5_PREFIXES
from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from index.encoder.bundled import BundledEmbedder, BundledEncoder

BUNDLED = "bundled"
_BATCH = 32
_E5_NAME = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])")


class Embedder:
    """A sentence-transformers model. ``name`` and ``dimension`` say which, for the store to remember."""

    encoder = None

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        self.name = name
        self._model = model
        # One forward pass at a time: two would only fight for the same cores.
        self._lock = threading.Lock()
        self._question_prompt, self._passage_prompt = _prompts(name, model)
        self.dimension: int = model.get_embedding_dimension() or 0

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """A question's vector, float32 [dimension], of unit length."""
        vector: NDArray[np.float32] = self._encode([question], self._question_prompt)[0]
        return vector

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors, float32 [texts, dimension], in their order."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Shortest first, so that little of a batch is padding.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            vectors[rows] = self._encode([texts[row] for row in rows], self._passage_prompt)
        return vectors

    def _encode(self, texts: list[str], prompt: str) -> NDArray[np.float32]:
        with self._lock:
            vectors = self._model.encode(
                texts,
                prompt=prompt,
                batch_size=_BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.asarray(vectors, dtype=np.float32)


class LateEmbedder:
    """The bundled model, loaded when it is first of use: where every text has its vector it never is.

    Whatever asks for a vector, or for the encoder, raises what ``load`` does.
    """

    name = BUNDLED_NAME
    dimension = 384

    def __init__(self) -> None:
        self._loaded: BundledEmbedder | None = None
        self._loading = threading.Lock()

    def load(self) -> BundledEmbedder:
        """The model itself, the same each time.

        Raises:
            ModelUnavailable: the package that carries it is missing.
            ModelFileDamaged: the bundled weights are not the pinned ones.
        """
        with self._loading:
            if self._loaded is None:
                from index.encoder.bundled import BundledEmbedder, load_bundled

                self._loaded = BundledEmbedder(load_bundled())
            return self._loaded

    @property
    def encoder(self) -> BundledEncoder:
        """See ``BundledEmbedder``."""
        return self.load().encoder

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """See ``Embedder``."""
        return self.load().embed_question(question)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``."""
        return self.load().embed_passages(texts)


def load_embedder(model: str) -> Embedder | LateEmbedder:
    """Load a local folder or a Hugging Face id, or have ``"bundled"`` loaded when it is first used.

    Raises:
        ModelUnavailable: it is none of these, or cannot be fetched.
    """
    if model == BUNDLED:
        return LateEmbedder()
    from sentence_transformers import SentenceTransformer

    try:
        return Embedder(model, SentenceTransformer(model))
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"HEMEROTECA_EMBEDDING_MODEL={model}: cannot be loaded ({error}); "
            "give a sentence-transformers folder or hub id, or 'bundled'"
        ) from error


def is_e5(name: str) -> bool:
    """Whether a model is an e5, by its own name: not by that of a folder that it lies in."""
    return _E5_NAME.search(Path(name).name.lower()) is not None


def _prompts(name: str, model: SentenceTransformer) -> tuple[str, str]:
    """What to put before questions and passages: the model's own prompts, else e5's if it is an e5."""
    own = {key: value for key, value in (model.prompts or {}).items() if value}
    if "query" in own:
        return own["query"], own.get("document", own.get("passage", ""))
    return E5_PREFIXES if is_e5(name) else ("", "")
