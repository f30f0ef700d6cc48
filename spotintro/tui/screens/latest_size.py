"""What every screen of the app does about the terminal's size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen, ScreenResultType

if TYPE_CHECKING:
    from textual.events import Resize


class LatestSizeScreen(Screen[ScreenResultType]):
    """A screen that is laid out for the terminal's latest size alone.

    A screen that is laid out anew tells itself its new size (textual 8.2.8, `Screen._refresh_layout`). Two sizes
    on their way to it at once, as when a window is drawn larger on a busy machine, would each be followed by
    itself again, and the screen would be laid out for one and the other without end.
    """

    async def _on_resize(self, event: Resize) -> None:
        """Leave out a size that is the terminal's no more; the latest one comes after it.

        Textual calls its own handler of that name after this one, unless it is prevented.
        """
        if event.size != self.app.size:
            event.prevent_default()
