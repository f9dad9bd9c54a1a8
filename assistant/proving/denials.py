"""A written sentence and those it came from -> whether a «no» was put in or left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.endings import TELLS
from assistant.mentions.facts import DENIAL, NEGATIONS, NO_DENIAL
from assistant.mentions.numerals import TOKEN, numbers_in
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.facts import Facts

# How many tokens after a «no» it denies, in what is checked and in what it is checked against.
_NEGATED, _NEGATED_THERE = 4, 8
# «Si Mas no se presentara» denies nothing; «sí» is another word.
_IF = frozenset({"si", "if"})
_UNTIL = frozenset({"hasta", "until", "ate"})
# An amount, or what lasts: «hasta 500 euros», «prisión de hasta dos años», «no hasta ahora».
_MEASURES = frozenset("de con por of by".split())  # noqa: SIM905
_LATER = frozenset("despues tarde later after".split())  # noqa: SIM905
_STILL = re.compile(r"(?:ahora|hoy|aqui|la fecha|el momento|now|today|agora|hoje)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DONE = re.compile(rf"\w{{2,}}{TELLS}")
_ALL_BUT_DONE = re.compile(r"(?:dud|tard)\w+")
_INFINITIVE = re.compile(r"\w{2,}[aei]r(?:se|l[aeo]s?)?")
_PREVENTS = re.compile(r"neg(?:o|aron)|nieg\w+|rechaz\w+|rehus\w+|evit\w+|descart\w+|renunci\w+")
# What follows a «y no» that says no more than what something is beside: «y no en dos años».
_NO_VERB = frozenset(
    """a al ante con contra de del desde en entre hacia hasta para por segun sin sobre tras el la los las un
    una unos unas su sus solo tanto tan como mas menos muy siempre todos todas todo toda otro otra este esta
    ese esa in at on for to from with by the an only all""".split()  # noqa: SIM905
)
# What names a topic, and how many tokens before the «no» that is said of it.
_TOPIC = re.compile(
    r"\b(?:respecto (?:a|al|de|del)|en cuanto (?:a|al)|sobre|contra|as for|regarding|quanto (?:a|ao))\b"
)
_TOPIC_REACH = 16
# How far around a «no» words are compared, and how many must be the same.
_AROUND, _ALIKE = 10, 3
# What a word becomes that denies itself: «inaceptable».
_DENYING_BEGINNINGS = ("in", "im", "i", "des")
_TURNS = frozenset({"y", "e", "pero", "and", "but", "mas"})
_FINITE = re.compile(rf"\w+(?:{TELLS}|ía|ían|ed)|fue|es|son|ha|han|dijo|hizo|pidió")
# «contrario a que en la Comisión de Derechos Humanos se condene»
_REFUSED = 16
# A text of at most so many times the words says little else.
_AS_SHORT = 1.6
_STOPS = frozenset('.;:,!?¿¡()«»“”"[]')
_RELATIVES = frozenset("que quien quienes cuyo cuya cuyos cuyas donde who which that".split())  # noqa: SIM905
_MAY_NOT = re.compile(r"\bno (?:se )?(?:pued|podr|permit|dej)\w+")
_FORBIDS = re.compile(r"\b(?:prohib\w+|vet(?:a|o|aron|ad[oa])|impid\w+|maxim[oa]s?|limites?|tope)\b")
_HARDLY = "apenas"
_NEVER = frozenset({"nunca", "jamas", "never"})
# «Nunca había perdido»; «nunca perdió» is said of the first time as well.
_UNTIL_THEN = frozenset("habia habian habiamos hubiera hubieran antes had before tinha tinham havia".split())  # noqa: SIM905
_FIRST_TIME = re.compile(r"\b(?:primera vez|first time)\b")
_NO_LONGER = frozenset({"ya", "ja"})
_LOSES = re.compile(r"pi?erd(?!on)\w+|abandon\w+|dej(?:o|a|an|aron|ado|ar|aba|aban|ando)|deix\w+")
_REFUSAL = re.compile(r"nieg\w+|neg(?:o|aron|aba|aban)|rechaz(?:o|a|an|aron|aba|aban)|rehus\w+|desmint\w+")


def turned_negation(claim: Facts, proof: Sequence[Facts], texts: Sequence[Facts]) -> bool:
    """Whether the claim denies what its proof says, or says what the texts deny."""
    claimed = claim.unquoted
    denied = _denied(claimed)
    if _denies_a_denial(claimed) and not any(map(_says_no, proof)):
        return True
    if denied or _says_no(claimed):
        if _is_forbidden(claimed, proof) or _is_new(claimed, proof) or _is_lost(claimed, proof):
            return False
        return not _are_denied(denied, claimed, proof) and not _deny_alike(claimed, proof)
    if claim.denies:
        return _affirms_a_denied_denial(claimed, proof) or _refuses_what_is_done(claimed, proof)
    return _says_what_is_denied(claimed, proof, texts)


def _affirms_a_denied_denial(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the claim refuses what the proof nowhere does: «descarta» of «no descarta»."""
    for place in claimed.refusals:
        stem = claimed.stem_at[place]
        there = [(text, at) for text in proof for at in text.places_of(stem)] if stem else []
        if there and all(_is_denied_at(text, at) for text, at in there):
            return True
    return False


