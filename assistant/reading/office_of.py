"""A phrase beside a name -> whether it says the office of whoever bears it, and of nobody else.

«Ministro de Economía» does; «abogado de la alcaldesa» may be followed by the name of either.
"""

from __future__ import annotations

import re

from assistant.letters import CAPITALS
from assistant.reading.persons import is_person
from index.lexical import fold

# What an office is of, where that stands with an article and in small letters.
_THINGS = re.compile(
    r"asociacion|ayuntamiento|banco|camara|central|ciudad|club|coalicion|comision|comite|compañia|comunidad"
    r"|confederacion|congreso|consejo|consejeria|conselleria|corporacion|departamento|diocesis|diputacion"
    r"|ejecutivo|ejercito|empresa|entidad|equipo|estado|federacion|firma|formacion|fundacion|gobierno|grupo"
    r"|hospital|institucion|instituto|isla|junta|mesa|ministerio|municipio|nacion|oficina|oposicion|organismo"
    r"|organizacion|pais|parlamento|partido|patronal|provincia|region|republica|sala|seccion|seleccion|senado"
    r"|servicio|sindicato|sociedad|tribunal|universidad|zona"
)
_FORBIDDEN = re.compile(
    r"\b(?:que|quien|cuy[oa]s?|según|sobre|contra|a|al|con|como|no|ni|por|para|ante|tras|hacia|entre|desde"
    r"|junto|frente|bajo|durante|sin|su|sus|otr[oa]s?|dich[oa]s?|mism[oa]s?|cada|primer[oa]?)\b|[,;:()«»“”\"]"
    r"|\b(?:del?|en|el|la|los|las|y|e|o)$"
)
_LINK = re.compile(r" (?:del?|en) ")
_OF = re.compile(r"\b(?:del?|en) (?P<the>(?:el|la|los|las|su|sus|un|una|este|esta) )?(?P<word>[^\s,]+)")
_TITLE = re.compile(rf"(?:también |actual |ex)?[^\W\d_{CAPITALS}]\w*(?: [^\W\d_{CAPITALS}]\w*){{0,2}}")
_NO_TITLE = re.compile(r"\b(?:del?|en|y|e|o|el|la|los|las|su|un|una)\b")
# What a body is called by before its name: «la empresa Repsol».
_BODIES = frozenset(
    """agencia aerolínea aseguradora asociación cadena compañía consultora empresa firma multinacional ONG
    organización partido petrolera sindicato""".split()  # noqa: SIM905
)


def is_office(phrase: str) -> bool:
    """Whether a phrase is headed by a person and no other person is in it: «director general de Tráfico»."""
    head = _LINK.split(phrase, maxsplit=1)[0].split()
    if _FORBIDDEN.search(phrase) or not any(map(is_person, head[:3])):
        return False
    return all(_is_thing(found) for found in _OF.finditer(phrase))


def is_title(phrase: str) -> bool:
    """Whether a phrase stands right before a name as its title: «expresidente argentino»."""
    if not _TITLE.fullmatch(phrase) or _NO_TITLE.search(phrase) or _FORBIDDEN.search(phrase):
        return False
    return any(map(is_person, phrase.split()))


def is_body(phrase: str) -> bool:
    """Whether a word before a name says that it is a firm's or the like: «empresa»."""
    return phrase in _BODIES


def _is_thing(found: re.Match[str]) -> bool:
    """Of what an office is: a proper name, a bare noun, «de prensa», or one of a list after an article."""
    word = found["word"]
    if is_person(word):
        return False
    is_of_the = bool(found["the"]) or found[0].startswith("del ")
    return word[0].isupper() or not is_of_the or _THINGS.fullmatch(fold(word)) is not None
