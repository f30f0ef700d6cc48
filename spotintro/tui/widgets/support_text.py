"""What the support page says: whom to ask, the packages, the message, the request as a QR code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.style import Style

from spotintro.credits.errors import credits_in_words
from spotintro.plain_text import paragraph, single_line
from spotintro.tui.widgets.lines import Lines, hanging, target

if TYPE_CHECKING:
    from datetime import datetime

    from spotintro.config import Package, SupportSettings
    from spotintro.credits.base import User
    from spotintro.tui.widgets.qr_code import QrCode

KEYS: Final = 9
"""As many packages as there are keys to choose them with."""


class SupportText(Lines):
    """Fill the attributes, then call `changed`.

    Args:
        settings: Whom to ask.
        packages: What there is to choose from.
        rows: How many rows can be seen at once: a QR code that must be scrolled can't be scanned.
        takes_vouchers: Whether an operator is set, without whom no voucher counts.
        has_desk: Whether the demo's desk answers.
        key_of: How the key of a command is written; "" where it has none.
    """

    auto_links = False
    """Textual would underline what can be clicked, and take the keys' colour away."""

    def __init__(
        self,
        settings: SupportSettings,
        packages: Sequence[Package],
        rows: Callable[[], int],
        *,
        takes_vouchers: bool,
        has_desk: bool,
        key_of: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._settings = settings
        self._packages = packages
        self._rows = rows
        self._takes_vouchers = takes_vouchers
        self._has_desk = has_desk
        self._key_of = key_of
        self.user: User | None = None
        """The balance; None while the account has not told it."""
        self.may_be_free = False
        self.asked_at: datetime | None = None
        """When the request was sent that waits for its answer."""
        self.account_fails = False
        self.chosen = 0
        self.message = ""
        self.unfolded = False
        self.qr_code: QrCode | None = None
        self.qr_code_wanted = False
        self.answer = ""
        """The demo desk's voucher."""

    def lines(self, width: int) -> list[Content]:
        # The code first: the page is at its top when it is asked for, and the whole of it is seen.
        lines = self._code(width) if self.qr_code_wanted else []
        lines.extend(self._balance(width))
        if self._takes_vouchers:
            steps = [self._choosing] if self._packages else []
            for number, step in enumerate((*steps, self._requesting, self._pasting), start=1):
                lines.extend((Content(""), *step(number, width)))
        else:
            lines.extend((Content(""), *self._no_operator(width)))
            lines.extend((Content(""), _heading("Help"), *self._sending(width)))
        return lines

    def _balance(self, width: int) -> list[Content]:
        if self.user is None and self.account_fails:
            return Content("The balance is not readable: the account can't be opened here.").wrap(width)
        if self.user is None:
            return Content("The balance is not known yet.").wrap(width)
        sign = "●" if self.user.left else "○"
        said = f"{sign} {credits_in_words(self.user.available_credits)} available, {self.user.used_credits} used"
        return Content.styled(said, "bold").wrap(width)

    def _choosing(self, step: int, width: int) -> list[Content]:
        lines = _step(step, "Choose a package", width)
        for number, package in enumerate(self._packages[:KEYS]):
            row = _package(number, package, width, chosen=number == self.chosen)
            lines.extend(_clickable(line, f"screen.choose_package({number + 1})") for line in row)
        return lines

    def _requesting(self, step: int, width: int) -> list[Content]:
        return [*_step(step, "Send the request", width), *self._sending(width)]

    def _pasting(self, step: int, width: int) -> list[Content]:
        return [*_step(step, "Paste the answer", width), *self._answering(width)]

    def _sending(self, width: int) -> list[Content]:
        contact = self._settings
        lines = _indented(single_line(contact.name), width, "bold")
        lines.extend(_indented(paragraph(contact.instructions), width))
        for label, value in (("mail", contact.email), ("web", contact.url)):
            if value:
                prefix = Content.styled(f"   {label:<5}", "$foreground-muted")
                lines.extend(hanging(prefix, Content(single_line(value)), width))
        key = self._key_of("demo_desk")
        if self._has_desk and key:
            told = f"The demo's own desk answers at once: {key} asks it."
            lines.extend(target(line, "demo_desk") for line in _indented(told, width))
        if self.asked_at is not None:
            at = f"{self.asked_at.astimezone():%Y-%m-%d %H:%M}"
            lines.extend(
                _indented(f"✓ Your request of {at} is on its way; the answer goes into the field below.", width)
            )
        if self.message:
            lines.extend(self._fold(width))
        return lines

    def _fold(self, width: int) -> list[Content]:
        key = self._key_of("unfold")
        rows = self.message.rstrip().split("\n")
        has_code = "Request:" in self.message
        what = f"The message ({len(rows)} lines): account, balance, version, system{', request code' * has_code}"
        how = f"; {key} {'folds' if self.unfolded else 'shows'} it" if key else ""
        sign = Content.styled("▾  " if self.unfolded else "▸  ", "bold $text-accent")
        lines = [_clickable(line, "screen.unfold") for line in hanging(sign, Content(f"{what}{how}."), width)]
        return [*lines, *_barred(self.message, width)] if self.unfolded else lines

    def _answering(self, width: int) -> list[Content]:
        if self.answer:
            return [*_indented("The desk's voucher:", width), *_barred(self.answer, width)]
        return _indented("The answer is a voucher. It goes into the field below.", width)

    def _no_operator(self, width: int) -> list[Content]:
        told = (
            "No operator is set here (credits.operator_keys), so no voucher counts and nobody can add credits. "
            "The credits only count your own use: they are no money, and nothing is billed."
        )
        lines = Content(told).wrap(width)
        if self.may_be_free:
            key = self._key_of("make_free")
            who = "If you alone pay for the model"
            said = (
                f"{who}, {key} makes everything free."
                if key
                else f"{who}, set the prices under [credits.costs] to 0."
            )
            row = Content.styled(said, "bold").wrap(width)
            lines.extend((Content(""), *(_clickable(line, "screen.make_free") for line in row)))
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


def _step(number: int, text: str, width: int) -> list[Content]:
    return hanging(
        Content.styled(f"{number}  ", "bold $text-accent"), Content.styled(text, "bold $text-accent"), width
    )


def _indented(text: str, width: int, style: str = "") -> list[Content]:
    return hanging(Content("   "), Content.styled(text, style) if style else Content(text), width)


def _clickable(line: Content, action: str) -> Content:
    return line.stylize(Style.from_meta({"@click": action}))


def _barred(text: str, width: int) -> list[Content]:
    bar = Content.styled("│ ", "$foreground-muted")
    return [
        bar + part
        for line in text.rstrip().split("\n")
        for part in Content(line).wrap(max(4, width - bar.cell_length)) or [Content("")]
    ]


def _package(number: int, package: Package, width: int, *, chosen: bool) -> list[Content]:
    sign = "▸" if chosen else " "
    prefix = Content.assemble(f" {sign} ", (f"{number + 1}", "bold $text-accent"), "  ")
    price = single_line(package.price)
    said = f"{single_line(package.name)}: {credits_in_words(package.credits)}"
    lines = hanging(prefix, Content(f"{said}, {price}" if price else said), width)
    return [target(line, f"package_{number + 1}") for line in lines]
