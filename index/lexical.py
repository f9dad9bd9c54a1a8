"""Passages -> a Spanish BM25 index on disk, derived from the store and rebuilt when the store has moved on.

BM25 as in Lù, "BM25S: Orders of magnitude faster lexical search via eager sparse
scoring" (2024), k1 = 1.5, b = 0.75. A word is lower-cased, its accents are folded
(ñ is a letter and stays), and it is stemmed (Snowball Spanish); folding comes
first, so that a question typed without accents finds the same words.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT = 1
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[.](?=\d{3}(?!\d))")
_ENYE = str.maketrans({"ñ": "\ue000"})
_ENYE_BACK = str.maketrans({"\ue000": "ñ"})
_STOP_WORDS = frozenset(
    """
    a al algo ante aquel como con contra cual cuales cuando cuanta cuantas cuanto cuantos de del
    desde donde durante e el ella ellas ellos en entre era es esa ese eso esta este esto fue ha han
    hasta hay la las le les lo los mas me mi muy no nos o para pero por porque que quien quienes se
    ser si sin sobre son su sus tambien te tiene todo tras tu u un una unas uno unos y ya
    """.split()  # noqa: SIM905  (a hundred quotation marks help nobody)
)


def words(text: str) -> list[str]:
    """The stems of a text's words, in order, without stop words; «2.400» and «2400» are one."""
    found = _WORD.findall(_THOUSANDS.sub("", fold(text)))
    kept: list[str] = _stemmer().stemWords([word for word in found if word not in _STOP_WORDS])
    return kept


def fold(text: str) -> str:
    """Lower case without accents; ñ is kept."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text.lower()).translate(_ENYE))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).translate(_ENYE_BACK)


class LexicalIndex:
    """An open BM25 index over passages named by their ids in the store."""

    def __init__(self, ids: list[str], bm25: Any | None) -> None:
        self.ids = ids
        self._bm25 = bm25
        self._rows = {key: row for row, key in enumerate(ids)}

    @classmethod
    def build(cls, passages: Iterable[tuple[str, str]]) -> LexicalIndex:
        """Index pairs of id and text."""
        import bm25s

        ids, texts = [], []
        for key, text in passages:
            ids.append(key)
            texts.append(words(text))
        if not any(texts):
            return cls([], None)
        bm25 = bm25s.BM25(k1=1.5, b=0.75)
        bm25.index(texts, show_progress=False)
        return cls(ids, bm25)

    def save(self, folder: Path, *, fingerprint: str) -> None:
        """Write the index of a store with this fingerprint, and drop those of others."""
        target = folder / f"{FORMAT}-{fingerprint}"
        draft = folder / f"draft-{fingerprint}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        (draft / "ids.json").write_text(json.dumps(self.ids), encoding="utf-8")
        if self._bm25 is not None:
            self._bm25.save(draft, show_progress=False)
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
        for other in folder.iterdir():
            if other != target:
                shutil.rmtree(other, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path, *, fingerprint: str) -> LexicalIndex | None:
        """The index saved for this fingerprint; None if there is none, or it cannot be read."""
        import bm25s

        source = folder / f"{FORMAT}-{fingerprint}"
        try:
            ids = json.loads((source / "ids.json").read_text(encoding="utf-8"))
            bm25 = bm25s.BM25.load(source, mmap=True) if ids else None
        except (OSError, ValueError, KeyError, TypeError, EOFError):
            return None
        return cls(ids, bm25) if bm25 is None or bm25.scores["num_docs"] == len(ids) else None

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 of every passage for the question, float32 [passages], in the order of ``ids``."""
        stems = words(question)
        if self._bm25 is None or not stems:
            return np.zeros(len(self.ids), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(stems), dtype=np.float32)

    def row(self, key: str) -> int | None:
        """Where a passage's score stands in ``scores``; None for one that is not in the index."""
        return self._rows.get(key)

    def has_words_of(self, question: str) -> bool:
        """Whether any word of the question occurs in the index."""
        return bool(self.scores(question).any())


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("spanish")
