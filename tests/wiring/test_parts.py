from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import msgspec
import pytest

from spotintro.config import OverMusicMode, Paths, PlayerProvider, Settings
from spotintro.credits.errors import CreditError
from spotintro.music import PlaybackState
from spotintro.wiring.options import RunOptions
from spotintro.wiring.parts import Parts
from tests.fakes.keyrings import HangingKeyring


def make_parts(tmp_path: Path, url: str = "", *, demo: bool = False) -> Parts:
    settings = Settings()
    settings = msgspec.structs.replace(settings, store=msgspec.structs.replace(settings.store, url=url))
    return Parts(settings, Paths(config_file=tmp_path / "config.toml", data_dir=tmp_path / "data"), demo=demo)


@pytest.fixture
def hanging() -> Iterator[HangingKeyring]:
    before = keyring.get_keyring()
    backend = HangingKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


async def test_the_books_are_checked_beside_the_account(tmp_path: Path) -> None:
    parts = make_parts(tmp_path)
    await (await parts.gate()).open()
    report = await parts.check_books()
    assert report is not None
    assert (report.ok, report.entries) == (True, 1)
    await parts.close()


async def test_who_quits_while_a_keyring_hangs_does_not_wait(tmp_path: Path, hanging: HangingKeyring) -> None:
    parts = make_parts(tmp_path)
    await (await parts.gate()).open()
    checking = asyncio.ensure_future(parts.check_books())
    await asyncio.to_thread(hanging.asked.wait, 30)
    began = time.monotonic()
    checking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await checking
    await parts.close()
    await asyncio.get_running_loop().shutdown_default_executor()
    assert time.monotonic() - began < 2.5, "less than the keyring's 3 s"


@pytest.mark.parametrize(
    ("named", "volume", "state"),
    [
        (None, 7, PlaybackState.PLAYING),
        (OverMusicMode.PAUSE, 70, PlaybackState.PAUSED),
        (OverMusicMode.OVER, 70, PlaybackState.PLAYING),
    ],
)
async def test_the_option_goes_before_the_setting_over_the_music(
    tmp_path: Path, named: OverMusicMode | None, volume: int, state: PlaybackState
) -> None:
    settings = msgspec.convert({"host": {"over_music": "duck", "duck_percent": 10}}, Settings)
    paths = Paths(config_file=tmp_path / "config.toml", data_dir=tmp_path)
    parts = Parts(settings, paths, RunOptions(player=PlayerProvider.DEMO, over_music=named))
    player = await parts.player()
    await player.open()
    over_music = await parts.over_music()
    await over_music.begin()
    playback = await player.read()
    assert playback is not None
    assert (playback.device.volume_percent, playback.state) == (volume, state)
    await over_music.end()
    await parts.close()


def test_demo_and_shared_books_have_no_key(tmp_path: Path) -> None:
    assert make_parts(tmp_path).chain_keeper is not None
    assert make_parts(tmp_path, demo=True).chain_keeper is None
    shared = make_parts(tmp_path, "postgresql+psycopg://host/name")
    assert shared.shared
    assert shared.chain_keeper is None


async def test_another_account_is_not_made_by_asking_for_it(tmp_path: Path) -> None:
    parts = make_parts(tmp_path)
    await (await parts.gate()).open()
    nobody = await parts.gate_of("nobody")
    with pytest.raises(CreditError, match="There is no account nobody"):
        await nobody.refund(1)
    await nobody.close()
    there = await parts.gate_of("local")
    assert (await there.user()).available_credits == 10
    await there.close()
    await parts.close()


async def test_the_covers_go_with_the_history(tmp_path: Path) -> None:
    parts = make_parts(tmp_path, demo=True)
    await (await parts.gate()).open()
    covers = parts.paths.artwork_dir
    covers.mkdir()
    (covers / "kept").write_bytes(b"cover")
    await parts.sign_out(delete_history=False)
    assert covers.exists()
    await parts.sign_out(delete_history=True)
    assert not covers.exists()
    await parts.close()
