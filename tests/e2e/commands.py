"""The installed command, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SPOTINTRO = str(Path(sys.executable).with_name("spotintro"))


def surroundings(data_dir: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "SPOTINTRO_DATA_DIR": str(data_dir), **(extra or {})}


def spotintro(
    *arguments: str, data_dir: Path, env: Mapping[str, str] | None = None, expect: int | None = 0
) -> subprocess.CompletedProcess[str]:
    """Run to the end without a terminal; `expect` is the exit code (None: any)."""
    result = subprocess.run(
        [SPOTINTRO, *arguments],
        env=surroundings(data_dir, env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    if expect is not None:
        assert result.returncode == expect, f"exit {result.returncode}\n{result.stdout}\n{result.stderr}"
    return result


def answer(*arguments: str, data_dir: Path, env: Mapping[str, str] | None = None, expect: int | None = 0) -> Any:
    """The same with --json, parsed."""
    return json.loads(spotintro(*arguments, "--json", data_dir=data_dir, env=env, expect=expect).stdout)
