from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spotintro.host.events import LeftPaused
from spotintro.host.over_music import OverMusic
from spotintro.host.putting_back import RESUMED
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


def committed(tmp_path: Path) -> list[str | None]:
    """The tracks of the notes that count."""
    return [json.loads(file.read_text())["track_id"] for file in kept(tmp_path) if file.suffix == ".json"]


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
            assert committed(tmp_path) == [TRACK.id]
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
    # What is still paused, or may be paused late, is for a later start to resume, where that may have more luck.
    assert len(kept(tmp_path)) == int(call != "read" and error is not CommandUnsupported)


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


@pytest.mark.parametrize("touch", [by_playing, by_stopping, by_closing, by_another_player])
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
    assert await over.end() == (LeftPaused() if put_back_by_hand else None)
    assert commands(player) == ["pause"]
    assert kept(tmp_path) == []


def by_another_device(playback: Playback) -> Playback:
    return replace(playback, device=Device("Other player", 30, id="other"))


@pytest.mark.parametrize("touch", [by_seeking, by_skipping, by_another_device])
@pytest.mark.parametrize("put_back_by_hand", [True, False])
async def test_what_was_moved_while_we_paused_it_is_told_and_resumed(
    journal: PlaybackJournal,
    tmp_path: Path,
    touch: Callable[[Playback], Playback],
    put_back_by_hand: bool,
) -> None:
    paused = replace(PAUSED, device=Device("Fake player", 50, id="fake"))
    player = FakePlayer(by_playing(paused))
    moves: list[bool] = []
    over = OverMusic(player, journal)
    over.prepare(lambda: moves.append(True))
    assert await over.begin() is True
    player.show(touch(paused))
    await settle()
    assert moves == [True]
    if put_back_by_hand:
        player.show(paused)
        await settle()
    assert await over.end() is None
    assert commands(player) == ["pause", "play"]
    assert kept(tmp_path) == []


@pytest.mark.parametrize("touch", [by_seeking, by_skipping])
async def test_what_was_moved_and_plays_is_told_and_left_as_the_user_leaves_it(
    player: FakePlayer, journal: PlaybackJournal, touch: Callable[[Playback], Playback]
) -> None:
    moves: list[bool] = []
    over = OverMusic(player, journal)
    over.prepare(lambda: moves.append(True))
    assert await over.begin() is True
    player.show(by_playing(touch(PAUSED)))
    await settle()
    assert moves == [True]
    player.show(touch(PAUSED))
    await settle()
    assert await over.end() == LeftPaused()
    assert commands(player) == ["pause"]


async def test_what_a_user_plays_is_no_move_however_late_it_is_read(
    player: FakePlayer, journal: PlaybackJournal
) -> None:
    moves: list[bool] = []
    over = OverMusic(player, journal)
    over.prepare(lambda: moves.append(True))
    assert await over.begin() is True
    player.show(replace(playing(position_ms=PAUSED.position_ms + 9_000), read_at_s=10.0))
    await settle()
    player.show(replace(playing(NEXT_TRACK, position_ms=0), read_at_s=200.0))
    await settle()
    assert moves == []
    assert await over.end() is None
    assert commands(player) == ["pause"]


async def test_a_users_pause_that_crosses_ours_is_not_resumed(journal: PlaybackJournal) -> None:
    class Crossed(FakePlayer):
        async def pause(self) -> None:
            over.leave_paused()
            await super().pause()

    player = Crossed(playing())
    over = OverMusic(player, journal)
    assert await over.begin() is True
    assert await over.end() == LeftPaused()
    assert commands(player) == ["pause"]


async def test_a_pause_before_ours_says_nothing_about_what_plays_then(
    player: FakePlayer, journal: PlaybackJournal, tmp_path: Path
) -> None:
    over = OverMusic(player, journal)
    over.leave_paused()
    await prepared(over, tmp_path)
    over.leave_paused()
    assert await over.begin() is True
    assert await over.end() is None
    assert commands(player) == ["pause", "play"]


