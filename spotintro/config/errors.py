"""How the settings fail: always with what is wrong, where, and what to do."""

from __future__ import annotations

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


class SettingRejected(ConfigError):
    """A line of the file: its syntax, an unknown name, or a value that is not allowed."""


class FolderUnavailable(ConfigError):
    """There is no folder to keep files in."""
