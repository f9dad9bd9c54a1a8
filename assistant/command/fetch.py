"""An address on the web -> the bytes behind it and what they are, within limits of size and time."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit, urlunsplit

from index.errors import CannotAdd

if TYPE_CHECKING:
    from http.client import HTTPMessage

_SCHEMES = frozenset({"http", "https"})
_PIECE = 65_536
# What a page begins with whose server does not say what it is.
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is fetched, and how long is waited: for a silent server, and in all."""

    max_bytes: int = 20_000_000
    silence_seconds: float = 20.0
    total_seconds: float = 90.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: ``url`` after redirections, ``kind`` in lower case («text/html»)."""

    url: str
    kind: str
    charset: str | None
    data: bytes


def is_address(text: str) -> bool:
    """Whether a word of a command line is meant for an address on the web."""
    return "://" in text


def fetch(url: str, limits: Limits | None = None) -> Fetched:
    """Get what is behind an ``http`` or ``https`` address; redirections to any other scheme are refused.

    Raises:
        CannotAdd: there is no such server or page, it is too slow or too large.
    """
    limits = limits or Limits()
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname:
        raise CannotAdd(f"{url}: not an address of a page; give one that begins with http:// or https://")
    # What a person copies from a browser may have accents.
    address = urlunsplit(parts._replace(path=_quoted(parts.path), query=_quoted(parts.query), fragment=""))
    request = urllib.request.Request(address, headers={"User-Agent": "hemeroteca", "Accept": "*/*"})  # noqa: S310
    try:
        with _opener().open(request, timeout=limits.silence_seconds) as response:
            headers: HTTPMessage = response.headers
            data = _read(response, url, limits)
            announced = headers.get("Content-Length", "")
            if announced.isdecimal() and len(data) < int(announced):
                raise CannotAdd(f"{url}: the connection broke off before the end; try again")
            said = "Content-Type" in headers
            return Fetched(
                url=response.geturl(),
                kind="text/html" if not said and _MARKUP.match(data) else headers.get_content_type(),
                charset=headers.get_content_charset(),
                data=data,
            )
    except urllib.error.HTTPError as error:
        error.close()
        raise CannotAdd(f"{url}: the server answers {error.code}; check the address in a browser") from error
    except TimeoutError as error:
        raise _too_slow(url) from error
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise _too_slow(url) from error
        raise CannotAdd(
            f"{url}: cannot be reached ({reason}); check the address and the connection"
        ) from error


class _Redirections(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any, **named: Any) -> urllib.request.Request | None:
        request = super().redirect_request(*arguments, **named)
        if request is not None and urlsplit(request.full_url).scheme not in _SCHEMES:
            raise urllib.error.URLError("redirected to what is no page")
        return request


def _opener() -> urllib.request.OpenerDirector:
    """One that knows the web and nothing else: no files of this machine, no FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
        _Redirections,
    ):
        opener.add_handler(handler())
    return opener


def _read(response: Any, url: str, limits: Limits) -> bytes:
    end = time.monotonic() + limits.total_seconds
    data = bytearray()
    while piece := response.read1(_PIECE):
        data += piece
        if len(data) > limits.max_bytes:
            size = limits.max_bytes / 1e6
            raise CannotAdd(
                f"{url}: too large (over {size:.0f} MB); save the part you need and add that file"
            )
        if time.monotonic() > end:
            raise _too_slow(url)
    return bytes(data)


def _too_slow(url: str) -> CannotAdd:
    return CannotAdd(f"{url}: the server takes too long; try again later")


def _quoted(text: str) -> str:
    return quote(text, safe="/%:@!$&'()*+,;=~?")
