from __future__ import annotations

import re
from typing import Any

import pytest
from dbus_fast import Variant
from hypothesis import given, settings
from hypothesis import strategies as st

from spotintro.music import Capability, PlaybackState, Repeat, Track, TrackKind
from spotintro.plain_text import single_line
from spotintro.players import mpris_metadata

NAMES = (
    "mpris:trackid",
    "mpris:length",
    "mpris:artUrl",
    "xesam:title",
    "xesam:artist",
    "xesam:albumArtist",
    "xesam:album",
    "xesam:genre",
    "xesam:composer",
    "xesam:contentCreated",
    "xesam:trackNumber",
    "xesam:discNumber",
    "xesam:url",
)
PROPERTIES = (
    "PlaybackStatus",
    "Metadata",
    "Position",
    "Volume",
    "Rate",
    "CanControl",
    "CanPlay",
    "CanPause",
    "CanSeek",
    "CanGoNext",
    "CanGoPrevious",
)


class AnyVariant:
    """Like a library's variant, without its checks."""

    def __init__(self, value: object) -> None:
        self.signature = "v"
        self.value = value


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(2**63), 2**64),
    st.floats(),
    st.text(),
    st.binary(),
    st.sampled_from(
        [
            "Playing",
            "/com/spotify/track/4uLU6hMCjMI75M1A2tKUQC",
            "spotify:ad:1",
            "/org/mpris/MediaPlayer2/TrackList/NoTrack",
            "https://[::1",
            "file:///%ff%00.mp3",
            "file:///a b#\u0301?.png",
            "/a b.png",
            "\ud800",
            "1999-99-99",
            "9" * 400,
            "1e999",
            "nan",
        ]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        inner.map(AnyVariant),
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=3), st.integers()), inner, max_size=4),
    ),
    max_leaves=8,
)
metadata = st.dictionaries(st.sampled_from(NAMES), values, max_size=len(NAMES))
properties = st.dictionaries(
    st.sampled_from(PROPERTIES), st.one_of(values, metadata, metadata.map(AnyVariant)), max_size=len(PROPERTIES)
)


def assert_clean(track: Track) -> None:
    assert track.id
    told = (track.title or "-", *track.artists, track.album or "-", *track.genres, *track.composers)
    for text in (track.id, *told):
        assert text
        assert single_line(text, limit=300) == text
    assert track.duration_ms is None or 0 < track.duration_ms <= 7 * 24 * 3_600_000
    assert track.year is None or 1000 <= track.year <= 2099
    for number in (track.track_number, track.disc_number):
        assert number is None or 1 <= number <= 9_999
    for url in (track.url, track.art_url):
        assert url is None or re.fullmatch(r"(https?|file)://\S*", url)


@pytest.mark.slow
@settings(deadline=None)  # a busy machine is no finding
@given(properties)
def test_whatever_a_player_says_the_reading_is_clean(properties: dict[str, Any]) -> None:
    reading = mpris_metadata.reading(properties)
    assert isinstance(reading.state, PlaybackState)
    assert reading.position_ms is None or 0 <= reading.position_ms <= 7 * 24 * 3_600_000
    assert 0 < reading.rate <= 16
    assert reading.volume_percent is None or 0 <= reading.volume_percent <= 100
    assert reading.track_path is None or re.fullmatch(r"(/[A-Za-z0-9_]+)+", reading.track_path)
    if reading.track is not None:
        assert_clean(reading.track)


@settings(deadline=None)  # a busy machine is no finding
@given(metadata)
def test_a_track_has_the_same_id_each_time_it_is_told(fields: dict[Any, Any]) -> None:
    assert mpris_metadata.track(fields) == mpris_metadata.track(dict(reversed(fields.items())))


def track(**fields: object) -> Track:
    found = mpris_metadata.track({name.replace("_", ":", 1): value for name, value in fields.items()})
    assert found is not None
    return found


