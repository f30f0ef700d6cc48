"""The modes over Spotify's Web API alone, on a server of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from spotintro.config import OverMusicMode
from spotintro.host.over_music import OverMusic
from spotintro.state.playback_journal import FOLDER, PlaybackJournal
from tests.players.spotify.listening import Listening, listen

pytestmark = pytest.mark.slow

SPEECH_S = 12.0
DUCKED = 16


class Stage:
    def __init__(self, here: Listening, folder: Path, mode: OverMusicMode) -> None:
        self.here = here
        self.moves: list[bool] = []
        self.notices: list[str] = []
        self.over = OverMusic(here.player, PlaybackJournal(folder), mode)

    async def begin(self) -> None:
        self.over.prepare(
            lambda: self.moves.append(True),
            between=True,
            tell=lambda notice: self.notices.append(notice.message),
        )
        assert await self.over.begin() is True

    @property
    def kitchen(self) -> dict[str, object]:
        return next(each for each in self.here.server.player.devices if each["name"] == "Kitchen")


def test_in_a_gap_the_track_begins_anew(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(3)
        stage = Stage(here, tmp_path, OverMusicMode.GAP)
        await stage.begin()
        await here.pass_s(SPEECH_S)
        assert not here.server.player.playing
        assert here.server.player.position_ms == 0
        await stage.over.end()
        assert here.server.player.playing
        assert (stage.moves, stage.notices) == ([], [])

    listen(tmp_path, script)


@pytest.mark.parametrize(
    ("told", "left"), [(None, 50), (DUCKED - 2, 50), (DUCKED + 4, 50), (80, 80), (DUCKED + 8, DUCKED + 8)]
)
def test_a_devices_rounding_is_told_from_a_hand(tmp_path: Path, told: int | None, left: int) -> None:
    async def script(here: Listening) -> None:
        stage = Stage(here, tmp_path, OverMusicMode.DUCK)
        await stage.begin()
        assert stage.kitchen["volume_percent"] == DUCKED
        if told is not None:
            stage.kitchen["volume_percent"] = told
        await here.pass_s(SPEECH_S)
        await stage.over.end()
        assert stage.kitchen["volume_percent"] == left
        assert (stage.moves, stage.notices) == ([], [])

    listen(tmp_path, script)


def test_a_device_without_a_volume_is_paused(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.player.devices()
        await here.player.transfer("phone")
        await here.pass_s(SPEECH_S)
        stage = Stage(here, tmp_path, OverMusicMode.DUCK)
        await stage.begin()
        assert not here.server.player.playing
        assert stage.notices == ["Phone has no volume to turn down. The music is paused instead."]
        await stage.over.end()
        assert here.server.player.playing

    listen(tmp_path, script)


def test_what_is_left_turned_down_elsewhere_is_turned_up_when_it_plays_again(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        stage = Stage(here, tmp_path, OverMusicMode.DUCK)
        await stage.begin()
        await here.player.devices()
        await here.player.transfer("phone")
        await here.pass_s(1)
        assert stage.moves == [True]
        await stage.over.end()
        assert stage.notices == ["Kitchen is still turned down to 16 %; it was at 50 %."]
        # As a later start, after the end of this process.
        [note] = (tmp_path / FOLDER).iterdir()
        note.rename(note.with_name(f"{note.name.partition('-')[0]}-1.json"))
        assert await stage.over.recover() is None
        assert stage.kitchen["volume_percent"] == DUCKED
        await here.player.transfer("kitchen")
        await here.pass_s(SPEECH_S)
        assert await stage.over.recover() is not None
        assert stage.kitchen["volume_percent"] == 50
        assert list((tmp_path / FOLDER).iterdir()) == []

    listen(tmp_path, script)
