"""What the command line says of keyed books, of a copy put back, and of refunds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from tests.cli.commands import Commands
from tests.fakes.keyrings import LockedKeyring, MemoryKeyring


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def spend(spotintro: Commands, tmp_path: Path, name: str) -> None:
    assert spotintro("intro", "--player", "demo", "--out", str(tmp_path / f"{name}.wav")).status == 0


def books(spotintro: Commands) -> tuple[str, str, str]:
    checks = spotintro("doctor", "--json").document()["checks"]
    (found,) = [each for each in checks if each["part"] == "books"]
    return found["status"], found["message"], found["next_step"]


def test_doctor_says_whether_the_books_are_keyed(
    spotintro: Commands, memory: MemoryKeyring, tmp_path: Path
) -> None:
    status, message, _ = books(spotintro)
    assert (status, message.split(";")[0]) == ("ok", "Not keyed yet")
    assert memory.kept == {}, "asking makes no key"
    spend(spotintro, tmp_path, "a")
    assert books(spotintro)[:2] == ("ok", "Keyed from entry 2 on; the key is in the system's keyring.")
    keyring.set_keyring(LockedKeyring())
    status, message, next_step = books(spotintro)
    assert (status, message) == ("warn", "New entries are not keyed. The system's keyring is locked.")
    assert "the next charge is keyed" in next_step
    document = spotintro("credits", "audit", "--json").document()
    assert (document["ok"], document["unverified"]) == (True, 1)
    assert "1 keyed entry could not be verified" in spotintro("credits", "audit").out


def test_restoring_an_older_copy_says_what_it_lacks(
    spotintro: Commands, memory: MemoryKeyring, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite3"
    spend(spotintro, tmp_path, "a")
    spotintro("credits", "backup", str(copy))
    spend(spotintro, tmp_path, "b")
    spend(spotintro, tmp_path, "c")
    restored = spotintro("credits", "restore", str(copy))
    assert restored.status == 0
    assert "Entries 3 to 4 are missing: an older copy of the store was put back." in restored.out
    assert spotintro("credits", "audit").status == 0, "told and done: from now on this is the account's state"
    spend(spotintro, tmp_path, "d")
    assert spotintro("credits", "audit").status == 0
    behind = spotintro("credits", "restore", str(copy), "--json").document()["behind"]
    assert behind == "Entry 3 is missing: an older copy of the store was put back."


def test_a_copy_put_back_by_hand_is_told_by_the_audit(
    spotintro: Commands, memory: MemoryKeyring, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite3"
    spend(spotintro, tmp_path, "a")
    spotintro("credits", "backup", str(copy))
    spend(spotintro, tmp_path, "b")
    (spotintro.data_dir / "credits.sqlite3").write_bytes(copy.read_bytes())
    result = spotintro("credits", "audit")
    assert result.status == 1
    assert "older-copy, account local: Entry 3 is missing: an older copy of the store was put back." in result.out
    assert "spotintro credits restore FILE" in result.out
    spend(spotintro, tmp_path, "c")


def test_the_demo_leaves_no_secret_behind(spotintro: Commands, memory: MemoryKeyring) -> None:
    assert spotintro("demo", "--plain").status == 0
    assert memory.kept == {}


def test_a_local_store_takes_no_refund_of_an_operator(spotintro: Commands, tmp_path: Path) -> None:
    spend(spotintro, tmp_path, "a")
    refused = spotintro("operator", "refund", "2", "--json")
    assert (refused.status, refused.error()["code"]) == (1, "NOT_SHARED")
    assert "spotintro operator issue" in refused.error()["next_step"]
    assert spotintro("credits", "--json").document()["available"] == 9
