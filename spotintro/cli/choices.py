"""`--player` and `--writer`: their names stand here too, so that help and completion load no settings.

A test holds them against the settings' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from spotintro.config import PlayerProvider, WriterProvider

PLAYERS = ("auto", "mpris", "demo")
WRITERS = ("auto", "openai", "announcer")

player_option = click.option("--player", type=click.Choice(PLAYERS), help="Read what plays from here.")
writer_option = click.option(
    "--writer", type=click.Choice(WRITERS), help="Who writes; naming openai agrees to send it the track's facts."
)


def player_named(name: str | None) -> PlayerProvider | None:
    from spotintro.config import PlayerProvider

    return None if name is None else PlayerProvider(name)


def writer_named(name: str | None) -> WriterProvider | None:
    from spotintro.config import WriterProvider

    return None if name is None else WriterProvider(name)
