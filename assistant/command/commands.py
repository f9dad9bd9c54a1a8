"""Each command of ``hemeroteca``: parsed options and settings in, text or JSON on standard output."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from assistant.ask import Assistant
from assistant.command.as_json import (
    added_to_json,
    hits_to_json,
    print_json,
    print_json_line,
    report_to_json,
    status_to_json,
)
from assistant.command.questions import STANDARD_INPUT, read_questions
from assistant.command.terminal import describe, progress_bar, say, say_how_many_not_indexed, say_not_indexed
from assistant.filter import Filter
from assistant.translate import translate
from index.errors import HemerotecaError
from index.storage.private import private_copy, require_writable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from assistant.answer import Language
    from assistant.command.add import Added
    from assistant.settings import Settings
    from index.storage.findings import Failure
    from index.store import Store
    from index.sync import SyncReport

# So many are told one by one, save by the commands that are asked for them.
_MOST_FAILURES = 3


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca ask QUESTION``, or ``-`` for those in the lines of standard input."""
    where = _filter(options)
    is_one = options.question != STANDARD_INPUT
    questions = [options.question] if is_one else read_questions(settings.language)
    assistant, _ = _prepared(settings, most_failures=0, answers=True)
    start_seconds = time.perf_counter() - options.started if is_one else 0.0
    for question in questions:
        answer = assistant.ask(question, language=options.language, where=where)
        if options.json:
            (print_json if is_one else print_json_line)(answer.to_json())
            continue
        from assistant.command.render_text import render

        told = render(answer, start_seconds=start_seconds)
        print(told if is_one else f"> {question}\n\n{told}\n", flush=True)
    return 0


