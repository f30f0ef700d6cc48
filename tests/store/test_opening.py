"""Files as they are found: new, old, newer, foreign, damaged, locked, read-only, on a full disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.store.opening import MIGRATIONS, REVISIONS, open_store
from tests.store.conftest import MakeLedger
from tests.store.requests import figures, intro, request

OPEN_AND_SAY = """
import sys
from pathlib import Path
from spotintro.clock import SystemClock
from spotintro.credits.errors import CreditError
from spotintro.store import open_ledger
try:
    print(open_ledger(url_or_path=sys.argv[1], clock=SystemClock()).open().available_credits)
except CreditError as error:
    print(error.code, error.message, error.next_step, sep="|")
"""


def refusal(make_ledger: MakeLedger, path: Path) -> str:
    """The message of a refused opening, after which the file must be as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CreditError) as caught:
        make_ledger(path, busy_timeout_s=0.05).open()
    assert caught.value.code is CreditErrorCode.SYSTEM_ERROR
    assert caught.value.next_step.endswith(".")
    assert (path.read_bytes() if path.is_file() else None) == before
    return caught.value.message


@pytest.fixture
def folder_of_nobody() -> Iterator[Path]:
    """One that an unprivileged user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="spotintro-test-"))
    folder.chmod(0o755)
    yield folder
    for found in (folder, *folder.rglob("*")):
        found.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(path: Path) -> str:
    """What opening says without root's rights, which pass every permission; all is imported before."""
    script = (
        "import os, sys, tempfile\n"
        "from spotintro.clock import SystemClock; from spotintro.store import open_ledger\n"
        "with tempfile.TemporaryDirectory() as warm:\n"
        "    open_ledger(url_or_path=warm + '/a', clock=SystemClock()).open()\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script + OPEN_AND_SAY, path], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_a_missing_file_is_made_private_in_a_private_folder(tmp_path: Path, make_ledger: MakeLedger) -> None:
    path = tmp_path / "new" / "data" / "credits.sqlite3"
    old = os.umask(0)
    try:
        ledger = make_ledger(path)
        assert figures(ledger.open()) == (10, 0, 0)
        ledger.hold([request("w")], ttl_s=60)
    finally:
        os.umask(old)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {found.stat().st_mode & 0o777 for found in path.parent.iterdir()} == {0o600}


def test_a_file_that_others_could_read_is_made_private(store_path: Path, make_ledger: MakeLedger) -> None:
    store_path.chmod(0o644)
    make_ledger().open()
    assert store_path.stat().st_mode & 0o777 == 0o600


def test_an_empty_file_becomes_a_store(tmp_path: Path, make_ledger: MakeLedger) -> None:
    path = tmp_path / "empty.sqlite3"
    path.touch()
    assert figures(make_ledger(path).open()) == (10, 0, 0)
    assert [found.name for found in tmp_path.iterdir() if "before" in found.name] == []


@pytest.mark.slow
def test_a_store_of_the_newest_version_opens_without_alembic(store_path: Path) -> None:
    script = OPEN_AND_SAY + "print(any(name.split('.')[0] == 'alembic' for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script, store_path], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["10", "False"]


@pytest.fixture
def next_version(tmp_path: Path) -> tuple[list[str], Path]:
    """The migrations with one more, which rebuilds a table: on SQLite that drops the table's triggers."""
    scripts = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "r9999_next.py").write_text(
        "from alembic import op\n"
        "import sqlalchemy as sa\n"
        "revision = '9999'\n"
        f"down_revision = '{REVISIONS[-1]}'\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('event', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('note', sa.Text(), nullable=True))\n"
    )
    return [*REVISIONS, "9999"], scripts


