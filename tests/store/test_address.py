"""What a setting names, and that no password of it is ever shown."""

from __future__ import annotations

import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from spotintro.credits.errors import CreditError
from spotintro.store.address import PostgresUrl, address_of, file_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres"])
def test_a_servers_database(scheme: str) -> None:
    found = address_of(f"{scheme}://ana:p%40%2F%23@db.example.org:5433/credits?sslmode=verify-full")
    assert found == PostgresUrl("db.example.org", 5433, "credits", "ana", "p@/#", {"sslmode": "verify-full"})
    assert str(found) == "db.example.org/credits"
    assert isinstance(hash(found), int)


def test_a_local_socket_and_no_user() -> None:
    found = address_of("postgresql+psycopg:///credits?host=/run/postgresql")
    assert found == PostgresUrl("", None, "credits", None, None, {"host": "/run/postgresql"})
    assert str(found) == "/run/postgresql/credits"


def test_nothing_of_the_sign_in_is_shown() -> None:
    found = address_of("postgresql://ana:hunter2@db/x?password=hunter2&sslpassword=hunter2")
    assert "hunter2" not in f"{found} {found!r}"
    assert "ana" not in f"{found} {found!r}"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:hunter2/3@db/x",
        "postgresql://u:hunter2?@db/x",
        "postgresql://u:hunter2#@db/x",
        "postgresql://u:[hunter2@db/x",
        "postgresql://u:hunter2@db:port/x",
        "postgresql://u:hunter2@db/x?hunter2",
        "postgresql://u:hunter2@db",
        "postgresql://u:hunter2@db/",
        "mysql://u:hunter2@db/x",
    ],
)
def test_an_address_that_cant_be_read_is_a_sentence_without_its_password(url: str) -> None:
    with pytest.raises(CreditError) as caught:
        address_of(url)
    assert caught.value.message.endswith(".")
    assert "hunter2" not in "".join(traceback.format_exception(caught.value)) + caught.value.next_step


def test_what_works_on_files_alone_refuses_a_server() -> None:
    assert file_of("sqlite:///relative.db") == Path("relative.db")
    with pytest.raises(CreditError, match="db/x is no file"):
        file_of("postgresql://u:hunter2@db/x")


def test_a_missing_driver_is_a_sentence_with_what_to_install() -> None:
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from spotintro.clock import SystemClock\n"
        "from spotintro.credits.errors import CreditError\n"
        "from spotintro.store import open_ledger\n"
        "try: open_ledger(url_or_path='postgresql://u:hunter2@db/x', clock=SystemClock()).open()\n"
        "except CreditError as error: print(error.code, error.message, error.next_step)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.startswith("SYSTEM_ERROR PostgreSQL's driver is not installed")
    assert "pip install 'spotintro[postgres]'" in done.stdout
    assert "hunter2" not in done.stdout
