"""The bundled encoder in; the same model as Transformers has it out, to be trained or written for others."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import torch
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.encoder.pieces import PAD_ID

if TYPE_CHECKING:
    from pathlib import Path

    from index.encoder.bundled import BundledEncoder
    from index.encoder.weights import EncoderShape


def as_transformers(encoder: BundledEncoder, *, attention: str = "sdpa") -> BertModel:
    """A ``BertModel`` over the encoder's own tensors, with a copy of the quantised word embeddings.

    What is moved to a GPU takes its modules along, and the encoder is to be used where it is.
    """
    model = _empty(encoder.model.shape, attention)
    model.embeddings.word_embeddings = copy.deepcopy(encoder.model.embeddings.word_embeddings)
    _fill(model, encoder.model.state_dict())
    return model.eval().requires_grad_(requires_grad=False)


def export(encoder: BundledEncoder, folder: Path) -> None:
    """Write a plain Transformers folder, word embeddings expanded to float32, for other programs to load."""
    plain = _empty(encoder.model.shape, "sdpa")
    words = encoder.model.embeddings.word_embeddings
    expanded = words(torch.arange(encoder.model.shape.vocabulary))
    _fill(plain, encoder.model.state_dict() | {"embeddings.word_embeddings.weight": expanded})
    plain.save_pretrained(folder)
    special = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    PreTrainedTokenizerFast(
        tokenizer_object=encoder.tokenizer.whole(), model_max_length=512, **special
    ).save_pretrained(folder)


def _empty(shape: EncoderShape, attention: str) -> BertModel:
    """A model that takes no memory before it is given its tensors."""
    config = BertConfig(
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
    with torch.device("meta"):
        return BertModel(config, add_pooling_layer=False)


def _fill(model: BertModel, state: dict[str, torch.Tensor]) -> None:
    """Give the model its tensors; the two index buffers are made anew."""
    positions = model.config.max_position_embeddings
    model.embeddings.register_buffer("position_ids", torch.arange(positions)[None], persistent=False)
    types = torch.zeros(1, positions, dtype=torch.long)
    model.embeddings.register_buffer("token_type_ids", types, persistent=False)
    model.load_state_dict(state, strict=True, assign=True)
