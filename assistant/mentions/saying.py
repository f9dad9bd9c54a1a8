"""Verbs that tell of nothing but that somebody says it -> how they begin, and whole, for patterns.

Who takes others for such verbs as well, «anunció», «admitió», «pidió», says so beside: ``SAID_BY_ONE``.
"""

from __future__ import annotations

SAYS = (
    "dij|afirm|asegur|señal|manifest|declar|indic|explic|agreg|añad|apunt|subray|recalc|reiter|coment|precis"
)

_AR = (
    "afirm|asegur|señal|manifest|declar|indic|explic|agreg|apunt|subray|recalc|reiter|coment|precis|destac|anunci"
    "|denunci|rec(?:o|ue)rd|confirm|lament|consider|opin|contest|proclam|sentenci|relat|enfatiz|reafirm|avis|critic"
    "|rechaz|n(?:e|ie)g|alert|aclar|matiz|valor|puntualiz|inform|adelant|revel|justific|argument|aleg|expres"
    "|especific|resalt|reproch|reclam|conden|descart|celebr|acus|zanj|brome|ironiz|cuestion"
)
_ER = (
    "añad|reconoc|admit|adv(?:i|ie|e)rt|respond|insist|promet|def(?:e|ie)nd|desm(?:e|ie|i)nt|exig|p(?:e|i)d"
    "|resum"
)
_DONE = rf"(?:(?:{_AR})ado|(?:{_ER})ido|dicho|sostenido|expuesto|propuesto)"
SAID_BY_ONE = (
    rf"(?:(?:ha|había) {_DONE}|(?:{_AR})(?:ó|a|aba)|(?:{_ER})(?:ió|e|ía)"
    r"|d(?:ijo|ice|ecía)|sos(?:tuvo|tiene)|(?:ex|pro)(?:puso|pone))"
)
"""Somebody says, said or has said something, with the auxiliary."""

SAID_BY_MANY = (
    rf"(?:(?:han|habían) {_DONE}|(?:{_AR})(?:aron|an|aban)|(?:{_ER})(?:ieron|en|ían)"
    r"|d(?:ijeron|icen|ecían)|sos(?:tuvieron|tienen)|(?:ex|pro)(?:pusieron|ponen))"
)
"""The same of several."""

_AUXILIARY = "(?:ha |han |había |habían )?"
TELLS_OF_A_THING = rf"{_AUXILIARY}(?:anunci|denunci|lament|critic)(?:ó|aron|ado)"
"""Those that tell of words also where a noun follows: «anunció la apertura»; «señaló el mapa» does not."""

TELLS_OF_A_WILL = (
    rf"{_AUXILIARY}(?:(?:reafirm|reiter|confirm|subray|destac|recalc|resalt|enfatiz|reclam|manifest|expres)"
    r"(?:ó|aron|ado)|(?:exig|pid)(?:ió|ieron|ido)|pedido)"
)
WILLED = (
    "apoyo|compromiso|confianza|convocatoria|decisión|deseo|dimisión|disposición|exigencia|gratitud|importancia"
    "|intención|llamad[oa]|llamamiento|necesidad|petición|posición|postura|preocupación|rechazo|respaldo|reunión"
    "|satisfacción|solidaridad|urgencia|voluntad"
)
"""Those that do where it is of a will or a view: «reafirmó su compromiso», not «confirmó su victoria»."""

SAYS_SO = (
    rf"{_AUXILIARY}(?:{SAYS}|dic|dec|destac|anunci|opin|sentenci|zanj|brome|insist|respond|contest|reconoc|admit"
    r"|lament|adv(?:i|ie|e)rt|enfatiz|resalt|rec(?:o|ue)rd|confirm|relat|aclar|matiz|puntualiz"
    r"|sos(?:tuv|tien)|asever)\w+"
)
"""Those that say yes to the words before them: «"Habrá obras", aseguró», and not «negó»."""
