"""The `spotintro` command: what there is, and how every ending becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from spotintro import __version__
from spotintro.cli import printing
from spotintro.cli.launch import Launch, named_files
from spotintro.cli.lazy import Declared, LazyGroup

_COMMANDS = {
    "demo": Declared("spotintro.cli.demo:demo", "The app on a demo player: no account, key or network."),
    "now": Declared("spotintro.cli.now:now", "What is playing."),
    "intro": Declared("spotintro.cli.intro:intro", "Introduce the track that plays."),
    "credits": Declared(
        "spotintro.cli.credits:credits_group", "Balance, history, prices and audit of the account."
    ),
    "support": Declared("spotintro.cli.support:support", "How to get help and credits."),
    "doctor": Declared("spotintro.cli.doctor.command:doctor", "Check every part, each with its next step."),
    "config": Declared(
        "spotintro.cli.config:config", "Where the settings are, what they say, whether they are right."
    ),
    "keys": Declared("spotintro.cli.keys:keys", "Keep or forget the AI writer's key."),
    "completion": Declared("spotintro.cli.completion:completion", "Print the completion script of a shell."),
}

_COMPLETION_VARIABLE = "_SPOTINTRO_COMPLETE"
_EXIT_BROKEN_PIPE = 141


@click.group(
    cls=LazyGroup,
    declared=_COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@named_files
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def root(context: click.Context) -> int:
    """A radio host for the track that plays: without a command, the app."""
    if context.invoked_subcommand is not None:
        return 0
    from spotintro.cli.app import run

    return run(context.ensure_object(Launch))


def main(arguments: Sequence[str]) -> int:
    """Run, and give the exit code.

    0 done, 1 failed, 2 usage or config, 3 insufficient credits, 4 sign-in, 5 nothing is playing.
    """
    as_json = "--json" in arguments
    printing.prepare_streams()
    try:
        result = _invoke(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return _after_broken_pipe()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - each becomes a line and an exit code here
        return _report(error, as_json=as_json)
    return result


def _invoke(arguments: Sequence[str]) -> int:
    """What click's own `main` does, less its endings: it hides a broken pipe behind a plain 1."""
    if _COMPLETION_VARIABLE in os.environ:
        root.main(prog_name="spotintro", complete_var=_COMPLETION_VARIABLE)
    try:
        with root.make_context("spotintro", list(arguments)) as context:
            result = root.invoke(context)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    return result if isinstance(result, int) else 0


def _after_broken_pipe() -> int:
    # Pointing stdout elsewhere keeps the interpreter's own flush at exit quiet.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return _EXIT_BROKEN_PIPE


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
    try:
        printing.failure(failure, as_json=as_json)
    except OSError:  # neither stream takes text any more; the exit code still tells
        return failure.status
    return failure.status
