"""Every command with its options, from the command line's own help."""

from __future__ import annotations

from collections.abc import Iterator

import click

from docs_pages.words import as_text, code
from spotintro.cli.root import root

_EVERYWHERE = {"config", "data_dir", "help"}
"""Options that every command takes; said once."""


def command_lines() -> Iterator[str]:
    """Tell each command below a heading of its own: how it is called, what it does, what it takes."""
    for number, (context, command) in enumerate(
        _all(click.Context(root, info_name="spotintro", **root.context_settings), root)
    ):
        if number:
            yield ""
        yield f"### {context.command_path}"
        yield ""
        yield code(" ".join([context.command_path, *command.collect_usage_pieces(context)]))
        yield ""
        yield as_text(command.help or "")
        options = list(_options(context, command, with_all=number == 0))
        if options:
            yield ""
            yield from options


def _all(context: click.Context, command: click.Command) -> Iterator[tuple[click.Context, click.Command]]:
    yield context, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            if not below.hidden:
                yield from _all(click.Context(below, info_name=name, parent=context), below)


def _options(context: click.Context, command: click.Command, *, with_all: bool) -> Iterator[str]:
    for parameter in command.get_params(context):
        told = parameter.get_help_record(context)
        if told is not None and (with_all or parameter.name not in _EVERYWHERE):
            yield f"- {code(told[0])}: {as_text(told[1])}"
