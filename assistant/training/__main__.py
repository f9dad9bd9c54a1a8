"""A folder of question sets in, a folder of reader weights, its log and its model card out."""

from __future__ import annotations

import argparse
import hashlib
import json
import shlex
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.reader import SpanReader
from assistant.training.card import write_card
from assistant.training.data import load_corpus
from assistant.training.examples import CUT, GENERAL, NEWS, ExampleMaker
from assistant.training.measure import Bench, measure
from assistant.training.negatives import TileIndex, beside_twins, mine
from assistant.training.recipe import RECIPE, take
from assistant.training.train import Plan
from index.embed import LateEmbedder
from index.encoder.bundled import load_bundled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.training.data import Corpus
    from assistant.training.examples import Mix
    from assistant.training.texts import CountTokens
    from index.encoder.bundled import BundledEncoder


_OF_A_RUN = ("general_steps", "news_steps", "learning_rate", "seed", "frozen_layers", "dropout", "blend")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, or go on with, a reader; then measure it. Returns the process's exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    given = {name: value for name in _OF_A_RUN if (value := getattr(options, name)) is not None}
    if given and not options.start_from:
        parser.error(
            f"--{next(iter(given)).replace('_', '-')} says how to go on: from what, with --start-from"
        )
    encoder, embedder = load_bundled(), LateEmbedder()
    corpus = load_corpus(options.data, token_counter(encoder))
    out: Path = options.out
    if not options.only_measure:
        runs = (Plan(**given),) if options.start_from else RECIPE
        plans = [replace(plan, data=digest_of(corpus, GENERAL, NEWS)) for plan in runs]
        maker = cache(lambda: make_examples(corpus, embedder))
        take(plans, encoder, maker, out, begin=options.start_from)
    reader = SpanReader.load(encoder, out)
    figures = measure(reader, Bench(corpus, options.data, embedder, token_counter(encoder)))
    (out / "figures.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if not options.only_measure:
        # The card of weights that are there already tells of the run that made them.
        command = f"python -m assistant.training {shlex.join(arguments or sys.argv[1:])}"
        write_card(out, figures, command=command, examples=len(corpus.train))
    print(json.dumps(figures, indent=2))
    return 0


def _parser() -> argparse.ArgumentParser:
    usual = Plan()
    parser = argparse.ArgumentParser(
        prog="python -m assistant.training",
        description=f"{__doc__} What was stopped is gone on with by the same command.",
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of question sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights, logs and checkpoints")
    parser.add_argument("--only-measure", action="store_true", help="measure the weights in --out")
    run = parser.add_argument_group("one more run, in place of those in recipe.py")
    run.add_argument("--start-from", type=Path, help="folder of the finished weights that it goes on from")
    run.add_argument("--general-steps", type=int, help=f"by default {usual.general_steps}")
    run.add_argument("--news-steps", type=int, help=f"by default {usual.news_steps}")
    run.add_argument("--learning-rate", type=float, help=f"at its highest; by default {usual.learning_rate}")
    run.add_argument("--seed", type=int, help=f"by default {usual.seed}")
    run.add_argument(
        "--frozen-layers",
        type=int,
        help=f"the lowest that stay as they are; by default {usual.frozen_layers}",
    )
    run.add_argument(
        "--dropout", type=float, help=f"share of each layer left out; by default {usual.dropout}"
    )
    run.add_argument(
        "--blend", type=float, help=f"share of the weights before that stays; by default {usual.blend}"
    )
    return parser


def digest_of(corpus: Corpus, *mixes: Mix) -> str:
    """What tells a run's data from another's: what is learnt from, how often each part is read, and how."""
    return hashlib.sha256(f"{corpus.digest} {mixes} {CUT}".encode()).hexdigest()


def token_counter(encoder: BundledEncoder) -> CountTokens:
    """A function that counts the tokens of texts, special ones left out."""
    return lambda texts: [len(encoding.ids) - 2 for encoding in encoder.tokenizer.encode_batch(texts)]


def make_examples(corpus: Corpus, embedder: LateEmbedder) -> ExampleMaker:
    """The example maker; misleading windows come from stories and passages that are not held out."""
    stories = {name: text for name, text in corpus.stories.items() if name not in corpus.held_out_stories}
    news = [question for question in corpus.train if question.article in stories]
    written = [question for question in corpus.train if question.source == "passages"]
    twins = [question for question in written if question.family]
    alone = [question for question in written if not question.family]
    passages = {question.article: question.text for question in alone}
    # Most passages stand alone on their subject: shared words find the others that are at all like one.
    misleading = mine(TileIndex(stories, embedder), news) | mine(TileIndex(passages, None), alone)
    return ExampleMaker(corpus, misleading | beside_twins(twins))


if __name__ == "__main__":
    raise SystemExit(main())
