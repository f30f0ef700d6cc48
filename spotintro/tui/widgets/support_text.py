"""What the support page says: whom to ask, the packages, the message, the request as a QR code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.credits.errors import credits_in_words
from spotintro.plain_text import paragraph, single_line
from spotintro.tui.widgets.lines import Lines, hanging, target

if TYPE_CHECKING:
    from spotintro.config import Package, SupportSettings
    from spotintro.tui.widgets.qr_code import QrCode

KEYS: Final = 9
"""As many packages as there are keys to choose them with."""


class SupportText(Lines):
    """Fill the attributes, then call `changed`.

    Args:
        settings: Whom to ask.
        packages: What there is to choose from.
        rows: How many rows can be seen at once: a QR code that must be scrolled can't be scanned.
    """

    def __init__(self, settings: SupportSettings, packages: Sequence[Package], rows: Callable[[], int]) -> None:
        super().__init__()
        self._settings = settings
        self._packages = packages
        self._rows = rows
        self.chosen = 0
        self.message = ""
        self.qr_code: QrCode | None = None
        self.qr_code_wanted = False
        self.answer = ""
        """The demo desk's voucher."""

    def lines(self, width: int) -> list[Content]:
        # The code first: the page is at its top when it is asked for, and the whole of it is seen.
        lines = self._code(width) if self.qr_code_wanted else []
        lines.extend(self._contact(width))
        if self._packages:
            lines.extend((Content(""), _heading("Packages")))
            for number, package in enumerate(self._packages[:KEYS]):
                lines.extend(_package(number, package, width, chosen=number == self.chosen))
        lines.extend((Content(""), _heading("The message")))
        lines.extend(_barred(self.message, width))
        if self.answer:
            lines.extend((Content(""), _heading("The desk's voucher")))
            lines.extend(_barred(self.answer, width))
        return lines

    def _contact(self, width: int) -> list[Content]:
        contact = self._settings
        lines = Content.styled(single_line(contact.name), "bold").wrap(width)
        lines.extend(Content(paragraph(contact.instructions)).wrap(width))
        for label, value in (("mail", contact.email), ("web", contact.url)):
            if value:
                prefix = Content.styled(f"{label:<5} ", "$foreground-muted")
                lines.extend(hanging(prefix, Content(single_line(value)), width))
        return lines

    def _code(self, width: int) -> list[Content]:
        code = self.qr_code
        if code is None:
            return [*Content("There is no request yet to show as a QR code.").wrap(width), Content("")]
        if code.columns <= width and code.rows <= self._rows():
            return [*code.lines(), Content("")]
        told = (
            f"The QR code needs {code.columns} columns and {code.rows} rows, and here are {width} and "
            f"{self._rows()}: enlarge the window, or send the message."
        )
        return [*Content.styled(told, "$text-warning").wrap(width), Content("")]


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $text-accent")


def _barred(text: str, width: int) -> list[Content]:
    bar = Content.styled("│ ", "$foreground-muted")
    return [
        bar + part
        for line in text.rstrip().split("\n")
        for part in Content(line).wrap(max(4, width - bar.cell_length)) or [Content("")]
    ]


def _package(number: int, package: Package, width: int, *, chosen: bool) -> list[Content]:
    sign = "▸" if chosen else " "
    prefix = Content.assemble(f"{sign} ", (f"{number + 1}", "bold $text-accent"), "  ")
    price = single_line(package.price)
    said = f"{single_line(package.name)}: {credits_in_words(package.credits)}"
    lines = hanging(prefix, Content(f"{said}, {price}" if price else said), width)
    return [target(line, f"package_{number + 1}") for line in lines]
