"""What the last text was made of: each sentence with the fact behind it, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spotintro.host.events import Held, HostEvent, LeftOut, Sentence
from spotintro.knowledge import Fact
from spotintro.music import Track


@dataclass(frozen=True, slots=True)
class LastIntro:
    """The pieces of a text in their order, as the host told them."""

    track: Track | None = None
    """None where nothing was introduced yet."""
    pieces: tuple[Sentence | LeftOut, ...] = ()

    def and_then(self, event: HostEvent) -> LastIntro:
        """Return what it has come to with this event."""
        match event:
            case Held(track=track):
                return LastIntro(track)
            case Sentence() | LeftOut():
                return replace(self, pieces=(*self.pieces, event))
            case _:
                return self

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that its sentences stand on, each once."""
        behind = (piece.fact for piece in self.pieces if isinstance(piece, Sentence))
        return tuple(dict.fromkeys(fact for fact in behind if fact is not None))
