"""``hemeroteca``: a command line in, answers on standard output, progress on standard error.

Exit codes: 0 done (a refusal is an answer), 1 the command could not work, 2 the
command line or a setting is wrong, 3 done but some files could not be taken in, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.command.parser import Parser, port, positive, question, question_or_dash
from assistant.command.terminal import say_unknown_variables
from assistant.settings import Settings, load_settings
from assistant.translate import translate
from index.errors import FilterMeaningless, HemerotecaError, QuestionMissing, SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.answer import Language

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is what it returns."""
    started = time.perf_counter()
    language = _language(sys.argv[1:] if arguments is None else arguments)
    parser = _parser()
    parser.speak(language)
    options = parser.parse_args(arguments)
    # The libraries take longer to load than a question to be answered.
    options.started = started
    say_unknown_variables(language)
    try:
        settings = load_settings(
            seeds=options.seeds,
            index=options.index,
            language=getattr(options, "language", None),
            port=getattr(options, "port", None),
            llm=options.llm,
            llm_model=options.llm_model,
            llm_base_url=options.llm_base_url,
            llm_timeout_seconds=options.llm_timeout_seconds,
            llm_context_tokens=options.llm_context_tokens,
        )
        command: Callable[[argparse.Namespace, Settings], int] = options.command
        code = command(options, settings)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); the interpreter must not complain of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (HemerotecaError, OSError) as error:
        print(f"hemeroteca: {translate(str(error), language)}", file=sys.stderr)
        return WRONG if isinstance(error, FilterMeaningless | QuestionMissing | SettingsInvalid) else FAILED
    except KeyboardInterrupt:
        print(f"hemeroteca: {translate('interrupted', language)}", file=sys.stderr)
        return INTERRUPTED
    return code


def _language(arguments: Sequence[str]) -> Language:
    """The language of messages, known before the command line is: it may be wrong."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    early.add_argument("--language", choices=["es", "en"])
    try:
        given, _ = early.parse_known_args(arguments)
        return load_settings(language=given.language).language
    except (argparse.ArgumentError, SettingsInvalid):
        return "es"


def _version() -> str:
    """As it was installed; a checkout that was not has none."""
    try:
        return version("hemeroteca")
    except PackageNotFoundError:
        return "(checkout)"


def _parser() -> Parser:
    from assistant.command import commands

    common = _common()
    speaking = Parser(add_help=False)
    speaking.add_argument("--language", choices=["es", "en"], help="language of messages (es)")
    parser = Parser(
        prog="hemeroteca",
        description="Ask a folder of news articles; every sentence of the answer is proved.",
    )
    parser.add_argument(
        "--version", action="version", version=f"%(prog)s {_version()}", help="show the version and exit"
    )
    actions = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str,
        command: Callable[[argparse.Namespace, Settings], int],
        text: str,
    ) -> Parser:
        action = actions.add_parser(name, parents=[common, speaking], help=text, description=text)
        action.set_defaults(command=command)
        return action

    def add_json(action: argparse.ArgumentParser) -> None:
        action.add_argument("--json", action="store_true", help="print JSON")

    ask = add(
        "ask", commands.ask, "answer a question, citing the articles; brings the index up to date first"
    )
    ask.add_argument(
        "question",
        type=question_or_dash,
        metavar="QUESTION",
        help="the question, or - to read one on each line of standard input",
    )
    _add_filter(ask)
    add_json(ask)
    search = add("search", commands.search, "list the passages nearest to a question")
    search.add_argument("question", type=question, metavar="QUESTION")
    search.add_argument("--top", type=positive, default=10, metavar="N", help="how many (10)")
    _add_filter(search)
    add_json(search)
    adding = add("add", commands.add, "put files or web pages into the folder of articles, and index them")
    adding.add_argument("given", nargs="+", metavar="FILE-OR-URL", help="a file, or the address of a page")
    add_json(adding)
    sync = add("sync", commands.sync, "make the index true to the folder of articles")
    sync.add_argument(
        "--switch-folder", action="store_true", help="let the index forget the folder that it was of"
    )
    add_json(sync)
    add_json(add("watch", commands.watch, "keep the index true to the folder while it changes, until Ctrl-C"))
    add_json(add("status", commands.status, "say what is indexed and whether the folder has changed since"))
    serve = add("serve", commands.serve, "open the chat")
    serve.add_argument(
        "--port", type=port, metavar="N", help="port to listen on (7860, or the next free one)"
    )
    serve.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        default=sys.stdout.isatty(),
        help="open the page in the browser, where there is one",
    )
    evaluate = add("evaluate", commands.evaluate, "ask the questions of a gold file and score the answers")
    _add_measuring(evaluate)
    return parser


def _common() -> Parser:
    """The options that every command has: of folders, and of what writes."""
    common = Parser(add_help=False)
    common.add_argument("--seeds", type=Path, metavar="DIR", help="folder of articles (seeds)")
    common.add_argument("--index", type=Path, metavar="DIR", help="folder of the index (.hemeroteca)")
    written = common.add_argument_group(
        "answers written by a language model; its key: HEMEROTECA_LLM_API_KEY"
    )
    written.add_argument(
        "--llm", choices=["none", "openai-like", "ollama", "gguf"], help="what writes (none)"
    )
    written.add_argument("--llm-model", metavar="NAME", help="the model's name; for gguf, the file")
    written.add_argument("--llm-base-url", metavar="URL", help="the model server's address")
    written.add_argument("--llm-timeout-seconds", type=float, metavar="N", help="longest silence (120)")
    written.add_argument(
        "--llm-context-tokens", type=int, metavar="N", help="what it reads and writes at once (asked of it)"
    )
    return common


def _add_measuring(evaluate: Parser) -> None:
    evaluate.add_argument(
        "gold", type=Path, metavar="GOLD", help="questions with answers: JSONL, or SQuAD JSON"
    )
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="write every figure and answer to FILE")
    evaluate.add_argument("--limit", type=positive, metavar="N", help="ask only N of the questions")
    evaluate.add_argument("--sample", type=int, metavar="SEED", help="with --limit: draw them at random")
    evaluate.add_argument("--retrieval-only", action="store_true", help="search, do not answer")


def _add_filter(action: Parser) -> None:
    group = action.add_argument_group("only the articles that meet all of")
    group.add_argument("--from", dest="since", metavar="DAY", help="first day: 2026-01-16, 2026-01 or 2026")
    group.add_argument("--to", dest="until", metavar="DAY", help="last day")
    for name in ("outlet", "place", "author"):
        group.add_argument(f"--{name}", metavar="WORDS", help="words of it, accents or not")
    group.add_argument("--article-language", metavar="CODE", help="language of the article: es, en")
