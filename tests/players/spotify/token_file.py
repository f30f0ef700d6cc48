"""A place for tokens that several programs share: `python -m tests.players.spotify.token_file ACCOUNTS DIR`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from spotintro.clock import SystemClock
from spotintro.players.spotify.tokens import Accounts, SpotifyTokens


@dataclass
class TokenFile:
    file: Path

    def load(self) -> str | None:
        return self.file.read_text() if self.file.exists() else None

    def save(self, secret: str) -> None:
        unfinished = self.file.with_suffix(".part")
        unfinished.write_text(secret)
        unfinished.replace(self.file)

    def delete(self) -> None:
        self.file.unlink(missing_ok=True)

    def stamp(self) -> object:
        return self.file.exists()


if __name__ == "__main__":
    accounts, folder = sys.argv[1], Path(sys.argv[2])
    tokens = SpotifyTokens(TokenFile(folder / "tokens"), Accounts(accounts), folder / "lock", SystemClock())
    tokens.sign_in()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.write(tokens.current())
