"""Two stems -> whether they may be the same thing said: of one root, or as the news say it in several ways.

«Inclusión» is of the root of «incluido»; «se celebrará» and «tendrá lugar» say the same. Here
too is how verbs of saying and thinking begin.
"""

from __future__ import annotations

import re

from assistant.mentions.saying import SAYS

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
# What a stem goes on with where the root is the same: «vend», «vendi», «vendedor»; of «compr» no «comprob».
_ENDING = (
    r"(?:[aeiou]?(?:d|dor|c?cion|sion|ion|ment|mient|nt|nci|nz|bl|tiv|tori|ur|r|ron|ri|s|z|c|t|aj|l|n)?"
    r"[aeio]?[ns]?)"
)
_LEAST_COMMON = 2
_OF_ER = "er|ir|i|ieron|iend|ier|eron"
# A root, and what two stems of it may end in of which neither goes on from the other. What begins alike may
# be of other roots: «abordó» and «abortó», «presentó» and «presidió», «acordó» and «acortó».
_PAIRS = (
    (r"\w{2,}", "", "n"),
    # Forms that the stemmer leaves: «entró», «entraron»; «abrieron», «abrir».
    (r"\w{4,}", "ad|ar|ab|o|aron", "ad|ar|ab|o|aron"),
    (r"(?!esp)\w{3,}", _OF_ER, _OF_ER),
    # «Mantuvo» and «mantiene», «propuso» and «propone», «produjo» and «producción», «escribió» and «escrito».
    (r"\w{2,}", "i?en|enid|ener|encion", "uv(?:ier)?"),
    (r"\w{3,}", "on", "us(?:ier)?"),
    (r"\w*du", "c(?:i|cion)?", "j(?:eron)?"),
    (r"\w*scri", "b(?:i|ir)?", "t(?:ur)?"),
    # «Decidió» and «decisión», «permitió» and «permiso», «recurrió» and «recurso»; «comité», no «comisión».
    (r"(?!comi|acu|repa|retra)\w{3,}", "[dtr](?:i|id|ir)?", "s(?:[io]?|ion|iv|or)"),
    (r"(?!rela|sec|fac)\w{3,}", "t(?:i|ad|or|iv|ur)?", "c?cion"),
    # «Avance» and «avanzó», «análisis» and «analizó», «permanece» and «permanente», «dirigió», «dirigente».
    (r"\w{4,}", "[csz](?:i|is)?", "[csz](?:i|is)?"),
    (r"\w{3,}", "ec(?:i|ion)?", "ent|icion"),
    (r"\w{5,}", "ent|enci|ant|anci", "i|ir|ent|enci|ant|anci"),
    # Who does it, what is done, what it leads to: «vendedor», «mediación», «dictadura», «sindicato».
    (r"(?!sec|fac)\w{3,}", "[aei]?(?:cion|dor|dur|tor|tur|tiv)", "[aei]?(?:cion|dor|dur|tor|tur|tiv|z)"),
    (r"\w{3,}", "[aei]?dor", "[aei]?(?:r|i|ci|z|j|aj)"),
    (r"\w{4,}", "at|al", "al|i"),
    # Of a place, and the place: «francés», «ecuatoriano».
    (r"\w{4,}", "es|ues", "i|al"),
    (r"\w{3,}", "dor", "torian"),
)
_OF_ONE_ROOT = (
    re.compile(rf"(?!plan\||fund\|fundi|centr\|central)(\w{{4,}})\|\1{_ENDING}"),
    *(re.compile(rf"({root})(?:{one})\|\1(?:{other})") for root, one, other in _PAIRS),
    # «Despedir» and «despidió», «prefiere» and «prefirió», «encontrar» and «encuentra».
    re.compile(r"(\w{2,})(?:ie?|e)(\w{1,4}?)i?\|\1(?:ie?|e)\2i?"),
    re.compile(r"(?!rec)(\w{2,})o(\w{1,4}?)i?\|\1ue?\2i?"),
)
_TELL = rf"(?!asegurador|indici)(?:{SAYS}|anunci)"
_THINK = "dic sost destac adv[ei] cre[eyií] opin consider estim piens pens recon denunci record confirm"
# How verbs begin that tell what somebody says or thinks: «dijo», «cree»; «creó» is none.
SAYING = "|".join(f"{_TELL} {_THINK}".split())
# What the news use one for the other; each is the beginning of a stem that goes on with an ending.
_SAME = tuple(
    re.compile(rf"(?:{'|'.join(group.split())}){_ENDING}")
    for group in (
        rf"{_TELL} sostuv sosten",
        "gan venc(?!im) victori triunf impus",
        "celebr lug disput jug",
        "empez comenz inici empiez comienz",
        "acab termin(?!al) finaliz conclu",
        "habl convers(?!i) llam dialog",
        "public difund divulg",
        "encuentr entrevist reun",
        "apoy respald favor",
        "crec aument increment sub(?!it|ur)",
        "baj reduj reduc disminu descend recort",
        "pid ped inst(?!al) reclam solicit exig",
        "muer mur(?!al|c) fallec",
        "deten arrest captur detuv",
        "eleg elect(?:oral)? eleccion design nombr",
        "compr adquir",
        "ultim recient",
        "conced otorg brind",
        "utiliz usad usar",
        "escond ocult",
        "encontr hall(?:azg)? aparec descubr localiz incaut",
        "autoriz permit",
        "prens rotativ periodic diari",
        "empres compañ(?!er) firm",
        "boxeador pugil",
    )
)


def are_of_one_root(one: str, other: str) -> bool:
    """Whether two stems may be of one root: one goes on with an ending, or the root changes as roots do."""
    if one == other or one[:_LEAST_COMMON] != other[:_LEAST_COMMON]:
        return one == other
    pairs = (f"{one}|{other}", f"{other}|{one}")
    return any(root.fullmatch(pair) for root in _OF_ONE_ROOT for pair in pairs)


def say_the_same(one: str, other: str) -> bool:
    """Whether two stems are of verbs or nouns that the news use one for the other."""
    return any(group.fullmatch(one) and group.fullmatch(other) for group in _SAME)
