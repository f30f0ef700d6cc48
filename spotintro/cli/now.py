"""`spotintro now`: what is playing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.providers import player_named, player_option

if TYPE_CHECKING:
    from spotintro.music import Playback
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@player_option
@as_json_option
@click.pass_obj
def now(launch: Launch, *, player: str | None, as_json: bool) -> int:
    """Show what is playing."""
    from spotintro.cli.execution import make_parts, with_parts

    async def show(parts: Parts) -> int:
        from spotintro.cli.playing import read_playback
        from spotintro.cli.values import playback_document

        playback = await read_playback(parts)
        position_ms = playback.position_at(parts.clock.monotonic_s())
        if as_json:
            printing.document(playback_document(playback, position_ms=position_ms))
        else:
            _print(playback, position_ms)
        return 0

    return with_parts(make_parts(launch, player=player_named(player), keeps=False), show)


def _print(playback: Playback, position_ms: int) -> None:
    from spotintro.cli.values import time_in_words, track_in_words

    track = playback.track
    what = "something that the player doesn't tell" if track is None else track_in_words(track)
    printing.line(f"{playback.state.value.capitalize()}: {what}")
    if track is not None and track.album:
        printing.line(f"Album: {track.album}{f' ({track.year})' if track.year else ''}")
    length = f" of {time_in_words(track.duration_ms)}" if track is not None and track.duration_ms else ""
    volume = playback.device.volume_percent
    player, device = playback.player_in_words, playback.device.name
    notes = [*([player] if player != device else []), *([] if volume is None else [f"volume {volume}%"])]
    where = f"{device} ({', '.join(notes)})" if notes else device
    printing.line(f"At {time_in_words(position_ms)}{length}, on {where}")
    if playback.next_track is not None:
        printing.line(f"Next: {track_in_words(playback.next_track)}")
