"""«¿Quién es X?» -> the words beside X in a sentence that say what X is: an office, a trade, a kinship."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.mentions.endings import TELLS
from assistant.mentions.spellings import DEMONYMS
from assistant.reading.persons import describes_person
from assistant.reading.wording import ENCLOSED, dashes_as_commas
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASKED = re.compile(
    r"^\W*(?:(?:y|pero)\s+)?(?:qui[eé]n(?:es)?\s+(?:es|era|fue|son|eran)|who\s+(?:is|was|are|were))\s+(?P<name>.+?)\W*$",
    re.IGNORECASE,
)
_NAME = re.compile(
    rf"[{CAPITALS}][\w.'-]*(?:\s+(?:(?:de|del|la|las|los|y|i|von|van)\s+)*[{CAPITALS}][\w.'-]*)*"
)
_LONGEST = 200
_LONGEST_ROLE = 140
_OPENERS = r"(?:el|la|los|las|lo|su|sus|un|una|unos|unas|del|al)\s+"
# An article, or a comma: «el ministro de Defensa, general X».
_OPENING = re.compile(rf"\b{_OPENERS}|(?<=, )(?!{_OPENERS})(?=[^\W\d_])", re.IGNORECASE)
# What stands in brackets belongs to the role: «presidente de la Comisión (CNE)».
_STRETCH = re.compile(r"(?:[^,.;:()«»\"]|\([^()]{2,40}\))*$")
# What no role goes on over: a verb, another clause, another person («el alcalde y el juez X»).
_BREAK = re.compile(
    r"\b(?:que|quien\w*|cuy\w+|donde|cuando|mientras|aunque|si|no(?! adscrit)"
    r"|tampoco|nunca|jamás|ya|se|ni|pero|como|es|son|era|fue|será"
    r"|ha|han|había|\w*tuvo|hizo|dijo|puso|dio|tiene|está"
    r"|(?:y|e|o) (?:el|la|los|las|su|sus|un|una|al|del)"
    rf"|[{SMALL_LETTERS}]\w+(?:{TELLS}|ando|iendo))\b"
)
# «Ansia de», of «ansia de X», is no role of X.
_HANGING = re.compile(
    r"\b(?:a|al|ante|con|contra|de|del|desde|durante|en|entre|hasta|para|por|según|sin|sobre|tras|y|e|o"
    r"|el|la|los|las|su|sus|un|una)$"
)
_COPULA = re.compile(r"\s+(?:es|era|fue|será|son)\s*$")
# «Que, según se dice, fue», «que desde mayo es»: of «que nunca fue» or «que dijo que X es» nothing is said.
_WHO_IS = (
    r"(?:que|quien)\b(?:,[^,.;:()«»\"]{0,60},)?\s"
    r"(?:(?:hoy|ya|ahora|también|entonces)\s|(?P<since>(?:además|desde|hasta|durante|en)\s[^,.;:()«»\"]{1,40}?\s))?"
    r"(?:es|era|fue)\s+"
)
# What was done to somebody: «fue detenida», where «es diputada» says who she is.
_DONE = r"(?!(?:diput|abog|magistr|sold|letr|deleg)ad)\w+[ai]d[oa]s?\b"
_AFTER = re.compile(
    rf"(?:\s*[,(]\s*(?:{_WHO_IS}(?!{_DONE}))?|\s+(?:es|era|fue)\s+(?!{_DONE}))"
    rf"(?:(?:el|la|su|un|una)\s+)?(?P<role>[^\W\d_{CAPITALS}][^,.;:()«»\"]{{2,120}}?)\s*(?:[,.;)]|$|\s(?:que|quien|cuy\w+)\s)"
)
_BRINGS_NAME = "de|del|la|las|los|el|y|e|en|para|por|al|a"
_OPENS_PHRASE = re.compile(r"\W*(?:Según|Para|Tras|Con|Contra|Por|Ante|Sobre)\s")
# Said of somebody beside an office, as a people is: «el ministro de Defensa, general X».
_SIDE = re.compile(
    r"\w+ista|socialdem[oó]crata|dem[oó]crata|republican[oa]|liberal|conservadora?|verde|(?:general|coronel)\b.*"
)


def asked_identity(question: str) -> str | None:
    """The name in «¿Quién es X?»; None for any other question."""
    found = _ASKED.match(question[:_LONGEST].strip())
    if found is None or not _NAME.fullmatch(found["name"]):
        return None
    return found["name"]


def role_beside(name: str, sentence: str) -> tuple[int, int] | None:
    """Bounds in ``sentence`` of what it says ``name`` is, before or after it; None if it says nothing.

    «el canciller mexicano Juan Ramón de la Fuente» gives «canciller mexicano»;
    «Bein, secretario de Programación,» gives «secretario de Programación»;
    «Con su apoyo al manifiesto, Bein» gives nothing: a manifesto is nobody.
    """
    sentence = dashes_as_commas(sentence)
    plain = fold(sentence)
    # Accents are often left out of a question; they are letters' own only where folding moves none.
    text, wanted = (plain, fold(name)) if len(plain) == len(sentence) else (sentence, name)
    for place in re.finditer(rf"\b{re.escape(wanted)}\b", text):
        whole, end = _whole_name(sentence, *place.span())
        # «El presidente del Tribunal Constitucional Pedro Cruz»: what looks like one name is two.
        starts = dict.fromkeys((whole, place.start()))
        found = (
            next(filter(None, (_before(sentence, start, end) for start in starts)), None)
            or _after(sentence, whole, end)
            or _said_to_be(sentence, whole)
        )
        if found:
            return found
    return None


def _whole_name(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the whole name, of which only a part may have been asked for."""
    for found in _NAME.finditer(sentence):
        if found.start() <= start < found.end():
            return found.start(), max(end, found.end())
    return start, end


