"""What the page that sets up the AI writer says: what is set, each with its key, and how a test went."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from spotintro.plain_text import single_line
from spotintro.tui.widgets.lines import Lines, hanging

if TYPE_CHECKING:
    from spotintro.writers.local_servers import LocalServer

_LABEL_COLUMNS = 9


class WriterText(Lines):
    """Fill the attributes, then call `changed`.

    Args:
        key_of: How the key of a command is written; "" where it has none.
    """

    auto_links = False
    """Textual would underline what can be clicked, and take the keys' colour away."""

    def __init__(self, key_of: Callable[[str], str]) -> None:
        super().__init__()
        self._key_of = key_of
        self.said = ""
        """Who writes now."""
        self.rows: tuple[tuple[str, str, str], ...] = ()
        """A row for each value: its name, the command that changes it, what it is; none in the demo."""
        self.servers: tuple[LocalServer, ...] = ()
        self.test = ""
        """What the test costs, or how it went; "" where there is none to make."""

    def lines(self, width: int) -> list[Content]:
        lines = Content.styled(self.said, "bold").wrap(width)
        lines.append(Content(""))
        for label, command, value in self.rows:
            lines.extend(self._row(label, command, f"screen.enter_value('{label}')", value, width))
        for server in self.servers[:1]:
            told = f"{single_line(server.in_words)}, on this machine: free, and nothing leaves it"
            lines.extend(self._row("local", "writer_server", "screen.use_server", told, width))
        if self.test:
            lines.append(Content(""))
            lines.extend(self._row("test", "writer_test", "screen.test", self.test, width))
        return lines

    def _row(self, label: str, command: str, action: str, value: str, width: int) -> list[Content]:
        prefix = Content.assemble(
            (f"{self._key_of(command):<3}", "bold $text-accent"), f"{label:<{_LABEL_COLUMNS}}"
        )
        target = Style.from_meta({"@click": action})
        return [line.stylize(target) for line in hanging(prefix, Content(value), width)]
