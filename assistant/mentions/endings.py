"""Spanish verbs that tell what was, or what will be -> how they end, for patterns: «firmó», «abrirán».

Not those of the present, which nouns have too («la visita»), nor «-ía», which names have («María»): who
takes these for verbs as well says so beside.
"""

from __future__ import annotations

PRETERITE, IMPERFECT, FUTURE = "ó|aron|ieron|yeron", "aba|aban", "ará|erá|irá|arán|erán|irán"
TELLS = rf"(?:{PRETERITE}|{IMPERFECT}|{FUTURE})"
