"""The voices and the output that their sound goes to: opened once, and what of them can be heard."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from spotintro.host.events import Notice
from spotintro.host.introduction import Progress
from spotintro.host.over_music import OverMusic
from spotintro.host.speech import Speech
from spotintro.voices.base import Output, Voice, VoiceError, VoiceUnavailable

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of a host.

    Attributes:
        usual: Speaks the language that was asked for.
        announcers: Speaks that of the announcer's texts, where it knows the other not; else the usual one.
        silent: Stands in where none can be heard.
    """

    usual: Voice
    announcers: Voice
    silent: Voice


class Studio:
    """Makes the speech of each intro.

    In the demo a voice that can't be heard stands in for one that can.

    Args:
        voices: Who speaks.
        output: Where the sound goes.
        over_music: The music to pause meanwhile; None for none.
        demo: Whether this is the demo.
        needs_voice: Fail where there is no voice, in place of showing the text at reading pace.
    """

    def __init__(
        self, voices: Voices, output: Output, over_music: OverMusic | None, *, demo: bool, needs_voice: bool
    ) -> None:
        self.voices = voices
        self._output = output
        self._over_music = over_music
        self._demo = demo
        self._needs_voice = needs_voice
        self.voice_problem: VoiceError | None = None
        self._output_problem: VoiceError | None = None
        self._is_open = False

    @property
    def audible(self) -> bool | None:
        """Whether speech can be heard here; None until `open` is done."""
        return self._output.audible

    @property
    def is_heard(self) -> bool:
        return self._output.audible is not False and self.voice_problem is None

    @property
    def is_spoken(self) -> bool:
        """Whether there is a speech that counts as one."""
        return self._demo or self.is_heard

    async def open(self) -> None:
        """Open sound and voices; what fails shows in `check` and in the speech."""
        try:
            await self._output.open()
        except VoiceError as problem:
            self._output_problem = problem
        self._is_open = True
        await self._open_voices()

    async def speak_with(self, usual: Voice, announcers: Voice) -> None:
        """Speak with these voices from the next speech on; they are open where the others were."""
        former, self.voices = self.voices, replace(self.voices, usual=usual, announcers=announcers)
        self.voice_problem = None
        if self._is_open:
            await self._open_voices()
        for voice in dict.fromkeys((former.usual, former.announcers)):
            await voice.close()

    async def _open_voices(self) -> None:
        for voice in dict.fromkeys((self.voices.usual, self.voices.announcers)):
            try:
                await voice.open()
            except VoiceError as problem:
                _log.warning("no voice: %s", problem.message)
                self.voice_problem = problem

    def check(self) -> None:
        """Check, before anything is held, that a speech can be made: what can't must not cost a text.

        Raises:
            VoiceError: the output can't be opened, or the voice that is needed can't be had.
        """
        if self._output_problem is not None:
            raise self._output_problem
        if self._needs_voice and (problem := self.voice_problem) is not None:
            raise VoiceUnavailable(problem.message, f"{problem.next_step} `spotintro doctor` checks the voice.")

    def speech(self, progress: Progress, *, announcers: bool, between: bool = False) -> Speech:
        """Begin a speech, and tell where it will not be heard.

        Args:
            progress: Told of each sentence as it begins to be heard, and when the user goes on to other music.
            announcers: The text is the announcer's.
            between: A track has just begun, and may begin anew after the speech.
        """
        # Who set the voice to silent knows that nothing will be heard.
        if not self.is_heard and self.voices.usual.name != self.voices.silent.name:
            reason = "There is no sound device here." if self.voice_problem is None else self.voice_problem.message
            price = " In the demo it is charged like a voice." if self._demo else " The voice is not charged."
            progress.emit(Notice(f"{reason} The intro is shown at reading pace.{price}"))
        voice = self.voice(announcers=announcers)
        return Speech(
            voice=voice,
            output=self._output,
            over_music=self._over_music if self.is_spoken else None,
            progress=progress,
            silence_counts=self._demo and voice.name == self.voices.silent.name,
            between=between,
        )

    def voice(self, *, announcers: bool) -> Voice:
        """Return who speaks such a text here."""
        if self.voice_problem is not None or not self.is_spoken:
            return self.voices.silent
        return self.voices.announcers if announcers else self.voices.usual

    async def close(self) -> None:
        for voice in dict.fromkeys((self.voices.usual, self.voices.announcers)):
            await voice.close()
        await self._output.close()
