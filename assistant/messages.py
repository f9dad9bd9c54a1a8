"""What the assistant says in its own words, in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from datetime import date

    from assistant.answer import Language
    from assistant.question import Kind, Measure, Origin, Question

NOT_FOUND: dict[Language, str] = {
    "es": "No consta en el archivo.",
    "en": "The archive does not say.",
    "pt": "Não consta no arquivo.",
}
EMPTY: dict[Language, str] = {
    "es": "No consta en el archivo: todavía no hay ningún artículo.",
    "en": "The archive does not say: there are no articles yet.",
    "pt": "Não consta no arquivo: ainda não há nenhum artigo.",
}
UNSURE: dict[Language, str] = {
    "es": "No es seguro que esto responda a la pregunta.",
    "en": "It is not certain that this answers the question.",
    "pt": "Não é certo que isto responda à pergunta.",
}
AND: dict[Language, str] = {"es": "y", "en": "and", "pt": "e"}
# Before a sentence that may be the answer instead of the one above it.
PERHAPS: dict[Language, str] = {"es": "O quizá:", "en": "Or perhaps:", "pt": "Ou talvez:"}
RECALLING: dict[Language, str] = {
    "es": "El modelo lee la conversación…",
    "en": "The model is reading the conversation…",
    "pt": "O modelo lê a conversa…",
}
READING: dict[Language, str] = {
    "es": "El modelo lee los pasajes…",
    "en": "The model is reading the passages…",
    "pt": "O modelo lê as passagens…",
}
WRITING: dict[Language, str] = {"es": "Redactando…", "en": "Writing…", "pt": "Redigindo…"}
# That it does not say so is not known: only that nothing was found that does.
_SPEAKS_OF: dict[Language, str] = {
    "es": "Habla de «{topic}», pero no se ha encontrado que diga {missing}.",
    "en": "It speaks of “{topic}”, but nothing was found that says {missing}.",
    "pt": "Fala de “{topic}”, mas não se encontrou que diga {missing}.",
}
_MISSING: dict[Language, dict[Kind, str]] = {
    "es": {
        "who": "quién",
        "when": "cuándo",
        "where": "dónde",
        "how_many": "cuánto",
        "why": "por qué",
        "how": "cómo",
        "yes_no": "si es así",
        "list": "cuáles",
        "quote": "con qué palabras",
        "what": "lo que se pregunta",
        "summary": "más",
    },
    "en": {
        "who": "who",
        "when": "when",
        "where": "where",
        "how_many": "how much or how many",
        "why": "why",
        "how": "how",
        "yes_no": "whether it is so",
        "list": "which",
        "quote": "in what words",
        "what": "what is asked",
        "summary": "more",
    },
    "pt": {
        "who": "quem",
        "when": "quando",
        "where": "onde",
        "how_many": "quanto",
        "why": "por quê",
        "how": "como",
        "yes_no": "se é assim",
        "list": "quais",
        "quote": "com que palavras",
        "what": "o que se pergunta",
        "summary": "mais",
    },
}
# What a question of the kind asks in words that say it closer: the words, folded, and how to put them.
_AS_ASKED: dict[Language, dict[Kind, dict[str, str]]] = {
    "es": {
        "when": {"que hora": "a qué hora", "la hora": "a qué hora"},
        "how_many": {
            "cuantos": "cuántos",
            "cuantas": "cuántas",
            "cuanta": "cuánta",
            "que edad": "qué edad",
            "que porcentaje": "qué porcentaje",
        },
        "list": {"quienes": "quiénes"},
    },
    "en": {
        "when": {"what time": "at what time"},
        "how_many": {
            "how many": "how many",
            "how much": "how much",
            "how old": "how old",
            "how long": "how long",
            "how far": "how far",
        },
    },
    "pt": {
        "when": {"que horas": "a que horas", "que hora": "a que horas"},
        "how_many": {"quantos": "quantos", "quantas": "quantas", "quanta": "quanta"},
    },
}
FROM_DATA: dict[Language, str] = {
    "es": "Consta en los datos del artículo, no en su texto; se cita cómo empieza.",
    "en": "The article's data say so, not its text; its beginning is cited.",
    "pt": "Consta nos dados do artigo, não no seu texto; cita-se o seu começo.",
}
# What an article does not say of itself.
_WITHOUT: dict[Language, dict[Origin, str]] = {
    "es": {
        "author": "El artículo «{title}» no lleva firma.",
        "outlet": "El artículo «{title}» no dice de qué medio o agencia es.",
        "published": "El artículo «{title}» no lleva fecha.",
        "place": "El artículo «{title}» no dice dónde está fechado.",
    },
    "en": {
        "author": "The article “{title}” is not signed.",
        "outlet": "The article “{title}” does not say of what outlet or agency it is.",
        "published": "The article “{title}” is not dated.",
        "place": "The article “{title}” does not say where it was filed.",
    },
    "pt": {
        "author": "O artigo «{title}» não está assinado.",
        "outlet": "O artigo «{title}» não diz de que meio ou agência é.",
        "published": "O artigo «{title}» não tem data.",
        "place": "O artigo «{title}» não diz de onde é datado.",
    },
}
_NOTHING_OF_DAY: dict[Language, tuple[str, str]] = {
    "es": (
        "No hay nada fechado el {day}.",
        "No hay nada fechado el {day}; lo más reciente es del {latest}.",
    ),
    "en": (
        "Nothing is dated {day}.",
        "Nothing is dated {day}; the newest is of {latest}.",
    ),
    "pt": (
        "Não há nada datado de {day}.",
        "Não há nada datado de {day}; o mais recente é de {latest}.",
    ),
}
_HALF_MISSING: dict[Language, str] = {
    "es": "No se ha encontrado que el archivo diga {missing}: «{question}»",
    "en": "Nothing was found in the archive that says {missing}: “{question}”",
    "pt": "Não se encontrou no arquivo o que diga {missing}: «{question}»",
}
_FOUND_FIRST: dict[Language, str] = {
    "es": "Para «{described}» se ha encontrado primero: {found}.",
    "en": "For “{described}” this was found first: {found}.",
    "pt": "Para «{described}» encontrou-se primeiro: {found}.",
}
# Of two things that were compared: by what they are told of, each with what is said of it.
_WEIGHED: dict[Language, dict[Measure, str]] = {
    "es": {"day": "Antes, {less}; después, {more}.", "amount": "Más, {more}; menos, {less}."},
    "en": {"day": "Earlier, {less}; later, {more}.", "amount": "More, {more}; less, {less}."},
    "pt": {"day": "Antes, {less}; depois, {more}.", "amount": "Mais, {more}; menos, {less}."},
}
UNDECIDED: dict[Language, str] = {
    "es": "Lo citado no basta para decir cuál de los dos.",
    "en": "What is cited is not enough to say which of the two.",
    "pt": "O que se cita não basta para dizer qual dos dois.",
}
_MONTHS: dict[Language, tuple[str, ...]] = {
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "pt": ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
}
# A quote that begins with one of these needs no marks more: «“Es un día histórico”, dijo».
OPENING_QUOTES = ("«", "“")
YES: dict[Language, str] = {"es": "Sí", "en": "Yes", "pt": "Sim"}
NO: dict[Language, str] = {"es": "No", "en": "No", "pt": "Não"}
YES_AND_NO = frozenset({*YES.values(), *NO.values()})


def short_date(day: date, language: Language) -> str:
    """«16 ene 2026»."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def refusal(language: Language, asked: Question, topic: str) -> str:
    """«No consta en el archivo.», and what it does speak of if there is a ``topic``."""
    if not topic:
        return NOT_FOUND[language]
    detail = _SPEAKS_OF[language].format(topic=topic, missing=_missing(language, asked))
    return f"{NOT_FOUND[language]} {detail}"


