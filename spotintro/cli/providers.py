"""The options that choose a player, a writer, a persona or a way with the music, by the settings' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from spotintro.config import OverMusicMode, PlayerProvider, WriterProvider

if TYPE_CHECKING:
    from pathlib import Path

    from spotintro.cli.launch import Launch
    from spotintro.wiring.options import RunOptions

player_option = click.option(
    "--player", type=click.Choice([each.value for each in PlayerProvider]), help="Read what plays from here."
)
writer_option = click.option(
    "--writer",
    type=click.Choice([each.value for each in WriterProvider]),
    help="Who writes; naming openai agrees to send it the track's facts.",
)

over_music_option = click.option(
    "--over-music",
    type=click.Choice([each.value for each in OverMusicMode]),
    help="Over the setting host.over_music, which says what Spotify's terms have to do with it.",
)


class PersonaName(click.ParamType[str]):
    """The name of a persona, which a shell can complete; whether there is such a one is asked with the files."""

    name = "name"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        from spotintro.cli.launch import Launch
        from spotintro.config.personas.reading import names

        every = names(ctx.ensure_object(Launch).paths().personas_dir)
        return [CompletionItem(name) for name in every if name.startswith(incomplete)]


persona_option = click.option(
    "--persona",
    type=PersonaName(),
    metavar="NAME",
    help="Who the host is, over the setting host.persona; `spotintro personas list` has every one.",
)


def host_options(
    launch: Launch,
    *,
    writer: str | None,
    player: str | None,
    persona: str | None,
    over_music: str | None = None,
    wav_file: Path | None = None,
) -> RunOptions:
    """Return the options of a run by the names given, once the persona that was named is seen to be had.

    Raises:
        ConfigError: there is no persona of that name, or its file has a fault.
    """
    from spotintro.wiring.options import RunOptions

    if persona is not None:
        from spotintro.config.personas.reading import read_persona

        read_persona(launch.paths().personas_dir, persona)
    return RunOptions(
        writer=None if writer is None else WriterProvider(writer),
        player=player_named(player),
        persona=persona,
        wav_file=wav_file,
        over_music=over_music_named(over_music),
    )


def player_named(name: str | None) -> PlayerProvider | None:
    """Return the player of that name; None where none was named."""
    return None if name is None else PlayerProvider(name)


def over_music_named(name: str | None) -> OverMusicMode | None:
    """Return the way of that name; None where the settings decide."""
    return None if name is None else OverMusicMode(name)
