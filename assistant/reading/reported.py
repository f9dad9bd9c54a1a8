"""«¿Qué dijo X?» -> what sentences report that X said: the quotation before «dijo X», or all from the verb.

Whoever speaks stands as subject right beside a verb of saying: «Rubio afirmó que…», «"…", dijo el canciller
Rubio», «Según Rubio, …». Only shapes that can hardly be read otherwise are taken, and none with another voice
in it; the rest is left to the reader. The verb is told with what it says, for it may deny it: «rechazó que…».
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.mentions.saying import SAID_BY_ONE, SAYS_SO, TELLS_OF_A_THING, TELLS_OF_A_WILL, WILLED
from assistant.reading.office_of import is_office
from assistant.reading.plainly import plain
from assistant.reading.quoted import begins_at, is_plain_prose
from assistant.reading.whose_words import DAY, NAME, PART, VERB, WHEN, WHO, Speaker, are_one
from index.lexical import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.library import Library, OpenArticle
    from assistant.reading.candidate import Candidate
    from assistant.reading.whose_words import Words
    from assistant.windows import Window

Bounds = tuple[int, int]

_SAYS_SO = re.compile(SAYS_SO)
# Where and to whom a thing is said, in words that go with nothing else.
_WHERE = (
    r"(?:[Ee]n (?:(?:una )?rueda de prensa|(?:un|ese|este|el|su) (?:comunicado|mensaje|discurso|acto|pleno)"
    r"|una entrevista|una conferencia|su (?:intervención|comparecencia)|la red social X|X|Twitter)"
    r"|a los (?:periodistas|medios|reporteros|diputados|concejales)|a periodistas|a la prensa|a (?:Efe|EFE)"
    r"|a esta agencia|a este (?:diario|periódico)|ante (?:los medios|la prensa|el pleno|los periodistas)"
    r"|durante (?:el|un) (?:acto|pleno|debate)|tras el (?:acto|pleno|partido))"
)
_BESIDE = rf"(?: (?:{WHEN}|{_WHERE})){{0,3}}"
_THAT = re.compile(rf"{_BESIDE}(?:,? que\b| en que\b|: ?[«“\"])")
_THING = re.compile(rf"{TELLS_OF_A_THING}{_BESIDE} (?:el|la|los|las|una?|su|sus) (?!{DAY})")
_WILL = re.compile(rf"{TELLS_OF_A_WILL}{_BESIDE} (?:el|la|los|las|una?|su|sus) (?:{WILLED})\b")
_OPENING = re.compile(
    rf"(?:(?:Ayer|Hoy|Anoche|Además|Asimismo|También|Finalmente|Posteriormente|Después|Luego|Por su parte"
    rf"|Por último|Por otra parte|En (?:ese|este) sentido|{_WHERE}|El (?:{DAY})"
    r"|En declaraciones a [^,]{2,40}|(?:Durante|Tras|Al término de) [^,.;:«»“”\"]{3,60}"
    r"|Como parte de los acuerdos), |(?:Además|También|Ayer|Hoy) )?"
)
# Another voice: «…, aseguró el fiscal», «…, pero el alcalde dice…», «según», «al parecer», «y Mora que no».
_OTHER_VOICE = re.compile(
    rf"[,;–—-] ?{SAID_BY_ONE}(?!\w)"
    rf"|(?:[,;]|\by|\be|\bpero|\bmientras(?: que)?|\baunque|\ba lo que),? (?:el|la|los|las|su|{PART})\b"
    rf"[^,;]{{0,60}}?(?<!que)(?<!\by)(?<!\bpero) {SAID_BY_ONE}(?!\w)"
    rf"|,? (?:que|quien|quienes) (?:\w+ ){{0,2}}?{SAID_BY_ONE}(?:\W*:| que\b)"
    rf"|(?:[,;]|\by) {NAME},? que (?:no|sí)\b|;"
    r"|\b[Ss]eg[uú]n\b|\b(?:de acuerdo con|a juicio de|a decir de|en palabras de|en opinión de|al parecer)\b"
    r"|\b(?:supuesta|presunta|respectiva)mente\b"
)
_IN_MARKS = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_QUOTED = re.compile(r"\W*(?:«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"),?\s")
# What may stand after who said it and takes nothing back.
_NO_MORE = re.compile(rf"{_BESIDE}(?:, (?P<office>[^,;:«»“”\"]+))?\W*")
# «"…", recordó Pacheco».
_SAID_BY = re.compile(rf"»,? (?:\w+ )?{SAID_BY_ONE} (?:{WHEN} )?{WHO}")
_FEWEST_WORDS = 3
_ACCORDING = re.compile(
    rf"Según (?:(?:dijo|informó|explicó|señaló|afirmó|declaró|indicó) )?{WHO}, (?![^,]{{0,60}},)"
)
_ACCORDING_AT_END = re.compile(rf"(?P<words>[^,;:«»“”\"]+), según {WHO}\W*")
_AND_BEFORE = re.compile(r"\b[ye]\b")
_ENDS = " \t\n.,;"
_LONGEST = 1500


def reported(library: Library, windows: Sequence[Window], question: str) -> list[Candidate]:
    """A candidate for each sentence that reports what was said by whose words are asked for."""
    speaker = Speaker.asked(question)
    if speaker is None:
        return []
    known = _known_in(library, speaker)
    found: list[Candidate] = []
    called: set[Words] = set()
    for window in windows:
        opened = library.open(window.article)
        article = opened.article
        if not unicodedata.is_normalized("NFC", article.body):
            continue
        speaker_here = known(window.article)
        called |= speaker_here.called
        for start, end in opened.sentences:
            if window.start <= start and end <= window.end:
                found += _told(speaker_here, window, opened, (start, end))
    return found if are_one(called) else []


def not_of_others(library: Library, found: list[Candidate], question: str) -> list[Candidate]:
    """Without the candidates that may be another's words, where somebody's are asked for.

    What is left names whose words they are, in its sentence or last before it, and no other who says it.
    """
    speaker = Speaker.asked(question)
    if speaker is None:
        return found
    known = _known_in(library, speaker)
    return [
        candidate
        for candidate in found
        if candidate.adds or _may_be_of(known(candidate.article), candidate, library)
    ]


def _known_in(library: Library, speaker: Speaker) -> Callable[[str], Speaker]:
    """Who the speaker is in an article, which is looked through once."""

    @cache
    def known(path: str) -> Speaker:
        article = library.open(path).article
        return speaker.within(f"{article.title}\n{article.body}")

    return known


def _may_be_of(speaker: Speaker, candidate: Candidate, library: Library) -> bool:
    """Whether its sentence, or what stands before that, names the speaker, and nobody else says it."""
    body = library.open(candidate.article).article.body
    sentence = body[slice(*candidate.sentence)]
    by = _SAID_BY.search(_IN_MARKS.sub("«»", sentence))
    if by is not None and not speaker.is_named(by["who"]):
        return False
    return speaker.is_in(sentence) or speaker.is_last_in(_IN_MARKS.sub("«»", body[: candidate.sentence[1]]))


def _told(speaker: Speaker, window: Window, opened: OpenArticle, sentence: Bounds) -> list[Candidate]:
    """What a sentence tells, with the whole of a quotation that ends in it."""
    body = opened.article.body
    first = begins_at(body, sentence, opened.sentences)
    if first is None or not window.start <= first or sentence[1] - first > _LONGEST:
        return []
    said = said_in(speaker, body[first : sentence[1]])
    if said is None or not is_plain_prose(body, first):
        return []
    span = first + said[0], first + said[1]
    return [replace(plain(window, span, (first, sentence[1])), adds=True)]


def said_in(speaker: Speaker, sentence: str) -> Bounds | None:
    """Bounds of what a sentence reports that this speaker said; None if it reports no words of theirs.

    A quotation that it begins with may be of several sentences.
    """
    said = _quoted(speaker, sentence) or _spoken(speaker, sentence) or _according(speaker, sentence)
    if said is None or "?" in sentence[: said[0]] or not are_one(speaker.called):
        return None
    quoted = _QUOTED.match(sentence)
    about = quoted[0] if quoted and said[0] < quoted.end() else sentence[slice(*said)]
    return said if speaker.on <= {*words(about)} else None


def _quoted(speaker: Speaker, sentence: str) -> Bounds | None:
    """«"El progreso es inaceptable", dijo Rubio»; with all that may take something of it back."""
    quoted = _QUOTED.match(sentence)
    verb = VERB.match(sentence, quoted.end()) if quoted else None
    if quoted is None or verb is None or not verb["one"] or not _SAYS_SO.fullmatch(verb[0]):
        return None
    end = speaker.named_after(sentence, verb.end())
    if end is None or _has_other_voice(sentence[end:]) or VERB.search(_IN_MARKS.sub("", sentence[end:])):
        return None
    said = quoted.span(quoted.lastindex or 0)
    more = _NO_MORE.fullmatch(sentence, end)
    is_whole = more and (more["office"] is None or is_office(more["office"]))
    if is_whole and len(sentence[slice(*said)].split()) >= _FEWEST_WORDS:
        return said
    return 0, len(sentence.rstrip(_ENDS))


def _spoken(speaker: Speaker, sentence: str) -> Bounds | None:
    """«Rubio afirmó que…», «Tras la cita, dijo Rubio que…»."""
    opening = _OPENING.match(sentence)
    first = opening.end() if opening else 0
    for verb in VERB.finditer(sentence):
        subject = sentence[first : verb.start()].rstrip()
        after = verb.end()
        if not subject and verb["one"]:
            after = speaker.named_after(sentence, after) or len(sentence)
        elif not speaker.is_subject(subject, several=bool(verb["many"])):
            continue
        told = _THAT.match(sentence, after) or (
            subject and (_THING.match(sentence, verb.start()) or _WILL.match(sentence, verb.start()))
        )
        if not told or _has_other_voice(sentence[after:]):
            return None
        return verb.start(), len(sentence.rstrip(_ENDS))
    return None


def _according(speaker: Speaker, sentence: str) -> Bounds | None:
    """«Según Rubio, el progreso…», «El progreso…, según Rubio»."""
    found = _ACCORDING.match(sentence)
    if found and speaker.is_named(found["who"]) and not _has_other_voice(sentence[found.end() :]):
        return found.end(), len(sentence.rstrip(_ENDS))
    found = _ACCORDING_AT_END.fullmatch(sentence)
    if found is None or VERB.search(found["words"]) or _AND_BEFORE.search(found["words"]):
        return None
    return found.span("words") if speaker.is_named(found["who"]) else None


def _has_other_voice(text: str) -> bool:
    """Whether somebody else speaks in it, or it is doubted, outside its quotations."""
    return _OTHER_VOICE.search(_IN_MARKS.sub("«»", text)) is not None
