"""What is known of the best candidate -> the probability that the archive answers the question.

A logistic regression of the reader's two opinions, fitted on ``gold_dev``; its
questions are in no training set. With the default ``strictness`` 3 of its 94
answerable questions are refused; below
``SURE_ENOUGH`` an answer is shown with a warning.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

SURE_ENOUGH = 0.5
_BIAS = 1.98
_MARGIN = 0.255
_ANSWERABLE = 0.255
# Not one word in common: whatever the reader makes of it, it is not what was asked. Between languages
# that says less.
_NO_COMMON_WORD = -7.0
_NO_COMMON_WORD_ACROSS_LANGUAGES = -2.0
# A name or a number of the question that the article does not have; two tell all there is to tell.
_MISSING_NAME = -1.5
_MOST_MISSING_NAMES = 2


@dataclass(frozen=True, slots=True)
class Signals:
    """The best candidate's ``margin`` over «no answer» and ``answerable`` (0 to 1), as the reader has them.

    ``has_common_word`` is false when no window has any word of the question;
    ``across_languages`` when the question is not in Spanish; ``missing_names`` counts
    its names and numbers that the article does not have.
    """

    margin: float
    answerable: float
    has_common_word: bool = True
    across_languages: bool = False
    missing_names: int = 0


def confidence(signals: Signals) -> float:
    """The probability, 0 to 1."""
    total = _BIAS + _MARGIN * signals.margin + _ANSWERABLE * logit(signals.answerable)
    total += _MISSING_NAME * min(signals.missing_names, _MOST_MISSING_NAMES)
    if not signals.has_common_word:
        total += _NO_COMMON_WORD_ACROSS_LANGUAGES if signals.across_languages else _NO_COMMON_WORD
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def logit(probability: float) -> float:
    """Log odds; probabilities of nearly 0 and 1 are drawn in."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))
