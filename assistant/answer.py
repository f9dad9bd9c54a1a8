"""The nouns of an answer: statements, the citations that prove them, or a refusal."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from index.markup import without_marks

if TYPE_CHECKING:
    from datetime import date

    from index.markup import Bounds

# What messages are in; the page speaks the first two.
Language = Literal["es", "en", "pt"]
# Why a model's sentence was not shown.
DropReason = Literal[
    "citation", "number", "date", "name", "quote", "negation", "meaning", "language", "too_short"
]


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact characters of one article: its body from ``start`` to ``end`` (exclusive) is ``quote``.

    ``number`` counts from 1 within one answer; ``digest`` is the SHA-256 of the
    article's file when it was indexed; ``paragraph`` and ``page`` (of a paginated file)
    count from 1. ``marks`` are stretches of the quote that a reader of the article would not see: Markdown's
    marks. ``copies`` are the other paths of the same story in the archive: files
    of the same content, and other versions of it. ``language`` is the article's, an ISO 639
    code, where it says one or it could be told.
    """

    number: int
    article: str
    digest: str
    title: str
    outlet: str | None
    place: str | None
    published: date | None
    paragraph: int
    start: int
    end: int
    quote: str
    author: str | None = None
    page: int | None = None
    copies: tuple[str, ...] = ()
    language: str | None = None
    marks: tuple[Bounds, ...] = ()

    @property
    def seen(self) -> str:
        """The quote as it is shown."""
        return without_marks(self.quote, self.marks)

    def to_json(self) -> dict[str, Any]:
        """All of it but the marks, as JSON has it."""
        told = asdict(self) | {"published": self.published.isoformat() if self.published else None}
        del told["marks"]
        return told


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of the citations that prove it.

    ``emphasis`` is the most telling span, as offsets in ``text``, and ``also`` are others that answer
    beside it, where several things are asked for. ``quoted`` is true when the text is an article's own
    words, of which ``marks`` are not shown. An ``alternative`` may be the answer instead of what stands
    before it, or as well.
    """

    text: str
    citations: tuple[int, ...]
    emphasis: Bounds | None = None
    quoted: bool = True
    alternative: bool = False
    also: tuple[Bounds, ...] = ()
    marks: tuple[Bounds, ...] = ()

    @classmethod
    def quoting(
        cls,
        citation: Citation,
        emphasis: Bounds | None = None,
        *,
        also: tuple[Bounds, ...] = (),
        alternative: bool = False,
    ) -> Statement:
        """A statement that is the words cited."""
        numbers = (citation.number,)
        return cls(
            citation.quote, numbers, emphasis, alternative=alternative, also=also, marks=citation.marks
        )

    @property
    def seen(self) -> str:
        """The text as it is shown."""
        return without_marks(self.text, self.marks)

    @property
    def emphasised(self) -> tuple[Bounds, ...]:
        """All spans that answer, in the order of the text."""
        return tuple(sorted((self.emphasis, *self.also))) if self.emphasis else ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing in the archive supports an answer. ``message`` is in the reader's language."""

    message: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that a model wrote and nothing proves; ``detail`` is the word at fault, or ``""``."""

    text: str
    reason: DropReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each step of one answer."""

    retrieve: float = 0.0
    read: float = 0.0
    write: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader is told.

    Either ``statements`` (each with citations) or a ``refusal``. ``short`` is the
    bare span («23 de enero») or ``""``; ``resolved_date`` what a date in it comes
    to; ``near_misses`` the nearest passages, offered with a refusal if any is near;
    ``confidence`` the probability, from 0 to 1, that the archive answers.

    ``written`` is true when a model wrote the statements; ``dropped`` are its sentences
    that could not be proved; ``rewritten_question`` is what a follow-up was taken to
    mean; ``notice`` one line to the reader on how the answer came about.
    """

    question: str
    language: Language
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    short: str = ""
    resolved_date: date | None = None
    refusal: Refusal | None = None
    near_misses: tuple[Citation, ...] = ()
    confidence: float = 0.0
    timings_ms: Timings = field(default_factory=Timings)
    written: bool = False
    dropped: tuple[Dropped, ...] = ()
    rewritten_question: str | None = None
    notice: str | None = None

    @property
    def refused(self) -> bool:
        """Whether the archive does not answer."""
        return self.refusal is not None

    @property
    def text(self) -> str:
        """The answer as plain text, without citation numbers."""
        if self.refusal is not None:
            return self.refusal.message
        return " ".join(statement.text for statement in self.statements)

    def to_json(self) -> dict[str, Any]:
        """The answer as ``hemeroteca ask --json`` prints it, and as it is given to other programs."""
        return {
            "question": self.question,
            "answer": self.text,
            "short": self.short,
            "resolved_date": self.resolved_date.isoformat() if self.resolved_date else None,
            "refused": self.refused,
            "confidence": round(self.confidence, 4),
            "statements": [
                {
                    "text": statement.text,
                    "citations": list(statement.citations),
                    "alternative": statement.alternative,
                }
                for statement in self.statements
            ],
            "citations": [citation.to_json() for citation in self.citations],
            "near_misses": [citation.to_json() for citation in self.near_misses],
            "written": self.written,
            "dropped": [{"text": dropped.text, "reason": dropped.reason} for dropped in self.dropped],
            "rewritten_question": self.rewritten_question,
            "notice": self.notice,
            "timings_ms": {name: round(value, 1) for name, value in asdict(self.timings_ms).items()},
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked before, in the same conversation, and what it was answered."""

    question: str
    answer: Answer
