"""Every entry of the account as rows to scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.plain_text import single_line
from spotintro.tui.widgets.lines import fitted
from spotintro.tui.widgets.paged_rows import WIDE, PagedRows

if TYPE_CHECKING:
    from spotintro.credits.base import Entry

_FEATURE_COLUMN: Final = 16


class EntryList(PagedRows["Entry"]):
    def wide(self, row: int, shown: Entry) -> Content:  # noqa: ARG002 - the base's signature
        at = f"{shown.at.astimezone():%Y-%m-%d %H:%M}"
        what = fitted(Content(_what(shown)), _FEATURE_COLUMN).plain
        figures = f"{at:<16}  {what:<{_FEATURE_COLUMN}}  {shown.amount:>+7}  {shown.balance_after:>7}  "
        return Content(figures + single_line(shown.description))

    def narrow(self, row: int, shown: Entry) -> tuple[Content, Content]:  # noqa: ARG002 - the base's signature
        at = f"{shown.at.astimezone():%m-%d %H:%M}"
        said = f"  {_what(shown)} {shown.amount:+} · {shown.balance_after} left"
        described = Content(f"  {single_line(shown.description)}")
        return Content.assemble((at, "$foreground-muted"), said), described


def heading(width: int) -> Content | None:
    """Return the heading of the columns; None where it is too narrow for columns."""
    if width < WIDE:
        return None
    said = f"{'time':<16}  {'what':<{_FEATURE_COLUMN}}  {'credits':>7}  {'left':>7}  for"
    return Content.styled(said, "$foreground-muted")


def _what(entry: Entry) -> str:
    return entry.step.label if entry.step is not None else entry.kind.label
