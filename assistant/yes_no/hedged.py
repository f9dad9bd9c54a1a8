"""A question matched with a sentence -> whether that says less than is asked, or only that somebody says so.

«No llegó a tiempo» is no «no» to «¿Llegó?», and «renunció a su sueldo» no «sí» to «¿Renunció?». «Ficharía» is
a rumour, «pide que dimita» a wish, «afirma que hubo fraude» the word of a party.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from assistant.yes_no.matching import Match

# «Ficharía», of a verb that is asked for otherwise: «quería», «lotería» are none.
_CONDITIONAL = re.compile(
    r"(?!(?:re)?(?:qu|h|f|sug|pref|ing|dif|conf)ería|adquir)\w{2,}[aei]rían?"
    r"|(?:har|dir|podr|tendr|vendr|saldr|pondr|habr|querr|sabr|valdr)ían?"
)
_WISHES = re.compile(
    r"pid(?:e|en|io|ieron|ia|ian|iendo)|pedir|quier(?:e|en)|quis(?:o|ieron)|exig(?:e|en|io|ieron|ia|ian)"
    r"|tem(?:e|en|ia|ian|io|ieron)|rueg(?:a|an)|rog(?:o|aron|aba|aban)|esper(?:a|an|aba|aban)"
    r"|solicit(?:a|an|o|aron)|reclam(?:a|an|o|aron)|recomiend(?:a|an)|recomend(?:o|aron)"
)
_CLAIMS = re.compile(
    r"(?:afirm|asegur|denunci)(?:a|an|o|aron|aba|aban)|insist(?:e|en|io|ieron|ia|ian)"
    r"|defiend(?:e|en)|defend(?:io|ieron|ia|ian)"
)
# What these claim is the news.
_AUTHORITY = re.compile(
    r"polic\w+|portavo\w+|gobierno|ministeri\w+|fiscal\w*|juez|jueza|jueces|tribunal\w*|ayuntamiento|autorid\w+"
    r"|institut\w+|bomber\w+|hospital\w*|empresa|banco|alcald\w+|ministr\w+"
)
_STOPS = frozenset('.;:()«»"')
_CLAUSE = 4
_FEWER = frozenset("mas todo todos toda todas solo tanto tanta tantos tantas".split())  # noqa: SIM905
_ALONE = frozenset("solo sola solos solas".split())  # noqa: SIM905
_THERE_IS = frozenset("hay hubo habia habra existe existen tiene tienen".split())  # noqa: SIM905
_HOW = re.compile(r"a tiempo\b|en el acto\b|del todo\b|por completo\b")
_SPEAKS, _ABOUT = re.compile(r"(?:habl|opin|inform)\w+"), frozenset({"de", "del", "sobre"})
# «Renunció a viajar», «perdió la voz»; who resigns «al cargo» resigns, who loses «la final» loses.
_RESIGNS, _LOSES = re.compile(r"renunci\w+"), re.compile(r"(?:perd|pierd)\w+")
_POST = re.compile(
    r"(?:al?|del?)(?: (?:el|la|los|las|su|sus))? (?:cargo|puesto|presidenci|mandato|escaño|acta)"
)
_CONTEST = re.compile(
    r"(?:el|la|los|las|un|una|su|sus) (?:\w+ )?"
    r"(?:final|semifinal|partido|liga|copa|carrera|eleccion|etapa|juicio|caso|guerra|titulo|torneo|campeonato|votacion|vuelta|batalla|pelea|combate|eliminatoria|duelo|encuentro|derbi|clasico)"
)
_OBJECT = frozenset("el la los las un una su sus".split())  # noqa: SIM905
_REACH = 4


def is_hearsay(match: Match) -> bool:
    """Whether all that the sentence says is that it would be so, or that somebody wants or claims it."""
    heart = match.asked.tokens[match.heart] if match.heart is not None else ""
    asked = [fold(token) for token in match.asked.tokens if token[0].islower()]
    if any(_WISHES.fullmatch(word) or _CLAIMS.fullmatch(word) for word in asked):
        return False
    places = match.heart_places or [at for there in match.places.values() for at in there[:1]]
    return bool(places) and all(_is_said_to_be(match, heart, at) for at in places)


def _is_said_to_be(match: Match, heart: str, place: int) -> bool:
    tokens = match.said.tokens
    if _CONDITIONAL.fullmatch(tokens[place]) and not _CONDITIONAL.fullmatch(heart.lower()):
        return fold(tokens[place]) != fold(heart)
    said = [fold(token) if token[0].islower() else "" for token in tokens[:place]]
    begins = 1 + max((at for at in range(place) if tokens[at] in _STOPS), default=-1)
    for at in (at for at in range(begins, place) if said[at] == "que"):
        before = said[max(begins, at - _CLAUSE) : at]
        if any(map(_WISHES.fullmatch, before)):
            return True
        if any(map(_CLAIMS.fullmatch, before)) and not any(map(_AUTHORITY.fullmatch, said[begins:at])):
            return True
    return False


def denies_only_a_part(match: Match) -> bool:
    """Whether what is denied is how, when or how much: «no llegó a tiempo», «no hay más detenidos»."""
    said, asked = [fold(token) for token in match.said.tokens], {fold(token) for token in match.asked.tokens}
    for place in match.heart_places:
        following = said[place + 1 : place + 1 + _REACH]
        if (_FEWER & {*said[max(0, place - 1) : place]} or _ALONE & {*following[:1]}) - asked:
            return True
        if _THERE_IS & {*said[max(0, place - 1) : place]} and _is_more(match, place + 1):
            return True
        if _HOW.match(" ".join(following)) and not asked >= {*following[:2]}:
            return True
        if _SPEAKS.fullmatch(said[place]) and _ABOUT & {*following[:1]} and not _ABOUT & asked:
            return True
    return False


def says_another_thing(match: Match) -> bool:
    """Whether a verb that an object turns has one there that is not asked of: «perdió la voz»."""
    heart = fold(match.asked.tokens[match.heart]) if match.heart is not None else ""
    after = {fold(token) for token in match.asked.tokens[(match.heart or 0) + 2 :]}
    for place in match.heart_places:
        following = [fold(token) for token in match.said.tokens[place + 1 : place + 1 + _REACH]]
        words, opening = " ".join(following), {*following[:1]}
        if _RESIGNS.fullmatch(heart) and opening & {"a", "al"} and not after & {"a", "al"}:
            return not _POST.match(words)
        if _LOSES.fullmatch(heart) and opening & _OBJECT and not after & _OBJECT:
            return not _CONTEST.match(words)
    return False


def _is_more(match: Match, place: int) -> bool:
    """Whether a word of the sentence is a content word in small letters that is not asked of."""
    if place >= len(match.said.tokens):
        return False
    stem, token = match.said.stem_at[place], match.said.tokens[place]
    return bool(stem) and token[0].islower() and stem not in match.asked.stems
