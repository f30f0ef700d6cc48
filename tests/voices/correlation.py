"""How alike a recording and its original are, with nothing but the standard library."""

from __future__ import annotations

import array
import math
from dataclasses import dataclass

RATE_HZ = 22_050
_STEP = 7  # 3 150 Hz: coarse enough for plain Python, fine enough to find the place


def samples(pcm: bytes) -> array.array[int]:
    values = array.array("h")
    values.frombytes(pcm)
    return values


def normalised(left: array.array[int], right: array.array[int], *, step: int = 1) -> float:
    """Compute Pearson's r of the two, over the length of the shorter."""
    count = min(len(left), len(right))
    first, second = left[:count:step], right[:count:step]
    count = len(first)
    if not count:
        return 0.0
    mean_1, mean_2 = sum(first) / count, sum(second) / count
    product = sum(map(int.__mul__, first, second)) - count * mean_1 * mean_2
    power_1 = sum(map(int.__mul__, first, first)) - count * mean_1**2
    power_2 = sum(map(int.__mul__, second, second)) - count * mean_2**2
    return product / math.sqrt(power_1 * power_2) if power_1 > 0 and power_2 > 0 else 0.0


@dataclass(frozen=True)
class Sounding:
    """The part of a recording in which something is heard, in seconds from the start."""

    begin_s: float
    end_s: float

    @property
    def seconds(self) -> float:
        return self.end_s - self.begin_s


def sounding(pcm: bytes, *, threshold: int = 60) -> Sounding:
    """Find the part from the first to the last sample that is louder than the threshold."""
    values = samples(pcm)
    loud = [index for index, value in enumerate(values) if abs(value) > threshold]
    assert loud, "there is no sound at all"
    return Sounding(loud[0] / RATE_HZ, (loud[-1] + 1) / RATE_HZ)


def best_match(recording: bytes, original: bytes, *, within_s: float = 0.5) -> tuple[float, float]:
    """Find the highest correlation of the original with the recording, and where in it (s) that begins.

    Looked for around the place where the first sounds of both lie upon each other: coarsely over `within_s` to
    each side on low-passed samples, then to the sample.
    """
    recorded, wanted = samples(recording), samples(original)
    start = round((sounding(recording).begin_s - sounding(original).begin_s) * RATE_HZ)
    reach = round(within_s * RATE_HZ)
    coarse_recorded, coarse_wanted = _coarse(recorded), _coarse(wanted)
    places = range(max(0, (start - reach) // _STEP), max(1, (start + reach) // _STEP))
    coarse = max(places, key=lambda place: _at(coarse_recorded, coarse_wanted, place, step=3))
    near = range(max(0, (coarse - 2) * _STEP), (coarse + 3) * _STEP)
    place = max(near, key=lambda place: _at(recorded, wanted, place, step=5))
    return _at(recorded, wanted, place), place / RATE_HZ


def _coarse(values: array.array[int]) -> array.array[int]:
    """Take every seventh value, as the mean of the seven around it: without the low-pass, aliases would match."""
    return array.array("h", (sum(values[i : i + _STEP]) // _STEP for i in range(0, len(values) - _STEP, _STEP)))


def _at(recorded: array.array[int], wanted: array.array[int], place: int, *, step: int = 1) -> float:
    part = recorded[place : place + len(wanted)]
    if len(part) < len(wanted):  # cut at its end: what is missing counts as silence
        part = part + array.array("h", bytes(2 * (len(wanted) - len(part))))
    return normalised(part, wanted, step=step)
