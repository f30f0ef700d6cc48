"""Power cuts where files are made, copied and given their names."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import apsw
import pytest

from spotintro.credits.errors import CreditError
from spotintro.operators.issue_log import IssueLog
from spotintro.store.backup import back_up, restore
from spotintro.store.opening import REVISIONS
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeRig
from tests.store.disk import Disk, Image, Recorder, SyncFolder, plain_images
from tests.store.power import NOTHING, VERSIONS, Judge, Rig, sharp
from tests.store.recorded_os import recorded_os
from tests.store.requests import intro, request, voucher
from tests.store.test_migration_0002 import OLD_STORE

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("mode", VERSIONS)
def test_a_new_store_in_a_new_folder_is_there_or_not_begun(
    mode: str, tmp_path: Path, make_rig: MakeRig, judge: Judge
) -> None:
    """The folder's own name counts: SQLite syncs the folder that the file is in, and none above it."""
    rig = make_rig(mode, tmp_path / "home" / "data" / "credits.sqlite3")
    with recorded_os(rig.system.recorder):
        rig.ledger.open()
        rig.ledger.redeem(voucher(1))
    assert rig.states[0] == NOTHING
    assert len(rig.states) == 4, "the schema, the account, the voucher"
    verdict = judge.judge(rig, sharp)
    assert (verdict.lost, verdict.corrupt) == (0, 0), str(verdict)


@pytest.mark.parametrize("mode", VERSIONS)
def test_a_migration_cut_anywhere_has_happened_or_not_and_its_copy_is_whole_or_not_there(
    mode: str, tmp_path: Path, make_rig: MakeRig, judge: Judge
) -> None:
    path = tmp_path / "credits.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript(OLD_STORE.read_text(encoding="utf-8"))
    rig = make_rig(mode, path)
    with recorded_os(rig.system.recorder):
        rig.ledger.open()
    verdict = judge.judge(rig, sharp)
    assert (verdict.lost, verdict.corrupt) == (0, 0), str(verdict)

    copy = path.with_name(f"{path.name}.before-{REVISIONS[-1]}")
    disk, copies = Disk(rig.system.recorder.start), 0
    for event in rig.log:
        disk.play(event)
        for image in plain_images(disk):
            migrated = judge.state(path, {name: image[name] for name in image if "before" not in name})
            if str(copy) in image:
                copies += 1
                assert judge.state(copy, {str(copy): image[str(copy)]}) == rig.states[0]
            else:
                assert migrated == rig.states[0], "no migration without its copy"
    assert copies > 0


@pytest.mark.parametrize("mode", VERSIONS)
def test_a_backup_is_whole_when_it_has_its_name_and_there_when_it_was_made(
    mode: str, make_rig: MakeRig, judge: Judge
) -> None:
    rig = make_rig(mode)
    rig.ledger.open()
    rig.ledger.redeem(voucher(1))
    copy = rig.path.with_name("copy")
    with recorded_os(rig.system.recorder):
        back_up(rig.path, copy, driver=rig.driver)
    disk = Disk(rig.system.recorder.start)
    for event in rig.log:
        disk.play(event)
        for image in plain_images(disk):
            if str(copy) in image:
                assert judge.state(copy, beside(image, copy)) == rig.states[-1]
    assert all(str(copy) in image for image in plain_images(disk))


@pytest.mark.parametrize("mode", VERSIONS)
def test_a_restoration_cut_anywhere_leaves_the_old_store_or_the_copy(
    mode: str, make_rig: MakeRig, judge: Judge
) -> None:
    """A program that was killed left its journal or its log: neither may come back beside the copy."""
    rig = make_rig(mode)
    rig.ledger.open()
    copy = rig.path.with_name("copy")
    with recorded_os(rig.system.recorder):
        back_up(rig.path, copy, driver=rig.driver)
    copied = rig.states[-1]
    old = used_and_killed(rig, mode)
    begun = len(rig.log)
    with recorded_os(rig.system.recorder):
        restore(rig.path, copy, now=rig.clock.now(), driver=rig.driver)
    disk = Disk(rig.system.recorder.start)
    for number, event in enumerate(rig.log, 1):
        disk.play(event)
        if number >= begun:
            for image in plain_images(disk):
                assert judge.state(rig.path, beside(image, rig.path)) in {old, copied}, (number, event)
    for image in plain_images(disk):
        assert judge.state(rig.path, beside(image, rig.path)) == copied


