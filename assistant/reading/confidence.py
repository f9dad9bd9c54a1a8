"""What is known of the best candidate -> the probability that the archive answers the question.

A logistic regression whose weights travel with the reader's: ``assistant.training.calibrate``
fits them on questions over stories that the reader was not trained on, put to the whole archive.
Below ``SURE_ENOUGH`` an answer is shown with a warning.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ModelFileDamaged

if TYPE_CHECKING:
    from pathlib import Path

SURE_ENOUGH = 0.5
CALIBRATION = "calibration.json"
MEASURES = ("margin", "answerable", "missing_names")
# Not one word in common: whatever the reader makes of it, it is not what was asked. Between languages
# that says less. It is on near misses, which have words in common, that the rest is fitted.
_NO_COMMON_WORD = -7.0
_NO_COMMON_WORD_ACROSS_LANGUAGES = -2.0
# «El puerto de Cádiz» says nothing of «el puerto de Santander», however well it reads.
_OF_ANOTHER = -4.0
# Somebody wins something in most sports pages; the archive may yet call it otherwise.
_OF_UNNAMED_PRIZE = -2.0
# Two tell all there is to tell.
_MOST_MISSING_NAMES = 2


@dataclass(frozen=True, slots=True)
class Signals:
    """The best candidate's ``margin`` over «no answer» and ``answerable`` (0 to 1), as the reader has them.

    ``has_common_word`` is false when no window has any word of the question;
    ``across_languages`` when the question is not in Spanish; ``missing_names`` counts
    its names and numbers that the article does not have; ``of_another`` that the best candidate's
    sentence has another name in the place of one; ``of_unnamed_prize`` that it is asked who won what the
    article does not name.
    """

    margin: float
    answerable: float
    has_common_word: bool = True
    across_languages: bool = False
    missing_names: int = 0
    of_another: bool = False
    of_unnamed_prize: bool = False

    def measures(self) -> tuple[float, ...]:
        """What the regression adds up, in the order of ``MEASURES``.

        How alike question and passage are is not among them, nor what kind of answer is wanted:
        among the questions fitted on they do tell, but only how those were written. Who makes up
        what a story does not say stays near its words, and asks «¿cuántos?» more often.
        """
        missing = min(self.missing_names, _MOST_MISSING_NAMES)
        return self.margin, logit(self.answerable), float(missing)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bias of the regression, and its weights in the order of ``MEASURES``."""

    bias: float
    weights: tuple[float, ...]

    @classmethod
    def load(cls, folder: Path) -> Calibration:
        """Read ``calibration.json``.

        Raises:
            ModelFileDamaged: it is missing, or does not say all it should.
        """
        path = folder / CALIBRATION
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
            return cls(float(read["bias"]), tuple(float(read["weights"][name]) for name in MEASURES))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelFileDamaged(f"{path}: cannot be read ({error}); reinstall hemeroteca") from error

    def confidence(self, signals: Signals) -> float:
        """The probability, 0 to 1."""
        total = self.bias + math.fsum(map(math.prod, zip(self.weights, signals.measures(), strict=True)))
        if not signals.has_common_word:
            total += _NO_COMMON_WORD_ACROSS_LANGUAGES if signals.across_languages else _NO_COMMON_WORD
        if signals.of_another:
            total += _OF_ANOTHER
        if signals.of_unnamed_prize:
            total += _OF_UNNAMED_PRIZE
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def logit(probability: float) -> float:
    """Log odds; probabilities of nearly 0 and 1 are drawn in."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))
