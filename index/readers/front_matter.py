"""A decoded text -> its metadata and the body after them, by the YAML between ``---`` lines at the top."""

from __future__ import annotations

import re

import yaml

from index.readers.metadata import FIELD_NAMES, Metadata, metadata_from

_BLOCK = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# Fields under a first line «---» that nothing closes.
_UNCLOSED = re.compile(
    rf"---[ \t]*\n(?P<yaml>(?:(?:{'|'.join(sorted(FIELD_NAMES))})[ \t]*:[ \t]+\S.*\n)+)\n?", re.IGNORECASE
)
_KEY = re.compile(r"[^\W\d_][\w -]{0,30}")
# A field, a comment, an item of a list, or what goes on with the line before.
_OF_YAML = re.compile(r"[\w:.()/@ -]{1,60}:|[#\-\]}<]|[ \t]")
_FEWEST_KEYS = 2
_LINE = re.compile(r"(?P<key>[^\W\d_][\w-]{0,30})[ \t]*:[ \t]+(?P<value>\S.*)$")


class _TextLoader(yaml.SafeLoader):
    """Leaves every scalar as it is written: no «NO» read as false, no impossible date raised."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 (the base class's own way to declare them)


def take_front_matter(text: str) -> tuple[Metadata, str]:
    """Split a text into its metadata and its body, the latter to the character.

    A block that is no YAML is read line by line; one that holds nothing like metadata is part of the
    text, and so is one of prose: two rules may stand around a paragraph. One that nothing closes ends with
    its last known field.
    """
    for pattern in (_BLOCK, _UNCLOSED):
        block = pattern.match(text)
        fields = _fields(block["yaml"]) if block else None
        if block is not None and fields is not None:
            return metadata_from(fields), text[block.end() :]
    return Metadata(), text


def _fields(block: str) -> dict[str, str] | None:
    """The block's fields in lower case; ``None`` if it is not metadata."""
    if not block.strip():
        return {}
    # The rule that ends it stands further down in the text.
    if any(_is_prose(paragraph) for paragraph in re.split(r"\n\s*\n", block)[1:]):
        return None
    try:
        loaded = yaml.load(block, Loader=_TextLoader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return _fields_of_lines(block)
    if not isinstance(loaded, dict):
        return _fields_of_lines(block)
    fields = {
        str(key).casefold(): _scalar(value) for key, value in loaded.items() if _KEY.fullmatch(str(key))
    }
    return fields if fields.keys() & FIELD_NAMES or len(fields) >= _FEWEST_KEYS else None


def _is_prose(paragraph: str) -> bool:
    """Whether what stands below an empty line is the article's: no field, «El alcalde dijo: nos vamos»."""
    key, colon, _ = paragraph.partition(":")
    return _OF_YAML.match(paragraph) is None or bool(colon and " " in key.strip() and key[:1].isupper())


def _fields_of_lines(block: str) -> dict[str, str] | None:
    """The lines ``key: value`` of broken YAML; ``None`` if no known key is among them, or most is prose."""
    lines = [line for line in block.splitlines() if line.strip()]
    prose = sum(_OF_YAML.match(line) is None for line in lines)
    matches = filter(None, map(_LINE.match, lines))
    fields = {match["key"].casefold(): match["value"].strip().strip("\"'") for match in matches}
    return fields if fields.keys() & FIELD_NAMES and prose < len(fields) else None


def _scalar(value: object) -> str:
    """A value on one line; the plain members of a list with commas; "" for anything else."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return ", ".join(member for member in value if isinstance(member, str))
    return ""
