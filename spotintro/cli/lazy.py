"""A group whose commands are declared by name, line and place, and imported when one of them runs."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import click


class Declared(NamedTuple):
    """A command: where it is ("package.module:object") and what the list of commands says about it."""

    target: str
    line: str


class LazyGroup(click.Group):
    """Help, usage errors and completion need no command's module; only running one does."""

    def __init__(self, *args: Any, declared: Mapping[str, Declared], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._declared = declared

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self._declared)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        declared = self._declared.get(cmd_name)
        if declared is None:
            return None
        module, _, name = declared.target.partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; of a mistyped one, say which was meant: click's own knows only what was imported."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            near = difflib.get_close_matches(args[0], self._declared)
            if not near:
                raise
            meant = " or ".join(f"'{name}'" for name in near)
            raise click.UsageError(f"No such command '{args[0]}'. Did you mean {meant}?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Commands"):
            formatter.write_dl([(name, declared.line) for name, declared in self._declared.items()])
