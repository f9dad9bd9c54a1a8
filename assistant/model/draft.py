"""Text as a model streams it -> its sentences as they end, clean, each with the numbers it cites.

A sentence has ended when another begins, when a citation stands at its end, or when the
text ends: without one, a number may still follow its full stop. Markup, links, tool calls,
thoughts and control characters are taken out; what goes on for ever or repeats itself is stopped.

Thoughts that were opened in the prompt are told from an answer only by the mark that ends them: what stands
before it and has not been given out is dropped. A sentence of theirs that had ended before is out, and cannot
be taken back; like any other it is shown only if it is proved.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from index.sentences import sentence_spans

_MOST_CHARACTERS = 6000
_MOST_HIDDEN_CHARACTERS = 40_000
_LONGEST_SENTENCE = 1200
_LOOK_EVERY = 16
_LOOKS_ENDED = re.compile(r"[\]】]\s*[.!?][\"»”]?\s*\Z|[.!?][\"»”]?\s*[\[【][^\[\]【】]*[\]】]\s*\Z")
_CITED_TO_THE_END = re.compile(r"\x01\s*[.!?][\"»”]?\s*\Z")
_ENDED = re.compile(r"(?:[.!?…]|\x01)[\"»”’')\]\s]*\Z")
# «… frenar el flujo de», «El objetivo será»: no sentence ends so.
_HANGS = re.compile(
    r"(?:\b(?:el|la|los|las|un|una|unos|unas|lo|al|del|de|a|ante|con|contra|desde|en|entre|hacia|hasta|para|por|según"
    r"|sin|sobre|tras|y|e|o|u|ni|que|como|se|su|sus|es|son|será|serán|fue|fueron|era|eran|ha|han|había|habían"
    r"|the|an|of|to|in|on|at|by|with|and|or|is|are|was|were|will|o|os|as|um|uma|do|da|no|na)|[,;:\-–—(«“])\Z",
    re.IGNORECASE,
)
_MOST_SENTENCES = 12
_MOST_REPEATS = 3
_BLOCKS = re.compile(
    r"<(think|thinking|thought|reasoning|tool_call|tool_response|function_call|script|style)\b.*?(?:</\1\s*>|\Z)"
    r"|\[THINK\].*?(?:\[/THINK\]|\Z)|```.*?(?:```|\Z)"
    r"|<\|channel\|>\s*(?:analysis|commentary)\b.*?(?=<\|channel\|>\s*final\b|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# Where the thoughts were opened in the prompt, only their end is in what is written.
_END_OF_THOUGHT = re.compile(r"</(?:think|thinking|thought|reasoning)\s*>", re.IGNORECASE)
_SPECIAL = re.compile(
    r"<\|(?:channel|start)\|>\s*\w*|<\|[^|<>]{0,40}\|>|\[/?(?:INST|TOOL_CALLS|AVAILABLE_TOOLS)\]"
)
_TARGET = r"\((?:[^()]|\([^()]*\))*\)"
_IMAGE = re.compile(rf"!\[[^\]]*\]{_TARGET}")
_LINK = re.compile(rf"\[([^\]]*)\]{_TARGET}")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_OPEN_TAG = re.compile(r"<[/!]?[A-Za-z|][^<>]*\Z|!?\[[^\]]*\]\([^)]*\Z|!?\[[^\[\]]*\Z")
# A bare domain is one only in lower case: «EE.UU/UE» and «Renfe.es/horarios» are words.
_URL = re.compile(
    r"(?:(?:(?<![\w.+-])[a-z][a-z0-9+.-]{0,20}:)?//|\bwww\.|\b(?:javascript|data|mailto):)\S+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])(?-i:(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,})/[^\s\[\]]*",
    re.IGNORECASE,
)
_TOOL_JSON = re.compile(
    r"^\s*[\[{][^\n]*\"(?:name|arguments|tool|function|parameters)\"\s*:[^\n]*$", re.MULTILINE
)
_MARKUP = re.compile(
    r"^\s{0,3}(?:#{1,6}\s+|>\s+|\d{1,2}[.)]\s+)|\*\*|__|`|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)", re.MULTILINE
)
# «… de enero.¹», «… de enero[^1]»; «km²» and «30 metros²» are units.
_SQUARED = "|".join(
    rf"(?<=\b{unit})"
    for unit in "metro metros kilómetro kilómetros hectómetro hectómetros centímetro centímetros".split()  # noqa: SIM905
)
_FOOTNOTE = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[.!?»”]))(?!(?:{_SQUARED})[²³](?![⁰¹²³⁴-⁹]))"
    r"([⁰¹²³⁴-⁹]+)(?=[\s.,;:]|\Z)|\[\^(\d{1,4})\]"
)
_CITED = re.compile(
    r"[\[【]\s*(?:(?:pasajes?|fuentes?|passages?|sources?|n[.º°]*)\s*)?"
    r"(\d{1,4}(?:\s*(?:,|;|y|and|e)\s*\d{1,4})*)\s*[^\[\]【】]{0,12}[\]】]",
    re.IGNORECASE,
)
_STOP_THEN_CITED = re.compile(r"([.!?…]+[\"»”]?)((?:\s*\x00[\d,]+\x01)+)")
_MARK = re.compile(r"\s*\x00([\d,]+)\x01")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft, without marks, and the numbers it cites, in order, none twice.

    The last of a text is ``cut`` if neither a full stop nor a citation ends it, unless the model ended it
    there itself, and on a word that one may end on.
    """

    text: str
    cited: tuple[int, ...]
    cut: bool = False


