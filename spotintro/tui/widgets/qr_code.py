"""A QR code of half-block characters: one column and half a row to the module, about square on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.content import Content

QUIET_ZONE: Final = 2
"""Modules of light around it. ISO/IEC 18004 asks for 4, which costs four rows more; phones read it with 2."""
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@dataclass(frozen=True, slots=True)
class QrCode:
    """Which modules are lit, row by row, the quiet zone included."""

    light: tuple[tuple[bool, ...], ...]

    @property
    def columns(self) -> int:
        return len(self.light)

    @property
    def rows(self) -> int:
        return (len(self.light) + 1) // 2

    def lines(self) -> list[Content]:
        """Return the code's lines, light on dark as printed: readable where no colour is shown, too."""
        lines: list[Content] = []
        for top in range(0, len(self.light), 2):
            upper = self.light[top]
            lower = self.light[top + 1] if top + 1 < len(self.light) else (False,) * len(upper)
            row = "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
            lines.append(Content.styled(row, "#ffffff on #000000"))
        return lines


def qr_code_of(text: str) -> QrCode:
    """Make the smallest code that holds the text, as error-correcting as its size allows.

    Takes some 30 ms the first time: not on the event loop.
    """
    import segno

    code = segno.make(text, error="l", micro=False)
    return QrCode(tuple(tuple(not module for module in row) for row in code.matrix_iter(border=QUIET_ZONE)))
