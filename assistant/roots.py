"""Two stems -> whether they may be the same thing said: of one root, or as the news say it in several ways.

«Inclusión» is of the root of «incluido»; «se celebrará» and «tendrá lugar» say the same.
"""

from __future__ import annotations

import re
from itertools import takewhile

_ENDING = re.compile(
    r"(?:[aeiou]?(?:d|dor|cion|sion|ion|ment|mient|nt|nci|nz|bl|tiv|tori|ur|r|ron|nd|b|ri|s|z|c|t|x|j|l|n)?"
    r"[aeio]?[ns]?)"
)
_LEAST_ROOT = 4
_SAME = tuple(
    tuple(group.split())
    for group in (
        "dij afirm asegur señal manifest declar sostuv sosten indic explic agreg apunt subray anunci reiter",
        "gan venc victori triunf impus",
        "celebr lug disput jug",
        "empez comenz inici empiez comienz",
        "acab termin finaliz conclu",
        "habl convers llam dialog",
        "public difund divulg",
        "encuentr entrevist reun",
        "apoy respald favor",
        "crec aument increment sub",
        "baj reduj reduc disminu descend recort",
        "pid ped inst reclam solicit exig",
        "muer mur fallec",
        "deten arrest captur detuv",
        "eleg elect eleccion design nombr",
        "compr adquir",
        "ultim recient",
    )
)


def are_of_one_root(one: str, other: str) -> bool:
    """Whether two stems may be of one root: what they do not share are endings."""
    if one == other:
        return True
    root = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    if root < _LEAST_ROOT:
        return {one[root:], other[root:]} == {"", "n"} and root > 1
    return bool(_ENDING.fullmatch(one[root:]) and _ENDING.fullmatch(other[root:]))


def say_the_same(one: str, other: str) -> bool:
    """Whether two stems are of verbs or nouns that the news use one for the other."""
    return any(one.startswith(group) and other.startswith(group) for group in _SAME)
