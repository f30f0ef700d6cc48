"""`spotintro doctor`: each part with its state and a next step, none of which hides another."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spotintro.accounts.spotify_access import SpotifyAccess
from spotintro.cli.doctor.findings import Check, Finding, Status, ok, run_checks
from spotintro.cli.doctor.spotify import check_spotify
from spotintro.cli.doctor.writing import check_writer
from spotintro.cli.execution import make_parts
from spotintro.cli.launch import Launch
from spotintro.clock import SystemClock
from spotintro.config import SpotifySettings
from spotintro.players.spotify.call_log import CallLog, Pause
from spotintro.players.spotify.profile import Profile
from spotintro.players.spotify.tokens import LIFE, SCOPES, SignIn
from spotintro.store.diagnosis import store_ground
from tests.cli.commands import Commands, run
from tests.fakes.http_proxy import RefusingProxy
from tests.fakes.openai_server import OpenAIServer

PARTS = {
    "persona",
    "config",
    "data folder",
    "store",
    "account",
    "audit",
    "books",
    "keyring",
    "D-Bus",
    "Spotify",
    "facts",
    "writer",
    "voice",
    "sound",
    "terminal",
}


def states(spotintro: Commands, *arguments: str) -> dict[str, tuple[str, str, str]]:
    document = spotintro("doctor", "--json", *arguments).document()
    return {each["part"]: (each["status"], each["message"], each["next_step"]) for each in document["checks"]}


def test_every_part_is_checked_with_a_next_step_where_something_is_amiss(spotintro: Commands) -> None:
    result = spotintro("doctor", "--json")
    document = result.document()
    assert {each["part"] for each in document["checks"]} == PARTS
    for each in document["checks"]:
        assert each["status"] in set(Status)
        assert each["message"]
        assert bool(each["next_step"]) == (each["status"] != "ok"), each
    assert document["ok"] == (result.status == 0)
    assert result.status == 0, "a machine without bus, sound and keyring is no failure"


def test_the_same_in_words_that_need_no_colour(spotintro: Commands) -> None:
    result = spotintro("doctor")
    assert result.status == 0
    assert "✓ ok    config: " in result.out
    assert "! warn  keyring: This system has no keyring.\n        next step: Set the key" in result.out
    assert "\x1b" not in result.out
    assert "10 credits" in result.out


def test_a_wrong_config_is_one_finding_among_the_others(spotintro: Commands) -> None:
    spotintro.config("[voice]\nrate_wpm = 1\n[player]\nx = 1\n")
    result = spotintro("doctor", "--json")
    assert result.status == 1
    failed = [each for each in result.document()["checks"] if each["status"] == "fail"]
    assert [each["part"] for each in failed] == ["config", "config"]
    assert {each["part"] for each in result.document()["checks"]} == PARTS


def test_a_part_that_was_asked_for_and_is_not_there_fails(spotintro: Commands) -> None:
    spotintro.config('[player]\nprovider = "mpris"\n[writer]\nprovider = "openai"\n')
    found = states(spotintro)
    assert found["D-Bus"][0] == "fail"
    assert found["writer"][0] == "fail"
    assert "keys set openai" in found["writer"][2]


def test_the_writer_is_told_with_its_key_and_its_server(
    spotintro: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "announcer" in states(spotintro)["writer"][1]
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    with OpenAIServer() as server:
        spotintro.config(f'[writer.openai]\nbase_url = "{server.base_url}"\n')
        status, message, _ = states(spotintro)["writer"]
        assert status == "ok"
        assert f"127.0.0.1:{server.port}" in message
        assert "key from the environment" in message
        assert "not agreed to yet" in message
        assert server.requests == [], "nothing is asked of a server that could cost something"
    status, message, next_step = states(spotintro)["writer"]
    assert (status, "can't be reached" in message) == ("warn", True)
    assert "the server can't be reached (Connection refused)." in message
    assert "base_url" in next_step


@pytest.mark.parametrize("url", ["http://[::1", "http://host:99999/v1", "nonsense", "http:///v1"])
def test_an_address_that_is_none(spotintro: Commands, url: str) -> None:
    spotintro.config(f'[writer]\nprovider = "openai"\n[writer.openai]\nbase_url = "{url}"\n')
    assert states(spotintro)["writer"][0] == "fail"


def test_an_address_of_ipv6_is_one(spotintro: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer(host="::1") as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        status, message, _ = states(spotintro)["writer"]
        assert status == "ok"
        assert f"at [::1]:{server.port}, no key, not agreed to yet" in message
        spotintro.config(f'[writer]\nprovider = "openai"\n[writer.openai]\nbase_url = "{server.base_url}"\n')
        assert f"at [::1]:{server.port}, no key, agreed to" in states(spotintro)["writer"][1]


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("ALL_PROXY", "socks://127.0.0.1:7891", "The proxy of $ALL_PROXY can't be used: socks://"),
        ("https_proxy", "socks5://127.0.0.1:7891", "The proxy of $https_proxy is a SOCKS proxy"),
        ("SSL_CERT_FILE", "/gone/away.pem", "The certificates of $SSL_CERT_FILE can't be read: /gone/away.pem"),
        ("SSL_CERT_DIR", "/gone/away", "The certificates of $SSL_CERT_DIR can't be read: /gone/away"),
    ],
)
def test_an_environment_in_which_no_server_can_be_reached(
    spotintro: Commands, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    monkeypatch.setenv(variable, value)
    status, message, next_step = states(spotintro)["writer"]
    assert status == "fail"
    assert told in message
    assert variable in next_step
    result = spotintro("intro", "--player", "demo", "--no-speak", "--writer", "openai")
    assert result.status == 1
    assert told in result.err
    assert variable in result.err
    assert spotintro("credits", "--json").document()["available"] == 10


def test_a_proxy_that_an_https_server_is_reached_by(spotintro: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    with RefusingProxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        status, message, _ = states(spotintro)["writer"]
    assert (status, f"its proxy 127.0.0.1:{proxy.port} can be reached" in message) == ("ok", True)
    status, message, next_step = states(spotintro)["writer"]
    assert (status, f"its proxy 127.0.0.1:{proxy.port} can't be reached" in message) == ("warn", True)
    assert "HTTPS_PROXY" in next_step


def test_where_no_program_plays_sound_it_names_those_that_would(
    spotintro: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)  # here, and in the child that plays
    (tmp_path / "miniaudio.py").write_text("raise ImportError('no wheel for this machine')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    status, message, next_step = states(spotintro)["sound"]
    assert status == "warn"
    assert "no program that plays sound" in message
    assert "pulseaudio-utils" in next_step


def test_a_silent_voice_needs_no_sound(spotintro: Commands) -> None:
    spotintro.config('[voice]\nprovider = "silent"\n')
    found = states(spotintro)
    assert (found["voice"][0], found["sound"][0]) == ("ok", "ok")


def test_a_data_folder_that_others_can_read(spotintro: Commands) -> None:
    spotintro.data_dir.mkdir()
    spotintro.data_dir.chmod(0o755)
    status, _, next_step = states(spotintro)["data folder"]
    assert (status, next_step) == ("warn", f"Run: chmod 700 {spotintro.data_dir}")


def test_a_data_folder_that_cant_be_made(spotintro: Commands, tmp_path: Path) -> None:
    found = states(spotintro, "--data-dir", str(tmp_path / "config.toml"))
    assert found["data folder"][0] == "fail"
    assert "terminal" in found


def test_a_keyring_that_hangs_is_a_warning(spotintro: Commands) -> None:
    result = run("doctor", env={"PYTHON_KEYRING_BACKEND": "tests.fakes.keyrings.HangingKeyring"})
    assert result.status == 0
    assert "! warn  keyring: The system's keyring did not answer within 3 s." in result.out


def test_the_low_balance_is_a_warning(spotintro: Commands) -> None:
    spotintro.config("[credits]\nlow_balance = 10\n")
    status, message, next_step = states(spotintro)["account"]
    assert (status, next_step) == ("warn", "`spotintro support` says how to get more.")
    assert "(low)" in message


async def test_a_check_that_hangs_or_breaks_hides_no_other() -> None:
    async def fine() -> list[Finding]:
        return [ok("fine", "yes")]

    async def hanging() -> list[Finding]:
        await asyncio.Event().wait()
        return []

    async def broken() -> list[Finding]:
        raise ZeroDivisionError

    async def refused() -> list[Finding]:
        raise PermissionError(13, "Permission denied", "/x")

    checks = [Check("hangs", hanging), Check("fine", fine), Check("broken", broken), Check("refused", refused)]
    found = await run_checks(checks, timeout_s=0.05)
    assert [(each.part, each.status) for each in found] == [
        ("hangs", Status.FAIL),
        ("fine", Status.OK),
        ("broken", Status.FAIL),
        ("refused", Status.FAIL),
    ]
    assert "ZeroDivisionError" in found[2].message
    assert found[3].message == "/x: Permission denied."


@pytest.mark.parametrize(
    ("version", "journal"),
    [((3, 40, 1), "truncate"), ((3, 44, 6), "wal"), ((3, 51, 2), "truncate"), ((3, 51, 3), "wal")],
)
def test_the_journal_is_told_with_its_reason(version: tuple[int, int, int], journal: str) -> None:
    ground = store_ground(version)
    assert (ground.sqlite_version, ground.journal_mode) == (".".join(map(str, version)), journal)
    assert "WAL-reset" in ground.reason


SIGNED_IN = datetime.now(UTC) - timedelta(days=3, hours=2)
APP = '[spotify]\nclient_id = "client0"\ndaily_calls = 50\n'


def spotify_states() -> dict[str, tuple[str, str, str]]:
    parts = make_parts(Launch())
    found = asyncio.run(check_spotify(parts))
    return {each.part: (each.status, each.message, each.next_step) for each in found}


def kept_sign_in(spotintro: Commands, **changes: Any) -> None:
    """As a sign-in leaves it, in the file that stands in for a keyring."""
    now = datetime.now(UTC)
    sign_in = SignIn("client0", "canary-access", "canary-refresh", now + timedelta(hours=1), SCOPES, SIGNED_IN)
    kept = SpotifyAccess(SpotifySettings(client_id="client0"), spotintro.data_dir, SystemClock())
    kept._keeping.allow_file = True
    kept.keep(replace(sign_in, **changes), Profile(("acc123", "zoe"), "Zoë"))


@pytest.mark.parametrize(
    ("config", "status", "says"),
    [
        ("", "ok", "Not set up"),
        (APP, "warn", "Nobody is signed in."),
        (f'{APP}[player]\nprovider = "spotify"\n', "fail", "Nobody is signed in."),
        ('[player]\nprovider = "spotify"\n', "fail", "no app to sign in with"),
    ],
)
def test_who_is_not_signed_in_to_spotify(spotintro: Commands, config: str, status: str, says: str) -> None:
    spotintro.config(config)
    found = spotify_states()
    assert found["Spotify"][0] == status
    assert says in found["Spotify"][1]
    assert "Spotify calls" not in found


def test_a_sign_in_with_its_scopes_its_end_and_the_calls(spotintro: Commands) -> None:
    spotintro.config(APP)
    kept_sign_in(spotintro)
    calls = CallLog(spotintro.data_dir / "spotify" / "calls", SystemClock())
    for _ in range(7):
        calls.record("playback")
    found = spotify_states()
    assert found["Spotify"][0] == "ok"
    assert "as Zoë 3 days ago" in found["Spotify"][1]
    assert f"{(SIGNED_IN + LIFE).astimezone():%Y-%m-%d}" in found["Spotify"][1]
    assert all(scope in found["Spotify"][1] for scope in SCOPES)
    assert found["Spotify calls"] == ("ok", "7 of 50 calls used in the last 24 hours.", "")
    for _ in range(33):
        calls.record("playback")
    assert spotify_states()["Spotify calls"][0] == "warn"
    until = datetime.now(UTC) + timedelta(hours=13)
    calls.pause(Pause(until, quota=True))
    status, message, _ = spotify_states()["Spotify calls"]
    assert status == "warn"
    assert f"{until.astimezone():%Y-%m-%d %H:%M}" in message


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"scopes": SCOPES[:2]}, "May not: user-library-read, user-library-modify."),
        ({"signed_in_at": datetime.now(UTC) - LIFE + timedelta(days=13)}, "good until"),
    ],
)
def test_a_sign_in_that_needs_another(spotintro: Commands, changes: dict[str, Any], says: str) -> None:
    kept_sign_in(spotintro, **changes)
    status, message, next_step = spotify_states()["Spotify"]
    assert status == "warn"
    assert says in message
    assert "spotintro login" in next_step


def test_a_sign_in_whose_tokens_are_gone(spotintro: Commands) -> None:
    kept_sign_in(spotintro)
    (spotintro.data_dir / "secrets" / "spotify").unlink()
    assert spotify_states()["Spotify"][:2] == ("warn", "The sign-in of Zoë has ended.")


def test_a_token_of_the_environment_is_named_and_not_shown(
    spotintro: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPOTINTRO_SPOTIFY_ACCESS_TOKEN", "canary-given")
    result = spotintro("doctor", "--json")
    assert "SPOTINTRO_SPOTIFY_ACCESS_TOKEN is used" in result.out
    assert "canary" not in result.out


@pytest.mark.parametrize(
    ("settings", "answer", "told"),
    [
        ("", None, "not agreed to yet"),
        ("", "--agree", "Looked up at musicbrainz.org, wikipedia.org and wikidata.org: agreed to."),
        ("", "--decline", "declined"),
        ('[facts]\nlookup = "on"\n', None, "as the settings say"),
        ('[facts]\nlookup = "off"\n', None, "Not looked up, as the settings say."),
    ],
)
def test_whether_facts_are_looked_up_is_told(
    spotintro: Commands, settings: str, answer: str | None, told: str
) -> None:
    spotintro.config(settings)
    if answer is not None:
        spotintro("facts", answer)
    status, message, _ = states(spotintro)["facts"]
    assert status == "ok"
    assert told in message


async def test_a_local_ai_server_is_offered_and_not_used(spotintro: Commands) -> None:
    spotintro.config("")
    with OpenAIServer() as server:
        parts = make_parts(Launch())
        (finding,) = await check_writer(parts, ports=[("Ollama", server.port)])
        await parts.close()
        assert [request.path for request in server.requests] == ["/v1/models"]
    assert finding.status is Status.WARN
    assert f"Ollama: fake, at {server.base_url}" in finding.message
    assert finding.next_step.splitlines()[1:] == [
        "[writer.openai]",
        f'base_url = "{server.base_url}"',
        'model = "fake"',
    ]


async def test_nobody_looks_for_one_where_a_writer_is_chosen(spotintro: Commands) -> None:
    with OpenAIServer() as server:
        for settings in (
            '[writer]\nprovider = "announcer"\n',
            f'[writer.openai]\nbase_url = "{server.base_url}"\n',
        ):
            spotintro.config(settings)
            parts = make_parts(Launch())
            (finding,) = await check_writer(parts, ports=[("Ollama", server.port)])
            assert "local AI server" not in finding.message
            assert await parts.local_servers() == ()
            await parts.close()
        assert server.requests == []


def test_the_demos_music_is_looked_up_nowhere(spotintro: Commands) -> None:
    spotintro.config('[player]\nprovider = "demo"\n')
    assert states(spotintro)["facts"] == ("ok", "The demo's music has facts of its own: nobody is asked.", "")
    spotintro.config('[player]\nprovider = "mpris"\n[facts]\nlookup = "on"\n')
    assert "musicbrainz.org" in states(spotintro)["facts"][1]
