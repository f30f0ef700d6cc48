"""A Secret Service of a test's own: GNOME's keyring on a session bus, unlocked, locked or absent."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import require_program

PROJECT = Path(__file__).parents[1]
UNLOCKED = "printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null;"
LOCKED = "gnome-keyring-daemon --start --components=secrets --daemonize >/dev/null;"
ABSENT = ""

BUS = """<busconfig>
<type>session</type>
<listen>unix:tmpdir=/tmp</listen>
<policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
</policy>
</busconfig>"""


def on_a_bus(tmp_path: Path, *, daemon: str, program: str, canaries: Sequence[str] = ("sk-canary",)) -> list[str]:
    """What a program prints on a session bus of its own, after this shell line started a service, or did not.

    No canary is in what it printed, or in a file that it left.
    """
    found = require_program("dbus-run-session", "gnome-keyring-daemon", "bash")
    home = tmp_path / "home"
    runtime = tmp_path / "run"
    for folder in (home, runtime):
        folder.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": str(PROJECT),
        "GIO_USE_VFS": "local",
    }
    environment.pop("PYTHON_KEYRING_BACKEND", None)
    # Without its folders of services the bus starts none by itself.
    config = tmp_path / "bus.conf"
    config.write_text(BUS)
    result = subprocess.run(
        [
            str(found["dbus-run-session"]),
            f"--config-file={config}",
            "--",
            "bash",
            "-c",
            f'{daemon} "$@"',
            "_",
            sys.executable,
            "-c",
            program,
            tmp_path,
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    seen = [result.stdout, result.stderr, *_texts(tmp_path)]
    assert not any(canary in text for canary in canaries for text in seen)
    return result.stdout.strip().split("\n")


def _texts(folder: Path) -> list[str]:
    return [file.read_bytes().decode("latin-1") for file in folder.rglob("*") if file.is_file()]
