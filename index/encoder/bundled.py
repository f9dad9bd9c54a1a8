"""The bundled multilingual-e5-small: arrays from ``weights`` -> an encoder, its tokenizer, an embedder.

The word embeddings, four fifths of the model, stay in their 4-bit form and only
the rows of the words at hand are read from the file and expanded. So the model is
ready in about a second, takes 100 MB instead of 470, and there is no copy of it in
any cache that could be damaged.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from index.encoder.bert import Bert, QuantisedEmbedding
from index.encoder.layers import PackedLayers, unit_mean
from index.encoder.packed import PackedEncoder
from index.encoder.pieces import PieceTokenizer
from index.encoder.weights import BUNDLED_NAME, E5_PREFIXES, Q4Matrix, read_weights, weights_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.encoder.weights import Weights

_EMBEDDING_NAMES = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class BundledEncoder:
    """The encoder and its tokenizer, to be shared by everything that reads text."""

    model: Bert
    tokenizer: PieceTokenizer

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text's token ids, as many as the encoder reads, the end mark kept."""
        longest = self.model.shape.positions
        return [cut(encoding.ids, longest) for encoding in self.tokenizer.encode_batch_fast(texts)]


def load_bundled(path: Path | None = None) -> BundledEncoder:
    """Build encoder and tokenizer from the weights file (the installed one if no ``path``).

    Raises:
        ModelUnavailable: the package that carries it is missing.
        ModelFileDamaged: the file is not the pinned one.
    """
    weights = read_weights(path or weights_path())
    return BundledEncoder(_build_model(weights), PieceTokenizer(weights.pieces))


class BundledEmbedder:
    """The embedder over the bundled encoder, shared with the reader. Safe to share between threads."""

    name = BUNDLED_NAME

    def __init__(self, encoder: BundledEncoder) -> None:
        self.encoder = encoder
        self.dimension = encoder.model.shape.hidden
        self._exact = PackedLayers(encoder.model, precision=torch.float32, exact_attention=True)
        self._packed = PackedEncoder(PackedLayers(encoder.model, precision=precision()))
        # One question at a time: two would only fight for the same cores.
        self._lock = threading.Lock()

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """A question's vector, float32 [dimension], of unit length."""
        tokens = self.encoder.tokens([E5_PREFIXES[0] + question])
        with self._lock:
            return self._exact.run(tokens, unit_mean)[0]

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors, float32 [texts, dimension], in their order.

        A text's vector is the same whatever else is embedded with it.
        """
        return self._packed.embed(self.encoder.tokens([E5_PREFIXES[1] + text for text in texts]))


def bf16_pays() -> bool:
    """Whether this CPU multiplies bfloat16 natively; on any other it is slower than fp32."""
    capabilities = torch.cpu.get_capabilities()
    return bool(capabilities.get("amx_bf16") or capabilities.get("avx512_bf16"))


def precision() -> torch.dtype:
    """What this CPU multiplies fastest, of what is precise enough."""
    return torch.bfloat16 if bf16_pays() else torch.float32


def cut(ids: list[int], longest: int) -> list[int]:
    """Token ids, at most ``longest`` of them, the end mark kept."""
    return ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]]


def _build_model(weights: Weights) -> Bert:
    shape = weights.shape
    words = weights.tensors["emb.word"]
    assert isinstance(words, Q4Matrix)  # noqa: S101  (the pinned file says so)
    with torch.device("meta"):
        model = Bert(shape, torch.nn.Identity())
    model.embeddings.word_embeddings = QuantisedEmbedding(
        words, rows=shape.vocabulary, dimension=shape.hidden
    )
    sizes = {name: value.shape for name, value in model.state_dict().items()}
    state = {}
    for short, values in weights.tensors.items():
        if short != "emb.word":
            name = _full_name(short)
            flat = values.dequantise() if isinstance(values, Q4Matrix) else values.copy()
            state[name] = torch.from_numpy(flat.reshape(sizes[name]))
    model.load_state_dict(state, strict=True, assign=True)
    return model.eval().requires_grad_(requires_grad=False)


def _full_name(short: str) -> str:
    if short in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[short]
    layer, part, kind = short.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"
