"""An answer -> text for a terminal: the quoted sentences, then what they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation

_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")


def render(answer: Answer) -> str:
    """The whole answer, as lines."""
    lines: list[str] = []
    if answer.refusal is not None:
        lines.append(answer.refusal.message)
        if answer.near_misses:
            lines += ["", "Lo más próximo:" if answer.language == "es" else "The nearest passages:"]
            for miss in answer.near_misses:
                lines += [f"  «{_one_line(miss.quote)}»", f"  {_source(miss)}", ""]
    else:
        if answer.short:
            resolved = f" ({answer.resolved_date.isoformat()})" if answer.resolved_date else ""
            lines += [f"{answer.short}{resolved}", ""]
        for statement in answer.statements:
            numbers = "".join(f"[{number}]" for number in statement.citations)
            quoted = f"«{_one_line(statement.text)}»" if statement.quoted else statement.text
            lines.append(f"{quoted} {numbers}")
        lines.append("")
        lines += [f"[{citation.number}] {_source(citation)}" for citation in answer.citations]
    seconds = f"{answer.timings_ms.total / 1000:.2f} s"
    lines.append(seconds.replace(".", ",") if answer.language == "es" else seconds)
    return "\n".join(lines)


def _source(citation: Citation) -> str:
    published = citation.published
    date = f"{published.day} {_MONTHS[published.month - 1]} {published.year}" if published else None
    where = ", ".join(part for part in (citation.outlet, citation.place, date) if part)
    parts = [citation.title, where, f"{citation.article}, párrafo {citation.paragraph}"]
    return " · ".join(part for part in parts if part)


def _one_line(text: str) -> str:
    return " ".join(text.split())
