"""What an operator issued, and the request that doesn't go with it."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spotintro.credits.requests import CreditRequest
from spotintro.store.issue_log import IssueLog, IssueLogError
from tests.credits.vouchers import STORE, terms

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


def test_a_folder_that_takes_nothing_issues_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(IssueLogError) as failure:
        IssueLog(tmp_path / "data").add(terms(), None, at=AT)
    assert "can't be written" in failure.value.message
