"""spotipy's traps and the player's quirks, against real HTTP."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from spotintro.music import Repeat
from spotintro.players.spotify import parsing, wire
from spotintro.players.spotify.transport import CALL_S, NotInTime, NotReached, NotSpotify, Refused, WireError
from spotintro.players.spotify.wire import Wire
from tests.fakes.spotify_server import PAGE, Answer, SpotifyServer, refusal

pytestmark = pytest.mark.slow

ANSWER_S = 0.3


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer() as server:
        yield server


@pytest.fixture
def line(server: SpotifyServer) -> Iterator[Wire]:
    made = Wire(server.api_url, answer_s=ANSWER_S)
    yield made
    made.close()


def test_what_plays_and_what_comes_next(server: SpotifyServer, line: Wire) -> None:
    found = parsing.playback(line.send(wire.playback(), server.token), read_at_s=0)
    assert found is not None
    assert found.track is not None
    assert found.track.title == "Song 0"
    queue = parsing.queue(line.send(wire.queue(), server.token))
    assert queue.playing == found.track
    assert [each.title for each in queue.upcoming] == ["Song 1", "Song 2", "Song 3", "Song 4"]
    assert server.received[0].query["additional_types"] == "track,episode"


def test_each_command_is_one_request(server: SpotifyServer, line: Wire) -> None:
    uri = server.player.tracks[0]["uri"]
    for call in (
        wire.pause(None),
        wire.play("kitchen"),
        wire.skip_to_next(None),
        wire.skip_to_previous(None),
        wire.seek(90_000, None),
        wire.volume(30, None),
        wire.shuffle(None, on=True),
        wire.repeat(Repeat.TRACK, None),
        wire.transfer("phone", playing=True),
        wire.like(uri),
    ):
        assert line.send(call, server.token) is None
    assert len(server.received) == 10
    assert server.player.liked == {uri}
    found = parsing.playback(line.send(wire.playback(), server.token), read_at_s=0)
    assert found is not None
    assert (found.device.name, found.shuffle, found.repeat) == ("Phone", True, Repeat.TRACK)
    assert server.player.devices[0]["volume_percent"] == 30
    other = server.player.tracks[1]["uri"]
    told = parsing.liked(line.send(wire.contains([other, uri]), server.token), [other, uri])
    assert told == {other: False, uri: True}
    line.send(wire.unlike(uri), server.token)
    assert server.player.liked == set()


def test_a_rate_limit_is_told_at_once_with_its_seconds_and_its_reason(server: SpotifyServer, line: Wire) -> None:
    server.next_answers.append(refusal(429, "Too many", reason="QUOTA_EXCEEDED", Retry_After="48925"))
    started = time.monotonic()
    with pytest.raises(Refused) as failure:
        line.send(wire.playback(), server.token)
    assert (failure.value.status, failure.value.reason) == (429, "QUOTA_EXCEEDED")
    assert failure.value.retry_after_s == 48_925
    assert len(server.received) == 1
    assert time.monotonic() - started < ANSWER_S


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [("3", 3), ("1.5", 1.5), ("abc", None), ("", None), ("-4", 0), ("nan", None), ("9e99", 48 * 3600)],
)
def test_retry_after_in_any_words(server: SpotifyServer, line: Wire, header: str, wait_s: float | None) -> None:
    server.next_answers.append(refusal(429, "Too many", Retry_After=header))
    with pytest.raises(Refused) as failure:
        line.send(wire.playback(), server.token)
    assert failure.value.retry_after_s == wait_s


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_command_is_never_sent_twice(server: SpotifyServer, line: Wire, status: int) -> None:
    server.next_answers.append(Answer(status, b"<html>", {"Retry-After": "1"}, carried_out=True))
    with pytest.raises(Refused) as failure:
        line.send(wire.skip_to_next(None), server.token)
    assert failure.value.status == status
    assert server.calls("POST", "/v1/me/player/next") == 1
    assert server.player.index == 1


def test_a_hotels_page_is_not_nothing_playing(server: SpotifyServer, line: Wire) -> None:
    server.next_answers.append(PAGE)
    with pytest.raises(NotSpotify):
        line.send(wire.playback(), server.token)


def test_a_command_that_is_answered_with_a_bare_word_is_done(server: SpotifyServer, line: Wire) -> None:
    server.next_answers.append(Answer(200, b"Ok-42", carried_out=True))
    assert line.send(wire.pause(None), server.token) is None


def test_a_redirect_is_not_followed(server: SpotifyServer, line: Wire) -> None:
    server.next_answers.append(Answer(302, b"", {"Location": f"{server.api_url}/me/player"}))
    with pytest.raises(NotSpotify):
        line.send(wire.playback(), server.token)
    assert len(server.received) == 1


@pytest.mark.parametrize("body", [b'{"error": "invalid"}', b'{"error": null}', b"[]", b"null", b'"no"', b""])
def test_an_error_in_any_shape(server: SpotifyServer, line: Wire, body: bytes) -> None:
    server.next_answers.append(Answer(400, body))
    with pytest.raises(Refused) as failure:
        line.send(wire.playback(), server.token)
    assert failure.value.status == 400


def test_nothing_plays(server: SpotifyServer, line: Wire) -> None:
    server.player.devices[0]["is_active"] = False
    assert line.send(wire.playback(), server.token) is None


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(silent=True), NotInTime),
        (Answer(200, b" " * 100 + b"{}", drip_s=0.05), NotInTime),
        (Answer(200, b"{", cut=True), NotReached),
        (Answer(200, b'"' + b"x" * 3_000_000 + b'"'), NotSpotify),
    ],
)
def test_no_answer_holds_a_thread_for_long(
    server: SpotifyServer, line: Wire, answer: Answer, error: type[WireError]
) -> None:
    server.next_answers.append(answer)
    started = time.monotonic()
    with pytest.raises(error):
        line.send(wire.playback(), server.token)
    assert time.monotonic() - started < CALL_S
    assert len(server.received) == 1


def test_nobody_listens() -> None:
    with SpotifyServer() as gone:
        address = gone.api_url
    made = Wire(address, answer_s=ANSWER_S)
    with pytest.raises(NotReached):
        made.send(wire.playback(), "token")
    made.close()


def test_a_volume_out_of_its_bounds_is_clamped(server: SpotifyServer, line: Wire) -> None:
    line.send(wire.volume(101, None), server.token)
    assert server.player.devices[0]["volume_percent"] == 100
    line.send(wire.volume(-1, None), server.token)
    assert server.player.devices[0]["volume_percent"] == 0


def test_a_netrc_does_not_replace_the_token(
    server: SpotifyServer, line: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    line.send(wire.playback(), server.token)
    assert server.received[0].token == server.token


def test_no_log_shows_a_token(server: SpotifyServer, line: Wire, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    line.send(wire.playback(), server.token)
    with pytest.raises(Refused):
        line.send(wire.playback(), "secret-and-expired")
    assert server.token not in caplog.text
    assert "secret-and-expired" not in caplog.text
