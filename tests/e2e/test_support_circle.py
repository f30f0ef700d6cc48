"""Spend all, ask the demo's desk, redeem its voucher, do again what was refused: all by keys, in a terminal."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from spotintro.operators.demo_desk import KEY_FILE
from tests.e2e.commands import SPOTINTRO, answer
from tests.e2e.tmux import terminal

SETTINGS = """
[voice]
enabled = false
[credits]
costs = { GENERATE_TRACK_INTRO = 10 }
packages = [{ name = "Small", credits = 20, price = "free of charge" }]
"""


@pytest.mark.service
@pytest.mark.parametrize(("width", "height"), [(100, 32), (40, 20)])
def test_from_no_credits_to_the_refused_intro(tmp_path: Path, width: int, height: int) -> None:
    config = tmp_path / "config.toml"
    config.write_text(SETTINGS)
    data_dir = tmp_path / "data"
    env = {"SPOTINTRO_DATA_DIR": str(data_dir), "SPOTINTRO_CONFIG": str(config)}
    with terminal([SPOTINTRO, "demo"], width=width, height=height, env=env) as screen:
        screen.wait_for(r"● 10 credits")
        screen.wait_for(r"i 10: text")
        screen.press("i")
        # At 40 columns a long text leaves the log one line, and its charge is told by the balance.
        screen.wait_for(r"(?s)✓ written.*○ 0 credits")
        screen.press("i")
        screen.wait_for(r"(?s)too few credits.*10 needed")
        screen.press("s")
        screen.wait_for(r"1  Small: 20 credits")
        screen.press("g")
        screen.wait_for(r"█▀▀▀▀▀█|▄▄▄▄▄▄▄|columns")
        screen.press("g")
        screen.press("d")
        screen.wait_for(r"(?s)answered\s+with\s+a\s+voucher")
        screen.press("Enter")
        screen.wait_for(r"(?s)20\s+credits\s+added,\s+good\s+until\s+\d{4}-\d\d-\d\d.*R\s+does\s+it\s+now")
        screen.press("Escape")
        screen.wait_for(r"(?s)● 20 credits.*i 10: text")
        screen.press("R")
        screen.wait_for(r"(?s)✓ written.*● 10 credits")
        screen.press("u")
        screen.wait_for(r"available +10 credits")
        screen.wait_for(r"used +20 credits")
        screen.press("q")
        screen.wait_for(r"i introduce")
        screen.press("q")
        screen.wait_for(r"exit=0")
    assert stat.S_IMODE((data_dir / KEY_FILE).stat().st_mode) == 0o600
    assert answer("credits", "balance", data_dir=data_dir)["available"] == 10
    assert answer("credits", "audit", data_dir=data_dir)["ok"]
