"""What is kept of answers, for how long, and what a damaged file does."""

from __future__ import annotations

import stat
import zlib
from pathlib import Path

import pytest

from spotintro.facts.answers import DAY_S, MONTH_S, KeptAnswers

URL = "https://musicbrainz.org/ws/2/artist/1"


class _Now:
    def __init__(self) -> None:
        self.s = 1_800_000_000.0

    def __call__(self) -> float:
        return self.s


def test_an_answer_is_kept_for_a_month_and_nothing_for_a_day(tmp_path: Path) -> None:
    now = _Now()
    answers = KeptAnswers(tmp_path / "facts", now=now)
    answers.put(URL, {"name": "Björk"}, keep_s=MONTH_S)
    answers.put("nothing", None, keep_s=DAY_S)
    kept = answers.get("nothing")
    assert kept is not None
    assert kept.document is None
    now.s += DAY_S + 1
    assert answers.get("nothing") is None
    now.s += MONTH_S - DAY_S - 2
    kept = answers.get(URL)
    assert kept is not None
    assert kept.document == {"name": "Björk"}
    now.s += 2
    assert answers.get(URL) is None


def test_its_files_are_its_owners_and_tell_nothing_by_their_names(tmp_path: Path) -> None:
    KeptAnswers(tmp_path / "facts").put(URL, {"name": "Björk"}, keep_s=MONTH_S)
    (path,) = (tmp_path / "facts").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.name.isalnum()
    assert len(path.name) == 40


def test_shortening_counts_from_the_asking(tmp_path: Path) -> None:
    now = _Now()
    answers = KeptAnswers(tmp_path, now=now)
    answers.put(URL, [], keep_s=MONTH_S)
    now.s += DAY_S / 2
    answers.shorten(URL)
    answers.shorten(URL)
    now.s += DAY_S / 2 - 1
    assert answers.get(URL) is not None
    now.s += 2
    assert answers.get(URL) is None
    answers.shorten(URL)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\x00" * 100,
        zlib.compress(b"{}"),
        zlib.compress(b"[]"),
        zlib.compress(b'{"url": "another", "at_s": 1, "keep_s": 1, "document": 1}'),
        zlib.compress(b'{"url": "%s", "at_s": [], "keep_s": 1, "document": 1}' % URL.encode()),
        zlib.compress(b'{"url": "%s"' % URL.encode()),
        zlib.compress(bytes(9_000_000)),
        zlib.compress(b"[" * 100_000),
    ],
)
def test_a_damaged_file_is_not_there_and_is_replaced(content: bytes, tmp_path: Path) -> None:
    answers = KeptAnswers(tmp_path)
    answers.put(URL, 1, keep_s=MONTH_S)
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert answers.get(URL) is None
    answers.put(URL, 2, keep_s=MONTH_S)
    kept = answers.get(URL)
    assert kept is not None
    assert kept.document == 2


def test_a_file_that_was_cut_is_not_there(tmp_path: Path) -> None:
    answers = KeptAnswers(tmp_path)
    answers.put(URL, {"name": "x" * 1_000}, keep_s=MONTH_S)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-5])
    assert answers.get(URL) is None


def test_a_clock_that_was_ahead_keeps_nothing_for_good(tmp_path: Path) -> None:
    now = _Now()
    answers = KeptAnswers(tmp_path, now=now)
    now.s += 10 * MONTH_S
    answers.put(URL, 1, keep_s=MONTH_S)
    now.s -= 10 * MONTH_S
    assert answers.get(URL) is None


def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    answers = KeptAnswers(tmp_path / "facts")
    answers.put(URL, 1, keep_s=MONTH_S)
    answers.forget()
    assert not (tmp_path / "facts").exists()
