"""A written sentence and those that prove it -> a name in it where they, when asked, name another.

Each name is turned into a question, «¿quién vendió a Banovic?», and the reader, which finds
the answers that are shown without a language model, is asked it of the proof. The name is
another's place only if the reader clearly gives another answer, one that the sentence does
not name: an article may call the same one otherwise, or answer with several.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.mentions.counts import SHARE, sort_of
from assistant.mentions.facts import facts_of
from assistant.mentions.names import canonical, may_be_verb
from assistant.mentions.numerals import TOKEN
from assistant.mentions.roles import PASSIVE, role_of
from assistant.mentions.spellings import POSTS
from assistant.proving.verbs import bears_it_there
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name
    from assistant.mentions.numerals import Number
    from assistant.proving.evidence import Said
    from assistant.spans import Reading, Span

# By how much, in logits, another answer must outdo the name, and no answer at all. The scale is that of the
# weights. With these, of 110 true sentences 3 are lost so, of 155 with something in another's place 46 are
# caught; with 8 and 3, 4 and 47.
_CLEARLY, _SURELY = 9.0, 3.5
# The same where the proof does not have the name at all: it may call the same one otherwise.
_SURELY_IF_UNNAMED = 5.0
# By how much a number that is read must outdo no answer.
_READS = 1.0
_LONGEST_ANSWER_WORDS = 6
_PERSON = rf"[{CAPITALS}][\w'’-]+(?: (?:(?:de|del|la) )*[{CAPITALS}][\w'’-]+)*"
_IS_WHO = re.compile(
    rf"(?:El|La) (?P<role>[{SMALL_LETTERS}]+(?: [{SMALL_LETTERS}]+){{0,4}}) (?:es|era|fue) {_PERSON}\.?"
)
_SPANS = 8
_ARTICLES = frozenset({"el", "la", "los", "las"})
_PLACES = frozenset({"en"})
# «Convocó al joven delantero Raúl»
_DONE_TO, _DONE_TO_REACH = frozenset({"a", "al"}), 4
# «Siglo XVIII» is nobody.
_ROMAN = re.compile(r"[IVXLC]+")
# «Según Romero»: who says it is seldom named where it is said; «desde la Guerra» asks for no one.
_UNASKED = frozenset({"segun", "desde", "hasta", "durante", "tras", "ante"})
_JOINING = frozenset("a al ante con contra de del en entre hacia hasta por sobre".split())  # noqa: SIM905
# «Los nuevos Airbus 321»: asked «quién 321», nobody can answer.
_MODEL = re.compile(r"\d{3,}")
_LEANING = frozenset("su sus él ella ellos ellas éste ésta éstos le les his her he she".split())  # noqa: SIM905


class Reader(Protocol):
    """Finds what answers a question in a text."""

    def read(self, question: str, windows: Sequence[str], *, max_spans: int = 5) -> list[Reading]:
        """One reading of each window, spans best first."""


def ousted_name(claim: Facts, proof: Sequence[Said], reader: Reader) -> Name | None:
    """The name in whose place the proof has another; None if there is none."""
    sentences = _with_what_precedes(proof)
    text = " ".join(sentences)
    there = facts_of(text)
    mentioned = frozenset(part for name in claim.names for part in name.folded)
    if all(name.folded & mentioned for name in there.names):
        return None
    if (plain := _plainly_another(claim, text)) is not None:
        return plain
    for name in claim.names:
        question = "" if _ROMAN.fullmatch(name.text) else _question(claim, name)
        if not question or _is_only_before(name, proof, there) or _is_in_its_place(claim, name, there):
            continue
        [reading] = reader.read(question, [text], max_spans=_SPANS)
        own, rival = None, None
        for span in reading.spans:
            answer = _inside(text, span)
            if answer.lexicon.has(name) or _is_called(name, _named(answer), there):
                own = own or span
            elif (
                _is_another(answer, mentioned)
                and _stands_alike(claim, name, there, answer)
                and not _is_told_of(name, sentences, span)
            ):
                rival = rival or span
        least = reading.no_answer_score + (_SURELY if own else _SURELY_IF_UNNAMED)
        if rival and rival.score > max(least, own.score + _CLEARLY if own else least):
            return name
    return None


def _plainly_another(claim: Facts, text: str) -> Name | None:
    """«El técnico local era X» of «el técnico local, Y, envió…»: the name X; None where nothing says so."""
    said = _IS_WHO.fullmatch(claim.text.strip())
    if said is None or len(claim.names) != 1:
        return None
    beside = re.search(rf"\b(?:[Ee]l|[Ll]a) {re.escape(said['role'])}, (?P<who>{_PERSON}),", text)
    is_other = beside is not None and not claim.names[0].folded & {*fold(beside["who"]).split()}
    return claim.names[0] if is_other else None


def reads_as_said(claim: Facts, number: Number, proof: Sequence[Said], reader: Reader) -> bool:
    """Whether the reader, asked «¿… cuánto …?» of the proof, answers with the number, and is sure of it."""
    text = " ".join(_with_what_precedes(proof))
    sort = sort_of(number, claim)
    [reading] = reader.read(_asked(claim, number.first, number.last, "cuánto"), [text], max_spans=1)
    return any(
        other.value == number.value and (sort_of(other, there) == sort or sort != SHARE)
        for span in reading.spans
        if span.score > reading.no_answer_score + _READS
        for there in (facts_of(text[span.start : span.end]),)
        for other in there.numbers
    )


def _with_what_precedes(proof: Sequence[Said]) -> list[str]:
    """The sentences of a proof, each after the one before it, which may say who «él» is; none twice."""
    wanted: dict[Said, None] = {}
    for said in sorted(proof, key=lambda said: (said.passage.number, said.start)):
        before = [other for other in said.passage.said if other.end <= said.start][-1:]
        wanted.update(dict.fromkeys([*before, said]))
    return [said.facts.text for said in wanted]


def _question(claim: Facts, name: Name) -> str:
    """The sentence with «quién» or «dónde» for a name; ``""`` where that would ask nothing."""
    first = name.first
    if first and fold(claim.tokens[first - 1]) in _ARTICLES:
        first -= 1
    before = fold(claim.tokens[first - 1]) if first else ""
    after = "".join(claim.tokens[name.last : name.last + 1])
    if before in _UNASKED or _MODEL.fullmatch(after):
        return ""
    asked = "quién"
    if before in _PLACES:
        first, asked = first - 1, "dónde"
    return _asked(claim, first, name.last, asked)


def _asked(claim: Facts, first: int, last: int, word: str) -> str:
    """The sentence as a question, with a word that asks in place of its tokens ``first`` to ``last``."""
    text = canonical(claim.text)
    bounds = [match.span() for match in TOKEN.finditer(text)]
    start, end = bounds[first][0], bounds[last - 1][1]
    return "¿" + f"{text[:start]}{word}{text[end:]}".strip().rstrip(".") + "?"


def _is_called(name: Name, parts: frozenset[str], text: Facts) -> bool:
    """Whether a text calls so who is named: «Emil» is Zatopek where it has «Emil Zatopek»."""
    longer = (other.folded for other in text.names if name.folded <= other.folded)
    return bool(name.folded & parts) or any(parts and parts <= whole for whole in longer)


def _is_in_its_place(claim: Facts, name: Name, there: Facts) -> bool:
    """Whether the same is done to it there, or it alone is there after the same words: «llegar a Primera»."""
    if bears_it_there(claim, name, [there]):
        return True
    word = _word_it_goes_with(claim, name)
    alike = [other for other in there.names if word and _word_it_goes_with(there, other) == word]
    return bool(alike) and all(name.folded & other.folded for other in alike)


def _word_it_goes_with(text: Facts, name: Name) -> str:
    """The stem of what a preposition joins a name to, no post: «filial» for «la filial de Hidro»; or ""."""
    place = name.first - 1
    while place >= 0 and fold(text.tokens[place]) in _ARTICLES:
        place -= 1
    if place < 1 or fold(text.tokens[place]) not in _JOINING:
        return ""
    word = text.tokens[place - 1]
    return "" if not word.islower() or POSTS.fullmatch(fold(word)) else text.stem_at[place - 1]


def _is_only_before(name: Name, proof: Sequence[Said], there: Facts) -> bool:
    """Whether the name stands in what precedes the proof only: «su» or «él» in the proof may be of it."""
    return there.lexicon.has(name) and not any(said.facts.lexicon.has(name) for said in proof)


def _is_told_of(name: Name, sentences: Sequence[str], span: Span) -> bool:
    """Whether the sentence of an answer begins with «su» or «él», and the one before it has the name."""
    end, before = 0, ""
    for sentence in sentences:
        end += len(sentence) + 1
        if span.start < end:
            opening = sentence.lower().split()[:1]
            return bool(opening) and opening[0] in _LEANING and facts_of(before).lexicon.has(name)
        before = sentence
    return False


def _stands_alike(claim: Facts, name: Name, there: Facts, answer: Facts) -> bool:
    """Whether an answer stands where the name does: «la frase de Bush» names no speaker."""
    parts = _named(answer)
    if role_of(claim, name) == "object" and _only_does(there, parts):
        return False
    roles = {role_of(there, other) for other in there.names if other.folded & parts}
    own = role_of(claim, name)
    if own == "subject":
        return bool(roles & {"subject", "agent"})
    return any((role == "part") == (own == "part") for role in roles)


def _only_does(text: Facts, parts: frozenset[str]) -> bool:
    """Whether somebody does something in a text, and nothing is done to him: «Jirasek aseguró»."""
    names = [name for name in text.names if name.folded & parts]
    following = ["".join(text.tokens[name.last : name.last + 1]).lower() for name in names]
    is_done_to = any(
        {fold(token) for token in text.tokens[max(0, name.first - _DONE_TO_REACH) : name.first]} & _DONE_TO
        for name in names
    )
    return not is_done_to and not {*following} & PASSIVE and any(map(may_be_verb, following))


def _inside(text: str, span: Span) -> Facts:
    # A word before it, so that its first is not taken for that of a sentence.
    return facts_of(f"de {text[span.start : span.end]}")


def _is_another(answer: Facts, mentioned: frozenset[str]) -> bool:
    """Whether an answer is somebody, in a few words, whom the claim does not name."""
    there = _named(answer)
    return (
        bool(there)
        and not there & mentioned
        and len(re.findall(r"\w+", answer.text)) <= _LONGEST_ANSWER_WORDS + 1
    )


def _named(text: Facts) -> frozenset[str]:
    return frozenset(part for name in text.names for part in name.folded)
