"""What the sign-in page says: where to go, as an address and as a QR code, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from spotintro.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from spotintro.tui.widgets.qr_code import QrCode


class SignInText(Lines):
    """Fill the attributes, then call `changed`.

    Args:
        rows: How many rows can be seen at once: a QR code that must be scrolled can't be scanned.
    """

    def __init__(self, rows: Callable[[], int]) -> None:
        super().__init__()
        self._rows = rows
        self.said = ""
        """How things stand."""
        self.address = ""
        """Where to go; "" where there is nowhere."""
        self.qr_code: QrCode | None = None
        self.qr_code_wanted = False

    def lines(self, width: int) -> list[Content]:
        lines = self._code(width) if self.qr_code_wanted and self.qr_code is not None else []
        lines.extend(Content(self.said).wrap(width))
        if self.address:
            lines.append(Content(""))
            # Cut anywhere, for no space may come in; a terminal that knows links opens the whole from any line.
            link = Style(underline=True, link=self.address)
            lines.extend(
                Content.styled(self.address[at : at + width], link) for at in range(0, len(self.address), width)
            )
        return lines

    def _code(self, width: int) -> list[Content]:
        code = self.qr_code
        assert code is not None
        if code.columns <= width and code.rows <= self._rows():
            return [*code.lines(), Content("")]
        told = (
            f"The QR code needs {code.columns} columns and {code.rows} rows, and here are {width} and "
            f"{self._rows()}: enlarge the window, or copy the address."
        )
        return [*Content.styled(told, "$text-warning").wrap(width), Content("")]
