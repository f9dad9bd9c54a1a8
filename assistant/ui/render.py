"""From the turns of a conversation to its HTML; all that was written elsewhere is escaped here."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from assistant.messages import OPENING_QUOTES, PERHAPS, YES_AND_NO
from assistant.ui.texts import texts_in
from assistant.ui.words import render_words
from assistant.ui.writing import (
    lang_of,
    write_copies,
    write_long_date,
    write_origin,
    write_place,
    write_seconds,
    write_source,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from assistant.answer import Answer, Citation, Statement
    from assistant.ui.chat import Turn
    from assistant.ui.texts import Texts

_EXCERPT_CHARACTERS = 320
_CLAUSE_END = re.compile(r"[.:]\s+")


def render_conversation(turns: Sequence[Turn]) -> str:
    """The conversation, each turn in the language in which it was asked."""
    body = "".join(_render_turn(turn, is_last=turn is turns[-1]) for turn in turns)
    is_cut = bool(turns) and turns[0].number > 0
    earlier = f'<p class="note">{texts_in(turns[0].language).earlier}</p>' if is_cut else ""
    # Not a live region: it is written anew each time, and would be read out from its beginning.
    return f'<div class="conversation" role="log" aria-live="off">{earlier}{body}</div>'


def render_welcome(examples: Sequence[str], texts: Texts) -> str:
    """What stands in place of a conversation that has not begun, with questions to begin with."""
    buttons = "".join(
        f'<li><button type="button" data-question="{escape(question)}">{escape(question)}</button></li>'
        for question in examples
    )
    listed = f'<h3>{texts.examples}</h3><ul class="examples">{buttons}</ul>' if buttons else ""
    return f'<section class="welcome"><h2>{texts.welcome}</h2><p>{texts.promise}</p>{listed}</section>'


def quotes_of(text: str, texts: Texts) -> tuple[str, str]:
    """The marks to put around words of an article: none if they begin with marks of their own."""
    return ("", "") if text.strip().startswith(OPENING_QUOTES) else texts.quotes


def write_answer(answer: Answer, texts: Texts) -> str:
    """The answer with its sources as plain text, to be copied."""
    if answer.refusal is not None:
        return answer.refusal.message
    said = [_write_short(answer, texts)]
    for statement in answer.statements:
        opening, closing = quotes_of(statement.seen, texts) if statement.quoted else ("", "")
        numbers = "".join(f" [{number}]" for number in statement.citations)
        perhaps = f"{PERHAPS[texts.language]} " if statement.alternative else ""
        said.append(f"{perhaps}{opening}{statement.seen.strip()}{closing}{numbers}")
    sources = [f"[{citation.number}] {write_source(citation, texts)}" for citation in answer.citations]
    blocks = ("\n".join(filter(None, block)) for block in (said, [answer.notice], sources))
    return "\n\n".join(filter(None, blocks))


def _render_turn(turn: Turn, *, is_last: bool) -> str:
    texts = texts_in(turn.language)
    reply = _render_answer(turn.number, turn.answer, texts) if turn.answer else ""
    note = f'<p class="note">{escape(turn.note)}</p>' if turn.note else ""
    tools = "" if turn.is_open else _render_tools(turn, texts, is_last=is_last)
    return (
        f'<section class="turn {turn.state}" data-number="{turn.number}" lang="{texts.language}"'
        f' aria-busy="{str(turn.is_open).lower()}">'
        f'<h2 class="question">{escape(turn.question)}</h2>{reply}{note}{tools}</section>'
    )


def _render_tools(turn: Turn, texts: Texts, *, is_last: bool) -> str:
    """What was spent on an answer and what can be done with it."""
    spent = turn.answer.timings_ms.total if turn.answer else 0
    parts = [f'<span class="time">{write_seconds(spent, texts)}</span>'] if spent else []
    if turn.answer:
        copied = escape(write_answer(turn.answer, texts))
        parts.append(
            f'<button type="button" data-action="copy" data-copied="{texts.copied}" data-text="{copied}">'
            f"{texts.copy}</button>"
        )
    if is_last:
        parts.append(f'<button type="button" data-action="again">{texts.again}</button>')
    return f'<footer class="tools">{"".join(parts)}</footer>'


def _render_answer(turn: int, answer: Answer, texts: Texts) -> str:
    if answer.refusal is not None:
        return _render_refusal(turn, answer, texts)
    parts = [_render_understood(answer, texts)]
    notice = f'<p class="note notice-line">{escape(answer.notice)}</p>' if answer.notice else ""
    # What is known only when a model has ended must not push down what is being read.
    parts += [] if answer.written else [notice]
    parts.append(_render_short(answer, texts))
    parts += [_render_statement(turn, answer, statement, texts) for statement in answer.statements]
    parts += [notice] if answer.written else []
    return f'<div class="answer">{"".join(parts)}</div>{_render_sources(turn, answer, texts)}'


def _render_understood(answer: Answer, texts: Texts) -> str:
    """What a follow-up was taken to mean."""
    if not answer.rewritten_question:
        return ""
    return f'<p class="note">{escape(texts.understood.format(question=answer.rewritten_question))}</p>'


def _render_short(answer: Answer, texts: Texts) -> str:
    """The bare answer where it is told apart, with the date that it comes to."""
    if not _is_told_apart(answer):
        return ""
    day = _day_not_said(answer)
    written = f' <time datetime="{day.isoformat()}">({write_long_date(day, texts)})</time>' if day else ""
    return f'<p class="short">{escape(answer.short)}{written}</p>'


def _write_short(answer: Answer, texts: Texts) -> str:
    """The same as plain text."""
    if not _is_told_apart(answer):
        return ""
    day = _day_not_said(answer)
    return f"{answer.short} ({write_long_date(day, texts)})" if day else answer.short


def _is_told_apart(answer: Answer) -> bool:
    """Whether no statement says the bare answer («Sí»), or it comes to a date that it does not say."""
    if not answer.short:
        return False
    if _day_not_said(answer) or answer.short in YES_AND_NO:
        return True
    said = " ".join(statement.seen for statement in answer.statements)
    return not re.search(rf"(?<!\w){re.escape(answer.short)}(?!\w)", " ".join(said.split()))


def _day_not_said(answer: Answer) -> date | None:
    """The day that the bare answer comes to, unless its numbers say it already."""
    day = answer.resolved_date
    numbers = {int(number) for number in re.findall(r"\d+", answer.short)}
    return day if day and not {day.day, day.year} <= numbers else None


def _render_statement(turn: int, answer: Answer, statement: Statement, texts: Texts) -> str:
    opening, closing = quotes_of(statement.seen, texts) if statement.quoted else ("", "")
    words = _render_emphasised(statement)
    positions = {citation.number: position for position, citation in enumerate(answer.citations)}
    chips = "".join(
        _render_chip(turn, positions[number], answer.citations[positions[number]], texts)
        for number in statement.citations
        if number in positions
    )
    kind = 'class="statement told"'
    if statement.quoted:
        quoted = next((each for each in answer.citations if each.number in statement.citations), None)
        kind = f'class="statement quoted" lang="{lang_of(quoted)}"'
    perhaps = (
        f'<span class="perhaps" lang="{texts.language}">{PERHAPS[texts.language]}</span> '
        if statement.alternative
        else ""
    )
    return f"<p {kind}>{perhaps}{opening}{words}{closing}{chips}</p>"


def _render_emphasised(statement: Statement) -> str:
    """The words, those that answer strong."""
    return render_words(statement.text, statement.emphasised, "strong", unseen=statement.marks).strip()


def _render_chip(turn: int, position: int, citation: Citation, texts: Texts) -> str:
    label = texts.open_source.format(number=citation.number, title=citation.title or citation.article)
    return (
        f'<button type="button" class="chip" data-action="cite" data-turn="{turn}" data-source="{position}"'
        f' title="{escape(write_source(citation, texts))}" aria-label="{escape(label)}">'
        f"[{citation.number}]</button>"
    )


def _render_sources(turn: int, answer: Answer, texts: Texts) -> str:
    lines = "".join(
        f'<li><button type="button" data-action="cite" data-turn="{turn}" data-source="{position}">'
        f'<span class="number">[{citation.number}]</span>'
        f"<span>{_render_source(citation, texts)}</span></button></li>"
        for position, citation in enumerate(answer.citations)
    )
    return f'<ol class="sources" aria-label="{texts.sources}">{lines}</ol>' if lines else ""


def _render_source(citation: Citation, texts: Texts) -> str:
    parts = [f"<cite>{escape(citation.title or citation.article)}</cite>"]
    parts += [escape(part) for part in (citation.author, write_origin(citation, texts)) if part]
    parts.append(f'<span class="paragraph">{write_place(citation, texts)}</span>')
    if copies := write_copies(citation, texts):
        paths = escape("\n".join(citation.copies))
        parts.append(f'<span class="copies" title="{paths}">{copies}</span>')
    return " · ".join(parts)


def _render_refusal(turn: int, answer: Answer, texts: Texts) -> str:
    message = answer.refusal.message.strip() if answer.refusal else ""
    verdict, *detail = _CLAUSE_END.split(message, maxsplit=1)
    reason = "".join(f"<p>{escape(rest[:1].upper() + rest[1:])}</p>" for rest in detail)
    near = "".join(
        f'<li><button type="button" data-action="cite" data-turn="{turn}" data-source="{position}">'
        f'<span class="quote" lang="{lang_of(citation)}">{_render_excerpt(citation.seen, texts)}</span>'
        f'<span class="origin">{_render_source(citation, texts)}</span></button></li>'
        for position, citation in enumerate(answer.near_misses)
    )
    offered = f'<p class="offer">{texts.near_misses}</p><ul class="near">{near}</ul>' if near else ""
    understood = _render_understood(answer, texts)
    return f'{understood}<div class="refusal"><h3>{escape(verdict.rstrip("."))}</h3>{reason}{offered}</div>'


def _render_excerpt(quote: str, texts: Texts) -> str:
    opening, closing = quotes_of(quote, texts)
    return f"{opening}{escape(_shorten(quote))}{closing}"


def _shorten(quote: str) -> str:
    """The beginning of a passage, line by line, cut between words."""
    lines = (" ".join(line.split()) for line in quote.strip().splitlines())
    words = "\n".join(line for line in lines if line)
    if len(words) <= _EXCERPT_CHARACTERS:
        return words
    return f"{words[:_EXCERPT_CHARACTERS].rsplit(maxsplit=1)[0]}…"
