"""What a command loads before it does anything, and that what is declared is there."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import click
import pytest

from spotintro import __version__
from spotintro.cli.root import _COMMANDS, root
from tests.cli.commands import PROJECT, Commands

HEAVY = {
    "textual", "sqlmodel", "sqlalchemy", "openai", "keyring", "dbus_fast", "miniaudio", "pyttsx3", "rich",
    "spotipy", "requests", "redis", "urllib3",
}  # fmt: skip
LOADED = """
import sys
from spotintro.cli.entry import main
status = main(sys.argv[1:])
print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(status)
"""


def loaded_by(*arguments: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("LOADED ")]
    return set(line.split()[1:])


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["credits", "--help"], ["completion", "fish"]])
def test_help_and_version_load_nothing_that_they_dont_need(arguments: list[str]) -> None:
    loaded = loaded_by(*arguments)
    assert "click" in loaded
    assert not loaded & (HEAVY | {"msgspec", "platformdirs", "asyncio", "sqlite3", "tomllib"})


def test_help_is_worth_its_milliseconds() -> None:
    assert not loaded_by("--help") & {"pathlib", "dataclasses", "json", "unicodedata"}


@pytest.mark.parametrize("arguments", [["credits", "costs"], ["config", "show"], ["config", "path"]])
def test_commands_on_settings_load_no_part(arguments: list[str]) -> None:
    assert not loaded_by(*arguments) & (HEAVY | {"asyncio", "sqlite3"})


BEFORE_THE_SCREEN = """
import sys
from pathlib import Path
import spotintro.__main__, spotintro.cli.entry, spotintro.cli.app
from spotintro.cli.execution import make_parts
from spotintro.cli.launch import Launch
make_parts(Launch(Path("/dev/null"), Path(sys.argv[1])), demo=True)
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_the_app_loads_next_to_nothing_before_the_screen(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", BEFORE_THE_SCREEN, tmp_path],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not set(result.stdout.split()) & (HEAVY | {"click", "sqlite3", "json"})


def test_a_command_on_the_account_loads_neither_screen_nor_model_nor_keyring() -> None:
    assert not loaded_by("credits", "balance") & {
        "textual",
        "openai",
        "keyring",
        "dbus_fast",
        "miniaudio",
        "pyttsx3",
        "spotipy",
        "requests",
    }


def test_what_is_declared_is_there_and_says_of_itself_what_the_list_says() -> None:
    for name, declared in _COMMANDS.items():
        module, _, attribute = declared.target.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        assert command.name == name
        assert command.help
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help, f"{name} {parameter.name}"


def test_help_names_every_command(spotintro: Commands) -> None:
    result = spotintro("--help")
    assert result.status == 0
    for name, declared in _COMMANDS.items():
        assert name in result.out
        assert declared.line.partition(" ")[0] in result.out
    assert spotintro("--version").out == f"spotintro {__version__}\n"
    assert spotintro("-h").out == result.out


def test_every_command_has_help(spotintro: Commands) -> None:
    context = click.Context(root, info_name="spotintro")
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        assert command is not None
        below = list(command.commands) if isinstance(command, click.Group) else []
        for words in ([name], *([name, each] for each in below)):
            result = spotintro(*words, "--help")
            assert result.status == 0
            assert "--data-dir" in result.out or name == "completion"
