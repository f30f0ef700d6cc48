"""The `spotintro` command and what there is below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from spotintro import __version__
from spotintro.cli.launch import Launch
from spotintro.cli.lazy import Declared, LazyGroup
from spotintro.cli.options import named_files
from spotintro.cli.serve import phones_of, serving_options
from spotintro.credits.features import OFFERED

_COMMANDS = {
    "demo": Declared("spotintro.cli.demo:demo", "Run the app on a demo player: no account, key or network."),
    "serve": Declared("spotintro.cli.serve:serve", "Serve the page for phones, without a screen here."),
    "now": Declared("spotintro.cli.now:now", "Show what is playing; --follow: with each change, for a bar."),
    "remote": Declared("spotintro.cli.remote:remote", "Give the app that runs a command, as from a global key."),
    **{step.terms.command: Declared(f"spotintro.cli.intro:{step}", f"{step.terms.does}.") for step in OFFERED},
    "auto": Declared("spotintro.cli.auto:auto", "Introduce between tracks, again and again, until ctrl+c."),
    "facts": Declared("spotintro.cli.facts:facts", "Show what is known of what plays, and from where."),
    "intros": Declared(
        "spotintro.cli.intros:intros", "What was said: read it, hear it again, keep it, export it."
    ),
    "credits": Declared("spotintro.cli.credits:credits_group", "The account: balance, history, vouchers, audit."),
    "operator": Declared(
        "spotintro.cli.operator:operator", "Hand out credits: a key pair, vouchers for requests."
    ),
    "stats": Declared("spotintro.cli.stats:stats", "Show local statistics of use."),
    "support": Declared("spotintro.cli.support:support", "Show how to get help and credits."),
    "voices": Declared("spotintro.cli.voices:voices", "List the voices there are, and try one, free of charge."),
    "personas": Declared("spotintro.cli.personas:personas", "Who the host can be: list, show, write your own."),
    "doctor": Declared("spotintro.cli.doctor.command:doctor", "Check every part, each with its next step."),
    "config": Declared(
        "spotintro.cli.config:config", "Show where the settings are and what they say, and check them."
    ),
    "login": Declared("spotintro.cli.login:login", "Sign in to Spotify, to see and steer any device."),
    "logout": Declared("spotintro.cli.logout:logout", "Forget sign-in, keys and answers kept here; credits stay."),
    "keys": Declared("spotintro.cli.keys:keys", "Keep or forget the AI writer's key."),
    "completion": Declared("spotintro.cli.completion:completion", "Print the completion script of a shell."),
}


@click.group(
    cls=LazyGroup,
    declared=_COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@named_files
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.option("--serve", "serves", is_flag=True, help="Serve the page for phones as well.")
@serving_options
@click.pass_context
def root(context: click.Context, /, *, serves: bool, **given: Any) -> int:
    """A radio host for the track that plays: without a command, the app."""
    if context.invoked_subcommand is not None:
        return 0
    from spotintro.cli.app import run

    return run(context.ensure_object(Launch), phones=phones_of(given) if serves else None)


def complete(variable: str) -> int:
    """Tell a shell what could stand next on its line; the variable says which shell asks."""
    root.main(prog_name="spotintro", complete_var=variable)
    return 0


def _json_last(arguments: Sequence[str]) -> list[str]:
    """Move `--json` to the end: wherever it stands, it is the last command's."""
    own = list(arguments)
    end = own.index("--") if "--" in own else len(own)
    flags = [word for word in own[:end] if word == "--json"]
    return [*(word for word in own[:end] if word != "--json"), *flags[:1], *own[end:]]


def invoke(arguments: Sequence[str]) -> int:
    """Run the command as click's own `main` does, less its endings: it hides a broken pipe behind a plain 1."""
    try:
        with root.make_context("spotintro", _json_last(arguments)) as context:
            result = root.invoke(context)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    return result if isinstance(result, int) else 0
