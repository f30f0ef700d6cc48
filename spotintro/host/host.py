"""The host joins player, writer, voice and account: one intro from track to speech."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from spotintro.clock import Clock
from spotintro.credits.base import Intro
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.host.consent import Consent
from spotintro.host.events import CreditsAdded, Quote
from spotintro.host.flow import Flow, Notices, Order
from spotintro.host.introduction import Introduction
from spotintro.host.manner import Manner
from spotintro.host.over_music import OverMusic
from spotintro.host.prepared import PreparedIntro, Preparing
from spotintro.host.pricing import Pricing
from spotintro.host.research import Research
from spotintro.host.studio import Studio, Voices
from spotintro.host.texts import Style
from spotintro.host.top_up import top_up
from spotintro.host.writing import Writing
from spotintro.music import Track
from spotintro.players.base import Player
from spotintro.voices.base import Output, Voice, VoiceError
from spotintro.writers.base import NamingWriter, Show, Writer

_log = logging.getLogger(__name__)

_INTRO = UserTransaction.GENERATE_TRACK_INTRO
_UNTOLD = Show()


class Host:
    """Introduces tracks.

    In the demo the announcer stands in for the AI writer and an inaudible voice for an audible one: both are
    charged there, in demo credits, so that the whole circle can be walked. Elsewhere the announcer and what
    nobody can hear are free.

    `language_notice` is told with the announcer's first intro, whose language is another than was asked for;
    `announcer_voice` then speaks it. `unchecked_notice` is told with a model's first intro, in a language whose
    sentences can't be held against the facts. Without a voice an intro is shown at reading pace; with
    `needs_voice` it fails before anything is held.

    Of `research` a text gets the facts that have come by then: none is waited for.
    """

    def __init__(
        self,
        *,
        gate: CreditGate,
        writer: Writer,
        announcer: NamingWriter,
        voice: Voice,
        silent_voice: Voice,
        output: Output,
        over_music: OverMusic | None,
        consent: Consent,
        disclosure: str,
        style: Style,
        clock: Clock,
        demo: bool = False,
        needs_voice: bool = False,
        announcer_voice: Voice | None = None,
        language_notice: str = "",
        research: Research | None = None,
        unchecked_notice: str = "",
    ) -> None:
        self._gate = gate
        self._over_music = over_music
        voices = Voices(voice, announcer_voice or voice, silent_voice)
        self._studio = Studio(voices, output, over_music, demo=demo, needs_voice=needs_voice)
        self._pricing = Pricing(gate.prices, self._studio, demo=demo)
        self._writing = Writing(
            gate=gate, writer=writer, announcer=announcer, style=style, clock=clock, research=research
        )
        self._ahead = Preparing(self._writing, self._studio)
        self._consent = consent
        self._disclosure = disclosure
        self._clock = clock
        self._flow = Flow(
            gate=gate,
            studio=self._studio,
            pricing=self._pricing,
            writing=self._writing,
            ahead=self._ahead,
            clock=clock,
            make_ready=self.prepare,
            notices=Notices(language=language_notice, unchecked=unchecked_notice),
        )
        self._preparing: asyncio.Task[None] | None = None
        self._agreed_to: str | None = None

    @property
    def writer(self) -> Writer:
        return self._writing.writer

    @property
    def voice(self) -> Voice:
        return self._studio.voices.usual

    @property
    def audible(self) -> bool | None:
        """Whether speech can be heard here; None until `prepare` is done."""
        return self._studio.audible

    @property
    def voice_problem(self) -> VoiceError | None:
        return self._studio.voice_problem

    async def prepare(self) -> None:
        """Open voice, sound and writer once, so that the first intro needn't wait; failures show when used."""
        if self._preparing is None:
            self._preparing = asyncio.create_task(self._prepare(), name="prepare host")
        await asyncio.shield(self._preparing)

    async def _prepare(self) -> None:
        await self._studio.open()
        await self.writer.warm_up()

    async def recover(self) -> str | None:
        """Put back the music that a run which died had changed; return a sentence about it if it was."""
        return None if self._over_music is None else await self._over_music.recover()

    async def top_up(self, *, needed: int = 0) -> tuple[CreditsAdded, ...]:
        """Claim what allowances have due, where the balance is low or less than `needed`.

        A run does it by itself, before it holds and after it has delivered; whoever starts the app asks once more.
        """
        return await top_up(self._gate, needed=needed)

    def needs_consent(self) -> str | None:
        """Return the line to show before the first AI intro; None where nothing has to be asked."""
        destination = self.writer.destination
        if destination is None or destination == self._agreed_to or self._consent.agreed(destination):
            return None
        return self._disclosure

    def agree(self) -> bool:
        """Keep that this writer may be told what plays; return whether it is kept beyond this run. Blocks."""
        if self.writer.destination is None:
            return True
        self._agreed_to = self.writer.destination
        try:
            self._consent.agree(self.writer.destination, self._clock.now())
        except OSError as error:
            _log.warning("the answer can't be kept and holds for this run alone: %s", error)
            return False
        return True

    def decline(self) -> None:
        """Have the announcer write for the rest of this session."""
        self._writing.decline()

    def quote(self, *, speak: bool, feature: UserTransaction = _INTRO) -> Quote:
        """Return what the feature costs next, as far as can be known before `prepare` is done."""
        return self._pricing.quote(feature, self.writer, speak=speak)

    async def quote_replay(self, *, speak: bool) -> Quote | None:
        """Return what it costs to say the last intro again; None where there is no last intro.

        It costs nothing once it was said to its end. A text whose speech was never delivered, because it failed,
        was stopped or was not asked for, costs the speech.

        Raises:
            CreditError: the account can't be asked.
        """
        intros = await self._gate.last_intros(limit=1)
        return self.quote_again(intros[0], speak=speak) if intros else None

    def quote_again(self, intro: Intro, *, speak: bool) -> Quote:
        """Return what it costs to say this one again, by the rules of `quote_replay`."""
        return self._pricing.quote_again(intro, speak=speak)

    async def prepare_intro(self, track: Track, *, speak: bool, show: Show = _UNTOLD) -> PreparedIntro:
        """Write an intro, and with `speak` begin to voice it, for a delivery that may come or not.

        Nothing is held, charged, shown or kept. Cancel it at any time.

        Args:
            track: What is to be introduced.
            speak: Whether it is to be heard.
            show: What will have been heard when it is delivered, and what will come then.

        Raises:
            SpotIntroError: there is no intro of this track, or none now.
        """
        # Whoever asks has seen that this one may know of the track; another may come meanwhile.
        writer = self.writer
        self._writing.check(track, _INTRO)
        if speak:
            await self.prepare()
            self._studio.check()
        return await self._ahead.prepare(writer, track, show, self._clock.now(), speak=speak)

    def fits(self, prepared: PreparedIntro) -> bool:
        """Return whether it would be delivered; one by another writer, or in another manner, is written anew."""
        return self._ahead.fits(prepared)

    def introduce(
        self,
        track: Track,
        *,
        speak: bool,
        feature: UserTransaction = _INTRO,
        show: Show = _UNTOLD,
        prepared: PreparedIntro | None = None,
        between: bool = False,
    ) -> Introduction:
        """Begin the feature for this track, the plain introduction unless another is named.

        Args:
            track: What is introduced.
            speak: Whether it is to be heard.
            feature: What is begun.
            show: What was heard and what comes; the hour and the evening are known here.
            prepared: Its text, and what of it is voiced; it is written anew where this one doesn't fit any more.
            between: The track has just begun, and may begin anew after the intro.
        """
        speak = speak and feature.terms.speaks
        return self._flow.introduce(Order(track, feature, show, speak, self.writer, prepared, between))

    def replay(self, *, speak: bool, workflow: str | None = None) -> Introduction:
        """Say the last intro again, or that of a workflow, whatever wrote it; at the price of `quote_again`."""
        return self._flow.replay(workflow, speak=speak)

    async def talk_as(self, manner: Manner) -> None:
        """Go on in another manner; no run may be under way."""
        self._writing.style = manner.style
        self._flow.notices = Notices(manner.language_notice, manner.unchecked_notice)
        await self._studio.speak_with(manner.voice, manner.announcer_voice or manner.voice)

    def charge_by(self, prices: Prices) -> None:
        """Quote and hold by other prices from now on; a run under way ends at those it began with."""
        self._gate.charge_by(prices)
        self._pricing.charge_by(prices)

    async def write_with(self, writer: Writer, disclosure: str, consent: Consent) -> None:
        """Go on with another writer, which is asked for consent as the first was; no run may be under way."""
        before, self._writing.writer = self._writing.writer, writer
        self._disclosure, self._consent = disclosure, consent
        await before.close()
        await writer.warm_up()

    def steer(self, player: Player) -> None:
        """Speak over what another player plays from now on; no run may be under way."""
        if self._over_music is not None:
            self._over_music.steer(player)

    def leave_paused(self) -> None:
        """Take note that the user has paused, as the host may just have done: it is not resumed."""
        if self._over_music is not None:
            self._over_music.leave_paused()

    async def close(self) -> None:
        if self._preparing is not None:
            self._preparing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._preparing
        await self._studio.close()
        await self.writer.close()
