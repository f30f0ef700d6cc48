"""The way to Spotify of one machine: whose tokens, from where, and what becomes of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import keyring
import pytest

from spotintro.accounts.spotify_access import NoSpotifyApp, SignedIn, SignInNotKept, SpotifyAccess
from spotintro.clock import Clock, SystemClock
from spotintro.config import SpotifySettings
from spotintro.players.base import PlayerUnreachable
from spotintro.players.spotify import wire
from spotintro.players.spotify.profile import Profile, profile_of
from spotintro.players.spotify.tokens import SCOPES, SignIn, SignInNeeded
from spotintro.state.errors import StateError
from spotintro.state.sign_ins import SignIns, SpotifyUser, file_in
from tests.fakes.keyrings import BrokenKeyring, LockedKeyring, MemoryKeyring
from tests.fakes.spotify_server import Answer, SpotifyServer
from tests.fakes.virtual_time import VirtualTime

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

PROJECT = Path(__file__).parents[2]
ZOE = Profile(("acc123", "zoe"), "Zoë")
MAX = Profile(("acc456", "max"), "Max")


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer() as server:
        yield server


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


def access_to(server: SpotifyServer, folder: Path, clock: Clock, *, client_id: str = "client") -> SpotifyAccess:
    options = SpotifySettings(
        client_id=client_id, api_url=server.api_url, accounts_url=server.accounts_url, daily_calls=50
    )
    return SpotifyAccess(options, folder, clock)


def sign_in_at(clock: Clock, token: str = "good-token") -> SignIn:
    now = clock.now()
    return SignIn("client", token, "good-refresh", now + timedelta(hours=1), SCOPES, now)


async def call(access: SpotifyAccess) -> object:
    limiter = access.limiter()
    try:
        return await limiter.read("devices", wire.devices())
    finally:
        await limiter.close()


async def test_what_was_kept_is_used_and_renewed(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime
) -> None:
    access_to(server, tmp_path, time).keep(sign_in_at(time), ZOE)
    await call(access_to(server, tmp_path, time))
    time.advance(3600)
    await call(access_to(server, tmp_path, time))
    assert [each.token for each in server.received] == ["good-token", "token-1"]
    status = access_to(server, tmp_path, time).status()
    assert (status.used, status.budget, status.user) == (2, 50, SpotifyUser(("acc123", "zoe"), "Zoë"))
    assert status.sign_in is not None
    assert status.sign_in.access_token == "token-1"
    assert "token-1" not in repr(status)


async def test_who_never_signed_in_is_told_so_without_a_keyring(
    server: SpotifyServer, tmp_path: Path, time: VirtualTime
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(LockedKeyring())
    try:
        with pytest.raises(SignInNeeded, match="not signed in"):
            await call(access_to(server, tmp_path, time))
    finally:
        keyring.set_keyring(before)
    assert server.received == []
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - pathlib's would count as blocking here


async def test_a_token_of_the_environment_is_used_alone(
    server: SpotifyServer,
    ring: MemoryKeyring,
    tmp_path: Path,
    time: VirtualTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    access_to(server, tmp_path, time).keep(sign_in_at(time), ZOE)
    monkeypatch.setenv("SPOTINTRO_SPOTIFY_ACCESS_TOKEN", "given-token")
    server.tokens.add("given-token")
    access = access_to(server, tmp_path, time)
    await call(access)
    assert server.received[-1].token == "given-token"
    assert access.status().given == "SPOTINTRO_SPOTIFY_ACCESS_TOKEN"
    server.tokens.clear()
    with pytest.raises(SignInNeeded, match="refuses the access token in SPOTINTRO_SPOTIFY_ACCESS_TOKEN"):
        await call(access)
    assert server.token_requests == []


async def test_a_sign_out_elsewhere_ends_it_here_at_once(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime
) -> None:
    here, elsewhere = access_to(server, tmp_path, time), access_to(server, tmp_path, time)
    here.keep(sign_in_at(time), ZOE)
    limiter = here.limiter()
    await limiter.read("devices", wire.devices())
    assert elsewhere.forget()
    with pytest.raises(SignInNeeded):
        await limiter.read("devices", wire.devices())
    await limiter.close()
    assert ring.kept == {}


async def test_one_that_spotify_ended_asks_neither_it_nor_a_keyring_any_more(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime
) -> None:
    access = access_to(server, tmp_path, time)
    access.keep(replace(sign_in_at(time), expires_at=time.now()), ZOE)
    server.refresh_tokens.clear()
    with pytest.raises(SignInNeeded, match="was ended"):
        await call(access)
    assert ring.kept == {}
    keyring.set_keyring(LockedKeyring())
    for _ in range(3):
        with pytest.raises(SignInNeeded):
            await call(access)
    assert len(server.token_requests) == 1
    status = access.status()
    assert (status.user, status.sign_in) == (SpotifyUser(("acc123", "zoe"), "Zoë"), None)


async def test_another_user_elsewhere_is_another_user_here(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime
) -> None:
    here, elsewhere = access_to(server, tmp_path, time), access_to(server, tmp_path, time)
    here.keep(sign_in_at(time), ZOE)
    limiter = here.limiter()
    await limiter.read("devices", wire.devices())
    server.tokens.add("max-token")
    elsewhere.keep(sign_in_at(time, "max-token"), MAX)
    await limiter.read("devices", wire.devices())
    await limiter.close()
    assert [each.token for each in server.received] == ["good-token", "max-token"]


def test_the_account_is_adopted_switched_and_found_again(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime
) -> None:
    access = access_to(server, tmp_path, time)

    def keep(profile: Profile) -> tuple[str, bool, bool]:
        found: SignedIn = access.keep(sign_in_at(time), profile)
        return found.account_id, found.adopted, found.switched

    assert keep(ZOE) == ("local", True, False)
    assert keep(MAX) == ("spotify:acc456", False, True)
    assert keep(MAX) == ("spotify:acc456", False, False)
    assert keep(ZOE) == ("local", False, True)


@pytest.mark.parametrize("backend", [LockedKeyring, BrokenKeyring])
def test_what_cant_be_kept_changes_nothing(
    server: SpotifyServer, tmp_path: Path, time: VirtualTime, backend: type[KeyringBackend]
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(backend())
    try:
        with pytest.raises(SignInNotKept) as caught:
            access_to(server, tmp_path, time).keep(sign_in_at(time), ZOE)
    finally:
        keyring.set_keyring(before)
    assert "OPENAI" not in caught.value.next_step
    assert "good-token" not in str(caught.value)
    assert SignIns(file_in(tmp_path)).user() is None


def test_tokens_are_forgotten_where_nobody_can_be_named_for_them(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime
) -> None:
    file = file_in(tmp_path)
    file.parent.mkdir()
    file.write_text("damaged")
    with pytest.raises(StateError, match="damaged"):
        access_to(server, tmp_path, time).keep(sign_in_at(time), ZOE)
    assert ring.kept == {}


def test_a_renewal_that_cant_be_kept_serves_until_its_end(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime, caplog: pytest.LogCaptureFixture
) -> None:
    access = access_to(server, tmp_path, time)
    access.keep(replace(sign_in_at(time), expires_at=time.now()), ZOE)
    ring.writable = False
    tokens = access._tokens
    assert tokens.current() == "token-1"
    assert tokens.current() == "token-1"
    assert len(server.token_requests) == 1
    assert "can't be kept" in caplog.text
    assert "token-1" not in caplog.text


def test_a_service_that_is_down_is_not_asked_with_every_call(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime
) -> None:
    access = access_to(server, tmp_path, time)
    access.keep(replace(sign_in_at(time), expires_at=time.now()), ZOE)
    server.next_answers.append(Answer(503, b""))
    for _ in range(10):
        with pytest.raises(PlayerUnreachable):
            access._tokens.current()
    assert len(server.token_requests) == 1
    time.advance(30)
    assert access._tokens.current() == "token-2"


@pytest.mark.parametrize(("length", "renewed"), [(100, 0), (600, 0), (1100, 1)])
async def test_a_token_of_any_length_is_signed_in_with(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime, *, length: int, renewed: int
) -> None:
    token = "x" * length
    server.tokens.add(token)
    access = access_to(server, tmp_path, time)
    access.keep(sign_in_at(time, token), ZOE)
    await call(access)
    await call(access_to(server, tmp_path, time))
    assert len(server.received) == 2
    assert len(server.token_requests) == renewed, "what was too long to keep"
    assert all(len(secret) <= 1280 for secret in ring.kept.values())


async def test_there_is_no_sign_in_without_an_app(
    server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path, time: VirtualTime
) -> None:
    with pytest.raises(NoSpotifyApp):
        async with access_to(server, tmp_path, time, client_id="").signing_in(allow_file=False):
            pass


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"id": "zoe", "account_id": "acc123", "display_name": "Zoë"}, ZOE),
        ({"id": "zoe", "display_name": None}, Profile(("zoe",), "zoe")),
        ({"id": "zoe", "account_id": "zoe"}, Profile(("zoe",), "zoe")),
        ({"account_id": 5, "id": "z\x1b[31mo\u202ee", "display_name": "\x1b]0;x\x07Z"}, Profile(("zoe",), "Z")),
        ({"id": ""}, None),
        ({"display_name": "Zoë"}, None),
        ([], None),
        (None, None),
    ],
)
def test_who_it_is(document: object, found: Profile | None) -> None:
    assert profile_of(document) == found


CALL = """
import sys
from pathlib import Path
from spotintro.clock import SystemClock
from spotintro.config import SpotifySettings
from spotintro.accounts.spotify_access import SpotifyAccess
options = SpotifySettings(client_id="client", accounts_url=sys.argv[1])
access = SpotifyAccess(options, Path(sys.argv[2]), SystemClock())
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.readline()
sys.stdout.write(access._tokens.current())
"""


def test_four_programs_with_one_keyring_refresh_once(
    server: SpotifyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = tmp_path / "ring"
    ring.mkdir()
    surroundings = {
        **os.environ,
        "SPOTINTRO_TEST_RING": str(ring),
        "PYTHON_KEYRING_BACKEND": "tests.fakes.keyrings.FolderKeyring",
    }
    monkeypatch.setenv("SPOTINTRO_TEST_RING", str(ring))
    before = keyring.get_keyring()
    from tests.fakes.keyrings import FolderKeyring

    keyring.set_keyring(FolderKeyring())
    try:
        clock = SystemClock()
        expired = replace(sign_in_at(clock, "old"), expires_at=clock.now() - timedelta(hours=1))
        access_to(server, tmp_path / "data", clock).keep(expired, ZOE)
    finally:
        keyring.set_keyring(before)
    command = [sys.executable, "-c", CALL, server.accounts_url, str(tmp_path / "data")]
    programs = [
        subprocess.Popen(
            command, cwd=PROJECT, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    assert [program.communicate(timeout=60)[0].strip() for program in programs] == ["token-1"] * 4
    assert len(server.token_requests) == 1
