"""A language model over HTTP that says what it is told to, in OpenAI's protocol or Ollama's."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

from assistant.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass
class Script:
    """What to answer: text in ``pieces`` (bytes go out raw) that may never end, or a fault.

    ``status`` other than 200 refuses; ``wait_seconds`` passes before each piece;
    ``cut_after`` pieces the connection is dropped; ``raw`` goes out in place of events;
    after ``held_after`` pieces nothing goes out until ``release`` is set, and before the
    first byte of the reply if the script ``is_mute``; ``headers`` go with a refusal.
    """

    pieces: Iterable[str | bytes] = ()
    status: int = 200
    wait_seconds: float = 0.0
    cut_after: int | None = None
    raw: bytes | None = None
    held_after: int | None = None
    is_mute: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    release: threading.Event = field(default_factory=threading.Event)


class ScriptedModel:
    """A server on loopback; ``script`` is a Script, or makes one of the request's messages.

    What it notes of a request or a piece, it notes before the other side can know of it.
    """

    def __init__(self, script: Script | Callable[[list[dict]], Script]) -> None:
        self.script = script
        self.requests: list[dict] = []
        self.keys: list[str] = []
        self.sent_at: list[float] = []
        self.about: dict[str, object] = {}
        self.was_hung_up = threading.Event()
        model = self

        class Handler(_Handler):
            scripted = model

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def settings(self, kind: str = "openai-like", **given) -> Settings:
        """Those of an assistant that asks it, as a server of this kind."""
        address = self.origin if kind == "ollama" else self.url
        return Settings(_env_file=None, llm=kind, llm_model="m", llm_base_url=address, **given)

    @property
    def origin(self) -> str:
        """The address without a path, as Ollama's is given.

        ``about`` answers what is got from its paths; a number there is the status of a refusal.
        """
        return self.url.removesuffix("/v1")

    @property
    def prompt(self) -> str:
        """The last request's messages, joined."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def say(text: str, *, size: int = 7, **faults) -> Script:
    """A script that says a text in pieces of a few characters."""
    return Script([text[at : at + size] for at in range(0, len(text), size)], **faults)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # With the usual 5, of many chats at once some are let in a second later.
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    scripted: ScriptedModel
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        said = self.scripted.about.get(self.path)
        body = json.dumps(said).encode()
        self.send_response(404 if said is None else said if isinstance(said, int) else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        model = self.scripted
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model.keys.append(self.headers.get("Authorization", ""))
        model.requests.append(request)
        script = model.script if isinstance(model.script, Script) else model.script(request["messages"])
        try:
            self._answer(script)
        except (BrokenPipeError, ConnectionResetError):
            model.was_hung_up.set()
        self.close_connection = True

    def _answer(self, script: Script) -> None:
        if script.is_mute:
            self._hold(script)
        self.send_response(script.status)
        for name, value in script.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/event-stream" if script.status == 200 else "application/json")
        self.send_header("Connection", "close")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if script.status != 200:
            key = self.headers.get("Authorization", "")
            self._write(json.dumps({"error": {"message": f"no: {key}"}}).encode())
        elif script.raw is not None:
            self._write(script.raw)
        else:
            for count, piece in enumerate(script.pieces):
                if count == script.cut_after:
                    return
                if count == script.held_after:
                    self._hold(script)
                time.sleep(script.wait_seconds)
                self.scripted.sent_at.append(time.monotonic())
                self._say(piece)
            self._say("", finish="stop")
        self.wfile.write(b"0\r\n\r\n")

    def _hold(self, script: Script) -> None:
        """Be silent until released, or the other side hangs up."""
        while not script.release.wait(0.02):
            with suppress(BlockingIOError):
                if not self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                    raise ConnectionResetError

    def _say(self, piece: str | bytes, finish: str | None = None) -> None:
        if self.path == "/api/chat":
            self._write(_line(piece, finish) + b"\n")
        else:
            self._write(
                b"data: " + _event(piece, finish) + b"\n\n" + (b"data: [DONE]\n\n" if finish else b"")
            )

    def _write(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _event(piece: str | bytes, finish: str | None = None) -> bytes:
    text = "\0" if isinstance(piece, bytes) else piece
    event = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}],
    }
    encoded = json.dumps(event, ensure_ascii=False).encode()
    return encoded.replace(b"\\u0000", piece) if isinstance(piece, bytes) else encoded


def _line(piece: str | bytes, finish: str | None = None) -> bytes:
    """The same as Ollama says it."""
    text = "\0" if isinstance(piece, bytes) else piece
    line = {
        "model": "scripted",
        "created_at": "2026-01-16T10:00:00Z",
        "message": {"role": "assistant", "content": text},
        "done": finish is not None,
        **({"done_reason": finish} if finish else {}),
    }
    encoded = json.dumps(line, ensure_ascii=False).encode()
    return encoded.replace(b"\\u0000", piece) if isinstance(piece, bytes) else encoded
