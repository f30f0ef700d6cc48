from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from spotintro.clock import SystemClock
from spotintro.players.base import PlayerUnreachable
from spotintro.players.spotify.tokens import SCOPES, Accounts, SignIn, SignInNeeded, SpotifyTokens
from tests.fakes.spotify_server import PAGE, Answer, SpotifyServer
from tests.fakes.virtual_time import VirtualTime
from tests.players.spotify.token_file import TokenFile

pytestmark = pytest.mark.slow


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer() as server:
        yield server


@pytest.fixture
def kept(time: VirtualTime) -> SignIn:
    now = time.now()
    return SignIn("client", "good-token", "good-refresh", now + timedelta(hours=1), SCOPES, now)


def make(server: SpotifyServer, folder: Path, time: VirtualTime) -> SpotifyTokens:
    accounts = Accounts(server.accounts_url, answer_s=0.3)
    return SpotifyTokens(TokenFile(folder / "tokens"), accounts, folder / "lock", time)


def test_a_token_serves_until_a_minute_before_its_end(
    server: SpotifyServer, tmp_path: Path, time: VirtualTime, kept: SignIn
) -> None:
    make(server, tmp_path, time).keep(kept)
    tokens = make(server, tmp_path, time)
    assert tokens.current() == "good-token"
    time.advance(3539)
    assert tokens.current() == "good-token"
    time.advance(1)
    assert tokens.current() == "token-1"
    assert tokens.current() == "token-1"
    assert server.token_requests == [
        {"grant_type": "refresh_token", "refresh_token": "good-refresh", "client_id": "client"}
    ]


def test_what_a_refresh_leaves_out_stays(
    server: SpotifyServer, tmp_path: Path, time: VirtualTime, kept: SignIn
) -> None:
    tokens = make(server, tmp_path, time)
    tokens.keep(kept)
    tokens.refreshed("good-token")
    assert make(server, tmp_path, time).sign_in() == replace(
        kept, access_token="token-1", expires_at=time.now() + timedelta(hours=1)
    )


def test_a_rotated_refresh_token_is_kept(
    server: SpotifyServer, tmp_path: Path, time: VirtualTime, kept: SignIn
) -> None:
    tokens = make(server, tmp_path, time)
    tokens.keep(kept)
    body = b'{"access_token": "a", "expires_in": 60, "refresh_token": "rotated", "scope": "user-library-read"}'
    server.next_answers.append(Answer(200, body))
    tokens.refreshed("good-token")
    found = tokens.sign_in()
    assert found is not None
    assert (found.refresh_token, found.scopes) == ("rotated", ("user-library-read",))


def test_what_another_terminal_has_got_is_taken(
    server: SpotifyServer, tmp_path: Path, time: VirtualTime, kept: SignIn
) -> None:
    one, other = make(server, tmp_path, time), make(server, tmp_path, time)
    one.keep(kept)
    assert other.current() == "good-token"
    one.refreshed("good-token")
    assert other.refreshed("good-token") == "token-1"
    assert len(server.token_requests) == 1


@pytest.mark.parametrize(("days", "words"), [(190, "six months"), (3, "ended, by you or by Spotify")])
def test_a_dead_sign_in_is_one_line_and_is_forgotten(
    server: SpotifyServer, tmp_path: Path, time: VirtualTime, kept: SignIn, *, days: int, words: str
) -> None:
    tokens = make(server, tmp_path, time)
    tokens.keep(kept)
    server.refresh_tokens.clear()
    time.advance(days * 86_400)
    with pytest.raises(SignInNeeded, match=words):
        tokens.current()
    with pytest.raises(SignInNeeded, match="not signed in"):
        tokens.current()
    assert len(server.token_requests) == 1


@pytest.mark.parametrize(
    "answer",
    [Answer(500, b"oops"), Answer(429, b"{}"), PAGE, Answer(200, b"{}"), Answer(silent=True), Answer(cut=True),
     Answer(400, b'{"error": "invalid_client"}'), Answer(200, b'{"access_token": 5}')],
)  # fmt: skip
def test_a_fault_of_the_service_ends_no_sign_in(
    server: SpotifyServer, tmp_path: Path, time: VirtualTime, kept: SignIn, answer: Answer
) -> None:
    tokens = make(server, tmp_path, time)
    tokens.keep(kept)
    server.next_answers.append(answer)
    with pytest.raises(PlayerUnreachable):
        tokens.refreshed("good-token")
    assert tokens.sign_in() == kept


@pytest.mark.parametrize("content", ["", "{", "[]", '{"c": "x"}'])
def test_a_damaged_secret_is_no_sign_in(
    server: SpotifyServer, tmp_path: Path, time: VirtualTime, content: str
) -> None:
    (tmp_path / "tokens").write_text(content)
    with pytest.raises(SignInNeeded):
        make(server, tmp_path, time).current()


def test_no_token_is_shown(kept: SignIn) -> None:
    assert "good-token" not in repr(kept)
    assert "good-refresh" not in str(kept)


def test_four_programs_that_refresh_at_once_make_one_request(server: SpotifyServer, tmp_path: Path) -> None:
    now = SystemClock().now()
    tokens = SpotifyTokens(
        TokenFile(tmp_path / "tokens"), Accounts(server.accounts_url), tmp_path / "lock", SystemClock()
    )
    tokens.keep(SignIn("client", "old", "good-refresh", now - timedelta(hours=1), SCOPES, now))
    command = [sys.executable, "-m", "tests.players.spotify.token_file", server.accounts_url, str(tmp_path)]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    assert [program.communicate(timeout=30)[0].strip() for program in programs] == ["token-1"] * 4
    assert len(server.token_requests) == 1
