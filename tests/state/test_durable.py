"""Small files, whatever happens to them: other programs, crashes, full disks, foreign files, any umask."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from spotintro.state.durable import locked, make_folder, new_file, replace_file, replaced_file
from tests.open_names import open_names_stay
from tests.state.full_disk import full_disk

OLD, NEW = b"old " * 1000, b"new " * 1000


def started(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a program that has said that it is ready, and says nothing more until it is told to go."""
    program = subprocess.Popen(
        [sys.executable, "-c", f"import sys\nfrom pathlib import Path\n{script}", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    return program


def go(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None
    program.stdin.write("\n")
    program.stdin.flush()


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def names_in(folder: Path) -> set[str]:
    return {found.name for found in folder.iterdir()}


@pytest.fixture
def umask_000() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_no_file_is_open_when_it_gets_its_name_which_windows_would_refuse(tmp_path: Path) -> None:
    with open_names_stay():
        with replaced_file(tmp_path / "a") as stream:
            stream.write(OLD)
        replace_file(tmp_path / "a", NEW)
        with pytest.raises(ZeroDivisionError), new_file(tmp_path / "b"):
            raise ZeroDivisionError
    assert (tmp_path / "a").read_bytes() == NEW
    assert names_in(tmp_path) == {"a"}


def test_a_name_that_can_t_be_had_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory"), replaced_file(tmp_path / "a") as stream:
        stream.write(NEW)
    assert names_in(tmp_path) == {"a"}


def test_a_folder_and_those_above_it_are_their_owners_alone(tmp_path: Path, umask_000: None) -> None:
    made = tmp_path / "a" / "b" / "c"
    make_folder(made)
    make_folder(made)
    assert [mode_of(folder) for folder in (made, made.parent, made.parent.parent)] == [0o700] * 3


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    there.chmod(0o755)
    make_folder(there)
    make_folder(there / "inside")
    assert (mode_of(there), mode_of(there / "inside")) == (0o755, 0o700)


@pytest.mark.parametrize("inside", ["", "below"])
def test_what_is_no_folder_is_left_alone(tmp_path: Path, inside: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(OLD)
    with pytest.raises(OSError, match="file"):
        make_folder(file / inside)
    assert file.read_bytes() == OLD


MAKE = """
from spotintro.state.durable import make_folder
print("ready", flush=True)
sys.stdin.readline()
for number in range(100):
    make_folder(Path(sys.argv[1]) / str(number) / "a" / "b")
"""


@pytest.mark.slow
def test_programs_that_make_a_folder_at_once_all_have_it(tmp_path: Path) -> None:
    programs = [started(MAKE, tmp_path) for _ in range(3)]
    for program in programs:
        go(program)
    assert [program.wait(timeout=60) for program in programs] == [0] * 3
    for program in programs:
        program.communicate()
    assert all((tmp_path / str(number) / "a" / "b").is_dir() for number in range(100))


@pytest.mark.parametrize("synced", [True, False])
def test_a_file_is_replaced_whole_and_private(tmp_path: Path, umask_000: None, *, synced: bool) -> None:
    file = tmp_path / "file"
    file.write_bytes(OLD)
    file.chmod(0o644)
    replace_file(file, NEW, synced=synced)
    assert (file.read_bytes(), mode_of(file)) == (NEW, 0o600)
    assert names_in(tmp_path) == {"file"}


@pytest.mark.parametrize(("synced", "expected"), [(True, ["content", "name", "folder"]), (False, ["name"])])
def test_content_is_on_the_disk_before_it_has_its_name_and_the_name_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, synced: bool, expected: list[str]
) -> None:
    fsync, replace = os.fsync, os.replace
    done: list[str] = []

    def recorded_fsync(descriptor: int) -> None:
        fsync(descriptor)
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            done.append("folder")
        else:
            done.append("content" if status.st_size == len(NEW) else "a part of the content")

    def recorded_replace(old: object, new: object) -> None:
        replace(str(old), str(new))
        done.append("name")

    monkeypatch.setattr(os, "fsync", recorded_fsync)
    monkeypatch.setattr(os, "replace", recorded_replace)
    replace_file(tmp_path / "file", NEW, synced=synced)
    assert done == expected


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(OLD)
    link = tmp_path / "file"
    link.symlink_to("elsewhere")
    replace_file(link, NEW)
    assert (tmp_path / "elsewhere").read_bytes() == OLD
    assert not link.is_symlink()
    assert link.read_bytes() == NEW


def test_on_a_full_disk_the_old_content_stays(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(OLD)
    with full_disk(), pytest.raises(OSError, match="too large"):
        replace_file(file, NEW)
    assert file.read_bytes() == OLD
    assert names_in(tmp_path) == {"file"}


def test_a_folder_in_the_files_place_stays(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(OSError, match="file"):
        replace_file(tmp_path / "file", NEW)
    assert names_in(tmp_path) == {"file"}


# Ends as a power cut or a kill would, when all is written and the name is still the old one's.
CRASH = """
import os
from spotintro.state.durable import replace_file
def end(event, arguments):
    if event == "os.rename":
        print(Path(arguments[0]).name, oct(os.stat(arguments[0]).st_mode & 0o777), flush=True)
        os._exit(9)
sys.addaudithook(end)
os.umask(0)
print("ready", flush=True)
sys.stdin.readline()
replace_file(Path(sys.argv[1]), sys.argv[2].encode())
"""


@pytest.mark.slow
def test_a_crash_before_the_replacing_leaves_the_old_content(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(OLD)
    program = started(CRASH, file, NEW.decode())
    go(program)
    left, mode = program.communicate(timeout=60)[0].split()
    assert program.returncode == 9
    assert file.read_bytes() == OLD
    assert names_in(tmp_path) == {"file", left}
    assert ((tmp_path / left).read_bytes(), mode) == (NEW, "0o600"), "private before it has its name"
    replace_file(file, NEW)
    assert file.read_bytes() == NEW


WRITE = """
from spotintro.state.durable import replace_file
print("ready", flush=True)
sys.stdin.readline()
for _ in range(300):
    replace_file(Path(sys.argv[1]), sys.argv[2].encode() * 20_000, synced=False)
"""


@pytest.mark.slow
def test_who_reads_while_programs_write_finds_one_whole_content(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"a" * 20_000)
    programs = [started(WRITE, file, letter) for letter in "ab"]
    for program in programs:
        go(program)
    found = set()
    while any(program.poll() is None for program in programs):
        content = file.read_bytes()
        assert len(content) == 20_000
        assert len(set(content)) == 1
        found.add(content[:1])
    assert found == {b"a", b"b"}
    assert [program.communicate()[0] for program in programs] == ["", ""]
    assert names_in(tmp_path) == {"file"}


def test_a_new_file_is_private(tmp_path: Path, umask_000: None) -> None:
    with new_file(tmp_path / "file") as stream:
        stream.write(NEW)
    assert ((tmp_path / "file").read_bytes(), mode_of(tmp_path / "file")) == (NEW, 0o600)


def test_a_new_file_is_never_made_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(OLD)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("file", "folder", "link"):
        with pytest.raises(FileExistsError), new_file(tmp_path / name):
            pass
    assert names_in(tmp_path) == {"file", "folder", "link"}
    assert (tmp_path / "file").read_bytes() == OLD


def test_a_new_file_is_gone_again_where_the_work_fails(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(OSError, match="too large"), new_file(tmp_path / "file") as stream:
        stream.write(NEW)
    with pytest.raises(KeyboardInterrupt), new_file(tmp_path / "file"):
        raise KeyboardInterrupt
    assert names_in(tmp_path) == set()


CREATE = """
from spotintro.state.durable import new_file
print("ready", flush=True)
sys.stdin.readline()
made = 0
for number in range(100):
    try:
        with new_file(Path(sys.argv[1]) / str(number)):
            made += 1
    except FileExistsError:
        pass
print(made)
"""


@pytest.mark.slow
def test_of_programs_that_make_a_file_at_once_one_has_made_it(tmp_path: Path) -> None:
    programs = [started(CREATE, tmp_path) for _ in range(3)]
    for program in programs:
        go(program)
    assert sum(int(program.communicate(timeout=60)[0]) for program in programs) == 100


COUNT = """
from spotintro.state.durable import locked
print("ready", flush=True)
sys.stdin.readline()
folder = Path(sys.argv[1])
for _ in range(40):
    with locked(folder / "lock"):
        count = int((folder / "count").read_text())
        (folder / "count").write_text(str(count + 1))
"""


@pytest.mark.slow
def test_what_is_read_and_written_under_a_lock_is_one_programs_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    programs = [started(COUNT, tmp_path) for _ in range(3)]
    for program in programs:
        go(program)
    for program in programs:
        program.communicate(timeout=60)
    assert (tmp_path / "count").read_text() == "120"


HOLD = """
from spotintro.state.durable import locked
with locked(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.slow
def test_a_lock_dies_with_its_program_and_is_waited_for_no_longer_than_said(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    holding = started(HOLD, lock)
    try:
        for timeout_s in (0.1, 0.0, -1.0):
            began = time.monotonic()
            with pytest.raises(TimeoutError), locked(lock, timeout_s=timeout_s):
                pass
            assert max(0.0, timeout_s) <= time.monotonic() - began < 5
    finally:
        holding.kill()
        holding.communicate()
    with locked(lock, timeout_s=5):
        pass


def test_a_lock_is_an_empty_private_file_that_what_it_guards_may_fail_under(
    tmp_path: Path, umask_000: None
) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "lock"):
        raise ZeroDivisionError
    with locked(tmp_path / "lock", timeout_s=0):
        assert (mode_of(tmp_path / "lock"), (tmp_path / "lock").read_bytes()) == (0o600, b"")


def test_a_lock_makes_no_folder_and_follows_no_link(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), locked(tmp_path / "gone" / "lock", timeout_s=0):
        pass
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("elsewhere")
    for name in ("folder", "link"):
        with pytest.raises(OSError, match=name), locked(tmp_path / name, timeout_s=0):
            pass
    assert names_in(tmp_path) == {"folder", "link"}


@pytest.fixture
def readable_folder() -> Iterator[Path]:
    """One that an unprivileged user can look into, unlike pytest's own, and write nothing."""
    folder = Path(tempfile.mkdtemp(prefix="spotintro-test-"))
    (folder / "file").write_bytes(OLD)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


# Without root's rights, which pass every permission; the lock's library is imported before.
READ_ONLY = """
import os, tempfile
from spotintro.state.durable import locked, make_folder, new_file, replace_file
with tempfile.TemporaryDirectory() as warm, locked(Path(warm) / "lock"):
    pass
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
print("ready", flush=True)
sys.stdin.readline()
folder = Path(sys.argv[1])
def attempt(work):
    try:
        with work() or open(os.devnull):
            print("done")
    except PermissionError:
        print("refused")
attempt(lambda: make_folder(folder / "new"))
attempt(lambda: replace_file(folder / "file", b"new"))
attempt(lambda: new_file(folder / "new"))
attempt(lambda: locked(folder / "lock", timeout_s=1))
"""


@pytest.mark.slow
def test_a_read_only_folder_is_told_at_once_and_left_as_it_is(readable_folder: Path) -> None:
    program = started(READ_ONLY, readable_folder)
    go(program)
    assert program.communicate(timeout=60)[0].split() == ["refused"] * 4
    assert names_in(readable_folder) == {"file"}
    assert (readable_folder / "file").read_bytes() == OLD
