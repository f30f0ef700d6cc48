"""What the pages list is what the program has: no command, setting, key or error is forgotten."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import msgspec
import pytest

from docs_pages.errors import all_said
from docs_pages.listing import BEGIN, LISTS, with_lists
from spotintro.cli.root import root
from spotintro.config.settings import Settings
from spotintro.errors import SpotIntroError
from spotintro.tui.commands import COMMANDS
from tests.docs.pages import DOCS, blocks_of
from tests.test_errors import KINDS, made

pytestmark = pytest.mark.slow  # it imports the whole program

CODES = {said.code for said in all_said()}
NEVER_BY_ITSELF = {
    *(
        "ARTWORK_ERROR",
        "FACT_ERROR",
        "PLAYER_ERROR",
        "REMOTE_ERROR",
        "SECRETS_ERROR",
        "VOICE_ERROR",
        "VOUCHER_ERROR",
    ),
    *("WRITER_ERROR", "OPERATOR_KEY_ERROR", "NOTHING_TO_INTRODUCE"),
}
"""Codes of classes that others are made of."""
OF_ITS_OWN = {"OF_ITS_OWN"}
"""What `tests.test_errors` makes up, for a class that is told its code."""


def listed(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8").partition(BEGIN)[2]


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
def test_the_pages_are_as_the_program_lists_it(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == with_lists(page), "`make docs` brings it up to date"


def test_a_page_without_a_place_for_its_list_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "keys.md"
    page.write_text(f"# Keys\n{BEGIN}\n")
    with pytest.raises(ValueError, match="no place"):
        with_lists(page)


def paths_of(command: click.Command, path: str) -> list[str]:
    below = command.list_commands(click.Context(command)) if isinstance(command, click.Group) else []
    found = [path]
    for name in below:
        assert isinstance(command, click.Group)
        each = command.get_command(click.Context(command), name)
        assert each is not None
        found += paths_of(each, f"{path} {name}")
    return found


def test_every_command_has_a_heading() -> None:
    headings = re.findall(r"^### (.+)$", listed("commands.md"), re.MULTILINE)
    assert headings == paths_of(root, "spotintro")
    assert len(headings) > 40


def test_every_key_is_there() -> None:
    text = listed("keys.md")
    assert [command.id for command in COMMANDS if f"| `{command.id}` |" not in text] == []


def test_every_setting_is_there_with_its_default() -> None:
    sections = [block.text for block in blocks_of(DOCS / "settings.md") if block.language == "toml"]
    assert msgspec.convert(tomllib.loads("\n".join(sections)), Settings) == Settings()
    assert len(sections) > 10


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_there(kind: type[SpotIntroError]) -> None:
    assert made(kind).code in CODES | NEVER_BY_ITSELF | OF_ITS_OWN


@pytest.mark.parametrize(
    ("code", "status", "sentence"),
    [
        ("HOST_BUSY", 1, "The host is at it already."),
        ("MOVED_ON", 1, "The host stopped, since the player went on to something else."),
        ("NOT_BEGUN_YET", 1, "The app has taken it, and has not begun within … s."),
        ("OPERATION_FAILED", 1, "This is your own referral code."),
        ("SYSTEM_ERROR", 1, "The credit store … is locked by another program."),
        ("SYSTEM_ERROR", 1, "Nobody answers at the address of the credit store …."),
        ("AUTO_NOT_AGREED", 1, "The app asks first: …"),
        ("AUTO_NOT_AGREED", 2, "A command can't do what it was asked."),
        ("USAGE", 2, "The app needs a terminal for input, output and errors."),
    ],
)
def test_what_is_told_without_being_raised_or_by_a_function_is_there(
    code: str, status: int, sentence: str
) -> None:
    assert (code, status, sentence) in {(said.code, said.status, said.message) for said in all_said()}


def test_each_way_of_a_condition_is_there() -> None:
    steps = {said.next_step for said in all_said() if said.code == "SECRET_NOT_STORED"}
    assert steps == {"There is nothing to do.", "It comes from the environment: unset …."}


def test_a_sentence_is_one() -> None:
    assert [said for said in all_said() if "(code: " in said.message] == []


def test_what_is_never_told_by_itself_is_not_there() -> None:
    assert not CODES & NEVER_BY_ITSELF
