"""What plays, and the keys that steer it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.events import AppBlur, AppFocus

from spotintro.config import PlayerProvider, PlayerSettings, Settings
from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track, TrackKind
from spotintro.players.base import CommandFailed, PlayerUnreachable
from spotintro.session.events import PlaybackRead, Said
from spotintro.session.follower import BACKOFF_S, PlayerFollower
from spotintro.tui.widgets.now_playing import clock_time
from tests.fakes.tui_parts import TRACK, FakeParts, FakePlayer, playing
from tests.tui.running import running, until

AD = Track(id="spotify:ad:1", title="Advertisement", kind=TrackKind.AD)
SPOTIFY_TRACK = replace(TRACK, id="spotify:track:4uLU6hMCjMI75M1A2tKUQC")
PRIVATE = Device("Kitchen", 70, private_session=True)


def privately(playback: Playback) -> Playback:
    return replace(playback, device=PRIVATE)


async def test_the_pane_tells_what_plays_where_and_what_comes_next(parts: FakeParts) -> None:
    async with running(parts) as here:
        for part in (
            "▶ playing",
            "Demo · Kitchen · − volume 70 % +",
            "Clair de lune",
            "Claude Debussy, Ana Ferreira",
            "Suite bergamasque · 1905",
            "next  Für Elise — Ludwig van Beethoven",
        ):
            assert part in here.seen
        assert here.times == "1:23 / 5:04"


async def test_a_player_named_in_its_device_is_named_once() -> None:
    playback = playing()
    parts = FakeParts(playback=replace(playback, device=replace(playback.device, name="Demo player")))
    async with running(parts) as here:
        assert "Demo player · − volume 70 % +" in here.seen
        assert "Demo · Demo player" not in here.seen


async def test_paused_is_told_by_word_and_sign() -> None:
    async with running(FakeParts(playback=playing(state=PlaybackState.PAUSED))) as here:
        assert "‖ paused" in here.seen


async def test_the_position_moves_between_readings(parts: FakeParts) -> None:
    async with running(parts) as here:
        assert here.times == "1:23 / 5:04"
        parts.clock.elapsed_s = 61.0
        await here.until(lambda: here.times == "2:24 / 5:04")


async def test_a_paused_track_and_an_ended_one_cost_no_ticks(parts: FakeParts) -> None:
    async with running(parts) as here:
        assert here.main.progress._timer is not None
        parts.the_player.set(playing(state=PlaybackState.PAUSED))
        await here.until(lambda: "paused" in here.seen)
        assert here.main.progress._timer is None
        parts.the_player.set(playing(position_ms=304_000))
        await here.until(lambda: here.times == "5:04 / 5:04")
        assert here.main.progress._timer is None


async def test_a_player_comes_and_goes_by_itself() -> None:
    parts = FakeParts(playback=None)
    async with running(parts) as here:
        await here.until(lambda: "nothing playing" in here.seen)
        parts.the_player.set(playing())
        await here.until(lambda: "Clair de lune" in here.seen)
        parts.the_player.set(None)
        await here.until(lambda: "nothing playing" in here.seen)
        assert "5:04" not in here.seen
        assert here.log == []


async def test_a_player_without_a_track_is_no_error() -> None:
    async with running(FakeParts(playback=playing(None, following=None))) as here:
        await here.until(lambda: "What plays is not told." in here.seen)


@pytest.mark.parametrize(
    ("playback", "told"),
    [
        (playing(AD), ("▶ advertisement", "The music goes on after it.")),
        (playing(AD, state=PlaybackState.PAUSED), ("‖ paused · advertisement",)),
        (playing(replace(TRACK, kind=TrackKind.EPISODE)), ("▶ episode", "Clair de lune")),
        (playing(replace(TRACK, kind=TrackKind.CHAPTER)), ("▶ chapter", "Clair de lune")),
        (playing(replace(TRACK, title="")), ("(no title)",)),
        (playing(None, state=PlaybackState.PAUSED), ("‖ paused", "No track is loaded.")),
        (privately(playing(None)), ("Private session: what plays is not told.",)),
        (privately(playing()), ("Clair de lune", "private session")),
    ],
)
@pytest.mark.parametrize("size", [(100, 32), (40, 20)])
async def test_each_kind_of_playing_has_its_own_words(
    playback: Playback, told: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with running(FakeParts(playback=playback), size) as here:
        for part in told:
            assert part in here.seen


async def test_liked_shuffle_and_repeat_are_told_as_far_as_they_are_known(parts: FakeParts) -> None:
    async with running(parts) as here:
        assert "liked" not in here.seen
        assert "shuffle" not in here.seen
        parts.the_player.set(replace(playing(), liked=False, shuffle=False, repeat=Repeat.OFF))
        await here.until_seen("♡ not liked · shuffle off · repeat off")
        parts.the_player.set(replace(playing(), liked=True, shuffle=True, repeat=Repeat.TRACK))
        await here.until_seen("♥ liked · shuffle on · repeat track")


async def test_where_it_is_narrow_only_what_is_on_is_told(parts: FakeParts) -> None:
    parts.the_player.playback = replace(playing(SPOTIFY_TRACK), liked=False, shuffle=False, repeat=Repeat.OFF)
    async with running(parts, (40, 20)) as here:
        assert "  Spotify\n" in here.seen
        parts.the_player.set(
            replace(playing(SPOTIFY_TRACK), liked=True, shuffle=True, repeat=Repeat.CONTEXT, device=PRIVATE)
        )
        await here.until_seen("♥ liked · shuffle · repeat all · Spotify")


SPOTIFY_PAGE = "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC"


@pytest.mark.parametrize(
    ("track_id", "url", "page"),
    [
        ("spotify:track:4uLU6hMCjMI75M1A2tKUQC", None, SPOTIFY_PAGE),
        ("mpris:1", SPOTIFY_PAGE + "?si=x", SPOTIFY_PAGE),
        ("mpris:1", "https://open.spotify.com/intl-de/track/4uLU6hMCjMI75M1A2tKUQC", SPOTIFY_PAGE),
        (
            "spotify:episode:512ojhOuo1ktJprKbVcKyQ",
            None,
            "https://open.spotify.com/episode/512ojhOuo1ktJprKbVcKyQ",
        ),
        ("spotify:ad:1", None, None),
        ("spotify:local:a:b:c:200", "file:///music/x.mp3", None),
        ("mpris:1", "https://open.spotify.com.example.org/track/4uLU6hMCjMI75M1A2tKUQC", None),
        ("demo:1", None, None),
    ],
)
async def test_a_track_of_spotifys_leads_back_to_spotify(
    parts: FakeParts, track_id: str, url: str | None, page: str | None
) -> None:
    parts.the_player.playback = playing(replace(TRACK, id=track_id, url=url))
    async with running(parts) as here:
        strips = here.app.screen._compositor.render_strips()
        linked = {(segment.text, segment.style.link) for strip in strips for segment in strip if segment.style}
        links = {pair for pair in linked if pair[1]}
        assert links == (set() if page is None else {("open in Spotify", page)})


HOSTILE = (
    "[b]bold[/b] [/] [red on blue]x",
    "[@click=app.quit]press me[/]",
    "$accent [link=https://example.org]x[/link] \\[",
    "日本語のとても長い題名" * 12,
    "A" * 120,
    "👩‍👩‍👧‍👦 é́́́ עברית العربية",
    "[/b]",
    "",
)


@pytest.mark.parametrize("size", [(100, 32), (40, 20), (20, 5)])
async def test_any_title_is_shown_as_it_is(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        for title in HOSTILE:
            track = Track(id=title, title=title, artists=(title,), album=title, duration_ms=1000)
            parts.the_player.set(playing(track, following=track))
            start = title[:7].rstrip() or "(no title)"
            await here.until_seen(start)
            assert all(cell_len(line) <= size[0] for line in here.seen.splitlines())


async def test_a_very_long_title_takes_two_rows_and_tells_that_it_was_cut() -> None:
    track = Track(id="x", title="word " * 60, duration_ms=1000)
    async with running(FakeParts(playback=playing(track)), (40, 24)) as here:
        rows = [line for line in here.seen.splitlines() if line.startswith("word")]
        assert len(rows) == 2
        assert rows[1].endswith("…")


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("space", "pause"),
        ("n", "next"),
        ("p", "previous"),
        ("right", "seek 93000"),
        ("left", "seek 73000"),
        ("+", "volume 75"),
        ("=", "volume 75"),
        ("-", "volume 65"),
        ("l", "liked True"),
        ("z", "shuffle True"),
        ("t", "repeat context"),
    ],
)
async def test_each_key_asks_the_player_once(parts: FakeParts, key: str, asked: str) -> None:
    async with running(parts) as here:
        await here.press(key)
        await here.until(lambda: parts.the_player.asked == [asked])


async def test_space_plays_what_is_paused() -> None:
    parts = FakeParts(playback=playing(state=PlaybackState.PAUSED))
    async with running(parts) as here:
        await here.press("space")
        await here.until(lambda: parts.the_player.asked == ["play"])
        await here.until(lambda: "▶ playing" in here.seen)


async def test_a_held_key_adds_up(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("right", "right", "right", "+", "+")
        await here.until(lambda: len(parts.the_player.asked) == 5)
        assert parts.the_player.asked[2] == "seek 113000"
        assert parts.the_player.asked[4] == "volume 80"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("space", "paused"),
        ("n", "skip"),
        ("left", "seek"),
        ("+", "volume"),
        ("l", "like"),
        ("z", "shuffle"),
        ("t", "repeat"),
        ("d", "another device"),
    ],
)
async def test_what_the_player_cannot_do_is_one_line(key: str, said: str) -> None:
    parts = FakeParts(playback=playing(capabilities=frozenset({Capability.QUEUE})))
    async with running(parts) as here:
        await here.press(key, key, key)
        await here.until_logged(said)
        await here.until_seen("(×3)")
        assert len(here.log) == 1
        assert parts.the_player.asked == []


async def test_the_keys_turn_each_mode_on_and_off(parts: FakeParts) -> None:
    async with running(parts) as here:
        for key, asked in (
            ("l", ["liked True", "liked False"]),
            ("z", ["shuffle True", "shuffle False"]),
            ("t", ["repeat context", "repeat track", "repeat off", "repeat context"]),
        ):
            parts.the_player.asked.clear()
            await here.press(*(key for _ in asked))
            await here.until(lambda asked=asked: parts.the_player.asked == asked)  # type: ignore[misc]


async def test_an_advertisement_is_not_liked() -> None:
    parts = FakeParts(playback=playing(AD))
    async with running(parts) as here:
        await here.press("l")
        await here.until_logged("An advertisement can't be liked.")
        assert parts.the_player.asked == []


async def test_the_player_is_told_whether_somebody_looks(parts: FakeParts) -> None:
    async with running(parts) as here:
        here.app.post_message(AppBlur())
        await here.until(lambda: parts.the_player.watched == [False])
        here.app.post_message(AppFocus())
        await here.until(lambda: parts.the_player.watched == [False, True])


async def test_a_player_that_is_opened_while_nobody_looks_is_told() -> None:
    player = FakePlayer(playing())

    async def give() -> FakePlayer:
        return player

    follower = PlayerFollower(give, lambda _message: None)
    follower.set_watched(False)
    task = asyncio.create_task(follower.follow())
    await follower.tried.wait()
    assert player.watched == [False]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_hidden_volume_is_one_line() -> None:
    async with running(FakeParts(playback=playing(volume_percent=None))) as here:
        await here.press("-")
        await here.until_logged("doesn't tell its volume")


async def test_a_key_without_a_player_is_one_line() -> None:
    async with running(FakeParts(playback=None)) as here:
        await here.press("space")
        await here.until_logged("No player is running.")


async def test_a_refused_command_is_one_line_and_the_keys_go_on(parts: FakeParts) -> None:
    async with running(parts) as here:
        parts.the_player.fail_command = CommandFailed("The player did not answer.", "Try again.")
        await here.press("n")
        await here.until_logged("The player did not answer. Try again.")
        parts.the_player.fail_command = None
        await here.press("p")
        await here.until(lambda: parts.the_player.asked == ["next", "previous"])


@pytest.mark.parametrize("size", [(100, 32), (40, 20)])
async def test_with_spotify_alone_no_player_on_this_machine_is_spoken_of(size: tuple[int, int]) -> None:
    settings = Settings(player=PlayerSettings(provider=PlayerProvider.SPOTIFY))
    async with running(FakeParts(settings=settings, playback=None, demo=False), size) as here:
        await here.until(lambda: "nothing playing on Spotify" in here.seen)
        assert "player" not in here.seen


async def test_a_player_is_called_as_people_call_it() -> None:
    firefox = replace(
        playing(capabilities=frozenset()),
        player="firefox.instance_1_84",
        player_name="Firefox",
        device=Device("Firefox"),
    )
    async with running(FakeParts(playback=firefox)) as here:
        await here.press("n")
        await here.until_logged("Firefox can't skip.")
        assert "Firefox" in here.seen
        assert "instance" not in here.seen


UNREACHABLE = PlayerUnreachable("There is no session bus.", "Start one.")


class _Waits:
    """Lets the follower's pauses pass one by one."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._go = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await self._go.acquire()

    async def pass_one(self) -> None:
        count = len(self.seconds)
        self._go.release()
        await until(lambda: len(self.seconds) > count)


