"""`spotintro now`: what is playing, once or with each change."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.providers import player_named, player_option

if TYPE_CHECKING:
    from spotintro.cli.status_line import LineFormat, LineReader
    from spotintro.music import Playback
    from spotintro.remote.status import Status
    from spotintro.wiring.parts import Parts

READERS = ("plain", "waybar", "tmux", "polybar", "pango", "zsh")


@click.command()
@named_files
@click.option("--follow", is_flag=True, help="Print a line with each change, until ctrl+c.")
@click.option(
    "--format",
    "text",
    metavar="TEXT",
    help="One line with {title}, {artist}, {credits}, …; a wrong name lists every one.",
)
@click.option("--idle", metavar="TEXT", help="As --format, for when nothing plays; else the line is empty.")
@click.option(
    "--for", "reader", type=click.Choice(READERS), help="What reads the lines, and takes signs for its own."
)
@player_option
@as_json_option
@click.pass_obj
def now(
    launch: Launch,
    *,
    follow: bool,
    text: str | None,
    idle: str | None,
    reader: str | None,
    player: str | None,
    as_json: bool,
) -> int:
    """Show what is playing.

    With --follow or --format, an app that runs is asked, unless --player names another source.
    """
    from spotintro.cli.execution import make_parts, with_parts
    from spotintro.wiring.options import RunOptions

    is_line = text is not None or idle is not None or reader is not None
    if as_json and is_line:
        raise click.UsageError("--json prints everything there is: --format, --idle and --for don't go with it.")
    lines = _lines(text, idle, reader) if is_line or (follow and not as_json) else None

    async def show(parts: Parts) -> int:
        if follow:
            await _follow(parts, lines or _JsonLines(), attaches=player is None)
        elif lines is not None:
            from spotintro.cli.following import status_now

            lines.show(await status_now(parts, attaches=player is None))
        else:
            await _show_once(parts, as_json=as_json)
        return 0

    return with_parts(make_parts(launch, RunOptions(player=player_named(player)), keeps=False), show)


async def _show_once(parts: Parts, *, as_json: bool) -> None:
    from spotintro.cli.playing import read_playback
    from spotintro.cli.values import playback_document

    playback = await read_playback(parts)
    position_ms = playback.position_at(parts.clock.monotonic_s())
    if as_json:
        printing.document(playback_document(playback, position_ms=position_ms))
    else:
        _print(playback, position_ms)


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


# With each change


async def _follow(parts: Parts, lines: _Lines | _JsonLines, *, attaches: bool) -> None:
    from spotintro.cli.following import Following, first_of, while_read

    await while_read(first_of(Following(parts, lines.show, attaches=attaches).run(), lines.tick()))


def _lines(text: str | None, idle: str | None, reader: str | None) -> _Lines:
    from spotintro.cli.status_line import DEFAULT_FORMAT, FormatFault, LineFormat, LineReader

    def read(option: str, format_text: str) -> LineFormat:
        try:
            return LineFormat.of(format_text)
        except FormatFault as fault:
            raise click.UsageError(f"{option}: {fault}") from None

    playing = read("--format", DEFAULT_FORMAT if text is None else text)
    return _Lines(playing, read("--idle", idle or ""), LineReader(reader or "plain"))


class _JsonLines:
    """Prints each status that is more than the one before, a while later, as a JSON document on its line."""

    def __init__(self) -> None:
        self._last: tuple[Status, float] | None = None

    def show(self, status: Status) -> None:
        """Print it. Raises: OSError: stdout takes no text."""
        import msgspec

        now_s = time.monotonic()
        if self._last is not None and status.goes_on_from(self._last[0], now_s - self._last[1]):
            return
        self._last = status, now_s
        printing.json_line(msgspec.to_builtins(status))

    async def tick(self) -> None:
        """Wait for ever: a position that only goes on is no change."""
        await asyncio.Event().wait()


class _Lines:
    """Prints a line by a format, where it is another one than the last."""

    def __init__(self, playing: LineFormat, idle: LineFormat, reader: LineReader) -> None:
        self._playing = playing
        self._idle = idle
        self._reader = reader
        self._shown: Status | None = None
        self._shown_at_s = 0.0
        self._changed = asyncio.Event()
        self._last: str | None = None

    def show(self, status: Status) -> None:
        """Print the line of how it stands. Raises: OSError: stdout takes no text."""
        self._shown, self._shown_at_s = status, time.monotonic()
        self._changed.set()
        self._print(status, status.position_ms or 0)

    async def tick(self) -> None:
        """Print each second of the position, where the format has it; ends when it is cancelled.

        Raises:
            OSError: stdout takes no text.
        """
        while True:
            self._changed.clear()
            status = self._shown
            if status is None or status.state != "playing" or not self._playing.ticks:
                await self._changed.wait()
                continue
            position_ms = status.position_after(time.monotonic() - self._shown_at_s)
            self._print(status, position_ms)
            await asyncio.sleep((1000 - position_ms % 1000) / 1000)

    def _print(self, status: Status, position_ms: int) -> None:
        from spotintro.cli.status_line import LineReader, waybar_document

        is_idle = not (status.title or status.artist or status.state == "playing")
        text = (self._idle if is_idle else self._playing).line(status, position_ms, self._reader)
        if self._reader is LineReader.WAYBAR:
            import json

            text = json.dumps(waybar_document(text, status), ensure_ascii=printing.needs_escapes())
        if text != self._last:
            self._last = text
            printing.verbatim_line(text)
