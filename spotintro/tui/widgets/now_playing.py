"""The top of the screen: what plays, where, how far it is, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.tui.widgets.lines import NARROW_COLUMNS, TINY_ROWS, Lines, fitted, spread

if TYPE_CHECKING:
    from textual.timer import Timer

    from spotintro.clock import Clock
    from spotintro.music import Playback, Track

# By the state's value: its module isn't needed for the first frame.
_STATES: Final = {
    "playing": ("▶ playing", "$text-success"),
    "paused": ("‖ paused", "$text-warning"),
    "stopped": ("■ stopped", "$foreground-muted"),
}
_ROOMY_ROWS: Final = 28
"""From this many rows on, there is room for a blank line and for the album on its own."""
_TITLE_ROWS: Final = 2
_UNTITLED: Final = "(no title)"
_MIN_BAR: Final = 4
_HOUR_S: Final = 3600
LOOKING: Final = "○ looking for a player …"
NOTHING: Final = (
    "○ nothing playing · it appears here when a player starts",
    "○ nothing playing · start a player",
    "○ nothing playing",
)


class NowPlaying(Lines):
    """The track, and the player it plays in."""

    def __init__(self) -> None:
        super().__init__(id="now-playing")
        self.playback: Playback | None = None
        self._known = False

    def show(self, playback: Playback | None) -> None:
        self.playback = playback
        self._known = True
        self.changed()

    def on_resize(self) -> None:
        self.changed()

    def lines(self, width: int) -> list[Content]:
        playback = self.playback
        if playback is None:
            nothing = next((line for line in NOTHING if len(line) <= width), NOTHING[-1])
            return [fitted(Content.styled(nothing if self._known else LOOKING, "$foreground-muted"), width)]
        rows = self.app.size.height
        header = self._header(playback, width)
        if playback.track is None:
            return [*header, Content.styled("No track is loaded.", "$foreground-muted")]
        if rows < TINY_ROWS:
            return [
                fitted(
                    Content.assemble((_STATES[playback.state][0][:1], ""), " ", playback.track.title or _UNTITLED),
                    width,
                )
            ]
        roomy = rows >= _ROOMY_ROWS
        return [*header, *([Content("")] if roomy else []), *_track_lines(playback.track, width, roomy=roomy)]

    def _header(self, playback: Playback, width: int) -> list[Content]:
        word, style = _STATES[playback.state]
        state = Content.styled(word, f"bold {style}")
        volume = playback.device.volume_percent
        device = playback.device.name
        where = [name for name in (playback.player, device) if name]
        if playback.player.casefold() in device.casefold():
            where = [device]
        if volume is not None:
            where.append(f"volume {volume} %" if width >= NARROW_COLUMNS else f"vol {volume} %")
        while where:
            line = spread(state, Content.styled(" · ".join(where), "$foreground-muted"), width)
            if line is not None:
                return [line]
            where.pop(0)
        return [state]


def _track_lines(track: Track, width: int, *, roomy: bool) -> list[Content]:
    title = Content.styled(track.title or _UNTITLED, "bold").wrap(width)
    if len(title) > _TITLE_ROWS:
        rest = Content(" ").join(line.rstrip() for line in title[_TITLE_ROWS - 1 :])
        title = [*title[: _TITLE_ROWS - 1], rest.truncate(width, ellipsis=True)]
    artists = Content(track.artist_line)
    album, year = track.album or "", str(track.year or "")
    release = Content.styled(" · ".join(part for part in (album, year) if part), "$foreground-muted")
    if roomy:
        below = [artists, release]
    else:
        separator = Content.styled(" · ", "$foreground-muted")
        below = [separator.join(part for part in (artists, release) if part)]
        if album and below[0].cell_length > width:
            # The year goes first.
            below = [
                separator.join(part for part in (artists, Content.styled(album, "$foreground-muted")) if part)
            ]
    return [*title, *(fitted(line, width) for line in below if line)]


class Progress(Lines):
    """How far the track is, computed from the last reading; and the next track.

    It ticks as a second begins, and not at all where nothing moves.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__(id="progress")
        self._clock = clock
        self._playback: Playback | None = None
        self._timer: Timer | None = None

    def show(self, playback: Playback | None) -> None:
        self._playback = playback
        self.display = playback is not None and playback.track is not None
        self.changed()
        self._plan()

    @property
    def ticking(self) -> bool:
        return self._timer is not None

    def lines(self, width: int) -> list[Content]:
        playback = self._playback
        if playback is None or playback.track is None:
            return []
        position = playback.position_at(self._clock.monotonic_s())
        lines = [_bar(position, playback.track.duration_ms, width)]
        following = playback.next_track
        if following is not None and self.app.size.height >= TINY_ROWS:
            text = " — ".join(part for part in (following.title, following.artist_line) if part)
            lines.append(fitted(Content.assemble(("next  ", "$foreground-muted"), text), width))
        return lines

    def _plan(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        playback = self._playback
        if playback is None or playback.track is None or playback.state != "playing":
            return
        position = playback.position_at(self._clock.monotonic_s())
        if playback.track.duration_ms and position >= playback.track.duration_ms:
            return
        # A little past the full second, so that rounding never shows the one before.
        rate = max(playback.rate, 0.25)
        self._timer = self.set_timer((1000 - position % 1000) / 1000 / rate + 0.01, self._tick)

    def _tick(self) -> None:
        self.changed()
        self._plan()


def _bar(position_ms: int, duration_ms: int | None, width: int) -> Content:
    if not duration_ms:
        return Content(clock_time(position_ms))
    times = f"  {clock_time(position_ms)} / {clock_time(duration_ms)}"
    room = width - len(times)
    if room < _MIN_BAR:
        return fitted(Content(times.strip()), width)
    halves = round(2 * room * min(1.0, position_ms / duration_ms))
    done = "━" * (halves // 2) + "╸" * (halves % 2)
    return Content.assemble((done, "$text-success"), ("─" * (room - len(done)), "$foreground-muted"), times)


def clock_time(ms: int) -> str:
    """Minutes and seconds; hours only where there are some."""
    seconds = ms // 1000
    if seconds < _HOUR_S:
        return f"{seconds // 60}:{seconds % 60:02}"
    return f"{seconds // _HOUR_S}:{seconds // 60 % 60:02}:{seconds % 60:02}"
