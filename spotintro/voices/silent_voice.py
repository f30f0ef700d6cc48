"""No voice: silence of the length that reading takes."""

from __future__ import annotations

import unicodedata

from spotintro.plain_text import paragraph
from spotintro.voices.base import Sound

READING_WORDS_PER_MINUTE = 183
"""Reading aloud in English: the mean of 77 studies in Brysbaert (2019), "How many words do we read per minute?",
Journal of Memory and Language 109, 104047. Silent reading of non-fiction is faster (238 words per minute, most
adults 175 to 300), so that nearly everybody is through before the text moves on."""

READING_CHARACTERS_PER_MINUTE = 260
"""For scripts without spaces: silent reading of Chinese, from the same source."""

_MIN_S = 1.0
_RATE_HZ = 22_050
_NO_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def reading_time_s(text: str) -> float:
    """Return how many seconds a person may need to read this; 0 for an empty text."""
    shown = paragraph(text)
    if not shown:
        return 0.0
    dense = sum(unicodedata.name(char, "").startswith(_NO_SPACES) for char in shown if not char.isascii())
    words = sum(any(char.isalnum() for char in word) for word in shown.split())
    minutes = max(words / READING_WORDS_PER_MINUTE, dense / READING_CHARACTERS_PER_MINUTE)
    return max(_MIN_S, minutes * 60)


class SilentVoice:
    """Says nothing, for as long as the text takes to read: nothing to start, nothing that can fail."""

    @property
    def name(self) -> str:
        return "silent"

    async def open(self) -> None:
        pass

    async def synthesise(self, text: str) -> Sound:
        frames = round(reading_time_s(text) * _RATE_HZ)
        return Sound(pcm=bytes(2 * frames), rate_hz=_RATE_HZ)

    async def close(self) -> None:
        pass
