"""The silences of a sound: what its punctuation asks for, in place of what the engine leaves.

eSpeak NG ends each sentence with 300 to 345 ms of silence, whatever its mark, and begins some with 45 ms. That is
a hole after each. Another engine leaves another silence, or hiss in its place; so the end of speech is told by
level, and what follows it is made anew.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

LONGEST_MS: Final = 200
"""Of a pause within a paragraph. With the soft onset of the next sound it stays below the 250 ms from which on a
silence is heard as a halt of the speaker (Goldman-Eisler 1968, the usual border in studies of pauses)."""
PAUSES_MS: Final = {
    ",": 150,  # what eSpeak NG leaves within a sound: a sentence said in two sounds is heard as one said in one
    "、": 150,
    "，": 150,
    ";": 180,  # between the two; eSpeak NG's own 235 ms are hardly told from a full stop's 300
    ":": 180,
    "–": 180,
    "—": 180,
    "-": 180,
}
"""By the last mark of what was said. All others end a sentence or a question, and ask for the longest. The end of
a paragraph is the intro's: to resume the music takes longer than any pause."""

_WINDOW_MS: Final = 5
_QUIET: Final = 0.005
"""Against the loudest sample (-46 dB). A final f or s of eSpeak NG is at -30 dB, a good voice's hiss below -55."""
_LEAST_LEVEL: Final = 2
_EVERY: Final = 8
"""Of the samples, to see at a glance what is loud."""
_LEAD_MS: Final = 5
_DECAY_MS: Final = 30
"""What is kept as it is behind the last loud window, and before the next: speech fades, it isn't cut."""
_FADE_MS: Final = 10
_CLOSERS: Final = "\"'”’»›)]}*_」』 \n"


def pause_ms(text: str) -> int:
    """Return how long the silence after this text is to be."""
    return PAUSES_MS.get(text.rstrip(_CLOSERS)[-1:], LONGEST_MS)


def with_pauses(pcm: bytes, rate_hz: int, text: str) -> bytes:
    """Return the sound of a text with the pause that the text's last mark asks for, and no longer one in it.

    Nothing that is louder than `_QUIET` is taken away, nor the decay behind it. A sound in which nothing is loud
    is returned as it is.

    Args:
        pcm: Mono, signed 16 bit.
        rate_hz: Its rate.
        text: What was said in it.
    """
    samples = array("h", pcm)
    window = max(1, rate_hz * _WINDOW_MS // 1000)
    stretches = list(_loud(samples, window))
    if not stretches:
        return pcm

    def frames(ms: int) -> int:
        return rate_hz * ms // 1000

    decay, fade, longest = frames(_DECAY_MS), frames(_FADE_MS), frames(LONGEST_MS)
    begin = max(0, stretches[0][0] - frames(_LEAD_MS))
    shaped = array("h")
    for (_, end), (next_begin, _) in pairwise(stretches):
        if next_begin - end <= longest:
            continue
        kept = samples[begin : end + decay]
        begin = next_begin - decay
        _fade_out(kept, fade)
        shaped += kept
        shaped += array("h", bytes(2 * (longest - 2 * decay)))
    kept = samples[begin : stretches[-1][1] + decay]
    _fade_out(kept, min(fade, len(samples) - stretches[-1][1]))
    shaped += kept
    silence = frames(pause_ms(text)) - min(decay, len(samples) - stretches[-1][1])
    shaped += array("h", bytes(2 * silence))
    return shaped.tobytes()


def _loud(samples: array[int], window: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are heard, by their first sample and the one behind their last."""
    few = samples[::_EVERY]  # all of them would take as long as eSpeak NG takes to make them
    limit = max(_LEAST_LEVEL, max(few, default=0) * _QUIET, -min(few, default=0) * _QUIET)
    begin: int | None = None
    for start in range(0, len(samples), window):
        part = samples[start : start + window]
        is_loud = _level(part[::_EVERY]) > limit or _level(part) > limit
        if is_loud and begin is None:
            begin = start
        elif not is_loud and begin is not None:
            yield begin, start
            begin = None
    if begin is not None:
        yield begin, len(samples)


def _level(samples: array[int]) -> int:
    return max(max(samples), -min(samples))  # noqa: PLW3301 - spread, each sample would be an argument


def _fade_out(samples: array[int], length: int) -> None:
    for distance in range(min(length, len(samples))):
        samples[-1 - distance] = samples[-1 - distance] * distance // length
