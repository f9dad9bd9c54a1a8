"""Passages embedded a second: ours and LlamaIndex's HuggingFaceEmbedding as it comes, same weights and texts.

The stock lane is fp32 with that class's defaults. Both lanes take turns and each
counts its best turn, so that what else the machine does weighs on neither.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from index.article import Article
from index.embed import BUNDLED, load_embedder
from index.encoder.bundled import bf16_pays
from index.encoder.native import export
from index.split import contextual_text, split

SEEDS = Path(__file__).parents[2] / "seeds"
TEXTS = int(os.environ.get("BENCH_TEXTS", "256"))
TURNS = 2
LEAST_RATIO = 2.0


def texts(count):
    """Passages of the seed articles under many titles, as sync embeds them."""
    bodies = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    found = []
    for number in range(count):
        article = Article(f"{number}.txt", "", f"Nota {number} del archivo", bodies[number % len(bodies)])
        found += [contextual_text(article, passage) for passage in split(article, max_tokens=100)]
        if len(found) >= count:
            break
    return found[:count]


def rate(embed, passages):
    started = time.perf_counter()
    embed(passages)
    return len(passages) / (time.perf_counter() - started)


def test_batch_encoding_is_twice_as_fast_as_the_stock_one(tmp_path):
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    ours = load_embedder(BUNDLED)
    export(ours.encoder, tmp_path)
    stock = HuggingFaceEmbedding(
        str(tmp_path), query_instruction="query: ", text_instruction="passage: ", device="cpu"
    )
    passages = texts(TEXTS)
    ours.embed_passages(passages[:8])
    stock.get_text_embedding_batch(passages[:8])
    lanes = {"hemeroteca": ours.embed_passages, "stock": stock.get_text_embedding_batch}
    best = dict.fromkeys(lanes, 0.0)
    for _ in range(TURNS):
        for lane, embed in lanes.items():
            best[lane] = max(best[lane], rate(embed, passages))
    ratio = best["hemeroteca"] / best["stock"]
    print(
        f"\n{len(passages)} passages: hemeroteca {best['hemeroteca']:.1f}/s "
        f"({'bf16' if bf16_pays() else 'fp32'}), stock HuggingFaceEmbedding {best['stock']:.1f}/s, "
        f"ratio {ratio:.2f} (at least {LEAST_RATIO})"
    )
    ours_first, stock_first = ours.embed_passages(passages[:4]), stock.get_text_embedding_batch(passages[:4])
    assert (ours_first * stock_first).sum(axis=1).min() > 0.995
    assert ratio >= LEAST_RATIO
