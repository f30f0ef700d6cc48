"""The ways to begin, in the host's place while nothing plays and something is left to set up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from spotintro.plain_text import single_line
from spotintro.tui.widgets.lines import hanging

if TYPE_CHECKING:
    from spotintro.session.events import SetUpTold


class FirstMinute:
    """Three ways, each one key and one click; what is done already is marked.

    Args:
        told: What is set up.
        key_of: How the key of a command is written; "" where it has none.
        unreadable: Whether what plays can't be read, so that nothing is promised of it.
    """

    def __init__(self, told: SetUpTold, key_of: Callable[[str], str], *, unreadable: bool = False) -> None:
        self._told = told
        self._key_of = key_of
        self._unreadable = unreadable
        self.gaps = 1 if unreadable else 2
        """The number of blank lines that can stand between its parts."""

    def lines(self, width: int, gap: Sequence[Content]) -> list[Content]:
        """Lay it out, with `gap` between its parts."""
        told = self._told
        server = (
            f"{single_line(told.servers[0].name)} on this machine, or a key"
            if told.servers
            else "a key, or your own server"
        )
        title = "Three ways to begin:" if self._unreadable else "Nothing plays yet. Three ways to begin:"
        lines = [*Content.styled(title, "bold").wrap(width), *gap]
        lines.extend(self._way("demo", "try_demo", "the demo: its own music, no account", width, done=False))
        lines.extend(
            self._way("sign_in", "show('sign_in')", "Spotify: your music, any device", width, done=told.spotify)
        )
        lines.extend(self._way("writer", "show('writer')", f"AI writer: {server}", width, done=told.writer))
        if self._unreadable:
            return lines
        lines.extend(gap)
        last = "Or play something on this machine: it appears here by itself."
        return [*lines, *Content.styled(last, "$foreground-muted").wrap(width)]

    def _way(self, command: str, action: str, text: str, width: int, *, done: bool) -> list[Content]:
        sign = "✓" if done else self._key_of(command)
        style = "$text-success" if done else "bold $text-accent"
        prefix = Content.styled(f"{sign:<2} ", style)
        label = Content.styled(f"{text} (done)", "$foreground-muted") if done else Content(text)
        target = Style.from_meta({"@click": f"app.{action}"})
        return [line.stylize(target) for line in hanging(prefix, label, width)]
