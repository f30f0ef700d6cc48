"""What was said as rows to choose from, and one of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.plain_text import single_line
from spotintro.session.said import FAVOURITE, about, source_line, text_of, track_line, when
from spotintro.tui.widgets.lines import Lines, acting, fitted, hanging
from spotintro.tui.widgets.paged_rows import PagedRows

if TYPE_CHECKING:
    from spotintro.credits.base import Intro

_MARK: Final = "▸ "
_TRACK_COLUMN: Final = 36
_READING_WIDTH: Final = 92
"""Longer lines are hard to read."""


class IntroList(PagedRows["Intro"]):
    """One row is chosen: it has a mark, and stays in view."""

    chosen = 0
    """The row, from the newest."""

    @property
    def choice(self) -> Intro | None:
        """The intro that is chosen; None where there is none, or it is not read yet."""
        return self.pages.at(self.chosen)

    def choose(self, row: int) -> None:
        """Choose a row, or the nearest there is, and bring it into view."""
        self.chosen = max(0, min(row, self.pages.newest - 1))
        self.refresh()
        self.keep_in_view()

    def keep_in_view(self) -> None:
        top, height = self.chosen * self.lines_each, self.scrollable_content_region.height
        # The last row brings the note below it along.
        bottom = self.virtual_size.height if self.chosen == self.pages.newest - 1 else top + self.lines_each
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False)
        elif bottom > self.scroll_y + height:
            self.scroll_to(y=min(top, bottom - height), animate=False)

    def on_resize(self) -> None:
        super().on_resize()
        self.keep_in_view()

    def wide(self, row: int, shown: Intro) -> Content:
        track = fitted(Content(track_line(shown.track)), _TRACK_COLUMN)
        gap = " " * (_TRACK_COLUMN - track.cell_length + 2)
        star = f"{FAVOURITE} · " if shown.favourite else ""
        text = f"{when(shown)}  {track.plain}{gap}{star}{single_line(shown.text, limit=160)}"
        return _row_target(self._marked(row, text), row)

    def narrow(self, row: int, shown: Intro) -> tuple[Content, Content]:
        star = f"  {FAVOURITE}" if shown.favourite else ""
        return (
            _row_target(self._marked(row, f"{when(shown)[5:]}{star}"), row),
            _row_target(Content(f"  {track_line(shown.track)}: {single_line(shown.text, limit=80)}"), row),
        )

    def _marked(self, row: int, text: str) -> Content:
        if row == self.chosen:
            return Content.assemble((_MARK, "bold $text-warning"), (text, "bold"))
        return Content(f"  {text}")


def _row_target(content: Content, row: int) -> Content:
    return acting(content, f"screen.choose_intro({row})")


class IntroText(Lines):
    """The whole text of an intro, with the sources of its facts."""

    def __init__(self) -> None:
        super().__init__()
        self.intro: Intro | None = None

    def lines(self, width: int) -> list[Content]:
        if self.intro is None:
            return []
        width = min(width, _READING_WIDTH)
        indent = Content("  ")
        muted = [about(self.intro), *(f"Source: {source_line(source)}" for source in self.intro.sources)]
        return [
            *hanging(indent, Content.styled(track_line(self.intro.track), "bold"), width),
            *hanging(indent, Content(text_of(self.intro)), width),
            *(
                line
                for said in muted
                for line in hanging(indent, Content.styled(said, "$foreground-muted"), width)
            ),
        ]
