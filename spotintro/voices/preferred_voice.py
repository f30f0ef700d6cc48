"""A voice with another one behind it, for a machine where the better one may not run."""

from __future__ import annotations

import logging

from spotintro.voices.base import Sound, VoiceUnavailable
from spotintro.voices.child_voice import ChildVoice

_log = logging.getLogger(__name__)


class PreferredVoice:
    """The preferred voice; from the moment that it can't be had, the spare one.

    Nobody chose the preferred one by name, so what keeps it away is no failure: it is kept in `problem`.
    """

    def __init__(self, preferred: ChildVoice, spare: ChildVoice | PreferredVoice) -> None:
        self._voice: ChildVoice | PreferredVoice = preferred
        self._spare = spare
        self.problem: VoiceUnavailable | None = None
        """What keeps the preferred voice away."""

    @property
    def name(self) -> str:
        return self._voice.name

    @property
    def language(self) -> str:
        return self._voice.language

    async def open(self) -> None:
        """Make one of the two ready.

        Raises:
            VoiceUnavailable: there is neither.
        """
        try:
            await self._voice.open()
        except VoiceUnavailable as problem:
            await self._give_way(problem)
            await self._voice.open()

    async def synthesise(self, text: str) -> Sound:
        """Make the sound of one sentence, in the spare voice where the preferred one can't be started any more.

        Raises:
            VoiceError: as `ChildVoice.synthesise`.
        """
        try:
            return await self._voice.synthesise(text)
        except VoiceUnavailable as problem:
            await self._give_way(problem)
            return await self._voice.synthesise(text)

    async def close(self) -> None:
        await self._voice.close()

    async def _give_way(self, problem: VoiceUnavailable) -> None:
        if self.problem is not None:
            raise problem
        _log.warning("%s is not used: %s", self._voice.name, problem.message)
        self.problem = problem
        await self._voice.close()
        self._voice = self._spare
