"""How a command fails: one line, one next step, one exit code, whichever room the error comes from."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass, replace

from spotintro.errors import SpotIntroError

EXIT_FAILED = 1
EXIT_USAGE = 2
_EXITS = {
    "CONFIG": EXIT_USAGE,
    "INSUFFICIENT_CREDITS": 3,
    "SIGN_IN_NEEDED": 4,
    "SIGN_IN_FAILED": 4,
    "NO_SPOTIFY_APP": EXIT_USAGE,
    "NOTHING_PLAYING": 5,
    "NO_APP": 5,
}


class CommandFailed(SpotIntroError):
    """A command can't do what it was asked.

    Attributes:
        status: The exit code; `code` decides over it where none is named.
    """

    def __init__(self, code: str, message: str, next_step: str, *, status: int | None = None) -> None:
        self.code = code
        super().__init__(message, next_step)
        self.status = _status_of(code) if status is None else status


class Interrupted(Exception):
    """A signal ended the command; what it had begun is settled. `entry.main` makes the exit code of it.

    Attributes:
        is_told: The command has told it itself, in the document that it had begun.
    """

    def __init__(self, signal_number: int, *, is_told: bool = False) -> None:
        super().__init__(f"Stopped by signal {signal_number}.")
        self.signal_number = signal_number
        self.is_told = is_told


class StdoutFailed(OSError):
    """Stdout takes no text, though somebody may still read it: the disk behind it is full, say."""


@dataclass(frozen=True, slots=True)
class Failure:
    code: str
    message: str
    next_step: str
    status: int
    is_told: bool = False


STOPPED = Failure("INTERRUPTED", "Stopped.", "", EXIT_FAILED)
"""By a signal, or by a terminal's interrupt key."""


def failure_of(error: BaseException) -> Failure | None:
    """Return what to tell of this error; None where it is no failure that a room announces, but a defect."""
    if "click" in sys.modules:  # else it can't be one of click's, and the app starts without it
        failure = _of_click(error)
        if failure is not None:
            return failure
    if isinstance(error, Interrupted | KeyboardInterrupt):
        return _interrupted(error if isinstance(error, Interrupted) else Interrupted(signal.SIGINT))
    if isinstance(error, SpotIntroError):
        return announced(error)
    if isinstance(error, StdoutFailed):
        said = f"Standard output can't be written: {error.strerror}."
        return Failure("STDOUT_FAILED", said, "Make room where it goes, or send it elsewhere.", EXIT_FAILED)
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        look = "Look at that name and at its permissions; " if place else ""
        step = f"{look}`spotintro doctor` checks every part."
        return Failure("SYSTEM_ERROR", f"{place}{error.strerror}.", step, EXIT_FAILED)
    return None


def announced(error: SpotIntroError) -> Failure:
    """Return what to tell of an error that a room announces."""
    status = error.status if isinstance(error, CommandFailed) else _status_of(error.code)
    return Failure(error.code, str(error), error.next_step, status)


def _status_of(code: str) -> int:
    return _EXITS.get(code, EXIT_FAILED)


def _of_click(error: BaseException) -> Failure | None:
    import click

    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "spotintro"
        return Failure("USAGE", error.format_message(), f"`{command} --help` shows what there is.", EXIT_USAGE)
    if isinstance(error, click.ClickException):
        return Failure("USAGE", error.format_message(), "", error.exit_code)
    return _interrupted(Interrupted(signal.SIGINT)) if isinstance(error, click.Abort) else None


def _interrupted(error: Interrupted) -> Failure:
    return replace(STOPPED, status=128 + error.signal_number, is_told=error.is_told)
