"""Hemeroteca's web chat: ``python app.py`` and open the address it prints."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.command.parser import Parser, port
from assistant.command.terminal import say_unknown_variables
from assistant.settings import load_settings
from assistant.translate import translate
from assistant.ui.serve import serve
from index.errors import HemerotecaError

if TYPE_CHECKING:
    from assistant.answer import Language


def main() -> None:
    """Serve the chat as the environment and the command line set it."""
    parser = Parser(description="Hemeroteca's web chat: open the address that it prints.")
    parser.add_argument("--seeds", type=Path, metavar="DIR", help="folder of articles (seeds)")
    parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index (.hemeroteca)")
    parser.add_argument(
        "--port", type=port, metavar="N", help="port to listen on (7860, or the next free one)"
    )
    parser.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        default=sys.stdout.isatty(),
        help="open the page in the browser, where there is one",
    )
    language: Language = "es"
    try:
        language = load_settings().language
        parser.speak(language)
        options = parser.parse_args()
        say_unknown_variables(language)
        settings = load_settings(seeds=options.seeds, index=options.index, port=options.port)
        serve(settings, open_browser=options.open)
    except (HemerotecaError, OSError) as error:
        sys.exit(translate(str(error), language))


if __name__ == "__main__":
    main()
