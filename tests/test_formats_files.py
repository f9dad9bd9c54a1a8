"""Files that cannot be articles: each is refused in one line that says why and what to do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from index.errors import ArticleError, EmptyArticle, UnreadableArticle
from index.readers import SUFFIXES, is_article, read_article
from index.readers.file import MAX_BYTES

TEXT = "El gobierno reiteró su exigencia."


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_file_without_bytes_is_empty(seeds, suffix):
    path = seeds / f"a{suffix}"
    path.touch()
    with pytest.raises(EmptyArticle) as caught:
        read_article(path, path.name)
    assert str(caught.value) == (f"a{suffix}: the file is empty; write the article or take the file out")


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_file_of_200_megabytes_is_refused_unread(seeds, suffix):
    path = seeds / f"a{suffix}"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(UnreadableArticle) as caught:
        read_article(path, path.name)
    assert str(caught.value) == (
        f"a{suffix}: too large (holds 200 MB, the limit is 50 MB); split it or take it out of the folder"
    )


def test_file_of_the_largest_size_is_read(seeds):
    path = seeds / "a.txt"
    path.write_bytes(TEXT.encode() + b"\n" * (MAX_BYTES - len(TEXT.encode())))
    assert read_article(path, "a.txt").body.startswith(TEXT)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_noise_is_refused_in_one_line_whatever_it_is_called(seeds, suffix):
    path = seeds / f"ruido{suffix}"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(ArticleError, match=rf"^ruido\{suffix}: [^\n]+; [^\n]+$"):
        read_article(path, path.name)


def test_link_out_of_the_folder_is_refused(seeds, tmp_path):
    (tmp_path / "fuera.txt").write_text(TEXT)
    (seeds / "nota.txt").symlink_to(tmp_path / "fuera.txt")
    with pytest.raises(UnreadableArticle) as caught:
        read_article(seeds / "nota.txt", "nota.txt")
    assert str(caught.value) == "nota.txt: links to a file outside the folder; copy that file into it"


def test_link_of_a_folder_out_of_the_folder_is_refused(seeds, tmp_path):
    (tmp_path / "fuera").mkdir()
    (tmp_path / "fuera" / "nota.txt").write_text(TEXT)
    (seeds / "2026").symlink_to(tmp_path / "fuera", target_is_directory=True)
    with pytest.raises(UnreadableArticle, match=r"^2026/nota\.txt: links to a file outside"):
        read_article(seeds / "2026" / "nota.txt", "2026/nota.txt")


def test_link_within_the_folder_and_a_folder_that_is_a_link_are_read(seeds, tmp_path, monkeypatch):
    (seeds / "2026").mkdir()
    (seeds / "2026" / "nota.txt").write_text(TEXT)
    (seeds / "copia.txt").symlink_to("2026/nota.txt")
    assert read_article(seeds / "copia.txt", "copia.txt").body == TEXT
    (tmp_path / "enlace").symlink_to(seeds, target_is_directory=True)
    path = tmp_path / "enlace" / "2026" / "nota.txt"
    assert read_article(path, "2026/nota.txt").body == TEXT
    monkeypatch.chdir(tmp_path)
    assert read_article((seeds / "2026" / "nota.txt").relative_to(tmp_path), "2026/nota.txt").body == TEXT


def test_link_to_itself_and_file_that_may_not_be_read_are_refused(seeds):
    (seeds / "nota.txt").symlink_to("nota.txt")
    with pytest.raises(UnreadableArticle, match=r"^nota\.txt: cannot be read \(.+\); check"):
        read_article(seeds / "nota.txt", "nota.txt")
    path = seeds / "cerrada.txt"
    path.write_text(TEXT)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    with pytest.raises(UnreadableArticle, match=r"^cerrada\.txt: cannot be read"):
        read_article(path, path.name)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("a.doc", "save it as .docx"), ("a.odt", "save it as .docx"), ("a.msg", "save the message as .eml")],
)
def test_documents_in_formats_that_are_not_read_are_reported(seeds, name, remedy):
    assert is_article(name)
    (seeds / name).write_text(TEXT)
    with pytest.raises(UnreadableArticle) as caught:
        read_article(seeds / name, name)
    assert str(caught.value) == f"{name}: format not read; {remedy}"


def test_readers_of_text_need_none_of_the_packages_of_other_formats():
    code = "import sys, index.readers; sys.exit(str(sys.modules.keys() & set(sys.argv[1:])))"
    packages = ["lxml", "trafilatura", "docx", "pypdfium2"]
    done = subprocess.run(
        [sys.executable, "-c", code, *packages], check=False, capture_output=True, text=True
    )
    assert done.stderr.strip() == "set()"
