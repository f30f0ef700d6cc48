"""How a child of the event loop is killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys


def kill(process: asyncio.subprocess.Process) -> None:
    """Kill the process, where it has not ended yet.

    Its own method asks first whether it has ended, by the call that takes the exit status away from asyncio: with
    bad luck the process counts as ended with 255, and a warning says so (python/cpython#127049, mended in 3.12.8).
    """
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.kill(process.pid, signal.SIGKILL)
