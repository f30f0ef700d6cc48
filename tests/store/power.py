"""A ledger at work on recorded files, and the judge of what a power cut would have left of its books."""

from __future__ import annotations

import bisect
import contextlib
import hashlib
import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from spotintro.credits.errors import CreditError, InsufficientCredits
from spotintro.store.engine import connect
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.disk import Disk, Event, Image, Mark, plain_images, random_image
from tests.store.recorded_sqlite import FIXED_VERSION, FileSystem, RecordedSqlite
from tests.store.requests import SPEAK, WRITE, intro, request, voucher

Images = Callable[[Disk], Iterator[Image]]
VERSIONS = {"TRUNCATE": (3, 40, 1), "WAL": FIXED_VERSION}
"""By the journal that the store chooses with it; the first is without the fix of the WAL-reset bug."""


def state_of(execute: Callable[[str], Iterable[Any]]) -> str:
    """Everything that a database says: its schema and every row."""
    said = hashlib.blake2b(digest_size=16)
    schema = list(execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"))
    said.update(repr([tuple(row) for row in schema]).encode())
    for kind, name, _ in schema:
        if kind == "table":
            said.update(repr([tuple(row) for row in execute(f'SELECT * FROM "{name}" ORDER BY rowid')]).encode())
    return said.hexdigest()


class Rig:
    """One ledger on recorded files. Each commit that returns is a state that must stand from then on."""

    def __init__(
        self,
        path: Path,
        mode: str,
        *,
        instead: Mapping[str, str] | None = None,
        checkpoint_pages: int = 1000,
    ) -> None:
        self.path = path
        self.system = FileSystem()
        self.clock = FakeClock()
        sqlite = RecordedSqlite(
            self.system, instead=instead, committed=self._committed, checkpoint_pages=checkpoint_pages
        )
        self.driver = sqlite.driver(VERSIONS[mode])
        self.states: list[str] = []
        start: Image = {}
        if path.exists():
            start = {str(path): path.read_bytes()}
            with contextlib.closing(connect(path, busy_timeout_s=1)) as plain:
                self.states.append(state_of(plain.execute))
        else:
            self.states.append(NOTHING)
        self.system.recorder.begin_with(start)
        self.ledger = self.make()

    @property
    def log(self) -> list[Event]:
        return self.system.recorder.log

    def make(self) -> SqlLedger:
        return SqlLedger(self.path, account_id="local", demo_credits=10, clock=self.clock, driver=self.driver)

    def close(self) -> None:
        self.ledger.close()
        self.system.close()

    def start_again(self) -> None:
        self.ledger.close()
        self.ledger = self.make()
        self.ledger.open()

    def killed(self, work: Callable[[], object], at: int) -> None:
        """The process ends at its file's change with this number; the next one finds what the files hold."""
        self.system.faults.arm(at, apsw.SQLITE_IOERR, for_good=True)
        with contextlib.suppress(CreditError):
            work()
        self.system.faults.disarm()
        self.system.faults.die()
        with contextlib.suppress(CreditError):
            self.ledger.close()
        self.system.faults.disarm()
        with contextlib.closing(connect(self.path, busy_timeout_s=1, driver=self.driver)) as plain:
            # It may have got as far as the files, though not as far as an acknowledgement.
            self.seen(state_of(plain.execute), acknowledged=False)
        self.ledger = self.make()
        self.ledger.open()

    def seen(self, state: str, *, acknowledged: bool) -> None:
        if state != self.states[-1]:
            self.states.append(state)
        self.log.append(Mark(len(self.states) - 1, acknowledged))

    def _committed(self, connection: apsw.Connection) -> None:
        self.seen(state_of(connection.execute), acknowledged=True)


NOTHING = state_of(lambda _: ())


@dataclass(slots=True)
class Verdict:
    images: int = 0
    distinct: int = 0
    acknowledged: int = 0
    """Commits that every image had to hold, summed."""
    lost: int = 0
    """Of them."""
    corrupt: int = 0
    """Images that are no database, no sound one, or one at a state that no commit made."""
    first: str = ""

    def __add__(self, other: Verdict) -> Verdict:
        return Verdict(
            self.images + other.images,
            self.distinct + other.distinct,
            self.acknowledged + other.acknowledged,
            self.lost + other.lost,
            self.corrupt + other.corrupt,
            self.first or other.first,
        )

    def __str__(self) -> str:
        return (
            f"{self.images} images ({self.distinct} distinct), {self.acknowledged} acknowledged commits in them: "
            f"{self.lost} lost, {self.corrupt} images corrupt{self.first and '; first: '}{self.first}"
        )


@dataclass
class Judge:
    """Opens images as the next start would: with the standard library's SQLite, in a folder of its own."""

    folder: Path
    _states: dict[bytes, str] = field(default_factory=dict)
    _audited: set[str] = field(default_factory=set)

    def judge(
        self,
        rig: Rig,
        images: Images,
        *,
        cuts: Iterable[int] | None = None,
        enough: Callable[[Verdict], bool] = lambda verdict: False,
    ) -> Verdict:
        """Cut after each of these events, in order (none given: after every one), until enough is known."""
        verdict = Verdict()
        known: dict[str, list[int]] = {}
        for index, state in enumerate(rig.states):
            known.setdefault(state, []).append(index)
        disk, played, acknowledged, seen = Disk(rig.system.recorder.start), 0, 0, 0
        log = rig.log
        for cut in range(len(log) + 1) if cuts is None else cuts:
            for event in log[played:cut]:
                disk.play(event)
                if isinstance(event, Mark):
                    seen = event.state
                    acknowledged = event.state if event.acknowledged else acknowledged
            played = max(played, cut)
            if enough(verdict):
                break
            for image in images(disk):
                verdict.images += 1
                verdict.acknowledged += acknowledged
                found = self.state(rig.path, image, verdict)
                indices = known.get(found, [])
                newest = bisect.bisect_right(indices, seen + 1)
                if newest == 0:
                    verdict.corrupt += 1
                    verdict.first = verdict.first or f"cut {cut} ({log[cut - 1 : cut + 1]!r:.200}): {found}"
                elif indices[newest - 1] < acknowledged:
                    verdict.lost += acknowledged - indices[newest - 1]
                    verdict.first = verdict.first or f"cut {cut} ({log[cut - 1 : cut + 1]!r:.200}): lost"
        return verdict

    def state(self, path: Path, image: Image, verdict: Verdict | None = None) -> str:
        """What stands in this one of the files; a sentence about it where it is unsound."""
        digest = hashlib.blake2b(bytes(path), digest_size=16)
        for name in sorted(image):
            digest.update(name.encode() + len(image[name]).to_bytes(8, "big"))
            digest.update(image[name])
        key = digest.digest()
        if key not in self._states:
            if verdict is not None:
                verdict.distinct += 1
            self._states[key] = self._opened(path, image)
        return self._states[key]

    def _opened(self, path: Path, image: Image) -> str:
        for old in self.folder.iterdir():
            old.unlink()
        for name, content in image.items():
            (self.folder / Path(name).name).write_bytes(content)
        store = self.folder / path.name
        if not store.exists():
            return NOTHING
        try:
            with contextlib.closing(connect(store, busy_timeout_s=1)) as plain:
                plain.execute("PRAGMA synchronous = OFF")
                verdicts = plain.execute("PRAGMA integrity_check").fetchall()
                if verdicts != [("ok",)]:
                    return f"integrity: {verdicts}"
                state = state_of(plain.execute)
        except sqlite3.Error as error:
            return f"{type(error).__name__}: {error}"
        return state if self._sound(store, state) else f"audit: {state}"

    def _sound(self, store: Path, state: str) -> bool:
        """The audit reads rows and nothing else: once for each state is enough."""
        if state not in self._audited:
            ledger = SqlLedger(store, account_id="local", demo_credits=10, clock=FakeClock())
            try:
                ledger.open()
                report = ledger.audit()
            except CreditError:
                return False
            finally:
                ledger.close()
            if not report.ok:
                return False
            self._audited.add(state)
        return True


def sharp(disk: Disk) -> Iterator[Image]:
    yield from plain_images(disk)


def by_chance(chance: random.Random) -> Images:
    def images(disk: Disk) -> Iterator[Image]:
        yield random_image(disk, chance)

    return images


def operations(rig: Rig) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every operation of a ledger that writes, each once, in one story."""

    def refused() -> None:
        with contextlib.suppress(InsufficientCredits):
            rig.ledger.hold([request("much", amount=999)], ttl_s=60)

    ledger = rig.ledger
    yield "open, a new account", ledger.open
    yield "hold of one step", lambda: ledger.hold([request("a")], ttl_s=60)
    yield "hold of two steps", lambda: ledger.hold([request("b"), request("b", step=SPEAK)], ttl_s=60)
    yield "capture with its text", lambda: ledger.capture(request("b").key, intro=intro("b"))
    yield "release", lambda: ledger.release(request("b", step=SPEAK).key)
    yield "extend", lambda: ledger.extend([request("a").key], ttl_s=90)
    rig.clock.advance(100)
    yield "sweep of an expired hold", lambda: ledger.hold([request("c")], ttl_s=60)
    yield "late capture", lambda: ledger.capture(request("a").key, intro=intro("a"))
    yield "redeem", lambda: ledger.redeem(voucher(1, lot_days=1))
    rig.clock.advance(200_000)
    yield "expiry of a lot", lambda: ledger.hold([request("d", amount=2)], ttl_s=60)
    yield "record_intro", lambda: ledger.record_intro(intro("free"))
    yield "refused hold", refused


def random_work(rig: Rig, chance: random.Random, steps: int) -> None:
    """Ends, kills and starts of the process among the operations; at most 12 intros under way at once."""

    def ledger() -> SqlLedger:
        return rig.ledger  # another one after every start

    ledger().open()

    def step(number: int) -> Callable[[], object]:
        name = f"w{chance.randint(max(0, number - 12), number)}"
        key = request(name, step=chance.choice((WRITE, SPEAK))).key
        return chance.choice(
            (
                lambda: ledger().hold([request(name)], ttl_s=60),
                lambda: ledger().hold([request(name), request(name, step=SPEAK)], ttl_s=60),
                lambda: ledger().capture(key, intro=intro(name, text=name * chance.randint(1, 2000))),
                lambda: ledger().capture(key, intro=intro(name)),
                lambda: ledger().release(key),
                lambda: ledger().extend([key], ttl_s=90),
                lambda: ledger().record_intro(intro(f"free{number}", text="x" * chance.randint(1, 9000))),
                lambda: ledger().redeem(voucher(number, 3, lot_days=chance.choice((None, 1)))),
            )
        )

    for number in range(steps):
        rig.clock.advance(chance.choice((0, 1, 30, 70, 4000, 90_000)))
        work = step(number)
        fate = chance.random()
        if fate < 0.06:
            rig.killed(work, chance.randint(0, 40))
            continue
        with contextlib.suppress(CreditError):
            work()
        if fate > 0.95:
            rig.start_again()
