"""A question and the turns before it -> the question as it would be asked on its own.

Only a question that leans on what was said is rewritten: by rule, or by the model where
there is one, which may bring in no name, number or day that was not said.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from assistant.conversation.anatomy import ASKS
from assistant.conversation.leaning import asked_before, leans
from assistant.conversation.merging import merge
from assistant.mentions.facts import facts_of
from assistant.model.prompts import fill, room
from assistant.question import understand
from index.errors import ModelFailed
from index.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from assistant.answer import Turn
    from assistant.mentions.facts import Facts
    from assistant.model.llm import LanguageModel

_TURNS = 3
_CONVERSATION_TOKENS = 800
_QUESTION_TOKENS = 80
_LONGEST_QUESTION = 300
# Fewer than Spanish has, so that what is cut by them fits.
_CHARACTERS_A_TOKEN = 3
# «Anunció» is «anunciaron» too.
_BEGINNING = 4


def in_full(
    question: str, history: Sequence[Turn], model: LanguageModel | None = None
) -> Generator[None, None, str | None]:
    """Returns the question as it would be asked alone, None if it is asked so already.

    Yields while the model is at it, several times a second, so that it can be closed.
    """
    if not history or not leans(question, asked_before(history[-1])):
        return None
    by_rule = merge(question, history)
    if model is not None:
        try:
            written = yield from _rewrite(question, history[-_TURNS:], model)
        except ModelFailed:
            written = ""
        if written:
            return written if written != question else None
    return by_rule if by_rule != question else None


def _rewrite(question: str, history: Sequence[Turn], model: LanguageModel) -> Generator[None, None, str]:
    """What the model makes of it; ``""`` if it is no question, or brings in what was not said."""
    bare = fill("reescribir", conversacion="", pregunta=_harmless(question))
    fits = room(bare, context_tokens=model.context_tokens, max_tokens=_QUESTION_TOKENS)
    said = _conversation(history, max(1, min(_CONVERSATION_TOKENS, fits)))
    prompt = fill("reescribir", conversacion=said, pregunta=_harmless(question))
    pieces = []
    with closing(model.stream(prompt, max_tokens=_QUESTION_TOKENS)) as stream:
        for piece in stream:
            pieces.append(piece)
            yield
    lines = "".join(pieces).strip().splitlines()
    written = " ".join(lines[0].strip(' "«»*`').split()) if lines else ""
    # What stands before is a label, or thinking aloud.
    written = written[max(0, written.rfind("¿")) :]
    if not written.endswith("?") or len(written) > _LONGEST_QUESTION or "<" in written:
        return ""
    if leans(written, asked_before(history[-1])) or not _asks_the_same(written, question):
        return ""
    return "" if _brings_in(facts_of(written), facts_of(f"{said}\n{question}")) else written


def _asks_the_same(written: str, question: str) -> bool:
    """Whether what the model made of a question still has the words of it, and asks for what it asked for."""
    there = {stem[:_BEGINNING] for stem in facts_of(written).stems}
    asked, made = understand(question), understand(written)
    is_of_a_kind = asked.kind == made.kind or not ASKS.search(question)
    return is_of_a_kind and all(stem[:_BEGINNING] in there for stem in facts_of(question).stems)


def _brings_in(new: Facts, known: Facts) -> bool:
    """Whether there is a name, a number or a day in what is new that nobody has said."""
    values = {number.value for number in known.numbers} | {day.year for day in known.days if day.year}
    return (
        any(not known.lexicon.has(name) for name in new.names)
        or any(number.value not in values for number in new.numbers)
        or any(not any(said.says(day) for said in known.days) for day in new.days)
    )


def _conversation(history: Sequence[Turn], most_tokens: int) -> str:
    """The last turns, as many as fit; of the very last, the beginning of the answer in any case."""
    turns = [f"Pregunta: {turn.question}\nRespuesta: {turn.answer.text}" for turn in history]
    while len(turns) > 1 and sum(map(count_tokens, turns)) > most_tokens:
        turns.pop(0)
    return _harmless("\n\n".join(turn[: most_tokens * _CHARACTERS_A_TOKEN] for turn in turns))


def _harmless(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")
