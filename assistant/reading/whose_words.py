"""«¿Qué dijo X?» -> whose words are asked for, and whether a name or a subject in an article is theirs.

Of «el abogado de Ana Gil» that is not she, nor is it «la Fundación Ana Gil», «Gil» where Jesús Gil is too,
or «Vodafone España» for Spain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS
from assistant.mentions.saying import SAID_BY_MANY, SAID_BY_ONE
from assistant.mentions.spellings import OPENERS
from assistant.reading.office_of import is_body, is_office, is_title
from index.lexical import fold, is_within, words

if TYPE_CHECKING:
    from collections.abc import Iterable

Words = tuple[str, ...]

_LINKS = frozenset({"de", "del", "la", "las", "los", "von", "van"})
PART = rf"(?:[{CAPITALS}]\.|[{CAPITALS}][\w'’-]*)"
NAME = rf"{PART}(?: (?:(?:{'|'.join(sorted(_LINKS))}) )*{PART})*"
_NAMES = re.compile(NAME)
# What bears a name and is nobody of that name: «la Fundación Ana Gil», «el Ayuntamiento de Lugo».
_NOBODY = frozenset(
    """administracion agencia asociacion atletico avenida ayuntamiento banco calle camara caso clan club
    colegio comision comunidad confederacion congreso consejo corte cruz departamento diputacion ejercito
    embajada estadio familia federacion fiscalia fundacion generalitat gobierno grupo guardia hospital iglesia
    instituto junta juzgado ley ministerio museo oficina operacion organizacion partido plan plataforma plaza
    policia premio real secretaria senado sindicato sociedad teatro tribunal union universidad
    xunta""".split()  # noqa: SIM905
)
_NOT_NAMED = OPENERS | {"alguien", "nadie", "usted", "ustedes", "aquella", "uno", "yo", "tu"}

_DID = (
    r"(?:(?:ha|hab[ií]a) (?:dicho|declarado|afirmado|manifestado|comentado|opinado|señalado)"
    r"|d(?:ijo|ice|ec[ií]a)|declar[oó]|afirm[oóa]|manifest[oó]|coment[oó]|opin[oóa]|señal[oóa]"
    r"|declaraciones (?:hizo|ha hecho|dio))"
)
_ON = r"(?: (?:sobre|acerca del?|respecto (?:al?|del?)|en relación con|a propósito del?) (?P<on>.+?))?"
_ASKED = re.compile(
    rf"\W*(?:(?:[Yy]|[Pp]ero) )?[Qq]u[eé] {_DID} (?:(?P<the>el|la|los|las) (?:(?P<role>.+?),? )??)?"
    rf"(?P<name>{NAME}){_ON}\W*"
)
_ASKED_IN_SMALL = re.compile(
    rf"\W*(?:(?:y|pero) )?qu[eé] {_DID} (?:(?P<the>el|la|los|las) )?(?P<role>)"
    rf"(?P<name>\w+(?: \w+){{0,4}}?){_ON}\W*"
)
_ASKED_IN_ENGLISH = re.compile(
    rf"\W*(?:[Aa]nd )?[Ww]hat (?:did|has|does) (?:(?P<the>the) )?(?P<role>)(?P<name>{NAME}) (?:say|said)"
    r"(?P<on>)\W*"
)

VERB = re.compile(rf"(?<!\w)(?:(?P<one>{SAID_BY_ONE})|(?P<many>{SAID_BY_MANY}))(?!\w)")
DAY = r"lunes|martes|miércoles|jueves|viernes|sábado|domingo"
WHEN = (
    r"(?:ayer|hoy|anoche|además|también|asimismo|luego|después|entonces"
    rf"|(?:el|este) (?:pasado )?(?:{DAY})|esta (?:mañana|tarde|noche|semana))"
)
_ASIDE = re.compile(r"de \d+ años|(?:que|quien) (?!no\b)[^,«»“”\"]+|del? [^,«»“”\"a-záéíóúñ]\w*")
_AND = re.compile(r" [ye] ")
WHO = rf"(?P<who>(?:(?:el|la) [^{CAPITALS},.;:«»“”\"]+ |el |la )?{NAME})"
_NAMED_AFTER = re.compile(rf" (?:{WHEN} )?{WHO}(?! (?:hijo|padre|[Jj]unior)\b)")
_OFFICE_AND_NAME = re.compile(rf" (?:{WHEN} )?(?:el|la) (?P<role>[^,;:«»“”\"]+), (?P<name>{NAME})(?=[,.]|$)")
_NAMED = re.compile(rf"(?:(?P<the>[Ee]l|[Ll]as?|[Ll]os)(?: (?P<role>[^{CAPITALS}]+))? )?(?P<name>{NAME})")
_THE = re.compile(r"(?:[Ee]l|[Ll]a) ")
_THE_OR_A = re.compile(r"^(?:el|la|una?) ")
_SAID_BEFORE = re.compile(rf"(?<!\w){SAID_BY_ONE} $")
_LONGEST_VERB = 30
_YOUNGER = frozenset({"jr", "jr.", "junior", "ii", "iii", "hijo"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words are asked for: a name, in folded words; on what, in stems; and who else is called so.

    ``the`` says whether it is asked of with an article, «la SRE»; ``others`` are the names in an article,
    ``called`` those of them that it may have for this speaker: one, or there are two who may be meant.
    """

    name: Words
    the: bool = False
    on: frozenset[str] = frozenset()
    others: frozenset[Words] = frozenset()
    called: frozenset[Words] = frozenset()

    @classmethod
    def asked(cls, question: str) -> Speaker | None:
        """X in «¿Qué dijo X?» and Y in «¿Qué dijo X sobre Y?»; None for another question."""
        forms = (_ASKED_IN_SMALL,) if question.islower() else (_ASKED, _ASKED_IN_ENGLISH)
        found = next(filter(None, (form.fullmatch(question[:200].strip()) for form in forms)), None)
        name = _words(found["name"]) if found else ()
        if found is None or not name or (name[0] in _NOT_NAMED and len(name) == 1):
            return None
        role, on = found["role"], frozenset(words(found["on"] or ""))
        if (role and not is_office(role)) or (found["on"] and not on):
            return None
        return cls(name, bool(found["the"]) and not role, on)

    def within(self, text: str) -> Speaker:
        """The same, knowing whom else an article names."""
        others = frozenset(_without_opener(_words(each[0])) for each in _NAMES.finditer(text))
        called = frozenset(
            other for other in others if is_within(self.name, other) and other[0] not in _NOBODY
        )
        return replace(self, others=others, called=called)

    def is_in(self, text: str) -> bool:
        """Whether a text names this speaker: «policía», of which «la Policía» is asked, too."""
        if any(self._is(found[0], titled=True) for found in _NAMES.finditer(text)):
            return True
        return len(self.name) == 1 and self.name[0] in fold(text).split()

    def is_last_in(self, text: str) -> bool:
        """Whether the last name in a text, of several words or after a verb of saying, is this speaker's."""
        last = ""
        for found in _NAMES.finditer(text):
            is_by = _SAID_BEFORE.search(text, max(0, found.start() - _LONGEST_VERB), found.start())
            if is_by or len(_without_opener(_words(found[0]))) > 1:
                last = found[0]
        return bool(last) and self._is(last, titled=True)

    def named_after(self, sentence: str, start: int) -> int | None:
        """Where what follows a verb as its subject ends, if it is this speaker: «el canciller, Rubio,»."""
        if (named := _NAMED_AFTER.match(sentence, start)) and self.is_named(named["who"]):
            return named.end()
        apart = _OFFICE_AND_NAME.match(sentence, start)
        return (
            apart.end()
            if apart and is_office(apart["role"]) and self._is(apart["name"], titled=True)
            else None
        )

    def is_subject(self, who: str, *, several: bool) -> bool:
        """Whether the words before a verb are this speaker's name, maybe with an aside or its office."""
        if several:
            names = _AND.split(who)
            return all(_NAMES.fullmatch(one) for one in names) and sum(map(self._is, names)) == 1
        head, comma, aside = who.partition(", ")
        if not comma:
            return self.is_named(who)
        if not aside.endswith(",") or "," in aside[:-1] or VERB.search(aside):
            return False
        aside = aside[:-1]
        if not self.is_named(head):
            the = _THE.match(head)
            return the is not None and is_office(head[the.end() :]) and self._is(aside, titled=True)
        # «Ana Gil, su abogado, dijo»: it may be the abogado who did.
        return bool(_ASIDE.fullmatch(aside)) or is_office(_THE_OR_A.sub("", aside, count=1))

    def is_named(self, who: str) -> bool:
        """«Rubio», «la SRE», «el canciller Rubio»; not «la fundación Rubio», nor «el abogado de Rubio»."""
        found = _NAMED.fullmatch(who)
        if found is None:
            return False
        name, role = found["name"], found["role"]
        if role:
            is_named_so = is_title(role) or (is_body(role) and _words(name) == self.name)
            return is_named_so and self._is(name, titled=is_title(role))
        # «El Madrid» is not Madrid, nor the other way round.
        is_called_so = bool(found["the"]) == self.the or name.isupper() or (self.the and len(self.name) > 1)
        return is_called_so and self._is(name)

    def _is(self, name: str, *, titled: bool = False) -> bool:
        """Whether a name is this speaker's, whole or in part, and no other's in the article."""
        said = _words(name)
        if said == self.name:
            return True
        return self._is_longer(said, titled=titled) or self._is_surname(said)

    def _is_longer(self, said: Words, *, titled: bool) -> bool:
        """«Pedro Sánchez Castejón» for «Pedro Sánchez»; «Marco Rubio» for «Rubio», after an office.

        Without one «Vodafone España» would be Spain.
        """
        asked = self.name
        if said[0] in _NOBODY or len(said) <= len(asked):
            return False
        if len(asked) > 1 and said[: len(asked)] == asked:
            return not {*said[len(asked) :]} & (_YOUNGER | _LINKS)
        return (
            titled and not self.the and said[-len(asked) :] == asked and said[-len(asked) - 1] not in _LINKS
        )

    def _is_surname(self, said: Words) -> bool:
        """«Rubio» for «Marco Rubio», where the article has nobody else who is called so."""
        asked = self.name
        if self.the or asked[0] in _NOBODY or len(said) >= len(asked) or asked[-len(said) :] != said:
            return False
        alike = [other for other in self.others if is_within(said, other)]
        is_of_place = asked[-len(said) - 1] in _LINKS
        is_one = all(is_within(each, asked) or is_within(asked, each) for each in alike)
        return is_one and bool(self.called) and not is_of_place


def are_one(names: Iterable[Words]) -> bool:
    """Whether names are of one: each is part of another."""
    return all(is_within(other, one) or is_within(one, other) for one in names for other in names)


def _words(name: str) -> Words:
    return tuple(fold(name).split())


def _without_opener(found: Words) -> Words:
    return found[1:] if len(found) > 1 and found[0] in OPENERS - _LINKS else found
