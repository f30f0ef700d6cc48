"""The real program under another clock: one balance everywhere, and no wrong clock costs a credit."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spotintro.credits.requests import decode
from tests.conftest import require_program
from tests.e2e.commands import SPOTINTRO, answer, spotintro
from tests.e2e.tmux import terminal

pytestmark = pytest.mark.slow

TODAY = datetime(2026, 12, 1, 12, tzinfo=UTC)
WRITER = ("--no-speak", "--writer", "openai", "--player", "demo")
NO_SERVER = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}


@dataclass
class Machine:
    """A data folder with 10 demo credits, and its own operator; `at` is what its clock says."""

    folder: Path
    library: str
    at: datetime = TODAY

    def env(self) -> Mapping[str, str]:
        clock = {"LD_PRELOAD": self.library, "FAKETIME": f"{self.at:@%Y-%m-%d %H:%M:%S}", "TZ": "UTC"}
        return {**clock, "SPOTINTRO_CONFIG": str(self.folder / "config.toml"), **NO_SERVER}

    def configure(self, settings: str = "") -> None:
        key = answer("operator", "init", "--insecure-file", data_dir=self.folder, env=self.env())["public_key"]
        (self.folder / "config.toml").write_text(
            f'[credits]\noperator_keys = ["{key}"]\n{settings}', encoding="utf-8"
        )

    def ask(self, *arguments: str, expect: int = 0) -> Any:
        return answer(*arguments, data_dir=self.folder, env=self.env(), expect=expect)

    def say(self, *arguments: str, expect: int | None = 0) -> subprocess.CompletedProcess[str]:
        return spotintro(*arguments, data_dir=self.folder, env=self.env(), expect=expect)

    def redeem(self, *terms: str) -> Any:
        request = self.ask("credits", "request")["request"]
        voucher = self.ask("operator", "issue", "--request", request, *terms)["voucher"]
        return self.ask("credits", "redeem", voucher)

    def figures(self) -> dict[str, int]:
        """The balance, by all who tell it."""
        told = {
            "json": self.ask("credits")["available"],
            "balance": self.ask("credits", "balance")["available"],
            "words": _first_number(self.say("credits").stdout),
            "request": decode(self.ask("credits", "request")["request"]).available,
        }
        support = self.ask("support")
        told["support"] = _first_number(support["message"].partition("Available: ")[2])
        told["support's request"] = decode(support["request"]).available
        told["doctor"] = _first_number(self.checks()["account"])
        refused = self.ask("intro", *WRITER, expect=3)["error"]
        told["intro"] = _first_number(refused["message"].partition("you have")[2])
        return told

    def checks(self) -> dict[str, str]:
        """What `doctor` says of each part."""
        return {check["part"]: check["message"] for check in self.ask("doctor")["checks"]}


def _first_number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found, text
    return int(found[0])


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    require_program("faketime")
    said = subprocess.run(
        ["faketime", "-f", "+0", "sh", "-c", "echo $LD_PRELOAD"],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    made = Machine(tmp_path / "data", said.stdout.strip())
    made.folder.mkdir(mode=0o700)
    return made


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("terms", "days", "there"),
    [
        pytest.param(("--credits", "20", "--days", "30"), 29, 30, marks=pytest.mark.soak),
        pytest.param(("--credits", "20", "--days", "30"), 90, 10, marks=pytest.mark.soak),
        pytest.param(
            ("--credits", "20", "--days", "30", "--every", "30", "--times", "3"), 45, 30, marks=pytest.mark.soak
        ),
        (("--credits", "5", "--every", "30", "--times", "3"), 300, 25),
    ],
)
def test_one_figure_everywhere(machine: Machine, terms: tuple[str, ...], days: int, there: int) -> None:
    machine.configure("costs = { GENERATE_TRACK_INTRO = 99 }\n")
    machine.redeem(*terms)
    machine.at += timedelta(days=days)
    figures = machine.figures()
    assert figures == dict.fromkeys(figures, there)
    assert machine.ask("credits", "audit")["ok"]


@pytest.mark.timeout(300)
def test_a_clock_of_years_ahead_lapses_nothing_and_what_one_lapsed_is_back(machine: Machine) -> None:
    machine.configure()
    machine.redeem("--credits", "20", "--days", "30")
    machine.at = TODAY + timedelta(days=3650)
    machine.ask("intro", *WRITER, expect=1)  # held, not delivered, given back
    assert machine.ask("credits")["available"] == 30
    said = machine.say("credits")
    assert "spotintro credits confirm-clock" in said.stderr
    assert "spotintro credits confirm-clock" in machine.checks()["clock"]
    machine.redeem("--credits", "1")
    assert machine.ask("credits", "confirm-clock")["available"] == 11
    assert "clock" not in machine.checks()
    machine.at = TODAY + timedelta(hours=1)
    assert machine.ask("credits")["available"] == 31, "confirmed by mistake, and back"
    assert machine.redeem("--credits", "2", "--days", "30", "--redeem-within", "5")["balance"]["available"] == 33
    assert "clock" not in machine.checks()
    history = machine.ask("credits", "history")["entries"]
    assert [entry["amount"] for entry in history][:4] == [2, 20, -20, 1]
    assert machine.ask("credits", "audit")["ok"]


@pytest.mark.timeout(300)
def test_a_smaller_jump_lapses_at_once_and_is_taken_back(machine: Machine) -> None:
    machine.configure()
    machine.redeem("--credits", "20", "--days", "30")
    machine.at = TODAY + timedelta(days=300)
    machine.ask("intro", *WRITER, expect=1)
    assert machine.ask("credits")["available"] == 10
    machine.at = TODAY + timedelta(hours=1)
    assert machine.ask("credits")["available"] == 30
    assert machine.redeem("--credits", "2")["balance"]["available"] == 32
    assert machine.ask("credits", "audit")["ok"]


@pytest.mark.service
@pytest.mark.timeout(180)
def test_the_screen_follows_the_clock_while_it_is_open(machine: Machine, tmp_path: Path) -> None:
    machine.configure('[player]\nprovider = "demo"\n')
    machine.redeem("--credits", "20", "--days", "30")
    offset = tmp_path / "offset"
    env = {name: value for name, value in machine.env().items() if name != "FAKETIME"}
    env |= {"FAKETIME_TIMESTAMP_FILE": str(offset), "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    env["SPOTINTRO_DATA_DIR"] = str(machine.folder)

    def set_clock(at: datetime) -> None:
        moved = offset.with_suffix(".new")
        moved.write_text(f"{(at - datetime.now(UTC)).total_seconds():+.0f}\n", encoding="ascii")
        moved.replace(offset)

    set_clock(TODAY + timedelta(days=29))
    # Not the terminal's own programs: their clock is not in question.
    command = ["env", *(f"{name}={value}" for name, value in env.items()), SPOTINTRO]
    with terminal(command, width=100, height=32) as screen:
        screen.wait_for(r"● 30 credits")
        set_clock(TODAY + timedelta(days=31))
        screen.wait_for(r"● 10 credits", within_s=40)
        set_clock(TODAY + timedelta(days=29))
        screen.wait_for(r"● 30 credits", within_s=40)
        screen.press("q")
        screen.wait_for(r"exit=0")