def test_an_old_store_is_migrated_and_a_copy_kept(
    store_path: Path, make_ledger: MakeLedger, next_version: tuple[list[str], Path]
) -> None:
    old = make_ledger()
    old.open()
    old.hold([request("w")], ttl_s=60)
    old.capture(request("w").key, intro=intro("w"))
    old.close()
    revisions, scripts = next_version
    engine = open_store(store_path, busy_timeout_s=1, revisions=revisions, migrations=scripts)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == "9999"
        assert connection.exec_driver_sql("SELECT posted FROM account").scalar_one() == 9
        triggers = connection.exec_driver_sql(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
        ).scalar_one()
    engine.dispose()
    assert triggers == 3
    copy = store_path.with_name("credits.sqlite3.before-9999")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sorted(
        found.name for found in store_path.parent.iterdir() if found.suffix not in {".sqlite3-journal", ".turn"}
    ) == [
        "credits.sqlite3",
        "credits.sqlite3.before-9999",
    ]
    kept = make_ledger(copy)
    assert figures(kept.open()) == (9, 1, 0)
    assert kept.last_intros() == (intro("w"),)
    assert kept.audit().ok


def test_a_migration_that_fails_changes_nothing(
    store_path: Path, make_ledger: MakeLedger, next_version: tuple[list[str], Path]
) -> None:
    make_ledger().open()
    revisions, scripts = next_version
    step = scripts / "versions" / "r9999_next.py"
    step.write_text(step.read_text() + "    op.execute('UPDATE nowhere SET a = 1')\n")
    with pytest.raises(CreditError) as caught:
        open_store(store_path, busy_timeout_s=1, revisions=revisions, migrations=scripts)
    assert caught.value.code is CreditErrorCode.SYSTEM_ERROR
    again = make_ledger()
    assert figures(again.open()) == (10, 0, 0)
    assert again.audit().ok


def test_a_damaged_store_is_not_migrated(
    store_path: Path, make_ledger: MakeLedger, next_version: tuple[list[str], Path]
) -> None:
    ledger = make_ledger()
    ledger.open()
    ledger.close()
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE account SET used = -1")
    before = store_path.read_bytes()
    revisions, scripts = next_version
    with pytest.raises(CreditError, match="damaged"):
        open_store(store_path, busy_timeout_s=1, revisions=revisions, migrations=scripts)
    assert store_path.read_bytes() == before
    assert [found.name for found in store_path.parent.iterdir() if "before" in found.name] == []


def test_a_store_of_a_newer_version_is_refused(store_path: Path, make_ledger: MakeLedger) -> None:
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    assert "newer SpotIntro" in refusal(make_ledger, store_path)


def test_a_store_without_a_version_is_refused(store_path: Path, make_ledger: MakeLedger) -> None:
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM alembic_version")
    assert "newer SpotIntro" in refusal(make_ledger, store_path)


def test_another_programs_database_is_refused(tmp_path: Path, make_ledger: MakeLedger) -> None:
    path = tmp_path / "mail.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE mail (id INTEGER)")
    assert "another program" in refusal(make_ledger, path)


def test_garbage_is_refused(tmp_path: Path, make_ledger: MakeLedger) -> None:
    path = tmp_path / "credits.sqlite3"
    path.write_bytes(b"These are my notes, not a database.\n" * 200)
    path.chmod(0o644)
    assert "no credit store" in refusal(make_ledger, path)
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_truncated_store_is_refused(store_path: Path, make_ledger: MakeLedger) -> None:
    os.truncate(store_path, store_path.stat().st_size // 2)
    assert "damaged" in refusal(make_ledger, store_path)


def test_a_store_with_an_overwritten_page_is_refused_or_audited(store_path: Path, make_ledger: MakeLedger) -> None:
    ledger = make_ledger()
    ledger.open()
    ledger.close()
    with contextlib.closing(sqlite3.connect(store_path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'account'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with store_path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert "damaged" in refusal(make_ledger, store_path)


@pytest.mark.parametrize(
    "script",
    [
        "DROP TRIGGER entry_no_update",
        "DROP TRIGGER hold_fixed; CREATE TRIGGER hold_fixed BEFORE DELETE ON hold BEGIN SELECT 1; END",
        "PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = replace(sql, 'ck_lot_sum', 'x')",
    ],
)
def test_a_store_without_its_safeguards_is_refused(store_path: Path, make_ledger: MakeLedger, script: str) -> None:
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as connection:
        connection.executescript(script)
    assert "lacks its safeguards" in refusal(make_ledger, store_path)


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path, make_ledger: MakeLedger) -> None:
    assert "is a folder" in refusal(make_ledger, tmp_path)


def test_what_is_no_file_is_refused(tmp_path: Path, make_ledger: MakeLedger) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        assert "is no plain file" in refusal(make_ledger, path)


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path, make_ledger: MakeLedger) -> None:
    (tmp_path / "taken").write_text("not a folder")
    assert "can't be used" in refusal(make_ledger, tmp_path / "taken" / "credits.sqlite3")


def test_a_locked_store_is_refused_when_the_wait_is_over(store_path: Path, make_ledger: MakeLedger) -> None:
    ledger = make_ledger(busy_timeout_s=0.05)
    ledger.open()
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CreditError, match="locked") as caught:
            ledger.hold([request("w")], ttl_s=60)
        assert caught.value.code is CreditErrorCode.SYSTEM_ERROR
        with pytest.raises(CreditError, match="locked"):
            make_ledger(busy_timeout_s=0.05).open()
        other.execute("ROLLBACK")
    assert figures(ledger.user()) == (10, 0, 0)
    ledger.hold([request("w")], ttl_s=60)


