"""The screen's own colours, in dark and light; beside them stand Textual's and the terminal's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping


def _own(name: str, *, dark: bool, colours: Mapping[str, str]) -> Theme:
    """Return a theme in which every colour that text or lines have is set, none derived by blending.

    A test computes the contrasts. On 16 colours the nearest ones still differ from their background.
    """
    text, muted, background, surface = (colours[each] for each in ("text", "muted", "background", "surface"))
    accent, rule, selection = colours["accent"], colours["rule"], colours["selection"]
    return Theme(
        name,
        primary=accent,
        accent=accent,
        success=colours["success"],
        warning=colours["warning"],
        error=colours["error"],
        foreground=text,
        background=background,
        surface=surface,
        panel=surface,
        dark=dark,
        variables={
            **{f"text-{each}": colours[each] for each in ("accent", "success", "warning", "error")},
            "text-primary": accent,
            "foreground-muted": muted,
            "text-muted": muted,
            "text-disabled": muted,
            "rule": rule,
            "border": accent,
            "border-blurred": rule,
            "scrollbar": rule,
            "scrollbar-hover": muted,
            "scrollbar-active": accent,
            "scrollbar-background": background,
            "block-cursor-foreground": background,
            "block-cursor-background": accent,
            "input-selection-foreground": text,
            "input-selection-background": selection,
            "screen-selection-foreground": text,
            "screen-selection-background": selection,
        },
    )


DARK: Final = _own(
    "spotintro-dark",
    dark=True,
    colours={
        "background": "#12131a",
        "surface": "#1c1e29",
        "text": "#ebe8e1",
        "muted": "#a9adbf",
        "accent": "#bda9ff",
        "success": "#7ed99a",
        "warning": "#f5c065",
        "error": "#ff8f88",
        "rule": "#7c8099",
        "selection": "#5b4a9e",
    },
)
LIGHT: Final = _own(
    "spotintro-light",
    dark=False,
    colours={
        "background": "#fbf9f5",
        "surface": "#f0ede6",
        "text": "#22232d",
        "muted": "#565968",
        "accent": "#5a3cc0",
        "success": "#1b6b38",
        "warning": "#855000",
        "error": "#ab1f1a",
        "rule": "#77746c",
        "selection": "#cfc3f5",
    },
)
OWN: Final = (DARK, LIGHT)


def names() -> tuple[str, ...]:
    """Return the names of all themes: our own first, then those of the terminal, then Textual's others."""
    first = (*(theme.name for theme in OWN), "ansi-dark", "ansi-light")
    return (*first, *sorted(name for name in BUILTIN_THEMES if name not in first))
