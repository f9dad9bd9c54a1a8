"""A folder of articles into an index, whole: ours, and LlamaIndex's IngestionPipeline as it is documented.

Same articles and same weights, each lane in a process of its own that reads, splits,
embeds and stores; loading libraries, model and vocabulary is not counted in either. The
stock one is SimpleDirectoryReader, SentenceSplitter, HuggingFaceEmbedding and
ChromaVectorStore. Its splitter is asked for pieces of our size with the share of overlap
that it has by default, a fifth: what is looked for in a passage must be found there too.
``BENCH_STOCK_SPLITTER=default`` leaves it its own 1,024 tokens, of which the model reads 512.

``BENCH_ARTICLES`` names a folder, of which ``BENCH_LIMIT`` articles are taken evenly
(the seed articles, repeated, if it is not given); ``BENCH_TURNS`` how often each lane runs,
its best turn counting. Processor time tells more than the clock on a machine that is not idle.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLES = Path(os.environ.get("BENCH_ARTICLES", ""))
LIMIT = int(os.environ.get("BENCH_LIMIT", "60"))
STOCK_SPLITTER = os.environ.get("BENCH_STOCK_SPLITTER", "of our size")
SEED_COPIES = 8
TURNS = int(os.environ.get("BENCH_TURNS", "2"))
LEAST_RATIO = 3.0
MOST_MEGABYTES = 1500
PASSAGE_TOKENS, OVERLAP_TOKENS = 100, 20

MEASURE = """
import json, os, resource, sys, time
from pathlib import Path

articles, model, index, splitter = sys.argv[1:]
{lane}
texts = []
started, used = time.perf_counter(), time.process_time()
run()
seconds, processor = time.perf_counter() - started, time.process_time() - used
print(json.dumps({{
    "seconds": seconds,
    "processor_seconds": processor,
    "pieces": len(texts),
    "tokens": sum(min(512, len(tokenizer.encode(text).ids)) for text in texts),
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}}))
"""
EXPORT = """
import sys
from pathlib import Path
from index.encoder.bundled import load_bundled
from index.encoder.native import export

export(load_bundled(), Path(sys.argv[1]))
"""
OURS = """
from assistant.desk import Desk
from assistant.settings import load_settings
from index.tokens import count_tokens

count_tokens("")  # which loads the vocabulary, as the stock splitter does when it is made
desk = Desk.open(load_settings(seeds=articles, index=index))
tokenizer, embed = desk.archive.embedder.encoder.tokenizer, desk.archive.embedder.embed_passages

def noted(passages):
    texts.extend("passage: " + passage for passage in passages)
    return embed(passages)

desk.archive.embedder.embed_passages = noted

def run():
    desk.sync(None)
"""
STOCK = """
import chromadb
from llama_index.core import SimpleDirectoryReader
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import MetadataMode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore
from tokenizers import Tokenizer

embedding = HuggingFaceEmbedding(
    model, query_instruction="query: ", text_instruction="passage: ", device="cpu"
)
tokenizer = Tokenizer.from_file(f"{model}/tokenizer.json")
collection = chromadb.PersistentClient(index).get_or_create_collection("articles")
parts = SentenceSplitter() if splitter == "default" else SentenceSplitter(
    chunk_size=int(splitter.split("/")[0]), chunk_overlap=int(splitter.split("/")[1])
)
pipeline = IngestionPipeline(
    transformations=[parts, embedding], vector_store=ChromaVectorStore(chroma_collection=collection)
)

def run():
    nodes = pipeline.run(documents=SimpleDirectoryReader(articles).load_data())
    texts.extend("passage: " + node.get_content(MetadataMode.EMBED) for node in nodes)
"""


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    if str(ARTICLES) == ".":
        for path in sorted((ROOT / "seeds").glob("*.txt")):
            for number in range(SEED_COPIES):
                text = path.read_text(encoding="utf-8")
                # Another number in every line, so that none is a copy of another.
                text = "\n".join(line and f"{line} {number}" for line in text.split("\n"))
                (folder / f"{path.stem} {number}.txt").write_text(text, encoding="utf-8")
        return folder
    found = sorted(path for path in ARTICLES.iterdir() if path.suffix in {".md", ".txt"})
    for path in found[:: max(1, len(found) // LIMIT)][:LIMIT]:
        shutil.copy(path, folder)
    return folder


def measure(lane, *arguments):
    return json.loads(run(MEASURE.format(lane=lane), *arguments).splitlines()[-1])


def run(program, *arguments):
    """What a program prints that runs by itself: the memory of this process is not to count as its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        env={
            **os.environ,
            "HF_HUB_OFFLINE": "1",
            "TRANSFORMERS_OFFLINE": "1",
            "ANONYMIZED_TELEMETRY": "False",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.timeout(3600)
def test_a_folder_is_indexed_three_times_as_fast_as_by_the_stock_pipeline(articles, tmp_path):
    model = tmp_path / "model"
    run(EXPORT, model)
    splitter = "default" if STOCK_SPLITTER == "default" else f"{PASSAGE_TOKENS}/{OVERLAP_TOKENS}"
    count = len(list(articles.iterdir()))
    best: dict[str, dict[str, float]] = {}
    for turn in range(TURNS):
        for name, lane in (("hemeroteca", OURS), ("stock", STOCK)):
            found = measure(lane, articles, model, tmp_path / f"{name} {turn}", splitter)
            if name not in best or found["seconds"] < best[name]["seconds"]:
                best[name] = found
    print(f"\n{count} articles; the stock splitter's pieces: {STOCK_SPLITTER}")
    for name, found in best.items():
        print(
            f"{name:10}: {count / found['seconds']:.2f} articles/s, {found['tokens'] / found['seconds']:.0f} "
            f"tokens/s ({found['pieces']} pieces, {found['tokens']} tokens, {found['seconds']:.1f} s, "
            f"processor {found['processor_seconds']:.1f} s), peak {found['megabytes']:.0f} MB"
        )
    ours, stock = best["hemeroteca"], best["stock"]
    by_articles = stock["seconds"] / ours["seconds"]
    by_tokens = by_articles * ours["tokens"] / stock["tokens"]
    by_processor = stock["processor_seconds"] / ours["processor_seconds"]
    print(
        f"ratio: articles {by_articles:.2f} (at least {LEAST_RATIO}), tokens {by_tokens:.2f}, "
        f"processor time {by_processor:.2f}"
    )
    assert ours["megabytes"] < MOST_MEGABYTES
    assert by_articles >= LEAST_RATIO
