"""The top of the screen: the cover, what plays, where, how far it is, and what comes next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from textual.containers import Container
from textual.content import Content

from spotintro.tui.widgets.lines import NARROW_COLUMNS, Lines, acting, fitted, spread, target

if TYPE_CHECKING:
    from textual.app import ComposeResult
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
_CRAMPED_ROWS: Final = 16
"""Below this many rows the track has one line."""
_ROOMY_ROWS: Final = 24
"""From this many rows on, there is room for the album on a line of its own."""
_TITLE_ROWS: Final = 2
_UNTITLED: Final = "(no title)"
_AFTER_AD: Final = "The music goes on after it."
_MIN_BAR: Final = 4
_LEAST_COLUMNS: Final = 6
"""Of a target: what a finger can hit on a phone."""
_HOUR_S: Final = 3600
LOOKING: Final = "○ looking for a player …"
NOTHING: Final = (
    "○ nothing playing · it appears here when a player starts",
    "○ nothing playing · start a player",
    "○ nothing playing",
)
UNREADABLE: Final = (
    "○ what plays can't be read · the messages say why",
    "○ what plays can't be read",
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
        self._unreadable = False

    def show(self, playback: Playback | None, *, unreadable: bool = False) -> None:
        self.playback = playback
        self._known, self._unreadable = True, unreadable
        self.changed()

    def on_resize(self) -> None:
        self.changed()

    def lines(self, width: int) -> list[Content]:
        playback = self.playback
        if playback is None:
            lines = UNREADABLE if self._unreadable else self._nothing
            nothing = next((line for line in lines if len(line) <= width), lines[-1])
            line = nothing if self._known else self._looking
            return [fitted(Content.styled(line, "$foreground-muted"), width)]
        track, rows = playback.track, self.app.size.height
        where = _where(playback, narrow=width < NARROW_COLUMNS)
        if track is None:
            state = target(Content.styled(*_state(playback)), "play_pause")
            told = Content.styled(_trackless(playback), "$foreground-muted")
            return [*_beside([state], where, width), fitted(told, width)]
        if rows < _CRAMPED_ROWS:
            title = Content.styled(track.title or _UNTITLED, "bold")
            return [fitted(title + Content(f" — {track.artist_line}" if track.artist_line else ""), width)]
        if rows < _ROOMY_ROWS:
            return _two_lines(playback, track, where, width)
        return [*_beside(_track_lines(track, width), where, width), *_modes(playback, width)]


class Header(Container):
    """All that is told of what plays, and its cover: beside it, or above it on a tall and narrow screen."""

    def __init__(self, now_playing: NowPlaying, progress: Progress) -> None:
        super().__init__(id="header")
        self._now_playing = now_playing
        self._progress = progress
        self._album_art: AlbumArt | None = None
        self._picture_rows = 0
        self.is_spread_out = True

    @property
    def blank_rows(self) -> int:
        """The rows that the style sheet leaves blank in it, whether they are there now or given up."""
        return self.styles.base.padding.height

    def compose(self) -> ComposeResult:
        yield self._now_playing
        yield self._progress

    def show(self, playback: Playback | None, *, unreadable: bool = False) -> None:
        self._now_playing.show(playback, unreadable=unreadable)
        self._progress.show(playback)
        self._follow()

    def mount_cover(self, album_art: AlbumArt) -> None:
        """Show covers from now on."""
        self._album_art = album_art
        self.mount(album_art, before=self._now_playing)
        self.call_after_refresh(self._follow)

    def refresh_picture(self) -> None:
        if self._album_art is not None:
            self._album_art.refresh()

    def spread_out(self, spread_out: bool) -> None:
        """Have the blank rows, or give them up."""
        self.is_spread_out = spread_out
        sheet = self.styles.base.padding
        self.styles.padding = None if spread_out else (0, sheet.right, 0, sheet.left)
        self.be_as_high_as(self._picture_rows)

    def be_as_high_as(self, rows: int) -> None:
        """Be at least as high as the picture that stands beside the text."""
        self._picture_rows = rows
        self.styles.min_height = rows + self.styles.gutter.height if rows else 0

    def lay_out(self) -> None:
        """Find the places for a screen of another size, which may have another margin and no room for a cover."""
        self.be_as_high_as(self._picture_rows)
        if self._album_art is not None:
            self._album_art.lay_out()

    def _follow(self) -> None:
        if self._album_art is not None and self._album_art.is_mounted:
            playback = self._now_playing.playback
            self._album_art.follow(None if playback is None else playback.track)


def _state(playback: Playback) -> tuple[str, str]:
    """Return the state in words with its sign, and the style of both."""
    word, style = _STATES[playback.state]
    kind = None if playback.track is None else _KINDS.get(playback.track.kind)
    if kind is not None:
        word = f"{word[:1]} {kind}" if playback.state == "playing" else f"{word} · {kind}"
    return word, f"bold {style}"


def _where(playback: Playback, *, narrow: bool) -> list[Content]:
    """Return where it plays, as far as that is told: all of it first, then with less and less left."""
    percent, device = playback.device.volume_percent, playback.device.name
    names = [name for name in (playback.player_in_words, device) if name]
    if playback.player_in_words.casefold() in device.casefold():
        names = [device]
    volume = [] if percent is None else [_volume(percent, playback, narrow=narrow)]
    told: list[Content] = []
    for first in range(len(names) + 1):
        shown = " · ".join(names[first:])
        where = [target(Content(shown.rjust(_LEAST_COLUMNS)), "devices")] if shown else []
        told.append(Content(" · ").join([*where, *volume]).stylize("$foreground-muted"))
    return [each for each in told if each]


def _volume(percent: int, playback: Playback, *, narrow: bool) -> Content:
    """Write the volume, where it can be set with a target at either end, each wide enough for a finger."""
    word = "vol" if narrow else "volume"
    if "volume" not in playback.capabilities:
        return Content(f"{word} {percent} %")
    gap = "  " if narrow else " "
    quieter, louder = Content(f"−{gap}{word}"), Content(f"{percent} %{gap}+")
    return target(quieter, "quieter") + Content(" ") + target(louder, "louder")


def _beside(lines: list[Content], where: list[Content], width: int) -> list[Content]:
    """Put where it plays behind the first line that has room for it; what matters less is left out."""
    for told in where:
        for number, line in enumerate(lines):
            together = spread(line, told, width)
            if together is not None:
                return [*lines[:number], together, *lines[number + 1 :]]
    return lines


def _two_lines(playback: Playback, track: Track, where: list[Content], width: int) -> list[Content]:
    """Tell of the track in two lines: the title, and artist and album; what there is room for stands behind."""
    title = fitted(Content.styled(track.title or _UNTITLED, "bold"), width)
    made = [track.artist_line, track.album or "", str(track.year or "")]
    if track.kind == "ad":
        made = [_AFTER_AD]
    modes = next(iter(_modes(playback, width)), Content(""))
    while True:
        line = Content(" · ".join(part for part in made if part))
        together = spread(line, modes, width) if modes else line
        if together is not None and together.cell_length <= width:
            break
        if len(made) == 1:
            return [*_beside([title, fitted(line, width)], where, width), *([modes] if modes else [])]
        made.pop()
    return _beside([title, together], where, width)


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
        words, style = ("♥ liked", "$text-success") if playback.liked else ("♡ not liked", "$foreground-muted")
        told.append(target(Content.styled(words, style), "like"))
    if playback.shuffle or (wide and playback.shuffle is not None):
        words = f"shuffle {'on' if playback.shuffle else 'off'}" if wide else "shuffle"
        told.append(target(Content(words), "shuffle"))
    if playback.repeat is not None and (wide or playback.repeat != "off"):
        told.append(target(Content(_REPEATS[playback.repeat]), "repeat"))
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


def _track_lines(track: Track, width: int) -> list[Content]:
    title = Content.styled(track.title or _UNTITLED, "bold").wrap(width)
    if len(title) > _TITLE_ROWS:
        rest = Content(" ").join(line.rstrip() for line in title[_TITLE_ROWS - 1 :])
        title = [*title[: _TITLE_ROWS - 1], rest.truncate(width, ellipsis=True)]
    if track.kind == "ad":
        return [*title, fitted(Content.styled(_AFTER_AD, "$foreground-muted"), width)]
    album, year = track.album or "", str(track.year or "")
    release = Content.styled(" · ".join(part for part in (album, year) if part), "$foreground-muted")
    return [*title, *(fitted(line, width) for line in (Content(track.artist_line), release) if line)]


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
        lines = [_bar(playback, position, width)]
        following = playback.next_track
        if following is not None and self.app.size.height >= _CRAMPED_ROWS:
            text = " — ".join(part for part in (following.title, following.artist_line) if part)
            lines.append(fitted(Content.assemble(("next  ", "$foreground-muted"), text), width))
        return lines

    async def action_seek(self, first_column: int, columns: int) -> None:
        """Go on from the place in the track that was clicked, on the bar that begins at that column."""
        track = None if self._playback is None else self._playback.track
        if track is not None and track.duration_ms:
            position = track.duration_ms * (self.clicked_column - first_column) // columns
            await self.run_action(f"app.seek({position})")

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


def _bar(playback: Playback, position_ms: int, width: int) -> Content:
    """Draw the line of time: the state, where it is, the bar, and how long the track is."""
    word, style = _state(playback)
    duration_ms = None if playback.track is None else playback.track.duration_ms
    now, end = clock_time(position_ms), clock_time(duration_ms) if duration_ms else ""
    for state in (word, word[:1]):
        begin = target(Content.styled(state, style), "play_pause") + Content(f"  {now}")
        room = width - begin.cell_length - len(end) - 2
        if not duration_ms and begin.cell_length <= width:
            return begin
        if duration_ms and room >= _MIN_BAR:
            halves = round(2 * room * min(1.0, position_ms / duration_ms))
            done = "━" * (halves // 2) + "╸" * (halves % 2)
            bar = Content.assemble((done, "$text-success"), ("─" * (room - len(done)), "$rule"))
            return Content.assemble(begin, " ", acting(bar, f"seek({begin.cell_length + 1}, {room})"), " ", end)
    return fitted(Content(f"{now} / {end}" if end else now), width)


def clock_time(ms: int) -> str:
    """Write a time as minutes and seconds, with hours only where there are some: `3:07`."""
    seconds = ms // 1000
    if seconds < _HOUR_S:
        return f"{seconds // 60}:{seconds % 60:02}"
    return f"{seconds // _HOUR_S}:{seconds // 60 % 60:02}:{seconds % 60:02}"
