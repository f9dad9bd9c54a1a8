"""A sentence and an excerpt of it -> whether it says that it is not that: «no en mayo, sino en septiembre».

Nor is it so any more of what was put off: «previsto para ayer, se celebrará el viernes».
"""

from __future__ import annotations

import re

from assistant.reading.kinds import DAYS, MONTHS

# «No reabrirá en mayo, sino en septiembre»: what is between them is not so.
_NOT_BUT = re.compile(
    r"\bno\b(?! (?:sol[oa]|sólo|solamente|únicamente|obstante)\b)"
    r"(?P<not_so>[^.;]{0,300}?)\bsino\b\W*(?P<but>\w+)",
    re.IGNORECASE,
)
# «Previsto para ayer, se celebrará el viernes», «convocada para el lunes, se aplazó».
_PUT_OFF = re.compile(
    r"\b(?:previst|programad|fijad|convocad)[oa]s? (?:\w+ ){0,3}?para (?P<not_so>[^,.;]{1,40}),"
    r"(?=[^.;]{0,60}?\b(?:se pospus|(?:se|fue|ha sido) (?:aplaz|suspend|retras|cancel|traslad)\w+"
    r"|(?:se (?:celebrar|jugar|disputar|har|abrir)á|será|tendrá lugar) (?:finalmente )?(?:hoy|mañana"
    rf"|el (?:próximo )?(?:día |\d|(?:{DAYS})\b)|en (?:{MONTHS})\b)))",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"al?|ante|con|contra|del?|desde|en|entre|hasta|para|por|sobre|tras")


def is_not_so(said: str, start: int, end: int) -> bool:
    """Whether a sentence says of an excerpt that it is not that, «sino» something else, or no longer."""
    return any(
        found.start("not_so") <= start and end <= found.end("not_so") for found in _PUT_OFF.finditer(said)
    ) or any(
        _begins_not_so(said, found) <= start and end <= found.end("not_so")
        for found in _NOT_BUT.finditer(said)
    )


def _begins_not_so(said: str, found: re.Match[str]) -> int:
    """Where what is not so begins: «no lo dijo Ana en Lugo, sino en Vigo» is not denied of Ana."""
    bounds = found.span("not_so")
    if not _PREPOSITION.fullmatch(found["but"].lower()):
        return bounds[0]
    place = re.compile(rf"\b{found['but']}\b", re.IGNORECASE).search(said, *bounds)
    return place.start() if place else bounds[0]
