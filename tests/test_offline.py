"""Nothing leaves the machine: with every way out refused and an empty cache, it answers all the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUESTIONS = [
    "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?",
    "¿Quién ganó el Mundial?",
]

PROGRAM = """
import json, sys

attempts = []

def is_here(host):
    if isinstance(host, (bytes, bytearray)):
        host = host.decode()
    return host in (None, "", "localhost", "::1") or str(host).startswith("127.")

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    elif event == "urllib.Request":
        host = "127." if "://127." in arguments[0] or "://localhost" in arguments[0] else arguments[0]
    else:
        return
    if not is_here(host):
        attempts.append(f"{event} {host}")
        raise OSError(f"no way out: {host}")

sys.addaudithook(watch)

if sys.argv[1] == "self-test":
    import socket, urllib.request
    for reach in (
        lambda: socket.getaddrinfo("example.org", 443),
        lambda: socket.socket().connect(("192.0.2.1", 443)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
        lambda: urllib.request.urlopen("http://192.0.2.1/", timeout=1),
    ):
        try:
            reach()
        except OSError:
            pass
    print(json.dumps({"attempts": attempts}))
    sys.exit()

from pathlib import Path
from assistant.ask import Assistant
from assistant.settings import load_settings

assistant = Assistant(load_settings(seeds=Path(sys.argv[1]), index=Path(sys.argv[2])))
report = assistant.prepare()
answers = [assistant.ask(question) for question in sys.argv[3:]]
print(json.dumps({
    "added": report.added,
    "short": [answer.short for answer in answers],
    "refused": [answer.refused for answer in answers],
    "attempts": attempts,
}))
"""


def run(*arguments: str, home: Path) -> dict:
    """What the program printed, in a home folder with nothing in it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HEMEROTECA_", "HF_", "TRANSFORMERS_", "TIKTOKEN_", "XDG_"))
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=kept | {"HOME": str(home)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_watch_sees_every_way_out(tmp_path):
    attempts = run("self-test", home=tmp_path)["attempts"]
    assert [attempt.split()[0] for attempt in attempts] == [
        "socket.getaddrinfo",
        "socket.connect",
        "socket.sendto",
        "urllib.Request",
    ]


def test_from_an_empty_cache_to_an_answer_nothing_is_asked_of_any_other_machine(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    done = run(str(tmp_path / "seeds"), str(tmp_path / "index"), *QUESTIONS, home=home)
    assert done["attempts"] == []
    assert done["added"] == ["000_143a7ae7c4640c36.txt"]
    assert done["short"] == ["23 de enero", ""]
    assert done["refused"] == [False, True]
