"""From files to passages.

The stages, as a file meets them: ``folder`` (which files there are), ``readers/`` (a file's text),
``dateline`` and ``article`` (what it says of itself), ``sentences`` and ``split`` (the passages that tile
it), ``embed`` (their vectors), ``store`` and ``storage/`` (Chroma, the one truth), ``lexical`` (their words).

``sync`` makes the store true to the folder, if it is of that folder (``home``), ``watch`` keeps it so, and
``errors`` says what can go wrong. Who may import whom stands in ``pyproject.toml``; ``make check`` holds it.
"""
