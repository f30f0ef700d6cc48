"""The settings in force, to be read and pasted: passwords in addresses are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from spotintro.config.example import toml_value
from spotintro.config.settings import Settings

_USER_INFO = re.compile(r"(?P<head>[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#:@]*):[^\s/?#]*@")
_SECRET_QUERY = re.compile(r"(?i)(?P<head>[?&][^=&\s]*(?:password|passwd|secret|token|key)[^=&\s]*=)[^&\s]*")


def without_password(text: str) -> str:
    """Replace the passwords in a text: `user:***@` in addresses, `***` for secret query values."""
    return _SECRET_QUERY.sub(r"\g<head>***", _USER_INFO.sub(r"\g<head>:***@", text))


def server_of(address: str) -> str | None:
    """Return the host name in a store's address, and never more of it; None for what is kept on this machine."""
    try:
        parts = urlsplit(address)
        named = parts.hostname or "".join(parse_qs(parts.query).get("host", [])[:1])
    except ValueError:
        return "a server"
    local = not named or named.startswith("/") or parts.scheme.startswith("sqlite")
    return None if local else named


def document_of(settings: Settings) -> dict[str, Any]:
    """Turn the settings into plain dicts, strings, booleans and numbers, without passwords."""
    document: dict[str, Any] = _shown(msgspec.to_builtins(settings))
    return document


def as_toml(settings: Settings) -> Iterator[str]:
    """Write the lines of a config file that says the same."""
    yield from _table((), document_of(settings))


def _table(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    if path:
        yield f"[{'.'.join(path)}]"
    for name, value in table.items():
        if not isinstance(value, dict):
            yield f"{_key(name)} = {toml_value(value)}"
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _table((*path, name), value)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml_value(name)


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shown(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(each) for each in value]
    return without_password(value) if isinstance(value, str) else value