def search(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca search QUESTION``."""
    where = _filter(options)
    assistant, _ = _prepared(settings, most_failures=0)
    found = assistant.search_articles(options.question, top=options.top, where=where)
    if options.json:
        print_json(hits_to_json(found))
    elif found:
        from assistant.command.render_text import render_hits

        print(render_hits(found, settings.language))
    return 0


def sync(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca sync``: 3 if some files could not be taken in."""
    require_writable(settings.index)
    _, report = _prepared(
        settings, most_failures=None, is_described=False, switch_folder=options.switch_folder
    )
    if options.json:
        print_json(report_to_json(report))
    else:
        print(describe(report, settings.language))
    return 3 if report.failed else 0


def add(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca add FILE-OR-URL…``: 3 if some, or rows of some, could not be added, 1 if none could."""
    from assistant.command.add import add as add_one
    from index.readers import file_of
    from index.storage.findings import Failure

    require_writable(settings.index)
    added, failed = [], []
    for given in options.given:
        try:
            added.append(add_one(given, settings.seeds))
        except (HemerotecaError, OSError) as error:
            failed.append(Failure(given, str(error)))
            say(f"hemeroteca: {translate(str(error), settings.language)}")
    try:
        report = _prepared(settings)[1] if added else None
    except HemerotecaError:
        # They are in the folder all the same, and will be indexed with it.
        for line in _told_of(added, settings.language):
            say(line)
        raise
    broken = {file_of(failure.path) for failure in report.failed} if report else set()
    if options.json:
        print_json(added_to_json(added, failed, report))
    else:
        for line in _told_of(added, settings.language):
            print(line)
    if not added:
        return 1
    return 3 if failed or broken & {each.path for each in added} else 0


def _told_of(added: Sequence[Added], language: Language) -> list[str]:
    """A line for each file, where it is in the folder now."""
    said = (f"already there: {each.path}" if each.was_there else f"added: {each.path}" for each in added)
    return [translate(line, language) for line in said]


def watch(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca watch``: a line for each sync that did something; Ctrl-C ends it."""
    from threading import Event

    from index.watch import look
    from index.watch import watch as watch_folder

    def tell(report: SyncReport) -> None:
        if options.json:
            print_json_line(report_to_json(report))
        else:
            print(describe(report, settings.language), flush=True)

    def follow() -> bool:
        try:
            report = assistant.prepare()
        except HemerotecaError as error:
            # It is tried again: another process may hold the index, or a server be away.
            say(f"hemeroteca: {translate(str(error), settings.language)}")
            return False
        for failure in report.failed:
            say_not_indexed(failure, settings.language)
        if report.changed_something:
            tell(report)
        return True

    require_writable(settings.index)
    try:
        before = look(settings.seeds)
        assistant, report = _prepared(settings, is_described=False)
        tell(report)
        say(translate(f"Watching {settings.seeds}; Ctrl-C to end", settings.language))
        watch_folder(settings.seeds, follow, Event(), since=before)
    except KeyboardInterrupt:
        say(f"hemeroteca: {translate('end of the watch', settings.language)}")
    return 0


def status(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca status``: loads no model. Ends with 1 if a language model is set and does not answer."""
    from index.sync import compare

    store = _store(settings)
    outlook = compare(settings.seeds, store)
    about = status_to_json(store, outlook, settings)
    if settings.llm != "none":
        from assistant.model.llm import probe

        model = probe(settings)
        about |= {"llm_model": settings.llm_model, "llm_answers": model.answers, "llm_detail": model.detail}
    if options.json:
        print_json(about)
    else:
        _print_status(about, outlook.failed, settings.language)
    return 0 if about.get("llm_answers", True) else 1


def _print_status(about: dict[str, Any], failed: Sequence[Failure], language: Language) -> None:
    for name, value in about.items():
        # Both as messages of their own: an index may be called «articles».
        label = translate(f"status: {name}", language).removeprefix("status: ")
        shown = len(value) if isinstance(value, list) else value
        said = translate(f"value: {shown}", language).removeprefix("value: ")
        print(f"{label:18} {said}")
        if name == "failed":
            for failure in failed:
                print(f"  {translate(failure.error, language)}")


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca serve``."""
    from assistant.ui.serve import serve as serve_page

    serve_page(settings, open_browser=options.open)
    return 0


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """``hemeroteca evaluate GOLD``."""
    from rich.console import Console

    from assistant.evaluation.gold_file import read_gold
    from assistant.evaluation.record import to_json
    from assistant.evaluation.report import print_report
    from assistant.evaluation.run import Scope
    from assistant.evaluation.run import evaluate as run
    from assistant.evaluation.squad import archive_of

    gold = read_gold(options.gold)
    if options.json:
        # A file that cannot be written is better known now than after the last question.
        options.json.touch()
    scope = Scope(
        limit=options.limit,
        sample_seed=options.sample,
        retrieval_only=options.retrieval_only,
        language=settings.language,
    )
    with archive_of(gold, settings) as where:
        assistant, _ = _prepared(where, answers=not options.retrieval_only)
        evaluation = run(gold, assistant, scope)
    if options.json:
        options.json.write_text(to_json(evaluation), encoding="utf-8")
    print_report(evaluation, Console(), language=settings.language)
    return 0


def _store(settings: Settings) -> Store | None:
    """The index as it is, or a copy if it may not be written; None where there is none, for none is made."""
    from index.store import Store

    if not Store.is_there(settings.index, url=settings.chroma_url):
        return None
    copy = None if settings.chroma_url else private_copy(settings.index)
    return Store(copy or settings.index, url=settings.chroma_url)


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
    settings: Settings,
    *,
    most_failures: int | None = _MOST_FAILURES,
    is_described: bool = True,
    answers: bool = False,
    switch_folder: bool = False,
) -> tuple[Assistant, SyncReport]:
    """An assistant whose index is true to the folder; standard error says what was done for that.

    A command that tells what was done itself has it not described; one that allows no failure to be
    told by itself has them counted. Only for one that ``answers``
    the reader is loaded.
    """
    assistant = Assistant(settings, answers=answers)
    with progress_bar(settings.language) as report:
        done = assistant.prepare(report, switch_folder=switch_folder)
    if is_described and done.changed_something:
        say(
            translate("Index brought up to date: {}", settings.language).format(
                describe(done, settings.language)
            )
        )
    for failure in done.failed[:most_failures]:
        say_not_indexed(failure, settings.language)
    if most_failures == 0 and done.failed:
        say_how_many_not_indexed(len(done.failed), settings.language)
    elif most_failures is not None and len(done.failed) > most_failures:
        more = f"{len(done.failed) - most_failures} more not indexed; `hemeroteca status` lists them"
        say(translate(more, settings.language))
    return assistant, done
