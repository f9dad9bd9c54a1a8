"""Every word of the page in both languages, and how each writes dates, numbers and sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from assistant.answer import Citation, Language
    from assistant.ui.engine import Progress


@dataclass(frozen=True, slots=True)
class Texts:
    """The page's words in one language; ``{…}`` are filled in where they are used."""

    language: Language
    tagline: str
    welcome: str
    promise: str
    examples: str
    placeholder: str
    question: str
    ask: str
    stop: str
    clear: str
    copy: str
    copied: str
    again: str
    language_switch: str
    colours: str
    sources: str
    open_source: str
    near_misses: str
    searching: str
    stopped: str
    failed: str
    close: str
    source_pane: str
    original: str
    changed: str
    gone: str
    quoted_then: str
    paragraph: str
    quotes: tuple[str, str]
    decimal_mark: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    long_date: str
    stages: dict[str, str]
    counted_stage: str
    ready_one: str
    ready_many: str
    ready_none: str


_SPANISH = Texts(
    language="es",
    tagline="Pregunte al archivo",
    welcome="¿Qué quiere saber?",
    promise="Cada frase de la respuesta lleva a las palabras exactas del artículo que la prueba.",
    examples="Por ejemplo",
    placeholder="Escriba su pregunta…",
    question="Su pregunta",
    ask="Preguntar",
    stop="Detener",
    clear="Borrar",
    copy="Copiar",
    copied="Copiado",
    again="Repetir",
    language_switch="Idioma de la página",
    colours="Cambiar entre claro y oscuro",
    sources="Fuentes",
    open_source="Abrir la fuente {number}: {title}",
    near_misses="Lo más próximo en el archivo:",
    searching="Buscando en el archivo…",
    stopped="Detenido.",
    failed="No se pudo responder. Inténtelo de nuevo; si se repite, mire la consola.",
    close="Cerrar el artículo",
    source_pane="Artículo citado",
    original="Ver el original",
    changed="El artículo ha cambiado desde que se citó, así que no se resalta nada. Repita la pregunta.",
    gone="El artículo ya no está en el archivo.",
    quoted_then="Esto es lo que se citó:",
    paragraph="párrafo {number}",
    quotes=("«", "»"),
    decimal_mark=",",
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    short_months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    long_date="{weekday}, {day} de {month} de {year}",
    stages={
        "models": "Cargando el modelo",
        "reading": "Leyendo",
        "embedding": "Indexando",
        "lexical": "Ordenando las palabras",
        "reader": "Cargando el lector",
    },
    counted_stage="{stage} {done} de {total}",
    ready_one="Listo: 1 artículo",
    ready_many="Listo: {count} artículos",
    ready_none="El archivo está vacío: añada artículos a la carpeta",
)

_ENGLISH = replace(
    _SPANISH,
    language="en",
    tagline="Ask the archive",
    welcome="What would you like to know?",
    promise="Every sentence of an answer leads to the exact words of the article that prove it.",
    examples="For example",
    placeholder="Type your question…",
    question="Your question",
    ask="Ask",
    stop="Stop",
    clear="Clear",
    copy="Copy",
    copied="Copied",
    again="Retry",
    language_switch="Language of the page",
    colours="Switch between light and dark",
    sources="Sources",
    open_source="Open source {number}: {title}",
    near_misses="The nearest in the archive:",
    searching="Searching the archive…",
    stopped="Stopped.",
    failed="There was no answer. Try again; if it happens again, look at the console.",
    close="Close the article",
    source_pane="Cited article",
    original="See the original",
    changed="The article has changed since it was cited, so nothing is highlighted. Ask again.",
    gone="The article is no longer in the archive.",
    quoted_then="This is what was cited:",
    paragraph="paragraph {number}",
    quotes=("“", "”"),
    decimal_mark=".",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    long_date="{weekday}, {day} {month} {year}",
    stages={
        "models": "Loading the model",
        "reading": "Reading",
        "embedding": "Indexing",
        "lexical": "Sorting the words",
        "reader": "Loading the reader",
    },
    counted_stage="{stage} {done} of {total}",
    ready_one="Ready: 1 article",
    ready_many="Ready: {count} articles",
    ready_none="The archive is empty: add articles to the folder",
)

_TEXTS: dict[str, Texts] = {"es": _SPANISH, "en": _ENGLISH}


def texts_in(language: str) -> Texts:
    """The page's words in ``language``; Spanish if the page does not speak it."""
    return _TEXTS.get(language, _SPANISH)


def write_short_date(day: date, texts: Texts) -> str:
    """«16 ene 2026»."""
    return f"{day.day} {texts.short_months[day.month - 1]} {day.year}"


def write_long_date(day: date, texts: Texts) -> str:
    """«viernes, 16 de enero de 2026»."""
    return texts.long_date.format(
        weekday=texts.weekdays[day.weekday()], day=day.day, month=texts.months[day.month - 1], year=day.year
    )


def write_seconds(milliseconds: float, texts: Texts) -> str:
    """«0,12 s»; never less than a hundredth, which is as fine as a reader cares to know."""
    seconds = f"{max(milliseconds / 1000, 0.01):.2f}"
    return f"{seconds.replace('.', texts.decimal_mark)} s"


def write_origin(citation: Citation, texts: Texts) -> str:
    """Where and when it was published, «El País, Ciudad de México, 16 ene 2026»; empty if unknown."""
    published = write_short_date(citation.published, texts) if citation.published else None
    return ", ".join(part for part in (citation.outlet, citation.place, published) if part)


def write_source(citation: Citation, texts: Texts) -> str:
    """One line of plain text that says which words of which article prove a statement."""
    paragraph = texts.paragraph.format(number=citation.paragraph)
    origin = write_origin(citation, texts)
    return " · ".join(part for part in (citation.title or citation.article, origin, paragraph) if part)


def write_progress(progress: Progress | None, texts: Texts) -> str:
    """«Leyendo 12 de 216», or «Cargando el modelo…» where there is nothing to count."""
    stage = texts.stages.get(progress.stage if progress else "models", texts.stages["models"])
    if progress is None or not progress.total:
        return f"{stage}…"
    return texts.counted_stage.format(stage=stage, done=progress.done, total=progress.total)


def write_article_count(count: int, texts: Texts) -> str:
    """«Listo: 216 artículos»."""
    if count == 0:
        return texts.ready_none
    return texts.ready_one if count == 1 else texts.ready_many.format(count=count)
