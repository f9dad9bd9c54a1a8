"""A question -> the thing that it is about, as a noun phrase: «las minas que hay en Egipto»; or nothing.

What it is put into has to be a sentence: a mere run of the question's words is no thing.
"""

from __future__ import annotations

import re

from assistant.conversation import english
from assistant.conversation.anatomy import (
    ASKS,
    BEGINS_THING,
    COUNTED,
    HAPPENED,
    INTERROGATIVE,
    IS_TO_BE,
    LINKING_VERB,
    OBJECT,
    VERB_THING,
    bare_words,
)
from assistant.conversation.more import summarised
from assistant.question import understand
from index.lexical import fold

# «Sobre la reunión, ¿quién asistirá?», as a question is put that nothing else fits.
FRAME = re.compile(r"^(?P<head>Sobre|As for) (?P<thing>.+?), ¿?(?=\S+)(?P<asked>[^¿?]+)\??$")
# «a la reunión»: in Portuguese «a» is an article, and none stands after it.
_TO_THING = re.compile(r"^(?:al\s|a\s(?=(?:el|la|los|las|su|sus)\s|(?-i:[A-ZÁÉÍÓÚÑ])))", re.IGNORECASE)
_DEFINITE = {"un": "el", "una": "la", "unos": "los", "unas": "las", "um": "o", "uma": "a"}
# «por qué lo exige el sindicato», «por qué se va a celebrar eso en Washington».
_LO_OR_ESO = re.compile(
    rf"^(?:(?:se\s+)?lo\s+(?P<verb>\w+)|(?P<event>(?:{IS_TO_BE} )?\w+) eso)(?P<rest>(?:\s.+)?)$",
    re.IGNORECASE,
)
_SAID_OF = re.compile(
    r"^qué\s.*\b(?:dij|dic|opin|declar|coment)\w*\s+(?:.*\s)?sobre\s+(?P<thing>(?:el|la|los|las|lo)\s.+)$",
    re.IGNORECASE,
)
_NEWS_OF = re.compile(
    r"^(?:noticias|novedades|artículos)\s+(?:hay|hubo)\s+(?:de|sobre)(?P<el>l)?\s+(?P<thing>.+)$",
    re.IGNORECASE,
)
_BEARER = re.compile(
    r"^(?-i:[a-záéíóúñ])\w*(?:\s+(?-i:[a-záéíóúñ])\w*){0,3}?\s+(?:al\s+(?P<masculine>\w.*)"
    r"|a\s+(?P<thing>(?:(?:la|los|las|su|sus)\s+\w|(?-i:[A-ZÁÉÍÓÚÑ])).*))$",
    re.IGNORECASE,
)
# Of time and the like nothing is told but how much.
_MEASURES = frozenset("tiempo veces vez edad hora horas fecha dia año mes años".split())  # noqa: SIM905
_FEMININE = re.compile(r"(?:a|as|ción|ciones|sión|siones|dad|dades|tud|tudes|dosis|crisis)$")
# «qué pasó en Cádiz»
_HAPPENED_SOMEWHERE = re.compile(rf"^qué\s+(?:{HAPPENED}|{IS_TO_BE})\s+\w", re.IGNORECASE)
_SETTING = re.compile(
    r"\b(?:hubo|hay|había|habrá)\s+(?:.*?\s)?(?P<setting>en\s+(?:el\s|la\s|los\s|las\s|[A-ZÁÉÍÓÚ]).*)$"
)
_ENDS_A_NAME = re.compile(r"\s+(?:al?|en|con|por|sobre|para|desde|hasta|to|on|at|in|with)\s+.*$", re.DOTALL)
_ENDS_A_THING = re.compile(r"\s+(?:al?)\s+.*$", re.DOTALL)


