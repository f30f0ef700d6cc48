"""What allowances have due, as events."""

from __future__ import annotations

import logging

from spotintro.credits.errors import CreditError
from spotintro.credits.gate import CreditGate
from spotintro.host.events import CreditsAdded

_log = logging.getLogger(__name__)


async def top_up(gate: CreditGate, *, needed: int) -> tuple[CreditsAdded, ...]:
    """Claim what allowances have due, where the balance is low or less than `needed`; return it as events.

    What can't be taken now is taken the next time, so a failure goes to the log: it stops no intro that the
    balance allows, and where it doesn't, the hold says why.
    """
    try:
        grants = await gate.claim_due(needed=needed)
        if not grants:
            return ()
        balance = await gate.user()
    except CreditError as problem:
        _log.warning("nothing could be topped up: %s", problem.message)
        return ()
    return tuple(CreditsAdded(grant.credits, grant.source, grant.expires_at, balance) for grant in grants)
