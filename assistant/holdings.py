"""A question about the archive as a whole, or none at all, in; what the archive holds, in a line, out.

«¿Cuántos artículos hay?», «¿De qué fechas son las noticias?», «¿Qué periódicos hay?», «hola», «¿Qué puedes
hacer?»: no article answers these, and nothing is quoted.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from assistant.conversation.anatomy import OPENING
from assistant.messages import short_date
from assistant.news import asks_for_news
from assistant.summarise import is_of_the_latest
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Language, Turn
    from index.article import Article

_PIECES = r"(?:articulos|noticias|notas|textos|documentos|historias|articles|stories|documents|artigos)"
_OUTLETS = r"(?:periodicos|diarios|medios|fuentes|agencias|newspapers|outlets|sources|jornais|fontes)"
_HOLDS = (
    r"(?:hay|tiene|tienes|tenemos|contiene|guarda|conoces|lees|abarca|cubre|son|estan|proceden|vienen"
    r"|are there|do you (?:have|know)|are|does|cover|ha|tem|sao)"
)
# What may follow: about anything else, the question is about that.
_HERE = (
    r"(?:(?: |,)*(?:el|la|las|los|o|de|del|en|hay|aqui|total|todo|archivo|hemeroteca|indice|base|carpeta"
    r"|indexad[oa]s|cargad[oa]s|guardad[oa]s|disponibles|in|the|archive|index|folder|this|here|available|have|hold|contain|arquivo|no"
    rf"|{_PIECES}|{_HOLDS}))*\W*"
)
_ASKED = re.compile(
    rf"\W*(?:"
    rf"(?:cuant[oa]s|quant[oa]s|how many) {_PIECES} {_HOLDS}{_HERE}"
    rf"|(?:cuant[oa]s|que|cuales|de que|de cuales|how many|what|which|quais) {_OUTLETS} {_HOLDS}{_HERE}"
    rf"|(?:de|desde) (?:que (?:fechas?|a[nñ]os?|epoca|periodo|dias)|cuando)"
    rf" (?:son|hay|tienes|tiene|estan){_HERE}"
    rf"|(?:que|what) (?:fechas?|a[nñ]os|epoca|periodo|dates|period|years) {_HOLDS}{_HERE}"
    rf"|(?:que (?:hay|tiene|contiene|guarda)|what is|what's) (?:en el |el |la |in the )?"
    rf"(?:archivo|hemeroteca|archive)\W*"
    r")"
)
# «¿De qué año son?», «¿Cuántos documentos hay?» may be of what was spoken of: it has to be named.
_NAMED = re.compile(
    r"\b(?:archivo|hemeroteca|indice|carpeta|noticias|notas|articulos(?! (?:tiene|contiene)\W*$)|tienes"
    r"|conoces|periodicos|diarios|archive|index|folder|articles|stories|newspapers|do you|arquivo|artigos"
    r"|jornais)\b"
)
_NO_QUESTION = re.compile(
    r"\W*(?:(?:(?P<es>hola|buenas|buenos dias|buenas (?:tardes|noches)|que tal|(?:muchas )?gracias|adios"
    r"|ayuda)"
    r"|(?P<en>help|hello|hi|thanks|thank you|good (?:morning|afternoon|evening))"
    r"|(?P<pt>ola|bom dia|boa (?:tarde|noite)|(?:muito )?obrigad[oa]))\W*)+"
    r"|\W*(?:hola\W+)?(?:que (?:puedes|sabes) hacer|que haces|que eres|quien eres|como funciona(?:s| esto)"
    r"|que (?:te )?puedo preguntar(?:te)?|como te uso|en que me puedes ayudar"
    r"|(?P<asks>what can (?:you do|i ask(?: you)?)|who are you))\W*"
)
_WHAT_THERE_IS = re.compile(rf"\W*que {_PIECES} hay{_HERE}\W*")
_OUTLETS_TOLD = 4
_HOLDINGS: dict[Language, str] = {
    "es": "El archivo tiene {count}{days}{outlets}.",
    "en": "The archive has {count}{days}{outlets}.",
    "pt": "O arquivo tem {count}{days}{outlets}.",
}
_FILTERED: dict[Language, str] = {
    "es": "De los que se han elegido, el archivo tiene {count}{days}{outlets}.",
    "en": "Of those selected, the archive has {count}{days}{outlets}.",
    "pt": "Dos que foram escolhidos, o arquivo tem {count}{days}{outlets}.",
}
_COUNTS: dict[Language, tuple[str, str]] = {
    "es": ("un artículo", "{} artículos"),
    "en": ("one article", "{} articles"),
    "pt": ("um artigo", "{} artigos"),
}
_DAYS: dict[Language, tuple[str, str]] = {
    "es": (" del {}", " del {} al {}"),
    "en": (" dated {}", " from {} to {}"),
    "pt": (" de {}", " de {} a {}"),
}
_UNDATED: dict[Language, str] = {
    "es": " ({} sin fecha)",
    "en": " ({} without a date)",
    "pt": " ({} sem data)",
}
_FROM: dict[Language, tuple[str, str, str]] = {
    "es": ("; de {}", " y ", "{} medios más"),
    "en": ("; from {}", " and ", "{} more outlets"),
    "pt": ("; de {}", " e ", "mais {} veículos"),
}
_PURPOSE: dict[Language, str] = {
    "es": "Pregunte lo que quiera saber de los artículos: cada respuesta cita las palabras que la prueban.",
    "en": "Ask what you want to know about the articles: every answer cites the words that prove it.",
    "pt": "Pergunte o que quiser saber dos artigos: cada resposta cita as palavras que a provam.",
}


def asks_of_holdings(question: str) -> bool:
    """Whether a question is about the archive as a whole, and no part or subject of it."""
    plain = fold(question)
    return _ASKED.fullmatch(plain) is not None and _NAMED.search(plain) is not None


def is_no_question(text: str) -> bool:
    """Whether it greets, thanks, or asks what can be asked."""
    return greeting_language(text) is not None


def greeting_language(text: str) -> Language | None:
    """The language of a greeting, in which it is answered; None if it is no question of that kind."""
    found = _NO_QUESTION.fullmatch(fold(text))
    if found is None:
        return None
    return "en" if found["en"] or found["asks"] else "pt" if found["pt"] else "es"


def is_about_archive(text: str) -> bool:
    """Whether either is so: no article answers it."""
    return asks_of_holdings(text) or is_no_question(text)


def leans_on_nothing(text: str) -> bool:
    """Whether what was said before has no part in it: it is of the archive, or asks what news there are."""
    return is_about_archive(text) or asks_for_news(text) or _WHAT_THERE_IS.fullmatch(fold(text)) is not None


def to_lean_on(question: str, history: Sequence[Turn]) -> Sequence[Turn]:
    """The turns that a question may lean on: none that greeted, or asked about the archive itself."""
    if leans_on_nothing(question):
        return ()
    return [
        turn
        for turn in history
        if not is_about_archive(turn.question) and not _asks_for_several(turn.question)
    ]


def still_of_holdings(question: str, history: Sequence[Turn]) -> str | None:
    """«¿De qué medios son los artículos?» of «¿y de qué medios?» after another of the archive; else None."""
    if not history or not asks_of_holdings(history[-1].answer.rewritten_question or history[-1].question):
        return None
    asked = OPENING.sub("", question).strip(" ¿?")
    full = f"¿{asked[:1].upper()}{asked[1:]} son los artículos?"
    return full if asks_of_holdings(full) and not asks_of_holdings(question) else None


def _asks_for_several(question: str) -> bool:
    """Whether it asks what news there are, and not for the newest article, which may be spoken of on."""
    return asks_for_news(question) and not is_of_the_latest(question)


def tell_holdings(
    articles: Sequence[Article], language: Language, *, with_purpose: bool = False, are_all: bool = True
) -> str:
    """How many articles there are, of what days and outlets; ``with_purpose``, after what can be asked.

    Where not ``are_all`` there are, but those that meet a filter, that is told.
    """
    one, many = _COUNTS[language]
    count = one if len(articles) == 1 else many.format(_grouped(len(articles), language))
    told = (_HOLDINGS if are_all else _FILTERED)[language].format(
        count=count, days=_days(articles, language), outlets=_outlets(articles, language)
    )
    return f"{_PURPOSE[language]} {told}" if with_purpose else told


def _days(articles: Sequence[Article], language: Language) -> str:
    dated = [article.published for article in articles if article.published]
    if not dated:
        return ""
    first, last = (short_date(day, language) for day in (min(dated), max(dated)))
    one, many = _DAYS[language]
    days = one.format(first) if first == last else many.format(first, last)
    undated = len(articles) - len(dated)
    return days + (_UNDATED[language].format(_grouped(undated, language)) if undated else "")


def _outlets(articles: Sequence[Article], language: Language) -> str:
    """The outlets with most articles first; the last ones as a number."""
    counts = Counter(article.outlet for article in articles if article.outlet)
    ranked = sorted(counts, key=lambda outlet: (-counts[outlet], outlet))
    if not ranked:
        return ""
    if counts.total() < len(articles):
        ranked = [f"{outlet} ({_grouped(counts[outlet], language)})" for outlet in ranked]
    said, joined_by, more = _FROM[language]
    if len(ranked) > _OUTLETS_TOLD + 1:
        rest = len(ranked) - _OUTLETS_TOLD
        ranked = [*ranked[:_OUTLETS_TOLD], more.format(_grouped(rest, language))]
    *first, last = ranked
    return said.format(f"{', '.join(first)}{joined_by}{last}" if first else last)


def _grouped(count: int, language: Language) -> str:
    """«12.345», «12,345»."""
    return f"{count:,}" if language == "en" else f"{count:,}".replace(",", ".")
