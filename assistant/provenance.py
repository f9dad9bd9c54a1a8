"""A question about where an article itself comes from -> what its data say: who signs it, of whom, of when.

«¿Quién firma la noticia del puerto?» asks for the author, «¿De qué agencia es?» for the outlet, «¿Cuándo se
publicó la nota?» for the day, «¿Dónde está fechada?» for the place. It is cited where it stands in the text,
in the signature or the dateline; what only the file's data say is cited by the article's beginning, and that
is told.
"""

from __future__ import annotations

import re
from operator import ge
from typing import TYPE_CHECKING

from assistant.answer import Statement
from assistant.compose import Composition
from assistant.messages import FROM_DATA
from assistant.reading.signals import overlap
from assistant.summarise import beside_the_latest
from index.dateline import find_dateline, spanish_date
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Language
    from assistant.compose import Composer
    from assistant.library import Library, OpenArticle
    from assistant.question import Origin
    from assistant.windows import Window
    from index.article import Article
    from index.dateline import Dateline

_ORDINAL = "primero|segundo|tercero|cuarto|quinto|sexto|septimo|octavo|noveno|decimo"
# A ransom note is none, nor is the fifth article of a law.
_PIECE = (
    r"(?:noticias?"
    r"|notas?(?! (?:de (?:rescate|prensa|protesta|despedida|suicid\w+)|verbal|manuscrita|diplomatica"
    r"|conjunta)\b)"
    rf"|articulos?(?! (?:\d|{_ORDINAL}\b))|cronicas?|reportajes?|despachos?"
    r"|story|article(?! \d)|news|materia)"
)
_WHICH = (
    r"(?:(?:el|la|los|las|este|esta|ese|esa|del|de la|de este|de esta|the|this|a|o|da|do) )?"
    rf"(?:(?:ultim[oa]|latest|newest|most recent) )?{_PIECE}\b"
)
_OUTLET = r"(?:agencias?|medios?|periodicos?|diarios?|agency|outlet|newspaper|agencia|jornal)"
_SIGNS = r"(?:firman?|firmo|firmaron|escribe|escribio|escribieron|redacto|ha (?:escrito|firmado))"
_GIVES = (
    r"(?:es|da|dio|firma|firmo|publica|publico|publico|ha publicado|difunde|difundio|distribuye|distribuyo"
    r"|published|released|distributed|is|publicou|divulgou)"
)
_CAME_OUT = r"(?:(?:se )?(?:publico|publicaron|salio|ha publicado|ha salido)|fue publicad[oa])"
_ASKED: tuple[tuple[Origin, re.Pattern[str]], ...] = (
    (
        "author",
        re.compile(
            rf"\b(?:quien(?:es)? {_SIGNS}|autor\w*|firma|who (?:wrote|signed|is the author of)"
            # «Crónica de una muerte anunciada» is a book.
            rf"|quem (?:assina|escreveu|e o autor d[ao])) (?!{_PIECE} (?:de|of)\b){_WHICH}"
        ),
    ),
    (
        "outlet",
        re.compile(
            rf"\b(?:que|cual|what|which) {_OUTLET}"
            rf" (?:(?:se )?{_GIVES} {_WHICH}|(?:es|procede|viene|proviene)\W*$)"
        ),
    ),
    (
        "published",
        re.compile(
            rf"\b(?:cuando|que fecha|que dia) (?:{_CAME_OUT}|esta (?:fechad|publicad)[oa]) {_WHICH}"
            rf"|\bde (?:(?:que|cual) (?:fecha|dia)|cuando) es {_WHICH}"
            rf"|\b(?:fecha de publicacion|cual es la fecha) {_WHICH}"
            rf"|\bwhen was {_WHICH}(?: (?:about|on) .+)? published|\bquando foi publicad[oa] {_WHICH}"
        ),
    ),
    (
        "place",
        re.compile(
            rf"\b(?:donde|que (?:lugar|ciudad|sitio)) (?:esta|fue) (?:fechad|firmad|escrit)[oa] {_WHICH}"
        ),
    ),
)
_REQUEST = re.compile(
    rf"\b(?:{_PIECE}|{_OUTLET}|quien(?:es)?|firma\w*|firmo|escri[bt]\w+|redact\w+|periodista|ciudad|lugar|sitio|ha"
    r"|salido|autor\w*|public\w+|fecha\w*|cuando|dia|es"
    r"|salio|nombre|who|wrote|signed|author|published|when|what|which|was|is|the|this|of|about|on|by|quem|assina"
    r"|escreveu|procede|viene|proviene|dio|difundio|distribuyo|esta|este)\b"
)
_FORM = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")
# What may stand around a signature, as Markdown has it.
_MARKS = " \t>*_#"
# A line that has a name and hardly more is a signature.
_AROUND_A_NAME = 30
_LINES_SEARCHED = 6
_LEAST_WORDS = 4


