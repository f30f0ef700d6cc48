"""The key of the books in the keyring: made once, by whoever comes first, and never waited for for long."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backends import null

from spotintro.secrets.chain_keys import ChainKey, ChainRecord, Mark
from spotintro.secrets.chain_secret import KeyringChainKeeper, decoded, encoded, secret_name
from spotintro.secrets.errors import UnknownRecord
from tests.fakes.chain_keeper import KEY, OTHER_KEY
from tests.fakes.keyrings import BrokenKeyring, ForgetfulKeyring, HangingKeyring, LockedKeyring, MemoryKeyring
from tests.secret_service import LOCKED, PROJECT, UNLOCKED, on_a_bus

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

STORE = "0123456789abcdef" * 2
NAME = secret_name(STORE, "local")


@pytest.fixture
def chosen() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def memory(chosen: None) -> MemoryKeyring:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


def test_a_record_is_kept_whole() -> None:
    record = ChainRecord(KEY, (OTHER_KEY,), Mark(2, "ab" * 32), Mark(1_000_000, "cd" * 32))
    assert decoded(encoded(record)) == record
    assert decoded(encoded(ChainRecord(KEY))) == ChainRecord(KEY)


def test_it_fits_whatever_a_keyring_takes_however_often_the_key_was_changed() -> None:
    record = ChainRecord(KEY, (), Mark(10**12, "ab" * 32), Mark(10**12, "cd" * 32))
    for number in range(20):
        record = record.changed(ChainKey(bytes([number]) * 32))
    kept = encoded(record)
    assert len(kept) <= 1280
    assert all("!" <= char <= "~" for char in kept)
    assert decoded(kept).current == record.current
    assert decoded(kept).older == record.older[-8:], "the newest ones"


@pytest.mark.parametrize(
    "value", ["", "x", "{}", "[]", '[1,["ab"],null,null]', '[2,["' + "00" * 32 + '"],null,null]']
)
def test_what_another_version_wrote_is_left_alone(tmp_path: Path, memory: MemoryKeyring, value: str) -> None:
    memory.kept["spotintro", NAME] = value
    keeper = KeyringChainKeeper(tmp_path)
    assert keeper.read_or_make(STORE, "local") is None
    assert isinstance(keeper.problem(STORE, "local"), UnknownRecord)
    keeper.keep(STORE, "local", first=Mark(1, "a"), last=None, timeout_s=1)
    assert memory.kept == {("spotintro", NAME): value}


def test_a_key_is_made_once_and_read_from_then_on(tmp_path: Path, memory: MemoryKeyring) -> None:
    keeper = KeyringChainKeeper(tmp_path)
    assert keeper.read(STORE, "local") is None
    assert memory.kept == {}, "reading makes none"
    made = keeper.read_or_make(STORE, "local")
    assert made is not None
    assert len(made.current.secret) == 32
    assert decoded(memory.kept["spotintro", NAME]) == made
    assert KeyringChainKeeper(tmp_path).read_or_make(STORE, "local") == made
    assert KeyringChainKeeper(tmp_path).read_or_make("f" * 32, "local") != made, "another store, another key"
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("chain-key.lock", b"")], (
        "nothing of it is in a file"
    )


def test_marks_are_kept_and_the_key_stays(tmp_path: Path, memory: MemoryKeyring) -> None:
    keeper = KeyringChainKeeper(tmp_path)
    made = keeper.read_or_make(STORE, "local")
    assert made is not None
    keeper.keep(STORE, "local", first=Mark(2, "ab"), last=Mark(9, "cd"), timeout_s=1)
    expected = ChainRecord(made.current, (), Mark(2, "ab"), Mark(9, "cd"))
    assert keeper.read(STORE, "local") == expected
    assert KeyringChainKeeper(tmp_path).read(STORE, "local") == expected


def test_a_key_that_was_removed_is_not_put_back(tmp_path: Path, memory: MemoryKeyring) -> None:
    keeper = KeyringChainKeeper(tmp_path)
    keeper.read_or_make(STORE, "local")
    memory.kept.clear()
    keeper.keep(STORE, "local", first=Mark(2, "ab"), last=None, timeout_s=1)
    assert memory.kept == {}


@pytest.mark.parametrize("backend", [null.Keyring, ForgetfulKeyring, LockedKeyring, BrokenKeyring])
def test_without_a_keyring_there_is_no_key(tmp_path: Path, chosen: None, backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    keeper = KeyringChainKeeper(tmp_path)
    assert keeper.read_or_make(STORE, "local") is None
    assert keeper.problem(STORE, "local") is not None
    keeper.keep(STORE, "local", first=None, last=Mark(1, "a"), timeout_s=1)


@pytest.mark.slow
def test_one_that_hangs_is_given_up_once(tmp_path: Path, chosen: None) -> None:
    keyring.set_keyring(HangingKeyring())
    keeper = KeyringChainKeeper(tmp_path, timeout_s=0.1)
    began = threading.active_count()
    assert keeper.read_or_make(STORE, "local") is None
    asked = threading.active_count()
    assert keeper.read_or_make(STORE, "local") is None
    assert keeper.read(STORE, "local") is None
    assert threading.active_count() == asked == began + 1, "nobody waits a second time"


def test_who_gave_up_waiting_writes_nothing_any_more(tmp_path: Path, chosen: None) -> None:
    """Its dialog is answered when another program has made the key long since."""

    class Late(MemoryKeyring):
        def __init__(self) -> None:
            super().__init__()
            self.unlocked = threading.Event()

        def get_password(self, service: str, username: str) -> str | None:
            before = super().get_password(service, username)
            self.unlocked.wait(30)
            return before

    late = Late()
    earlier = threading.enumerate()  # one that hangs for ever among them
    keyring.set_keyring(late)
    late.kept["spotintro", NAME] = encoded(ChainRecord(KEY))
    KeyringChainKeeper(tmp_path).keep(STORE, "local", first=None, last=Mark(9, "cd"), timeout_s=0.05)
    hanging = [thread for thread in threading.enumerate() if thread not in earlier]
    assert hanging
    another = encoded(ChainRecord(OTHER_KEY))
    late.kept["spotintro", NAME] = another
    late.unlocked.set()
    for thread in hanging:
        thread.join(30)
    assert late.kept == {("spotintro", NAME): another}


MAKE = """
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from spotintro.secrets.chain_secret import KeyringChainKeeper
keeper = KeyringChainKeeper(Path(sys.argv[1]), timeout_s=50)  # six programs that start at once are no finding
sys.stdin.readline()
record = keeper.read_or_make(sys.argv[2], "local")
print(record and record.current.id)
"""


@pytest.mark.slow
def test_programs_that_make_a_key_at_once_end_with_the_same(tmp_path: Path) -> None:
    folder, ring = tmp_path / "store", tmp_path / "ring"
    folder.mkdir()
    ring.mkdir()
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(folder), STORE],
            cwd=PROJECT,
            env={
                **os.environ,
                "PYTHON_KEYRING_BACKEND": "tests.fakes.keyrings.FolderKeyring",
                "SPOTINTRO_TEST_RING": str(ring),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    told = {program.communicate(timeout=60)[0].strip() for program in programs}
    assert len(told) == 1
    assert told != {"None"}


ROUND = """
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from spotintro.secrets.chain_secret import KeyringChainKeeper
from spotintro.clock import SystemClock
from spotintro.store import open_ledger
from tests.store.requests import request

