"""Passages as a model is given them, numbered, and the sentences in them that may prove what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.mentions.facts import facts_of
from assistant.mentions.settling import settle
from assistant.tongue import tongue_of
from index.lexical import fold

if TYPE_CHECKING:
    from datetime import date

    from assistant.mentions.days import Day
    from assistant.mentions.facts import Facts

# An article may order a model about; such a sentence proves nothing.
_ORDERS = re.compile(
    r"(?:^|[.:;!?»\"\n])\W{0,5}(?:ignor(?:a|e|ad|en|es)|olvid(?:a|e|ad|en|es)|disregard|forget|desobedec\w+)\b"
    r".{0,40}\b(?:instruc\w+|ordenes|anterior\w*|previous|prompt)"
    r"|\b(?:ignor\w+|olvid\w+|disregard|forget|desobedec\w+)\b.{0,30}\b(?:tus|vuestras|your)\b.{0,30}\b(?:instruc\w+|ordenes|prompt)"
    r"|\b(?:system prompt|prompt del sistema|eres un asistente|you are an? (?:\w+ )?assistant|as an ai)\b"
    # As an order it opens a clause: a decision «responde solo a criterios técnicos».
    r"|(?:^|[.:;!?¡»«\"\n(,]|\by\b|\band\b)\s*(?:responde|contesta|reply|answer|respond)\b"
    r".{0,20}\b(?:solo|unicamente|only|siempre|always)\b"
    r"|</?pasaje\b|<\|[^|>]*\|>|^\W*(?:system|sistema|assistant|asistente|user|usuario)\s*:"
)
# Letters of two alphabets in one word only look like the word; «μg» is a unit.
_DISGUISED = re.compile(r"[a-z][\u0370-\u04ff]|(?!(?<![^\W\d_])\u03bc[a-z]{1,2}\b)[\u0370-\u04ff][a-z]")


@dataclass(frozen=True, eq=False)
class Evidence:
    """One passage as a model was given it, under a ``number`` from 1.

    ``text`` begins at ``start`` of the article's body; ``sentences`` are bounds in the
    body. ``about`` is what is told of the article beside its text: title, place, outlet.
    """

    number: int
    article: str
    start: int
    text: str
    sentences: tuple[tuple[int, int], ...]
    about: str = ""
    published: date | None = None

    @cached_property
    def whole(self) -> Facts:
        """All that the passage says, the title too; no orders to a model."""
        return facts_of("\n".join([self.about, *(said.facts.text for said in self.said)]))

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Its sentences, in order, without those that order a model about."""
        tongue = tongue_of(self.text)
        told = (
            Said(self, start, end, facts_of(self.text[start - self.start : end - self.start], tongue))
            for start, end in self.sentences
        )
        return tuple(said for said in told if not _orders(fold(said.facts.text)))


@dataclass(frozen=True, eq=False)
class Said:
    """One sentence of a passage, from ``start`` to ``end`` of the article's body."""

    passage: Evidence
    start: int
    end: int
    facts: Facts

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days it names, each as far as it can be told."""
        written = self.passage.published
        return tuple(settle(day, sentence=self.facts.text, written=written) for day in self.facts.days)


def _orders(text: str) -> bool:
    """Whether a folded sentence orders a model about, or hides what it says."""
    return bool(_ORDERS.search(text) or _DISGUISED.search(text))
