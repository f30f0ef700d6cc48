"""A real browser without a window, as the system's own: `BROWSER` names it."""

from __future__ import annotations

import shlex
from pathlib import Path

from tests.conftest import require_program

_OPTIONS = (
    "--headless",
    "--no-sandbox",  # tests may run as root, for whom its sandbox refuses to start
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--dump-dom",  # it shows the page as it is at last, and ends
)


FETCH = """
import re, sys, urllib.request
page = urllib.request.urlopen(sys.argv[1], timeout=20).read().decode()
address = re.search('location.replace[(]"([^"]+)"', page)[1]
urllib.request.urlopen(address, timeout=20).read()
"""
"""A browser as a program: it goes where the page that it is given leads."""


def headless_browser(folder: Path) -> tuple[str, Path]:
    """What `BROWSER` has to say, and the file where the page stands that it was led to."""
    program = require_program("chromium")["chromium"]
    page = folder / "page.html"
    script = folder / "browser"
    command = shlex.join([str(program), f"--user-data-dir={folder / 'profile'}", *_OPTIONS])
    script.write_text(f'#!/bin/sh\nexec {command} "$1" >{shlex.quote(str(page))} 2>/dev/null\n')
    script.chmod(0o700)
    return f"{script} %s", page