@pytest.mark.slow
def test_a_read_only_file_is_refused(folder_of_nobody: Path, empty_store: Path) -> None:
    path = folder_of_nobody / "credits.sqlite3"
    shutil.copy(empty_store, path)
    path.chmod(0o444)
    folder_of_nobody.chmod(0o555)
    before = path.read_bytes()
    said = as_nobody(path)
    assert said.startswith("SYSTEM_ERROR|")
    assert "is read-only" in said
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_folder_that_cant_be_written_is_refused(folder_of_nobody: Path) -> None:
    folder_of_nobody.chmod(0o555)
    said = as_nobody(folder_of_nobody / "credits.sqlite3")
    assert said.startswith("SYSTEM_ERROR|The folder of the credit store can't be used")
    said = as_nobody(folder_of_nobody / "data" / "credits.sqlite3")
    assert said.startswith("SYSTEM_ERROR|The folder of the credit store can't be used")
    assert list(folder_of_nobody.iterdir()) == []


@pytest.mark.slow
def test_an_unreadable_file_is_refused(folder_of_nobody: Path, empty_store: Path) -> None:
    path = folder_of_nobody / "credits.sqlite3"
    shutil.copy(empty_store, path)
    path.chmod(0)
    assert "can't be opened" in as_nobody(path)


def test_a_full_disk_books_nothing(store_path: Path, make_ledger: MakeLedger) -> None:
    ledger = make_ledger()
    ledger.open()
    ledger.hold([request("w")], ttl_s=60)
    assert ledger.transactions.writing is not None
    with ledger.transactions.writing.begin():
        pages = ledger.transactions.writing.exec_driver_sql("PRAGMA page_count").scalar_one()
        ledger.transactions.writing.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CreditError, match="full") as caught:
        ledger.capture(request("w").key, intro=intro("w", text="long " * 10_000))
    assert caught.value.code is CreditErrorCode.SYSTEM_ERROR
    assert figures(ledger.user()) == (9, 0, 1)
    assert ledger.last_intros() == ()
    assert ledger.audit().ok
    assert figures(ledger.capture(request("w").key, intro=intro("w"))) == (9, 1, 0)


@pytest.mark.slow
def test_a_file_that_may_not_grow_books_nothing(store_path: Path, make_ledger: MakeLedger) -> None:
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"size = {store_path.stat().st_size} // 8\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n" + OPEN_AND_SAY
    )
    done = subprocess.run(
        [sys.executable, "-c", script, store_path], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.startswith("SYSTEM_ERROR|")
    assert "disk" in done.stdout
    assert figures(make_ledger().open()) == (10, 0, 0)


def test_a_store_moved_away_while_open_is_noticed(store_path: Path, make_ledger: MakeLedger) -> None:
    ledger = make_ledger()
    ledger.open()
    store_path.rename(store_path.with_name("elsewhere"))
    with pytest.raises(CreditError, match="moved or deleted"):
        ledger.hold([request("w")], ttl_s=60)
