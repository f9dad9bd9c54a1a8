"""Hemeroteca's web chat: ``python app.py`` and open the address it prints, as with ``hemeroteca serve``."""

from __future__ import annotations

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
