"""Lines and JSON to stdout, messages to stderr; text of others made harmless on the way."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from spotintro.cli.failures import Failure

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def prepare_streams() -> None:
    """Have a terminal whose encoding lacks a letter show a mark for it instead of ending the command."""
    # Closed by the caller: what is printed goes nowhere, and no file gets the number of a standard stream.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", line_buffering=True)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - pathlib takes 5 ms of `--help`


def line(text: str, *, stream: TextIO | None = None) -> None:
    """Print one line of ours with text of others in it."""
    from spotintro.plain_text import single_line

    (stream or sys.stdout).write(single_line(text, limit=2000) + "\n")


def block(text: str) -> None:
    """Print several lines."""
    from spotintro.plain_text import paragraph

    sys.stdout.write(paragraph(text) + "\n")


def verbatim(text: str) -> None:
    """Print a script of our own, for a program."""
    sys.stdout.write(text.rstrip("\n") + "\n")


def message(text: str) -> None:
    """Print a line to the person, not to the program that reads stdout."""
    line(text, stream=sys.stderr)


def document(value: Json) -> None:
    """Print one JSON document, in escapes where the stream's encoding can't carry everything."""
    import json

    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    sys.stdout.write(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2) + "\n")


def failure(what: Failure, *, as_json: bool) -> None:
    if as_json:
        document({"error": {"code": what.code, "message": what.message, "next_step": what.next_step}})
        return
    message(what.message)
    if what.next_step:
        message(what.next_step)
