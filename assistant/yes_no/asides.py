"""A question that wants yes or no -> the statement that it asks of, and asides that only say which is meant.

Of «¿Aprobó Rosa Vega, concejala de Obras, el plan que presentó el puerto?» the statement is «aprobó Rosa Vega
el plan». What somebody is, and what is told by the way, need not stand in the sentence that settles it.
"""

from __future__ import annotations

import re

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.yes_no.roots import SAYING

_OPENING = re.compile(
    r"(?:acaso|es cierto que|es verdad que|is it true that|[ée] verdade que)\s+", re.IGNORECASE
)
_ACCORDING_TO = re.compile(
    rf",?\s+(?:según|segun|a juicio de|according to)\s+(?:el |la |los |las |the )?[{CAPITALS}][^,]*$"
    r"|,\s+(?:según|segun|according to|como (?:pid|dij|dic|quer|quier|reclam))\w*[^,]*(?:,|$)"
)
_ARTICLE = r"(?:el|la|los|las|un|una)"
_RELATIVE = (
    rf"(?:(?:en|de|con|a|por) {_ARTICLE} )?(?:que|quien|quienes|cuy[oa]s?|donde|(?:el|la)s? cuale?s?)\b"
)
# As far as the next comma; that of «48,60» is none.
_ON = r"(?:[^,]|,(?! ))*"
# «…, concejala de Obras, …»; an item of a list is in lower case too, and is followed by «y».
_APPOSITION = re.compile(
    rf"(?<=[\w»\"]), (?!{_RELATIVE}|\S+ [ye] \S+$)(?:ex |de )?(?:{_ARTICLE} )?"
    rf"[{SMALL_LETTERS}]{_ON}(?:,(?! [ye] )|$)"
)
_BY_THE_WAY = re.compile(rf", {_RELATIVE}{_ON}(?:,|$)")
# Not after a name: «¿Tiene Oviedo que ser la favorita?».
_WHICH_ONE = re.compile(rf"(?<= )[{SMALL_LETTERS}]+(?P<which> {_RELATIVE}{_ON})(?=,|$)")
# After these «que» tells what is said, wanted or agreed, and not which one is meant.
_TAKES_A_CLAUSE = re.compile(
    rf"(?:se |le |les |ha |han )*(?:{SAYING}|pid|quier|quis"
    r"|acord|exig|prev|esper|acept|neg|nieg|propus|propon|logr|consigu|permit|impid|evit|sab|sup[oi]|const|demostr"
    r"|agradec|lament|tem|deci[dr]|apoy|respald|rechaz|critic|permit)",
    re.IGNORECASE,
)
_CLAUSE_OR_COMPARISON = re.compile(
    r"\b(?:de|para|hasta|(?:tuv|tien|ten[ií]|tendr|hay|hub|hab)\w*"
    r"|(?:más|menos|mejor\w*|peor\w*|mayor\w*|menor\w*)(?: \w+){0,3})$"
)


def statement_and_asides(question: str) -> tuple[str, str]:
    """The statement, its first letter small, and all asides as one text."""
    text = " ".join(question.rpartition("¿")[2].split()).strip(" ¿?¡!.")
    text = _ACCORDING_TO.sub("", _OPENING.sub("", text)).strip()
    asides: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        asides.append(found[0].strip(" ,"))
        return " "

    text = _BY_THE_WAY.sub(put_aside, _APPOSITION.sub(put_aside, text))
    if not _TAKES_A_CLAUSE.match(text):
        which = next(filter(_tells_which, _WHICH_ONE.finditer(text)), None)
        if which:
            asides.append(which["which"].strip())
            text = text[: which.start("which")] + text[which.end() :]
    text = " ".join(text.split()).replace(" ,", ",")
    return text[:1].lower() + text[1:], "; ".join(asides)


def _tells_which(found: re.Match[str]) -> bool:
    """Whether a «que» tells which one is meant: not «a favor de que», «tuvo que», «más niños que»."""
    return not _CLAUSE_OR_COMPARISON.search(found.string[: found.start("which")])
