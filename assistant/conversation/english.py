"""An English question -> what it is about, and the same asked anew: «Why was the minister called?».

English asks with «did» and the bare verb, so that a verb has to be found among the words, and inflected.
"""

from __future__ import annotations

import re

_AUXILIARY = r"(?:did|does|do|will|would|can|could|should|has|have|had|is|are|was|were)"
_BE = frozenset({"is", "are", "was", "were"})
_INVERTED = re.compile(
    r"^(?:(?:in|at|to|from|with|of|about|on|for) )?(?:when|where|why|what|who|whom"
    rf"|how(?: much| many| long)?)(?: [a-z]+)? (?P<auxiliary>{_AUXILIARY}) (?P<rest>.+)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^how (?:many|much) (?P<noun>[a-z]+(?: [a-z]+)??) (?P<verb>is|are|was|were|have|has|had|[a-z]+ed|took"
    r"|came|went|fell|rose|lost|won)(?P<rest>(?: .+)?)$",
    re.IGNORECASE,
)
_SUBJECT_ASKED = re.compile(r"^(?P<asking>who|what) (?P<verb>[a-z]+)(?: (?P<rest>.+))?$", re.IGNORECASE)
_DETERMINERS = frozenset("the a an its their his her this that these those".split())  # noqa: SIM905
_AFTER_A_VERB = _DETERMINERS | frozenset(
    "what in on at to from with about for by during after before over under against it them him".split()  # noqa: SIM905
)
# Base, past and participle of verbs that news are made of, where more than -ed is put to them.
_FORMS = """
    say/said/said make/made/made take/took/taken write/wrote/written give/gave/given win/won/won
    lead/led/led build/built/built speak/spoke/spoken see/saw/seen tell/told/told meet/met/met
    hold/held/held shoot/shot/shot find/found/found lose/lost/lost sell/sold/sold buy/bought/bought
    begin/began/begun break/broke/broken steal/stole/stolen know/knew/known go/went/gone
    come/came/come leave/left/left pay/paid/paid send/sent/sent think/thought/thought
    bring/brought/brought choose/chose/chosen fall/fell/fallen rise/rose/risen get/got/got
    set/set/set cut/cut/cut hit/hit/hit put/put/put cost/cost/cost spend/spent/spent
    catch/caught/caught drive/drove/driven die/died/died lie/lay/lain plan/planned/planned
    stop/stopped/stopped ban/banned/banned
"""
_IRREGULAR = {forms[0]: (forms[1], forms[2]) for forms in (each.split("/") for each in _FORMS.split())}
_PARTICIPLES = dict(_IRREGULAR.values())
_TELLS = re.compile(r"^who (?:announced|said|confirmed|revealed|told us|explained) it$", re.IGNORECASE)


def about(asked: str) -> str:
    """The thing that a question is about, a noun phrase: «the mines that are buried in Egypt»; or ``""``."""
    counted = _COUNTED.match(asked)
    if counted:
        return f"the {counted['noun']} that {counted['verb']}{counted['rest']}"
    found = _INVERTED.match(asked)
    if found:
        return _of_inverted(asked, found["auxiliary"].lower(), found["rest"])
    alone = _SUBJECT_ASKED.match(asked)
    if alone and alone["asking"].lower() == "what":
        return f"what {alone['verb']} {alone['rest'] or ''}".strip()
    return _thing(alone["rest"]) if alone and alone["rest"] else ""


def asked_anew(own: str, before: str, person: str) -> str:
    """``before`` with another interrogative; ``""`` where no rule can put it."""
    person = person.replace(" y ", " and ")  # Articles may be Spanish.
    counted = _COUNTED.match(before)
    if counted:
        noun, verb, rest = counted["noun"], counted["verb"], counted["rest"]
        return f"{own} {verb} {noun}{rest}" if verb in _BE else f"{own} was it that {noun} {verb}{rest}"
    found = _INVERTED.match(before)
    if found:
        return _inverted_anew(own, before, found["auxiliary"], found["rest"], person)
    alone = _SUBJECT_ASKED.match(before)
    return _subject_anew(own, alone, person) if alone else ""


