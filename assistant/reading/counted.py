"""«¿Cuántos sobrevivieron?» and a count in a sentence -> whether it counts those who did the contrary, died.

Of a word and its contrary in the sentence the nearer to the count tells what it counts, unless the further is
in the same clause and has no other count: «quedaron en libertad los 12 detenidos». With «no» or «sin» before
it a word is its own contrary. Nouns and phrases tell as well as verbs, «la venta», «con vida»: it need not be
told who did it, as in `yes_no.contraries`, only what the count is of.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.reading.kinds import MEASURES_OF_TIME, MONTHS, NUMERALS
from index.lexical import fold, words

Counted = Literal["asked", "contrary", "neither"]

_DIED = (
    r"muer\w+|murie\w+|murio|mortal\w*|mat(?:o|a|an|aron|ar|ado|ados)|fallec\w+|perec\w+|perd\w+ la vida"
    r"|cadaver\w*|ahogad[oa]s?"
)
_WON = r"gan(?!ader|anci|te\b|ch|s)\w+|venc(?!id)\w+|victori\w+|triunf\w+"
_ROSE = r"aument\w+|increment\w+|sub(?:io|e|en|ieron|ir\w*|ida)|crec\w+|ascend\w+"
# «Baja un 3 %»; who is of «la clase baja» fell nowhere.
_FELL = (
    r"baj(?:o|an|aron|ar\w*|ada|a(?= (?:una?|el|l[oa]s?|\d+|hasta)\b))"
    r"|disminu\w+|reduc\w+|reduj\w+|descen[ds]\w+|cay[eo]\w*|recort\w+"
)
_PAIRS = (
    (r"sobreviv\w+|supervivien\w+|iles[oa]s?|salv(?:aron|ad[oa]s)|con vida|viv[oa]s?", _DIED),
    (r"iles[oa]s?", r"herid[oa]s?|lesionad[oa]s?|contusionad[oa]s?|hiri(?:o|eron)"),
    (r"a favor|favorables?|apoy\w+|respald\w+", r"en contra|contrari[oa]s?|rechaz\w+|opus\w+|opon\w+"),
    # «Derrotó» is who won; «derrotado», who lost.
    (_WON, r"perd(?!on)\w+|pierd\w+|derrotas?|derrotad[oa]s?"),
    (
        r"deten\w+|detuv\w+|arrest\w+|captur\w+|encarcel\w+",
        r"libera(?!l)\w+|libero|en libertad|libres|solt(?!er)\w+|suelt\w+|excarcel\w+",
    ),
    (_ROSE, _FELL),
    (r"compr(?:a|as|o|aron|ar\w*|ad\w+)|adqui\w+", r"vend(?!r|av)\w+|ventas?"),
    (r"conden\w+|culpables?", r"absol(?!ut)\w+|absuel\w+|inocent\w+"),
    (r"aprob\w+|aprueb\w+", r"rechaz\w+|suspen\w+"),
)
_Side = tuple[re.Pattern[str], re.Pattern[str]]
_SIDES: tuple[_Side, ...] = tuple(
    (re.compile(rf"\b(?:{own})\b"), re.compile(rf"\b(?:{other})\b"))
    for pair in _PAIRS
    for own, other in (pair, pair[::-1])
)
_DENIED = re.compile(r"\b(?:no|sin|ni|nunca|jamas|ningun[oa]?|nadie)\b[^,.;:]{0,30}$")
# No denial begins further before what it denies; to look further took minutes where there is no full stop.
_DENIAL_CHARACTERS = 40
# The score of a match is the winner's and the loser's; «ninguno» says itself who did not.
_ANYBODYS = re.compile(r"\d+ ?[-–] ?\d+|\b[Nn](?:ingun[oa]?|ingún|adie)\b")
# Words that say nothing here: names, «Baja California», «Venta de Baños», and «bajo», which is not «bajó».
_SILENT = re.compile(rf"(?<=[\w,;»)] )[{CAPITALS}][{SMALL_LETTERS}]\w*|(?<!u[aá]nto )\b[Bb]ajo(?![\w\u0301])")
_NUMBER = rf"(?:\d[\d.,]*+|(?:{NUMERALS})\b)"
# A count, not a year, a day or for how long: «tras subir tres días un 4 %».
_COUNT = re.compile(
    rf"\b(?!(?:19|20)\d\d\b){_NUMBER}(?:(?: y)? {_NUMBER})*+(?! (?:de )?(?:{MEASURES_OF_TIME}|{MONTHS})\b)"
)
_CLAUSE_ENDS = re.compile(r"[,;:.](?=\s)|[()–—]|\b(?:y|e|o|u|ni|pero|sino|mientras|aunque)\b")
# «Ganó, tras perder en Cádiz, 12 partidos»: between commas after a preposition there is no verb of the rest.
_ASIDE = re.compile(
    r", (?:al?|ante|bajo|con|del?|desde|despues|durante|en|entre|hasta|para|pese|por|segun|sin|sobre|tras)\b"
    r"[^,.;:]*,"
)
# Who is known by what was done to them may since have met with the contrary.
_KNOWN_AS = re.compile(r"\bl[oa]s \S+ (?:arrestad|capturad|detenid|encarcelad|suspendid|vendid)[oa]s\b")
_ASKS_ONLY_HOW_MANY = re.compile(
    rf"\bcuant[oa]s (?!(?:personas|veces|{MEASURES_OF_TIME})\b)(?P<noun>\w+) "
    r"(?:hay|hubo|habia|habra|ha habido|dejo|deja|causo|provoco|se (?:registraron|contaron|produjeron)"
    r"|son|eran|fueron|tiene|tienen|tenia|tenian|tuvo|tuvieron|tendra|tendran)\b(?!.*\bcuant[oa]s\b)"
)
# Stems of what is counted by several names.
_ALIKE = (
    frozenset("muert mur muri fallec perec victim".split()),  # noqa: SIM905
    frozenset("her hier hir hiri lesion contusion".split()),  # noqa: SIM905
    frozenset("diput escañ".split()),  # noqa: SIM905
    frozenset("deten detuv arrest captur".split()),  # noqa: SIM905
)
# How near a word must be for a count to be of its contrary, and for it to be surely its own.
_REACH_CHARACTERS, _BESIDE_CHARACTERS = 100, 40


def what_is_counted(question: str, sentence: str, span: tuple[int, int]) -> Counted:
    """Whether a count at ``span`` of a sentence is of what the question asks, its contrary, or neither."""
    sides = _sides_asked(question)
    if not sides or _ANYBODYS.search(sentence[slice(*span)]):
        return "neither"
    said, count = _plain(sentence, span)
    found: Counted = "neither"
    for own, other in sides:
        asked = _places(said, own, other)
        near = _nearest(asked, count)
        contrary = _nearest(_places(said, other, own), count)
        if contrary < min(near, _REACH_CHARACTERS) and not _is_count_of(asked, said, count):
            return "contrary"
        if near < _BESIDE_CHARACTERS:
            found = "asked"
    return found


@lru_cache(maxsize=8)
def asked_noun(question: str) -> str:
    """The stem of what is counted where a question asks no more of it: «¿Cuántos heridos hubo?»; or ``""``.

    Of «¿Cuántos soldados murieron?» the verb tells more than the noun.
    """
    found = _ASKS_ONLY_HOW_MANY.search(fold(question))
    return next(iter(words(found["noun"])), "") if found else ""


def speaks_of(noun: str, sentence: str) -> bool:
    """Whether a sentence has a noun, given as its stem, or says it otherwise: «fallecieron» for «muertos»."""
    stems = words(sentence)
    alike = next((group for group in _ALIKE if noun in group), {noun})
    return any(stem in alike for stem in stems)


def counts_noun(noun: str, sentence: str, span: tuple[int, int]) -> bool:
    """Whether a count at ``span`` of a sentence is of a noun, given as its stem: «|41| heridos»."""
    return noun in words(sentence[slice(*span)]) or words(sentence[span[1] :])[:1] == [noun]


def _plain(sentence: str, span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """A sentence folded, without what says nothing, and where a span of it is there: «…» is three letters."""
    kept = _SILENT.sub(_blank, sentence)
    before, counted, after = (
        fold(kept[part]) for part in (slice(span[0]), slice(*span), slice(span[1], None))
    )
    return before + counted + after, (len(before), len(before) + len(counted))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


@lru_cache(maxsize=8)
def _sides_asked(question: str) -> tuple[_Side, ...]:
    """The words that a question asks for, each with its contrary, of which it has none."""
    asked, _ = _plain(question, (0, 0))
    return tuple(
        (own, other) for own, other in _SIDES if _places(asked, own, other) and not _places(asked, other, own)
    )


def _places(text: str, words: re.Pattern[str], contrary: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where a text has some words, or their contrary denied."""
    said = [found.span() for found in words.finditer(text) if not _is_denied(text, found)]
    denied = [found.span() for found in contrary.finditer(text) if _is_denied(text, found)]
    return said + denied


