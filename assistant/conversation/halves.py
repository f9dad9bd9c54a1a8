"""Two questions asked in one -> each as it would be asked alone: «¿Qué día fue la llamada y quién llamó?».

They are parted where «y» and an interrogative follow a whole question, at the marks of two questions, or
between two interrogatives that share the rest: «¿Cuándo y dónde será la reunión?».
"""

from __future__ import annotations

import re

from index.lexical import fold, words

_BEFORE = r"(?:(?:a|de|en|por|con|contra|para|desde|hasta|sobre|in|at|to|from|on) )?"
_ACCENTED = r"(?:qué|quién|quiénes|cuándo|cuánto|cuánta|cuántos|cuántas|dónde|adónde|cómo|cuál|cuáles)"
# Of words that without accents join sentences too, only those that surely ask.
_BARE = (
    r"(?:que (?:dia|fecha|hora|mes|año|lugar|ciudad|pais)|quien|quienes|cuant[oa]s?|por que|cual fue"
    r"|(?:cuando|donde|como) (?:es|fue|sera)|quando|onde|quem|quant[oa]s?)"
)
_ENGLISH = r"(?:what|who|whom|when|where|why|which|how(?: many| much| long)?)"
_SECOND = re.compile(
    rf"(?P<first>.+?),? (?:y|e|and) (?P<second>{_BEFORE}(?:{_ACCENTED}|{_BARE}|{_ENGLISH})\b.*)",
    re.IGNORECASE,
)
_FIRST_ASKS = re.compile(
    rf"(?:^|[¿ ])(?:{_ACCENTED}|{_BARE}|{_ENGLISH}|que|cuando|donde|como|cual(?:es)?)\b", re.IGNORECASE
)
_ONLY_ASKS = re.compile(rf"{_BEFORE}(?:{_ACCENTED}|{_BARE}|{_ENGLISH}|cuando|donde|como)", re.IGNORECASE)
_TWO_MARKS = re.compile(r"^[^¿?]*¿([^¿?]+)\?[\s,]*(?:y\s+)?¿(?:y\s+)?([^¿?]+)\?\s*$", re.IGNORECASE)
_RELATIVE = re.compile(rf"{_BEFORE}(?:quienes|quien|who|whom|que|which)\b", re.IGNORECASE)
_LONGEST = 400


def halves(question: str) -> tuple[str, str] | None:
    """The two questions that a question asks; None if it asks one. The second may lean on the first."""
    if len(question) > _LONGEST:
        return None
    marked = _TWO_MARKS.match(question)
    if marked:
        return _asked(marked[1]), _asked(marked[2])
    head, mark, asked = question.rpartition("¿")
    found = None if "?" in head else _SECOND.fullmatch(" ".join(asked.split()).rstrip("?. "))
    return _parted(head + mark, found["first"].strip(), found["second"].strip()) if found else None


def _parted(head: str, first: str, second: str) -> tuple[str, str] | None:
    """Both halves, each with its marks; None if the first asks nothing, or both share nothing."""
    if _ONLY_ASKS.fullmatch(first):
        rest = _ONLY_ASKS.sub("", second, count=1).strip()
        return (_asked(f"{head}{first} {rest}"), _asked(f"{head}{second}")) if words(rest) else None
    if not _FIRST_ASKS.search(first) or not words(first) or _are_in_one(first, second):
        return None
    return _asked(head + first), _asked(second)


def _are_in_one(first: str, second: str) -> bool:
    """«…no sabía dónde y cuándo sería», «the man who lives here and who works there»: one question."""
    last, opening = first.rsplit(maxsplit=1)[-1], _RELATIVE.match(second)
    return bool(_ONLY_ASKS.fullmatch(last)) or bool(
        opening and re.search(rf"\w {re.escape(opening[0])}\b", first, re.IGNORECASE)
    )


def _asked(text: str) -> str:
    """A question with its marks; in English with one."""
    bare = " ".join(text.split()).strip(" ¿?,.")
    is_english = re.match(_ENGLISH, fold(bare)) or re.match(rf"{_BEFORE}{_ENGLISH}\b", fold(bare))
    if "¿" in text and not text.strip().startswith("¿"):
        return f"{text.strip(' ?,.')}?"
    return f"{'' if is_english else '¿'}{bare[:1].upper()}{bare[1:]}?"
