"""The operator's key: kept where it is agreed to, and each way of not having it told with its own next step."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from spotintro.cli.failures import failure_of
from spotintro.credits.vouchers import new_private_key
from spotintro.operators.key import (
    NoOperatorKey,
    OperatorKeyDamaged,
    OperatorKeyError,
    keep_key,
    read_key,
    require_key,
)
from tests.fakes.keyrings import ForgetfulKeyring, LockedKeyring, MemoryKeyring


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def told(error: OperatorKeyError) -> tuple[str, int, str]:
    failure = failure_of(error)
    assert failure is not None
    return failure.code, failure.status, f"{failure.message} {failure.next_step}"


def test_one_that_is_kept_is_read_again(tmp_path: Path, memory: MemoryKeyring) -> None:
    key = new_private_key()
    assert keep_key(tmp_path, key, allow_file=False) is None
    assert require_key(tmp_path) == key
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_none_it_says_how_to_make_one(tmp_path: Path, memory: MemoryKeyring) -> None:
    assert read_key(tmp_path) is None
    with pytest.raises(NoOperatorKey) as caught:
        require_key(tmp_path)
    assert told(caught.value) == (
        "NO_OPERATOR_KEY",
        1,
        "There is no operator's key here. Make one with `spotintro operator init`.",
    )


def test_without_a_keyring_it_goes_into_a_file_that_was_agreed_to_alone(
    tmp_path: Path, memory: MemoryKeyring
) -> None:
    keyring.set_keyring(ForgetfulKeyring())
    key = new_private_key()
    with pytest.raises(OperatorKeyError, match="no keyring") as caught:
        keep_key(tmp_path, key, allow_file=False)
    code, status, sentence = told(caught.value)
    assert (code, status) == ("OPERATOR_KEY_UNAVAILABLE", 1)
    assert "spotintro operator init --insecure-file" in sentence
    file = keep_key(tmp_path, key, allow_file=True)
    assert file is not None
    assert file.stat().st_mode & 0o777 == 0o600
    assert read_key(tmp_path) == key


def test_a_file_that_cant_be_kept_points_to_the_folder(tmp_path: Path, memory: MemoryKeyring) -> None:
    keyring.set_keyring(ForgetfulKeyring())
    (tmp_path / "secrets").write_text("a file")
    with pytest.raises(OperatorKeyError, match="can't be kept") as caught:
        keep_key(tmp_path, new_private_key(), allow_file=True)
    assert told(caught.value)[2].endswith("Look at the data folder's permissions.")


def test_a_locked_keyring_is_no_missing_key(tmp_path: Path, memory: MemoryKeyring) -> None:
    keyring.set_keyring(LockedKeyring())
    with pytest.raises(OperatorKeyError, match="locked") as caught:
        require_key(tmp_path)
    code, status, sentence = told(caught.value)
    assert (code, status) == ("OPERATOR_KEY_UNAVAILABLE", 1)
    assert "Unlock the keyring" in sentence
    assert "OPENAI_API_KEY" not in sentence


def test_a_damaged_one_is_told_without_what_is_kept(tmp_path: Path, memory: MemoryKeyring) -> None:
    memory.kept["spotintro", "operator"] = "0123secret"
    with pytest.raises(OperatorKeyDamaged, match="in the keyring is damaged") as caught:
        read_key(tmp_path)
    assert told(caught.value)[:2] == ("OPERATOR_KEY_DAMAGED", 1)
    assert "0123secret" not in "".join(traceback.format_exception(caught.value))