class Draft:
    """The text of one answer as it comes in."""

    def __init__(self) -> None:
        self._raw = ""
        self._looked_at = 0
        self._told = 0
        self._thoughts_ended = 0
        self._seen: dict[str, int] = {}
        self.is_over = False

    def add(self, piece: str) -> list[Sentence]:
        """The sentences that are seen to end with this piece of text; none once ``is_over``."""
        if self.is_over:
            return []
        self._raw += "".join(mark for mark in piece if mark in "\n\t" or not _is_control(mark))
        is_soon = len(self._raw) - self._looked_at < _LOOK_EVERY
        if is_soon and not _LOOKS_ENDED.search(self._raw[-2 * _LOOK_EVERY :]):
            return []
        self._looked_at = len(self._raw)
        return self._tell(is_whole=False)

    @property
    def written(self) -> str:
        """All that came in."""
        return self._raw

    def finish(self, *, is_whole: bool = False) -> list[Sentence]:
        """The sentences still held back; one that the limits cut short is not told.

        ``is_whole`` says that the model ended here of itself.
        """
        if self.is_over:
            return []
        self.is_over = True
        held = self._tell(is_whole=True)
        if is_whole and held and held[-1].cut and not _HANGS.search(held[-1].text):
            held[-1] = replace(held[-1], cut=False)
        return held

    def _tell(self, *, is_whole: bool) -> list[Sentence]:
        shown = _OPEN_TAG.sub("", self._without_thoughts())
        text = _clean(shown)
        spans = sentence_spans(text)
        ended = spans if is_whole or _CITED_TO_THE_END.search(text) else spans[:-1]
        found = [_sentence(text[start:end]) for start, end in ended[self._told :]]
        if is_whole and found and not _ENDED.search(text):
            found[-1] = replace(found[-1], cut=True)
        self._told = max(self._told, len(ended))
        rest = len(text) - (ended[-1][1] if ended else 0)
        if (
            rest > _LONGEST_SENTENCE
            or len(shown) > _MOST_CHARACTERS
            or len(self._raw) > _MOST_HIDDEN_CHARACTERS
        ):
            self.is_over = True
        return [sentence for sentence in found if sentence.text and self._is_new(sentence)]

    def _without_thoughts(self) -> str:
        """What is written outside blocks, and after the last thoughts that were opened in the prompt."""
        written = _BLOCKS.sub("", self._raw)
        ends = [end.end() for end in _END_OF_THOUGHT.finditer(written)]
        if len(ends) != self._thoughts_ended:
            # What was told stood before, and of what stands after nothing was.
            self._thoughts_ended, self._told = len(ends), 0
        return written[ends[-1] :] if ends else written

    def _is_new(self, sentence: Sentence) -> bool:
        """Whether it was not said before; too many repeats, or sentences, end the draft."""
        key = " ".join(sentence.text.casefold().split())
        self._seen[key] = self._seen.get(key, 0) + 1
        if self._seen[key] >= _MOST_REPEATS or len(self._seen) > _MOST_SENTENCES:
            self.is_over = True
        return self._seen[key] == 1 and len(self._seen) <= _MOST_SENTENCES


def _clean(raw: str) -> str:
    """The words, with each citation before its full stop, its numbers between two control characters."""
    text = _TOOL_JSON.sub("", _SPECIAL.sub("", raw))
    text = _FOOTNOTE.sub(lambda mark: f"[{unicodedata.normalize('NFKC', mark[1] or mark[2])}]", text)
    text = _URL.sub("", _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text))))
    text = _CITED.sub(lambda match: "\x00" + ",".join(re.findall(r"\d+", match[1])) + "\x01", text)
    return _STOP_THEN_CITED.sub(r"\2\1", _MARKUP.sub("", text))


def _sentence(text: str) -> Sentence:
    numbers = [int(number) for match in _MARK.finditer(text) for number in match[1].split(",") if number]
    bare = re.sub(r"\(\s*\)|\[[\s\[\]]*\]", "", _MARK.sub("", text))
    bare = re.sub(r"\s+([.,;:])", r"\1", " ".join(bare.split()))
    return Sentence(bare.strip(" -*•|"), tuple(dict.fromkeys(numbers)))


def _is_control(character: str) -> bool:
    """Control, format and private characters, and the mark of bytes that were no UTF-8."""
    return character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn")
