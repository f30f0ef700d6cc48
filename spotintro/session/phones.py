"""What a face that serves phones tells whoever started it; the face itself is in `spotintro.web`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spotintro.session.session import Session


@dataclass(frozen=True, slots=True)
class Invitation:
    """How a phone gets to the page."""

    address: str
    """With its secret: whoever has it may look."""
    number: str
    """Six digits: a phone on which it is typed may spend credits; "" once too many wrong ones were typed."""
    warning: str = ""
    """What there is to know of the network; "" where nobody else can read along."""


class Phones(Protocol):
    """Serves the page to phones, beside another face of the same session."""

    async def start(self, session: Session, tell: Callable[[Invitation], object]) -> Invitation:
        """Begin to serve; where it does already, just return how to get there.

        Args:
            session: The one whose face the page is.
            tell: Called on the loop whenever the number has changed.

        Raises:
            SpotIntroError: it can't be served.
        """
        ...

    async def stop(self) -> None:
        """End it; no phone is connected afterwards."""
        ...
