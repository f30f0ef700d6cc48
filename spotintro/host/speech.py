"""The speech of one intro: sentences come in while earlier ones are heard."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass

from spotintro.credits.base import Intro
from spotintro.host.events import Speaking
from spotintro.host.introduction import Progress
from spotintro.host.over_music import OverMusic
from spotintro.voices.base import Output, Sound, Voice
from spotintro.writers.base import Clause, Line

UNHEARD = (
    "The voice made no sound of this text, and is not charged. "
    "Choose one for the text's language with voice.voice or writer.language."
)
DEVICE_GONE = (
    "The sound device is gone: the intro was shown at reading pace, and the voice is not charged. "
    "Once a device is there, a new start finds it."
)


@dataclass(frozen=True, slots=True)
class _Line:
    index: int
    text: str
    voice: Voice
    sound: Sound | None = None


class Speech:
    """Synthesises one sentence ahead of what is heard, so that no gap stands between two.

    A failure ends the speech, not the intro: it is kept and raised by `finish`.

    Args:
        voice: Makes the sounds.
        output: Plays them.
        over_music: The music to pause meanwhile, looked at from now on; None for none.
        progress: Of the run; told as each sentence begins to be heard, and when the user goes on to other music.
        silence_counts: The voice is one that says nothing, and stands in for one that is heard.
        between: A track has just begun, and may begin anew after the speech.
    """

    def __init__(
        self,
        *,
        voice: Voice,
        output: Output,
        over_music: OverMusic | None,
        progress: Progress,
        silence_counts: bool = False,
        between: bool = False,
    ) -> None:
        self._voice = voice
        self._output = output
        self._over_music = over_music
        self._progress = progress
        self._ahead = ""
        self._told = -1
        self._lines: asyncio.Queue[_Line | None] = asyncio.Queue()
        self._speaking_s = 0.0
        self._has_sounded = silence_counts
        self._over_music_begun = False
        if over_music is not None:
            over_music.prepare(progress.move_on, between=between, tell=progress.emit)
        self._task = asyncio.create_task(self._speak(), name="speech")

    @property
    def has_sounded(self) -> bool:
        """Whether anything of it was there to be heard; true from the start where silence counts as speech."""
        return self._has_sounded

    def say(self, index: int, piece: Line | Clause, sound: Sound | None = None) -> None:
        """Say a sentence or its clause; of a sentence behind its clause, only the rest, which may be nothing.

        Args:
            index: Of the sentence.
            piece: What is said.
            sound: Of a whole sentence, where it is there already.
        """
        ahead, self._ahead = self._ahead, ""
        if isinstance(piece, Clause):
            text = self._ahead = piece.text
        else:
            text = piece.text.removeprefix(ahead).lstrip() if piece.text.startswith(ahead) else ""
        if text:
            self._lines.put_nowait(_Line(index, text, self._voice, sound))

    def go_on_with(self, voice: Voice) -> None:
        """Have another voice say what comes from now on."""
        self._voice = voice

    async def finish(self) -> float:
        """Wait until everything was heard; return how many seconds of speech that were.

        The output keeps nothing (a file) of a speech that has not sounded.

        Raises:
            VoiceError: the speech is not whole.
        """
        self._lines.put_nowait(None)
        try:
            await self._task
            if self._has_sounded:
                await self._output.finish()
        finally:
            await self._end_over_music()
        return self._speaking_s

    async def stop(self) -> None:
        """Fall silent, and resume the music. Safe to call at any time, also after `finish`."""
        self._task.cancel()
        # The output is silenced beside the task's own clean-up: what is heard must end within 100 ms.
        try:
            await self._output.stop()
        finally:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._task
            await self._end_over_music()

    async def _end_over_music(self) -> None:
        # Once: after that, another speech may be over the music.
        over_music, self._over_music = self._over_music, None
        if over_music is not None and (left := await over_music.end()) is not None:
            self._progress.emit(left)

    async def _speak(self) -> None:
        hearing: deque[asyncio.Task[None]] = deque()
        try:
            if self._lines.empty():
                await self._voice.open()  # it may have been unloaded; it loads while the text is written
            while (line := await self._lines.get()) is not None:
                sound = line.sound or await line.voice.synthesise(line.text)
                if not self._over_music_begun and self._over_music is not None and sound.pcm:
                    self._over_music_begun = True
                    await self._over_music.begin()
                before = hearing[-1] if hearing else None
                hearing.append(asyncio.create_task(self._hear(line.index, sound, after=before), name="hear"))
                # The next sound is handed over while the one before is heard; more than one ahead would only
                # be thrown away by a stop.
                if len(hearing) > 1:
                    await hearing[0]
                    hearing.popleft()
            while hearing:
                await hearing[0]
                hearing.popleft()
        finally:
            for task in hearing:
                task.cancel()
            await asyncio.gather(*hearing, return_exceptions=True)

    async def _hear(self, index: int, sound: Sound, *, after: asyncio.Task[None] | None) -> None:
        play = asyncio.ensure_future(self._output.play(sound))
        try:
            if after is not None:
                await asyncio.shield(after)
            if index > self._told:
                self._told = index
                self._progress.emit(Speaking(index))
            await play
        finally:
            play.cancel()
        self._speaking_s += sound.duration_s
        self._has_sounded = self._has_sounded or not sound.is_silent


def pieces_of(intro: Intro) -> list[Line | Clause]:
    """Split an intro's text into the sentences in which its writer streamed it, the first after its clause."""
    from spotintro.writers.clauses import ClauseFinder
    from spotintro.writers.sentences import SentenceSplitter

    track = intro.track
    names = [track.title, *track.artists, *([track.album] if track.album else [])]
    splitter = SentenceSplitter(names)
    sentences = [*splitter.feed(intro.text), *splitter.flush()]
    first = next(ClauseFinder(names).clauses(sentences[0]), None) if sentences else None
    return [*([] if first is None else [Clause(first)]), *map(Line, sentences)]
