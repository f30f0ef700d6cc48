"""Power cuts in the store: the model of the disk is in `disk.py`, how an image is judged in `power.py`."""

from __future__ import annotations

import random

import pytest

from spotintro.store.engine import journal_mode
from tests.store.conftest import MakeRig
from tests.store.disk import Mark
from tests.store.power import VERSIONS, Judge, Rig, Verdict, by_chance, operations, random_work, sharp
from tests.store.requests import intro, request

pytestmark = pytest.mark.slow

FULL = "PRAGMA synchronous = FULL"


def run(rig: Rig) -> None:
    for _, work in operations(rig):
        work()


def test_the_driver_under_test_runs_in_both_journal_modes() -> None:
    assert {journal_mode(version) for version in VERSIONS.values()} == set(VERSIONS)


@pytest.mark.parametrize("mode", VERSIONS)
def test_no_cut_at_any_write_or_sync_loses_what_was_acknowledged(
    mode: str, make_rig: MakeRig, judge: Judge
) -> None:
    rig = make_rig(mode)
    for name, work in operations(rig):
        events, states = len(rig.log), len(rig.states)
        work()
        assert len(rig.states) == states + 1, f"{name} is one commit, whole or absent"
        assert len(rig.log) > events + 2
    rig.start_again()
    verdict = judge.judge(rig, sharp)
    assert (verdict.lost, verdict.corrupt) == (0, 0), str(verdict)
    assert verdict.distinct > 300


def random_images(mode: str, make_rig: MakeRig, judge: Judge, *, images: int, seed: int) -> Verdict:
    total = Verdict()
    chance = random.Random(seed)
    while total.images < images:
        rig = make_rig(mode, checkpoint_pages=chance.choice((8, 30, 1000)))
        random_work(rig, chance, 40)
        cuts = sorted(chance.choices(range(len(rig.log) + 1), k=min(100, images - total.images)))
        total += judge.judge(rig, by_chance(chance), cuts=cuts)
    return total


@pytest.mark.parametrize("mode", VERSIONS)
def test_random_cuts_lose_nothing(mode: str, make_rig: MakeRig, judge: Judge) -> None:
    verdict = random_images(mode, make_rig, judge, images=200, seed=3)
    assert (verdict.lost, verdict.corrupt) == (0, 0), str(verdict)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("mode", VERSIONS)
def test_ten_thousand_random_cuts_lose_nothing(
    mode: str, make_rig: MakeRig, judge: Judge, capsys: pytest.CaptureFixture[str]
) -> None:
    verdict = random_images(mode, make_rig, judge, images=10_000, seed=random.getrandbits(64))
    with capsys.disabled():
        print(f"\npower cuts, {mode}: {verdict}")  # noqa: T201 - the soak's figure
    assert (verdict.lost, verdict.corrupt) == (0, 0)


@pytest.mark.parametrize("mode", VERSIONS)
def test_control_synchronous_normal_loses_what_was_acknowledged(
    mode: str, make_rig: MakeRig, judge: Judge
) -> None:
    """In WAL mode the log is synced at a checkpoint only (pragma.html, synchronous). With a rollback journal its
    truncation isn't synced (pager.c, pager_end_transaction), so the journal stands up and takes the commit back.
    """
    rig = make_rig(mode, instead={FULL: "PRAGMA synchronous = NORMAL"})
    run(rig)
    verdict = judge.judge(rig, sharp, enough=lambda so_far: so_far.lost > 0)
    assert verdict.lost > 0, str(verdict)


@pytest.mark.parametrize("mode", VERSIONS)
def test_control_synchronous_off_corrupts(mode: str, make_rig: MakeRig, judge: Judge) -> None:
    rig = make_rig(mode, instead={FULL: "PRAGMA synchronous = OFF"}, checkpoint_pages=8)
    run(rig)
    rig.start_again()
    verdict = judge.judge(rig, sharp, enough=lambda so_far: so_far.corrupt > 0)
    assert verdict.corrupt > 0, str(verdict)


def test_control_a_deleted_journal_stands_up_and_takes_a_commit_back(make_rig: MakeRig, judge: Judge) -> None:
    """Why it is truncated: at FULL, SQLite syncs the folder of a deleted journal only at EXTRA (pragma.html)."""
    rig = make_rig("TRUNCATE", instead={"PRAGMA journal_mode = TRUNCATE": "PRAGMA journal_mode = DELETE"})
    run(rig)
    verdict = judge.judge(rig, sharp, enough=lambda so_far: so_far.lost > 0)
    assert verdict.lost > 0, str(verdict)
    assert verdict.corrupt == 0, str(verdict)


@pytest.mark.parametrize("mode", VERSIONS)
def test_what_is_told_once_more_after_a_kill_stands(mode: str, make_rig: MakeRig, judge: Judge) -> None:
    """A program can end with its commit in the files and unsynced; the next one finds it done, and says so."""
    verdict = Verdict()
    for at in range(60):
        rig = make_rig(mode)
        rig.ledger.open()
        rig.ledger.hold([request("a")], ttl_s=60)
        rig.killed(lambda: rig.ledger.capture(request("a").key, intro=intro("a")), at)  # noqa: B023 - called at once
        rig.ledger.capture(request("a").key, intro=intro("a"))
        rig.log.append(Mark(len(rig.states) - 1, acknowledged=True))
        verdict += judge.judge(rig, sharp, cuts=[len(rig.log)])
    assert (verdict.lost, verdict.corrupt) == (0, 0), str(verdict)
