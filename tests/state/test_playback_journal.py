from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotintro.music import PlaybackState
from spotintro.state.playback_journal import FOLDER, Abandoned, Lowered, PlaybackJournal, PutBack
from tests.state.full_disk import full_disk

PUT_BACK = PutBack("spotify", "spotify:track:1", PlaybackState.PLAYING)

WRITER = """
import sys
from pathlib import Path
from spotintro.music import PlaybackState
from spotintro.state.playback_journal import PlaybackJournal, PutBack
journal = PlaybackJournal(Path(sys.argv[1]))
journal.prepare(PutBack("spotify", sys.argv[2] or None, PlaybackState.PLAYING))
if len(sys.argv) < 4:
    journal.commit()
print("written", flush=True)
sys.stdin.read()
"""


def write(journal: PlaybackJournal, put_back: PutBack) -> None:
    journal.prepare(put_back)
    journal.commit()


def writer(data_dir: Path, track_id: str = "spotify:track:1", *more: str) -> subprocess.Popen[bytes]:
    """A process that has written its note, and lives until its stdin is closed; with more, it is only prepared."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(data_dir), track_id, *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"written\n"
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def only_file(data_dir: Path) -> Path:
    [file] = (data_dir / FOLDER).iterdir()
    return file


def test_one_private_file_a_process_gone_when_cleared(tmp_path: Path) -> None:
    data_dir = tmp_path / "not there yet"
    journal = PlaybackJournal(data_dir)
    journal.clear()
    write(journal, PUT_BACK)
    write(journal, PutBack("mpv", None, PlaybackState.PAUSED))
    file = only_file(data_dir)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    told = json.loads(file.read_text())
    assert (told["player"], told["track_id"], told["pid"]) == ("mpv", None, os.getpid())
    assert PlaybackJournal(data_dir).abandoned() == ()
    journal.clear()
    assert list(file.parent.iterdir()) == []


def test_on_windows_a_process_that_lives_keeps_its_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """psutil tells the start as seconds with a fraction, whose point is no end of a note's name."""
    begun = {os.getpid(): 1_767_225_600.125, 4_000_001: 1_767_225_601.5}
    psutil = ModuleType("psutil")
    vars(psutil).update(
        Error=KeyError, Process=lambda pid: SimpleNamespace(create_time=lambda begun_at=begun[pid]: begun_at)
    )
    monkeypatch.setitem(sys.modules, "psutil", psutil)
    monkeypatch.setattr(sys, "platform", "win32")
    mine = PlaybackJournal(tmp_path)
    with monkeypatch.context() as other:
        other.setattr(os, "getpid", lambda: 4_000_001)
        theirs = PlaybackJournal(tmp_path)
    write(theirs, PUT_BACK)
    assert mine.abandoned() == ()
    del begun[4_000_001]
    assert [each.put_back for each in mine.abandoned()] == [PUT_BACK]


def test_what_is_prepared_counts_for_nothing_until_it_is_committed(tmp_path: Path) -> None:
    journal = PlaybackJournal(tmp_path)
    with pytest.raises(FileNotFoundError):
        journal.commit()
    journal.prepare(PUT_BACK)
    assert only_file(tmp_path).suffix != ".json"
    journal.commit()
    assert only_file(tmp_path).suffix == ".json"
    journal.prepare(PUT_BACK)
    journal.clear()
    assert list((tmp_path / FOLDER).iterdir()) == []


@pytest.mark.slow
def test_what_a_dead_process_had_only_prepared_is_removed(tmp_path: Path) -> None:
    process = writer(tmp_path, "spotify:track:1", "prepared")
    assert PlaybackJournal(tmp_path).abandoned() == ()
    assert only_file(tmp_path).suffix == ".prepared"
    kill(process)
    assert PlaybackJournal(tmp_path).abandoned() == ()
    assert list((tmp_path / FOLDER).iterdir()) == []


