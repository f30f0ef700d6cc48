"""`config.example.toml` and the settings say the same, in both directions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from spotintro.config import Settings
from spotintro.config.example import example_text
from spotintro.config.loading import find_faults, load_settings
from spotintro.config.showing import as_toml, document_of, without_password

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
COSTS = frozenset({"GENERATE_TRACK_INTRO", "SPEAK_TRACK_INTRO"})


def uncommented() -> str:
    return re.sub(r"(?m)^# (?=[a-z_]+ = )", "", EXAMPLE.read_text())


def names(table: Mapping[str, Any], path: str = "") -> set[str]:
    found: set[str] = set()
    for name, value in table.items():
        nested = isinstance(value, dict) and value
        found |= names(value, f"{path}{name}.") if nested else {path + name}
    return found


def test_as_it_stands_it_sets_nothing() -> None:
    assert load_settings(EXAMPLE, cost_names=lambda: COSTS) == Settings()
    assert names({k: v for k, v in tomllib.loads(EXAMPLE.read_text()).items() if v}) <= {"writer.openai"}


def test_every_setting_is_in_it_with_its_default_and_nothing_else() -> None:
    text = uncommented()
    assert find_faults(EXAMPLE, text, cost_names=COSTS) == ()
    document = tomllib.loads(text)
    assert names(document) == names(msgspec.to_builtins(Settings()))
    assert document == msgspec.json.decode(msgspec.json.encode(Settings()))


def test_every_setting_has_a_line_of_its_own_above_it() -> None:
    lines = EXAMPLE.read_text().splitlines()
    for number, line in enumerate(lines):
        if re.match(r"# [a-z_]+ = ", line):
            above = lines[number - 1]
            assert re.match(r"# [A-Z].{8,}\.( \(.*\))?$", above), above


def test_the_file_is_what_init_writes() -> None:
    assert EXAMPLE.read_text() == example_text()


def test_what_show_prints_reads_back_as_the_same_settings() -> None:
    source = '[support]\nname = "a \\"b\\" \\\\ é\\nc"\n[screen.keys]\n"my key" = "x"\n[credits.costs]\nX = 3\n'
    settings = msgspec.convert(tomllib.loads(source), Settings)
    assert msgspec.convert(tomllib.loads("\n".join(as_toml(settings))), Settings) == settings


def test_lists_and_lists_of_tables_read_back_too() -> None:
    source = (
        f'[credits]\noperator_keys = ["{"ab" * 32}", "{"cd" * 32}"]\n'
        '[[credits.packages]]\nname = "a \\"small\\" one"\ncredits = 50\nprice = "5 €"\n'
        '[[credits.packages]]\nname = "big"\ncredits = 500\n'
    )
    settings = msgspec.convert(tomllib.loads(source), Settings)
    assert [package.credits for package in settings.credits.packages] == [50, 500]
    assert msgspec.convert(tomllib.loads("\n".join(as_toml(settings))), Settings) == settings


def test_passwords_are_not_shown() -> None:
    source = '[store]\nurl = "postgresql://me:hunter2@db/x?sslpassword=hunter2&a=b"\n'
    settings = msgspec.convert(tomllib.loads(source), Settings)
    assert "hunter2" not in "\n".join(as_toml(settings)) + str(document_of(settings))
    assert document_of(settings)["store"]["url"] == "postgresql://me:***@db/x?sslpassword=***&a=b"
    assert without_password("https://example.org/v1") == "https://example.org/v1"
