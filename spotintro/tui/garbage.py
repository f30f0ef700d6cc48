"""When the garbage collector runs: not while the program is being loaded, and never over what was loaded.

A full collection walks every object there is, the libraries' tens of thousands included, and stops the event
loop for as long: 75 ms were seen during the first intro. What is loaded at the start stays until the end, so it is
taken out of the collector's sight (`gc.freeze`).
"""

from __future__ import annotations

import gc


def pause() -> None:
    gc.disable()


def resume() -> None:
    """Collect again, but never what exists by now: it is taken to stay until the end."""
    gc.freeze()
    gc.enable()
