"""`spotintro credits export`, `backup` and `restore`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.cli.commands import Commands


def spend(spotintro: Commands, tmp_path: Path, name: str) -> None:
    assert spotintro("intro", "--player", "demo", "--out", str(tmp_path / f"{name}.wav")).status == 0


def test_the_export_oldest_first_to_stdout_and_to_a_private_file(spotintro: Commands, tmp_path: Path) -> None:
    spend(spotintro, tmp_path, "a")
    shown = spotintro("credits", "export")
    assert (shown.status, shown.err) == (0, "")
    rows = list(csv.DictReader(shown.out.splitlines()))
    assert [(row["sequence"], row["amount"]) for row in rows] == [("1", "10"), ("2", "-1")]
    assert [row["amount"] for row in spotintro("credits", "export", "--json").document()["entries"]] == [10, -1]
    out = tmp_path / "books.beancount"
    assert spotintro("credits", "export", "--beancount", "--out", str(out)).out == ""
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.read_text(encoding="utf-8").endswith(" balance Assets:SpotIntro:Credits  9 CREDIT\n")
    before = out.read_bytes()
    again = spotintro("credits", "export", "--out", str(out))
    assert again.status == 2
    assert "there already" in again.err
    assert out.read_bytes() == before


def test_a_copy_and_the_way_back(spotintro: Commands, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    assert spotintro("credits", "backup", str(copy), "--json").error()["code"] == "OPERATION_FAILED"
    spend(spotintro, tmp_path, "a")
    assert spotintro("credits", "backup", str(copy), "--json").document() == {"file": str(copy), "entries": 2}
    spend(spotintro, tmp_path, "b")
    assert spotintro("credits", "--json").document()["available"] == 8
    restored = spotintro("credits", "restore", str(copy), "--json").document()
    assert Path(restored["kept"]).parent == spotintro.data_dir
    assert spotintro("credits", "--json").document()["available"] == 9
    plain = spotintro("credits", "restore", restored["kept"])
    assert plain.status == 0
    assert plain.out.startswith("Restored from ")
    assert spotintro("credits", "--json").document()["available"] == 8
    refused = spotintro("credits", "restore", str(tmp_path / "missing"), "--json")
    assert (refused.status, refused.error()["code"]) == (1, "OPERATION_FAILED")


def test_an_exported_document_is_the_history_turned_round(spotintro: Commands, tmp_path: Path) -> None:
    spend(spotintro, tmp_path, "a")
    out = tmp_path / "entries.json"
    spotintro("credits", "export", "--json", "--out", str(out))
    history = spotintro("credits", "history", "--json").document()["entries"]
    assert json.loads(out.read_text(encoding="utf-8"))["entries"] == history[::-1]
