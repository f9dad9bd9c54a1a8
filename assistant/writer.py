"""A question and the windows that answer it -> proved statements, one by one as a model writes them.

The conversation is not shown to the model: a follow-up comes here already written out
as a question of its own, so that nothing said before, nor its numbers, can leak in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from assistant.answer import Citation, Dropped, Statement
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.prompts import fill
from assistant.tongue import NAMES, tongue_of
from assistant.verify import Rejected, Verifier
from index.lexical import fold
from index.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from assistant.compose import Composer
    from assistant.draft import Sentence
    from assistant.evidence import Said
    from assistant.library import Library
    from assistant.prompts import Prompt
    from assistant.question import Question
    from assistant.rivals import Reader
    from assistant.verify import Meaning
    from assistant.windows import Window

_ANSWER_TOKENS = 500
_RULES_TOKENS = 600
# Other vocabularies need more tokens for Spanish than the one that counts here.
_TOKENS_OF_A_SMALL_MODEL = 1.6
_NOT_THERE = re.compile(r"\W*(?:no consta|not in the archive|nao consta)\b")
_CITED_IN_TEXT = re.compile(r"\[(\s*\d[\d\s,]*)\]")


class Model(Protocol):
    """What writing needs of a language model."""

    @property
    def context_tokens(self) -> int:
        """How much it reads and writes at once."""

    def stream(self, prompt: Prompt, *, max_tokens: int) -> Generator[str]:
        """What it writes, as it writes it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is proved so far; citations are numbered in order of first use, and keep their numbers."""

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    dropped: tuple[Dropped, ...] = ()


@dataclass(slots=True)
class _Page:
    """The answer as it grows."""

    composer: Composer
    written: Written = field(default_factory=Written)

    def add(self, sentence: Sentence, proofs: Sequence[Said]) -> None:
        numbers = tuple(dict.fromkeys(self._number(proof) for proof in proofs))
        statement = Statement(sentence.text, numbers, quoted=False)
        self.written = Written(
            (*self.written.statements, statement), self.written.citations, self.written.dropped
        )

    def drop(self, sentence: Sentence, fault: Rejected) -> None:
        dropped = Dropped(sentence.text, fault.reason, fault.detail)
        self.written = Written(
            self.written.statements, self.written.citations, (*self.written.dropped, dropped)
        )

    def _number(self, proof: Said) -> int:
        """The number of the citation of a sentence, a new one if it was not cited yet."""
        path = proof.passage.article
        for citation in self.written.citations:
            if (citation.article, citation.start, citation.end) == (path, proof.start, proof.end):
                return citation.number
        number = len(self.written.citations) + 1
        citation = self.composer.cite(number, path, (proof.start, proof.end))
        self.written = Written(
            self.written.statements, (*self.written.citations, citation), self.written.dropped
        )
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

    def write(self, question: Question, windows: Sequence[Window]) -> Iterator[Written]:
        """What is proved, each time there is more, and first when the model has begun, with nothing yet.

        Nothing is ever in it if the model says that the passages do not answer.

        Raises:
            ModelFailed: the model failed; what was given before stands.
        """
        evidence = self._evidence(windows)
        tongue = tongue_of(question.text) or question.language
        prompt = fill(
            "resumir" if question.kind == "summary" else "responder",
            lengua=NAMES[tongue],
            pasajes="\n\n".join(map(_as_data, evidence)),
            pregunta=_harmless(question.text),
        )
        verifier = Verifier(evidence, self._meaning, reader=self._reader, tongue=tongue)
        page = _Page(self._composer)
        for sentence in self._sentences(prompt):
            if sentence is None:
                yield page.written
                continue
            if _NOT_THERE.match(fold(sentence.text)):
                continue
            verdict = verifier.verify(sentence.text, sentence.cited)
            if isinstance(verdict, Rejected):
                page.drop(sentence, verdict)
            else:
                page.add(sentence, verdict.proofs)
            yield page.written

    def _sentences(self, prompt: Prompt) -> Iterator[Sentence | None]:
        """None when the model begins, then the sentences of its answer, each when it has ended."""
        draft = Draft()
        pieces = self.model.stream(prompt, max_tokens=_ANSWER_TOKENS)
        try:
            for number, piece in enumerate(pieces):
                if number == 0:
                    yield None
                yield from draft.add(piece)
                if draft.is_over:
                    break
        finally:
            pieces.close()
        yield from draft.finish()

    def _evidence(self, windows: Sequence[Window]) -> list[Evidence]:
        """Whole windows, best first, as many as the model can read; the first in any case."""
        room = (self.model.context_tokens - _ANSWER_TOKENS - _RULES_TOKENS) / _TOKENS_OF_A_SMALL_MODEL
        evidence: list[Evidence] = []
        for window in windows:
            passage = self._passage(len(evidence) + 1, window)
            room -= count_tokens(_as_data(passage))
            if evidence and room < 0:
                break
            evidence.append(passage)
        return evidence

    def _passage(self, number: int, window: Window) -> Evidence:
        opened = self._library.open(window.article)
        article = opened.article
        return Evidence(
            number,
            window.article,
            window.start,
            window.text,
            tuple(opened.sentences_within(window.start, window.end)),
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
