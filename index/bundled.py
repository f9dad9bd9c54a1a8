"""The bundled multilingual-e5-small: arrays from ``weights`` -> a sentence-transformers model.

The word embeddings, four fifths of the model, stay in their 4-bit form and only
the rows of the words at hand are read from the file and expanded. So the model is
ready in about a second, takes 100 MB instead of 470, and there is no copy of it in
any cache that could be damaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
from torch import nn
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.pieces import PAD_ID, PieceTokenizer
from index.weights import BLOCK_BYTES, BLOCK_WEIGHTS, SCALE_BYTES, Q4Matrix, read_weights, weights_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.weights import EncoderShape, Weights

_LEAST_TOKENS_FOR_BF16 = 256

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

    model: BertModel
    tokenizer: PieceTokenizer

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text's token ids, as many as the encoder reads, the end mark kept."""
        longest = self.model.config.max_position_embeddings
        return [_cut(encoding.ids, longest) for encoding in self.tokenizer.encode_batch_fast(texts)]


def load_bundled(path: Path | None = None, *, attention: str = "sdpa") -> BundledEncoder:
    """Build encoder and tokenizer from the weights file (the installed one if no ``path``).

    Raises:
        ModelUnavailable: the package that carries it is missing.
        ModelFileDamaged: the file is not the pinned one.
    """
    weights = read_weights(path or weights_path())
    return BundledEncoder(_build_model(weights, attention), PieceTokenizer(weights.pieces))


def as_sentence_transformer(encoder: BundledEncoder) -> SentenceTransformer:
    """The same model as sentence-transformers has it: encoder, mean pooling, unit length."""
    dimension = encoder.model.config.hidden_size
    return SentenceTransformer(
        modules=[BundledModule(encoder), Pooling(dimension, "mean"), Normalize()], device="cpu"
    )


def bf16_pays() -> bool:
    """Whether this CPU multiplies bfloat16 natively; on any other it is slower than fp32."""
    capabilities = torch.cpu.get_capabilities()
    return bool(capabilities.get("amx_bf16") or capabilities.get("avx512_bf16"))


def precision() -> torch.dtype:
    """What this CPU multiplies fastest, of what is precise enough."""
    return torch.bfloat16 if bf16_pays() else torch.float32


class QuantisedEmbedding(nn.Module):
    """Rows of a Q4_0 matrix, expanded when they are looked up: ids [...] -> float32 [..., dimension]."""

    blocks: torch.Tensor

    def __init__(self, matrix: Q4Matrix, *, rows: int, dimension: int) -> None:
        super().__init__()
        self.num_embeddings = rows
        self.embedding_dim = dimension
        blocks = matrix.blocks.reshape(rows, dimension // BLOCK_WEIGHTS, BLOCK_BYTES)
        self.register_buffer("blocks", torch.from_numpy(blocks), persistent=False)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Look ids up."""
        blocks = self.blocks[ids]
        scale, nibbles = blocks[..., :SCALE_BYTES].contiguous().view(torch.float16), blocks[..., SCALE_BYTES:]
        values = torch.cat([nibbles & 15, nibbles >> 4], dim=-1).float() - 8
        return (values * scale.float()).flatten(-2)


class BundledModule(InputModule):  # type: ignore[misc]  # the library is untyped here
    """sentence-transformers' way in for a model that comes from memory."""

    def __init__(self, encoder: BundledEncoder) -> None:
        super().__init__()
        self.model = encoder.model
        self.tokenizer = encoder.tokenizer
        self.max_seq_length = encoder.model.config.max_position_embeddings
        self._bf16 = bf16_pays()

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **_: Any
    ) -> dict[str, torch.Tensor]:
        """Texts -> ``input_ids`` and ``attention_mask``, both int64 [texts, longest]."""
        return pad(
            self.tokenizer.encode_batch([f"{prompt or ''}{text}" for text in inputs]), self.max_seq_length
        )

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """Add ``token_embeddings``, float32 [texts, tokens, dimension]."""
        ids = features["input_ids"]
        with torch.autocast(
            "cpu", torch.bfloat16, enabled=self._bf16 and ids.numel() >= _LEAST_TOKENS_FOR_BF16
        ):
            output = self.model(input_ids=ids, attention_mask=features["attention_mask"])
        return {**features, "token_embeddings": output.last_hidden_state.float()}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the model as `export` does."""
        export(BundledEncoder(self.model, self.tokenizer), Path(output_path))


def export(encoder: BundledEncoder, folder: Path) -> None:
    """Write a plain Transformers folder, word embeddings expanded to float32 , for other programs to load."""
    words = encoder.model.embeddings.word_embeddings
    with torch.device("meta"):
        plain = BertModel(encoder.model.config, add_pooling_layer=False)
    state = dict(encoder.model.state_dict())
    state["embeddings.word_embeddings.weight"] = words(torch.arange(words.num_embeddings))
    _fill(plain, state)
    plain.save_pretrained(folder)
    special = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    PreTrainedTokenizerFast(
        tokenizer_object=encoder.tokenizer.whole(), model_max_length=512, **special
    ).save_pretrained(folder)


def pad(encodings: Sequence[Any], longest: int) -> dict[str, torch.Tensor]:
    """Tokenised texts -> ids and mask, int64 [texts, tokens]; beyond ``longest`` cut, the end mark kept."""
    cut = [_cut(encoding.ids, longest) for encoding in encodings]
    width = max(map(len, cut), default=0)
    ids = np.full((len(cut), width), PAD_ID, dtype=np.int64)
    for row, tokens in enumerate(cut):
        ids[row, : len(tokens)] = tokens
    tensor = torch.from_numpy(ids)
    return {"input_ids": tensor, "attention_mask": (tensor != PAD_ID).long()}


def _cut(ids: list[int], longest: int) -> list[int]:
    return ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]]


def _build_model(weights: Weights, attention: str) -> BertModel:
    shape = weights.shape
    with torch.device("meta"):
        model = BertModel(_config(shape, attention), add_pooling_layer=False)
    words = weights.tensors["emb.word"]
    assert isinstance(words, Q4Matrix)  # noqa: S101  (the pinned file says so)
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
    _fill(model, state)
    return model.eval().requires_grad_(requires_grad=False)


def _config(shape: EncoderShape, attention: str) -> BertConfig:
    return BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=PAD_ID,
        attn_implementation=attention,
    )


def _fill(model: BertModel, state: dict[str, torch.Tensor]) -> None:
    """Give a model built without memory its tensors; the two index buffers are made anew."""
    positions = model.config.max_position_embeddings
    model.embeddings.register_buffer("position_ids", torch.arange(positions)[None], persistent=False)
    types = torch.zeros(1, positions, dtype=torch.long)
    model.embeddings.register_buffer("token_type_ids", types, persistent=False)
    model.load_state_dict(state, strict=True, assign=True)


def _full_name(short: str) -> str:
    if short in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[short]
    layer, part, kind = short.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"
