"""Signing in to Spotify as a person does: in a terminal, with a real browser, and without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser import headless_browser
from tests.e2e.commands import SPOTINTRO, answer
from tests.e2e.tmux import terminal
from tests.fakes.spotify_server import SpotifyServer

pytestmark = pytest.mark.service


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer() as server:
        yield server


@pytest.fixture
def surroundings(server: SpotifyServer, tmp_path: Path) -> dict[str, str]:
    config = tmp_path / "config.toml"
    config.write_text(
        f'[spotify]\nclient_id = "client0"\napi_url = "{server.api_url}"\n'
        f'accounts_url = "{server.accounts_url}"\n[voice]\nprovider = "silent"\n'
    )
    return {"SPOTINTRO_CONFIG": str(config), "SPOTINTRO_DATA_DIR": str(tmp_path / "data"), "BROWSER": ""}


def test_a_real_browser_signs_in_on_the_command_line(
    server: SpotifyServer, surroundings: dict[str, str], tmp_path: Path
) -> None:
    browser, page = headless_browser(tmp_path)
    env = {**surroundings, "BROWSER": browser}
    with terminal([SPOTINTRO, "login", "--insecure-file"], width=100, height=30, env=env) as screen:
        shown = screen.wait_for(r"exit=0", within_s=90)
    assert "You are signed in to Spotify as Zoë." in shown
    assert "10 credits" in shown
    assert "You can close this window" in page.read_text()
    assert len(server.token_requests) == 1


def test_a_real_browser_signs_in_from_the_app(
    server: SpotifyServer, surroundings: dict[str, str], tmp_path: Path
) -> None:
    browser, page = headless_browser(tmp_path)
    env = {**surroundings, "BROWSER": browser}
    with terminal([SPOTINTRO], width=100, height=32, env=env) as screen:
        screen.wait_for(r"10 credits")
        screen.press("L")
        screen.wait_for(r"This system has no keyring")
        screen.press("f")
        screen.wait_for(r"signed in to Spotify as Zoë", within_s=60)
        screen.press("Escape")
        screen.wait_for(r"Song 0")
        screen.press("q")
        screen.wait_for(r"exit=0")
    assert "You can close this window" in page.read_text()
    found = answer("doctor", data_dir=tmp_path / "data", env=surroundings, expect=None)
    assert [each["status"] for each in found["checks"] if each["part"] == "Spotify"] == ["warn"], (
        "two scopes of four"
    )


def test_without_a_browser_the_address_is_pasted_into_the_terminal(
    server: SpotifyServer, surroundings: dict[str, str]
) -> None:
    command = [SPOTINTRO, "login", "--no-browser", "--insecure-file"]
    with terminal(command, width=160, height=70, env=surroundings) as screen:
        shown = screen.wait_for(r"ctrl\+c cancels")
        assert "█" in shown, "a QR code"
        address = "".join(re.findall(r"(?ms)^http://127.*?(?=^Does the browser)", shown)).replace("\n", "")
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        screen.press("-l", server.authorize(query))
        screen.press("Enter")
        screen.wait_for(r"signed in to Spotify as Zoë")
        screen.wait_for(r"exit=0")
