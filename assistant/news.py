"""A question that asks what news there are, of nothing in particular -> whether it does, and of what day.

«Noticias», «¿Cuál es el artículo más reciente?», «¿Qué temas hay?», «Noticias de hoy», «Latest news».
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from datetime import date

_DAYS_AGO = {"hoy": 0, "hoje": 0, "today": 0, "ayer": 1, "ontem": 1, "yesterday": 1}
_DAY = rf"(?:(?:de |del dia de |from )?(?:{'|'.join(_DAYS_AGO)}))"
_ASKING = (
    r"(?:(?:cual es|cuales son|dame|dime|muestrame|ensename|que (?:hay|son)(?: en)?|qual e|quais sao|what are"
    r"|what is|what.s|whats|show me|give me|tell me) )?(?:(?:el|la|las|los|a|as|o|os|the) )?"
)
_NEWS = r"(?:noticias|novedades|titulares|news|headlines|manchetes)"
_PIECE = rf"(?:{_NEWS}|noticia|nota|articulos?|story|stories|articles?|artigos?|materias?)"
_LATEST = r"(?:ultim[ao]s?|latest|newest|most recent|mas recientes?|mas nuev[ao]s?|mais recentes?)"
_MAIN = r"(?:principales|principais|main|top|del dia|do dia)"
_THERE = r"(?:(?:que )?hay|ha|are there|is there)"
_ENDING = rf"(?: (?:{_LATEST}|{_MAIN}|{_DAY}|{_THERE}|en el archivo|no arquivo|in the archive))*\W*"
_REQUEST = re.compile(
    rf"\W*(?:{_ASKING}(?:(?:{_LATEST}|{_MAIN}|today.s|yesterday.s) )*{_NEWS}{_ENDING}"
    rf"|{_ASKING}(?:{_LATEST} {_PIECE}|{_PIECE} {_LATEST}){_ENDING}"
    rf"|(?:que|what) (?:{_NEWS}|articulos|articles|stories|temas|asuntos|topics|artigos) {_THERE}{_ENDING}"
    rf"|(?:de|sobre) que(?: temas)? (?:hay|tratan|hablan|van) (?:las|los) (?:noticias|articulos|notas)\W*"
    rf"|what are the (?:articles|stories|news) about\W*"
    rf"|que hay de nuevo(?: {_DAY})?\W*|what.?s new(?: today)?\W*|o que ha de novo\W*)"
)
_DAY_SAID = re.compile(rf"\b({'|'.join(_DAYS_AGO)})\b")


def asks_for_news(text: str) -> bool:
    """Whether it asks what news there are, and says of no subject."""
    return _REQUEST.fullmatch(fold(text)) is not None


def news_day(text: str, today: date) -> date | None:
    """The day that such a request is of; None if it names none, or is no such request."""
    found = _DAY_SAID.search(fold(text)) if asks_for_news(text) else None
    return today - timedelta(days=_DAYS_AGO[found[1]]) if found else None
