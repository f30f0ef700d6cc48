"""How the settings fail: always with what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from spotintro.errors import SpotIntroError


class ConfigError(SpotIntroError):
    """The settings can't be used as they are.

    Attributes:
        file: The file at fault; None where no file is.
        line: The line in it, from 1; None where the fault is not in its text.
    """

    code = "CONFIG"

    def __init__(self, file: Path | None, line: int | None, message: str, next_step: str) -> None:
        super().__init__(message, next_step)
        self.file = file
        self.line = line

    def __str__(self) -> str:
        if self.file is None:
            return self.message
        place = str(self.file) if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.message}"


class ConfigUnreadable(ConfigError):
    """The file is not there though it was named, or is no text that can be a config."""


class ConfigUnwritable(ConfigError):
    """A setting was to be kept in the file, and is not."""


class SettingRejected(ConfigError):
    """A line of the file: its syntax, an unknown name, or a value that is not allowed."""


class PersonaUnknown(ConfigError):
    """There is no persona of that name."""

    def __init__(self, name: str, names: Collection[str]) -> None:
        import difflib

        from spotintro.plain_text import single_line

        near = difflib.get_close_matches(name[:60], names, n=3, cutoff=0.4)
        others = f"Nearest: {', '.join(near)}" if near else f"There are {', '.join(sorted(names)[:12])}"
        super().__init__(
            None,
            None,
            f"There is no persona “{single_line(name, limit=60)}”. {others}.",
            "`spotintro personas list` has every one.",
        )


class FolderUnavailable(ConfigError):
    """There is no folder to keep files in."""
