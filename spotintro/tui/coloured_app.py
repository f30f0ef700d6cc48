"""An app whose colours hold where Textual's own don't: for themes without a rule's colour, and without colour."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from textual.filter import LineFilter


class ColouredApp(App[int]):
    """An app that mends two of Textual's (8.2.8) defaults for colours."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colour of rules for the themes that have none of their own."""
        return {"rule": self.current_theme.primary}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Replace the filter that Textual (8.2.8) chooses for `NO_COLOR` before a theme is set.

        Its filter for other themes makes the ANSI themes' own colours, which have no brightness, black on black.
        """
        filters = super().get_line_filters()
        if not (self.no_color and self.native_ansi_color):
            return filters
        from textual.filter import Monochrome

        return [_no_colour_filter() if isinstance(each, Monochrome) else each for each in filters]


@cache
def _no_colour_filter() -> LineFilter:
    """Return the filter, the same one for all calls: rendered lines are cached by it."""
    from textual.filter import NoColor

    return NoColor()
