"""The options that choose a player or a writer, by the names that the settings know."""

from __future__ import annotations

import click

from spotintro.config import PlayerProvider, WriterProvider

player_option = click.option(
    "--player", type=click.Choice([each.value for each in PlayerProvider]), help="Read what plays from here."
)
writer_option = click.option(
    "--writer",
    type=click.Choice([each.value for each in WriterProvider]),
    help="Who writes; naming openai agrees to send it the track's facts.",
)


def player_named(name: str | None) -> PlayerProvider | None:
    """Return the player of that name; None where none was named."""
    return None if name is None else PlayerProvider(name)


def writer_named(name: str | None) -> WriterProvider | None:
    """Return the writer of that name; None where none was named."""
    return None if name is None else WriterProvider(name)
