"""The manual's page and completion: as the commands are, and readable by the programs that show them."""

from __future__ import annotations

import re
import subprocess
from types import ModuleType

import pytest

from tests.conftest import require_program
from tests.release.scripts import PROJECT, script

SHARE = PROJECT / "release/share"
PAGE = SHARE / "man/man1/spotintro.1"

pytestmark = pytest.mark.slow  # of one version of click alone: its words change from one to the next


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    return script("manual")


def test_what_is_installed_is_what_the_commands_say_today(generator: ModuleType) -> None:
    for path, content in generator.files().items():
        assert (SHARE / path).read_text() == content, f"{path} is out of date: `make manual` writes it"


def test_every_command_and_option_is_in_it(generator: ModuleType) -> None:
    page = PAGE.read_text().replace("\\-", "-")
    headings = re.findall(r"^\.SS (.*)$", page, re.MULTILINE)
    walked = list(generator.commands(generator.root, generator.START))
    assert len(walked) > 60
    for command, context in walked:
        assert any(heading.startswith(f"{context.command_path} [") or heading == context.command_path
                   for heading in headings), context.command_path  # fmt: skip
        for parameter in command.get_params(context):
            if not getattr(parameter, "hidden", False):
                assert all(option in page for option in parameter.opts if option.startswith("--")), parameter


@pytest.mark.service
def test_man_finds_nothing_to_object_to() -> None:
    groff = require_program("groff")["groff"]
    done = subprocess.run(
        [str(groff), "-man", "-Tutf8", "-ww", "-z", str(PAGE)],
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert done.stderr == ""
