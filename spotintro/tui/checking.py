"""What in the settings of the screen can't be followed, for who checks them without a screen."""

from __future__ import annotations

from collections.abc import Iterator

from spotintro.config import ScreenSettings
from spotintro.config.faults import Fault, unknown_name
from spotintro.tui import themes
from spotintro.tui.keymap import lay_over


def faults_of_screen(settings: ScreenSettings) -> Iterator[Fault]:
    """Find keys and a theme that don't exist, and keys that serve two commands."""
    for command, sentence in lay_over(settings.keys).faults:
        yield ("screen", "keys", command), sentence
    names = themes.names()
    if settings.theme not in names:
        yield ("screen", "theme"), unknown_name(settings.theme, names, "theme")
