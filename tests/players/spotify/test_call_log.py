from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from spotintro.players.spotify.call_log import CallLog, Pause
from tests.fakes.virtual_time import VirtualTime

HOUR_S = 3600


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


def test_the_last_24_hours_count_and_roll(tmp_path: Path, time: VirtualTime) -> None:
    log = CallLog(tmp_path / "calls", time)
    assert log.used() == 0
    for _ in range(30):
        log.record("playback")
        time.advance(HOUR_S)
    assert log.used() == 23  # the one of exactly 24 h ago is out
    time.advance(30 * HOUR_S)
    assert log.used() == 0
    assert list((tmp_path / "calls").iterdir()) == []


def test_terminals_share_the_count_and_a_restart_keeps_it(tmp_path: Path, time: VirtualTime) -> None:
    logs = [CallLog(tmp_path, time) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda log: [log.record("queue") for _ in range(250)], logs))
    assert CallLog(tmp_path, time).used() == 1000


def test_a_pause_is_kept_until_its_end_and_never_shortened(tmp_path: Path, time: VirtualTime) -> None:
    log = CallLog(tmp_path / "calls", time)
    long, short = (Pause(time.now() + timedelta(hours=hours), quota=hours > 1) for hours in (14, 1))
    log.pause(long)
    log.pause(short)
    assert CallLog(tmp_path / "calls", time).paused() == long
    time.advance(14 * HOUR_S)
    assert log.paused() is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"until": 5, "quota": true}', b'{"until": "2026-01-01T05:00:00", "quota": true}',
     b'{"until": "2030-01-01T00:00:00Z", "quota": true}'],
)  # fmt: skip
def test_a_pause_gone_wrong_locks_nobody_out(tmp_path: Path, time: VirtualTime, content: bytes) -> None:
    (tmp_path / "pause.json").write_bytes(content)
    assert CallLog(tmp_path, time).paused() is None


def test_a_damaged_line_was_a_call_all_the_same(tmp_path: Path, time: VirtualTime) -> None:
    log = CallLog(tmp_path, time)
    log.record("playback")
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes() + b"\x00\xff\n\nnan x\n")
    assert log.used() == 4


def test_a_folder_that_cannot_be_written_is_logged_once(
    tmp_path: Path, time: VirtualTime, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "calls").write_text("a file")
    log = CallLog(tmp_path / "calls", time)
    log.record("playback")
    log.pause(Pause(time.now() + timedelta(hours=1), quota=False))
    assert log.used() == 0
    assert len(caplog.records) == 1
