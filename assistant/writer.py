"""A question and the windows that answer it -> proved statements, one by one as a model writes them.

The conversation is not shown to the model: a follow-up comes here already written out
as a question of its own, so that nothing said before, nor its numbers, can leak in.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from assistant.answer import Citation, Dropped, Statement
from assistant.model.draft import Draft
from assistant.model.prompts import fill, room
from assistant.proving.evidence import Evidence
from assistant.proving.faults import Rejected
from assistant.tongue import NAMES, tongue_of
from assistant.verify import Verifier
from index.lexical import fold
from index.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from assistant.compose import Composer
    from assistant.library import Library
    from assistant.model.draft import Sentence
    from assistant.model.prompts import Prompt
    from assistant.proving.evidence import Said
    from assistant.proving.proofs import Meaning
    from assistant.proving.rivals import Reader
    from assistant.question import Question
    from assistant.windows import Window

_ANSWER_TOKENS = 500
# Of a small window, not more than this share is left for the answer.
_ANSWER_SHARE = 0.25
_SURELY_FEWER = 2
# Of a report, «no consta denuncia alguna» is as good as any other sentence.
_NOT_THERE = re.compile(
    r"\W*(?:(?:eso |esto |el dato )?(?:no|nao) consta(?:n|m)?|(?:that is |it is )?not in the archive)"
    r"(?:\W*$| (?:en|nos?|nas?|in) (?:(?:el|los|la|las|the|o|os|as|este|estos) )?"
    r"(?:archivo|pasajes?|articulos?|noticias?|textos?|archive|passages?|articles?|arquivo|passagens?|trechos?)\b)"
)
_CITED_IN_TEXT = re.compile(r"\[(\s*\d[\d\s,]*)\]")


class Model(Protocol):
    """What writing needs of a language model."""

    @property
    def context_tokens(self) -> int:
        """How much it reads and writes at once."""

    def stream(self, prompt: Prompt, *, max_tokens: int) -> Generator[str]:
        """What it writes, as it writes it, and ``""`` while it is silent."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is proved so far; citations are numbered in order of first use, and keep their numbers.

    ``has_begun`` is true from the model's first word on, ``finds_nothing`` once it has said
    that the passages do not answer.
    """

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    has_begun: bool = False
    finds_nothing: bool = False


@dataclass(slots=True)
class _Page:
    """The answer as it grows."""

    composer: Composer
    written: Written = field(default_factory=Written)

    def begin(self) -> None:
        self.written = replace(self.written, has_begun=True)

    def find_nothing(self) -> None:
        self.written = replace(self.written, finds_nothing=True)

    def add(self, sentence: Sentence, proofs: Sequence[Said]) -> None:
        numbers = tuple(dict.fromkeys(self._number(proof) for proof in proofs))
        statement = Statement(sentence.text, numbers, quoted=False)
        self.written = replace(self.written, statements=(*self.written.statements, statement))

    def drop(self, sentence: Sentence, fault: Rejected) -> None:
        dropped = Dropped(sentence.text, fault.reason, fault.detail)
        self.written = replace(self.written, dropped=(*self.written.dropped, dropped))

    def _number(self, proof: Said) -> int:
        """The number of the citation of a sentence, a new one if it was not cited yet."""
        path = proof.passage.article
        for citation in self.written.citations:
            if (citation.article, citation.start, citation.end) == (path, proof.start, proof.end):
                return citation.number
        number = len(self.written.citations) + 1
        citation = self.composer.cite(number, path, (proof.start, proof.end))
        self.written = replace(self.written, citations=(*self.written.citations, citation))
        return number


class Writer:
    """Writes answers with a model and shows of them what is proved."""

    def __init__(
        self,
        model: Model,
        library: Library,
        composer: Composer,
        meaning: Meaning | None,
        reader: Reader | None = None,
    ) -> None:
        self.model = model
        self._library = library
        self._composer = composer
        self._meaning = meaning
        self._reader = reader

    def write(self, question: Question, windows: Sequence[Window]) -> Generator[Written]:
        """What is proved, each time there is more, and while the model is silent.

        What is left of a sentence where the model was cut short is neither shown nor counted.
        That the passages do not answer is no statement: it is told by ``finds_nothing``.

        Raises:
            ModelFailed: the model failed; what was given before stands.
        """
        tongue = tongue_of(question.text) or question.language
        blanks = {"lengua": NAMES[tongue], "pregunta": _harmless(question.text)}
        job = "resumir" if question.kind == "summary" else "responder"
        context_tokens = self.model.context_tokens
        max_tokens = min(_ANSWER_TOKENS, int(context_tokens * _ANSWER_SHARE))
        bare = fill(job, pasajes="", **blanks)
        evidence = self._evidence(windows, room(bare, context_tokens=context_tokens, max_tokens=max_tokens))
        prompt = fill(job, pasajes="\n\n".join(map(_as_data, evidence)), **blanks)
        verifier = Verifier(evidence, self._meaning, reader=self._reader, tongue=tongue)
        page = _Page(self._composer)
        with closing(self._sentences(prompt, max_tokens, page)) as sentences:
            for sentence in sentences:
                if sentence is not None and _NOT_THERE.match(fold(sentence.text)):
                    page.find_nothing()
                elif sentence is not None and not sentence.cut:
                    verdict = verifier.verify(sentence.text, sentence.cited)
                    if isinstance(verdict, Rejected):
                        page.drop(sentence, verdict)
                    else:
                        page.add(sentence, verdict.proofs)
                yield page.written

    def _sentences(self, prompt: Prompt, max_tokens: int, page: _Page) -> Generator[Sentence | None]:
        """The sentences of the model's answer, each when it has ended; None when it begins or is silent."""
        draft = Draft()
        with closing(self.model.stream(prompt, max_tokens=max_tokens)) as pieces:
            for piece in pieces:
                if piece and not page.written.has_begun:
                    page.begin()
                    yield None
                elif not piece:
                    yield None
                yield from draft.add(piece)
                if draft.is_over:
                    break
        # Nobody says why a model ended: near its most tokens, as they are counted here, it may have been cut.
        is_whole = count_tokens(draft.written) * _SURELY_FEWER < max_tokens
        yield from draft.finish(is_whole=is_whole)

    def _evidence(self, windows: Sequence[Window], room: int) -> list[Evidence]:
        """Windows, best first, as many as there is room for; the first in any case.

        Of one for which there is none, its best passage is taken, whole, if that fits.
        """
        evidence: list[Evidence] = []
        for window in windows:
            number = len(evidence) + 1
            sizes = [(window.start, window.end), (window.passage.start, window.passage.end)]
            passages = [self._passage(number, window.article, bounds) for bounds in sizes]
            fitting = [passage for passage in passages if count_tokens(_as_data(passage)) <= room]
            if not fitting and evidence:
                break
            chosen = fitting[0] if fitting else passages[-1]
            evidence.append(chosen)
            room -= count_tokens(_as_data(chosen))
        return evidence

    def _passage(self, number: int, path: str, bounds: tuple[int, int]) -> Evidence:
        opened = self._library.open(path)
        article = opened.article
        return Evidence(
            number,
            path,
            bounds[0],
            article.body[slice(*bounds)],
            tuple(opened.sentences_within(*bounds)),
            about=" · ".join(filter(None, [article.title, article.place, article.outlet])),
            published=article.published,
        )


def _as_data(passage: Evidence) -> str:
    """The passage between marks that its own text cannot forge."""
    day = f' fecha="{passage.published.isoformat()}"' if passage.published else ""
    title = _harmless(passage.about).replace('"', "'")
    return (
        f'<pasaje n="{passage.number}"{day} titular="{title}">\n{_harmless(passage.text).strip()}\n</pasaje>'
    )


def _harmless(text: str) -> str:
    """Text without marks that could end a passage or pass for a citation."""
    return _CITED_IN_TEXT.sub(r"(\1)", text.replace("<", "‹").replace(">", "›"))
