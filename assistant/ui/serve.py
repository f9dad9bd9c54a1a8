"""From settings to a page that answers on this machine, with the models warming behind it."""

from __future__ import annotations

import contextlib
import errno
import gc
import ipaddress
import os
import socket
import sys
import webbrowser
from typing import TYPE_CHECKING

from assistant.translate import translate
from assistant.ui.keeper import Keeper
from assistant.ui.offline import stay_offline

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from assistant.settings import Settings
    from assistant.ui.engine import Engine

_PORTS_TRIED = 100


def serve(settings: Settings, *, assistant: Engine | None = None, open_browser: bool = False) -> None:
    """Serve the chat until interrupted; prints its address once it answers, and when it has closed.

    Raises:
        OSError: no port is free, the address is not this machine's, or the port may not be used.
    """
    stay_offline(settings)
    listener = _listen(settings.host, settings.port)
    address = _write_address(listener)
    engine = assistant or _make_assistant(settings)
    keeper = Keeper(engine, settings.seeds)

    def welcome() -> None:
        print(f"Hemeroteca: {address}", translate("Ctrl-C to end.", settings.language), sep="\n", flush=True)
        keeper.start()
        if open_browser and _has_display():
            webbrowser.open(address)

    # Gradio takes seconds to import, and looks at the environment when it is.
    from assistant.ui.application import make_application

    _run(make_application(engine, keeper, settings), listener, welcome)
    # A terminal has written ^C on the line that it is on.
    print("\n" if sys.stdout.isatty() else "", translate("Chat closed.", settings.language), sep="")
    # What the models hold goes with the process: to collect it piece by piece first takes seconds.
    gc.freeze()


def _make_assistant(settings: Settings) -> Engine:
    from assistant.ask import Assistant

    return Assistant(settings)


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to ``port``, or to the next free one; 0 is any. An IPv6 host may stand in brackets."""
    ports = range(port, min(port + _PORTS_TRIED, 65536))
    for candidate in ports:
        try:
            return _bind(host.strip("[]"), candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise OSError(
                    f"{host}:{candidate}: cannot be listened on ({error.strerror}); set HEMEROTECA_HOST to "
                    "an address of this machine, and HEMEROTECA_PORT to a port that you may use"
                ) from error
    raise OSError(errno.EADDRINUSE, f"{host}: no port is free from {ports[0]} to {ports[-1]}")


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        # A port that was just left is free; on Windows the same option takes one that is in use.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # Two may be bound to one port; only one can listen.
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def _write_address(listener: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "::1" if ":" in host else "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _has_display() -> bool:
    """Whether a browser would open in a window, and not in the terminal that this runs in."""
    return sys.platform in {"win32", "darwin"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _run(application: FastAPI, listener: socket.socket, welcome: Callable[[], None]) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            welcome()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Every open page holds a stream that never ends. Hung up on, it ends as when the page is shut;
            # cancelled, each would leave a traceback.
            for connection in list(self.server_state.connections):
                connection.transport.abort()
            await super().shutdown(sockets=sockets)

    configuration = uvicorn.Config(
        application, log_level="warning", log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    with contextlib.suppress(KeyboardInterrupt):
        Server(configuration).run(sockets=[listener])
