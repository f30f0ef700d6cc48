"""A data folder and a config for each test, and no log that outlives it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import Commands


@pytest.fixture(autouse=True)
def _no_log_stays() -> Iterator[None]:
    top = logging.getLogger()
    before = list(top.handlers)
    yield
    for handler in [each for each in top.handlers if each not in before]:
        top.removeHandler(handler)
        handler.close()
    logging.captureWarnings(False)


@pytest.fixture
def spotintro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    data_dir = tmp_path / "data"
    monkeypatch.setenv("SPOTINTRO_DATA_DIR", str(data_dir))
    monkeypatch.setenv("SPOTINTRO_CONFIG", str(tmp_path / "config.toml"))
    commands = Commands(data_dir, capsys)
    commands.config("")
    return commands
