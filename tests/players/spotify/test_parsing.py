from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.music import Capability, PlaybackState, Repeat, TrackKind
from spotintro.players.spotify import parsing

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)

TRACK: dict[str, Any] = {
    "type": "track",
    "uri": "spotify:track:4iV5W9uYEdYUVa79Axb7Rh",
    "name": "Nuit blanche",
    "artists": [{"name": "Amélie"}, {"name": "Bo"}, {"name": "Bo"}],
    "album": {
        "name": "Nord",
        "release_date": "2019-05-01",
        "images": [
            {"url": "https://i.scdn.co/image/640", "width": 640},
            {"url": "https://i.scdn.co/image/300", "width": 300},
            {"url": "https://i.scdn.co/image/64", "width": 64},
        ],
    },
    "duration_ms": 214_000,
    "track_number": 3,
    "disc_number": 1,
    "external_urls": {"spotify": "https://open.spotify.com/track/4iV5W9uYEdYUVa79Axb7Rh"},
}
EPISODE: dict[str, Any] = {
    "type": "episode",
    "uri": "spotify:episode:512ojhOuo1ktJprKbVcKyQ",
    "name": "Of nights",
    "release_date": "2024",
    "duration_ms": 3_000_000,
    "images": [{"url": "https://i.scdn.co/image/e", "width": None}],
    "show": {"name": "The night", "publisher": "Radio North"},
}
PLAYBACK: dict[str, Any] = {
    "is_playing": True,
    "progress_ms": 61_000,
    "item": TRACK,
    "currently_playing_type": "track",
    "shuffle_state": False,
    "repeat_state": "context",
    "device": {
        "id": "d1",
        "name": "Kitchen",
        "type": "Speaker",
        "is_active": True,
        "is_restricted": False,
        "is_private_session": False,
        "volume_percent": 40,
        "supports_volume": True,
    },
    "actions": {"disallows": {"resuming": True}},
}


def test_a_whole_answer() -> None:
    found = parsing.playback(PLAYBACK, read_at_s=5.0)
    assert found is not None
    assert found.track is not None
    assert (found.track.id, found.track.title) == (TRACK["uri"], "Nuit blanche")
    assert found.track.artists == ("Amélie", "Bo")
    assert (found.track.album, found.track.year, found.track.duration_ms) == ("Nord", 2019, 214_000)
    assert found.track.art_url == "https://i.scdn.co/image/300"
    assert found.track.url == "https://open.spotify.com/track/4iV5W9uYEdYUVa79Axb7Rh"
    assert (found.state, found.position_ms, found.read_at_s) == (PlaybackState.PLAYING, 61_000, 5.0)
    assert (found.device.name, found.device.id, found.device.volume_percent) == ("Kitchen", "d1", 40)
    assert (found.shuffle, found.repeat) == (False, Repeat.CONTEXT)
    assert found.capabilities == frozenset(Capability)


def test_an_episode_has_its_show_as_album_and_its_publisher_as_artist() -> None:
    found = parsing.track(EPISODE)
    assert found is not None
    assert (found.kind, found.album, found.artists) == (TrackKind.EPISODE, "The night", ("Radio North",))
    assert (found.year, found.art_url) == (2024, "https://i.scdn.co/image/e")


@pytest.mark.parametrize("document", [None, "", [], {}, 0, "<html>"])
def test_nothing_plays(document: object) -> None:
    assert parsing.playback(document, read_at_s=0) is None


def test_an_ad_is_told_by_its_kind_since_it_has_no_item() -> None:
    found = parsing.playback(PLAYBACK | {"item": None, "currently_playing_type": "ad"}, read_at_s=0)
    assert found is not None
    assert found.track == parsing.AD


def test_item_null_while_playing() -> None:
    found = parsing.playback(PLAYBACK | {"item": None}, read_at_s=0)
    assert found is not None
    assert (found.track, found.state) == (None, PlaybackState.PLAYING)