def _is_denied_at(text: Facts, place: int) -> bool:
    """Whether a «no» is right before a place: not in «no dudó en rechazar», nor beyond «pero» or a comma."""
    return any(
        no < place <= no + _NEGATED
        and not any(
            token in _STOPS or fold(token) in _TURNS or _ALL_BUT_DONE.fullmatch(fold(token))
            for token in text.tokens[no + 1 : place]
        )
        for no in _negations(text)
    )


def _refuses_what_is_done(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the claim has somebody refuse what a proof without any denial says was done, or will be.

    «Se negó a dimitir», «evitó firmar» of «dimitió», «firmó». What it refuses may be named otherwise:
    «descartó una rebaja».
    """
    if any(text.denies for text in proof):
        return False
    done = {
        text.stem_at[place]
        for text in proof
        for place, token in enumerate(text.tokens)
        if token[0].islower() and _DONE.fullmatch(token.lower())
    }
    return any(
        each.startswith(claimed.stem_at[ahead])
        for place in claimed.refusals
        if _PREVENTS.fullmatch(fold(claimed.tokens[place]))
        for ahead in range(place + 1, min(len(claimed.tokens), place + 1 + _NEGATED))
        if _INFINITIVE.fullmatch(fold(claimed.tokens[ahead])) and claimed.stem_at[ahead]
        for each in done
    )


def turned_abroad(claim: Facts, proof: Sequence[Facts]) -> bool:
    """The same where the proof is in another language: whether only one of them says «no»."""
    claimed = claim.unquoted
    if _says_no(claimed):
        return not any(text.denies for text in proof)
    if claimed.denies or len(proof) > 1:
        return False
    [there] = proof
    is_as_short = len(there.tokens) <= _AS_SHORT * len(claim.tokens)
    return is_as_short and _says_no(there.unquoted)


def _is_forbidden(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether its one «no» is of what may not be, and the proof forbids or limits: «el máximo permitido»."""
    is_of_that = _only_no(claimed) is not None and _MAY_NOT.search(fold(claimed.text))
    return bool(is_of_that) and any(_FORBIDS.search(fold(text.text)) for text in proof)


def _is_new(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether its one «no» is «nunca», until then, and the proof says that it was the first time."""
    never = _only_no(claimed)
    if never is None or fold(claimed.tokens[never]) not in _NEVER:
        return False
    near = claimed.tokens[max(0, never - _NEGATED) : never + _NEGATED]
    is_until_then = not _UNTIL_THEN.isdisjoint(map(fold, near))
    return is_until_then and any(_FIRST_TIME.search(fold(text.text)) for text in proof)


def _is_lost(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether what is «ya no» so, its one «no», is lost or left in the proof: «ha perdido la ilusión»."""
    no = _only_no(claimed)
    if not no or fold(claimed.tokens[no - 1]) not in _NO_LONGER:
        return False
    denied = _denied(claimed)
    return any(
        denied & {*_after(text, place, _NEGATED_THERE)[:1]}
        for text in proof
        for place, token in enumerate(text.tokens)
        if _LOSES.fullmatch(fold(token))
    )


def _are_denied(denied: frozenset[str], claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the proof denies some of the words that the claim denies, or, having none of them, anything."""
    there = [text for text in proof if denied & text.stems]
    if not there:
        # «no es», «no está»: all that it denies are words too common to look for.
        return any(text.denies or _denies_itself(denied, text) for text in proof)
    return any(
        denied & _denied(text, _NEGATED_THERE)
        or _HARDLY in map(fold, text.tokens)
        or _denies_nearby(text, denied)
        or _refuses(text, denied, claimed)
        or _denies_itself(denied, text)
        for text in there
    )


def _deny_alike(claimed: Facts, proof: Sequence[Facts]) -> bool:
    """Whether the words on either side of a «no» of the claim are on those of one of the proof, but its verb.

    «A los que no tenía en cuenta el técnico» of «en los que no se fijaba el técnico»: what is denied there is
    nothing that the proof says without the «no».
    """
    said = frozenset(stem for text in proof for stem in text.stems)
    denied = [_after(claimed, no, _NEGATED) for no in _negations(claimed)]
    return any(not stems or stems[0] not in said for stems in denied) and any(
        _are_beside_alike(claimed, ours, text, theirs)
        for text in proof
        for ours in _negations(claimed)
        for theirs in _negations(text)
    )


def _are_beside_alike(claimed: Facts, ours: int, text: Facts, theirs: int) -> bool:
    before = claimed.near(ours, ours + 1, reach=_AROUND) & text.near(theirs, theirs + 1, reach=_AROUND)
    return len(before) >= _ALIKE


def _denies_nearby(text: Facts, stems: frozenset[str]) -> bool:
    """Whether a «no» is said of some of the words, a topic: «respecto al paro, no se ha logrado nada»."""
    topics = [found.end() for found in _TOPIC.finditer(fold(text.text))]
    if not topics:
        return False
    opened = len(TOKEN.findall(fold(text.text)[: topics[-1]]))
    places = [place for stem in stems for place in text.places_of(stem) if place >= opened]
    return any(
        0 < no - place <= _TOPIC_REACH and not _has_verb(text.tokens[place + 1 : no])
        for no in _negations(text)
        for place in places
    )


def _has_verb(tokens: Sequence[str]) -> bool:
    """Whether a verb, or what opens another clause, is among them; «que es la mayor causa» is an aside."""
    return any(
        fold(token) in _TURNS or (_FINITE.fullmatch(token.lower()) and token.lower() != "es")
        for token in tokens
    )


def _denies_a_denial(text: Facts) -> bool:
    """«No fracasó», «no pudieron impedir»."""
    return any(
        DENIAL.fullmatch(fold(token)) and fold(token) not in ("ni", "sin", "without", "sem")
        for place in _negations(text)
        for token in text.tokens[place + 1 : place + _NEGATED]
    )


def _denies_itself(denied: frozenset[str], text: Facts) -> bool:
    """«Inaceptable» of «no es aceptable»."""
    return any(f"{beginning}{stem}" in text.stems for beginning in _DENYING_BEGINNINGS for stem in denied)


def _says_what_is_denied(claimed: Facts, proof: Sequence[Facts], texts: Sequence[Facts]) -> bool:
    for text in texts:
        shared = claimed.stems & text.stems
        if len(shared) < 2 and 3 * len(shared) < len(text.stems):
            continue
        for place in _negations(text):
            stems = {stem for stem in _after(text, place, _NEGATED) if not stem.startswith("ning")}
            if (
                stems
                and stems <= claimed.stems
                and not any(all(_is_said(stem, other) for stem in stems) for other in texts)
            ):
                return True
    return any(len(_refused(text) & claimed.stems) > 1 for text in proof)


def _refuses(text: Facts, stems: frozenset[str], claimed: Facts) -> bool:
    """Whether a text refuses, lacks or rejects something that some of the words are said of.

    A word that a name of the claim has, «Evita Perón», refuses nothing.
    """
    refusals = [place for place in text.refusals if not claimed.is_named(fold(text.tokens[place]))]
    places = [place for stem in stems for place in text.places_of(stem)]
    return any(-_NEGATED_THERE <= there - here <= _REFUSED for here in refusals for there in places)


def _refused(text: Facts) -> frozenset[str]:
    """The stems of the words after «se niegan a», «rechazó»."""
    refusals = [place for place, token in enumerate(text.tokens) if _REFUSAL.fullmatch(fold(token))]
    return frozenset(
        stem
        for place in refusals
        for stem in _after(
            text,
            place,
            min(2 * _NEGATED_THERE, max(_NEGATED + 1, _refused_end(text.tokens, place) - place - 1)),
        )
    )


def _denied(text: Facts, reach: int = _NEGATED) -> frozenset[str]:
    """The stems of the first words after each «no» of a text."""
    return frozenset(stem for place in _negations(text) for stem in _after(text, place, reach))


def _says_no(text: Facts) -> bool:
    return next(_negations(text), None) is not None


def _only_no(text: Facts) -> int | None:
    """Where the one «no» of a text stands; None where it has none, or several."""
    places = [*_negations(text)]
    return places[0] if len(places) == 1 else None


def _negations(text: Facts) -> Iterator[int]:
    for place, token in enumerate(text.tokens):
        following = fold(text.tokens[place + 1]) if place + 1 < len(text.tokens) else ""
        if fold(token) not in NEGATIONS or following in NO_DENIAL or _is_until(text.tokens, place):
            continue
        if any(before.lower() in _IF for before in text.tokens[max(0, place - _NEGATED) : place]):
            continue
        # «en unos meses, y no en dos años» denies no verb.
        is_joined = place > 0 and text.tokens[place - 1].lower() in {"y", "e", "and"}
        ahead = text.tokens[place + 1 : place + 2]
        is_aside = is_joined and (not ahead or following in _NO_VERB or not ahead[0][0].islower())
        if not is_aside and not (fold(token) == "no" and text.tongue == "pt"):
            yield place


def _is_until(tokens: Sequence[str], place: int) -> bool:
    """«No se firmó hasta enero»: it was signed; not «no se aprobaron ayudas de hasta 500 euros»."""
    ahead = [fold(token) for token in tokens[place + 1 : place + 1 + 3 * _NEGATED]]
    stop = next((at for at, token in enumerate(ahead) if token in _STOPS), len(ahead))
    for until in range(min(stop, 2 * _NEGATED)):
        if ahead[until] not in _UNTIL or ahead[max(0, until - 1)] in _MEASURES:
            continue
        following = ahead[until + 1 : until + 4]
        is_amount = bool(numbers_in(following[:1])) and not _YEAR.fullmatch(following[0])
        # «Hasta seis meses después» is a time again.
        is_amount = is_amount and _LATER.isdisjoint(ahead[until + 1 : until + 6])
        if not is_amount and not _STILL.match(" ".join(following)):
            return True
    return False


def _refused_end(tokens: Sequence[str], place: int) -> int:
    """Where what a refusal is of ends: at «y», «pero» before the next verb."""
    for ahead in range(place + 1, len(tokens)):
        if fold(tokens[ahead]) in _TURNS and any(
            _FINITE.fullmatch(token.lower()) for token in tokens[ahead + 1 : ahead + 4]
        ):
            return ahead
    return len(tokens)


def _after(text: Facts, place: int, reach: int) -> list[str]:
    found: list[str] = []
    for ahead in range(place + 1, min(len(text.tokens), place + 1 + reach)):
        word = text.tokens[ahead]
        # «no supo, o no pudo, rematar»
        is_aside = word == "," and reach == _NEGATED_THERE
        if (word in _STOPS and not is_aside) or fold(word) in _RELATIVES:
            break
        if text.stem_at[ahead] and word[0].islower():
            found.append(text.stem_at[ahead])
    return found if reach > _NEGATED else found[: reach // 2]


def _is_said(stem: str, text: Facts) -> bool:
    """Whether a text has a word that no «no» precedes."""
    denied = {ahead for place in _negations(text) for ahead in range(place, place + 1 + _NEGATED)}
    return any(place not in denied for place in text.places_of(stem))
