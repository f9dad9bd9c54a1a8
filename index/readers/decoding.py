r"""A file's bytes -> its text: UTF-8, UTF-16 or Latin-1, line ends as ``\\n``, no mark at the start."""

from __future__ import annotations

import codecs

from index.errors import UnreadableArticle

_REMEDY = "save it as plain text in UTF-8, or take it out of the folder"
_SAMPLE_BYTES = 4096
_MAX_CONTROL_SHARE = 0.005
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1b") | {"\x7f"}


def decode(data: bytes, *, path: str) -> str:
    """The text of a file.

    Raises:
        UnreadableArticle: the bytes are not text, or not in one of those encodings.
    """
    text = _decode_characters(data, path)
    controls = sum(map(text.count, _CONTROLS))
    if "\0" in text or controls > _MAX_CONTROL_SHARE * len(text):
        raise UnreadableArticle(f"{path}: its content is not text; {_REMEDY}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_characters(data: bytes, path: str) -> str:
    utf16 = _utf16_codec(data)
    if utf16:
        try:
            return data.decode(utf16).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise UnreadableArticle(f"{path}: damaged UTF-16 text; {_REMEDY}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_imperfect(data)


def _utf16_codec(data: bytes) -> str | None:
    """The UTF-16 codec, by its mark or by the zeros that Western text has in it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:_SAMPLE_BYTES]
    pairs = len(sample) // 2
    low_zeros, high_zeros = sample[0::2].count(0), sample[1::2].count(0)
    if pairs and high_zeros > 0.6 * pairs and low_zeros < 0.05 * pairs:
        return "utf-16-le"
    if pairs and low_zeros > 0.6 * pairs and high_zeros < 0.05 * pairs:
        return "utf-16-be"
    return None


def _decode_imperfect(data: bytes) -> str:
    """UTF-8 with a few broken bytes if most of what is not ASCII is sound, else Latin-1.

    Latin-1 is read as its superset of Windows, save the five bytes that it leaves out.
    """
    replaced = data.decode("utf-8-sig", errors="replace")
    broken = replaced.count("\ufffd")
    sound = sum(character > "\x7f" for character in replaced) - broken
    if sound > 4 * broken:
        return replaced
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def well_formed(text: str) -> str:
    """The same with halves of UTF-16 characters joined, as PDFs have them and JSON; U+FFFD for a lone one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
