"""Each command of ``hemeroteca``: parsed options and settings in, text or JSON on standard output."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.ask import Assistant
from assistant.filter import Filter
from assistant.translate import translate
from index.errors import HemerotecaError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from assistant.answer import Answer, Citation, Language
    from assistant.ask import Progress
    from assistant.settings import Settings
    from index.findings import Failure
    from index.sync import SyncReport

# So many are told one by one, save by the commands that are asked for them.
_MOST_FAILURES = 3
# Articles are counted a batch at a time, and a batch may take a quarter of a minute.
_RATE_OVER_SECONDS = 300.0
_STAGES = {
    "models": "Loading the models",
    "embedding": "Indexing articles",
    "ready": "Ready",
}


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca ask QUESTION``."""
    where = _filter(options)
    assistant, _ = _prepared(settings)
    answer = assistant.ask(options.question, language=options.language, where=where)
    if options.json:
        _print_json(answer_to_json(answer))
    else:
        from assistant.render_text import render

        print(render(answer))
    return 0


def search(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca search QUESTION``."""
    where = _filter(options)
    assistant, _ = _prepared(settings)
    hits = assistant.search(options.question, top=options.top, where=where)
    if options.json:
        _print_json(
            [
                {
                    "article": hit.article,
                    "start": hit.start,
                    "end": hit.end,
                    "score": hit.score,
                    "text": hit.text,
                }
                for hit in hits
            ]
        )
        return 0
    for number, hit in enumerate(hits, 1):
        print(f"{number}. {hit.article} [{hit.start}:{hit.end}] {hit.score:.2f}")
        print(f"   {' '.join(hit.text.split())}")
    return 0


def sync(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca sync``."""
    _, report = _prepared(settings, most_failures=None)
    if options.json:
        _print_json(report_to_json(report))
    else:
        print(_describe(report, settings.language))
    return 3 if report.failed else 0


def add(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca add FILE-OR-URL…``: 3 if some could not be added, 1 if none could."""
    from assistant.add import add as add_one
    from index.findings import Failure

    added, failed = [], []
    for given in options.given:
        try:
            added.append(add_one(given, settings.seeds))
        except (HemerotecaError, OSError) as error:
            failed.append(Failure(given, str(error)))
            _say(f"hemeroteca: {translate(str(error), settings.language)}")
    report = _prepared(settings)[1] if added else None
    if options.json:
        shown = report_to_json(report) if report else None
        _print_json(
            {
                "added": [asdict(each) for each in added],
                "failed": [asdict(failure) for failure in failed],
                "sync": shown,
            }
        )
    else:
        for each in added:
            said = f"already there: {each.path}" if each.was_there else f"added: {each.path}"
            print(translate(said, settings.language))
    if not added:
        return 1
    return 3 if failed else 0


def watch(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca watch``: a line for each sync that did something; Ctrl-C ends it."""
    from threading import Event

    from index.watch import look
    from index.watch import watch as watch_folder

    def tell(report: SyncReport) -> None:
        if options.json:
            print(json.dumps(report_to_json(report), ensure_ascii=False), flush=True)
        else:
            print(_describe(report, settings.language), flush=True)

    def follow() -> None:
        try:
            report = assistant.prepare()
        except HemerotecaError as error:
            # The next change tries again: another process may hold the index, or a server be away.
            _say(f"hemeroteca: {translate(str(error), settings.language)}")
            return
        for failure in report.failed:
            _say_not_indexed(failure, settings.language)
        if report.changed_something:
            tell(report)

    try:
        before = look(settings.seeds)
        assistant, report = _prepared(settings)
        tell(report)
        _say(translate(f"Watching {settings.seeds}; Ctrl-C to end", settings.language))
        watch_folder(settings.seeds, follow, Event(), since=before)
    except KeyboardInterrupt:
        _say(f"hemeroteca: {translate('end of the watch', settings.language)}")
    return 0


def status(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca status``: loads no model."""
    from index.store import Store
    from index.sync import compare

    # To ask how things are must not make an index.
    is_there = Store.is_there(settings.index, url=settings.chroma_url)
    store = Store(settings.index, url=settings.chroma_url) if is_there else None
    stamp = store.stamp if store else None
    outlook = compare(settings.seeds, store)
    behind = outlook.plan
    about: dict[str, Any] = {
        "seeds": str(settings.seeds),
        "index": settings.chroma_url or str(settings.index),
        "articles": len(store.digests()) if store else 0,
        "passages": store.passage_count() if store else 0,
        "model": stamp.model if stamp else None,
        "up_to_date": behind.is_empty,
        "to_add": len(behind.added),
        "to_update": len(behind.updated),
        "to_rename": len(behind.renamed),
        "to_remove": len(behind.removed),
        "to_relist": len(behind.relisted),
        "copies": sum(map(len, store.copies().values())) if store else 0,
        "failed": [asdict(failure) for failure in outlook.failed],
        "llm": settings.llm,
    }
    if settings.llm != "none":
        from assistant.llm import probe

        model = probe(settings)
        about |= {"llm_model": settings.llm_model, "llm_answers": model.answers, "llm_detail": model.detail}
    if options.json:
        _print_json(about)
    else:
        for name, value in about.items():
            # Both as messages of their own: an index may be called «articles».
            label = translate(f"status: {name}", settings.language).removeprefix("status: ")
            shown = len(value) if isinstance(value, list) else value
            said = translate(f"value: {shown}", settings.language).removeprefix("value: ")
            print(f"{label:18} {said}")
        for failure in outlook.failed:
            print(f"  {translate(failure.error, settings.language)}")
    return 0


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca serve``."""
    from assistant.ui.serve import serve as serve_page

    serve_page(settings, open_browser=options.open)
    return 0


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca evaluate GOLD``."""
    from rich.console import Console

    from assistant.evaluation.gold import read_gold
    from assistant.evaluation.record import to_json
    from assistant.evaluation.report import print_report
    from assistant.evaluation.run import Plan
    from assistant.evaluation.run import evaluate as run
    from assistant.evaluation.squad import archive_of

    gold = read_gold(options.gold)
    if options.json:
        # A file that cannot be written is better known now than after the last question.
        options.json.touch()
    plan = Plan(
        limit=options.limit,
        sample_seed=options.sample,
        retrieval_only=options.retrieval_only,
        language=settings.language,
    )
    with archive_of(gold, settings) as where:
        assistant, _ = _prepared(where)
        evaluation = run(gold, assistant, plan)
    if options.json:
        options.json.write_text(to_json(evaluation), encoding="utf-8")
    print_report(evaluation, Console(), language=settings.language)
    return 0


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """An answer as ``ask --json`` prints it."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "short": answer.short,
        "resolved_date": answer.resolved_date.isoformat() if answer.resolved_date else None,
        "refused": answer.refused,
        "confidence": round(answer.confidence, 4),
        "statements": [
            {"text": statement.text, "citations": list(statement.citations)}
            for statement in answer.statements
        ],
        "citations": [_citation_to_json(citation) for citation in answer.citations],
        "near_misses": [_citation_to_json(citation) for citation in answer.near_misses],
        "written": answer.written,
        "dropped": [{"text": dropped.text, "reason": dropped.reason} for dropped in answer.dropped],
        "rewritten_question": answer.rewritten_question,
        "notice": answer.notice,
        "timings_ms": {name: round(value, 1) for name, value in asdict(answer.timings_ms).items()},
    }


def report_to_json(report: SyncReport) -> dict[str, Any]:
    """A report as ``sync --json`` prints it; lists of paths."""
    return {
        "added": list(report.added),
        "updated": list(report.updated),
        "removed": list(report.removed),
        "unchanged": list(report.unchanged),
        "failed": [asdict(failure) for failure in report.failed],
        "renamed": [list(pair) for pair in report.renamed],
        "relisted": list(report.relisted),
        "copies": [list(pair) for pair in report.copies],
        "passages": report.passages,
        "embedded": report.embedded,
        "seconds": round(report.seconds, 3),
    }


def _citation_to_json(citation: Citation) -> dict[str, Any]:
    fields = asdict(citation)
    fields["published"] = citation.published.isoformat() if citation.published else None
    return fields


def _filter(options: argparse.Namespace) -> Filter | None:
    """What the options ask of articles; None for nothing."""
    where = Filter.parse(
        since=options.since,
        until=options.until,
        outlet=options.outlet,
        place=options.place,
        author=options.author,
        language=options.article_language,
    )
    return None if where.is_empty else where


def _prepared(
    settings: Settings, *, most_failures: int | None = _MOST_FAILURES
) -> tuple[Assistant, SyncReport]:
    """An assistant whose index is true to the folder; standard error says what was done for that."""
    assistant = Assistant(settings)
    with _progress(settings.language) as report:
        done = assistant.prepare(report)
    if done.changed_something:
        _say(
            translate("Index brought up to date: {}", settings.language).format(
                _describe(done, settings.language)
            )
        )
    for failure in done.failed[:most_failures]:
        _say_not_indexed(failure, settings.language)
    if most_failures is not None and len(done.failed) > most_failures:
        more = f"{len(done.failed) - most_failures} more not indexed; `hemeroteca status` lists them"
        _say(translate(more, settings.language))
    return assistant, done


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[Progress], None]]:
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


def _describe(report: SyncReport, language: Language) -> str:
    return translate(
        f"{len(report.added)} added, {len(report.updated)} changed, {len(report.removed)} removed, "
        f"{len(report.renamed)} renamed, {len(report.unchanged)} the same, {len(report.copies)} copies, "
        f"{len(report.failed)} failed; "
        f"{report.passages} passages ({report.embedded} new) in {report.seconds:.1f} s",
        language,
    )


def _say_not_indexed(failure: Failure, language: Language) -> None:
    _say(translate("Not indexed: {}", language).format(translate(failure.error, language)))


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
