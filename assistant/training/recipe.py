"""Runs of training in, the weights that they end with out; and the runs that those in the package come of.

The first and the second learn from the bare encoder, the third goes on from the mean of what they came to,
mostly with news. Means of weights do better on what is held out than what any one run ends with: these end
with 0.25 of the first, 0.25 of the second and 0.5 of the third.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from assistant.reader_weights import read_weights
from assistant.training.export import write_weights
from assistant.training.model import TrainableReader, blend
from assistant.training.train import Plan, Trainer, schedule
from index.encoder.native import as_transformers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assistant.training.examples import ExampleMaker
    from index.encoder.bundled import BundledEncoder

RECIPE = (
    Plan(3000, 2000, learning_rate=1.5e-4, seed=23, frozen_layers=0, dropout=0.05, blend=0.0),
    Plan(3000, 2000, learning_rate=1.5e-4, seed=24, frozen_layers=0, dropout=0.05, blend=0.5, afresh=True),
    Plan(500, 2000, learning_rate=1e-4, seed=26, frozen_layers=0, dropout=0.05, blend=0.5),
)


def take(
    plans: Sequence[Plan],
    encoder: BundledEncoder,
    make: Callable[[], ExampleMaker],
    out: Path,
    begin: Path | None = None,
) -> None:
    """Take the runs one after another; the weights that the last ends with go to ``out``.

    Each begins from the weights of the one before, the first from those in ``begin``, and one that learns
    afresh, or has none before it, from the bare encoder. What has been done in ``out`` is gone on with;
    ``make`` is asked for examples only if there is something to do.

    Raises:
        ValueError: what is in ``out`` was made by other plans, of other data, or from other weights.
    """
    for number, plan in enumerate(plans, 1):
        into = out if number == len(plans) else out / f"run-{number}"
        into.mkdir(parents=True, exist_ok=True)
        before = _begin(encoder, plan, begin)
        begun = {name: value.detach().clone() for name, value in before.trained()}
        model = _begin(encoder, plan) if plan.afresh else before
        trainer = Trainer(model, encoder.tokenizer, plan, begun)
        if (into / "checkpoint.pt").exists():
            trainer.resume(into / "checkpoint.pt")
        if trainer.step < plan.steps:
            trainer.run(schedule(make(), plan, encoder.tokenizer), into)
        write_weights(blend(begun, trainer.average, plan.blend), encoder.model.encoder, into)
        begin = into


def _begin(encoder: BundledEncoder, plan: Plan, begin: Path | None = None) -> TrainableReader:
    """A reader with the weights in ``begin``, or the bare encoder with heads drawn by the seed."""
    torch.manual_seed(plan.seed)
    model = TrainableReader(as_transformers(encoder, attention="eager"))
    if begin:
        model.start_from(read_weights(begin))
    return model
