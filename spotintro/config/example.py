"""The settings as a text to start from: every one with its line and, commented out, its default."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import inspect

from spotintro.config.settings import Settings

_HEAD = """\
# SpotIntro's settings. Each stands here with its default; to change one, take the "# " before it away.
# `spotintro config path` says where this file belongs, `spotintro config check` whether it is in order.
"""


def example_text() -> str:
    """Write the text of `config.example.toml`; read as a config it gives `Settings()`."""
    root = inspect.type_info(Settings)
    assert isinstance(root, inspect.StructType)
    return _HEAD + "".join(f"{line}\n" for line in _table((), root, msgspec.to_builtins(Settings())))


def toml_value(value: object) -> str:
    """Write a string, number, boolean, list or inline table as TOML.

    JSON's strings are TOML's, except that TOML forbids a bare DEL.
    """
    if isinstance(value, dict):
        return f"{{{', '.join(f'{toml_value(name)} = {toml_value(each)}' for name, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _table(path: tuple[str, ...], struct: inspect.StructType, defaults: Mapping[str, Any]) -> Iterator[str]:
    tables = []
    if path:
        yield ""
        yield f"[{'.'.join(path)}]"
    for field in struct.fields:
        kind, description = field.type, ""
        while isinstance(kind, inspect.Metadata):
            description = (kind.extra_json_schema or {}).get("description", description)
            kind = kind.type
        default = defaults[field.encode_name]
        if isinstance(kind, inspect.StructType):
            tables.append((field.encode_name, kind, default))
            continue
        allowed = (
            f" ({', '.join(member.value for member in kind.cls)})" if isinstance(kind, inspect.EnumType) else ""
        )
        yield f"# {description}{allowed}".replace("\n", " ")
        yield f"# {field.encode_name} = {toml_value(default)}"
    for name, kind, default in tables:
        yield from _table((*path, name), kind, default)
