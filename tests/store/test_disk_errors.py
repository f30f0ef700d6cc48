"""A disk that is full, or fails, at any one write, truncation, deletion or sync of an operation."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import apsw
import pytest

from spotintro.credits.errors import CreditError, CreditErrorCode, Unconfirmed
from spotintro.store.engine import connect
from tests.store.conftest import MakeRig
from tests.store.power import VERSIONS, Rig, operations, state_of

pytestmark = pytest.mark.slow

CODES = {False: apsw.SQLITE_FULL, True: apsw.SQLITE_IOERR_WRITE}
"""By whether the disk goes on failing."""
WORDS = {
    apsw.SQLITE_FULL: "is full.",
    apsw.SQLITE_IOERR_WRITE: "the disk reports an error.",
    apsw.SQLITE_IOERR_TRUNCATE: "the disk reports an error.",
    apsw.SQLITE_IOERR_DELETE: "the disk reports an error.",
    apsw.SQLITE_IOERR_FSYNC: "could not confirm that it kept the last booking.",
    apsw.SQLITE_CANTOPEN: "can't be opened.",
}


def state(rig: Rig) -> str:
    """What another program reads."""
    with contextlib.closing(connect(rig.path, busy_timeout_s=1, driver=rig.driver)) as plain:
        return state_of(plain.execute)


def undisturbed(rig: Rig) -> list[str]:
    """The state before the first operation, and after each."""
    states = [state(rig)]
    for _, work in operations(rig):
        work()
        states.append(state(rig))
    return states


def fail_everywhere(rig: Rig, states: list[str], goes_on: Callable[[int], bool], *, step: int = 1) -> int:
    """Each operation again and again, a later change failing each time, until all are done; the failures."""
    failures = 0
    for number, (name, work) in enumerate(operations(rig)):
        before, after = states[number], states[number + 1]
        at, now, struck = number % step, before, True
        while struck:
            rig.system.faults.arm(at, CODES[goes_on(at)], for_good=goes_on(at))
            error: CreditError | None = None
            try:
                work()
            except CreditError as caught:
                error = caught
            struck, first = rig.system.faults.disarm(), [*rig.system.faults.failed, 0][0]
            where = f"{name}, change {at}, {first}: {error}"
            if error is not None and error.code is CreditErrorCode.OPERATION_FAILED:
                assert (name, now) == ("redeem", after), where
            elif error is not None:
                failures += 1
                assert error.message.endswith(WORDS[first]), where
                assert error.next_step.endswith("."), where
                assert isinstance(error, Unconfirmed) == (first == apsw.SQLITE_IOERR_FSYNC), where
            found = state(rig)
            # Only a sync may fail with the booking made: whether it is kept is what nobody can tell then.
            allowed = {now, after} if error is None or first == apsw.SQLITE_IOERR_FSYNC else {now}
            assert found in allowed, where
            assert error is not None or found == after, where
            at, now = at + step, found
        assert now == after, name
        assert rig.ledger.audit().ok
    return failures


@pytest.mark.parametrize("mode", VERSIONS)
def test_an_operation_that_the_disk_fails_ends_with_a_sentence_and_the_next_one_works(
    mode: str, make_rig: MakeRig
) -> None:
    states = undisturbed(make_rig(mode))
    rig = make_rig(mode, checkpoint_pages=20)
    assert fail_everywhere(rig, states, lambda at: at % 2 == 1, step=3) > 50


@pytest.mark.soak
@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize("mode", VERSIONS)
def test_every_failure_of_a_disk_once_and_for_good(mode: str, make_rig: MakeRig, *, goes_on: bool) -> None:
    states = undisturbed(make_rig(mode))
    assert fail_everywhere(make_rig(mode, checkpoint_pages=20), states, lambda _: goes_on) > 150
