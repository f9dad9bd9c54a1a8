"""A corpus and a plan in, trained weights and a log of metrics out; stops and resumes at any step."""

from __future__ import annotations

import ctypes
import json
import math
import sys
import time
from dataclasses import asdict, dataclass
from itertools import count
from random import Random
from typing import TYPE_CHECKING

import torch

from assistant.training.examples import GENERAL, NEWS, batches
from assistant.training.model import collate, longest_rows, loss_of
from index.encoder.bundled import bf16_pays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.training.examples import ExampleMaker, Unit
    from assistant.training.model import TrainableReader
    from index.encoder.pieces import PieceTokenizer


_LOG_EVERY_STEPS = 50
# Batches of many lengths leave holes in glibc's heap: without this it grows past 20 GB.
_TRIM_EVERY_STEPS = 25
# Another machine may round a weight otherwise: by less than this, and training moves some weights by more.
_SAME_SIZE = 1e-5


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast a run learns; by default as one that goes on from finished weights.

    The lowest ``frozen_layers`` stay as they are; four of twelve take a quarter of the time. ``dropout``
    is the share of each other layer that is left out in training, ``blend`` that of the weights there were
    before in what the run ends with: those that it began from, unless it learns ``afresh``, from the bare
    encoder. ``data`` tells what it learns from, and how often it reads what.
    """

    general_steps: int = 900
    news_steps: int = 1100
    learning_rate: float = 1.2e-4
    weight_decay: float = 0.01
    warm_up_steps: int = 150
    average_decay: float = 0.998
    max_rows: int = 20
    max_tokens: int = 4400
    seed: int = 17
    frozen_layers: int = 4
    dropout: float = 0.1
    blend: float = 0.5
    afresh: bool = False
    save_every_steps: int = 200
    data: str = ""

    @property
    def steps(self) -> int:
        """How many batches the whole run takes."""
        return self.general_steps + self.news_steps

    def rate(self, step: int) -> float:
        """Linear warm-up, level through the general phase, then half a cosine down to 3 %."""
        if step < self.warm_up_steps:
            return self.learning_rate * (step + 1) / self.warm_up_steps
        if step < self.general_steps:
            return self.learning_rate
        gone = (step - self.general_steps) / max(1, self.news_steps)
        return self.learning_rate * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * gone)))


def schedule(maker: ExampleMaker, plan: Plan, tokenizer: PieceTokenizer) -> list[list[Unit]]:
    """Draw every batch of a run, in order; the same corpus and plan give the same batches."""

    def lengths(units: Sequence[Unit]) -> list[int]:
        return longest_rows(units, tokenizer)

    made: list[list[Unit]] = []
    for name, mix, steps in (("general", GENERAL, plan.general_steps), ("news", NEWS, plan.news_steps)):
        phase: list[list[Unit]] = []
        for epoch in count():
            if len(phase) >= steps:
                break
            random = Random(f"{plan.seed}-{name}-{epoch}")  # noqa: S311  (draws examples, guards nothing)
            units = maker.epoch(mix, random)
            phase += batches(units, random, lengths, max_rows=plan.max_rows, max_tokens=plan.max_tokens)
        made += phase[:steps]
    return made


class Trainer:
    """One run: the model, its optimizer and a running average of its weights."""

    def __init__(
        self,
        model: TrainableReader,
        tokenizer: PieceTokenizer,
        plan: Plan,
        before: dict[str, torch.Tensor] | None = None,
    ) -> None:
        """``before`` are the weights there were, if those of ``model`` are others."""
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        # A CPU that does not multiply bfloat16 itself takes eight times as long over it as over float32.
        self._half = self.device.type == "cuda" or bf16_pays()
        self.model = model.to(self.device)
        self.model.freeze(plan.frozen_layers)
        self.model.drop_out(plan.dropout)
        self.tokenizer = tokenizer
        self.plan = plan
        self.step = 0
        self._named = dict(model.trained())
        self.average = {name: value.detach().clone() for name, value in self._named.items()}
        self._begun_from = _sizes(before or self.average)
        changed = [value for value in self._named.values() if value.requires_grad]
        matrices = [value for value in changed if value.ndim > 1]
        vectors = [value for value in changed if value.ndim == 1]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": matrices, "weight_decay": plan.weight_decay},
                {"params": vectors, "weight_decay": 0.0},
            ],
            lr=plan.learning_rate,
            betas=(0.9, 0.98),
            fused=True,
        )

    def run(self, steps: Sequence[list[Unit]], out: Path) -> None:
        """Take the ``steps`` not yet taken, saving to ``out`` on the way."""
        out.mkdir(parents=True, exist_ok=True)
        pace = _Pace()
        while self.step < len(steps):
            batch = steps[self.step]
            pace.count(self.learn(batch, self.plan.rate(self.step)), sum(map(len, batch)))
            self.step += 1
            if self.step % _TRIM_EVERY_STEPS == 0:
                _give_back_memory()
            if self.step % _LOG_EVERY_STEPS == 0:
                _log(out, step=self.step, of=len(steps), **pace.figures())
                pace = _Pace()
            if self.step % self.plan.save_every_steps == 0 or self.step == len(steps):
                self.save(out / "checkpoint.pt")

    def learn(self, units: list[Unit], rate: float) -> float:
        """One step on one batch; returns its loss before the step."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        batch = collate(units, self.tokenizer).to(self.device)
        # What is dropped depends on the step alone, so that a run taken up goes on as it would have.
        torch.manual_seed(self.plan.seed * 1_000_003 + self.step)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self._half):
            outputs = self.model(batch.ids, batch.mask)
        loss = loss_of(outputs, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(list(self._named.values()), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        decay = min(self.plan.average_decay, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, value in self._named.items():
                self.average[name].lerp_(value, 1 - decay)
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """Write all that a later run needs to go on as if it had not stopped."""
        state = {
            "plan": asdict(self.plan),
            "begun_from": self._begun_from,
            "step": self.step,
            "trained": {name: value.detach() for name, value in self._named.items()},
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        """Take up a saved run.

        Raises:
            ValueError: it was saved under another plan, over other data, or begun from other weights.
        """
        state = torch.load(path, map_location=self.device, weights_only=True)
        # What a plan had no word for then was as it is by default.
        saved = asdict(Plan()) | state["plan"]
        if saved["data"] != self.plan.data:
            raise ValueError(f"{path}: learnt from other data; use another --out or the same --data")
        if saved != asdict(self.plan):
            raise ValueError(f"{path}: saved under another plan; use another --out or the same options")
        if not _are_alike(state["begun_from"], self._begun_from):
            raise ValueError(f"{path}: begun from other weights; use another --out or the same weights")
        self.step = int(state["step"])
        with torch.no_grad():
            for name, value in self._named.items():
                value.copy_(state["trained"][name])
        self.average = {name: value.clone() for name, value in state["average"].items()}
        self.optimizer.load_state_dict(state["optimizer"])


def _sizes(weights: dict[str, torch.Tensor]) -> dict[str, float]:
    """What tells some weights from others, wherever they are computed: how long each is as a vector."""
    return {name: float(value.double().norm()) for name, value in weights.items()}


def _are_alike(one: dict[str, float], other: dict[str, float]) -> bool:
    return one.keys() == other.keys() and all(
        math.isclose(size, other[name], rel_tol=_SAME_SIZE) for name, size in one.items()
    )


class _Pace:
    """Loss and speed since it was made."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._losses: list[float] = []
        self._rows = 0

    def count(self, loss: float, rows: int) -> None:
        self._losses.append(loss)
        self._rows += rows

    def figures(self) -> dict[str, float]:
        seconds = time.monotonic() - self._began
        return {"loss": sum(self._losses) / len(self._losses), "rows_per_second": self._rows / seconds}


def _give_back_memory() -> None:
    """Return what is free to the system, where the C library can."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _log(out: Path, **values: float) -> None:
    line = json.dumps({name: round(value, 4) for name, value in values.items()})
    print(time.strftime("%H:%M:%S"), line, flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(line + "\n")
