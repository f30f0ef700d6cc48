"""Where keys live, in which order, and what never happens to them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backends import fail, null

from spotintro.secrets import errors
from spotintro.secrets.credentials import Origin, Secret, Secrets
from tests.fakes.keyrings import BrokenKeyring, ForgetfulKeyring, LockedKeyring, MemoryKeyring
from tests.secret_service import ABSENT, LOCKED, PROJECT, UNLOCKED, on_a_bus

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEY = "sk-canary-0123456789"


def absent() -> KeyringBackend:
    backend: KeyringBackend = fail.Keyring()  # type: ignore[no-untyped-call]  # keyring's constructors are untyped
    return backend


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def chosen() -> Iterator[None]:
    """For tests that choose backends themselves."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_nothing_anywhere_is_none(tmp_path: Path, memory: MemoryKeyring) -> None:
    assert Secrets(tmp_path).read("openai") is None
    assert list(tmp_path.iterdir()) == []


def test_the_environment_wins_then_the_keyring_then_the_file(
    tmp_path: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Secrets(tmp_path)
    keyring.set_keyring(absent())
    assert kept.write("openai", "file", allow_file=True) is Origin.FILE
    keyring.set_keyring(memory)
    assert kept.read("openai") == Secret("file", Origin.FILE)
    memory.kept["spotintro", "openai"] = "ring"
    assert kept.read("openai") == Secret("ring", Origin.KEYRING)
    monkeypatch.setenv("OPENAI_API_KEY", "  env\n")
    assert kept.read("openai") == Secret("env", Origin.ENVIRONMENT)
    monkeypatch.setenv("OPENAI_API_KEY", "  ")
    assert kept.read("openai") == Secret("ring", Origin.KEYRING)


def test_a_key_is_kept_in_one_place_only(tmp_path: Path, memory: MemoryKeyring) -> None:
    kept = Secrets(tmp_path)
    keyring.set_keyring(absent())
    kept.write("openai", "old", allow_file=True)
    keyring.set_keyring(memory)
    assert kept.write("openai", KEY + "\n", allow_file=True) is Origin.KEYRING
    assert memory.kept == {("spotintro", "openai"): KEY}
    assert not kept.file_of("openai").exists()
    assert kept.delete("openai") == {Origin.KEYRING}
    assert memory.kept == {}
    with pytest.raises(errors.SecretNotStored):
        kept.delete("openai")


@pytest.mark.parametrize("backend", [null.Keyring, fail.Keyring, ForgetfulKeyring])
def test_without_a_keyring_nothing_is_written_unless_agreed(
    tmp_path: Path, chosen: None, backend: Callable[[], KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    with pytest.raises(errors.NoKeyring) as failure:
        Secrets(tmp_path).write("openai", KEY, allow_file=False)
    assert "OPENAI_API_KEY" in failure.value.next_step
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_for_its_owner_from_its_first_moment(tmp_path: Path, chosen: None) -> None:
    keyring.set_keyring(absent())
    kept = Secrets(tmp_path / "data")
    before = os.umask(0)
    try:
        kept.write("openai", KEY, allow_file=True)
    finally:
        os.umask(before)
    file = kept.file_of("openai")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["openai"], "no temporary file stays"
    assert kept.write("openai", "second", allow_file=True) is Origin.FILE
    assert kept.read("openai") == Secret("second", Origin.FILE)
    assert kept.delete("openai") == {Origin.FILE}
    assert not file.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, chosen: None, mode: int) -> None:
    keyring.set_keyring(absent())
    kept = Secrets(tmp_path)
    kept.write("openai", KEY, allow_file=True)
    kept.file_of("openai").chmod(mode)
    with pytest.raises(errors.SecretFileUnsafe) as failure:
        kept.read("openai")
    assert "chmod 600" in failure.value.next_step


def test_a_link_in_place_of_the_file_is_refused(tmp_path: Path, chosen: None) -> None:
    keyring.set_keyring(absent())
    kept = Secrets(tmp_path)
    kept.write("openai", KEY, allow_file=True)
    elsewhere = tmp_path / "elsewhere"
    kept.file_of("openai").rename(elsewhere)
    kept.file_of("openai").symlink_to(elsewhere)
    with pytest.raises(errors.SecretFileFailed):
        kept.read("openai")
    kept.write("openai", "new", allow_file=True)
    assert elsewhere.read_text() == KEY, "what the link pointed to is left alone"


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path, chosen: None) -> None:
    keyring.set_keyring(absent())
    (tmp_path / "secrets").write_text("in the way")
    with pytest.raises(errors.SecretFileFailed):
        Secrets(tmp_path).write("openai", KEY, allow_file=True)


def test_a_locked_keyring_is_told_unless_a_file_has_the_key(tmp_path: Path, chosen: None) -> None:
    keyring.set_keyring(LockedKeyring())
    kept = Secrets(tmp_path)
    with pytest.raises(errors.KeyringLocked):
        kept.read("openai")
    with pytest.raises(errors.KeyringLocked):
        kept.write("openai", KEY, allow_file=False)
    assert kept.write("openai", KEY, allow_file=True) is Origin.FILE
    assert kept.read("openai") == Secret(KEY, Origin.FILE)


def test_what_a_backend_says_of_the_key_is_not_passed_on(tmp_path: Path, chosen: None) -> None:
    keyring.set_keyring(BrokenKeyring())
    with pytest.raises(errors.KeyringFailed) as failure:
        Secrets(tmp_path).write("openai", KEY, allow_file=False)
    assert KEY not in "".join(traceback.format_exception(failure.value))
    assert "OSError" in failure.value.message


@given(value=st.text(max_size=30).filter(lambda text: not all("!" <= char <= "~" for char in text.strip())))
def test_what_can_be_no_key_is_refused_and_not_repeated(
    tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    with pytest.raises(errors.SecretUnusable) as failure:
        Secrets(tmp_path_factory.getbasetemp()).write("openai", value, allow_file=True)
    assert str(failure.value) == "The key holds spaces, control characters or letters that no key has."


@pytest.mark.parametrize("value", ["", " \n", "x" * 1281])
def test_empty_and_longer_than_windows_takes(tmp_path: Path, value: str) -> None:
    with pytest.raises(errors.SecretUnusable):
        Secrets(tmp_path).write("openai", value, allow_file=True)


def test_printing_a_secret_shows_where_it_is_from_and_not_what_it_is() -> None:
    secret = Secret(KEY, Origin.KEYRING)
    assert KEY not in f"{secret} {secret!r} {[secret]}"
    assert "keyring" in repr(secret)


# A keyring that hangs

ASK = """
import sys, time
from pathlib import Path
from spotintro.secrets.credentials import Secrets
from spotintro.secrets.errors import SecretsError
began = time.monotonic()
try:
    Secrets(Path(sys.argv[1])).read("openai")
except SecretsError as error:
    print(type(error).__name__, error.message)
print(round(time.monotonic() - began, 2))
"""


@pytest.mark.slow
def test_a_keyring_that_hangs_is_left_behind_after_three_seconds(tmp_path: Path) -> None:
    began = time.monotonic()
    result = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path)],
        cwd=PROJECT,
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "tests.fakes.keyrings.HangingKeyring"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    whole_s = time.monotonic() - began
    told, asked_s = result.stdout.strip().split("\n")
    assert told == "KeyringTimedOut The system's keyring did not answer within 3 s."
    assert 2.9 <= float(asked_s) < 4
    assert whole_s < float(asked_s) + 3, "the thread that hangs doesn't hold up the end of the program"
    assert result.stderr == ""