@pytest.mark.slow
def test_a_living_process_keeps_its_own_and_a_dead_ones_is_found(tmp_path: Path) -> None:
    living, dying = writer(tmp_path, "a"), writer(tmp_path, "")
    journal = PlaybackJournal(tmp_path)
    try:
        assert journal.abandoned() == ()
        kill(dying)
        [abandoned] = journal.abandoned()
        assert abandoned.put_back == PutBack("spotify", None, PlaybackState.PLAYING)
    finally:
        kill(living)
    assert len(journal.abandoned()) == 2
    journal.discard(abandoned)
    journal.discard(abandoned)
    [other] = journal.abandoned()
    assert other.put_back.track_id == "a"


@pytest.mark.slow
def test_a_process_id_taken_by_another_process_does_not_keep_a_dead_ones_note(tmp_path: Path) -> None:
    kill(writer(tmp_path))
    file = only_file(tmp_path)
    started = file.stem.partition("-")[2]
    taken = file.rename(file.with_name(f"{os.getppid()}-{started}.json"))
    [abandoned] = PlaybackJournal(tmp_path).abandoned()
    assert abandoned == Abandoned(PUT_BACK, taken)


@pytest.mark.slow
def test_another_boots_note_is_removed_and_not_used(tmp_path: Path) -> None:
    kill(writer(tmp_path))
    file = only_file(tmp_path)
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "boot_id": "another"}))
    assert PlaybackJournal(tmp_path).abandoned() == ()
    assert not file.exists()


@pytest.mark.slow
@pytest.mark.parametrize("name_of", [".{}.0123456789abcdef", "{}.tmp"])
def test_an_unfinished_write_of_a_dead_process_is_removed(tmp_path: Path, name_of: str) -> None:
    kill(writer(tmp_path))
    file = only_file(tmp_path)
    file.rename(file.with_name(name_of.format(file.name)))
    assert PlaybackJournal(tmp_path).abandoned() == ()
    assert list(file.parent.iterdir()) == []


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    for name in ("README", ".hidden", "notes.json"):
        (folder / name).write_text("mine")
    assert PlaybackJournal(tmp_path).abandoned() == ()
    assert len(list(folder.iterdir())) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"player": 3}', b"\xff\xfe", b"0" * 100_000, b'{"player": "a", "state": "dancing"}'],
)
def test_a_corrupt_note_is_told_in_the_log_and_removed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    kill(writer(tmp_path))
    file = only_file(tmp_path)
    file.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert PlaybackJournal(tmp_path).abandoned() == ()
    assert file.name in caplog.text
    assert not file.exists()


def test_what_is_left_stays_when_the_rest_is_cleared_and_waits_for_this_processs_end(tmp_path: Path) -> None:
    journal = PlaybackJournal(tmp_path)
    left = PutBack("spotify", None, None, lowered=Lowered("kitchen", was=60, now=20))
    for _ in range(2):
        write(journal, PUT_BACK)
        journal.leave(left)
        journal.clear()
    files = sorted((tmp_path / FOLDER).iterdir())
    assert len(files) == 2
    assert journal.abandoned() == PlaybackJournal(tmp_path).abandoned() == ()
    for number, file in enumerate(files):
        file.rename(file.with_name(f"{os.getpid()}-1.{number}.json"))
    assert [each.put_back for each in journal.abandoned()] == [left, left]


def test_a_write_that_fails_leaves_the_earlier_note(tmp_path: Path) -> None:
    journal = PlaybackJournal(tmp_path)
    write(journal, PUT_BACK)
    file = only_file(tmp_path)
    before = file.read_bytes()
    with full_disk(), pytest.raises(OSError, match="too large"):
        journal.prepare(PutBack("mpv", None, PlaybackState.PLAYING))
    assert only_file(tmp_path).read_bytes() == before


@settings(deadline=None)  # a busy machine is no finding
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.none() | st.text(alphabet='aé\x00\n"\\漢'))
def test_whatever_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, player: str, track_id: str | None
) -> None:
    data_dir = tmp_path_factory.mktemp("data")
    put_back = PutBack(player, track_id, PlaybackState.PLAYING)
    write(PlaybackJournal(data_dir), put_back)
    file = only_file(data_dir)
    # As if this process had started earlier than it did, and had died.
    file.rename(file.with_name(f"{os.getpid()}-1.json"))
    [abandoned] = PlaybackJournal(data_dir).abandoned()
    assert abandoned.put_back == put_back
