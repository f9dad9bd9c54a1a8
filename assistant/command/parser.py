"""A command line described in English -> one that helps and complains in the reader's language."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn

from assistant.command.questions import STANDARD_INPUT, asks_something
from assistant.translate import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.answer import Language

_WRONG = 2


class _SpanishHelp(argparse.HelpFormatter):
    """argparse's, which lines up what follows «uso: » with its first line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, translate("usage: ", "es") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse's, which speaks English until it is told otherwise, once all is described."""

    language: Language = "en"

    def __init__(self, **described: Any) -> None:
        # Half an option may be a mistake, and what it was meant for cannot always be taken back.
        super().__init__(**described, allow_abbrev=False)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse's; of an option that there is none of, the one that may be meant is told."""
        options, unknown = self.parse_known_args(args, namespace)
        if unknown:
            given = unknown[0].partition("=")[0]
            near = get_close_matches(given, self._options(args), n=1) if given.startswith("--") else []
            meant = f"; is {near[0]} meant?" if near else ""
            self.error(f"unrecognized arguments: {given if near else ' '.join(unknown)}{meant}")
        return options

    def _options(self, args: Any) -> list[str]:
        """The options of the command that some arguments name, or of the whole where they name none."""
        given = sys.argv[1:] if args is None else args
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  (it has no other name)
                named = next((each for each in given if each in action.choices), None)
                if named:
                    command: Parser = action.choices[named]
                    return command._options(given)
        return [option for action in self._actions for option in action.option_strings]

    def speak(self, language: Language) -> None:
        """Say everything in ``language``, the subcommands as well."""
        self.language = language
        if language == "es":
            self.formatter_class = _SpanishHelp
        self.description = self.description and self._said(self.description)
        for group in self._action_groups:
            group.title = group.title and self._said(group.title)
        for action in self._actions:
            action.help = action.help and self._said(action.help)
            if isinstance(action.metavar, str):
                action.metavar = self._said(action.metavar)
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  (it has no other name)
                for listed in action._choices_actions:  # noqa: SLF001  (nor have the lines of its help)
                    listed.help = listed.help and self._said(listed.help)
                for command in action.choices.values():
                    command.speak(language)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and end with 2."""
        self.print_usage(sys.stderr)
        self.exit(_WRONG, f"{self.prog}: {self._said(message)}\n")

    def _said(self, text: str) -> str:
        return translate(text, self.language)


def port(text: str) -> int:
    """A port's number, 0 for any that is free."""
    return _number(text, range(65536), "must be from 0 to 65535")


def positive(text: str) -> int:
    """A whole number from 1."""
    return _number(text, range(1, sys.maxsize), "must be 1 or more")


def question(text: str) -> str:
    """Words; a mark or nothing at all asks nothing."""
    if not asks_something(text):
        raise argparse.ArgumentTypeError(f"there is no question in it: {text!r}")
    return text


def question_or_dash(text: str) -> str:
    """Words, or the mark that stands for standard input."""
    return text if text == STANDARD_INPUT else question(text)


def _number(text: str, allowed: range, complaint: str) -> int:
    # Not ``int`` alone: of what it refuses, argparse would show the name of this function.
    if not (text.isascii() and text.isdigit() and int(text) in allowed):
        raise argparse.ArgumentTypeError(f"{complaint}: {text}")
    return int(text)
