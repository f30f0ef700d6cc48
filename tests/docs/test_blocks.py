"""Each block of code in the pages does what it says: it is run here, or says what it needs."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from itertools import takewhile
from pathlib import Path

import click
import msgspec
import pytest

from spotintro.cli.root import root
from spotintro.config.settings import Settings
from tests.docs.pages import PAGES, PROJECT, Block, blocks_of
from tests.e2e.commands import SPOTINTRO, surroundings

pytestmark = pytest.mark.slow

NEEDS = {
    "a keyring",
    "a request",
    "a voucher",
    "an account",
    "an installation",
    "another program",
    "credits used before",
    "PostgreSQL",
    "the app",
    "time",
}
"""What a block may need that isn't run here. Its commands are read by the command line all the same."""
# Spoken intros have tests of their own; here each would take its ten seconds.
CONFIG = """
[player]
provider = "demo"
[voice]
rate_wpm = 400
enabled = false
[facts]
lookup = "on"
[host]
chattiness = "brief"
"""
BLOCKS = [block for page in PAGES for block in blocks_of(page)]
SETTINGS = [block for block in BLOCKS if block.language == "toml" and not block.needs]
SHELL = [block for block in BLOCKS if block.language in {"sh", "console"}]


def name(block: Block) -> str:
    return block.place


def commands_of(block: Block) -> list[list[str]]:
    """Return the words of each line; of a session, those that were typed."""
    lines = block.text.splitlines()
    if block.language == "console":
        lines = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def read(words: list[str]) -> None:
    """Have the command line read a command, to the last option, without running it.

    Raises:
        click.UsageError: it isn't one.
    """
    command: click.Command = root
    context, rest = click.Context(root, info_name="spotintro"), words
    while True:
        context = command.make_context(context.info_name, list(rest), parent=context)
        if not isinstance(command, click.Group) or not context._protected_args:
            return
        rest = [*context._protected_args, *context.args]
        _, below, rest = command.resolve_command(context, rest)
        assert below is not None
        command = below


def test_every_block_is_settings_or_commands_or_says_what_it_needs() -> None:
    assert {block.needs for block in BLOCKS} - {""} == NEEDS
    assert [block.place for block in BLOCKS if not block.needs and block not in SETTINGS + SHELL] == []


@pytest.mark.parametrize("block", SETTINGS, ids=name)
def test_settings_are_settings(block: Block) -> None:
    msgspec.convert(tomllib.loads(block.text), Settings)


@pytest.mark.parametrize("block", SHELL, ids=name)
def test_the_command_line_knows_each_command(block: Block) -> None:
    for program, *words in commands_of(block):
        if program == "spotintro":
            read([*takewhile(lambda word: word != "|", words)])


@pytest.mark.parametrize("words", [["intros", "shew"], ["intro", "--loud"], ["now", "--for", "the moon"]])
def test_a_command_that_is_none_would_be_seen(words: list[str]) -> None:
    with pytest.raises(click.UsageError):
        read(words)


def run(words: list[str], folder: Path) -> None:
    result = subprocess.run(
        [SPOTINTRO, *words],
        cwd=folder,
        env=surroundings(folder / "data", {"SPOTINTRO_CONFIG": str(folder / "config.toml")}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert result.returncode == 0, f"{words}: exit {result.returncode}\n{result.stdout}\n{result.stderr}"


@pytest.mark.parametrize("block", [block for block in SHELL if not block.needs], ids=name)
def test_a_block_that_needs_nothing_runs(block: Block, tmp_path: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for program, *words in commands_of(block):
        if program == "make":
            assert words[0] in targets  # `tests/e2e/test_make_demo.py` has `make demo` run
            continue
        assert program == "spotintro"
        if words != ["config", "init"]:
            (tmp_path / "config.toml").write_text(CONFIG)
        else:
            (tmp_path / "config.toml").unlink()
        run(words, tmp_path)
