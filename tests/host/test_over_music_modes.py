"""What each mode does to the music, what it falls back on, and whose hand wins."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spotintro.config import OverMusicMode
from spotintro.host.events import LeftPaused, Notice
from spotintro.host.over_music import OverMusic
from spotintro.host.over_music_modes import ANEW_WITHIN_MS
from spotintro.music import Capability, Device, Playback, PlaybackState, Track
from spotintro.players.base import CommandFailed, CommandUnsupported, PlayerError
from spotintro.players.demo import DemoPlayer
from spotintro.state.playback_journal import FOLDER, PlaybackJournal
from tests.fakes.player import NEXT_TRACK, TRACK, FakePlayer, playing
from tests.fakes.virtual_time import VirtualTime

WAS, DUCKED = 60, 20
BEGUN = playing(position_ms=1_800)
LOUD = replace(playing(), device=Device("Fake player", WAS))
ON_A_SERVICE = replace(playing(), device=Device("Kitchen", WAS, id="kitchen"))


class Stage:
    """One speech over a fake player, and all that is told of it."""

    def __init__(self, data_dir: Path, playback: Playback | None, mode: OverMusicMode) -> None:
        self.player = FakePlayer(playback)
        self.over = OverMusic(self.player, PlaybackJournal(data_dir), mode)
        self.notices: list[str] = []
        self.moves: list[bool] = []
        self._folder = data_dir / FOLDER

    async def begin(self, *, between: bool = False) -> bool:
        self.over.prepare(
            lambda: self.moves.append(True),
            between=between,
            tell=lambda notice: self.notices.append(notice.message),
        )
        begun = await self.over.begin()
        await settle()
        return begun

    async def show(self, playback: Playback | None) -> None:
        self.player.show(playback)
        await settle()

    @property
    def shown(self) -> Playback:
        assert self.player.playback is not None
        return self.player.playback

    @property
    def commands(self) -> list[tuple[str, int | str | None]]:
        return self.player.history

    @property
    def notes(self) -> list[dict[str, object]]:
        """Those that count."""
        return [json.loads(file.read_text()) for file in sorted(self._folder.glob("*.json"))]


Staged = Callable[[Playback | None, OverMusicMode], Stage]


@pytest.fixture
def staged(tmp_path: Path) -> Staged:
    return lambda playback, mode: Stage(tmp_path, playback, mode)


async def settle() -> None:
    """Until every watcher has seen what the fake player showed; it takes a few turns of the loop, no time."""
    for _ in range(8):
        await asyncio.sleep(0)


def at_volume(playback: Playback, percent: int | None) -> Playback:
    return replace(playback, device=replace(playback.device, volume_percent=percent))


# gap


async def test_between_two_tracks_the_next_begins_anew(staged: Staged) -> None:
    stage = staged(BEGUN, OverMusicMode.GAP)
    assert await stage.begin(between=True) is True
    assert [note["begins_anew"] for note in stage.notes] == [True]
    assert stage.shown.position_ms == 0
    await stage.over.end()
    assert stage.commands == [("pause", None), ("seek", 0), ("play", None)]
    assert (stage.moves, stage.notices, stage.notes) == ([], [], [])


async def test_the_voice_waits_for_the_pause_and_not_for_the_seek(tmp_path: Path) -> None:
    go_on = asyncio.Event()

    class Slow(FakePlayer):
        async def seek(self, position_ms: int) -> None:
            await go_on.wait()
            await super().seek(position_ms)

    player = Slow(BEGUN)
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.GAP)
    over.prepare(between=True)
    assert await over.begin() is True
    ending = asyncio.create_task(over.end())
    await settle()
    assert [command for command, _ in player.history] == ["pause"]
    go_on.set()
    await ending
    assert [command for command, _ in player.history] == ["pause", "seek", "play"]


@pytest.mark.parametrize("between", [True, False])
async def test_in_the_middle_of_a_track_a_gap_is_a_pause(staged: Staged, between: bool) -> None:
    late = playing(position_ms=ANEW_WITHIN_MS + 1)
    stage = staged(late if between else BEGUN, OverMusicMode.GAP)
    assert await stage.begin(between=between) is True
    await stage.over.end()
    assert [command for command, _ in stage.commands] == ["pause", "play"]
    assert stage.notices == []


async def test_a_player_that_can_not_seek_is_paused_and_a_line_says_so(staged: Staged) -> None:
    stage = staged(replace(BEGUN, capabilities=frozenset({Capability.PLAY_PAUSE})), OverMusicMode.GAP)
    assert await stage.begin(between=True) is True
    await stage.over.end()
    assert stage.commands == [("pause", None), ("play", None)]
    assert stage.notices == ["fake can't begin a track anew. The music is paused where it is."]


async def test_where_the_seek_fails_the_music_goes_on_where_it_was_paused(staged: Staged) -> None:
    stage = staged(BEGUN, OverMusicMode.GAP)
    stage.player.failures["seek"] = CommandFailed("Broken.", "Repair it.")
    assert await stage.begin(between=True) is True
    await stage.over.end()
    assert [command for command, _ in stage.commands] == ["pause", "seek", "play"]
    assert stage.shown.position_ms == BEGUN.position_ms
    assert stage.notices == ["fake did not begin the track anew. It goes on where it was paused."]
    assert stage.notes == []


async def test_who_skips_in_a_gap_ends_the_speech_and_hears_the_music(staged: Staged) -> None:
    stage = staged(BEGUN, OverMusicMode.GAP)
    await stage.begin(between=True)
    await stage.show(replace(stage.shown, track=NEXT_TRACK))
    assert stage.moves == [True]
    assert await stage.over.end() is None
    assert stage.commands[-1] == ("play", None)


async def test_who_seeks_in_a_gap_ends_the_speech(staged: Staged) -> None:
    stage = staged(BEGUN, OverMusicMode.GAP)
    await stage.begin(between=True)
    await stage.show(replace(stage.shown, position_ms=60_000))
    assert stage.moves == [True]
    await stage.over.end()
    assert stage.shown.position_ms == 60_000


async def test_what_a_user_plays_at_once_is_not_sought(tmp_path: Path) -> None:
    class Touched(FakePlayer):
        async def pause(self) -> None:
            await super().pause()
            await settle()
            self.show(BEGUN)
            await settle()

    player = Touched(BEGUN)
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.GAP)
    over.prepare(between=True)
    assert await over.begin() is True
    await over.end()
    assert player.history == [("pause", None)]


@pytest.mark.parametrize(("skips", "track", "place"), [(False, TRACK, None), (True, NEXT_TRACK, 0)])
async def test_what_stays_paused_by_the_players_fault_is_left_as_it_stands(
    staged: Staged, skips: bool, track: Track, place: int | None
) -> None:
    stage = staged(BEGUN, OverMusicMode.GAP)
    await stage.begin(between=True)
    if skips:
        await stage.show(replace(stage.shown, track=NEXT_TRACK))
    stage.player.failures["play"] = CommandFailed("Broken.", "Repair it.")
    assert await stage.over.end() == LeftPaused("Broken. Repair it.")
    [note] = stage.notes
    assert (note["track_id"], note["position_ms"], note["begins_anew"]) == (track.id, place, not skips)


@pytest.mark.parametrize("mode", [OverMusicMode.PAUSE, OverMusicMode.DUCK])
async def test_what_a_user_has_set_is_left_to_no_later_start(staged: Staged, mode: OverMusicMode) -> None:
    stage = staged(LOUD, mode)
    await stage.begin()
    await stage.show(replace(stage.shown, state=PlaybackState.PLAYING, device=Device("Fake player", 90)))
    stage.player.failures["read"] = CommandFailed("Broken.", "Repair it.")
    await stage.over.end()
    assert (stage.notes, stage.notices) == ([], [])


@pytest.mark.parametrize("mode", [OverMusicMode.PAUSE, OverMusicMode.DUCK])
async def test_what_was_last_done_counts_though_nobody_was_told(staged: Staged, mode: OverMusicMode) -> None:
    stage = staged(LOUD, mode)
    await stage.begin()
    stage.player.playback = by_hand = replace(LOUD, device=Device("Fake player", 90))
    await stage.over.end()
    assert stage.shown == by_hand
    assert len(stage.commands) == 1


# duck


async def test_the_music_is_turned_down_to_a_third_and_up_again(staged: Staged) -> None:
    stage = staged(LOUD, OverMusicMode.DUCK)
    assert await stage.begin() is True
    [note] = stage.notes
    assert (note["state"], note["lowered"]) == (None, {"device": "Fake player", "was": WAS, "now": DUCKED})
    assert await stage.over.end() is None
    assert stage.commands == [("set_volume", DUCKED), ("set_volume", WAS)]
    assert (stage.moves, stage.notices, stage.notes) == ([], [], [])


async def test_it_is_written_down_before_it_is_turned_down(tmp_path: Path) -> None:
    noted: list[int] = []

    class Watchful(FakePlayer):
        async def set_volume(self, percent: int) -> None:
            noted.append(len(list((tmp_path / FOLDER).glob("*.json"))))
            await super().set_volume(percent)

    over = OverMusic(Watchful(LOUD), PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    assert await over.begin() is True
    assert noted == [1]
    await over.end()


@pytest.mark.parametrize(
    ("playback", "why"),
    [
        (at_volume(LOUD, None), "Fake player has no volume to turn down."),
        (
            replace(LOUD, capabilities=frozenset({Capability.PLAY_PAUSE})),
            "Fake player has no volume to turn down.",
        ),
        (
            replace(LOUD, device=Device("Fake player", 100, amplified=True)),
            "Fake player is set louder than 100 %, which can't be put back.",
        ),
    ],
)
async def test_where_no_volume_can_be_put_back_the_music_is_paused(
    staged: Staged, playback: Playback, why: str
) -> None:
    stage = staged(playback, OverMusicMode.DUCK)
    assert await stage.begin() is True
    await stage.over.end()
    assert stage.commands == [("pause", None), ("play", None)]
    assert stage.notices == [f"{why} The music is paused instead."]


@pytest.mark.parametrize("error", [CommandFailed, CommandUnsupported])
async def test_where_turning_down_fails_the_music_is_paused(staged: Staged, error: type[PlayerError]) -> None:
    stage = staged(LOUD, OverMusicMode.DUCK)
    stage.player.failures["set_volume"] = error("It refused.", "Ask again.")
    assert await stage.begin() is True
    assert stage.notes[0]["state"] == "playing"
    await stage.over.end()
    assert [command for command, _ in stage.commands] == ["set_volume", "pause", "play"]
    assert stage.notices == ["It refused. The music is paused instead."]
    # It may still be turned down late.
    assert len(stage.notes) == int(error is not CommandUnsupported)


async def test_a_volume_that_is_accepted_and_ignored_is_a_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unmoved(FakePlayer):
        async def set_volume(self, percent: int) -> None:
            self.history.append(("set_volume", percent))

    monkeypatch.setattr("spotintro.host.over_music_modes.CONFIRMED_WITHIN_S", 0.01)
    player = Unmoved(LOUD)
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    assert await over.begin() is True
    await over.end()
    assert [command for command, _ in player.history] == ["set_volume", "pause", "play"]


async def test_turned_down_without_an_answer_and_then_paused_both_are_noted_and_undone(tmp_path: Path) -> None:
    noted: list[dict[str, object]] = []

    class Mute(FakePlayer):
        async def set_volume(self, percent: int) -> None:
            await super().set_volume(percent)
            if percent == DUCKED:
                raise CommandFailed("No answer.", "Try again.")

        async def pause(self) -> None:
            noted.extend(json.loads(file.read_text()) for file in (tmp_path / FOLDER).glob("*.json"))
            await super().pause()

    player = Mute(LOUD)
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    assert await over.begin() is True
    await over.end()
    [note] = noted
    assert (note["state"], note["lowered"]) == ("playing", {"device": "Fake player", "was": WAS, "now": DUCKED})
    assert player.playback == LOUD


@pytest.mark.parametrize("percent", [0, DUCKED - 1, DUCKED + 5, WAS, 100])
async def test_a_volume_that_the_user_sets_meanwhile_stays(staged: Staged, percent: int) -> None:
    stage = staged(LOUD, OverMusicMode.DUCK)
    await stage.begin()
    await stage.show(at_volume(LOUD, percent))
    assert await stage.over.end() is None
    assert stage.shown == at_volume(LOUD, percent)
    assert (stage.moves, stage.notes) == ([], [])


async def test_a_volume_that_the_user_sets_at_the_same_moment_stays(tmp_path: Path) -> None:
    class Crossed(FakePlayer):
        async def set_volume(self, percent: int) -> None:
            await super().set_volume(90)
            assert percent == DUCKED

    player = Crossed(LOUD)
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    assert await over.begin() is True
    await over.end()
    assert player.playback == at_volume(LOUD, 90)


async def test_a_volume_that_was_moved_and_moved_back_stays(staged: Staged) -> None:
    stage = staged(LOUD, OverMusicMode.DUCK)
    await stage.begin()
    for percent in (40, DUCKED):
        await stage.show(at_volume(LOUD, percent))
    await stage.over.end()
    assert stage.shown.device.volume_percent == DUCKED


@pytest.mark.parametrize("step", [1, 5, 7])
async def test_a_players_own_steps_are_no_hand(tmp_path: Path, step: int) -> None:
    class Stepped(FakePlayer):
        async def set_volume(self, percent: int) -> None:
            await super().set_volume(percent if percent == WAS else percent // step * step)

    player = Stepped(LOUD)
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    assert await over.begin() is True
    player.show(player.playback)
    await settle()
    await over.end()
    assert player.playback == LOUD


async def test_a_note_says_what_the_player_made_of_the_volume(tmp_path: Path) -> None:
    class Stepped(FakePlayer):
        async def set_volume(self, percent: int) -> None:
            await super().set_volume(percent - 3)

    over = OverMusic(Stepped(LOUD), PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    await over.begin()
    async with asyncio.timeout(5):
        while True:
            [file] = (tmp_path / FOLDER).glob("*.json")
            if json.loads(file.read_text())["lowered"]["now"] == DUCKED - 3:
                break
            await asyncio.sleep(0.001)
    await over.end()


@pytest.mark.parametrize(("late", "is_hand"), [(DUCKED - 4, False), (DUCKED + 3, False), (DUCKED + 5, True)])
async def test_a_service_may_tell_a_devices_rounding_late(staged: Staged, late: int, is_hand: bool) -> None:
    stage = staged(ON_A_SERVICE, OverMusicMode.DUCK)
    await stage.begin()
    await stage.show(at_volume(ON_A_SERVICE, late))
    await stage.over.end()
    assert stage.shown.device.volume_percent == (late if is_hand else WAS)


async def test_who_pauses_music_that_is_turned_down_finds_it_paused_and_loud(staged: Staged) -> None:
    stage = staged(LOUD, OverMusicMode.DUCK)
    await stage.begin()
    await stage.show(replace(stage.shown, state=PlaybackState.PAUSED))
    stage.over.leave_paused()
    assert await stage.over.end() == LeftPaused()
    assert stage.shown == replace(LOUD, state=PlaybackState.PAUSED)
    assert stage.moves == []


@pytest.mark.parametrize(("error", "is_left"), [(CommandFailed, True), (CommandUnsupported, False)])
async def test_a_volume_that_can_not_be_put_back_is_told_and_left_to_a_start_that_may(
    staged: Staged, error: type[PlayerError], is_left: bool
) -> None:
    stage = staged(LOUD, OverMusicMode.DUCK)
    await stage.begin()
    stage.player.failures["set_volume"] = error("It broke.", "Repair it.")
    await stage.over.end()
    assert stage.notices == ["Fake player is still turned down to 20 %; it was at 60 %. It broke."]
    left = {"device": "Fake player", "was": WAS, "now": DUCKED}
    assert [note["lowered"] for note in stage.notes] == [left] * is_left


async def test_a_device_that_is_left_turned_down_is_told_and_left_to_a_later_start(staged: Staged) -> None:
    stage = staged(ON_A_SERVICE, OverMusicMode.DUCK)
    await stage.begin()
    await stage.show(replace(stage.shown, device=Device("Car", 80, id="car")))
    assert stage.moves == [True]
    await stage.over.end()
    assert stage.shown.device == Device("Car", 80, id="car")
    assert stage.notices == ["Kitchen is still turned down to 20 %; it was at 60 %."]
    assert [note["lowered"] for note in stage.notes] == [{"device": "kitchen", "was": WAS, "now": DUCKED}]


# Music that plays on: duck and over

PLAYING_ON = pytest.mark.parametrize("mode", [OverMusicMode.DUCK, OverMusicMode.OVER])


def at(playback: Playback, position_ms: int, read_at_s: float) -> Playback:
    return replace(playback, position_ms=position_ms, read_at_s=read_at_s)


async def test_over_changes_nothing(staged: Staged, tmp_path: Path) -> None:
    stage = staged(LOUD, OverMusicMode.OVER)
    assert await stage.begin(between=True) is True
    assert not (tmp_path / FOLDER).exists()
    assert await stage.over.end() is None
    assert (stage.commands, stage.moves, stage.notices) == ([], [], [])


@PLAYING_ON
async def test_who_skips_what_plays_on_ends_the_speech(staged: Staged, mode: OverMusicMode) -> None:
    stage = staged(LOUD, mode)
    await stage.begin()
    await stage.show(at(replace(stage.shown, track=NEXT_TRACK), 0, 5.0))
    assert stage.moves == [True]
    assert await stage.over.end() is None
    assert stage.shown.device == LOUD.device


@PLAYING_ON
@pytest.mark.parametrize("crossfade_s", [0, 12])
async def test_a_track_that_runs_out_is_no_hand(staged: Staged, mode: OverMusicMode, crossfade_s: int) -> None:
    assert TRACK.duration_ms is not None
    stage = staged(at(LOUD, TRACK.duration_ms - 15_000, 100.0), mode)
    await stage.begin()
    ends_s = 115.0 - crossfade_s
    # Some players tell the old position with the new track for a moment.
    longer = replace(NEXT_TRACK, duration_ms=400_000)
    await stage.show(at(replace(stage.shown, track=longer), TRACK.duration_ms, ends_s))
    await stage.show(at(replace(stage.shown, track=longer), 1_000, ends_s + 1))
    assert stage.moves == []
    # And the next track is one that can be skipped, of course.
    await stage.show(at(replace(stage.shown, track=TRACK), 0, ends_s + 8))
    assert stage.moves == [True]
    await stage.over.end()
    assert stage.shown.device == LOUD.device


@PLAYING_ON
async def test_a_track_that_is_repeated_is_no_hand(staged: Staged, mode: OverMusicMode) -> None:
    assert TRACK.duration_ms is not None
    stage = staged(at(LOUD, TRACK.duration_ms - 2_000, 0.0), mode)
    await stage.begin()
    await stage.show(at(stage.shown, 0, 2.0))
    assert stage.moves == []
    await stage.over.end()


@PLAYING_ON
async def test_who_seeks_back_from_a_tracks_end_ends_the_speech(staged: Staged, mode: OverMusicMode) -> None:
    assert TRACK.duration_ms is not None
    stage = staged(at(LOUD, TRACK.duration_ms - 8_000, 0.0), mode)
    await stage.begin()
    await stage.show(at(stage.shown, 60_000, 2.0))
    assert stage.moves == [True]
    await stage.over.end()


@PLAYING_ON
async def test_a_stations_titles_change_by_themselves(staged: Staged, mode: OverMusicMode) -> None:
    station = replace(LOUD, track=replace(TRACK, duration_ms=None))
    stage = staged(station, mode)
    await stage.begin()
    await stage.show(at(replace(stage.shown, track=NEXT_TRACK), 15_000, 5.0))
    assert stage.moves == []
    await stage.over.end()


@PLAYING_ON
@pytest.mark.parametrize(
    ("position_ms", "is_sought"),
    [(15_000, False), (16_400, False), (12_000, False), (17_000, True), (10_500, True), (0, True), (90_000, True)],
)
async def test_a_seek_is_told_from_music_that_plays_on(
    staged: Staged, mode: OverMusicMode, position_ms: int, is_sought: bool
) -> None:
    stage = staged(LOUD, mode)  # at 10 s
    await stage.begin()
    await stage.show(at(stage.shown, position_ms, 5.0))
    assert stage.moves == [True] * is_sought
    await stage.over.end()


@PLAYING_ON
async def test_who_pauses_and_plays_what_plays_on_has_sought_nothing(staged: Staged, mode: OverMusicMode) -> None:
    stage = staged(LOUD, mode)
    await stage.begin()
    for state, position_ms, at_s in (("paused", 12_000, 4.0), ("paused", 12_000, 20.0), ("playing", 12_100, 30.0)):
        await stage.show(at(replace(stage.shown, state=PlaybackState(state)), position_ms, at_s))
    assert stage.moves == []
    await stage.over.end()


@PLAYING_ON
@pytest.mark.parametrize("playback", [None, replace(LOUD, state=PlaybackState.PAUSED)])
async def test_what_does_not_play_is_left_alone(
    staged: Staged, mode: OverMusicMode, playback: Playback | None
) -> None:
    stage = staged(playback, mode)
    assert await stage.begin() is False
    await stage.over.end()
    assert (stage.commands, stage.notices, stage.notes) == ([], [], [])


@pytest.mark.parametrize("mode", list(OverMusicMode))
async def test_no_task_is_left_behind(staged: Staged, mode: OverMusicMode) -> None:
    before = asyncio.all_tasks()
    stage = staged(replace(LOUD, position_ms=1_000), mode)
    await stage.begin(between=True)
    await stage.over.end()
    assert asyncio.all_tasks() == before


@pytest.mark.parametrize("mode", list(OverMusicMode))
async def test_over_the_demos_music(tmp_path: Path, mode: OverMusicMode) -> None:
    time = VirtualTime()
    player = DemoPlayer(time, call_later=time.call_later)
    await player.open()
    over = OverMusic(player, PlaybackJournal(tmp_path), mode)
    time.advance(2)
    told: list[Notice] = []
    over.prepare(between=True, tell=told.append)
    assert await over.begin() is True
    await settle()
    time.advance(10)
    await over.end()
    playback = await player.read()
    assert playback is not None
    place_ms = {OverMusicMode.PAUSE: 2_000, OverMusicMode.GAP: 0}.get(mode, 12_000)
    assert (playback.state, playback.position_ms) == (PlaybackState.PLAYING, place_ms)
    assert playback.device.volume_percent == 70
    assert told == []
    await player.close()


@PLAYING_ON
async def test_the_demos_next_track_comes_by_itself(tmp_path: Path, mode: OverMusicMode) -> None:
    time = VirtualTime()
    player = DemoPlayer(time, call_later=time.call_later)
    await player.open()
    before = await player.read()
    assert before is not None
    assert before.track is not None
    assert before.track.duration_ms is not None
    await player.seek(before.track.duration_ms - 5_000)
    moves: list[bool] = []
    over = OverMusic(player, PlaybackJournal(tmp_path), mode)
    over.prepare(lambda: moves.append(True))
    assert await over.begin() is True
    time.advance(8)
    await settle()
    assert moves == []
    await over.end()
    after = await player.read()
    assert after is not None
    assert (after.track, after.device) == (before.next_track, before.device)
    await player.close()
