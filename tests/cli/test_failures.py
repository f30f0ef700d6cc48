"""Each command on something that fails: its own sentence in words and as JSON, and never a defect."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from spotintro.cli.root import root
from tests.cli.commands import Commands

Break = Callable[[Commands], None]


def folder(spotintro: Commands) -> None:
    """Have a file stand where the data folder should."""
    spotintro.data_dir.write_text("")


def settings(spotintro: Commands) -> None:
    spotintro.config("[credits\n")


def nothing(_spotintro: Commands) -> None: ...


NO_FOLDER = "data can't be made: File exists."
NO_TOML = "This is not TOML"
WALK: dict[str, tuple[Break, tuple[str, ...], str]] = {
    "demo": (folder, ("--plain",), NO_FOLDER),
    "now": (folder, (), "No music player can be seen"),
    **{
        f"remote {name}": (nothing, (), "No SpotIntro app is running")
        for name in (
            *("introduce", "next-intro", "again", "stop", "skip", "previous", "play", "pause", "play-pause"),
            *("auto", "voice", "status"),
        )
    },
    "intro": (folder, ("--player", "demo", "--no-speak"), NO_FOLDER),
    "more": (folder, ("--player", "demo", "--no-speak"), NO_FOLDER),
    "auto": (folder, ("--player", "demo", "--no-speak", "--cap", "5"), NO_FOLDER),
    "facts": (folder, ("--player", "demo"), NO_FOLDER),
    "intros list": (folder, (), NO_FOLDER),
    "intros show": (nothing, ("7",), "This intro is not kept any more."),
    "intros say": (nothing, ("7",), "This intro is not kept any more."),
    "intros favourite": (nothing, ("7",), "This intro is not kept any more."),
    "intros delete": (nothing, ("7",), "This intro is not kept any more."),
    "intros export": (folder, (), NO_FOLDER),
    "credits balance": (folder, (), NO_FOLDER),
    "credits history": (folder, (), NO_FOLDER),
    "credits costs": (settings, (), NO_TOML),
    "credits confirm-clock": (folder, (), NO_FOLDER),
    "credits audit": (folder, (), NO_FOLDER),
    "credits redeem": (folder, ("V",), NO_FOLDER),
    "credits request": (folder, (), NO_FOLDER),
    "credits referral": (folder, (), NO_FOLDER),
    "credits export": (folder, (), NO_FOLDER),
    "credits backup": (folder, ("copy.sqlite3",), "There is no credit store"),
    "credits restore": (folder, ("copy.sqlite3",), NO_FOLDER),
    "credits move": (folder, ("--to", "other.sqlite3"), NO_FOLDER),
    "operator init": (folder, ("--insecure-file",), "can't be read: Not a directory."),
    "operator issue": (folder, ("--unbound", "--credits", "5"), "can't be read: Not a directory."),
    "operator inspect": (nothing, ("hello",), "This is neither a voucher nor a request for credits."),
    "operator refund": (folder, ("1",), NO_FOLDER),
    "operator revoke": (nothing, ("hello",), "Name a public key"),
    "serve": (folder, (), NO_FOLDER),
    "stats": (folder, (), NO_FOLDER),
    "support": (folder, (), NO_FOLDER),
    "voices list": (settings, (), NO_TOML),
    "voices try": (nothing, ("nobody", "--out", "x.wav"), "has no voice 'nobody'"),
    "personas list": (settings, (), NO_TOML),
    "personas show": (nothing, ("nobody",), "There is no persona “nobody”."),
    "personas new": (nothing, ("plain",), "There is a persona “plain” already"),
    "doctor": (folder, (), NO_FOLDER),
    "config path": (nothing, ("--nonsense",), "No such option"),
    "config show": (settings, (), NO_TOML),
    "config check": (settings, (), NO_TOML),
    "config init": (nothing, (), "is already there."),
    "login": (folder, ("--no-browser",), NO_FOLDER),
    "logout": (folder, (), NO_FOLDER),
    "keys set": (folder, ("--insecure-file", "openai"), "The key can't be kept in"),
    "keys delete": (folder, ("openai",), "can't be removed"),
    "completion": (nothing, ("csh",), "'csh' is not one of"),
}
"""By command: what is broken, what follows the command, and the sentence that tells of it."""


def leaves(group: click.Group, *path: str) -> Iterator[tuple[str, bool]]:
    """Yield each command, and whether it prints JSON where asked to."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, *path, name)
        else:
            yield (
                " ".join((*path, name)),
                any(each.name == "as_json" for each in command.params),
            )


COMMANDS = dict(leaves(root))


def test_each_command_is_walked() -> None:
    assert set(WALK) == set(COMMANDS)


@pytest.mark.parametrize(
    ("command", "as_json"),
    [
        *(pytest.param(command, False, id=command) for command in WALK),
        *(pytest.param(command, True, id=f"{command} as JSON") for command in WALK if COMMANDS.get(command)),
    ],
)
def test_what_fails_is_told(
    command: str, spotintro: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, as_json: bool
) -> None:
    broken, words, sentence = WALK[command]
    broken(spotintro)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("sk-0123456789abcdef0123456789\n"))
    result = spotintro(*command.split(), *words, *(["--json"] if as_json else []))
    assert result.status == 5 if command.startswith("remote") else result.status in {1, 2}
    said = result.out + result.err
    assert sentence in said
    assert not [word for word in ("INTERNAL", "defect", "unexpected", "Traceback") if word in said]
    if as_json and command not in {"doctor", "config check"}:  # which print what they found
        assert sentence in result.error()["message"]
