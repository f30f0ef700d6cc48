"""Whether facts are looked up, and where."""

from __future__ import annotations

import asyncio

from spotintro.cli.doctor.findings import Finding, ok
from spotintro.config import PlayerProvider
from spotintro.host.research import Answer
from spotintro.wiring.parts import Parts
from spotintro.wiring.research import destinations


async def check_facts(parts: Parts) -> list[Finding]:
    """Tell it without asking anybody: a look-up would send what plays."""
    if parts.settings.player.provider is PlayerProvider.DEMO:
        return [ok("facts", "The demo's music has facts of its own: nobody is asked.")]
    answer = await asyncio.to_thread(lambda: parts.research.answer)
    *others, last = destinations(parts.settings.facts)
    places = f"{', '.join(others)} and {last}" if others else last
    match answer:
        case Answer.AGREED:
            return [ok("facts", f"Looked up at {places}: agreed to.")]
        case Answer.SET_ON:
            return [ok("facts", f"Looked up at {places}, as the settings say.")]
        case Answer.UNASKED:
            return [ok("facts", "Not looked up: not agreed to yet. `spotintro facts --agree` does.")]
        case Answer.DECLINED:
            return [ok("facts", "Not looked up: declined. `spotintro facts --agree` changes that.")]
        case Answer.SET_OFF:
            return [ok("facts", "Not looked up, as the settings say.")]
