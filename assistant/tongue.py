"""Words -> the language they are in: Spanish, English or Portuguese, told by the words that only it has."""

from __future__ import annotations

import re

_ONLY = {
    "es": "el los las del y una con su sus fue fueron es son lo al pero según ha han qué quién cuándo"
    " dónde cuánto cuántos cuál cuáles cómo la hay está",
    "en": "the of and to in is are was were that with for by has have had will would on at from it this said"
    " who what when where which how why did does an be not its their",
    "pt": "o os as do da dos das em na nas um uma com pelo pela ao não foi é são seu sua quem quando onde"
    " qual quanto quantos mas está será também",
}
_WORDS = {language: frozenset(words.split()) for language, words in _ONLY.items()}
_LEAST_LEAD = 2
_MARKS = {"es": re.compile(r"[¿¡ñ]|ción\b"), "pt": re.compile(r"[ãõç]|lh|nh|\b\w{2,}[^\Wy]ou\b")}
NAMES = {"es": "español", "en": "inglés", "pt": "portugués"}


def tongue_of(text: str) -> str | None:
    """``"es"``, ``"en"`` or ``"pt"``; None if too little tells them apart."""
    found = re.findall(r"[^\W\d_]+", text.lower())
    scores = {language: sum(word in words for word in found) for language, words in _WORDS.items()}
    for language, mark in _MARKS.items():
        scores[language] += 2 * len(mark.findall(text.lower()))
    first, second = sorted(scores, key=lambda language: -scores[language])[:2]
    return first if scores[first] >= scores[second] + _LEAST_LEAD else None
