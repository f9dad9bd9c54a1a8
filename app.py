"""Hemeroteca's web chat: ``python app.py`` and open the address it prints."""

from __future__ import annotations

import argparse
import sys

from assistant.settings import load_settings
from assistant.ui.serve import serve
from index.errors import HemerotecaError


def main() -> None:
    """Serve the chat as the environment sets it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        default=sys.stdout.isatty(),
        help="open the page in the browser, where there is one",
    )
    try:
        serve(load_settings(), open_browser=parser.parse_args().open)
    except (HemerotecaError, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