# A real Secret Service

ROUND = """
import sys
from pathlib import Path
from spotintro.secrets.credentials import Secrets, keyring_name
from spotintro.secrets.errors import SecretsError
kept = Secrets(Path(sys.argv[1]))
def tell(ask):
    try:
        print(ask())
    except SecretsError as error:
        print(type(error).__name__)
tell(keyring_name)
tell(lambda: kept.write("openai", "sk-canary-0123456789", allow_file=False).value)
tell(lambda: (secret := kept.read("openai")) and (secret.value[-3:], secret.origin.value))
tell(lambda: [origin.value for origin in kept.delete("openai")])
tell(lambda: kept.read("openai"))
"""


@pytest.mark.slow
@pytest.mark.service
def test_a_real_secret_service_keeps_and_forgets(tmp_path: Path) -> None:
    name, kept, read, deleted, after = on_a_bus(tmp_path, daemon=UNLOCKED, program=ROUND)
    assert "Secret" in name
    assert (kept, read, deleted, after) == ("keyring", "('789', 'keyring')", "['keyring']", "None")


@pytest.mark.slow
@pytest.mark.service
def test_a_real_secret_service_that_is_locked(tmp_path: Path) -> None:
    answers = on_a_bus(tmp_path, daemon=LOCKED, program=ROUND)
    assert answers == ["KeyringLocked"] * 5


@pytest.mark.slow
@pytest.mark.service
def test_a_bus_without_a_secret_service(tmp_path: Path) -> None:
    name, kept, read, deleted, after = on_a_bus(tmp_path, daemon=ABSENT, program=ROUND)
    assert (name, kept, read, deleted, after) == ("NoKeyring", "NoKeyring", "None", "SecretNotStored", "None")


@pytest.mark.slow
def test_a_system_without_a_bus(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    result = subprocess.run(
        [sys.executable, "-c", ROUND, tmp_path],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert result.stdout.split() == ["NoKeyring", "NoKeyring", "None", "SecretNotStored", "None"]
    assert result.stderr == ""
