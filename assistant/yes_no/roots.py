"""Two stems -> whether they may be the same thing said: of one root, or as the news say it in several ways.

«Inclusión» is of the root of «incluido»; «se celebrará» and «tendrá lugar» say the same. Here
too is how verbs of saying and thinking begin.
"""

from __future__ import annotations

import re
from itertools import takewhile

# Verbs that say little by themselves, and words of linking in the three languages.
WEAK = frozenset(
    """es son fue fueron era eran sera seran ser sido siendo esta estan estaba estaban estuvo estuvieron
    estara estaran hay hubo habia habian habra habran haya ha han haber habido tiene tienen tenia tenian tuvo
    tuvieron tendra tendran tener tenido va van iba iban ir voy hizo hicieron hace hacen hara haran hacer
    hecho puede pueden podia pudo podra podran poder debe deben debera deberan dio da dan dara lugar todo
    toda todos todas did does do is are was were has have had will would be been the of to in on at by for
    with a an and that it its his her their from about as foi foram houve sera serao tem o os as do da dos das
    no na nos nas em com um uma pelo pela ao si segun hoy alguna algun alguno algunos algunas ambos ambas cada
    asi mismo misma tiempos recientemente ultimamente""".split()  # noqa: SIM905
)
_ENDING = re.compile(
    r"(?:[aeiou]?(?:d|dor|cion|sion|ion|ment|mient|nt|nci|nz|bl|tiv|tori|ur|r|ron|nd|b|ri|s|z|c|t|x|j|l|n)?"
    r"[aeio]?[ns]?)"
)
_LEAST_ROOT = 4
_TELL = "dij afirm asegur señal manifest declar indic explic agreg apunt subray anunci reiter"
_THINK = "dic sost destac adv[ei] cre[eyií] opin consider estim piens pens recon denunci record confirm"
# How verbs begin that tell what somebody says or thinks: «dijo», «cree»; «creó» is none.
SAYING = "|".join(f"{_TELL} {_THINK}".split())
_SAME = tuple(
    tuple(group.split())
    for group in (
        f"{_TELL} sostuv sosten",
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
        "conced otorg brind",
        "utiliz emple usad usar",
        "escond ocult",
        "encontr hall aparec descubr localiz incaut",
        "autoriz permit",
        "prens rotativ periodic diari",
        "empres compañ firm",
        "boxeador pugil",
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
