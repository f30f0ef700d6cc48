"""How a command fails: one line, one next step, one exit code, whichever room the error comes from."""

from __future__ import annotations

import re
import signal
import sys
from dataclasses import dataclass

EXIT_FAILED = 1
EXIT_USAGE = 2
_EXITS = {
    "INSUFFICIENT_CREDITS": 3,
    "SIGN_IN_NEEDED": 4,
    "SIGN_IN_FAILED": 4,
    "SIGN_IN_REFUSED": 4,
    "NO_SPOTIFY_APP": EXIT_USAGE,
    "NOTHING_PLAYING": 5,
}


class CommandFailed(Exception):
    """A command can't do what it was asked; `code` decides over the exit code.

    Attributes:
        message: A sentence for the user.
        next_step: What the user can do about it.
        code: For programs: `{"error": {"code": …}}`.
        status: The exit code.
    """

    def __init__(self, code: str, message: str, next_step: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.next_step = next_step
        self.status = _EXITS.get(code, EXIT_FAILED) if status is None else status


class Interrupted(Exception):
    """A signal ended the command; what it had begun is settled."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(f"Stopped by signal {signal_number}.")
        self.signal_number = signal_number


@dataclass(frozen=True, slots=True)
class Failure:
    code: str
    message: str
    next_step: str
    status: int


def failure_of(error: BaseException) -> Failure | None:
    """What to tell of this error; None where it is no failure that a room announces, but a defect."""
    if "click" in sys.modules:  # else it can't be one of click's, and the app starts without it
        failure = _of_click(error)
        if failure is not None:
            return failure
    if isinstance(error, Interrupted | KeyboardInterrupt):
        return _interrupted(error.signal_number if isinstance(error, Interrupted) else signal.SIGINT)
    if isinstance(error, CommandFailed):
        return Failure(error.code, error.message, error.next_step, error.status)
    message, next_step = getattr(error, "message", None), getattr(error, "next_step", None)
    if isinstance(message, str) and isinstance(next_step, str):
        return _of_room(error, message, next_step)
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return Failure("SYSTEM_ERROR", f"{place}{error.strerror}.", "`spotintro doctor` checks every part.", 1)
    return None


def _of_click(error: BaseException) -> Failure | None:
    import click

    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "spotintro"
        return Failure("USAGE", error.format_message(), f"`{command} --help` shows what there is.", EXIT_USAGE)
    if isinstance(error, click.ClickException):
        return Failure("USAGE", error.format_message(), "", error.exit_code)
    return _interrupted(signal.SIGINT) if isinstance(error, click.Abort) else None


def _interrupted(number: int) -> Failure:
    return Failure("INTERRUPTED", "Stopped.", "", 128 + number)


def _of_room(error: BaseException, message: str, next_step: str) -> Failure:
    from spotintro.config.errors import ConfigError

    if isinstance(error, ConfigError):
        return Failure("CONFIG", str(error), next_step, EXIT_USAGE)
    code = str(getattr(error, "code", None) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).upper())
    return Failure(code, message, next_step, _EXITS.get(code, EXIT_FAILED))
