"""One setting is put into the file, and all else in it stays."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from spotintro.config.errors import ConfigError, ConfigUnwritable
from spotintro.config.example import example_text
from spotintro.config.writing import keep_setting

THEME = ("screen", "theme")


def kept(tmp_path: Path, text: str, value: str | bool = "nord", path: tuple[str, ...] = THEME) -> str:
    file = tmp_path / "config.toml"
    file.write_bytes(text.encode())
    keep_setting(file, path, value)
    return file.read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[screen]\ntheme = "nord"\n'),
        ("# Mine.", '# Mine.\n[screen]\ntheme = "nord"\n'),
        ("# Mine.\n", '# Mine.\n\n[screen]\ntheme = "nord"\n'),
        ('[screen]\ntheme = "dracula"  # for the night\n', '[screen]\ntheme = "nord"  # for the night\n'),
        ("[screen]\ntheme='a\"b'# odd\n", '[screen]\ntheme = "nord"# odd\n'),
        ('screen.theme = "dracula"\n', None),
        ('screen = {theme = "dracula"}\n', None),
        ('[screen]\ntheme = """dra\ncula"""\n', None),
        ('[screen]\ntheme = "dra\\"cula"\n', None),
        ("[screen]\nanimation = true\n", '[screen]\ntheme = "nord"\nanimation = true\n'),
        (
            "[ screen ] # looks\n# theme = \"spotintro-dark\"\n[screen.keys]\n# theme = 'x'\n",
            "[ screen ] # looks\ntheme = \"nord\"\n[screen.keys]\n# theme = 'x'\n",
        ),
        (
            '[voice]\n# theme = "no"\n[screen.keys]\nquit = "Q"\n',
            '[voice]\n# theme = "no"\n[screen.keys]\nquit = "Q"\n\n[screen]\ntheme = "nord"\n',
        ),
        ('[screen]\r\ntheme = "a"\r\n# end\r\n', '[screen]\r\ntheme = "nord"\r\n# end\r\n'),
        ('[host]\nx = """\n[screen]\n"""\n', None),
    ],
)
def test_comments_order_and_line_ends_stay(tmp_path: Path, before: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(ConfigUnwritable, match=r"screen\.theme was not kept") as told:
            kept(tmp_path, before)
        assert (tmp_path / "config.toml").read_text() == before
        assert 'theme = "nord" under [screen]' in told.value.next_step
    else:
        assert kept(tmp_path, before) == after


def test_a_file_that_is_not_there_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    keep_setting(file, THEME, "nord")
    lines, example = file.read_text().splitlines(), example_text().splitlines()
    assert [line for line in lines if line not in example] == ['theme = "nord"']
    assert len(lines) == len(example)
    assert file.stat().st_mode & 0o077 == 0


def test_a_link_stays_one(tmp_path: Path) -> None:
    real, file = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text("# Mine.\n")
    file.symlink_to(real)
    keep_setting(file, THEME, "nord")
    assert file.is_symlink()
    assert tomllib.loads(real.read_text()) == {"screen": {"theme": "nord"}}


def test_a_deeper_table_and_other_values(tmp_path: Path) -> None:
    path = ("credits", "costs", "GENERATE_TRACK_INTRO")
    assert tomllib.loads(kept(tmp_path, example_text(), False, path))["credits"]["costs"] == {path[-1]: False}


def test_what_is_no_toml_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not TOML"):
        kept(tmp_path, "[screen\n")
    assert (tmp_path / "config.toml").read_text() == "[screen\n"


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    with pytest.raises(ConfigError):
        keep_setting(tmp_path / "config" / "config.toml", THEME, "nord")
