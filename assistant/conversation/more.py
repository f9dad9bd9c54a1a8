"""«Cuéntame más» -> the request for a summary of what was spoken of; and such a request -> what it is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from assistant.answer import Language

_DETAILS = r"(?:detalles?|datos|informacion|cosas|details|info|information|detalhes|informacoes)"
_OF_THAT = r"(?:(?:de|sobre|acerca de|about|on) (?:eso|esto|ello|el tema|el asunto|it|that|this|isso|isto))"
_MORE = re.compile(
    r"\W*(?:(?:y|e|and|ok|okay|vale|bien|bueno|por favor|please)\W+)*(?:"
    r"(?:(?:me |nos )?(?:puedes|podrias|quiero|quisiera) )?(?:me |nos )?"
    r"(?:cuent[ae](?:me|nos)?|contar(?:me|nos)?|di(?:me|nos)|diga(?:me)?|decir(?:me|nos)?|dame|danos|dar(?:me|nos)?|saber"
    r"|expli(?:ca|que)(?:me)?|explicar(?:me)?|habla(?:me)?) (?:algo |un poco )?mas"
    rf"(?: {_DETAILS})?(?: {_OF_THAT})?"
    rf"|(?:(?:hay |se sabe )?algo |que )?mas(?: {_DETAILS})?"
    r"|que mas (?:se sabe|hay|sabes|(?:me )?puedes (?:decir|contar)(?:me)?)"
    r"|sig[au]e?|sigue contando(?:me)?|continua|continue|prosigue"
    r"|(?:(?:can|could) you )?(?:tell|give) (?:me |us )?(?:some |a (?:bit|little) )?more"
    rf"(?: {_DETAILS})?(?: {_OF_THAT})?"
    rf"|(?:anything|what|something) else|more(?: {_DETAILS})?|go on|carry on|keep going"
    r"|(?:me )?(?:conte|conta|diga|fale|fala)(?:[- ]me)? (?:um pouco )?mais"
    rf"(?: {_DETAILS})?(?: {_OF_THAT})?"
    rf"|(?:(?:algo|que|alguma coisa) )?mais(?: {_DETAILS}| alguma coisa)?"
    r")(?:\W+(?:por favor|porfa|gracias|please|thanks))?\W*"
)
# Of something that was spoken of, and by the title of an article where nothing was.
_SUMMARY_OF: dict[Language, tuple[str, str]] = {
    "es": ("Resume la noticia sobre {}", "Resume la noticia «{}»"),
    "en": ("Summarise the story about {}", "Summarise the story “{}”"),
    "pt": ("Resuma a notícia sobre {}", "Resuma a notícia “{}”"),
}
_SUMMARISED = re.compile(
    r"^\W*(?:resum(?:e|en|a|ir|en?me)|resúmeme|(?:haz(?:me)?|dame) un resumen|summari[sz]e)\s+"
    r"(?:(?:de\s+)?(?:la|el|the|an?|o)\s+(?:noticia|nota|artículo|historia|story|article|notícia|artigo|matéria)\s+)?"
    r"(?:(?P<to_the>del|do)\s+|(?:de|sobre|about|of|on)\s+)?(?P<thing>[^«“\"]+?)[\s.?!]*$",
    re.IGNORECASE,
)
_THE = {"del": "el", "do": "o"}
_A_STORY = re.compile(
    r"(?:(?:la|el|las|los|the|an?|o|as?|esta?|this)\s+)?(?:noticias?|notas?|artículos?|historias?|story|stories|articles?|news"
    r"|notícias?|artigos?|matérias?)\b.*",
    re.IGNORECASE,
)


def asks_for_more(text: str) -> bool:
    """Whether it asks to go on with what was spoken of, whatever that was, and nothing else."""
    return _MORE.fullmatch(fold(text)) is not None


def summary_of(topic: str, title: str, language: Language) -> str:
    """The request for a summary of a topic, or else of the article of that title; ``""`` of neither."""
    of_topic, of_title = _SUMMARY_OF[language]
    return of_topic.format(topic) if topic else of_title.format(title) if title else ""


def summarised(request: str) -> str | None:
    """What a request for a summary is of, ``""`` where it names no thing; None if it is no such request."""
    found = _SUMMARISED.match(request)
    if found is None:
        return None if not re.match(r"\W*(?:resum|summari[sz]e)", request, re.IGNORECASE) else ""
    if _A_STORY.fullmatch(found["thing"]):
        return ""
    article = _THE.get((found["to_the"] or "").lower(), "")
    return f"{article} {found['thing']}".strip()
