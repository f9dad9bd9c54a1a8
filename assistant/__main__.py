"""``python -m assistant``: the same as ``hemeroteca``."""

import sys

from assistant.cli import main

sys.exit(main())