@pytest.mark.parametrize("call", ["read", "play"])
async def test_a_pause_that_can_not_be_ended_is_told_with_its_reason(
    player: FakePlayer, journal: PlaybackJournal, call: str
) -> None:
    over = OverMusic(player, journal)
    assert await over.begin() is True
    player.failures[call] = CommandFailed("Broken.", "Repair it.")
    assert await over.end() == LeftPaused("Broken. Repair it.")


async def test_what_was_paused_before_the_speech_is_told_too(journal: PlaybackJournal) -> None:
    over = OverMusic(FakePlayer(PAUSED), journal)
    assert await over.begin() is False
    assert await over.end() == LeftPaused()


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
        def prepare(self, put_back: PutBack) -> None:
            super().prepare(put_back)
            player.playback = PAUSED

    over = OverMusic(player, Slow(tmp_path))
    assert await over.begin() is False
    await over.end()
    assert commands(player) == []
    assert kept(tmp_path) == []


class Counted(FakePlayer):
    """Counts its readings, and notes what was committed when it is paused."""

    def __init__(self, playback: Playback | None, data_dir: Path) -> None:
        super().__init__(playback)
        self.reads = 0
        self.committed: list[str | None] = []
        self._data_dir = data_dir

    async def read(self) -> Playback | None:
        self.reads += 1
        return await super().read()

    async def pause(self) -> None:
        self.committed = committed(self._data_dir)
        await super().pause()


async def prepared(over: OverMusic, tmp_path: Path) -> None:
    over.prepare()
    async with asyncio.timeout(5):
        while not kept(tmp_path):  # noqa: ASYNC110 - a thread writes it
            await asyncio.sleep(0.001)
    await settle()


async def test_a_prepared_pause_waits_for_nothing_but_the_command(
    journal: PlaybackJournal, tmp_path: Path
) -> None:
    player = Counted(playing(), tmp_path)
    over = OverMusic(player, journal)
    await prepared(over, tmp_path)
    assert player.reads == 1
    assert committed(tmp_path) == []
    player.failures["read"] = PlayerUnreachable("No way.", "Find one.")
    over.prepare()
    assert await over.begin() is True
    assert player.reads == 1
    assert player.committed == [TRACK.id]
    player.failures.clear()
    await over.end()
    assert commands(player) == ["pause", "play"]
    assert kept(tmp_path) == []


async def test_what_was_prepared_and_never_begun_leaves_nothing(
    player: FakePlayer, journal: PlaybackJournal, tmp_path: Path
) -> None:
    before = asyncio.all_tasks()
    over = OverMusic(player, journal)
    await prepared(over, tmp_path)
    await over.end()
    assert commands(player) == []
    assert kept(tmp_path) == []
    over.prepare()
    await over.end()
    assert kept(tmp_path) == []
    assert asyncio.all_tasks() == before


async def test_a_player_that_is_slow_to_read_does_not_hold_up_an_end(
    journal: PlaybackJournal, tmp_path: Path
) -> None:
    class Hanging(FakePlayer):
        async def read(self) -> Playback | None:
            await asyncio.Event().wait()
            return None

    over = OverMusic(Hanging(playing()), journal)
    over.prepare()
    await settle()
    async with asyncio.timeout(5):
        await over.end()
    assert kept(tmp_path) == []


async def test_another_track_by_the_time_of_the_pause_is_the_one_noted(
    journal: PlaybackJournal, tmp_path: Path
) -> None:
    player = Counted(playing(), tmp_path)
    over = OverMusic(player, journal)
    await prepared(over, tmp_path)
    player.show(playing(NEXT_TRACK, position_ms=0))
    await settle()
    assert await over.begin() is True
    assert player.committed == [NEXT_TRACK.id]
    await over.end()
    assert commands(player) == ["pause", "play"]


