"""«¿Qué dijo X?» -> what sentences report that X said: the quotation before «dijo X», or all from the verb.

Whoever speaks stands as subject right beside a verb of saying: «Rubio afirmó que…», «"…", dijo el canciller
Rubio», «Según Rubio, …». Only shapes that can hardly be read otherwise are taken, and none with another voice
in it; the rest is left to the reader. The verb is told with what it says, for it may deny it: «rechazó que…».
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS
from assistant.mentions.saying import (
    SAID_BY_MANY,
    SAID_BY_ONE,
    SAYS_SO,
    TELLS_OF_A_THING,
    TELLS_OF_A_WILL,
    WILLED,
)
from assistant.mentions.spellings import OPENERS
from assistant.reading.office_of import is_body, is_office, is_title
from assistant.reading.plainly import plain
from assistant.reading.quoted import begins_at, is_plain_prose
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.library import Library, OpenArticle
    from assistant.reading.candidate import Candidate
    from assistant.windows import Window

Bounds = tuple[int, int]
Words = tuple[str, ...]

_LINKS = frozenset({"de", "del", "la", "las", "los", "von", "van"})
_PART = rf"(?:[{CAPITALS}]\.|[{CAPITALS}][\w'’-]*)"
_NAME = rf"{_PART}(?: (?:(?:{'|'.join(sorted(_LINKS))}) )*{_PART})*"
_NAMES = re.compile(_NAME)
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
    rf"(?P<name>{_NAME}){_ON}\W*"
)
_ASKED_IN_SMALL = re.compile(
    rf"\W*(?:(?:y|pero) )?qu[eé] {_DID} (?:(?P<the>el|la|los|las) )?(?P<role>)"
    rf"(?P<name>\w+(?: \w+){{0,4}}?){_ON}\W*"
)
_ASKED_IN_ENGLISH = re.compile(
    rf"\W*(?:[Aa]nd )?[Ww]hat (?:did|has|does) (?:(?P<the>the) )?(?P<role>)(?P<name>{_NAME}) (?:say|said)"
    r"(?P<on>)\W*"
)

_VERB = re.compile(rf"(?<!\w)(?:(?P<one>{SAID_BY_ONE})|(?P<many>{SAID_BY_MANY}))(?!\w)")
_SAYS_SO = re.compile(SAYS_SO)
_DAY = r"lunes|martes|miércoles|jueves|viernes|sábado|domingo"
_WHEN = (
    r"(?:ayer|hoy|anoche|además|también|asimismo|luego|después|entonces"
    rf"|(?:el|este) (?:pasado )?(?:{_DAY})|esta (?:mañana|tarde|noche|semana))"
)
# Where and to whom a thing is said, in words that go with nothing else.
_WHERE = (
    r"(?:[Ee]n (?:(?:una )?rueda de prensa|(?:un|ese|este|el|su) (?:comunicado|mensaje|discurso|acto|pleno)"
    r"|una entrevista|una conferencia|su (?:intervención|comparecencia)|la red social X|X|Twitter)"
    r"|a los (?:periodistas|medios|reporteros|diputados|concejales)|a periodistas|a la prensa|a (?:Efe|EFE)"
    r"|a esta agencia|a este (?:diario|periódico)|ante (?:los medios|la prensa|el pleno|los periodistas)"
    r"|durante (?:el|un) (?:acto|pleno|debate)|tras el (?:acto|pleno|partido))"
)
_BESIDE = rf"(?: (?:{_WHEN}|{_WHERE})){{0,3}}"
_THAT = re.compile(rf"{_BESIDE}(?:,? que\b| en que\b|: ?[«“\"])")
_THING = re.compile(rf"{TELLS_OF_A_THING}{_BESIDE} (?:el|la|los|las|una?|su|sus) (?!{_DAY})")
_WILL = re.compile(rf"{TELLS_OF_A_WILL}{_BESIDE} (?:el|la|los|las|una?|su|sus) (?:{WILLED})\b")
_OPENING = re.compile(
    rf"(?:(?:Ayer|Hoy|Anoche|Además|Asimismo|También|Finalmente|Posteriormente|Después|Luego|Por su parte"
    rf"|Por último|Por otra parte|En (?:ese|este) sentido|{_WHERE}|El (?:{_DAY})"
    r"|En declaraciones a [^,]{2,40}|(?:Durante|Tras|Al término de) [^,.;:«»“”\"]{3,60}"
    r"|Como parte de los acuerdos), |(?:Además|También|Ayer|Hoy) )?"
)
# Another voice: «…, aseguró el fiscal», «…, pero el alcalde dice…», «según», «al parecer», «y Mora que no».
_OTHER_VOICE = re.compile(
    rf"[,;–—-] ?{SAID_BY_ONE}(?!\w)"
    rf"|(?:[,;]|\by|\be|\bpero|\bmientras(?: que)?|\baunque|\ba lo que),? (?:el|la|los|las|su|{_PART})\b"
    rf"[^,;]{{0,60}}?(?<!que)(?<!\by)(?<!\bpero) {SAID_BY_ONE}(?!\w)"
    rf"|,? (?:que|quien|quienes) (?:\w+ ){{0,2}}?{SAID_BY_ONE}(?:\W*:| que\b)"
    rf"|(?:[,;]|\by) {_NAME},? que (?:no|sí)\b|;"
    r"|\b[Ss]eg[uú]n\b|\b(?:de acuerdo con|a juicio de|a decir de|en palabras de|en opinión de|al parecer)\b"
    r"|\b(?:supuesta|presunta|respectiva)mente\b"
)
_IN_MARKS = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_ASIDE = re.compile(r"de \d+ años|(?:que|quien) (?!no\b)[^,«»“”\"]+|del? [^,«»“”\"a-záéíóúñ]\w*")
_AND = re.compile(r" [ye] ")
_QUOTED = re.compile(r"\W*(?:«(?P<a>[^«»]+)»|“(?P<b>[^“”]+)”|\"(?P<c>[^\"]+)\"),?\s")
_WHO = rf"(?P<who>(?:(?:el|la) [^{CAPITALS},.;:«»“”\"]+ |el |la )?{_NAME})"
_NAMED_AFTER = re.compile(rf" (?:{_WHEN} )?{_WHO}(?! (?:hijo|padre|[Jj]unior)\b)")
_OFFICE_AND_NAME = re.compile(
    rf" (?:{_WHEN} )?(?:el|la) (?P<role>[^,;:«»“”\"]+), (?P<name>{_NAME})(?=[,.]|$)"
)
# What may stand after who said it and takes nothing back.
_NO_MORE = re.compile(rf"{_BESIDE}(?:, (?P<office>[^,;:«»“”\"]+))?\W*")
_FEWEST_WORDS = 3
_ACCORDING = re.compile(
    rf"Según (?:(?:dijo|informó|explicó|señaló|afirmó|declaró|indicó) )?{_WHO}, (?![^,]{{0,60}},)"
)
_ACCORDING_AT_END = re.compile(rf"(?P<words>[^,;:«»“”\"]+), según {_WHO}\W*")
_AND_BEFORE = re.compile(r"\b[ye]\b")
_YOUNGER = frozenset({"jr", "jr.", "junior", "ii", "iii", "hijo"})
_ENDS = " \t\n.,;"
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words are asked for: a name, in folded words; on what, in stems; and who else is called so.

    ``the`` says whether it is asked of with an article, «la SRE»; ``others`` are the names in an article.
    """

    name: Words
    the: bool = False
    on: frozenset[str] = frozenset()
    others: frozenset[Words] = frozenset()

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
        return replace(
            self, others=frozenset(_without_opener(_words(each[0])) for each in _NAMES.finditer(text))
        )

    @property
    def called(self) -> frozenset[Words]:
        """The longer names that an article has for it: one, or there are two who may be meant."""
        return frozenset(
            other for other in self.others if _holds(other, self.name) and other[0] not in _NOBODY
        )

    def said_in(self, sentence: str) -> Bounds | None:
        """Bounds of what a sentence reports that this speaker said; None if it reports no words of theirs.

        A quotation that it begins with may be of several sentences.
        """
        said = self._quoted(sentence) or self._spoken(sentence) or self._according(sentence)
        if said is None or "?" in sentence[: said[0]] or not _are_one(self.called):
            return None
        quoted = _QUOTED.match(sentence)
        about = quoted[0] if quoted and said[0] < quoted.end() else sentence[slice(*said)]
        return said if self.on <= {*words(about)} else None

    def _quoted(self, sentence: str) -> Bounds | None:
        """«"El progreso es inaceptable", dijo Rubio»; with all that may take something of it back."""
        quoted = _QUOTED.match(sentence)
        verb = _VERB.match(sentence, quoted.end()) if quoted else None
        if quoted is None or verb is None or not verb["one"] or not _SAYS_SO.fullmatch(verb[0]):
            return None
        end = self._named_after(sentence, verb.end())
        if end is None or _has_other_voice(sentence[end:]) or _VERB.search(_IN_MARKS.sub("", sentence[end:])):
            return None
        words_said = next(group for group, text in quoted.groupdict().items() if text)
        more = _NO_MORE.fullmatch(sentence, end)
        is_whole = more and (more["office"] is None or is_office(more["office"]))
        if is_whole and len(quoted[words_said].split()) >= _FEWEST_WORDS:
            return quoted.span(words_said)
        return 0, len(sentence.rstrip(_ENDS))

    def _spoken(self, sentence: str) -> Bounds | None:
        """«Rubio afirmó que…», «Tras la cita, dijo Rubio que…»."""
        opening = _OPENING.match(sentence)
        first = opening.end() if opening else 0
        for verb in _VERB.finditer(sentence):
            subject = sentence[first : verb.start()].rstrip()
            after = verb.end()
            if not subject and verb["one"]:
                after = self._named_after(sentence, after) or len(sentence)
            elif not self._is_subject(subject, several=bool(verb["many"])):
                continue
            told = _THAT.match(sentence, after) or (
                subject and (_THING.match(sentence, verb.start()) or _WILL.match(sentence, verb.start()))
            )
            is_alone = not _has_other_voice(sentence[after:])
            return (verb.start(), len(sentence.rstrip(_ENDS))) if told and is_alone else None
        return None

    def _according(self, sentence: str) -> Bounds | None:
        """«Según Rubio, el progreso…», «El progreso…, según Rubio»."""
        found = _ACCORDING.match(sentence)
        if found and self._is_named(found["who"]) and not _has_other_voice(sentence[found.end() :]):
            return found.end(), len(sentence.rstrip(_ENDS))
        found = _ACCORDING_AT_END.fullmatch(sentence)
        if found is None or _VERB.search(found["words"]) or _AND_BEFORE.search(found["words"]):
            return None
        return found.span("words") if self._is_named(found["who"]) else None

    def _named_after(self, sentence: str, start: int) -> int | None:
        """Where what follows a verb as its subject ends, if it is this speaker: «el canciller, Rubio,»."""
        if (named := _NAMED_AFTER.match(sentence, start)) and self._is_named(named["who"]):
            return named.end()
        apart = _OFFICE_AND_NAME.match(sentence, start)
        return (
            apart.end()
            if apart and is_office(apart["role"]) and self._is(apart["name"], titled=True)
            else None
        )

    def _is_subject(self, who: str, *, several: bool) -> bool:
        """Whether the words before a verb are this speaker's name, maybe with an aside or its office."""
        if several:
            names = _AND.split(who)
            return all(_NAMES.fullmatch(one) for one in names) and sum(map(self._is, names)) == 1
        head, comma, aside = who.partition(", ")
        if not comma:
            return self._is_named(who)
        if not aside.endswith(",") or "," in aside[:-1] or _VERB.search(aside):
            return False
        role = re.fullmatch(r"(?:[Ee]l|[Ll]a) (.+)", head)
        if not self._is_named(head):
            return role is not None and is_office(role[1]) and self._is(aside[:-1], titled=True)
        # «Ana Gil, su abogado, dijo»: it may be the abogado who did.
        office = re.sub(r"^(?:el|la|una?) ", "", aside[:-1])
        return bool(_ASIDE.fullmatch(aside[:-1])) or is_office(office)

    def _is_named(self, who: str) -> bool:
        """«Rubio», «la SRE», «el canciller Rubio»; not «la fundación Rubio», nor «el abogado de Rubio»."""
        found = re.fullmatch(
            rf"(?:(?P<the>[Ee]l|[Ll]as?|[Ll]os)(?: (?P<role>[^{CAPITALS}]+))? )?(?P<name>{_NAME})", who
        )
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
        alike = [other for other in self.others if _holds(other, said)]
        is_of_place = asked[-len(said) - 1] in _LINKS
        is_one = all(_holds(asked, each) or _holds(each, asked) for each in alike)
        return is_one and bool(self.called) and not is_of_place


