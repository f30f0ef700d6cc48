"""The Web API by spotipy as a thin wire: one request per call, through our own session.

Left to itself spotipy sleeps for hours on a 429, sends a POST four times on a 502, opens a browser when a token is
missing and prints tokens at DEBUG. So the session is ours, and says what failed before spotipy sees it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from spotintro.music import Repeat
from spotintro.players.spotify.transport import ANSWER_S, CONNECT_S, open_session

if TYPE_CHECKING:
    import spotipy

Call = Callable[["spotipy.Spotify"], object]


class Wire:
    """One connection pool to the Web API. Blocks; used by one thread at a time."""

    def __init__(self, api_url: str, *, answer_s: float = ANSWER_S) -> None:
        import spotipy

        # It logs whole requests, its bearer token among the headers.
        logging.getLogger("spotipy").setLevel(logging.CRITICAL)
        self._session = open_session(answer_s)
        self._spotify = spotipy.Spotify(
            auth="", requests_session=self._session, requests_timeout=(CONNECT_S, answer_s)
        )
        self._spotify.prefix = api_url.rstrip("/") + "/"

    def send(self, call: Call, token: str) -> object:
        """Send a call and return the parsed answer; None where it has no content.

        Raises:
            WireError: why there is none.
        """
        self._spotify.set_auth(token)
        try:
            return call(self._spotify)
        finally:
            self._spotify.set_auth("")

    def close(self) -> None:
        self._session.close()


# The calls, by name


def playback() -> Call:
    return lambda spotify: spotify.current_playback(additional_types="track,episode")


def queue() -> Call:
    return lambda spotify: spotify.queue()


def devices() -> Call:
    return lambda spotify: spotify.devices()


def profile() -> Call:
    return lambda spotify: spotify.me()


MOST_URIS = 40
"""That `contains` may be asked about at once."""


def contains(uris: Sequence[str]) -> Call:
    return lambda spotify: spotify.current_user_saved_items(list(uris[:MOST_URIS]))


def like(uri: str) -> Call:
    return lambda spotify: spotify.current_user_saved_tracks_add([uri])


def unlike(uri: str) -> Call:
    return lambda spotify: spotify.current_user_saved_tracks_delete([uri])


def play(device_id: str | None) -> Call:
    return lambda spotify: spotify.start_playback(device_id=device_id)


def pause(device_id: str | None) -> Call:
    return lambda spotify: spotify.pause_playback(device_id)


def skip_to_next(device_id: str | None) -> Call:
    return lambda spotify: spotify.next_track(device_id)


def skip_to_previous(device_id: str | None) -> Call:
    return lambda spotify: spotify.previous_track(device_id)


def seek(position_ms: int, device_id: str | None) -> Call:
    return lambda spotify: spotify.seek_track(max(0, position_ms), device_id)


def volume(percent: int, device_id: str | None) -> Call:
    """Make the call that sets the volume, clamped to 0 to 100: beyond, spotipy sends nothing and says nothing."""
    return lambda spotify: spotify.volume(max(0, min(percent, 100)), device_id)


def shuffle(device_id: str | None, *, on: bool) -> Call:
    return lambda spotify: spotify.shuffle(on, device_id)


def repeat(mode: Repeat, device_id: str | None) -> Call:
    return lambda spotify: spotify.repeat(mode.value, device_id)


def transfer(device_id: str, *, playing: bool) -> Call:
    return lambda spotify: spotify.transfer_playback(device_id, force_play=playing)
