"""Runs the app to its end, with the demo in its place where its user wants to see that first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spotintro.tui.app import SpotIntroApp
from spotintro.tui.endings import lasting_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from spotintro.session.parts import Parts
    from spotintro.tui.app import Beside
    from spotintro.tui.phones import Served


def run_app(
    parts: Parts,
    app_class: type[SpotIntroApp] = SpotIntroApp,
    *,
    again: Callable[[bool], Parts] | None = None,
    served: Served | None = None,
    beside: Beside | None = None,
) -> int:
    """Run the app to its end; return the exit code.

    Args:
        parts: Of the app.
        app_class: What is run.
        again: Makes the parts of the demo, if True, or of the app anew. The demo that was asked for from inside
            the app runs in its place, and quitting it leads back; None: it ends the app.
        served: The page that it can serve to phones.
        beside: Runs beside the session, until the app ends.
    """
    with lasting_terminal():
        while True:
            app = app_class(parts)
            app.served, app.beside = served, beside
            app.run(mouse=parts.settings.screen.mouse)
            if again is None or not app.goes_to_demo or app.return_code:
                return app.return_code or 0
            demo = app_class(again(True))
            demo.comes_back, demo.beside = True, beside
            demo.run(mouse=demo.parts.settings.screen.mouse)
            if demo.return_code:
                return demo.return_code
            parts = again(False)