async def test_an_unreachable_player_is_told_once_and_tried_again_more_and_more_rarely() -> None:
    player = FakePlayer(playing())
    player.fail_open = [UNREACHABLE] * 6
    posted: list[object] = []
    waits = _Waits()

    async def give() -> FakePlayer:
        return player

    follower = PlayerFollower(give, posted.append, pause=waits)
    task = asyncio.create_task(follower.follow())
    await until(lambda: len(waits.seconds) == 1)
    for _ in range(5):
        await waits.pass_one()
    assert waits.seconds[:6] == [*BACKOFF_S, BACKOFF_S[-1]]
    assert [m.text for m in posted if isinstance(m, Said)] == ["There is no session bus. Start one."]
    waits._go.release()
    await until(lambda: any(isinstance(m, PlaybackRead) and m.playback is not None for m in posted))
    assert player.opened == 7
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(
    ("width", "told"), [(100, "what plays can't be read · the messages say why"), (40, "what plays can't be read")]
)
async def test_what_cannot_be_read_is_not_called_silence(parts: FakeParts, width: int, told: str) -> None:
    parts.the_player.fail_open = [UNREACHABLE] * 100
    async with running(parts, (width, 24)) as here:
        await here.until_seen(told)
        await here.until_logged("There is no session bus. Start one.")
        parts.the_player.fail_open.clear()
        here.app.session.set_watched(True)  # as when its window is looked at again
        await here.until_seen(TRACK.title)
        assert "can't be read" not in here.seen
        parts.the_player.set(None)
        await here.until_seen("nothing playing")


