"""`spotintro keys`: keep or forget the AI writer's key. It is never an argument: those stay in histories."""

from __future__ import annotations

import sys

import click

from spotintro.cli import printing
from spotintro.cli.groups import ToldGroup
from spotintro.cli.launch import Launch
from spotintro.cli.options import help_where_bare, named_files

_SERVICES = ("openai",)
_LONGEST_LINE = 10_000


@click.group(cls=ToldGroup, invoke_without_command=True)
@named_files
@click.pass_context
def keys(context: click.Context) -> None:
    """Keep or forget the AI writer's key."""
    help_where_bare(context)


_service_argument = click.argument("words", nargs=-1, metavar="openai", type=click.UNPROCESSED)


@keys.command("set")
@named_files
@click.option("--insecure-file", is_flag=True, help="Without a keyring: keep it in a file that only you can read.")
@_service_argument
@click.pass_obj
def set_key(launch: Launch, *, words: tuple[str, ...], insecure_file: bool) -> None:
    """Keep a key in the system's keyring. It is asked for, or read from a pipe."""
    from spotintro.secrets.credentials import Origin, Secrets
    from spotintro.secrets.errors import NoKeyring

    name = _service(words)
    value = _read_key()
    paths = launch.paths()
    secrets = Secrets(paths.data_dir)
    try:
        origin = secrets.write(name, value, allow_file=insecure_file)
    except NoKeyring:
        if insecure_file or not sys.stdin.isatty():
            raise
        click.confirm(
            f"This system has no keyring. Keep the key, readable for your user, in {secrets.file_of(name)}?",
            abort=True,
            err=True,
        )
        origin = secrets.write(name, value, allow_file=True)
    if origin is Origin.FILE:
        printing.message(
            f"Warning: the key stands unencrypted in {secrets.file_of(name)}; only your user can read it."
        )
    else:
        printing.message("The key is kept in the system's keyring.")


@keys.command("delete")
@named_files
@_service_argument
@click.pass_obj
def delete_key(launch: Launch, *, words: tuple[str, ...]) -> None:
    """Forget a key wherever it is kept."""
    from spotintro.secrets.credentials import Secrets

    gone = Secrets(launch.paths().data_dir).delete(_service(words))
    printing.message(f"The key is removed ({', '.join(sorted(gone))}).")


def _service(words: tuple[str, ...]) -> str:
    if len(words) == 1 and words[0] in _SERVICES:
        return words[0]
    # What was typed is not repeated: it may be the key.
    raise click.UsageError(
        f"Name one service: {', '.join(_SERVICES)}. "
        "A key is never an argument: it is asked for, or read from a pipe."
    )


def _read_key() -> str:
    if sys.stdin.isatty():
        value: str = click.prompt("Key", hide_input=True, err=True, prompt_suffix=" (not shown): ")
        return value
    return sys.stdin.readline(_LONGEST_LINE)
