"""The real program before a player on a private bus, with MusicBrainz and Wikipedia on loopback."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from dbus_fast import Variant

from spotintro.music import Track
from tests.cli.commands import Commands, Result, run
from tests.facts.thirty_documents import encyclopedia, library
from tests.facts.thirty_tracks import TRACKS, facts_of
from tests.fakes.musicbrainz_server import MusicBrainzServer
from tests.fakes.source_server import Reply, SourceServer
from tests.fakes.wikipedia_server import WikipediaServer
from tests.players.mpris_service import ScriptedMpris, honest
from tests.session_bus import session_bus

pytestmark = [pytest.mark.service, pytest.mark.slow]

TRACK = TRACKS[0]


@dataclass
class Servers:
    musicbrainz: MusicBrainzServer
    wikipedia: WikipediaServer
    spotintro: Commands

    @property
    def requests(self) -> int:
        return len(self.musicbrainz.received) + len(self.wikipedia.received)

    def set(self, lookup: str = "ask") -> None:
        self.spotintro.config(
            f'[facts]\nlookup = "{lookup}"\nmusicbrainz_url = "{self.musicbrainz.root.rstrip("/")}"\n'
            f'wikipedia_url = "{self.wikipedia.address}"\nwikidata_url = "{self.wikipedia.wikidata}"\n'
        )


@pytest.fixture
def servers(spotintro: Commands) -> Iterator[Servers]:
    with MusicBrainzServer(library()) as musicbrainz, WikipediaServer(encyclopedia()) as wikipedia:
        servers = Servers(musicbrainz, wikipedia, spotintro)
        servers.set()
        yield servers


@pytest.fixture
async def playing(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Track]:
    fields = {
        "mpris:trackid": Variant("s", f"/com/{TRACK.id.replace(':', '/')}"),
        "xesam:title": Variant("s", TRACK.title),
        "xesam:artist": Variant("as", list(TRACK.artists)),
        "xesam:album": Variant("s", TRACK.album),
        "mpris:length": Variant("t", (TRACK.duration_ms or 0) * 1000),
    }
    with session_bus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        service = ScriptedMpris("spotify", honest(status="Playing", Metadata=Variant("a{sv}", fields)))
        await service.start(bus.address)
        yield TRACK
        await service.stop()


async def told(*arguments: str) -> Result:
    return await asyncio.to_thread(run, *arguments, "--player", "mpris", "--json")


async def test_nothing_is_asked_before_anybody_agreed(servers: Servers, playing: Track) -> None:
    assert (await told("facts")).error()["code"] == "FACTS_NOT_AGREED"
    assert (await told("more", "--no-speak")).error()["code"] == "FACTS_NOT_AGREED"
    assert (await told("intro", "--no-speak", "--facts")).error()["code"] == "FACTS_NOT_AGREED"
    intro = await told("intro", "--no-speak")
    assert (intro.status, intro.document()["facts"]) == (0, [])
    assert (await told("facts", "--decline")).document() == {"lookup": "declined"}
    assert (await told("intro", "--no-speak")).status == 0
    servers.set("off")
    assert (await told("facts")).error()["code"] == "FACTS_TURNED_OFF"
    assert (await told("intro", "--no-speak")).status == 0
    assert servers.requests == 0


async def test_once_agreed_the_facts_come_with_their_sources_and_are_kept(
    servers: Servers, playing: Track
) -> None:
    assert (await told("facts", "--agree")).document() == {"lookup": "agreed"}
    assert servers.requests == 0
    first = await told("facts")
    assert "Looking up … (ctrl+c stops)" in first.err
    found = first.document()["facts"]
    expected = facts_of(playing)
    assert Counter(each["relation"] for each in found) == Counter(fact.relation.value for fact in expected)
    assert {each["source"]["licence"] for each in found} == {fact.source.licence for fact in expected}
    asked = servers.requests
    # From what is kept: nobody is asked again, and it is there at once.
    again = await told("facts")
    assert again.document() == first.document()
    assert again.err == ""
    more = await told("more", "--no-speak")
    assert (more.status, more.document()["charged"]) == (0, {})
    assert {each["source"]["name"] for each in more.document()["facts"]} >= {"Wikipedia"}
    assert servers.requests == asked


async def test_a_server_that_is_none_is_told_and_an_intro_goes_on(servers: Servers, playing: Track) -> None:
    servers.set("on")
    with SourceServer(lambda _path, _query: Reply(raw=b"<html>", content_type="text/html")) as portal:
        servers.spotintro.config(
            f'[facts]\nlookup = "on"\nmusicbrainz_url = "{portal.url}"\nwikipedia_url = "{portal.url}"\n'
            f'wikidata_url = "{portal.url}"\n'
        )
        failed = await told("facts")
        assert failed.status == 1
        assert failed.error()["code"] == "SOURCE_UNREADABLE"
        assert (await told("more", "--no-speak")).error()["code"] == "SOURCE_UNREADABLE"
        for words in ((), ("--facts",)):
            intro = await told("intro", "--no-speak", *words)
            assert (intro.status, intro.document()["facts"]) == (0, [])
        assert "The intro does without facts." in intro.err