def test_progress_null_and_past_the_end() -> None:
    nowhere = parsing.playback(PLAYBACK | {"progress_ms": None}, read_at_s=0)
    beyond = parsing.playback(PLAYBACK | {"progress_ms": 9_000_000}, read_at_s=0)
    assert nowhere is not None
    assert beyond is not None
    assert (nowhere.position_at(0), beyond.position_at(0)) == (0, 214_000)


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ({"device": PLAYBACK["device"] | {"supports_volume": False}}, {Capability.VOLUME}),
        ({"device": PLAYBACK["device"] | {"volume_percent": None}}, {Capability.VOLUME}),
        ({"device": PLAYBACK["device"] | {"is_restricted": True}}, set(Capability)),
        ({"actions": {"disallows": {"pausing": True}}}, {Capability.PLAY_PAUSE}),
        ({"actions": {"disallows": {"resuming": True}}, "is_playing": False}, {Capability.PLAY_PAUSE}),
        ({"actions": {"disallows": {"seeking": True, "skipping_next": True}}}, {Capability.SEEK}),
        ({"actions": {"disallows": {"skipping_prev": True, "skipping_next": True}}}, {Capability.SKIP}),
        ({"actions": None}, set()),
    ],
)
def test_what_can_be_asked_for(change: dict[str, object], gone: set[Capability]) -> None:
    found = parsing.playback(PLAYBACK | change, read_at_s=0)
    assert found is not None
    assert found.capabilities == frozenset(Capability) - gone


def test_a_local_file_has_no_id_of_its_own() -> None:
    local = parsing.track({"name": "Demo", "uri": "spotify:local:Band:Tape:Demo:214", "is_local": True})
    nameless = parsing.track({"name": "Demo", "artists": [{"name": "Band"}]})
    assert local is not None
    assert nameless is not None
    assert local.id == "spotify:local:Band:Tape:Demo:214"
    assert nameless.id.startswith("spotify:unknown:")


def test_devices_that_take_no_commands_are_left_out() -> None:
    listed = {
        "devices": [PLAYBACK["device"], PLAYBACK["device"] | {"is_restricted": True}, {"name": "x"}, None, 4]
    }
    assert [device.name for device in parsing.devices(listed)] == ["Kitchen"]


def test_what_plays_and_what_comes_next() -> None:
    found = parsing.queue({"currently_playing": TRACK, "queue": [EPISODE, 5, None, TRACK]})
    assert found.playing is not None
    assert found.playing.title == "Nuit blanche"
    assert [each.title for each in found.upcoming] == ["Of nights", "Nuit blanche"]
    nothing: list[object] = [{"queue": []}, {"queue": None}, None]
    for document in nothing:
        assert parsing.queue(document) == parsing.Queue(None, ())


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"account_id": "stable", "id": "zoe"}, "stable"),
        ({"id": "zoe"}, "zoe"),
        ({"id": "a/b"}, None),
        ({"id": ""}, None),
        (None, None),
    ],
)
def test_who_is_signed_in(document: object, found: str | None) -> None:
    assert parsing.account_id(document) == found


def test_which_are_liked() -> None:
    assert parsing.liked([True, False], ["a", "b"]) == {"a": True, "b": False}
    assert parsing.liked([True, 5, None], ["a", "b"]) == {"a": True}
    assert parsing.liked([True], ["a", "b"]) == {"a": True}
    assert parsing.liked({}, ["a"]) == {}


BOOK = {
    "type": "audiobook",
    "name": "The Long Way",
    "authors": [{"name": "Ada Quell"}, {"name": "Ida Moreau"}],
    "narrators": [{"name": "N. Arrator"}],
    "publisher": "A House",
    "images": [],
}
CHAPTER = {
    "type": "chapter",
    "uri": "spotify:episode:1T07H2V5GwrpPNAH6032ES",
    "name": "Opening Credits",
    "chapter_number": 0,
    "duration_ms": 13_000,
    "release_date": "0000-01-01",
    "audiobook": BOOK,
}


