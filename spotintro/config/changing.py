"""One setting changed in settings that are loaded already, checked as if it stood in the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from spotintro.config.errors import SettingRejected
from spotintro.config.settings import Settings


def with_setting(settings: Settings, path: Sequence[str], value: str | float | bool, *, file: Path) -> Settings:
    """Return the settings with one of them changed.

    Args:
        settings: The ones before.
        path: Its tables and its name: `("screen", "theme")`.
        value: What it is from now on.
        file: Named in the error.

    Raises:
        SettingRejected: the setting can't have that value, which is not repeated.
    """
    document: dict[str, Any] = msgspec.to_builtins(settings)
    table = document
    for name in path[:-1]:
        table = table[name]
    table[path[-1]] = value
    try:
        return msgspec.convert(document, Settings, strict=True)
    except msgspec.ValidationError:
        pass  # raised below, so that it isn't the context: it may hold the value
    raise SettingRejected(
        file, None, f"{'.'.join(path)} can't be that.", "The settings' own lines say what it can be."
    )
