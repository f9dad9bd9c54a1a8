"""A decoded text -> its metadata and the body after them, by the YAML between ``---`` lines at the top."""

from __future__ import annotations

import re

import yaml

from index.readers.metadata import FIELD_NAMES, Metadata, metadata_from

_BLOCK = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"[^\W\d_][\w -]{0,30}")
# A field, a comment, an item of a list, or what goes on with the line before.
_OF_YAML = re.compile(r"[^\W\d_][\w -]{0,30}:(?:\s|$)|[#\-\]}]|[ \t]")
_LINE = re.compile(r"(?P<key>[^\W\d_][\w-]{0,30})[ \t]*:[ \t]+(?P<value>\S.*)$")


class _TextLoader(yaml.SafeLoader):
    """Leaves every scalar as it is written: no «NO» read as false, no impossible date raised."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 (the base class's own way to declare them)


def take_front_matter(text: str) -> tuple[Metadata, str]:
    """Split a text into its metadata and its body, the latter to the character.

    A block that is no YAML is read line by line; one without any name of a field, or with lines of prose,
    is part of the text: two rules may stand around a paragraph.
    """
    block = _BLOCK.match(text)
    fields = _fields(block["yaml"]) if block else None
    if block is None or fields is None:
        return Metadata(), text
    return metadata_from(fields), text[block.end() :]


def _fields(block: str) -> dict[str, str] | None:
    """The block's fields in lower case; ``None`` if it is not metadata."""
    if not block.strip():
        return {}
    try:
        loaded = yaml.load(block, Loader=_TextLoader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return _fields_of_lines(block)
    if not isinstance(loaded, dict) or not all(_KEY.fullmatch(str(key)) for key in loaded):
        return _fields_of_lines(block)
    return _if_metadata({str(key).casefold(): _scalar(value) for key, value in loaded.items()})


def _fields_of_lines(block: str) -> dict[str, str] | None:
    """The lines ``key: value`` of broken YAML; ``None`` if some are prose."""
    lines = [line for line in block.splitlines() if line.strip()]
    if not all(map(_OF_YAML.match, lines)):
        return None
    matches = filter(None, map(_LINE.match, lines))
    return _if_metadata({match["key"].casefold(): match["value"].strip().strip("\"'") for match in matches})


def _if_metadata(fields: dict[str, str]) -> dict[str, str] | None:
    return fields if fields.keys() & FIELD_NAMES else None


def _scalar(value: object) -> str:
    """A value on one line; the plain members of a list with commas; "" for anything else."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return ", ".join(member for member in value if isinstance(member, str))
    return ""
