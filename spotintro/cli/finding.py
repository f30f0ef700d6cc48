"""Looking up facts for a command that was given for them: with a line where it takes a while."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from spotintro.cli import printing

if TYPE_CHECKING:
    from spotintro.knowledge import Fact
    from spotintro.music import Track
    from spotintro.wiring.parts import Parts

PATIENCE_S: Final = 1.0


async def find_facts(parts: Parts, track: Track) -> tuple[Fact, ...]:
    """Look the track up; what takes longer than a second says so on stderr, and `ctrl+c` stops it.

    Raises:
        SpotIntroError: nobody has agreed to it, or nobody could be asked.
    """
    finding = asyncio.ensure_future(parts.research.find(track))
    try:
        done, _ = await asyncio.wait({finding}, timeout=PATIENCE_S)
        if not done:
            printing.message("Looking up … (ctrl+c stops)")
        return await finding
    finally:
        finding.cancel()
