"""The best candidate's scores -> the probability that the archive answers the question.

A logistic regression; with ``strictness`` 0.5 the assistant answers when it is
more likely right than wrong.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a question's best candidate.

    ``margin``: reader's span score over «no answer»; ``answerable``: the reader's
    highest probability for a window; ``similarity``: highest cosine of a passage;
    ``overlap``: share of the question's words found in the best window, 0 to 1.
    """

    margin: float
    answerable: float
    similarity: float
    overlap: float


_BIAS = 0.0
_MARGIN = 0.15
_ANSWERABLE = 2.0
_SIMILARITY = 0.0
_OVERLAP = 0.0


def confidence(signals: Signals) -> float:
    """The probability, 0 to 1."""
    total = (
        _BIAS
        + _MARGIN * signals.margin
        + _ANSWERABLE * (signals.answerable - 0.5)
        + _SIMILARITY * (signals.similarity - 0.85)
        + _OVERLAP * (signals.overlap - 0.5)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
