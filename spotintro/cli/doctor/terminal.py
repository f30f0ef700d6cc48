"""The terminal: whether the app can be drawn and read in it."""

from __future__ import annotations

import os
import shutil
import sys

from spotintro.cli.app import has_terminal
from spotintro.cli.doctor.findings import Finding, ok, warn

_LEAST_COLUMNS, _LEAST_LINES = 40, 20


def check_terminal() -> list[Finding]:
    columns, lines = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "").lower()
    if not has_terminal():
        return [
            warn(
                "terminal",
                "This is none (a pipe, or TERM=dumb).",
                "The commands work here; the app needs a terminal.",
            )
        ]
    if "utf" not in encoding:
        return [
            warn(
                "terminal",
                f"Its encoding is {encoding or 'unknown'}: some letters are lost.",
                "Set a UTF-8 locale.",
            )
        ]
    size = f"{columns}×{lines}, {_colours()}"
    if columns < _LEAST_COLUMNS or lines < _LEAST_LINES:
        return [
            warn("terminal", f"{size}: small.", f"From {_LEAST_COLUMNS}×{_LEAST_LINES} on everything is shown.")
        ]
    return [ok("terminal", f"{size}.")]


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return "no colours (NO_COLOR)"
    if os.environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return "16 million colours"
    return "256 colours" if "256color" in os.environ.get("TERM", "") else "16 colours"