def test_the_facts_are_read() -> None:
    assert track(
        mpris_trackid=Variant("s", "/com/spotify/track/4uLU6hMCjMI75M1A2tKUQC"),
        mpris_length=Variant("t", 213_573_000),
        mpris_artUrl=Variant("s", "https://open.spotify.com/image/ab67"),
        xesam_title=Variant("s", "A\u0301ria\x07"),
        xesam_artist=Variant("as", ["One", "Two", "One", " "]),
        xesam_album=Variant("s", "Album"),
        xesam_genre=Variant("as", ["Opera"]),
        xesam_composer=Variant("s", "Composer"),
        xesam_contentCreated=Variant("s", "1987-11-16T00:00:00"),
        xesam_trackNumber=Variant("i", 3),
        xesam_discNumber=Variant("i", 1),
        xesam_url=Variant("s", "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC"),
    ) == Track(
        id="spotify:track:4uLU6hMCjMI75M1A2tKUQC",
        title="Ária",
        artists=("One", "Two"),
        album="Album",
        duration_ms=213_573,
        year=1987,
        genres=("Opera",),
        composers=("Composer",),
        track_number=3,
        disc_number=1,
        url="https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC",
        art_url="https://i.scdn.co/image/ab67",
    )


@pytest.mark.parametrize(
    ("raw", "uri", "kind"),
    [
        ("spotify:track:abc1", "spotify:track:abc1", TrackKind.TRACK),
        ("/com/spotify/track/abc1", "spotify:track:abc1", TrackKind.TRACK),
        ("/com/spotify/episode/abc1", "spotify:episode:abc1", TrackKind.EPISODE),
        ("/com/spotify/ad/0001", "spotify:ad:0001", TrackKind.AD),
        ("spotify:ad:", "spotify:ad:", TrackKind.AD),
    ],
)
def test_spotifys_ids_have_one_form_and_tell_the_kind(raw: str, uri: str, kind: TrackKind) -> None:
    found = track(mpris_trackid=Variant("o", raw) if raw.startswith("/") else raw, xesam_title="T")
    assert (found.id, found.kind) == (uri, kind)


def test_a_spotify_address_is_an_id_where_the_track_id_is_none() -> None:
    found = track(mpris_trackid="/0", xesam_url="https://open.spotify.com/track/abc1?si=x", xesam_title="T")
    assert found.id == "spotify:track:abc1"


def test_places_in_a_list_are_no_ids() -> None:
    first = track(mpris_trackid="/0", xesam_title="One", xesam_url="file:///one.ogg")
    moved = track(mpris_trackid="/7", xesam_title="One", xesam_url="file:///one.ogg", mpris_length=1_000_000)
    second = track(mpris_trackid="/0", xesam_title="Two", xesam_url="file:///two.ogg")
    assert first.id == moved.id != second.id


def test_a_radio_streams_titles_are_tracks_of_their_own() -> None:
    first = track(xesam_url="http://radio.example/stream", xesam_title="One")
    assert first.id != track(xesam_url="http://radio.example/stream", xesam_title="Two").id


@pytest.mark.parametrize("raw", ["/org/mpris/MediaPlayer2/TrackList/NoTrack", "/noplaylist", "", None])
def test_no_track_is_no_track(raw: str | None) -> None:
    assert mpris_metadata.track({"mpris:trackid": raw, "mpris:length": 0, "xesam:title": ""}) is None
    reading = mpris_metadata.reading({"Metadata": {"mpris:trackid": raw}, "PlaybackStatus": "Playing"})
    assert reading.track_path is None


SPOTIFYS = "0123456789012345678901"


def test_a_local_file_without_a_title_is_named_by_its_file() -> None:
    assert track(xesam_url="file:///music/A%20song%0A.ogg").title == "A song .ogg"
    assert track(xesam_url="file:///music/AC#DC, what?.ogg").title == "AC#DC, what?.ogg"
    assert track(xesam_url="/music/Ori, Lost In the Storm.mp3").title == "Ori, Lost In the Storm.mp3"
    assert track(xesam_url="file:///music/stream.ogg", xesam_title="stream.ogg").title == "stream.ogg"


