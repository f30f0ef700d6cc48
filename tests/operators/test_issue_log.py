"""What an operator issued, and the request that doesn't go with it."""

from __future__ import annotations

import dataclasses
import json
import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spotintro.credits.requests import CreditRequest
from spotintro.operators.issue_log import IssueLog, IssueLogError
from tests.credits.vouchers import FRIEND, STORE, terms

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def asked(sequence: int, head: str = "ab" * 8, *, store: str = STORE, account: str = "local") -> CreditRequest:
    return CreditRequest(store, account, sequence, head, 0, 10, "Small")


@pytest.fixture
def log(tmp_path: Path) -> IssueLog:
    return IssueLog(tmp_path / "data")


def test_a_line_says_all_of_a_voucher_and_its_request(log: IssueLog) -> None:
    log.add(terms(lot_days=30), asked(4), at=AT)
    log.add(terms(serial="f" * 16, store_id=None, account_id=None), None, at=AT)
    bound, unbound = (json.loads(line) for line in log.file.read_text().splitlines())
    assert bound["at"] == "2026-11-22T12:00:00+00:00"
    assert (bound["serial"], bound["credits"], bound["lot_days"]) == ("00112233445566ff", 50, 30)
    assert bound["request"]["package"] == "Small"
    assert unbound["request"] is None


def test_only_its_owner_reads_it(log: IssueLog) -> None:
    log.add(terms(), asked(4), at=AT)
    assert stat.S_IMODE(log.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.file.parent.stat().st_mode) == 0o700
    log.file.chmod(0o644)
    log.add(terms(), asked(4), at=AT)
    assert stat.S_IMODE(log.file.stat().st_mode) == 0o600
    assert len(log.file.read_text().splitlines()) == 2


def test_lines_of_many_that_write_at_once_stay_whole(log: IssueLog) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: log.add(terms(serial=f"{number:016x}"), asked(number), at=AT), range(200)))
    serials = {json.loads(line)["serial"] for line in log.file.read_text().splitlines()}
    assert serials == {f"{number:016x}" for number in range(200)}


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (asked(11), None),
        (asked(9), "went back: the request says entry 9"),
        (asked(10, "cd" * 8), "two histories"),
        (asked(7, "cd" * 8), "went back"),
        (asked(10), "answered before"),
        (asked(1, store="f" * 32), None),
        (asked(1, account="other"), None),
    ],
)
def test_what_does_not_go_with_earlier_requests_is_told(
    log: IssueLog, request_: CreditRequest, says: str | None
) -> None:
    assert log.warning_about(request_) is None
    log.add(terms(), asked(10), at=AT)
    log.add(terms(), asked(8), at=AT)
    log.add(terms(store_id=None, account_id=None), None, at=AT)
    warning = log.warning_about(request_)
    if says is None:
        assert warning is None
    else:
        assert warning is not None
        assert says in warning
        assert "00112233445566ff" in warning


@pytest.mark.parametrize(
    "line", ["{", "[]", "7", '{"serial": 7, "request": null}', '{"request": {"sequence": "1"}}']
)
def test_a_damaged_line_is_named(log: IssueLog, line: str) -> None:
    log.add(terms(), asked(10), at=AT)
    log.file.write_text(log.file.read_text() + line + "\n")
    with pytest.raises(IssueLogError) as failure:
        log.warning_about(asked(11))
    assert failure.value.message.startswith("Line 2 of the issue log")


OWN = "fedcba98765432100123"
NEWCOMER = dataclasses.replace(asked(4), referral_code=OWN, friend_code=FRIEND, has_captured_paid=True)


def test_a_voucher_of_thanks_is_a_line_of_its_own_and_says_for_whom(log: IssueLog) -> None:
    assert not log.has_thanked_for(NEWCOMER)
    thanks = terms(serial="f" * 16, amount=3, store_id=None, account_id=None, referral_code=FRIEND)
    log.add(terms(every_days=30, times=12), NEWCOMER, at=AT, thanks=thanks)
    answer, second = (json.loads(line) for line in log.file.read_text().splitlines())
    assert (answer["every_days"], answer["times"], answer["thanks_for"]) == (30, 12, None)
    assert answer["request"]["friend_code"] == FRIEND
    assert (second["referral_code"], second["request"]) == (FRIEND, None)
    assert second["thanks_for"] == {"store_id": STORE, "account_id": "local", "referral_code": OWN}
    assert log.has_thanked_for(NEWCOMER)
    assert log.has_thanked_for(dataclasses.replace(NEWCOMER, referral_code="0" * 20))
    assert log.has_thanked_for(dataclasses.replace(NEWCOMER, store_id="f" * 32))
    assert not log.has_thanked_for(dataclasses.replace(NEWCOMER, store_id="f" * 32, referral_code="0" * 20))


def test_who_asked_before_is_known_by_their_code(log: IssueLog) -> None:
    log.add(terms(), NEWCOMER, at=AT)
    assert log.account_called(OWN) == (STORE, "local")
    assert log.account_called(FRIEND) is None


def test_lines_from_before_there_were_referrals_are_read(log: IssueLog) -> None:
    log.add(terms(), asked(4), at=AT)
    new = json.loads(log.file.read_text())
    for name in ("every_days", "times", "referral_code", "thanks_for"):
        del new[name]
    for name in ("referral_code", "friend_code", "has_captured_paid"):
        del new["request"][name]
    log.file.write_text(json.dumps(new) + "\n")
    assert not log.has_thanked_for(NEWCOMER)
    assert "answered before" in str(log.warning_about(asked(4)))


def test_who_is_alone_keeps_others_waiting(log: IssueLog) -> None:
    inside, order = threading.Event(), []

    def other() -> None:
        inside.wait(timeout=30)
        with log.alone():
            order.append("other")

    waiting = threading.Thread(target=other)
    waiting.start()
    with log.alone():
        inside.set()
        waiting.join(timeout=0.2)
        order.append("first")
    waiting.join(timeout=30)
    assert order == ["first", "other"]


def test_what_is_no_regular_file_is_neither_written_nor_tightened(log: IssueLog) -> None:
    log.file.parent.mkdir(parents=True)
    os.mkfifo(log.file)
    log.file.chmod(0o644)
    reading = os.open(log.file, os.O_RDONLY | os.O_NONBLOCK)  # so that writing would not fail for want of a reader
    try:
        with pytest.raises(IssueLogError, match="no regular file"):
            log.add(terms(), asked(4), at=AT)
        with pytest.raises(IssueLogError, match="no regular file"):
            log.warning_about(asked(4))
        with pytest.raises(IssueLogError, match="no regular file"), log.alone():
            pass
        assert stat.S_IMODE(log.file.stat().st_mode) == 0o644
        assert os.read(reading, 100) == b""
    finally:
        os.close(reading)


def test_a_pipe_that_nobody_reads_is_not_waited_for(log: IssueLog) -> None:
    log.file.parent.mkdir(parents=True)
    os.mkfifo(log.file)
    with pytest.raises(IssueLogError):
        log.add(terms(), asked(4), at=AT)


def test_a_folder_that_takes_nothing_issues_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(IssueLogError) as failure:
        IssueLog(tmp_path / "data").add(terms(), None, at=AT)
    assert "can't be written" in failure.value.message
