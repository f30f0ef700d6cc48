"""A sign-in that is missing, ends or comes while what plays on this machine goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import keyring
import pytest

from spotintro.accounts.spotify_access import SpotifyAccess
from spotintro.clock import SystemClock
from spotintro.config import SpotifySettings
from spotintro.players.auto import AutoPlayer
from spotintro.players.demo import DemoPlayer
from spotintro.players.spotify.player import SpotifyPlayer
from spotintro.players.spotify.profile import Profile
from spotintro.players.spotify.tokens import SCOPES, SignIn
from tests.fakes.keyrings import MemoryKeyring
from tests.fakes.spotify_server import SpotifyServer

pytestmark = pytest.mark.slow

ZOE = Profile(("acc123",), "Zoë")


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    with SpotifyServer() as server:
        yield server
    keyring.set_keyring(before)


def access_to(server: SpotifyServer, folder: Path) -> SpotifyAccess:
    options = SpotifySettings(client_id="client", api_url=server.api_url, accounts_url=server.accounts_url)
    return SpotifyAccess(options, folder, SystemClock())


def signed_in(access: SpotifyAccess) -> None:
    now = SystemClock().now()
    access.keep(SignIn("client", "good-token", "good-refresh", now + timedelta(hours=1), SCOPES, now), ZOE)


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110 - of states that nobody announces
            await asyncio.sleep(0.01)


async def test_a_sign_in_that_comes_is_taken_at_once_and_one_that_is_missing_is_told_once(
    server: SpotifyServer, tmp_path: Path
) -> None:
    told: list[str] = []
    access, clock = access_to(server, tmp_path), SystemClock()
    player = AutoPlayer(DemoPlayer(clock), SpotifyPlayer(access.limiter(), clock), clock, report=told.append)
    await player.open()
    assert (await player.read()) is not None, "what plays here is there"
    assert [line.partition(".")[0] for line in told] == ["You are not signed in to Spotify"]
    player.set_watched(True)
    await asyncio.sleep(0)
    signed_in(access)
    player.set_watched(True)
    await until(lambda: bool(server.received))
    await until(lambda: "spotify" in player._opened)
    assert [device.name for device in await player.devices()] == ["Kitchen", "Phone"]
    assert len(told) == 1
    await player.close()


async def test_one_that_ends_is_told_and_what_plays_here_goes_on(server: SpotifyServer, tmp_path: Path) -> None:
    told: list[str] = []
    access, clock = access_to(server, tmp_path), SystemClock()
    signed_in(access)
    player = AutoPlayer(DemoPlayer(clock), SpotifyPlayer(access.limiter(), clock), clock, report=told.append)
    await player.open()
    assert told == []
    access.forget()
    player.set_watched(False)
    player.set_watched(True)
    await until(lambda: bool(told))
    assert "not signed in" in told[0]
    assert "spotintro login" in told[0]
    assert (await player.read()) is not None
    await player.close()
