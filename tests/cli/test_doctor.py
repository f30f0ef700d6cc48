"""`spotintro doctor`: each part with its state and a next step, none of which hides another."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from spotintro.cli.doctor.findings import Check, Finding, Status, ok, run_checks
from spotintro.store.diagnosis import store_ground
from tests.cli.commands import Commands, run
from tests.fakes.openai_server import OpenAIServer

PARTS = {
    "config",
    "data folder",
    "store",
    "account",
    "audit",
    "books",
    "keyring",
    "D-Bus",
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
    assert "✓ ok config: " in result.out
    assert "! warn keyring: This system has no keyring." in result.out
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
    assert "base_url" in next_step


@pytest.mark.parametrize("url", ["http://[::1", "http://host:99999/v1", "nonsense", "http:///v1"])
def test_an_address_that_is_none(spotintro: Commands, url: str) -> None:
    spotintro.config(f'[writer]\nprovider = "openai"\n[writer.openai]\nbase_url = "{url}"\n')
    assert states(spotintro)["writer"][0] == "fail"


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
    assert "! warn keyring: The system's keyring did not answer within 3 s." in result.out


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
