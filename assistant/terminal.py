"""What a command says of its work while it goes on -> lines and a bar on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.answer import Language
    from assistant.ask import Progress
    from index.findings import Failure
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
    return translate(
        f"{len(report.added)} added, {len(report.updated)} changed, {len(report.removed)} removed, "
        f"{len(report.renamed)} renamed, {len(report.unchanged)} the same, {len(report.copies)} copies, "
        f"{len(report.failed)} failed; "
        f"{report.passages} passages ({report.embedded} new) in {report.seconds:.1f} s",
        language,
    )


def say_not_indexed(failure: Failure, language: Language) -> None:
    """That a file was not taken in, and why."""
    say(translate("Not indexed: {}", language).format(translate(failure.error, language)))


def say(line: str) -> None:
    """A line on standard error."""
    print(line, file=sys.stderr)
