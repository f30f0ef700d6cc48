"""Any order of calls, settlements that race an expiry, clocks that go back: the real ledger does what the plain
Python one does, and its books agree with themselves after every step, on either database."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, TextClause, text

from spotintro.credits.base import LotKind, Outlook
from spotintro.credits.errors import CreditError, CreditErrorCode, InsufficientCredits
from spotintro.credits.ledger import Ledger
from spotintro.credits.referral import referral_code
from spotintro.store import audit, chain, entries, intros, lots
from spotintro.store.address import StoreAddress
from spotintro.store.clocks import HostClock
from spotintro.store.engine import begin_snapshot, begun, create_store_engine
from spotintro.store.identities import IDENTITIES as IDENTITIES_OF_THE_AUDIT
from spotintro.store.ledger import SqlLedger
from spotintro.store.standing import standing
from tests.fakes.ledger import FakeClock, FakeLedger
from tests.fakes.postgres_server import Server
from tests.store.requests import SPEAK, WRITE, intro, request, voucher

pytestmark = pytest.mark.slow

T = TypeVar("T")

REFERRAL_REWARD = 2
REVOKED = f"{9:016x}"
WORKFLOWS = st.sampled_from(["a", "b", "c", "d"])
STEPS = st.sampled_from([(WRITE,), (SPEAK,), (WRITE, SPEAK)])
KEYS = st.tuples(WORKFLOWS, st.sampled_from([WRITE, SPEAK])).map(lambda found: f"{found[0]}:{found[1]}")


class Stores(Protocol):
    """Stores of the newest version without an account."""

    def make_store(self) -> StoreAddress: ...

    def give_back(self, address: Any) -> None: ...


class Files:
    def __init__(self, template: Path) -> None:
        self._template = template

    def make_store(self) -> Path:
        shared_memory = Path("/dev/shm")
        path = Path(tempfile.mkdtemp(dir=shared_memory if shared_memory.is_dir() else None)) / "credits.sqlite3"
        shutil.copy(self._template, path)
        return path

    def give_back(self, address: Path) -> None:
        shutil.rmtree(address.parent)


def identities() -> TextClause:
    """All of the audit's in one statement: their many would be most of a step's time."""
    names = [(f"q{number}", identity) for number, identity in enumerate(IDENTITIES_OF_THE_AUDIT)]
    derived = ", ".join(f"{name}(a, b, c) AS ({identity.query.replace('{all}', '')})" for name, identity in names)
    rows = " UNION ALL ".join(
        f"SELECT '{identity.check}', CAST(a AS TEXT), CAST(b AS TEXT), CAST(c AS TEXT) FROM {name}"
        for name, identity in names
    )
    return text(f"WITH {derived} {rows}")


IDENTITIES = identities()


class LedgerMachine(RuleBasedStateMachine):
    stores: Stores
    steps: int
    watchers: dict[StoreAddress, Connection]

    def __init__(self) -> None:
        super().__init__()
        self.address = self.stores.make_store()
        self.clock = FakeClock()
        self.grants = self.spent = 0
        self.since_the_start = 0  # opening takes longer than everything else: not at every other step

    @initialize(
        demo_credits=st.integers(0, 6),
        brought=st.booleans(),
        every_days=st.integers(0, 2),
        lot_days=st.sampled_from([None, 1]),
    )
    def begin(self, *, demo_credits: int, brought: bool, every_days: int, lot_days: int | None) -> None:
        neighbours: list[FakeLedger] = []
        self.friend = FakeLedger(demo_credits=0, clock=self.clock, account_id="friend", neighbours=neighbours)
        self.oracle = FakeLedger(
            demo_credits=demo_credits,
            clock=self.clock,
            neighbours=neighbours,
            referral_reward=REFERRAL_REWARD,
            revoked=[REVOKED],
        )
        # Made at the same moment, so that the order of the ids decides who is older.
        self.younger = FakeLedger(demo_credits=0, clock=self.clock, account_id="younger", neighbours=neighbours)
        for fake in (self.friend, self.younger):
            ledger = self.make(0, account_id=fake.account_id)
            fake.opened, fake.created_at, fake._last_at = True, self.clock.now(), self.clock.now()
            ledger.open()
            store_id = ledger.state().store_id
            ledger.close()
        for fake in neighbours:
            fake.store_id = store_id
        self.ledger = self.make(demo_credits)
        self.same(lambda ledger: ledger.open())
        # What takes many steps to get by chance.
        if brought:
            self.enter_referral("friend")
        if every_days > 0:
            terms = voucher(7, 2, every_days=every_days, times=4, lot_days=lot_days, kind=LotKind.PAID)
            self.same(lambda ledger: ledger.redeem(terms))

    def make(self, demo_credits: int, *, account_id: str = "local") -> SqlLedger:
        return SqlLedger(
            self.address,
            account_id=account_id,
            demo_credits=demo_credits,
            clock=self.clock,
            server_clock=HostClock(self.clock),
            referral_reward=REFERRAL_REWARD,
            revoked=[REVOKED.upper()],
        )

    def same(self, call: Callable[[Ledger], T]) -> None:
        outcomes: list[T | tuple[CreditErrorCode, int | None, int | None]] = []
        for ledger in (self.ledger, self.oracle):
            try:
                outcomes.append(call(ledger))
            except InsufficientCredits as error:
                outcomes.append((error.code, error.needed, error.available))
            except CreditError as error:
                if error.code is CreditErrorCode.SYSTEM_ERROR:
                    raise
                outcomes.append((error.code, None, None))
        assert outcomes[0] == outcomes[1]

    @rule(workflow=WORKFLOWS, steps=STEPS, amount=st.integers(1, 4))
    def hold(self, workflow: str, steps: tuple[object, ...], amount: int) -> None:
        requests = [request(workflow, step=step, amount=amount) for step in (WRITE, SPEAK) if step in steps]
        self.same(lambda ledger: ledger.hold(requests, ttl_s=60))

    @rule(key=KEYS, with_intro=st.booleans())
    def capture(self, key: str, *, with_intro: bool) -> None:
        result = intro(key.partition(":")[0], text=key) if with_intro else None
        self.same(lambda ledger: ledger.capture(key, intro=result))

    @rule(key=KEYS)
    def release(self, key: str) -> None:
        self.same(lambda ledger: ledger.release(key))

    @rule(keys=st.lists(KEYS, max_size=3))
    def extend(self, keys: list[str]) -> None:
        self.same(lambda ledger: ledger.extend(keys, ttl_s=60))

    @rule(seconds=st.sampled_from([1, 59, 60, 61, 4000, 100_000, -1, -60, -4000, -100_000]))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @rule(workflow=WORKFLOWS)
    def keep_a_free_text(self, workflow: str) -> None:
        self.same(lambda ledger: ledger.record_intro(intro(workflow, text="free")))

    @rule(amount=st.integers(1, 3))
    def top_up(self, amount: int) -> None:
        self.grants += 1
        with self.ledger.transactions.booking() as booking:
            lots.grant(booking, amount, source="demo", reference=str(self.grants), promotional=False)
        self.oracle.grant(amount)

    @rule(
        number=st.integers(1, 6),
        amount=st.integers(1, 3),
        store_id=st.sampled_from([None, None, "this", "f" * 32]),
        account_id=st.sampled_from([None, "local", "somebody"]),
        days=st.sampled_from([None, -1, 0, 1]),
        lot_days=st.sampled_from([None, 1, 2]),
        kind=st.sampled_from(LotKind),
    )
    def redeem(
        self,
        *,
        number: int,
        amount: int,
        store_id: str | None,
        account_id: str | None,
        days: int | None,
        lot_days: int | None,
        kind: LotKind,
    ) -> None:
        terms = voucher(
            number,
            amount,
            store_id=self.oracle.store_id if store_id == "this" else store_id,
            account_id=account_id,
            redeem_by=None if days is None else self.clock.now().date() + timedelta(days=days),
            lot_days=lot_days,
            kind=kind,
        )
        self.same(lambda ledger: ledger.redeem(terms))

    @rule(
        number=st.integers(7, 9),
        amount=st.integers(1, 3),
        every_days=st.integers(1, 3),
        times=st.integers(2, 4),
        lot_days=st.sampled_from([None, 1, 2]),
        kind=st.sampled_from(LotKind),
        whose=st.sampled_from([None, "local", "friend"]),
    )
    def redeem_an_allowance(
        self,
        *,
        number: int,
        amount: int,
        every_days: int,
        times: int,
        lot_days: int | None,
        kind: LotKind,
        whose: str | None,
    ) -> None:
        terms = voucher(
            number,
            amount,
            every_days=every_days,
            times=times,
            lot_days=lot_days,
            kind=kind,
            referral_code=None if whose is None else self.code_of(whose),
        )
        self.same(lambda ledger: ledger.redeem(terms))

    @rule(low=st.integers(0, 3), amount=st.integers(1, 4))
    def top_up_and_spend(self, low: int, amount: int) -> None:
        self.spent += 1
        whole = request(f"whole{self.spent}", amount=amount)
        self.same(lambda ledger: ledger.claim_due(low=low, needed=amount))
        self.same(lambda ledger: ledger.hold([whole], ttl_s=60))
        self.same(lambda ledger: ledger.capture(whole.key))

    @rule(low=st.integers(0, 9), needed=st.integers(0, 6))
    def claim_due(self, low: int, needed: int) -> None:
        self.same(lambda ledger: ledger.claim_due(low=low, needed=needed))

    @rule(days=st.integers(1, 7))
    def days_pass(self, days: int) -> None:
        self.clock.advance(days * 86_400)

    @rule(days=st.sampled_from([-4000, -420, -100, 100, 420, 4000]))
    def the_clock_jumps(self, days: int) -> None:
        self.clock.advance(days * 86_400)

    @rule()
    def confirm_clock(self) -> None:
        self.same(lambda ledger: ledger.confirm_clock())

    @rule(whose=st.sampled_from(["friend", "friend", "local", "younger", "elsewhere", "nobody"]))
    def enter_referral(self, whose: str) -> None:
        self.same(lambda ledger: ledger.enter_referral(self.code_of(whose)))

    def code_of(self, whose: str) -> str:
        """Of an account; of `nobody` none that could be one."""
        return "no code" if whose == "nobody" else referral_code(self.oracle.store_id, whose)

    @rule(sequence=st.integers(0, 12))
    def refund(self, sequence: int) -> None:
        self.same(lambda ledger: ledger.refund(sequence))

    @precondition(lambda self: self.since_the_start >= 15)
    @rule()
    def start_again(self) -> None:
        self.since_the_start = 0
        self.ledger.close()
        self.ledger = self.make(99)
        self.same(lambda ledger: ledger.open())

    @invariant()
    def both_say_the_same_and_the_books_are_sound(self) -> None:
        type(self).steps += 1
        self.since_the_start += 1
        self.same(lambda ledger: ledger.allowances())
        self.same(lambda ledger: ledger.referral())
        connection = self.watching()
        with begun(connection, begin_snapshot):
            kept = intros.last(connection, "local", track_id=None, limit=1000)
            self.require_sound(connection, self.oracle)
            self.require_sound(connection, self.friend)
        assert kept == self.oracle.last_intros(limit=1000)

    def require_sound(self, connection: Connection, oracle: FakeLedger) -> None:
        mine = oracle.account_id
        found = standing(connection, mine, self.clock.now(), revoked=[REVOKED])
        history = entries.history(connection, mine, before=None, limit=1000)
        disagreements: list[object] = list(connection.execute(IDENTITIES, {"id": mine}))
        running = audit._Entries()
        passing = running.passing(audit._chained_rows(connection, mine))
        broken = chain.first_break(passing, last_sequence=len(oracle.entries))
        disagreements += list(running.disagreements(connection, mine))
        assert found is not None
        assert found.user == oracle.user()
        changes_in_s = None if found.changes_in is None else found.changes_in.total_seconds()
        assert Outlook(changes_in_s, found.doubt) == oracle.outlook()
        assert history == oracle.history(limit=1000)
        assert disagreements == []
        assert broken is None

    def watching(self) -> Connection:
        """On a file the ledger's own. On a server one per store, kept from example to example, since planning that
        statement takes ten times as long as running it."""
        if isinstance(self.address, Path):
            assert self.ledger.transactions.reading is not None
            return self.ledger.transactions.reading
        if self.address not in self.watchers:
            self.watchers[self.address] = create_store_engine(self.address, busy_timeout_s=5).connect()
            with self.watchers[self.address].begin():
                self.watchers[self.address].exec_driver_sql("SET plan_cache_mode = force_generic_plan")
        return self.watchers[self.address]

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            report = self.ledger.audit()
            self.ledger.close()
            assert report.ok, report.problems
            assert report.entries == len(self.oracle.entries)
        self.stores.give_back(self.address)


def check(stores: Stores, *, at_least: int, steps: int) -> int:
    """The number of steps that were taken."""
    machine: type[LedgerMachine] = type(
        "Machine", (LedgerMachine,), {"stores": stores, "steps": 0, "watchers": {}}
    )
    try:
        take(machine, at_least, steps)
    finally:
        for connection in machine.watchers.values():
            connection.close()
            connection.engine.dispose()
    return machine.steps


def take(machine: type[LedgerMachine], at_least: int, steps: int) -> None:
    while machine.steps < at_least:
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=max(1, (at_least - machine.steps) // steps),
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )


@pytest.fixture(params=["sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "sqlite":
        return Files(request.getfixturevalue("empty_store"))
    server: Server = request.getfixturevalue("server")
    return server


@pytest.mark.timeout(300)
def test_the_ledger_does_what_the_plain_one_does(stores: Stores) -> None:
    assert check(stores, at_least=1000, steps=60) >= 1000


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_ledger_does_what_the_plain_one_does_for_long(
    stores: Stores, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = check(stores, at_least=100_000, steps=60)
    with capsys.disabled():
        print(f"{request.node.callspec.id}: {taken} steps, the books agreed after each")  # noqa: T201 - the soak's figure


def test_the_statement_of_all_identities_finds_a_fault(stores: Stores) -> None:
    address = stores.make_store()
    ledger = SqlLedger(address, account_id="local", demo_credits=3, clock=FakeClock())
    ledger.open()
    assert ledger.transactions.writing is not None
    with ledger.transactions.writing.begin():
        ledger.transactions.writing.execute(text("UPDATE account SET posted = posted + 1"))
    with ledger.transactions.snapshot() as connection:
        found = {row[0] for row in connection.execute(IDENTITIES, {"id": "local"})}
        running = audit._Entries()
        list(running.passing(audit._chained_rows(connection, "local")))
        found |= {problem.check for problem in running.disagreements(connection, "local")}
    ledger.close()
    stores.give_back(address)
    assert found == {"posted", "available"}
