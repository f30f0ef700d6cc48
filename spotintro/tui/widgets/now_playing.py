"""The top of the screen: what plays, where, how far it is, and what comes next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.tui.widgets.lines import NARROW_COLUMNS, TINY_ROWS, Lines, fitted, spread

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.timer import Timer

    from spotintro.clock import Clock
    from spotintro.music import Playback, Track
    from spotintro.tui.widgets.album_art import AlbumArt

# By the state's value: its module isn't needed for the first frame.
_STATES: Final = {
    "playing": ("▶ playing", "$text-success"),
    "paused": ("‖ paused", "$text-warning"),
    "stopped": ("■ stopped", "$foreground-muted"),
}
# By the kind's value. What is no track is told in place of "playing".
_KINDS: Final = {"ad": "advertisement", "episode": "episode", "chapter": "chapter"}
_REPEATS: Final = {"off": "repeat off", "context": "repeat all", "track": "repeat track"}
_SPOTIFY_URI = re.compile(r"spotify:(track|episode):([A-Za-z0-9]{1,40})")
_SPOTIFY_PAGE = re.compile(r"https://open\.spotify\.com/(?:intl-[a-z]+/)?(track|episode)/([A-Za-z0-9]{1,40})")
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
ASKING_SPOTIFY: Final = "○ asking Spotify …"
NOTHING_ON_SPOTIFY: Final = (
    "○ nothing playing on Spotify · it appears here when a track starts",
    "○ nothing playing on Spotify",
    "○ nothing playing",
)


class NowPlaying(Lines):
    """The track, and the player it plays in.

    Args:
        spotify_alone: No player on this machine is read, so that none is spoken of.
    """

    def __init__(self, *, spotify_alone: bool = False) -> None:
        super().__init__(id="now-playing")
        self._looking = ASKING_SPOTIFY if spotify_alone else LOOKING
        self._nothing = NOTHING_ON_SPOTIFY if spotify_alone else NOTHING
        self.playback: Playback | None = None
        self._known = False
        self._picture_columns = 0
        self._picture_rows = 0
        self._album_art: AlbumArt | None = None

    def mount_cover(self, album_art: AlbumArt) -> None:
        """Show covers from now on."""
        self._album_art = album_art
        self.mount(album_art)
        self.call_after_refresh(self._follow)

    def refresh_picture(self) -> None:
        if self._album_art is not None:
            self._album_art.refresh()

    def leave_room(self, columns: int, rows: int) -> None:
        """Keep as many columns at the right end free for the picture that lies there, and be as high as it is."""
        if (columns, rows) != (self._picture_columns, self._picture_rows):
            self._picture_columns, self._picture_rows = columns, rows
            self._laid_out = None
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(super().get_content_height(container, viewport, width), self._picture_rows)

    def show(self, playback: Playback | None) -> None:
        self.playback = playback
        self._known = True
        self.changed()
        self._follow()

    def _follow(self) -> None:
        if self._album_art is not None and self._album_art.is_mounted:
            self._album_art.follow(None if self.playback is None else self.playback.track)

    def on_resize(self) -> None:
        self.changed()
        if self._album_art is not None:
            self._album_art.lay_out()

    def lines(self, width: int) -> list[Content]:
        playback = self.playback
        width = max(1, width - self._picture_columns)
        if playback is None:
            nothing = next((line for line in self._nothing if len(line) <= width), self._nothing[-1])
            told = nothing if self._known else self._looking
            return [fitted(Content.styled(told, "$foreground-muted"), width)]
        rows = self.app.size.height
        header = self._header(playback, width)
        if playback.track is None:
            return [*header, fitted(Content.styled(_trackless(playback), "$foreground-muted"), width)]
        if rows < TINY_ROWS:
            return [
                fitted(
                    Content.assemble((_STATES[playback.state][0][:1], ""), " ", playback.track.title or _UNTITLED),
                    width,
                )
            ]
        roomy = rows >= _ROOMY_ROWS
        track_lines = _track_lines(playback.track, width, roomy=roomy)
        return [*header, *([Content("")] if roomy else []), *track_lines, *_modes(playback, width)]

    def _header(self, playback: Playback, width: int) -> list[Content]:
        word, style = _STATES[playback.state]
        kind = None if playback.track is None else _KINDS.get(playback.track.kind)
        if kind is not None:
            word = f"{word[:1]} {kind}" if playback.state == "playing" else f"{word} · {kind}"
        state = Content.styled(word, f"bold {style}")
        volume = playback.device.volume_percent
        device = playback.device.name
        where = [name for name in (playback.player_in_words, device) if name]
        if playback.player_in_words.casefold() in device.casefold():
            where = [device]
        if volume is not None:
            where.append(f"volume {volume} %" if width >= NARROW_COLUMNS else f"vol {volume} %")
        while where:
            line = spread(state, Content.styled(" · ".join(where), "$foreground-muted"), width)
            if line is not None:
                return [line]
            where.pop(0)
        return [state]


def _trackless(playback: Playback) -> str:
    if playback.device.private_session:
        return "Private session: what plays is not told."
    return "What plays is not told." if playback.state == "playing" else "No track is loaded."


def _modes(playback: Playback, width: int) -> list[Content]:
    """Return a line of liked, shuffle and repeat as far as known, and the link to Spotify, which is cut last.

    Spotify's terms ask for a link back where its metadata is shown. Where it is narrow, only what is on is told.
    """
    page = _spotify_page(playback.track)
    for wide in (True, False) if width >= NARROW_COLUMNS else (False,):
        told = _told_modes(playback, wide=wide)
        link = [_link("open in Spotify" if wide else "Spotify", page)] if page else []
        line = Content.styled(" · ", "$foreground-muted").join([*told, *link])
        if line.cell_length <= width:
            break
    while line.cell_length > width and told:
        told.pop()
        line = Content.styled(" · ", "$foreground-muted").join([*told, *link])
    return [fitted(line, width)] if line else []


def _told_modes(playback: Playback, *, wide: bool) -> list[Content]:
    told: list[Content] = []
    if playback.liked or (wide and playback.liked is not None):
        told.append(
            Content.styled("♥ liked", "$text-success")
            if playback.liked
            else Content.styled("♡ not liked", "$foreground-muted")
        )
    if playback.shuffle or (wide and playback.shuffle is not None):
        told.append(Content(f"shuffle {'on' if playback.shuffle else 'off'}" if wide else "shuffle"))
    if playback.repeat is not None and (wide or playback.repeat != "off"):
        told.append(Content(_REPEATS[playback.repeat]))
    if playback.device.private_session:
        told.append(Content("private session"))
    return told


def _link(text: str, page: str) -> Content:
    from textual.style import Style

    return Content.styled(text, Style(underline=True, link=page))


def _spotify_page(track: Track | None) -> str | None:
    """Build the address of the track's page at Spotify: one from outside would reach the terminal's codes."""
    if track is None:
        return None
    found = _SPOTIFY_URI.fullmatch(track.id) or _SPOTIFY_PAGE.match(track.url or "")
    return f"https://open.spotify.com/{found[1]}/{found[2]}" if found else None


def _track_lines(track: Track, width: int, *, roomy: bool) -> list[Content]:
    title = Content.styled(track.title or _UNTITLED, "bold").wrap(width)
    if len(title) > _TITLE_ROWS:
        rest = Content(" ").join(line.rstrip() for line in title[_TITLE_ROWS - 1 :])
        title = [*title[: _TITLE_ROWS - 1], rest.truncate(width, ellipsis=True)]
    if track.kind == "ad":
        return [*title, fitted(Content.styled("The music goes on after it.", "$foreground-muted"), width)]
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
    return Content.assemble((done, "$text-success"), ("─" * (room - len(done)), "$rule"), times)


def clock_time(ms: int) -> str:
    """Write a time as minutes and seconds, with hours only where there are some: `3:07`."""
    seconds = ms // 1000
    if seconds < _HOUR_S:
        return f"{seconds // 60}:{seconds % 60:02}"
    return f"{seconds // _HOUR_S}:{seconds // 60 % 60:02}:{seconds % 60:02}"
