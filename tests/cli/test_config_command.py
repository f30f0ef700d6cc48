"""`spotintro config`, and what every command says to a config that is wrong."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import msgspec
import pytest

from spotintro.config import Settings
from spotintro.config.example import example_text
from tests.cli.commands import Commands


def test_the_paths(spotintro: Commands, tmp_path: Path) -> None:
    result = spotintro("config", "path")
    assert result.out == f"{tmp_path / 'config.toml'}\n"
    assert str(spotintro.data_dir) in result.err
    assert spotintro("config", "path", "--json").document() == {
        "config_file": str(tmp_path / "config.toml"),
        "data_dir": str(spotintro.data_dir),
    }
    assert not spotintro.data_dir.exists(), "asking for a path makes nothing"


def test_options_may_stand_before_and_after_the_command(spotintro: Commands, tmp_path: Path) -> None:
    file, folder = str(tmp_path / "o.toml"), str(tmp_path / "o")
    expected = {"config_file": file, "data_dir": folder}
    assert spotintro("--config", file, "--data-dir", folder, "config", "path", "--json").document() == expected
    assert spotintro("config", "path", "--json", "--config", file, "--data-dir", folder).document() == expected
    assert spotintro("config", "--config", file, "path", "--json", "--data-dir", folder).document() == expected


def test_show_reads_back_as_the_settings(spotintro: Commands) -> None:
    spotintro.config("[voice]\nrate_wpm = 200\n")
    shown = tomllib.loads(spotintro("config", "show").out)
    assert shown["voice"]["rate_wpm"] == 200
    assert msgspec.convert(shown, Settings).writer == Settings().writer
    assert spotintro("config", "show", "--json").document() == shown


def test_check(spotintro: Commands, tmp_path: Path) -> None:
    assert spotintro("config", "check").status == 0
    spotintro.config("[voice]\nrate_wpm = 1\nvolume = 3\n")
    result = spotintro("config", "check")
    assert result.status == 2
    assert [line.partition(": ")[0] for line in result.out.splitlines()] == [
        f"{tmp_path / 'config.toml'}, line 2",
        f"{tmp_path / 'config.toml'}, line 3",
    ]
    document = spotintro("config", "check", "--json").document()
    assert (document["ok"], [fault["line"] for fault in document["faults"]]) == (False, [2, 3])


def test_init_writes_once_and_for_the_owner(spotintro: Commands, tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "config.toml"
    assert spotintro("config", "init", "--config", str(file)).out == f"{file}\n"
    assert file.read_text() == example_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("# mine\n")
    again = spotintro("config", "init", "--config", str(file))
    assert (again.status, file.read_text()) == (2, "# mine\n")
    assert spotintro("config", "check", "--config", str(file)).status == 0


def test_init_where_nothing_can_be_written(spotintro: Commands, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = spotintro("config", "init", "--config", str(tmp_path / "file" / "config.toml"))
    assert result.status == 1
    assert "can't be written" in result.err


@pytest.mark.parametrize(
    "command", [["now"], ["credits"], ["intro"], ["support"], ["demo", "--plain"], ["config", "show"]]
)
def test_a_wrong_setting_ends_every_command_with_2(
    spotintro: Commands, tmp_path: Path, command: list[str]
) -> None:
    spotintro.config('[writer]\nprovder = "openai"\n')
    result = spotintro(*command)
    assert (result.status, result.out) == (2, "")
    assert f"{tmp_path / 'config.toml'}, line 2: " in result.err
    assert "Did you mean “provider”?" in result.err
    assert not spotintro.data_dir.exists()


def test_the_same_as_json(spotintro: Commands) -> None:
    spotintro.config("[voice]\nrate_wpm = 1\n")
    result = spotintro("credits", "--json")
    assert result.status == 2
    assert result.error()["code"] == "CONFIG"
    assert "line 2" in result.error()["message"]
    assert result.err == ""


def test_a_named_config_that_is_not_there(spotintro: Commands, tmp_path: Path) -> None:
    result = spotintro("credits", "--config", str(tmp_path / "none.toml"))
    assert result.status == 2
    assert "no such file" in result.err


def test_no_home_and_nothing_named(spotintro: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def unknown(_user_id: int) -> None:
        raise KeyError

    for name in ("HOME", "SPOTINTRO_CONFIG", "SPOTINTRO_DATA_DIR"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    result = spotintro("credits")
    assert (result.status, result.out) == (2, "")
    assert "no home folder" in result.err
    doctor = spotintro("doctor")
    assert doctor.status == 1
    assert "no home folder" in doctor.out


def test_a_data_folder_that_cant_be_made(spotintro: Commands, tmp_path: Path) -> None:
    result = spotintro("credits", "--data-dir", str(tmp_path / "config.toml"), "--json")
    assert result.status == 2
    assert "can't be made" in result.error()["message"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[screen.keys]\nintroduce = "spce"\n', 2, "no key “spce”; it keeps i. Did you mean “space”?"),
        ('[screen.keys]\nintroduce = "hyper+i"\n', 2, "no key “hyper+i”"),
        ('[screen.keys]\nintro = "f5"\n', 2, "no command “intro”. Did you mean “intros”?"),
        ('[screen.keys]\nnext = "f5"\nprevious = "f6, f5"\n', 3, "next has this key already."),
        ('[screen]\n\ntheme = "nrd"\n', 3, "no theme “nrd”. Did you mean “nord”?"),
        ('[writer.openai]\nbase_url = "localhost:11434/v1"\n', 2, "no address of a server"),
        ('[writer.openai]\nbase_url = "http://host:99999/v1"\n', 2, "no address of a server"),
        ('[writer.openai]\nbase_url = "http://host:0/v1"\n', 2, "no address of a server"),
        ('[writer.openai]\nbase_url = "http://a..b/v1"\n', 2, "no address of a server"),
        ('[writer.openai]\nbase_url = "http://[::1/v1"\n', 2, "no address of a server"),
        ('[writer.openai]\nbase_url = "ftp://host/v1"\n', 2, "no address of a server"),
        ('[spotify]\napi_url = "https://host:port/v1"\n', 2, "no address of a server"),
        ('[spotify]\n\naccounts_url = "https://:443"\n', 3, "no address of a server"),
        ('[support]\nemail = "ask the desk"\n', 2, "no e-mail address"),
        ('[store]\nurl = "mysql://u:secret@host/db"\n', 2, "a store of the kind mysql"),
        ('[store]\nurl = "postgresql+asyncpg://host/db"\n', 2, "a store of the kind postgresql+asyncpg"),
        ('[store]\nurl = "postgresql://host"\n', 2, "names no database"),
        ('[store]\nurl = "postgresql://u:secret@host/db?sslmod=require"\n', 2, "an option that PostgreSQL"),
        ('[store]\nurl = "/"\n', 2, "this is a folder"),
        ('[store]\nurl = "/etc/passwd/credits.sqlite3"\n', 2, "/etc/passwd is a file"),
    ],
)
def test_check_finds_what_could_not_be_followed(spotintro: Commands, text: str, line: int, said: str) -> None:
    spotintro.config(text)
    result = spotintro("config", "check", "--json")
    assert result.status == 2
    (fault,) = result.document()["faults"]
    assert fault["line"] == line
    assert said in fault["message"]
    assert "secret" not in result.out


@pytest.mark.parametrize(
    "text",
    [
        '[screen.keys]\nnext = "p"\nprevious = "n, ctrl+b"\n',
        '[screen]\ntheme = "ansi-dark"\n',
        '[writer.openai]\nbase_url = "http://[::1]:8080/v1"\n',
        '[writer.openai]\nbase_url = "https://müller.example/v1"\n',
        '[store]\nurl = "postgresql+psycopg://u@host/db?sslmode=require"\n',
        '[store]\nurl = "sqlite:////tmp/there/is/none/credits.sqlite3"\n',
        '[support]\nemail = "credits@example.org"\n',
    ],
)
def test_check_lets_be_what_can_be_followed(spotintro: Commands, text: str) -> None:
    spotintro.config(text)
    result = spotintro("config", "check")
    assert (result.status, result.out) == (0, f"{os.environ['SPOTINTRO_CONFIG']} is in order.\n")


def test_check_lists_faults_of_every_kind_at_once(spotintro: Commands) -> None:
    spotintro.config(
        '[nope]\nx = 1\n[screen.keys]\nfoo = "x"\n[store]\nurl = "mysql://x/y"\n'
        '[writer.openai]\nbase_url = "ftp://x"\nnonsense = 1\ntimeout_s = "soon"\n'
    )
    faults = spotintro("config", "check", "--json").document()["faults"]
    assert [fault["line"] for fault in faults] == [1, 4, 6, 8, 9, 10]
    assert not spotintro("config", "check", "--json").document()["ok"]
