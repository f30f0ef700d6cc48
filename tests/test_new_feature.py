"""A new paid feature is one declaration and its own code: shown by a copy of the program that has one more."""

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

DECLARATION = """
    TRANSLATE_LYRICS = (
        "TRANSLATE_LYRICS",
        Terms(
            price=3,
            label="lyrics",
            key="w",
            verb="translate",
            does="Translate the lyrics",
            command="lyrics",
            begins="spotintro.host.lyrics:translate",
            speaks=True,
        ),
    )
"""
OWN_CODE = """
from spotintro.writers.base import Line


async def translate(writer, request):
    yield Line(f"The words of {request.track.title}.")
    yield Line("They sing of the moon.")
"""
SCREEN = """
import asyncio, sys
from pathlib import Path

from spotintro.config import Paths, Settings, VoiceProvider, VoiceSettings
from spotintro.tui.app import SpotIntroApp
from spotintro.wiring.parts import Parts


async def main(data_dir, width, height):
    import spotintro
    assert spotintro.__file__.startswith(sys.argv[2]), spotintro.__file__
    settings = Settings(voice=VoiceSettings(provider=VoiceProvider.SILENT, rate_wpm=400))
    app = SpotIntroApp(Parts(settings, Paths(data_dir / "config.toml", data_dir), demo=True))
    async with app.run_test(size=(width, height)) as pilot:
        async def seen(*parts):
            for _ in range(1_500):
                strips = app.screen._compositor.render_strips()[:height]
                text = "\\n".join("".join(segment.text for segment in strip) for strip in strips)
                words = " ".join(text.split())
                if all(part in words for part in parts):
                    return words
                await pilot.pause(0.02)
            raise AssertionError(f"{parts!r} were never seen:\\n{text}\\n{app.main.message_log.texts}")

        async def rested():
            # The charge is told before the run has ended.
            while app.session.intros.busy:
                await pilot.pause(0.02)

        await seen("10 credits", "w 4", "i 2: text 1 + voice 1", "w translate")
        await pilot.press("w")
        await seen("They sing of the moon.")
        await seen("1 · 6 left")
        assert any("lyrics 3 + voice 1 · 6 left" in line for line in app.main.message_log.texts)
        await rested()
        await pilot.press("w")
        await seen("1 · 2 left")
        await rested()
        await pilot.press("w")
        await seen("4 needed, 2 left: s get more · R retry")
        await rested()
        await pilot.press("s", "d")
        while not app.screen.query_one("#code-field, CodeField, Input").value:
            await pilot.pause(0.02)
        await pilot.press("enter")
        await seen("10 credits added", "R does it now: translate the lyrics, 4 credits.")
        await pilot.press("escape")
        await seen("12 credits")
        await rested()
        await pilot.press("R")
        await seen("1 · 8 left")
        await pilot.press("?")
        print(await seen("w Translate the lyrics"))
        await pilot.press("u")
        print(await seen("w 4: lyrics 3 + voice 1"))
        await pilot.press("end")
        print(await seen("9 (3 times)"))
        await pilot.press("h")
        print(await seen("lyrics -3"))


asyncio.run(main(Path(sys.argv[1]), *map(int, sys.argv[3:])))
"""


def insert(file: Path, before: str, text: str) -> None:
    """Write the text before the one place where `before` stands."""
    old = file.read_text()
    assert old.count(before) == 1
    file.write_text(old.replace(before, f"{text}\n{before}"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program with one declaration more, and the code that it begins."""
    shutil.copytree(PROJECT / "spotintro", tmp_path / "spotintro", ignore=shutil.ignore_patterns("__pycache__"))
    insert(
        tmp_path / "spotintro" / "credits" / "features.py", "    def __new__(cls, name", DECLARATION.strip("\n")
    )
    (tmp_path / "spotintro" / "host" / "lyrics.py").write_text(OWN_CODE)
    return tmp_path


def run(copy: Path, *arguments: str, status: int = 0) -> str:
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
    assert result.returncode == status, result.stdout + result.stderr
    return result.stdout


def command(copy: Path, *arguments: str, status: int = 0) -> Any:
    return json.loads(run(copy, "-m", "spotintro", *arguments, "--json", status=status))


@pytest.mark.parametrize(("columns", "rows"), [(100, 32), (40, 20)])
def test_one_declaration_is_all_the_screen_needs(copy: Path, columns: int, rows: int) -> None:
    run(copy, "-c", SCREEN, str(copy / "data"), str(copy), str(columns), str(rows))


def test_one_declaration_is_all_the_command_line_needs(copy: Path) -> None:
    config = copy / "config.toml"
    config.write_text("[voice]\nrate_wpm = 400\nprovider = 'silent'\n")
    assert "lyrics      Translate the lyrics." in run(copy, "-m", "spotintro", "--help")
    assert command(copy, "credits", "costs")["TRANSLATE_LYRICS"] == 3
    assert "lyrics: 3 credits" in run(copy, "-m", "spotintro", "credits", "costs")
    lyrics = command(copy, "lyrics", "--player", "demo", "--no-speak")
    assert lyrics["text"].endswith("They sing of the moon.")
    assert lyrics["charged"] == {"TRANSLATE_LYRICS": 3}
    assert lyrics["balance"]["available"] == 7
    config.write_text("[credits.costs]\nTRANSLATE_LYRICS = 8\n[screen.keys]\ntranslate = 'T'\n")
    run(copy, "-m", "spotintro", "config", "check")
    assert command(copy, "credits", "costs")["TRANSLATE_LYRICS"] == 8
    refused = command(copy, "lyrics", "--player", "demo", "--no-speak", status=3)
    assert refused["error"]["code"] == "INSUFFICIENT_CREDITS"
    (use,) = command(copy, "stats")["use"]
    assert (use["step"], use["times"], use["credits"]) == ("TRANSLATE_LYRICS", 1, 3)
    (entry, _) = command(copy, "credits", "history")["entries"]
    assert (entry["step"], entry["amount"]) == ("TRANSLATE_LYRICS", -3)
    assert command(copy, "credits", "audit")["ok"] is True
