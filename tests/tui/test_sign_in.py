"""Signing in to Spotify from within the app."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import keyring
import pytest
from keyring.backends import null

from spotintro.config import Settings, SpotifySettings
from spotintro.tui.screens.sign_in import SignInPage
from tests.fakes.keyrings import MemoryKeyring
from tests.fakes.spotify_server import SpotifyServer
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, running

MakeParts = Callable[..., FakeParts]


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer() as server:
        yield server


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def make_parts(server: SpotifyServer, ring: MemoryKeyring, tmp_path: Path) -> MakeParts:
    def make(*, client_id: str = "client0", demo: bool = False) -> FakeParts:
        spotify = SpotifySettings(client_id=client_id, api_url=server.api_url, accounts_url=server.accounts_url)
        return FakeParts(settings=Settings(spotify=spotify), playback=playing(), demo=demo, data_dir=tmp_path)

    return make


def page_of(here: Running) -> SignInPage:
    assert isinstance(here.app.screen, SignInPage)
    return here.app.screen


async def address_on(here: Running) -> str:
    await here.press("L")
    await here.until(lambda: here.app.screen.id == "sign_in", "the page")
    await here.until(lambda: "agree" in page_of(here)._text.said, "the address")
    return page_of(here)._text.address


def led_to(server: SpotifyServer, address: str, *, agrees: bool = True) -> str:
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    return server.authorize(query, agrees=agrees)


async def visit(address: str) -> None:
    def get() -> None:
        with urllib.request.urlopen(address, timeout=10) as answer:
            answer.read()

    await asyncio.to_thread(get)


async def test_the_browser_comes_back(make_parts: MakeParts, server: SpotifyServer, ring: MemoryKeyring) -> None:
    async with running(make_parts(), (100, 70)) as here:
        address = await address_on(here)
        assert "authorize?client_id=client0" in here.seen
        await visit(led_to(server, address))
        await here.until_seen("✓ You are signed in to Spotify as Zoë. This machine's account is yours now")
        assert not page_of(here).field.display
        await here.until(lambda: here.parts.the_player.watched[-2:] == [False, True], "read anew")
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main, "the main screen")
        await here.until_logged("signed in to Spotify as Zoë")
    (record,) = ring.kept.values()
    assert json.loads(record)["r"] == "good-refresh"


async def test_the_address_is_pasted_and_a_wrong_one_is_told(make_parts: MakeParts, server: SpotifyServer) -> None:
    async with running(make_parts()) as here:
        address = await address_on(here)
        await here.press("enter", *"http://wrong", "enter")
        await here.until_seen("not of this sign-in")
        page_of(here).field.fill(led_to(server, address))
        await here.press("enter")
        await here.until_seen("signed in to Spotify as Zoë")


async def test_esc_cancels_and_frees_the_port(make_parts: MakeParts, server: SpotifyServer) -> None:
    async with running(make_parts()) as here:
        back = urlsplit(led_to(server, await address_on(here)))
        _, stream = await asyncio.open_connection(back.hostname, back.port)
        stream.close()
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main, "the main screen")
        await here.pilot.pause()
        with pytest.raises(OSError, match=r"refused|Connect"):
            await asyncio.open_connection(back.hostname, back.port)
        assert server.token_requests == []
        assert not any("wrong" in line for line in here.log), here.log


async def test_who_does_not_agree_may_try_again(make_parts: MakeParts, server: SpotifyServer) -> None:
    async with running(make_parts()) as here:
        await visit(led_to(server, await address_on(here), agrees=False))
        await here.until_seen("✖ You did not agree on Spotify's page.")
        await here.press("enter")
        await here.until(lambda: page_of(here)._text.address != "", "another address")
        await visit(led_to(server, page_of(here)._text.address))
        await here.until_seen("signed in to Spotify as Zoë")


async def test_without_a_keyring_the_file_is_offered(
    make_parts: MakeParts, server: SpotifyServer, tmp_path: Path
) -> None:
    keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]  # keyring's constructors are untyped
    async with running(make_parts(), (100, 70)) as here:
        await here.press("L")
        await here.until_seen("This system has no keyring. f keeps the sign-in in")
        await here.press("f")
        await here.until(lambda: page_of(here)._text.address != "", "the address")
        await visit(led_to(server, page_of(here)._text.address))
        await here.until_seen("signed in to Spotify as Zoë")
    assert (tmp_path / "secrets" / "spotify").stat().st_mode & 0o777 == 0o600


async def test_who_is_signed_in_is_asked_before_a_browser_opens(
    make_parts: MakeParts, server: SpotifyServer
) -> None:
    parts = make_parts()
    async with running(parts) as here:
        await visit(led_to(server, await address_on(here)))
        await here.until_seen("signed in to Spotify as Zoë")
        await here.press("escape", "L")
        await here.until_seen("You are signed in as Zoë, until 2027-05-23 at the latest.")
        assert page_of(here)._attempt is None
        server.profile = {"id": "max", "account_id": "acc456", "display_name": "Max"}
        await here.press("enter")
        await here.until(lambda: page_of(here)._text.address != "", "the address")
        await visit(led_to(server, page_of(here)._text.address))
        await here.until_seen("From the next start on, your own account's credits")


async def test_the_qr_code_is_shown_where_it_fits(make_parts: MakeParts) -> None:
    async with running(make_parts(), (120, 70)) as here:
        await address_on(here)
        assert "▀" not in here.seen
        await here.press("g")
        await here.until_seen("▀")
    async with running(make_parts(), (40, 20)) as here:
        await address_on(here)
        await here.press("g")
        await here.until_seen("The QR code needs")
        assert "or copy the address" in " ".join(here.seen.split())


async def test_without_an_app_it_says_how_to_make_one(make_parts: MakeParts) -> None:
    async with running(make_parts(client_id="")) as here:
        await here.press("L")
        await here.until_seen("Redirect URI: http://127.0.0.1")


async def test_the_account_page_tells_who_is_signed_in_or_leads_there(
    make_parts: MakeParts, server: SpotifyServer
) -> None:
    async with running(make_parts(), (130, 32)) as here:
        await here.press("u")
        await here.until_seen("L sign in to")
        await visit(led_to(server, await address_on(here)))
        await here.until_seen("signed in to Spotify as Zoë")
        await here.press("u")
        await here.until_seen("signed in to Spotify as Zoë")
        await here.until_seen("this machine's account")
        assert "L sign in" not in here.seen


async def test_the_demo_needs_no_sign_in(make_parts: MakeParts, server: SpotifyServer) -> None:
    async with running(make_parts(demo=True)) as here:
        await here.press("L")
        await here.until_seen("The demo plays by itself")
        await here.press("enter", "f", "g", "c")
        assert page_of(here)._attempt is None


async def test_what_a_player_has_to_say_is_a_line_of_the_log(parts: FakeParts) -> None:
    async with running(parts) as here:
        here.parts.tell("Spotify is asked less often.")
        await here.until_logged("Spotify is asked less often.")
