"""A question of who said some words, and a sentence -> the speaker that it names after them.

«"Pensé que estaba perdido", confesó el rosarino» says it plainly; whom a sentence names before the words is
left to the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.mentions.facts import QUOTED
from index.lexical import fold, words

# Fewer are a title or a nickname.
_FEWEST_WORDS = 3
_ASKS_SPEAKER = re.compile(r"\bquien(?:es)?\b|\bde quien\b|\bwho\b")
_SAID = re.compile(
    r"(?:dij|dic|afirm|asegur|señal|manifest|declar|indic|explic|agreg|apunt|subray|anunci|reiter|sost|destac|advi"
    r"|opin|consider|denunci|record|confirm|reconoc|confes|coment|lament|respond|contest|pregunt|añad|insist|zanj"
    r"|brome|resum|matiz|aclar|precis|admit|sentenci|relat|cont[oa]|said|says)\w*"
)
# «…», les dijo (a los periodistas) el alcalde de Vigo, …
_AFTER = re.compile(
    r"[»”\"],?\s+(?:(?:le|les|nos|me|se)\s+)?(?P<said>[^\W\d_]+)\s+"
    r"(?:al? (?:(?:la|las|los|este|esta) )?[^\W\d_]+\s+)?"
    r"(?P<who>(?:(?:el|la|los|las|un|una|su)\s+)?[^\W\d_][^.,;:«»“”\"()—]*)"
)
_ENDS = re.compile(
    r"\s+(?:a|al|ante|anoche|ayer|con|desde|durante|en|esta|este|hoy|mientras|para|por|sobre|tras|que|y)\b.*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """The stems of words whose speaker is asked for; none if nobody's words are."""

    stems: tuple[str, ...] = ()

    @classmethod
    def asked(cls, question: str) -> QuotedWords:
        """Those that stand between quotation marks in a question of who said them."""
        found = QUOTED.search(question)
        if found is None or not _ASKS_SPEAKER.search(fold(QUOTED.sub(" ", question))):
            return cls()
        stems = tuple(words(found[0]))
        return cls(stems if len(stems) >= _FEWEST_WORDS else ())

    def __bool__(self) -> bool:
        return bool(self.stems)

    def are_in(self, text: str) -> bool:
        """Whether a text has them, one after another."""
        return f" {' '.join(self.stems)} " in f" {' '.join(words(text))} "

    def speaker_in(self, sentence: str) -> tuple[int, int] | None:
        """The bounds of the speaker whom a sentence names right after these words; None if it names none."""
        for after in _AFTER.finditer(sentence):
            opened = max(sentence.rfind(mark, 0, after.start()) for mark in '«“"')
            if _SAID.fullmatch(fold(after["said"])) and self.are_in(sentence[max(opened, 0) : after.start()]):
                who = _ENDS.sub("", after["who"]).rstrip()
                return after.start("who"), after.start("who") + len(who)
        return None
