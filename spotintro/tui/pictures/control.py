"""What is written into a line without taking a cell of it."""

from __future__ import annotations

from typing import Final

from rich.segment import ControlCode, ControlType

NO_CELLS: Final[list[ControlCode]] = [(ControlType.CURSOR_FORWARD, 0)]
"""Marks a segment as control codes: Rich and Textual write its text as it is and count no cells for it."""
