"""The app as a process of its own, on scripted parts: `python -m tests.tui.first_frame_app [modules|busy]`.

With `modules` it prints, as the first frame is painted, which modules are loaded, and ends. With `busy` it paints
all the time.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

from spotintro.clock import SystemClock
from spotintro.config import Paths, Settings
from spotintro.tui.app import SpotIntroApp
from spotintro.tui.running import run_app


class NoParts:
    """Enough for the first frame; the rooms below are not loaded."""

    settings = Settings()
    paths = Paths(Path("config.toml"), Path("data"))
    demo = True
    clock = SystemClock()


class FirstFrame(SpotIntroApp):
    def _begin(self) -> None:
        """Ends where the app would begin its work."""
        loaded = sorted(name for name in sys.modules if not name.startswith(("_", "encodings")))
        self.exit(message="\n".join(loaded))


class Busy(SpotIntroApp):
    """Never stops painting."""

    def _begin(self) -> None:
        super()._begin()
        self.set_interval(0.001, self.main.key_bar.refresh)


if __name__ == "__main__":
    if sys.argv[1:] == ["modules"]:
        FirstFrame(cast("Any", NoParts())).run()
    else:
        from tests.fakes.tui_parts import FakeParts, playing

        parts = FakeParts(playback=playing())
        sys.exit(run_app(parts, Busy if sys.argv[1:] == ["busy"] else SpotIntroApp))
