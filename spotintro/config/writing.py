"""One setting put into the settings file, with all else in it, comments included, left as it is."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from spotintro.config.errors import ConfigError, ConfigUnwritable
from spotintro.config.loading import MAX_BYTES, parsed, read_text
from spotintro.config.locating import line_of

_ANY_HEADER: Final = re.compile(r"[ \t]*\[")


def keep_setting(file: Path, path: Sequence[str], value: str | float | bool, *, note: str = "") -> None:
    """Write a setting into the file, which is made where there is none. Blocks.

    Its line is changed where it has one. Else the commented-out line of that name becomes it, as in
    `config.example.toml`, or a line is added to its table. A link stays one, and the file its owner's alone.

    Args:
        file: TOML in UTF-8.
        path: Its tables and its name: `("screen", "theme")`.
        value: What it is from now on.
        note: A comment to stand above a line that is new; one line.

    Raises:
        ConfigError: the file can't be read or written, or the setting has a form that only a person should change.
    """
    from spotintro.state.durable import make_folder, replaced_file

    text = read_text(file, must_exist=False)
    if text is None:
        from spotintro.config.example import example_text

        text = example_text()
    before = parsed(file, text)
    after = _with_setting(text, path, value, note)
    if not _says_just_this(after, before, path, value):
        raise _unwritable(file, path, value, "its form there is one that SpotIntro doesn't change")
    try:
        crlf = file.exists() and b"\r\n" in file.read_bytes()[:MAX_BYTES]
        make_folder(file.parent)
        with replaced_file(file) as stream:
            stream.write((after.replace("\n", "\r\n") if crlf else after).encode())
    except OSError as error:
        raise _unwritable(file, path, value, error.strerror or "the disk says no") from error


def _with_setting(text: str, path: Sequence[str], value: object, note: str) -> str:
    from spotintro.config.example import toml_value

    *tables, name = path
    line = f"{name} = {toml_value(value)}"
    lines = text.split("\n")
    document: Any = tomllib.loads(text)
    for table in tables:
        document = document.get(table, {}) if isinstance(document, dict) else {}
    if isinstance(document, dict) and name in document:
        at = line_of(path, text) - 1
        lines[at] = re.sub(
            rf"^([ \t]*){re.escape(name)}[ \t]*=[ \t]*(\"[^\"\\]*\"|'[^']*'|[^\s\"'#\[{{]+)",
            lambda found: f"{found[1]}{line}",
            lines[at],
            count=1,
        )
        return "\n".join(lines)
    if note:
        line = f"# {note}\n{line}"
    dotted = r"[ \t]*\.[ \t]*".join(map(re.escape, tables))
    header = re.compile(rf"[ \t]*\[[ \t]*{dotted}[ \t]*\][ \t]*(#.*)?")
    begin = next((number for number, each in enumerate(lines) if header.fullmatch(each)), None)
    if begin is None:
        head = [""] if text.strip() and lines[-1] == "" else []
        return "\n".join([*(lines[:-1] if lines[-1] == "" else lines), *head, f"[{'.'.join(tables)}]", line, ""])
    end = next((n for n in range(begin + 1, len(lines)) if _ANY_HEADER.match(lines[n])), len(lines))
    default = re.compile(rf"#[ \t]*{re.escape(name)}[ \t]*=.*")
    shown = next((n for n in range(begin + 1, end) if default.fullmatch(lines[n].strip())), None)
    if shown is None:
        lines.insert(begin + 1, line)
    else:
        lines[shown] = line
    return "\n".join(lines)


def _says_just_this(text: str, before: dict[str, Any], path: Sequence[str], value: object) -> bool:
    """Tell whether the text, read as TOML, is what was there before with this one setting changed."""
    wanted = copy.deepcopy(before)
    table: Any = wanted
    for name in path[:-1]:
        table = table.setdefault(name, {}) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        return False
    table[path[-1]] = value
    try:
        return tomllib.loads(text) == wanted
    except ValueError:
        return False


def _unwritable(file: Path, path: Sequence[str], value: object, reason: str) -> ConfigError:
    from spotintro.config.example import toml_value

    *tables, name = path
    return ConfigUnwritable(
        file,
        None,
        f"{'.'.join(path)} was not kept in {file}: {reason}.",
        f"Set it there yourself: {name} = {toml_value(value)} under [{'.'.join(tables)}].",
    )
