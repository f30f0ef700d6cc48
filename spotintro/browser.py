"""A browser of the person's own, without lending it the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import threading

_OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


def has_browser() -> bool:
    """Return whether a browser would open where the person is, and not on another machine, as over SSH."""
    if os.environ.get("BROWSER"):  # the person's own word; editors set it to one that opens on their side
        return True
    if any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY")):
        return False
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


async def open_in_browser(address: str) -> bool:
    """Open an address in a browser, and return whether one took it.

    Some browsers answer when they are closed, so cancel this rather than wait for it. It runs in a process of its
    own, whose streams lead nowhere: a browser for terminals would else take this one over.
    """
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[bool] = loop.create_future()

    def tell(status: int) -> None:
        if not opened.done():
            opened.set_result(status == 0)

    def run() -> None:
        nowhere = subprocess.DEVNULL
        status = subprocess.run(  # noqa: S603 - our own interpreter, and the address as one argument
            [sys.executable, "-c", _OPEN, address], stdin=nowhere, stdout=nowhere, stderr=nowhere, check=False
        ).returncode
        with contextlib.suppress(RuntimeError):  # nobody waits any more
            loop.call_soon_threadsafe(tell, status)

    threading.Thread(target=run, name="browser", daemon=True).start()
    return await opened
