"""Text in, comparable Spanish words out: what two answers must share to be the same answer."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Words = tuple[str, ...]

_ARTICLES = frozenset({"el", "la", "los", "las", "un", "una", "unos", "unas", "lo"})
_ACCENTS = re.compile("(?<!n)\u0303|[\u0300-\u0302\u0304-\u036f]")
# Both customs of the Spanish-speaking press, 2.400 and 2,400, and the academy's 2 400.
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}([.,\s])\d{3}(?:\1\d{3})*(?!\d)")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_PERCENT = re.compile(r"%|\bpor (?:cien|100)\b(?![.,\s]\d)")
_WORD = re.compile(r"\d+(?:,\d+)?|[^\W_]+")

# fmt: off
_SMALL = (
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    "trece", "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno",
    "veintidos", "veintitres", "veinticuatro", "veinticinco", "veintiseis", "veintisiete", "veintiocho",
    "veintinueve",
)
_TENS = {
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60,
    "setenta": 70, "ochenta": 80, "noventa": 90,
}
# fmt: on
_NUMBERS = {word: number for number, word in enumerate(_SMALL)} | _TENS
_NUMBERS |= {"veintiun": 21, "veintiuna": 21, "cien": 100}
_ADDED_TO_TENS = {word: number for word, number in _NUMBERS.items() if 0 < number < 10} | {"un": 1, "una": 1}


def comparable_words(text: str) -> Words:
    """Break ``text`` into words fit to be compared.

    Lower case; accents dropped but ñ kept; punctuation gone; ``%`` as «por
    ciento»; 2.400, 2,400 and 2 400 as ``2400``, decimals with a comma; numbers
    written out up to cien as digits; the articles el, la, los, las, un, una, unos,
    unas and lo left out unless there is nothing else.
    """
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower())))
    plain = _PERCENT.sub(" por ciento ", plain)
    plain = _GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), plain)
    words = _count_in_digits(_WORD.findall(_DECIMAL_POINT.sub(",", plain)))
    return tuple(word for word in words if word not in _ARTICLES) or tuple(words)


def item_splits(text: str) -> tuple[tuple[Words, ...], ...]:
    """Every reasonable way to break an enumeration into items, finest last.

    At semicolons and line ends; at commas too; at «y», «e», «o», «u», «ni», "and" and
    "or" too. An item may hold a comma or a conjunction of its own, so whoever compares
    takes the way that fits best.
    """
    separators = (r"[;\n]+", r"[;\n]+|,(?!\d)", r"[;\n]+|,(?!\d)|\b(?:[yeou]|ni|and|or)\b")
    splits = []
    for separator in separators:
        parts = re.split(separator, text, flags=re.IGNORECASE)
        splits.append(tuple(words for part in parts if (words := comparable_words(part))))
    return tuple(splits)


def polarity(text: str) -> bool | None:
    """Whether ``text`` begins with a yes (True) or a no (False); None if with neither.

    Only «sí» with its accent counts in a longer text: «si» is "if".
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    if not words:
        return None
    if words[0] in {"sí", "yes", "sim"} or words == ["si"]:
        return True
    return False if words[0] in {"no", "não"} else None


def _count_in_digits(words: Sequence[str]) -> list[str]:
    counted: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        number = _NUMBERS.get(word)
        if word in _TENS and words[position + 1 : position + 2] == ["y"] and position + 2 < len(words):
            unit = _ADDED_TO_TENS.get(words[position + 2])
            if unit is not None:
                number, position = _TENS[word] + unit, position + 2
        counted.append(word if number is None else str(number))
        position += 1
    return counted