def reported(library: Library, windows: Sequence[Window], question: str) -> list[Candidate]:
    """A candidate for each sentence that reports what was said by whose words are asked for."""
    speaker = Speaker.asked(question)
    if speaker is None:
        return []
    found: list[Candidate] = []
    called: set[Words] = set()
    for window in windows:
        opened = library.open(window.article)
        article = opened.article
        if not unicodedata.is_normalized("NFC", article.body):
            continue
        known = speaker.within(f"{article.title}\n{article.body}")
        called |= known.called
        for start, end in opened.sentences:
            if window.start <= start and end <= window.end:
                found += _told(known, window, opened, (start, end))
    return found if _are_one(called) else []


def _told(speaker: Speaker, window: Window, opened: OpenArticle, sentence: Bounds) -> list[Candidate]:
    """What a sentence tells, with the whole of a quotation that ends in it."""
    body = opened.article.body
    first = begins_at(body, sentence, opened.sentences)
    if first is None or not window.start <= first or sentence[1] - first > _LONGEST:
        return []
    words_said = speaker.said_in(body[first : sentence[1]]) if is_plain_prose(body, first) else None
    if words_said is None:
        return []
    span = first + words_said[0], first + words_said[1]
    return [replace(plain(window, span, (first, sentence[1])), adds=True)]


def _has_other_voice(text: str) -> bool:
    """Whether somebody else speaks in it, or it is doubted, outside its quotations."""
    return _OTHER_VOICE.search(_IN_MARKS.sub("«»", text)) is not None


def _are_one(names: Iterable[Words]) -> bool:
    """Whether names are of one: each is part of another."""
    return all(_holds(one, other) or _holds(other, one) for one in names for other in names)


def _words(name: str) -> Words:
    return tuple(fold(name).split())


def _holds(whole: Words, part: Words) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _without_opener(found: Words) -> Words:
    return found[1:] if len(found) > 1 and found[0] in OPENERS - _LINKS else found
