"""Groups of commands, with what their help tells of each."""

from __future__ import annotations

from typing import Final

import click

_WHOLE: Final = 1_000


class ToldGroup(click.Group):
    """Its help tells of each command a whole sentence, where click's own breaks off in the middle of it."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, command.get_short_help_str(limit=_WHOLE))
                    for name, command in commands
                    if command is not None and not command.hidden
                ]
            )
