"""A `say` that writes a tone as long as its text, with the options of the real one; see its manual page."""

from __future__ import annotations

import argparse
import math
import sys
import wave
from array import array

VOICES = """\
Albert              en_US    # Hello! My name is Albert.
Bad News            en_US    # Hello! My name is Bad News.
Samantha            en_US    # Hello! My name is Samantha.
Eddy (German (Germany)) de_DE    # Hallo! Ich heiße Eddy.
Anna                de_DE    # Hallo! Ich heiße Anna.
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("-v")
    parser.add_argument("-r", type=int)
    parser.add_argument("-o")
    parser.add_argument("-f", choices=["-"])
    parser.add_argument("--file-format", choices=["WAVE"])
    parser.add_argument("--data-format", choices=["LEI16@22050"])
    options = parser.parse_args()
    if options.v == "?":
        sys.stdout.write(VOICES)
        return
    text = sys.stdin.read()
    if "[[" in text or f"{options.v} " not in VOICES:
        sys.exit(f"Voice `{options.v}' not found.")
    with wave.open(options.o, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        count = 22_050 * len(text) // options.r
        file.writeframes(array("h", (round(9000 * math.sin(i / 8)) for i in range(count))).tobytes())


if __name__ == "__main__":
    main()
