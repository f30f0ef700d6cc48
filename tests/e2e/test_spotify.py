"""Spotify on any device, in a terminal: signed in, steered by keys, and the screen follows."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from spotintro.accounts.spotify_access import SpotifyAccess
from spotintro.clock import SystemClock
from spotintro.config import SpotifySettings
from spotintro.players.spotify.profile import Profile
from spotintro.players.spotify.tokens import SCOPES, SignIn
from tests.browser import FETCH
from tests.e2e.commands import SPOTINTRO, answer, spotintro
from tests.e2e.tmux import terminal
from tests.fakes.spotify_server import SpotifyServer

pytestmark = pytest.mark.service


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer() as server:
        yield server


@pytest.fixture
def signed_in(server: SpotifyServer, tmp_path: Path) -> dict[str, str]:
    fetch, config = tmp_path / "fetch.py", tmp_path / "config.toml"
    fetch.write_text(FETCH)
    config.write_text(
        f'[spotify]\nclient_id = "client0"\napi_url = "{server.api_url}"\naccounts_url = "{server.accounts_url}"\n'
        '[player]\nprovider = "spotify"\n[voice]\nprovider = "silent"\n'
    )
    surroundings = {
        "SPOTINTRO_CONFIG": str(config),
        "SPOTINTRO_DATA_DIR": str(tmp_path / "data"),
        "BROWSER": f"{sys.executable} -I -S {fetch} %s",
    }
    clock = SystemClock()
    access = SpotifyAccess(SpotifySettings(client_id="client0"), tmp_path / "data", clock)
    access._keeping.allow_file = True  # as `login --insecure-file` does
    now = clock.now()
    access.keep(
        SignIn("client0", "good-token", "good-refresh", now + timedelta(hours=1), SCOPES, now),
        Profile(("acc123",), "Zoë"),
    )
    return surroundings


def until(reached: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)


def test_the_keys_steer_another_device_and_the_screen_follows(
    server: SpotifyServer, signed_in: dict[str, str]
) -> None:
    player = server.player
    with terminal([SPOTINTRO], width=110, height=34, env=signed_in) as screen:
        screen.wait_for(r"Song 0")
        screen.wait_for(r"Kitchen · − volume 50 %")
        screen.press("Space")
        screen.wait_for(r"(?i)paused")
        assert not player.playing
        screen.press("Space")
        screen.wait_for(r"(?i)playing")
        assert player.playing
        screen.press("+")
        screen.wait_for(r"volume 55 %")
        assert (player.active() or {})["volume_percent"] == 55
        before_ms = player.position_ms
        screen.press("Right")
        until(lambda: player.position_ms >= before_ms + 9_000, "ten seconds forward")
        screen.press("n")
        screen.wait_for(r"Song 1")
        assert player.index == 1
        screen.press("l")
        screen.wait_for(r"♥ liked")
        assert player.liked == {player.tracks[1]["uri"]}
        screen.press("d")
        screen.wait_for(r"Phone")
        screen.press("Down")
        screen.press("Enter")
        until(lambda: (player.active() or {}).get("name") == "Phone", "the phone plays")
        screen.wait_for(r"· Phone")
        assert player.playing, "it goes on playing there"
        screen.press("q")
        screen.wait_for(r"exit=0")
    commands = [(each.method, each.path) for each in server.received if each.method != "GET"]
    assert len(commands) == 7, commands


def test_what_plays_on_the_command_line(server: SpotifyServer, signed_in: dict[str, str], tmp_path: Path) -> None:
    found = answer("now", data_dir=tmp_path / "data", env=signed_in)
    assert (found["track"]["title"], found["device"]["name"]) == ("Song 0", "Kitchen")
    spotintro("logout", data_dir=tmp_path / "data", env=signed_in)
    refused = answer("now", data_dir=tmp_path / "data", env=signed_in, expect=4)
    assert refused["error"]["code"] == "SIGN_IN_NEEDED"


def test_a_token_of_the_environment_needs_no_sign_in(
    server: SpotifyServer, signed_in: dict[str, str], tmp_path: Path
) -> None:
    server.tokens.add("given-token")
    env = {**signed_in, "SPOTINTRO_SPOTIFY_ACCESS_TOKEN": "given-token"}
    other = tmp_path / "other"
    assert answer("now", data_dir=other, env=env | {"SPOTINTRO_DATA_DIR": str(other)})["state"] == "playing"
    assert server.received[-1].token == "given-token"


def test_a_sign_in_that_spotify_ended_is_one_line_and_no_loop(
    server: SpotifyServer, signed_in: dict[str, str], tmp_path: Path
) -> None:
    server.tokens.clear()
    server.refresh_tokens.clear()
    asked = len(server.token_requests)
    refused = answer("now", data_dir=tmp_path / "data", env=signed_in, expect=4)
    assert "was ended" in refused["error"]["message"]
    assert "spotintro login" in refused["error"]["next_step"]
    answer("now", data_dir=tmp_path / "data", env=signed_in, expect=4)
    assert len(server.token_requests) == asked + 1
    server.refresh_tokens.add("good-refresh")
    spotintro("login", "--insecure-file", data_dir=tmp_path / "data", env=signed_in)
    assert answer("now", data_dir=tmp_path / "data", env=signed_in)["track"]["title"] == "Song 0"
