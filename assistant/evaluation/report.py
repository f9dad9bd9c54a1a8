"""An ``Evaluation`` in, tables on the console out; also the progress of one under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.answer import Language
    from assistant.evaluation.figures import Evaluation, Figures, RiskPoint
    from assistant.evaluation.gold import GoldQuestion

NOTHING = "–"
SHOWN_CURVE_POINTS = 8

_TITLES = {
    "counts": ("Archivo y preguntas", "Archive and questions"),
    "retrieval": ("Búsqueda", "Retrieval"),
    "answers": ("Respuestas", "Answers"),
    "citations": ("Citas", "Citations"),
    "refusals": ("Silencios", "Refusals"),
    "latency": ("Tiempo y memoria", "Time and memory"),
}
_LABELS = {
    "articles": ("artículos", "articles"),
    "questions": ("preguntas", "questions"),
    "answerable": ("con respuesta", "answerable"),
    "unanswerable": ("sin respuesta", "unanswerable"),
    "article_recall@1": ("artículo entre 1", "article in 1"),
    "article_recall@5": ("artículo entre 5", "article in 5"),
    "article_recall@10": ("artículo entre 10", "article in 10"),
    "evidence_recall@5": ("prueba entre 5 pasajes", "evidence in 5 passages"),
    "evidence_recall@10": ("prueba entre 10 pasajes", "evidence in 10 passages"),
    "ndcg@10": ("nDCG@10", "nDCG@10"),
    "mrr@10": ("MRR@10", "MRR@10"),
    "em": ("exacta (EM)", "exact match"),
    "f1": ("F1", "F1"),
    "contained": ("contiene la respuesta", "contains the answer"),
    "evidence_cited": ("cita la prueba", "cites the evidence"),
    "all_evidence_cited": ("cita todas las pruebas", "cites all evidence"),
    "article_cited": ("cita el artículo", "cites the article"),
    "date_accuracy": ("fecha resuelta", "date resolved"),
    "exact": ("literales", "word for word"),
    "mean": ("citas por respuesta", "citations an answer"),
    "recall": ("sin respuesta y calla", "unanswerable, refused"),
    "recall_off_topic": ("  ajenas al archivo", "  off topic"),
    "recall_on_topic": ("  del tema", "  on topic"),
    "false": ("con respuesta y calla", "answerable, refused"),
    "auc": ("AUC de la confianza", "AUC of confidence"),
    "p50": ("respuesta, p50 (ms)", "answer, p50 (ms)"),
    "p95": ("respuesta, p95 (ms)", "answer, p95 (ms)"),
    "search_p50": ("búsqueda, p50 (ms)", "search, p50 (ms)"),
    "search_p95": ("búsqueda, p95 (ms)", "search, p95 (ms)"),
    "memory": ("memoria máxima (MB)", "peak memory (MB)"),
}
_TYPE_COLUMNS = {
    "n": ("n", "n"),
    "article_recall@5": ("artíc.@5", "article@5"),
    "evidence_recall@5": ("prueba@5", "evid.@5"),
    "em": ("EM", "EM"),
    "f1": ("F1", "F1"),
    "contained": ("contiene", "contains"),
    "evidence_cited": ("cita", "cites"),
    "refused": ("calla", "refused"),
}


def tracked(questions: Sequence[GoldQuestion], *, language: Language) -> Iterable[GoldQuestion]:
    """Give the questions one by one, with a bar on the terminal's standard error."""
    console = Console(stderr=True)
    label = _say(("Evaluando", "Evaluating"), language)
    return track(questions, label, console=console, disable=not console.is_terminal, transient=True)


def print_report(evaluation: Evaluation, console: Console, *, language: Language) -> None:
    """Print the figures, those by type of question, the risk-coverage curve and what to beware of."""
    console.print(_main_table(evaluation, language))
    console.print(_type_table(evaluation.by_type, language))
    if evaluation.risk_coverage:
        console.print(_risk_table(evaluation.risk_coverage, language))
    for warning in _warnings(evaluation, language):
        console.print(warning, style="yellow", markup=False, emoji=False, highlight=False)


def _main_table(evaluation: Evaluation, language: Language) -> Table:
    latency: Figures = {**evaluation.latency_ms, "memory": evaluation.memory_peak_mb}
    counts: Figures = {name: float(count) for name, count in evaluation.counts.items() if name in _LABELS}
    sections = {
        "counts": counts,
        "retrieval": evaluation.retrieval,
        "answers": evaluation.answers,
        "citations": evaluation.citations,
        "refusals": evaluation.refusals,
        "latency": latency,
    }
    # What the gold file says is no markup: [a type] and :a name: are shown as they are.
    title = Text(evaluation.gold.name, style="table.title")
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for section, figures in sections.items():
        if all(value is None for value in figures.values()):
            continue
        table.add_section()
        table.add_row(_say(_TITLES[section], language), "", style="bold")
        decimals = {"counts": 0, "latency": 0}.get(section, 3)
        for name, value in figures.items():
            table.add_row(_say(_LABELS[name], language), _number(value, decimals, language))
    return table


def _type_table(by_type: dict[str, Figures], language: Language) -> Table:
    table = Table(title=_say(("Por tipo de pregunta", "By type of question"), language), title_justify="left")
    table.add_column(_say(("tipo", "type"), language))
    for heading in _TYPE_COLUMNS.values():
        table.add_column(_say(heading, language), justify="right")
    for kind, figures in by_type.items():
        cells = [_number(figures[name], 0 if name == "n" else 2, language) for name in _TYPE_COLUMNS]
        table.add_row(Text(kind), *cells)
    return table


def _risk_table(points: Sequence[RiskPoint], language: Language) -> Table:
    title = _say(("Si exigiera más confianza", "If it asked for more confidence"), language)
    table = Table(title=title, title_justify="left")
    for heading in (("confianza ≥", "confidence ≥"), ("contesta", "coverage"), ("yerra", "risk")):
        table.add_column(_say(heading, language), justify="right")
    step = max(1, -(-len(points) // SHOWN_CURVE_POINTS))
    # Counted from the end, so that what was really answered is among them.
    for point in points[::-1][::step][::-1]:
        values = (point.threshold, point.coverage, point.risk)
        table.add_row(*(_number(value, 2, language) for value in values))
    return table


def _warnings(evaluation: Evaluation, language: Language) -> list[str]:
    name = evaluation.gold.name
    found = {
        (
            f"Artículos de {name} que no están en el archivo",
            f"Articles of {name} that are not in the archive",
        ): evaluation.missing_articles,
        (
            f"Preguntas de {name} cuyas pruebas no están así en sus artículos",
            f"Questions of {name} whose evidence is not worded so in their articles",
        ): evaluation.unlocated_evidence,
    }
    return [
        f"{_say(warning, language)} ({len(names)}): {', '.join(names[:3])}{'…' if names[3:] else ''}"
        for warning, names in found.items()
        if names
    ]


def _number(value: float | None, decimals: int, language: Language) -> str:
    if value is None:
        return NOTHING
    written = f"{value:.{decimals}f}"
    return written.replace(".", ",") if language == "es" else written


def _say(phrases: tuple[str, str], language: Language) -> str:
    return phrases[0] if language == "es" else phrases[1]