def asked_origin(question: str) -> Origin | None:
    """What of an article's own data a question asks for; None if it asks for something else."""
    plain = fold(question)
    return next((origin for origin, pattern in _ASKED if pattern.search(plain)), None)


def article_meant(question: str) -> str:
    """The words that say which article is meant, beside its being the newest; ``""`` if none do."""
    rest = " ".join(_REQUEST.sub(" ", beside_the_latest(question)).split())
    return rest if words(rest) else ""


def newest_first(about: str, windows: Sequence[Window], library: Library) -> list[Window]:
    """The windows that have what is meant as well as the first has it, those of the newest article first.

    They have as many of its words, and as many that are written as there: «puertas» is not «puerto».
    """
    forms = {form for form in _FORM.findall(fold(about)) if words(form)}

    def shares(window: Window) -> tuple[float, int]:
        said = f"{library.open(window.article).article.title}\n{window.text}"
        return overlap(about, said), len(forms.intersection(_FORM.findall(fold(said))))

    least = shares(windows[0]) if windows else (0.0, 0)
    as_good = [window for window in windows if all(map(ge, shares(window), least))]
    return sorted(
        as_good, key=lambda each: str(library.open(each.article).article.published or ""), reverse=True
    )


def told_origin(article: Article, origin: Origin) -> str:
    """What an article's data say, as words; ``""`` if nothing."""
    if origin == "published":
        return spanish_date(article.published) if article.published else ""
    data = {"author": article.author, "outlet": article.outlet, "place": article.place}
    return data[origin] or ""


def tell_origin(
    opened: OpenArticle, origin: Origin, composer: Composer, language: Language
) -> Composition | None:
    """Who signs an article, or its outlet or day, with its citation; None if it does not say."""
    article = opened.article
    told = told_origin(article, origin)
    if not told:
        return None
    place = _place_of(article, told, origin)
    bounds, emphasis = place or (_beginning(opened), None)
    citation = composer.cite(1, article.path, bounds)
    statement = Statement.quoting(citation, emphasis)
    note = "" if place else FROM_DATA[language]
    when = article.published if origin == "published" else None
    return Composition((statement,), (citation,), told, when, notice=note)


def _place_of(
    article: Article, told: str, origin: Origin
) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
    """Where the text itself says it, and the words in there that do; None if it does not."""
    body = article.body
    dateline = find_dateline(body)
    if dateline and _says(dateline, article, origin):
        return (dateline.start, dateline.end), None
    if origin not in ("author", "outlet"):
        return None
    if dateline and told in body[dateline.start : dateline.end]:
        return _with_emphasis(body, (dateline.start, dateline.end), told)
    lines = [_trimmed(body, *match.span()) for match in _LINE.finditer(body) if match[0].strip(_MARKS)]
    for bounds in (*lines[:_LINES_SEARCHED], *reversed(lines[-_LINES_SEARCHED:])):
        found = re.search(rf"(?<!\w){re.escape(told)}(?!\w)", body[slice(*bounds)])
        if found and bounds[1] - bounds[0] <= len(told) + _AROUND_A_NAME:
            return bounds, found.span()
    return None


def _trimmed(body: str, start: int, end: int) -> tuple[int, int]:
    line = body[start:end]
    return start + len(line) - len(line.lstrip(_MARKS)), end - len(line) + len(line.rstrip(_MARKS))


def _says(dateline: Dateline, article: Article, origin: Origin) -> bool:
    """Whether a dateline says of what day an article is, or of what place."""
    if origin == "published":
        return dateline.date(near=article.published) == article.published
    return origin == "place" and dateline.place == article.place


def _with_emphasis(body: str, bounds: tuple[int, int], told: str) -> tuple[tuple[int, int], tuple[int, int]]:
    start = body.index(told, bounds[0]) - bounds[0]
    return bounds, (start, start + len(told))


def _beginning(opened: OpenArticle) -> tuple[int, int]:
    """The first sentence that says something; of an article without any, its first line."""
    body = opened.article.body
    telling = (bounds for bounds in opened.sentences if len(words(body[slice(*bounds)])) >= _LEAST_WORDS)
    found = next(telling, None) or next(iter((*opened.sentences, *opened.aside)), None)
    return found or (0, len(body))
