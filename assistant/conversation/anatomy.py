"""A question -> its parts: the interrogative with its noun, the verb, and the thing that it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

OPENING = re.compile(
    r"^[\s¿¡]*(?:(?:y|e|and|entonces|pero|but|so|mas|então)\s+(?!cuando sea\b)"
    r"(?:(?:qué (?:hay de|pasa con)|what about|how about|quanto a)\s+)?|(?:what|how) about\s+)",
    re.IGNORECASE,
)
PREPOSITION = (
    r"(?:al?|de|del|em|en|con|com|por|para|contra|sobre|entre|ante|tras|hacia|según|desde|hasta|in|at|to|from|with|of"
    r"|about|no|na|do|da)"
)
ASKING = (
    r"(?:(?:qué|que|o que|what|which)\s+(?:motivo|razón|causa|fecha|día|dia|mes|año|hora|lugar|ciudad|país"
    r"|data|ano|date|day|month|year|time|place|city|country)|qué|quiénes|quién|cuáles|cuál|cómo|cuándo|adónde|dónde|cuántos"
    r"|cuántas|cuánto|cuánta|por que|por qué|por quê|o que|que|quien|quienes|cual|cuales|como|cuando|donde"
    r"|cuanto|cuantos|cuanta|cuantas|what|who|whom|which|how many|how much|how|when|where|why|quando|onde"
    r"|quem|qual|quais|quant[oa]s?)"
)
ASKS = re.compile(rf"\b{ASKING}\b", re.IGNORECASE)
INTERROGATIVE = re.compile(rf"^(?:{PREPOSITION}\s+)?{ASKING}(?!\w)\s*", re.IGNORECASE)
# «cuánto tiempo estuvo», «a qué destinos volará»: an interrogative, its noun and a verb.
COUNTED = re.compile(
    rf"^(?:(?P<preposition>{PREPOSITION})\s+)?(?:qué|que|cuánt[oa]s?|cuant[oa]s?|quant[oa]s?)\s+"
    r"(?P<noun>(?!se\b|le\b|les\b|es\b|son\b|más\b|no\b)(?-i:[a-záéíóúñâêôãõç])+)\s+"
    r"(?P<rest>(?P<verb>(?:(?:se|le|les|no)\s+)*"
    r"(?:es|son|fue|fueron|era|eran|será|serán|hay|hubo|habrá|había|tiene|tienen|está|están|va|van|pide|piden|dio"
    r"|(?:ha|han|había|habían|habrá|habrán|va|van)\s+(?:a\s+|sido\s+)?[a-záéíóúñ]+"
    r"|[a-záéíóúñ]*(?:[^aeiou]ó|[aeiu]jo|izo|uso|uvo|upo|aron|ieron|yeron|aban?|ían?|[aei]rán?|[aei]ría|ió)"
    r"|(?<=s\s)[a-záéíóúñ]{2,}(?:(?:an|en)|(?=\s+(?:el|la|los|las|su|sus)\s))))(?:\s.*)?)$",
    re.IGNORECASE | re.DOTALL,
)
# «cuántas dosis»: how many of what, and no verb; «cuántos asistieron», «cuánto dura» have one.
ASKS_OF_NOUN = re.compile(
    r"^(?:qu[ée]|cu[áa]nt[oa]s?)\s+(?P<noun>[a-záéíóúñ]+s|dinero|gente|agua)$", re.IGNORECASE
)
# «qué pide el sindicato»: what is asked for is the object of the verb.
OBJECT = re.compile(
    r"^qu[ée]\s+(?=(?!es\b|son\b|fue|era|se\b|no\b|le|hay\b|hubo\b|pas|ocurr|suced|signific|cost|cuest|val)"
    r"(?:(?:ha|han)\s+)?(?-i:[a-záéíóúñ]+)(?:\s+(?-i:[a-záéíóúñ]+(?:bles?|[ai]d[oa]s?)))?(?:$|\s+(?:el|la|los|las|en|al?|con|sobre|su|(?-i:[A-ZÁÉÍÓÚÑ]\w*))\b))",
    re.IGNORECASE,
)
# Verbs whose «qué» is what happens and no object: «qué pasó», «qué se va a celebrar».
HAPPENED = r"(?:pasó|ocurrió|sucedió)"
IS_TO_BE = r"se (?:va|van) a"
_EVENT = re.compile(rf"^qu[ée]\s+({HAPPENED}|pasará|ocurrirá|sucederá|{IS_TO_BE} \w+)(?!\w)", re.IGNORECASE)
_LASTS = {"lleva": "está", "llevan": "están", "llevaba": "estaba", "llevaban": "estaban"}
LINKING_VERB = re.compile(
    r"^(?:es|son|era|eran|fue|fueron|será|serán|sera|ha sido|hay|hubo|está|están|is|are|was|were|will be|did"
    r"|does|do|é|são|foi|foram|serão)\s+",
    re.IGNORECASE,
)
_DETERMINER = r"(?:el|la|los|las|un|una|su|sus|the|an?|its|their|o|os|as|um|uma)"
BEGINS_THING = re.compile(rf"^{_DETERMINER}\s+\w", re.IGNORECASE)
# «la ampliación» of «costará la ampliación», «Estados Unidos» of «pidió Estados Unidos», «empieza a pedir …».
VERB_THING = re.compile(
    rf"^(?-i:[a-záéíóúñâêôãõç])\w*\s+(?:a\s+(?-i:[a-záéíóúñ])\w*r\s+)?(?:(?-i:[a-záéíóúñâêôãõç])\w*\s+)?(?P<thing>(?:{_DETERMINER}\s+\w|(?-i:[A-ZÁÉÍÓÚÑ])\w).*)",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_ASKING = frozenset({"a", "de", "en", "por", "con", "para", "desde", "hasta", "sobre"})
_ASKING_WITH_NOUN = frozenset({"que", "cual", "cuanto", "cuanta", "cuantos", "cuantas"})
_ASKING_WORDS = _ASKING_WITH_NOUN | {"quien", "quienes", "cuales", "como", "cuando", "donde", "adonde"}
_OF = frozenset({"y", "o", "en", "con", "sobre", "para", "contra"})
_DETERMINERS = frozenset({"el", "la", "los", "las", "un", "una", "su", "sus", "al", "este", "esta"})
_BEFORE_VERB = frozenset({"se", "le", "les", "lo", "me", "nos", "no", "ya", "tambien"})
_AUXILIARIES = frozenset({"ha", "han", "habia", "habian", "habra", "habran", "va", "van", "iba", "iban"})


def bare_words(question: str) -> str:
    """The question proper, without «y», what comes before its «¿», and marks."""
    return OPENING.sub("", question).rpartition("¿")[2].strip(" ¿?¡!.")


def without_interrogative(bare: str) -> str:
    """What was asked, less its interrogative and the noun that belongs to that.

    «estuvo detenido» of «cuánto tiempo estuvo detenido», «hubo heridos en Cádiz» of «cuántos heridos hubo en
    Cádiz», «lo pide el sindicato» of «qué pide el sindicato».
    """
    found = COUNTED.match(bare)
    if event := _EVENT.match(bare):
        return f"{event[1]} eso{bare[event.end() :]}"
    if found is None:
        return OBJECT.sub("lo ", bare) if OBJECT.match(bare) else INTERROGATIVE.sub("", bare)
    noun = found["noun"]
    is_mass = bool(re.match(r"cuánt", bare, re.IGNORECASE)) and noun not in ("tiempo", "veces")
    if noun == "tiempo" and found["verb"] in _LASTS:
        return f"{_LASTS[found['verb']]}{found['rest'].removeprefix(found['verb'])}"
    if found["preposition"] or not (is_mass or noun.endswith("s")) or noun == "veces":
        return found["rest"]
    return f"{found['verb']} {noun}{found['rest'].removeprefix(found['verb'])}"


def after_the_verb(words: Sequence[str]) -> int:
    """How many of a Spanish question's first words ask, with the noun and the verb of that.

    Two of «quién», «retiró», «la», «corona»; four of «qué», «organismo», «le», «retiró»; none where what
    comes next may go with the noun, «qué ministro de Hacienda», or where another word comes first.
    """
    plain = [fold(word) for word in words]
    place = 1 if plain[:1] and plain[0] in _BEFORE_ASKING else 0
    asking = plain[place] if place < len(plain) else ""
    if asking not in _ASKING_WORDS:
        return 0
    place += 1
    if asking in _ASKING_WITH_NOUN and plain[place - 2 : place] != ["por", "que"]:
        following = plain[place + 1 : place + 3]
        if not following or not {"de", "del"}.isdisjoint(following) or following[0] in _OF:
            return 0
        is_verb = following[0] in _DETERMINERS or words[place + 1][:1].isupper()
        place += 0 if is_verb else 1
    while place < len(plain) and plain[place] in _BEFORE_VERB:
        place += 1
    if place < len(plain) and plain[place] in _AUXILIARIES:
        place += 2 if plain[place + 1 : place + 2] == ["a"] else 1
    return min(place + 1, len(plain))
