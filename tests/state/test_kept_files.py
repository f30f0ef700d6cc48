"""What is kept of what was fetched, and for how long."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from spotintro.state.kept_files import KeptFiles

DAY_S = 86_400.0


class _Days:
    def __init__(self) -> None:
        self.now_s = 1_800_000_000.0

    def __call__(self) -> float:
        self.now_s += 1
        return self.now_s


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def test_what_is_put_is_there_and_its_name_tells_nothing(tmp_path: Path) -> None:
    cache = KeptFiles(tmp_path / "covers", "cover")
    assert cache.get("https://i.scdn.co/image/abc") is None
    cache.put("https://i.scdn.co/image/abc", b"cover")
    assert KeptFiles(tmp_path / "covers", "cover").get("https://i.scdn.co/image/abc") == b"cover"
    [path] = files(tmp_path / "covers")
    assert "abc" not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_bounded_in_size_and_the_oldest_go_first(tmp_path: Path) -> None:
    cache = KeptFiles(tmp_path, "cover", max_bytes=1_000, now=_Days())
    for number in range(10):
        cache.put(str(number), bytes(300))
    assert [number for number in range(10) if cache.get(str(number)) is not None] == [7, 8, 9]
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 1_000


def test_it_is_bounded_in_number(tmp_path: Path) -> None:
    cache = KeptFiles(tmp_path, "cover", max_files=3, now=_Days())
    for number in range(10):
        cache.put(str(number), b"")
    assert [number for number in range(10) if cache.get(str(number)) is not None] == [7, 8, 9]


@given(sizes=st.lists(st.integers(0, 600), max_size=20))
def test_it_never_holds_more_than_it_may(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = KeptFiles(Path(folder), "cover", max_bytes=1_000, now=_Days())
        for number, size in enumerate(sizes):
            cache.put(str(number), bytes(size))
            assert sum(path.stat().st_size for path in files(Path(folder))) <= 1_000


def test_what_is_old_is_gone(tmp_path: Path) -> None:
    days = _Days()
    cache = KeptFiles(tmp_path, "cover", now=days)
    cache.put("a", b"a")
    cache.put("b", b"b")
    days.now_s += 29 * DAY_S
    assert cache.get("a") == b"a"
    days.now_s += 2 * DAY_S
    assert cache.get("a") is None
    cache.put("c", b"c")
    assert len(files(tmp_path)) == 1


def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    cache = KeptFiles(tmp_path / "covers", "cover")
    cache.forget()
    cache.put("a", b"a")
    cache.forget()
    assert cache.get("a") is None
    assert files(tmp_path) == []


def test_a_disk_that_takes_nothing_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "covers").write_text("a file where the folder should be")
    cache = KeptFiles(tmp_path / "covers", "cover")
    cache.put("a", b"a")
    assert cache.get("a") is None
    cache.drop("a")


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    cache = KeptFiles(tmp_path, "cover")
    os.mkdir(cache._path("a"))  # noqa: PTH102 - in the way of the file
    cache.put("a", b"a")
    assert [path.name for path in files(tmp_path)] == [cache._path("a").name]
