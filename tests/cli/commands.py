"""Commands as a shell sees them: in this process where nothing else is needed, else as one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spotintro.cli.entry import main

if TYPE_CHECKING:
    import pytest

PROJECT = Path(__file__).parents[2]
SPOTINTRO = (sys.executable, "-m", "spotintro")


@dataclass(frozen=True, slots=True)
class Result:
    status: int
    out: str
    err: str

    def document(self) -> Any:
        return json.loads(self.out)

    def error(self) -> Mapping[str, str]:
        document = self.document()
        assert set(document["error"]) == {"code", "message", "next_step"}
        error: Mapping[str, str] = document["error"]
        return error


class Commands:
    """The command line on one data folder, in this process."""

    def __init__(self, data_dir: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.data_dir = data_dir
        self._capture = capture

    def __call__(self, *arguments: str) -> Result:
        self._capture.readouterr()
        status = main([*arguments])
        captured = self._capture.readouterr()
        return Result(status, captured.out, captured.err)

    def config(self, text: str) -> None:
        """What the config file says from now on; speech is quick, so that what is shown at its pace is too."""
        quick = "" if "[voice]" in text else "\n[voice]\nrate_wpm = 400\n"
        Path(os.environ["SPOTINTRO_CONFIG"]).write_text(text + quick)


def start(*arguments: str, env: Mapping[str, str] | None = None, **options: Any) -> subprocess.Popen[str]:
    """A process of its own, with the surroundings of the test."""
    pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(
        [*SPOTINTRO, *arguments], cwd=PROJECT, env={**os.environ, **(env or {})}, text=True, **{**pipes, **options}
    )


def run(*arguments: str, env: Mapping[str, str] | None = None, **options: Any) -> Result:
    """The same to its end."""
    with start(*arguments, env=env, **options) as process:
        out, err = process.communicate(timeout=100)
        return Result(process.returncode, out or "", err or "")