def run(workflow):
    keeper = KeyringChainKeeper(Path(sys.argv[1]))
    path = Path(sys.argv[1]) / "credits.sqlite3"
    ledger = open_ledger(url_or_path=path, clock=SystemClock(), chain_keeper=keeper)
    ledger.open()
    ledger.hold([request(workflow)], ttl_s=60)
    ledger.capture(request(workflow).key)
    report = ledger.audit()
    state = ledger.state()
    ledger.close()
    record = keeper.read(state.store_id, "local")
    marks = record and (record.first.sequence, record.last.sequence, record.last.hash == state.chain_head)
    return report.ok, report.unverified, marks

print(run("a"))
print(run("b"))
"""


@pytest.mark.slow
@pytest.mark.service
def test_a_real_secret_service_keeps_the_key_and_the_marks(tmp_path: Path) -> None:
    first, second = on_a_bus(tmp_path, daemon=UNLOCKED, program=ROUND)
    assert first == "(True, 0, (2, 2, True))"
    assert second == "(True, 0, (2, 3, True))"


@pytest.mark.slow
@pytest.mark.service
def test_a_locked_secret_service_locks_nobody_out(tmp_path: Path) -> None:
    assert on_a_bus(tmp_path, daemon=LOCKED, program=ROUND) == ["(True, 0, None)"] * 2


def test_the_end_does_not_wait_for_a_keyring_that_hangs(tmp_path: Path, memory: MemoryKeyring) -> None:
    keeper = KeyringChainKeeper(tmp_path)
    keeper.read_or_make(STORE, "local")
    keyring.set_keyring(HangingKeyring())
    began = time.monotonic()
    keeper.keep(STORE, "local", first=None, last=Mark(9, "cd"), timeout_s=0.4)
    assert time.monotonic() - began < 3, "bounded by its own time and not by the keyring's 3 s"