@pytest.mark.parametrize("mode", VERSIONS)
def test_what_a_file_that_was_taken_away_left_behind_is_not_played_into_the_copy(
    mode: str, make_rig: MakeRig, judge: Judge
) -> None:
    rig = make_rig(mode)
    rig.ledger.open()
    copy = rig.path.with_name("copy")
    with recorded_os(rig.system.recorder):
        back_up(rig.path, copy, driver=rig.driver)
    copied = rig.states[-1]
    used_and_killed(rig, mode)
    with recorded_os(rig.system.recorder):
        rig.path.unlink()
        begun = len(rig.log)
        restore(rig.path, copy, now=rig.clock.now(), driver=rig.driver)
    disk = Disk(rig.system.recorder.start)
    for event in rig.log[:begun]:
        disk.play(event)
    disk.play(SyncFolder(str(rig.path.parent)))
    for event in rig.log[begun:]:
        disk.play(event)
        for image in plain_images(disk):
            if str(rig.path) in image:
                assert judge.state(rig.path, beside(image, rig.path)) == copied
    found = {str(file): file.read_bytes() for file in rig.path.parent.iterdir()}
    assert judge.state(rig.path, beside(found, rig.path)) == copied


def used_and_killed(rig: Rig, mode: str) -> str:
    """The state that was acknowledged last; a journal or log is left that belongs to it."""
    rig.ledger.hold([request("w")], ttl_s=60)
    rig.ledger.capture(request("w").key, intro=intro("w", text="long " * 5000))
    acknowledged = rig.states[-1]
    rig.system.faults.arm({"TRUNCATE": 36, "WAL": 8}[mode], apsw.SQLITE_IOERR, for_good=True)
    with pytest.raises(CreditError):
        rig.ledger.hold([request("killed")], ttl_s=60)
    rig.system.faults.disarm()
    rig.system.faults.die()
    rig.ledger.close()
    rig.system.faults.disarm()
    left = rig.path.with_name(f"{rig.path.name}-{'wal' if mode == 'WAL' else 'journal'}")
    assert left.stat().st_size > 0
    return acknowledged


def beside(image: Image, path: Path) -> Image:
    """A database with what SQLite would take for its journals."""
    names = {f"{path}{end}" for end in ("", "-journal", "-wal")}
    return {name: content for name, content in image.items() if name in names}


def test_a_line_of_the_issue_log_is_on_the_disk_when_it_is_added(tmp_path: Path) -> None:
    log = IssueLog(tmp_path / "data")
    recorder = Recorder()
    with recorded_os(recorder):
        for number in (1, 2):
            log.add(voucher(number), None, at=FakeClock().now())
            disk = Disk({})
            for event in recorder.log:
                disk.play(event)
            for image in plain_images(disk):
                assert image[str(log.file)] == log.file.read_bytes()


def test_a_line_after_a_torn_one_is_a_line_of_its_own(tmp_path: Path) -> None:
    log = IssueLog(tmp_path / "data")
    log.add(voucher(1), None, at=FakeClock().now())
    whole = log.file.read_bytes()
    log.file.write_bytes(whole + whole[:40])
    with log.alone():
        log.add(voucher(2), None, at=FakeClock().now())
    first, torn, last = log.file.read_text(encoding="utf-8").splitlines()
    assert (first + "\n").encode() == whole
    assert torn == whole[:40].decode()
    assert json.loads(last)["serial"] == voucher(2).serial
