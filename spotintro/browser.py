"""A browser of the person's own, without lending it the terminal or showing other users where it is led."""

from __future__ import annotations

import asyncio
import contextlib
import html
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

_OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
_PAGE = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>SpotIntro</title>
<meta name="referrer" content="no-referrer">
<script>location.replace({script})</script>
<meta http-equiv="refresh" content="0; url={address}"></head>
<body><a href="{address}">Go on to sign in</a></body></html>
"""


def has_browser() -> bool:
    """Return whether a browser would open where the person is, and not on another machine, as over SSH.

    A browser on another machine, which editors reach by a `BROWSER` of theirs, couldn't read the page that
    `lead_browser` makes.
    """
    if any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "VSCODE_IPC_HOOK_CLI")):
        return False
    if os.environ.get("BROWSER"):  # the person's own word
        return True
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


async def lead_browser(address: str) -> None:
    """Lead a browser to an address that is nobody else's business; return if none opens.

    Every user of this machine may read the process list. So what is opened is a page that leads on, which only
    this user can read; it is there until this is cancelled, since a browser may open it long after it was told to.
    """
    with _page_to(address) as page:
        if await _opened(page.as_uri()):
            await asyncio.Event().wait()


@contextlib.contextmanager
def _page_to(address: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="spotintro-", ignore_cleanup_errors=True) as folder:  # 0700
        page = Path(folder) / "sign-in.html"
        script = json.dumps(address).replace("<", "\\u003c")
        content = _PAGE.format(script=script, address=html.escape(address))
        with os.fdopen(os.open(page, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
            stream.write(content)
        yield page


async def _opened(address: str) -> bool:
    """Open an address in a browser, and return whether one took it.

    Some browsers answer when they are closed, so this is cancelled rather than waited for. It runs in a process of
    its own, whose streams lead nowhere: a browser for terminals would else take this one over.
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