@pytest.mark.parametrize(
    "document",
    [
        CHAPTER,
        CHAPTER | {"type": "episode"},
        {**CHAPTER, "type": "episode", "audiobook": None, "show": BOOK},
        {
            **CHAPTER,
            "type": "episode",
            "audiobook": None,
            "show": BOOK | {"type": "show", "media_type": "audiobook"},
        },
    ],
)
def test_a_chapter_is_one_with_its_book_and_its_authors(document: object) -> None:
    """A player tells one as an episode, its URI included (librespot#1588, SpotMenu#299)."""
    found = parsing.track(document)
    assert found is not None
    assert (found.kind, found.title, found.album) == (TrackKind.CHAPTER, "Opening Credits", "The Long Way")
    assert found.artists == ("Ada Quell", "Ida Moreau")
    assert found.year is None
    playing = parsing.playback(
        {"is_playing": True, "currently_playing_type": "chapter", "item": document}, read_at_s=0
    )
    assert playing is not None
    assert playing.track == found


def test_a_chapter_whose_book_is_not_told_is_one() -> None:
    found = parsing.track({**CHAPTER, "audiobook": None})
    assert found is not None
    assert (found.kind, found.album, found.artists) == (TrackKind.CHAPTER, None, ())


@pytest.mark.parametrize("name", ["", None, 7, "spotify:track:4uLU6hMCjMI75M1A2tKUQC", "4uLU6hMCjMI75M1A2tKUQC"])
def test_what_has_no_title_is_not_named_by_its_id(name: object) -> None:
    found = parsing.track(TRACK | {"name": name, "uri": "spotify:track:4uLU6hMCjMI75M1A2tKUQC"})
    assert found is not None
    assert (found.id, found.title) == ("spotify:track:4uLU6hMCjMI75M1A2tKUQC", "")


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("GBUM71029604", "GBUM71029604"),
        ("gb-um7-10-29604", "GBUM71029604"),
        ("GBUM7102960", None),
        ("../artist", None),
        ("GBUM71029604?", None),
        (None, None),
        (7, None),
    ],
)
def test_the_code_of_the_recording(told: object, found: str | None) -> None:
    track = parsing.track(TRACK | {"external_ids": {"isrc": told}})
    assert track is not None
    assert track.isrc == found


def test_hostile_text_is_neutralised() -> None:
    found = parsing.track(TRACK | {"name": "\x1b]0;owned\x07Nuit\u202e", "uri": "spotify:track:\x1b[2J"})
    assert found is not None
    assert found.title == "Nuit"
    assert found.id.startswith("spotify:unknown:")
    assert parsing.track(TRACK | {"external_urls": {"spotify": "https://open.spotify.com.evil/x"}}) is not None
    evil = parsing.track(TRACK | {"external_urls": {"spotify": "https://evil.example/x"}})
    assert evil is not None
    assert evil.url is None


@pytest.mark.slow
@given(st.data())
def test_no_answer_breaks_it(data: st.DataObject) -> None:
    """Any field missing, null, renamed or of another type."""

    def mutated(value: object) -> object:
        if data.draw(st.integers(0, 9)) == 0:
            return data.draw(JSON)
        if isinstance(value, dict):
            return {
                (data.draw(st.text(max_size=8)) if data.draw(st.integers(0, 19)) == 0 else name): mutated(inner)
                for name, inner in value.items()
            }
        return [mutated(inner) for inner in value] if isinstance(value, list) else value

    document = mutated(json.loads(json.dumps(PLAYBACK)))
    found = parsing.playback(document, read_at_s=0)
    if found is not None:
        assert found.position_ms >= 0
        assert found.device.volume_percent is None or 0 <= found.device.volume_percent <= 100
        assert found.track is None or found.track.id
    parsing.liked(document, ["spotify:track:1", "spotify:track:2"])
    for read in (parsing.devices, parsing.queue, parsing.account_id, parsing.track):
        read(document)