async def test_another_player_by_the_time_of_the_pause_is_the_one_put_back(
    journal: PlaybackJournal, tmp_path: Path
) -> None:
    player = FakePlayer(playing())
    over = OverMusic(player, journal)
    await prepared(over, tmp_path)
    player.show(playing(player="other"))
    await settle()
    assert await over.begin() is True
    assert json.loads(kept(tmp_path)[0].read_text())["player"] == "other"
    await over.end()
    assert commands(player) == ["pause", "play"]


@pytest.mark.parametrize("touch", [by_stopping, by_closing, lambda _: PAUSED])
async def test_what_no_longer_plays_by_the_time_of_the_pause_is_left_alone(
    player: FakePlayer,
    journal: PlaybackJournal,
    tmp_path: Path,
    touch: Callable[[Playback], Playback | None],
) -> None:
    over = OverMusic(player, journal)
    await prepared(over, tmp_path)
    player.show(touch(PAUSED))
    await settle()
    assert await over.begin() is False
    assert kept(tmp_path) == []
    await over.end()
    assert commands(player) == []


async def test_what_began_to_play_by_the_time_of_the_pause_is_paused(
    journal: PlaybackJournal, tmp_path: Path
) -> None:
    player = Counted(PAUSED, tmp_path)
    over = OverMusic(player, journal)
    over.prepare()
    await settle()
    player.show(playing())
    await settle()
    assert await over.begin() is True
    assert player.committed == [TRACK.id]
    await over.end()
    assert commands(player) == ["pause", "play"]


async def test_a_pause_and_its_end_while_it_is_prepared_are_the_users_own(
    player: FakePlayer, journal: PlaybackJournal, tmp_path: Path
) -> None:
    over = OverMusic(player, journal)
    await prepared(over, tmp_path)
    for playback in (PAUSED, playing()):
        player.show(playback)
        await settle()
    assert await over.begin() is True
    await over.end()
    assert commands(player) == ["pause", "play"]


async def test_the_next_is_prepared_after_the_music_was_put_back(journal: PlaybackJournal, tmp_path: Path) -> None:
    go_on = asyncio.Event()

    class Slow(Counted):
        async def play(self) -> None:
            await go_on.wait()
            await super().play()

    player = Slow(playing(), tmp_path)
    over = OverMusic(player, journal)
    assert await over.begin() is True
    ending = asyncio.create_task(over.end())
    await settle()
    over.prepare()
    beginning = asyncio.create_task(over.begin())
    await settle()
    assert committed(tmp_path) == [TRACK.id], "the note goes before the music is put back"
    go_on.set()
    await ending
    assert await beginning is True
    await over.end()
    assert commands(player) == ["pause", "play", "pause", "play"]
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

    monkeypatch.setattr("spotintro.host.over_music_modes.CONFIRMED_WITHIN_S", 0.01)
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
journal = PlaybackJournal(Path(sys.argv[1]))
journal.prepare(PutBack(sys.argv[2], sys.argv[3], PlaybackState(sys.argv[4])))
journal.commit()
os.kill(os.getpid(), 9)
"""
    assert put_back.state is not None
    arguments = [str(data_dir), put_back.player, put_back.track_id or "", put_back.state.value]
    ended = subprocess.run([sys.executable, "-c", code, *arguments], check=False, env=os.environ)
    assert ended.returncode == -9


LEFT = PutBack("fake", TRACK.id, PlaybackState.PLAYING)


@pytest.mark.slow
async def test_what_a_dead_process_left_is_put_back_once(journal: PlaybackJournal, tmp_path: Path) -> None:
    leave_behind(tmp_path, LEFT)
    player = FakePlayer(PAUSED)
    over = OverMusic(player, journal)
    assert await over.recover() == RESUMED
    assert await over.recover() is None
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
    assert await OverMusic(player, journal).recover() == RESUMED
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
    assert await OverMusic(player, journal).recover() is None
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
    assert await OverMusic(player, journal).recover() is None
    assert len(kept(tmp_path)) == int(stays)


async def test_an_unreadable_journal_does_not_get_out(player: FakePlayer, tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.write_text("")
    assert await OverMusic(player, PlaybackJournal(tmp_path)).recover() is None
