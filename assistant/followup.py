"""A question and the turns before it -> the question as it would be asked on its own.

Only a question that leans on what was said is rewritten: it opens with «y», points
(«eso», «allí», «lo anunció»), or has next to no words of its own. By rule, the last
question's subject, or the person it was answered with, is put where it is missing;
with a model, the model rewrites it, and may bring in no name or number that was not
said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.facts import facts_of
from assistant.prompts import fill
from assistant.question import understand
from index.errors import ModelFailed
from index.lexical import fold, words
from index.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Answer
    from assistant.llm import LanguageModel

_TURNS = 3
_CONVERSATION_TOKENS = 800
_QUESTION_TOKENS = 80
_LONGEST_QUESTION = 300
_OPENING = re.compile(r"^[\s¿¡]*(?:y|e|and|entonces|pero|but|so)\s+(?!cuando sea\b)", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:eso|esto|ello|aquello|alli|ahi|alla|entonces|el mismo|la misma|ese|esa|esos|esas|dich[oa]s?|aquel"
    r"|aquella|it|that|this|there|he|she|they|him|them|isso|isto)\b"
)
_PERSON = re.compile(r"\b(?:él|ella|ellos|ellas|he|she|they|ele|ela)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:eso|esto|ello|aquello|that|this|isso|isto)\b", re.IGNORECASE)
# «lo anunció», not «lo que».
_CLITIC = re.compile(
    r"\blo\s+(?!(?:que|mismo|cual|más|menos|mejor|peor|único|primero|último|ocurrido|sucedido|siguiente)\b)"
    r"(?P<verb>[^\W\d_]+)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:que|quien|quienes|cual|cuales|como|cuando|donde|adonde|cuanto|cuantos|cuanta|cuantas|what|who|whom"
    r"|which|how|when|where|why|quando|onde|quem|quanto)\b"
)
_INTERROGATIVE = re.compile(
    r"^(?:(?:a|de|en|por|para|con|desde|hasta|sobre|in|on|at)\s+)?(?:qué|quiénes|quién|cuáles|cuál|cómo|cuándo"
    r"|adónde|dónde|cuántos|cuántas|cuánto|cuánta|que|quien|quienes|cual|cuales|como|cuando|donde|cuanto|cuantos"
    r"|cuanta|cuantas|what|who|which|how|when|where|why)\b\s*",
    re.IGNORECASE,
)
_LINKING_VERB = re.compile(
    r"^(?:es|son|era|eran|fue|fueron|será|serán|sera|ha sido|hay|hubo|está|están|is|are|was|were|will be)\s+",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^(?:en|in)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked before, in the same conversation, and what it was answered."""

    question: str
    answer: Answer


def in_full(question: str, history: Sequence[Turn], model: LanguageModel | None = None) -> str | None:
    """The question as it would be asked alone; None if it is asked so already."""
    if not history or not leans(question):
        return None
    by_rule = merge(question, history[-1])
    if model is not None:
        try:
            written = _rewrite(question, history[-_TURNS:], model)
        except ModelFailed:
            return by_rule
        if written:
            return written if written != question else None
    return by_rule if by_rule != question else None


def leans(question: str) -> bool:
    """Whether a question cannot be understood without what was said before it."""
    if _OPENING.match(question):
        return True
    plain = fold(question)
    facts = facts_of(question)
    if facts.names:
        return False
    if _PERSON.search(question) or _THING.search(question) or _CLITIC.search(question):
        return True
    telling = [word for word in words(question) if not _ASKS.fullmatch(word)]
    return len(telling) <= 1 or (len(telling) <= 2 and bool(_POINTS.search(plain)))


def merge(question: str, last: Turn) -> str:
    """The question with what the last one was about put where it leans on it."""
    before = last.answer.rewritten_question or last.question
    own = _OPENING.sub("", question).strip(" ¿?¡!.")
    if not _ASKS.search(fold(own)):
        return _instead(own, before)
    subject, person = _subject(before), _person(last)
    if not _INTERROGATIVE.sub("", own) and _INTERROGATIVE.match(_bare(before)):
        own, subject = f"{own} {_INTERROGATIVE.sub('', _bare(before))}", ""
    if person and _PERSON.search(own):
        return _asked(_PERSON.sub(lambda _: person, own, count=1))
    if subject and _THING.search(own):
        return _asked(_THING.sub(lambda _: subject, own, count=1))
    if subject and _CLITIC.search(own):
        return _asked(_CLITIC.sub(lambda match: f"{match['verb']} {subject}", own, count=1))
    about = ", ".join(filter(None, [person, subject]))
    return _asked(f"{own} ({about})" if about else own)


def _instead(own: str, before: str) -> str:
    """«¿Y Sheinbaum?» after «¿Qué dijo Rubio?»: «¿Qué dijo Sheinbaum?»."""
    place = bool(_PLACE.match(own))
    for name in facts_of(before).names:
        text = re.escape(name.text).replace(r"\ ", r"\s+")
        found = re.search(rf"(?P<in>\b(?:en|in)\s+)?{text}", before)
        if found and bool(found["in"]) == place:
            return before[: found.start()] + own + before[found.end() :]
    return _asked(f"{before.strip(' ¿?¡!.')}, {own}")


def _subject(question: str) -> str:
    """What a question is about: «la próxima reunión» of «¿Cuándo es la próxima reunión?»."""
    return _LINKING_VERB.sub("", _INTERROGATIVE.sub("", _bare(question)))


def _bare(question: str) -> str:
    return _OPENING.sub("", question).rpartition("¿")[2].strip(" ¿?¡!.")


def _person(last: Turn) -> str:
    """Who the last question was answered with, if it asked who."""
    asked_who = understand(last.answer.rewritten_question or last.question).kind == "who"
    short = last.answer.short
    return short if asked_who and short and facts_of(f"es {short}").names else ""


def _asked(words_of_it: str) -> str:
    text = " ".join(words_of_it.split())
    opening = (
        "" if re.match(r"(?:what|who|which|how|when|where|why|did|is|was)\b", text, re.IGNORECASE) else "¿"
    )
    return f"{opening}{text[:1].upper()}{text[1:]}?"


def _rewrite(question: str, history: Sequence[Turn], model: LanguageModel) -> str:
    """What the model makes of it; ``""`` if it is no question, or brings in what was not said."""
    turns = [f"Pregunta: {turn.question}\nRespuesta: {turn.answer.text}" for turn in history]
    while len(turns) > 1 and sum(map(count_tokens, turns)) > _CONVERSATION_TOKENS:
        turns.pop(0)
    said = "\n\n".join(turn[: _CONVERSATION_TOKENS * 6] for turn in turns)
    prompt = fill("reescribir", conversacion=said.replace("<", "‹").replace(">", "›"), pregunta=question)
    lines = model.write(prompt, max_tokens=_QUESTION_TOKENS).strip().splitlines()
    written = " ".join(lines[0].strip(' "«»*`').split()) if lines else ""
    if not written.endswith("?") or len(written) > _LONGEST_QUESTION or "<" in written:
        return ""
    known, new = facts_of(f"{said}\n{question}"), facts_of(written)
    values = {number.value for number in known.numbers}
    invents = any(not known.lexicon.has(name) for name in new.names) or any(
        number.value not in values for number in new.numbers
    )
    return "" if invents else written