@pytest.mark.parametrize(
    "fields",
    [
        # Spotify's client while it plays elsewhere (playerctl#177).
        {
            "mpris:trackid": f"/com/spotify/track/{SPOTIFYS}",
            "xesam:url": f"https://open.spotify.com/track/{SPOTIFYS}",
            "xesam:title": "",
            "xesam:artist": [""],
            "xesam:album": "An Album",
        },
        {"mpris:trackid": f"spotify:track:{SPOTIFYS}"},
        {"mpris:trackid": f"spotify:track:{SPOTIFYS}", "xesam:title": SPOTIFYS},
        {"mpris:trackid": f"spotify:track:{SPOTIFYS}", "xesam:title": f"spotify:track:{SPOTIFYS}"},
        {"mpris:trackid": "/0", "xesam:url": f"spotify:track:{SPOTIFYS}", "xesam:title": SPOTIFYS},
        {"mpris:trackid": "/0", "xesam:title": f"https://open.spotify.com/track/{SPOTIFYS}"},
        # Streams, as VLC and mpv name them (youtube-viewer#264, mpv#18334).
        {"xesam:url": "http://radio.example:8000/live.mp3"},
        {"xesam:url": "http://radio.example:8000/live.mp3", "xesam:title": "live.mp3"},
        {"xesam:url": "http://radio.example:8000/", "xesam:title": "radio.example:8000"},
        {"xesam:url": "https://video.example/watch?v=HX8bihEe3nA", "xesam:title": "watch?v=HX8bihEe3nA"},
        {"xesam:url": "https://cdn.example/v?mime=a%26gir=yes", "xesam:title": "mime=a&gir=yes"},
        {"xesam:url": "http://radio.example/a%20b", "xesam:title": "a b"},
        {"xesam:url": "rtsp://camera.example/1", "xesam:title": "rtsp://camera.example/1"},
        # Browsers (playerctl#293), and what libraries write where they have none.
        {"mpris:trackid": "/org/mpris/MediaPlayer2/firefox", "xesam:title": "Firefox is playing media"},
        {"xesam:url": "https://x.example/", "xesam:title": "A site is playing media", "xesam:artist": [""]},
        {"xesam:url": "http://x.example/1", "xesam:title": "Unknown title", "xesam:artist": ["Ada"]},
        {"xesam:url": "http://x.example/1", "xesam:title": "<unknown>"},
        {"xesam:url": "https://[::1"},
        {"xesam:url": "file://server/share/song.ogg"},
    ],
)
def test_what_has_no_title_has_none(fields: dict[Any, Any]) -> None:
    found = mpris_metadata.track(fields)
    assert found is not None
    assert found.title == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"xesam:url": "https://ada.example/track/echoes", "xesam:title": "echoes", "xesam:artist": ["Ada"]},
        {"xesam:url": "https://ada.example/track/echoes", "xesam:title": "Echoes"},
        {"xesam:url": "http://radio.example/stream", "xesam:title": "Ada - Echoes"},
        {"xesam:title": "Unknown", "xesam:artist": ["Ada"]},
        {"xesam:title": "Untitled"},
        {"xesam:title": "The Band Is Playing Media", "xesam:album": "Broadcast"},
        {"xesam:title": "N: A"},
        {"xesam:title": "https: a love story"},
    ],
)
def test_a_title_that_looks_odd_is_one(fields: dict[Any, Any]) -> None:
    found = mpris_metadata.track(fields)
    assert found is not None
    assert found.title == fields["xesam:title"]


@pytest.mark.parametrize(
    "fields",
    [
        {"mpris:trackid": "spotify:ad:1", "xesam:title": ""},
        {"mpris:trackid": "/0", "xesam:url": "https://open.spotify.com/ad/0001", "xesam:title": "Buy"},
        {"mpris:trackid": "", "xesam:title": "Advertisement", "xesam:artist": [""], "xesam:album": ""},
    ],
)
def test_an_advertisement_is_one_however_it_is_told(fields: dict[Any, Any]) -> None:
    found = mpris_metadata.track(fields)
    assert found is not None
    assert (found.kind, found.title) == (TrackKind.AD, fields["xesam:title"] or "Advertisement")


def test_a_chapter_is_one() -> None:
    found = track(mpris_trackid="/com/spotify/chapter/abc1", xesam_title="One")
    assert (found.id, found.kind) == ("spotify:chapter:abc1", TrackKind.CHAPTER)


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("file:///tmp/a b.png", "file:///tmp/a%20b.png"),
        ("file:///tmp/a%20b.png", "file:///tmp/a%20b.png"),
        ("file:///tmp/AC#DC?.png", "file:///tmp/AC%23DC%3F.png"),
        ("file:///tmp/100% pure.png", "file:///tmp/100%25%20pure.png"),
        ("file://localhost/tmp/a.png", "file:///tmp/a.png"),
        ("file:/tmp/a.png", "file:///tmp/a.png"),
        ("/tmp/kew/a b%20.png", "file:///tmp/kew/a%20b%2520.png"),
        ("file:///tmp/e\u0301.png", "file:///tmp/e%CC%81.png"),
        ("file:///tmp/%E9.png", "file:///tmp/%E9.png"),
        ("file:///tmp/%00.png", None),
        ("file://server/a.png", "file://server/a.png"),
        ("a.png", None),
        (["/tmp/a.png"], None),
    ],
)
def test_covers_by_files_of_every_spelling(raw: object, address: str | None) -> None:
    assert track(xesam_title="T", mpris_artUrl=raw).art_url == address
    assert track(xesam_title="T", mpris_artUrl=AnyVariant(raw)).art_url == address


