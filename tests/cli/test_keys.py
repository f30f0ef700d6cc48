"""`spotintro keys`, and that a key appears nowhere."""

from __future__ import annotations

import subprocess
import time

import pytest

from tests.cli.commands import PROJECT, SPOTINTRO, Commands, Result, run
from tests.cli.terminal import Terminal

KEY = "sk-canary-0123456789"


def piped(*arguments: str, text: str) -> Result:
    process = subprocess.run(
        [*SPOTINTRO, *arguments], cwd=PROJECT, input=text, capture_output=True, text=True, timeout=60, check=False
    )
    return Result(process.returncode, process.stdout, process.stderr)


def test_a_key_from_a_pipe_goes_to_the_file_that_was_agreed_to(spotintro: Commands) -> None:
    refused = piped("keys", "set", "openai", text=f"{KEY}\n")
    assert refused.status == 1
    assert "no keyring" in refused.err
    assert not spotintro.data_dir.exists()
    kept = piped("keys", "set", "openai", "--insecure-file", text=f"{KEY}\n")
    assert kept.status == 0
    assert "unencrypted" in kept.err
    assert KEY not in kept.out + kept.err
    assert (spotintro.data_dir / "secrets" / "openai").read_text() == KEY
    gone = run("keys", "delete", "openai")
    assert gone.status == 0
    assert not (spotintro.data_dir / "secrets" / "openai").exists()
    assert run("keys", "delete", "openai").status == 1


@pytest.mark.parametrize("words", [[KEY], ["openai", KEY], ["openai", "openai"], [], ["anthropic"]])
def test_a_key_as_an_argument_is_refused_and_not_repeated(spotintro: Commands, words: list[str]) -> None:
    for command in ("set", "delete"):
        result = spotintro("keys", command, *words)
        assert result.status == 2
        assert KEY not in result.out + result.err
        assert "openai" in result.err


@pytest.mark.parametrize("text", ["", "\n", "two words\n", "x" * 20_000])
def test_what_is_no_key_is_refused(spotintro: Commands, text: str) -> None:
    result = piped("keys", "set", "openai", "--insecure-file", text=text)
    assert result.status == 1
    assert result.err.startswith("The key ")
    assert not (spotintro.data_dir / "secrets" / "openai").exists()


def test_a_keyring_that_hangs_ends_within_seconds(spotintro: Commands) -> None:
    began = time.monotonic()
    result = run("keys", "delete", "openai", env={"PYTHON_KEYRING_BACKEND": "tests.fakes.keyrings.HangingKeyring"})
    assert result.status == 1
    assert "did not answer within 3 s" in result.err
    assert time.monotonic() - began < 8


def test_in_a_terminal_the_key_is_asked_for_and_not_shown(spotintro: Commands) -> None:
    terminal = Terminal("keys", "set", "openai")
    terminal.wait_for("not shown")
    terminal.type(f"{KEY}\n")
    terminal.wait_for("[y/N]")
    terminal.type("y\n")
    terminal.wait_for("unencrypted")
    assert terminal.end() == 0
    assert KEY not in terminal.shown
    assert (spotintro.data_dir / "secrets" / "openai").read_text() == KEY


@pytest.mark.parametrize("interrupt", [False, True])
def test_who_does_not_agree_keeps_nothing(spotintro: Commands, *, interrupt: bool) -> None:
    terminal = Terminal("keys", "set", "openai")
    terminal.wait_for("not shown")
    terminal.type(f"{KEY}\n")
    terminal.wait_for("[y/N]")
    if interrupt:
        terminal.interrupt_until("Stopped.")
    else:
        terminal.type("n\n")
        terminal.wait_for("Stopped.")
    assert terminal.end() == 130
    assert not spotintro.data_dir.exists()


def test_a_key_is_in_no_output_and_no_file(spotintro: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    spotintro.config(f'[writer.openai]\nbase_url = "http://user:{KEY}@127.0.0.1:1/v1?key={KEY}"\n')
    for words in (
        ["doctor"],
        ["doctor", "--json"],
        ["config", "show"],
        ["config", "show", "--json"],
        ["config", "check"],
        ["support"],
        ["support", "--json"],
        ["intro", "--player", "demo", "--no-speak", "--writer", "openai"],
        ["intro", "--player", "demo", "--no-speak", "--writer", "openai", "--json"],
        ["keys", "delete", "openai"],
    ):
        result = spotintro(*words)
        assert KEY not in result.out + result.err, words
    kept = [file for file in spotintro.data_dir.rglob("*") if file.is_file()]
    assert kept
    assert [file for file in kept if KEY.encode() in file.read_bytes()] == []
