"""A language -> every word of the page in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.dateline import MONTHS

if TYPE_CHECKING:
    from assistant.answer import Language


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
    clear_short: str
    copy: str
    copied: str
    again: str
    language_switch: str
    colours: str
    sources: str
    open_source: str
    understood: str
    near_misses: str
    searching: str
    stopped: str
    failed: str
    retried: str
    lost: str
    dismiss: str
    partial: str
    outdated: str
    earlier: str
    close: str
    source_pane: str
    original: str
    changed: str
    gone: str
    quoted_then: str
    paragraph: str
    page: str
    copies: str
    quotes: tuple[str, str]
    decimal_mark: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    long_date: str
    stages: dict[str, str]
    counted_stage: str
    ready_one: str
    ready_many: str
    ready_none: str
    locked: str
    articles: str
    find_article: str
    close_articles: str
    listed_first: str
    unread: str
    unread_one: str
    unread_many: str
    news: dict[str, tuple[str, str, str]]
    renamed: str


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
    clear="Nueva conversación",
    clear_short="Nueva",
    copy="Copiar",
    copied="Copiado",
    again="Repetir",
    language_switch="Idioma de la página",
    colours="Cambiar entre claro y oscuro",
    sources="Fuentes",
    open_source="Abrir la fuente {number}: {title}",
    understood="Entendido como: {question}",
    near_misses="Lo más próximo en el archivo:",
    searching="Buscando en el archivo…",
    stopped="Detenido.",
    failed="No se pudo responder. Inténtelo de nuevo; si se repite, mire la consola.",
    retried="Se intentará de nuevo cuando pregunte otra vez o cuando cambie la carpeta.",
    lost="Se ha perdido la conexión con el servidor. La página se cargará de nuevo en cuanto vuelva.",
    dismiss="Cerrar el aviso",
    partial="Se están indexando artículos: la respuesta aún no cuenta con todos.",
    outdated="El índice no se puede poner al día: la respuesta no cuenta con los últimos cambios.",
    earlier="Las preguntas anteriores ya no se muestran.",
    close="Cerrar el artículo",
    source_pane="Artículo citado",
    original="Ver el original",
    changed="El artículo ha cambiado desde que se citó, así que no se resalta nada. Repita la pregunta.",
    gone="El artículo ya no está en el archivo.",
    quoted_then="Esto es lo que se citó:",
    paragraph="párrafo {number}",
    page="pág. {number}",
    copies="{count} copias de la misma nota",
    quotes=("«", "»"),
    decimal_mark=",",
    months=MONTHS,
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    long_date="{weekday}, {day} de {month} de {year}",
    stages={
        "folder": "Mirando la carpeta",
        "models": "Cargando el modelo",
        "embedding": "Indexando",
    },
    counted_stage="{stage} {done} de {total}",
    ready_one="Listo: 1 artículo",
    ready_many="Listo: {count} artículos",
    ready_none="El archivo está vacío: añada artículos a la carpeta",
    locked="Otro proceso está actualizando el índice",
    articles="Artículos",
    find_article="Filtrar la lista…",
    close_articles="Cerrar la lista",
    listed_first="Se muestran {shown} de {count}, los más recientes.",
    unread="No se pudieron leer",
    unread_one="1 archivo sin leer (véase Artículos)",
    unread_many="{count} archivos sin leer (véase Artículos)",
    news={
        "added": ("Añadido: {path}", "1 artículo añadido", "{count} artículos añadidos"),
        "updated": ("Actualizado: {path}", "1 artículo actualizado", "{count} artículos actualizados"),
        "removed": ("Quitado: {path}", "1 artículo quitado", "{count} artículos quitados"),
        "renamed": ("Con otro nombre: {path}", "1 con otro nombre", "{count} con otro nombre"),
    },
    renamed="{old} → {new}",
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
    clear="New conversation",
    clear_short="New",
    copy="Copy",
    copied="Copied",
    again="Retry",
    language_switch="Language of the page",
    colours="Switch between light and dark",
    sources="Sources",
    open_source="Open source {number}: {title}",
    understood="Understood as: {question}",
    near_misses="The nearest in the archive:",
    searching="Searching the archive…",
    stopped="Stopped.",
    failed="There was no answer. Try again; if it happens again, look at the console.",
    retried="It will be tried again when you ask again or when the folder changes.",
    lost="The connection to the server is lost. The page will load again as soon as it is back.",
    dismiss="Close the notice",
    partial="Articles are being indexed: the answer does not have all of them yet.",
    outdated="The index cannot be brought up to date: the answer does not have the latest changes.",
    earlier="Earlier questions are no longer shown.",
    close="Close the article",
    source_pane="Cited article",
    original="See the original",
    changed="The article has changed since it was cited, so nothing is highlighted. Ask again.",
    gone="The article is no longer in the archive.",
    quoted_then="This is what was cited:",
    paragraph="paragraph {number}",
    page="p. {number}",
    copies="{count} copies of the same story",
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
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    long_date="{weekday}, {day} {month} {year}",
    stages={
        "folder": "Looking at the folder",
        "models": "Loading the model",
        "embedding": "Indexing",
    },
    counted_stage="{stage} {done} of {total}",
    ready_one="Ready: 1 article",
    ready_many="Ready: {count} articles",
    ready_none="The archive is empty: add articles to the folder",
    locked="Another process is updating the index",
    articles="Articles",
    find_article="Filter the list…",
    close_articles="Close the list",
    listed_first="Shown are {shown} of {count}, the latest.",
    unread="Could not be read",
    unread_one="1 file not read (see Articles)",
    unread_many="{count} files not read (see Articles)",
    news={
        "added": ("Added: {path}", "1 article added", "{count} articles added"),
        "updated": ("Updated: {path}", "1 article updated", "{count} articles updated"),
        "removed": ("Removed: {path}", "1 article removed", "{count} articles removed"),
        "renamed": ("Renamed: {path}", "1 renamed", "{count} renamed"),
    },
)

_TEXTS: dict[str, Texts] = {"es": _SPANISH, "en": _ENGLISH}


def texts_in(language: str) -> Texts:
    """The page's words in ``language``; Spanish if the page does not speak it."""
    return _TEXTS.get(language, _SPANISH)
