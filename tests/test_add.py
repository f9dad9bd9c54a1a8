"""Files and web pages put into the folder: what is kept of them, and what is refused."""

from __future__ import annotations

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.cli import main
from assistant.command.add import Added, add
from assistant.command.fetch import Limits
from assistant.translate import translate
from index.errors import ArticleError, CannotAdd, StoreLocked
from index.readers import read_article, read_container
from tests.test_formats_containers import RSS
from tests.test_formats_html import LEAD, PAGE, SECOND
from tests.test_formats_pdf import LEAD as PRINTED
from tests.test_formats_pdf import pdf

NOTE = "Madrid, 3 de mayo de 2025. El río creció.\n"


class Site(BaseHTTPRequestHandler):
    """A few pages, and some that are none."""

    def do_GET(self):
        where, _, _ = self.path.partition("?")
        page = PAGE.format(charset="latin-1")
        pages = {
            "/2026/dialogo": ("text/html; charset=iso-8859-1", page.encode("latin-1")),
            "/vac%C3%ADa": ("text/html", b"<html><body><nav>Portada</nav></body></html>"),
            "/feed": ("application/rss+xml", RSS.encode()),
            "/docs/informe.pdf": ("application/octet-stream", pdf([PRINTED])),
            "/nota.txt": ("text/plain; charset=utf-8", NOTE.encode()),
            "/foto": ("image/png", b"\x89PNG"),
            "/big": ("text/plain", b"palabra " * 50_000),
        }
        moved = {"/old": "/2026/dialogo", "/loop": "/loop", "/file": "file:///etc/passwd"}
        if where == "/slow":
            self.connection.recv(1)  # until it is hung up on
            self.close_connection = True
            return
        if where in moved:
            self.send_response(302)
            self.send_header("Location", moved[where])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif where in {"/cut", "/bare"}:
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            if where == "/cut":
                self.wfile.write(b"Content-Type: text/plain\r\nContent-Length: 100000\r\n")
            self.wfile.write(b"\r\n" + page.encode("latin-1"))
            self.close_connection = True
        elif where in pages:
            kind, data = pages[where]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        else:
            self.send_error(404)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def seeds(tmp_path):
    return tmp_path / "seeds"


def files(seeds):
    return sorted(path.name for path in seeds.iterdir()) if seeds.exists() else []


@pytest.mark.parametrize("page", ["/2026/dialogo?utm_source=x#top", "/old", "/bare"])
def test_a_page_becomes_markdown_with_what_it_declares(site, seeds, page):
    added = add(site + page, seeds)
    assert added.path == "2026-01-16-México-y-Estados-Unidos-retoman-el-diálogo.md"
    article = read_article(seeds / added.path, added.path)
    assert article.title == "México y Estados Unidos retoman el diálogo"
    assert (article.outlet, article.author, article.language) == ("El Diario", "Lucía Peña", "es")
    assert (article.published, article.url) == (date(2026, 1, 16), "https://example.org/2026/dialogo")
    assert LEAD in article.body
    assert SECOND in article.body
    assert "Suscríbase" not in article.body
    assert files(seeds) == [added.path]


def test_what_is_there_already_is_said_and_nothing_is_overwritten(site, seeds, tmp_path):
    first = add(f"{site}/2026/dialogo", seeds)
    again = add(f"{site}/old", seeds)
    assert (again.path, again.was_there, first.was_there) == (first.path, True, False)

    (tmp_path / "nota.txt").write_text(NOTE)
    assert add(str(tmp_path / "nota.txt"), seeds).path == "nota.txt"
    assert add(str(seeds / "nota.txt"), seeds).was_there
    assert add(f"{site}/nota.txt", seeds).was_there
    (tmp_path / "nota.txt").write_text(NOTE.replace("río", "mar"))
    assert add(str(tmp_path / "nota.txt"), seeds).path == "nota-2.txt"
    assert (seeds / "nota.txt").read_text() == NOTE


def test_a_table_or_feed_that_is_there_already_is_added_no_second_time(site, seeds, tmp_path):
    (tmp_path / "notas.csv").write_text("title,body\nEl puente,El puente de Lugo mide catorce metros.\n")
    for given in (str(tmp_path / "notas.csv"), f"{site}/feed"):
        first, again = add(given, seeds), add(given, seeds)
        assert (first.was_there, again.was_there, again.path) == (False, True, first.path)
    assert files(seeds) == ["feed.rss", "notas.csv"]


def test_a_link_out_of_the_folder_that_is_not_read_does_not_count_as_there(seeds, tmp_path):
    (tmp_path / "nota.md").write_text(NOTE)
    seeds.mkdir()
    (seeds / "link.md").symlink_to(tmp_path / "nota.md")
    assert add(str(tmp_path / "nota.md"), seeds) == Added(str(tmp_path / "nota.md"), "nota.md")


