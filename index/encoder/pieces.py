"""The bundled model's vocabulary -> a tokenizer that holds the pieces of those scripts it has met.

The library keeps a vocabulary as a trie of hash maps: 270 MB for the 250,002 pieces of XLM-R, and a
second and a half to build. But a piece is found only where all of its characters stand. So the
pieces of a script wait until the first text in that script comes, and the token ids, whatever the text,
are those of the whole vocabulary: a piece that waits keeps its place, by which the ids go, and its
score, for what is in no piece is scored by the lowest of them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tokenizers import Encoding

    from index.encoder.weights import Pieces

PAD_ID = 1
_SPECIAL = {"<s>": 0, "<pad>": PAD_ID, "</s>": 2, "<unk>": 3}
_BECOME_SPACE = "[\\t\\n\\x0c\\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
_ARE_DROPPED = "[\\x01-\\x08\\x0b\\x0e-\\x1f\\x7f\\x8f\\x9f]"
# Where many pieces stand that few archives here have a use for; all other characters' are always held.
_SCRIPTS = (
    "\u0370-\u03ff",  # Greek
    "\u0400-\u052f",  # Cyrillic
    "\u0530-\u05ff",  # Armenian, Hebrew
    "\u0600-\u08ff",  # Arabic
    "\u0900-\u0dff",  # those of India and Sri Lanka
    "\u0e00-\u10ff",  # Thai, Lao, Tibetan, Burmese, Georgian
    "\u1100-\u1cff",  # Ethiopic, Khmer, Mongolian
    "\u2e80-\ud7ff",  # Chinese, Japanese, Korean
)
_ANY_SCRIPT = re.compile(f"[{''.join(_SCRIPTS)}]")

Text = str | tuple[str, str]


class PieceTokenizer:
    """XLM-R's tokenizer: NFKC, blanks as one mark, the most probable segmentation.

    Safe to share between threads. A text, or a pair of them, becomes an ``Encoding``: ids with the
    model's marks around them, and where in the text each stands.
    """

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._growing = Lock()
        self._held = _Held(frozenset(), _build(pieces, frozenset()))

    def encode(self, text: str, pair: str | None = None) -> Encoding:
        """One text, or a question and the text it is asked of."""
        return self._for([text, pair or ""]).encode(text, pair)

    def encode_batch(self, texts: Sequence[Text]) -> list[Encoding]:
        """Texts, or pairs of them, in their order."""
        return self._for(_each(texts)).encode_batch(list(texts))

    def encode_batch_fast(self, texts: Sequence[Text]) -> list[Encoding]:
        """The same, but for where the tokens stand in the text."""
        return self._for(_each(texts)).encode_batch_fast(list(texts))

    def whole(self) -> Tokenizer:
        """The library's own tokenizer, with every piece."""
        return _build(self._pieces, frozenset(_SCRIPTS))

    def _for(self, texts: Iterable[str]) -> Tokenizer:
        """A tokenizer with the pieces of all scripts that the texts are in."""
        held = self._held
        met = frozenset(script for text in texts for script in held.scripts_of(text))
        if met <= held.scripts:
            return held.tokenizer
        with self._growing:
            wanted = met | self._held.scripts
            if wanted != self._held.scripts:
                self._held = _Held(wanted, _build(self._pieces, wanted))
            return self._held.tokenizer


@dataclass(frozen=True, slots=True)
class _Held:
    """A tokenizer and the scripts whose pieces it has, besides those that it always has."""

    scripts: frozenset[str]
    tokenizer: Tokenizer

    def scripts_of(self, text: str) -> list[str]:
        """The scripts of a text's characters as the pieces are looked for in it: µ becomes a Greek letter."""
        if text.isascii():
            return []
        normal = self.tokenizer.normalizer.normalize_str(text)
        if not _ANY_SCRIPT.search(normal):
            return []
        return [script for script in _SCRIPTS if re.search(f"[{script}]", normal)]


def _each(texts: Sequence[Text]) -> Iterable[str]:
    return (part for text in texts for part in ([text] if isinstance(text, str) else text))


def _build(pieces: Pieces, scripts: frozenset[str]) -> Tokenizer:
    """A tokenizer without the pieces that have a character of another script; each is an empty piece."""
    others = "".join(script for script in _SCRIPTS if script not in scripts)
    waits = re.compile(f"[{others}]" if others else "(?!)").search
    held = [("" if waits(piece) else piece, score) for piece, score in pieces]
    tokenizer = Tokenizer(models.Unigram(held, unk_id=_SPECIAL["<unk>"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_BECOME_SPACE), " "),
            normalizers.Replace(Regex(_ARE_DROPPED), ""),
            normalizers.NFKC(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in _SPECIAL])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer
