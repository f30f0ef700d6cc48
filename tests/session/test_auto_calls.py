"""What auto takes in calls over a listening day, and how it treats a phone: the Web API alone, in virtual time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from spotintro.config import OverMusicMode
from spotintro.credits.features import UserTransaction
from spotintro.players.base import Pace
from spotintro.session.auto import Every, Pause, calls_an_hour
from spotintro.session.events import AutoTold, NextState
from tests.fakes.spotify_server import refusal
from tests.players import listening_day as day
from tests.players.spotify.listening import Listening, listen
from tests.session import auto_day
from tests.session.evening import Evening, check_books

pytestmark = pytest.mark.slow

EVENING_S = 10 * 3_600.0
LENGTH_S = 200


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "every",
    ["3 tracks", *(pytest.param(often, marks=pytest.mark.soak) for often in ("1 track", "2 tracks"))],
)
def test_over_the_web_api_alone_auto_takes_the_calls_that_were_told(tmp_path: Path, every: str) -> None:
    lived = auto_day.without_mpris(tmp_path, every=every, until_s=EVENING_S)
    told = calls_an_hour(Every.of(every))
    assert lived.intros >= 30
    assert told * 0.85 <= lived.calls_per_hour <= told * 1.1
    if every == "3 tracks":
        assert lived.calls_per_hour <= 120
    heard_s = lived.beginnings_s
    assert len(heard_s) >= lived.intros * 0.9
    assert day.quantile(heard_s, 0.95) <= 2, "of a track, before it begins anew"
    assert max(heard_s) <= 6, "what was seen late is not interrupted"


@pytest.mark.timeout(300)
def test_beside_a_client_here_auto_takes_few_calls(tmp_path: Path) -> None:
    lived = auto_day.with_mpris(tmp_path, until_s=EVENING_S)
    assert lived.intros >= 30
    assert lived.calls_per_hour <= 36


def on_a_phone(
    folder: Path, script: Callable[[Listening, Evening], Awaitable[None]], *, budget: int = 100_000, every: str
) -> None:
    async def live(here: Listening) -> None:
        evening = Evening(here.player, here.clock, folder, every=every, mode=OverMusicMode.GAP)
        await evening.begin()
        try:
            await script(here, evening)
        finally:
            await evening.close()

    listen(folder, live, budget=budget, tracks=200, opened=False)


def test_a_skip_on_the_phone_that_is_seen_late_is_not_interrupted_and_its_intro_is_kept(tmp_path: Path) -> None:
    async def script(here: Listening, evening: Evening) -> None:
        await here.pass_s(30)
        (prepared,) = [each.track for each in evening.next_told if each.state is NextState.READY]
        here.server.player.skip(1)
        # The next look is at 36 s, and at 54 s then.
        await here.pass_s(30)
        assert here.title == prepared.title == "Song 1"
        assert not [each for each in here.server.received if each.method == "PUT"]
        kept = [line for line in evening.lines if "was seen to begin too late; its intro is kept." in line]
        assert len(kept) == 1
        assert "Nothing was charged." in kept[0]
        check_books(evening, most=0)
        asked = len(evening.writer.asked)
        evening.session.perform(UserTransaction.GENERATE_TRACK_INTRO)
        await here.pass_s(20)
        assert [each.title for each in evening.introduced] == ["Song 1"]
        assert len(evening.writer.asked) == asked, "it was prepared"
        check_books(evening, most=2)

    on_a_phone(tmp_path, script, every="1 track")


def test_the_last_calls_are_left_to_the_users_keys(tmp_path: Path) -> None:
    budget = 300

    async def script(here: Listening, evening: Evening) -> None:
        for _ in range(40):
            await here.pass_s(LENGTH_S)
        usage = await here.player.usage()
        assert usage.pace is Pace.COMMANDS_ONLY
        # One intro may have been under way.
        assert budget * 0.05 - 10 <= usage.budget - usage.used <= budget * 0.05
        assert sum(line.startswith("Auto waits: Spotify's calls are used up") for line in evening.lines) == 1
        told = [event.state.pause for _, event in evening.told if isinstance(event, AutoTold)]
        assert told[-1] is Pause.QUOTA
        introduced = len(evening.introduced)
        before = len(here.server.received)
        here.server.player.playing = True
        evening.session.steer("play_pause")
        await here.pass_s(LENGTH_S)
        assert "pause" in {each.path.rpartition("/")[2] for each in here.server.received[before:]}
        assert len(evening.introduced) == introduced
        check_books(evening)

    on_a_phone(tmp_path, script, budget=budget, every="1 track")


def test_a_pause_that_spotify_asks_for_has_auto_wait_within_half_a_minute(tmp_path: Path) -> None:
    async def script(here: Listening, evening: Evening) -> None:
        await here.pass_s(20)
        here.server.next_answers.append(refusal(429, "API rate limit exceeded", Retry_After="600"))
        await here.pass_s(60)
        told = [event.state.pause for _, event in evening.told if isinstance(event, AutoTold)]
        assert told[-1] is Pause.QUOTA
        await here.pass_s(700)
        assert "Auto goes on." in evening.lines

    on_a_phone(tmp_path, script, every="3 tracks")
