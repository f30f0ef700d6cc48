"""A new paid feature is one enum member and one price: shown by a copy of the program that has one more."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent

SESSION = """
import asyncio, sys
from pathlib import Path

from spotintro.config import Paths, Settings, VoiceProvider, VoiceSettings
from spotintro.credits.prices import UserTransaction
from spotintro.music import Track
from spotintro.tui.app import SpotIntroApp
from spotintro.wiring.parts import Parts


async def main(data_dir):
    import spotintro
    assert spotintro.__file__.startswith(sys.argv[2]), spotintro.__file__
    settings = Settings(voice=VoiceSettings(provider=VoiceProvider.SILENT))
    parts = Parts(settings, Paths(data_dir / "config.toml", data_dir), demo=True)
    app = SpotIntroApp(parts)
    async with app.run_test(size=(100, 40)) as pilot:
        async def seen(part):
            for _ in range(500):
                width, height = app.size
                strips = app.screen._compositor.render_strips()[:height]
                text = "\\n".join("".join(segment.text for segment in strip) for strip in strips)
                if part in text:
                    return text
                await pilot.pause(0.02)
            raise AssertionError(f"{part!r} was never seen:\\n{text}")

        await seen("i intro 1 + voice 1")
        gate = await parts.gate()
        track = Track(id="demo:1", title="Clair de lune", artists=("Claude Debussy",))
        (hold,) = await gate.hold([UserTransaction.TRANSLATE_LYRICS], workflow="w1", track=track)
        assert hold.amount == 3
        await gate.capture(hold)
        await pilot.press("u")
        print(await seen("(once)"))
        await pilot.press("h")
        print(await seen("-3"))


asyncio.run(main(Path(sys.argv[1])))
"""


def insert(file: Path, before: str, line: str) -> None:
    text = file.read_text()
    assert text.count(before) == 1
    file.write_text(text.replace(before, f"{line}\n{before}"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program with one member and one price more."""
    shutil.copytree(PROJECT / "spotintro", tmp_path / "spotintro", ignore=shutil.ignore_patterns("__pycache__"))
    prices = tmp_path / "spotintro" / "credits" / "prices.py"
    member = '    SPEAK_TRACK_INTRO = "SPEAK_TRACK_INTRO"\n'
    insert(prices, member, '    TRANSLATE_LYRICS = "TRANSLATE_LYRICS"')
    price = "        UserTransaction.SPEAK_TRACK_INTRO: 1,\n"
    insert(prices, price, "        UserTransaction.TRANSLATE_LYRICS: 3,")
    return tmp_path


def run(copy: Path, *arguments: str) -> str:
    data_dir = copy / "data"
    surroundings = {
        "PYTHONPATH": str(copy),
        "SPOTINTRO_DATA_DIR": str(data_dir),
        "SPOTINTRO_CONFIG": str(copy / "config.toml"),
        "COLUMNS": "200",
    }
    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def command(copy: Path, *arguments: str) -> Any:
    return json.loads(run(copy, "-m", "spotintro", *arguments, "--json"))


def test_one_member_and_one_price_are_all_it_takes(copy: Path) -> None:
    config = copy / "config.toml"
    config.write_text("")
    assert command(copy, "credits", "costs")["TRANSLATE_LYRICS"] == 3
    assert "translate lyrics: 3 credits" in run(copy, "-m", "spotintro", "credits", "costs")
    screens = run(copy, "-c", SESSION, str(copy / "data"), str(copy))
    assert "translate lyrics 3 credits" in screens, "the price, on the account page"
    assert "3 (once)" in screens, "its use, beside its bar"
    history = " ".join(next(line for line in screens.splitlines() if "-3" in line.split()).split())
    assert history.endswith("translate lyrics -3 7 Clair de lune – Claude Debussy")
    config.write_text("[credits.costs]\nTRANSLATE_LYRICS = 5\n")
    run(copy, "-m", "spotintro", "config", "check")
    assert command(copy, "credits", "costs")["TRANSLATE_LYRICS"] == 5
    (use,) = command(copy, "stats")["use"]
    assert (use["step"], use["times"], use["credits"]) == ("TRANSLATE_LYRICS", 1, 3)
    (entry, _) = command(copy, "credits", "history")["entries"]
    assert (entry["step"], entry["amount"]) == ("TRANSLATE_LYRICS", -3)
    assert command(copy, "credits", "audit")["ok"] is True
