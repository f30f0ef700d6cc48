"""What a process that died had changed is put back by the next start, where it still stands as it was left."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spotintro.host.over_music_modes import ANEW_WITHIN_MS
from spotintro.host.putting_back import RESUMED, TURNED_UP, put_back_left
from spotintro.music import Device, Playback, PlaybackState
from spotintro.players.base import CommandFailed, CommandUnsupported, PlayerError
from spotintro.state.playback_journal import FOLDER, Lowered, PlaybackJournal, PutBack
from tests.fakes.player import TRACK, FakePlayer, playing

DEVICE = Device("Fake player", 20)
DOWN = replace(playing(), device=DEVICE)
UP = replace(playing(), device=replace(DEVICE, volume_percent=60))
PAUSED = replace(playing(), state=PlaybackState.PAUSED)

PAUSE = PutBack("fake", TRACK.id, PlaybackState.PLAYING)
DUCK = PutBack("fake", TRACK.id, None, lowered=Lowered("Fake player", was=60, now=20))

Leave = Callable[[PutBack], None]


@pytest.fixture
def leave(tmp_path: Path) -> Leave:
    """Leaves notes of a process that has died: as if this one had started earlier than it did."""
    left = []

    def leave(put_back: PutBack) -> None:
        journal = PlaybackJournal(tmp_path)
        journal.prepare(put_back)
        journal.commit()
        left.append(put_back)
        [file] = (tmp_path / FOLDER).glob(f"{os.getpid()}-??*.json")
        os.utime(file.rename(file.with_name(f"{os.getpid()}-{len(left)}.json")), (len(left), len(left)))

    return leave


def notes(tmp_path: Path) -> list[Path]:
    return list((tmp_path / FOLDER).iterdir())


async def started(tmp_path: Path, player: FakePlayer) -> str | None:
    return await put_back_left(player, PlaybackJournal(tmp_path))


async def test_what_was_turned_down_is_turned_up_once(tmp_path: Path, leave: Leave) -> None:
    leave(DUCK)
    player = FakePlayer(DOWN)
    assert await started(tmp_path, player) == TURNED_UP
    assert player.playback == UP
    assert notes(tmp_path) == []
    assert await started(tmp_path, player) is None


@pytest.mark.parametrize("percent", [19, 21, 60, 0, None])
async def test_a_volume_that_was_set_since_stays(tmp_path: Path, leave: Leave, percent: int | None) -> None:
    leave(DUCK)
    player = FakePlayer(replace(DOWN, device=replace(DEVICE, volume_percent=percent)))
    assert await started(tmp_path, player) is None
    assert player.history == []
    assert notes(tmp_path) == []


@pytest.mark.parametrize(
    "playback",
    [None, replace(DOWN, player="other"), replace(DOWN, device=Device("Other", 20)), replace(DOWN, track=None)],
)
async def test_the_volume_of_a_device_that_does_not_play_waits_for_it(
    tmp_path: Path, leave: Leave, playback: Playback | None
) -> None:
    leave(DUCK)
    player = FakePlayer(playback)
    reached = playback is not None and playback.track is None
    assert await started(tmp_path, player) == (TURNED_UP if reached else None)
    player.show(DOWN)
    assert await started(tmp_path, player) == (None if reached else TURNED_UP)
    assert notes(tmp_path) == []


async def test_what_was_turned_down_twice_goes_up_the_same_way(tmp_path: Path, leave: Leave) -> None:
    leave(DUCK)
    leave(replace(DUCK, lowered=Lowered("Fake player", was=20, now=7)))
    player = FakePlayer(replace(DOWN, device=replace(DEVICE, volume_percent=7)))
    assert await started(tmp_path, player) == TURNED_UP
    assert player.history == [("set_volume", 20), ("set_volume", 60)]


async def test_turned_down_and_paused_both_are_put_back(tmp_path: Path, leave: Leave) -> None:
    leave(replace(PAUSE, lowered=DUCK.lowered))
    player = FakePlayer(replace(DOWN, state=PlaybackState.PAUSED))
    assert await started(tmp_path, player) == f"{TURNED_UP} {RESUMED}"
    assert player.history == [("set_volume", 60), ("play", None)]
    assert notes(tmp_path) == []


@pytest.mark.parametrize(
    ("position_ms", "commands"),
    [
        (0, ["play"]),
        (1_800, ["seek", "play"]),
        (ANEW_WITHIN_MS + 1, ["play"]),
    ],
)
async def test_a_track_that_was_to_begin_anew_does(
    tmp_path: Path, leave: Leave, position_ms: int, commands: list[str]
) -> None:
    leave(replace(PAUSE, begins_anew=True))
    player = FakePlayer(replace(PAUSED, position_ms=position_ms))
    assert await started(tmp_path, player) == RESUMED
    assert [command for command, _ in player.history] == commands


async def test_where_it_can_not_begin_anew_it_goes_on(tmp_path: Path, leave: Leave) -> None:
    leave(replace(PAUSE, begins_anew=True))
    player = FakePlayer(replace(PAUSED, position_ms=1_800))
    player.failures["seek"] = CommandFailed("Broken.", "Repair it.")
    assert await started(tmp_path, player) == RESUMED
    assert notes(tmp_path) == []


@pytest.mark.parametrize(("position_ms", "resumes"), [(30_000, True), (31_000, True), (35_000, False), (0, False)])
async def test_who_played_what_was_left_paused_is_not_resumed(
    tmp_path: Path, leave: Leave, position_ms: int, resumes: bool
) -> None:
    leave(replace(PAUSE, position_ms=30_000))
    player = FakePlayer(replace(PAUSED, position_ms=position_ms))
    assert await started(tmp_path, player) == (RESUMED if resumes else None)
    assert notes(tmp_path) == []


@pytest.mark.parametrize(("error", "stays"), [(CommandFailed, True), (CommandUnsupported, False)])
async def test_a_volume_that_can_not_be_set_now_is_left_for_a_start_that_can(
    tmp_path: Path, leave: Leave, error: type[PlayerError], stays: bool
) -> None:
    leave(DUCK)
    player = FakePlayer(DOWN)
    player.failures["set_volume"] = error("Broken.", "Repair it.")
    assert await started(tmp_path, player) is None
    assert len(notes(tmp_path)) == int(stays)


async def test_a_note_of_the_first_version_is_still_put_back(tmp_path: Path, leave: Leave) -> None:
    leave(PAUSE)
    [file] = notes(tmp_path)
    told = json.loads(file.read_text())
    kept = ("player", "track_id", "state", "pid", "started", "boot_id")
    file.write_text(json.dumps({name: told[name] for name in kept}))
    assert await started(tmp_path, FakePlayer(PAUSED)) == RESUMED
