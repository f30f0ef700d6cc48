"""A sign-in in a real Secret Service: unlocked, locked, and where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import FETCH
from tests.cli.commands import Commands
from tests.fakes.spotify_server import SpotifyServer
from tests.secret_service import ABSENT, LOCKED, UNLOCKED, on_a_bus

pytestmark = pytest.mark.service

CANARIES = ("canary-token", "good-refresh")
ROUND = """
import contextlib, io, json
import keyring
keyring.get_keyring()  # loaded ahead: on a busy machine that alone may take the time that a keyring is given
from spotintro.cli.entry import main
from spotintro.cli.execution import make_parts
from spotintro.cli.launch import Launch
from spotintro.players.base import PlayerError

def run(*words):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = main([*words, "--json"])
    return status, json.loads(said.getvalue())

def kept():
    try:
        sign_in = make_parts(Launch()).spotify.status().sign_in
    except PlayerError as problem:
        return problem.message
    return sign_in and sign_in.access_token[-1]

status, found = run("login")
print(status, found.get("kept") or found["error"]["message"])
print(kept())
if status == 0:
    tokens = make_parts(Launch()).spotify._tokens
    tokens.refreshed(tokens.current())
    print(kept())
    status, found = run("logout")
    print(status, found["problems"], kept())
"""


@pytest.fixture
def server(spotintro: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SpotifyServer]:
    """With an app for it in the settings, and a browser that goes where it is sent."""
    fetch = tmp_path / "fetch.py"
    fetch.write_text(FETCH)
    monkeypatch.setenv("BROWSER", f"{sys.executable} -I -S {fetch} %s")
    with SpotifyServer() as server:
        server.token_name = "canary-token"
        spotintro.config(
            f'[spotify]\nclient_id = "client0"\napi_url = "{server.api_url}"\n'
            f'accounts_url = "{server.accounts_url}"\n'
        )
        yield server


def test_unlocked_it_keeps_renews_and_forgets(server: SpotifyServer, tmp_path: Path) -> None:
    answers = on_a_bus(tmp_path, daemon=UNLOCKED, program=ROUND, canaries=CANARIES)
    assert answers == ["0 keyring", "1", "2", "0 [] None"]
    assert len(server.token_requests) == 2


@pytest.mark.parametrize(
    ("daemon", "says"),
    [(LOCKED, "The system's keyring is locked."), (ABSENT, "This system has no keyring.")],
)
def test_without_one_that_answers_nobody_is_sent_to_a_browser(
    server: SpotifyServer, tmp_path: Path, daemon: str, says: str
) -> None:
    assert on_a_bus(tmp_path, daemon=daemon, program=ROUND, canaries=CANARIES) == [f"1 {says}", "None"]
    assert server.token_requests == []
