"""The held-out news questions in, put to the whole archive; the weights of the confidence out.

::

    python -m assistant.training.calibrate --data DIR

To be run whenever the reader's weights change. The questions are those over stories that
the reader was not trained on; ``gold_dev`` is not read but to keep its stories out.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from assistant.desk import Desk
from assistant.evaluation.scoring import area_under_roc, mean
from assistant.question import understand
from assistant.reading.confidence import CALIBRATION, MEASURES, Calibration, Signals
from assistant.settings import load_settings
from assistant.training.data import load_corpus
from assistant.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from assistant.training.questions import Question

_RIDGE = 1.0
_LEAST_OF_MISSING_NAMES = 0.5
# Which way each of ``MEASURES`` speaks.
_SPEAKS_FOR = np.array([1.0, 1.0, -1.0])
_STEPS = 25
# The shares of answerable questions refused at which the strictness is told.
_FALSE_REFUSALS = (0.04, 0.06, 0.08, 0.1)


@dataclass(frozen=True, slots=True)
class Case:
    """A question as it went: what spoke for its best candidate, and whether its story answers it."""

    story: str
    signals: Signals
    answerable: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, tell how well it does on stories it was not fitted on, and write. Returns the exit status.

    Raises:
        ValueError: the questions are all of them answered, or none is.
    """
    options = _parser().parse_args(arguments)
    with TemporaryDirectory(prefix="hemeroteca-", ignore_cleanup_errors=True) as folder:
        cases = ask_all(options.data, options.index or Path(folder))
    if {case.answerable for case in cases} != {True, False}:
        raise ValueError(f"{options.data}: calibrating takes questions with an answer and without one")
    calibration = fit(cases)
    figures = measure(cases, cross_validated(cases))
    write(calibration, figures, options.out)
    print(json.dumps(figures, indent=2))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant.training.calibrate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of question sets")
    parser.add_argument("--index", type=Path, help="folder of an index of its news, to use or to keep")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder of the reader's weights")
    return parser


def ask_all(data: Path, index: Path) -> list[Case]:
    """Put the held-out questions to an archive of all the news."""
    # Nothing here asks how long a sentence is.
    corpus = load_corpus(data, lambda texts: [0] * len(texts))
    asked = [question for question in corpus.held_out if question.article in corpus.stories]
    desk = Desk.open(load_settings(seeds=data / "news", index=index))
    desk.sync(None)
    return [case for question in asked if (case := _ask(desk, question)) is not None]


def _ask(desk: Desk, question: Question) -> Case | None:
    understood = understand(question.wording)
    _, signals = desk.weigh(understood, desk.windows(understood))
    return None if signals is None else Case(question.article, signals, bool(question.answers))


def fit(cases: Sequence[Case]) -> Calibration:
    """A logistic regression by Newton's steps; its weights are drawn towards 0, its bias is not.

    A measure that would count against what it speaks for, beside the others, counts for nothing; but names
    that the article lacks always count: the questions fitted on ask of those it has, and people of others.
    Both sides count the same, however many cases there are of each: what share of a reader's
    questions the archive answers is not known.
    """
    table = np.array([case.signals.measures() for case in cases])
    middle, spread = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-9)
    rows = np.column_stack([np.ones(len(cases)), (table - middle) / spread])
    wanted = np.array([case.answerable for case in cases], dtype=float)
    counted = np.where(wanted > 0, 0.5 / wanted.mean(), 0.5 / (1 - wanted.mean()))
    weights = _newton(rows, wanted, counted)
    wrong = np.flatnonzero(weights[1:] * _SPEAKS_FOR < 0) + 1
    if wrong.size:
        rows[:, wrong] = 0.0
        weights = _newton(rows, wanted, counted)
    plain = weights[1:] / spread
    names = MEASURES.index("missing_names")
    plain[names] = min(plain[names], -_LEAST_OF_MISSING_NAMES)
    return Calibration(float(weights[0] - plain @ middle), tuple(map(float, plain)))


def _newton(
    rows: NDArray[np.float64], wanted: NDArray[np.float64], counted: NDArray[np.float64]
) -> NDArray[np.float64]:
    ridge = np.diag([1e-9] + [_RIDGE] * (rows.shape[1] - 1))
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counted * (chance - wanted)) + ridge @ weights
        bend = (rows * (counted * chance * (1 - chance))[:, None]).T @ rows + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def cross_validated(cases: Sequence[Case]) -> list[float]:
    """How sure it is of each case when fitted on the other stories' alone."""
    fitted = {
        story: fit([case for case in cases if case.story != story])
        for story in {case.story for case in cases}
    }
    return [fitted[case.story].confidence(case.signals) for case in cases]


def measure(cases: Sequence[Case], sure: Sequence[float]) -> dict[str, float]:
    """The area under the curve, and for some shares of false refusals the strictness and what it refuses."""
    answerable = sorted(each for case, each in zip(cases, sure, strict=True) if case.answerable)
    unanswerable = [each for case, each in zip(cases, sure, strict=True) if not case.answerable]
    figures = {
        "answerable": float(len(answerable)),
        "unanswerable": float(len(unanswerable)),
    }
    figures["auc"] = area_under_roc(answerable, unanswerable) or 0.0
    for share in _FALSE_REFUSALS:
        strictness = answerable[int(share * len(answerable))]
        figures[f"strictness at {share:.0%} false refusals"] = strictness
        figures[f"refused at {share:.0%}"] = mean(float(each < strictness) for each in unanswerable) or 0.0
    return {name: round(value, 4) for name, value in figures.items()}


def write(calibration: Calibration, figures: dict[str, float], folder: Path) -> None:
    """Write ``calibration.json`` beside the weights it was fitted for."""
    reader = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    record = {
        "reader_sha256": reader["sha256"],
        "bias": round(calibration.bias, 4),
        "weights": {
            name: round(weight, 4) for name, weight in zip(MEASURES, calibration.weights, strict=True)
        },
        "cross_validated": figures,
    }
    (folder / CALIBRATION).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