def test_documents_and_feeds_are_kept_as_they_are(site, seeds):
    informe = add(f"{site}/docs/informe.pdf", seeds)
    assert read_article(seeds / informe.path, informe.path).pages == (0,)
    feed = add(f"{site}/feed", seeds)
    assert feed.path == "feed.rss"
    assert len(read_container(seeds / feed.path, feed.path).articles) == 3


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("{}/nada", "el servidor responde 404"),
        ("{}/foto", "no es un artículo, sino image/png"),
        ("{}/big", "demasiado grande"),
        ("{}/slow", "tarda demasiado"),
        ("{}/cut", "la conexión se cortó"),
        ("{}/vacía", "no se encuentra el texto de una nota"),
        ("{}/loop", "el servidor responde 302"),
        ("{}/file", "302"),
        ("http://127.0.0.1:1/", "no se puede llegar a ella"),
        ("ftp://127.0.0.1/a.txt", "no es la dirección de una página"),
        ("file:///etc/passwd", "no es la dirección de una página"),
        ("http://[foo", "no es la dirección de una página"),
        ("no-existe.txt", "no existe ese archivo"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line_and_leaves_nothing(site, seeds, address, reason):
    limits = Limits(max_bytes=200_000, silence_seconds=0.2 if "slow" in address else 30)
    with pytest.raises((CannotAdd, ArticleError)) as refused:
        add(address.format(site), seeds, limits)
    told = translate(str(refused.value), "es")
    assert reason in told
    assert told.startswith(address.format(site).split("?")[0])
    assert "\n" not in told
    assert files(seeds) == []


def test_files_that_are_not_read_are_refused(seeds, tmp_path):
    for name, data in {"a.odt": b"x", "a.txt": bytes(range(32)) * 9, "a.png": b"x", "vacio.md": b""}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ArticleError, match=name):
            add(str(tmp_path / name), seeds)
    assert files(seeds) == []


def test_what_is_no_article_is_refused_with_every_format_that_is_read(tmp_path, seeds):
    (tmp_path / "foto.jpg").write_bytes(b"x")
    with pytest.raises(ArticleError) as refused:
        add(str(tmp_path / "foto.jpg"), seeds)
    listed = str(refused.value).partition("one of: ")[2].split()
    assert set(listed) >= {".txt", ".pdf", ".csv", ".tsv", ".jsonl", ".rss", ".atom"}


def test_the_command_adds_what_it_can_and_reports_the_sync(
    site, seeds, tmp_path, monkeypatch, embedder, capsys
):
    monkeypatch.setattr("assistant.archive.load_embedder", lambda _: embedder)
    (tmp_path / "nota.txt").write_text(NOTE)
    folders = ["--seeds", str(seeds), "--index", str(tmp_path / "index")]
    given = [f"{site}/2026/dialogo", f"{site}/nada", str(tmp_path / "nota.txt")]
    assert main(["add", "--json", *given, *folders]) == 3
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert [each["path"] for each in told["added"]][1] == "nota.txt"
    assert len(told["sync"]["added"]) == 2
    assert [failure["path"] for failure in told["failed"]] == [f"{site}/nada"]
    assert f"hemeroteca: {site}/nada: el servidor responde 404" in err
    assert main(["add", f"{site}/nada", *folders]) == 1
    assert main(["add", str(tmp_path / "nota.txt"), *folders]) == 0
    assert capsys.readouterr().out == "ya estaba: nota.txt\n"
    # A row of it cannot be read; whatever is wrong with another file does not count.
    (tmp_path / "notas.csv").write_text(
        "title,body\nEl puente,El puente de Lugo mide catorce metros.\nNada,\n"
    )
    assert main(["add", str(tmp_path / "notas.csv"), *folders]) == 3
    assert main(["add", str(tmp_path / "nota.txt"), *folders]) == 0


def test_what_was_put_into_the_folder_is_told_though_it_cannot_be_indexed(tmp_path, monkeypatch, capsys):
    def locked(*_, **__):
        raise StoreLocked("index: another process is updating the index; wait for it to end, or stop it")

    monkeypatch.setattr("assistant.ask.Assistant.prepare", locked)
    (tmp_path / "nota.txt").write_text(NOTE)
    folders = ["--seeds", str(tmp_path / "seeds"), "--index", str(tmp_path / "index")]
    assert main(["add", str(tmp_path / "nota.txt"), *folders]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first == "añadido: nota.txt"
    assert "otro proceso está actualizando el índice" in second
