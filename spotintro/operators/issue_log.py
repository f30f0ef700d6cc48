"""What an operator issued: one JSON line per voucher, only ever added to.

A line is on the disk before its voucher is shown, so no voucher is out that the log doesn't know.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from spotintro.credits.base import VoucherTerms
from spotintro.credits.requests import CreditRequest
from spotintro.errors import SpotIntroError
from spotintro.state.durable import locked, make_own_folder, sync
from spotintro.state.open_flags import NO_LINK, NO_WAIT, PLAIN

_FILE = "issued.jsonl"


class IssueLogError(SpotIntroError):
    """The log can't be read or written; nothing was issued."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A line of the log, as far as later requests are compared with it."""

    serial: str
    store_id: str | None
    account_id: str | None
    sequence: int | None
    """Of the request it answered; None: it answered none."""
    chain_head: str | None
    """16 hexadecimal digits."""
    own_code: str | None
    """The referral code of the account that asked."""
    thanks_for: tuple[str | None, str | None, str | None] | None
    """The store, account and referral code of the newcomer whom it thanks a friend for; None: it thanks nobody."""


class IssueLog:
    """The log of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.file = data_dir / "operator" / _FILE

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other programs out from reading until writing, so that none thanks for the same newcomer too.

        A line that a power cut tore is ended, so that the next one doesn't become a part of it.

        Raises:
            IssueLogError: the log can't be written.
        """
        with contextlib.ExitStack() as held:
            try:
                descriptor = self._open()
                held.callback(os.close, descriptor)
                held.enter_context(locked(self.file.with_name(f"{_FILE}.lock")))
                _end_torn_line(descriptor)
            except OSError as error:
                raise self._not_written(error) from error
            yield

    def has_thanked_for(self, newcomer: CreditRequest) -> bool:
        """Return whether a friend was rewarded for this account, by its ids or by its code.

        Raises:
            IssueLogError: the log can't be read.
        """
        known = [line.thanks_for for line in self._lines() if line.thanks_for is not None]
        return any(
            (store, account) == (newcomer.store_id, newcomer.account_id) or code == newcomer.referral_code
            for store, account, code in known
        )

    def account_called(self, code: str) -> tuple[str | None, str | None] | None:
        """Return the store and the account that asked with this referral code as their own; None: none has asked.

        Raises:
            IssueLogError: the log can't be read.
        """
        asked = [line for line in self._lines() if line.own_code == code]
        return (asked[-1].store_id, asked[-1].account_id) if asked else None

    def warning_about(self, request: CreditRequest) -> str | None:
        """Say what in a request doesn't go with the ones answered before; None where all is well.

        Raises:
            IssueLogError: the log can't be read.
        """
        account = (request.store_id, request.account_id)
        before = [line for line in self._lines() if (line.store_id, line.account_id) == account]
        answered = [(line.sequence, line) for line in before if line.sequence is not None]
        if not answered:
            return None
        newest, line = max(answered, key=lambda each: each[0])
        if request.sequence < newest:
            return (
                f"This account went back: the request says entry {request.sequence}, and an earlier one (voucher "
                f"{line.serial}) said {newest}. A copy from before may have been restored."
            )
        same = [line for sequence, line in answered if sequence == request.sequence]
        other = [line for line in same if line.chain_head != request.chain_head]
        if other:
            return (
                f"This account has two histories: entry {request.sequence} is another one than in the request "
                f"answered by voucher {other[-1].serial}. A copy may have been restored, or the store edited."
            )
        if same:
            return f"This very request was answered before, by voucher {same[-1].serial}; this is one more."
        return None

    def add(
        self,
        terms: VoucherTerms,
        request: CreditRequest | None,
        *,
        at: datetime,
        thanks: VoucherTerms | None = None,
    ) -> None:
        """Write a line per voucher and wait until they are on the disk.

        Args:
            terms: What was signed.
            request: What it answers.
            at: When.
            thanks: The voucher for the friend who brought the account that asked.

        Raises:
            IssueLogError: nothing of it counts as written.
        """
        documents = [_document(terms, request, at)]
        if thanks is not None:
            documents.append(_document(thanks, None, at, newcomer=request))
        lines = "".join(json.dumps(document, ensure_ascii=True) + "\n" for document in documents).encode()
        descriptor = self._open()
        try:
            # In one call: of two programs that append at once, neither lands inside the other's line.
            if os.write(descriptor, lines) != len(lines):
                raise IssueLogError(
                    f"The issue log {self.file} took only a part of a line.",
                    "Make room on the disk and take its last line away.",
                )
            os.fsync(descriptor)
            sync(self.file.parent)
        except OSError as error:
            raise self._not_written(error) from error
        finally:
            os.close(descriptor)

    def _open(self) -> int:
        """Open the file for appending: a regular one, which a device or a pipe of that name is not."""
        try:
            make_own_folder(self.file.parent)
            # Without NO_WAIT a pipe that nobody reads would be waited for.
            flags = os.O_CREAT | os.O_APPEND | os.O_RDWR | PLAIN | NO_LINK | NO_WAIT
            descriptor = os.open(self.file, flags, 0o600)
            try:
                mode = os.fstat(descriptor).st_mode
                self._require_regular(mode)
                if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
                    os.fchmod(descriptor, 0o600)
            except BaseException:
                os.close(descriptor)
                raise
        except OSError as error:
            raise self._not_written(error) from error
        return descriptor

    def _not_written(self, error: OSError) -> IssueLogError:
        return IssueLogError(
            f"The issue log {self.file} can't be written: {error.strerror}.",
            "Nothing was issued; look at the folder's permissions.",
        )

    def _require_regular(self, mode: int) -> None:
        if not stat.S_ISREG(mode):
            raise IssueLogError(
                f"The issue log {self.file} is no regular file.", "Nothing was issued; move what is there away."
            )

    def _lines(self) -> Iterator[Issued]:
        try:
            self._require_regular(self.file.stat().st_mode)
            text = self.file.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return
        except OSError as error:
            raise IssueLogError(
                f"The issue log {self.file} can't be read: {error.strerror}.", "Look at the file's permissions."
            ) from error
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield self._parsed(number, line)

    def _parsed(self, number: int, line: str) -> Issued:
        try:
            document = json.loads(line)
            request = document["request"] or {}
            thanks_for = document.get("thanks_for")
            return Issued(
                serial=_of(document, "serial", str) or "",
                store_id=_of(document, "store_id", str),
                account_id=_of(document, "account_id", str),
                sequence=_of(request, "sequence", int),
                chain_head=_of(request, "chain_head", str),
                own_code=_of(request, "referral_code", str),
                thanks_for=None
                if thanks_for is None
                else (
                    _of(thanks_for, "store_id", str),
                    _of(thanks_for, "account_id", str),
                    _of(thanks_for, "referral_code", str),
                ),
            )
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise IssueLogError(
                f"Line {number} of the issue log {self.file} can't be read.",
                "Restore the file from a backup, or take that line away.",
            ) from error