def _before(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """«El alcalde de Lugo, X,» or «el alcalde X»: after a comma X must be between commas."""
    ahead = sentence[:start].rstrip()
    if not ahead.endswith(","):
        # Of «el hijo del presidente X» the nearest: X is the president.
        return max(_roles(sentence, len(ahead)), default=None)
    if not ENCLOSED.match(sentence, end):
        return None
    return min(_roles(sentence, len(ahead) - 1), default=None)


def _said_to_be(sentence: str, start: int) -> tuple[int, int] | None:
    """What X is said to be before a verb: «su candidato es X»."""
    copula = _COPULA.search(sentence, 0, start)
    return min(_roles(sentence, copula.start()), default=None) if copula else None


def _roles(sentence: str, end: int) -> Iterator[tuple[int, int]]:
    """The stretches up to ``end`` that an article opens and that say what a person is."""
    stretch = _STRETCH.search(sentence, max(0, end - _LONGEST_ROLE), end)
    first = stretch.start() if stretch else end
    for opening in _OPENING.finditer(sentence, first, end):
        role = sentence[opening.end() : end]
        if role and not _BREAK.search(role) and not _HANGING.search(role) and describes_person(role):
            yield _with_office(sentence, opening, end)


def _with_office(sentence: str, opening: re.Match[str], end: int) -> tuple[int, int]:
    """«Presidente del BID, el uruguayo» where «uruguayo» alone would say little."""
    role, ahead = sentence[opening.end() : end], sentence[: opening.start()].rstrip()
    if (fold(role) in DEMONYMS or _SIDE.fullmatch(role)) and ahead.endswith(","):
        office = min(_roles(sentence, len(ahead) - 1), default=None)
        if office:
            return office[0], end
    return opening.end(), end


def _is_of_whoever_acts(sentence: str, start: int, found: re.Match[str]) -> bool:
    """Whether an office after a comma is who does what follows: «Según Ayuso, la alcaldesa de Madrid miente».

    What is said of a name stands between commas: «Según Ayuso, la presidenta de Madrid, no habrá más».
    """
    is_apart = re.search(r",\s+(?:el|la)\s", sentence[found.start() : found.start("role")]) is not None
    is_closed = sentence[found.end("role") : found.end()].strip() in (",", ")")
    has_another = re.search(rf"\b(?!(?:{_BRINGS_NAME})\b)[{SMALL_LETTERS}]\w*\s+[{CAPITALS}]", found["role"])
    opens = _OPENS_PHRASE.match(sentence)
    is_in_opening = opens is not None and "," not in sentence[opens.end() : start]
    return is_apart and not is_closed and bool(has_another or is_in_opening)


def _after(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    found = _AFTER.match(sentence, end)
    if found is None or not describes_person(found["role"]) or _BREAK.match(found["role"]):
        return None
    if _is_of_whoever_acts(sentence, start, found):
        return None
    if found["since"] and _BREAK.search(found["since"]):
        return None
    return found.span("role")
