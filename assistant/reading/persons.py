"""A phrase -> whether it says what a person is: an office, a trade, a kinship, a people.

«Alcalde de Lugo» does, «adhesión al alcalde» does not: it is told by the noun that heads the phrase. Most
nouns of persons are made alike, «director», «teóloga», «periodista»; what is made so and is no person is
listed, and so are the persons that are not made so. Of words like «dirigente» most are adjectives,
«consciente»: those that are persons are listed.
"""

from __future__ import annotations

import re

from assistant.mentions.spellings import DEMONYMS, POSTS
from index.lexical import fold

_MADE = re.compile(r"\w+(?:[dts]or|[dts]or[ae]s?|istas?|crat[ae]s?|[^a]log[oa]s?|iatras?|nautas?)")
_THINGS = re.compile(
    r"expresos?|exprim[oa]s?|(?:sect|fact|mot|vect|tract|react|televis|ordenad|marcad|indicad|corred|alreded)or(?:es)?"
    r"|(?:l|p|v|rev|entrev|conqu|prov|prev|m|optim|pesim|re?al|ego|perfeccion|conform|alarm|rac|mach|sex)istas?"
    r"|(?:di|cat|pr)ologos?"
)
# Of the words in «-nte» the ones that name who does something, and not how somebody is: «consciente».
_DOING = re.compile(
    r"(?:\w*(?:presid|teni|vivi)|dirig|ag|ger|intend|reg|asist|doc|pon|opon|expon|pari|paci|cli|delincu|adolesc"
    r"|disid|insurg|supl|sirvi|crey|contribuy|pretendi|combati|contendi|descendi|remit|penit)ent[ae]s?"
    r"|(?:\w*(?:trafic|migr)|comand|represent|estudi|cant|ayud|fabric|comerci|milit|manifest|particip|visit|vot"
    r"|gobern|concurs|aspir|inform|comedi|integr|dibuj|vigil|naveg|fars|am|habit|asalt|atac|denunci|demand"
    r"|querell|firm|acompañ|simpatiz|contrinc|negoci|debut|tripul|protest|litig|inf|don|male|ocup)ant[ae]s?"
)
# Of an office or a post; of a trade or a sport; of kin and company, age and side.
_LISTED = re.compile(
    r"(?:(?:vice|sub|ex)?(?:alcald|ministr|secretari|comisari|mandatari|portavo[zc]|jef|lider|cancil+er|fiscal"
    r"|jue[zc]|magistrad|consejer|conseller|rey|rein|princip|princes|duq?u|obisp|arzobisp|cardenal|papa|pontifice"
    r"|imam|sultan|emir|lehendakari|sindic|concejal|edil|diputad|delegad|comisionad|encargad|enviad|candidat"
    r"|titular|prefect|decan|intendent|miembr|militar|soldad|sargent|alferez|capitan|coronel|general|almirant"
    r"|guerriller|polici|guardi|capo|cabecill|soci|dueñ|propietari|numero|responsabl"
    r"|consul|nunci|abad|frail|iman|conde|condes|vizcond|marques|baron|(?:mon|patri|olig)arc|magnat|mecenas)"
    r"|abogad|letrad|empresari|banquer|tesorer|notari|ingenier|arquitect|medic|enfermer|cirujan|veterinari"
    r"|politic|tecnic|fisic|quimic|mecanic|matematic|cientific|academic|catedratic|filosof|critic|music|maestr"
    r"|alumn|poet|actor|actri[zc]|fotograf|reporter|ganader|miner|obrer|campesin|jornaler|funcionari|emplead"
    r"|voluntari|misioner|sacerdot|monj|cura|rabin|clerig|piloto|chofer|porter|goler|delanter|lateral|extrem"
    r"|guardamet|pugil|atlet|arbitr|campeon|subcampeon|torer|tenor|(?:mezzo)?soprano|pasajer|prisioner|mariner"
    r"|padr|madr|hij|herman|espos|marid|mujer|viud|niet|abuel|prim|sobrin|suegr|yern|nuer|cuñad|novi|parej|amig"
    r"|compañer|coleg|compatriot|vecin|ciudadan|victim|testig|rival|adversari|partidari|hereder|hombr|joven"
    r"|niñ|ancian|jubilad|exiliad|refugiad|acusad|detenid|condenad|procesad|imputad|etarr|idol|estrell"
    r"|tio|tia|democrat|republican|liberal|conservador|verde"
    r"|gimnast|cineast|dramaturg|bailarin|raper|comic|payas|diseñador|cociner|chef|camarer|carpinter|peluquer"
    r"|contabl|municip|parlamentari|eurodiputad|astrofisic|informatico|perit|vocal|auxiliar|cantaor|bailaor"
    r"|farmaceutic|fisioterapeut|conserj|azafat|bodeguer|panader|pasteler|carnicer|pescader|fruter"
    r"|tender(?=[oa])|albañil|fontaner|herrer|mensajer|cartero|mediapunta|ariet|cancerber|colegiad|juvenil|canteran"
    r"|judoca|maratonian|novillero|banderiller|vicari|inquilin|viajer|investigad|reo|preso|profug|desaparecid"
    r"|herido|fallecid|difunt|huerfan|broker|operari|peon|temporer|becari|doctorand|bibliotecari|archiver"
    r"|afiliad|transfug|naufrag|polizon|milician|ujier|bedel|topograf|artific|diplomatic|emisari|ertzain"
    r"|cooperant|mago|modist|influencer|youtuber|bloguer|tiktoker|streamer|hacker|pedagog|matron|comadron|niñer"
    r"|bomber|forens|astronom|corresponsal|remer|jinet|montañer|camioner|espi|asesin|ladron|sicari|homicid"
    r"|(?:multi)?millonari|geograf|biograf|coreograf|parroc)(?:[oae]?s?|[aei]s[ae]s?)"
)
# «Secretaría», «alcaldía»: where the accent is told from the person.
_SEAT = re.compile(r"(?!policía|espía)\w{3,}ía")
# «Exgerente», not «éxito».
_FORMER = re.compile(r"ex\w{4}")
# What may stand before the noun: «el actual primer ministro»; «la crisis política» is headed by a crisis.
_BEFORE_NOUN = re.compile(
    r"(?:el|la|lo|un|su|ex|actual|anterior|antigu|nuev|futur|(?:vice)?prime|segund|tercer|unic|propi|principal"
    r"|maxim|mejor|gran|joven|veteran|viej|presunt|entonces|hoy|ayer|hasta|ahora|tambien|todavia|celebr|historic"
    r"|polemic|influyent|otr|mism|conocid|fallecid|destacad|veces|dos|tres|cuatro|cinco|seis|siete)(?:r|[oae]?s?)"
    r"|\w+(?:os[oa]|isim[oa]|ble|nte)s?"
)
_HEAD_ENDS = re.compile(
    r",|\b(?:de|del|a|al|en|por|para|con|contra|ante|sobre|entre|desde|según|que|quien|y|e|o)\b"
)
# A critic is of something: who is «crítica con el plan» is so called for what she thinks.
_ADJECTIVE = re.compile(r"crític[oa]s?\s+(?:con|hacia|ante)\b")
_AGED = re.compile(r"de \w+(?: y \w+)? años\b")


def is_person(word: str) -> bool:
    """Whether a noun or adjective can say what a person is: «alcaldesa», «peruano»."""
    folded = fold(word)
    if folded in DEMONYMS:
        return True
    if _THINGS.fullmatch(folded) or _SEAT.fullmatch(word.lower()):
        return False
    if any(known.fullmatch(folded) for known in (_MADE, _DOING, _LISTED, POSTS)):
        return True
    return _FORMER.match(folded) is not None and is_person(word[2:])


def says_little(role: str) -> bool:
    """Whether a role is a word alone or an age: «uruguayo» says less than «presidente del BID»."""
    return " " not in role or _AGED.match(role) is not None


def describes_person(phrase: str) -> bool:
    """Whether the noun that heads a phrase is of a person, or the phrase says an age: «de 34 años»."""
    if _AGED.match(phrase):
        return True
    if _ADJECTIVE.match(phrase):
        return False
    end = _HEAD_ENDS.search(phrase)
    head = re.findall(r"[^\W\d_]+", phrase[: end.start()] if end else phrase)
    noun = next((word for word in head if not _BEFORE_NOUN.fullmatch(fold(word)) or is_person(word)), "")
    return is_person(noun)
