"""An answer, or passages found -> text for a terminal: the quoted words, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.messages import OPENING_QUOTES, PERHAPS, short_date
from index.markup import seen_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Answer, Citation, Language
    from assistant.retrieve import Hit
    from index.article import Article

_PARAGRAPH: dict[Language, str] = {"es": "párrafo", "en": "paragraph", "pt": "parágrafo"}
_NEAREST: dict[Language, str] = {
    "es": "Lo más próximo:",
    "en": "The nearest passages:",
    "pt": "O mais próximo:",
}
_PAGE: dict[Language, str] = {"es": "pág.", "en": "p.", "pt": "pág."}
_AFTER_START: dict[Language, str] = {
    "es": ", tras {seconds} s de arranque",
    "en": ", after {seconds} s of starting up",
    "pt": ", após {seconds} s de arranque",
}
_WORTH_TELLING_SECONDS = 0.1
_COPIES: dict[Language, str] = {
    "es": "{count} copias de la misma nota",
    "en": "{count} copies of the same story",
    "pt": "{count} cópias da mesma notícia",
}


def render(answer: Answer, *, start_seconds: float = 0.0) -> str:
    """The whole answer, as lines; the last says how long it took, and what was waited for before that."""
    lines: list[str] = []
    if answer.refusal is not None:
        lines.append(answer.refusal.message)
        if answer.near_misses:
            lines += ["", _NEAREST[answer.language]]
            for miss in answer.near_misses:
                lines += [f"  {_quote(miss.seen)}", f"  {_source(miss, answer.language)}", ""]
    else:
        if answer.short and not _is_all_that_is_told(answer):
            resolved = f" ({answer.resolved_date.isoformat()})" if answer.resolved_date else ""
            lines += [f"{answer.short}{resolved}", ""]
        for statement in answer.statements:
            numbers = "".join(f"[{number}]" for number in statement.citations)
            quoted = _quote(statement.seen) if statement.quoted else statement.text
            opening = f"{PERHAPS[answer.language]} " if statement.alternative else ""
            lines.append(f"{opening}{quoted} {numbers}")
        lines += ["", answer.notice, ""] if answer.notice else [""]
        lines += [
            f"[{citation.number}] {_source(citation, answer.language)}" for citation in answer.citations
        ]
    lines.append(_took(answer, start_seconds))
    return "\n".join(lines)


def _is_all_that_is_told(answer: Answer) -> bool:
    """Whether the bare answer is the whole of the one sentence that is quoted."""
    return [answer.short.rstrip(".")] == [_one_line(each.seen).rstrip(".") for each in answer.statements]


def _took(answer: Answer, start_seconds: float) -> str:
    """«0,23 s», «0,23 s, tras 5,8 s de arranque»."""
    took = f"{answer.timings_ms.total / 1000:.2f} s"
    if start_seconds >= _WORTH_TELLING_SECONDS:
        took += _AFTER_START[answer.language].format(seconds=f"{start_seconds:.1f}")
    return took if answer.language == "en" else took.replace(".", ",")


def render_hits(hits: Sequence[tuple[Hit, Article]], language: Language) -> str:
    """Passages found, best first: where each stands, with its score, and its words on a line."""
    lines = []
    for number, (hit, article) in enumerate(hits, 1):
        place = _place(hit.passage.paragraph, article.page_at(hit.start), language)
        score = f"{hit.score:.2f}"
        parts = [
            article.title,
            article.author,
            _origin(article, language),
            f"{hit.article}, {place}",
            score.replace(".", ",") if language != "en" else score,
        ]
        seen = seen_in(article.body, article.path, hit.start, hit.end)
        lines += [f"{number}. {_joined(parts)}", f"   {_one_line(seen)}"]
    return "\n".join(lines)


def _source(citation: Citation, language: Language) -> str:
    place = _place(citation.paragraph, citation.page, language)
    copies = _COPIES[language].format(count=len(citation.copies) + 1) if citation.copies else ""
    origin = _origin(citation, language)
    return _joined([citation.title, citation.author, origin, f"{citation.article}, {place}", copies])


def _origin(told: Citation | Article, language: Language) -> str:
    """Outlet, place and day, as far as they are known."""
    day = short_date(told.published, language) if told.published else None
    return ", ".join(part for part in (told.outlet, told.place, day) if part)


def _place(paragraph: int, page: int | None, language: Language) -> str:
    return f"{_PAGE[language]} {page}" if page is not None else f"{_PARAGRAPH[language]} {paragraph}"


def _joined(parts: Sequence[str | None]) -> str:
    return " · ".join(part for part in parts if part)


def _quote(text: str) -> str:
    """The words on one line, in marks unless they bring their own."""
    words = _one_line(text)
    return words if words.startswith(OPENING_QUOTES) else f"«{words}»"


def _one_line(text: str) -> str:
    return " ".join(text.split())
