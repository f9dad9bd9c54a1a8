"""Where settings come from, and what is said of one that makes no sense."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings, is_loopback, load_settings, unknown_variables
from assistant.ui.serve import _listen
from index.errors import SettingsInvalid

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    """No variable of ours is set, and the folder has no ``.env``."""
    for name in [name for name in os.environ if name.startswith("HEMEROTECA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_set_is_the_bundled_model_over_seeds_on_this_machine_only():
    settings = load_settings()
    assert settings.seeds == Path("seeds")
    assert settings.index == Path(".hemeroteca")
    assert settings.embedding_model == "bundled"
    assert settings.chroma_url is None
    assert settings.host == "127.0.0.1"
    assert settings.language == "es"


def test_the_environment_is_read(monkeypatch, tmp_path):
    monkeypatch.setenv("HEMEROTECA_SEEDS", str(tmp_path / "noticias"))
    monkeypatch.setenv("HEMEROTECA_STRICTNESS", "0.75")
    monkeypatch.setenv("HEMEROTECA_LANGUAGE", "en")
    settings = load_settings()
    assert settings.seeds == tmp_path / "noticias"
    assert settings.strictness == 0.75
    assert settings.language == "en"


def test_an_override_wins_over_the_environment_unless_it_is_none(monkeypatch):
    monkeypatch.setenv("HEMEROTECA_PORT", "8000")
    assert load_settings(port=9000).port == 9000
    assert load_settings(port=None).port == 8000


def test_the_environment_wins_over_the_env_file(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text(
        "# ajustes\nHEMEROTECA_SEEDS=periódicos\nHEMEROTECA_PORT=8001\nOTHER=1\n", encoding="utf-8"
    )
    monkeypatch.setenv("HEMEROTECA_PORT", "8000")
    settings = load_settings()
    assert settings.seeds == Path("periódicos")
    assert settings.port == 8000


def test_a_variable_left_empty_is_not_set(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("HEMEROTECA_PORT=\n", encoding="utf-8")
    monkeypatch.setenv("HEMEROTECA_CHROMA_URL", "")
    assert load_settings().chroma_url is None
    assert load_settings().port == 7860


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HEMEROTECA_PORT", "ochenta"),
        ("HEMEROTECA_PORT", "70000"),
        ("HEMEROTECA_LANGUAGE", "fr"),
        ("HEMEROTECA_STRICTNESS", "2"),
        ("HEMEROTECA_LEXICAL_WEIGHT", "-1"),
        ("HEMEROTECA_PASSAGE_TOKENS", "5"),
        ("HEMEROTECA_PASSAGE_TOKENS", "ciento"),
        ("HEMEROTECA_CHROMA_URL", "miservidor:9000"),
        ("HEMEROTECA_CHROMA_URL", "http://h:80a"),
        ("HEMEROTECA_CHROMA_URL", "http://[h"),
        ("HEMEROTECA_CHROMA_URL", "https://h/chroma"),
    ],
)
def test_a_value_that_makes_no_sense_is_named_with_its_variable(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsInvalid) as caught:
        load_settings()
    assert str(caught.value).startswith(f"{variable}='{value}': ")
    assert "\n" not in str(caught.value)


def test_a_bad_override_is_named_too():
    with pytest.raises(SettingsInvalid, match="HEMEROTECA_PORT=-1"):
        load_settings(port=-1)


def test_settings_do_not_change():
    with pytest.raises(Exception, match="frozen"):
        load_settings().port = 1


def test_a_variable_that_sets_nothing_is_told_with_the_one_that_it_is_most_like(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("HEMEROTECA_LLM_APIKEY=secret\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("HEMEROTECA_STRICTNES", "0.1")
    monkeypatch.setenv("HEMEROTECA_XYZ", "1")
    assert unknown_variables() == {
        "HEMEROTECA_LLM_APIKEY": "HEMEROTECA_LLM_API_KEY",
        "HEMEROTECA_STRICTNES": "HEMEROTECA_STRICTNESS",
        "HEMEROTECA_XYZ": None,
    }


def test_every_variable_that_is_written_of_is_known(monkeypatch):
    files = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "Makefile"]
    files += (ROOT / "tests" / "benchmarks").glob("*.py")
    named = {
        name for file in files for name in re.findall(r"HEMEROTECA_[A-Z_]+[A-Z]", file.read_text("utf-8"))
    }
    assert {f"HEMEROTECA_{name.upper()}" for name in Settings.model_fields} <= named
    for name in named:
        monkeypatch.setenv(name, "1")
    assert unknown_variables() == {}


@pytest.mark.parametrize("url", ["http://h:80a", "http://[h", "http://h:99999", "miservidor:9000"])
def test_an_address_that_is_none_is_told_with_what_one_is(url):
    with pytest.raises(SettingsInvalid, match=r"give a server's address, http\(s\)://host:port"):
        load_settings(chroma_url=url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "https://chroma.example.org", "http://[::1]:9000/"])
def test_the_address_of_a_chroma_server_is_taken(url):
    assert load_settings(chroma_url=url).chroma_url == url


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2", "::1", "[::1]"])
def test_this_machine_is_told_by_any_of_its_own_addresses(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "192.168.1.4", "localhost.example.org", "127.0.0.1.example.org", ""]
)
def test_what_others_can_reach_is_not_this_machine(host):
    assert not is_loopback(host)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1"])
def test_an_address_that_is_not_this_machine_s_is_told_with_the_settings_to_change(host):
    environment = {**os.environ, "HEMEROTECA_HOST": host}
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), "--no-open"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"hemeroteca: {host}:7860: no se puede escuchar ahí (")
    assert "ponga en HEMEROTECA_HOST una dirección de este equipo" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_in_brackets_is_listened_on():
    listener = _listen("[127.0.0.1]", 0)
    assert listener.getsockname()[0] == "127.0.0.1"
    listener.close()
