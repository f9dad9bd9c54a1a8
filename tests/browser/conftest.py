"""A real browser, and the chat served by a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "tests" / "artefacts" / "browser"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DESKTOP = {"width": 1280, "height": 800}

# For what comes, however slow the machine is; nothing is slower to pass for it.
PAGE_MS = 60_000
expect.set_options(timeout=PAGE_MS)


@dataclass
class Served:
    """A running server."""

    address: str
    process: subprocess.Popen[str]

    def go_on(self) -> None:
        """What the fake holds back, it holds back no longer."""
        self.process.send_signal(signal.SIGUSR1)

    def interrupt(self) -> tuple[int, str, str]:
        """Its exit status after Ctrl-C, what it had yet to say, and what it wrote to its standard error."""
        self.process.send_signal(signal.SIGINT)
        said, errors = self.process.communicate(timeout=120)
        return self.process.returncode, said, errors


@contextmanager
def serving(*options: str, **environment: str) -> Iterator[Served]:
    """The chat in front of a fake assistant, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "fakes.py"), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, process.stderr.read()
        # Read here with the first, for what is left in a buffer is lost to ``communicate``.
        assert process.stdout.readline() == "Ctrl-C para terminar.\n"
        yield Served(found.group(), process)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def launch() -> Iterator[object]:
    """Starts further servers, and ends them with the test."""
    with ExitStack() as stack:
        yield lambda *options: stack.enter_context(serving(*options))


@dataclass
class Trap:
    """A proxy that lets nothing through and remembers that it was asked."""

    listener: socket.socket
    asked: list[bytes] = field(default_factory=list)

    def watch(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self.asked.append(connection.recv(200))


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        trap = Trap(listener)
        threading.Thread(target=trap.watch, daemon=True).start()
        yield trap
        listener.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def chat(trap) -> Iterator[Served]:
    """One server for all tests; whatever it asked of another machine would fall into the trap."""
    proxy = "http://{}:{}".format(*trap.listener.getsockname())
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    with serving("--port", "0", **dict.fromkeys(names, proxy)) as served:
        yield served


# Not longer than these tests: while Playwright is up, the thread has a running event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        message = "no Chromium here; install it (Debian: apt-get install chromium) to test the page"
        # A machine that only runs the chat needs none; where the project is checked, it must be there.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, request) -> Iterator[object]:
    """Opens pages, each with a session of its own; at the end none may have asked another machine."""
    pages: list[Page] = []
    foreign: list[str] = []
    errors: list[str] = []

    def open_page(address: str, *, viewport: dict[str, int] = DESKTOP, **options: object) -> Page:
        context = browser.new_context(viewport=viewport, locale="es-ES", **options)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        origin = address.split("?", maxsplit=1)[0].rstrip("/")
        page.on("request", lambda asked: None if is_local(asked.url, origin) else foreign.append(asked.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.set_default_timeout(PAGE_MS)
        page.goto(address)
        page.wait_for_selector(".conversation")
        pages.append(page)
        return page

    yield open_page
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "_", request.node.name)
    for number, page in enumerate(pages):
        page.screenshot(path=ARTEFACTS / f"{name}{f'_{number}' if number else ''}.png")
        page.context.close()
    assert foreign == []
    assert errors == []


def is_local(url: str, origin: str) -> bool:
    return url.startswith((f"{origin}/", "data:", "blob:"))
