"""An `osascript` that plays Spotify's client: it keeps its state in a file, and answers as the real one prints.

It knows the lines that the player sends, and refuses any other. It can't show whether a Mac's own takes them.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

ORDER = (
    "volume", "position_ms", "shuffling", "repeating", "id", "name", "artist", "album", "duration", "track_number",
    "disc_number", "artwork_url", "spotify_url",
)  # fmt: skip
TRACK = {
    "id": "spotify:track:1", "name": "Blue in Green", "artist": "Miles Davis", "album": "Kind of Blue",
    "duration": 337_733, "track_number": 3, "disc_number": 1, "artwork_url": "https://i.scdn.co/image/1",
    "spotify_url": "https://open.spotify.com/track/1",
}  # fmt: skip
PLAYING = {
    "state": "playing",
    "volume": 60,
    "position_ms": 61_500,
    "shuffling": False,
    "repeating": False,
    **TRACK,
}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def main() -> None:
    file = Path(os.environ["FAKE_SPOTIFY"])
    state = json.loads(file.read_text())
    script = sys.stdin.read()
    if "error" in state:
        sys.exit(f"-:120:133: execution error: Spotify got an error: {state['error']}")
    if state["state"] == "closed":
        sys.stdout.write("closed\n")
        return
    arguments = [int(argument) for argument in sys.argv[2:]]
    if "return our_answer" in script:
        told = ORDER[:1] if state["state"] == "stopped" else ORDER
        sys.stdout.write("\x1f".join([state["state"], *(_text(state[name]) for name in told)]) + "\n")
        return
    line = re.search(r"^tell application id .*\n(.*)\nend tell", script, re.MULTILINE)
    match line and line[1]:
        case "play":
            state["state"] = "playing"
        case "pause":
            state["state"] = "paused"
        case "next track":
            state |= {"name": "All Blues", "id": "spotify:track:2", "position_ms": 0}
        case "previous track":
            state["position_ms"] = 0
        case "set player position to ((item 1 of argv) as integer) / 1000":
            state["position_ms"] = arguments[0]
        case "set sound volume to ((item 1 of argv) as integer)":
            state["volume"] = max(0, arguments[0] - state.get("volume_lost", 0))
        case "set shuffling to true":
            state["shuffling"] = True
        case "set repeating to true":
            state["repeating"] = True
        case _:
            sys.exit("-:1:2: syntax error: Expected end of line. (-2740)")
    file.write_text(json.dumps(state))


if __name__ == "__main__":
    main()
