"""A `Ledger` in memory: plain dictionaries, every rule of the protocol, failures by script."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from spotintro.credits.base import (
    AccountState,
    AuditReport,
    Entry,
    EntryKind,
    Hold,
    HoldRequest,
    HoldState,
    Intro,
    Redemption,
    TransferUnderWay,
    User,
    VoucherTerms,
)
from spotintro.credits.errors import CreditError, CreditErrorCode, InsufficientCredits


class FakeClock:
    """A clock that stands until it is moved."""

    def __init__(self, start: datetime = datetime(2026, 1, 1, 12, tzinfo=UTC)) -> None:
        self.wall = start
        self.elapsed_s = 0.0

    def now(self) -> datetime:
        return self.wall

    def monotonic_s(self) -> float:
        return self.elapsed_s

    def advance(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.elapsed_s += max(0.0, seconds)


@dataclass(frozen=True)
class _Kept:
    hold: Hold
    request: HoldRequest
    burnt: bool = False


class FakeLedger:
    """`fail(method, error)` makes its next call raise; `pause(method)` keeps it until the event is set.

    Its one difference from a store: credits don't lapse, and what ties its entries together is a count.
    """

    store_id = "5" * 32

    def __init__(
        self, *, demo_credits: int = 10, clock: FakeClock | None = None, account_id: str = "local"
    ) -> None:
        self.clock = clock or FakeClock()
        self.account_id = account_id
        self.posted = 0
        self.used = 0
        self.kept: dict[str, _Kept] = {}
        self.late: dict[str, bool] = {}
        """Per expired key that was captured late: whether it could be collected."""
        self.entries: list[Entry] = []
        self.intros: list[Intro] = []
        self.redeemed: set[tuple[str, str]] = set()
        self.under_way: TransferUnderWay | None = None
        """What `transfer_under_way` answers."""
        self.calls: list[str] = []
        self.threads: set[int] = set()
        self.opened = False
        self.closed = False
        self._demo_credits = demo_credits
        self._last_at: datetime | None = None
        """Of the account itself, or of its newest entry: nothing is booked before it."""
        self._failures: dict[str, list[BaseException]] = {}
        self._paused: dict[str, tuple[threading.Event, threading.Event]] = {}

    def fail(self, method: str, error: BaseException) -> None:
        self._failures.setdefault(method, []).append(error)

    def pause(self, method: str) -> tuple[threading.Event, threading.Event]:
        """Of the next call of this method: an event for "it has begun", and one that lets it go on."""
        self._paused[method] = (threading.Event(), threading.Event())
        return self._paused[method]

    def grant(self, amount: int, *, source: str = "Demo credits") -> None:
        self.posted += amount
        self._book(EntryKind.GRANT, amount, description=source)

    @property
    def held(self) -> int:
        return sum(kept.hold.amount for kept in self.kept.values() if kept.hold.state is HoldState.HELD)

    def open(self) -> User:
        self._enter("open")
        self.opened = True
        self._last_at = self._last_at or self.clock.now()
        if not self.entries and self._demo_credits:
            self.grant(self._demo_credits)
        self._sweep()
        return self._user()

    def user(self) -> User:
        self._enter("user")
        return self._user()

    def hold(self, requests: Sequence[HoldRequest], *, ttl_s: float) -> tuple[Hold, ...]:
        self._enter("hold")
        if len({request.key for request in requests}) != len(requests):
            raise _failed("twice the same key")
        fresh = [request for request in requests if request.key not in self.kept]
        for request in requests:
            kept = self.kept.get(request.key)
            if kept is not None and kept.request != request:
                raise _failed("the same key with other inputs")
        self._sweep()
        needed = sum(request.amount for request in fresh)
        available = self.posted - self.held
        refused = any(self.kept[request.key].burnt for request in requests if request.key in self.kept)
        if refused:
            raise InsufficientCredits(needed=sum(request.amount for request in requests), available=available)
        expires_at = self.clock.now() + timedelta(seconds=ttl_s)
        for request in fresh:
            short = needed > available
            state = HoldState.RELEASED if short else HoldState.HELD
            hold = Hold(request.key, request.step, request.amount, request.workflow, state, expires_at)
            self.kept[request.key] = _Kept(hold, request, burnt=short)
        if needed > available:
            raise InsufficientCredits(needed=needed, available=available)
        return tuple(self.kept[request.key].hold for request in requests)

    def extend(self, keys: Sequence[str], *, ttl_s: float) -> None:
        self._enter("extend")
        for key in keys:
            kept = self.kept.get(key)
            if kept is not None and kept.hold.state is HoldState.HELD:
                self._set(key, expires_at=self.clock.now() + timedelta(seconds=ttl_s))

    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        self._enter("capture")
        kept = self._known(key)
        if kept.burnt or kept.hold.state is HoldState.RELEASED:
            raise _failed("the hold was released")
        if kept.hold.state is HoldState.EXPIRED and key not in self.late:
            self._sweep()
            self.late[key] = self.posted - self.held >= kept.hold.amount
            if self.late[key]:
                self._charge(kept.hold)
            self._keep(intro)
        elif kept.hold.state is HoldState.HELD:
            self._set(key, state=HoldState.CAPTURED)
            self._charge(kept.hold)
            self._keep(intro)
        return self._user()

    def release(self, key: str) -> User:
        self._enter("release")
        kept = self._known(key)
        if kept.hold.state is HoldState.CAPTURED or self.late.get(key):
            raise _failed("the hold was captured")
        if kept.hold.state is HoldState.HELD:
            self._set(key, state=HoldState.RELEASED)
        return self._user()

    def record_intro(self, intro: Intro) -> None:
        self._enter("record_intro")
        self._keep(intro)

    def last_intros(self, *, track_id: str | None = None, limit: int = 1) -> tuple[Intro, ...]:
        self._enter("last_intros")
        found = [intro for intro in reversed(self.intros) if track_id in (None, intro.track.id)]
        return tuple(found[:limit])

    def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        self._enter("history")
        found = [entry for entry in reversed(self.entries) if before is None or entry.sequence < before]
        return tuple(found[:limit])

    def state(self) -> AccountState:
        self._enter("state")
        sequence = len(self.entries)
        return AccountState(self.store_id, self.account_id, sequence, f"{sequence:064x}", self._user())

    def redeem(self, terms: VoucherTerms) -> Redemption:
        self._enter("redeem")
        if terms.store_id not in (None, self.store_id):
            raise _failed("another store's voucher")
        if terms.account_id not in (None, self.account_id):
            raise _failed("another account's voucher")
        if (terms.serial, terms.operator_key) in self.redeemed:
            raise _failed("the voucher was used before")
        at = max(self.clock.now(), self._last_at or self.clock.now())
        if at - self.clock.now() > timedelta(hours=24):
            raise _failed("the clock is far behind")
        if terms.redeem_by is not None and at.date() > terms.redeem_by:
            raise _failed("the voucher is past its day")
        self.redeemed.add((terms.serial, terms.operator_key))
        self.grant(terms.credits, source="Voucher")
        expires_at = None if terms.lot_days is None else at + timedelta(days=terms.lot_days)
        return Redemption(terms.credits, expires_at, self._user())

    def transfer_under_way(self) -> TransferUnderWay | None:
        self._enter("transfer_under_way")
        return self.under_way

    def audit(self) -> AuditReport:
        self._enter("audit")
        return AuditReport(entries=len(self.entries), problems=())

    def close(self) -> None:
        self._enter("close")
        self.closed = True

    def _enter(self, method: str) -> None:
        self.calls.append(method)
        self.threads.add(threading.get_ident())
        if method in self._paused:
            begun, go_on = self._paused.pop(method)
            begun.set()
            if not go_on.wait(timeout=30):
                raise TimeoutError(f"nobody let {method} go on")
        if self._failures.get(method):
            raise self._failures[method].pop(0)

    def _user(self) -> User:
        return User(self.account_id, self.posted - self.held, self.used, self.held)

    def _known(self, key: str) -> _Kept:
        if key not in self.kept:
            raise _failed("there is no such hold")
        return self.kept[key]

    def _set(self, key: str, *, state: HoldState | None = None, expires_at: datetime | None = None) -> None:
        kept = self.kept[key]
        hold = replace(kept.hold, state=state or kept.hold.state, expires_at=expires_at or kept.hold.expires_at)
        self.kept[key] = replace(kept, hold=hold)

    def _sweep(self) -> None:
        for key, kept in list(self.kept.items()):
            left_s = (kept.hold.expires_at - self.clock.now()).total_seconds()
            if kept.hold.state is HoldState.HELD and not 0 < left_s <= 3600:
                self._set(key, state=HoldState.EXPIRED)

    def _charge(self, hold: Hold) -> None:
        self.posted -= hold.amount
        self.used += hold.amount
        self._book(EntryKind.CAPTURE, -hold.amount, hold)

    def _book(self, kind: EntryKind, amount: int, hold: Hold | None = None, *, description: str = "") -> None:
        track = self.kept[hold.key].request.track if hold else None
        now = self.clock.now()
        self._last_at = max(now, self._last_at or now)
        self.entries.append(
            Entry(
                sequence=len(self.entries) + 1,
                at=self._last_at,
                kind=kind,
                amount=amount,
                balance_after=self.posted,
                step=hold.step if hold else None,
                description=f"{track.title} – {track.artist_line}" if track else description,
            )
        )

    def _keep(self, intro: Intro | None) -> None:
        if intro is not None and intro.workflow not in {kept.workflow for kept in self.intros}:
            self.intros.append(intro)


def _failed(message: str) -> CreditError:
    return CreditError(CreditErrorCode.OPERATION_FAILED, f"Not booked: {message}.", "Try again.")
