"""What a model's true sentence becomes in an adversary's hands: one thing in it false, all else as it was."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.mentions.facts import facts_of
from assistant.tongue import tongue_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name
    from assistant.proving.evidence import Evidence

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905
_VERB = re.compile(
    r"\b(?:(?:se |le |lo |la )?(?:fue|fueron|es|era|eran|son|ha|han|había|habían|tiene|tenía|será|está|están"
    r"|\w+(?:ó|aron|ieron|ará|erá|irá|arán|erán|irán|aría|ería|iría|aba|aban))|is|was|has|had|will)\b"
)
_QUOTED = re.compile(r"«[^»]+»|“[^”]+”")
_NO = re.compile(r"\b(?:no|ni) ", re.IGNORECASE)
_NEVER_THERE = 42
INVENTED = ("number", "date", "name", "quote", "citation of none", "citation of another")
SWAPPED = ("swap: number", "swap: name", "swap: roles")
NEGATED = ("negation put in", "negation left out")
BY_HAND = tuple(f"by hand: {kind}" for kind in ("name", "number", "date", "roles", "negation"))


@dataclass(frozen=True)
class Claim:
    """A sentence, the passages it cites, and what is false in it (``kind``, "true" if nothing is)."""

    kind: str
    text: str
    cited: tuple[int, ...]


def fabrications(
    text: str, passages: Sequence[Evidence], holds: set[int], names: Sequence[Name]
) -> Iterator[Claim]:
    """One false claim of each kind that the sentence allows, the same ones each time."""
    drawn = random.Random(text)
    there = facts_of(" ".join(passage.text for passage in passages if passage.number in holds))
    said, true = facts_of(text), tuple(sorted(holds))
    for kind, false in (
        *_numbers(text, there.text, drawn),
        *_dates(text, drawn),
        *_names(text, said.names, there, names, drawn),
        *_quotes(text),
        *_negations(text),
    ):
        if false != text:
            yield Claim(kind, false, true)
    yield Claim("citation of none", text, (_NEVER_THERE,))
    others = [passage.number for passage in passages if passage.number not in holds]
    yield Claim("citation of another", text, (drawn.choice(others),))


def falsify(text: str, kind: str, there: Facts, names: Sequence[Name]) -> str:
    """The sentence with an invented number (or day), or name; ``""`` if it has none."""
    drawn = random.Random(text)
    made = {
        "number": (*_numbers(text, there.text, drawn), *_dates(text, drawn)),
        "name": tuple(_names(text, facts_of(text).names, there, names, drawn)),
    }
    return next(
        (false for made_kind, false in made[kind] if made_kind in (kind, "date") and false != text), ""
    )


def _numbers(text, there, drawn):
    in_dates = [bounds for day in _dates_in(text) for bounds in day]
    digits = [
        match for match in _DIGITS.finditer(text) if not any(a <= match.start() < b for a, b in in_dates)
    ]
    if not digits:
        return
    old, known = drawn.choice(digits), set(_DIGITS.findall(there))
    most = 31 if len(old[0]) < 3 else 9999
    new = drawn.choice([str(number) for number in range(2, most) if str(number) not in known])
    yield "number", text[: old.start()] + new + text[old.end() :]
    if others := sorted(known - {match[0] for match in digits}):
        yield "swap: number", text[: old.start()] + drawn.choice(others) + text[old.end() :]


def _dates_in(text):
    for match in re.finditer(rf"(?:(\d{{1,2}}) de )?\b({'|'.join(_MONTHS)})\b(?: de (\d{{4}}))?", text):
        yield [match.span(group) for group in (1, 2, 3) if match[group]]


def _dates(text, drawn):
    days = [*_dates_in(text)]
    if not days:
        return
    first, last = drawn.choice(drawn.choice(days))
    old = text[first:last]
    if old in _MONTHS:
        new = drawn.choice([month for month in _MONTHS if month != old])
    elif len(old) == 4:
        new = str(int(old) + drawn.choice([-2, -1, 1, 2]))
    else:
        new = str(drawn.choice([day for day in range(1, 29) if str(day) != old]))
    yield "date", text[:first] + new + text[last:]


def _names(text, said, there, names, drawn):
    if not said:
        return
    old = drawn.choice(said)
    new = drawn.choice([name for name in names if not there.lexicon.has(name)])
    yield "name", text.replace(old.text, new.text, 1)
    others = [name for name in there.names if name.text not in text and not {*name.parts} & {*old.parts}]
    if others:
        yield "swap: name", text.replace(old.text, drawn.choice(others).text, 1)
    if len(said) > 1 and not {*said[0].parts} & {*said[1].parts}:
        one, other = said[0].text, said[1].text
        yield "swap: roles", text.replace(one, "\0").replace(other, one).replace("\0", other)


def _quotes(text):
    for match in _QUOTED.finditer(text):
        quoted = match[0].split()
        if len(quoted) > 2:
            quoted[len(quoted) // 2] = "desastre"
            yield "quote", text[: match.start()] + " ".join(quoted) + text[match.end() :]
            return


def _negations(text):
    bare = _QUOTED.sub(lambda match: "_" * len(match[0]), text)
    if no := _NO.search(bare):
        if text[no.start() : no.start() + 2].islower():
            yield "negation left out", text[: no.start()] + text[no.end() :]
    elif verb := _VERB.search(bare):
        no = "não " if tongue_of(text) == "pt" else "no "
        if tongue_of(text) == "en":
            yield "negation put in", text[: verb.end()] + " not" + text[verb.end() :]
        else:
            yield "negation put in", text[: verb.start()] + no + text[verb.start() :]