def _is_denied(text: str, found: re.Match[str]) -> bool:
    start = found.start()
    return _DENIED.search(text, max(0, start - _DENIAL_CHARACTERS), start) is not None


def _is_count_of(places: list[tuple[int, int]], said: str, count: tuple[int, int]) -> bool:
    """Whether a count is of any of some words: it has no other count nearer, and stands in the same clause.

    Those known by the contrary, «los 12 detenidos», are who the next clause speaks of too.
    """

    def is_elsewhere(found: re.Match[str]) -> bool:
        return found.end() <= count[0] or count[1] <= found.start()

    whole = _ASIDE.sub(lambda found: _blank(found) if is_elsewhere(found) else found[0], said)
    are_known = not all(map(is_elsewhere, _KNOWN_AS.finditer(said)))
    for start, end in places:
        distance = _nearest([count], (start, end))
        around = max(0, start - _REACH_CHARACTERS), end + _REACH_CHARACTERS
        others = [other.span() for other in _COUNT.finditer(whole, *around) if is_elsewhere(other)]
        if distance < _REACH_CHARACTERS and distance <= _nearest(others, (start, end)):
            between = whole[min(end, count[1]) : max(start, count[0])]
            if are_known or not _CLAUSE_ENDS.search(between):
                return True
    return False


def _nearest(places: list[tuple[int, int]], span: tuple[int, int]) -> float:
    """How many characters there are from a span to the nearest place; none is endless."""
    return min((max(start - span[1], span[0] - end, 0) for start, end in places), default=float("inf"))
