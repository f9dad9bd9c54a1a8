"""What a command says of its work while it goes on -> lines and a bar on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.settings import unknown_variables
from assistant.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.answer import Language
    from assistant.ask import Progress
    from index.storage.findings import Failure
    from index.sync import SyncReport

# Articles are counted a batch at a time, and a batch may take a quarter of a minute.
_RATE_OVER_SECONDS = 300.0
_STAGES = {
    "models": "Loading the models",
    "embedding": "Indexing articles",
    "ready": "Ready",
}


@contextmanager
def progress_bar(language: Language) -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error while it is a terminal; nothing otherwise."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    with Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
        speed_estimate_period=_RATE_OVER_SECONDS,
    ) as bars:
        task = bars.add_task("", total=None)

        def report(progress: Progress) -> None:
            bars.update(
                task,
                description=translate(_STAGES[progress.stage], language),
                completed=progress.done,
                total=progress.total or None,
            )

        yield report


def describe(report: SyncReport, language: Language) -> str:
    """What a sync did, in one line."""
    files = [
        _count(len(report.added), "added", language),
        _count(len(report.updated), "changed", language),
        _count(len(report.removed), "removed", language),
        _count(len(report.renamed), "renamed", language),
        _count(len(report.unchanged), "the same", language),
        _count(len(report.copies), "copy" if len(report.copies) == 1 else "copies", language),
        _count(len(report.failed), "failed", language),
    ]
    passages = _count(report.passages, "passage" if report.passages == 1 else "passages", language)
    new = _count(report.embedded, "new", language)
    took = translate(f"count: in {report.seconds:.1f} s", language).removeprefix("count: ")
    return f"{', '.join(files)}; {passages} ({new}) {took}"


def _count(number: int, of_what: str, language: Language) -> str:
    """«1 añadido», «2 añadidos»."""
    return translate(f"count: {number} {of_what}", language).removeprefix("count: ")


def say_not_indexed(failure: Failure, language: Language) -> None:
    """That a file was not taken in, and why."""
    say(translate("Not indexed: {}", language).format(translate(failure.error, language)))


def say_how_many_not_indexed(count: int, language: Language) -> None:
    """That so many were not taken in, and where to read why."""
    articles = "1 article" if count == 1 else f"{count} articles"
    say(translate(f"{articles} not read: see `hemeroteca status`", language))


def say_unknown_variables(language: Language) -> None:
    """That a variable sets nothing, and which one may be meant: a line each."""
    for name, nearest in unknown_variables().items():
        message = f"{name} is no setting and is ignored"
        if nearest:
            message = f"{name} is no setting and is ignored; is {nearest} meant?"
        say(f"hemeroteca: {translate(message, language)}")


def say(line: str) -> None:
    """A line on standard error."""
    print(line, file=sys.stderr)