def without_origin(language: Language, origin: Origin, title: str) -> str:
    """«No consta en el archivo. El artículo «…» no lleva firma.»."""
    return f"{NOT_FOUND[language]} {_WITHOUT[language][origin].format(title=title)}"


def nothing_of_day(language: Language, day: date, latest: date | None) -> str:
    """That there is nothing of a day, and of what day the newest article is, if it is dated."""
    alone, with_latest = _NOTHING_OF_DAY[language]
    told = short_date(day, language)
    return (
        with_latest.format(day=told, latest=short_date(latest, language))
        if latest
        else alone.format(day=told)
    )


def half_missing(language: Language, asked: Question) -> str:
    """What is said of one of two questions that were asked at once, where only the other has an answer."""
    return _HALF_MISSING[language].format(missing=_missing(language, asked), question=asked.text)


def found_first(language: Language, described: str, found: str) -> str:
    """What was found for a thing that a question only describes, before it could be answered."""
    return _FOUND_FIRST[language].format(described=described, found=found)


def weighed(language: Language, measure: Measure, less: tuple[str, str], more: tuple[str, str]) -> str:
    """«Antes, la llamada (15 de enero); después, la reunión (23 de enero).»: each thing, and what is said."""
    told = {name: f"{thing} ({said})" for name, (thing, said) in (("less", less), ("more", more))}
    return _WEIGHED[language][measure].format(**told)


def _missing(language: Language, asked: Question) -> str:
    """What was asked for: «cuántos», where the question says so, rather than «cuánto»."""
    plain = fold(asked.text)
    for words, put in _AS_ASKED[language].get(asked.kind, {}).items():
        if re.search(rf"\b{words}\b", plain):
            return put
    return _MISSING[language][asked.kind]