@pytest.mark.parametrize(
    ("raw", "duration_ms"),
    [
        (180_000_000, 180_000),
        (Variant("t", 180_000_000), 180_000),
        (Variant("v", Variant("i", 180_000_000)), 180_000),
        (180_000_000.7, 180_000),
        ("180000000", 180_000),
        (0, None),
        (-1, None),
        (2**63 - 1, None),
        (True, None),
        ("long", None),
        (float("nan"), None),
        ([180_000_000], None),
    ],
)
def test_lengths_of_any_type(raw: object, duration_ms: int | None) -> None:
    assert track(xesam_title="T", mpris_length=raw).duration_ms == duration_ms


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        ("1987", 1987),
        ("2019-05-01T00:00:00Z", 2019),
        (1987, 1987),
        ("19870101", 1987),
        ("198701012", None),
        ("87", None),
        (True, None),
    ],
)
def test_years(raw: object, year: int | None) -> None:
    assert track(xesam_title="T", xesam_contentCreated=raw).year == year


@pytest.mark.parametrize(
    ("shuffle", "loop", "read"),
    [
        (True, "None", (True, Repeat.OFF)),
        (Variant("b", False), Variant("s", "Track"), (False, Repeat.TRACK)),
        (1, "playlist", (None, Repeat.CONTEXT)),
        ("yes", 7, (None, None)),
        (None, "Album", (None, None)),
    ],
)
def test_modes(shuffle: object, loop: object, read: tuple[bool | None, Repeat | None]) -> None:
    found = mpris_metadata.reading({"Shuffle": shuffle, "LoopStatus": loop})
    assert (found.shuffle, found.repeat) == read
    assert (Capability.SHUFFLE in found.capabilities) is (found.shuffle is not None)
    assert (Capability.REPEAT in found.capabilities) is (found.repeat is not None)


def test_a_variant_within_itself_is_nothing() -> None:
    endless = AnyVariant(None)
    endless.value = endless
    assert mpris_metadata.bare(endless) is None


@pytest.mark.parametrize("raw", [10**400, -(10**400), "1e400", float("inf")])
def test_numbers_beyond_any_type(raw: object) -> None:
    assert mpris_metadata.volume_percent(raw) is None
    assert mpris_metadata.position_ms(raw) is None
    assert mpris_metadata.reading({"Rate": raw}).rate == 1.0


@pytest.mark.parametrize(
    ("raw", "amplified"), [(1.3, True), (1.0, False), (1.004, False), (0.2, False), (None, False)]
)
def test_a_volume_beyond_the_whole_is_told_as_such(raw: object, amplified: bool) -> None:
    reading = mpris_metadata.reading({"Volume": raw})
    assert reading.amplified is amplified


def test_a_megabyte_of_title_and_a_million_artists_are_cut_short() -> None:
    found = track(xesam_title="x" * 1_000_000, xesam_artist=[str(n) for n in range(1_000_000)])
    assert len(found.title) == 200
    assert len(found.artists) == 20


def test_a_picture_within_the_address_is_no_address() -> None:
    assert track(xesam_title="T", mpris_artUrl="data:image/png;base64," + "A" * 1_000_000).art_url is None
    assert track(xesam_title="T", mpris_artUrl="https://x.example/" + "A" * 3_000).art_url is None


def test_what_a_player_does_not_mention_it_may_be_able_to_do() -> None:
    bare_player = mpris_metadata.reading({"PlaybackStatus": "Playing"})
    assert bare_player.capabilities == {Capability.PLAY_PAUSE, Capability.SKIP, Capability.SEEK}
    assert mpris_metadata.reading({"CanControl": False, "Volume": 1.0}).capabilities == frozenset()


def test_the_toggle_needs_what_it_would_do_next() -> None:
    flags = {"CanPause": False, "CanPlay": True}
    assert Capability.PLAY_PAUSE not in mpris_metadata.reading({"PlaybackStatus": "Playing", **flags}).capabilities
    assert Capability.PLAY_PAUSE in mpris_metadata.reading({"PlaybackStatus": "Paused", **flags}).capabilities
