"""Text as it is written in Markdown -> which of its characters are marks and no words.

An article's own characters are what is stored and cited; only who shows them leaves the marks out.
"""

from __future__ import annotations

import re
from itertools import pairwise

_MARKUP = re.compile(r"\*\*|__|~~|`|(?<!\w)[*_]|[*_](?!\w)")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")

# A pair of marks around words, no blank line between them; never inside a word («2*3*4», «mi_otro_yo»).
_PAIRED = re.compile(
    r"(?<![\w*])(?P<stars>\*{1,3})(?=[^\s*])(?:[^*\n]|\n(?!\s))*?[^\s*](?P<closing_stars>(?P=stars))(?![\w*])"
    r"|(?<!\w)(?P<lines>_{1,3})(?=[^\W_])(?:[^_\n]|\n(?!\s)|(?<=\w)_(?=\w))*?[^\s_]"
    r"(?P<closing_lines>(?P=lines))(?!\w)"
    r"|(?P<ticks>`)(?=[^\s`])[^`\n]*(?P<closing_ticks>`)"
    r"|(?P<waves>~~)(?=[^\s~])[^~\n]*(?P<closing_waves>~~)"
)
# What is left of strong words where a quotation begins or ends within them.
_HALF = re.compile(r"\A\s*(?P<opening>\*\*)(?=[^\s*])|(?<=[^\s*\d])(?P<closing>\*\*)(?=[.,;:!?]?\s*\Z)")
_SHOWN_LINK = re.compile(
    r"(?P<opening>!?\[)[^\[\]\n]+"
    r"(?P<closing>\]\((?:https?://|mailto:|[/#.])(?:[^()\s]|\([^()\s]*\))*(?: \"[^\"\n]*\")?\))"
)


def heading_label(heading: str) -> str:
    """The words of a heading or title without Markdown's emphasis and links, on one line."""
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", heading)).split())


def find_marks(text: str) -> list[range]:
    """Where the marks of emphasis, code and links are in ``text``, in order, none within another."""
    found: set[int] = set()
    for pattern in (_SHOWN_LINK, _PAIRED, _HALF):
        for match in pattern.finditer(text):
            for name in filter(match.group, match.groupdict()):
                found.update(range(*match.span(name)))
    return _runs(sorted(found))


def without_marks(text: str) -> str:
    """``text`` as a reader sees it: emphasis, code and links without the marks that write them."""
    bounds = [0, *(bound for mark in find_marks(text) for bound in (mark.start, mark.stop)), len(text)]
    return "".join(text[start:end] for start, end in list(pairwise(bounds))[::2])


def _runs(positions: list[int]) -> list[range]:
    runs: list[range] = []
    for position in positions:
        if runs and runs[-1].stop == position:
            runs[-1] = range(runs[-1].start, position + 1)
        else:
            runs.append(range(position, position + 1))
    return runs
