"""A folder of question sets in, a folder of reader weights, its log and its model card out."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from assistant.reader import SpanReader
from assistant.reader_weights import read_weights
from assistant.training.card import write_card
from assistant.training.data import load_corpus
from assistant.training.examples import ExampleMaker
from assistant.training.export import write_weights
from assistant.training.measure import Bench, measure
from assistant.training.model import TrainableReader, blend
from assistant.training.negatives import TileIndex, mine
from assistant.training.train import Plan, Trainer, schedule
from index.embed import LateEmbedder
from index.encoder.bundled import load_bundled
from index.encoder.native import as_transformers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.training.data import Corpus, CountTokens
    from index.encoder.bundled import BundledEncoder


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, or go on with, a reader; then measure it. Returns the process's exit status."""
    options = _parser().parse_args(arguments)
    torch.manual_seed(options.seed)
    encoder, embedder = load_bundled(), LateEmbedder()
    corpus = load_corpus(options.data, token_counter(encoder))
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        options.general_steps,
        options.news_steps,
        options.learning_rate,
        seed=options.seed,
        dropout=options.dropout,
    )
    if not options.only_measure:
        model = TrainableReader(as_transformers(encoder, attention="eager"))
        if options.start_from:
            model.start_from(read_weights(options.start_from))
        trainer = Trainer(model, encoder.tokenizer, plan)
        begun = {name: value.clone() for name, value in trainer.average.items()}
        if options.resume and (out / "checkpoint.pt").exists():
            trainer.resume(out / "checkpoint.pt")
        trainer.run(schedule(make_examples(corpus, embedder), plan), out)
        finished = blend(begun, trainer.average, options.blend)
        write_weights(finished, encoder.model.encoder, out)
    reader = SpanReader.load(encoder, out)
    figures = measure(reader, Bench(corpus, options.data, embedder, token_counter(encoder)))
    (out / "figures.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    command = f"python -m assistant.training {shlex.join(arguments or sys.argv[1:])}"
    write_card(out, figures, command=command, examples=len(corpus.train))
    print(json.dumps(figures, indent=2))
    return 0


def _parser() -> argparse.ArgumentParser:
    plan = Plan()
    parser = argparse.ArgumentParser(prog="python -m assistant.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of question sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights, log and checkpoint")
    parser.add_argument("--general-steps", type=int, default=plan.general_steps)
    parser.add_argument("--news-steps", type=int, default=plan.news_steps)
    parser.add_argument("--learning-rate", type=float, default=plan.learning_rate, help="at its highest")
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument(
        "--dropout", type=float, default=plan.dropout, help="how much of each layer is left out, 0 to 1"
    )
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--start-from", type=Path, help="folder of finished weights to begin from")
    parser.add_argument(
        "--blend", type=float, default=0.0, help="how much of the weights begun from stays, 0 to 1"
    )
    parser.add_argument("--only-measure", action="store_true", help="measure the weights in --out")
    return parser


def token_counter(encoder: BundledEncoder) -> CountTokens:
    """A function that counts the tokens of texts, special ones left out."""
    return lambda texts: [len(encoding.ids) - 2 for encoding in encoder.tokenizer.encode_batch(texts)]


def make_examples(corpus: Corpus, embedder: LateEmbedder) -> ExampleMaker:
    """The example maker; misleading windows come from stories and passages that are not held out."""
    stories = {name: text for name, text in corpus.stories.items() if name not in corpus.held_out_stories}
    news = [question for question in corpus.train if question.article in stories]
    written = [question for question in corpus.train if question.source == "passages"]
    passages = {question.article: question.text for question in written}
    # A passage stands alone on its subject: shared words find the others that are like it.
    misleading = mine(TileIndex(stories, embedder), news) | mine(TileIndex(passages, None), written)
    return ExampleMaker(corpus, misleading)


if __name__ == "__main__":
    raise SystemExit(main())
