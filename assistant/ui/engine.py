"""What the page asks of the assistant behind it; ``assistant.ask.Assistant`` is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from assistant.answer import Answer, Language, Turn
    from index.article import Article


class Progress(Protocol):
    """How far a stage has come: ``done`` of ``total``, where a total of 0 means unknown.

    ``stage`` is "models", "embedding" or "ready".
    """

    @property
    def stage(self) -> str:
        """What is being done."""

    @property
    def done(self) -> int:
        """How many of them are."""

    @property
    def total(self) -> int:
        """How many there are to do."""


class Unread(Protocol):
    """A file that could not be taken in, and why."""

    @property
    def path(self) -> str:
        """Where it is, under the folder."""

    @property
    def error(self) -> str:
        """Why, and what to do."""


class Prepared(Protocol):
    """What came of a preparation."""

    @property
    def failed(self) -> Sequence[Unread]:
        """The files that are not in the archive."""


class Engine(Protocol):
    """Answers questions over one folder of articles; every method may be called from any thread."""

    def prepare(self, report: Callable[[Progress], None], *, wait_seconds: float) -> Prepared:
        """Load the models and bring the index up to date with the folder; returns when done.

        Raises:
            StoreLocked: another process was updating the index all the while.
        """

    def articles(self) -> Sequence[Article]:
        """Every article that is indexed, without its body."""

    def stream(
        self, question: str, *, language: Language, history: Sequence[Turn], as_is: bool
    ) -> Generator[Answer]:
        """Growing answers to one question, asked after those of ``history``; the last one is whole.

        With ``as_is``, an update under way is not waited for, nor one needed that cannot be made.
        """

    def article(self, path: str) -> Article:
        """The article at ``path`` as it is indexed now.

        Raises:
            KeyError: there is none.
        """

    def example_questions(self, language: Language, count: int) -> list[str]:
        """At most ``count`` questions that the archive answers; none while it is not ready."""