async def test_who_looks_anew_has_a_missing_player_tried_at_once() -> None:
    player = FakePlayer(playing())
    player.fail_open = [UNREACHABLE]
    waits = _Waits()

    async def give() -> FakePlayer:
        return player

    follower = PlayerFollower(give, lambda _message: None, pause=waits)
    task = asyncio.create_task(follower.follow())
    await until(lambda: len(waits.seconds) == 1)
    follower.set_watched(True)
    await until(lambda: follower.playback is not None)
    assert waits.seconds == [BACKOFF_S[0]]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_lost_player_is_opened_again_and_a_hiccup_is_not() -> None:
    player = FakePlayer(playing())
    waits = _Waits()

    async def give() -> FakePlayer:
        return player

    follower = PlayerFollower(give, lambda _message: None, pause=waits)
    task = asyncio.create_task(follower.follow())
    for error, opened in ((CommandFailed("x", "y"), 1), (UNREACHABLE, 2)):
        await until(lambda: follower.playback is not None)
        player.break_stream(error)
        await until(lambda: follower.playback is None)
        waits._go.release()
        await until(lambda: follower.playback is not None)
        assert player.opened == opened
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(
    ("ms", "text"),
    [(0, "0:00"), (59_999, "0:59"), (3_599_000, "59:59"), (3_600_000, "1:00:00"), (36_061_000, "10:01:01")],
)
def test_times_are_written_with_hours_only_where_there_are_some(ms: int, text: str) -> None:
    assert clock_time(ms) == text


async def test_the_key_says_what_it_does_now(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.until_seen("space pause")
        await here.press("space")
        await here.until_seen("space play")


async def test_where_it_is_narrow_the_year_goes_before_the_album_is_cut(parts: FakeParts) -> None:
    track = replace(TRACK, artists=("Ana Ferreira",), album="Suite bergamasque, live")
    parts.the_player.playback = playing(track)
    async with running(parts, (40, 20)) as here:
        assert "Ana Ferreira · Suite bergamasque, live\n" in here.seen


async def test_what_is_said_again_at_once_is_counted(parts: FakeParts) -> None:
    async with running(parts) as here:
        for _ in range(3):
            here.app.session.say("No player is running.")
        here.app.session.say("There it is.")
        await here.until_logged("There it is.")
        assert here.log == ["No player is running.", "There it is."]
        await here.until_seen("No player is running. (×3)")
