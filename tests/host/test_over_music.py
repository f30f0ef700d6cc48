from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spotintro.host.over_music import OverMusic
from spotintro.music import Capability, Device, Playback, PlaybackState
from spotintro.players.base import CommandFailed, CommandUnsupported, PlayerError, PlayerUnreachable
from spotintro.players.demo import DemoPlayer
from spotintro.state.playback_journal import FOLDER, PlaybackJournal, PutBack
from tests.fakes.player import NEXT_TRACK, TRACK, FakePlayer, playing
from tests.fakes.virtual_time import VirtualTime

PAUSED = replace(playing(), state=PlaybackState.PAUSED)


@pytest.fixture
def journal(tmp_path: Path) -> PlaybackJournal:
    return PlaybackJournal(tmp_path)


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer(playing())


def kept(tmp_path: Path) -> list[Path]:
    return list((tmp_path / FOLDER).glob("*")) if (tmp_path / FOLDER).exists() else []


def commands(player: FakePlayer) -> list[str]:
    return [command for command, _ in player.history]


async def settle() -> None:
    """Until every watcher has seen what the fake player showed; it takes a few turns of the loop, no time."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_the_music_is_paused_and_resumed(
    player: FakePlayer, journal: PlaybackJournal, tmp_path: Path
) -> None:
    over = OverMusic(player, journal)
    assert await over.begin() is True
    assert player.playback == PAUSED
    assert len(kept(tmp_path)) == 1
    await over.end()
    assert commands(player) == ["pause", "play"]
    assert kept(tmp_path) == []
    await over.end()
    assert commands(player) == ["pause", "play"]


async def test_it_is_written_down_before_it_is_changed(journal: PlaybackJournal, tmp_path: Path) -> None:
    class Watchful(FakePlayer):
        async def pause(self) -> None:
            assert len(kept(tmp_path)) == 1
            await super().pause()

    player = Watchful(playing())
    assert await OverMusic(player, journal).begin() is True
    assert commands(player) == ["pause"]


async def test_what_can_not_be_written_down_is_not_changed(player: FakePlayer, tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file where the folder belongs")
    over = OverMusic(player, PlaybackJournal(tmp_path))
    assert await over.begin() is False
    await over.end()
    assert commands(player) == []


@pytest.mark.parametrize(
    "playback",
    [
        None,
        PAUSED,
        replace(playing(), state=PlaybackState.STOPPED),
        replace(playing(), capabilities=frozenset({Capability.VOLUME})),
    ],
)
async def test_what_does_not_play_or_can_not_be_paused_is_left_alone(
    journal: PlaybackJournal, tmp_path: Path, playback: Playback | None
) -> None:
    player = FakePlayer(playback)
    over = OverMusic(player, journal)
    assert await over.begin() is False
    await over.end()
    assert commands(player) == []
    assert kept(tmp_path) == []


@pytest.mark.parametrize("call", ["read", "pause", "play"])
@pytest.mark.parametrize("error", [CommandFailed, CommandUnsupported, PlayerUnreachable])
async def test_a_players_failure_does_not_get_out(
    player: FakePlayer, journal: PlaybackJournal, tmp_path: Path, call: str, error: type[PlayerError]
) -> None:
    over = OverMusic(player, journal)
    player.failures[call] = error("Broken.", "Repair it.")
    assert await over.begin() is (call == "play")
    await over.end()
    assert kept(tmp_path) == []


async def test_a_player_that_pauses_and_answers_with_an_error_is_resumed(
    journal: PlaybackJournal, tmp_path: Path
) -> None:
    class Mute(FakePlayer):
        async def pause(self) -> None:
            await super().pause()
            await settle()
            raise CommandFailed("The player did not answer.", "Try again.")

    player = Mute(playing())
    over = OverMusic(player, journal)
    assert await over.begin() is True
    await over.end()
    assert commands(player) == ["pause", "play"]
    assert kept(tmp_path) == []


def by_playing(playback: Playback) -> Playback:
    return replace(playback, state=PlaybackState.PLAYING)


def by_seeking(playback: Playback) -> Playback:
    return replace(playback, position_ms=playback.position_ms + 30_000)


def by_skipping(playback: Playback) -> Playback:
    return replace(playback, track=NEXT_TRACK)


def by_stopping(playback: Playback) -> Playback:
    return replace(playback, state=PlaybackState.STOPPED)


def by_closing(playback: Playback) -> None:
    return None


def by_another_player(playback: Playback) -> Playback:
    return replace(playback, player="other")


@pytest.mark.parametrize(
    "touch", [by_playing, by_seeking, by_skipping, by_stopping, by_closing, by_another_player]
)
@pytest.mark.parametrize("put_back_by_hand", [True, False])
async def test_the_users_hand_wins(
    player: FakePlayer,
    journal: PlaybackJournal,
    tmp_path: Path,
    touch: Callable[[Playback], Playback | None],
    put_back_by_hand: bool,
) -> None:
    over = OverMusic(player, journal)
    assert await over.begin() is True
    player.show(touch(PAUSED))
    if put_back_by_hand:
        # Also where the user has paused again meanwhile, so that it looks as it was left.
        await settle()
        player.show(PAUSED)
        await settle()
    await over.end()
    assert commands(player) == ["pause"]
    assert kept(tmp_path) == []


async def test_the_volume_is_no_hand_on_the_playback(player: FakePlayer, journal: PlaybackJournal) -> None:
    over = OverMusic(player, journal)
    await over.begin()
    player.show(replace(PAUSED, device=Device("Fake player", 10), next_track=None))
    await settle()
    await over.end()
    assert commands(player) == ["pause", "play"]


async def test_a_user_who_pauses_while_it_is_written_down_is_not_resumed(tmp_path: Path) -> None:
    player = FakePlayer(playing())

    class Slow(PlaybackJournal):
        def write(self, put_back: PutBack) -> None:
            super().write(put_back)
            player.playback = PAUSED

    over = OverMusic(player, Slow(tmp_path))
    assert await over.begin() is False
    await over.end()
    assert commands(player) == []
    assert kept(tmp_path) == []


async def test_a_track_that_ends_while_the_pause_is_on_its_way_is_resumed(journal: PlaybackJournal) -> None:
    class AtTheEnd(FakePlayer):
        async def pause(self) -> None:
            self.show(playing(NEXT_TRACK, position_ms=0))
            await settle()
            await super().pause()

    player = AtTheEnd(playing())
    over = OverMusic(player, journal)
    assert await over.begin() is True
    await over.end()
    assert commands(player) == ["pause", "play"]
    assert player.playback is not None
    assert player.playback.track == NEXT_TRACK


async def test_the_speech_waits_for_a_pause_that_is_shown_late(journal: PlaybackJournal) -> None:
    class Late(FakePlayer):
        async def pause(self) -> None:
            self.history.append(("pause", None))
            asyncio.get_running_loop().call_later(0.02, self.show, PAUSED)

    player = Late(playing())
    over = OverMusic(player, journal)
    assert await over.begin() is True
    assert player.playback == PAUSED
    await over.end()
    assert commands(player) == ["pause", "play"]


async def test_a_pause_that_is_never_shown_is_still_put_back(
    journal: PlaybackJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unmoved(FakePlayer):
        async def pause(self) -> None:
            self.history.append(("pause", None))

    monkeypatch.setattr("spotintro.host.over_music.CONFIRMED_WITHIN_S", 0.01)
    player = Unmoved(playing())
    over = OverMusic(player, journal)
    assert await over.begin() is True
    await over.end()
    assert commands(player) == ["pause", "play"]


@pytest.mark.parametrize("cancelled", ["begin", "end"])
async def test_a_cancelled_caller_leaves_nothing_paused(
    journal: PlaybackJournal, tmp_path: Path, cancelled: str
) -> None:
    under_way, go_on = asyncio.Event(), asyncio.Event()

    class Slow(FakePlayer):
        async def pause(self) -> None:
            if cancelled == "begin":
                under_way.set()
                await go_on.wait()
            await super().pause()

        async def play(self) -> None:
            if cancelled == "end":
                under_way.set()
                await go_on.wait()
            await super().play()

    player = Slow(playing())
    over = OverMusic(player, journal)

    async def intro() -> None:
        await over.begin()
        await over.end()

    task = asyncio.create_task(intro())
    await under_way.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    await over.end()
    assert commands(player) == ["pause", "play"]
    assert kept(tmp_path) == []


async def test_each_intro_starts_afresh(player: FakePlayer, journal: PlaybackJournal) -> None:
    over = OverMusic(player, journal)
    await over.begin()
    player.show(playing())
    await over.begin()
    await over.end()
    await over.begin()
    await over.end()
    assert commands(player) == ["pause", "pause", "play", "pause", "play"]


async def test_no_task_is_left_behind(player: FakePlayer, journal: PlaybackJournal) -> None:
    before = asyncio.all_tasks()
    over = OverMusic(player, journal)
    await over.begin()
    player.show(playing())
    await over.begin()
    await over.end()
    assert asyncio.all_tasks() == before


async def test_over_the_demos_music(journal: PlaybackJournal) -> None:
    time = VirtualTime()
    player = DemoPlayer(time, call_later=time.call_later)
    await player.open()
    over = OverMusic(player, journal)
    time.advance(7)
    assert await over.begin() is True
    time.advance(100)
    await over.end()
    playback = await player.read()
    assert playback is not None
    assert (playback.state, playback.position_ms) == (PlaybackState.PLAYING, 7_000)
    await player.close()


def leave_behind(data_dir: Path, put_back: PutBack) -> None:
    """By a process of its own that dies with its music paused."""
    code = """
