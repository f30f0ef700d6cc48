"""What eSpeak NG makes of texts, in phonemes.

The library is the one that the wheel carries, whatever the system has: the phonemes are the same everywhere.
In a process of its own: the library can't be taken down cleanly.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys

import espeakng_loader

_NO_SOUND = 2
_UTF_8 = 1
_IPA = 2


class _Espeak:
    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        self._library.espeak_Initialize(_NO_SOUND, 0, espeakng_loader.get_data_path().encode(), 0)
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def phonemes(self, voice: str, text: str) -> str:
        assert self._library.espeak_SetVoiceByName(voice.encode()) == 0, voice
        buffer = ctypes.create_string_buffer(text.encode())
        rest = ctypes.c_void_p(ctypes.addressof(buffer))
        clauses = []
        while rest.value:
            clauses.append(self._library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF_8, _IPA).decode())
        return " | ".join(clauses)


def phonemes_of(said: list[tuple[str, str]]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.voices.phonemes"],
        input="".join(json.dumps(pair) + "\n" for pair in said),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=60,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    espeak = _Espeak()
    for request in sys.stdin:
        sys.stdout.write(json.dumps(espeak.phonemes(*json.loads(request))) + "\n")
    sys.stdout.flush()
    os._exit(0)
