"""`spotintro login` and `logout`, from a browser's answer or a pasted one to whose credits are used."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import keyring
import pytest
from keyring.backends import null

from tests.browser import FETCH
from tests.cli.commands import Commands, start
from tests.cli.terminal import Terminal
from tests.fakes.keyrings import HangingKeyring, LockedKeyring, MemoryKeyring
from tests.fakes.spotify_server import Answer, SpotifyServer, refusal

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

MAX = {"id": "max", "account_id": "acc456", "display_name": "Max"}
GRANTED = Answer(
    200, b'{"access_token": "good-token", "expires_in": 3600, "refresh_token": "good-refresh", "scope": "x"}'
)


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer() as server:
        yield server


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def signed_out(
    spotintro: Commands,
    server: SpotifyServer,
    ring: MemoryKeyring,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Commands:
    """With a Spotify app in the settings, a keyring, and a browser that does what it is told."""
    fetch = tmp_path / "fetch.py"
    fetch.write_text(FETCH)
    monkeypatch.setenv("BROWSER", f"{sys.executable} -I -S {fetch} %s")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    spotintro.config(
        f'[spotify]\nclient_id = "client0"\napi_url = "{server.api_url}"\naccounts_url = "{server.accounts_url}"\n'
    )
    return spotintro


def kept(ring: MemoryKeyring) -> list[str]:
    return [secret for (_, name), secret in ring.kept.items() if name.startswith("spotify-")]


def address_in(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stderr is not None
    for line in process.stderr:
        if "/authorize?" in line:
            return {name: values[0] for name, values in parse_qs(urlsplit(line.strip()).query).items()}
    raise AssertionError(process.communicate(timeout=20))


def log_in(spotintro: Commands, *arguments: str) -> Any:
    result = spotintro("login", "--json", *arguments)
    assert result.status == 0, result.out
    return result.document()


def test_the_browser_opens_and_comes_back(
    signed_out: Commands, server: SpotifyServer, ring: MemoryKeyring
) -> None:
    found = log_in(signed_out)
    assert found["user"] == {"id": "acc123", "name": "Zoë"}
    assert (found["account"], found["adopted"], found["kept"]) == ("local", True, "keyring")
    assert found["balance"] == {"user": "local", "available": 10, "used": 0, "held": 0, "low": False}
    assert server.token_requests[0]["client_id"] == "client0"
    (record,) = kept(ring)
    assert json.loads(record)["r"] == "good-refresh"
    assert server.calls("GET", "/v1/me/") == 1


def test_without_a_browser_the_redirected_address_is_pasted(signed_out: Commands, server: SpotifyServer) -> None:
    with start("login", "--no-browser", "--insecure-file", stdin=subprocess.PIPE) as process:
        query = address_in(process)
        out, err = process.communicate(f"\nhttp://127.0.0.1/?code=x\n{server.authorize(query)}\n", timeout=60)
    assert (process.returncode, out) == (0, "")
    assert "not of this sign-in" in err, "the wrong one is told, and the attempt goes on"
    assert "signed in to Spotify as Zoë" in err
    assert "This machine's account is yours now: 10 credits" in err
    assert query["redirect_uri"].startswith("http://127.0.0.1:")


def test_where_no_browser_opens_the_address_does(
    signed_out: Commands, server: SpotifyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "/nowhere/browser %s")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    with start("login", "--insecure-file", stdin=subprocess.PIPE) as process:
        query = address_in(process)
        assert process.stderr is not None
        while "No browser opened here" not in process.stderr.readline():
            pass
        process.communicate(f"{server.authorize(query)}\n", timeout=60)
    assert process.returncode == 0


def test_the_balance_comes_along_once_and_a_second_user_has_their_own(
    signed_out: Commands, server: SpotifyServer
) -> None:
    intro = signed_out("intro", "--player", "demo", "--no-speak")
    assert intro.status == 0, intro.err
    spent = signed_out("credits", "redeem", "no voucher")
    assert spent.status != 0
    before = signed_out("credits", "--json").document()
    first = log_in(signed_out)
    assert first["balance"] == before
    server.profile = MAX
    second = log_in(signed_out)
    assert (second["account"], second["adopted"]) == ("spotify:acc456", False)
    assert second["balance"]["available"] == 10
    assert signed_out("credits", "--json").document()["user"] == "spotify:acc456"
    assert signed_out("credits", "audit").status == 0
    assert signed_out("logout").status == 0
    assert signed_out("credits", "--json").document() == before
    again = log_in(signed_out)
    assert (again["account"], again["balance"]["available"]) == ("spotify:acc456", 10), "no new demo credits"


def test_signing_in_again_replaces_what_is_dead(
    signed_out: Commands, server: SpotifyServer, ring: MemoryKeyring
) -> None:
    log_in(signed_out)
    first = json.loads(kept(ring)[0])["a"]
    server.refresh_tokens.clear()
    assert log_in(signed_out)["adopted"] is False
    (record,) = kept(ring)
    assert json.loads(record)["a"] != first


def test_without_an_app_it_says_how_to_make_one(spotintro: Commands) -> None:
    result = spotintro("login", "--json")
    assert result.status == 2
    assert result.error()["code"] == "NO_SPOTIFY_APP"
    assert "client_id" in result.error()["message"]


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (refusal(403, "User not registered in the Developer Dashboard"), 4, "User Management"),
        (
            refusal(403, "Active premium subscription required", reason="PREMIUM_REQUIRED"),
            4,
            "owner needs Premium",
        ),
        (refusal(429, "Slow down", reason="QUOTA_EXCEEDED", Retry_After="50000"), 1, "it goes on in 14 h"),
        (refusal(500, "Oops"), 1, "own service failed"),
        (Answer(200, b"{}"), 4, "does not say who you are"),
        (Answer(200, b"<html>", content_type="text/html"), 1, "answers in its place"),
    ],
)
def test_who_one_is_cant_be_learned(
    signed_out: Commands, server: SpotifyServer, ring: MemoryKeyring, answer: Answer, *, status: int, says: str
) -> None:
    server.next_answers.extend([GRANTED, answer])
    result = signed_out("login")
    assert result.status == status, result.err
    assert says in result.err
    assert kept(ring) == []
    assert signed_out("credits", "--json").document()["user"] == "local"


def test_a_pause_is_told_before_anybody_goes_to_a_browser(signed_out: Commands, server: SpotifyServer) -> None:
    server.next_answers.extend([GRANTED, refusal(429, "", reason="QUOTA_EXCEEDED", Retry_After="50000")])
    assert signed_out("login").status == 1
    result = signed_out("login")
    assert result.status == 1
    assert "it goes on in 14 h" in result.err
    assert "authorize?" not in result.err


def test_without_a_keyring_it_says_what_else_there_is(signed_out: Commands) -> None:
    keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]  # keyring's constructors are untyped
    result = signed_out("login")
    assert result.status == 1
    assert "This system has no keyring." in result.err
    assert "--insecure-file" in result.err
    assert "authorize?" not in result.err, "nobody goes through a sign-in that can't be kept"


@pytest.mark.parametrize("backend", [null.Keyring, LockedKeyring])
def test_the_file_that_was_agreed_to_is_its_owners_alone(
    signed_out: Commands, backend: Callable[[], KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    before = os.umask(0)
    try:
        found = log_in(signed_out, "--insecure-file")
    finally:
        os.umask(before)
    assert found["kept"] == "file"
    folder = signed_out.data_dir / "secrets"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "spotify").stat().st_mode) == 0o600
    assert log_in(signed_out)["kept"] == "file", "who agreed once need not agree again"
    assert signed_out("logout").status == (1 if backend is LockedKeyring else 0)
    assert not (folder / "spotify").exists()


def test_in_a_terminal_a_file_is_asked_for_and_ctrl_c_ends_it(signed_out: Commands, server: SpotifyServer) -> None:
    terminal = Terminal("login", "--no-browser")
    terminal.wait_for("[y/N]")
    terminal.type("y\n")
    terminal.wait_for("ctrl+c cancels")
    port = int(re.findall(r"127\.0\.0\.1%3A(\d+)", terminal.shown)[-1])
    terminal.interrupt_until("Stopped.")
    assert terminal.end() == 130
    assert not (signed_out.data_dir / "secrets").exists()
    assert server.token_requests == []
    assert port


def test_a_signal_ends_it_and_nothing_is_kept(signed_out: Commands) -> None:
    with start("login", "--no-browser", "--insecure-file", stdin=subprocess.PIPE) as process:
        address_in(process)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 143
    assert not (signed_out.data_dir / "secrets").exists()


def test_a_browser_on_another_machine_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from spotintro.browser import has_browser

    for name in ("BROWSER", "SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_browser()
    monkeypatch.setenv("SSH_CONNECTION", "a b c d")
    assert not has_browser()
    monkeypatch.setenv("BROWSER", "code --open")
    assert not has_browser(), "on the other machine it couldn't read the page that leads on"
    monkeypatch.delenv("SSH_CONNECTION")
    assert has_browser()


def test_logout_forgets_the_tokens_wherever_they_are(
    signed_out: Commands, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(signed_out)
    monkeypatch.setenv("SPOTINTRO_SPOTIFY_ACCESS_TOKEN", "given-token")
    result = signed_out("logout", "--json")
    assert result.status == 0
    found = result.document()
    assert "The sign-in to Spotify is forgotten." in found["forgotten"]
    assert any("SPOTINTRO_SPOTIFY_ACCESS_TOKEN" in each for each in found["reminders"])
    assert any("spotify.com/account/apps" in each for each in found["reminders"])
    assert kept(ring) == []
    again = signed_out("logout", "--json").document()
    assert again["forgotten"] == []
    assert not any("account/apps" in each for each in again["reminders"])


def test_a_keyring_that_hangs_is_told_and_the_user_is_signed_out(signed_out: Commands) -> None:
    log_in(signed_out)
    keyring.set_keyring(HangingKeyring())
    result = signed_out("logout", "--json")
    assert result.status == 1
    assert any("sign-in to Spotify may still be kept" in each for each in result.document()["problems"])
    record = json.loads((signed_out.data_dir / "spotify" / "sign_in.json").read_bytes())
    assert record["ids"] == []


def test_two_data_folders_are_two_sign_ins(signed_out: Commands, ring: MemoryKeyring, tmp_path: Path) -> None:
    log_in(signed_out)
    log_in(signed_out, "--data-dir", str(tmp_path / "other"))
    assert len(kept(ring)) == 2
    assert signed_out("logout", "--data-dir", str(tmp_path / "other")).status == 0
    assert len(kept(ring)) == 1


@pytest.mark.parametrize("address", ["http://api.example/v1", "ftp://127.0.0.1", "127.0.0.1:80"])
def test_a_token_goes_to_no_server_in_the_clear(signed_out: Commands, address: str) -> None:
    result = signed_out("--spotify-api", address, "now", "--player", "demo")
    assert result.status == 2
    assert "--spotify-api" in result.err


def test_the_api_can_be_named_on_the_command_line(signed_out: Commands, server: SpotifyServer) -> None:
    with SpotifyServer() as other:
        other.tokens = server.tokens
        log_in(signed_out, "--spotify-api", other.api_url)
        assert other.calls("GET", "/v1/me/") == 1
    assert server.calls("GET", "/v1/me/") == 0