def told_by(own: str, before: str) -> str:
    """«Who announced when the unit opened» of «who announced it»; ``""`` if it asks for nothing told."""
    found = re.match(r"^(?P<asking>when|where|why|how) did (?P<rest>.+)$", before, re.IGNORECASE)
    parted = _parted(found["rest"]) if found and _TELLS.match(own) else None
    if found is None or parted is None:
        return ""
    subject, verb, rest = parted
    return f"{own.rpartition(' ')[0]} {found['asking'].lower()} {subject} {_past(verb)} {rest}".strip()


def _of_inverted(asked: str, auxiliary: str, rest: str) -> str:
    is_what = asked.lower().startswith("what ")
    if auxiliary in _BE:
        return _thing(rest)
    parted = _parted(rest)
    if parted is None or not parted[0]:
        return f"what {auxiliary} {rest}" if is_what else ""
    subject, verb, left = parted
    if not is_what and not re.match(r"that\b", left):
        return _thing(subject)
    told = _past(verb) if auxiliary == "did" else f"{auxiliary} {verb}"
    left = left.removeprefix("that ")
    return f"what {subject} {told} {left}".strip()


def _inverted_anew(own: str, before: str, auxiliary: str, rest: str, person: str) -> str:
    parted = _parted(rest) if auxiliary.lower() not in _BE else None
    asks_what, asks_who = before.lower().startswith("what "), before.lower().startswith("who ")
    if parted and not parted[0]:
        return f"{own} {auxiliary} {(person or 'somebody') if asks_who else 'it'} {rest}"
    if parted and asks_what:
        subject, verb, left = parted
        return f"{own} {auxiliary} {subject} {verb} that {left}".strip()
    if asks_who:
        return f"{own} {auxiliary} {person or 'somebody'} {rest}"
    return f"{own} {auxiliary} {rest}"


def _subject_anew(own: str, found: re.Match[str], person: str) -> str:
    verb, rest = found["verb"], found["rest"] or ""
    if verb in ("happened", "occurred"):
        return f"{own} did it {verb.removesuffix('red').removesuffix('ed')} {rest}".strip()
    thing, participle = _thing(rest), _PARTICIPLES.get(verb, verb if verb.endswith("ed") else "")
    if thing and participle:
        return f"{own} {'were' if _is_plural(thing) else 'was'} {thing} {participle}"
    doer = person or ("somebody" if found["asking"].lower() == "who" else "")
    is_now = verb.endswith("s") and verb not in ("was", "has")
    return f"{own} {'is' if is_now else 'was'} it that {doer} {verb} {rest}".strip() if doer else ""


def _parted(clause: str) -> tuple[str, str, str] | None:
    """Subject, bare verb and rest of what follows «did»; None if no verb is found.

    It is the first small word, but the very first, before an end, a name, an article or a preposition.
    """
    tokens = clause.split()
    if tokens and tokens[0].islower() and (len(tokens) == 1 or tokens[1] in _AFTER_A_VERB - _DETERMINERS):
        return "", tokens[0], " ".join(tokens[1:])
    for place in range(1, len(tokens)):
        word, following = tokens[place], tokens[place + 1 : place + 2]
        if word in ("be", "have"):
            return " ".join(tokens[:place]), word, " ".join(tokens[place + 1 :])
        if not word.isalpha() or not word.islower() or word in _AFTER_A_VERB or word in ("of", "and"):
            continue
        if tokens[place - 1] in _AFTER_A_VERB or tokens[place - 1] in ("of", "and"):
            continue
        if not following or following[0] in _AFTER_A_VERB or following[0][:1].isupper():
            return " ".join(tokens[:place]), word, " ".join(tokens[place + 1 :])
    return None


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb][0]
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{verb}ed"


def _thing(text: str) -> str:
    """A noun phrase, definite; ``""`` if it begins as none."""
    first, _, rest = text.partition(" ")
    if first.lower() in ("a", "an") and rest:
        return f"the {rest}"
    return text if (first.lower() in _DETERMINERS and rest) or first[:1].isupper() else ""


def _is_plural(thing: str) -> bool:
    head = re.split(r" (?:of|in|on|at|for|from|with|to|by|that|who) ", thing)[0]
    return " and " in head or (thing[:1].islower() and bool(re.search(r"[^su]s$", head)))
