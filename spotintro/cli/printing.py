"""Lines and JSON to stdout, messages to stderr; text of others made harmless on the way."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from spotintro.cli.failures import Failure

_is_document_out = False
"""Whether the one JSON document of this command is on stdout."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Document:
    """One JSON document printed in two steps, where something waits until the first has arrived."""

    def __init__(self) -> None:
        self._begun = False

    @property
    def begun(self) -> bool:
        return self._begun

    def begin(self, values: dict[str, Json]) -> None:
        """Print these values, at least one, and leave the document open.

        Raises:
            OSError: stdout takes no text, and nothing is begun.
        """
        _write(_as_json(values).removesuffix("\n}"))
        sys.stdout.flush()
        self._begun = True

    def end(self, values: dict[str, Json]) -> None:
        """Print these values, at least one, and close the document."""
        whole = _as_json(values)
        _write((f",{whole.removeprefix('{')}" if self._begun else whole) + "\n")
        _document_is_out()


def prepare_streams() -> None:
    """Have a terminal whose encoding lacks a letter show a mark for it instead of ending the command."""
    global _is_document_out  # noqa: PLW0603 - of the process, as stdout is
    _is_document_out = False
    # Closed by the caller: what is printed goes nowhere, and no file gets the number of a standard stream.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - as below
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", line_buffering=True)


def _document_is_out() -> None:
    global _is_document_out  # noqa: PLW0603 - of the process, as stdout is
    _is_document_out = True


def takes_text() -> bool:
    """Tell whether the caller has left this program a stdout, be it to a file or to nowhere."""
    return getattr(sys.stdout, "name", "") != os.devnull


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - pathlib takes 5 ms of `--help`


def _write(text: str, stream: TextIO | None = None) -> None:
    """Write to stdout, or to the stream that is named.

    Raises:
        BrokenPipeError: nobody reads any more.
        StdoutFailed: it takes no text.
    """
    try:
        (stream or sys.stdout).write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        from spotintro.cli.failures import StdoutFailed

        raise StdoutFailed(error.errno, error.strerror) from error


def line(text: str, *, stream: TextIO | None = None, limit: int = 2000, lead: str = "") -> None:
    """Print one line of ours with text of others in it.

    Args:
        text: Its spaces are made one each.
        stream: stdout, unless it is named.
        limit: The most characters.
        lead: Our own, printed before it as it is.
    """
    from spotintro.plain_text import single_line

    _write(f"{lead}{single_line(text, limit=limit)}\n", stream)


def block(text: str) -> None:
    """Print several lines."""
    from spotintro.plain_text import paragraph

    _write(paragraph(text) + "\n")


def verbatim(text: str) -> None:
    """Print a script of our own, for a program."""
    _write(text.rstrip("\n") + "\n")


def verbatim_line(text: str) -> None:
    """Print a line whose every part is harmless already, at once, as one of several.

    Raises:
        OSError: stdout takes no text.
    """
    _write(text + "\n")
    sys.stdout.flush()


def message(text: str) -> None:
    """Print a line to the person, not to the program that reads stdout.

    A stderr that takes nothing ends no command: its result is on stdout, and there is nowhere to complain.
    """
    with contextlib.suppress(OSError):
        line(text, stream=sys.stderr)


def document(value: Json) -> None:
    """Print one JSON document, in escapes where the stream's encoding can't carry everything."""
    _write(_as_json(value) + "\n")
    _document_is_out()


def json_line(value: Json) -> None:
    """Print one JSON document on a line of its own, at once, as one of several.

    Raises:
        OSError: stdout takes no text.
    """
    import json

    verbatim_line(json.dumps(value, ensure_ascii=needs_escapes()))


def _as_json(value: Json) -> str:
    import json

    return json.dumps(value, ensure_ascii=needs_escapes(), indent=2)


def needs_escapes() -> bool:
    """Tell whether the encoding of stdout can't carry every sign that JSON may hold."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"


def error_of(what: Failure) -> dict[str, Json]:
    """Return a failure as every JSON document of one has it."""
    return {"error": {"code": what.code, "message": what.message, "next_step": what.next_step}}


def failure(what: Failure, *, as_json: bool) -> None:
    """Print a failure to stdout as JSON, else to stderr; to stderr as well where stdout takes nothing."""
    # A signal behind a document that is whole would print a second one.
    if as_json and takes_text() and not _is_document_out:
        try:
            document(error_of(what))
            sys.stdout.flush()
        except OSError:
            pass
        else:
            return
    message(what.message)
    if what.next_step:
        message(what.next_step)
