"""What the sign-in page says: where to go, as an address and as a QR code, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from spotintro.tui.widgets.lines import Lines, hanging

if TYPE_CHECKING:
    from spotintro.tui.widgets.qr_code import QrCode


def making_an_app(redirect_uri: str, *, copy: str) -> tuple[str, ...]:
    """Return the steps of making an app in Spotify's dashboard; `copy` is the key that copies the address."""
    copies = f" ({copy} copies it)" if copy else ""
    return (
        "Go to developer.spotify.com/dashboard, log in and choose Create app. You need Spotify Premium.",
        "App name and description: anything, such as SpotIntro.",
        f"Redirect URI: {redirect_uri} and nothing else{copies}; then Add.",
        "Tick Web API and the terms, then Save.",
        "Open the app's Settings, copy the Client ID, and paste it here. It is no secret; none is needed.",
    )


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
        self.steps: tuple[str, ...] = ()
        """How an app is made, step by step; empty where there is one."""
        self.address = ""
        """Where to go; "" where there is nowhere."""
        self.qr_code: QrCode | None = None
        self.qr_code_wanted = False

    def lines(self, width: int) -> list[Content]:
        lines = self._code(width) if self.qr_code_wanted and self.qr_code is not None else []
        lines.extend(Content(self.said).wrap(width))
        lines.extend([Content("")] if self.steps else [])
        for number, step in enumerate(self.steps, start=1):
            mark = Content.styled(f"{number}  ", "bold $text-accent")
            lines.extend(hanging(mark, Content(step), width))
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