def thing_of(before: str, told: str = "") -> str:
    """What a question is about; ``told``, what it was answered, parts names that stand side by side."""
    framed = FRAME.match(before)
    put_first = framed["thing"] if framed else summarised(before)
    if put_first is not None:
        return put_first
    asked = bare_words(before)
    language = understand(before).language
    if language == "en":
        return english.about(asked)
    asking = ASKS.search(asked)
    if asking and not INTERROGATIVE.match(asked):
        return _as_thing(
            asked[: asking.start()].strip(" ,"), told, language=language
        )  # «¿Eso cuándo se anunció?»
    if found := _SAID_OF.search(asked):
        return found["thing"]
    if found := _LO_OR_ESO.match(INTERROGATIVE.sub("", asked)):
        return f"lo que {found['verb'] or found['event']}{found['rest']}"
    return _counted(asked) or _object(asked) or _as_thing(_after_asking(asked), told, language=language)


def setting_of(before: str) -> str:
    """«en el Santa Laura» of «¿Cuántos espectadores hubo en el Santa Laura?»; or ``""``."""
    found = _SETTING.search(bare_words(before))
    return found["setting"] if found else ""


def is_definite(thing: str) -> bool:
    """Whether it is a thing with its article, «la reunión», and no name nor clause."""
    return bool(BEGINS_THING.match(thing)) and not thing.lower().startswith(("lo que", "what"))


def is_many(thing: str) -> bool:
    """Whether its verb is in the plural."""
    return bool(re.match(r"(?:los|las|sus|os|as)\s", thing, re.IGNORECASE))


def _counted(asked: str) -> str:
    """«las minas que hay en Egipto» of «cuántas minas hay en Egipto»; ``""`` of what is measured."""
    found = COUNTED.match(asked)
    if found is None or found["preposition"] or fold(found["noun"]) in _MEASURES:
        return ""
    news = _NEWS_OF.match(f"{found['noun']} {found['rest']}")
    if news:
        return f"el {news['thing']}" if news["el"] else news["thing"]
    noun = found["noun"]
    article = "la" if _FEMININE.search(noun) else "el"
    if noun.endswith("s"):
        article = "las" if article == "la" else "los"
    return f"{article} {noun} que {found['rest']}"


def _object(asked: str) -> str:
    """«lo que exige el sindicato» of «qué exige el sindicato»."""
    if OBJECT.match(asked) or _HAPPENED_SOMEWHERE.match(asked):
        return re.sub(r"^qu[ée]\s+", "lo que ", asked, flags=re.IGNORECASE)
    return ""


def _after_asking(asked: str) -> str:
    return LINKING_VERB.sub("", INTERROGATIVE.sub("", asked))


def _as_thing(rest: str, told: str, *, language: str) -> str:
    """A noun phrase of what follows the interrogative; ``""`` if there is none."""
    if not BEGINS_THING.match(rest):
        bearer = _BEARER.match(rest)
        found = VERB_THING.match(rest)
        if found and language == "es" and found["thing"].lower().startswith(("a ", "o ")):
            found = None  # An article in Portuguese only: «va a ir a la reunión».
        if bearer and (found is None or found.start("thing") > bearer.start(bearer.lastindex or 0)):
            rest = f"el {bearer['masculine']}" if bearer["masculine"] else bearer["thing"]
        elif found:
            rest = found["thing"]
    rest = _TO_THING.sub(lambda found: "el " if found[0].lower() == "al " else "", rest)
    if BEGINS_THING.match(rest):
        article, _, thing = _ENDS_A_THING.sub("", rest).partition(" ")
        return f"{_DEFINITE.get(article.lower(), article.lower() if article.islower() else article)} {thing}"
    return _told_name(_ENDS_A_NAME.sub("", rest), told) if rest[:1].isupper() else ""


def _told_name(run: str, told: str) -> str:
    """«Pérez Roque» of «Pérez Roque Moscú», where the answer has the former and not the latter."""
    parts = run.split()
    for count in range(len(parts), 1, -1):
        if " ".join(parts[:count]) in told:
            return " ".join(parts[:count])
    return run
