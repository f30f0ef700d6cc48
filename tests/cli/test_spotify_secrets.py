"""No token of Spotify's is anywhere but in the keyring: no file, output, log, traceback or process list has it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from tests.browser import FETCH
from tests.cli.commands import PROJECT, Commands, start
from tests.fakes.keyrings import FolderKeyring
from tests.fakes.spotify_server import PAGE, Answer, SpotifyServer, refusal

CANARIES = ("canary-token", "good-refresh")
GRANTED = b'{"access_token": "canary-token-0", "expires_in": 3600, "refresh_token": "good-refresh"}'
DEFECT = """
import logging, sys
logging.basicConfig(level=logging.DEBUG)
import requests, spotipy, urllib3
for name in ("spotipy", "requests", "urllib3"):
    logging.getLogger(name).setLevel(logging.DEBUG)
from spotintro.players.spotify import profile
def broken(document):
    raise RuntimeError("a defect")
if sys.argv[1] == "defect":
    profile.profile_of = broken
from spotintro.cli.entry import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """All that the program may write to but the keyring."""
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture
def server(
    spotintro: Commands, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SpotifyServer]:
    before = keyring.get_keyring()  # ahead of the environment, which it would else take it from
    ring, fetch = tmp_path / "ring", tmp_path / "fetch.py"
    ring.mkdir()
    fetch.write_text(FETCH)
    for name, value in {
        "BROWSER": f"{sys.executable} -I -S {fetch} %s",
        "HOME": home,
        "XDG_RUNTIME_DIR": home,
        "TMPDIR": home,
        "SPOTINTRO_DATA_DIR": home / "data",
        "SPOTINTRO_CONFIG": home / "config.toml",
        "SPOTINTRO_TEST_RING": ring,
        "PYTHON_KEYRING_BACKEND": "tests.fakes.keyrings.FolderKeyring",
    }.items():
        monkeypatch.setenv(name, str(value))
    keyring.set_keyring(FolderKeyring())
    with SpotifyServer() as server:
        server.token_name = "canary-token"
        spotintro.config(
            f'[spotify]\nclient_id = "client0"\napi_url = "{server.api_url}"\n'
            f'accounts_url = "{server.accounts_url}"\n'
        )
        yield server
    keyring.set_keyring(before)


def require_no_canary(*texts: str, home: Path) -> None:
    files = [file.read_bytes().decode("latin-1") for file in home.rglob("*") if file.is_file()]
    assert files
    for text in (*texts, *files):
        assert not [canary for canary in CANARIES if canary in text], text


def process_list() -> str:
    """As `ps` shows it to everybody."""
    lines = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                lines.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode("latin-1"))
            except OSError:  # it has ended
                continue
    return "\n".join(lines)


def test_no_token_is_in_what_a_session_says_or_leaves(
    spotintro: Commands, server: SpotifyServer, home: Path, tmp_path: Path
) -> None:
    texts = []
    for words in (
        ["login"],
        ["login", "--json"],
        ["doctor"],
        ["doctor", "--json"],
        ["support", "--json"],
        ["config", "show"],
        ["now", "--player", "spotify"],
        ["now", "--player", "spotify", "--json"],
        ["credits", "--json"],
        ["credits", "export", "--json"],
    ):
        result = spotintro(*words)
        assert result.status == 0, (words, result)
        texts += [result.out, result.err]
    assert any("Zoë" in text for text in texts)
    kept = [file.read_text() for file in (tmp_path / "ring").iterdir()]
    assert any(all(canary in text for canary in CANARIES) for text in kept), "so it would be seen"
    require_no_canary(*texts, home=home)


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are listed elsewhere here")
def test_no_token_is_in_the_process_list(server: SpotifyServer, home: Path) -> None:
    server.next_answers.extend(
        [Answer(200, GRANTED), Answer(200, b'{"id": "zoe", "account_id": "a"}', drip_s=0.05)]
    )
    with start("login") as process:
        assert server.asked.wait(30)
        listed = process_list()
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "-m spotintro login" in listed
    require_no_canary(listed, out, err, home=home)


@pytest.mark.parametrize(
    "answer",
    [
        refusal(401, "Invalid access token"),
        refusal(403, "Forbidden canary"),
        refusal(429, "Slow down", Retry_After="30"),
        refusal(500, "Oops"),
        PAGE,
        Answer(cut=True),
    ],
)
def test_no_token_is_in_what_a_failure_says(
    spotintro: Commands, server: SpotifyServer, home: Path, answer: Answer
) -> None:
    server.next_answers.extend([Answer(200, GRANTED), answer])
    result = spotintro("login", "--json")
    assert result.status in {1, 4}
    require_no_canary(result.out, result.err, home=home)


@pytest.mark.parametrize("kind", ["defect", "sound"])
def test_no_token_is_in_a_traceback_or_in_a_librarys_debug_log(
    server: SpotifyServer, home: Path, kind: str
) -> None:
    result = subprocess.run(
        [sys.executable, "-c", DEFECT, kind, "login"],
        cwd=PROJECT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == (1 if kind == "defect" else 0), result.stderr
    assert "DEBUG:urllib3" in result.stderr
    log = (home / "data" / "spotintro.log").read_text() if kind == "defect" else "RuntimeError: a defect"
    assert "RuntimeError: a defect" in log
    require_no_canary(result.stdout, result.stderr, home=home)
