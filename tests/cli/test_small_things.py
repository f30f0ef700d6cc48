"""The small things of the command line: help, mistyped names, where `--json` stands, copies that fail."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from spotintro.cli.inspecting import terms_in_words
from tests.cli.commands import Commands, start
from tests.cli.test_failures import COMMANDS
from tests.credits.vouchers import terms


@pytest.mark.parametrize("group", ["config", "keys", "operator", "personas", "voices"])
@pytest.mark.parametrize("options", [[], ["--config", "c.toml"]])
def test_a_bare_group_prints_its_help_as_help_does(spotintro: Commands, group: str, options: list[str]) -> None:
    asked = spotintro(group, "--help")
    bare = spotintro(group, *options)
    assert (bare.status, bare.err) == (0, "")
    assert bare.out == asked.out
    assert "Commands:" in bare.out


@pytest.mark.parametrize(
    "group", ["config", "credits", "intros", "keys", "operator", "personas", "remote", "voices"]
)
def test_a_groups_help_tells_each_command_in_a_whole_sentence(spotintro: Commands, group: str) -> None:
    told = spotintro(group, "--help").out.partition("Commands:\n")[2]
    assert told
    assert "..." not in told


def test_each_command_takes_the_names_of_the_files(spotintro: Commands, tmp_path: Path) -> None:
    for command in COMMANDS:
        told = spotintro(*command.split(), "--help").out
        assert "--config FILE" in told, command
        assert "--data-dir DIR" in told, command
    assert spotintro("completion", "bash", "--config", str(tmp_path / "none.toml")).status == 0


def test_the_page_without_a_terminal_has_a_command_of_its_own(spotintro: Commands) -> None:
    assert "`spotintro intro`" in spotintro().err
    assert "`spotintro serve`" in spotintro("--serve").err


def test_a_voucher_for_nobody_wants_its_credits_named(spotintro: Commands) -> None:
    message = spotintro("operator", "issue", "--unbound", "--json").error()["message"]
    assert message == "Give --credits N or --package NAME."


def test_a_named_config_that_is_missing_is_made_where_it_was_named(spotintro: Commands, tmp_path: Path) -> None:
    missing = tmp_path / "other" / "settings.toml"
    error = spotintro("--config", str(missing), "credits", "--json").error()
    assert "`spotintro config init --config FILE`" in error["next_step"]
    assert spotintro("config", "init", "--config", str(missing)).status == 0
    assert spotintro("--config", str(missing), "credits").status == 0


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["docter"], "doctor"),
        (["intr"], "intro"),
        (["credit"], "credits"),
        (["credits", "balanc"], "balance"),
        (["config", "chek"], "check"),
    ],
)
def test_a_mistyped_command_is_told_what_was_meant(spotintro: Commands, words: list[str], meant: str) -> None:
    result = spotintro(*words, "--json")
    assert result.status == 2
    assert "Did you mean" in result.error()["message"]
    assert f"'{meant}'" in result.error()["message"]


def test_what_is_like_no_command_is_told_as_unknown(spotintro: Commands) -> None:
    assert spotintro("xyzzy", "--json").error()["message"] == "No such command 'xyzzy'."


@pytest.mark.parametrize(
    "words",
    [["credits"], ["credits", "history"], ["now", "--player", "demo"], ["config", "check"], ["support"]],
)
def test_json_may_stand_before_a_command(spotintro: Commands, words: list[str]) -> None:
    last = spotintro(*words, "--json")
    first = spotintro("--json", *words)
    assert (last.status, first.status) == (0, 0)
    assert set(first.document()) == set(last.document())
    between = spotintro(words[0], "--json", *words[1:])
    assert set(between.document()) == set(last.document())


def test_json_before_a_command_that_has_none_is_an_error(spotintro: Commands) -> None:
    result = spotintro("--json", "config", "init")
    assert result.status == 2
    assert "--json" in result.error()["message"]


def test_json_behind_two_hyphens_is_a_word(spotintro: Commands) -> None:
    assert "voucher" in spotintro("credits", "redeem", "--", "--json").err


def test_one_of_a_thing_is_one(spotintro: Commands, tmp_path: Path) -> None:
    assert spotintro("credits").status == 0
    copied = spotintro("credits", "backup", str(tmp_path / "copy.sqlite3"))
    assert copied.out.endswith("copy.sqlite3: 1 entry, everything agrees.\n")
    assert "for 1 day once" in terms_in_words(terms(lot_days=1))
    assert "for 2 days once" in terms_in_words(terms(lot_days=2))
    assert "every day, 3 times" in terms_in_words(terms(every_days=1, times=3))


@pytest.mark.parametrize("name", ["missing/copy", "/proc/copy", "a" * 300])
def test_a_copy_that_cannot_be_written_names_its_folder(spotintro: Commands, tmp_path: Path, name: str) -> None:
    assert spotintro("credits").status == 0
    folder = tmp_path / "copies"
    folder.mkdir()
    target = folder / name
    result = spotintro("credits", "backup", str(target), "--json")
    assert result.status == 1
    assert f"in the folder {target.parent}: " in result.error()["message"]
    assert str(spotintro.data_dir) not in result.error()["message"]
    assert list(folder.iterdir()) == []


def test_a_copy_that_finds_no_room_leaves_nothing(spotintro: Commands, tmp_path: Path) -> None:
    assert spotintro("credits").status == 0
    folder = tmp_path / "copies"
    folder.mkdir()

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    with start("credits", "backup", str(folder / "copy"), env=dict(os.environ), preexec_fn=little_room) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"The copy can't be written in the folder {folder}: " in err
    assert list(folder.iterdir()) == []
