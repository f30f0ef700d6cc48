"""What a writer is told, and who is asked: the same for a text that is told at once and for one written ahead."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from spotintro.clock import Clock
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.host.refusing import check_introducible
from spotintro.host.research import Research
from spotintro.host.texts import EVENING, Style, text_source
from spotintro.music import Track
from spotintro.writers.base import IntroRequest, NamingWriter, Piece, Show, Writer


class Writing:
    """Has texts written.

    Attributes:
        writer: The one in force.
        announcer: Who takes its place where it is declined, or has nothing to say.
        style: The manner in force.
    """

    def __init__(
        self,
        *,
        gate: CreditGate,
        writer: Writer,
        announcer: NamingWriter,
        style: Style,
        clock: Clock,
        research: Research | None,
    ) -> None:
        self.writer: Writer = writer
        self.announcer = announcer
        self._gate = gate
        self.style = style
        self._clock = clock
        self._research = research

    def decline(self) -> None:
        """Have the announcer write from now on."""
        self.writer = self.announcer

    def check(self, track: Track, feature: UserTransaction) -> None:
        """Raise what `refusal_of` returns."""
        check_introducible(track, feature, self._research)

    async def request(self, track: Track, show: Show) -> IntroRequest:
        """Return what is asked of a writer now; of the show it is to be told what was heard and what comes.

        Raises:
            CreditError: the account can't be asked for the evening's intros.
        """
        show = replace(show, now=self._clock.now().astimezone())
        request = self.style.request(track, show, await self._gate.last_intros(limit=EVENING))
        known = () if self._research is None else self._research.known(track)
        request = replace(request, naming_line=self.announcer.naming_line(request), facts=known)
        return replace(request, stand_ins=tuple(self.announcer.sentence_for(fact, request) for fact in known))

    def is_in_manner(self, request: IntroRequest) -> bool:
        """Return whether a request asked for the manner that is in force: language, persona, length."""
        asked = replace(request, recent_texts=(), naming_line="", facts=(), stand_ins=(), show=Show())
        return asked == self.style.request(request.track, Show(), ())

    async def pieces(
        self, writer: Writer, feature: UserTransaction, request: IntroRequest
    ) -> AsyncGenerator[Piece, None]:
        """Stream what this writer writes.

        Raises:
            WriterError: at any point, also after some sentences.
        """
        async with aclosing(text_source(feature)(writer, request)) as pieces:
            async for piece in pieces:
                yield piece
