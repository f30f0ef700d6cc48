"""Looking at processes that are not ours to wait for."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest


def is_running(pid: int) -> bool:
    """Return whether a process lives; one that ended and was not collected yet doesn't."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


def wait_until_gone(pid: int, *, within_s: float = 5.0) -> None:
    deadline = time.monotonic() + within_s
    while is_running(pid):
        if time.monotonic() > deadline:
            pytest.fail(f"process {pid} still runs after {within_s} s")
        time.sleep(0.005)


def running_children(module: str) -> list[int]:
    """List this process's own children that run a module of this name."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    children = {int(pid) for task in tasks for pid in (task / "children").read_text().split()}
    return [pid for pid in children if is_running(pid) and module in Path(f"/proc/{pid}/cmdline").read_text()]


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
