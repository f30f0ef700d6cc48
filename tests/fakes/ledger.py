"""A `Ledger` in memory: plain dictionaries, every rule of the protocol, failures by script."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from spotintro.credits.base import (
    AccountState,
    Allowance,
    AuditReport,
    ClockDoubt,
    Entry,
    EntryKind,
    Grant,
    Hold,
    HoldRequest,
    HoldState,
    Intro,
    Lot,
    LotKind,
    MoveUnderWay,
    Outlook,
    Redemption,
    Referral,
    User,
    VoucherTerms,
)
from spotintro.credits.errors import (
    AlreadyCharged,
    CreditError,
    CreditErrorCode,
    InsufficientCredits,
    Uncollected,
)
from spotintro.credits.features import UserTransaction
from spotintro.credits.referral import is_code, referral_code
from spotintro.credits.spending import DaySpending, Request, SpendingCapReached, Spent
from spotintro.credits.statistics import FeatureUse, Statistics, UseAfterEmpty
from spotintro.money import Money
from spotintro.store.clocks import BUILT
from tests.fakes.lots import FakeAllowance, Lapse, Lots

FARTHEST_JUMP = timedelta(days=400)


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
    """A ledger in memory. `fail` has a method's next call raise; `pause` holds it until its event is set.

    Its differences from a store: what ties its entries together is a count, and its statistics know the features
    alone. Accounts of one store know each other by a `neighbours` that they share.
    """

    store_id: str = "5" * 32

    def __init__(
        self,
        *,
        demo_credits: int = 10,
        clock: FakeClock | None = None,
        account_id: str = "local",
        neighbours: list[FakeLedger] | None = None,
        referral_reward: int = 0,
        revoked: Collection[str] = (),
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
        self._last_number = 0
        self.redeemed: set[tuple[str, str]] = set()
        self.refunded: set[int] = set()
        self._charged: dict[int, Hold] = {}
        """Per sequence of a charge: what it was for."""
        self._lots = Lots()
        self._allowances: list[FakeAllowance] = []
        self.friend_code: str | None = None
        self.entered_at: datetime | None = None
        self.friend: FakeLedger | None = None
        self.rewarded_at: datetime | None = None
        self.created_at: datetime | None = None
        self.confirmed_at: datetime | None = None
        self.referral_reward = referral_reward
        self.revoked = set(revoked)
        self.neighbours = [] if neighbours is None else neighbours
        self.neighbours.append(self)
        self.support_contacts = 0
        self.requests: list[Request] = []
        self.spent: dict[str, Spent] = {}
        """By key, all of it today's and of one currency."""
        self.under_way: MoveUnderWay | None = None
        """What `move_under_way` answers."""
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
        """Hold the next call of this method; return an event for "it has begun", and one that lets it go on."""
        self._paused[method] = (threading.Event(), threading.Event())
        return self._paused[method]

    def grant(
        self,
        amount: int,
        *,
        source: str = "Demo credits",
        promotional: bool = False,
        expires_at: datetime | None = None,
    ) -> None:
        self.posted += amount
        self._book(EntryKind.GRANT, amount, description=source)
        at = self.entries[-1].at
        self._lots.add(amount, promotional=promotional, at=at, expires_at=expires_at, source=source)

    @property
    def held(self) -> int:
        return sum(kept.hold.amount for kept in self.kept.values() if kept.hold.state is HoldState.HELD)

    def open(self) -> User:
        self._enter("open")
        self.opened = True
        if self.created_at is None:
            self.created_at = self._last_at = self.clock.now()
            if self._demo_credits:
                self.grant(self._demo_credits, promotional=True)
        self._sweep()
        self._lapse()
        return self._user()

    def user(self) -> User:
        self._enter("user")
        return self._user()

    def outlook(self) -> Outlook:
        self._enter("outlook")
        now, by = self.clock.now(), self._believed
        ends = [kept.hold.expires_at for kept in self.kept.values() if kept.hold.state is HoldState.HELD]
        moments = [end for end in ends if now < end <= now + timedelta(hours=1)]
        if self._doubt is None:
            moments += [lot.lapses_at for lot in self._lots.open if lot.lapses_at and lot.lapses_at > by]
            moments += [each.after(by) for each in self._allowances if each.goes_on(by, self.revoked)]
        soonest = min(((moment - now).total_seconds() for moment in moments), default=None)
        return Outlook(soonest, self._doubt)

    def confirm_clock(self) -> User:
        self._enter("confirm_clock")
        if self._doubt is not None:
            self.confirmed_at = self.clock.now()
        self._sweep()
        self._lapse()
        return self._user()

    def hold(self, requests: Sequence[HoldRequest], *, ttl_s: float) -> tuple[tuple[Hold, ...], User]:
        self._enter("hold")
        if len({request.key for request in requests}) != len(requests):
            raise _failed("twice the same key")
        fresh = [request for request in requests if request.key not in self.kept]
        for request in requests:
            kept = self.kept.get(request.key)
            if kept is not None and kept.request != request:
                raise _failed("the same key with other inputs")
        self._sweep()
        self._lapse()
        needed = sum(request.amount for request in fresh)
        refused = any(self.kept[request.key].burnt for request in requests if request.key in self.kept)
        if refused:
            available = self._user().available_credits
            raise InsufficientCredits(needed=sum(request.amount for request in requests), available=available)
        available = self._available_for(needed)
        expires_at = self.clock.now() + timedelta(seconds=ttl_s)
        for request in fresh:
            short = needed > available
            state = HoldState.RELEASED if short else HoldState.HELD
            hold = Hold(request.key, request.step, request.amount, request.workflow, state, expires_at)
            self.kept[request.key] = _Kept(hold, request, burnt=short)
            if not short:
                self._lots.take(request.key, request.amount)
        if needed > available:
            raise InsufficientCredits(needed=needed, available=available)
        return tuple(self.kept[request.key].hold for request in requests), self._user()

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
            self._lapse()
            self.late[key] = self._available_for(kept.hold.amount) >= kept.hold.amount
            if self.late[key]:
                self._lots.take(key, kept.hold.amount)
                self._charge(kept.hold)
            self._keep(intro)
        elif kept.hold.state is HoldState.HELD:
            self._set(key, state=HoldState.CAPTURED)
            self._charge(kept.hold)
            self._keep(intro)
        if not self.late.get(key, True):
            raise Uncollected(step=kept.hold.step, amount=kept.hold.amount)
        return self._user()

    def release(self, key: str) -> User:
        self._enter("release")
        kept = self._known(key)
        if kept.hold.state is HoldState.CAPTURED or self.late.get(key):
            raise AlreadyCharged
        if kept.hold.state is HoldState.HELD:
            self._set(key, state=HoldState.RELEASED)
            self._lapse()
            self._lots.give_back(key, self._believed, self.clock.now())
        return self._user()

    def record_intro(self, intro: Intro) -> None:
        self._enter("record_intro")
        self._keep(intro)

    def last_intros(
        self,
        *,
        track_id: str | None = None,
        before: int | None = None,
        skip: int = 0,
        favourites: bool = False,
        words: str = "",
        limit: int = 1,
    ) -> tuple[Intro, ...]:
        self._enter("last_intros")
        found = [
            intro
            for intro in reversed(self.intros)
            if track_id in (None, intro.track.id)
            and (before is None or intro.number < before)
            and (intro.favourite or not favourites)
            and all(word in f"{intro.track.title} {intro.text}".lower() for word in words.lower().split())
        ]
        return tuple(found[skip : skip + limit])

    def count_intros(self) -> int:
        self._enter("count_intros")
        return len(self.intros)

    def intro(self, workflow: str) -> Intro | None:
        self._enter("intro")
        return next((intro for intro in self.intros if intro.workflow == workflow), None)

    def mark_favourite(self, workflow: str, *, favourite: bool) -> bool:
        self._enter("mark_favourite")
        self.intros = [
            replace(intro, favourite=favourite) if intro.workflow == workflow else intro for intro in self.intros
        ]
        return any(intro.workflow == workflow for intro in self.intros)

    def forget_intro(self, workflow: str) -> bool:
        self._enter("forget_intro")
        return self._forget(lambda intro: intro.workflow == workflow) > 0

    def forget_old_intros(self, *, keep_days: int) -> int:
        self._enter("forget_old_intros")
        before = self._believed - timedelta(days=keep_days)
        return self._forget(lambda intro: not intro.favourite and intro.written_at < before)

    def _forget(self, forgotten: Callable[[Intro], bool]) -> int:
        count = len(self.intros)
        self.intros = [intro for intro in self.intros if not forgotten(intro)]
        return count - len(self.intros)

    def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        self._enter("history")
        found = [entry for entry in reversed(self.entries) if before is None or entry.sequence < before]
        return tuple(found[:limit])

    def lots(self) -> tuple[Lot, ...]:
        self._enter("lots")
        return tuple(
            Lot(lot.remaining, lot.source, LotKind.PROMOTIONAL if lot.promotional else LotKind.PAID, lot.lapses_at)
            for lot in self._lots.open
        )

    def announce_expiry(self, *, until: datetime, told_before: datetime) -> tuple[Lot, ...]:
        self._enter("announce_expiry")
        assert until.tzinfo is not None
        assert told_before.tzinfo is not None
        return ()

    def statistics(self, starts: Sequence[datetime]) -> Statistics:
        self._enter("statistics")
        uses: dict[tuple[int, UserTransaction], tuple[int, int]] = {}
        for entry in self.entries:
            day = sum(entry.at >= start for start in starts) - 1
            if entry.step is not None and day >= 0:
                times, amount = uses.get((day, entry.step), (0, 0))
                uses[day, entry.step] = (times + 1, amount - entry.amount)
        return Statistics(
            tuple(FeatureUse(day, step, *use) for (day, step), use in sorted(uses.items())),
            (),
            0,
            self.support_contacts,
            UseAfterEmpty(),
        )

    def reserve_spending(self, request: Request, *, cap: Money | None) -> None:
        self._enter("reserve_spending")
        most = request.most.cost
        if cap is not None and most is not None:
            today = sum(0 if spent.cost is None else spent.cost.micros for spent in self.spent.values())
            if today + most.micros > cap.micros:
                raise SpendingCapReached(today=Money(today, cap.currency), most=most, cap=cap)
        self.requests.append(request)
        self.spent.setdefault(request.key, request.most)

    def settle_spending(self, key: str, used: Spent) -> None:
        self._enter("settle_spending")
        self.spent[key] = used

    def spending(self, starts: Sequence[datetime]) -> tuple[DaySpending, ...]:
        self._enter("spending")
        today = len(starts) - 1
        return tuple(DaySpending(today, 1, spent) for spent in self.spent.values())

    def record_support_contact(self) -> None:
        self._enter("record_support_contact")
        self.support_contacts += 1

    def forget_history(self) -> int:
        self._enter("forget_history")
        texts = len(self.intros)
        self.intros.clear()
        self.entries = [replace(e, description="") if e.step is not None else e for e in self.entries]
        return texts

    def state(self) -> AccountState:
        self._enter("state")
        sequence = len(self.entries)
        head = f"{sequence:064x}"
        return AccountState(self.store_id, self.account_id, sequence, head, self._user(), self._referral())

    def redeem(self, terms: VoucherTerms) -> Redemption:
        self._enter("redeem")
        if terms.store_id not in (None, self.store_id):
            raise _failed("another store's voucher")
        if terms.account_id not in (None, self.account_id):
            raise _failed("another account's voucher")
        if (terms.serial, terms.operator_key) in self.redeemed:
            raise _failed("the voucher was used before")
        if terms.referral_code not in (None, self.code):
            raise _failed("the voucher of another referral code")
        if terms.redeem_by is not None and self._believed.date() > terms.redeem_by:
            raise _failed("the voucher is past its day")
        self.redeemed.add((terms.serial, terms.operator_key))
        started_at = self._believed
        expires_at = self._grant_part(terms, source="Voucher")
        if terms.times is not None:
            self._allowances.append(FakeAllowance(terms, started_at))
        return Redemption(terms.credits, expires_at, self._user())

    def refund(self, sequence: int) -> User:
        self._enter("refund")
        hold = self._charged.get(sequence)
        if hold is None or sequence in self.refunded:
            raise _failed("no charge, or given back before")
        self.refunded.add(sequence)
        self._lapse()
        self._lots.refund(hold.key, self._believed, self._at)
        self.posted += hold.amount
        self.used -= hold.amount
        self._book(EntryKind.REFUND, hold.amount, hold)
        return self._user()

    def claim_due(self, *, low: int, needed: int = 0) -> tuple[Grant, ...]:
        self._enter("claim_due")
        available = self._on_hand
        if not self._due or not (available <= low or available < needed):
            return ()
        self._sweep()
        self._lapse()
        return tuple(self._claimed(low, needed))

    def allowances(self) -> tuple[Allowance, ...]:
        self._enter("allowances")
        return tuple(
            Allowance(
                each.terms.credits, each.terms.every_days or 0, each.terms.times or 0, each.claimed, each.next_at
            )
            for each in self._oldest_first
        )

    def referral(self) -> Referral:
        self._enter("referral")
        return self._referral()

    def enter_referral(self, code: str) -> Referral:
        self._enter("enter_referral")
        if not is_code(code) or code == self.code:
            raise _failed("no code of a friend")
        if self.friend_code is not None or self._lots.paid_is_captured:
            raise _failed("no newcomer")
        found = next((each for each in self.neighbours if each.opened and each.code == code), None)
        if found is not None and found.age > self.age:
            raise _failed("the friend is younger")
        self.friend_code, self.friend, self.entered_at = code, found, self._at
        return self._referral()

    def move_under_way(self) -> MoveUnderWay | None:
        self._enter("move_under_way")
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

    @property
    def code(self) -> str:
        return referral_code(self.store_id, self.account_id)

    @property
    def age(self) -> tuple[datetime, str]:
        assert self.created_at is not None
        return self.created_at, self.account_id

    @property
    def _at(self) -> datetime:
        """What an entry of now is dated: not before the last one, and not by a clock that isn't believed."""
        last_at = self._last_at or self.clock.now()
        return last_at if self._doubt is not None else max(self.clock.now(), last_at)

    @property
    def _believed(self) -> datetime:
        return min(self.clock.now(), self._at)

    @property
    def _doubt(self) -> ClockDoubt | None:
        now = self.clock.now()
        confirmed_at = BUILT if self._is_void else self.confirmed_at or BUILT
        known = max(self._last_at or BUILT, confirmed_at, BUILT)
        return ClockDoubt(now, known) if now - known > FARTHEST_JUMP else None

    @property
    def _is_void(self) -> bool:
        """Whether the clock is seen to have been ahead when it was confirmed."""
        return self.confirmed_at is not None and self.confirmed_at - self.clock.now() > timedelta(days=1)

    @property
    def _on_hand(self) -> int:
        """What can be spent, however much of what time does is booked, without another part of an allowance."""
        lapsed = sum(lot.remaining for lot in self._lots.lapsed(self._believed))
        back = self._lots.too_early(self.clock.now()) if self.clock.now() < self._at else []
        return self.posted - self._still_held - lapsed + sum(lapse.amount for lapse in back)

    @property
    def _still_held(self) -> int:
        return self.held - sum(self.kept[key].hold.amount for key in self._ran_out)

    @property
    def _ran_out(self) -> list[str]:
        return [
            key
            for key, kept in self.kept.items()
            if kept.hold.state is HoldState.HELD
            and not 0 < (kept.hold.expires_at - self.clock.now()).total_seconds() <= 3600
        ]

    @property
    def _due(self) -> int:
        return sum(each.terms.credits * each.due(self._believed, self.revoked) for each in self._allowances)

    def _available_for(self, needed: int) -> int:
        """What is there for a hold, with parts of allowances where it is too little."""
        if self.posted - self.held < needed:
            list(self._claimed(0, needed))
        return self.posted - self.held

    @property
    def _oldest_first(self) -> list[FakeAllowance]:
        return sorted(self._allowances, key=lambda each: each.started_at)

    def _referral(self) -> Referral:
        return Referral(
            self.code,
            self.friend_code,
            self.entered_at,
            self.friend is not None,
            self._lots.paid_is_captured,
            self.rewarded_at,
        )

    def _grant_part(self, terms: VoucherTerms, *, source: str) -> datetime | None:
        latest = max(self.clock.now(), self._at)
        expires_at = None if terms.lot_days is None else latest + timedelta(days=terms.lot_days)
        promotional = terms.kind is LotKind.PROMOTIONAL
        self.grant(terms.credits, source=source, promotional=promotional, expires_at=expires_at)
        return expires_at

    def _claimed(self, low: int, needed: int) -> Iterator[Grant]:
        for allowance in self._oldest_first:
            while allowance.due(self._believed, self.revoked):
                available = self.posted - self.held
                if available > low and available >= needed:
                    return
                expires_at = self._grant_part(allowance.terms, source="Automatic top-up")
                allowance.claimed += 1
                yield Grant(allowance.terms.credits, "Automatic top-up", expires_at)

    def _reward_friend(self) -> None:
        friend = self.friend
        if friend is None or self.rewarded_at is not None or not self.referral_reward:
            return
        friend.grant(self.referral_reward, source="Thanks for bringing a friend", promotional=True)
        self.rewarded_at = self._at

    def _user(self) -> User:
        return User(self.account_id, self._on_hand + self._due, self.used, self._still_held)

    def _known(self, key: str) -> _Kept:
        if key not in self.kept:
            raise _failed("there is no such hold")
        return self.kept[key]

    def _set(self, key: str, *, state: HoldState | None = None, expires_at: datetime | None = None) -> None:
        kept = self.kept[key]
        hold = replace(kept.hold, state=state or kept.hold.state, expires_at=expires_at or kept.hold.expires_at)
        self.kept[key] = replace(kept, hold=hold)

    def _sweep(self) -> None:
        swept = self._ran_out
        if swept:
            self._lapse()
        for key in swept:
            self._set(key, state=HoldState.EXPIRED)
            self._lots.give_back(key, self._believed, self.clock.now())

    def _lapse(self) -> None:
        void = self._is_void
        if self.clock.now() < self._at or void:
            self._bring_back()
        if void:
            self.confirmed_at = None
        for lot in self._lots.lapsed(self._believed):
            amount, lot.remaining = lot.remaining, 0
            self.posted -= amount
            self._book(EntryKind.EXPIRE, -amount, description=f"{lot.source}, lapsed")
            self._lots.lapses.append(Lapse(lot, amount, self.entries[-1].at))

    def _bring_back(self) -> None:
        for lapse in self._lots.too_early(self.clock.now()):
            lapse.came_back = True
            lapse.lot.remaining += lapse.amount
            self.posted += lapse.amount
            self._book(
                EntryKind.REFUND,
                lapse.amount,
                description=f"{lapse.lot.source}, not lapsed: the clock was ahead",
            )
        self._lots.end_grace(self.clock.now())

    def _charge(self, hold: Hold) -> None:
        self.posted -= hold.amount
        self.used += hold.amount
        self._charged[len(self.entries) + 1] = hold
        self._book(EntryKind.CAPTURE, -hold.amount, hold)
        if self._lots.capture(hold.key):
            self._reward_friend()

    def _book(self, kind: EntryKind, amount: int, hold: Hold | None = None, *, description: str = "") -> None:
        track = self.kept[hold.key].request.track if hold else None
        self._last_at = self._at
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
        if intro is None:
            return
        for number, kept in enumerate(self.intros):
            if kept.workflow == intro.workflow:
                self.intros[number] = replace(kept, spoken=kept.spoken or intro.spoken)
                return
        if not intro.number:
            self._last_number += 1
            self.intros.append(replace(intro, number=self._last_number))


def _failed(message: str) -> CreditError:
    return CreditError(CreditErrorCode.OPERATION_FAILED, f"Not booked: {message}.", "Try again.")
