"""The walls between the rooms: they stand, and each of them falls when it is broken."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
BREACHES = {
    "The direction of the rooms": [("music.py", "import spotintro.host.events")],
    "The screen's library stays in the screen": [
        ("host/events.py", "import textual"),
        ("operators/new.py", "import rich"),
    ],
    "Serving pages stays in the page's room": [
        ("session/phones.py", "import starlette"),
        ("tui/phones.py", "import uvicorn"),
        ("cli/serve.py", "import jinja2"),
    ],
    "SQL stays in the store": [("credits/gate.py", "import sqlalchemy"), ("state/new.py", "import sqlite3")],
    "The server's driver stays with the server": [("wiring/parts.py", "import psycopg")],
    "The model's client stays in its module": [
        ("writers/announcer.py", "import openai"),
        ("writers/new.py", "import anyio"),
        ("writers/event_stream.py", "import httpx2"),
    ],
    "The system's voice stays with its engine": [
        ("wiring/parts.py", "import pyttsx3"),
        ("voices/synthesis_child.py", "import espeakng_loader"),
    ],
    "The natural voice stays with its engine": [
        ("wiring/voices.py", "import hibari"),
        ("voices/playback_child.py", "import numpy"),
    ],
    "Romanisation and numbers in words stay with the spelling": [
        ("voices/new.py", "import anyascii"),
        ("writers/new.py", "import unicode_rbnf"),
    ],
    "Telling languages apart stays in its module": [("writers/model_text.py", "import gcld3")],
    "Sound stays in the voices": [("artwork/errors.py", "import miniaudio")],
    "The bus stays with the MPRIS player": [
        ("players/base.py", "import dbus_fast"),
        ("players/mpd.py", "import dbus_fast"),
    ],
    "Spotify's client stays with its player": [("players/mpd.py", "import spotipy")],
    "Requests over the web stay with who makes them": [
        ("accounts/spotify_access.py", "import requests"),
        ("players/mpd.py", "import requests"),
        ("artwork/new.py", "import requests"),
        ("facts/new.py", "import requests"),
    ],
    "The keyring stays with the secrets": [("cli/keys.py", "import keyring")],
    "Locks between programs stay with the state": [
        ("players/spotify/tokens.py", "import filelock"),
        ("operators/new.py", "import filelock"),
    ],
    "The pictures' library stays with the artwork": [
        ("tui/pictures/sixel.py", "import PIL"),
        ("operators/demo_desk.py", "import PIL"),
    ],
    "The command line's library stays in the command line": [("tui/app.py", "import click")],
    "The store knows the account, not the other providers": [("store/ledger.py", "import spotintro.players.base")],
    "No other way to the web": [("players/mpd.py", "import httpx")],
    "Signatures stay with the vouchers": [("operators/key.py", "import cryptography")],
    "QR codes stay with the faces": [("credits/support.py", "import segno")],
    "Where files belong stays with the settings": [("state/new.py", "import platformdirs")],
}
"""By contract, lines that break it, each in a module of its own copy; a module that isn't there is a new one."""


def said(folder: Path) -> str:
    """Return what import-linter prints of the package in this folder."""
    return _linted(folder).stdout


def verdicts(folder: Path) -> dict[str, str]:
    """Return import-linter's verdict on the package in this folder, by contract."""
    result = _linted(folder)
    found = dict(re.findall(r"^(.+?) (KEPT|BROKEN)(?: \(.*\))?$", result.stdout, re.MULTILINE))
    assert found, result.stdout + result.stderr
    assert result.returncode == (1 if "BROKEN" in found.values() else 0)
    return found


def _linted(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "spotintro", tmp_path / "spotintro", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_has_its_breach() -> None:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in contracts} == set(BREACHES)


def test_the_walls_stand(copy: Path) -> None:
    assert verdicts(copy) == dict.fromkeys(BREACHES, "KEPT")


def test_each_wall_falls_when_it_is_broken(copy: Path) -> None:
    for breaches in BREACHES.values():
        for file, line in breaches:
            with (copy / "spotintro" / file).open("a") as module:
                module.write(f"\n{line}\n")
    verdict, report = verdicts(copy), said(copy)
    assert verdict == dict.fromkeys(BREACHES, "BROKEN")
    for breaches in BREACHES.values():
        for file, line in breaches:
            importer = "spotintro." + file.removesuffix(".py").replace("/", ".")
            assert f"{importer} -> {line.removeprefix('import ')}" in report
