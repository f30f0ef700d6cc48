"""Where a command line comes in, and where every ending becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from spotintro.cli import printing

COMPLETION_VARIABLE = "_SPOTINTRO_COMPLETE"
_EXIT_BROKEN_PIPE = 141


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments say, and return the exit code.

    0 done, 1 failed, 2 usage or config, 3 insufficient credits, 4 sign-in, 5 nothing is playing or no app runs.
    """
    printing.prepare_streams()
    try:
        status = _perform(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_stdout()
        return _EXIT_BROKEN_PIPE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - each becomes a line and an exit code here
        options = list(arguments)[: list(arguments).index("--")] if "--" in arguments else arguments
        return _report(error, as_json="--json" in options)
    return status


def _perform(arguments: Sequence[str]) -> int:
    if COMPLETION_VARIABLE in os.environ:
        from spotintro.cli.root import complete

        return complete(COMPLETION_VARIABLE)
    if list(arguments) in ([], ["demo"]):
        from spotintro.cli import app

        if app.has_terminal():
            # The way most people start it: the first frame needn't wait for the 10 ms that click takes.
            from spotintro.cli.launch import Launch

            return app.run(Launch(), demo=bool(arguments))
    from spotintro.cli.root import invoke

    return invoke(arguments)


def _report(error: BaseException, *, as_json: bool) -> int:
    from spotintro.cli.failures import EXIT_FAILED, Failure, failure_of

    failure = failure_of(error)
    if failure is None:
        from spotintro.cli.log_file import record_defect

        failure = Failure(
            "INTERNAL",
            f"A defect in SpotIntro ended this command ({type(error).__name__}).",
            record_defect(error),
            EXIT_FAILED,
        )
    if not failure.is_told:
        printing.failure(failure, as_json=as_json)
    try:
        sys.stdout.flush()
    except OSError:
        _leave_stdout()
    return failure.status


def _leave_stdout() -> None:
    """Point stdout elsewhere, which keeps the interpreter's own flush at exit quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
