"""Where files belong, and what the user says instead."""

from __future__ import annotations

import pwd
import stat
from pathlib import Path

import pytest

from spotintro.config import Paths
from spotintro.config.errors import FolderUnavailable
from spotintro.config.paths import find_config_file, find_data_dir


def test_the_option_wins_over_the_variable_and_that_over_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "d"))
    assert find_config_file(None, environ={}) == (tmp_path / "c" / "spotintro" / "config.toml", False)
    assert find_data_dir(None, environ={}) == tmp_path / "d" / "spotintro"
    variables = {"SPOTINTRO_CONFIG": "/v/c.toml", "SPOTINTRO_DATA_DIR": "/v/d"}
    assert find_config_file(None, environ=variables) == (Path("/v/c.toml"), True)
    assert find_data_dir(None, environ=variables) == Path("/v/d")
    assert find_config_file(Path("/o.toml"), environ=variables) == (Path("/o.toml"), True)
    assert find_data_dir(Path("/o"), environ=variables) == Path("/o")


def test_the_demo_has_a_folder_of_its_own_unless_one_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert find_data_dir(None, demo=True, environ={}) == tmp_path / "spotintro" / "demo"
    assert find_data_dir(Path("/o"), demo=True, environ={}) == Path("/o")
    assert find_data_dir(None, demo=True, environ={"SPOTINTRO_DATA_DIR": "/v"}) == Path("/v")


def test_without_a_home_folder_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_user_id: int) -> None:
        raise KeyError

    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for find in (find_config_file, find_data_dir):
        with pytest.raises(FolderUnavailable, match="no home folder") as failure:
            find(None)
        assert "SPOTINTRO_" in failure.value.next_step
    assert find_data_dir(None, environ={"SPOTINTRO_DATA_DIR": "~/x"}) == Path("~/x")
    assert find_config_file(None, environ={"SPOTINTRO_DATA_DIR": "/v"}) == (Path("/v/config.toml"), False)
    assert find_config_file(None, data_dir=Path("/o"), environ={}) == (Path("/o/config.toml"), False)


def test_a_new_data_folder_is_for_its_owner_alone_and_an_old_one_is_left(tmp_path: Path) -> None:
    new = Paths(tmp_path / "c", tmp_path / "a" / "b")
    assert stat.S_IMODE(new.make_data_dir().stat().st_mode) == 0o700
    new.data_dir.chmod(0o755)
    assert stat.S_IMODE(new.make_data_dir().stat().st_mode) == 0o755


def test_a_data_folder_that_cant_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(FolderUnavailable, match="can't be made"):
            Paths(tmp_path / "c", folder).make_data_dir()
