"""An answer -> text for a terminal: the quoted sentences, then what they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation, Language

# A quote that begins with one of these needs no marks more: «“Es un día histórico”, dijo».
OPENING_QUOTES = ("«", "“")

_MONTHS: dict[Language, tuple[str, ...]] = {
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "pt": ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
}
_PARAGRAPH: dict[Language, str] = {"es": "párrafo", "en": "paragraph", "pt": "parágrafo"}
_NEAREST: dict[Language, str] = {
    "es": "Lo más próximo:",
    "en": "The nearest passages:",
    "pt": "O mais próximo:",
}
_PAGE: dict[Language, str] = {"es": "pág.", "en": "p.", "pt": "pág."}
_COPIES: dict[Language, str] = {
    "es": "{count} copias de la misma nota",
    "en": "{count} copies of the same story",
    "pt": "{count} cópias da mesma notícia",
}


def render(answer: Answer) -> str:
    """The whole answer, as lines."""
    lines: list[str] = []
    if answer.refusal is not None:
        lines.append(answer.refusal.message)
        if answer.near_misses:
            lines += ["", _NEAREST[answer.language]]
            for miss in answer.near_misses:
                lines += [f"  {_quote(miss.quote)}", f"  {_source(miss, answer.language)}", ""]
    else:
        if answer.short:
            resolved = f" ({answer.resolved_date.isoformat()})" if answer.resolved_date else ""
            lines += [f"{answer.short}{resolved}", ""]
        for statement in answer.statements:
            numbers = "".join(f"[{number}]" for number in statement.citations)
            quoted = _quote(statement.text) if statement.quoted else statement.text
            lines.append(f"{quoted} {numbers}")
        lines += ["", answer.notice, ""] if answer.notice else [""]
        lines += [
            f"[{citation.number}] {_source(citation, answer.language)}" for citation in answer.citations
        ]
    seconds = f"{answer.timings_ms.total / 1000:.2f} s"
    lines.append(seconds.replace(".", ",") if answer.language != "en" else seconds)
    return "\n".join(lines)


def _source(citation: Citation, language: Language) -> str:
    published = citation.published
    date = f"{published.day} {_MONTHS[language][published.month - 1]} {published.year}" if published else None
    where = ", ".join(part for part in (citation.outlet, citation.place, date) if part)
    place = f"{_PARAGRAPH[language]} {citation.paragraph}"
    if citation.page is not None:
        place = f"{_PAGE[language]} {citation.page}"
    copies = _COPIES[language].format(count=len(citation.copies) + 1) if citation.copies else ""
    parts = [citation.title, citation.author, where, f"{citation.article}, {place}", copies]
    return " · ".join(part for part in parts if part)


def _quote(text: str) -> str:
    """The words on one line, in marks unless they bring their own."""
    words = _one_line(text)
    return words if words.startswith(OPENING_QUOTES) else f"«{words}»"


def _one_line(text: str) -> str:
    return " ".join(text.split())