import os, sys
from pathlib import Path
from spotintro.music import PlaybackState
from spotintro.state.playback_journal import PlaybackJournal, PutBack
PlaybackJournal(Path(sys.argv[1])).write(PutBack(sys.argv[2], sys.argv[3], PlaybackState(sys.argv[4])))
os.kill(os.getpid(), 9)
"""
    arguments = [str(data_dir), put_back.player, put_back.track_id or "", put_back.state.value]
    ended = subprocess.run([sys.executable, "-c", code, *arguments], check=False, env=os.environ)
    assert ended.returncode == -9


LEFT = PutBack("fake", TRACK.id, PlaybackState.PLAYING)


@pytest.mark.slow
async def test_what_a_dead_process_left_is_put_back_once(journal: PlaybackJournal, tmp_path: Path) -> None:
    leave_behind(tmp_path, LEFT)
    player = FakePlayer(PAUSED)
    over = OverMusic(player, journal)
    assert await over.recover() is True
    assert await over.recover() is False
    assert commands(player) == ["play"]
    assert kept(tmp_path) == []


@pytest.mark.slow
async def test_two_notes_of_the_same_pause_resume_once(journal: PlaybackJournal, tmp_path: Path) -> None:
    class Late(FakePlayer):
        async def play(self) -> None:
            self.history.append(("play", None))

    leave_behind(tmp_path, LEFT)
    leave_behind(tmp_path, LEFT)
    player = Late(PAUSED)
    assert await OverMusic(player, journal).recover() is True
    assert commands(player) == ["play"]
    assert kept(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "playback",
    [None, playing(), replace(PAUSED, track=NEXT_TRACK), replace(PAUSED, player="other")],
)
async def test_what_no_longer_stands_as_it_was_left_is_only_forgotten(
    journal: PlaybackJournal, tmp_path: Path, playback: Playback | None
) -> None:
    leave_behind(tmp_path, LEFT)
    player = FakePlayer(playback)
    assert await OverMusic(player, journal).recover() is False
    assert commands(player) == []
    assert kept(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "error", "stays"),
    [("read", PlayerUnreachable, True), ("play", CommandFailed, True), ("play", CommandUnsupported, False)],
)
async def test_what_can_not_be_judged_now_is_left_for_a_start_that_can(
    journal: PlaybackJournal, tmp_path: Path, call: str, error: type[PlayerError], stays: bool
) -> None:
    leave_behind(tmp_path, LEFT)
    player = FakePlayer(PAUSED)
    player.failures[call] = error("No way.", "Find one.")
    assert await OverMusic(player, journal).recover() is False
    assert len(kept(tmp_path)) == int(stays)


async def test_an_unreadable_journal_does_not_get_out(player: FakePlayer, tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.write_text("")
    assert await OverMusic(player, PlaybackJournal(tmp_path)).recover() is False
