"""Classes of letters for patterns: what a name opens with, «Àngel», «Özdemir», and what other words do."""

from __future__ import annotations

_LATIN = [chr(code) for code in range(0x250)]
CAPITALS = "".join(filter(str.isupper, _LATIN))
SMALL_LETTERS = "".join(filter(str.islower, _LATIN))
