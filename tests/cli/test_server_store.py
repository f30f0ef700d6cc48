"""The commands on an account that is kept on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import Commands
from tests.fakes.postgres_server import Server, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as started:
        yield started


@pytest.fixture
def url(server: Server, spotintro: Commands) -> str:
    found = f"postgresql+psycopg://postgres:hunter2@/{server.make_database()}?host={server.folder}"
    spotintro.config(f'[store]\nurl = "{found}"\n')
    return found


@pytest.mark.usefixtures("url")
def test_the_account_is_on_the_server(spotintro: Commands, tmp_path: Path) -> None:
    assert spotintro("intro", "--player", "demo", "--out", str(tmp_path / "x.wav")).status == 0
    assert spotintro("credits", "--json").document()["available"] == 9
    assert spotintro("credits", "audit", "--json").document() == {"ok": True, "entries": 2, "problems": []}
    assert not list(tmp_path.rglob("*.sqlite3"))


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_copies_are_the_servers_business(spotintro: Commands, tmp_path: Path, command: str) -> None:
    result = spotintro("credits", command, str(tmp_path / "copy"), "--json")
    assert result.status == 1
    error = result.error()
    assert error["code"] == "OPERATION_FAILED"
    assert "pg_dump" in error["next_step"]
    assert "hunter2" not in str(error)


@pytest.mark.usefixtures("url")
def test_the_doctor_says_which_server_and_what_the_role_may(spotintro: Commands) -> None:
    result = spotintro("doctor", "--json")
    checks = {check["part"]: check for check in result.document()["checks"]}
    assert "PostgreSQL 1" in checks["store"]["message"]
    assert "as postgres, who could change what is booked" in checks["store"]["message"]
    assert "docs/postgres.md" in checks["store"]["next_step"]
    assert checks["account"]["message"].startswith("10 credits")
    assert "hunter2" not in result.out + result.err


def test_a_server_that_is_not_there_is_one_line(spotintro: Commands, tmp_path: Path) -> None:
    spotintro.config(f'[store]\nurl = "postgresql://ana:hunter2@/x?host={tmp_path}"\n')
    result = spotintro("credits", "--json")
    assert result.status == 1
    assert "Nobody answers" in result.error()["message"]
    assert "hunter2" not in result.out + result.err
