"""`now` and `intro` before players that tell little: the real program, a private bus, a Web API of ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from dbus_fast import Variant

from tests.cli.commands import Commands, Result, run
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.spotify_server import SpotifyServer
from tests.players.mpris_service import ScriptedMpris, honest
from tests.session_bus import session_bus

pytestmark = pytest.mark.service

ID = "0000000000000000000000"
ADVERT = {"mpris:trackid": Variant("s", "/com/spotify/ad/0001"), "xesam:title": Variant("s", "Buy now")}
ELSEWHERE = {
    "mpris:trackid": Variant("s", f"/com/spotify/track/{ID}"),
    "xesam:url": Variant("s", f"https://open.spotify.com/track/{ID}"),
    "xesam:title": Variant("s", ""),
    "xesam:artist": Variant("as", [""]),
    "xesam:album": Variant("s", "An Album"),
}
"""What Spotify's client shows while it plays on another device (playerctl#177)."""
STREAM = {"xesam:url": Variant("s", "http://radio.example/live.mp3"), "xesam:title": Variant("s", "live.mp3")}

Shown = Callable[..., Awaitable[None]]


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


@pytest.fixture
async def shown(
    spotintro: Commands, server: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Shown]:
    """Begin to play on a bus of its own; the AI writer is set up beside it."""
    spotintro.config(f'[writer]\nprovider = "openai"\n[writer.openai]\nbase_url = "{server.base_url}"\n')
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-0123456789")
    services: list[ScriptedMpris] = []
    with session_bus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)

        async def show(fields: dict[str, Variant], *, status: str = "Playing", name: str = "spotify") -> None:
            properties = honest(status=status, Metadata=Variant("a{sv}", fields))
            service = ScriptedMpris(name, properties, identity="Spotify" if name == "spotify" else "")
            await service.start(bus.address)
            services.append(service)

        yield show
        for service in services:
            await service.stop()


async def told(*arguments: str) -> Result:
    return await asyncio.to_thread(run, *arguments)


@pytest.mark.parametrize(
    ("fields", "code", "message"),
    [
        (ADVERT, "ADVERT_PLAYS", "This is an advert; there is nothing to introduce."),
        (STREAM, "TRACK_NOT_TOLD", "The player doesn't tell what plays: no title, no artist, no album."),
        ({}, "TRACK_UNTOLD", "Something plays that the player doesn't tell."),
    ],
)
async def test_what_cannot_be_introduced_is_refused_for_free(
    shown: Shown, server: OpenAIServer, fields: dict[str, Variant], code: str, message: str
) -> None:
    await shown(fields)
    result = await told("intro", "--player", "mpris", "--no-speak", "--json")
    assert result.status == 1
    error = result.error()
    assert (error["code"], error["message"]) == (code, message)
    assert error["next_step"]
    plain = await told("intro", "--player", "mpris", "--no-speak")
    assert (plain.status, plain.out) == (1, "")
    assert message in plain.err
    assert server.requests == []
    account = (await told("credits", "balance", "--json")).document()
    assert (account["available"], account["used"], account["held"]) == (10, 0, 0)


async def test_now_says_that_something_plays_which_is_not_told(shown: Shown) -> None:
    await shown({})
    result = await told("now", "--player", "mpris", "--json")
    assert (result.status, result.document()["state"], result.document()["track"]) == (0, "playing", None)
    plain = await told("now", "--player", "mpris")
    assert plain.status == 0
    assert plain.out.startswith(
        "Playing: something that the player doesn't tell\nAt 0:05, on Spotify (volume 50%)"
    )


async def test_without_a_title_the_album_is_spoken_of_and_the_id_is_sent_nowhere(
    shown: Shown, server: OpenAIServer
) -> None:
    await shown(ELSEWHERE)
    now = (await told("now", "--player", "mpris", "--json")).document()
    assert (now["track"]["title"], now["track"]["album"]) == ("", "An Album")
    announced = await told("intro", "--player", "mpris", "--no-speak", "--writer", "announcer", "--json")
    assert announced.status == 0
    text = announced.document()["text"]
    assert "An Album" in text
    assert ID not in text
    await told("intro", "--player", "mpris", "--no-speak", "--json")
    [request] = server.requests
    assert ID not in str(request.body)


@pytest.mark.parametrize("status", ["Playing", "Paused"])
async def test_where_somebody_is_signed_in_the_web_api_is_asked(
    shown: Shown, spotintro: Commands, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    with SpotifyServer() as spotify:
        spotify.player.playing = status == "Playing"
        spotintro.config(f'[spotify]\napi_url = "{spotify.api_url}"\n')
        monkeypatch.setenv("SPOTINTRO_SPOTIFY_ACCESS_TOKEN", spotify.token)
        await shown(ELSEWHERE, status=status)
        now = await told("now", "--json")
        assert now.status == 0, now.err
        document = now.document()
        assert document["player"] == "spotify"
        assert (document["track"]["title"], document["track"]["artists"]) == ("Song 0", ["Artist 0"])
        announced = await told("intro", "--no-speak", "--writer", "announcer", "--json")
        assert "Song 0" in announced.document()["text"]
        assert len(spotify.received) <= 6, "what plays, what follows and what is liked, by each command"


async def test_a_paused_spotify_does_not_hide_what_is_heard(shown: Shown) -> None:
    await shown(ELSEWHERE | {"xesam:title": Variant("s", "Paused song")}, status="Paused")
    heard = {"xesam:title": Variant("s", "Heard song"), "xesam:artist": Variant("as", ["Ada Quell"])}
    await shown(heard, name="firefox.instance_1_84")
    intro = await told("intro", "--player", "mpris", "--no-speak", "--writer", "announcer", "--json")
    assert "Heard song" in intro.document()["text"]
    plain = await told("now", "--player", "mpris")
    assert "instance" not in plain.out