def _of(document: Mapping[str, Any], name: str, kind: type) -> Any:
    value = document.get(name)
    if value is not None and not isinstance(value, kind):
        raise TypeError(name)
    return value


def _end_torn_line(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    if size > 0 and os.pread(descriptor, 1, size - 1) != b"\n":
        os.write(descriptor, b"\n")


def _document(
    terms: VoucherTerms, request: CreditRequest | None, at: datetime, *, newcomer: CreditRequest | None = None
) -> dict[str, Any]:
    return {
        "at": at.isoformat(),
        "serial": terms.serial,
        "operator_key": terms.operator_key,
        "credits": terms.credits,
        "kind": terms.kind.value,
        "store_id": terms.store_id,
        "account_id": terms.account_id,
        "redeem_by": _iso(terms.redeem_by),
        "lot_days": terms.lot_days,
        "every_days": terms.every_days,
        "times": terms.times,
        "referral_code": terms.referral_code,
        "thanks_for": None
        if newcomer is None
        else {
            "store_id": newcomer.store_id,
            "account_id": newcomer.account_id,
            "referral_code": newcomer.referral_code,
        },
        "request": None
        if request is None
        else {
            "sequence": request.sequence,
            "chain_head": request.chain_head,
            "available": request.available,
            "used": request.used,
            "package": request.package,
            "referral_code": request.referral_code,
            "friend_code": request.friend_code,
            "has_captured_paid": request.has_captured_paid,
        },
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
