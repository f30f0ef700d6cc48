"""Signing in against a real listener, with what browsers send besides."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from spotintro.players.base import PlayerUnreachable
from spotintro.players.spotify.sign_in import SignInFailed, SigningIn
from spotintro.players.spotify.tokens import SCOPES, Accounts
from tests.fakes.spotify_server import Answer, SpotifyServer
from tests.fakes.virtual_time import VirtualTime

pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer() as server:
        yield server


def signing_in(server: SpotifyServer) -> SigningIn:
    return SigningIn("client", Accounts(server.accounts_url, answer_s=0.3), VirtualTime())


def query(attempt: SigningIn) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(attempt.address).query).items()}


async def get(address: str, method: str = "GET") -> tuple[int, str]:
    def ask() -> tuple[int, str]:
        request = urllib.request.Request(address, method=method)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    return await asyncio.to_thread(ask)


async def test_the_browser_is_led_back_and_the_code_becomes_tokens(server: SpotifyServer) -> None:
    async with signing_in(server) as attempt:
        waiting = asyncio.create_task(attempt.finished())
        status, page = await get(attempt.address)  # Spotify's page agrees at once and leads back
        found = await waiting
    assert (status, "close this window" in page) == (200, True)
    assert (found.access_token, found.refresh_token) == ("token-1", "good-refresh")
    assert found.scopes == ("user-read-playback-state", "user-modify-playback-state")
    assert server.token_requests[0]["grant_type"] == "authorization_code"
    assert "client_secret" not in server.token_requests[0]


async def test_only_the_scopes_that_are_needed_are_asked_for(server: SpotifyServer) -> None:
    async with signing_in(server) as attempt:
        asked = query(attempt)
    assert tuple(asked["scope"].split()) == SCOPES
    assert asked["code_challenge_method"] == "S256"


async def test_stray_requests_do_not_use_it_up(server: SpotifyServer) -> None:
    async with signing_in(server) as attempt:
        here = query(attempt)["redirect_uri"]
        assert (await get(f"{here}/favicon.ico"))[0] == 404
        assert (await get(f"{here}/?code=x&state=forged"))[0] == 400
        assert (await get(f"{here}/?code=x&state=y", "POST"))[0] == 404
        host, port = "127.0.0.1", urlsplit(here).port
        for sent in (b"", b"\x16\x03\x01\x02\x00\r\n", b"GET /\r\n\r\n", b"x" * 100_000):
            _, writer = await asyncio.open_connection(host, port)
            writer.write(sent)
            writer.close()
        waiting = asyncio.create_task(attempt.finished())
        assert (await get(server.authorize(query(attempt))))[0] == 200
        assert (await waiting).access_token == "token-1"


async def test_the_address_can_be_pasted(server: SpotifyServer) -> None:
    async with signing_in(server) as attempt:
        for wrong in ("", "http://", "http://127.0.0.1/?code=x&state=other", "http://[", "code"):
            with pytest.raises(SignInFailed):
                attempt.paste(wrong)
        attempt.paste(f"  {server.authorize(query(attempt))}\n")
        assert (await attempt.finished()).access_token == "token-1"


async def test_who_does_not_agree_is_told_so(server: SpotifyServer) -> None:
    async with signing_in(server) as attempt:
        waiting = asyncio.create_task(attempt.finished())
        status, page = await get(server.authorize(query(attempt), agrees=False))
        with pytest.raises(SignInFailed, match="did not agree"):
            await waiting
    assert status == 200
    assert "Nobody was signed in" in page
    assert "You did not agree on Spotify&#x27;s page." in page
    assert "Spotify has answered" not in page


async def test_what_refused_is_shown_harmlessly_in_the_browser(server: SpotifyServer) -> None:
    async with signing_in(server) as attempt:
        waiting = asyncio.create_task(attempt.finished())
        asked = query(attempt)
        _, page = await get(f"{asked['redirect_uri']}/?error=<script>x</script>&state={asked['state']}")
        with pytest.raises(SignInFailed):
            await waiting
    assert "Spotify refused the sign-in: &lt;script&gt;" in page
    assert "<script>" not in page


async def test_an_answer_is_no_sign_in_yet(server: SpotifyServer) -> None:
    async with signing_in(server) as attempt:
        server.next_answers.append(Answer(400, b'{"error": "invalid_client"}'))
        waiting = asyncio.create_task(attempt.finished())
        _, page = await get(server.authorize(query(attempt)))
        assert "which says whether you are signed in" in page
        with pytest.raises(SignInFailed):
            await waiting


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(400, b'{"error": "invalid_client"}'), SignInFailed),
        (Answer(500, b""), SignInFailed),
        (Answer(silent=True), PlayerUnreachable),
        (Answer(200, b"<html>"), PlayerUnreachable),
    ],
)
async def test_a_service_that_fails_at_the_end(
    server: SpotifyServer, answer: Answer, error: type[Exception]
) -> None:
    async with signing_in(server) as attempt:
        server.next_answers.append(answer)
        attempt.paste(server.authorize(query(attempt)))
        with pytest.raises(error):
            await attempt.finished()


async def test_who_does_not_come_back_is_waited_for_so_long_and_no_longer(server: SpotifyServer) -> None:
    accounts = Accounts(server.accounts_url)
    async with SigningIn("client", accounts, VirtualTime(), wait_s=0.05) as attempt:
        with pytest.raises(SignInFailed, match="Nobody signed in within"):
            await attempt.finished()
    assert server.token_requests == []


async def test_who_is_still_connected_at_the_end_is_let_go(server: SpotifyServer) -> None:
    async with signing_in(server) as attempt:
        here = urlsplit(query(attempt)["redirect_uri"])
        reader, writer = await asyncio.open_connection("127.0.0.1", here.port)
        writer.write(b"GET / HT")
        await writer.drain()
        assert (await get(f"{here.geturl()}/favicon.ico"))[0] == 404, (
            "who came later is served: the first is connected"
        )
    assert await asyncio.wait_for(reader.read(), 2) == b"", "long before its own time is up"
    writer.close()


async def test_cancelling_frees_the_port(server: SpotifyServer) -> None:
    async with signing_in(server) as attempt:
        here = urlsplit(query(attempt)["redirect_uri"])
        waiting = asyncio.create_task(attempt.finished())
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    with pytest.raises(OSError, match=r"refused|Connect"):
        await asyncio.open_connection("127.0.0.1", here.port)
